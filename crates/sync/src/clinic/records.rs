//! Records: a signed note or addendum is inserted once, if it is what its author signed.

use care::{Act, TagRemoved};

use super::Ledger;
use crate::proof::public_key;
use crate::wire::{ChangeItem, OpResult, ParkReason};
use crate::{Mutant, Op, Rules, SignedRecord};

/// What signing a record takes.
pub(super) fn act(signed: &SignedRecord) -> Act {
    match signed.read() {
        Ok(record) if record.kind == TagRemoved::KIND => Act::Untag,
        // One that cannot be read is set aside for that.
        Ok(_) | Err(_) => Act::Sign,
    }
}

/// Inserts a record; one that does not hold, or says that it is somebody else's, is set aside.
pub(super) fn insert<L: Ledger>(
    ledger: &mut L,
    op: &Op,
    signed: &SignedRecord,
    (received_at, rules): (i64, Rules),
) -> Result<OpResult, L::Error> {
    let bad = OpResult::Parked {
        reason: ParkReason::BadRecord,
    };
    let Some(key) = ledger
        .device_key(op.device)?
        .and_then(|key| public_key(&key).ok())
    else {
        return Ok(bad);
    };
    let verified = if rules.hold(Mutant::SignatureUnchecked) {
        signed.verify(&key)
    } else {
        signed.read()
    };
    let Ok(record) = verified else {
        return Ok(bad);
    };
    let is_its_own =
        record.stream == op.stream && record.author == op.author && record.device == op.device;
    if !is_its_own || !ledger.put_record(&record, signed, received_at)? {
        return Ok(bad);
    }
    let item = ChangeItem::Record {
        record: signed.clone(),
        received_at,
    };
    Ok(OpResult::Applied {
        seq: ledger.append(&op.stream, op.id, &item)?,
    })
}
