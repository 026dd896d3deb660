//! What the clinic gives a device that asks: the changes after its cursors, of the streams it may hold and of no other.

use super::{Device, Ledger, Told};
use crate::StreamId;
use crate::limits::{PULL_BYTES_MAX, STREAMS_MAX};
use crate::wire::{ChangeItem, Gone, Noted, Page, Pull, Pulled, RefusedCode};

/// Answers a pull: what is new in every stream the device may hold, and in no other.
pub fn pull<L: Ledger>(
    ledger: &mut L,
    device: Device,
    pull: &Pull,
) -> Result<Result<Pulled, RefusedCode>, L::Error> {
    if STREAMS_MAX < pull.cursors.len() {
        return Ok(Err(RefusedCode::TooLarge));
    }
    let gver = ledger.gver(device.staff)?;
    if pull.gver < gver {
        // What the device wrote up to here it wrote without knowing; what it writes later, it is answerable for.
        ledger.tell(
            device.id,
            Told {
                gver,
                dseq: pull.last_dseq,
            },
        )?;
    }
    for cursor in pull.cursors.iter().filter(|cursor| 0 < cursor.seq) {
        ledger.says_it_holds(device.id, &cursor.stream, pull.gver)?;
    }
    let mut grants = vec![StreamId::Clinic];
    grants.extend(ledger.grants_of(device.staff)?);
    let (mut pages, mut room, mut left) = (Vec::new(), PULL_BYTES_MAX, 0_u64);
    for stream in &grants {
        let from = pull
            .cursors
            .iter()
            .find(|cursor| cursor.stream == *stream)
            .map_or(0, |cursor| cursor.seq);
        let head = ledger.head(stream)?;
        if head <= from {
            continue;
        }
        if room == 0 {
            left = left.saturating_add(head.saturating_sub(from));
            continue;
        }
        let changes = ledger.changes(stream, from, room)?;
        let bytes: usize = changes.iter().map(|change| item_bytes(&change.item)).sum();
        room = room.saturating_sub(bytes);
        let sent = changes.last().map_or(from, |last| last.seq);
        left = left.saturating_add(head.saturating_sub(sent));
        pages.push(Page {
            stream: stream.clone(),
            from,
            changes,
        });
    }
    let epoch = ledger.epoch()?;
    Ok(Ok(Pulled {
        re: pull.epoch.clone(),
        epoch,
        gver,
        grants: (pull.gver != gver || pull.cursors.is_empty()).then_some(grants),
        pages,
        more: 0 < left,
        left,
        at: None,
    }))
}

/// Takes a device's receipt for what it no longer holds.
pub fn gone<L: Ledger>(
    ledger: &mut L,
    device: Device,
    gone: &Gone,
) -> Result<Result<Noted, RefusedCode>, L::Error> {
    if STREAMS_MAX < gone.streams.len().saturating_add(gone.drafts.len()) {
        return Ok(Err(RefusedCode::TooLarge));
    }
    for draft in &gone.drafts {
        ledger.keep_draft(device, draft)?;
    }
    for stream in &gone.streams {
        ledger.gone(device.id, stream, gone.gver)?;
    }
    Ok(Ok(Noted {
        re: gone.epoch.clone(),
        epoch: ledger.epoch()?,
    }))
}

/// About how many bytes a change takes on the wire.
fn item_bytes(item: &ChangeItem) -> usize {
    serde_json::to_string(item).map_or(0, |text| text.len())
}
