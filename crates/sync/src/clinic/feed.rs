//! What the clinic gives a device that asks: the changes after its cursors, of the streams it may hold and of no other.
//!
//! The ledger keeps, for each device, the streams in which something waits for it and how far it has come there. So a
//! device says only what has moved since, and one for which nothing waits is answered without a look at what it holds.
//! Each answer has a mark; a device that shows another mark than the last one given was restored, or has missed an
//! answer, and is asked for all its cursors.

use std::io::{self, Write};

use care::Mask;

use super::decided::decided;
use super::life::{marked, noted, pulled_elsewhere};
use super::mask::{self, Standing};
use super::{Device, Ledger, Told, left};
use crate::limits::{PULL_BYTES_MAX, STREAMS_MAX};
use crate::wire::{Change, ChangeItem, Cursor, Gone, Noted, Page, Pull, Pulled, RefusedCode};
use crate::{Mutant, Rules, StreamId};

/// Today and tomorrow at the clinic, as ISO 8601.
pub type Days = [String; 2];

/// From so many streams on it is asked which of them are wanted first.
const MUCH_WAITS: usize = 2;

/// The answer to a pull for which there is nothing to write and nothing to give; none if there is something.
pub fn nothing_new<L: Ledger>(
    ledger: &L,
    device: Device,
    pull: &Pull,
) -> Result<Option<Pulled>, L::Error> {
    let is_quiet = !pull.whole && pull.cursors.is_empty() && pull.mark.is_some();
    let is_so = is_quiet
        && pull.epoch == ledger.epoch()?
        && pull.mark == marked(ledger, device.id, ledger.mark(device.id)?)?
        && pull.gver == ledger.gver(device.staff)?
        && ledger.pending(device.id)?.is_empty();
    if !is_so {
        return Ok(None);
    }
    Ok(Some(Pulled {
        gver: pull.gver,
        mark: pull.mark.clone(),
        safe: ledger.safe_era()?,
        decided: decided(ledger, device, &pull.undecided)?,
        ..pulled_elsewhere(pull, pull.epoch.clone())
    }))
}

/// Answers a pull: what is new in every stream the device may hold, and in no other. What concerns the visits of these
/// days goes first.
pub fn pull<L: Ledger>(
    ledger: &mut L,
    device: Device,
    pull: &Pull,
    soon: &Days,
    rules: Rules,
) -> Result<Result<Pulled, RefusedCode>, L::Error> {
    if STREAMS_MAX < pull.cursors.len() {
        return Ok(Err(RefusedCode::TooLarge));
    }
    // Also the streams of which it says how far it has come: what waits in them is crossed out only if nothing was added.
    let streams = pull.cursors.iter().map(|cursor| cursor.stream.clone());
    ledger.lock(device, &streams.collect())?;
    let epoch = ledger.epoch()?;
    if pull.epoch != epoch {
        return Ok(Ok(pulled_elsewhere(pull, epoch)));
    }
    let gver = ledger.gver(device.staff)?;
    if pull.gver < gver {
        // What the device wrote up to here it wrote without knowing; what it writes later, it is answerable for.
        let last = pull.last;
        ledger.tell(device.id, Told { gver, last })?;
    }
    for cursor in pull.cursors.iter().filter(|cursor| 0 < cursor.seq) {
        ledger.says_it_holds(device.id, &cursor.stream, pull.gver)?;
    }
    let known = ledger.mark(device.id)?;
    let is_in_step = pull.mark.is_some() && pull.mark == marked(ledger, device.id, known)?;
    if !pull.whole && !is_in_step {
        return Ok(Ok(Pulled {
            whole: true,
            more: true,
            gver: pull.gver,
            ..pulled_elsewhere(pull, epoch)
        }));
    }
    let shown = match mask::meets(ledger, device, pull)? {
        Standing::Holds(shown) => shown,
        Standing::LetsGo(under) => return lets_go(ledger, device, pull, (epoch, under)).map(Ok),
    };
    let mut grants = vec![StreamId::Clinic];
    grants.extend(mask::granted(ledger, device, shown)?);
    note_cursors(ledger, device, pull, &grants)?;
    let Some(News { pages, anew, left }) = news(ledger, device, pull, (soon, shown), rules)? else {
        return Ok(Err(RefusedCode::Protocol));
    };
    // Also when it has only said how far it has come: else a clone of it, which has not come so far, would be in step.
    let is_news = pull.whole || !pull.cursors.is_empty() || !pages.is_empty();
    let mark = if is_news {
        let mark = known.unwrap_or(0).saturating_add(1);
        ledger.set_mark(device.id, mark)?;
        Some(mark)
    } else {
        known
    };
    let is_told_anew = pull.gver != gver || pull.mark.is_none();
    let owed = if is_told_anew {
        ledger.owed(device)?
    } else {
        Vec::new()
    };
    Ok(Ok(Pulled {
        gver,
        grants: is_told_anew.then_some(grants),
        owed,
        pages,
        anew,
        more: 0 < left,
        left,
        mark: marked(ledger, device.id, mark)?,
        safe: ledger.safe_era()?,
        decided: decided(ledger, device, &pull.undecided)?,
        ..pulled_elsewhere(pull, epoch)
    }))
}

