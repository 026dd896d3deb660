//! One keyed connection to the store, with the settings the store relies on.
//!
//! Each setting is read back. A setting that is silently not taken (a misspelt pragma, a build without the codec)
//! would otherwise show only on the day of the power cut.

use std::path::Path;
use std::sync::Once;

use rusqlite::{Connection, OpenFlags};

use crate::StoreError;
use crate::keys::{StoreKey, apply};

const STATEMENTS_KEPT: usize = 128;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// The one connection that writes.
    Write,
    /// One of the few that only read.
    Read,
}

/// By which each page is sealed. A new store has this one: processors have instructions for SHA-256, and for SHA-512 most
/// have none.
const SEAL: &str = "HMAC_SHA256";
/// By which stores of earlier releases are sealed; they keep it. A page bears one of the two under the store's key, or is
/// refused: to try both makes neither easier to forge.
const SEAL_BEFORE: &str = "HMAC_SHA512";

/// Opens and keys the file; the first page is proven good, and nothing else is touched.
pub(crate) fn keyed(
    path: &Path,
    key: &StoreKey,
    flags: OpenFlags,
) -> Result<(Connection, u32), StoreError> {
    match sealed_by(SEAL, path, key, flags) {
        Err(StoreError::Damaged) => sealed_by(SEAL_BEFORE, path, key, flags),
        opened => opened,
    }
}

fn sealed_by(
    seal: &str,
    path: &Path,
    key: &StoreKey,
    flags: OpenFlags,
) -> Result<(Connection, u32), StoreError> {
    make_ready();
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    apply(&db, key)?;
    set(&db, "cipher_hmac_algorithm", seal, seal)?;
    // SQLCipher otherwise writes to standard error; every error reaches the caller anyway.
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    // With temporary tables and sorts in memory, nothing readable is ever written beside the store.
    set(&db, "temp_store", "MEMORY", "2")?;
    set(&db, "busy_timeout", "5000", "5000")?;
    if !asked(&db, "cipher_version")?.starts_with("4.") {
        return Err(StoreError::Setting {
            setting: "cipher_version",
        });
    }
    let version = db.query_row("pragma user_version", [], |row| row.get(0))?;
    Ok((db, version))
}

/// SQLite lets a second thread pass while the first still makes SQLCipher ready; a key given meanwhile is refused with a bare
/// error. So whoever opens a store waits until one connection has been opened.
fn make_ready() {
    static READY: Once = Once::new();
    // Should it fail, the store's own connection says why.
    READY.call_once(|| drop(Connection::open_in_memory()));
}

/// Makes the settings that may change the file, so only once it is known to be ours.
pub(crate) fn settle(db: &Connection, purpose: Use) -> Result<(), StoreError> {
    // Zeroes every allocation of SQLite at four times the cost; the key itself is shielded either way.
    set(db, "cipher_memory_security", "OFF", "0")?;
    set(db, "journal_mode", "WAL", "wal")?;
    // NORMAL loses up to 19 acknowledged saves at a power cut, FULL none.
    set(db, "synchronous", "FULL", "2")?;
    // 64 MB of deciphered pages: reads then cost what they cost without a cipher.
    set(db, "cache_size", "-65536", "-65536")?;
    // The log is carried over into the file every 16 MB: each time costs two flushes and every page once more.
    set(db, "wal_autocheckpoint", "4000", "4000")?;
    set(db, "foreign_keys", "ON", "1")?;
    set(db, "trusted_schema", "OFF", "0")?;
    set(db, "secure_delete", "ON", "1")?;
    // So that `insert or replace` meets the triggers that refuse to delete a record.
    set(db, "recursive_triggers", "ON", "1")?;
    // Under auto_vacuum SQLCipher accepts an all-zero page without checking its seal.
    expect(db, "auto_vacuum", "0")?;
    expect(db, "cipher_page_size", "4096")?;
    match purpose {
        Use::Write => Ok(()),
        Use::Read => set(db, "query_only", "ON", "1"),
    }
}

fn set(db: &Connection, setting: &'static str, value: &str, taken: &str) -> Result<(), StoreError> {
    // Some pragmas answer with a row when they are set, others do not.
    db.pragma_update(None, setting, value)?;
    expect(db, setting, taken)
}

fn expect(db: &Connection, setting: &'static str, value: &str) -> Result<(), StoreError> {
    if asked(db, setting)?.eq_ignore_ascii_case(value) {
        Ok(())
    } else {
        Err(StoreError::Setting { setting })
    }
}

fn asked(db: &Connection, setting: &str) -> Result<String, StoreError> {
    let value =
        db.pragma_query_value(None, setting, |row| row.get::<_, rusqlite::types::Value>(0))?;
    Ok(match value {
        rusqlite::types::Value::Integer(number) => number.to_string(),
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Null
        | rusqlite::types::Value::Real(_)
        | rusqlite::types::Value::Blob(_) => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use ambient::Fixed;

    use super::*;

    #[test]
    fn a_store_of_an_earlier_release_keeps_its_seal_and_another_key_opens_neither() {
        let dir = tempfile::tempdir().unwrap();
        let (before, new) = (dir.path().join("before.db"), dir.path().join("new.db"));
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let key = StoreKey::make(&Fixed::new(1, 7).ambient());
        let write = |(db, _): (Connection, u32)| db.pragma_update(None, "user_version", 3).unwrap();
        write(sealed_by(SEAL_BEFORE, &before, &key, flags).unwrap());
        write(keyed(&new, &key, flags).unwrap());
        for (path, seal) in [(&before, SEAL_BEFORE), (&new, SEAL)] {
            let (db, version) = keyed(path, &key, flags).unwrap();
            let by = asked(&db, "cipher_hmac_algorithm").unwrap();
            assert_eq!((by.as_str(), version), (seal, 3));
            let other = StoreKey::make(&Fixed::new(1, 8).ambient());
            let refused = keyed(path, &other, flags);
            assert!(matches!(refused, Err(StoreError::Damaged)));
        }
    }
}
