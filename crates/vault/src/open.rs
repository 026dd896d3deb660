//! Opening a vault, and saying truly why not.
//!
//! The questions are asked in the order in which their answers can be trusted: is the folder free, is there a slot,
//! does the keyring have this slot's secret, does the passphrase fit; only then is the store touched. So a damaged
//! store is never called a wrong passphrase. Nothing is written before all of them are answered.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::connection::{self, Use};
use crate::keys::{self, Slot, SlotError, SlotFileError, StoreKey};
use crate::migrations::{self, NEWEST};
use crate::{KeyStore, KeyStoreError, Passphrase, PinError, StoreError};

pub(crate) const STORE: &str = "store.db";
const LOCK: &str = "lock";
/// The store as it was before its layout last changed.
const ASIDE: &str = "store.before.db";
const ASIDE_UNFINISHED: &str = "store.before.new.db";

/// Why a vault did not open. Its files are as they were.
#[derive(Debug, thiserror::Error)]
pub enum OpenVaultError {
    /// The passphrase is not this vault's.
    #[error("the passphrase does not open this vault")]
    WrongPassphrase,
    /// The keyring answers but does not have this profile's secret: it was reset, or another one answers.
    #[error("the keyring has no entry for this vault")]
    KeyringEntryMissing,
    /// The keyring has to be unlocked first.
    #[error("the keyring is locked")]
    KeyringLocked,
    /// No keyring answers.
    #[error("no keyring answers on this computer")]
    KeyringUnavailable,
    /// The keyring has a secret for this profile, but of another vault.
    #[error("the keyring's entry belongs to another vault")]
    OtherDevicesSecret,
    /// The slot file or the store does not bear its seal.
    #[error("the vault's files are damaged")]
    Damaged,
    /// A newer Satchel has written it.
    #[error("this vault was written by a newer version (schema {found}, newest known {known})")]
    FromTheFuture {
        /// The version found.
        found: u32,
        /// The newest one this build knows.
        known: u32,
    },
    /// Another Satchel has it open.
    #[error("the vault is in use")]
    InUse,
    /// There is no vault in the folder.
    #[error("there is no vault here")]
    NoVault,
    /// Checking the passphrase needs more memory than there is.
    #[error("there is not enough memory to check the passphrase")]
    OutOfMemory,
    /// The files could not be read at all.
    #[error("the vault's files could not be read")]
    Unreadable(#[source] io::Error),
    /// The store answered with an error that is no damage.
    #[error("the store did not open")]
    Store(#[source] StoreError),
}

impl From<KeyStoreError> for OpenVaultError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Missing => Self::KeyringEntryMissing,
            KeyStoreError::Locked => Self::KeyringLocked,
            KeyStoreError::Unavailable => Self::KeyringUnavailable,
            KeyStoreError::Unreadable => Self::OtherDevicesSecret,
        }
    }
}

impl From<SlotFileError> for OpenVaultError {
    fn from(error: SlotFileError) -> Self {
        match error {
            SlotFileError::Missing => Self::NoVault,
            SlotFileError::Damaged => Self::Damaged,
            SlotFileError::FromTheFuture { found } => Self::FromTheFuture {
                found,
                known: NEWEST,
            },
            SlotFileError::Unreadable(source) => Self::Unreadable(source),
        }
    }
}

impl From<SlotError> for OpenVaultError {
    fn from(error: SlotError) -> Self {
        match error {
            SlotError::WrongPassphrase => Self::WrongPassphrase,
            SlotError::OtherDevicesSecret => Self::OtherDevicesSecret,
            SlotError::OutOfMemory => Self::OutOfMemory,
        }
    }
}

impl From<OpenStoreError> for OpenVaultError {
    fn from(error: OpenStoreError) -> Self {
        match error {
            OpenStoreError::FromTheFuture { found } => Self::FromTheFuture {
                found,
                known: NEWEST,
            },
            OpenStoreError::Store(StoreError::Damaged) => Self::Damaged,
            OpenStoreError::Store(source) => Self::Store(source),
        }
    }
}

