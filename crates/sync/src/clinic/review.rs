//! What was set aside is put before a person, and counts when she says so.
//!
//! The clinic writes a review into the member's stream: so it reaches whoever works with her now, offline too. Her
//! decision is an answer like any other. Taking work over applies it as its author meant it, in her name and with what
//! she had seen.

use std::collections::{BTreeMap, BTreeSet};

use care::{
    Entity as _, EntityId, Glass, GroupId, OpId, Review, ReviewDone, ReviewStatus, ReviewWhy,
    StaffId,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Ledger, SystemWrite, apply, crossing, one_person, write};
use crate::limits::REVIEW_SAYS_BYTES_MAX;
use crate::wire::ParkReason;
use crate::{EntityState, Hash, Mutant, Op, OpBody, Rules, Seen, StreamId, Write, changed_fields};

/// The system that writes reviews.
pub(super) const SYSTEM: &str = "review";

/// An operation that was set aside.
pub(super) struct Parked<'a> {
    pub(super) op: OpId,
    pub(super) stream: &'a str,
    pub(super) text: &'a str,
    pub(super) why: ParkReason,
    pub(super) received_at: i64,
    /// Who sent it, if she may work with members.
    pub(super) worker: Option<StaffId>,
}

/// Opens a review of an operation that was set aside.
pub(super) fn open<L: Ledger>(ledger: &mut L, parked: &Parked<'_>) -> Result<(), L::Error> {
    let Ok(stream) = parked.stream.parse() else {
        return Ok(());
    };
    let opening = Opening {
        id: parked.op,
        stream,
        worker: parked.worker,
        review: review_of(parked),
    };
    open_as(ledger, opening)
}

/// A review that is to be opened.
pub(super) struct Opening {
    /// From which its ids follow.
    pub(super) id: OpId,
    pub(super) stream: StreamId,
    /// Whose work it is, if she may work with members.
    pub(super) worker: Option<StaffId>,
    pub(super) review: Review,
}

/// Opens a review where somebody can see it: in its member's stream. If nothing counts yet of whom it is about, the review is
/// the first there is of her: every supervisor holds it, and whoever met her. In a clinic without supervisors what comes
/// from nobody who works with members is listed at the clinic only. One that is there already stays as it is.
pub(super) fn open_as<L: Ledger>(ledger: &mut L, opening: Opening) -> Result<(), L::Error> {
    let Opening {
        id,
        stream,
        worker,
        review,
    } = opening;
    let entity = EntityId(derived(id, "review"));
    if !matches!(stream, StreamId::Member(_)) || ledger.entity(entity)?.is_some() {
        return Ok(());
    }
    if ledger.head(&stream)? == 0 && !ledger.is_granted(&stream)? {
        let mut holders: BTreeSet<StaffId> = ledger.supervisors()?.into_iter().collect();
        holders.extend(worker);
        if holders.is_empty() {
            return Ok(());
        }
        let holders: Vec<StaffId> = holders.into_iter().collect();
        one_person::entitle(ledger, &stream, &holders)?;
    }
    let Ok(Value::Object(fields)) = serde_json::to_value(&review) else {
        return Ok(());
    };
    let opening = SystemWrite {
        op: OpId(derived(id, "open")),
        device: ledger.own_device()?,
        group: GroupId(derived(id, "open")),
        system: SYSTEM.to_owned(),
        stream,
        entity,
        kind: Review::KIND.to_owned(),
        fields: changed_fields(&Map::new(), &fields, &Seen::default()),
        at: review.received_at,
    };
    write(ledger, opening).map(drop)
}

fn review_of(parked: &Parked<'_>) -> Review {
    let op = serde_json::from_str::<Op>(parked.text).ok();
    let (kind, about, says) = match op.as_ref().map(|op| &op.body) {
        Some(OpBody::Set {
            entity,
            kind,
            fields,
        }) => {
            let answers: Map<String, Value> = fields
                .iter()
                .map(|(field, write)| (field.clone(), write.value.clone()))
                .collect();
            (
                kind.clone(),
                Some(*entity),
                Value::Object(answers).to_string(),
            )
        }
        Some(OpBody::Record { record }) => match record.read() {
            Ok(text) => (text.kind, Some(text.about), text.body.to_string()),
            Err(_) => (String::new(), None, String::new()),
        },
        None => (String::new(), None, String::new()),
    };
    let is_short = says.len() <= REVIEW_SAYS_BYTES_MAX;
    Review {
        why: why(parked.why),
        op: parked.op,
        author: op.as_ref().and_then(|op| op.author.staff()),
        written_at: op.map_or(0, |op| op.at),
        received_at: parked.received_at,
        kind,
        about,
        says: if is_short { says } else { String::new() },
        cause: Vec::new(),
        done: ReviewDone::OPEN,
    }
}

