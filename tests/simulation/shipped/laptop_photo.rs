//! What is in a vault, read by a connection and SQL of the simulation's own.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use care::OpId;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value};
use sync::device::{Stage, Travelling};
use sync::snapshot::SnapshotPage;
use sync::wire::{GoneStream, LeftDraft, OpAnswer};
use sync::{EntityState, Fields, Hash, SignedRecord, StreamId};
use vault::entities::REMOVED;

use super::super::disk::{Disk, HeldRecord, Said, ToSend};
use super::template::{KEY, KEY_HEX};

pub(super) fn connect(folder: &Path) -> Connection {
    let db = Connection::open(folder.join("store.db")).unwrap();
    let key = KEY_HEX.repeat(KEY.len());
    db.pragma_update(None, "key", format!("x'{key}'")).unwrap();
    db.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")
        .unwrap();
    db.pragma_update(None, "cipher_log_level", "NONE").unwrap();
    db.set_prepared_statement_cache_capacity(32);
    db
}

/// A column that holds the text of something.
pub(super) fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(
    row: &Row<'_>,
    at: usize,
) -> rusqlite::Result<T> {
    Ok(row.get_ref(at)?.as_str()?.parse().unwrap())
}

/// A column that holds something as JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    at: usize,
) -> rusqlite::Result<T> {
    Ok(serde_json::from_str(row.get_ref(at)?.as_str()?).unwrap())
}

/// A number that is never less than nought.
pub(super) fn count(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(at)?).unwrap())
}

