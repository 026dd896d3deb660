//! Adding goals, changing them, and putting them in her order.

use care::{Act, Goal, GoalId, GoalProgress, Refusal, Why, rank_between};
use sync::StreamId;
use vault::Reader;

use super::plans::{expect_of, is_over};
use crate::book::{self, Held, Pen};
use crate::contract::failure::Failure;
use crate::contract::plans::{GoalEntry, MoveGoal};
use crate::contract::{Made, MadeOne};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

impl AtDesk for GoalEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| match self.goal {
            Some(goal) => {
                change(pen, &expect_of::<Goal>(writer, self.member, goal)?, &self)?;
                Ok(goal.0)
            }
            None => add(pen, writer, &self),
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

fn add(pen: &Pen<'_>, reader: &Reader<'_>, entry: &GoalEntry) -> Result<uuid::Uuid, DeskError> {
    book::member(reader, entry.member)?.ok_or(Failure::NotHere)?;
    let missing = |field| {
        Failure::from(Refusal {
            field,
            why: Why::Missing,
        })
    };
    let last = ordered(book::of_member::<Goal>(reader, entry.member)?)
        .last()
        .map(|goal| goal.value.rank.clone())
        .unwrap_or_default();
    let goal = Goal {
        statement: entry
            .statement
            .clone()
            .ok_or_else(|| missing("statement"))?,
        domain: entry.domain.ok_or_else(|| missing("domain"))?,
        rank: rank_between(&last, ""),
        progress: GoalProgress::default(),
        barrier: entry.barrier.clone().unwrap_or_default(),
        strength: entry.strength.clone().unwrap_or_default(),
    };
    Ok(pen.add(&StreamId::Member(entry.member), &goal)?)
}

fn change(pen: &Pen<'_>, held: &Held<Goal>, entry: &GoalEntry) -> Result<(), DeskError> {
    let mut goal = held.value.clone();
    if let Some(statement) = &entry.statement {
        goal.statement.clone_from(statement);
    }
    goal.domain = entry.domain.unwrap_or(goal.domain);
    if let Some(barrier) = &entry.barrier {
        goal.barrier.clone_from(barrier);
    }
    if let Some(strength) = &entry.strength {
        goal.strength.clone_from(strength);
    }
    if let Some(status) = entry.status {
        let reason = entry.status_reason.clone().unwrap_or_default();
        goal.progress = GoalProgress {
            status,
            reason,
            on: Some(pen.today),
        };
    }
    Ok(pen.change(held, &goal, &book::parse_seen(&entry.seen))?)
}

fn ordered(mut goals: Vec<Held<Goal>>) -> Vec<Held<Goal>> {
    goals.sort_by(|one, other| (&one.value.rank, one.id).cmp(&(&other.value.rank, other.id)));
    goals
}

impl AtDesk for MoveGoal {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.write(|pen, writer| {
            let held = expect_of::<Goal>(writer, self.member, self.goal)?;
            let others: Vec<Held<Goal>> = ordered(book::of_member::<Goal>(writer, self.member)?)
                .into_iter()
                .filter(|goal| goal.id != held.id && !is_over(goal.value.progress.status))
                .collect();
            let place = match self.after {
                None => 0,
                Some(GoalId(after)) => {
                    let found = others
                        .iter()
                        .position(|goal| goal.id == after)
                        .ok_or(Failure::NotHere)?;
                    found.saturating_add(1)
                }
            };
            let rank = |at: usize| others.get(at).map_or("", |goal| goal.value.rank.as_str());
            let before = place.checked_sub(1).map_or("", rank);
            let after = rank(place);
            // Two goals put in one place on two devices have the same rank; nothing fits between them, so the moved
            // one joins them and the id decides.
            let rank = if after.is_empty() || before < after {
                rank_between(before, after)
            } else {
                before.to_owned()
            };
            let goal = Goal {
                rank,
                ..held.value.clone()
            };
            Ok(pen.change(&held, &goal, &book::parse_seen(&self.seen))?)
        })?;
        Ok(Made {})
    }
}
