//! No place of a feed is ever missed: eight write to one stream, and one reads behind them with a cursor.
//!
//! The order is forced, not hoped for: whoever has written says so and waits for leave to commit; leave is given to the
//! last first, and after each commit somebody reads. The same order is played over a number that is handed out before the
//! commit, as a sequence does, and there rows must be missed: else this would prove nothing.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::{Store, again, clinic, cluster, item, looks_into, op, stream};
use crate::ledger::LedgerError;
use sync::Ledger as _;

const WRITERS: usize = 8;
const EACH: usize = 12;

/// A writer has written the row of this number, and waits for leave.
struct Written {
    number: u64,
    leave: Sender<()>,
}

/// Lets everybody commit, the highest number first, as soon as so many have written, and reads after each commit.
fn play(written: &Receiver<Written>, at_once: usize, mut read: impl FnMut(u64)) {
    let mut left = WRITERS * EACH;
    while 0 < left {
        let mut waiting: Vec<Written> = (0..at_once).map(|_| written.recv().unwrap()).collect();
        left = left.saturating_sub(waiting.len());
        waiting.sort_by_key(|one| one.number);
        while let Some(last) = waiting.pop() {
            last.leave.send(()).unwrap();
            // It has committed when its end of the line is gone.
            drop(last.leave);
            read(last.number);
        }
    }
}

fn says(told: &Sender<Written>, number: u64) -> Receiver<()> {
    let (leave, granted) = channel();
    told.send(Written { number, leave }).unwrap();
    granted.recv().unwrap();
    granted
}

#[test]
fn eight_writers_and_a_reader_with_a_cursor_miss_nothing() {
    let url = cluster().database();
    let (store, folder) = clinic(&url, 1);
    let servers: Vec<Store> = (0..WRITERS)
        .map(|_| again(&url, folder.path(), 1))
        .collect();
    let (told, written) = channel();
    let (mut cursor, mut seen) = (0, Vec::new());
    thread::scope(|scope| {
        for (writer, server) in servers.iter().enumerate() {
            let told = told.clone();
            scope.spawn(move || {
                for n in 0..EACH {
                    let id = u128::try_from(writer * EACH + n + 1).unwrap();
                    let wrote: Result<u64, LedgerError> = server.transact(1, |tx| {
                        tx.lock_streams(&[stream(1)])?;
                        tx.is_granted(&stream(1))?;
                        let number = tx.append(&stream(1), op(id), &item())?;
                        tx.head(&stream(1))?;
                        says(&told, number);
                        Ok(number)
                    });
                    wrote.unwrap();
                }
            });
        }
        // The others wait at the stream's lock, so that one is there at a time.
        play(&written, 1, |_| {
            let new = store
                .read(|tx| tx.changes(&stream(1), cursor, usize::MAX))
                .unwrap();
            cursor = new.last().map_or(cursor, |last| last.seq);
            seen.extend(new.iter().map(|change| change.seq));
        });
    });
    let rest = store
        .read(|tx| tx.changes(&stream(1), cursor, usize::MAX))
        .unwrap();
    seen.extend(rest.iter().map(|change| change.seq));
    let all: Vec<u64> = (1..=u64::try_from(WRITERS * EACH).unwrap()).collect();
    assert_eq!(seen, all);
}

#[test]
fn a_number_that_is_handed_out_before_the_commit_loses_rows() {
    let url = cluster().database();
    let mut client = looks_into(&url);
    client
        .batch_execute("create sequence naive; create table feed (seq bigint primary key)")
        .unwrap();
    let (told, written) = channel();
    let (mut cursor, mut seen) = (0_i64, BTreeSet::new());
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            let (told, mut writer) = (told.clone(), looks_into(&url));
            scope.spawn(move || {
                for _ in 0..EACH {
                    let mut tx = writer.transaction().unwrap();
                    let insert = "insert into feed (seq) values (nextval('naive')) returning seq";
                    let seq: i64 = tx.query_one(insert, &[]).unwrap().get(0);
                    let granted = says(&told, seq.try_into().unwrap());
                    tx.commit().unwrap();
                    drop(granted);
                }
            });
        }
        play(&written, WRITERS, |number| {
            // Read when it is there: what was committed before it is there too.
            let number = i64::try_from(number).unwrap();
            let is_there = "select 1 from feed where seq = $1";
            while client.query(is_there, &[&number]).unwrap().is_empty() {
                thread::yield_now();
            }
            let rows = client.query(
                "select seq from feed where $1 < seq order by seq",
                &[&cursor],
            );
            for row in rows.unwrap() {
                cursor = row.get(0);
                seen.insert(cursor);
            }
        });
    });
    let missed = WRITERS * EACH - seen.len();
    assert_eq!(missed, (WRITERS - 1) * EACH);
}
