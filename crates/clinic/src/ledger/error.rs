//! Why the ledger did not do something. Whatever it was doing has been undone.

use rusqlite::{ErrorCode, ffi};

/// Why the ledger did not do something.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// `SQLite` refused.
    #[error("the ledger's database refused")]
    Database(#[from] rusqlite::Error),
    /// Something in the database is not what was once put there.
    #[error("a row of the ledger cannot be read")]
    Unreadable(#[from] serde_json::Error),
    /// A column of the database is not what was once put there.
    #[error("a row of the ledger does not hold what it should")]
    Malformed,
    /// A setting the ledger relies on was not taken.
    #[error("the database does not take the setting {setting}")]
    Setting {
        /// The setting.
        setting: &'static str,
    },
    /// PostgreSQL refused. What it says itself is not repeated: it may quote a row.
    #[error("PostgreSQL refused ({state})")]
    Postgres {
        /// The SQLSTATE.
        state: String,
    },
    /// PostgreSQL does not answer, is starting or stopping, or has no room; what was under way was not kept, or will be
    /// answered as before.
    #[error("the PostgreSQL of SATCHEL_DATABASE_URL does not answer")]
    Unreachable,
    /// PostgreSQL is there, but not for us.
    #[error(
        "the PostgreSQL of SATCHEL_DATABASE_URL does not let us in ({state}); see its user, password and database"
    )]
    NotLetIn {
        /// The SQLSTATE.
        state: String,
    },
    /// Others wrote the same again and again.
    #[error("others were writing the same at the same time; try again")]
    Overtaken,
    /// The folder's ledger was moved to PostgreSQL, and no PostgreSQL was named.
    #[error("this clinic's ledger is in PostgreSQL; say where in SATCHEL_DATABASE_URL")]
    InPostgres,
    /// The folder has a ledger of its own, and a PostgreSQL was named.
    #[error(
        "this clinic's ledger is in ledger.db; run `satchel-clinic migrate` to move it, or unset SATCHEL_DATABASE_URL"
    )]
    InFile,
    /// The marker that names the clinic is damaged, or the PostgreSQL does not hold it.
    #[error("the PostgreSQL of SATCHEL_DATABASE_URL does not hold this folder's clinic")]
    AnotherPostgres,
    /// The ledger was written by a newer version.
    #[error("the ledger was written by a newer version (schema {found}, newest known {known})")]
    FromTheFuture {
        /// The schema found.
        found: usize,
        /// The newest schema known here.
        known: usize,
    },
    /// The ledger's key does not open it, or the file is no ledger.
    #[error("ledger.key does not open ledger.db, or the file is damaged")]
    WrongKey,
    /// The key's file is missing or damaged while there is a ledger.
    #[error("ledger.db is there, but ledger.key is missing or damaged; restore it from a backup")]
    KeyMissing,
    /// A file could not be read or written.
    #[error("a file of the ledger cannot be read or written")]
    Files(#[source] std::io::Error),
    /// A file could not be written privately.
    #[error("a key of the ledger cannot be written")]
    Key(#[from] crate::identity::IdentityError),
}

impl LedgerError {
    /// Whether the disk takes no more. `SQLite` calls only `ENOSPC` full; a quota or a limit on the size of files makes
    /// the same write fail, and asks for the same.
    pub(crate) fn is_no_room(&self) -> bool {
        match self {
            Self::Database(rusqlite::Error::SqliteFailure(failure, _)) => {
                failure.code == ErrorCode::DiskFull
                    || [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE]
                        .contains(&failure.extended_code)
            }
            Self::Files(error) => error.kind() == std::io::ErrorKind::StorageFull,
            Self::Database(_)
            | Self::Unreadable(_)
            | Self::Malformed
            | Self::Postgres { .. }
            | Self::Unreachable
            | Self::NotLetIn { .. }
            | Self::Overtaken
            | Self::InPostgres
            | Self::InFile
            | Self::AnotherPostgres
            | Self::Setting { .. }
            | Self::FromTheFuture { .. }
            | Self::WrongKey
            | Self::KeyMissing
            | Self::Key(_) => false,
        }
    }
}
