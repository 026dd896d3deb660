//! Who may do what: the one table, used by laptop and clinic.

use crate::codes;

codes! {
    /// What a person does at the clinic.
    Role {
        CareManager = "care_manager",
        CommunityHealthWorker = "community_health_worker",
        Doula = "doula",
        Nurse = "nurse",
        Supervisor = "supervisor",
        Biller = "biller",
        Auditor = "auditor",
        PrivacyOfficer = "privacy_officer",
        Admin = "admin",
    }
}

codes! {
    /// Something a person may want to do with a member's record, or with the satchel itself.
    Act {
        /// Use the satchel itself: see how the exchange stands, and let it go.
        Use = "use",
        /// Look at who a member is, and when she is visited.
        Read = "read",
        /// Look at what was written of her: notes, assessments, papers, her health.
        ReadNotes = "read_notes",
        /// Change the plan, tasks, visits, contact details.
        Change = "change",
        /// Sign a note or an addendum.
        Sign = "sign",
        /// Settle two answers to one question.
        Settle = "settle",
        /// Move an episode along, or give a member to another lead.
        Steer = "steer",
        /// See where the clinic's devices are, and say what is to become of one.
        Devices = "devices",
        /// Take a tag off that keeps something apart.
        Untag = "untag",
        /// Open a record that is not hers to hold, for a while, watched.
        BreakGlass = "break_glass",
        /// Say whether somebody was right to do that.
        WeighGlass = "weigh_glass",
        /// Be told who looked at what.
        Audit = "audit",
        /// See what went wrong with people's records, and write down what was done about it.
        Incidents = "incidents",
    }
}

/// Whether the role allows the act on a member in its caseload or team. Which members those are is the grants'
/// business, not the role's.
pub const fn may(role: Role, act: Act) -> bool {
    match act {
        Act::Use => true,
        Act::Read => match role {
            Role::CareManager
            | Role::CommunityHealthWorker
            | Role::Doula
            | Role::Nurse
            | Role::Supervisor
            | Role::Biller => true,
            Role::Auditor | Role::PrivacyOfficer | Role::Admin => false,
        },
        Act::ReadNotes | Act::Change | Act::Sign | Act::Settle => match role {
            Role::CareManager
            | Role::CommunityHealthWorker
            | Role::Doula
            | Role::Nurse
            | Role::Supervisor => true,
            Role::Biller | Role::Auditor | Role::PrivacyOfficer | Role::Admin => false,
        },
        Act::Steer => match role {
            Role::CareManager | Role::Supervisor => true,
            Role::CommunityHealthWorker
            | Role::Doula
            | Role::Nurse
            | Role::Biller
            | Role::Auditor
            | Role::PrivacyOfficer
            | Role::Admin => false,
        },
        Act::Devices | Act::Untag => match role {
            Role::Supervisor => true,
            Role::CareManager
            | Role::CommunityHealthWorker
            | Role::Doula
            | Role::Nurse
            | Role::Biller
            | Role::Auditor
            | Role::PrivacyOfficer
            | Role::Admin => false,
        },
        // A supervisor holds everybody's record already.
        Act::BreakGlass => match role {
            Role::CareManager | Role::CommunityHealthWorker | Role::Doula | Role::Nurse => true,
            Role::Supervisor
            | Role::Biller
            | Role::Auditor
            | Role::PrivacyOfficer
            | Role::Admin => false,
        },
        Act::WeighGlass | Act::Incidents => match role {
            Role::Supervisor | Role::PrivacyOfficer => true,
            Role::CareManager
            | Role::CommunityHealthWorker
            | Role::Doula
            | Role::Nurse
            | Role::Biller
            | Role::Auditor
            | Role::Admin => false,
        },
        Act::Audit => match role {
            Role::Supervisor | Role::Auditor | Role::PrivacyOfficer => true,
            Role::CareManager
            | Role::CommunityHealthWorker
            | Role::Doula
            | Role::Nurse
            | Role::Biller
            | Role::Admin => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(role: Role) -> Vec<Act> {
        let acts = Act::ALL.iter().copied();
        acts.filter(|act| may(role, *act)).collect()
    }

    /// R232 in part: who bills sees no notes.
    #[test]
    fn a_biller_reads_no_notes_and_changes_nothing() {
        assert_eq!(allowed(Role::Biller), [Act::Use, Act::Read]);
    }

    /// R012 in part: a nurse has rights of her own; medical assistants and providers are no roles yet.
    #[test]
    fn a_nurse_settles_but_does_not_steer() {
        assert!(may(Role::Nurse, Act::Settle));
        assert!(!may(Role::Nurse, Act::Steer));
        assert_eq!(allowed(Role::Doula), allowed(Role::Nurse));
    }

    #[test]
    fn only_a_supervisor_takes_a_tag_off() {
        let mut roles = Role::ALL.iter().copied();
        let first = roles.find(|role| may(*role, Act::Untag));
        assert_eq!(first, Some(Role::Supervisor));
        assert_eq!(roles.find(|role| may(*role, Act::Untag)), None);
    }

    #[test]
    fn whoever_watches_sees_who_looked_and_nobodys_record() {
        assert_eq!(allowed(Role::Auditor), [Act::Use, Act::Audit]);
        let officer = [Act::Use, Act::WeighGlass, Act::Audit, Act::Incidents];
        assert_eq!(allowed(Role::PrivacyOfficer), officer);
        assert_eq!(allowed(Role::Admin), [Act::Use]);
    }
}
