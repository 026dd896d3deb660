//! The comprehensive assessment: the areas to speak about with what is known of each, its end, and what was signed.

use care::{
    AreaAnswer, AreaStanding, Circumstances, Domain, KnownFact, MemberId, RecordId, VisitId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assessments::Bilingual;
use super::caseload::Press;
use super::{MadeOne, Request, Topic, Whereabouts};

quiet_debug!(
    ComprehensiveSheet,
    ComprehensiveSigned,
    AreaView,
    KnownThing,
    AreaLast,
    FinishComprehensive,
    ComprehensiveView,
    AreaAnswered
);

/// A member's comprehensive assessments: when the next is due, and those that were signed.
#[derive(Debug, Deserialize, TS)]
pub struct ListComprehensive {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ListComprehensive {
    const NAME: &'static str = "comprehensive.list";
    const READS: &'static [Topic] = &[
        Topic::Assessments,
        Topic::Members,
        Topic::Caseload,
        Topic::Sync,
        Topic::Drafts,
    ];
    type Response = ComprehensiveList;
}

/// A member's comprehensive assessments.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComprehensiveList {
    /// By when the next is due; absent before she is enrolled, and when her episode is over.
    #[ts(type = "Day | null")]
    pub due: Option<NaiveDate>,
    /// How pressing that is.
    pub press: Option<Press>,
    /// When a half-filled one was kept last, milliseconds.
    #[ts(type = "number | null")]
    pub draft_kept_at: Option<i64>,
    /// How many areas there are.
    pub of: u32,
    /// Those that were signed, the newest first; at most 500.
    pub rows: Vec<ComprehensiveRow>,
    /// Whether the person who is here may ask and sign.
    pub may_sign: bool,
}

/// A signed one in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComprehensiveRow {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// When it was ended, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// In how many areas there is a need.
    pub needs: u32,
    /// How many were put off.
    pub deferred: u32,
    /// As printed under it.
    pub signature: String,
    /// The one that took its place.
    #[ts(type = "RecordId | null")]
    pub corrected_by: Option<RecordId>,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// The areas to speak about, and what is known already.
#[derive(Debug, Deserialize, TS)]
pub struct BeginComprehensive {
    /// Of whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The record that is put right, if one is.
    #[ts(type = "RecordId | null")]
    pub corrects: Option<RecordId>,
}

impl Request for BeginComprehensive {
    const NAME: &'static str = "comprehensive.sheet";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Assessments,
        Topic::Plans,
        Topic::Outreach,
    ];
    type Response = ComprehensiveSheet;
}

/// The areas to speak about.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComprehensiveSheet {
    /// The member's whole name.
    pub name: String,
    /// What to call her.
    pub first_name: String,
    /// The language she prefers, BCP 47.
    pub language: Option<String>,
    /// The headings, in order.
    pub groups: Vec<AreaGroupView>,
    /// The areas, in order.
    pub areas: Vec<AreaView>,
    /// What is put right, as it was signed.
    pub corrects: Option<ComprehensiveSigned>,
    /// Where the half-filled one is kept: see `drafts.keep`.
    pub draft: String,
    /// This instant, milliseconds.
    #[ts(type = "number")]
    pub now: i64,
    /// Today.
    #[ts(type = "Day")]
    pub today: NaiveDate,
}

/// A heading over some areas.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AreaGroupView {
    /// Its code.
    pub group: String,
    /// What it is called.
    pub label: Bilingual,
}

/// One area.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AreaView {
    /// Its code.
    pub area: String,
    /// Its heading.
    pub group: String,
    /// The area of the plan in which its goals stand.
    #[ts(type = "Domain")]
    pub domain: Domain,
    /// What it is called.
    pub label: Bilingual,
    /// What to ask.
    pub ask: Bilingual,
    /// Whether it stands in a published list; else the clinic has to confirm it.
    pub published: bool,
    /// What is known, the newest first.
    pub known: Vec<KnownThing>,
    /// What was said the last time.
    pub last: Option<AreaLast>,
}

