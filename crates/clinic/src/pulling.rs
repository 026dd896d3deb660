//! What a clinic gives a device that asks what is new. One that has nothing to send makes contact with the same question.

use sync::Rules;
use sync::clinic::{Device, Shown};
use sync::wire::{Pull, Pulled, RefusedCode};

use crate::Clinic;
use crate::audit;
use crate::custody::{self, Speaks};
use crate::devices::{self, EnrolledDevice};
use crate::ledger::LedgerError;
use crate::recovery;

/// A device that is still pulling need not be written down more often than this.
const SEEN_EVERY_MILLIS: i64 = 60_000;

impl Clinic {
    /// Answers a pull.
    pub(crate) fn pull(
        &self,
        from: &EnrolledDevice,
        pull: &Pull,
    ) -> Result<Result<Pulled, RefusedCode>, LedgerError> {
        if pull.report.as_ref().is_some_and(custody::is_too_long) {
            return Ok(Err(RefusedCode::TooLarge));
        }
        let now = self.ambient().now();
        let is_due = from
            .seen_at
            .is_none_or(|seen| SEEN_EVERY_MILLIS < now.saturating_sub(seen));
        let device = Device {
            id: from.id,
            staff: from.staff,
        };
        let today = self.ambient().today();
        let soon = [today, today.succ_opt().unwrap_or(today)].map(|day| day.to_string());
        let finish = |pulled, recovery, contacted| Pulled {
            at: Some(now),
            intake: Some(self.intake().public()),
            recovery,
            contacted,
            ..pulled
        };
        let shown = Shown {
            epoch: &pull.epoch,
            tally: pull.tally.as_ref(),
            mark: pull.mark.as_deref(),
        };
        if !is_due {
            let quiet = self.store().read::<_, LedgerError>(|tx| {
                if sync::clinic::is_set_back(tx, from.id, shown)? {
                    return Ok(None);
                }
                let contacted = match &pull.report {
                    Some(report) => {
                        let said =
                            custody::nothing_to_say(tx, from, report, (now, self.command()))?;
                        let Some(said) = said else {
                            return Ok(None);
                        };
                        Some(said)
                    }
                    None => None,
                };
                let quiet = sync::clinic::nothing_new(tx, device, pull)?;
                let recovery = recovery::newest_key(tx)?;
                Ok(quiet.map(|quiet| finish(quiet, recovery, contacted)))
            })?;
            if let Some(quiet) = quiet {
                return Ok(Ok(quiet));
            }
        }
        let pulled = self.store().transact(now, |tx| {
            self.notice_restore(tx, from.id, shown)?;
            let contacted = match &pull.report {
                Some(report) => Some(custody::contact(
                    tx,
                    from,
                    report,
                    Speaks::Open,
                    self.command(),
                )?),
                None => None,
            };
            if is_due && contacted.is_none() {
                devices::seen(tx, from.id)?;
            }
            let pulled = sync::clinic::pull(tx, device, pull, &soon, Rules::SOUND)?;
            let recovery = recovery::newest_key(tx)?;
            // Nothing given is nothing told: an exchange with nothing to do writes nothing.
            if let Ok(Pulled { pages, .. }) = &pulled
                && !pages.is_empty()
            {
                let changes = pages.iter().map(|page| page.changes.len()).sum();
                audit::exchanged(tx, from, "pull", changes)?;
            }
            Ok::<_, LedgerError>(pulled.map(|pulled| finish(pulled, recovery, contacted)))
        })?;
        Ok(pulled)
    }
}
