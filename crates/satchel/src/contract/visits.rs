//! Visits: planned, under way, signed; and the notes and later words on them.

use care::{
    AddendumReason, AppointmentType, CoreService, GoalId, MemberId, Modality, NotHeldReason,
    NoteDraft, Place, RecordId, StaffId, VisitId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use super::plans::GoalView;
use super::{Made, MadeOne, Page, Paged, Person, Request, Seen, Topic, Whereabouts};

quiet_debug!(
    Visit,
    VisitRow,
    NoteView,
    AddendumView,
    AppointmentView,
    SignVisit,
    AddAddendum,
    PlanVisit,
    DraftWaiting
);

/// A member's visits, newest first.
#[derive(Debug, Deserialize, TS)]
pub struct ListVisits {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which part.
    pub page: Page,
}

impl Request for ListVisits {
    const NAME: &'static str = "visits.list";
    const READS: &'static [Topic] = &[Topic::Visits, Topic::Sync, Topic::Drafts];
    type Response = Paged<VisitRow>;
}

/// A visit in a list.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VisitRow {
    /// Which.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
    /// What was arranged.
    pub appointment: AppointmentView,
    /// How it stands.
    pub status: VisitStatus,
    /// The first words of the note; may be empty.
    pub words: String,
    /// How far its newest part has got.
    pub whereabouts: Whereabouts,
    /// Whether two people have answered differently about it.
    pub two_answers: bool,
}

/// How a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum VisitStatus {
    /// Arranged.
    Planned,
    /// Begun.
    UnderWay {
        /// When, milliseconds.
        #[ts(type = "number")]
        since: i64,
        /// When its note was last kept, milliseconds.
        #[ts(type = "number | null")]
        draft_kept_at: Option<i64>,
    },
    /// Its note is signed.
    Signed {
        /// When, milliseconds.
        #[ts(type = "number")]
        at: i64,
    },
    /// It did not take place.
    NotHeld {
        /// Why.
        #[ts(type = "NotHeldReason")]
        reason: NotHeldReason,
    },
}

/// What was arranged.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppointmentView {
    /// Which of the five.
    #[serde(rename = "type")]
    #[ts(type = "AppointmentType")]
    pub kind: AppointmentType,
    /// How they meet.
    #[ts(type = "Modality")]
    pub modality: Modality,
    /// The kind of place.
    #[ts(type = "Place")]
    pub place: Place,
    /// How to find it; may be empty.
    pub where_words: String,
    /// The day.
    #[ts(type = "Day")]
    pub day: NaiveDate,
    /// The time, "09:00".
    pub time: Option<String>,
    /// Who goes.
    pub staff: Person,
}

/// One visit.
#[derive(Debug, Deserialize, TS)]
pub struct ShowVisit {
    /// Which.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
}

impl Request for ShowVisit {
    const NAME: &'static str = "visits.show";
    const READS: &'static [Topic] = &[
        Topic::Visits,
        Topic::Members,
        Topic::Plans,
        Topic::Sync,
        Topic::Conflicts,
        Topic::Caseload,
    ];
    type Response = Visit;
}

/// One visit: what is needed before, during and after it.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// Which.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
    /// Whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// What to call her.
    pub first_name: String,
    /// The language she prefers, BCP 47.
    pub language: Option<String>,
    /// What was arranged.
    pub appointment: AppointmentView,
    /// How it stands.
    pub status: VisitStatus,
    /// What to know before knocking; may be empty.
    pub door: String,
    /// Her open goals in her order.
    pub goals: Vec<GoalView>,
    /// The unsigned note as it was last kept; empty parts where nothing was entered.
    #[ts(type = "NoteDraft")]
    pub draft: NoteDraft,
    /// When it was kept, milliseconds; absent when nothing was.
    #[ts(type = "number | null")]
    pub draft_kept_at: Option<i64>,
    /// Signed notes of this visit. More than one only where two people signed for the same visit.
    pub notes: Vec<NoteView>,
    /// Whether the person who is here may sign.
    pub may_sign: bool,
    /// Whether two people have answered differently about the visit, or about what is shown of the member here.
    pub two_answers: bool,
    /// Sent back with a change.
    pub seen: Seen,
}

