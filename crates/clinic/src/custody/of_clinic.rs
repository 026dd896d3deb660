//! What a clinic does about its devices, asked by them, by a supervisor, or by hand.

use care::{AuditAction, DeviceId, StaffId};
use sync::audit::AuditEntry;
use sync::custody::{
    BackupStands, Contact, Contacted, Declaration, Declare, DeviceLine, Devices, LockedContact,
    Pins, Receipted, Report, SignedReceipt,
};
use sync::limits::REPORT_BYTES_MAX;
use sync::wire::RefusedCode;

use super::{DeclareError, Speaks};
use crate::devices::EnrolledDevice;
use crate::ledger::{LedgerError, Tx};
use crate::{Clinic, audit, custody, incidents};

const HOUR_MILLIS: i64 = 3_600_000;

impl Clinic {
    /// Every device, how it stands, and what it said of itself.
    pub fn device_lines(&self) -> Result<Vec<DeviceLine>, LedgerError> {
        self.store().read(custody::lines)
    }

    /// A supervisor says something of a device, at the clinic's own command line.
    pub fn declare(
        &self,
        device: DeviceId,
        said: Declaration,
        by: StaffId,
    ) -> Result<(), DeclareError> {
        self.declare_from(None, device, said, by)
    }

    /// The same, from a device or from none. Also what is refused is written down: who tried.
    fn declare_from(
        &self,
        from: Option<DeviceId>,
        device: DeviceId,
        said: Declaration,
        by: StaffId,
    ) -> Result<(), DeclareError> {
        let entry = |tx: &Tx<'_>| AuditEntry {
            actor: Some(by),
            device: from,
            id: Some(device.to_string()),
            ..audit::here(tx, action(said), "device")
        };
        let now = self.ambient().now();
        let declared = self.store().transact(now, |tx| {
            let before = custody::declare(tx, device, said, by, self.ambient())?;
            audit::append(tx, entry(tx))?;
            let ambient = self.ambient();
            Ok(incidents::declared(
                tx,
                ambient,
                (device, said),
                (by, from),
                before,
            )?)
        });
        if let Err(
            DeclareError::NotHers | DeclareError::NotSo { .. } | DeclareError::Unsent { .. },
        ) = &declared
        {
            self.store()
                .transact::<_, LedgerError>(now, |tx| audit::append(tx, entry(tx).refused()))?;
        }
        declared
    }

    /// For how many days a device may show what it holds without hearing of the clinic.
    pub fn lease_days(&self) -> Result<u32, LedgerError> {
        self.store().read(custody::lease_days)
    }

    /// Says for how many; false if it is fewer or more than may be.
    pub fn put_lease_days(&self, days: u32) -> Result<bool, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let is_put = custody::put_lease_days(tx, days)?;
            if is_put {
                let entry = audit::here(tx, AuditAction::Administer, "lease_days");
                let count = Some(u64::from(days));
                audit::append(tx, AuditEntry { count, ..entry })?;
            }
            Ok(is_put)
        })
    }

    /// Whether a PIN may open a device.
    pub fn pins(&self) -> Result<Pins, LedgerError> {
        Ok(self.store().read(custody::pins)?.0)
    }

    /// Says whether it may. Devices hear of it with their next lease.
    pub fn put_pins(&self, pins: Pins) -> Result<(), LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            custody::put_pins(tx, pins)?;
            let kind = match pins {
                Pins::Allowed => "pin_allowed",
                Pins::Forbidden => "pin_forbidden",
            };
            audit::append(tx, audit::here(tx, AuditAction::Administer, kind))
        })
    }

    /// An open device makes contact.
    pub(crate) fn contact(
        &self,
        from: &EnrolledDevice,
        contact: &Contact,
    ) -> Result<Result<Contacted, RefusedCode>, LedgerError> {
        if is_too_long(&contact.report) {
            return Ok(Err(RefusedCode::TooLarge));
        }
        let contacted = self.store().transact(self.ambient().now(), |tx| {
            custody::contact(tx, from, &contact.report, Speaks::Open, self.command())
        })?;
        Ok(Ok(contacted))
    }

    /// A locked device makes contact.
    pub(crate) fn locked_contact(
        &self,
        said: &LockedContact,
    ) -> Result<Result<Contacted, RefusedCode>, LedgerError> {
        if REPORT_BYTES_MAX < said.report.len() {
            return Ok(Err(RefusedCode::TooLarge));
        }
        self.store().transact(self.ambient().now(), |tx| {
            custody::locked_contact(tx, said, self.command())
        })
    }

    /// A device has erased itself.
    pub(crate) fn wiped(
        &self,
        receipt: &SignedReceipt,
    ) -> Result<Result<Receipted, RefusedCode>, LedgerError> {
        let taken = self
            .store()
            .transact(self.ambient().now(), |tx| custody::receipt(tx, receipt))?;
        Ok(taken.map(|()| Receipted {}))
    }

    /// A supervisor's device asks how the devices stand.
    pub(crate) fn devices_for(
        &self,
        from: &EnrolledDevice,
    ) -> Result<Result<Devices, RefusedCode>, LedgerError> {
        let listed = self.store().read::<_, DeclareError>(|tx| {
            custody::may_declare(tx, from.staff)?;
            Ok(custody::lines(tx)?)
        });
        let (age, late) = self.newest_backup()?;
        let hours = age.map(|age| age / HOUR_MILLIS);
        Ok(said(listed)?.map(|devices| Devices {
            devices,
            backup: Some(BackupStands { hours, late }),
        }))
    }

    /// A supervisor's device says something of one.
    pub(crate) fn declare_for(
        &self,
        from: &EnrolledDevice,
        asked: &Declare,
    ) -> Result<Result<Devices, RefusedCode>, LedgerError> {
        let declared = self.declare_from(Some(from.id), asked.device, asked.what, from.staff);
        match said(declared)? {
            Ok(()) => self.devices_for(from),
            Err(code) => Ok(Err(code)),
        }
    }
}

/// What it is in the clinic's own chain.
const fn action(said: Declaration) -> AuditAction {
    match said {
        Declaration::Lost => AuditAction::DeviceLost,
        Declaration::Found => AuditAction::DeviceFound,
        Declaration::Recall => AuditAction::DeviceRecalled,
        Declaration::Wipe { .. } => AuditAction::DeviceWipe,
    }
}

/// Whether a device says more of itself than there is to say.
pub(crate) fn is_too_long(report: &Report) -> bool {
    serde_json::to_string(report).map_or(0, |text| text.len()) > REPORT_BYTES_MAX
}

fn said<T>(done: Result<T, DeclareError>) -> Result<Result<T, RefusedCode>, LedgerError> {
    Ok(match done {
        Ok(done) => Ok(done),
        Err(DeclareError::Ledger(error)) => return Err(error),
        Err(DeclareError::NoDevice) => Err(RefusedCode::BadRequest),
        Err(DeclareError::NotHers) => Err(RefusedCode::NotAllowed),
        Err(DeclareError::NotSo { .. }) => Err(RefusedCode::NotSo),
        Err(DeclareError::Unsent { .. }) => Err(RefusedCode::Unsent),
    })
}
