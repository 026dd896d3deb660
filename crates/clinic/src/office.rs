//! What the clinic's office does: who works here, who leads whom, who is asked to become a device. Each is written down
//! in the clinic's own chain, in the transaction that does it.

use care::{AuditAction, MemberId, Role, Staff, StaffId, Stage};
use chrono::NaiveDate;
use sync::audit::AuditEntry;

use crate::Clinic;
use crate::assign::{self, AssignError, Assignment};
use crate::audit::{append, here};
use crate::eligibility::{self, EligibilityLine};
use crate::enrol::{self, Code, Invitation};
use crate::ledger::{LedgerError, Tx};
use crate::staff::{self, FindStaffError};

impl Clinic {
    /// Who is meant by an id or a name.
    pub fn find_staff(&self, name_or_id: &str) -> Result<(StaffId, Staff), FindStaffError> {
        self.store().read(|tx| staff::find(tx, name_or_id))
    }

    /// Writes somebody new into the directory.
    pub fn add_staff(&self, staff: &Staff) -> Result<StaffId, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let id = staff::add(tx, staff, self.ambient())?;
            about(tx, AuditAction::Administer, "staff", id)?;
            Ok(id)
        })
    }

    /// Gives somebody another role: her devices let go of what she may not hold by it, and are given what she may.
    pub fn give_role(&self, staff: StaffId, role: Role) -> Result<(), LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            staff::give_role(tx, staff, role, self.ambient())?;
            about(tx, AuditAction::Administer, "staff", staff)
        })
    }

    /// Makes a one-time code.
    pub fn make_code(&self, invitation: &Invitation) -> Result<Code, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let code = enrol::make_code(tx, invitation, self.ambient())?;
            about(tx, AuditAction::Administer, "enrol_code", invitation.staff)?;
            Ok(code)
        })
    }

    /// The one member with this id, CIN, or number of another system.
    pub fn find_member(&self, number: &str) -> Result<MemberId, AssignError> {
        self.store().read(|tx| assign::find(tx, number))
    }

    /// Gives a member to a lead care manager and a team, and so to their devices; gives the stage her episode then has.
    pub fn assign(&self, asked: &Assignment) -> Result<Stage, AssignError> {
        self.store().transact(self.ambient().now(), |tx| {
            let stage = assign::assign(tx, asked, self.ambient())?;
            let entry = AuditEntry {
                id: Some(asked.lead.to_string()),
                member: Some(asked.member),
                ..here(tx, AuditAction::Assign, "episode")
            };
            append(tx, entry)?;
            Ok(stage)
        })
    }

    /// Which populations of focus everybody belongs to on a day, and by what.
    pub fn eligibility(&self, as_of: NaiveDate) -> Result<Vec<EligibilityLine>, LedgerError> {
        let lines = self.store().read(|tx| eligibility::all(tx, as_of))?;
        let count = u64::try_from(lines.len()).ok();
        self.store()
            .transact::<_, LedgerError>(self.ambient().now(), |tx| {
                let entry = here(tx, AuditAction::Export, "eligibility");
                append(tx, AuditEntry { count, ..entry })
            })?;
        Ok(lines)
    }
}

fn about(tx: &Tx<'_>, action: AuditAction, kind: &str, staff: StaffId) -> Result<(), LedgerError> {
    let entry = AuditEntry {
        id: Some(staff.to_string()),
        ..here(tx, action, kind)
    };
    append(tx, entry)
}
