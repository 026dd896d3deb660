//! Who may do what: the one table, used by laptop and clinic.

use crate::codes;

codes! {
    /// What a person does at the clinic.
    Role {
        CareManager = "care_manager",
        CommunityHealthWorker = "community_health_worker",
        Nurse = "nurse",
        Supervisor = "supervisor",
        Biller = "biller",
        Auditor = "auditor",
    }
}

codes! {
    /// Something a person may want to do with a member's record.
    Act {
        /// Look at the record.
        Read = "read",
        /// Change the plan, tasks, visits, contact details.
        Change = "change",
        /// Sign a note or an addendum.
        Sign = "sign",
        /// Settle two answers to one question.
        Settle = "settle",
        /// Move an episode along, or give a member to another lead.
        Steer = "steer",
    }
}

/// Whether the role allows the act on a member in its caseload or team. Which members those are is the grants'
/// business, not the role's.
pub const fn may(role: Role, act: Act) -> bool {
    match role {
        Role::CareManager | Role::Supervisor => true,
        Role::Nurse | Role::CommunityHealthWorker => match act {
            Act::Read | Act::Change | Act::Sign | Act::Settle => true,
            Act::Steer => false,
        },
        Role::Biller | Role::Auditor => match act {
            Act::Read => true,
            Act::Change | Act::Sign | Act::Settle | Act::Steer => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_biller_reads_and_changes_nothing() {
        let allowed: Vec<Act> = Act::ALL
            .iter()
            .copied()
            .filter(|act| may(Role::Biller, *act))
            .collect();
        assert_eq!(allowed, [Act::Read]);
    }

    #[test]
    fn a_nurse_settles_but_does_not_steer() {
        assert!(may(Role::Nurse, Act::Settle));
        assert!(!may(Role::Nurse, Act::Steer));
    }
}
