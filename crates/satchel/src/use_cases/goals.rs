//! Adding goals, changing them, and putting them in her order.

use care::{
    Act, Done, Goal, GoalId, GoalProgress, GoalSource, Intervention, Owner, Refusal, StaffId, Why,
    rank_between,
};
use sync::StreamId;
use vault::Reader;

use super::plans::{expect_of, is_over};
use super::suggestions;
use crate::book::{self, Held, Pen};
use crate::contract::failure::Failure;
use crate::contract::plans::{GoalEntry, MoveGoal};
use crate::contract::{Made, MadeOne};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

/// Steps that one suggestion may bring.
const STEPS_MAX: usize = 20;

impl AtDesk for GoalEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| match self.goal {
            Some(goal) => {
                change(pen, &expect_of::<Goal>(writer, self.member, goal)?, &self)?;
                Ok(goal.0)
            }
            None => add(pen, writer, &self, desk.me().staff),
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

fn add(
    pen: &Pen<'_>,
    reader: &Reader<'_>,
    entry: &GoalEntry,
    by: StaffId,
) -> Result<uuid::Uuid, DeskError> {
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
        from: source(pen, reader, entry)?,
    };
    let stream = StreamId::Member(entry.member);
    let id = pen.add(&stream, &goal)?;
    let steps = entry.taken.iter().flat_map(|taken| &taken.steps);
    for what in steps.filter(|what| !what.trim().is_empty()) {
        let step = Intervention {
            goal: GoalId(id),
            what: what.trim().to_owned(),
            owner: Owner {
                staff: Some(by),
                words: String::new(),
            },
            due: None,
            done: Done::default(),
        };
        pen.add(&stream, &step)?;
    }
    Ok(id)
}

/// What the goal was suggested by. What is not suggested any more, because the facts changed while she wrote, is her goal
/// all the same.
fn source(
    pen: &Pen<'_>,
    reader: &Reader<'_>,
    entry: &GoalEntry,
) -> Result<Option<GoalSource>, DeskError> {
    let Some(taken) = &entry.taken else {
        return Ok(None);
    };
    if STEPS_MAX < taken.steps.len() {
        return Err(Failure::TooLarge.into());
    }
    let whose = (entry.member, pen.today);
    let offer = suggestions::offer(reader, whose, &taken.suggestion)?;
    Ok(offer.and_then(|offer| offer.goal_source()))
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
