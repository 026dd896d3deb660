//! Rules that look across entities: two agreed plans, two open enrolments, a step towards a goal that is not there or
//! was removed; whether two members are one person is looked for in `alike.rs`.
//!
//! Merging has no word against any of them; only together do they make no sense. So nothing is refused: a review is
//! opened for a person, in the transaction that brought it about. Its id follows from the rule and the entities, so that
//! the same cause opens one review, in whatever order its parts arrived. When the cause is gone the review ends by
//! itself; one that a person has decided stays decided.

use std::collections::BTreeSet;

use care::{
    Entity, EntityId, Episode, Goal, GroupId, Intervention, Member, OpId, Plan, Review, ReviewDone,
    ReviewStatus, ReviewWhy, Stage,
};
use serde_json::Value;
use uuid::Uuid;

use super::review::{SYSTEM, derived, uuid_of};
use super::{Ledger, SystemWrite, alike, write};
use crate::{EntityState, Op, OpBody, Seen, StreamId, changed_fields};

/// Looks again at what an operation that was applied may have brought about, or put right.
pub(super) fn check<L: Ledger>(ledger: &mut L, op: &Op, received_at: i64) -> Result<(), L::Error> {
    let OpBody::Set { entity, kind, .. } = &op.body else {
        return Ok(());
    };
    let after = After {
        op,
        entity: *entity,
        received_at,
    };
    match kind.as_str() {
        Plan::KIND => {
            let agreed = all_that(ledger, &op.stream, |plan: &Plan| plan.agreed.is_some())?;
            let found = (1 < agreed.len()).then_some(agreed);
            after.concludes(ledger, ReviewWhy::TwoPlans, found, |_| true)
        }
        Episode::KIND => {
            let open = all_that(ledger, &op.stream, |episode: &Episode| {
                !episode.stage().is_some_and(Stage::is_over)
            })?;
            let found = (1 < open.len()).then_some(open);
            after.concludes(ledger, ReviewWhy::TwoEpisodes, found, |_| true)
        }
        Intervention::KIND => {
            let found = missing_goal(ledger, *entity)?;
            after.concludes(ledger, ReviewWhy::UnknownGoal, found, |cause| {
                cause.contains(entity)
            })
        }
        Goal::KIND => steps_of(ledger, &after),
        Member::KIND => alike::check(ledger, op, received_at),
        _ => Ok(()),
    }
}

/// A goal that has come ends what waited for it; one that was removed leaves its steps without one.
fn steps_of<L: Ledger>(ledger: &mut L, after: &After<'_>) -> Result<(), L::Error> {
    let goal = after.entity;
    let is_gone = ledger.entity(goal)?.is_some_and(|state| state.is_removed());
    if !is_gone {
        return after.concludes(ledger, ReviewWhy::UnknownGoal, None, |cause| {
            cause.contains(&goal)
        });
    }
    let named = goal.to_string();
    for step in ledger.of_kind(&after.op.stream, Intervention::KIND)? {
        let is_of_it = step
            .fields
            .get("goal")
            .and_then(|heads| heads.first()?.value.as_str())
            .is_some_and(|of| of == named);
        if is_of_it && !step.is_removed() {
            let found = BTreeSet::from([step.id, goal]);
            after.concludes(ledger, ReviewWhy::UnknownGoal, Some(found), |_| false)?;
        }
    }
    Ok(())
}

/// The entities of a kind in a stream of which something holds.
fn all_that<L: Ledger, T: Entity>(
    ledger: &L,
    stream: &StreamId,
    holds: impl Fn(&T) -> bool,
) -> Result<BTreeSet<EntityId>, L::Error> {
    let all = ledger.of_kind(stream, T::KIND)?;
    let held = all
        .into_iter()
        .filter(|state| read::<T>(state).is_some_and(|value| holds(&value)));
    Ok(held.map(|state| state.id).collect())
}

/// What is shown of an entity; none if it was removed, or this version cannot read it: then no rule has a word on it.
pub(super) fn read<T: Entity>(state: &EntityState) -> Option<T> {
    if state.is_removed() {
        return None;
    }
    serde_json::from_value(Value::Object(state.shown())).ok()
}

