//! What a clinic gives a device that asks what is new. One that has nothing to send makes contact with the same question.

use sync::Rules;
use sync::clinic::{Device, Shown};
use sync::custody::Contacted;
use sync::wire::{Pull, Pulled, RefusedCode};

use crate::Clinic;
use crate::audit;
use crate::custody::{self, Speaks};
use crate::devices::{self, EnrolledDevice};
use crate::ledger::{LedgerError, Tx};
use crate::recovery;

/// A device that is still pulling need not be written down more often than this.
const SEEN_EVERY_MILLIS: i64 = 60_000;

/// Who asks what, and when.
struct Asking<'a> {
    from: &'a EnrolledDevice,
    pull: &'a Pull,
    now: i64,
}

/// An answer with nothing in it, the recovery key, and what was said to the device itself.
type Quiet = (Pulled, Option<String>, Option<Contacted>);

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
        let asking = Asking { from, pull, now };
        if !is_due {
            let quiet = self
                .store()
                .read(|tx| self.nothing_new(tx, &asking, shown))?;
            if let Some((quiet, recovery, contacted)) = quiet {
                return Ok(Ok(finish(quiet, recovery, contacted)));
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

    /// The answer to a device to which the clinic has nothing new to give and nothing to say, and that is written without
    /// writing anything; none if it has.
    fn nothing_new(
        &self,
        tx: &Tx<'_>,
        Asking { from, pull, now }: &Asking<'_>,
        shown: Shown<'_>,
    ) -> Result<Option<Quiet>, LedgerError> {
        if sync::clinic::is_set_back(tx, from.id, shown)? {
            return Ok(None);
        }
        let contacted = match &pull.report {
            Some(report) => {
                let said = custody::nothing_to_say(tx, from, report, (*now, self.command()))?;
                if said.is_none() {
                    return Ok(None);
                }
                said
            }
            None => None,
        };
        let device = Device {
            id: from.id,
            staff: from.staff,
        };
        let Some(quiet) = sync::clinic::nothing_new(tx, device, pull)? else {
            return Ok(None);
        };
        Ok(Some((quiet, recovery::newest_key(tx)?, contacted)))
    }
}
