//! What a clinic does with its backups.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use ambient::{Ambient, Millis};

use super::kept::{self, Kept};
use super::keys::{self, Keys};
use super::rehearse::{Rehearsal, rehearse};
use super::{RestoreError, SealedKeysError};
use crate::Clinic;
use crate::identity::{self, write_private_file};
use crate::ledger::{Backup, BackupError, LedgerError, LedgerPlace, Store};
use crate::recovery::{self, RecoveryKey};

impl Clinic {
    /// Writes a backup of the ledger into a new file; gives its number. If the clinic has a recovery key, its own keys are
    /// beside it, sealed to that, before the backup counts.
    pub fn back_up(&self, to: &Path) -> Result<u64, BackupError> {
        // Asked first: a number that is begun and not finished is for those that broke off.
        for path in [to, &keys::beside(to)] {
            if path.exists() {
                let path = path.to_owned();
                return Err(BackupError::There { path });
            }
        }
        let seal = |file: &Path| self.seal_keys(file);
        self.store()
            .back_up(|_, _| to.to_owned(), seal, self.ambient())
    }

    /// Where the keys are that were sealed beside a backup, if they were.
    pub fn sealed_keys(&self, backup: &Path) -> Option<PathBuf> {
        Some(keys::beside(backup)).filter(|path| path.is_file())
    }

    fn seal_keys(&self, backup: &Path) -> Result<(), BackupError> {
        let Some(public) = self.store().read(recovery::newest_key)? else {
            return Ok(());
        };
        let sealed = Keys::of(self.folder())?.sealed(&public, self.ambient())?;
        let beside = keys::beside(backup);
        Ok(write_private_file(&beside, sealed.as_bytes()).map_err(SealedKeysError::Identity)?)
    }

    /// Makes a backup in the folder if the newest is old enough, and lets go of those that the rule does not keep. Gives the
    /// number of the new one.
    pub fn keep_backups(&self, folder: &Path) -> Result<Option<u64>, BackupError> {
        let now = self.ambient().now();
        if !kept::is_due(&self.backups()?, now) {
            return Ok(None);
        }
        let name = |no, begun_at| folder.join(Kept::of(no, begun_at).file_name());
        let no = self
            .store()
            .back_up(name, |file| self.seal_keys(file), self.ambient())?;
        let known = self.backups()?;
        let said = kept::rule(&kept::there(folder)?);
        for old in &said.given_up {
            // A number can come again after a restore; it is this one's only if the day is, too.
            let is_ours = |backup: &&Backup| {
                Kept::of(backup.no, backup.begun_at) == *old && backup.given_up_at.is_none()
            };
            if known.iter().any(|backup| is_ours(&backup)) {
                self.give_up_backup(old.no)?;
            }
        }
        // Given up first: whoever is stopped in between has a file too many, and none too few.
        for old in &said.go {
            let file = folder.join(old.file_name());
            kept::delete(&file, &keys::beside(&file))?;
        }
        Ok(Some(no))
    }

    /// How old the newest backup is to which the clinic would go back, milliseconds, if there is one; and whether somebody has to be told.
    pub(crate) fn newest_backup(&self) -> Result<(Option<Millis>, bool), LedgerError> {
        let (backups, now) = (self.backups()?, self.ambient().now());
        let newest = kept::newest(&backups);
        let age = newest.map(|newest| kept::age(newest, now));
        Ok((age, kept::is_late(newest, now)))
    }

    /// Every backup there was.
    pub fn backups(&self) -> Result<Vec<Backup>, LedgerError> {
        self.store().backups()
    }

    /// The clinic would not go back to this backup any more.
    pub fn give_up_backup(&self, no: u64) -> Result<(), BackupError> {
        self.store().give_up_backup(no, self.ambient().now())
    }

    /// Goes back to a backup: puts it in the ledger's place and begins another life of it, under which the devices
    /// offer again what it may not hold. The ledger that was there is set aside; gives where.
    pub fn restore(
        folder: &Path,
        place: &LedgerPlace,
        from: &Path,
        ambient: &Ambient,
    ) -> Result<Option<PathBuf>, RestoreError> {
        let keys = identity::Keys::open(folder, ambient)?;
        Ok(Store::restore_at(folder, place, from, keys.tally, ambient)?)
    }

    /// Gives a folder without keys those that lie beside a backup, opened with the file of the recovery key; before
    /// [`Clinic::restore`], on a new computer.
    pub fn take_keys(
        folder: &Path,
        backup: &Path,
        recovery_key: &Path,
    ) -> Result<(), RestoreError> {
        let key = RecoveryKey::read(recovery_key)?;
        let keys = Keys::opened(&keys::beside(backup), &key)?;
        let make = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        make.map_err(|source| SealedKeysError::File {
            path: folder.to_owned(),
            source,
        })?;
        Ok(keys.put_into(folder)?)
    }

    /// Restores a backup for practice, beside everything, and checks all of it.
    pub fn rehearse(
        folder: &Path,
        from: &Path,
        recovery_key: Option<&Path>,
        ambient: &Ambient,
    ) -> Result<Rehearsal, RestoreError> {
        let key = recovery_key.map(RecoveryKey::read).transpose()?;
        rehearse(folder, from, key.as_ref(), ambient)
    }
}
