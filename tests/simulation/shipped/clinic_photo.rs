//! What is in the ledger, read by a connection and SQL of the simulation's own.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use care::OpId;
use data_encoding::HEXUPPER;
use sync::wire::{Change, LeftDraft};
use sync::{EntityState, Hash, SignedRecord, StreamId};

use super::super::book::{Book, Filed, KeptOp};
use super::eye::Eye;

/// What is in the ledger, given what was.
pub(super) fn of(eye: &mut Eye, before: &Book) -> Book {
    let versions = eye.asks("select staff, ver from grant_versions");
    let holdings = eye.asks("select device, stream from holdings");
    let mut book = Book {
        epoch: eye.asks("select epoch from clinic")[0].text(0).to_owned(),
        ops: ops(eye, before),
        arrived: arrived(eye, before),
        roles: before.roles.clone(),
        keys: before.keys.clone(),
        gvers: versions
            .iter()
            .map(|line| (line.parsed(0), line.count(1)))
            .collect(),
        holdings: holdings
            .iter()
            .map(|line| (line.parsed(0), line.parsed(1)))
            .collect(),
        ..Book::default()
    };
    merged(eye, &mut book);
    drafts(eye, &mut book);
    feeds(eye, &mut book, before);
    grants(eye, &mut book);
    files(eye, &mut book);
    book
}

/// Pictures, whose records name them, and their pieces.
fn files(eye: &mut Eye, book: &mut Book) {
    let mut streams: BTreeMap<Hash, BTreeSet<StreamId>> = BTreeMap::new();
    for line in eye.asks("select file, stream from file_streams") {
        let of = streams.entry(line.parsed(0)).or_default();
        of.insert(line.parsed(1));
    }
    for line in eye.asks("select file, bytes, whole from files") {
        let (file, bytes) = (line.parsed(0), u32::try_from(line.count(1)).unwrap());
        let streams = streams.remove(&file).unwrap_or_default();
        let filed = Filed::in_ledger(bytes, line.count(2) == 1, streams);
        book.files.insert(file, filed);
    }
    for line in eye.asks("select file, hex(sealed) from pieces order by file, n") {
        let piece = HEXUPPER.decode(line.text(1).as_bytes()).unwrap();
        if let Some(filed) = book.files.get_mut(&line.parsed(0)) {
            filed.has(piece);
        }
    }
}

/// The operations in the order in which they were kept. PostgreSQL remembers it within one transaction only.
fn arrived(eye: &mut Eye, before: &Book) -> Vec<OpId> {
    let sql = match eye {
        Eye::Sqlite(_) => "select id from operations order by rowid",
        Eye::Postgres(_) => {
            let kept = eye.asks("select id from operations order by came");
            let kept: Vec<OpId> = kept.iter().map(|line| line.parsed(0)).collect();
            let there: BTreeSet<OpId> = kept.iter().copied().collect();
            let known: BTreeSet<OpId> = before.arrived.iter().copied().collect();
            let old = before.arrived.iter().filter(|op| there.contains(op));
            let new = kept.iter().filter(|op| !known.contains(op));
            return old.chain(new).copied().collect();
        }
    };
    eye.asks(sql).iter().map(|line| line.parsed(0)).collect()
}

/// Every operation; what is as it was is not copied.
fn ops(eye: &mut Eye, before: &Book) -> BTreeMap<OpId, Rc<KeptOp>> {
    let kept = eye.asks("select id, body, answer from operations");
    let kept = kept.iter().map(|line| {
        let (op, text, answer) = (line.parsed(0), line.text(1), line.json(2));
        let same = before.ops.get(&op);
        let same = same.filter(|kept| *kept.text == *text && kept.answer == answer);
        let kept = match same {
            Some(same) => Rc::clone(same),
            None => Rc::new(KeptOp {
                text: Rc::from(text),
                answer,
            }),
        };
        (op, kept)
    });
    kept.collect()
}

/// What the operations have become.
fn merged(eye: &mut Eye, book: &mut Book) {
    let entities = eye.asks("select id, stream, kind, heads from entities");
    let entities = entities.iter().map(|line| {
        let held = EntityState {
            id: line.parsed(0),
            stream: line.parsed(1),
            kind: line.text(2).to_owned(),
            fields: line.json(3),
        };
        (held.id, Rc::new(held))
    });
    book.entities = entities.collect();
    let records = eye.asks("select id, body, hash, signature from records");
    let records = records.iter().map(|line| {
        let signed = SignedRecord {
            text: line.text(1).to_owned(),
            hash: line.parsed(2),
            signature: line.text(3).to_owned(),
        };
        (line.parsed(0), Rc::new(signed))
    });
    book.records = records.collect();
}

fn drafts(eye: &mut Eye, book: &mut Book) {
    let drafts = eye.asks("select device, stream, about, kept_at, body from left_drafts");
    let drafts = drafts.iter().map(|line| {
        let draft = LeftDraft {
            stream: line.parsed(1),
            about: line.text(2).to_owned(),
            kept_at: line.number(3),
            body: line.text(4).to_owned(),
        };
        (line.parsed(0), draft)
    });
    book.drafts = drafts.collect();
}

/// What left the feed is remembered from before.
fn feeds(eye: &mut Eye, book: &mut Book, before: &Book) {
    let floors = eye.asks("select id, floor from streams where 0 < floor");
    let floors = floors.iter().map(|line| (line.parsed(0), line.count(1)));
    book.floors = floors.collect();
    for (stream, floor) in &book.floors {
        let gone = before
            .feed(stream)
            .iter()
            .filter(|change| change.seq <= *floor);
        book.feeds.insert(stream.clone(), gone.cloned().collect());
    }
    for line in eye.asks("select stream, seq, op, item from changes order by stream, seq") {
        let stream: StreamId = line.parsed(0);
        let change = Change {
            seq: line.count(1),
            op: line.parsed(2),
            item: line.json(3),
        };
        let feed = book.feeds.entry(stream).or_default();
        feed.push(Rc::new(change));
    }
}

fn grants(eye: &mut Eye, book: &mut Book) {
    for line in eye.asks("select stream, staff from grants where to_at is null") {
        let holders = book.grants.entry(line.parsed(0)).or_default();
        holders.insert(line.parsed(1));
    }
}
