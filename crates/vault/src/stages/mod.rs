//! Streams that are fetched anew: how much of each has come, and what it was. All of it is opaque here.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Reader, StoreError, Writer};

/// A stream that is fetched anew.
#[derive(Clone, PartialEq, Eq)]
pub struct Stage {
    /// The stream.
    pub stream: String,
    /// Whether it was found to differ.
    pub suspect: bool,
    /// Where the clinic's feed stood when the first page was read; none before it.
    pub head: Option<i64>,
    /// From where on the next page is wanted, in sync's words.
    pub next: String,
}

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stage({})", self.stream)
    }
}

/// All of them, in the order in which they were begun; as many as there are members on the caseload.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Stage>, StoreError> {
    reader.rows(include_str!("all.sql"), named_params! {}, stage)
}

/// Keeps one, in place of what was known of it; a new one comes last.
pub fn put(writer: &Writer<'_>, stage: &Stage) -> Result<(), StoreError> {
    let params = named_params! {
        ":stream": stage.stream, ":suspect": stage.suspect, ":head": stage.head, ":next": stage.next,
    };
    writer.run(include_str!("put.sql"), params)?;
    Ok(())
}

/// Puts a page aside.
pub fn keep_page(writer: &Writer<'_>, stream: &str, body: &str) -> Result<(), StoreError> {
    let params = named_params! { ":stream": stream, ":body": body };
    writer.run(include_str!("keep_page.sql"), params)?;
    Ok(())
}

/// The pages of one, in the order in which they came.
pub fn pages(reader: &Reader<'_>, stream: &str) -> Result<Vec<String>, StoreError> {
    let params = named_params! { ":stream": stream };
    reader.rows(include_str!("pages.sql"), params, |row| row.get(0))
}

/// It is not fetched anew any more.
pub fn drop(writer: &Writer<'_>, stream: &str) -> Result<(), StoreError> {
    let params = named_params! { ":stream": stream };
    writer.run(include_str!("drop_pages.sql"), params)?;
    writer.run(include_str!("drop.sql"), params)?;
    Ok(())
}

fn stage(row: &Row<'_>) -> rusqlite::Result<Stage> {
    Ok(Stage {
        stream: row.get("stream")?,
        suspect: row.get("suspect")?,
        head: row.get("head")?,
        next: row.get("next")?,
    })
}
