//! One clinic: its ledger and its identity, and everything that can be asked of it.

use std::collections::BTreeMap;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use ambient::Ambient;
use care::{DeviceId, MemberId, Staff, StaffId, Stage};
use sync::Rules;
use sync::clinic::Device;
use sync::wire::{Enrol, Enrolled, Gone, Noted, Park, Pull, Pulled, Push, Pushed, RefusedCode};

use crate::assign::{self, AssignError, Assignment};
use crate::demo;
use crate::devices::{self, EnrolledDevice, HandedOver, OwedReceipt, RetireError};
use crate::enrol::{self, Code, Invitation};
use crate::identity::{Authority, IdentityError};
use crate::import::{self, ImportProblem, LeftOut, Outcome};
use crate::ledger::{LedgerError, Store};
use crate::members::{self, MemberLine};
use crate::reviews::{self, OpenReview, ReviewCounts};
use crate::staff::{self, FindStaffError};
use crate::verify::{self, Verdict};

/// A device that is still pulling need not be written down more often than this.
const SEEN_EVERY_MILLIS: i64 = 60_000;

/// Why a clinic did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenClinicError {
    /// The folder cannot be made.
    #[error("the folder {} cannot be made", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The ledger did not open.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The certificate authority did not open.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

/// Why a file was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not one we take.
    #[error(transparent)]
    Problem(#[from] ImportProblem),
    /// The ledger did not take it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What it changed.
    pub outcome: Outcome,
    /// What was read but left out, by reason.
    pub left_out: BTreeMap<LeftOut, usize>,
}

/// A clinic.
pub struct Clinic {
    store: Store,
    authority: Authority,
    ambient: Ambient,
}

impl std::fmt::Debug for Clinic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clinic(…)")
    }
}

