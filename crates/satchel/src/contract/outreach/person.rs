//! One person's outreach: who named her, what she says of the offer, each attempt, and the programmes around her.

use care::{MemberId, OfferSays, ProgrammeStanding, SaidBy, TaskId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttemptView, AttemptsMade, NextView};
use crate::contract::assessments::Bilingual;
use crate::contract::{Made, MadeOne, Request, Seen, Topic};

quiet_debug!(
    PersonOutreach,
    ReferralView,
    ReferralEntry,
    OfferView,
    SayOffer,
    ProgrammeView,
    ConsultView,
    ProgrammeEntry,
    ConsultProgramme
);

/// One person's outreach.
#[derive(Debug, Deserialize, TS)]
pub struct ShowOutreach {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowOutreach {
    const NAME: &'static str = "outreach.show";
    const READS: &'static [Topic] = &[
        Topic::Outreach,
        Topic::Members,
        Topic::Caseload,
        Topic::Sharing,
        Topic::Tasks,
        Topic::Sync,
        Topic::Conflicts,
    ];
    type Response = PersonOutreach;
}

/// One person's outreach.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonOutreach {
    /// Who named her, the newest first.
    pub referrals: Vec<ReferralView>,
    /// What she says of the offer; absent when nobody wrote it down.
    pub offer: Option<OfferView>,
    /// Each attempt, the newest first, those taken back too; at most 500.
    pub attempts: Vec<AttemptView>,
    /// How many were made.
    pub made: AttemptsMade,
    /// What is suggested next; absent once she is enrolled.
    pub next: Option<NextView>,
    /// The day she was enrolled.
    #[ts(type = "Day | null")]
    pub enrolled: Option<NaiveDate>,
    /// The programmes of the catalogue, and how she stands to each.
    pub programmes: Vec<ProgrammeView>,
    /// She is pregnant, or was within the last twelve months.
    pub perinatal: bool,
    /// Whether the person who is here may write.
    pub may_change: bool,
}

/// Somebody named her.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReferralView {
    /// Its id.
    pub id: String,
    /// The kind of place, by the catalogue's code.
    pub source: String,
    /// Its name, where this release knows it.
    pub label: Option<Bilingual>,
    /// Who exactly; may be empty.
    pub who: String,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Why; may be empty.
    pub reason: String,
    /// Whether two people have answered differently about it.
    pub two_answers: bool,
    /// Sent back with a change.
    pub seen: Seen,
}

/// Writes down a referral, or changes one.
#[derive(Deserialize, TS)]
pub struct ReferralEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Absent for a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<String>,
    /// What was on the screen; empty for a new one.
    pub seen: Seen,
    /// The kind of place, by the catalogue's code.
    pub source: String,
    /// Who exactly; may be empty.
    pub who: String,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Why; may be empty.
    pub reason: String,
}

impl Request for ReferralEntry {
    const NAME: &'static str = "referrals.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// What she says of the offer.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// What.
    #[ts(type = "OfferSays")]
    pub says: OfferSays,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Who said it.
    #[ts(type = "SaidBy")]
    pub said_by: SaidBy,
    /// In her words; may be empty.
    pub words: String,
    /// Whether two people have answered differently.
    pub two_answers: bool,
    /// Sent back with a change.
    pub seen: Seen,
}

/// Writes down what she says of the offer.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SayOffer {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// What was on the screen; empty for the first.
    pub seen: Seen,
    /// What.
    #[ts(type = "OfferSays")]
    pub says: OfferSays,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Who said it.
    #[ts(type = "SaidBy")]
    pub said_by: SaidBy,
    /// In her words; may be empty.
    pub words: String,
}

impl Request for SayOffer {
    const NAME: &'static str = "outreach.say";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// A programme and how she stands to it.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeView {
    /// Its code in the catalogue.
    pub programme: String,
    /// What everybody calls it: "BIH".
    pub short: String,
    /// Its name in full.
    pub label: Bilingual,
    /// How she stands to it; absent when nobody wrote it down.
    #[ts(type = "ProgrammeStanding | null")]
    pub is: Option<ProgrammeStanding>,
    /// The day that was said.
    #[ts(type = "Day | null")]
    pub on: Option<NaiveDate>,
    /// Who said it.
    #[ts(type = "SaidBy | null")]
    pub said_by: Option<SaidBy>,
    /// Whom to call there; may be empty.
    pub contact: String,
    /// The programme is her ECM provider.
    pub ecm_provider: bool,
    /// What was last asked to be done.
    pub consult: Option<ConsultView>,
    /// It should be consulted, and nobody is asked to.
    pub suggested: bool,
    /// Whether two people have answered differently.
    pub two_answers: bool,
    /// Sent back with a change; empty when nobody wrote it down.
    pub seen: Seen,
}

/// What was last asked to be done with a programme.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConsultView {
    /// The task.
    #[ts(type = "TaskId")]
    pub task: TaskId,
    /// It is still to do.
    pub open: bool,
    /// By when.
    #[ts(type = "Day | null")]
    pub due: Option<NaiveDate>,
    /// When it was done.
    #[ts(type = "Day | null")]
    pub done_on: Option<NaiveDate>,
}

/// Writes down how she stands to a programme.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which, by the catalogue's code.
    pub programme: String,
    /// What was on the screen; empty for the first.
    pub seen: Seen,
    /// How she stands to it.
    #[ts(type = "ProgrammeStanding")]
    pub is: ProgrammeStanding,
    /// The day that was said.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Who said it.
    #[ts(type = "SaidBy")]
    pub said_by: SaidBy,
    /// Whom to call there; may be empty.
    pub contact: String,
    /// The programme is her ECM provider.
    pub ecm_provider: bool,
}

impl Request for ProgrammeEntry {
    const NAME: &'static str = "programmes.put";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Makes a task of the suggestion to consult with a programme and keep it informed. Refused with `already_decided` where
/// somebody is asked to already.
#[derive(Deserialize, TS)]
pub struct ConsultProgramme {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which, by the catalogue's code.
    pub programme: String,
    /// What was on the screen.
    pub seen: Seen,
    /// What is to be done, in the words of the screen.
    pub what: String,
}

impl Request for ConsultProgramme {
    const NAME: &'static str = "programmes.consult";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}
