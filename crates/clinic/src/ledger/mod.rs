//! The ledger: the clinic's store, one encrypted SQLite file with one writer and a few readers.
//!
//! Whatever is written is written inside [`Store::transact`]. It is durable when `transact` returns, and an answer to a
//! device is sent only after that.

mod code;
mod copies;
mod error;
mod files;
mod migrations;
mod pen;
mod readers;
mod scope;
mod tx;
mod waiting;
mod writer;

use std::fmt;
use std::path::{Path, PathBuf};

use ambient::Ambient;
use care::{ClinicId, DeviceId};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, named_params};

pub use code::TallyKey;
pub use copies::{Backup, BackupError};
pub use error::LedgerError;
pub(crate) use pen::{Pen, first};
pub use tx::Tx;

use crate::identity::write_private_file;
use readers::Readers;
use writer::Writer;

/// 32 bytes of key and 16 of salt, as SQLCipher takes them raw.
const KEY_BYTES: usize = 48;
const STATEMENTS_KEPT: usize = 64;
/// So many read at the same time; more would only wait for the processor instead.
const READERS: usize = 3;

/// 16 MB of deciphered pages for the writer, in KiB as `SQLite` wants it; the readers have its own 2 MB.
const WRITER_CACHE: &str = "-16384";
/// The log is carried over into the file every 16 MB: each time costs two flushes and every page once more.
const CHECKPOINT_PAGES: &str = "4000";

/// What this ledger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Founding {
    pub(crate) id: ClinicId,
    pub(crate) name: String,
    pub(crate) epoch: String,
    /// The id under which the clinic's own systems write.
    pub(crate) device: DeviceId,
}

/// The open ledger.
pub struct Store {
    writer: Writer,
    readers: Readers,
    tally: TallyKey,
    path: PathBuf,
    key: String,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store(…)")
    }
}

impl Store {
    /// Opens the ledger in the folder, or makes it if there is none.
    pub fn open(folder: &Path, tally: TallyKey, ambient: &Ambient) -> Result<Self, LedgerError> {
        let path = folder.join("ledger.db");
        let key = key(folder, path.exists(), ambient)?;
        let mut db = connect(&path, &key)?;
        migrations::migrate(&mut db)?;
        set(&db, "cache_size", WRITER_CACHE, WRITER_CACHE)?;
        set(
            &db,
            "wal_autocheckpoint",
            CHECKPOINT_PAGES,
            CHECKPOINT_PAGES,
        )?;
        let reader = || {
            let db = connect(&path, &key)?;
            set(&db, "query_only", "ON", "1")?;
            Ok::<_, LedgerError>(db)
        };
        let readers = (0..READERS).map(|_| reader()).collect::<Result<_, _>>()?;
        let store = Self {
            writer: Writer::new(db, tally.clone()),
            readers: Readers::new(readers),
            tally,
            path,
            key,
        };
        store.begin(ambient)?;
        Ok(store)
    }

    /// Runs everything in `work` in one transaction at the instant `now`; durable when this returns `Ok`, undone
    /// when it does not.
    pub fn transact<T, E: From<LedgerError>>(
        &self,
        now: i64,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writer.transact(now, work)
    }

    /// Reads, all of it at one instant, what has been committed.
    pub(crate) fn read<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let read = self.readers.with(|db| {
            let transaction = db
                .transaction_with_behavior(TransactionBehavior::Deferred)
                .map_err(LedgerError::Database)?;
            work(&Tx::new(&transaction, 0, &self.tally))
        });
        read.unwrap_or(Err(LedgerError::Malformed.into()))
    }

    /// A new ledger learns who it is.
    fn begin(&self, ambient: &Ambient) -> Result<(), LedgerError> {
        self.transact(ambient.now(), |tx| {
            if tx.founding()?.is_none() {
                let founding = Founding {
                    id: ClinicId(ambient.mint()),
                    name: "Clinic".to_owned(),
                    epoch: data_encoding::HEXLOWER.encode(&ambient.bytes::<16>()),
                    device: DeviceId(ambient.mint()),
                };
                tx.insert_founding(&founding)?;
            }
            Ok(())
        })
    }
}

/// A keyed connection with the settings the ledger relies on.
fn connect(path: &Path, key: &str) -> Result<Connection, LedgerError> {
    let db = Connection::open(path)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    db.pragma_update(None, "key", format!("x'{key}'"))?;
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    if db
        .query_row("select count(*) from sqlite_schema", [], |_| Ok(()))
        .is_err()
    {
        return Err(LedgerError::WrongKey);
    }
    set(&db, "busy_timeout", "5000", "5000")?;
    set(&db, "temp_store", "MEMORY", "2")?;
    set(&db, "journal_mode", "WAL", "wal")?;
    set(&db, "synchronous", "FULL", "2")?;
    set(&db, "trusted_schema", "OFF", "0")?;
    // So that `insert or replace` meets the triggers that refuse to delete a record.
    set(&db, "recursive_triggers", "ON", "1")?;
    Ok(db)
}

/// The key's 96 hex digits; made at the first start, never again.
fn key(folder: &Path, has_ledger: bool, ambient: &Ambient) -> Result<String, LedgerError> {
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

impl Tx<'_> {
    /// What this ledger is; none only before its first transaction.
    pub(crate) fn founding(&self) -> Result<Option<Founding>, LedgerError> {
        let row = self
            .db()
            .prepare_cached(include_str!("founding.sql"))?
            .query_row([], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get::<_, String>(3)?,
                ))
            });
        let Some((id, name, epoch, device)) = row.optional()? else {
            return Ok(None);
        };
        let (Ok(id), Ok(device)) = (id.parse(), device.parse()) else {
            return Err(LedgerError::Malformed);
        };
        Ok(Some(Founding {
            id,
            name,
            epoch,
            device,
        }))
    }

    fn insert_founding(&self, founding: &Founding) -> Result<(), LedgerError> {
        self.db()
            .prepare_cached(include_str!("insert_founding.sql"))?
            .execute(named_params! {
                ":id": founding.id.to_string(),
                ":name": founding.name,
                ":epoch": founding.epoch,
                ":device": founding.device.to_string(),
            })?;
        Ok(())
    }

    /// Gives the clinic another name.
    pub(crate) fn rename_clinic(&self, name: &str) -> Result<(), LedgerError> {
        self.db()
            .prepare_cached(include_str!("rename_clinic.sql"))?
            .execute(named_params! { ":name": name })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
