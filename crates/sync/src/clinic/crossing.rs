//! Rules that look across entities: two agreed plans, two open enrolments, a step towards a goal that is not there or
//! was removed, a baby of a pregnancy that is not there; whether two members are one person is looked for in `alike.rs`.
//!
//! Merging has no word against any of them; only together do they make no sense. So nothing is refused: a review is
//! opened for a person, in the transaction that brought it about. Its id follows from the rule and the entities, so that
//! the same cause opens one review, in whatever order its parts arrived. When the cause is gone the review ends by
//! itself; one that a person has decided stays decided. Plans and enrolments are counted over all records of a person.

use std::collections::{BTreeMap, BTreeSet};

use care::{
    Entity, EntityId, Episode, GroupId, Member, MemberId, OpId, Plan, REFERENCES, Reference,
    Review, ReviewDone, ReviewStatus, ReviewWhy, Stage,
};
use serde_json::Value;
use uuid::Uuid;

use super::review::{SYSTEM, derived, uuid_of};
use super::{Ledger, SystemWrite, alike, one_person, write};
use crate::{EntityState, Op, OpBody, Seen, StreamId, changed_fields};

/// Looks again at what an operation that was applied may have brought about, or put right. It may have told a member from
/// another one with whom she was one person until then.
pub(super) fn check<L: Ledger>(
    ledger: &mut L,
    op: &Op,
    parted: Option<MemberId>,
    received_at: i64,
) -> Result<(), L::Error> {
    let OpBody::Set {
        entity,
        kind,
        fields,
    } = &op.body
    else {
        return Ok(());
    };
    let after = After {
        op,
        entity: *entity,
        received_at,
    };
    let member = op.stream.member();
    match kind.as_str() {
        Plan::KIND => {
            let records = records_of(ledger, member)?;
            two_plans(ledger, &after, &records)
        }
        Episode::KIND => {
            let records = records_of(ledger, member)?;
            two_episodes(ledger, &after, &records)
        }
        Member::KIND => {
            if fields.contains_key(Member::SAME_AS) {
                // Whoever is one person now, and whoever is one no longer.
                for member in [member, parted].into_iter().flatten() {
                    let records = records_of(ledger, Some(member))?;
                    two_plans(ledger, &after, &records)?;
                    two_episodes(ledger, &after, &records)?;
                }
            }
            alike::check(ledger, op, received_at)
        }
        _ => references(ledger, &after, kind),
    }
}

/// What names something that is not there, after a thing of this kind has changed: it, or what names it.
fn references<L: Ledger>(ledger: &mut L, after: &After<'_>, kind: &str) -> Result<(), L::Error> {
    for reference in REFERENCES {
        if reference.kind == kind {
            let found = missing(ledger, reference, after.entity)?;
            after.concludes(ledger, reference.missing, found, |cause| {
                cause.contains(&after.entity)
            })?;
        }
        if reference.to == kind {
            named(ledger, after, reference)?;
        }
    }
    Ok(())
}

/// The streams of all records of a person, locked.
fn records_of<L: Ledger>(
    ledger: &mut L,
    member: Option<MemberId>,
) -> Result<BTreeSet<StreamId>, L::Error> {
    match member {
        Some(member) => {
            let group = one_person::locked_group(ledger, member)?;
            Ok(group.into_iter().map(StreamId::Member).collect())
        }
        None => Ok(BTreeSet::new()),
    }
}

/// More than one plan of a person that is agreed.
fn two_plans<L: Ledger>(
    ledger: &mut L,
    after: &After<'_>,
    records: &BTreeSet<StreamId>,
) -> Result<(), L::Error> {
    let agreed = all_that(ledger, records, |plan: &Plan| plan.agreed.is_some())?;
    after.counts(ledger, ReviewWhy::TwoPlans, agreed, records)
}

/// More than one enrolment of a person that is not over.
fn two_episodes<L: Ledger>(
    ledger: &mut L,
    after: &After<'_>,
    records: &BTreeSet<StreamId>,
) -> Result<(), L::Error> {
    let open = all_that(ledger, records, |episode: &Episode| {
        !episode.stage().is_some_and(Stage::is_over)
    })?;
    after.counts(ledger, ReviewWhy::TwoEpisodes, open, records)
}

/// A thing that has come ends what waited for it; one that was removed leaves without it whatever names it.
fn named<L: Ledger>(
    ledger: &mut L,
    after: &After<'_>,
    reference: &Reference,
) -> Result<(), L::Error> {
    let named = after.entity;
    let is_gone = ledger
        .entity(named)?
        .is_some_and(|state| state.is_removed());
    if !is_gone {
        return after.concludes(ledger, reference.missing, None, |cause| {
            cause.contains(&named)
        });
    }
    for state in ledger.of_kind(&after.op.stream, reference.kind)? {
        if names(&state, reference) == Some(named) && !state.is_removed() {
            let found = BTreeSet::from([state.id, named]);
            after.concludes(ledger, reference.missing, Some(found), |_| false)?;
        }
    }
    Ok(())
}

