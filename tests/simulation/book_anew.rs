//! The book where the feed is short, and a stream is given whole.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::ops::Bound::{Excluded, Unbounded};

use care::{EntityId, RecordId};
use sync::snapshot::ReceivedRecord;
use sync::wire::Cursor;
use sync::{Device, EntityState, Ledger as _, StreamId};

use super::Book;

pub(super) fn floor(book: &Book, stream: &StreamId) -> u64 {
    book.floors.get(stream).copied().unwrap_or(0)
}

pub(super) fn raise_floor(book: &mut Book, stream: &StreamId, to: u64) -> usize {
    let from = floor(book, stream);
    let gone = book
        .feed(stream)
        .iter()
        .filter(|one| from < one.seq && one.seq <= to);
    let gone = gone.count();
    book.floors.insert(stream.clone(), from.max(to));
    gone
}

pub(super) fn aged(book: &Book, before: i64, most: usize) -> Vec<Cursor> {
    let is_old = |op| {
        let kept = book.ops.get(op);
        kept.is_some_and(|kept| kept.answer.received_at < before)
    };
    let aged = book.feeds.keys().filter_map(|stream| {
        let floor = floor(book, stream);
        let left: Vec<_> = book
            .feed(stream)
            .iter()
            .filter(|one| floor < one.seq)
            .collect();
        let young = left
            .iter()
            .find(|one| !is_old(&one.op))
            .map(|one| one.seq - 1);
        let seq = young.or_else(|| left.last().map(|one| one.seq))?;
        let stream = stream.clone();
        (floor < seq).then_some(Cursor { stream, seq })
    });
    aged.take(most).collect()
}

pub(super) fn entities_after(
    book: &Book,
    stream: &StreamId,
    after: Option<EntityId>,
    most: usize,
) -> Vec<EntityState> {
    let from = after.map_or(Unbounded, Excluded);
    let after = book.entities.range((from, Unbounded));
    let of_stream = after.filter(|(_, kept)| kept.stream == *stream);
    of_stream
        .take(most)
        .map(|(_, kept)| (**kept).clone())
        .collect()
}

pub(super) fn records_after(
    book: &Book,
    stream: &StreamId,
    after: Option<RecordId>,
    most: usize,
) -> Vec<ReceivedRecord> {
    let from = after.map_or(Unbounded, Excluded);
    let after = book.records.range((from, Unbounded));
    let of_stream = after.filter(|(_, kept)| kept.read().unwrap().stream == *stream);
    let received = |(id, kept): (&RecordId, &std::rc::Rc<sync::SignedRecord>)| ReceivedRecord {
        id: *id,
        record: (**kept).clone(),
        received_at: book.received.get(id).copied().unwrap_or(0),
    };
    of_stream.take(most).map(received).collect()
}

pub(super) fn visited(
    book: &Book,
    device: Device,
    days: &[String; 2],
) -> Result<BTreeSet<StreamId>, Infallible> {
    let pending = book.pending(device.id)?;
    let is_soon = |entity: &EntityState| {
        let shown = entity.shown();
        let Some(appointment) = shown.get("appointment") else {
            return false;
        };
        let whose = appointment["staff"].as_str() == Some(&device.staff.to_string());
        let on = |day: &String| appointment["day"].as_str() == Some(day);
        entity.kind == "visit" && whose && days.iter().any(on)
    };
    let soon = book.entities.values().filter(|entity| is_soon(entity));
    let soon: BTreeSet<StreamId> = soon.map(|entity| entity.stream.clone()).collect();
    let waits = pending.into_iter().map(|cursor| cursor.stream);
    Ok(waits.filter(|stream| soon.contains(stream)).collect())
}
