//! One clinic: its ledger and its identity, and everything that can be asked of it.

use std::collections::BTreeMap;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use ambient::Ambient;
use care::{AuditAction, DeviceId, Staff, StaffId};
use chrono::NaiveDate;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use sync::clinic::{Device, Shown};
use sync::life::COPIES;
use sync::proof::public_key_text;
use sync::wire::{Enrol, Enrolled, Gone, Noted, Park, Push, Pushed, RefusedCode};
use sync::{IntakeKey, Ledger as _, Replay, Rules};

use crate::audit;
use crate::custody;
use crate::demo;
use crate::devices::{self, EnrolledDevice};
use crate::enrol;
use crate::hand_over::{self, TakeInError, TakenIn};
use crate::identity::{Authority, IdentityError, Keys};
use crate::import::{self, ImportProblem, LeftOut, Outcome};
use crate::ledger::{DatabaseUrl, LedgerError, LedgerPlace, MoveError, Moved, Store, Tx};
use crate::members::{self, MemberLine};
use crate::recovery;
use crate::reviews::{self, OpenReview, ReviewCounts};
use crate::sentence::Sentence;
use crate::staff;
use crate::verify::{self, Verdict};

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

/// Why a ledger was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The clinic's keys did not open.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The ledger's fault, or it is not to be moved.
    #[error(transparent)]
    Move(#[from] MoveError),
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
    folder: PathBuf,
    store: Store,
    authority: Authority,
    intake: IntakeKey,
    command: SigningKey,
    backups: Option<PathBuf>,
    ambient: Ambient,
}

impl std::fmt::Debug for Clinic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clinic(…)")
    }
}

impl Clinic {
    /// Opens the clinic in the folder, with its ledger there too, or founds it if there is none.
    pub fn open(folder: &Path, ambient: Ambient) -> Result<Self, OpenClinicError> {
        Self::open_at(folder, &LedgerPlace::InFolder, ambient)
    }

