//! The care plan: her goals in her words and order, the steps, and what was asked about.

use care::{
    Domain, GoalId, GoalStatus, InterventionId, MemberId, NeedId, RecordId, Standing, StepStatus,
    TaskId, Words,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assessments::Bilingual;
use super::caseload::Press;
use super::suggestions::{SourceView, TakenSuggestion};
use super::{Made, MadeOne, OwnerEntry, OwnerView, Person, Request, Seen, Topic, Whereabouts};

quiet_debug!(
    Plan, AreaStood, GoalView, StepView, NeedView, TaskView, GoalEntry, StepEntry, NeedEntry,
    TaskEntry
);

/// A member's plan.
#[derive(Debug, Deserialize, TS)]
pub struct ShowPlan {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowPlan {
    const NAME: &'static str = "plans.show";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Plans,
        Topic::Tasks,
        Topic::Sync,
        Topic::Conflicts,
        Topic::Caseload,
        Topic::Assessments,
    ];
    type Response = Plan;
}

/// A member's plan.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// What to call her.
    pub first_name: String,
    /// The language she prefers, BCP 47.
    pub language: Option<String>,
    /// When she said yes to it; absent while it is being made.
    #[ts(type = "Day | null")]
    pub agreed_on: Option<NaiveDate>,
    /// The language it was gone through in.
    pub agreed_language: Option<String>,
    /// Who went through it with her.
    pub agreed_with: Option<Person>,
    /// When it is looked at again.
    #[ts(type = "Day | null")]
    pub review_by: Option<NaiveDate>,
    /// Days left until then; negative when it is late.
    #[ts(type = "number | null")]
    pub review_days_left: Option<i64>,
    /// Her goals in her order; those reached or let go come last.
    pub goals: Vec<GoalView>,
    /// What was asked about: at most two hundred.
    pub needs: Vec<NeedView>,
    /// What the newest comprehensive assessment says, area by area.
    pub areas: Vec<AreaStood>,
    /// Tasks beside the plan, what is due first.
    pub tasks: Vec<TaskView>,
    /// Everybody who may own a step: staff of the clinic.
    pub staff: Vec<Person>,
    /// Whether the person who is here may change it.
    pub may_change: bool,
    /// Field ids of the plan itself that have two answers.
    pub two_answers: Vec<String>,
    /// Sent back when it is agreed.
    pub seen: Seen,
}

/// A goal.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GoalView {
    /// Its id.
    #[ts(type = "GoalId")]
    pub goal: GoalId,
    /// Her words.
    #[ts(type = "Words")]
    pub statement: Words,
    /// The area.
    #[ts(type = "Domain")]
    pub domain: Domain,
    /// How it stands.
    #[ts(type = "GoalStatus")]
    pub status: GoalStatus,
    /// Why; may be empty.
    pub status_reason: String,
    /// Since when.
    #[ts(type = "Day | null")]
    pub status_on: Option<NaiveDate>,
    /// What is in the way; may be empty.
    pub barrier: String,
    /// What she brings herself; may be empty.
    pub strength: String,
    /// What it was suggested by; absent where somebody thought of it without a suggestion.
    pub from: Option<SourceView>,
    /// The steps, open ones first by day.
    pub steps: Vec<StepView>,
    /// Field ids that have two answers.
    pub two_answers: Vec<String>,
    /// How far the newest change of it has got.
    pub whereabouts: Whereabouts,
    /// Sent back with a change.
    pub seen: Seen,
}

/// A step.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Its id.
    #[ts(type = "InterventionId")]
    pub intervention: InterventionId,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub owner: OwnerView,
    /// By when.
    #[ts(type = "Day | null")]
    pub due: Option<NaiveDate>,
    /// How it stands.
    #[ts(type = "StepStatus")]
    pub status: StepStatus,
    /// Since when.
    #[ts(type = "Day | null")]
    pub done_on: Option<NaiveDate>,
    /// Why it was dropped; may be empty.
    pub reason: String,
    /// How pressing it is, while open and with a day.
    pub press: Option<Press>,
    /// Field ids that have two answers.
    pub two_answers: Vec<String>,
    /// How far the newest change of it has got.
    pub whereabouts: Whereabouts,
    /// Sent back with a change.
    pub seen: Seen,
}

/// What the newest comprehensive assessment says of one area.
#[derive(Clone, Serialize, TS)]
pub struct AreaStood {
    /// The area of the plan.
    #[ts(type = "Domain")]
    pub domain: Domain,
    /// What the area of the assessment is called.
    pub label: Bilingual,
    /// What came of asking.
    #[ts(type = "Standing")]
    pub standing: Standing,
    /// What was found; may be empty.
    pub words: String,
    /// The day it was spoken about.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// The record it stands in.
    #[ts(type = "RecordId")]
    pub record: RecordId,
}

/// A need, or the answer that there is none.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NeedView {
    /// Its id.
    #[ts(type = "NeedId")]
    pub need: NeedId,
    /// The area.
    #[ts(type = "Domain")]
    pub domain: Domain,
    /// What came of asking.
    #[ts(type = "Standing")]
    pub standing: Standing,
    /// In words; may be empty.
    pub words: String,
    /// The day she was asked.
    #[ts(type = "Day")]
    pub asked_on: NaiveDate,
    /// Field ids that have two answers.
    pub two_answers: Vec<String>,
    /// Sent back with a change.
    pub seen: Seen,
}

