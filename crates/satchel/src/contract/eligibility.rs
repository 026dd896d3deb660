//! Why ECM: which populations of focus a member belongs to, by what, and what would have to be asked.

use care::{MemberId, SaidBy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Made, MadeOne, Person, Request, Seen, Topic};

quiet_debug!(
    Eligibility,
    PopulationView,
    FindingView,
    KnownView,
    CountView,
    FactView,
    StatedView,
    EventView,
    KeptView,
    StateFact
);

/// How one member stands to every population of focus today.
#[derive(Debug, Deserialize, TS)]
pub struct ShowEligibility {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowEligibility {
    const NAME: &'static str = "eligibility.show";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Caseload,
        Topic::Sync,
        Topic::Conflicts,
    ];
    type Response = Eligibility;
}

/// How one member stands to every population of focus.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Eligibility {
    /// The day of the question.
    #[ts(type = "Day")]
    pub as_of: NaiveDate,
    /// The edition of the rules.
    pub catalog: String,
    /// In the order of the list.
    pub populations: Vec<PopulationView>,
    /// What can be asked, by code.
    pub facts: Vec<FactView>,
    /// Emergency visits and hospital stays of the last twelve months, newest first.
    pub events: Vec<EventView>,
    /// The health plan's word below the numbers, if anybody wrote one down.
    pub exception: Option<StatedView>,
    /// Evaluations that were kept, newest first; at most ten.
    pub kept: Vec<KeptView>,
}

/// One population of focus.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PopulationView {
    /// The catalogue's code.
    pub code: String,
    /// The number people know it by.
    pub number: String,
    /// How she stands to it.
    pub outcome: OutcomeView,
    /// Who vouches for the rule: the catalogue's codes.
    pub verified_by: Vec<String>,
    /// The health plan may say yes below the numbers.
    pub exception_allowed: bool,
    /// What the outcome rests on, in the order of the rule.
    pub why: Vec<FindingView>,
    /// What would settle it, by code; empty where it is settled.
    pub missing: Vec<String>,
    /// It rests on something that two people have answered differently: with the other answer it would come about otherwise.
    pub two_answers: bool,
}

/// Met, not met, or nobody can say yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeView {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// Nobody can say yet.
    Unknown,
}

/// One question of a rule.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// The code of what was asked; `any_other_pof`, `effective_from` and the kinds of event beside the facts.
    pub fact: String,
    /// What came of it.
    pub outcome: OutcomeView,
    /// What it had to be.
    pub need: NeededView,
    /// What was known, the newest first.
    pub known: Vec<KnownView>,
    /// Of a count, what it came to.
    pub count: Option<CountView>,
}

/// What an answer had to be.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum NeededView {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Below a number.
    Under {
        /// The number.
        #[ts(type = "number")]
        number: i64,
    },
    /// A number or more.
    AtLeast {
        /// The number.
        #[ts(type = "number")]
        number: i64,
    },
    /// One of these codes.
    OneOf {
        /// The codes.
        codes: Vec<String>,
    },
    /// So many of a list.
    SomeOf {
        /// How many.
        #[ts(type = "number")]
        number: i64,
    },
    /// A day within the last months.
    Within {
        /// How many.
        months: u32,
    },
    /// So many events.
    Events,
    /// Another population fits.
    Others,
    /// The rule is in force.
    InForce {
        /// From this day.
        #[ts(type = "Day")]
        from: NaiveDate,
    },
}

/// Something that is known.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnownView {
    /// In the catalogue's codes: yes, no, codes, a number, a day, never.
    pub values: Vec<String>,
    /// The day it was so, or was recorded.
    #[ts(type = "Day | null")]
    pub on: Option<NaiveDate>,
    /// Who said so: a code of `SaidBy`, or the system it came from.
    pub source: String,
}

