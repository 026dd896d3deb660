//! A sheet while it is filled in: what there is to ask, what it comes to, and its end.

use std::collections::BTreeMap;

use care::{Circumstances, ItemAnswer, MemberId, RecordId, SafetyAct, SafetyAnswer, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::super::{MadeOne, Request, Topic};
use super::{Bilingual, InstrumentName, ScoreName, ScoreOutcome};

quiet_debug!(
    Sheet,
    KnownAnswer,
    WeighSheet,
    Weighed,
    RaiseAlert,
    Raised,
    FinishAssessment
);

/// A sheet to fill in: everything there is to ask, and what is known already.
#[derive(Debug, Deserialize, TS)]
pub struct BeginAssessment {
    /// Of whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// With which instrument.
    pub instrument: String,
    /// The record that is put right, if one is.
    #[ts(type = "RecordId | null")]
    pub corrects: Option<RecordId>,
}

impl Request for BeginAssessment {
    const NAME: &'static str = "assessments.sheet";
    const READS: &'static [Topic] = &[Topic::Members, Topic::Assessments];
    type Response = Sheet;
}

/// A sheet to fill in.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sheet {
    /// The member's whole name.
    pub name: String,
    /// What to call her.
    pub first_name: String,
    /// The language she prefers, BCP 47.
    pub language: Option<String>,
    /// The instrument.
    pub instrument: InstrumentName,
    /// Its edition.
    pub edition: String,
    /// Who made it; stands under the sheet.
    pub attribution: String,
    /// Why its text is not here.
    pub why_no_text: Option<String>,
    /// What is said before the questions; may be empty.
    pub stem: String,
    /// To be asked with nobody else who can hear.
    pub ask_alone: bool,
    /// The questions.
    pub items: Vec<ItemView>,
    /// The scores.
    pub scores: Vec<ScoreName>,
    /// What to do in danger.
    pub protocols: Vec<ProtocolView>,
    /// Answers that are known from another instrument.
    pub known: Vec<KnownAnswer>,
    /// What is put right, as it was signed.
    pub corrects: Option<Corrected>,
    /// Where the half-filled sheet is kept: see `drafts.keep`.
    pub draft: String,
    /// This instant, milliseconds.
    #[ts(type = "number")]
    pub now: i64,
}

/// What is put right, as it was signed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Corrected {
    /// How it was asked.
    #[ts(type = "Circumstances")]
    pub circumstances: Circumstances,
    /// The answers.
    #[ts(type = "ItemAnswer[]")]
    pub answers: Vec<ItemAnswer>,
    /// Scores entered from paper.
    #[ts(type = "Record<string, number>")]
    pub entered: BTreeMap<String, u16>,
    /// What was done about danger.
    #[ts(type = "SafetyAnswer[]")]
    pub safety: Vec<SafetyAnswer>,
    /// When it was asked, milliseconds.
    #[ts(type = "number")]
    pub started_at: i64,
}

/// One question.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// Its id.
    pub item: String,
    /// The published wording.
    pub text: String,
    /// What one may choose.
    pub choices: Vec<ChoiceView>,
    /// Whether one may choose several.
    pub multi: bool,
    /// The choice that goes with no other.
    pub exclusive: Option<String>,
    /// To be asked with nobody else who can hear.
    pub ask_alone: bool,
}

/// One answer to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChoiceView {
    /// Its code.
    pub code: String,
    /// The published wording.
    pub label: String,
}

/// What to do in danger.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProtocolView {
    /// The rule that says so.
    pub rule: String,
    /// What alarmed.
    pub text: Bilingual,
    /// In a few words.
    pub title: Bilingual,
    /// What to do, in order.
    pub steps: Vec<Bilingual>,
}

/// An answer that is known from another instrument.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnownAnswer {
    /// The question here.
    pub item: String,
    /// The answer.
    pub codes: Vec<String>,
    /// The record it stands in.
    #[ts(type = "RecordId")]
    pub from: RecordId,
    /// With what it was asked: "PHQ-2".
    pub short: String,
    /// When, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// By whom, as printed under it.
    pub signature: String,
}

/// What a sheet comes to as far as it is filled in. Asked after every answer.
#[derive(Deserialize, TS)]
pub struct WeighSheet {
    /// Of whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// With which instrument.
    pub instrument: String,
    /// The answers so far.
    #[ts(type = "ItemAnswer[]")]
    pub answers: Vec<ItemAnswer>,
    /// Scores entered from paper.
    #[ts(type = "Record<string, number>")]
    pub entered: BTreeMap<String, u16>,
}

impl Request for WeighSheet {
    const NAME: &'static str = "assessments.weigh";
    const READS: &'static [Topic] = &[Topic::Members];
    type Response = Weighed;
}

/// What a sheet comes to.
#[derive(Clone, Serialize, TS)]
pub struct Weighed {
    /// Questions that are not asked, because of what was answered before.
    pub skipped: Vec<String>,
    /// Questions with neither an answer nor a reason why there is none.
    pub open: Vec<String>,
    /// What each score came to.
    pub outcomes: Vec<ScoreOutcome>,
    /// What is suggested.
    pub suggestions: Vec<Suggestion>,
    /// Rules that speak of danger and are met.
    pub alerts: Vec<String>,
}

/// Something to think of. A person accepts it or not.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Suggestion {
    /// The rule.
    pub rule: String,
    /// In words.
    pub text: Bilingual,
    /// The instrument to go on with, if that is what is suggested.
    pub open: Option<String>,
}

/// Says what was done about an alert, and asks the supervisors to look after it: at once, whether or not the sheet is
/// ever finished.
#[derive(Deserialize, TS)]
pub struct RaiseAlert {
    /// About whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The instrument.
    pub instrument: String,
    /// The rule that is met.
    pub rule: String,
    /// What was done.
    #[ts(type = "SafetyAct")]
    pub act: SafetyAct,
    /// In words; may be empty.
    pub words: String,
    /// What the supervisors read in their list.
    pub task: String,
}

impl Request for RaiseAlert {
    const NAME: &'static str = "assessments.raise";
    const READS: &'static [Topic] = &[];
    type Response = Raised;
}

/// The supervisors are asked.
#[derive(Clone, Serialize, TS)]
pub struct Raised {
    /// To be sent with the finished sheet.
    #[ts(type = "SafetyAnswer")]
    pub safety: SafetyAnswer,
}

/// Signs a sheet. It is then a legal record and is never changed.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FinishAssessment {
    /// Of whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// With which instrument.
    pub instrument: String,
    /// The visit it was asked in.
    #[ts(type = "VisitId | null")]
    pub visit: Option<VisitId>,
    /// How it was asked.
    #[ts(type = "Circumstances")]
    pub circumstances: Circumstances,
    /// The answers.
    #[ts(type = "ItemAnswer[]")]
    pub answers: Vec<ItemAnswer>,
    /// Scores entered from paper.
    #[ts(type = "Record<string, number>")]
    pub entered: BTreeMap<String, u16>,
    /// What was done about each alert.
    #[ts(type = "SafetyAnswer[]")]
    pub safety: Vec<SafetyAnswer>,
    /// Why the whole was declined; empty if it was not.
    pub declined: String,
    /// When it began, milliseconds.
    #[ts(type = "number")]
    pub started_at: i64,
    /// The record that is put right.
    #[ts(type = "RecordId | null")]
    pub corrects: Option<RecordId>,
    /// Why; empty if none is.
    pub reason: String,
}

impl Request for FinishAssessment {
    const NAME: &'static str = "assessments.finish";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}
