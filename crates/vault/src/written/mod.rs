//! What people wrote, found by its words: plans, tasks, titles of papers, notes and addenda.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::members::beginnings;
use crate::{Page, Reader, StoreError};

/// Stands before a word that was found, in an excerpt.
pub const BEGINS: char = '\u{2}';
/// Stands behind one.
pub const ENDS: char = '\u{3}';
/// Shorter words stand in nearly every note: with only such ones nothing is looked for.
const WORD_CHARS_MIN: usize = 3;

/// Something that was written.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The entity's or record's id.
    pub id: String,
    /// Its stream.
    pub stream: String,
    /// The word of care for what it is.
    pub kind: String,
    /// The visit of a note or an addendum.
    pub visit: Option<String>,
    /// When it was signed or last said, by the clock of whoever did; 0 if nobody of the staff did.
    pub at: i64,
    /// Whether two answers about it stand side by side.
    pub in_conflict: bool,
    /// Some words around those that were found, which stand between [`BEGINS`] and [`ENDS`].
    pub excerpt: String,
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Written")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What has a word that begins with each word of `text`, whatever its accents and case: of plans, tasks and papers a page,
/// and of notes a page, in each the best match first.
///
/// A text without a word of three letters or digits finds nothing.
pub fn search(reader: &Reader<'_>, text: &str, page: Page) -> Result<Vec<Written>, StoreError> {
    let is_long = |word: &str| WORD_CHARS_MIN <= word.chars().count();
    if !text
        .split(|letter: char| !letter.is_alphanumeric())
        .any(is_long)
    {
        return Ok(Vec::new());
    }
    let words = beginnings(text);
    let params =
        named_params! { ":words": words, ":offset": page.offset(), ":limit": page.limit() };
    let mut found = reader.rows(include_str!("search_records.sql"), params, written)?;
    found.extend(reader.rows(include_str!("search_entities.sql"), params, written)?);
    Ok(found)
}

fn written(row: &Row<'_>) -> rusqlite::Result<Written> {
    Ok(Written {
        id: row.get("id")?,
        stream: row.get("stream")?,
        kind: row.get("kind")?,
        visit: row.get("visit")?,
        at: row.get("at")?,
        in_conflict: row.get("in_conflict")?,
        excerpt: row.get("excerpt")?,
    })
}

#[cfg(test)]
mod tests;
