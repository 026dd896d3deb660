//! The register of incidents: what went wrong with people's records, what was found of it, and who is to be told by when.
//!
//! An incident is its entries; nothing changes or takes out one. Each is written in one transaction with an entry of the
//! clinic's own audit chain that vouches for it, so that [`crate::Clinic::verify_audit`] finds one that was changed.

mod lines;
mod of_clinic;
mod opening;

use care::{AuditAction, DeviceId, StaffId};
use sync::audit::{AuditEntry, Covers};
use sync::incident::{Finding, IncidentEntry, IncidentSays, IncidentWord};
use uuid::Uuid;

use crate::audit;
use crate::ledger::{LedgerError, Row, Tx, params};

pub use of_clinic::WriteIncidentError;
pub(crate) use opening::{Forked, declared, forked, wiped};

/// An incident as it is kept.
pub(crate) struct Kept {
    pub(crate) id: Uuid,
    pub(crate) entries: Vec<IncidentEntry>,
}

impl Kept {
    /// What came of its newest assessment, and how many members it says are concerned.
    fn assessed(&self) -> Option<(Finding, u32)> {
        self.entries
            .iter()
            .rev()
            .find_map(|entry| match &entry.what {
                IncidentSays::Wrote(IncidentWord::Assessed(assessment)) => {
                    Some((assessment.finding, assessment.people))
                }
                IncidentSays::Opened { .. }
                | IncidentSays::Device { .. }
                | IncidentSays::Wiped { .. }
                | IncidentSays::Again
                | IncidentSays::Wrote(_) => None,
            })
    }

    /// The device it is about.
    fn device(&self) -> Option<DeviceId> {
        match self.entries.first().map(|entry| &entry.what) {
            Some(IncidentSays::Opened { evidence, .. }) => {
                evidence.as_ref().map(|evidence| evidence.device.id)
            }
            Some(
                IncidentSays::Device { .. }
                | IncidentSays::Wiped { .. }
                | IncidentSays::Again
                | IncidentSays::Wrote(_),
            )
            | None => None,
        }
    }
}

/// Who writes something down, and from where; nobody where the clinic does it by itself.
#[derive(Debug, Clone, Copy, Default)]
struct Writer {
    by: Option<StaffId>,
    from: Option<DeviceId>,
}

/// Writes an entry behind those that are there.
fn append(
    tx: &Tx<'_>,
    incident: Uuid,
    writer: Writer,
    what: IncidentSays,
) -> Result<(), LedgerError> {
    // Before the place is looked for: another server may be about to take it.
    audit::waits_for_its_turn(tx)?;
    let before = one(tx, incident)?.map_or(0, |kept| kept.entries.len());
    let before = u32::try_from(before).unwrap_or(u32::MAX);
    let entry = IncidentEntry {
        seq: before.saturating_add(1),
        at: tx.now(),
        by: writer.by,
        what,
    };
    let text = serde_json::to_string(&entry)?;
    let params = params! {
        ":incident": incident.to_string(),
        ":seq": i64::from(entry.seq),
        ":at": entry.at,
        ":body": text,
    };
    tx.run(include_str!("insert.sql"), params)?;
    let vouched = AuditEntry {
        actor: writer.by,
        device: writer.from,
        id: Some(incident.to_string()),
        covers: Some(Covers::of(entry.seq, &text)),
        ..audit::here(tx, AuditAction::Edit, "incident")
    };
    audit::append(tx, vouched)
}

/// Every incident, oldest first.
fn all(tx: &Tx<'_>) -> Result<Vec<Kept>, LedgerError> {
    let mut kept: Vec<Kept> = Vec::new();
    for (id, entry) in tx.all(include_str!("all.sql"), &[], row)? {
        let id: Uuid = id.parse().or(Err(LedgerError::Malformed))?;
        match kept.last_mut().filter(|last| last.id == id) {
            Some(last) => last.entries.push(entry),
            None => kept.push(Kept {
                id,
                entries: vec![entry],
            }),
        }
    }
    Ok(kept)
}

/// The incident of this id.
fn one(tx: &Tx<'_>, incident: Uuid) -> Result<Option<Kept>, LedgerError> {
    let params = params! { ":incident": incident.to_string() };
    let found = tx.all(include_str!("by_incident.sql"), params, row)?;
    let entries: Vec<IncidentEntry> = found.into_iter().map(|(_, entry)| entry).collect();
    Ok((!entries.is_empty()).then_some(Kept {
        id: incident,
        entries,
    }))
}

/// The texts of all entries, each with the id of its incident and its place, as the audit chain vouches for them.
pub(crate) fn texts(tx: &Tx<'_>) -> Result<Vec<(String, u32, String)>, LedgerError> {
    tx.all(include_str!("all.sql"), &[], |row| {
        let seq = u32::try_from(row.get::<i64>(1)?).or(Err(LedgerError::Malformed))?;
        Ok((row.get(0)?, seq, row.get(2)?))
    })
}

fn row(row: &Row<'_>) -> Result<(String, IncidentEntry), LedgerError> {
    let body: String = row.get(2)?;
    Ok((row.get(0)?, serde_json::from_str(&body)?))
}

#[cfg(test)]
pub(crate) mod tests;
