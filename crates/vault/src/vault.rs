//! One person's open store.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ambient::Ambient;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::create::Making;
use crate::keys::{self, StoreKey};
use crate::open::{self, Lock, STORE};
use crate::pool::Pool;
use crate::rekey::{self, NewSlot, RecoverVaultError};
use crate::{
    Changes, Cost, CreateVaultError, KeyStore, OpenVaultError, Passphrase, Pin, PinError, Reader,
    ReopenError, StoreError, WarmKey, Writer,
};

/// One person's open store: one connection that writes, a few that read, and the folder locked.
///
/// The fields are dropped in this order: connections first, then the key, then the lock, so that nobody else can open
/// the folder while a file in it is still open.
pub struct Vault {
    readers: Pool,
    /// Empty after a failed transaction, until the next one connects anew; see [`Pool`] for why.
    writer: Mutex<Option<Connection>>,
    dir: PathBuf,
    key: StoreKey,
    _lock: Lock,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl Vault {
    /// Makes a new vault in `dir` for `profile`, and opens it. Refuses a folder that holds one.
    #[expect(
        clippy::too_many_arguments,
        reason = "all of different types, so none can be taken for another"
    )]
    pub fn create(
        dir: &Path,
        profile: Uuid,
        passphrase: &Passphrase,
        keys: &dyn KeyStore,
        ambient: &Ambient,
        cost: Cost,
    ) -> Result<Self, CreateVaultError> {
        let (key, lock) = Making {
            dir,
            profile,
            passphrase,
            keys,
            ambient,
            cost,
        }
        .make()?;
        let db = open::store(dir, &key).map_err(StoreError::from)?;
        Ok(Self::of(dir, key, lock, db))
    }

    /// Opens the vault in `dir`. An error leaves its files as they were.
    pub fn open(
        dir: &Path,
        passphrase: &Passphrase,
        keys: &dyn KeyStore,
    ) -> Result<Self, OpenVaultError> {
        if !open::is_there(dir) {
            return Err(OpenVaultError::NoVault);
        }
        let lock = Lock::take(dir)?;
        let (key, slot) = open::unlock(dir, passphrase, keys)?;
        let db = open::store(dir, &key)?;
        // It is open all the same; the next opening tries again.
        keys::mend(dir, &slot).ok();
        Ok(Self::of(dir, key, lock, db))
    }

    /// Opens the vault in `dir` with the key that was kept warm under a PIN. The slot is not looked at.
    pub fn reopen(dir: &Path, warm: &WarmKey, digits: &str) -> Result<Self, ReopenError> {
        let key = warm.open(digits)?;
        let lock = Lock::take(dir).map_err(OpenVaultError::from)?;
        let db = open::store(dir, &key).map_err(OpenVaultError::from)?;
        Ok(Self::of(dir, key, lock, db))
    }

    /// Opens the vault in `dir` with the key of its store, which came back from the clinic, and gives it a new slot
    /// under a new passphrase. What `first` writes is in the store before the slot is: it must be known also if the power
    /// goes in between. An error leaves the slot as it was.
    pub fn recover(
        dir: &Path,
        profile: Uuid,
        store_key: &[u8],
        new: &NewSlot<'_>,
        first: impl FnOnce(&Self) -> Result<(), StoreError>,
    ) -> Result<Self, RecoverVaultError> {
        let key = StoreKey::from_slice(store_key).ok_or(RecoverVaultError::OtherKey)?;
        let lock = Lock::take(dir).map_err(OpenVaultError::from)?;
        // Only the right key opens the store, and only then is anything written.
        let db = open::store(dir, &key).map_err(OpenVaultError::from)?;
        let vault = Self::of(dir, key, lock, db);
        first(&vault)?;
        rekey::recover(dir, profile, &vault.key, new)?;
        Ok(vault)
    }

    /// Seals the store's key under a PIN, to be kept in memory while the vault is closed.
    pub fn keep_warm(&self, pin: &Pin, ambient: &Ambient) -> Result<WarmKey, PinError> {
        WarmKey::seal(&self.key, pin, ambient)
    }

    /// Lends the store's key to be sealed to somebody, and for nothing else.
    pub fn lend_key<T>(&self, seal: impl FnOnce(&[u8]) -> T) -> T {
        seal(self.key.bytes())
    }

    /// Every page of the store as it is deciphered, also those that nothing uses any more: what somebody would read who had
    /// the key.
    #[cfg(feature = "drill")]
    pub fn deciphered(&self) -> Result<Vec<u8>, StoreError> {
        let mut db = open::store(&self.dir, &self.key)?;
        Ok(db.serialize(rusqlite::MAIN_DB)?.to_vec())
    }

    /// Opens the store in `dir` under a key that the simulation gives, and makes it if there is none: without a
    /// passphrase, which would take longer than the day that is simulated.
    #[cfg(feature = "drill")]
    pub fn drill(dir: &Path, key: &[u8]) -> Result<Self, OpenVaultError> {
        let key = StoreKey::from_slice(key).ok_or(OpenVaultError::Damaged)?;
        let lock = Lock::take(dir)?;
        if !dir.join(STORE).exists() {
            crate::create::build(&dir.join(STORE), &key).map_err(OpenVaultError::Store)?;
        }
        let db = open::store(dir, &key)?;
        Ok(Self::of(dir, key, lock, db))
    }

    fn of(dir: &Path, key: StoreKey, lock: Lock, db: Connection) -> Self {
        let readers = Pool::new(dir.join(STORE));
        Self {
            readers,
            writer: Mutex::new(Some(db)),
            dir: dir.to_owned(),
            key,
            _lock: lock,
        }
    }

    /// The one door for writing: all of `act` is kept, and what it changed is told, or none of it is.
    ///
    /// Waits for another transaction to end; so never call it from within one.
    pub fn transact<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce(&Writer<'_>) -> Result<T, E>,
    ) -> Result<(T, Changes), E> {
        let mut place = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut db = match place.take() {
            Some(db) => db,
            None => open::store(&self.dir, &self.key).map_err(StoreError::from)?,
        };
        let answer = transact_on(&mut db, act)?;
        *place = Some(db);
        Ok(answer)
    }

    /// Reads one unchanging state of the store, also while somebody writes.
    pub fn read<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.readers.with(&self.key, |db| {
            let tx = db.unchecked_transaction().map_err(StoreError::from)?;
            act(&Reader::new(&tx))
        })
    }

    /// An exchange with the clinic was complete: a copy from before the last change of layout is needed no more.
    pub fn settled(&self) -> Result<(), StoreError> {
        open::drop_aside(&self.dir)
    }

    /// Closes every connection, wipes the key and frees the folder.
    pub fn close(self) {
        drop(self);
    }
}

fn transact_on<T, E: From<StoreError>>(
    db: &mut Connection,
    act: impl FnOnce(&Writer<'_>) -> Result<T, E>,
) -> Result<(T, Changes), E> {
    let tx = Transaction::new(db, TransactionBehavior::Immediate).map_err(StoreError::from)?;
    let writer = Writer::new(&tx);
    let value = act(&writer)?;
    let (changes, carries_log_over) = writer.into_changes();
    tx.commit().map_err(StoreError::from)?;
    if carries_log_over {
        // The transaction is kept, whatever becomes of this. While somebody reads a state before it the log stays, until it
        // is carried over again or the store is closed.
        db.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
            .ok();
    }
    Ok((value, changes))
}
