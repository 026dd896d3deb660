//! What a clinic can say of its devices, and do with them.

use care::{AuditAction, DeviceId};
use sync::audit::AuditEntry;

use super::{EnrolledDevice, HandedOver, OwedReceipt, RetireError};
use crate::Clinic;
use crate::audit;
use crate::devices;
use crate::glass;
use crate::ledger::LedgerError;

impl Clinic {
    /// All devices.
    pub fn devices(&self) -> Result<Vec<EnrolledDevice>, LedgerError> {
        self.store().read(devices::all)
    }

    /// Devices that hold somebody they may hold no longer: they have not been heard of since, or are still sending.
    pub fn receipts_owed(&self) -> Result<Vec<OwedReceipt>, LedgerError> {
        self.store().read(devices::owed)
    }

    /// What was being written about members when they were given to somebody else. For its author and her supervisor.
    pub fn left_drafts(&self) -> Result<Vec<HandedOver>, LedgerError> {
        self.store().read(devices::drafts)
    }

    /// From now on the device may neither push nor pull.
    pub fn retire(&self, device: DeviceId) -> Result<(), RetireError> {
        self.store().transact(self.ambient().now(), |tx| {
            devices::retire(tx, device)?;
            let entry = AuditEntry {
                device: Some(device),
                ..audit::here(tx, AuditAction::Administer, "retire")
            };
            Ok(audit::append(tx, entry)?)
        })
    }

    /// The device of that id, whatever was said of it. What was opened for a while and is over has ended then: every
    /// request asks this first, so that none is given anything of it.
    pub(crate) fn device(&self, id: DeviceId) -> Result<Option<EnrolledDevice>, LedgerError> {
        let now = self.ambient().now();
        let (device, is_any_over) = self.store().read(|tx| {
            let is_any_over = !glass::over(tx, now)?.is_empty();
            Ok::<_, LedgerError>((devices::device(tx, id)?, is_any_over))
        })?;
        if is_any_over {
            self.end_glasses()?;
        }
        Ok(device)
    }
}
