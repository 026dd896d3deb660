//! What a clinic does when a laptop asks for a record that is not its person's.

use care::{Act, AuditAction, check_glass_words, may};
use sync::Ledger as _;
use sync::audit::AuditEntry;
use sync::glass::{AskGlass, GlassAnswer, Glasses, RenewGlass, WeighGlass};
use sync::wire::RefusedCode;

use super::{SYSTEM, listing};
use crate::Clinic;
use crate::audit;
use crate::devices::EnrolledDevice;
use crate::glass;
use crate::ledger::LedgerError;

impl Clinic {
    /// Somebody asks for a record that she does not hold.
    pub(crate) fn ask_glass(
        &self,
        from: &EnrolledDevice,
        asked: &AskGlass,
    ) -> Result<Result<GlassAnswer, RefusedCode>, LedgerError> {
        if check_glass_words(asked.reason, &asked.words).is_err() || asked.whom.check().is_err() {
            return Ok(Err(RefusedCode::BadRequest));
        }
        self.store().transact(self.ambient().now(), |tx| {
            let answer = glass::ask(tx, from, asked, self.ambient())?;
            Ok(answer.ok_or(RefusedCode::NotAllowed))
        })
    }

    /// She asks for longer.
    pub(crate) fn renew_glass(
        &self,
        from: &EnrolledDevice,
        asked: RenewGlass,
    ) -> Result<Result<GlassAnswer, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let answer = glass::renew(tx, from, asked.glass, self.ambient())?;
            Ok(answer.ok_or(RefusedCode::NotAllowed))
        })
    }

    /// Every record that was opened, for somebody whose role may know. That she asked is written down too.
    pub(crate) fn list_glasses(
        &self,
        from: &EnrolledDevice,
    ) -> Result<Result<Glasses, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let entry = audit::by(tx, from.id, from.staff, AuditAction::View, SYSTEM);
            let role = tx.role_of(from.staff)?;
            if !role.is_some_and(|role| may(role, Act::Audit)) {
                audit::append(tx, entry.refused())?;
                return Ok(Err(RefusedCode::NotAllowed));
            }
            let listed = glass::list(tx)?;
            let count = u64::try_from(listed.glasses.len()).ok();
            audit::append(tx, AuditEntry { count, ..entry })?;
            Ok(Ok(listed))
        })
    }

    /// Somebody says what is to be thought of one; gives all of them then.
    pub(crate) fn weigh_glass(
        &self,
        from: &EnrolledDevice,
        said: &WeighGlass,
    ) -> Result<Result<Glasses, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let entry = audit::by(tx, from.id, from.staff, AuditAction::Edit, SYSTEM);
            match listing::weigh(tx, from.staff, said, self.ambient())? {
                Ok(member) => {
                    let listed = glass::list(tx)?;
                    let member = Some(member);
                    audit::append(tx, AuditEntry { member, ..entry })?;
                    Ok(Ok(listed))
                }
                Err(code) => {
                    audit::append(tx, entry.refused())?;
                    Ok(Err(code))
                }
            }
        })
    }

    /// Ends what is over by now.
    pub(crate) fn end_glasses(&self) -> Result<(), LedgerError> {
        let now = self.ambient().now();
        for id in self.store().read(|tx| glass::over(tx, now))? {
            self.store()
                .transact(now, |tx| glass::end(tx, id, self.ambient()))?;
        }
        Ok(())
    }
}
