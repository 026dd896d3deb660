//! The clinic's half: keeps every operation, puts it in order, merges it, and feeds what came of it.
//!
//! All of it runs inside one transaction of the [`Ledger`]; the answer is sent only after the transaction is on the
//! disk. An operation ends applied or parked, never refused and forgotten.

mod alike;
mod apply;
mod arrival;
mod compact;
mod crossing;
mod decided;
mod feed;
mod files;
mod learned;
mod ledger;
mod left;
mod life;
mod mask;
mod one_person;
mod parking;
mod records;
mod review;
mod snapshot;
mod system;

pub use compact::{Compacted, compact};
pub use feed::{Days, gone, nothing_new, pull};
pub use files::{
    FileHeld, FileLedger, files_at, give_piece, gives_last, is_last_piece, take_piece,
};
pub use learned::learn;
pub use ledger::{Device, Ledger, LedgerOp, Told};
pub use left::{asked_as, take_draft};
pub use life::{Shown, is_set_back, next_life};
pub use mask::HeldAs;
pub use one_person::{entitle, group};
pub use parking::park;
pub use review::derived;
pub use snapshot::{digests, snapshots};
pub use system::{SystemWrite, write};

use care::{
    Act, Entity as _, Episode, Glass, OpId, REMOVED, Review, Role, StaffId, may, may_be_removed,
};
use serde::Deserialize;

use crate::limits::{
    FIELD_BYTES_MAX, OP_BYTES_MAX, OP_FIELDS_MAX, PARENTS_MAX, PUSH_BYTES_MAX, PUSH_OPS_MAX,
};
use crate::wire::{OpAnswer, OpResult, ParkReason, Push, Pushed, RefusedCode};
use crate::{Author, Hash, Mutant, Op, OpBody, Place, Rules, StreamId};

use apply::{Became, apply, apply_as_holder};
use arrival::{Arrival, Manner};

/// Only as much of an operation as is needed to keep it, whatever it is.
#[derive(Deserialize)]
struct Envelope {
    id: OpId,
    #[serde(default)]
    inc: u32,
    dseq: u64,
    prev: Hash,
    stream: String,
}

impl Envelope {
    const fn place(&self) -> Place {
        Place {
            inc: self.inc,
            dseq: self.dseq,
        }
    }
}

#[derive(Deserialize)]
struct Kind {
    body: KindOfBody,
}

#[derive(Deserialize)]
struct KindOfBody {
    kind: String,
}

/// Takes a push. The outer error is the ledger's; the inner one says why nothing at all was taken.
pub fn push<L: Ledger>(
    ledger: &mut L,
    device: Device,
    push: &Push,
    received_at: i64,
    rules: Rules,
) -> Result<Result<Pushed, RefusedCode>, L::Error> {
    let arrival = Arrival::of(device, received_at, rules, Manner::AsSent);
    take_all(ledger, arrival, push)
}

/// Takes a push of a device that was reported lost, or is to give back what it has: everything is set aside, until a person
/// has looked at it.
pub fn quarantine<L: Ledger>(
    ledger: &mut L,
    device: Device,
    push: &Push,
    received_at: i64,
    rules: Rules,
) -> Result<Result<Pushed, RefusedCode>, L::Error> {
    let arrival = Arrival::of(device, received_at, rules, Manner::FromALostDevice);
    take_all(ledger, arrival, push)
}

/// Takes what this clinic once took, and a device offers again after a restore. The places of such operations may be
/// used by now, by a clone of the laptop; a copy cannot be numbered anew, so that it counts beside the chain.
pub fn replay<L: Ledger>(
    ledger: &mut L,
    device: Device,
    push: &Push,
    received_at: i64,
    rules: Rules,
) -> Result<Result<Pushed, RefusedCode>, L::Error> {
    let arrival = Arrival::of(device, received_at, rules, Manner::Again);
    take_all(ledger, arrival, push)
}

/// Takes what a device offers again after a restore that was reported lost, or is to give back what it has: set aside, as
/// [`quarantine`] does it.
pub fn quarantine_again<L: Ledger>(
    ledger: &mut L,
    device: Device,
    push: &Push,
    received_at: i64,
    rules: Rules,
) -> Result<Result<Pushed, RefusedCode>, L::Error> {
    let arrival = Arrival::of(device, received_at, rules, Manner::AgainFromALostDevice);
    take_all(ledger, arrival, push)
}

