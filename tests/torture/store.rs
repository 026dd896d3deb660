//! The two stores as files: copied as a death left them, looked into, and made to forget.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

use crate::template::room;

/// How much of a file is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Every page and what is in it.
    Quick,
    /// That every index agrees with its table besides.
    Full,
}

/// A copy of a store's files in a folder of its own: to look is to put in order, and that is left to whoever starts
/// next. Only for a store that nobody has open.
pub(crate) fn copied(folder: &Path, names: &[&str]) -> tempfile::TempDir {
    let copy = room();
    for name in names {
        let from = folder.join(name);
        if from.exists() {
            fs::copy(from, copy.path().join(name)).unwrap();
        }
    }
    copy
}

/// A connection of the torturer's own.
pub(crate) fn connect(file: &Path, key_hex: &str) -> rusqlite::Result<Connection> {
    let db = Connection::open(file)?;
    db.pragma_update(None, "key", format!("x'{key_hex}'"))?;
    db.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    Ok(db)
}

/// Whether a store is whole; says why not.
pub(crate) fn integrity(file: &Path, key_hex: &str, depth: Depth) -> Result<(), String> {
    let check = match depth {
        Depth::Quick => "pragma quick_check",
        Depth::Full => "pragma integrity_check",
    };
    let asked = || connect(file, key_hex)?.query_row(check, [], |row| row.get::<_, String>(0));
    match asked() {
        Ok(whole) if whole == "ok" => Ok(()),
        Ok(why) => Err(format!("{} is not whole: {why}", file.display())),
        Err(error) => Err(format!("{} does not open: {error}", file.display())),
    }
}

/// A stream whose feed is not everything after its floor and nothing before it.
pub(crate) fn torn_feed(ledger: &Path, key_hex: &str) -> Option<String> {
    let sql = "select id from streams
       where head - floor <> (select count(*) from changes where stream = streams.id and streams.floor < seq)
         or exists (select 1 from changes where stream = streams.id and seq <= streams.floor)";
    let db = connect(ledger, key_hex).unwrap();
    db.query_row(sql, [], |row| row.get(0)).optional().unwrap()
}

/// Takes something the clinic has told from a laptop's store, behind its back, and has it look at its next exchange
/// whether it holds what the clinic holds. Gives what it took: its id, and the answers it had.
pub(crate) fn lose_something(store: &Path, key_hex: &str, which: u32) -> Option<(String, String)> {
    let db = connect(store, key_hex).unwrap();
    let what = "kind in ('problem', 'medicine', 'need') and heads <> '{}'";
    let count = format!("select count(*) from entity where {what}");
    let count: u32 = db.query_row(&count, [], |row| row.get(0)).unwrap();
    let which = which.checked_rem(count)?;
    let chosen =
        format!("select id, heads from entity where {what} order by id limit 1 offset {which}");
    let lost: (String, String) = db
        .query_row(&chosen, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    db.execute("delete from entity where id = ?1", [&lost.0])
        .unwrap();
    let looks = "insert into meta (key, value) values ('compared_at', 'suspicious')
       on conflict (key) do update set value = excluded.value";
    db.execute(looks, []).unwrap();
    Some(lost)
}

const LOG_HEAD_BYTES: usize = 32;
const FRAME_HEAD_BYTES: usize = 24;

/// Takes the last commits out of a write-ahead log, as a store would have it that answers before it commits.
pub(crate) fn forget_last_commits(log: &Path, commits: usize) {
    let Ok(bytes) = fs::read(log) else {
        return;
    };
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    let Some(page) = number(8).and_then(|page| usize::try_from(page).ok()) else {
        return;
    };
    let (salt, frame) = (bytes.get(16..24), FRAME_HEAD_BYTES + page);
    // Where each commit of this run of the log ends.
    let mut ends = vec![LOG_HEAD_BYTES];
    let mut at = LOG_HEAD_BYTES;
    while at + frame <= bytes.len() && bytes.get(at + 8..at + 16) == salt {
        if number(at + 4).is_some_and(|pages| 0 < pages) {
            ends.push(at + frame);
        }
        at += frame;
    }
    if let Some(before) = ends.iter().nth_back(commits) {
        fs::write(log, &bytes[..*before]).unwrap();
    }
}
