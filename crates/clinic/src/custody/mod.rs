//! The clinic's hold on laptops it does not see: leases, orders to give back and erase, and what devices say of themselves.
//!
//! A device that was reported lost shows nothing from its next contact on, and what it sends is set aside for a person. One
//! that is recalled gives back what it has and erases itself. Both can be taken back until the device has erased itself.

mod declare;
mod of_clinic;
mod policy;
#[cfg(test)]
mod tests;

use care::{DeviceId, Staff};
use ed25519_dalek::SigningKey;
use sync::custody::{
    Contacted, DeviceLine, DeviceStanding, Lease, LockedContact, Order, OrderKind, OrderLine,
    Report, SignedLease, SignedReceipt,
};
use sync::limits::LEASE_FRESH_MILLIS;
use sync::proof;
use sync::wire::RefusedCode;
use uuid::Uuid;

use crate::devices::{self, EnrolledDevice, OwedReceipt};
use crate::incidents;
use crate::ledger::{LedgerError, Row, Tx, params};

pub use declare::DeclareError;
pub(crate) use declare::{declare, may_declare};
pub(crate) use of_clinic::is_too_long;
pub(crate) use policy::{lease_days, pins, put_lease_days, put_pins};

use policy::lease_millis;

/// What the clinic keeps of a device.
#[derive(Default)]
struct Kept {
    standing_at: Option<i64>,
    lease_seq: i64,
    lease_until: Option<i64>,
    heartbeat: Option<String>,
    report: Option<Report>,
}

/// An order as it is kept.
pub(super) struct KeptOrder {
    id: Uuid,
    line: OrderLine,
}

/// Whether a device that makes contact is open: only then does it get new days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaks {
    Open,
    Locked,
}

/// A device has made contact: keeps what it said, and says what it is to hear.
pub(crate) fn contact(
    tx: &Tx<'_>,
    device: &EnrolledDevice,
    report: &Report,
    speaks: Speaks,
    command: &SigningKey,
) -> Result<Contacted, LedgerError> {
    let mut said = report.clone();
    if speaks == Speaks::Locked {
        // What proves it while it is locked is learned from it only while it is open.
        said.heartbeat = None;
    }
    let lease = match (device.standing, speaks) {
        (DeviceStanding::Active, Speaks::Locked) => None,
        (DeviceStanding::Active, Speaks::Open) => Some(tx.now().saturating_add(lease_millis(tx)?)),
        (
            DeviceStanding::Lost
            | DeviceStanding::Recalled
            | DeviceStanding::Retired
            | DeviceStanding::Wiped,
            _,
        ) => Some(tx.now()),
    };
    let lease = if let Some(until) = lease {
        Some(give(tx, device.id, until, Some(&said), command)?)
    } else {
        keep(tx, device.id, &kept(tx, device.id)?, Some(&said))?;
        None
    };
    let order = order_to(tx, device.id)?.filter(|order| order.line.done_at.is_none());
    if let Some(order) = &order {
        let params = params! { ":id": order.id.to_string(), ":at": tx.now() };
        tx.run(include_str!("delivered.sql"), params)?;
    }
    devices::seen(tx, device.id)?;
    Ok(Contacted {
        lease,
        order: order.map(|order| {
            Order {
                id: order.id,
                device: device.id,
                what: order.line.what,
                issued_at: order.line.issued_at,
            }
            .sign(command)
        }),
        command: Some(proof::public_key_text(&command.verifying_key())),
        at: tx.now(),
    })
}

/// What a device is told that has made contact and to which the clinic has nothing new to say; `None` if it has, or has
/// something to keep of what it said.
pub(crate) fn nothing_to_say(
    tx: &Tx<'_>,
    device: &EnrolledDevice,
    report: &Report,
    (now, command): (i64, &SigningKey),
) -> Result<Option<Contacted>, LedgerError> {
    let kept = kept(tx, device.id)?;
    let days = lease_millis(tx)?;
    let given = kept.lease_until.map(|until| until.saturating_sub(days));
    let (_, pins_said_at) = pins(tx)?;
    // Also one that was given for more days, or for fewer, or before something was said of PINs: it is given anew.
    let is_fresh = given.is_some_and(|given| {
        (0..LEASE_FRESH_MILLIS).contains(&now.saturating_sub(given))
            && pins_said_at.is_none_or(|said_at| said_at < given)
    });
    let has_it = report.lease.and_then(|seq| i64::try_from(seq).ok()) == Some(kept.lease_seq);
    let is_known = kept.report.is_some_and(|before| report.is_as(&before));
    let is_so = device.standing == DeviceStanding::Active
        && is_fresh
        && has_it
        && is_known
        && order_to(tx, device.id)?.is_none_or(|order| order.line.done_at.is_some());
    Ok(is_so.then(|| Contacted {
        lease: None,
        order: None,
        command: Some(proof::public_key_text(&command.verifying_key())),
        at: now,
    }))
}

