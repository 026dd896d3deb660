//! Pictures of papers, sealed. They lie in the store beside the records that name them, so that one transaction keeps
//! both or neither, and a member who leaves takes hers along.

mod seal;

use rusqlite::{Row, named_params};

pub use seal::{FileClosed, PIECE_BYTES, Sealed, seal, unseal};

use crate::{Reader, StoreError, Topic, Writer};

/// A file on its way to the clinic, or from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Travelling {
    /// The file.
    pub file: String,
    /// The stream of the record that names it.
    pub stream: String,
    /// Its length.
    pub bytes: u32,
    /// Since when it waits.
    pub since: i64,
}

impl Travelling {
    /// Tells it from whatever else may be said of a file of this name.
    pub fn key(&self) -> String {
        format!("{}:{}", self.file, self.bytes)
    }
}

/// What waits to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ToSend {
    /// So many files.
    pub files: u32,
    /// Since when the oldest of them waits.
    pub since: Option<i64>,
}

/// Keeps a piece.
pub fn put_piece(writer: &Writer<'_>, file: &str, n: u32, sealed: &[u8]) -> Result<(), StoreError> {
    let params = named_params! { ":file": file, ":n": n, ":sealed": sealed };
    writer.run(include_str!("put_piece.sql"), params)?;
    Ok(())
}

/// One piece.
pub fn piece(reader: &Reader<'_>, file: &str, n: u32) -> Result<Option<Vec<u8>>, StoreError> {
    let params = named_params! { ":file": file, ":n": n };
    reader.row(include_str!("piece.sql"), params, |row| row.get("sealed"))
}

/// How many pieces of a file are here.
pub fn count(reader: &Reader<'_>, file: &str) -> Result<u32, StoreError> {
    reader.number(include_str!("count.sql"), named_params! { ":file": file })
}

/// A file that was made here is to be sent.
pub fn send(writer: &Writer<'_>, file: &Travelling, is_consent: bool) -> Result<(), StoreError> {
    let params = named_params! {
        ":file": file.file, ":stream": file.stream, ":rank": i64::from(!is_consent), ":since": file.since,
        ":bytes": file.bytes,
    };
    writer.run(include_str!("send.sql"), params)?;
    note(writer, &file.stream);
    Ok(())
}

/// The clinic's ledger was put back: it may have lost any of them, so that all that are whole here are offered.
pub fn send_again(writer: &Writer<'_>, since: i64) -> Result<(), StoreError> {
    let piece = i64::try_from(PIECE_BYTES).unwrap_or(i64::MAX);
    let params = named_params! { ":since": since, ":piece": piece };
    writer.run(include_str!("send_again.sql"), params)?;
    writer.note(Topic::new("sync"));
    Ok(())
}

/// The next to be sent: consents first, then the one that waits longest; none of those that were passed over.
pub fn next_to_send(
    reader: &Reader<'_>,
    passed: &[String],
) -> Result<Option<Travelling>, StoreError> {
    let passed = serde_json::to_string(passed).unwrap_or_default();
    let params = named_params! { ":passed": passed };
    reader.row(include_str!("next_to_send.sql"), params, travelling)
}

/// Everything that is to be sent.
pub fn to_send(reader: &Reader<'_>) -> Result<Vec<Travelling>, StoreError> {
    reader.rows(include_str!("to_send.sql"), named_params! {}, travelling)
}

/// How much waits to be sent.
pub fn waiting(reader: &Reader<'_>) -> Result<ToSend, StoreError> {
    let waiting = reader.row(include_str!("waiting.sql"), named_params! {}, |row| {
        Ok(ToSend {
            files: row.get(0)?,
            since: row.get(1)?,
        })
    })?;
    Ok(waiting.unwrap_or_default())
}

/// Whether a file waits to be sent.
pub fn is_waiting(reader: &Reader<'_>, file: &str) -> Result<bool, StoreError> {
    reader.number(
        include_str!("is_waiting.sql"),
        named_params! { ":file": file },
    )
}

/// The clinic has it whole. If its member has left meanwhile, it leaves too.
pub fn sent(writer: &Writer<'_>, file: &Travelling) -> Result<(), StoreError> {
    let params = named_params! { ":file": file.file };
    writer.run(include_str!("sent.sql"), params)?;
    writer.run(include_str!("drop_unnamed.sql"), params)?;
    note(writer, &file.stream);
    Ok(())
}

/// A piece has come that makes a file whole.
pub fn fetched(writer: &Writer<'_>, file: &Travelling) {
    note(writer, &file.stream);
}

/// All pieces of a file go: they are not what its name says.
pub fn drop_file(writer: &Writer<'_>, file: &str) -> Result<(), StoreError> {
    writer.run(
        include_str!("drop_file.sql"),
        named_params! { ":file": file },
    )?;
    Ok(())
}

/// How many pieces of files are here.
pub fn held(reader: &Reader<'_>) -> Result<u32, StoreError> {
    reader.number(include_str!("held.sql"), named_params! {})
}

/// Whether a record that is here names a file.
pub fn is_named(reader: &Reader<'_>, file: &str) -> Result<bool, StoreError> {
    reader.number(
        include_str!("is_named.sql"),
        named_params! { ":file": file },
    )
}

/// The streams of which a file waits to be sent.
pub fn streams(reader: &Reader<'_>) -> Result<Vec<String>, StoreError> {
    reader.rows(include_str!("streams.sql"), named_params! {}, |row| {
        row.get(0)
    })
}

/// The next file that a record names and that is not here: consents first, then the newest; none of those that were
/// passed over.
pub fn next_to_fetch(
    reader: &Reader<'_>,
    passed: &[String],
) -> Result<Option<Travelling>, StoreError> {
    let passed = serde_json::to_string(passed).unwrap_or_default();
    let piece = i64::try_from(PIECE_BYTES).unwrap_or(i64::MAX);
    let params = named_params! { ":passed": passed, ":piece": piece };
    reader.row(include_str!("next_to_fetch.sql"), params, travelling)
}

/// A member leaves: her files go, but for those the clinic has not got. So does whatever no record names: while a new life
/// of the clinic's ledger is fed, hers may not be here.
pub(crate) fn leave(writer: &Writer<'_>, stream: &str) -> Result<(), StoreError> {
    writer.run(
        include_str!("drop_of_stream.sql"),
        named_params! { ":id": stream },
    )?;
    Ok(())
}

fn note(writer: &Writer<'_>, stream: &str) {
    writer.note(Topic::new("sync"));
    writer.note_all("document", stream);
}

fn travelling(row: &Row<'_>) -> rusqlite::Result<Travelling> {
    Ok(Travelling {
        file: row.get("file")?,
        stream: row.get("stream")?,
        bytes: row.get("bytes")?,
        since: row.get("since")?,
    })
}
