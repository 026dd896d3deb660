//! Several records of one person: who may hold them, and who may say so.
//!
//! A member's record says of which other one it is the same person's. While nobody disagrees, the streams of such a
//! group are held by whoever is entitled to any of them. What each stream entitles to by itself is kept beside, so that
//! all of it goes back when the word is taken back.

use std::collections::BTreeSet;

use care::{Entity as _, EntityId, Glass, Member, MemberId, Review, ReviewWhy, StaffId};
use serde_json::Value;

use super::{Arrival, Ledger, was_in_time};
use crate::limits::RECORDS_TOGETHER_MAX;
use crate::{EntityState, Mutant, Op, OpBody, Rules, StreamId};

/// How often a group is looked for again because it changed before it was locked.
const LOOKS_MAX: usize = 4;

/// Of whom a member's record says that it is hers too. None while there are two answers: in doubt there are two people.
pub(super) fn said_of(state: &EntityState, rules: Rules) -> Option<MemberId> {
    let heads = state.fields.get(Member::SAME_AS)?;
    if 1 < heads.len() && rules.hold(Mutant::JoinedInDoubt) {
        return None;
    }
    heads.first()?.value.as_str()?.parse().ok()
}

/// The mark by which a record is found from the other end.
fn mark(member: MemberId) -> String {
    format!("same:{member}")
}

/// A member's record, if the entity is one: it has her stream's id.
pub(super) fn record(state: &EntityState) -> Option<(MemberId, Member)> {
    let id = MemberId(state.id.0);
    let is_hers = state.kind == Member::KIND && state.stream == StreamId::Member(id);
    let shown = Value::Object(state.shown());
    Some((
        id,
        serde_json::from_value(shown)
            .ok()
            .filter(|_: &Member| is_hers)?,
    ))
}

/// Notes what a record that was written says of who she is; who may hold what follows. Gives from whom it tells her now, if
/// it does.
pub(super) fn note<L: Ledger>(
    ledger: &mut L,
    before: Option<MemberId>,
    state: &EntityState,
    rules: Rules,
) -> Result<Option<MemberId>, L::Error> {
    let id = MemberId(state.id.0);
    if state.kind != Member::KIND || state.stream != StreamId::Member(id) {
        return Ok(None);
    }
    let said = said_of(state, rules);
    // One that this version cannot read is known by nothing, but for what was said of it.
    let mut marks = record(state).map_or_else(BTreeSet::new, |(_, member)| care::marks(&member));
    marks.extend(said.map(mark));
    ledger.know_by(id, &marks)?;
    if said == before {
        return Ok(None);
    }
    share(ledger, id)?;
    match before {
        Some(left) if rules.hold(Mutant::JoinedForEver) => share(ledger, left)?,
        Some(_) | None => {}
    }
    Ok(before)
}

/// These people are entitled to a stream by itself; whoever is entitled to a record of the same person holds it too.
pub fn entitle<L: Ledger>(
    ledger: &mut L,
    stream: &StreamId,
    staff: &[StaffId],
) -> Result<(), L::Error> {
    ledger.entitle(stream, staff)?;
    match stream {
        StreamId::Member(member) => share(ledger, *member),
        StreamId::Clinic => ledger.grant(stream, staff),
    }
}

/// Gives every record of a person to whoever is entitled to any of them, and to whoever opened one of them for a while.
pub(super) fn share<L: Ledger>(ledger: &mut L, member: MemberId) -> Result<(), L::Error> {
    let group = locked_group(ledger, member)?;
    let mut everybody = BTreeSet::new();
    for member in &group {
        let stream = StreamId::Member(*member);
        everybody.extend(ledger.entitled(&stream)?);
        everybody.extend(guests(ledger, &stream)?);
    }
    let everybody: Vec<StaffId> = everybody.into_iter().collect();
    for member in &group {
        ledger.grant(&StreamId::Member(*member), &everybody)?;
    }
    Ok(())
}

/// Who opened this record for a while, and has it still.
fn guests<L: Ledger>(ledger: &L, stream: &StreamId) -> Result<Vec<StaffId>, L::Error> {
    let all = glasses(ledger, stream)?.into_iter();
    let open = all.filter(|glass| glass.ended.is_none());
    Ok(open.map(|glass| glass.staff).collect())
}

