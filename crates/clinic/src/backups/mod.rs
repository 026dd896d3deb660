//! Backups that need nothing of the computer they were made on: a copy of the ledger, beside it the clinic's keys, sealed to
//! the recovery key that lies in a drawer; kept by a rule, made by themselves while the clinic serves, and rehearsed.

mod kept;
mod keys;
mod of_clinic;
mod rehearse;
#[cfg(test)]
mod tests;

use crate::identity::IdentityError;
use crate::ledger::{BackupError, LedgerError};
use crate::recovery::RecoveryKeyError;

pub use keys::SealedKeysError;
pub use rehearse::Rehearsal;

/// Why a clinic did not go back to a backup, or did not rehearse it.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// Its keys did not open.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The backup is not what it should be, or the ledger is in use.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The keys beside the backup.
    #[error(transparent)]
    Keys(#[from] SealedKeysError),
    /// The recovery key.
    #[error(transparent)]
    RecoveryKey(#[from] RecoveryKeyError),
    /// The rehearsed ledger could not be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}
