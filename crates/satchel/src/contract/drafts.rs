//! Drafts: every keystroke of an unsigned note or half-filled form, kept in the vault.

use care::MemberId;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use super::{Made, Request, Topic};

/// Keeps a draft. Called at each pause in typing; when it has answered, the words survive a crash.
#[derive(Deserialize, TS)]
pub struct KeepDraft {
    /// Its place: "visit:<id>" for a visit's note (the body is then a `NoteDraft`), "goal:<id>", "goal:new:<member>",
    /// or any other form's own name; at most 200 characters.
    pub about: String,
    /// About whom; null if about nobody.
    #[ts(type = "MemberId | null")]
    pub member: Option<MemberId>,
    /// The form as JSON text; at most 131,072 bytes.
    pub body: String,
}

impl fmt::Debug for KeepDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeepDraft(…)")
    }
}

impl Request for KeepDraft {
    const NAME: &'static str = "drafts.keep";
    const READS: &'static [Topic] = &[];
    type Response = Kept;
}

/// The draft is on the disk.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// When, milliseconds.
    #[ts(type = "number")]
    pub kept_at: i64,
}

/// The draft at a place.
#[derive(Debug, Deserialize, TS)]
pub struct ShowDraft {
    /// Its place.
    pub about: String,
}

impl Request for ShowDraft {
    const NAME: &'static str = "drafts.show";
    const READS: &'static [Topic] = &[];
    type Response = MaybeDraft;
}

/// The draft, if there is one.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaybeDraft {
    /// The form as JSON text; absent when nothing was kept.
    pub body: Option<String>,
    /// When, milliseconds.
    #[ts(type = "number | null")]
    pub kept_at: Option<i64>,
}

impl fmt::Debug for MaybeDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MaybeDraft(…)")
    }
}

/// Takes a form's draft away, because what it held was saved or the person threw it away.
#[derive(Debug, Deserialize, TS)]
pub struct DropDraft {
    /// Its place.
    pub about: String,
}

impl Request for DropDraft {
    const NAME: &'static str = "drafts.drop";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}