/// What a thing names.
fn names(state: &EntityState, reference: &Reference) -> Option<EntityId> {
    let heads = state.fields.get(reference.field)?;
    heads.first()?.value.as_str()?.parse().ok()
}

/// The entities of a kind in some streams of which something holds, and where each of them is.
fn all_that<L: Ledger, T: Entity>(
    ledger: &L,
    streams: &BTreeSet<StreamId>,
    holds: impl Fn(&T) -> bool,
) -> Result<BTreeMap<EntityId, StreamId>, L::Error> {
    let mut held = BTreeMap::new();
    for stream in streams {
        let all = ledger.of_kind(stream, T::KIND)?.into_iter();
        let of_it = all.filter(|state| read::<T>(state).is_some_and(|value| holds(&value)));
        held.extend(of_it.map(|state| (state.id, stream.clone())));
    }
    Ok(held)
}

/// What is shown of an entity; none if it was removed, or this version cannot read it: then no rule has a word on it.
pub(super) fn read<T: Entity>(state: &EntityState) -> Option<T> {
    if state.is_removed() {
        return None;
    }
    serde_json::from_value(Value::Object(state.shown())).ok()
}

/// A thing and what it names, if this member has no such thing, or none any more.
fn missing<L: Ledger>(
    ledger: &L,
    reference: &Reference,
    id: EntityId,
) -> Result<Option<BTreeSet<EntityId>>, L::Error> {
    let Some(state) = ledger.entity(id)?.filter(|state| !state.is_removed()) else {
        return Ok(None);
    };
    let Some(named) = names(&state, reference) else {
        return Ok(None);
    };
    let there = ledger.entity(named)?.is_some_and(|there| {
        there.kind == reference.to && there.stream == state.stream && !there.is_removed()
    });
    Ok((!there).then(|| BTreeSet::from([id, named])))
}

/// What a rule has found, and the stream its review lies in.
type Found = (StreamId, BTreeSet<EntityId>);

/// The operation after which a rule was asked.
pub(super) struct After<'a> {
    pub(super) op: &'a Op,
    pub(super) entity: EntityId,
    pub(super) received_at: i64,
}

impl After<'_> {
    /// Opens the review of what was found in the operation's stream, if there is none, and ends those of causes that are
    /// gone.
    fn concludes<L: Ledger>(
        &self,
        ledger: &mut L,
        why: ReviewWhy,
        found: Option<BTreeSet<EntityId>>,
        is_asked: impl Fn(&[EntityId]) -> bool,
    ) -> Result<(), L::Error> {
        let streams = BTreeSet::from([self.op.stream.clone()]);
        let found = found.map(|cause| (self.op.stream.clone(), cause));
        self.concludes_in(ledger, why, (found, &streams), is_asked)
    }

    /// The same of what there may be one of among all records of a person. The review lies in the first stream that has
    /// to do with it: what stays there when the records are told apart again is still her business.
    fn counts<L: Ledger>(
        &self,
        ledger: &mut L,
        why: ReviewWhy,
        counted: BTreeMap<EntityId, StreamId>,
        records: &BTreeSet<StreamId>,
    ) -> Result<(), L::Error> {
        let first = counted.values().min().cloned();
        let cause: BTreeSet<EntityId> = counted.into_keys().collect();
        let found = first
            .filter(|_| 1 < cause.len())
            .map(|first| (first, cause));
        self.concludes_in(ledger, why, (found, records), |_| true)
    }

    fn concludes_in<L: Ledger>(
        &self,
        ledger: &mut L,
        why: ReviewWhy,
        (found, streams): (Option<Found>, &BTreeSet<StreamId>),
        is_asked: impl Fn(&[EntityId]) -> bool,
    ) -> Result<(), L::Error> {
        let id = found.as_ref().map(|(_, cause)| review_of(why, cause));
        let mut is_known = false;
        let mut reviews = Vec::new();
        for stream in streams {
            reviews.extend(ledger.of_kind(stream, Review::KIND)?);
        }
        for state in reviews {
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
            Some(found) if !is_known => self.opens(ledger, why, found),
            Some(_) | None => Ok(()),
        }
    }

    fn opens<L: Ledger>(
        &self,
        ledger: &mut L,
        why: ReviewWhy,
        (stream, cause): Found,
    ) -> Result<(), L::Error> {
        let kind = match &self.op.body {
            OpBody::Set { kind, .. } => kind.clone(),
            OpBody::Record { .. } => String::new(),
        };
        let id = review_of(why, &cause);
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
        let nothing = EntityState::new(id, stream, Review::KIND.to_owned());
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
