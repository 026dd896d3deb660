//! A keyring in files: one in memory would die with the process, and the real one is another program's.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use uuid::Uuid;
use vault::{DeviceSecret, KeyStore, KeyStoreError};

/// The keyring.
pub(crate) struct FileKeys(PathBuf);

impl FileKeys {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self(folder.to_path_buf())
    }

    fn file(&self, profile: Uuid) -> PathBuf {
        self.0.join(format!("{profile}.secret"))
    }
}

impl KeyStore for FileKeys {
    fn put(&self, profile: Uuid, secret: &DeviceSecret) -> Result<(), KeyStoreError> {
        let unavailable = |_| KeyStoreError::Unavailable;
        fs::create_dir_all(&self.0).map_err(unavailable)?;
        fs::write(self.file(profile), secret.bytes()).map_err(unavailable)
    }

    fn get(&self, profile: Uuid) -> Result<DeviceSecret, KeyStoreError> {
        let bytes = fs::read(self.file(profile)).map_err(|error| {
            if error.kind() == ErrorKind::NotFound {
                KeyStoreError::Missing
            } else {
                KeyStoreError::Unavailable
            }
        })?;
        DeviceSecret::from_slice(&bytes).ok_or(KeyStoreError::Unreadable)
    }

    fn forget(&self, profile: Uuid) -> Result<(), KeyStoreError> {
        fs::remove_file(self.file(profile)).or(Err(KeyStoreError::Missing))
    }
}