/// A signed note.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoteView {
    /// The record.
    #[ts(type = "RecordId")]
    pub note: RecordId,
    /// What was said and done.
    pub narrative: String,
    /// The services given.
    #[ts(type = "CoreService[]")]
    pub services: Vec<CoreService>,
    /// Goals worked on.
    #[ts(type = "GoalId[]")]
    pub goals: Vec<GoalId>,
    /// How they met.
    #[ts(type = "Modality")]
    pub modality: Modality,
    /// Where they met.
    #[ts(type = "Place")]
    pub place: Place,
    /// When it began, milliseconds.
    #[ts(type = "number")]
    pub started_at: i64,
    /// When it ended, milliseconds.
    #[ts(type = "number")]
    pub ended_at: i64,
    /// As printed under it: "Inés Carranza".
    pub signature: String,
    /// Whether you wrote it.
    pub is_yours: bool,
    /// The device's clock at signing, milliseconds.
    #[ts(type = "number")]
    pub signed_at: i64,
    /// When the clinic received it, milliseconds; absent until it says so.
    #[ts(type = "number | null")]
    pub received_at: Option<i64>,
    /// SHA-256 of the signed text, 64 hex digits.
    pub hash: String,
    /// Whether hash and signature were checked just now and hold.
    pub verified: bool,
    /// An addendum says that the whole note belongs elsewhere.
    pub entered_in_error: bool,
    /// Later words, oldest first.
    pub addenda: Vec<AddendumView>,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// A later word on a note.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddendumView {
    /// What it does.
    #[ts(type = "AddendumReason")]
    pub reason: AddendumReason,
    /// The words.
    pub text: String,
    /// As printed under it.
    pub signature: String,
    /// The device's clock at signing, milliseconds.
    #[ts(type = "number")]
    pub signed_at: i64,
    /// When the clinic received it, milliseconds.
    #[ts(type = "number | null")]
    pub received_at: Option<i64>,
    /// Whether hash and signature hold.
    pub verified: bool,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// Arranges a visit with a member, for the person who is here or a colleague.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanVisit {
    /// Whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which of the five.
    #[serde(rename = "type")]
    #[ts(type = "AppointmentType")]
    pub kind: AppointmentType,
    /// How they meet.
    #[ts(type = "Modality")]
    pub modality: Modality,
    /// The kind of place.
    #[ts(type = "Place")]
    pub place: Place,
    /// How to find it; may be empty.
    pub where_words: String,
    /// The day.
    #[ts(type = "Day")]
    pub day: NaiveDate,
    /// The time, "09:00".
    pub time: Option<String>,
    /// Who goes; absent means the person who is here.
    #[serde(default)]
    #[ts(optional, type = "StaffId")]
    pub staff: Option<StaffId>,
}

impl Request for PlanVisit {
    const NAME: &'static str = "visits.plan";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Begins a visit now. A visit that has begun stays as it is.
#[derive(Debug, Deserialize, TS)]
pub struct StartVisit {
    /// Which.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
    /// What was on the screen.
    pub seen: Seen,
}

impl Request for StartVisit {
    const NAME: &'static str = "visits.start";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// A visit did not take place.
#[derive(Deserialize, TS)]
pub struct VisitNotHeld {
    /// Which.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
    /// Why.
    #[ts(type = "NotHeldReason")]
    pub reason: NotHeldReason,
    /// In words; may be empty.
    pub words: String,
    /// What was on the screen.
    pub seen: Seen,
}

impl fmt::Debug for VisitNotHeld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VisitNotHeld(…)")
    }
}

impl Request for VisitNotHeld {
    const NAME: &'static str = "visits.notHeld";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Signs the note of a visit. The note is then a legal record and is never changed.
#[derive(Deserialize, TS)]
pub struct SignVisit {
    /// Which.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
    /// What is signed.
    #[ts(type = "NoteDraft")]
    pub draft: NoteDraft,
}

impl Request for SignVisit {
    const NAME: &'static str = "visits.sign";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Signs a later word on a note.
#[derive(Deserialize, TS)]
pub struct AddAddendum {
    /// The note.
    #[ts(type = "RecordId")]
    pub note: RecordId,
    /// What it does.
    #[ts(type = "AddendumReason")]
    pub reason: AddendumReason,
    /// The words.
    pub text: String,
}

impl Request for AddAddendum {
    const NAME: &'static str = "visits.addAddendum";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// An unsigned note that waits.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftWaiting {
    /// The draft's place: see `drafts.keep`.
    pub about: String,
    /// The visit, if it is a visit's note.
    #[ts(type = "VisitId | null")]
    pub visit: Option<VisitId>,
    /// About whom, if about a member.
    #[ts(type = "MemberId | null")]
    pub member: Option<MemberId>,
    /// Whole name; empty if about nobody.
    pub name: String,
    /// When it was last kept, milliseconds.
    #[ts(type = "number")]
    pub kept_at: i64,
}
