//! Single values of this profile, by name: who it is, where the clinic is, how the screens are set.

use rusqlite::named_params;

use crate::{Reader, StoreError, Topic, Writer};

/// The value under a name.
pub fn get(reader: &Reader<'_>, key: &str) -> Result<Option<String>, StoreError> {
    reader.row(
        include_str!("get.sql"),
        named_params! { ":key": key },
        |row| row.get(0),
    )
}

/// Keeps a value under a name, in place of an earlier one.
pub fn put(writer: &Writer<'_>, key: &str, value: &str) -> Result<(), StoreError> {
    writer.run(
        include_str!("put.sql"),
        named_params! { ":key": key, ":value": value },
    )?;
    writer.note(Topic::new("settings"));
    Ok(())
}
