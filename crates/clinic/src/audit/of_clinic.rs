//! What a clinic can say of who looked at what, and take from its devices.

use care::{Act, AuditAction, Staff, may};
use sync::audit::{AskAudit, AuditEntry, AuditPage, AuditTaken, SendAudit};
use sync::clinic::Shown;
use sync::wire::RefusedCode;

use super::{AuditVerdict, Unusual, append, by, here, joining, reading, unusual, verify};
use crate::Clinic;
use crate::devices::EnrolledDevice;
use crate::ledger::LedgerError;

impl Clinic {
    /// Joins what a device has of its chain to the clinic's; it is on the disk when this returns.
    pub(crate) fn join_audit(
        &self,
        from: &EnrolledDevice,
        sent: &SendAudit,
    ) -> Result<Result<AuditTaken, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let shown = Shown {
                epoch: &sent.epoch,
                tally: sent.tally.as_ref(),
                mark: None,
            };
            self.notice_restore(tx, from.id, shown)?;
            if joining::is_shorter(tx, sent)? {
                self.begin_another_life(tx)?;
            }
            let taken = joining::take(tx, from, sent, self.ambient())?;
            if taken.is_err() {
                // What does not hold is not taken, and that somebody tried it is not forgotten.
                let entry = by(tx, from.id, from.staff, AuditAction::Join, "audit");
                append(tx, entry.refused())?;
            }
            Ok(taken)
        })
    }

    /// Who looked at what, for somebody whose role may know. That she asked is written down too.
    pub(crate) fn ask_audit(
        &self,
        from: &EnrolledDevice,
        ask: &AskAudit,
    ) -> Result<Result<AuditPage, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let who = tx.thing::<Staff>(from.staff.into())?;
            let entry = AuditEntry {
                member: ask.member,
                ..by(tx, from.id, from.staff, AuditAction::View, "audit")
            };
            if !who.is_some_and(|who| may(who.role, Act::Audit)) {
                append(tx, entry.refused())?;
                return Ok(Err(RefusedCode::NotAllowed));
            }
            let page = reading::page(tx, ask)?;
            let count = u64::try_from(page.rows.len()).ok();
            append(tx, AuditEntry { count, ..entry })?;
            Ok(Ok(page))
        })
    }

    /// Who looked at what.
    pub fn audit(&self, ask: &AskAudit) -> Result<AuditPage, LedgerError> {
        self.store().read(|tx| reading::page(tx, ask))
    }

    /// Somebody asks at the clinic's own command line; that becomes an entry, before she is told anything.
    pub fn audit_asked(&self, ask: &AskAudit) -> Result<(), LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let entry = AuditEntry {
                member: ask.member,
                ..here(tx, AuditAction::View, "audit")
            };
            append(tx, entry)
        })
    }

    /// Whether every entry is what and where it was.
    pub fn verify_audit(&self) -> Result<AuditVerdict, LedgerError> {
        self.store().read(verify::verify)
    }

    /// What was unusual in the week that ends at `until`, milliseconds since 1970 UTC.
    pub fn unusual(&self, until: i64) -> Result<Vec<Unusual>, LedgerError> {
        self.store().read(|tx| unusual::unusual(tx, until))
    }
}
