//! What the clinic says to a device that is not sure of what it holds, or stands before the feed begins.
//!
//! A stream is given whole in pages, each read for itself: nothing is held between them. The first page says where the
//! feed stood when it was read; from there on the feed brings what has changed while the rest was read.

use care::Mask;

use super::{Device, Ledger, mask};
use crate::limits::{DIGESTS_ASKED_MAX, SNAPSHOTS_ASKED_MAX};
use crate::snapshot::{
    AskDigests, AskSnapshots, Digest, Digested, PageFrom, SnapshotPage, Snapshots, Wanted,
};
use crate::wire::RefusedCode;
use crate::{EntityState, Hash, Mutant, Rules, StreamId};

/// So many rows are looked at at once.
const ROWS_AT_ONCE: usize = 200;

/// Says which streams a device holds otherwise than the clinic, at the same place of their feeds.
pub fn digests<L: Ledger>(
    ledger: &L,
    device: Device,
    ask: &AskDigests,
    rules: Rules,
) -> Result<Result<Digested, RefusedCode>, L::Error> {
    if DIGESTS_ASKED_MAX < ask.digests.len() {
        return Ok(Err(RefusedCode::TooLarge));
    }
    let epoch = ledger.epoch()?;
    let (mut differ, mask) = (Vec::new(), mask::given(ledger, device)?);
    let asked = ask.digests.iter().filter(|_| ask.epoch == epoch);
    for held in asked {
        let stream = &held.at.stream;
        if let Some(mask) = may_have(ledger, (device, mask), stream)?
            && ledger.head(stream)? == held.at.seq
            && digest_of(ledger, (stream, mask), rules)? != held.digest
        {
            differ.push(stream.clone());
        }
    }
    Ok(Ok(Digested {
        re: ask.epoch.clone(),
        epoch,
        differ,
    }))
}

/// Through which mask a device may have a stream; none if it may not, or has first to let go of what it holds.
fn may_have<L: Ledger>(
    ledger: &L,
    (device, mask): (Device, Option<Mask>),
    stream: &StreamId,
) -> Result<Option<Mask>, L::Error> {
    if *stream == StreamId::Clinic {
        return Ok(Some(Mask::Whole));
    }
    let may = ledger.holds(device.staff, stream)?;
    Ok(mask.filter(|mask| may && mask::shows(*mask, stream)))
}

/// What this mask shows of a stream.
fn digest_of<L: Ledger>(
    ledger: &L,
    (stream, mask): (&StreamId, Mask),
    rules: Rules,
) -> Result<Hash, L::Error> {
    let (mut digest, mut after) = (Digest::new(rules), None);
    loop {
        let rows = ledger.entities_after(stream, after, ROWS_AT_ONCE)?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for entity in rows.into_iter().filter_map(|one| mask::entity(mask, one)) {
            digest.entity(&entity);
        }
    }
    let mut after = None;
    while mask.shows_records() {
        let rows = ledger.records_after(stream, after, ROWS_AT_ONCE)?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for record in &rows {
            digest.record(record.id);
        }
    }
    Ok(digest.sum())
}

/// Gives as much of some streams as fits into about so many bytes; never nothing, if there is something.
pub fn snapshots<L: Ledger>(
    ledger: &L,
    device: Device,
    ask: &AskSnapshots,
    bytes: usize,
    rules: Rules,
) -> Result<Result<Snapshots, RefusedCode>, L::Error> {
    if SNAPSHOTS_ASKED_MAX < ask.wanted.len() {
        return Ok(Err(RefusedCode::TooLarge));
    }
    let epoch = ledger.epoch()?;
    let mut answer = Snapshots {
        re: ask.epoch.clone(),
        gver: ledger.gver(device.staff)?,
        pages: Vec::new(),
        withheld: Vec::new(),
        epoch,
    };
    let (mut room, mask) = (bytes, mask::given(ledger, device)?);
    for wanted in ask.wanted.iter().filter(|_| ask.epoch == answer.epoch) {
        let Some(mask) = may_have(ledger, (device, mask), &wanted.stream)? else {
            answer.withheld.push(wanted.stream.clone());
            continue;
        };
        let mask = if rules.hold(Mutant::MaskForgottenInSnapshot) {
            mask
        } else {
            Mask::Whole
        };
        if room == 0 {
            break;
        }
        let (page, taken) = page(ledger, (wanted, mask), room)?;
        room = room.saturating_sub(taken);
        answer.pages.push(page);
    }
    Ok(Ok(answer))
}

/// A page of a stream, and how many bytes it takes.
fn page<L: Ledger>(
    ledger: &L,
    (wanted, mask): (&Wanted, Mask),
    room: usize,
) -> Result<(SnapshotPage, usize), L::Error> {
    let stream = &wanted.stream;
    let mut page = SnapshotPage {
        stream: stream.clone(),
        from: wanted.from,
        // Before anything else: what is read after it is no older.
        head: ledger.head(stream)?,
        entities: Vec::new(),
        records: Vec::new(),
        next: Some(wanted.from),
    };
    let mut taken = 0_usize;
    while let Some(from) = page.next
        && taken < room
    {
        match from {
            PageFrom::Entities { after } => {
                let rows = ledger.entities_after(stream, after, ROWS_AT_ONCE)?;
                if rows.is_empty() {
                    page.next = Some(PageFrom::Records { after: None });
                }
                for entity in rows {
                    if room <= taken {
                        break;
                    }
                    let after = Some(entity.id);
                    page.next = Some(PageFrom::Entities { after });
                    let shown: Option<EntityState> = mask::entity(mask, entity);
                    taken = taken.saturating_add(shown.as_ref().map_or(0, bytes_of));
                    page.entities.extend(shown);
                }
            }
            PageFrom::Records { after } => {
                let rows = if mask.shows_records() {
                    ledger.records_after(stream, after, ROWS_AT_ONCE)?
                } else {
                    Vec::new()
                };
                if rows.is_empty() {
                    page.next = None;
                }
                for record in rows {
                    if room <= taken {
                        break;
                    }
                    taken = taken.saturating_add(bytes_of(&record));
                    let after = Some(record.id);
                    page.next = Some(PageFrom::Records { after });
                    page.records.push(record);
                }
            }
        }
    }
    Ok((page, taken))
}

/// About how many bytes something takes on the wire.
fn bytes_of<T: serde::Serialize>(row: &T) -> usize {
    serde_json::to_string(row).map_or(0, |text| text.len())
}
