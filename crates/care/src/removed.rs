//! Things that were removed: entered in error, or no longer wanted on the record.
//!
//! Nothing is ever deleted. A thing that is removed has an answer under [`REMOVED`], which says who, when and why; it
//! leaves every list, and stays in the history. Nobody can remove what others have changed unseen: see `sync`'s merge.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{
    Allergy, Entity, EntityId, Goal, Intervention, Medicine, Need, Problem, Refusal, StaffId,
    SupportPerson, Task, quiet_debug,
};

/// The field in which every kind of entity says that it was removed. No type has a field of this name.
pub const REMOVED: &str = "deleted";

quiet_debug!(Removed);

/// Something was removed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Removed {
    /// On which day.
    pub on: NaiveDate,
    /// Who says so.
    pub by: StaffId,
    /// Why.
    pub reason: String,
    /// What it went with: a step goes with its goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<EntityId>,
}

impl Removed {
    /// Refuses a removal without a reason.
    pub fn check(&self) -> Result<(), Refusal> {
        line("reason", &self.reason)?;
        within("reason", &self.reason, limits::LINE_CHARS_MAX)
    }
}

/// Whether things of this kind may be removed. Who a member is, her enrolment, visits and papers have other ends: they
/// are put right, ended, not held, withdrawn.
pub fn may_be_removed(kind: &str) -> bool {
    const KINDS: [&str; 8] = [
        Allergy::KIND,
        Goal::KIND,
        Intervention::KIND,
        Medicine::KIND,
        Need::KIND,
        Problem::KIND,
        SupportPerson::KIND,
        Task::KIND,
    ];
    KINDS.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ENTITY_KINDS;

    #[test]
    fn no_kind_has_a_field_of_its_own_under_the_name_of_a_removal() {
        for (kind, fields) in ENTITY_KINDS {
            assert!(fields.iter().all(|field| field.id != REMOVED), "{kind}");
        }
    }

    #[test]
    fn nothing_is_removed_without_a_reason() {
        let removed = |reason: &str| Removed {
            on: NaiveDate::from_ymd_opt(2026, 5, 4).unwrap(),
            by: StaffId(uuid::Uuid::nil()),
            reason: reason.to_owned(),
            with: None,
        };
        assert!(removed(" ").check().is_err());
        assert!(removed("entered for the wrong member").check().is_ok());
    }

    #[test]
    fn what_has_another_end_is_not_removed() {
        for kind in ["member", "episode", "visit", "document", "review", "staff"] {
            assert!(!may_be_removed(kind), "{kind}");
        }
        assert!(may_be_removed("task"));
    }
}
