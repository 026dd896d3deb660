//! The streams this device follows, and how far it has come with each.

use rusqlite::{Row, named_params};

use crate::{Reader, StoreError, Topic, Writer, files};

/// One stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// `m:<member>` or `o:clinic`.
    pub id: String,
    /// The last place in the clinic's feed that is in this store; 0 before the first pull.
    pub cursor: i64,
    /// How far sync has come with it, in sync's words.
    pub state: String,
    /// The role in which the clinic grants it.
    pub granted_as: Option<String>,
}

/// One stream by its id.
pub fn get(reader: &Reader<'_>, id: &str) -> Result<Option<Stream>, StoreError> {
    reader.row(include_str!("get.sql"), named_params! { ":id": id }, stream)
}

/// Every stream, in order; as many as there are members on the caseload.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Stream>, StoreError> {
    reader.rows(include_str!("all.sql"), named_params! {}, stream)
}

/// Keeps a stream, in place of what was known of it.
pub fn put(writer: &Writer<'_>, stream: &Stream) -> Result<(), StoreError> {
    let params = named_params! {
        ":id": stream.id, ":cursor": stream.cursor, ":state": stream.state, ":granted_as": stream.granted_as,
    };
    writer.run(include_str!("put.sql"), params)?;
    writer.note(Topic::new("sync"));
    Ok(())
}

/// Moves a known stream's cursor; tells whether the stream is known.
pub fn set_cursor(writer: &Writer<'_>, id: &str, cursor: i64) -> Result<bool, StoreError> {
    let touched = writer.run(
        include_str!("set_cursor.sql"),
        named_params! { ":id": id, ":cursor": cursor },
    )?;
    writer.note(Topic::new("sync"));
    Ok(touched == 1)
}

/// The streams whose cursors were set since the clinic was last told.
pub fn moved(reader: &Reader<'_>) -> Result<Vec<Stream>, StoreError> {
    reader.rows(include_str!("moved.sql"), named_params! {}, stream)
}

/// The clinic has been told how far each stream has come.
pub fn told(writer: &Writer<'_>) -> Result<(), StoreError> {
    writer.run(include_str!("told.sql"), named_params! {})?;
    Ok(())
}

/// The clinic's ledger has another life: every stream is to be fed again from its beginning.
pub fn begin_life(writer: &Writer<'_>) -> Result<(), StoreError> {
    writer.run(include_str!("begin_life.sql"), named_params! {})?;
    writer.note(Topic::new("sync"));
    Ok(())
}

/// Before the first change of a stream in this life of the clinic's ledger: removes the entities it once had, but no
/// record. Tells whether it was the first.
pub fn clear_for_life(writer: &Writer<'_>, id: &str) -> Result<bool, StoreError> {
    let params = named_params! { ":id": id };
    if writer.number(include_str!("is_fed.sql"), params)? {
        return Ok(false);
    }
    writer.run(include_str!("fed.sql"), params)?;
    writer.run(include_str!("drop_entities.sql"), params)?;
    note_everything(writer, id);
    Ok(true)
}

/// A stream that this device may hold no longer, and what was removed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The stream.
    pub id: String,
    /// So many entities were removed.
    pub entities: u32,
    /// So many records were removed.
    pub records: u32,
}

/// Removes everything the clinic has of a stream. What waits in the outbox and what is being written stays.
pub fn leave(writer: &Writer<'_>, id: &str) -> Result<(), StoreError> {
    let params = named_params! { ":id": id };
    // First, so that its records may go.
    writer.run(include_str!("leave.sql"), params)?;
    files::leave(writer, id)?;
    for statement in [
        include_str!("drop_records.sql"),
        include_str!("drop_acked.sql"),
        include_str!("drop_entities.sql"),
        include_str!("drop.sql"),
    ] {
        writer.run(statement, params)?;
    }
    note_everything(writer, id);
    Ok(())
}

/// Streams have left: of what was said in them before it was changed, no word stays in the index either, nor in the log of
/// the store.
pub fn swept(writer: &Writer<'_>) -> Result<(), StoreError> {
    writer.run(include_str!("merge_words.sql"), named_params! {})?;
    writer.carry_log_over();
    Ok(())
}

pub(crate) fn note_everything(writer: &Writer<'_>, id: &str) {
    for kind in ["member", "episode", "visit", "plan", "task", "document"] {
        writer.note_all(kind, id);
    }
    writer.note(Topic::new("conflicts"));
    writer.note(Topic::new("sync"));
}

/// The streams for which the clinic has no receipt yet.
pub fn leaving(reader: &Reader<'_>) -> Result<Vec<Leaving>, StoreError> {
    reader.rows(include_str!("leaving.sql"), named_params! {}, |row| {
        Ok(Leaving {
            id: row.get("stream")?,
            entities: row.get("entities")?,
            records: row.get("records")?,
        })
    })
}

/// Whether a stream has left, and the clinic has no receipt for it.
pub fn is_leaving(reader: &Reader<'_>, id: &str) -> Result<bool, StoreError> {
    reader.number(include_str!("is_leaving.sql"), named_params! { ":id": id })
}

/// The clinic has the receipt, or the stream has come back.
pub fn forget_leaving(writer: &Writer<'_>, id: &str) -> Result<(), StoreError> {
    writer.run(
        include_str!("forget_leaving.sql"),
        named_params! { ":id": id },
    )?;
    writer.note(Topic::new("sync"));
    Ok(())
}

fn stream(row: &Row<'_>) -> rusqlite::Result<Stream> {
    Ok(Stream {
        id: row.get("id")?,
        cursor: row.get("cursor")?,
        state: row.get("state")?,
        granted_as: row.get("granted_as")?,
    })
}
