//! Removing what should not be on the record, and putting it back.

use care::{
    Act, Allergy, Entity, EntityId, Goal, GoalId, Intervention, Medicine, Member, MemberId, Need,
    Problem, Removed, SupportPerson, Task,
};
use vault::{Reader, Writer};

use super::plans::expect_of;
use crate::book::{self, Pen, RemovedThing};
use crate::contract::Made;
use crate::contract::failure::Failure;
use crate::contract::removal::{PutBack, Removable, RemoveThing};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

impl AtDesk for RemoveThing {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let bad = |what: &str| Failure::BadRequest {
            what: what.to_owned(),
        };
        let id: EntityId = self.id.parse().map_err(|_malformed| bad("id"))?;
        let removed = Removed {
            on: desk.today,
            by: desk.me().staff,
            reason: self.reason.trim().to_owned(),
            with: None,
        };
        let it = (self.member, id, &self.seen);
        desk.write(|pen, writer| match self.kind {
            Removable::Task => one::<Task>(pen, writer, it, &removed),
            Removable::Step => one::<Intervention>(pen, writer, it, &removed),
            Removable::SupportPerson => one::<SupportPerson>(pen, writer, it, &removed),
            Removable::Need => one::<Need>(pen, writer, it, &removed),
            Removable::Medicine => one::<Medicine>(pen, writer, it, &removed),
            Removable::Problem => one::<Problem>(pen, writer, it, &removed),
            Removable::Allergy => one::<Allergy>(pen, writer, it, &removed),
            Removable::Goal => {
                let with_it = Removed {
                    with: Some(id),
                    ..removed.clone()
                };
                // The steps first: at the clinic no step is left without its goal in between.
                for step in &self.steps {
                    let step_id = step.step.into();
                    expect_step(writer, self.member, step_id, GoalId(id.0))?;
                    one::<Intervention>(pen, writer, (self.member, step_id, &step.seen), &with_it)?;
                }
                one::<Goal>(pen, writer, it, &removed)
            }
        })?;
        Ok(Made {})
    }
}

/// Removes one thing of a member's.
fn one<T: Entity>(
    pen: &Pen<'_>,
    writer: &Writer<'_>,
    (member, id, seen): (MemberId, EntityId, &crate::contract::Seen),
    removed: &Removed,
) -> Result<(), DeskError> {
    let held = expect_of::<T>(writer, member, id)?;
    Ok(pen.remove(&held, &book::parse_seen(seen), removed)?)
}

fn expect_step(
    reader: &Reader<'_>,
    member: MemberId,
    step: EntityId,
    goal: GoalId,
) -> Result<(), DeskError> {
    let held = expect_of::<Intervention>(reader, member, step)?;
    if held.value.goal == goal {
        Ok(())
    } else {
        Err(Failure::NotHere.into())
    }
}

impl AtDesk for PutBack {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let bad = |what: &str| Failure::BadRequest {
            what: what.to_owned(),
        };
        let id: EntityId = self.id.parse().map_err(|_malformed| bad("id"))?;
        desk.write(|pen, writer| {
            book::read::<Member>(writer, self.member)?.ok_or(Failure::NotHere)?;
            let all = book::removed_of(writer, self.member)?;
            let is_it = |thing: &&RemovedThing| thing.id == id.0;
            let it = all.iter().find(is_it).ok_or(Failure::NotHere)?;
            pen.put_back(it)?;
            // What went with it comes back with it.
            for thing in all.iter().filter(|thing| thing.removed.with == Some(id)) {
                pen.put_back(thing)?;
            }
            Ok(())
        })?;
        Ok(Made {})
    }
}

#[cfg(test)]
#[path = "removal_tests.rs"]
mod tests;
