//! Suggestions for the plan: goals that follow from what is known. A person takes one, changes its words, or sets it aside.

use care::{Domain, MemberId, SuggestedBy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assessments::Bilingual;
use super::{Made, Request, Topic};

quiet_debug!(SuggestionView, SourceView, PassSuggestion, TakenSuggestion);

/// What is suggested for a member's plan.
#[derive(Debug, Deserialize, TS)]
pub struct ListSuggestions {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ListSuggestions {
    const NAME: &'static str = "suggestions.list";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Plans,
        Topic::Assessments,
        Topic::Caseload,
    ];
    type Response = Suggestions;
}

/// What is suggested.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Suggestions {
    /// What waits for a decision.
    pub open: Vec<SuggestionView>,
    /// What somebody has set aside and still rests on the same facts.
    pub aside: Vec<SuggestionView>,
    /// Whether the person who is here may decide.
    pub may_change: bool,
}

/// One suggestion.
#[derive(Clone, Serialize, TS)]
pub struct SuggestionView {
    /// Its code in the catalogue.
    pub suggestion: String,
    /// Exactly which facts it rests on.
    pub facts: String,
    /// The area of the plan.
    #[ts(type = "Domain")]
    pub domain: Domain,
    /// The goal, as somebody may say it.
    pub goal: Bilingual,
    /// Steps towards it.
    pub steps: Vec<Bilingual>,
    /// What it follows from, at least one.
    pub sources: Vec<SourceView>,
}

/// What a suggestion follows from, or where a goal came from.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct SourceView {
    /// What it is.
    #[ts(type = "SuggestedBy")]
    pub by: SuggestedBy,
    /// The area, the instrument or the population, by its code.
    pub code: String,
    /// What was said: "PHQ-9: 14", the finding, or the code of the fact that tells most; may be empty.
    pub says: String,
    /// The day that was.
    #[ts(type = "Day | null")]
    pub on: Option<NaiveDate>,
    /// What the catalogue calls it; absent where the screen has the word.
    pub label: Option<Bilingual>,
}

/// Sets a suggestion aside, or takes that back. It is offered again by itself when the facts change.
#[derive(Deserialize, TS)]
pub struct PassSuggestion {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which.
    pub suggestion: String,
    /// The facts that were on the screen.
    pub facts: String,
    /// Why; may be empty.
    pub words: String,
    /// It is to be offered again.
    pub again: bool,
}

impl Request for PassSuggestion {
    const NAME: &'static str = "suggestions.pass";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// The suggestion that a new goal is made of.
#[derive(Clone, Deserialize, TS)]
pub struct TakenSuggestion {
    /// Which.
    pub suggestion: String,
    /// The steps that were kept, in words; each becomes a step of whoever adds the goal.
    pub steps: Vec<String>,
}