/// Something that is known already.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnownThing {
    /// What is kept of it when it is taken over.
    #[ts(type = "KnownFact")]
    pub fact: KnownFact,
    /// What the catalogue calls it; absent where it does not name it.
    pub label: Option<Bilingual>,
    /// Whether two people have answered differently about what it is read from.
    pub two_answers: bool,
}

/// What was said of an area the last time.
#[derive(Clone, Serialize, TS)]
pub struct AreaLast {
    /// How it stood.
    #[ts(type = "AreaStanding")]
    pub stands: AreaStanding,
    /// In words; may be empty.
    pub findings: String,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Until when it was put off.
    #[ts(type = "Day | null")]
    pub until: Option<NaiveDate>,
}

/// What is put right, as it was signed.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComprehensiveSigned {
    /// How it was asked.
    #[ts(type = "Circumstances")]
    pub circumstances: Circumstances,
    /// What was said.
    #[ts(type = "AreaAnswer[]")]
    pub areas: Vec<AreaAnswer>,
    /// What she brings herself.
    pub strengths: String,
    /// What is in the way.
    pub barriers: String,
    /// When it began, milliseconds.
    #[ts(type = "number")]
    pub started_at: i64,
}

/// Signs it. It is then a legal record and is never changed. Areas that nobody spoke about are refused, each by its code.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FinishComprehensive {
    /// Of whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The visit it was ended in.
    #[ts(type = "VisitId | null")]
    pub visit: Option<VisitId>,
    /// How it was asked.
    #[ts(type = "Circumstances")]
    pub circumstances: Circumstances,
    /// What was said of each area.
    #[ts(type = "AreaAnswer[]")]
    pub areas: Vec<AreaAnswer>,
    /// What she brings herself; may be empty.
    pub strengths: String,
    /// What is in the way; may be empty.
    pub barriers: String,
    /// When it began, milliseconds.
    #[ts(type = "number")]
    pub started_at: i64,
    /// The record that is put right.
    #[ts(type = "RecordId | null")]
    pub corrects: Option<RecordId>,
    /// Why; empty if none is.
    pub reason: String,
}

impl Request for FinishComprehensive {
    const NAME: &'static str = "comprehensive.finish";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// One that was signed.
#[derive(Debug, Deserialize, TS)]
pub struct ShowComprehensive {
    /// Which.
    #[ts(type = "RecordId")]
    pub record: RecordId,
}

impl Request for ShowComprehensive {
    const NAME: &'static str = "comprehensive.show";
    const READS: &'static [Topic] = &[Topic::Assessments, Topic::Sync];
    type Response = ComprehensiveView;
}

/// One that was signed, whole.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComprehensiveView {
    /// As it stands in the list.
    pub row: ComprehensiveRow,
    /// How it was asked.
    #[ts(type = "Circumstances")]
    pub circumstances: Circumstances,
    /// What was said of each area.
    pub areas: Vec<AreaAnswered>,
    /// What she brings herself; may be empty.
    pub strengths: String,
    /// What is in the way; may be empty.
    pub barriers: String,
    /// Why it took the place of another; may be empty.
    pub reason: String,
    /// When it began, milliseconds.
    #[ts(type = "number")]
    pub started_at: i64,
    /// SHA-256 of the signed text, 64 hex digits.
    pub hash: String,
    /// Whether hash and signature were checked just now and hold.
    pub verified: bool,
}

/// What was said of an area.
#[derive(Clone, Serialize, TS)]
pub struct AreaAnswered {
    /// What it is called; its code where this release does not know it.
    pub label: Bilingual,
    /// What was said.
    #[ts(type = "AreaAnswer")]
    pub answer: AreaAnswer,
    /// What was taken over, in the order of the answer.
    pub facts: Vec<KnownThing>,
}

/// Care's own shapes that travel here as they are.
pub(super) const SHAPES: &str = "\
export interface KnownFact { what: KnownWhat; code?: string; says: string; on?: Day; source?: string; of: string }
export interface AreaAnswer {
  area: string;
  stands: AreaStanding;
  findings?: string;
  facts?: KnownFact[];
  until?: Day;
  on: Day;
}
";
