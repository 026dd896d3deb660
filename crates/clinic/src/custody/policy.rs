//! What the clinic asks of every device: for how long it shows what it holds, and whether a PIN may open it.

use sync::custody::Pins;
use sync::limits::{DAY_MILLIS, LEASE_DAYS_DEFAULT, LEASE_DAYS_MAX, LEASE_DAYS_MIN};

use crate::ledger::{LedgerError, Tx, params};

/// For how many days a lease is given.
pub(crate) fn lease_days(tx: &Tx<'_>) -> Result<u32, LedgerError> {
    let days: Option<i64> = tx.one(include_str!("lease_days.sql"), &[], |row| row.get(0))?;
    let days = days.and_then(|days| u32::try_from(days).ok());
    Ok(days.unwrap_or(LEASE_DAYS_DEFAULT))
}

/// The same in milliseconds.
pub(super) fn lease_millis(tx: &Tx<'_>) -> Result<i64, LedgerError> {
    Ok(i64::from(lease_days(tx)?).saturating_mul(DAY_MILLIS))
}

/// Says for how many days from now on; whether that many may be given.
pub(crate) fn put_lease_days(tx: &Tx<'_>, days: u32) -> Result<bool, LedgerError> {
    if !(LEASE_DAYS_MIN..=LEASE_DAYS_MAX).contains(&days) {
        return Ok(false);
    }
    let params = params! { ":days": i64::from(days) };
    tx.run(include_str!("put_lease_days.sql"), params)?;
    Ok(true)
}

/// Whether a PIN may open a device, and when that was last said.
pub(crate) fn pins(tx: &Tx<'_>) -> Result<(Pins, Option<i64>), LedgerError> {
    let row = tx.one(include_str!("pin_policy.sql"), &[], |row| {
        Ok((row.get::<i64>(0)?, row.get::<i64>(1)?))
    })?;
    Ok(match row {
        Some((0, said_at)) => (Pins::Allowed, Some(said_at)),
        Some((_, said_at)) => (Pins::Forbidden, Some(said_at)),
        None => (Pins::Allowed, None),
    })
}

/// Says whether from now on.
pub(crate) fn put_pins(tx: &Tx<'_>, pins: Pins) -> Result<(), LedgerError> {
    let params = params! { ":forbidden": i64::from(pins == Pins::Forbidden), ":at": tx.now() };
    tx.run(include_str!("put_pin_policy.sql"), params)?;
    Ok(())
}
