//! A stream is fetched anew when the clinic's feed begins later than the device stands, or when the two hold different
//! things at the same place.
//!
//! Its pages are put aside as they come, so that a journey that breaks off is gone on with. When the last one is here they
//! take the place of what is held, in one transaction, and the feed is followed from where it stood when the first page
//! was read. While a stream is fetched anew the feed adds nothing to it, so that nothing shown becomes older by it. A
//! record that is not what was signed is left out, and said to be; the rest does not wait for it.

use std::collections::{BTreeMap, BTreeSet};

use care::{EntityId, RecordId};

use super::{DeviceStore, is_of_another_life};
use crate::limits::{DIGESTS_ASKED_MAX, SNAPSHOTS_ASKED_MAX};
use crate::snapshot::{
    AskDigests, AskSnapshots, Digest, Digested, PageFrom, SnapshotPage, Snapshots, StreamDigest,
    Wanted,
};
use crate::wire::Cursor;
use crate::{EntityState, Mutant, Rules, StreamId};

/// A stream that is fetched anew, and how much of it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The stream.
    pub stream: StreamId,
    /// Whether it was found to differ; else the clinic's feed begins later than the device stands.
    pub suspect: bool,
    /// Where the clinic's feed stood when the first page was read; none before it.
    pub head: Option<u64>,
    /// From where on the next page is wanted.
    pub next: PageFrom,
}

/// What a stream that was fetched anew has changed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// The stream.
    pub stream: StreamId,
    /// Whether it was found to differ before.
    pub suspect: bool,
    /// So many changes the feed need not bring any more.
    pub changes: u64,
    /// Entities that were not held.
    pub came: Vec<EntityId>,
    /// Entities that were held otherwise.
    pub changed: Vec<EntityId>,
    /// Entities that were held, and that the clinic has not.
    pub went: Vec<EntityId>,
    /// Records that were not held, or not as they were signed.
    pub records: Vec<RecordId>,
    /// Records that are held, and that the clinic has not: they stay, for nobody else may have them.
    pub alone: Vec<RecordId>,
    /// Records that are not what was signed, as the clinic gave them: they were left out.
    pub damaged: Vec<RecordId>,
}

/// What came of an answer to an [`AskSnapshots`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// So many pages were put aside.
    pub pages: usize,
    /// The streams that are whole now.
    pub renewed: Vec<Renewed>,
    /// The answer came from another life of the clinic's ledger, or to one: nothing of it was taken.
    pub other_life: bool,
    /// The answer was made before another that has been taken already: nothing of it was taken.
    pub late: bool,
}

/// What this device holds, to be compared with what the clinic holds; in as many questions as it takes.
pub fn digests<S: DeviceStore>(store: &S, rules: Rules) -> Result<Vec<AskDigests>, S::Error> {
    let staged = staged(store)?;
    let mut all = Vec::new();
    for at in store.cursors()? {
        // Nothing has come of one, and the other is fetched anew as it is.
        if at.seq == 0 || staged.contains(&at.stream) {
            continue;
        }
        let mut digest = Digest::new(rules);
        for entity in store.held_entities(&at.stream)? {
            digest.entity(&entity);
        }
        for record in store.held_records(&at.stream)? {
            digest.record(record);
        }
        let digest = digest.sum();
        all.push(StreamDigest { at, digest });
    }
    let epoch = store.epoch()?;
    let ask = |digests: &[StreamDigest]| AskDigests {
        epoch: epoch.clone(),
        digests: digests.to_vec(),
    };
    Ok(all.chunks(DIGESTS_ASKED_MAX).map(ask).collect())
}

/// Takes the clinic's word on what differs: it is fetched anew. False if it came from another life of the ledger.
pub fn digested<S: DeviceStore>(store: &mut S, digested: &Digested) -> Result<bool, S::Error> {
    if is_of_another_life(store, &digested.re, &digested.epoch)? {
        return Ok(false);
    }
    let held = store.held()?;
    for stream in digested.differ.iter().filter(|one| held.contains(one)) {
        begin(store, stream, true)?;
    }
    Ok(true)
}

/// A stream is to be fetched anew; one that is already goes on.
pub(super) fn begin<S: DeviceStore>(
    store: &mut S,
    stream: &StreamId,
    suspect: bool,
) -> Result<(), S::Error> {
    if staged(store)?.contains(stream) {
        return Ok(());
    }
    store.put_stage(&Stage {
        stream: stream.clone(),
        suspect,
        head: None,
        next: PageFrom::START,
    })
}

/// The streams that are fetched anew.
pub(super) fn staged<S: DeviceStore>(store: &S) -> Result<BTreeSet<StreamId>, S::Error> {
    Ok(store.stages()?.into_iter().map(|one| one.stream).collect())
}

/// Nothing is fetched anew any more.
pub(super) fn give_up<S: DeviceStore>(store: &mut S) -> Result<(), S::Error> {
    for stage in store.stages()? {
        store.unstage(&stage.stream)?;
    }
    Ok(())
}

