//! Copies of what the clinic has taken, sealed so that this device cannot read them again.
//!
//! They are kept until the clinic has them in a backup it would go back to. Should it have to, they are offered again.

use std::fmt;

use rusqlite::named_params;

use crate::{Reader, StoreError, Writer};

/// Some operations as they were sealed together.
#[derive(Clone, PartialEq, Eq)]
pub struct Copy {
    /// Counts them in the order in which they were taken.
    pub id: i64,
    /// Their texts, sealed.
    pub sealed: Vec<u8>,
}

impl fmt::Debug for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Copy({}, {} bytes)", self.id, self.sealed.len())
    }
}

/// Keeps one, taken in this life of the clinic's ledger after so many backups had been begun.
pub fn put(writer: &Writer<'_>, epoch: &str, era: i64, sealed: &[u8]) -> Result<(), StoreError> {
    let params = named_params! { ":epoch": epoch, ":era": era, ":sealed": sealed };
    writer.run(include_str!("put.sql"), params)?;
    Ok(())
}

/// The oldest that has not been offered in this life of the clinic's ledger.
pub fn next(reader: &Reader<'_>, epoch: &str) -> Result<Option<Copy>, StoreError> {
    reader.row(
        include_str!("next.sql"),
        named_params! { ":epoch": epoch },
        |row| {
            Ok(Copy {
                id: row.get("id")?,
                sealed: row.get("sealed")?,
            })
        },
    )
}

/// The newest of them, oldest first, no more than so many bytes together.
pub fn newest(reader: &Reader<'_>, bytes_max: u64) -> Result<Vec<Vec<u8>>, StoreError> {
    let all: Vec<Vec<u8>> = reader.rows(include_str!("newest.sql"), named_params! {}, |row| {
        row.get("sealed")
    })?;
    let mut room = bytes_max;
    let fits = |sealed: &Vec<u8>| {
        let bytes = u64::try_from(sealed.len()).unwrap_or(u64::MAX);
        let left = room.checked_sub(bytes);
        room = left.unwrap_or(room);
        left.is_some()
    };
    let mut newest: Vec<Vec<u8>> = all.into_iter().take_while(fits).collect();
    newest.reverse();
    Ok(newest)
}

/// The clinic's ledger has another life: none of them has been offered in it.
pub fn begin_life(writer: &Writer<'_>) -> Result<(), StoreError> {
    writer.run(include_str!("begin_life.sql"), named_params! {})?;
    Ok(())
}

/// It has been offered in this life; if it was taken, after so many backups had been begun.
pub fn offered(
    writer: &Writer<'_>,
    id: i64,
    epoch: &str,
    era: Option<i64>,
) -> Result<(), StoreError> {
    let params = named_params! { ":id": id, ":epoch": epoch, ":era": era };
    writer.run(include_str!("offered.sql"), params)?;
    Ok(())
}

/// Drops what was taken before backup `safe` was begun.
pub fn drop(writer: &Writer<'_>, safe: i64) -> Result<(), StoreError> {
    writer.run(include_str!("drop.sql"), named_params! { ":safe": safe })?;
    Ok(())
}
