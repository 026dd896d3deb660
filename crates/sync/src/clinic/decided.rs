//! What a person has decided about work that was set aside, for whoever wrote it: she may not hold the member any more, and
//! would go on being told that somebody is to look at it.

use care::{DeviceId, OpId, Review, ReviewStatus};
use serde::Deserialize;

use super::review::derived;
use super::{Device, Ledger, crossing};
use crate::limits::DECISIONS_ASKED_MAX;
use crate::wire::{OpAnswer, OpResult};

/// Only as much of an operation as is needed to tell whose it is.
#[derive(Deserialize)]
struct Written {
    device: DeviceId,
}

/// Of these operations those that were decided, if this device wrote them.
pub(super) fn decided<L: Ledger>(
    ledger: &L,
    device: Device,
    asked: &[OpId],
) -> Result<Vec<OpAnswer>, L::Error> {
    let mut answers = Vec::new();
    for op in asked.iter().take(DECISIONS_ASKED_MAX) {
        let text = ledger.text_of(*op)?.unwrap_or_default();
        let wrote_it = serde_json::from_str::<Written>(&text);
        if !wrote_it.is_ok_and(|written| written.device == device.id) {
            continue;
        }
        let state = ledger.entity(care::EntityId(derived(*op, "review")))?;
        let review = state.as_ref().and_then(crossing::read::<Review>);
        answers.extend(review.and_then(|review| answer(*op, &review)));
    }
    Ok(answers)
}

fn answer(op: OpId, review: &Review) -> Option<OpAnswer> {
    let done = &review.done;
    (done.status != ReviewStatus::Open).then_some(OpAnswer {
        op,
        result: OpResult::Decided {
            status: done.status,
            by: done.by,
            on: done.on,
        },
        received_at: review.received_at,
    })
}