    /// Opens the clinic whose keys are in the folder and whose ledger is there, or founds it.
    pub fn open_at(
        folder: &Path,
        place: &LedgerPlace,
        ambient: Ambient,
    ) -> Result<Self, OpenClinicError> {
        // The sizes of the ledger are nobody else's business either.
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|source| OpenClinicError::Folder {
                path: folder.to_owned(),
                source,
            })?;
        let keys = Keys::open(folder, &ambient)?;
        let store = Store::open_at(folder, place, keys.tally, &ambient)?;
        let authority = Authority::open(folder, ambient.today())?;
        learn(&store, &ambient);
        Ok(Self {
            folder: folder.to_owned(),
            store,
            authority,
            intake: keys.intake,
            command: keys.command,
            backups: None,
            ambient,
        })
    }

    /// From now on, while it is served, it makes its backups in this folder by itself.
    #[must_use]
    pub fn with_backups_in(self, folder: PathBuf) -> Self {
        Self {
            backups: Some(folder),
            ..self
        }
    }

    pub(crate) fn backups_in(&self) -> Option<&Path> {
        self.backups.as_deref()
    }

    /// Moves the ledger from the folder to PostgreSQL.
    pub fn migrate(
        folder: &Path,
        to: &DatabaseUrl,
        ambient: &Ambient,
    ) -> Result<Moved, MigrateError> {
        let keys = Keys::open(folder, ambient)?;
        Ok(Store::migrate(folder, to, keys.tally, ambient)?)
    }

    /// Takes in what a laptop handed over in a file.
    pub fn take_in(&self, file: &Path) -> Result<TakenIn, TakeInError> {
        hand_over::take_in(&self.store, &self.intake, file, &self.ambient)
    }

    /// The certificate authority that devices pin.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    pub(crate) fn command(&self) -> &SigningKey {
        &self.command
    }

    pub(crate) fn intake(&self) -> &IntakeKey {
        &self.intake
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// Takes in one FHIR R4 bundle, in one transaction.
    pub fn import(&self, file: &Path) -> Result<Imported, ImportError> {
        let (person, hash) = import::read(file, self.ambient.today())?;
        let store = |tx: &mut Tx<'_>| {
            let outcome = import::store(tx, &person, &hash.0, &self.ambient)?;
            audit::append(tx, audit::here(tx, AuditAction::Import, "fhir"))?;
            Ok::<_, LedgerError>(outcome)
        };
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

    /// The day it is here.
    pub(crate) fn today(&self) -> NaiveDate {
        self.ambient.today()
    }

    /// Everybody of the staff.
    pub fn staff(&self) -> Result<Vec<(StaffId, Staff)>, LedgerError> {
        self.store.read(staff::all)
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
        let told = |tx: &mut Tx<'_>| {
            let enrolled = enrol::enrol(tx, request, &self.ambient)?;
            let lease = match &enrolled {
                Ok(Enrolled { device, staff, .. }) => {
                    // A refusal is no entry: any stranger could fill the chain.
                    let entry = audit::by(tx, *device, *staff, AuditAction::Enrol, "device");
                    audit::append(tx, entry)?;
                    Some(custody::first_lease(tx, *device, &self.command)?)
                }
                Err(_) => None,
            };
            Ok::<_, LedgerError>((enrolled, recovery::newest_key(tx)?, lease))
        };
        let (enrolled, recovery, lease) = self.store.transact(self.ambient.now(), told)?;
        Ok(enrolled.map(|enrolled| Enrolled {
            intake: Some(self.intake.public()),
            recovery,
            command: Some(public_key_text(&self.command.verifying_key())),
            lease,
            ..enrolled
        }))
    }

    /// Takes a push; it is on the disk when this returns.
    pub(crate) fn push(
        &self,
        from: &EnrolledDevice,
        push: &Push,
    ) -> Result<Result<Pushed, RefusedCode>, LedgerError> {
        let now = self.ambient.now();
        self.store.transact(now, |tx| {
            let shown = Shown {
                epoch: &push.epoch,
                tally: push.tally.as_ref(),
                mark: None,
            };
            self.notice_restore(tx, from.id, shown)?;
            devices::seen(tx, from.id)?;
            let device = Device {
                id: from.id,
                staff: from.staff,
            };
            let pushed = if from.active {
                sync::clinic::push(tx, device, push, now, Rules::SOUND)?
            } else {
                sync::clinic::quarantine(tx, device, push, now, Rules::SOUND)?
            };
            if let Ok(Pushed { answers, .. }) = &pushed
                && !answers.is_empty()
            {
                audit::exchanged(tx, from, "push", answers.len())?;
            }
            Ok(pushed)
        })
    }

    /// Takes what a device kept of what this clinic once took, and offers again.
    pub(crate) fn replay(
        &self,
        from: &EnrolledDevice,
        replay: &Replay,
    ) -> Result<Result<Pushed, RefusedCode>, LedgerError> {
        let texts = BASE64
            .decode(replay.sealed.as_bytes())
            .ok()
            .and_then(|sealed| self.intake.open(COPIES, &sealed).ok())
            .and_then(|texts| serde_json::from_slice(&texts).ok());
        let Some(ops) = texts else {
            return Ok(Err(RefusedCode::NotOurs));
        };
        let push = Push {
            epoch: replay.epoch.clone(),
            tally: None,
            ops,
        };
        let device = Device {
            id: from.id,
            staff: from.staff,
        };
        let now = self.ambient.now();
        self.store.transact(now, |tx| {
            if from.active {
                sync::clinic::replay(tx, device, &push, now, Rules::SOUND)
            } else {
                sync::clinic::quarantine_again(tx, device, &push, now, Rules::SOUND)
            }
        })
    }

    /// Somebody may have put an older copy of the ledger in place without saying so; a device that was told otherwise
    /// shows it.
    pub(crate) fn notice_restore(
        &self,
        tx: &Tx<'_>,
        device: DeviceId,
        shown: Shown<'_>,
    ) -> Result<(), LedgerError> {
        if sync::clinic::is_set_back(tx, device, shown)? {
            tracing::error!(
                "this ledger is older than what it has acknowledged: somebody has put a copy of it in place. \
                 It begins another life, and the devices send again what it does not hold"
            );
            self.begin_another_life(tx)?;
        }
        Ok(())
    }

    /// What devices know of this ledger is not sure any more.
    pub(crate) fn begin_another_life(&self, tx: &Tx<'_>) -> Result<(), LedgerError> {
        tx.begin_life(&data_encoding::HEXLOWER.encode(&self.ambient.bytes::<16>()))
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

    /// Takes a device's receipt for what it may hold no longer.
    pub(crate) fn gone(
        &self,
        from: &EnrolledDevice,
        gone: &Gone,
    ) -> Result<Result<Noted, RefusedCode>, LedgerError> {
        let now = self.ambient.now();
        self.store.transact(now, |tx| {
            let device = Device {
                id: from.id,
                staff: from.staff,
            };
            sync::clinic::gone(tx, device, gone, now)
        })
    }
}

/// Takes up what newer laptops sent while this clinic did not know of such things. Should that fail, it waits for the
/// next time; nothing of it was applied.
fn learn(store: &Store, ambient: &Ambient) {
    let now = ambient.now();
    let waits = store.read(|tx| Ok::<_, LedgerError>(!tx.of_unknown_kind()?.is_empty()));
    let learned = waits.and_then(|waits| {
        if waits {
            store.transact(now, |tx| sync::clinic::learn(tx, now))
        } else {
            Ok(0)
        }
    });
    match learned {
        Ok(0) => {}
        Ok(learned) => tracing::info!(learned, "work of newer releases was taken up"),
        Err(error) => tracing::warn!(error = %Sentence(&error), "nothing was taken up"),
    }
}
