//! What a newer release sent before this clinic knew of such a thing.
//!
//! It was kept whole and set aside, with a review. A release of the clinic that knows the kind takes it up: as its author
//! meant it, in her name, once. Nobody has to decide about it any more.

use std::collections::BTreeSet;

use care::{EntityId, OpId};

use super::review::{self, derived};
use super::{Arrival, Ledger, Manner, May, apply, crossing, may_take, read};
use crate::{OpBody, Rules};

/// Takes up what is known by now; gives how many operations. What may not be applied for another reason stays with
/// whoever decides about it.
pub fn learn<L: Ledger>(ledger: &mut L, now: i64) -> Result<usize, L::Error> {
    let mut learned = 0_usize;
    for (id, device) in ledger.of_unknown_kind()? {
        let Some(text) = ledger.text_of(id)? else {
            continue;
        };
        let Ok(op) = read(device, &text) else {
            continue;
        };
        ledger.lock(device, &BTreeSet::from([op.stream.clone()]))?;
        let arrival = Arrival {
            device,
            role: ledger.role_of(device.staff)?,
            received_at: now,
            rules: Rules::SOUND,
            manner: Manner::AsSent,
        };
        let is_answered = matches!(&op.body, OpBody::Set { .. });
        if !is_answered
            || matches!(may_take(ledger, &arrival, &op)?, May::Not(_))
            || !ledger.release(op.id)?
        {
            continue;
        }
        let parted = apply(ledger, &op, now, Rules::SOUND)?.parted;
        crossing::check(ledger, &op, parted, now)?;
        let review = EntityId(derived(id, "review"));
        review::is_gone(ledger, review, OpId(derived(id, "learned")), now)?;
        learned = learned.saturating_add(1);
    }
    Ok(learned)
}