impl Clinic {
    /// Opens the clinic in the folder, or founds it if there is none.
    pub fn open(folder: &Path, ambient: Ambient) -> Result<Self, OpenClinicError> {
        // The sizes of the ledger are nobody else's business either.
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|source| OpenClinicError::Folder {
                path: folder.to_owned(),
                source,
            })?;
        let store = Store::open(folder, &ambient)?;
        let authority = Authority::open(folder, ambient.today())?;
        Ok(Self {
            store,
            authority,
            ambient,
        })
    }

    /// The certificate authority that devices pin.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    #[cfg(test)]
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// Takes in one FHIR R4 bundle, in one transaction.
    pub fn import(&self, file: &Path) -> Result<Imported, ImportError> {
        let (person, hash) = import::read(file, self.ambient.today())?;
        let store =
            |tx: &mut crate::ledger::Tx<'_>| import::store(tx, &person, &hash.0, &self.ambient);
        let outcome = self.store.transact(self.ambient.now(), store)?;
        Ok(Imported {
            outcome,
            left_out: person.left_out,
        })
    }

    /// All members.
    pub fn members(&self) -> Result<Vec<MemberLine>, LedgerError> {
        self.store.read(members::all)
    }

    /// Everybody of the staff.
    pub fn staff(&self) -> Result<Vec<(StaffId, Staff)>, LedgerError> {
        self.store.read(staff::all)
    }

    /// Who is meant by an id or a name.
    pub fn find_staff(&self, name_or_id: &str) -> Result<(StaffId, Staff), FindStaffError> {
        self.store.read(|tx| staff::find(tx, name_or_id))
    }

    /// Writes somebody new into the directory.
    pub fn add_staff(&self, staff: &Staff) -> Result<StaffId, LedgerError> {
        self.store.transact(self.ambient.now(), |tx| {
            staff::add(tx, staff, &self.ambient)
        })
    }

    /// All devices.
    pub fn devices(&self) -> Result<Vec<EnrolledDevice>, LedgerError> {
        self.store.read(devices::all)
    }

    /// Devices that hold somebody they may hold no longer: they have not been heard of since, or are still sending.
    pub fn receipts_owed(&self) -> Result<Vec<OwedReceipt>, LedgerError> {
        self.store.read(devices::owed)
    }

    /// What was being written about members when they were given to somebody else. For its author and her supervisor.
    pub fn left_drafts(&self) -> Result<Vec<HandedOver>, LedgerError> {
        self.store.read(devices::drafts)
    }

    /// Work that waits for a person, longest waiting first, and how often there is any.
    pub fn open_reviews(&self) -> Result<(Vec<OpenReview>, ReviewCounts), LedgerError> {
        let now = self.ambient.now();
        self.store.read(|tx| reviews::open(tx, now))
    }

    /// Checks every hash, chain and signature of the ledger.
    pub fn verify(&self) -> Result<Verdict, LedgerError> {
        self.store.read(verify::verify)
    }

    /// Makes a one-time code.
    pub fn make_code(&self, invitation: &Invitation) -> Result<Code, LedgerError> {
        self.store.transact(self.ambient.now(), |tx| {
            enrol::make_code(tx, invitation, &self.ambient)
        })
    }

    /// The one member with this id, CIN, or number of another system.
    pub fn find_member(&self, number: &str) -> Result<MemberId, AssignError> {
        self.store.read(|tx| assign::find(tx, number))
    }

    /// Gives a member to a lead care manager and a team, and so to their devices; gives the stage her episode then has.
    pub fn assign(&self, asked: &Assignment) -> Result<Stage, AssignError> {
        self.store.transact(self.ambient.now(), |tx| {
            assign::assign(tx, asked, &self.ambient)
        })
    }

    /// From now on the device may neither push nor pull.
    pub fn retire(&self, device: DeviceId) -> Result<(), RetireError> {
        self.store
            .transact(self.ambient.now(), |tx| devices::retire(tx, device))
    }

    /// Writes the demo around today. What is there already stays as it is.
    pub fn write_demo(&self) -> Result<usize, LedgerError> {
        self.store
            .transact(self.ambient.now(), |tx| demo::write(tx, &self.ambient))
    }

    /// Makes a computer a device.
    pub(crate) fn enrol(
        &self,
        request: &Enrol,
    ) -> Result<Result<Enrolled, RefusedCode>, LedgerError> {
        self.store.transact(self.ambient.now(), |tx| {
            enrol::enrol(tx, request, &self.ambient)
        })
    }

    /// The device of that id, if it may push and pull.
    pub(crate) fn active_device(
        &self,
        id: DeviceId,
    ) -> Result<Option<EnrolledDevice>, LedgerError> {
        Ok(self
            .store
            .read(|tx| devices::device(tx, id))?
            .filter(|device| device.active))
    }

    /// Takes a push; it is on the disk when this returns.
    pub(crate) fn push(
        &self,
        from: &EnrolledDevice,
        push: &Push,
    ) -> Result<Result<Pushed, RefusedCode>, LedgerError> {
        let now = self.ambient.now();
        self.store.transact(now, |tx| {
            devices::seen(tx, from.id)?;
            sync::clinic::push(
                tx,
                Device {
                    id: from.id,
                    staff: from.staff,
                },
                push,
                now,
                Rules::SOUND,
            )
        })
    }

    /// Keeps an operation that failed alone too often; it is on the disk when this returns.
    pub(crate) fn park(
        &self,
        from: &EnrolledDevice,
        park: &Park,
    ) -> Result<Result<Pushed, RefusedCode>, LedgerError> {
        let now = self.ambient.now();
        let device = Device {
            id: from.id,
            staff: from.staff,
        };
        self.store
            .transact(now, |tx| sync::clinic::park(tx, device, park, now))
    }

    /// Answers a pull.
    pub(crate) fn pull(
        &self,
        from: &EnrolledDevice,
        pull: &Pull,
    ) -> Result<Result<Pulled, RefusedCode>, LedgerError> {
        let now = self.ambient.now();
        let is_due = from
            .seen_at
            .is_none_or(|seen| SEEN_EVERY_MILLIS < now.saturating_sub(seen));
        let device = Device {
            id: from.id,
            staff: from.staff,
        };
        let pulled = self.store.transact(now, |tx| {
            if is_due {
                devices::seen(tx, from.id)?;
            }
            sync::clinic::pull(tx, device, pull)
        })?;
        Ok(pulled.map(|pulled| Pulled {
            at: Some(now),
            ..pulled
        }))
    }

    /// Takes a device's receipt for what it may hold no longer.
    pub(crate) fn gone(
        &self,
        from: &EnrolledDevice,
        gone: &Gone,
    ) -> Result<Result<Noted, RefusedCode>, LedgerError> {
        self.store.transact(self.ambient.now(), |tx| {
            let device = Device {
                id: from.id,
                staff: from.staff,
            };
            sync::clinic::gone(tx, device, gone)
        })
    }
}
