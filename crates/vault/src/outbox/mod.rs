//! What this device has said and the clinic has not yet answered.
//!
//! Every operation gets the next number of this device, without gaps: so the clinic sees at once if one is missing.
//! Nothing leaves the outbox but by [`take`], which follows the clinic's receipt.

use std::fmt;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError, Topic, Writer};

/// An operation that is about to be said.
#[derive(Clone, PartialEq, Eq)]
pub struct NewOp {
    /// The operation's id.
    pub op_id: String,
    /// One press of *Save*.
    pub grp: String,
    /// The stream it belongs to.
    pub stream: String,
    /// The entity or record it is about.
    pub entity: String,
    /// The word of care for what that is.
    pub kind: String,
    /// What the Sync screen calls it, if the kind does not say enough.
    pub label: Option<String>,
    /// The whole operation as it will be sent.
    pub body: String,
    /// When it was said.
    pub at: i64,
}

/// An operation in the outbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// This device's number for it.
    pub dseq: i64,
    /// What was said.
    pub op: NewOp,
    /// Length of the body in bytes.
    pub bytes: u32,
    /// How far it has come.
    pub state: OutgoingState,
    /// How often it was sent.
    pub attempts: u32,
}

/// How far an operation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutgoingState {
    /// Never sent.
    Waiting,
    /// Sent and frozen since, but not answered.
    Offered,
    /// Set aside: the clinic has answered that a person must look at it.
    Parked,
}

/// The outbox in two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// How many operations are in it.
    pub count: u32,
    /// When the oldest of them was said.
    pub oldest_at: Option<i64>,
}

/// How many different things of one kind the outbox is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfKind {
    /// The word of care for what they are.
    pub kind: String,
    /// How many.
    pub count: u32,
}

impl fmt::Debug for NewOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewOp")
            .field("op_id", &self.op_id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("dseq", &self.dseq)
            .field("op", &self.op)
            .finish_non_exhaustive()
    }
}

/// The number the next operation will get, for whoever has to write it into the operation.
pub fn upcoming(reader: &Reader<'_>) -> Result<i64, StoreError> {
    reader.number(include_str!("upcoming.sql"), named_params! {})
}

/// Puts an operation at the end; tells its number.
pub fn push(writer: &Writer<'_>, op: &NewOp) -> Result<i64, StoreError> {
    let dseq: i64 = writer.number(include_str!("count_up.sql"), named_params! {})?;
    let params = named_params! {
        ":dseq": dseq, ":op_id": op.op_id, ":grp": op.grp, ":stream": op.stream, ":entity": op.entity,
        ":kind": op.kind, ":label": op.label, ":body": op.body, ":at": op.at,
    };
    writer.run(include_str!("push.sql"), params)?;
    note(writer, op);
    Ok(dseq)
}

/// The next operations to send, in order, by id and as they will be sent: as many as fit both limits, and at least one if
/// there is one.
pub fn next(
    reader: &Reader<'_>,
    ops_max: u32,
    bytes_max: u32,
) -> Result<Vec<(String, String)>, StoreError> {
    let rows: Vec<(String, String, u32)> = reader.rows(
        include_str!("next.sql"),
        named_params! { ":limit": ops_max },
        |row| Ok((row.get("op_id")?, row.get("body")?, row.get("bytes")?)),
    )?;
    let mut bytes = 0_u32;
    let fitting = rows
        .iter()
        .take_while(|(_, _, of_one)| {
            bytes = bytes.saturating_add(*of_one);
            bytes <= bytes_max
        })
        .count();
    let fitting = rows.into_iter().take(fitting.max(1));
    Ok(fitting.map(|(op, body, _)| (op, body)).collect())
}

/// Notes that these were sent; from now on they are frozen.
pub fn mark_offered(writer: &Writer<'_>, op_ids: &[String]) -> Result<(), StoreError> {
    let ids = serde_json::Value::from(op_ids).to_string();
    writer.run(
        include_str!("mark_offered.sql"),
        named_params! { ":ids": ids },
    )?;
    writer.note(Topic::new("sync"));
    Ok(())
}

/// Sets one aside, so that it is not sent again; tells whether it was there.
pub fn park(writer: &Writer<'_>, op_id: &str) -> Result<bool, StoreError> {
    let touched = writer.run(include_str!("park.sql"), named_params! { ":op_id": op_id })?;
    writer.note(Topic::new("sync"));
    Ok(touched == 1)
}

