//! Who looked at what: one chain of the clinic's own, and each device's, joined to it.
//!
//! Whatever happens at the clinic is appended in the transaction that makes it happen. What a device did is kept in that
//! device's chain; an entry of the clinic's own says how far it has come, signed by the device. So whoever changes, drops
//! or moves an entry of any chain is found by [`verify`], and whoever writes the clinic's chain anew by the devices that
//! keep its word on an earlier one.

mod joining;
mod of_clinic;
mod reading;
mod unusual;
mod verify;

use care::{AuditAction, DeviceId, StaffId};
use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use sync::audit::{AuditEntry, AuditLink, Checkpoint, Segment};
use sync::{Hash, Ledger as _};

use crate::devices::EnrolledDevice;
use crate::ledger::{LedgerError, Tx, params};

pub(crate) use joining::{reached, take};
pub(crate) use reading::Names;
pub use unusual::{Unusual, UnusualRule};
pub use verify::{AuditFault, AuditVerdict, ChainFault};

/// The clinic's own chain.
const CLINIC: &str = "clinic";
/// What the key that signs checkpoints is made for.
const WITNESS: &str = "satchel/v1/audit witness key";

/// What happens at the clinic itself, now.
pub(crate) fn here(tx: &Tx<'_>, action: AuditAction, kind: &str) -> AuditEntry {
    AuditEntry {
        kind: Some(kind.to_owned()),
        ..AuditEntry::new(tx.now(), action)
    }
}

/// What a device did here, now.
pub(crate) fn by(
    tx: &Tx<'_>,
    device: DeviceId,
    staff: StaffId,
    action: AuditAction,
    kind: &str,
) -> AuditEntry {
    AuditEntry {
        actor: Some(staff),
        device: Some(device),
        ..here(tx, action, kind)
    }
}

/// Appends to the clinic's own chain. It is the last thing a transaction does: where several servers write, the chain's
/// end is locked from here to the commit.
pub(crate) fn append(tx: &Tx<'_>, entry: AuditEntry) -> Result<(), LedgerError> {
    let (size, hash) = head(tx)?;
    let columns = Columns::of(&entry);
    let link = entry.after(size, hash).or(Err(LedgerError::Malformed))?;
    insert(tx, CLINIC, 0, &columns, &link)?;
    let code = tx.code(&seal(link.seq, link.hash))?;
    let params = params! {
        ":size": number(link.seq), ":hash": link.hash.to_string(), ":code": code,
    };
    tx.run(include_str!("set_head.sql"), params)?;
    Ok(())
}

/// Waits until nobody else appends. Whoever looks for the last of something that the chain vouches for does so first.
pub(crate) fn waits_for_its_turn(tx: &Tx<'_>) -> Result<(), LedgerError> {
    head(tx).map(drop)
}

/// Changes went between a device and the clinic.
pub(crate) fn exchanged(
    tx: &Tx<'_>,
    from: &EnrolledDevice,
    kind: &str,
    count: usize,
) -> Result<(), LedgerError> {
    let entry = by(tx, from.id, from.staff, AuditAction::Sync, kind);
    let count = u64::try_from(count).ok();
    append(tx, AuditEntry { count, ..entry })
}

/// The ledger begins another life; what devices witnessed in the one before counts no more.
pub(crate) fn begin_life(tx: &Tx<'_>, epoch: &str) -> Result<(), LedgerError> {
    let (size, _) = head(tx)?;
    let segment = Segment {
        epoch: epoch.to_owned(),
        size,
    };
    append(
        tx,
        AuditEntry {
            segment: Some(segment),
            ..here(tx, AuditAction::Segment, "ledger")
        },
    )
}

/// How long the clinic's chain is, and its last hash; nobody else appends until the transaction ends.
fn head(tx: &Tx<'_>) -> Result<(u64, Hash), LedgerError> {
    let sql = tx.speaks(include_str!("head.sql"), include_str!("head.pg.sql"));
    let row = tx.one(sql, &[], |row| {
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
    })?;
    match row {
        Some((size, hash)) => Ok((place(size)?, hash_of(&hash)?)),
        None => Ok((0, Hash::ZERO)),
    }
}

/// What the clinic signs of its chain now.
fn checkpoint(tx: &Tx<'_>) -> Result<Checkpoint, LedgerError> {
    let (size, hash) = head(tx)?;
    let epoch = tx.epoch()?;
    Ok(Checkpoint::sign(
        &epoch,
        size,
        hash,
        tx.now(),
        &witness_key(tx)?,
    ))
}

/// The key that signs checkpoints. It grows from the one beside the ledger, so that there is no other to keep.
fn witness_key(tx: &Tx<'_>) -> Result<SigningKey, LedgerError> {
    let seed = HEXLOWER.decode(tx.code(WITNESS)?.as_bytes());
    let seed = seed.ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    Ok(SigningKey::from_bytes(&seed.ok_or(LedgerError::Malformed)?))
}

/// Keeps a link; for looking it up, who, what and whose stand beside it.
fn insert(
    tx: &Tx<'_>,
    chain: &str,
    run: u32,
    columns: &Columns,
    link: &AuditLink,
) -> Result<(), LedgerError> {
    let params = params! {
        ":chain": chain,
        ":run": run,
        ":seq": number(link.seq),
        ":at": link.at,
        ":received_at": tx.now(),
        ":actor": columns.actor,
        ":action": columns.action,
        ":member": columns.member,
        ":body": link.text,
        ":hash": link.hash.to_string(),
    };
    tx.run(include_str!("insert.sql"), params)?;
    Ok(())
}

/// What stands beside an entry, to look it up by.
#[derive(PartialEq, Eq)]
struct Columns {
    actor: String,
    action: String,
    member: String,
}

impl Columns {
    fn of(entry: &AuditEntry) -> Self {
        Self {
            actor: text(entry.actor),
            action: entry.action.clone(),
            member: text(entry.member),
        }
    }
}

fn text<T: ToString>(id: Option<T>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

fn seal(size: u64, hash: Hash) -> String {
    format!("satchel/v1/audit head\n{size}\n{hash}")
}

fn hash_of(text: &str) -> Result<Hash, LedgerError> {
    text.parse().or(Err(LedgerError::Malformed))
}

fn place(number: i64) -> Result<u64, LedgerError> {
    u64::try_from(number).or(Err(LedgerError::Malformed))
}

fn number(place: u64) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

#[cfg(test)]
pub(crate) mod tests;