/// All rows of an answer, gathered.
pub(super) fn rows<T, C: FromIterator<T>>(
    db: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<C> {
    db.prepare_cached(sql)?.query_map([], read)?.collect()
}

/// What is on a laptop, given what was.
pub(super) fn of(db: &Connection, before: &Disk) -> rusqlite::Result<Disk> {
    let tx = db.unchecked_transaction()?;
    let meta: BTreeMap<String, String> = rows(&tx, "select key, value from meta", |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let told = |name: &str| meta.get(name);
    let last = "select last from counter where name = 'outbox'";
    let mut disk = Disk {
        epoch: told("epoch").cloned().unwrap_or_default(),
        dseq: tx.query_row(last, [], |row| count(row, 0))?,
        chain: told("chain").map(|hash| hash.parse().unwrap()),
        signed_last: told("signed").map(|hash| hash.parse().unwrap()),
        gver: told("gver").map_or(0, |ver| ver.parse().unwrap()),
        cursors: rows(&tx, "select id, cursor from stream", |row| {
            Ok((parsed(row, 0)?, count(row, 1)?))
        })?,
        ..Disk::default()
    };
    own_work(&tx, &mut disk, before)?;
    entities(&tx, &mut disk)?;
    records(&tx, &mut disk)?;
    stages(&tx, &mut disk)?;
    lost_members(&tx, &mut disk)?;
    pictures(&tx, &mut disk)?;
    remembers(&mut disk, before);
    Ok(disk)
}

/// What waits, what has been answered, and the answers.
fn own_work(db: &Connection, disk: &mut Disk, before: &Disk) -> rusqlite::Result<()> {
    let acked = before.acked.iter().map(|(_, said)| said);
    let known = before.outbox.iter().chain(acked);
    let known: BTreeMap<OpId, &Rc<Said>> = known.map(|said| (said.op.id, said)).collect();
    let said = |row: &Row<'_>| -> rusqlite::Result<Rc<Said>> {
        let text = row.get_ref(1)?.as_str()?;
        let same = known.get(&parsed(row, 0)?);
        let fresh = || Said {
            op: serde_json::from_str(text).unwrap(),
            text: text.to_owned(),
        };
        let same = same.filter(|said| said.text == text);
        Ok(same.map_or_else(|| Rc::new(fresh()), |said| Rc::clone(said)))
    };
    disk.outbox = rows(db, "select op_id, body from outbox order by dseq", said)?;
    let overlay = "select op_id, body, seq from acked order by seq, op_id";
    disk.acked = rows(db, overlay, |row| Ok((count(row, 2)?, said(row)?)))?;
    let receipts = "select op_id, result, received_at from receipt";
    disk.receipts = rows(db, receipts, |row| {
        let (op, result) = (parsed(row, 0)?, json(row, 1)?);
        let received_at = row.get(2)?;
        let answer = OpAnswer {
            op,
            result,
            received_at,
        };
        Ok((op, answer))
    })?;
    Ok(())
}

fn records(db: &Connection, disk: &mut Disk) -> rusqlite::Result<()> {
    let sql = "select id, stream, body, hash, sig, received_at from record";
    disk.records = rows(db, sql, |row| {
        let signed = SignedRecord {
            text: row.get(2)?,
            hash: parsed(row, 3)?,
            signature: row.get(4)?,
        };
        let (stream, received_at) = (parsed(row, 1)?, row.get(5)?);
        let held = HeldRecord {
            stream,
            signed,
            received_at,
        };
        Ok((parsed(row, 0)?, held))
    })?;
    Ok(())
}

/// Members who have left and for whom no receipt has come, and what is being written.
fn lost_members(db: &Connection, disk: &mut Disk) -> rusqlite::Result<()> {
    let leaving = "select stream, entities, records from leaving";
    disk.leaving = rows(db, leaving, |row| {
        let gone = GoneStream {
            stream: parsed(row, 0)?,
            entities: row.get(1)?,
            records: row.get(2)?,
        };
        Ok((gone.stream.clone(), gone))
    })?;
    let drafts = "select member, about, body, kept_at from draft";
    disk.drafts = rows(db, drafts, |row| {
        let draft = LeftDraft {
            stream: StreamId::Member(parsed(row, 0)?),
            about: row.get(1)?,
            body: row.get(2)?,
            kept_at: row.get(3)?,
        };
        Ok((draft.stream.clone(), draft))
    })?;
    Ok(())
}

/// Pictures, and which of them are to be sent.
fn pictures(db: &Connection, disk: &mut Disk) -> rusqlite::Result<()> {
    let pieces = "select file, n, sealed from piece";
    let pieces: Vec<(Hash, u32, Vec<u8>)> = rows(db, pieces, |row| {
        Ok((parsed(row, 0)?, row.get(1)?, row.get(2)?))
    })?;
    for (file, n, sealed) in pieces {
        let file = disk.pieces.entry(file).or_default();
        file.insert(n, Rc::new(sealed));
    }
    let waits =
        "select file, bytes, stream, rank, since from file_to_send order by rank, since, file";
    disk.to_send = rows(db, waits, |row| {
        let file = Travelling {
            file: parsed(row, 0)?,
            bytes: row.get(1)?,
            stream: parsed(row, 2)?,
        };
        Ok(ToSend::in_store(file, count(row, 3)? == 0, count(row, 4)?))
    })?;
    Ok(())
}

/// Streams that are fetched anew, and what has come of them.
fn stages(db: &Connection, disk: &mut Disk) -> rusqlite::Result<()> {
    let stages = "select stream, suspect, head, next from stage order by no";
    disk.stages = rows(db, stages, |row| {
        let head: Option<i64> = row.get(2)?;
        Ok(Stage {
            stream: parsed(row, 0)?,
            suspect: row.get(1)?,
            head: head.map(|head| u64::try_from(head).unwrap()),
            next: json(row, 3)?,
        })
    })?;
    let pages = "select stream, body from stage_page order by stream, n";
    let pages: Vec<(StreamId, SnapshotPage)> =
        rows(db, pages, |row| Ok((parsed(row, 0)?, json(row, 1)?)))?;
    for (stream, page) in pages {
        disk.pages.entry(stream).or_default().push(Rc::new(page));
    }
    Ok(())
}

fn entities(db: &Connection, disk: &mut Disk) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached("select id, stream, kind, heads, data from entity")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, fields): (_, Fields) = (parsed(row, 0)?, json(row, 3)?);
        let data: Map<String, Value> = json(row, 4)?;
        disk.screen.insert(id, data);
        if !fields.is_empty() {
            let (stream, kind): (_, String) = (parsed(row, 1)?, row.get(2)?);
            let kind = match kind.strip_prefix(REMOVED) {
                Some(kind) => kind.to_owned(),
                None => kind,
            };
            let held = EntityState {
                id,
                stream,
                kind,
                fields,
            };
            disk.entities.insert(id, Rc::new(held));
        }
    }
    Ok(())
}

/// What the day has to know of the past, and no store keeps.
fn remembers(disk: &mut Disk, before: &Disk) {
    disk.held_under.clone_from(&before.held_under);
    disk.gone.clone_from(&before.gone);
    for stream in before
        .cursors
        .keys()
        .filter(|stream| !disk.cursors.contains_key(stream))
    {
        disk.held_under.insert(stream.clone(), before.gver);
        let gone = disk.gone.entry(stream.clone()).or_default();
        gone.extend(disk.receipts.keys());
    }
    let answered = before
        .outbox
        .iter()
        .filter(|said| disk.receipts.contains_key(&said.op.id));
    for said in answered.filter(|said| disk.leaving.contains_key(&said.op.stream)) {
        disk.gone
            .entry(said.op.stream.clone())
            .or_default()
            .insert(said.op.id);
    }
}
