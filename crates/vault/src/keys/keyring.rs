//! The operating system's keyring, through the Secret Service.

use std::fmt;

use data_encoding::BASE64;
use keyring::{Entry, Error};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{DeviceSecret, KeyStore, KeyStoreError};

const BUNDLE: &str = "org.satchel.Satchel";
const USER: &str = "device-secret";

/// Keeps each profile's secret as one keyring entry.
///
/// Whether a keyring answers is found out once per process: after starting one, Satchel has to be started again.
#[derive(Default)]
pub struct OsKeyring;

impl fmt::Debug for OsKeyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OsKeyring")
    }
}

impl KeyStore for OsKeyring {
    fn put(&self, profile: Uuid, secret: &DeviceSecret) -> Result<(), KeyStoreError> {
        // One line of base64: some keyrings give multi-line or binary secrets back changed after a restart.
        let text = Zeroizing::new(BASE64.encode(secret.bytes()));
        entry(profile)?.set_password(&text).map_err(meaning)
    }

    fn get(&self, profile: Uuid) -> Result<DeviceSecret, KeyStoreError> {
        let text = Zeroizing::new(entry(profile)?.get_password().map_err(meaning)?);
        let bytes = BASE64.decode(text.as_bytes()).map(Zeroizing::new).ok();
        bytes
            .and_then(|bytes| DeviceSecret::from_slice(&bytes))
            .ok_or(KeyStoreError::Unreadable)
    }

    fn forget(&self, profile: Uuid) -> Result<(), KeyStoreError> {
        entry(profile)?.delete_credential().map_err(meaning)
    }
}

fn entry(profile: Uuid) -> Result<Entry, KeyStoreError> {
    Entry::new(&format!("{BUNDLE}/{profile}"), USER).map_err(meaning)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "dropped here: it may hold what was read"
)]
/// The keyring's own errors may carry what it read, so none of them is passed on.
fn meaning(error: Error) -> KeyStoreError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "foreign and open-ended")]
    match error {
        Error::NoEntry => KeyStoreError::Missing,
        Error::NoStorageAccess(_) => KeyStoreError::Locked,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::Ambiguous(_) => {
            KeyStoreError::Unreadable
        }
        _ => KeyStoreError::Unavailable,
    }
}
