//! The encrypted file on the laptop.
//!
//! A [`Vault`] is one person's store: SQLite under SQLCipher, opened by a passphrase and a secret from the computer's
//! keyring. All writing goes through [`Vault::transact`], which says what it changed. What the rows hold is JSON that
//! only its views look into. This crate knows no network, no window and nothing of how replicas agree, and it never
//! deletes anything because something else went wrong.

mod changes;
mod connection;
mod create;
mod erase;
mod keys;
mod migrations;
mod open;
mod page;
mod pool;
mod rekey;
mod store_error;
mod transaction;

pub mod acked;
pub mod audit;
pub mod copies;
pub mod drafts;
pub mod entities;
pub mod files;
pub mod members;
pub mod meta;
pub mod outbox;
pub mod people;
pub mod receipts;
pub mod records;
pub mod reviews;
pub mod stages;
pub mod streams;
pub mod tasks;
pub mod visits;
pub mod written;

mod vault;

pub use changes::{Changes, Topic};
pub use create::CreateVaultError;
pub use erase::{EraseError, cost_of_a_guess, erase};
pub use keys::{
    Cost, DeviceSecret, KeyStore, KeyStoreError, MemoryKeyStore, OsKeyring, Passphrase, Pin,
    PinError, WarmKey, WeakPassphrase,
};
pub use migrations::{NEWEST, schema};
pub use open::{OpenVaultError, ReopenError, opens};
pub use page::{PAGE_RECORDS_MAX, Page};
pub use rekey::{NewSlot, RecoverVaultError, RekeyError, change_passphrase};
pub use store_error::StoreError;
pub use transaction::{Reader, Writer};
pub use vault::Vault;
