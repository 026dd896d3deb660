//! What is in the ledger, read by a connection and SQL of the simulation's own.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use care::OpId;
use rusqlite::Connection;
use sync::wire::{Change, LeftDraft};
use sync::{EntityState, SignedRecord, StreamId};

use super::super::book::{Book, KeptOp};
use super::laptop_photo::{count, json, parsed, rows};

pub(super) fn connect(folder: &Path) -> Connection {
    let key = std::fs::read_to_string(folder.join("ledger.key")).unwrap();
    let db = Connection::open(folder.join("ledger.db")).unwrap();
    db.pragma_update(None, "key", format!("x'{}'", key.trim()))
        .unwrap();
    db.pragma_update(None, "cipher_log_level", "NONE").unwrap();
    db.set_prepared_statement_cache_capacity(32);
    db
}

/// What is in the ledger, given what was.
pub(super) fn of(db: &Connection, before: &Book) -> rusqlite::Result<Book> {
    let tx = db.unchecked_transaction()?;
    let mut book = Book {
        epoch: tx.query_row("select epoch from clinic", [], |row| row.get(0))?,
        ops: ops(&tx, before)?,
        // In the order in which they were kept.
        arrived: rows(&tx, "select id from operations order by rowid", |row| {
            parsed(row, 0)
        })?,
        roles: before.roles.clone(),
        keys: before.keys.clone(),
        gvers: rows(&tx, "select staff, ver from grant_versions", |row| {
            Ok((parsed(row, 0)?, count(row, 1)?))
        })?,
        holdings: rows(&tx, "select device, stream from holdings", |row| {
            Ok((parsed(row, 0)?, parsed(row, 1)?))
        })?,
        ..Book::default()
    };
    merged(&tx, &mut book)?;
    drafts(&tx, &mut book)?;
    feeds(&tx, &mut book, before)?;
    grants(&tx, &mut book)?;
    Ok(book)
}

/// Every operation; what is as it was is not copied.
fn ops(db: &Connection, before: &Book) -> rusqlite::Result<BTreeMap<OpId, Rc<KeptOp>>> {
    rows(db, "select id, body, answer from operations", |row| {
        let op = parsed(row, 0)?;
        let (text, answer) = (row.get_ref(1)?.as_str()?, json(row, 2)?);
        let same = before.ops.get(&op);
        let same = same.filter(|kept| *kept.text == *text && kept.answer == answer);
        let fresh = || KeptOp {
            text: Rc::from(text),
            answer: json(row, 2).unwrap(),
        };
        Ok((op, same.map_or_else(|| Rc::new(fresh()), Rc::clone)))
    })
}

/// What the operations have become.
fn merged(db: &Connection, book: &mut Book) -> rusqlite::Result<()> {
    let entities = "select id, stream, kind, heads from entities";
    book.entities = rows(db, entities, |row| {
        let held = EntityState {
            id: parsed(row, 0)?,
            stream: parsed(row, 1)?,
            kind: row.get(2)?,
            fields: json(row, 3)?,
        };
        Ok((held.id, Rc::new(held)))
    })?;
    let records = "select id, body, hash, signature from records";
    book.records = rows(db, records, |row| {
        let signed = SignedRecord {
            text: row.get(1)?,
            hash: parsed(row, 2)?,
            signature: row.get(3)?,
        };
        Ok((parsed(row, 0)?, Rc::new(signed)))
    })?;
    Ok(())
}

fn drafts(db: &Connection, book: &mut Book) -> rusqlite::Result<()> {
    let sql = "select device, stream, about, kept_at, body from left_drafts";
    book.drafts = rows(db, sql, |row| {
        let draft = LeftDraft {
            stream: parsed(row, 1)?,
            about: row.get(2)?,
            kept_at: row.get(3)?,
            body: row.get(4)?,
        };
        Ok((parsed(row, 0)?, draft))
    })?;
    Ok(())
}

/// What left the feed is remembered from before.
fn feeds(db: &Connection, book: &mut Book, before: &Book) -> rusqlite::Result<()> {
    book.floors = rows(db, "select id, floor from streams where 0 < floor", |row| {
        Ok((parsed(row, 0)?, count(row, 1)?))
    })?;
    for (stream, floor) in &book.floors {
        let gone = before
            .feed(stream)
            .iter()
            .filter(|change| change.seq <= *floor);
        book.feeds.insert(stream.clone(), gone.cloned().collect());
    }
    let mut statement =
        db.prepare_cached("select stream, seq, op, item from changes order by stream, seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let stream: StreamId = parsed(row, 0)?;
        let (seq, op, item) = (count(row, 1)?, parsed(row, 2)?, json(row, 3)?);
        book.feeds
            .entry(stream)
            .or_default()
            .push(Rc::new(Change { seq, op, item }));
    }
    Ok(())
}

fn grants(db: &Connection, book: &mut Book) -> rusqlite::Result<()> {
    let mut statement =
        db.prepare_cached("select stream, staff from grants where to_at is null")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        book.grants
            .entry(parsed(row, 0)?)
            .or_default()
            .insert(parsed(row, 1)?);
    }
    Ok(())
}