/// Locks whoever sends and the members of whom they write; gives what could be read of each operation. Too many are
/// refused before anything else.
fn lock<L: Ledger>(
    ledger: &mut L,
    device: Device,
    ops: &[String],
) -> Result<Vec<Option<Envelope>>, L::Error> {
    let few = ops.get(..PUSH_OPS_MAX.min(ops.len())).unwrap_or_default();
    let envelopes: Vec<Option<Envelope>> = few
        .iter()
        .map(|text| serde_json::from_str(text).ok())
        .collect();
    let named = envelopes
        .iter()
        .flatten()
        .filter_map(|envelope| envelope.stream.parse().ok());
    let members = named.filter(|stream| matches!(stream, StreamId::Member(_)));
    ledger.lock(device, &members.collect())?;
    Ok(envelopes)
}

fn take_all<L: Ledger>(
    ledger: &mut L,
    arrival: Arrival,
    push: &Push,
) -> Result<Result<Pushed, RefusedCode>, L::Error> {
    let Arrival { device, rules, .. } = arrival;
    let envelopes = lock(ledger, device, &push.ops)?;
    let role = ledger.role_of(device.staff)?;
    let arrival = Arrival { role, ..arrival };
    let bytes: usize = push.ops.iter().map(String::len).sum();
    // One operation alone may be as large as an operation may be; it is then parked or applied on its own.
    if PUSH_OPS_MAX < push.ops.len() || (PUSH_BYTES_MAX < bytes && 1 < push.ops.len()) {
        return Ok(Err(RefusedCode::TooLarge));
    }
    let epoch = ledger.epoch()?;
    if push.epoch != epoch && rules.hold(Mutant::EpochIgnored) {
        return Ok(Ok(life::pushed_elsewhere(&push.epoch, epoch)));
    }
    let (mut answers, mut inc, mut is_elsewhere) = (Vec::new(), 0, false);
    let mut chain = Chain::default();
    for (text, envelope) in push.ops.iter().zip(envelopes) {
        let Some(envelope) = envelope else {
            return Ok(Err(RefusedCode::BadRequest));
        };
        inc = envelope.inc;
        match take(ledger, &arrival, &mut chain, (&envelope, text))? {
            Taken::Answered(answer) => answers.push(answer),
            Taken::AnsweredElsewhere(answer) => {
                answers.push(answer);
                is_elsewhere = true;
            }
            Taken::Fork => is_elsewhere = true,
        }
        // What is offered again has been answered once already: it is heard to its end.
        if is_elsewhere && !arrival.manner.is_again() {
            break;
        }
    }
    let fork = if is_elsewhere {
        Some(ledger.incarnate(device.id)?)
    } else {
        None
    };
    Ok(Ok(Pushed {
        tally: life::tally(ledger, device.id, inc, &answers)?,
        answers,
        era: ledger.era()?,
        fork,
        ..life::pushed_elsewhere(&push.epoch, epoch)
    }))
}

/// What came of one operation.
enum Taken {
    /// It was applied or parked, now or before.
    Answered(OpAnswer),
    /// It was before, at another place.
    AnsweredElsewhere(OpAnswer),
    /// Another one stands at its place, so that the laptop has been restored or cloned. Nothing of it was kept.
    Fork,
}

/// Where the chain of one incarnation of the device ends, while a push is taken: nobody else adds to it.
#[derive(Default)]
struct Chain(Option<(u32, u64, Hash)>);

impl Chain {
    /// The place and the hash of the last operation.
    fn head<L: Ledger>(
        &mut self,
        ledger: &L,
        device: Device,
        inc: u32,
    ) -> Result<(u64, Hash), L::Error> {
        if let Some((known, last, head)) = self.0
            && known == inc
        {
            return Ok((last, head));
        }
        let (last, head) = ledger.chain_head(device.id, inc)?;
        self.0 = Some((inc, last, head));
        Ok((last, head))
    }
}

