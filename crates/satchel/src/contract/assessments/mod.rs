//! Assessments: instruments to ask with, and what was signed. Sheets while they are filled in stand in `sheet`.

mod sheet;

use care::{Absent, Circumstances, MemberId, RecordId, SafetyAct, Subject, VisitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use sheet::*;

use super::caseload::Press;
use super::{Request, Topic, Whereabouts};

quiet_debug!(
    Assessments,
    AssessmentDue,
    AssessmentRow,
    AssessmentView,
    AnswerView,
    SafetyView,
    ScoreOutcome
);

/// A sentence of ours in both languages of the screen. The wording of an instrument is never one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

/// A member's assessments: what is due, what can be asked, what was asked.
#[derive(Debug, Deserialize, TS)]
pub struct ListAssessments {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ListAssessments {
    const NAME: &'static str = "assessments.list";
    const READS: &'static [Topic] = &[
        Topic::Assessments,
        Topic::Members,
        Topic::Caseload,
        Topic::Sync,
        Topic::Drafts,
    ];
    type Response = Assessments;
}

/// A member's assessments.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Assessments {
    /// What is due, the most pressing first.
    pub due: Vec<AssessmentDue>,
    /// What can be asked, in the order in which it is offered.
    pub instruments: Vec<InstrumentName>,
    /// What was asked, the newest first; at most 500.
    pub rows: Vec<AssessmentRow>,
    /// Whether the person who is here may ask and sign.
    pub may_sign: bool,
}

/// Something to be asked.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentDue {
    /// What it is about.
    #[ts(type = "Subject")]
    pub about: Subject,
    /// The instrument that is offered for it.
    pub instrument: String,
    /// By when.
    #[ts(type = "Day")]
    pub by: NaiveDate,
    /// How pressing it is.
    pub press: Press,
    /// The day it was asked last.
    #[ts(type = "Day | null")]
    pub last: Option<NaiveDate>,
}

/// An instrument in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InstrumentName {
    /// Its id.
    pub instrument: String,
    /// What everybody calls it: "PHQ-9".
    pub short: String,
    /// Its whole title.
    pub title: String,
    /// What it asks about.
    #[ts(type = "Subject")]
    pub about: Subject,
    /// How many questions; 0 for a form for the score alone.
    pub questions: u32,
    /// Its first score, by which a course over time is drawn.
    pub score: Option<ScoreName>,
    /// When a half-filled sheet was kept last, milliseconds.
    #[ts(type = "number | null")]
    pub draft_kept_at: Option<i64>,
}

/// A score and what its values are called.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScoreName {
    /// Its id.
    pub score: String,
    /// The least it can be.
    pub min: u16,
    /// The most it can be.
    pub max: u16,
    /// What its values are called, from the least on; may be empty.
    pub bands: Vec<BandView>,
    /// Whether it is entered from the clinic's own copy.
    pub entered: bool,
}

/// Values of a score that are called the same.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BandView {
    /// From here.
    pub from: u16,
    /// To here.
    pub to: u16,
    /// Their name.
    pub label: Bilingual,
}

/// What a score came to.
#[derive(Clone, Serialize, TS)]
pub struct ScoreOutcome {
    /// The score's id.
    pub score: String,
    /// The total; absent when an answer it needs is missing.
    pub value: Option<u16>,
    /// The most it can be.
    pub of: u16,
    /// What that is called.
    pub band: Option<Bilingual>,
}

/// An assessment in a list.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentRow {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// The instrument's id.
    pub instrument: String,
    /// What everybody calls it.
    pub short: String,
    /// When it was asked, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// What it came to.
    pub outcomes: Vec<ScoreOutcome>,
    /// Whether an answer spoke of danger.
    pub alarmed: bool,
    /// Whether the whole was declined.
    pub declined: bool,
    /// As printed under it.
    pub signature: String,
    /// The visit it was asked in.
    #[ts(type = "VisitId | null")]
    pub visit: Option<VisitId>,
    /// The one that took its place.
    #[ts(type = "RecordId | null")]
    pub corrected_by: Option<RecordId>,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// One signed assessment.
#[derive(Debug, Deserialize, TS)]
pub struct ShowAssessment {
    /// Which.
    #[ts(type = "RecordId")]
    pub record: RecordId,
}

impl Request for ShowAssessment {
    const NAME: &'static str = "assessments.show";
    const READS: &'static [Topic] = &[Topic::Assessments, Topic::Sync];
    type Response = AssessmentView;
}

/// One signed assessment, whole.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentView {
    /// As it stands in the list.
    pub row: AssessmentRow,
    /// The instrument's whole title.
    pub title: String,
    /// Its edition on that day.
    pub edition: String,
    /// Who made the instrument.
    pub attribution: String,
    /// How it was asked.
    #[ts(type = "Circumstances")]
    pub circumstances: Circumstances,
    /// The answers.
    pub answers: Vec<AnswerView>,
    /// What was done about danger.
    pub safety: Vec<SafetyView>,
    /// Why the whole was declined; may be empty.
    pub declined: String,
    /// Why it took the place of another; may be empty.
    pub reason: String,
    /// When it began, milliseconds.
    #[ts(type = "number")]
    pub started_at: i64,
    /// When the clinic received it, milliseconds; absent until it says so.
    #[ts(type = "number | null")]
    pub received_at: Option<i64>,
    /// SHA-256 of the signed text, 64 hex digits.
    pub hash: String,
    /// Whether hash and signature were checked just now and hold.
    pub verified: bool,
}

/// A question and what was answered.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerView {
    /// The published wording; the question's id where the instrument is not known here.
    pub question: String,
    /// The chosen answers in the published wording.
    pub chosen: Vec<String>,
    /// Why there is none.
    #[ts(type = "Absent | null")]
    pub absent: Option<Absent>,
    /// Whether it was taken over from another assessment.
    pub taken_over: bool,
}

/// What was done about one alert.
#[derive(Clone, Serialize, TS)]
pub struct SafetyView {
    /// What alarmed.
    pub text: Bilingual,
    /// What was done.
    #[ts(type = "SafetyAct")]
    pub act: SafetyAct,
    /// In words; may be empty.
    pub words: String,
    /// When, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
}

/// Care's own shapes that travel here as they are.
pub(super) const SHAPES: &str = "\
export interface ItemAnswer { item: string; loinc?: string; codes?: string[]; absent?: Absent; from?: RecordId }
export interface Circumstances {
  how: AskedHow;
  language: string;
  interpreter: Interpreter;
  answeredBy: AnsweredBy;
  company: Company;
}
export interface SafetyAnswer { rule: string; act: SafetyAct; words?: string; at: number; tasks?: TaskId[] }
";
