//! What a clinic does about its devices, asked by them, by a supervisor, or by hand.

use care::{DeviceId, StaffId};
use sync::custody::{
    Contact, Contacted, Declaration, Declare, DeviceLine, Devices, LockedContact, Receipted,
    Report, SignedReceipt,
};
use sync::limits::REPORT_BYTES_MAX;
use sync::wire::RefusedCode;

use super::{DeclareError, Speaks};
use crate::Clinic;
use crate::custody;
use crate::devices::EnrolledDevice;
use crate::ledger::LedgerError;

impl Clinic {
    /// Every device, how it stands, and what it said of itself.
    pub fn device_lines(&self) -> Result<Vec<DeviceLine>, LedgerError> {
        self.store().read(custody::lines)
    }

    /// A supervisor says something of a device.
    pub fn declare(
        &self,
        device: DeviceId,
        said: Declaration,
        by: StaffId,
    ) -> Result<(), DeclareError> {
        self.store().transact(self.ambient().now(), |tx| {
            custody::declare(tx, device, said, by, self.ambient())
        })
    }

    /// For how many days a device may show what it holds without hearing of the clinic.
    pub fn lease_days(&self) -> Result<u32, LedgerError> {
        self.store().read(custody::lease_days)
    }

    /// Says for how many; false if it is fewer or more than may be.
    pub fn put_lease_days(&self, days: u32) -> Result<bool, LedgerError> {
        self.store()
            .transact(self.ambient().now(), |tx| custody::put_lease_days(tx, days))
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
            Ok(Devices {
                devices: custody::lines(tx)?,
            })
        });
        said(listed)
    }

    /// A supervisor's device says something of one.
    pub(crate) fn declare_for(
        &self,
        from: &EnrolledDevice,
        asked: &Declare,
    ) -> Result<Result<Devices, RefusedCode>, LedgerError> {
        match said(self.declare(asked.device, asked.what, from.staff))? {
            Ok(()) => self.devices_for(from),
            Err(code) => Ok(Err(code)),
        }
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