/// The first lease of a device.
pub(crate) fn first_lease(
    tx: &Tx<'_>,
    device: DeviceId,
    command: &SigningKey,
) -> Result<SignedLease, LedgerError> {
    let until = tx.now().saturating_add(lease_millis(tx)?);
    give(tx, device, until, None, command)
}

fn give(
    tx: &Tx<'_>,
    device: DeviceId,
    until: i64,
    said: Option<&Report>,
    command: &SigningKey,
) -> Result<SignedLease, LedgerError> {
    let before = kept(tx, device)?;
    // A ledger that was put back does not know how far it had counted. The device does, and takes no older one.
    let told = said.and_then(|said| i64::try_from(said.lease?).ok());
    let next = Kept {
        lease_seq: before
            .lease_seq
            .max(told.unwrap_or_default())
            .saturating_add(1),
        lease_until: Some(until),
        ..before
    };
    keep(tx, device, &next, said)?;
    let lease = Lease {
        device,
        seq: u64::try_from(next.lease_seq).unwrap_or_default(),
        issued_at: tx.now(),
        until,
        pins: pins(tx)?.0,
    };
    Ok(lease.sign(command))
}

/// A device that is locked has made contact; it signs with the key it told while it was open.
pub(crate) fn locked_contact(
    tx: &Tx<'_>,
    said: &LockedContact,
    command: &SigningKey,
) -> Result<Result<Contacted, RefusedCode>, LedgerError> {
    let Some(device) = devices::device(tx, said.device)? else {
        return Ok(Err(RefusedCode::DeviceUnknown));
    };
    let heartbeat = kept(tx, said.device)?.heartbeat;
    let key = heartbeat.and_then(|key| proof::public_key(&key).ok());
    let Some(report) = key.and_then(|key| said.check(&key).ok()) else {
        return Ok(Err(RefusedCode::NotProven));
    };
    contact(tx, &device, &report, Speaks::Locked, command).map(Ok)
}

/// A device has erased itself.
pub(crate) fn receipt(
    tx: &Tx<'_>,
    signed: &SignedReceipt,
) -> Result<Result<(), RefusedCode>, LedgerError> {
    let Some(device) = devices::device(tx, signed.receipt.device)? else {
        return Ok(Err(RefusedCode::DeviceUnknown));
    };
    let is_by = |key: &str| proof::public_key(key).is_ok_and(|key| signed.check(&key).is_ok());
    // The key it has while it is locked needs no passphrase: by it a laptop that nobody lost or wants back is not erased.
    let is_expected = device.standing != DeviceStanding::Active || is_ordered(tx, device.id)?;
    let heartbeat = kept(tx, device.id)?.heartbeat.filter(|_| is_expected);
    if !is_by(&device.public_key) && !heartbeat.is_some_and(|key| is_by(&key)) {
        return Ok(Err(RefusedCode::NotProven));
    }
    if device.standing == DeviceStanding::Wiped {
        return Ok(Ok(()));
    }
    // It is gone also where the order was taken back before it heard of that, or is not known to a ledger that was put back.
    let params = params! {
        ":id": signed.receipt.order.to_string(),
        ":device": device.id.to_string(),
        ":at": tx.now(),
        ":unsent": i64::from(signed.receipt.unsent),
        ":receipt": serde_json::to_string(signed)?,
    };
    tx.run(include_str!("done.sql"), params)?;
    stand(tx, device.id, Some(DeviceStanding::Wiped))?;
    incidents::wiped(tx, device.id)?;
    Ok(Ok(()))
}

/// Whether anything was ever ordered of a device, also if it was taken back.
fn is_ordered(tx: &Tx<'_>, device: DeviceId) -> Result<bool, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let ordered = tx.one(include_str!("ordered.sql"), params, |row| row.get::<i64>(0))?;
    Ok(ordered.is_some())
}

/// Every device, as evidence of what is where.
pub(crate) fn lines(tx: &Tx<'_>) -> Result<Vec<DeviceLine>, LedgerError> {
    let owed = devices::owed(tx)?;
    let devices = devices::all(tx)?.into_iter();
    devices.map(|device| line(tx, device, &owed)).collect()
}

