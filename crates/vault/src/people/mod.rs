//! One person with several records: which streams are shown together.

use rusqlite::named_params;

use crate::{Reader, StoreError, Writer, streams};

/// Something was said of whose record this is besides: whatever is shown of either may be shown otherwise now.
pub fn regrouped(writer: &Writer<'_>, stream: &str) {
    streams::note_everything(writer, stream);
}

/// The streams of the person whose stream this is, in order; only itself for nearly everybody.
pub fn streams_of(reader: &Reader<'_>, stream: &str) -> Result<Vec<String>, StoreError> {
    let params = named_params! { ":stream": stream };
    reader.rows(include_str!("streams_of.sql"), params, |row| {
        row.get("stream")
    })
}

/// Every stream of which somebody said that it is the same person's as another, with that other one.
pub fn same_as(reader: &Reader<'_>) -> Result<Vec<(String, String)>, StoreError> {
    reader.rows(include_str!("same_as.sql"), named_params! {}, |row| {
        Ok((row.get("stream")?, row.get("other")?))
    })
}
