//! Own operations that the clinic has taken but that the feed has not brought back yet.
//!
//! Until the feed passes their place they are shown over the entity; otherwise a person's own answer would vanish from
//! her screen between the receipt and the next pull.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Reader, StoreError, Writer, entities};

/// One operation that the clinic has taken.
#[derive(Clone, PartialEq, Eq)]
pub struct Acked {
    /// The operation's id.
    pub op_id: String,
    /// The stream it belongs to.
    pub stream: String,
    /// Its place in that stream's feed.
    pub seq: i64,
    /// The entity it is about.
    pub entity: String,
    /// The whole operation as it was sent.
    pub body: String,
    /// When the clinic had it.
    pub received_at: i64,
}

impl fmt::Debug for Acked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acked")
            .field("op_id", &self.op_id)
            .field("seq", &self.seq)
            .finish_non_exhaustive()
    }
}

/// Keeps one; keeping it twice is keeping it once.
pub fn put(writer: &Writer<'_>, acked: &Acked) -> Result<(), StoreError> {
    let params = named_params! {
        ":op_id": acked.op_id, ":stream": acked.stream, ":seq": acked.seq, ":entity": acked.entity,
        ":body": acked.body, ":received_at": acked.received_at,
    };
    writer.run(include_str!("put.sql"), params)?;
    note(writer, &acked.entity)
}

/// Those about one entity, in the feed's order.
pub fn of_entity(reader: &Reader<'_>, entity: &str) -> Result<Vec<Acked>, StoreError> {
    reader.rows(
        include_str!("of_entity.sql"),
        named_params! { ":entity": entity },
        acked,
    )
}

/// Whether there is anything of one's own that the feed has not brought back, taken or not: asked before it is looked for
/// entity by entity.
pub fn is_there_any_own(reader: &Reader<'_>) -> Result<bool, StoreError> {
    reader.number(include_str!("is_there_any_own.sql"), named_params! {})
}

/// Drops what the feed has brought back, up to and with `seq`; tells the entities touched, each once.
pub fn drop_through(
    writer: &Writer<'_>,
    stream: &str,
    seq: i64,
) -> Result<Vec<String>, StoreError> {
    let params = named_params! { ":stream": stream, ":seq": seq };
    let touched: Vec<String> =
        writer.rows(include_str!("through.sql"), params, |row| row.get(0))?;
    writer.run(include_str!("drop_through.sql"), params)?;
    for entity in &touched {
        note(writer, entity)?;
    }
    Ok(touched)
}

/// Drops what the feed brings back of one entity, up to and with `seq`.
pub fn drop_of_entity(writer: &Writer<'_>, entity: &str, seq: i64) -> Result<(), StoreError> {
    let params = named_params! { ":entity": entity, ":seq": seq };
    writer.run(include_str!("drop_of_entity.sql"), params)?;
    Ok(())
}

/// The clinic's ledger has another life: none of them has a place in its feed until it is answered again.
pub fn unplace(writer: &Writer<'_>) -> Result<(), StoreError> {
    writer.run(include_str!("unplace.sql"), named_params! {})?;
    Ok(())
}

/// One by its operation.
pub fn get(reader: &Reader<'_>, op_id: &str) -> Result<Option<Acked>, StoreError> {
    reader.row(
        include_str!("get.sql"),
        named_params! { ":op_id": op_id },
        acked,
    )
}

/// It has this place in the feed now.
pub fn place(writer: &Writer<'_>, op_id: &str, seq: i64) -> Result<(), StoreError> {
    let params = named_params! { ":op_id": op_id, ":seq": seq };
    writer.run(include_str!("place.sql"), params)?;
    Ok(())
}

/// Drops one.
pub fn drop(writer: &Writer<'_>, op_id: &str) -> Result<(), StoreError> {
    writer.run(
        include_str!("drop_one.sql"),
        named_params! { ":op_id": op_id },
    )?;
    Ok(())
}

/// Drops those that have no place; tells the entities touched, each once.
pub fn drop_unplaced(writer: &Writer<'_>) -> Result<Vec<String>, StoreError> {
    let touched: Vec<String> =
        writer.rows(include_str!("unplaced.sql"), named_params! {}, |row| {
            row.get(0)
        })?;
    if !touched.is_empty() {
        writer.run(include_str!("drop_unplaced.sql"), named_params! {})?;
    }
    for entity in &touched {
        note(writer, entity)?;
    }
    Ok(touched)
}

/// The operations of one stream, in the feed's order.
pub fn of_stream(reader: &Reader<'_>, stream: &str) -> Result<Vec<Acked>, StoreError> {
    reader.rows(
        include_str!("of_stream.sql"),
        named_params! { ":stream": stream },
        acked,
    )
}

/// What is shown of the entity changes with its overlay.
fn note(writer: &Writer<'_>, entity: &str) -> Result<(), StoreError> {
    if let Some((stream, kind)) = entities::kind_of(writer, entity)? {
        writer.note_all(&kind, &stream);
    }
    Ok(())
}

fn acked(row: &Row<'_>) -> rusqlite::Result<Acked> {
    Ok(Acked {
        op_id: row.get("op_id")?,
        stream: row.get("stream")?,
        seq: row.get("seq")?,
        entity: row.get("entity")?,
        body: row.get("body")?,
        received_at: row.get("received_at")?,
    })
}
