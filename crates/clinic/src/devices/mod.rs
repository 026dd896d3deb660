//! Devices: one person's profile on one computer, and its key.

mod left;
mod of_clinic;

use care::{DeviceId, StaffId};
use sync::custody::DeviceStanding;

pub use left::{HandedOver, OwedReceipt};
pub(crate) use left::{drafts, owed};

use crate::ledger::{LedgerError, Row, Tx, params};

/// An enrolled device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolledDevice {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub staff: StaffId,
    /// What the computer calls itself.
    pub computer: String,
    /// Ed25519 public key, 64 hex digits.
    pub public_key: String,
    /// Whether it may push and pull.
    pub active: bool,
    /// How it stands otherwise.
    pub standing: DeviceStanding,
    /// When it was enrolled, milliseconds since 1970 UTC.
    pub enrolled_at: i64,
    /// When it was last heard of.
    pub seen_at: Option<i64>,
}

/// Keeps a new device.
pub(crate) fn insert(tx: &Tx<'_>, device: &EnrolledDevice) -> Result<(), LedgerError> {
    let params = params! {
        ":id": device.id.to_string(),
        ":staff": device.staff.to_string(),
        ":computer": device.computer,
        ":public_key": device.public_key,
        ":at": device.enrolled_at,
    };
    tx.run(include_str!("insert.sql"), params)?;
    Ok(())
}

/// The device of that id.
pub(crate) fn device(tx: &Tx<'_>, id: DeviceId) -> Result<Option<EnrolledDevice>, LedgerError> {
    tx.one(
        include_str!("by_id.sql"),
        params! { ":id": id.to_string() },
        row,
    )?
    .map(read)
    .transpose()
}

/// All devices in the order in which they were enrolled.
pub(crate) fn all(tx: &Tx<'_>) -> Result<Vec<EnrolledDevice>, LedgerError> {
    tx.all(include_str!("all.sql"), &[], row)?
        .into_iter()
        .map(read)
        .collect()
}

/// Why a device was not retired.
#[derive(Debug, thiserror::Error)]
pub enum RetireError {
    /// There is none of this id.
    #[error("there is no device of this id")]
    NoDevice,
    /// It is retired.
    #[error("this device is retired already")]
    Already,
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// From now on the device may neither push nor pull. Its key stays, for what it has signed.
pub(crate) fn retire(tx: &Tx<'_>, id: DeviceId) -> Result<(), RetireError> {
    let known = device(tx, id)?.ok_or(RetireError::NoDevice)?;
    if !known.active {
        return Err(RetireError::Already);
    }
    tx.run(
        include_str!("retire.sql"),
        params! { ":id": id.to_string() },
    )?;
    Ok(())
}

/// The device has been heard of.
pub(crate) fn seen(tx: &Tx<'_>, id: DeviceId) -> Result<(), LedgerError> {
    tx.run(
        include_str!("seen.sql"),
        params! { ":id": id.to_string(), ":at": tx.now() },
    )?;
    Ok(())
}

type Columns = (String, String, String, String, String, i64, Option<i64>);

fn row(row: &Row<'_>) -> Result<Columns, LedgerError> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
    ))
}

fn read(columns: Columns) -> Result<EnrolledDevice, LedgerError> {
    let (id, staff, computer, public_key, state, enrolled_at, seen_at) = columns;
    let (Ok(id), Ok(staff)) = (id.parse(), staff.parse()) else {
        return Err(LedgerError::Malformed);
    };
    let standings = [
        DeviceStanding::Active,
        DeviceStanding::Lost,
        DeviceStanding::Recalled,
        DeviceStanding::Wiped,
    ];
    let standing = standings
        .into_iter()
        .find(|standing| standing.code() == state);
    let standing = standing.unwrap_or(DeviceStanding::Retired);
    Ok(EnrolledDevice {
        id,
        staff,
        computer,
        public_key,
        active: standing == DeviceStanding::Active,
        standing,
        enrolled_at,
        seen_at,
    })
}
