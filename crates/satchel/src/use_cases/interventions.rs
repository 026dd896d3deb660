//! The steps towards a goal.

use care::{Act, Done, Goal, Intervention, Owner, Refusal, StepStatus, Why};

use super::plans::expect_of;
use crate::book;
use crate::contract::failure::Failure;
use crate::contract::plans::StepEntry;
use crate::contract::{MadeOne, OwnerEntry};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

impl AtDesk for StepEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let by = desk.me().staff;
        let id = desk.write(|pen, writer| {
            let goal = expect_of::<Goal>(writer, self.member, self.goal)?;
            let Some(id) = self.intervention else {
                let step = self.fresh()?;
                return Ok(pen.add(&goal.stream, &step)?);
            };
            let held = expect_of::<Intervention>(writer, self.member, id)?;
            let mut step = held.value.clone();
            if let Some(what) = &self.what {
                step.what.clone_from(what);
            }
            if let Some(owner) = &self.owner {
                step.owner = owner_of(owner);
            }
            if let Some(due) = self.due {
                step.due = due.day;
            }
            if let Some(status) = self.status {
                let reason = self.reason.clone().unwrap_or_default();
                step.done = done(status, pen.today, by, reason);
            }
            pen.change(&held, &step, &book::parse_seen(&self.seen))?;
            Ok(id.0)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl StepEntry {
    fn fresh(&self) -> Result<Intervention, DeskError> {
        let missing = |field| {
            Failure::from(Refusal {
                field,
                why: Why::Missing,
            })
        };
        Ok(Intervention {
            goal: self.goal,
            what: self.what.clone().ok_or_else(|| missing("what"))?,
            owner: owner_of(self.owner.as_ref().ok_or_else(|| missing("owner"))?),
            due: self.due.and_then(|due| due.day),
            done: Done::default(),
        })
    }
}

/// Who does it, as entered.
pub(super) fn owner_of(entry: &OwnerEntry) -> Owner {
    Owner {
        staff: entry.staff,
        words: entry.words.clone(),
    }
}

/// How it stands from today; a step taken up again forgets that it was done.
pub(super) fn done(
    status: StepStatus,
    today: chrono::NaiveDate,
    by: care::StaffId,
    reason: String,
) -> Done {
    match status {
        StepStatus::ToDo => Done::default(),
        StepStatus::Done | StepStatus::Dropped => Done {
            status,
            on: Some(today),
            by: Some(by),
            reason,
        },
    }
}
