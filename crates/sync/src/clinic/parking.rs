//! What a device could not send like the rest: kept whole and unread, for a person.
//!
//! The operation takes its place in the device's chain, so that what comes after it is applied as if it had been. It is
//! never applied by itself: whatever made it fail would fail here too.

use data_encoding::BASE64;

use super::review::{self, Parked};
use super::{Device, Envelope, Ledger, LedgerOp, life};
use crate::Hash;
use crate::wire::{OpAnswer, OpResult, Park, ParkReason, Pushed, RefusedCode};

/// Takes an operation to be kept for a person. One that has its answer already keeps it.
pub fn park<L: Ledger>(
    ledger: &mut L,
    device: Device,
    park: &Park,
    received_at: i64,
) -> Result<Result<Pushed, RefusedCode>, L::Error> {
    let text = BASE64
        .decode(park.whole.as_bytes())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(text) = text else {
        return Ok(Err(RefusedCode::BadRequest));
    };
    let Ok(envelope) = serde_json::from_str::<Envelope>(&text) else {
        return Ok(Err(RefusedCode::BadRequest));
    };
    super::lock(ledger, device, std::slice::from_ref(&text))?;
    let epoch = ledger.epoch()?;
    if park.epoch != epoch {
        return Ok(Ok(life::pushed_elsewhere(&park.epoch, epoch)));
    }
    let (last, _) = ledger.chain_head(device.id, envelope.inc)?;
    let (answers, fork) = match ledger.answer_to(envelope.id)? {
        Some(answer) => (vec![answer], None),
        None if (1..=last).contains(&envelope.dseq) => {
            (Vec::new(), Some(ledger.incarnate(device.id)?))
        }
        None => (
            vec![keep(ledger, device, &envelope, &text, received_at)?],
            None,
        ),
    };
    Ok(Ok(Pushed {
        tally: life::tally(ledger, device.id, envelope.inc, &answers)?,
        answers,
        era: ledger.era()?,
        fork,
        ..life::pushed_elsewhere(&park.epoch, epoch)
    }))
}

fn keep<L: Ledger>(
    ledger: &mut L,
    device: Device,
    envelope: &Envelope,
    text: &str,
    received_at: i64,
) -> Result<OpAnswer, L::Error> {
    let (last, head) = ledger.chain_head(device.id, envelope.inc)?;
    let answer = OpAnswer {
        op: envelope.id,
        result: OpResult::Parked {
            reason: ParkReason::Unsendable,
        },
        received_at,
    };
    ledger.keep(&LedgerOp {
        device: device.id,
        place: envelope.place(),
        in_chain: Some(envelope.dseq) == last.checked_add(1) && envelope.prev == head,
        stream: &envelope.stream,
        text,
        hash: Hash::of(text.as_bytes()),
        answer: &answer,
    })?;
    // Its picture is to come all the same, if it can be told which that is.
    let read = super::read(device, text);
    super::files::expect(ledger, read.as_ref())?;
    let parked = Parked {
        op: envelope.id,
        stream: &envelope.stream,
        text,
        why: ParkReason::Unsendable,
        received_at,
        worker: super::worker(ledger.role_of(device.staff)?, device),
    };
    review::open(ledger, &parked)?;
    Ok(answer)
}
