//! Two answers for one question, and how a person settles it.

use care::MemberId;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use super::{Made, Page, Paged, Person, Request, Topic};

/// Questions with more than one answer, oldest first.
#[derive(Debug, Deserialize, TS)]
pub struct ListConflicts {
    /// Which part.
    pub page: Page,
}

impl Request for ListConflicts {
    const NAME: &'static str = "conflicts.list";
    const READS: &'static [Topic] = &[Topic::Conflicts, Topic::Sync, Topic::Members];
    type Response = Paged<Conflict>;
}

/// One question with more than one answer.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The entity.
    pub entity: String,
    /// Its kind: "goal", "member", …
    pub kind: String,
    /// The field's permanent id.
    pub field: String,
    /// About whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// What the entity is called on other screens: a goal's words, a step's words; may be empty.
    pub title: String,
    /// What they both started from, as JSON; null when there was nothing.
    #[ts(type = "unknown")]
    pub started_from: serde_json::Value,
    /// The answers; the first is the one that is shown until it is settled.
    pub answers: Vec<ConflictAnswer>,
    /// The person here has settled it, and the clinic has not answered yet.
    pub settled_here: bool,
    /// Whether the person here may settle it.
    pub may_settle: bool,
}

impl fmt::Debug for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Conflict({}.{})", self.kind, self.field)
    }
}

/// One answer.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictAnswer {
    /// Names it when settling.
    pub op: String,
    /// The value as JSON: a text, a day, or the field's parts.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
    /// Who gave it; absent for the clinic's own systems.
    pub by: Option<Person>,
    /// When, milliseconds by the author's clock.
    #[ts(type = "number")]
    pub at: i64,
}

impl fmt::Debug for ConflictAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConflictAnswer(…)")
    }
}

/// Settles a question, by one of the answers or by own words. Refused with `conflict_changed` when the answers are
/// no longer those that were on the screen.
#[derive(Deserialize, TS)]
pub struct SettleConflict {
    /// The entity.
    pub entity: String,
    /// The field's permanent id.
    pub field: String,
    /// The `op` of every answer that was on the screen.
    pub seen: Vec<String>,
    /// The decision.
    pub choice: Choice,
}

impl fmt::Debug for SettleConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SettleConflict(…)")
    }
}

impl Request for SettleConflict {
    const NAME: &'static str = "conflicts.settle";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// How a question is settled.
#[derive(Clone, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Choice {
    /// One of the answers.
    Answer {
        /// Its `op`.
        op: String,
    },
    /// Another value, as JSON of the same form as the answers'.
    Words {
        /// The value.
        #[ts(type = "unknown")]
        value: serde_json::Value,
    },
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Choice(…)")
    }
}
