//! Members as a list: by name, and found by any name they go by.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError};

/// More words than this in a search are not looked at.
const SEARCH_WORDS_MAX: usize = 8;

/// One line of a list of members.
#[derive(Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// The member.
    pub id: String,
    /// Her stream.
    pub stream: String,
    /// What the screens show of her.
    pub data: String,
    /// The stage of her latest episode.
    pub stage: Option<String>,
    /// Who leads it.
    pub lead: Option<String>,
}

impl fmt::Debug for MemberRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemberRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Every member, by family and given name.
pub fn page(reader: &Reader<'_>, page: Page) -> Result<Vec<MemberRow>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("page.sql"), params, member)
}

/// Those with a name that begins with each word of `text`, whatever its accents and case; the best match first.
///
/// A text without a letter or digit finds nobody.
pub fn search(reader: &Reader<'_>, text: &str, page: Page) -> Result<Vec<MemberRow>, StoreError> {
    let words = beginnings(text);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let params =
        named_params! { ":words": words, ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("search.sql"), params, member)
}

/// The words of a search in the index's own language. Only letters and digits get through, so nobody can write a
/// formula into it.
pub(crate) fn beginnings(text: &str) -> String {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(SEARCH_WORDS_MAX)
        .map(|word| format!("\"{word}\"*"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn member(row: &Row<'_>) -> rusqlite::Result<MemberRow> {
    Ok(MemberRow {
        id: row.get("id")?,
        stream: row.get("stream")?,
        data: row.get("data")?,
        stage: row.get("stage")?,
        lead: row.get("lead")?,
    })
}
