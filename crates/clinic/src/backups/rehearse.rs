//! A restore for practice: whether a backup would bring the clinic back, found out before it has to.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use ambient::Ambient;

use super::RestoreError;
use super::keys::{self, Keys, SealedKeysError};
use crate::audit::AuditVerdict;
use crate::ledger::{LedgerPlace, Store};
use crate::recovery::RecoveryKey;
use crate::verify::Verdict;
use crate::{Clinic, OpenClinicError};

/// What a backup was found to be.
#[derive(Debug)]
pub struct Rehearsal {
    /// The ledger's hashes, chains and signatures.
    pub ledger: Verdict,
    /// The audit's chains.
    pub audit: AuditVerdict,
    /// How many people it knows.
    pub members: usize,
}

impl Rehearsal {
    /// Whether the clinic could go on with it.
    pub fn is_sound(&self) -> bool {
        self.ledger.faults == 0 && self.audit.faults.is_empty()
    }
}

/// A folder that is gone with this.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::error!(%error, folder = %self.0.display(), "a rehearsal left its folder behind; delete it");
        }
    }
}

/// Brings a clinic back in a folder of its own inside this one, checks all of it, and removes it. Nothing else is touched,
/// and devices may be served meanwhile. With the recovery key the sealed keys beside the backup are used, as on a new
/// computer; without it those of the folder.
pub(super) fn rehearse(
    folder: &Path,
    from: &Path,
    key: Option<&RecoveryKey>,
    ambient: &Ambient,
) -> Result<Rehearsal, RestoreError> {
    let name = data_encoding::HEXLOWER.encode(&ambient.bytes::<4>());
    let scratch = folder.join(format!("rehearsal.{name}"));
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&scratch)
        .map_err(|source| SealedKeysError::File {
            path: scratch.clone(),
            source,
        })?;
    let scratch = Scratch(scratch);
    let keys = match key {
        Some(key) => Keys::opened(&keys::beside(from), key)?,
        None => Keys::of(folder)?,
    };
    keys.put_into(&scratch.0)?;
    let place = LedgerPlace::InFolder;
    let tally = crate::identity::Keys::open(&scratch.0, ambient)?.tally;
    Store::restore_at(&scratch.0, &place, from, tally, ambient)?;
    let clinic = Clinic::open(&scratch.0, ambient.clone()).map_err(|error| match error {
        OpenClinicError::Folder { path, source } => SealedKeysError::File { path, source }.into(),
        OpenClinicError::Ledger(error) => RestoreError::Ledger(error),
        OpenClinicError::Identity(error) => RestoreError::Identity(error),
    })?;
    Ok(Rehearsal {
        ledger: clinic.verify()?,
        audit: clinic.verify_audit()?,
        members: clinic.members()?.len(),
    })
}