/// Unwraps the store key of the vault in `dir`; gives the slot it was in too.
pub(crate) fn unlock(
    dir: &Path,
    passphrase: &Passphrase,
    keys: &dyn KeyStore,
) -> Result<(StoreKey, Slot), OpenVaultError> {
    let store = dir.join(STORE);
    let slot = match keys::read(dir) {
        // A store without its keys is no empty folder: somebody's work is in it.
        Err(SlotFileError::Missing) if store.exists() => Err(OpenVaultError::Damaged),
        other => other.map_err(OpenVaultError::from),
    }?;
    let secret = keys.get(slot.profile)?;
    let key = slot.open(passphrase, &secret)?;
    match File::open(store).and_then(|file| file.metadata()) {
        Ok(_) => Ok((key, slot)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(OpenVaultError::Damaged),
        Err(error) => Err(OpenVaultError::Unreadable(error)),
    }
}

/// Whether the passphrase opens the vault in `dir`; nothing is opened with it. Works with the vault open or closed.
pub fn opens(
    dir: &Path,
    passphrase: &Passphrase,
    keys: &dyn KeyStore,
) -> Result<(), OpenVaultError> {
    unlock(dir, passphrase, keys).map(drop)
}

/// Why a vault did not open with a PIN.
#[derive(Debug, thiserror::Error)]
pub enum ReopenError {
    /// The PIN.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// The store itself.
    #[error(transparent)]
    Open(#[from] OpenVaultError),
}

/// Why a store did not open under its right key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenStoreError {
    #[error("the store was written by a newer version")]
    FromTheFuture { found: u32 },
    #[error("the store did not open")]
    Store(#[from] StoreError),
}

impl From<OpenStoreError> for StoreError {
    /// For a store that this very process has just made or used, where a newer version can only be damage.
    fn from(error: OpenStoreError) -> Self {
        match error {
            OpenStoreError::FromTheFuture { .. } => Self::Damaged,
            OpenStoreError::Store(source) => source,
        }
    }
}

/// Opens the store for writing, migrated and settled.
pub(crate) fn store(dir: &Path, key: &StoreKey) -> Result<Connection, OpenStoreError> {
    let (mut db, version) =
        connection::keyed(&dir.join(STORE), key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // A vault is born with its tables. An emptied file would otherwise be taken for a new one and filled.
    if version == 0 {
        return Err(OpenStoreError::Store(StoreError::Damaged));
    }
    if NEWEST < version {
        return Err(OpenStoreError::FromTheFuture { found: version });
    }
    connection::settle(&db, Use::Write)?;
    if version < NEWEST {
        put_aside(&db, dir)?;
    }
    migrations::migrate(&mut db, version)?;
    Ok(db)
}

/// Before the layout changes, the store is copied as it is, sealed under its own key. The copy goes when an exchange
/// with the clinic has been complete under the new layout.
fn put_aside(db: &Connection, dir: &Path) -> Result<(), StoreError> {
    // All of it into the one file that is copied.
    db.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
    let copy = dir.join(ASIDE);
    if !copy.exists() {
        let unfinished = dir.join(ASIDE_UNFINISHED);
        std::fs::copy(dir.join(STORE), &unfinished)?;
        File::open(&unfinished)?.sync_all()?;
        std::fs::rename(&unfinished, &copy)?;
    }
    Ok(())
}

/// Removes the copy that [`store`] made before the layout changed, if there is one.
pub(crate) fn drop_aside(dir: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(dir.join(ASIDE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The exclusive use of a profile folder, for as long as it lives; the system lets go of it when a process dies.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// Why the folder was not locked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LockError {
    #[error("the profile is in use")]
    InUse,
    #[error("the lock file could not be opened")]
    Unreadable(#[source] io::Error),
}

/// Whether the folder holds a vault, or what is left of one.
pub(crate) fn is_there(dir: &Path) -> bool {
    dir.join(STORE).exists() || keys::is_there(dir)
}

impl Lock {
    pub(crate) fn take(dir: &Path) -> Result<Self, LockError> {
        let open = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join(LOCK));
        let file = open.map_err(LockError::Unreadable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::InUse),
            Err(TryLockError::Error(source)) => Err(LockError::Unreadable(source)),
        }
    }
}

impl From<LockError> for OpenVaultError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::InUse => Self::InUse,
            LockError::Unreadable(source) if source.kind() == io::ErrorKind::NotFound => {
                Self::NoVault
            }
            LockError::Unreadable(source) => Self::Unreadable(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use ambient::Fixed;
    use uuid::Uuid;

    use super::*;
    use crate::{Cost, MemoryKeyStore, Vault};

    fn passphrase() -> Passphrase {
        Passphrase::typed("sol mar luz paz")
    }

    fn made(dir: &Path) -> MemoryKeyStore {
        let (keys, ambient) = (MemoryKeyStore::new(), Fixed::new(1, 7).ambient());
        Vault::create(
            dir,
            Uuid::from_u128(1),
            &passphrase(),
            &keys,
            &ambient,
            Cost::FLOOR,
        )
        .unwrap()
        .close();
        keys
    }

    #[test]
    fn a_store_of_a_newer_version_is_from_the_future_and_stays_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let keys = made(dir.path());
        let (key, _) = unlock(dir.path(), &passphrase(), &keys).unwrap();
        let path = dir.path().join(STORE);
        let (db, version) =
            connection::keyed(&path, &key, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
        assert_eq!(version, NEWEST);
        db.pragma_update(None, "user_version", NEWEST + 1).unwrap();
        db.close().unwrap();
        let before = std::fs::read(&path).unwrap();
        let refused = Vault::open(dir.path(), &passphrase(), &keys).unwrap_err();
        assert!(
            matches!(refused, OpenVaultError::FromTheFuture { found, known: NEWEST } if found == NEWEST + 1)
        );
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn every_connection_has_the_settings_of_the_design() {
        let dir = tempfile::tempdir().unwrap();
        let keys = made(dir.path());
        let (key, _) = unlock(dir.path(), &passphrase(), &keys).unwrap();
        let db = store(dir.path(), &key).unwrap();
        let asked = |setting: &str| -> String {
            let value = db
                .pragma_query_value(None, setting, |row| row.get::<_, rusqlite::types::Value>(0))
                .unwrap();
            format!("{value:?}")
        };
        assert_eq!(asked("journal_mode"), "Text(\"wal\")");
        assert_eq!(asked("synchronous"), "Integer(2)");
        assert_eq!(asked("page_size"), "Text(\"4096\")");
        assert_eq!(asked("secure_delete"), "Integer(1)");
        assert_eq!(asked("temp_store"), "Integer(2)");
        assert_eq!(asked("trusted_schema"), "Integer(0)");
        assert_eq!(asked("cache_size"), "Integer(-65536)");
        assert!(asked("cipher_version").starts_with("Text(\"4."));
        assert_eq!(asked("cipher_hmac_algorithm"), "Text(\"HMAC_SHA256\")");
        let salt_is_ours = asked("cipher_salt");
        let hex = data_encoding::HEXLOWER.encode(&key.bytes()[32..]);
        assert_eq!(salt_is_ours, format!("Text(\"{hex}\")"));
    }
}
