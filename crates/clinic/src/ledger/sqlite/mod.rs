//! The ledger in one encrypted SQLite file, with one writer and a few readers.

mod keyed;
mod migrations;
mod readers;
mod writer;

use std::path::{Path, PathBuf};

use ambient::Ambient;
use care::ClinicId;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _, TransactionBehavior};

use super::db::Db;
use super::{LedgerError, TallyKey, Tx};
use crate::identity::write_private_file;
pub(super) use keyed::{Seal, keyed, opened};
use readers::Readers;
use writer::Writer;

/// 32 bytes of key and 16 of salt, as SQLCipher takes them raw.
pub(super) const KEY_BYTES: usize = 48;
const STATEMENTS_KEPT: usize = 64;
/// So many read at the same time; more would only wait for the processor instead.
const READERS: usize = 3;

/// 16 MB of deciphered pages for the writer, in KiB as `SQLite` wants it; the readers have its own 2 MB.
const WRITER_CACHE: &str = "-16384";
/// The log is carried over into the file every 16 MB: each time costs two flushes and every page once more.
const CHECKPOINT_PAGES: &str = "4000";

/// The open file.
pub(super) struct Sqlite {
    writer: Writer,
    readers: Readers,
    tally: TallyKey,
    clinic: ClinicId,
    path: PathBuf,
    key: String,
}

impl Sqlite {
    /// Opens the file, or makes it; then it is this clinic's, unless it was somebody's before.
    pub(super) fn open(
        path: PathBuf,
        key: String,
        tally: TallyKey,
        found: impl FnOnce() -> ClinicId,
    ) -> Result<Self, LedgerError> {
        let (mut db, _) = connect(&path, &key)?;
        migrations::migrate(&mut db)?;
        let clinic = clinic_of(&db)?.unwrap_or_else(found);
        set(&db, "cache_size", WRITER_CACHE, WRITER_CACHE)?;
        set(
            &db,
            "wal_autocheckpoint",
            CHECKPOINT_PAGES,
            CHECKPOINT_PAGES,
        )?;
        let reader = || {
            let (db, _) = connect(&path, &key)?;
            set(&db, "query_only", "ON", "1")?;
            Ok::<_, LedgerError>(db)
        };
        let readers = (0..READERS).map(|_| reader()).collect::<Result<_, _>>()?;
        Ok(Self {
            writer: Writer::new(db, clinic, tally.clone()),
            readers: Readers::new(readers),
            tally,
            clinic,
            path,
            key,
        })
    }

    pub(super) fn transact<T, E: From<LedgerError>>(
        &self,
        now: i64,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writer.transact(now, work)
    }

    pub(super) fn read<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let read = self.readers.with(|db| {
            let transaction = db
                .transaction_with_behavior(TransactionBehavior::Deferred)
                .map_err(LedgerError::Database)?;
            work(&Tx::new(
                Db::Sqlite(&transaction),
                self.clinic,
                0,
                &self.tally,
            ))
        });
        read.unwrap_or(Err(LedgerError::Malformed.into()))
    }

    pub(super) fn clinic(&self) -> ClinicId {
        self.clinic
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    #[cfg(test)]
    pub(super) fn in_line(&self) -> usize {
        self.writer.in_line()
    }
}

/// Whose file it is; nobody's before its first transaction.
fn clinic_of(db: &Connection) -> Result<Option<ClinicId>, LedgerError> {
    let id = db
        .query_row("select clinic_id from clinic", [], |row| {
            row.get::<_, Vec<u8>>(0)
        })
        .optional()?;
    let id = id.map(|id| uuid::Uuid::from_slice(&id)).transpose();
    Ok(id.or(Err(LedgerError::Malformed))?.map(ClinicId))
}

/// A keyed connection with the settings the ledger relies on, and by what its pages are sealed.
pub(super) fn connect(path: &Path, key: &str) -> Result<(Connection, Seal), LedgerError> {
    let (db, seal) = opened(path, key, OpenFlags::default()).map_err(|error| {
        match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => LedgerError::Database(error),
            _ => LedgerError::WrongKey,
        }
    })?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    set(&db, "busy_timeout", "5000", "5000")?;
    set(&db, "temp_store", "MEMORY", "2")?;
    // Zeroes every allocation of SQLite at four times the cost; the key itself is shielded either way.
    set(&db, "cipher_memory_security", "OFF", "0")?;
    set(&db, "journal_mode", "WAL", "wal")?;
    set(&db, "synchronous", "FULL", "2")?;
    set(&db, "trusted_schema", "OFF", "0")?;
    // So that `insert or replace` meets the triggers that refuse to delete a record.
    set(&db, "recursive_triggers", "ON", "1")?;
    Ok((db, seal))
}

/// The key's 96 hex digits; made at the first start, never again.
pub(super) fn key(
    folder: &Path,
    has_ledger: bool,
    ambient: &Ambient,
) -> Result<String, LedgerError> {
    let path = folder.join("ledger.key");
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let hex = text.trim().to_owned();
            let whole = data_encoding::HEXLOWER
                .decode(hex.as_bytes())
                .is_ok_and(|bytes| bytes.len() == KEY_BYTES);
            if whole {
                Ok(hex)
            } else {
                Err(LedgerError::KeyMissing)
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !has_ledger => {
            let hex = data_encoding::HEXLOWER.encode(&ambient.bytes::<KEY_BYTES>());
            write_private_file(&path, hex.as_bytes())?;
            Ok(hex)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(LedgerError::KeyMissing),
        Err(error) => Err(LedgerError::Files(error)),
    }
}

fn set(
    db: &Connection,
    setting: &'static str,
    value: &str,
    taken: &str,
) -> Result<(), LedgerError> {
    // Some pragmas answer with a row when they are set, others do not; each is read back.
    db.pragma_update(None, setting, value)?;
    let now: String = db.pragma_query_value(None, setting, |row| {
        let value = row.get_ref(0)?;
        Ok(value.as_i64().map_or_else(
            |_| value.as_str().unwrap_or_default().to_owned(),
            |number| number.to_string(),
        ))
    })?;
    if now.eq_ignore_ascii_case(taken) {
        Ok(())
    } else {
        Err(LedgerError::Setting { setting })
    }
}