/// Takes one out, after the clinic's receipt.
pub fn take(writer: &Writer<'_>, op_id: &str) -> Result<Option<Outgoing>, StoreError> {
    let taken = writer.row(
        include_str!("get.sql"),
        named_params! { ":op_id": op_id },
        outgoing,
    )?;
    if let Some(taken) = &taken {
        writer.run(include_str!("take.sql"), named_params! { ":op_id": op_id })?;
        note(writer, &taken.op);
    }
    Ok(taken)
}

/// Those about one entity, in order: the person's own answers, shown over the clinic's.
pub fn of_entity(reader: &Reader<'_>, entity: &str) -> Result<Vec<Outgoing>, StoreError> {
    reader.rows(
        include_str!("of_entity.sql"),
        named_params! { ":entity": entity },
        outgoing,
    )
}

/// The outbox in two numbers.
pub fn summary(reader: &Reader<'_>) -> Result<Summary, StoreError> {
    let found = reader.row(include_str!("summary.sql"), named_params! {}, |row| {
        Ok(Summary {
            count: row.get("count")?,
            oldest_at: row.get("oldest_at")?,
        })
    })?;
    Ok(found.unwrap_or(Summary {
        count: 0,
        oldest_at: None,
    }))
}

/// What the outbox is about, by kind, in the order in which it began to wait.
pub fn kinds(reader: &Reader<'_>) -> Result<Vec<OfKind>, StoreError> {
    reader.rows(include_str!("kinds.sql"), named_params! {}, |row| {
        Ok(OfKind {
            kind: row.get("kind")?,
            count: row.get("count")?,
        })
    })
}

/// The outbox as a list, oldest first.
pub fn page(reader: &Reader<'_>, page: Page) -> Result<Vec<Outgoing>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("page.sql"), params, outgoing)
}

/// Those of one stream, in order.
pub fn of_stream(reader: &Reader<'_>, stream: &str) -> Result<Vec<Outgoing>, StoreError> {
    reader.rows(
        include_str!("of_stream.sql"),
        named_params! { ":stream": stream },
        outgoing,
    )
}

/// The texts of these, in order; one that is not here is passed over.
pub fn texts(reader: &Reader<'_>, op_ids: &[String]) -> Result<Vec<String>, StoreError> {
    let ids = serde_json::Value::from(op_ids).to_string();
    reader.rows(
        include_str!("texts.sql"),
        named_params! { ":ids": ids },
        |row| row.get(0),
    )
}

/// Writes everything that waits anew, in its order, numbered from 1: `anew` gives an operation its new text. For a
/// laptop whose numbers another one has used.
pub fn renumber(
    writer: &Writer<'_>,
    mut anew: impl FnMut(i64, &Outgoing) -> Result<String, StoreError>,
) -> Result<(), StoreError> {
    let waiting = writer.rows(include_str!("everything.sql"), named_params! {}, outgoing)?;
    let mut last = 0_i64;
    // In order each new number is no larger than the old one, so that none is taken.
    for op in &waiting {
        last = last.saturating_add(1);
        let body = anew(last, op)?;
        let params = named_params! { ":dseq": last, ":body": body, ":op_id": op.op.op_id };
        writer.run(include_str!("renumber.sql"), params)?;
    }
    writer.run(
        include_str!("set_count.sql"),
        named_params! { ":last": last },
    )?;
    writer.note(Topic::new("sync"));
    Ok(())
}

/// The streams of which the clinic has not got everything, in order.
pub fn streams(reader: &Reader<'_>) -> Result<Vec<String>, StoreError> {
    reader.rows(include_str!("streams.sql"), named_params! {}, |row| {
        row.get("stream")
    })
}

/// An own answer shows on the member's screens and on the Sync screen alike.
fn note(writer: &Writer<'_>, op: &NewOp) {
    writer.note_all(&op.kind, &op.stream);
    writer.note(Topic::new("sync"));
}

fn outgoing(row: &Row<'_>) -> rusqlite::Result<Outgoing> {
    let op = NewOp {
        op_id: row.get("op_id")?,
        grp: row.get("grp")?,
        stream: row.get("stream")?,
        entity: row.get("entity")?,
        kind: row.get("kind")?,
        label: row.get("label")?,
        body: row.get("body")?,
        at: row.get("at")?,
    };
    Ok(Outgoing {
        dseq: row.get("dseq")?,
        op,
        bytes: row.get("bytes")?,
        state: row.get("state")?,
        attempts: row.get("attempts")?,
    })
}

impl FromSql for OutgoingState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "waiting" => Ok(Self::Waiting),
            "offered" => Ok(Self::Offered),
            "parked" => Ok(Self::Parked),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
