//! Tasks beside the plan.

use care::{Act, Done, Refusal, Task, Why};
use sync::StreamId;

use super::interventions::{done, owner_of};
use super::plans::expect_of;
use crate::book;
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::plans::TaskEntry;
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

impl AtDesk for TaskEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let by = desk.me().staff;
        let id = desk.write(|pen, writer| {
            let Some(id) = self.task else {
                book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
                return Ok(pen.add(&StreamId::Member(self.member), &self.fresh()?)?);
            };
            let held = expect_of::<Task>(writer, self.member, id)?;
            let mut task = held.value.clone();
            if let Some(what) = &self.what {
                task.what.clone_from(what);
            }
            if let Some(owner) = &self.owner {
                task.owner = owner_of(owner);
            }
            if let Some(due) = self.due {
                task.due = due.day;
            }
            if let Some(status) = self.status {
                task.done = done(status, pen.today, by, String::new());
            }
            pen.change(&held, &task, &book::parse_seen(&self.seen))?;
            Ok(id.0)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl TaskEntry {
    fn fresh(&self) -> Result<Task, DeskError> {
        let missing = |field| {
            Failure::from(Refusal {
                field,
                why: Why::Missing,
            })
        };
        Ok(Task {
            what: self.what.clone().ok_or_else(|| missing("what"))?,
            owner: owner_of(self.owner.as_ref().ok_or_else(|| missing("owner"))?),
            due: self.due.and_then(|due| due.day),
            done: Done::default(),
            alert: None,
        })
    }
}