/// Whether somebody knows this member only because she opened her record for a while, now or before: what she wrote of her
/// counts, and who works with her, and who is the same person, is not hers to say. She would never have to leave.
pub(super) fn is_guest<L: Ledger>(
    ledger: &L,
    staff: StaffId,
    member: MemberId,
) -> Result<bool, L::Error> {
    let mut has_opened = false;
    for member in group(ledger, member)? {
        let stream = StreamId::Member(member);
        if ledger.entitled(&stream)?.contains(&staff) {
            return Ok(false);
        }
        let all = glasses(ledger, &stream)?;
        has_opened |= all.iter().any(|glass| glass.staff == staff);
    }
    Ok(has_opened)
}

fn glasses<L: Ledger>(ledger: &L, stream: &StreamId) -> Result<Vec<Glass>, L::Error> {
    let all = ledger.of_kind(stream, Glass::KIND)?.into_iter();
    let read = all.filter_map(|state| serde_json::from_value(Value::Object(state.shown())).ok());
    Ok(read.collect())
}

/// The records of a person, locked if there is more than one.
pub(super) fn locked_group<L: Ledger>(
    ledger: &mut L,
    member: MemberId,
) -> Result<BTreeSet<MemberId>, L::Error> {
    let mut group = group(ledger, member)?;
    if 1 < group.len() {
        for _ in 0..LOOKS_MAX {
            let streams = group.iter().map(|member| StreamId::Member(*member));
            ledger.lock_more(&streams.collect())?;
            let now = self::group(ledger, member)?;
            if now == group {
                break;
            }
            group = now;
        }
    }
    Ok(group)
}

/// The records of a person: what is said to be the same, from either end, in chains and in circles.
pub fn group<L: Ledger>(ledger: &L, member: MemberId) -> Result<BTreeSet<MemberId>, L::Error> {
    let mut group = BTreeSet::from([member]);
    let mut next = vec![member];
    while let Some(one) = next.pop() {
        let mut around = ledger.known_by(&mark(one), RECORDS_TOGETHER_MAX)?;
        let state = ledger.entity(EntityId(one.0))?;
        around.extend(
            state
                .as_ref()
                .and_then(|state| said_of(state, Rules::SOUND)),
        );
        for other in around {
            if group.len() < RECORDS_TOGETHER_MAX && group.insert(other) {
                next.push(other);
            }
        }
    }
    Ok(group)
}

/// Whose records somebody puts together who writes this: she must hold them all.
pub(super) fn joins(op: &Op) -> Option<MemberId> {
    let OpBody::Set { kind, fields, .. } = &op.body else {
        return None;
    };
    let said = fields
        .get(Member::SAME_AS)
        .filter(|_| kind == Member::KIND)?;
    said.value.as_str()?.parse().ok()
}

/// Whether its author may tell two people apart, or find them to be one, if that is what it says: she must hold both, or
/// have held them when she wrote it, and neither for a while only.
pub(super) fn may_tell<L: Ledger>(
    ledger: &L,
    arrival: &Arrival,
    op: &Op,
) -> Result<bool, L::Error> {
    let mut others = decided_about(ledger, op)?;
    others.extend(joins(op));
    for other in others {
        let stream = StreamId::Member(other);
        let holds = ledger.holds(arrival.device.staff, &stream)?
            || was_in_time(ledger, arrival, op, &stream)?;
        if !holds && arrival.rules.hold(Mutant::ScopeIgnored) {
            return Ok(false);
        }
        if is_guest(ledger, arrival.device.staff, other)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether an operation says or takes back that a record is somebody else's too.
pub(super) fn is_about_whom(op: &Op) -> bool {
    matches!(&op.body, OpBody::Set { kind, fields, .. }
        if kind == Member::KIND && fields.contains_key(Member::SAME_AS))
}

/// The members whom a decision is about, besides the one in whose stream it is; of whether two are the same, both.
fn decided_about<L: Ledger>(ledger: &L, op: &Op) -> Result<Vec<MemberId>, L::Error> {
    let OpBody::Set { entity, kind, .. } = &op.body else {
        return Ok(Vec::new());
    };
    if kind != Review::KIND {
        return Ok(Vec::new());
    }
    let state = ledger.entity(*entity)?;
    let review =
        state.and_then(|state| serde_json::from_value::<Review>(Value::Object(state.shown())).ok());
    let asked = review.filter(|review| review.why == ReviewWhy::SamePerson);
    let cause = asked.into_iter().flat_map(|review| review.cause);
    Ok(cause.map(|member| MemberId(member.0)).collect())
}
