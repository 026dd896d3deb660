//! Tasks: something to be done for a member, by somebody, by a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{
    Done, Entity, Field, Moves, Owner, Refusal, SafetyAct, Segment, StaffId, StepStatus,
    quiet_debug,
};

quiet_debug!(Task, SafetyAlert);

/// An answer that speaks of danger: why a supervisor is asked to look.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SafetyAlert {
    /// The instrument that was asked.
    pub instrument: String,
    /// The rule of it that was met.
    pub rule: String,
    /// What was done at once.
    pub act: SafetyAct,
    /// In words; may be empty.
    #[serde(default)]
    pub words: String,
    /// Who was there.
    pub by: StaffId,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
}

/// Something to be done for a member.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: Owner,
    /// By when; absent for "some time".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// How it stands.
    #[serde(default)]
    pub done: Done,
    /// What alarmed, if it asks a supervisor to look after somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<SafetyAlert>,
}

impl Task {
    /// Open, and its day has passed.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.done.status == StepStatus::ToDo && self.due.is_some_and(|due| due < today)
    }
}

impl Entity for Task {
    const KIND: &'static str = "task";
    const FIELDS: &'static [Field] = &[
        Field::one("what", Segment::Narrative),
        Field::group("owner", &["staff", "words"], Segment::General),
        Field::one("due", Segment::General),
        Field::group("done", &["status", "on", "by", "reason"], Segment::General)
            .moving(Moves::Done),
        Field::group(
            "alert",
            &["instrument", "rule", "act", "words", "by", "at"],
            Segment::Narrative,
        ),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        line("what", &self.what)?;
        if let Some(alert) = &self.alert {
            line("alert", &alert.instrument)?;
            line("alert", &alert.rule)?;
            within("alert", &alert.words, limits::WORDS_CHARS_MAX)?;
        }
        within("owner", &self.owner.words, limits::LINE_CHARS_MAX)
    }
}