/// The same of one device, if there is one of this id.
pub(crate) fn line_of(tx: &Tx<'_>, device: DeviceId) -> Result<Option<DeviceLine>, LedgerError> {
    let device = devices::device(tx, device)?;
    let owed = devices::owed(tx)?;
    device.map(|device| line(tx, device, &owed)).transpose()
}

fn line(
    tx: &Tx<'_>,
    device: EnrolledDevice,
    receipts: &[OwedReceipt],
) -> Result<DeviceLine, LedgerError> {
    let owes = receipts.iter().filter(|owed| owed.device == device.id);
    let who = tx.thing::<Staff>(device.staff.into())?;
    let kept = kept(tx, device.id)?;
    Ok(DeviceLine {
        id: device.id,
        staff: device.staff,
        name: who.map(|who| who.names.whole()).unwrap_or_default(),
        computer: device.computer,
        standing: device.standing,
        since: kept.standing_at,
        enrolled_at: device.enrolled_at,
        seen_at: device.seen_at,
        lease_until: kept.lease_until,
        report: kept.report,
        people: people(tx, device.id)?,
        owes: u32::try_from(owes.count()).unwrap_or(u32::MAX),
        order: order_to(tx, device.id)?.map(|order| order.line),
    })
}

fn people(tx: &Tx<'_>, device: DeviceId) -> Result<u32, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let count: Option<i64> = tx.one(include_str!("people.sql"), params, |row| row.get(0))?;
    Ok(count
        .and_then(|count| u32::try_from(count).ok())
        .unwrap_or_default())
}

fn keep(
    tx: &Tx<'_>,
    device: DeviceId,
    next: &Kept,
    said: Option<&Report>,
) -> Result<(), LedgerError> {
    let report = said.map(serde_json::to_string).transpose()?;
    let params = params! {
        ":device": device.to_string(),
        ":seq": next.lease_seq,
        ":until": next.lease_until,
        ":heartbeat": said.and_then(|said| said.heartbeat.clone()),
        ":report": report,
    };
    tx.run(include_str!("keep.sql"), params)?;
    Ok(())
}

/// How a device stands from now on; `None` as it was enrolled.
pub(super) fn stand(
    tx: &Tx<'_>,
    device: DeviceId,
    standing: Option<DeviceStanding>,
) -> Result<(), LedgerError> {
    let params = params! {
        ":device": device.to_string(),
        ":standing": standing.map(|standing| standing.code().to_owned()),
        ":at": standing.map(|_| tx.now()),
    };
    tx.run(include_str!("stand.sql"), params)?;
    Ok(())
}

fn kept(tx: &Tx<'_>, device: DeviceId) -> Result<Kept, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let row = tx.one(include_str!("by_device.sql"), params, |row| {
        Ok((
            row.get::<Option<i64>>(1)?,
            row.get::<i64>(2)?,
            row.get::<Option<i64>>(3)?,
            row.get::<Option<String>>(4)?,
            row.get::<Option<String>>(5)?,
        ))
    })?;
    let Some((standing_at, lease_seq, lease_until, heartbeat, report)) = row else {
        return Ok(Kept::default());
    };
    Ok(Kept {
        standing_at,
        lease_seq,
        lease_until,
        heartbeat,
        report: report
            .map(|report| serde_json::from_str(&report))
            .transpose()?,
    })
}

/// The newest order to a device that was not taken back.
pub(super) fn order_to(tx: &Tx<'_>, device: DeviceId) -> Result<Option<KeptOrder>, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let row = |row: &Row<'_>| {
        Ok((
            row.get::<String>(0)?,
            row.get::<String>(1)?,
            row.get::<i64>(2)?,
            row.get::<Option<i64>>(3)?,
            row.get::<Option<i64>>(4)?,
            row.get::<Option<i64>>(5)?,
        ))
    };
    let Some((id, what, issued_at, delivered_at, done_at, unsent)) =
        tx.one(include_str!("order_to.sql"), params, row)?
    else {
        return Ok(None);
    };
    let what = if what == OrderKind::Wipe.code() {
        OrderKind::Wipe
    } else {
        OrderKind::RescueThenWipe
    };
    Ok(Some(KeptOrder {
        id: id.parse().or(Err(LedgerError::Malformed))?,
        line: OrderLine {
            what,
            issued_at,
            delivered_at,
            done_at,
            unsent: unsent.and_then(|unsent| u32::try_from(unsent).ok()),
        },
    }))
}
