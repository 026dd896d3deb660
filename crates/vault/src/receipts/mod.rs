//! The clinic's latest answers to what this device sent.

use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError, Topic, Writer, meta};

/// The last so many receipts are kept; the clinic has all of them.
const KEPT_MAX: u32 = 5_000;

/// The clinic's answer to one operation. It names things by id only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The operation's id.
    pub op_id: String,
    /// The stream it belongs to.
    pub stream: String,
    /// The entity or record it is about.
    pub entity: String,
    /// The word of care for what that is.
    pub kind: String,
    /// The answer, in sync's words.
    pub result: String,
    /// When the clinic had the operation.
    pub received_at: i64,
}

/// Keeps a receipt; a later answer to the same operation takes its place.
pub fn put(writer: &Writer<'_>, receipt: &Receipt) -> Result<(), StoreError> {
    let params = named_params! {
        ":op_id": receipt.op_id, ":stream": receipt.stream, ":entity": receipt.entity, ":kind": receipt.kind,
        ":result": receipt.result, ":received_at": receipt.received_at,
    };
    writer.run(include_str!("put.sql"), params)?;
    writer.note(Topic::new("sync"));
    Ok(())
}

/// Operations that wait for a person's decision at the clinic, at most so many: the newest first, and from where
/// [`asked_after`] last was, so that each has its turn.
pub fn undecided(reader: &Reader<'_>, ops_max: u32) -> Result<Vec<String>, StoreError> {
    let params = named_params! { ":ops_max": ops_max };
    reader.rows(include_str!("undecided.sql"), params, |row| row.get(0))
}

/// It was asked up to this one: the next turn begins behind it, and after the oldest with the newest again.
pub fn asked_after(writer: &Writer<'_>, op: &str) -> Result<(), StoreError> {
    meta::put(writer, "asked_after", op)
}

/// What was decided about one of them, in the place of the first answer; of no other.
pub fn decide(writer: &Writer<'_>, op: &str, result: &str) -> Result<(), StoreError> {
    let params = named_params! { ":op_id": op, ":result": result };
    if writer.run(include_str!("decide.sql"), params)? == 1 {
        writer.note(Topic::new("sync"));
    }
    Ok(())
}

/// Drops the oldest, where more are kept than are to be.
pub fn trim(writer: &Writer<'_>) -> Result<(), StoreError> {
    writer.run(
        include_str!("drop_old.sql"),
        named_params! { ":kept_max": KEPT_MAX },
    )?;
    Ok(())
}

/// Receipts, newest first.
pub fn page(reader: &Reader<'_>, page: Page) -> Result<Vec<Receipt>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("page.sql"), params, receipt)
}

/// Those of what the clinic keeps and has not applied, and no person has looked at as far as is known, newest first.
pub fn parked(reader: &Reader<'_>, page: Page) -> Result<Vec<Receipt>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("parked.sql"), params, receipt)
}

/// Those of what was set aside and a person has looked at, newest first.
pub fn decided(reader: &Reader<'_>, page: Page) -> Result<Vec<Receipt>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("decided.sql"), params, receipt)
}

/// How many the clinic has had since then.
pub fn count_since(reader: &Reader<'_>, since: i64) -> Result<u32, StoreError> {
    reader.number(
        include_str!("count_since.sql"),
        named_params! { ":since": since },
    )
}

fn receipt(row: &Row<'_>) -> rusqlite::Result<Receipt> {
    Ok(Receipt {
        op_id: row.get("op_id")?,
        stream: row.get("stream")?,
        entity: row.get("entity")?,
        kind: row.get("kind")?,
        result: row.get("result")?,
        received_at: row.get("received_at")?,
    })
}
