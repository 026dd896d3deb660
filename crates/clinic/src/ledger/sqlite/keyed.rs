//! How a file of the ledger is opened: with its key, and by which seal its pages bear.

use std::path::Path;
use std::sync::Once;

use rusqlite::{Connection, ErrorCode, OpenFlags};

/// By which each page is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ledger) enum Seal {
    /// New files: processors have instructions for SHA-256, and for SHA-512 most have none.
    Sha256,
    /// Files of earlier releases, which keep it.
    Sha512,
}

impl Seal {
    const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "HMAC_SHA256",
            Self::Sha512 => "HMAC_SHA512",
        }
    }
}

/// Opens a file by whichever of the two it bears: a page bears one of them under the ledger's key, or is refused, so that
/// to try both makes neither easier to forge.
pub(in crate::ledger) fn opened(
    path: &Path,
    key: &str,
    flags: OpenFlags,
) -> rusqlite::Result<(Connection, Seal)> {
    let by = |seal| {
        let db = keyed(path, key, flags, seal)?;
        db.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
        Ok((db, seal))
    };
    by(Seal::Sha256).or_else(|error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => by(Seal::Sha512),
        _ => Err(error),
    })
}

/// Opens and keys a file; nothing of it is read.
pub(in crate::ledger) fn keyed(
    path: &Path,
    key: &str,
    flags: OpenFlags,
    seal: Seal,
) -> rusqlite::Result<Connection> {
    make_ready();
    let db = Connection::open_with_flags(path, flags)?;
    db.pragma_update(None, "key", format!("x'{key}'"))?;
    db.pragma_update(None, "cipher_hmac_algorithm", seal.name())?;
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    Ok(db)
}

/// As in the vault: SQLite lets a second thread pass while the first still makes SQLCipher ready, and then refuses its key.
fn make_ready() {
    static READY: Once = Once::new();
    // Should it fail, the ledger's own connection says why.
    READY.call_once(|| drop(Connection::open_in_memory()));
}
