//! The power goes: every disk that a cut during a change of slot can leave behind still holds a slot that opens.

use std::collections::BTreeMap;

use ambient::Fixed;

use super::*;
use crate::keys::{DeviceSecret, Passphrase, SlotDraft, SlotError, StoreKey};

/// A folder's files, by name.
type Disk = BTreeMap<String, Vec<u8>>;

/// What a cut can leave of steps that were taken: the files as they lie there, and what is not yet safe.
#[derive(Clone, Default)]
struct Cut {
    safe: Disk,
    /// Written, and not synced: any part of it may be there.
    loose: Option<(String, Vec<u8>)>,
    /// Renamed, and the folder not synced: as before, or as after.
    renamed: Option<(String, String)>,
}

impl Cut {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Write(name, text) => self.loose = Some((unfinished(name), text.clone())),
            Step::Sync(_) => {
                let (name, text) = self.loose.take().unwrap();
                self.safe.insert(name, text);
            }
            Step::Rename(name) => self.renamed = Some((unfinished(name), (*name).to_owned())),
            Step::SyncDir => {
                let (from, to) = self.renamed.take().unwrap();
                let text = self.safe.remove(&from).unwrap();
                self.safe.insert(to, text);
            }
        }
    }

    /// Every disk it may come to.
    fn images(&self) -> Vec<Disk> {
        let mut images = vec![self.safe.clone()];
        if let Some((name, text)) = &self.loose {
            // Nothing of it, a part of it, all of it, and a part with zeros where the rest should be.
            for length in [
                0,
                1,
                text.len() / 2,
                text.len().saturating_sub(1),
                text.len(),
            ] {
                let mut part = self.safe.clone();
                part.insert(name.clone(), text[..length].to_vec());
                images.push(part.clone());
                let mut zeros = text[..length].to_vec();
                zeros.resize(text.len(), 0);
                part.insert(name.clone(), zeros);
                images.push(part);
            }
        }
        if let Some((from, to)) = &self.renamed {
            let mut after = self.safe.clone();
            let text = after.remove(from).unwrap();
            after.insert(to.clone(), text);
            images.push(after);
        }
        images
    }
}

fn laid_out(disk: &Disk) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in disk {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

/// A slot under this passphrase; its generation tells them apart.
fn slot(generation: u64, passphrase: &str) -> Slot {
    let ambient = Fixed::new(1, generation).ambient();
    let draft = SlotDraft {
        profile: Uuid::from_u128(1),
        generation,
        cost: Cost::FLOOR,
    };
    let (key, secret) = secrets();
    Slot::seal(
        draft,
        &key,
        &Passphrase::typed(passphrase),
        &secret,
        &ambient,
    )
    .unwrap()
}

fn secrets() -> (StoreKey, DeviceSecret) {
    (
        StoreKey::from_slice(&[5; 48]).unwrap(),
        DeviceSecret::from_slice(&[6; 32]).unwrap(),
    )
}

fn opens(slot: &Slot, passphrase: &str) -> Result<(), SlotError> {
    let (key, secret) = secrets();
    let opened = slot.open(&Passphrase::typed(passphrase), &secret)?;
    assert_eq!(opened.bytes(), key.bytes());
    Ok(())
}

#[test]
fn wherever_the_power_goes_during_a_change_the_old_passphrase_opens_or_the_new_one() {
    let (old, new) = (slot(1, "the old passphrase"), slot(2, "the new passphrase"));
    // Unwrapping takes a fifth of a second; whether each opens is asked once, and after that which of them it is.
    assert_eq!(opens(&old, "the old passphrase"), Ok(()));
    assert_eq!(opens(&new, "the new passphrase"), Ok(()));
    assert!(opens(&new, "the old passphrase").is_err());
    let mut cut = Cut::default();
    for step in plan(&old, &NAMES).unwrap() {
        cut.take(&step);
    }
    let (mut images, mut changed) = (0, false);
    for step in plan(&new, &NAMES).unwrap() {
        cut.take(&step);
        let here = cut.images();
        let last = here.last().unwrap().clone();
        for disk in here {
            let dir = laid_out(&disk);
            let found = read(dir.path()).unwrap();
            assert!(found == old || found == new, "after {step:?}");
            assert!(found == new || !changed, "it went back after {step:?}");
            // The next opening makes the copies the same, whatever lies there.
            mend(dir.path(), &found).unwrap();
            for name in NAMES {
                assert_eq!(read_one(&dir.path().join(name)).unwrap(), found);
            }
            images += 1;
        }
        // From the first copy's renaming that lasts, there is no way back to the old passphrase.
        if step == Step::SyncDir {
            changed = read(laid_out(&last).path()).unwrap() == new;
        }
    }
    assert!(changed && 20 < images, "{images} disks");
}

#[test]
fn a_cut_while_the_first_slot_is_written_leaves_it_or_none() {
    let only = slot(1, "the only passphrase");
    let mut cut = Cut::default();
    for step in plan(&only, &NAMES).unwrap() {
        cut.take(&step);
        for disk in cut.images() {
            match read(laid_out(&disk).path()) {
                Ok(found) => assert_eq!(found, only),
                Err(error) => assert!(matches!(error, SlotFileError::Missing), "{error}"),
            }
        }
    }
}

#[test]
fn a_slot_that_does_not_open_from_the_disk_changes_nothing() {
    let (old, new) = (slot(1, "the old passphrase"), slot(2, "the new passphrase"));
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &old).unwrap();
    let refused = replace(dir.path(), &new, |_| false);
    assert!(matches!(refused, Err(ReplaceError::NotAsWritten)));
    for name in NAMES {
        assert_eq!(read_one(&dir.path().join(name)).unwrap(), old);
        assert!(!dir.path().join(unfinished(name)).exists());
    }
    replace(dir.path(), &new, |written| *written == new).unwrap();
    assert_eq!(read(dir.path()).unwrap(), new);
}

#[test]
fn a_copy_that_rotted_or_stayed_behind_is_mended() {
    let (old, new) = (slot(1, "the old passphrase"), slot(2, "the new passphrase"));
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &new).unwrap();
    for behind in [serde_json::to_vec(&written(&old)).unwrap(), b"{".to_vec()] {
        fs::write(dir.path().join(NAMES[1]), behind).unwrap();
        mend(dir.path(), &read(dir.path()).unwrap()).unwrap();
        assert_eq!(read_one(&dir.path().join(NAMES[1])).unwrap(), new);
    }
}
