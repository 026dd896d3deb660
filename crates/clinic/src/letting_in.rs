//! What a clinic does for whoever cannot unlock: recovery keys, escrows, requests and their answers.

use std::path::Path;

use care::{AuditAction, DeviceId, StaffId};
use sync::audit::AuditEntry;
use sync::recovery::{
    AskRecovery, EscrowKept, FetchRecovery, PutEscrow, RecoveryAnswer, RecoveryAsked,
};
use sync::wire::RefusedCode;

use crate::Clinic;
use crate::audit;
use crate::devices::EnrolledDevice;
use crate::enrol::Code;
use crate::ledger::LedgerError;
use crate::recovery::{
    self, Approval, ApproveError, ForDevice, Recovery, RecoveryKey, RecoveryKeyError,
};

/// Why a recovery key was not made.
#[derive(Debug, thiserror::Error)]
pub enum MakeRecoveryKeyError {
    /// Its file.
    #[error(transparent)]
    File(#[from] RecoveryKeyError),
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Clinic {
    /// Makes a recovery key. Its private half is written into this file and nowhere else; gives the public half.
    pub fn make_recovery_key(&self, file: &Path) -> Result<String, MakeRecoveryKeyError> {
        let key = RecoveryKey::make(file, self.folder(), self.ambient())?;
        self.store()
            .transact::<_, LedgerError>(self.ambient().now(), |tx| {
                recovery::take_key(tx, &key)?;
                audit::append(tx, audit::here(tx, AuditAction::Administer, "recovery_key"))
            })?;
        Ok(key.public())
    }

    /// Every request to be let in again, oldest first.
    pub fn recoveries(&self) -> Result<Vec<Recovery>, LedgerError> {
        self.store().read(recovery::all)
    }

    /// A one-time code by which a device that lost its keyring can ask.
    pub fn recovery_code(&self, device: DeviceId, by: StaffId) -> Result<Code, ApproveError> {
        self.store().transact(self.ambient().now(), |tx| {
            let code = recovery::make_code(tx, ForDevice { device, by }, self.ambient())?;
            audit::append(tx, audit::by(tx, device, by, AuditAction::Recovery, "code"))?;
            Ok(code)
        })
    }

    /// Lets somebody in again.
    pub fn approve_recovery(&self, approval: &Approval<'_>) -> Result<(), ApproveError> {
        self.store().transact(self.ambient().now(), |tx| {
            let device = recovery::approve(tx, approval, self.ambient())?;
            let entry = audit::by(tx, device, approval.by, AuditAction::Recovery, "approval");
            Ok(audit::append(tx, entry)?)
        })
    }

    /// Keeps what a device leaves here.
    pub(crate) fn keep_escrow(
        &self,
        from: &EnrolledDevice,
        put: &PutEscrow,
    ) -> Result<Result<EscrowKept, RefusedCode>, LedgerError> {
        self.store()
            .transact(self.ambient().now(), |tx| recovery::keep(tx, from, put))
    }

    /// Somebody cannot unlock.
    pub(crate) fn ask_recovery(
        &self,
        ask: &AskRecovery,
    ) -> Result<Result<RecoveryAsked, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let asked = recovery::ask(tx, ask)?;
            let entry = AuditEntry {
                device: Some(ask.asked.device),
                ..audit::here(tx, AuditAction::Recovery, "request")
            };
            // Who asks without being a device is nobody's entry: any stranger could fill the chain.
            if asked.is_ok() {
                audit::append(tx, entry)?;
            }
            Ok(asked)
        })
    }

    /// Whether there is an answer.
    pub(crate) fn fetch_recovery(
        &self,
        fetch: &FetchRecovery,
    ) -> Result<Result<RecoveryAnswer, RefusedCode>, LedgerError> {
        self.store()
            .transact(self.ambient().now(), |tx| recovery::fetch(tx, fetch))
    }
}