/// Tells a device to let go of every member: when it has, it is given all of them anew.
fn lets_go<L: Ledger>(
    ledger: &mut L,
    device: Device,
    pull: &Pull,
    (epoch, under): (String, u64),
) -> Result<Pulled, L::Error> {
    // The directory is nobody's to let go of: a device that asks for the first time waits for all of it.
    note_cursors(ledger, device, pull, &[StreamId::Clinic])?;
    let mark = ledger.mark(device.id)?.unwrap_or(0).saturating_add(1);
    ledger.set_mark(device.id, mark)?;
    Ok(Pulled {
        gver: under,
        grants: Some(vec![StreamId::Clinic]),
        owed: ledger.owed(device)?,
        more: true,
        mark: marked(ledger, device.id, Some(mark))?,
        safe: ledger.safe_era()?,
        ..pulled_elsewhere(pull, epoch)
    })
}

/// Keeps how far the device says it has come.
fn note_cursors<L: Ledger>(
    ledger: &mut L,
    device: Device,
    pull: &Pull,
    grants: &[StreamId],
) -> Result<(), L::Error> {
    if !pull.whole {
        for Cursor { stream, seq } in &pull.cursors {
            ledger.has_come_to(device.id, stream, *seq)?;
        }
        return Ok(());
    }
    for stream in grants {
        let at = pull.cursors.iter().find(|cursor| cursor.stream == *stream);
        let from = at.map_or(0, |cursor| cursor.seq);
        if from < ledger.head(stream)? {
            ledger.await_from(device.id, stream, from)?;
        } else {
            ledger.has_come_to(device.id, stream, from)?;
        }
    }
    Ok(())
}

/// What waits for a device.
#[derive(Default)]
struct News {
    /// As much of it as fits.
    pages: Vec<Page>,
    /// The streams it is to fetch anew.
    anew: Vec<StreamId>,
    /// How many changes are left.
    left: u64,
}

/// What waits for the device; nothing if it has to fetch a stream anew and cannot.
fn news<L: Ledger>(
    ledger: &L,
    device: Device,
    pull: &Pull,
    (soon, mask): (&Days, Mask),
    rules: Rules,
) -> Result<Option<News>, L::Error> {
    let (mut news, mut room) = (News::default(), PULL_BYTES_MAX);
    let waits = in_order(ledger, device, soon)?.into_iter();
    for Cursor { stream, seq: from } in waits.filter(|at| mask::shows(mask, &at.stream)) {
        let head = ledger.head(&stream)?;
        let is_before = from < ledger.floor(&stream)?;
        if is_before && rules.hold(Mutant::FloorIgnored) {
            if !pull.snapshots {
                return Ok(None);
            }
            news.left = news.left.saturating_add(head.saturating_sub(from));
            news.anew.push(stream);
            continue;
        }
        if room == 0 {
            news.left = news.left.saturating_add(head.saturating_sub(from));
            continue;
        }
        let changes = ledger.changes(&stream, from, room)?.into_iter();
        let changes = changes.map(|change| mask::change(mask, &stream, change));
        let changes: Vec<Change> = changes.collect();
        let bytes: usize = changes.iter().map(|change| item_bytes(&change.item)).sum();
        room = room.saturating_sub(bytes);
        let sent = changes.last().map_or(from, |last| last.seq);
        news.left = news.left.saturating_add(head.saturating_sub(sent));
        news.pages.push(Page {
            stream,
            from,
            changes,
        });
    }
    Ok(Some(news))
}

/// The streams in which something waits: the directory first, then whom she visits soon, then everybody else. So each
/// of them is whole as early as it can be.
fn in_order<L: Ledger>(ledger: &L, device: Device, soon: &Days) -> Result<Vec<Cursor>, L::Error> {
    let mut pending = ledger.pending(device.id)?;
    if MUCH_WAITS < pending.len() {
        let visited = ledger.visited(device, soon)?;
        pending.sort_by_key(|cursor| {
            let is_directory = cursor.stream == StreamId::Clinic;
            (!is_directory, !visited.contains(&cursor.stream))
        });
    }
    Ok(pending)
}

/// Takes a device's receipt for what it no longer holds.
pub fn gone<L: Ledger>(
    ledger: &mut L,
    device: Device,
    gone: &Gone,
    received_at: i64,
) -> Result<Result<Noted, RefusedCode>, L::Error> {
    if STREAMS_MAX < gone.streams.len().saturating_add(gone.drafts.len()) {
        return Ok(Err(RefusedCode::TooLarge));
    }
    let streams = gone.drafts.iter().map(|draft| draft.stream.clone());
    ledger.lock(device, &streams.collect())?;
    let epoch = ledger.epoch()?;
    if gone.epoch != epoch {
        return Ok(Ok(noted(&gone.epoch, epoch)));
    }
    for draft in &gone.drafts {
        left::take_draft(ledger, device, draft, received_at)?;
    }
    for stream in &gone.streams {
        ledger.gone(device.id, stream, gone.gver)?;
    }
    Ok(Ok(noted(&gone.epoch, epoch)))
}

/// About how many bytes a change takes on the wire.
fn item_bytes(item: &ChangeItem) -> usize {
    let mut counted = Counted(0);
    match serde_json::to_writer(&mut counted, item) {
        Ok(()) => counted.0,
        Err(_) => 0,
    }
}

/// Counts what is written, and keeps nothing of it.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
