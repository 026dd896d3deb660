//! Rights: what a member asks of her own record, by when it has to be answered, and what became of it.

use care::{
    AskedBy, ContactOtherwise, EntityId, MemberId, RecordId, RequestHow, Restriction, RightKind,
    RightStanding, RightStep,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assessments::Bilingual;
use super::{MadeOne, Request, Topic, Whereabouts};

quiet_debug!(HerRights, RightView, RightStepView, AskRight, AnswerRight);

/// Care's own shapes that travel as they are.
pub(super) const SHAPES: &str = "\
export interface Restriction {
  about?: Tag | null;
  things?: string[];
  toKind?: RecipientKind | null;
  toName?: string;
  purposes?: ShareFor[];
  paidHerself: boolean;
}
export interface ContactOtherwise {
  phone?: string;
  address?: string;
  never?: ContactWay[];
  confidential: boolean;
  words?: string;
}
";

/// A member's requests, and how each stands today.
#[derive(Debug, Deserialize, TS)]
pub struct ShowRights {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowRights {
    const NAME: &'static str = "rights.show";
    const READS: &'static [Topic] = &[Topic::Sharing, Topic::Members, Topic::Sync];
    type Response = HerRights;
}

/// A member's requests, and the rules they go by.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HerRights {
    /// Each of them, the newest first; at most 500.
    pub requests: Vec<RightView>,
    /// By when each kind has to be answered.
    pub rules: Vec<RightRule>,
    /// For what one may be denied.
    pub denials: Vec<DenialView>,
    /// How she is to be reached, by what was granted; absent where nothing was.
    #[ts(type = "ContactOtherwise | null")]
    pub contact: Option<ContactOtherwise>,
    /// Whether the person who is here may write down what she asks.
    pub may_change: bool,
    /// Whether she may grant it, and take more time.
    pub may_grant: bool,
    /// Whether she may deny it.
    pub may_deny: bool,
}

/// By when a kind of request has to be answered.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RightRule {
    /// Which.
    #[ts(type = "RightKind")]
    pub kind: RightKind,
    /// The rule in a sentence.
    pub rule: Bilingual,
    /// Where it stands.
    pub source: String,
    /// So many days more may be taken, once; 0 for none.
    pub extend_days: u32,
}

/// A reason for which a request may be denied.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DenialView {
    /// Its code.
    pub code: String,
    /// Which requests.
    #[ts(type = "RightKind[]")]
    pub rights: Vec<RightKind>,
    /// The reason.
    pub label: Bilingual,
    /// What she may do about it.
    pub object: Bilingual,
    /// Where it stands.
    pub source: String,
}

/// What she asked, and how it stands.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RightView {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// What for.
    #[ts(type = "RightKind")]
    pub kind: RightKind,
    /// How it stands.
    #[ts(type = "RightStanding")]
    pub stands: RightStanding,
    /// Who asked.
    #[ts(type = "AskedBy")]
    pub asked_by: AskedBy,
    /// Who that is, where it is not she herself; may be empty.
    pub representative: String,
    /// How.
    #[ts(type = "RequestHow")]
    pub how: RequestHow,
    /// In her words.
    pub words: String,
    /// The day it was received.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// The last day for an answer.
    #[ts(type = "Day")]
    pub due: NaiveDate,
    /// So many days until then; negative when it has passed.
    #[ts(type = "number")]
    pub days_left: i64,
    /// What is to be put right; absent where it is not one thing of her record.
    #[ts(type = "string | null")]
    pub about: Option<EntityId>,
    /// What is not to be told.
    #[ts(type = "Restriction | null")]
    pub restriction: Option<Restriction>,
    /// How she is to be reached.
    #[ts(type = "ContactOtherwise | null")]
    pub contact: Option<ContactOtherwise>,
    /// The law leaves no choice: it has to be granted.
    pub must_be_granted: bool,
    /// More time may be taken, until this day.
    #[ts(type = "Day | null")]
    pub may_extend_until: Option<NaiveDate>,
    /// What was said of it, the oldest first.
    pub steps: Vec<RightStepView>,
    /// The answers that are here: sent back with a new one, as what its author had seen.
    #[ts(type = "RecordId[]")]
    pub seen: Vec<RecordId>,
    /// Two people answered differently without seeing each other.
    pub two_answers: bool,
    /// Who wrote it down.
    pub signature: String,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// Something that was said of a request.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RightStepView {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// What.
    #[ts(type = "RightStep")]
    pub step: RightStep,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Of a denial, the reason and what she may do about it; absent for one this list does not know.
    pub denial: Option<DenialView>,
    /// In words; may be empty.
    pub words: String,
    /// Of more time, until when.
    #[ts(type = "Day | null")]
    pub until: Option<NaiveDate>,
    /// Who wrote it down.
    pub signature: String,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// Writes down what she asks, and signs it. By when it has to be answered is reckoned from the day it was received.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskRight {
    /// Whose record.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// What for.
    #[ts(type = "RightKind")]
    pub kind: RightKind,
    /// Who asked.
    #[ts(type = "AskedBy")]
    pub asked_by: AskedBy,
    /// Who that is, where it is not she herself; empty elsewhere.
    pub representative: String,
    /// How.
    #[ts(type = "RequestHow")]
    pub how: RequestHow,
    /// In her words.
    pub words: String,
    /// The day it was received.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// What is to be put right.
    #[ts(type = "string | null")]
    pub about: Option<EntityId>,
    /// What is not to be told; asked for with that kind alone.
    #[ts(type = "Restriction | null")]
    pub restriction: Option<Restriction>,
    /// How she is to be reached; asked for with that kind alone.
    #[ts(type = "ContactOtherwise | null")]
    pub contact: Option<ContactOtherwise>,
}

impl Request for AskRight {
    const NAME: &'static str = "rights.ask";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Writes down what became of a request, and signs it. Refused with `must_be_granted` where the law leaves no choice, with
/// `no_more_time` where none may be taken, with `already_decided` where the answer does not fit how it stands.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRight {
    /// Whose record.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The request.
    #[ts(type = "RecordId")]
    pub request: RecordId,
    /// The answers that were on the screen.
    #[ts(type = "RecordId[]")]
    pub seen: Vec<RecordId>,
    /// What.
    #[ts(type = "RightStep")]
    pub step: RightStep,
    /// The day she was told.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Of a denial, whole or in part, the reason by its code; empty elsewhere.
    pub reason: String,
    /// What was done and said; may be empty where it is granted or taken back.
    pub words: String,
    /// What is granted of a restriction, in part.
    #[ts(type = "Restriction | null")]
    pub restriction: Option<Restriction>,
    /// What is granted of another way to be reached, in part.
    #[ts(type = "ContactOtherwise | null")]
    pub contact: Option<ContactOtherwise>,
}

impl Request for AnswerRight {
    const NAME: &'static str = "rights.answer";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}