/// What becomes of an operation that is not known yet and has its place.
fn became<L: Ledger>(
    ledger: &mut L,
    arrival: &Arrival,
    read: &Result<Op, ParkReason>,
    in_chain: bool,
) -> Result<Became, L::Error> {
    let (received_at, rules) = (arrival.received_at, arrival.rules);
    Ok(match read {
        Err(reason) => OpResult::Parked { reason: *reason }.into(),
        Ok(_) if !in_chain && !arrival.manner.is_again() && rules.hold(Mutant::ApplyTwice) => {
            let reason = ParkReason::BrokenChain;
            OpResult::Parked { reason }.into()
        }
        Ok(op) => match may_take(ledger, arrival, op)? {
            May::Not(reason) => OpResult::Parked { reason }.into(),
            May::AsHolder => apply_as_holder(ledger, op, received_at, rules)?,
            May::Otherwise => apply(ledger, op, received_at, rules)?,
        },
    })
}

fn take<L: Ledger>(
    ledger: &mut L,
    arrival: &Arrival,
    chain: &mut Chain,
    (envelope, text): (&Envelope, &str),
) -> Result<Taken, L::Error> {
    let Arrival {
        device,
        received_at,
        rules,
        ..
    } = *arrival;
    if rules.hold(Mutant::ApplyTwice)
        && let Some(answer) = ledger.answer_to(envelope.id)?
    {
        // A clone has sent it already, numbered anew: from here on this laptop's chain is another one.
        let is_elsewhere = ledger.text_of(envelope.id)?.as_deref() != Some(text);
        return Ok(if is_elsewhere {
            Taken::AnsweredElsewhere(answer)
        } else {
            Taken::Answered(answer)
        });
    }
    let (last, head) = chain.head(ledger, device, envelope.inc)?;
    let in_chain = Some(envelope.dseq) == last.checked_add(1) && envelope.prev == head;
    // Its place is taken, or it follows an operation that was kept beside the chain; or one of those that were numbered
    // anew with it was known already, by its id, and left a hole.
    let is_fork = !in_chain
        && !arrival.manner.is_again()
        && (0 < envelope.inc
            || (1..=last).contains(&envelope.dseq)
            || ledger.is_beside(device.id, envelope.prev)?);
    if is_fork && rules.hold(Mutant::ApplyTwice) && rules.hold(Mutant::ForkParked) {
        return Ok(Taken::Fork);
    }
    let read = read(device, text);
    let became = became(ledger, arrival, &read, in_chain)?;
    let answer = OpAnswer {
        op: envelope.id,
        result: became.result,
        received_at,
    };
    let stream = envelope.stream.as_str();
    let hash = Hash::of(text.as_bytes());
    ledger.keep(&LedgerOp {
        device: device.id,
        place: envelope.place(),
        in_chain,
        stream,
        text,
        hash,
        answer: &answer,
    })?;
    if in_chain {
        chain.0 = Some((envelope.inc, envelope.dseq, hash));
    }
    // Also of one that is set aside: whoever takes it over has its picture.
    files::expect(ledger, read.as_ref())?;
    if let OpResult::Parked { reason } = answer.result
        && rules.hold(Mutant::ReviewForgotten)
    {
        let parked = review::Parked {
            op: envelope.id,
            stream,
            text,
            why: reason,
            received_at,
            worker: worker(arrival.role, device),
        };
        review::open(ledger, &parked)?;
    } else if let Ok(op) = &read {
        crossing::check(ledger, op, became.parted, received_at)?;
    }
    Ok(Taken::Answered(answer))
}

/// Who sends, if she may work with members.
fn worker(role: Option<Role>, device: Device) -> Option<StaffId> {
    role.filter(|role| may(*role, Act::Change))
        .map(|_works| device.staff)
}

/// Reads an operation, or says why it can only be kept.
fn read(device: Device, text: &str) -> Result<Op, ParkReason> {
    if OP_BYTES_MAX < text.len() {
        return Err(ParkReason::TooLarge);
    }
    let Ok(op) = serde_json::from_str::<Op>(text) else {
        let known = |kind: &Kind| matches!(kind.body.kind.as_str(), "set" | "record");
        return Err(match serde_json::from_str::<Kind>(text) {
            Ok(kind) if !known(&kind) => ParkReason::UnknownKind,
            Ok(_) | Err(_) => ParkReason::Malformed,
        });
    };
    if op.device != device.id || op.author != Author::Staff(device.staff) {
        return Err(ParkReason::Malformed);
    }
    if let OpBody::Set { kind, fields, .. } = &op.body {
        if care::fields_of(kind).is_none() {
            return Err(ParkReason::UnknownKind);
        }
        if OP_FIELDS_MAX < fields.len()
            || fields
                .values()
                .any(|write| PARENTS_MAX < write.parents.len())
        {
            return Err(ParkReason::TooLarge);
        }
        // A value is hardly longer by itself than in the text it stands in, and has only characters that stand there.
        let may_be_wrong = FIELD_BYTES_MAX / 8 < text.len() || text.contains("\\u0000");
        for write in fields.values().filter(|_| may_be_wrong) {
            let value = write.value.to_string();
            if FIELD_BYTES_MAX < value.len() {
                return Err(ParkReason::TooLarge);
            }
            // PostgreSQL's jsonb would abort the whole push on it.
            if value.contains("\\u0000") {
                return Err(ParkReason::Malformed);
            }
        }
    }
    Ok(op)
}