/// A task.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaskView {
    /// Its id.
    #[ts(type = "TaskId")]
    pub task: TaskId,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: OwnerView,
    /// By when.
    #[ts(type = "Day | null")]
    pub due: Option<NaiveDate>,
    /// How it stands.
    #[ts(type = "StepStatus")]
    pub status: StepStatus,
    /// How pressing it is, while open and with a day.
    pub press: Option<Press>,
    /// Field ids that have two answers.
    pub two_answers: Vec<String>,
    /// How far the newest change of it has got.
    pub whereabouts: Whereabouts,
    /// Sent back with a change.
    pub seen: Seen,
}

/// The member said yes to her plan today.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AgreePlan {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The language it was gone through in, BCP 47.
    pub language: String,
    /// When it is looked at again.
    #[ts(type = "Day")]
    pub review_by: NaiveDate,
    /// What was on the screen.
    pub seen: Seen,
}

impl Request for AgreePlan {
    const NAME: &'static str = "plans.agree";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Adds a goal (all parts but the progress must be given), or changes some parts of one. A part that is absent
/// stays as it is.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GoalEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Absent for a new goal, which comes last in her order.
    #[serde(default)]
    #[ts(optional, type = "GoalId")]
    pub goal: Option<GoalId>,
    /// What was on the screen; empty for a new goal.
    pub seen: Seen,
    /// Her words.
    #[serde(default)]
    #[ts(optional, type = "Words")]
    pub statement: Option<Words>,
    /// The area.
    #[serde(default)]
    #[ts(optional, type = "Domain")]
    pub domain: Option<Domain>,
    /// How it stands, from today.
    #[serde(default)]
    #[ts(optional, type = "GoalStatus")]
    pub status: Option<GoalStatus>,
    /// Why it stands so; goes with `status`.
    #[serde(default)]
    #[ts(optional)]
    pub status_reason: Option<String>,
    /// What is in the way.
    #[serde(default)]
    #[ts(optional)]
    pub barrier: Option<String>,
    /// What she brings herself.
    #[serde(default)]
    #[ts(optional)]
    pub strength: Option<String>,
    /// The suggestion that a new goal is made of.
    #[serde(default)]
    #[ts(optional)]
    pub taken: Option<TakenSuggestion>,
}

impl Request for GoalEntry {
    const NAME: &'static str = "goals.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Puts a goal at another place in her order.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoveGoal {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which.
    #[ts(type = "GoalId")]
    pub goal: GoalId,
    /// The goal it comes after; absent to come first.
    #[ts(type = "GoalId | null")]
    pub after: Option<GoalId>,
    /// What was on the screen.
    pub seen: Seen,
}

impl Request for MoveGoal {
    const NAME: &'static str = "goals.move";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Adds a step to a goal (`what` and `owner` must be given), or changes some parts of one.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The goal it serves.
    #[ts(type = "GoalId")]
    pub goal: GoalId,
    /// Absent for a new step.
    #[serde(default)]
    #[ts(optional, type = "InterventionId")]
    pub intervention: Option<InterventionId>,
    /// What was on the screen; empty for a new step.
    pub seen: Seen,
    /// What is done.
    #[serde(default)]
    #[ts(optional)]
    pub what: Option<String>,
    /// Who does it.
    #[serde(default)]
    #[ts(optional)]
    pub owner: Option<OwnerEntry>,
    /// By when; `{ day: null }` takes the day away.
    #[serde(default)]
    #[ts(optional)]
    pub due: Option<DayEntry>,
    /// How it stands, from today.
    #[serde(default)]
    #[ts(optional, type = "StepStatus")]
    pub status: Option<StepStatus>,
    /// Why it was dropped; goes with `status`.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

impl Request for StepEntry {
    const NAME: &'static str = "interventions.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// A day, or none.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct DayEntry {
    /// The day.
    #[ts(type = "Day | null")]
    pub day: Option<NaiveDate>,
}

/// Adds what came of asking about an area (all parts must be given), or changes some parts of it.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NeedEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Absent for a new one.
    #[serde(default)]
    #[ts(optional, type = "NeedId")]
    pub need: Option<NeedId>,
    /// What was on the screen; empty for a new one.
    pub seen: Seen,
    /// The area.
    #[ts(type = "Domain")]
    pub domain: Domain,
    /// What came of asking.
    #[serde(default)]
    #[ts(optional, type = "Standing")]
    pub standing: Option<Standing>,
    /// In words.
    #[serde(default)]
    #[ts(optional)]
    pub words: Option<String>,
}

impl Request for NeedEntry {
    const NAME: &'static str = "needs.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Adds a task (`what` and `owner` must be given), or changes some parts of one.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaskEntry {
    /// For whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Absent for a new task.
    #[serde(default)]
    #[ts(optional, type = "TaskId")]
    pub task: Option<TaskId>,
    /// What was on the screen; empty for a new task.
    pub seen: Seen,
    /// What is to be done.
    #[serde(default)]
    #[ts(optional)]
    pub what: Option<String>,
    /// Who does it.
    #[serde(default)]
    #[ts(optional)]
    pub owner: Option<OwnerEntry>,
    /// By when.
    #[serde(default)]
    #[ts(optional)]
    pub due: Option<DayEntry>,
    /// How it stands, from today.
    #[serde(default)]
    #[ts(optional, type = "StepStatus")]
    pub status: Option<StepStatus>,
}

impl Request for TaskEntry {
    const NAME: &'static str = "tasks.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}
