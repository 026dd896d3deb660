//! Who looked at what on this laptop: an append-only chain, and what the clinic has signed of its own.
//!
//! An entry is text that this crate does not read. Triggers refuse whoever changes one, or deletes one that the clinic
//! may still want.

use rusqlite::{Row, named_params};

use crate::{Reader, StoreError, Writer};

/// So many of the clinic's words are kept.
const WITNESSES_KEPT: u32 = 50;

/// One entry, in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub seq: i64,
    /// When, by this laptop's clock.
    pub at: i64,
    /// The entry.
    pub body: String,
    /// Its hash, and so that of everything before it.
    pub hash: String,
}

/// How far the clinic has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which of several chains it is at the clinic.
    pub run: u32,
    /// The last entry the clinic has.
    pub through: i64,
}

/// What the clinic signed of its own chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The life of the clinic's ledger.
    pub epoch: String,
    /// How many entries there were.
    pub size: i64,
    /// The hash of the last of them.
    pub hash: String,
    /// By the clinic's clock.
    pub at: i64,
    /// The clinic's signature.
    pub signature: String,
}

/// The last entry.
pub fn head(reader: &Reader<'_>) -> Result<Option<Entry>, StoreError> {
    reader.row(include_str!("head.sql"), named_params! {}, entry)
}

/// Keeps the next entry.
pub fn append(writer: &Writer<'_>, entry: &Entry) -> Result<(), StoreError> {
    let params = named_params! {
        ":seq": entry.seq, ":at": entry.at, ":body": entry.body, ":hash": entry.hash,
    };
    writer.run(include_str!("append.sql"), params)?;
    Ok(())
}

/// The entries after a place, in order.
pub fn after(reader: &Reader<'_>, seq: i64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let params = named_params! { ":seq": seq, ":limit": limit };
    reader.rows(include_str!("after.sql"), params, entry)
}

/// The entry in a place, while it is kept.
pub fn at(reader: &Reader<'_>, seq: i64) -> Result<Option<Entry>, StoreError> {
    reader.row(include_str!("at.sql"), named_params! { ":seq": seq }, entry)
}

/// How far the clinic has it.
pub fn place(reader: &Reader<'_>) -> Result<Place, StoreError> {
    let place = reader.row(include_str!("place.sql"), named_params! {}, |row| {
        Ok(Place {
            run: row.get("run")?,
            through: row.get("through")?,
        })
    })?;
    place.ok_or(StoreError::Damaged)
}

/// The clinic has it so far; what it has long had goes.
pub fn set_place(writer: &Writer<'_>, place: Place) -> Result<(), StoreError> {
    let params = named_params! { ":run": place.run, ":through": place.through };
    writer.run(include_str!("set_place.sql"), params)?;
    writer.run(include_str!("trim.sql"), named_params! {})?;
    Ok(())
}

/// The clinic's newest word in a life of its ledger.
pub fn witness(reader: &Reader<'_>, epoch: &str) -> Result<Option<Witness>, StoreError> {
    let params = named_params! { ":epoch": epoch };
    reader.row(include_str!("witness.sql"), params, read_witness)
}

/// The clinic's word on a chain of this length.
pub fn witness_at(
    reader: &Reader<'_>,
    epoch: &str,
    size: i64,
) -> Result<Option<Witness>, StoreError> {
    let params = named_params! { ":epoch": epoch, ":size": size };
    reader.row(include_str!("witness_at.sql"), params, read_witness)
}

/// Keeps the clinic's word; the oldest of too many go.
pub fn keep_witness(writer: &Writer<'_>, witness: &Witness) -> Result<(), StoreError> {
    let params = named_params! {
        ":epoch": witness.epoch, ":size": witness.size, ":hash": witness.hash,
        ":at": witness.at, ":signature": witness.signature,
    };
    writer.run(include_str!("keep_witness.sql"), params)?;
    let params = named_params! { ":kept": WITNESSES_KEPT.saturating_sub(1) };
    writer.run(include_str!("drop_witnesses.sql"), params)?;
    Ok(())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get("seq")?,
        at: row.get("at")?,
        body: row.get("body")?,
        hash: row.get("hash")?,
    })
}

fn read_witness(row: &Row<'_>) -> rusqlite::Result<Witness> {
    Ok(Witness {
        epoch: row.get("epoch")?,
        size: row.get("size")?,
        hash: row.get("hash")?,
        at: row.get("at")?,
        signature: row.get("signature")?,
    })
}
