//! The keys that open a vault, and how they are kept.
//!
//! A passphrase in a person's head and a secret in the computer's keyring together make the key that unwraps the
//! store key; neither alone opens anything. The wrapped store key lies in the slot file beside the store. Nothing
//! here ever makes a new secret because an old one was not found.

mod apply;
mod common;
mod cost;
mod device_secret;
mod keyring;
mod passphrase;
mod pin;
mod slot;
mod slot_file;
mod store_key;
#[cfg(test)]
mod tests;

pub(crate) use apply::apply;
pub use cost::Cost;
pub use device_secret::{DeviceSecret, KeyStore, KeyStoreError, MemoryKeyStore};
pub use keyring::OsKeyring;
pub use passphrase::{Passphrase, WeakPassphrase};
pub use pin::{Pin, PinError, WarmKey};
pub(crate) use slot::{Slot, SlotDraft, SlotError};
pub(crate) use slot_file::{
    NAMES as SLOT_FILES, ReplaceError, SlotFileError, is_there, mend, read, replace, sync_dir,
    write,
};
pub(crate) use store_key::StoreKey;
