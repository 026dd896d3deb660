//! Streams as they are given whole, the place at which their feed begins, and which of them are wanted first.

use std::collections::BTreeSet;

use care::{EntityId, RecordId};
use sync::snapshot::ReceivedRecord;
use sync::wire::Cursor;
use sync::{Device, EntityState, SignedRecord, StreamId};

use super::LedgerError;
use super::db::params;
use super::scope::{counted, uncounted};
use super::tx::{Tx, parsed};

pub(super) fn floor(tx: &Tx<'_>, stream: &StreamId) -> Result<u64, LedgerError> {
    let params = params! { ":stream": stream.to_string() };
    let floor = tx.one(include_str!("floor.sql"), params, |row| row.get(0))?;
    uncounted(floor.unwrap_or(0))
}

pub(super) fn raise_floor(
    tx: &Tx<'_>,
    stream: &StreamId,
    floor: u64,
) -> Result<usize, LedgerError> {
    let params = params! { ":stream": stream.to_string(), ":floor": counted(floor) };
    // The stream's row first: whoever adds to the feed locks it too.
    tx.run(include_str!("raise_floor.sql"), params)?;
    tx.run(include_str!("drop_changes.sql"), params)
}

pub(super) fn aged(tx: &Tx<'_>, before: i64, most: usize) -> Result<Vec<Cursor>, LedgerError> {
    let params = params! { ":before": before, ":most": limit(most) };
    let rows = tx.all(include_str!("aged.sql"), params, |row| {
        Ok((row.get::<String>(0)?, row.get(1)?))
    })?;
    let cursor = |(stream, seq): (String, i64)| {
        Ok(Cursor {
            stream: parsed(&stream)?,
            seq: uncounted(seq)?,
        })
    };
    rows.into_iter().map(cursor).collect()
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

pub(super) fn of_kind(
    tx: &Tx<'_>,
    stream: &StreamId,
    kind: &str,
) -> Result<Vec<EntityState>, LedgerError> {
    let params = params! { ":stream": stream.to_string(), ":kind": kind };
    tx.all(include_str!("of_kind.sql"), params, |row| {
        let (id, heads) = (row.get::<String>(0)?, row.get::<String>(1)?);
        Ok(EntityState {
            id: parsed(&id)?,
            stream: stream.clone(),
            kind: kind.to_owned(),
            fields: serde_json::from_str(&heads)?,
        })
    })
}

pub(super) fn entities_after(
    tx: &Tx<'_>,
    stream: &StreamId,
    after: Option<EntityId>,
    most: usize,
) -> Result<Vec<EntityState>, LedgerError> {
    let (of, most) = (stream.to_string(), limit(most));
    let read = |row: &super::Row<'_>| {
        let (id, heads) = (row.get::<String>(0)?, row.get::<String>(2)?);
        Ok(EntityState {
            id: parsed(&id)?,
            stream: stream.clone(),
            kind: row.get(1)?,
            fields: serde_json::from_str(&heads)?,
        })
    };
    if let Some(after) = after {
        let params = params! { ":stream": of, ":after": after.to_string(), ":most": most };
        tx.all(include_str!("entities_after.sql"), params, read)
    } else {
        let params = params! { ":stream": of, ":most": most };
        tx.all(include_str!("entities_first.sql"), params, read)
    }
}

pub(super) fn records_after(
    tx: &Tx<'_>,
    stream: &StreamId,
    after: Option<RecordId>,
    most: usize,
) -> Result<Vec<ReceivedRecord>, LedgerError> {
    let (of, most) = (stream.to_string(), limit(most));
    let read = |row: &super::Row<'_>| {
        let (id, hash) = (row.get::<String>(0)?, row.get::<String>(2)?);
        let record = SignedRecord {
            text: row.get(1)?,
            hash: parsed(&hash)?,
            signature: row.get(3)?,
        };
        Ok(ReceivedRecord {
            id: parsed(&id)?,
            record,
            received_at: row.get(4)?,
        })
    };
    if let Some(after) = after {
        let params = params! { ":stream": of, ":after": after.to_string(), ":most": most };
        tx.all(include_str!("records_after.sql"), params, read)
    } else {
        let params = params! { ":stream": of, ":most": most };
        tx.all(include_str!("records_first.sql"), params, read)
    }
}

pub(super) fn visited(
    tx: &Tx<'_>,
    device: Device,
    [today, tomorrow]: &[String; 2],
) -> Result<BTreeSet<StreamId>, LedgerError> {
    let params = params! {
        ":device": device.id.to_string(), ":staff": device.staff.to_string(), ":today": today, ":tomorrow": tomorrow,
    };
    let streams = tx.all(include_str!("visited.sql"), params, |row| {
        row.get::<String>(0)
    })?;
    streams.iter().map(|stream| parsed(stream)).collect()
}
