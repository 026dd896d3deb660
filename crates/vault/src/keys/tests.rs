//! The slot and its file under honest use and under tampering.

use std::fs;
use std::path::Path;

use ambient::{Ambient, Fixed};
use uuid::Uuid;

use super::*;

const PROFILE: Uuid = Uuid::from_u128(1);

struct Sealed {
    slot: Slot,
    key: StoreKey,
    passphrase: Passphrase,
    secret: DeviceSecret,
}

fn ambient() -> Ambient {
    Fixed::new(1_770_000_000_000, 7).ambient()
}

fn sealed() -> Sealed {
    let ambient = ambient();
    let (key, secret) = (StoreKey::make(&ambient), DeviceSecret::make(&ambient));
    let passphrase = Passphrase::typed("sol mar luz paz");
    let draft = SlotDraft {
        profile: PROFILE,
        generation: 3,
        cost: Cost::FLOOR,
    };
    let slot = Slot::seal(draft, &key, &passphrase, &secret, &ambient).unwrap();
    Sealed {
        slot,
        key,
        passphrase,
        secret,
    }
}

fn opened(sealed: &Sealed, slot: &Slot) -> Result<Vec<u8>, SlotError> {
    slot.open(&sealed.passphrase, &sealed.secret)
        .map(|key| key.bytes().to_vec())
}

#[test]
fn passphrase_and_device_secret_together_open_a_slot() {
    let sealed = sealed();
    assert_eq!(
        opened(&sealed, &sealed.slot),
        Ok(sealed.key.bytes().to_vec())
    );
    assert_eq!(sealed.key.bytes().len(), 48);
}

#[test]
fn neither_alone_opens_a_slot() {
    let sealed = sealed();
    let wrong = sealed
        .slot
        .open(&Passphrase::typed("sol mar luz pez"), &sealed.secret);
    assert_eq!(wrong.err(), Some(SlotError::WrongPassphrase));
    let other = DeviceSecret::from_slice(&[9; 32]).unwrap();
    assert_eq!(
        sealed.slot.open(&sealed.passphrase, &other).err(),
        Some(SlotError::OtherDevicesSecret)
    );
    // Even where the check bytes were forged to fit the other secret.
    let forged = Slot {
        check: other.check(),
        ..sealed.slot.clone()
    };
    assert_eq!(
        forged.open(&sealed.passphrase, &other).err(),
        Some(SlotError::WrongPassphrase)
    );
}

#[test]
fn a_slot_that_was_changed_in_any_part_does_not_open() {
    let sealed = sealed();
    let of = |change: fn(&mut Slot)| {
        let mut slot = sealed.slot.clone();
        change(&mut slot);
        opened(&sealed, &slot)
    };
    let changes: [fn(&mut Slot); 7] = [
        |slot| slot.cost = Cost::new(64, 4).unwrap(),
        |slot| slot.generation += 1,
        |slot| slot.profile = Uuid::from_u128(2),
        |slot| slot.id = Uuid::from_u128(2),
        |slot| slot.salt[0] ^= 1,
        |slot| slot.nonce[0] ^= 1,
        |slot| slot.sealed[0] ^= 1,
    ];
    for change in changes {
        assert_eq!(of(change), Err(SlotError::WrongPassphrase));
    }
}

#[test]
fn of_two_copies_the_newer_counts_and_of_two_the_sound_one() {
    let dir = tempfile::tempdir().unwrap();
    let older = sealed().slot;
    write(dir.path(), &older).unwrap();
    let newer = Slot {
        generation: 4,
        ..older.clone()
    };
    let first = fs::read(dir.path().join("keys.json")).unwrap();
    write(dir.path(), &newer).unwrap();
    fs::write(dir.path().join("keys.json"), first).unwrap();
    assert_eq!(read(dir.path()).unwrap(), newer);
    fs::write(dir.path().join("keys.bak.json"), "{").unwrap();
    assert_eq!(read(dir.path()).unwrap(), older);
}

#[test]
fn a_slot_file_that_rotted_is_damaged() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &sealed().slot).unwrap();
    for name in ["keys.json", "keys.bak.json"] {
        edit(
            &dir.path().join(name),
            "\"generation\": 3",
            "\"generation\": 4",
        );
    }
    assert!(matches!(read(dir.path()), Err(SlotFileError::Damaged)));
}

#[test]
fn a_planted_cost_is_refused_before_any_memory_is_taken() {
    for planted in ["\"mebibytes\": 1", "\"mebibytes\": 65536"] {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &sealed().slot).unwrap();
        for name in ["keys.json", "keys.bak.json"] {
            edit(&dir.path().join(name), "\"mebibytes\": 64", planted);
        }
        assert!(matches!(read(dir.path()), Err(SlotFileError::Damaged)));
    }
}

#[test]
fn no_key_is_printed() {
    let sealed = sealed();
    let printed = format!(
        "{:?} {:?} {:?}",
        sealed.key, sealed.secret, sealed.passphrase
    );
    assert_eq!(printed, "StoreKey(…) DeviceSecret(…) Passphrase(…)");
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replace(from, to)).unwrap();
}
