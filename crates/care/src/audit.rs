//! What is written down of who looked at what: the acts, how they ended, and what for.

use crate::{Role, codes};

codes! {
    /// Something somebody did with people's records, or with the laptop that holds them.
    AuditAction {
        /// Looked at something.
        View = "view",
        /// Searched people by a name or a number.
        Search = "search",
        /// Changed something.
        Edit = "edit",
        /// Signed a record.
        Sign = "sign",
        /// Handed something out: a file, a page, a list.
        Export = "export",
        /// Made a computer a device.
        Enrol = "enrol",
        /// Opened a satchel.
        Unlock = "unlock",
        /// Tried to.
        UnlockFailed = "unlock_failed",
        /// Locked it.
        Lock = "lock",
        /// Chose another passphrase.
        Passphrase = "passphrase",
        /// Was let in again.
        Recovery = "recovery",
        /// Opened a record that was not hers to hold, or tried to.
        BreakGlass = "break_glass",
        /// Took in or gave out changes between a device and the clinic.
        Sync = "sync",
        /// Took in people's records, or what a laptop handed over.
        Import = "import",
        /// Gave a member to a lead and a team.
        Assign = "assign",
        /// Changed who works here, which devices are let in, or what is asked of them.
        Administer = "administer",
        /// Said that a device is lost.
        DeviceLost = "device_lost",
        /// Said that it was found.
        DeviceFound = "device_found",
        /// Wanted it back: it gives back what it has, and erases itself.
        DeviceRecalled = "device_recalled",
        /// Wanted it to erase itself at once.
        DeviceWipe = "device_wipe",
        /// A device's own entries were joined to the clinic's.
        Join = "join",
        /// The clinic's ledger began another life.
        Segment = "segment",
        /// Entries of a device are missing.
        AuditGap = "audit_gap",
        /// Two histories where there can be one.
        AuditFork = "audit_fork",
    }
}

codes! {
    /// How it ended.
    AuditOutcome {
        Done = "done",
        Refused = "refused",
    }
}

codes! {
    /// What for, by the role of who did it.
    AuditPurpose {
        Care = "care",
        Operations = "operations",
        Payment = "payment",
        Oversight = "oversight",
        Administration = "administration",
    }
}

impl AuditPurpose {
    /// What somebody of this role looks at records for.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::CareManager | Role::CommunityHealthWorker | Role::Doula | Role::Nurse => {
                Self::Care
            }
            Role::Supervisor => Self::Operations,
            Role::Biller => Self::Payment,
            Role::Auditor | Role::PrivacyOfficer => Self::Oversight,
            Role::Admin => Self::Administration,
        }
    }
}
