//! Photographs of papers.

use care::{DocumentId, MemberId, Purpose, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Made, MadeOne, Person, Request, Seen, Topic, Whereabouts};

/// A member's papers, the newest first; those that were withdrawn last.
#[derive(Debug, Deserialize, TS)]
pub struct ListDocuments {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ListDocuments {
    const NAME: &'static str = "documents.list";
    const READS: &'static [Topic] = &[Topic::Documents, Topic::Sync, Topic::Members];
    type Response = Documents;
}

/// A member's papers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Documents {
    /// Each of them.
    pub documents: Vec<DocumentView>,
}

/// One paper.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
    /// Which.
    #[ts(type = "DocumentId")]
    pub document: DocumentId,
    /// What it is for.
    #[ts(type = "Purpose")]
    pub purpose: Purpose,
    /// What it is.
    pub title: String,
    /// Who took it.
    pub by: Person,
    /// When, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// The visit during which it was taken.
    #[ts(type = "VisitId | null")]
    pub visit: Option<VisitId>,
    /// How far the record of it has got.
    pub whereabouts: Whereabouts,
    /// How far its picture has got.
    pub picture: PictureState,
    /// Why it was withdrawn; absent when it was not.
    pub withdrawn: Option<String>,
    /// Sent back with a change.
    pub seen: Seen,
}

/// How far a picture has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PictureState {
    /// Here, and not at the clinic yet.
    ToSend,
    /// Here, and at the clinic.
    Here,
    /// Not here yet: so many of so many parts.
    Pending {
        /// Parts that are here.
        done: u32,
        /// Of.
        of: u32,
    },
}

/// A picture is about to be handed over, in parts. One that was begun before and never kept is forgotten.
#[derive(Debug, Deserialize, TS)]
pub struct BeginPicture {
    /// Its length.
    pub bytes: u32,
}

impl Request for BeginPicture {
    const NAME: &'static str = "documents.begin";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// The next part of it.
#[derive(Deserialize, TS)]
pub struct PicturePart {
    /// So many bytes of it are here already.
    pub from: u32,
    /// The part, in base64; at most 256 KiB.
    pub bytes: String,
}

impl Request for PicturePart {
    const NAME: &'static str = "documents.part";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Keeps the picture that was handed over, as one of a member's papers.
#[derive(Debug, Deserialize, TS)]
pub struct KeepDocument {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// What it is for.
    #[ts(type = "Purpose")]
    pub purpose: Purpose,
    /// What it is.
    pub title: String,
    /// The visit during which it was taken.
    #[ts(type = "VisitId | null")]
    pub visit: Option<VisitId>,
}

impl Request for KeepDocument {
    const NAME: &'static str = "documents.keep";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// It was a mistake. It stays in the record, and why is said beside it.
#[derive(Debug, Deserialize, TS)]
pub struct WithdrawDocument {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which.
    #[ts(type = "DocumentId")]
    pub document: DocumentId,
    /// What was before the person's eyes.
    pub seen: Seen,
    /// Why.
    pub reason: String,
}

impl Request for WithdrawDocument {
    const NAME: &'static str = "documents.withdraw";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// The picture itself.
#[derive(Debug, Deserialize, TS)]
pub struct ShowPicture {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which.
    #[ts(type = "DocumentId")]
    pub document: DocumentId,
}

impl Request for ShowPicture {
    const NAME: &'static str = "documents.picture";
    const READS: &'static [Topic] = &[Topic::Documents];
    type Response = Picture;
}

/// A picture.
#[derive(Clone, Serialize, TS)]
pub struct Picture {
    /// What kind: "image/jpeg".
    pub media: String,
    /// Its bytes in base64.
    pub bytes: String,
}

quiet_debug!(DocumentView, PicturePart, Picture);
