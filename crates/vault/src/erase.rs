//! Erasing a profile for good, because the clinic ordered it.
//!
//! The secret in the keyring goes first, then both copies of the slot; either is enough to make the store unreadable for
//! ever, also where a disk keeps old blocks. Only then the files follow. Each step can be taken again: whoever was stopped
//! in between begins anew, and nothing opens meanwhile.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::keys::{self, SLOT_FILES};
use crate::open::{Lock, LockError};
use crate::{Cost, KeyStore};

/// Longer than any slot.
const OVERWRITTEN: [u8; 16 * 1024] = [0; 16 * 1024];

/// Why a profile was not erased. What is done already stays done.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// Another Satchel has it open.
    #[error("the vault is in use")]
    InUse,
    /// A file could not be overwritten or removed.
    #[error("a file of the profile could not be erased")]
    Unwritable(#[from] io::Error),
}

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The keyring forgets its half.
    Forget,
    /// A slot is written over where it lies, and that lasts.
    Overwrite(PathBuf),
    /// A file goes.
    Remove(PathBuf),
    /// The folder goes, and that lasts.
    RemoveFolder,
}

/// Erases the profile in `dir`. Whether nothing was there any more makes no difference.
pub fn erase(dir: &Path, profile: Uuid, keyring: &dyn KeyStore) -> Result<(), EraseError> {
    if !dir.exists() {
        forget(profile, keyring);
        return Ok(());
    }
    let _lock = Lock::take(dir).map_err(|error| match error {
        LockError::InUse => EraseError::InUse,
        LockError::Unreadable(source) => EraseError::Unwritable(source),
    })?;
    for step in plan(dir)? {
        take(&step, dir, profile, keyring)?;
    }
    Ok(())
}

/// What a guess at the passphrase of the profile in `dir` costs.
pub fn cost_of_a_guess(dir: &Path) -> Option<Cost> {
    keys::read(dir).ok().map(|slot| slot.cost)
}

fn plan(dir: &Path) -> io::Result<Vec<Step>> {
    let mut steps = vec![Step::Forget];
    let slots = SLOT_FILES.map(|name| dir.join(name));
    steps.extend(
        slots
            .into_iter()
            .filter(|slot| slot.exists())
            .map(Step::Overwrite),
    );
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        files.push(entry?.path());
    }
    // Slots first, whatever their names are: the store is the last to need its time.
    files.sort_by_key(|path| path.extension().is_none_or(|extension| extension != "json"));
    steps.extend(files.into_iter().map(Step::Remove));
    steps.push(Step::RemoveFolder);
    Ok(steps)
}

fn take(step: &Step, dir: &Path, profile: Uuid, keyring: &dyn KeyStore) -> io::Result<()> {
    match step {
        Step::Forget => {
            forget(profile, keyring);
            Ok(())
        }
        Step::Overwrite(slot) => {
            let mut file = File::options().write(true).open(slot)?;
            file.write_all(&OVERWRITTEN)?;
            file.sync_all()
        }
        Step::Remove(path) => {
            if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            }
        }
        Step::RemoveFolder => {
            fs::remove_dir_all(dir)?;
            dir.parent().map_or(Ok(()), keys::sync_dir)
        }
    }
}

/// A keyring that does not answer keeps its half; without a slot it opens nothing.
fn forget(profile: Uuid, keyring: &dyn KeyStore) {
    keyring.forget(profile).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    use ambient::Fixed;

    use crate::{KeyStoreError, MemoryKeyStore, Passphrase, Vault};

    const PROFILE: Uuid = Uuid::from_u128(7);

    fn vault(dir: &Path, keyring: &MemoryKeyStore) -> Passphrase {
        let passphrase = Passphrase::typed("violet harbour seventy lamps");
        let ambient = Fixed::new(1, 7).ambient();
        Vault::create(dir, PROFILE, &passphrase, keyring, &ambient, Cost::FLOOR)
            .unwrap()
            .close();
        passphrase
    }

    #[test]
    fn whoever_is_stopped_after_any_step_goes_on_and_nothing_opens_meanwhile() {
        let steps = {
            let place = tempfile::tempdir().unwrap();
            let dir = place.path().join("profile");
            vault(&dir, &MemoryKeyStore::new());
            plan(&dir).unwrap().len()
        };
        for stopped in 1..=steps {
            let place = tempfile::tempdir().unwrap();
            let (dir, keyring) = (place.path().join("profile"), MemoryKeyStore::new());
            let passphrase = vault(&dir, &keyring);
            for step in plan(&dir).unwrap().iter().take(stopped) {
                take(step, &dir, PROFILE, &keyring).unwrap();
            }
            assert!(
                Vault::open(&dir, &passphrase, &keyring).is_err(),
                "after {stopped} steps"
            );
            erase(&dir, PROFILE, &keyring).unwrap();
            assert!(!dir.exists(), "after {stopped} steps");
            assert_eq!(keyring.get(PROFILE).err(), Some(KeyStoreError::Missing));
            erase(&dir, PROFILE, &keyring).unwrap();
        }
    }

    #[test]
    fn a_keyring_that_does_not_answer_keeps_nothing_from_being_erased() {
        let place = tempfile::tempdir().unwrap();
        let (dir, keyring) = (place.path().join("profile"), MemoryKeyStore::new());
        vault(&dir, &keyring);
        keyring.fail_with(Some(KeyStoreError::Unavailable));
        erase(&dir, PROFILE, &keyring).unwrap();
        assert!(!dir.exists());
    }
}
