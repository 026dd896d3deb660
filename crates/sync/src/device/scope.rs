//! What a device does about members it may hold no longer: it lets go of them, and accounts for it.

use super::{DeviceStore, is_of_another_life};
use crate::limits::PUSH_BYTES_MAX;
use crate::wire::{Gone, Noted, OpAnswer, OpResult, ParkReason};
use crate::{Mutant, Rules, StreamId};

/// Holds exactly what is granted; gives how many streams left. What the clinic waits for a receipt of and is not here
/// leaves with nothing: this device was put back to before it held it.
pub(super) fn take_grants<S: DeviceStore>(
    store: &mut S,
    grants: &[StreamId],
    owed: &[StreamId],
    rules: Rules,
) -> Result<usize, S::Error> {
    let held = store.held()?;
    for stream in grants.iter().filter(|stream| !held.contains(stream)) {
        store.hold(stream)?;
    }
    let gone = held.iter().filter(|stream| !grants.contains(stream));
    let mut left = 0_usize;
    for stream in gone {
        if !rules.hold(Mutant::DropOnRevoke) {
            forget_what_waits(store, stream)?;
        }
        depart(store, stream)?;
        if !rules.hold(Mutant::DraftsDropped) {
            let drafts = store.left_drafts()?;
            store.forget_drafts(&drafts)?;
        }
        left = left.saturating_add(1);
    }
    if 0 < left {
        store.swept()?;
    }
    let is_not_here = |stream: &&StreamId| !held.contains(stream) && !grants.contains(stream);
    for stream in owed.iter().filter(is_not_here) {
        store.leave(stream)?;
    }
    Ok(left)
}

/// Lets go of streams before the clinic has said so: what was held for a while only is over. The clinic, which ends it by
/// its own clock, is told like of any other that left.
pub fn let_go<S: DeviceStore>(store: &mut S, streams: &[StreamId]) -> Result<(), S::Error> {
    for stream in streams {
        depart(store, stream)?;
    }
    store.swept()
}

/// A person has opened a record for a while, or for longer: it is held, also where the clinic had said so before and this
/// device has let go of it since.
pub fn take_up<S: DeviceStore>(store: &mut S, stream: &StreamId) -> Result<(), S::Error> {
    if store.held()?.contains(stream) {
        return Ok(());
    }
    store.hold(stream)?;
    // The clinic may believe it further on.
    store.set_mark(None)
}

fn depart<S: DeviceStore>(store: &mut S, stream: &StreamId) -> Result<(), S::Error> {
    store.unstage(stream)?;
    store.set_damaged(stream, &[])?;
    store.leave(stream)
}

/// What a careless device does with a member who is no longer its person's.
fn forget_what_waits<S: DeviceStore>(store: &mut S, stream: &StreamId) -> Result<(), S::Error> {
    for waiting in store.waiting(usize::MAX, usize::MAX)? {
        let of_stream =
            serde_json::from_str::<crate::Op>(&waiting.text).is_ok_and(|op| op.stream == *stream);
        if of_stream {
            store.answered(&OpAnswer {
                op: waiting.op,
                result: OpResult::Parked {
                    reason: ParkReason::OutOfScope,
                },
                received_at: 0,
            })?;
        }
    }
    Ok(())
}

/// What was being written about members who have left this device, and the receipts for those of whom nothing waits
/// any more; nothing if there is neither.
pub fn gone<S: DeviceStore>(store: &S) -> Result<Option<Gone>, S::Error> {
    let (mut drafts, mut room, mut owing) = (Vec::new(), PUSH_BYTES_MAX, Vec::new());
    for draft in store.left_drafts()? {
        if draft.body.len() <= room || drafts.is_empty() {
            room = room.saturating_sub(draft.body.len());
            drafts.push(draft);
        } else {
            owing.push(draft.stream);
        }
    }
    let mut streams = store.left()?;
    streams.retain(|gone| !owing.contains(&gone.stream));
    if drafts.is_empty() && streams.is_empty() {
        return Ok(None);
    }
    Ok(Some(Gone {
        epoch: store.epoch()?,
        gver: store.gver()?,
        drafts,
        streams,
    }))
}

/// The clinic has the receipt; false if the answer came from another life of the ledger.
pub fn gone_noted<S: DeviceStore>(
    store: &mut S,
    sent: &Gone,
    noted: &Noted,
) -> Result<bool, S::Error> {
    if is_of_another_life(store, &noted.re, &noted.epoch)? {
        return Ok(false);
    }
    store.forget_drafts(&sent.drafts)?;
    let streams: Vec<StreamId> = sent
        .streams
        .iter()
        .map(|gone| gone.stream.clone())
        .collect();
    store.forget_left(&streams)?;
    Ok(true)
}
