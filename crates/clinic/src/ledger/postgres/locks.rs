//! What a transaction locks before it looks: always in the same order, so that no two wait for each other.
//!
//! First the device, then the streams in the order of their ids, then the version of its owner's grants, and last, by
//! whoever writes in the clinic's own name, the clinic. Under these locks everything sync reads of a stream stays true until
//! the commit, and numbers are handed out in the order of the commits.

use std::collections::BTreeSet;

use care::{DeviceId, StaffId};
use sync::StreamId;

use crate::ledger::db::params;
use crate::ledger::{LedgerError, Tx};

/// Locks a device, if there is one, and streams; one that has not begun is locked as well.
pub(in crate::ledger) fn lock(
    tx: &Tx<'_>,
    device: Option<(DeviceId, StaffId)>,
    streams: &BTreeSet<StreamId>,
) -> Result<(), LedgerError> {
    if let Some((device, _)) = device {
        let params = params! { ":device": device.to_string() };
        tx.all(include_str!("lock_device.sql"), params, |_| Ok(()))?;
    }
    if !streams.is_empty() {
        let wanted = streams.len();
        let streams: Vec<String> = streams.iter().map(StreamId::to_string).collect();
        let streams = serde_json::to_string(&streams)?;
        let locked = |tx: &Tx<'_>| {
            let params = params! { ":streams": streams };
            tx.all(include_str!("lock_streams.sql"), params, |_| Ok(()))
        };
        if locked(tx)?.len() < wanted {
            tx.run(
                include_str!("begin_streams.sql"),
                params! { ":streams": streams },
            )?;
            locked(tx)?;
        }
    }
    if let Some((_, staff)) = device {
        let params = params! { ":staff": staff.to_string() };
        tx.all(include_str!("lock_grants.sql"), params, |_| Ok(()))?;
    }
    Ok(())
}

/// Locks the clinic, whose own chain is written next.
pub(in crate::ledger) fn lock_clinic(tx: &Tx<'_>) -> Result<(), LedgerError> {
    tx.all(include_str!("lock_clinic.sql"), &[], |_| Ok(()))?;
    Ok(())
}