const fn why(reason: ParkReason) -> ReviewWhy {
    match reason {
        ParkReason::OutOfScope => ReviewWhy::OutOfScope,
        ParkReason::NotAllowed => ReviewWhy::NotAllowed,
        ParkReason::UnknownKind => ReviewWhy::UnknownKind,
        ParkReason::TooLarge => ReviewWhy::TooLarge,
        // No clinic says that of its own.
        ParkReason::Malformed | ParkReason::Other => ReviewWhy::Malformed,
        ParkReason::BrokenChain => ReviewWhy::BrokenChain,
        ParkReason::BadRecord => ReviewWhy::BadRecord,
        ParkReason::Unsendable => ReviewWhy::Unsendable,
        ParkReason::LostDevice => ReviewWhy::LostDevice,
    }
}

/// Applies what a review is about, if this is the moment at which a person has taken it over. It is applied once,
/// whatever becomes of the review later.
pub(super) fn take_over<L: Ledger>(
    ledger: &mut L,
    review: &EntityState,
    received_at: i64,
    rules: Rules,
) -> Result<(), L::Error> {
    // One with two decisions is nobody's decision yet.
    if review
        .fields
        .get("done")
        .is_some_and(|heads| 1 < heads.len())
    {
        return Ok(());
    }
    let Ok(readable) = serde_json::from_value::<Review>(Value::Object(review.shown())) else {
        return Ok(());
    };
    let may_be = readable.may_end_as().contains(&ReviewStatus::TakenOver);
    if readable.done.status != ReviewStatus::TakenOver || !may_be {
        return Ok(());
    }
    let Some(text) = ledger.text_of(readable.op)? else {
        return Ok(());
    };
    let Ok(op) = serde_json::from_str::<Op>(&text) else {
        return Ok(());
    };
    // Nobody's word makes a review out of what the clinic did not open: it could name any other parked operation.
    let is_forged = match &op.body {
        OpBody::Set { kind, .. } if kind == Review::KIND => !is_a_decision(ledger, &op)?,
        OpBody::Set { kind, .. } => kind == Glass::KIND,
        OpBody::Record { .. } => false,
    };
    let is_meant = op.stream == review.stream && !is_forged && may_join(ledger, review, &op)?;
    if is_meant && (ledger.release(op.id)? || !rules.hold(Mutant::TakenOverAgain)) {
        let parted = apply(ledger, &op, received_at, rules)?.parted;
        crossing::check(ledger, &op, parted, received_at)?;
    }
    Ok(())
}

/// Nobody has to decide about it any more: what it was about has been applied without her.
pub(super) fn is_gone<L: Ledger>(
    ledger: &mut L,
    review: EntityId,
    says: OpId,
    now: i64,
) -> Result<(), L::Error> {
    let Some(state) = ledger.entity(review)? else {
        return Ok(());
    };
    let heads = state.fields.get("done").map_or(&[][..], Vec::as_slice);
    let done = ReviewDone {
        status: ReviewStatus::Gone,
        ..ReviewDone::OPEN
    };
    let Ok(value) = serde_json::to_value(done) else {
        return Ok(());
    };
    let write_it = Write {
        value,
        parents: heads.iter().map(|head| head.op).collect(),
        saw: heads
            .first()
            .map(|head| head.value.clone())
            .unwrap_or_default(),
    };
    let closing = SystemWrite {
        op: says,
        device: ledger.own_device()?,
        group: GroupId(says.0),
        system: SYSTEM.to_owned(),
        stream: state.stream,
        entity: review,
        kind: Review::KIND.to_owned(),
        fields: BTreeMap::from([("done".to_owned(), write_it)]),
        at: now,
    };
    write(ledger, closing).map(drop)
}

/// Whether whoever takes over a word that two members are one may hold both of them, and not for a while only, as whoever
/// says it must.
fn may_join<L: Ledger>(ledger: &L, review: &EntityState, op: &Op) -> Result<bool, L::Error> {
    let Some(other) = one_person::joins(op) else {
        return Ok(true);
    };
    let decided = review.fields.get("done").and_then(|heads| heads.first());
    match decided.and_then(|head| head.author.staff()) {
        Some(staff) => Ok(ledger.holds(staff, &StreamId::Member(other))?
            && !one_person::is_guest(ledger, staff, other)?),
        None => Ok(false),
    }
}

/// Whether an operation only answers what a person may answer about a review that is there.
pub(super) fn is_a_decision<L: Ledger>(ledger: &L, op: &Op) -> Result<bool, L::Error> {
    let OpBody::Set { entity, fields, .. } = &op.body else {
        return Ok(false);
    };
    let there = ledger
        .entity(*entity)?
        .is_some_and(|review| review.kind == Review::KIND && review.stream == op.stream);
    Ok(there && fields.keys().all(|field| field == "done"))
}

/// An id that follows from an operation's, the same on every server and at every try.
pub fn derived(op: OpId, purpose: &str) -> Uuid {
    uuid_of(&format!("{purpose}:{op}"))
}

/// An id that follows from a text.
pub(super) fn uuid_of(text: &str) -> Uuid {
    let hash = Hash::of(text.as_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash.0) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