/// Whether the author may do something.
enum May {
    /// She holds the member.
    AsHolder,
    /// She held her when she wrote it, or begins her stream.
    Otherwise,
    /// No: it is parked for this reason.
    Not(ParkReason),
}

/// Whether the author may do this here.
fn may_take<L: Ledger>(ledger: &L, arrival: &Arrival, op: &Op) -> Result<May, L::Error> {
    let StreamId::Member(member) = op.stream else {
        return Ok(May::Not(ParkReason::NotAllowed));
    };
    if arrival.manner.is_from_a_lost_device() && arrival.rules.hold(Mutant::LostBelieved) {
        return Ok(May::Not(ParkReason::LostDevice));
    }
    let act = match &op.body {
        OpBody::Set { kind, fields, .. }
            if fields.contains_key(REMOVED) && !may_be_removed(kind) =>
        {
            return Ok(May::Not(ParkReason::NotAllowed));
        }
        // That somebody opened a record that was not hers is the clinic's word alone.
        OpBody::Set { kind, .. } if kind == Glass::KIND => {
            return Ok(May::Not(ParkReason::NotAllowed));
        }
        OpBody::Set { kind, .. } if kind == Review::KIND => {
            if !review::is_a_decision(ledger, op)? {
                return Ok(May::Not(ParkReason::NotAllowed));
            }
            Act::Steer
        }
        OpBody::Set { kind, fields, .. } if kind == Episode::KIND && !fields.is_empty() => {
            Act::Steer
        }
        // Who is the same person is said by whoever may give her to another lead.
        OpBody::Set { .. } if one_person::is_about_whom(op) => Act::Steer,
        OpBody::Set { .. } => Act::Change,
        OpBody::Record { record } => records::act(record),
    };
    let by_role = arrival.role.is_some_and(|role| may(role, act));
    if !by_role && arrival.rules.hold(Mutant::RoleIgnored) {
        return Ok(May::Not(ParkReason::NotAllowed));
    }
    if act == Act::Steer && one_person::is_guest(ledger, arrival.device.staff, member)? {
        return Ok(May::Not(ParkReason::NotAllowed));
    }
    if !one_person::may_tell(ledger, arrival, op)? {
        return Ok(May::Not(ParkReason::NotAllowed));
    }
    if ledger.holds(arrival.device.staff, &op.stream)? {
        return Ok(May::AsHolder);
    }
    // A person first met in the field: there is nothing of her yet, and whoever met her begins her stream. One that
    // has begun and is nobody's, as after an import, is given to somebody; it is not taken by writing to it.
    let begins = ledger.head(&op.stream)? == 0 && !ledger.is_granted(&op.stream)?;
    let holds = begins || was_in_time(ledger, arrival, op, &op.stream)?;
    Ok(if !holds && arrival.rules.hold(Mutant::ScopeIgnored) {
        May::Not(ParkReason::OutOfScope)
    } else {
        May::Otherwise
    })
}

/// Whether somebody who holds the member no longer wrote this while she did: under a version of her grants that had it,
/// and not after her device was told that it was over. A version is only what the device says, so that the second
/// part is what counts.
fn was_in_time<L: Ledger>(
    ledger: &L,
    arrival: &Arrival,
    op: &Op,
    stream: &StreamId,
) -> Result<bool, L::Error> {
    let Arrival { device, rules, .. } = *arrival;
    if !rules.hold(Mutant::LateWorkRefused) {
        return Ok(false);
    }
    let Some(lost) = ledger.held_under(device.staff, stream, op.gver)? else {
        return Ok(false);
    };
    let told = ledger.told(device.id, lost)?;
    Ok(told.is_none_or(|last| op.place() <= last) || !rules.hold(Mutant::BackdatingBelieved))
}
