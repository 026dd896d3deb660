//! Why the store did not read or write.

use rusqlite::{ErrorCode, ffi};

/// Why the store did not read or write. In every case what was kept before is still there.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk takes no more: it is full, or a quota or size limit is reached.
    #[error("the disk takes no more")]
    DiskFull,
    /// A page of the store does not bear its seal.
    #[error("the store is damaged")]
    Damaged,
    /// SQLCipher did not take one of the settings the store relies on.
    #[error("the store did not take the setting {setting}")]
    Setting {
        /// Which one.
        setting: &'static str,
    },
    /// A file beside the store could not be read or written.
    #[error("a file beside the store could not be read or written")]
    File(#[source] std::io::Error),
    /// Anything else that SQLite says.
    #[error("the store did not do as asked")]
    Sql(#[source] rusqlite::Error),
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            Self::DiskFull
        } else {
            Self::File(error)
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            return Self::Sql(error);
        };
        match (failure.code, failure.extended_code) {
            (ErrorCode::DiskFull, _) => Self::DiskFull,
            // SQLite calls only ENOSPC full. A quota or a file size limit makes the same write fail, and asks the
            // same of the person: make room, and do not close the window before it is saved.
            (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_SHMSIZE) => {
                Self::DiskFull
            }
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => Self::Damaged,
            _ => Self::Sql(error),
        }
    }
}