/// What is to be asked for; nothing if no stream is fetched anew.
pub fn wanted<S: DeviceStore>(store: &S) -> Result<Option<AskSnapshots>, S::Error> {
    let stages = store.stages()?.into_iter().take(SNAPSHOTS_ASKED_MAX);
    let wanted: Vec<Wanted> = stages
        .map(|stage| Wanted {
            stream: stage.stream,
            from: stage.next,
        })
        .collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let epoch = store.epoch()?;
    Ok(Some(AskSnapshots { epoch, wanted }))
}

/// Takes pages of streams that are fetched anew. One that does not follow on what has come is left.
pub fn fetched<S: DeviceStore>(
    store: &mut S,
    snapshots: &Snapshots,
    rules: Rules,
) -> Result<Fetched, S::Error> {
    let mut fetched = Fetched::default();
    if is_of_another_life(store, &snapshots.re, &snapshots.epoch)? {
        fetched.other_life = true;
        return Ok(fetched);
    }
    if snapshots.gver < store.gver()? {
        fetched.late = true;
        return Ok(fetched);
    }
    // Whoever may hold it no longer is told so by the next pull.
    for stream in &snapshots.withheld {
        store.unstage(stream)?;
    }
    for page in &snapshots.pages {
        let mut stages = store.stages()?.into_iter();
        let Some(stage) = stages.find(|stage| stage.stream == page.stream) else {
            continue;
        };
        let least = stage.head.unwrap_or(cursor_of(store, &page.stream)?);
        if stage.next != page.from || page.head < least {
            continue;
        }
        fetched.pages = fetched.pages.saturating_add(1);
        if let Some(renewed) = put_aside(store, stage, page, rules)? {
            fetched.renewed.push(renewed);
        }
    }
    Ok(fetched)
}

fn cursor_of<S: DeviceStore>(store: &S, stream: &StreamId) -> Result<u64, S::Error> {
    let cursors: Vec<Cursor> = store.cursors()?;
    let known = cursors.into_iter().find(|cursor| cursor.stream == *stream);
    Ok(known.map_or(0, |cursor| cursor.seq))
}

/// Keeps a page; after the last one the stream takes the place of what is held.
fn put_aside<S: DeviceStore>(
    store: &mut S,
    stage: Stage,
    page: &SnapshotPage,
    rules: Rules,
) -> Result<Option<Renewed>, S::Error> {
    let head = match stage.head {
        Some(head) if rules.hold(Mutant::SnapshotFromItsEnd) => head,
        Some(_) | None => page.head,
    };
    store.keep_page(page)?;
    let Some(next) = page.next else {
        return renew(store, &stage, head, rules).map(Some);
    };
    let head = Some(head);
    store.put_stage(&Stage {
        head,
        next,
        ..stage
    })?;
    Ok(None)
}

/// What was fetched takes the place of what is held. What waits in the outbox stays, and goes on lying over it.
fn renew<S: DeviceStore>(
    store: &mut S,
    stage: &Stage,
    head: u64,
    rules: Rules,
) -> Result<Renewed, S::Error> {
    let stream = &stage.stream;
    let from = cursor_of(store, stream)?;
    store.clear_for_life(stream)?;
    let mut renewed = Renewed {
        stream: stream.clone(),
        suspect: stage.suspect,
        changes: head.saturating_sub(from),
        came: Vec::new(),
        changed: Vec::new(),
        went: Vec::new(),
        records: Vec::new(),
        alone: Vec::new(),
        damaged: Vec::new(),
    };
    let mut before: BTreeMap<EntityId, EntityState> = store
        .held_entities(stream)?
        .into_iter()
        .map(|entity| (entity.id, entity))
        .collect();
    let mut records: BTreeSet<RecordId> = store.held_records(stream)?.into_iter().collect();
    for page in store.staged(stream)? {
        for entity in page.entities.iter().filter(|one| one.stream == *stream) {
            match before.remove(&entity.id) {
                Some(same) if same == *entity => continue,
                Some(_) => renewed.changed.push(entity.id),
                None => renewed.came.push(entity.id),
            }
            store.put_base(entity)?;
        }
        for received in &page.records {
            let Ok(text) = received.record.read() else {
                // The rest of the stream is not kept back by it. One that is held as it was signed stays.
                records.remove(&received.id);
                renewed.damaged.push(received.id);
                continue;
            };
            if !records.remove(&text.id) {
                renewed.records.push(text.id);
            }
            store.put_record(&text, &received.record, received.received_at)?;
        }
    }
    renewed.alone = records.into_iter().collect();
    for entity in before.into_keys() {
        if rules.hold(Mutant::SnapshotKeepsTheGone) {
            store.remove_base(entity)?;
        }
        renewed.went.push(entity);
    }
    store.unstage(stream)?;
    store.set_damaged(stream, &renewed.damaged)?;
    store.set_cursor(stream, head)?;
    Ok(renewed)
}
