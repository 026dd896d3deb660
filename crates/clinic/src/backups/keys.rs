//! The clinic's keys, sealed to the recovery key: without them a copy of the ledger is nothing, and laptops would not know
//! the clinic again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ambient::Ambient;
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use sync::seal_to;
use zeroize::{Zeroize as _, Zeroizing};

use crate::identity::{IdentityError, write_private_file};
use crate::recovery::RecoveryKey;

/// For what they are sealed, and what their file says it is.
const KIND: &str = "satchel clinic keys v1";
/// Every file of a clinic's folder that makes it this clinic.
const NAMES: [&str; 6] = [
    "ledger.key",
    "ca.pem",
    "ca.key",
    "tally.key",
    "intake.key",
    "command.key",
];
/// What is larger is none of ours.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// Why the keys beside a backup were not sealed, or not taken.
#[derive(Debug, thiserror::Error)]
pub enum SealedKeysError {
    /// A file cannot be read or written.
    #[error("{} cannot be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The recovery key's public half in the ledger is none.
    #[error(
        "the recovery key that the ledger knows cannot be used; make another with `recovery-key new`"
    )]
    NoKey,
    /// It is something else, or was cut short or changed.
    #[error("{} holds no sealed keys of a clinic, or not all of them", path.display())]
    NotOne {
        /// The file.
        path: PathBuf,
    },
    /// Sealed to another recovery key.
    #[error("{} was sealed to another recovery key; take the one that the clinic had that day", path.display())]
    OtherKey {
        /// The file.
        path: PathBuf,
    },
    /// The folder has other keys already.
    #[error("{} is there already and is another; give --data an empty folder", path.display())]
    Differs {
        /// The file.
        path: PathBuf,
    },
    /// A key could not be written.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

/// What stands in the file: nothing that says whose it is.
#[derive(Serialize, Deserialize)]
struct Cover {
    kind: String,
    to: String,
    sealed: String,
}

/// Each key file's text, by its name.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Keys(BTreeMap<String, String>);

impl Drop for Keys {
    fn drop(&mut self) {
        for text in self.0.values_mut() {
            text.zeroize();
        }
    }
}

impl Keys {
    /// Those of a clinic's folder.
    pub(super) fn of(folder: &Path) -> Result<Self, SealedKeysError> {
        let mut keys = Self(BTreeMap::new());
        for name in NAMES {
            let path = folder.join(name);
            match fs::read_to_string(&path) {
                Ok(text) => drop(keys.0.insert(name.to_owned(), text)),
                // A clinic in PostgreSQL has no key of a file before its first backup.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(SealedKeysError::File { path, source }),
            }
        }
        Ok(keys)
    }

    /// The file's text, which only the recovery key with this public half opens.
    pub(super) fn sealed(
        &self,
        public: &str,
        ambient: &Ambient,
    ) -> Result<String, SealedKeysError> {
        let text = Zeroizing::new(serde_json::to_vec(self).unwrap_or_default());
        let sealed =
            seal_to(public, KIND, &text, ambient.bytes()).or(Err(SealedKeysError::NoKey))?;
        let cover = Cover {
            kind: KIND.to_owned(),
            to: public.to_owned(),
            sealed: BASE64.encode(&sealed),
        };
        Ok(serde_json::to_string(&cover).unwrap_or_default())
    }

    /// Opens a file that was sealed so.
    pub(super) fn opened(path: &Path, key: &RecoveryKey) -> Result<Self, SealedKeysError> {
        let unreadable = |source| SealedKeysError::File {
            path: path.to_owned(),
            source,
        };
        let not_one = || SealedKeysError::NotOne {
            path: path.to_owned(),
        };
        if FILE_BYTES_MAX < fs::metadata(path).map_err(unreadable)?.len() {
            return Err(not_one());
        }
        let text = fs::read(path).map_err(unreadable)?;
        let cover: Cover = serde_json::from_slice(&text).or(Err(not_one()))?;
        if cover.kind != KIND {
            return Err(not_one());
        }
        if cover.to != key.public() {
            return Err(SealedKeysError::OtherKey {
                path: path.to_owned(),
            });
        }
        let sealed = BASE64.decode(cover.sealed.as_bytes()).or(Err(not_one()))?;
        let opened = key.key().open(KIND, &sealed).or(Err(not_one()))?;
        let keys: Self = serde_json::from_slice(&Zeroizing::new(opened)).or(Err(not_one()))?;
        if keys.0.keys().all(|name| NAMES.contains(&name.as_str())) {
            return Ok(keys);
        }
        Err(not_one())
    }

    /// Writes them into a folder that has none, or the same.
    pub(super) fn put_into(&self, folder: &Path) -> Result<(), SealedKeysError> {
        let mut missing = Vec::new();
        for (name, text) in &self.0 {
            let path = folder.join(name);
            match fs::read_to_string(&path) {
                Ok(there) => {
                    if Zeroizing::new(there).trim() != text.trim() {
                        return Err(SealedKeysError::Differs { path });
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => missing.push((path, text)),
                Err(source) => return Err(SealedKeysError::File { path, source }),
            }
        }
        for (path, text) in missing {
            write_private_file(&path, text.as_bytes())?;
        }
        Ok(())
    }
}

/// The keys that belong to a backup lie beside it.
pub(super) fn beside(backup: &Path) -> PathBuf {
    let mut name = backup.as_os_str().to_owned();
    name.push(".keys");
    PathBuf::from(name)
}
