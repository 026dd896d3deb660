//! Whether somebody the clinic knows may be the same person: looked for after each operation that says who a member is.
//!
//! Whoever may be is found by marks (a number, a birth date with a surname, a telephone), never by going through
//! everybody. A pair opens a review in each of the two streams, and neither says anything of the other member but her
//! id: who may hold both sees both. The question goes when nothing speaks for it any more, or the two were joined; when
//! a person has called them two it is not asked again.

use std::collections::BTreeSet;

use care::{
    Entity as _, EntityId, LikenessStanding, Member, MemberId, Review, ReviewDone, ReviewStatus,
    ReviewWhy,
};

use super::crossing::{After, read};
use super::one_person::{group, record};
use super::review::uuid_of;
use super::{Ledger, OpBody};
use crate::{EntityState, Op, StreamId};

/// So many members with the same mark are looked at.
const MARKED_MAX: usize = 32;
/// So many people a member is asked about at once.
const PAIRS_MAX: usize = 8;
/// The fields that say who somebody is.
const WHO: &[&str] = &["names", "birthDate", "cin", "phones", Member::SAME_AS];

/// Looks again whether a member may be somebody the clinic knows.
pub(super) fn check<L: Ledger>(ledger: &mut L, op: &Op, received_at: i64) -> Result<(), L::Error> {
    let OpBody::Set { entity, fields, .. } = &op.body else {
        return Ok(());
    };
    if !fields.keys().any(|field| WHO.contains(&field.as_str())) {
        return Ok(());
    }
    let Some((member, shown)) = ledger.entity(*entity)?.as_ref().and_then(record) else {
        return Ok(());
    };
    let found = found(ledger, member, &shown)?;
    let after = After {
        op,
        entity: *entity,
        received_at,
    };
    let mut asked = BTreeSet::new();
    for state in ledger.of_kind(&op.stream, Review::KIND)? {
        let Some(review) =
            read::<Review>(&state).filter(|review| review.why == ReviewWhy::SamePerson)
        else {
            continue;
        };
        let Some(other) = review
            .cause
            .iter()
            .map(|one| MemberId(one.0))
            .find(|one| *one != member)
        else {
            continue;
        };
        asked.insert(other);
        let status = if found.contains(&other) {
            ReviewStatus::Open
        } else {
            ReviewStatus::Gone
        };
        let beside = ledger.entity(review_of(other, member))?;
        for state in [Some(state), beside].into_iter().flatten() {
            settles(ledger, &after, &state, status)?;
        }
    }
    for other in found.difference(&asked) {
        for (of, about) in [(member, *other), (*other, member)] {
            opens(ledger, &after, of, about)?;
        }
    }
    Ok(())
}

/// Everybody who is certainly or likely the same and is not shown as one with her already.
fn found<L: Ledger>(
    ledger: &L,
    member: MemberId,
    shown: &Member,
) -> Result<BTreeSet<MemberId>, L::Error> {
    let mut marked = BTreeSet::new();
    for mark in care::lookups(shown) {
        marked.extend(ledger.known_by(&mark, MARKED_MAX)?);
    }
    let joined = group(ledger, member)?;
    let mut found = BTreeSet::new();
    for other in marked.difference(&joined) {
        let Some((_, there)) = ledger.entity(EntityId(other.0))?.as_ref().and_then(record) else {
            continue;
        };
        let likeness = care::likeness(shown, &there);
        if likeness.is_some_and(|likeness| likeness.standing <= LikenessStanding::Likely) {
            found.insert(*other);
        }
        if PAIRS_MAX <= found.len() {
            break;
        }
    }
    Ok(found)
}

/// Ends a question of which nothing is left, or asks one again that had ended by itself.
fn settles<L: Ledger>(
    ledger: &mut L,
    after: &After<'_>,
    state: &EntityState,
    status: ReviewStatus,
) -> Result<(), L::Error> {
    let stands = read::<Review>(state).map(|review| review.done.status);
    let changes = matches!(
        (stands, status),
        (Some(ReviewStatus::Open), ReviewStatus::Gone)
            | (Some(ReviewStatus::Gone), ReviewStatus::Open)
    );
    if changes {
        after.says(ledger, state, status)
    } else {
        Ok(())
    }
}

/// Asks in one member's stream whether she is the same as another.
fn opens<L: Ledger>(
    ledger: &mut L,
    after: &After<'_>,
    of: MemberId,
    about: MemberId,
) -> Result<(), L::Error> {
    let stream = StreamId::Member(of);
    let is_hers = stream == after.op.stream;
    let cause = BTreeSet::from([EntityId(of.0), EntityId(about.0)]);
    let review = Review {
        why: ReviewWhy::SamePerson,
        op: after.op.id,
        // Who wrote about the other member is the other stream's business.
        author: after.op.author.staff().filter(|_| is_hers),
        written_at: if is_hers {
            after.op.at
        } else {
            after.received_at
        },
        received_at: after.received_at,
        kind: Member::KIND.to_owned(),
        about: Some(EntityId(of.0)),
        says: String::new(),
        cause: cause.into_iter().collect(),
        done: ReviewDone::OPEN,
    };
    let nothing = EntityState::new(review_of(of, about), stream, Review::KIND.to_owned());
    after.writes(ledger, &nothing, &review)
}

/// The question about two members in the stream of the first, the same on every server and at every try.
fn review_of(of: MemberId, about: MemberId) -> EntityId {
    EntityId(uuid_of(&format!(
        "{}:{of}:{about}",
        ReviewWhy::SamePerson.code()
    )))
}