/// A step and the goal it names, if there is no such goal of this member, or none any more.
fn missing_goal<L: Ledger>(
    ledger: &L,
    step: EntityId,
) -> Result<Option<BTreeSet<EntityId>>, L::Error> {
    let Some(state) = ledger.entity(step)?.filter(|state| !state.is_removed()) else {
        return Ok(None);
    };
    let named = state
        .shown()
        .get("goal")
        .and_then(|goal| goal.as_str()?.parse().ok());
    let Some(goal) = named else {
        return Ok(None);
    };
    let there = ledger.entity(goal)?.is_some_and(|there| {
        there.kind == Goal::KIND && there.stream == state.stream && !there.is_removed()
    });
    Ok((!there).then(|| BTreeSet::from([step, goal])))
}

/// The operation after which a rule was asked.
pub(super) struct After<'a> {
    pub(super) op: &'a Op,
    pub(super) entity: EntityId,
    pub(super) received_at: i64,
}

impl After<'_> {
    /// Opens the review of what was found, if there is none, and ends those of causes that are gone.
    fn concludes<L: Ledger>(
        &self,
        ledger: &mut L,
        why: ReviewWhy,
        found: Option<BTreeSet<EntityId>>,
        is_asked: impl Fn(&[EntityId]) -> bool,
    ) -> Result<(), L::Error> {
        let found = found.map(|cause| (review_of(why, &cause), cause));
        let id = found.as_ref().map(|(id, _)| *id);
        let mut is_known = false;
        for state in ledger.of_kind(&self.op.stream, Review::KIND)? {
            let Some(review) = read::<Review>(&state).filter(|review| review.why == why) else {
                continue;
            };
            let status = review.done.status;
            if Some(state.id) == id {
                is_known = true;
                if status == ReviewStatus::Gone {
                    self.says(ledger, &state, ReviewStatus::Open)?;
                }
            } else if status == ReviewStatus::Open && is_asked(&review.cause) {
                self.says(ledger, &state, ReviewStatus::Gone)?;
            }
        }
        match found {
            Some((id, cause)) if !is_known => self.opens(ledger, why, id, cause),
            Some(_) | None => Ok(()),
        }
    }

    fn opens<L: Ledger>(
        &self,
        ledger: &mut L,
        why: ReviewWhy,
        id: EntityId,
        cause: BTreeSet<EntityId>,
    ) -> Result<(), L::Error> {
        let kind = match &self.op.body {
            OpBody::Set { kind, .. } => kind.clone(),
            OpBody::Record { .. } => String::new(),
        };
        let review = Review {
            why,
            op: self.op.id,
            author: self.op.author.staff(),
            written_at: self.op.at,
            received_at: self.received_at,
            kind,
            about: Some(self.entity),
            says: String::new(),
            cause: cause.into_iter().collect(),
            done: ReviewDone::OPEN,
        };
        let nothing = EntityState::new(id, self.op.stream.clone(), Review::KIND.to_owned());
        self.writes(ledger, &nothing, &review)
    }

    /// How a review stands by itself, in the place of what the clinic said before.
    pub(super) fn says<L: Ledger>(
        &self,
        ledger: &mut L,
        state: &EntityState,
        status: ReviewStatus,
    ) -> Result<(), L::Error> {
        let Some(review) = read::<Review>(state) else {
            return Ok(());
        };
        let done = ReviewDone {
            status,
            ..ReviewDone::OPEN
        };
        self.writes(ledger, state, &Review { done, ..review })
    }

    /// Brings a review to what it is to be; the clinic has seen all that is there.
    pub(super) fn writes<L: Ledger>(
        &self,
        ledger: &mut L,
        before: &EntityState,
        after: &Review,
    ) -> Result<(), L::Error> {
        let Ok(Value::Object(after)) = serde_json::to_value(after) else {
            return Ok(());
        };
        let heads = before.fields.iter().map(|(field, heads)| {
            let ops = heads.iter().map(|head| head.op).collect();
            (field.clone(), ops)
        });
        let seen = Seen(heads.collect());
        let said = derived(self.op.id, &before.id.to_string());
        let write_it = SystemWrite {
            op: OpId(said),
            device: ledger.own_device()?,
            group: GroupId(said),
            system: SYSTEM.to_owned(),
            stream: before.stream.clone(),
            entity: before.id,
            kind: Review::KIND.to_owned(),
            fields: changed_fields(&before.shown(), &after, &seen),
            at: self.received_at,
        };
        write(ledger, write_it).map(drop)
    }
}

/// The review of a cause, the same on every server and at every try.
fn review_of(why: ReviewWhy, cause: &BTreeSet<EntityId>) -> EntityId {
    let cause: Vec<String> = cause.iter().map(EntityId::to_string).collect();
    let id: Uuid = uuid_of(&format!("{}:{}", why.code(), cause.join(":")));
    EntityId(id)
}
