//! What opens an incident by itself: a device that is lost, and two histories of who looked at what.
//!
//! What is said of the device later, that it was found too, is an entry of the same incident.

use ambient::Ambient;
use care::{DeviceId, StaffId};
use sync::StreamId;
use sync::custody::{Declaration, DeviceStanding};
use sync::incident::{Evidence, IncidentSays, IncidentWhy};
use sync::limits::INCIDENT_AGAIN_MAX;

use super::{Kept, Writer, all, append};
use crate::custody;
use crate::ledger::{LedgerError, Tx, params};

/// A supervisor has said something of a device, which stood so before.
pub(crate) fn declared(
    tx: &Tx<'_>,
    ambient: &Ambient,
    (device, said): (DeviceId, Declaration),
    (by, from): (StaffId, Option<DeviceId>),
    before: DeviceStanding,
) -> Result<(), LedgerError> {
    let Some(evidence) = evidence(tx, device)? else {
        return Ok(());
    };
    let writer = Writer { by: Some(by), from };
    let newest = newest_of(tx, device, IncidentWhy::LostDevice)?;
    let is_lost_now =
        evidence.device.standing == DeviceStanding::Lost && before != DeviceStanding::Lost;
    match newest {
        Some(kept) if !is_lost_now || kept.assessed().is_none() => {
            let evidence = Box::new(evidence);
            append(tx, kept.id, writer, IncidentSays::Device { said, evidence })
        }
        Some(_) | None if is_lost_now => {
            let opened = IncidentSays::Opened {
                why: IncidentWhy::LostDevice,
                detected_at: tx.now(),
                evidence: Some(Box::new(evidence)),
                words: String::new(),
            };
            append(tx, ambient.mint(), writer, opened)
        }
        Some(_) | None => Ok(()),
    }
}

/// A device has erased itself.
pub(crate) fn wiped(tx: &Tx<'_>, device: DeviceId) -> Result<(), LedgerError> {
    let newest = newest_of(tx, device, IncidentWhy::LostDevice)?;
    let (Some(kept), Some(evidence)) = (newest, evidence(tx, device)?) else {
        return Ok(());
    };
    let evidence = Box::new(evidence);
    let writer = Writer {
        by: None,
        from: Some(device),
    };
    append(tx, kept.id, writer, IncidentSays::Wiped { evidence })
}

/// Two histories of one chain: this device's own, or the clinic's, against which this device holds the clinic's word.
pub(crate) fn forked(
    tx: &Tx<'_>,
    ambient: &Ambient,
    device: DeviceId,
    whose: Forked,
) -> Result<(), LedgerError> {
    let writer = Writer {
        by: None,
        from: Some(device),
    };
    let evidence = match whose {
        Forked::Device => evidence(tx, device)?,
        Forked::Clinic => None,
    };
    let about = evidence.as_ref().map(|evidence| evidence.device.id);
    let kept = all(tx)?.into_iter().rev();
    let same = kept
        .filter(|kept| kept.why() == Some(IncidentWhy::AuditFork) && kept.device() == about)
        .find(|kept| kept.assessed().is_none());
    if let Some(kept) = same {
        let said = kept.entries.iter().map(|entry| &entry.what);
        let again = said.filter(|what| matches!(what, IncidentSays::Again));
        // A device that says it at every exchange leaves room for what people have to write.
        if INCIDENT_AGAIN_MAX <= again.count() {
            return Ok(());
        }
        return append(tx, kept.id, writer, IncidentSays::Again);
    }
    let opened = IncidentSays::Opened {
        why: IncidentWhy::AuditFork,
        detected_at: tx.now(),
        evidence: evidence.map(Box::new),
        words: String::new(),
    };
    append(tx, ambient.mint(), writer, opened)
}

/// Whose chain has two histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forked {
    /// The device's.
    Device,
    /// The clinic's own.
    Clinic,
}

impl Kept {
    fn why(&self) -> Option<IncidentWhy> {
        match self.entries.first().map(|entry| &entry.what) {
            Some(IncidentSays::Opened { why, .. }) => Some(*why),
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

fn newest_of(tx: &Tx<'_>, device: DeviceId, why: IncidentWhy) -> Result<Option<Kept>, LedgerError> {
    let kept = all(tx)?.into_iter().rev();
    let mut of_it = kept.filter(|kept| kept.why() == Some(why) && kept.device() == Some(device));
    Ok(of_it.next())
}

/// What is known of a device now: how it stands, and whose records it holds.
fn evidence(tx: &Tx<'_>, device: DeviceId) -> Result<Option<Evidence>, LedgerError> {
    let Some(line) = custody::line_of(tx, device)? else {
        return Ok(None);
    };
    let params = params! { ":device": device.to_string() };
    let streams = tx.all(include_str!("held.sql"), params, |row| row.get::<String>(0))?;
    let members = streams
        .iter()
        .filter_map(|stream| match stream.parse::<StreamId>() {
            Ok(StreamId::Member(member)) => Some(member),
            Ok(StreamId::Clinic) | Err(_) => None,
        });
    Ok(Some(Evidence {
        members: members.collect(),
        device: line,
    }))
}
