//! Streams that devices fetch anew, and the feed that becomes shorter.

use sync::Rules;
use sync::clinic::{Compacted, Device};
use sync::limits::{FEED_KEPT_MILLIS, PULL_BYTES_MAX, STREAMS_COMPACTED_AT_ONCE};
use sync::snapshot::{AskDigests, AskSnapshots, Digested, Snapshots};
use sync::wire::RefusedCode;

use crate::Clinic;
use crate::audit;
use crate::devices::EnrolledDevice;
use crate::ledger::LedgerError;

impl Clinic {
    /// Says which streams a device holds otherwise than the clinic. Nothing is written.
    pub(crate) fn digests(
        &self,
        from: &EnrolledDevice,
        ask: &AskDigests,
    ) -> Result<Result<Digested, RefusedCode>, LedgerError> {
        let device = device(from);
        self.store()
            .read(|tx| sync::clinic::digests(tx, device, ask, Rules::SOUND))
    }

    /// Gives streams whole, page by page. Nothing is held between the pages; that something was given is written down.
    pub(crate) fn snapshots(
        &self,
        from: &EnrolledDevice,
        ask: &AskSnapshots,
    ) -> Result<Result<Snapshots, RefusedCode>, LedgerError> {
        let device = device(from);
        let given = self
            .store()
            .read(|tx| sync::clinic::snapshots(tx, device, ask, PULL_BYTES_MAX, Rules::SOUND))?;
        if let Ok(Snapshots { pages, .. }) = &given
            && !pages.is_empty()
        {
            let now = self.ambient().now();
            self.store().transact(now, |tx| {
                audit::exchanged(tx, from, "snapshot", pages.len())
            })?;
        }
        Ok(given)
    }

    /// Takes out of the feed what the clinic received too long ago. A few streams at a time: devices are served meanwhile.
    pub fn compact(&self) -> Result<Compacted, LedgerError> {
        let now = self.ambient().now();
        let before = now.saturating_sub(FEED_KEPT_MILLIS);
        let mut all = Compacted::default();
        loop {
            let done = self.store().transact(now, |tx| {
                sync::clinic::compact(tx, before, STREAMS_COMPACTED_AT_ONCE)
            })?;
            if done.streams == 0 {
                return Ok(all);
            }
            all.streams = all.streams.saturating_add(done.streams);
            all.changes = all.changes.saturating_add(done.changes);
        }
    }
}

fn device(from: &EnrolledDevice) -> Device {
    Device {
        id: from.id,
        staff: from.staff,
    }
}
