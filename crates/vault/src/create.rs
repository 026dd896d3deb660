//! Making a new vault.
//!
//! The order matters to whoever pulls the plug: the store is built under another name, then the keys are written, and
//! the store's renaming is the moment the vault exists. Whatever an interrupted making leaves behind holds no data,
//! and only that is ever made anew.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use ambient::Ambient;
use rusqlite::OpenFlags;
use uuid::Uuid;

use crate::keys::{self, Slot, SlotDraft, SlotError, StoreKey};
use crate::open::{Lock, LockError, STORE};
use crate::{
    Cost, DeviceSecret, KeyStore, KeyStoreError, Passphrase, StoreError, connection, migrations,
};

/// The store while it is being made.
const UNFINISHED: &str = "store.new.db";

/// Why no vault was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateVaultError {
    /// The folder holds a vault, or what is left of one; neither is overwritten.
    #[error("there is a vault already")]
    AlreadyThere,
    /// Another Satchel uses the folder.
    #[error("the profile is in use")]
    InUse,
    /// The keyring did not keep the device secret.
    #[error("the keyring did not keep the device secret")]
    Keyring(#[source] KeyStoreError),
    /// Checking a passphrase needs more memory than there is.
    #[error("there is not enough memory to check the passphrase")]
    OutOfMemory,
    /// The folder could not be written.
    #[error("the profile folder could not be written")]
    Unwritable(#[source] io::Error),
    /// The store could not be written.
    #[error("the store could not be written")]
    Store(#[from] StoreError),
}

/// What a vault is made of.
pub(crate) struct Making<'a> {
    pub(crate) dir: &'a Path,
    pub(crate) profile: Uuid,
    pub(crate) passphrase: &'a Passphrase,
    pub(crate) keys: &'a dyn KeyStore,
    pub(crate) ambient: &'a Ambient,
    pub(crate) cost: Cost,
}

impl Making<'_> {
    /// Makes the files; leaves the folder locked for whoever opens them.
    pub(crate) fn make(&self) -> Result<(StoreKey, Lock), CreateVaultError> {
        use CreateVaultError::Unwritable;
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(self.dir)
            .map_err(Unwritable)?;
        let lock = Lock::take(self.dir).map_err(|error| match error {
            LockError::InUse => CreateVaultError::InUse,
            LockError::Unreadable(source) => Unwritable(source),
        })?;
        self.make_room()?;
        let secret = DeviceSecret::make(self.ambient);
        self.keys
            .put(self.profile, &secret)
            .map_err(CreateVaultError::Keyring)?;
        // A keyring that takes a secret and gives another back is found out now, not on Monday.
        let kept = self
            .keys
            .get(self.profile)
            .map_err(CreateVaultError::Keyring)?;
        if kept.check() != secret.check() {
            return Err(CreateVaultError::Keyring(KeyStoreError::Unreadable));
        }
        let key = StoreKey::make(self.ambient);
        self.build_store(&key)?;
        let draft = SlotDraft {
            profile: self.profile,
            generation: 1,
            cost: self.cost,
        };
        let slot =
            Slot::seal(draft, &key, self.passphrase, &secret, self.ambient).map_err(|error| {
                match error {
                    // Sealing asks no question that could be answered wrongly; only memory can be wanting.
                    SlotError::OutOfMemory
                    | SlotError::WrongPassphrase
                    | SlotError::OtherDevicesSecret => CreateVaultError::OutOfMemory,
                }
            })?;
        keys::write(self.dir, &slot).map_err(Unwritable)?;
        fs::rename(self.dir.join(UNFINISHED), self.dir.join(STORE)).map_err(Unwritable)?;
        keys::sync_dir(self.dir).map_err(Unwritable)?;
        Ok((key, lock))
    }

    fn make_room(&self) -> Result<(), CreateVaultError> {
        let unfinished = self.dir.join(UNFINISHED);
        if self.dir.join(STORE).exists() || (keys::is_there(self.dir) && !unfinished.exists()) {
            return Err(CreateVaultError::AlreadyThere);
        }
        match fs::remove_file(unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(CreateVaultError::Unwritable(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn build_store(&self, key: &StoreKey) -> Result<(), CreateVaultError> {
        let path = self.dir.join(UNFINISHED);
        build(&path, key)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))
            .map_err(CreateVaultError::Unwritable)
    }
}

/// Makes an empty store.
pub(crate) fn build(path: &Path, key: &StoreKey) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let (mut db, version) = connection::keyed(path, key, flags)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    migrations::migrate(&mut db, version)?;
    Ok(db.close().map_err(|(_, error)| error)?)
}
