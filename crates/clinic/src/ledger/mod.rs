//! The ledger: the clinic's store, in an encrypted SQLite file or in PostgreSQL.
//!
//! Whatever is written is written inside [`Store::transact`]. It is durable when `transact` returns, and an answer to a
//! device is sent only after that. Both engines run the same statements; see [`db`].

mod anew;
mod code;
mod copies;
mod db;
mod error;
mod files;
mod for_sync;
mod founding;
mod moving;
mod pen;
mod postgres;
mod scope;
mod sqlite;
mod tx;
mod waiting;

use std::fmt;
use std::path::{Path, PathBuf};

use ambient::Ambient;
use care::ClinicId;

pub use code::TallyKey;
pub use copies::{Backup, BackupError};
pub(crate) use db::{Bound, Row, params};
pub use error::LedgerError;
pub use moving::{MoveError, Moved};
pub(crate) use pen::{Pen, first};
pub use postgres::{DatabaseUrl, DatabaseUrlError};
pub use tx::Tx;

use founding::Marker;
use postgres::Postgres;
use sqlite::Sqlite;

/// Where a ledger is.
#[derive(Debug, Clone, Default)]
pub enum LedgerPlace {
    /// In a file in the clinic's folder.
    #[default]
    InFolder,
    /// In PostgreSQL.
    Postgres(DatabaseUrl),
}

/// The open ledger.
pub struct Store {
    engine: Engine,
    /// The clinic's folder, with its keys.
    folder: PathBuf,
    tally: TallyKey,
}

enum Engine {
    Sqlite(Box<Sqlite>),
    Postgres(Postgres),
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store(…)")
    }
}

impl Store {
    /// Opens the ledger in the folder, or makes it if there is none.
    pub fn open(folder: &Path, tally: TallyKey, ambient: &Ambient) -> Result<Self, LedgerError> {
        if Marker::read(folder)?.is_some() {
            return Err(LedgerError::InPostgres);
        }
        let path = folder.join(FILE);
        let key = sqlite::key(folder, path.exists(), ambient)?;
        let found = || ClinicId(ambient.mint());
        let engine = Engine::Sqlite(Box::new(Sqlite::open(path, key, tally.clone(), found)?));
        let store = Self {
            engine,
            folder: folder.to_owned(),
            tally,
        };
        store.begin(ambient)?;
        Ok(store)
    }

    /// Opens the ledger where it is, or makes it there if there is none.
    pub fn open_at(
        folder: &Path,
        place: &LedgerPlace,
        tally: TallyKey,
        ambient: &Ambient,
    ) -> Result<Self, LedgerError> {
        let LedgerPlace::Postgres(url) = place else {
            return Self::open(folder, tally, ambient);
        };
        let marker = Marker::read(folder)?;
        if marker.is_none() && folder.join(FILE).exists() {
            return Err(LedgerError::InFile);
        }
        let is_new = marker.is_none();
        let clinic = marker.map_or_else(|| ClinicId(ambient.mint()), |marker| marker.clinic);
        let store = Self::connect(folder, url, clinic, tally)?;
        if is_new {
            // Founded first: a folder must not name a clinic that is nowhere.
            store.begin(ambient)?;
            Marker { clinic }.write(folder)?;
        } else if !store.is_founded()? {
            return Err(LedgerError::AnotherPostgres);
        }
        Ok(store)
    }

    /// The ledger of this clinic in PostgreSQL, whether it is there or not.
    fn connect(
        folder: &Path,
        url: &DatabaseUrl,
        clinic: ClinicId,
        tally: TallyKey,
    ) -> Result<Self, LedgerError> {
        let engine = Engine::Postgres(Postgres::open(url.clone(), clinic, tally.clone())?);
        Ok(Self {
            engine,
            folder: folder.to_owned(),
            tally,
        })
    }

    /// Runs everything in `work` in one transaction at the instant `now`; durable when this returns `Ok`, undone when it
    /// does not. It may be run more than once, each time as if it had not been before: what it decides, it decides anew.
    pub fn transact<T, E: From<LedgerError>>(
        &self,
        now: i64,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.transact(now, work),
            Engine::Postgres(postgres) => postgres.transact(now, work),
        }
    }

    /// Reads, all of it at one instant, what has been committed.
    pub(crate) fn read<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(work),
            Engine::Postgres(postgres) => postgres.read(work),
        }
    }
}

/// The ledger in a clinic's folder.
const FILE: &str = "ledger.db";

#[cfg(test)]
mod tests;
