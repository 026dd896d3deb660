//! Removing what should not be on the record, and putting it back.

use care::{InterventionId, MemberId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Made, Request, Seen, Topic};

/// What can be removed on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Removable {
    /// A goal, with its steps.
    Goal,
    /// A step towards a goal.
    Step,
    /// A task.
    Task,
    /// Somebody around a member.
    SupportPerson,
    /// What came of asking about one area.
    Need,
    /// A medicine.
    Medicine,
    /// A problem.
    Problem,
    /// Something she does not tolerate.
    Allergy,
}

/// Removes something: it was entered in error, or is no longer wanted. It leaves every list and stays in the history.
#[derive(Deserialize, TS)]
pub struct RemoveThing {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// What it is.
    pub kind: Removable,
    /// Which.
    pub id: String,
    /// What was before the person's eyes.
    pub seen: Seen,
    /// Why.
    pub reason: String,
    /// The steps that go with a goal: those that were on the screen.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<StepSeen>>")]
    pub steps: Vec<StepSeen>,
}

/// A step that goes with its goal.
#[derive(Deserialize, TS)]
pub struct StepSeen {
    /// Which.
    #[ts(type = "InterventionId")]
    pub step: InterventionId,
    /// What was before the person's eyes.
    pub seen: Seen,
}

impl Request for RemoveThing {
    const NAME: &'static str = "things.remove";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Puts something back that was removed, and what went with it.
#[derive(Debug, Deserialize, TS)]
pub struct PutBack {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which.
    pub id: String,
}

impl Request for PutBack {
    const NAME: &'static str = "things.put_back";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Something that was removed.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovedView {
    /// By which it is put back.
    pub id: String,
    /// The word of its kind.
    pub kind: String,
    /// Why.
    pub reason: String,
}

quiet_debug!(RemoveThing, RemovedView, StepSeen);