/// What a count came to.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CountView {
    /// The kinds of event that are counted together.
    pub of: Vec<String>,
    /// The mark that nobody has judged yet and that would settle it.
    pub mark: Option<String>,
    /// So many are needed.
    pub at_least: u32,
    /// So many surely count, in the fullest stretch.
    pub surely: u32,
    /// So many may count.
    pub at_most: u32,
    /// The fullest stretch.
    #[ts(type = "Day")]
    pub from: NaiveDate,
    /// The fullest stretch.
    #[ts(type = "Day")]
    pub to: NaiveDate,
    /// The whole time looked at.
    #[ts(type = "Day")]
    pub looked_from: NaiveDate,
    /// The months of the stretch, where it slides.
    pub sliding_months: Option<u32>,
    /// Somebody who would know has told us of her visits.
    pub is_known: bool,
    /// Her health plan said yes below the number.
    pub is_excepted: bool,
    /// What was counted, oldest first: each event's id, and whether it surely counts.
    pub events: Vec<CountedEvent>,
}

/// An event in a count.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CountedEvent {
    /// Its id.
    pub id: String,
    /// The day it began.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// It surely counts; otherwise nobody has said.
    pub sure: bool,
}

/// Something that can be asked.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FactView {
    /// The catalogue's code.
    pub fact: String,
    /// What an answer looks like.
    pub kind: FactKindView,
    /// The codes to choose from; empty where it is no choice.
    pub values: Vec<String>,
    /// What somebody of the clinic has written down.
    pub stated: Option<StatedView>,
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FactKindView {
    /// Yes or no.
    YesNo,
    /// One code.
    OneOf,
    /// Some codes, or none.
    AnyOf,
    /// A whole number.
    Number,
    /// A day, or never.
    Date,
}

/// What somebody said of a fact.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatedView {
    /// In the catalogue's codes.
    pub values: Vec<String>,
    /// The day it was said.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Who said it.
    #[ts(type = "SaidBy")]
    pub said_by: SaidBy,
    /// More exactly; may be empty.
    pub words: String,
    /// Two people have answered it differently.
    pub two_answers: bool,
    /// Sent back with a change.
    pub seen: Seen,
}

/// An emergency visit or a hospital stay.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// Its id.
    pub id: String,
    /// An emergency department; otherwise a hospital bed.
    pub emergency: bool,
    /// The day it began.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// What for, in the hospital's words; may be empty.
    pub what: String,
    /// Where it came from.
    pub source: String,
    /// Appropriate care could have avoided it; nobody has said where it is absent.
    pub preventable: Option<bool>,
    /// Nobody had planned it.
    pub unplanned: Option<bool>,
    /// It was because of mental health or substance use.
    pub bh_related: Option<bool>,
    /// Sent back with a change.
    pub seen: Seen,
}

/// An evaluation that was kept.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptView {
    /// The record's id.
    pub record: String,
    /// The day of the question.
    #[ts(type = "Day")]
    pub as_of: NaiveDate,
    /// The edition of the rules.
    pub catalog: String,
    /// Who kept it.
    pub by: Option<Person>,
    /// The populations that were met.
    pub met: Vec<String>,
    /// How many nobody could say.
    pub unknown: u32,
    /// Something it rested on had two answers then.
    pub two_answers: bool,
}

/// Says a fact about a member, or says it anew.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StateFact {
    /// About whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which, by the catalogue's code.
    pub fact: String,
    /// In the catalogue's codes.
    pub values: Vec<String>,
    /// The day it was said.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Who said it.
    #[ts(type = "SaidBy")]
    pub said_by: SaidBy,
    /// More exactly; may be empty.
    pub words: String,
    /// What was before the person's eyes.
    pub seen: Seen,
}

impl Request for StateFact {
    const NAME: &'static str = "facts.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// What can be said of one visit or stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MarkWord {
    /// Appropriate care could have avoided it.
    Preventable,
    /// Nobody had planned it.
    Unplanned,
    /// It was because of mental health or substance use.
    BhRelated,
}

/// Says something of a visit or stay, or takes it back.
#[derive(Debug, Deserialize, TS)]
pub struct MarkEncounter {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which.
    pub encounter: String,
    /// What is said.
    pub mark: MarkWord,
    /// Yes or no; absent to take it back.
    pub is: Option<bool>,
    /// What was before the person's eyes.
    pub seen: Seen,
}

impl Request for MarkEncounter {
    const NAME: &'static str = "encounters.mark";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Keeps today's evaluation, signed and for ever.
#[derive(Debug, Deserialize, TS)]
pub struct KeepEligibility {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for KeepEligibility {
    const NAME: &'static str = "eligibility.keep";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}
