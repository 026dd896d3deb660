//! Opening a vault: it opens, or the true reason is given and every file is as it was.

use std::fs;

use ambient::Fixed;
use vault::{
    CreateVaultError, DeviceSecret, KeyStore, KeyStoreError, OpenVaultError, Passphrase, Vault,
};

use crate::profile::{ID, Profile, keep, kept};

/// Opens with these words; the vault must refuse and leave its files alone.
fn refusal(profile: &Profile, words: &str) -> OpenVaultError {
    let before = profile.files();
    let refused =
        Vault::open(&profile.dir(), &Passphrase::typed(words), &profile.keys).unwrap_err();
    assert!(
        before == profile.files(),
        "the files changed while the vault said: {refused}"
    );
    refused
}

fn refused(profile: &Profile) -> OpenVaultError {
    refusal(profile, crate::profile::WORDS)
}

/// Overwrites a part of a file of the profile.
fn overwrite(profile: &Profile, name: &str, at: usize, bytes: &[u8]) {
    let path = profile.dir().join(name);
    let mut content = fs::read(&path).unwrap();
    content[at..][..bytes.len()].copy_from_slice(bytes);
    fs::write(path, content).unwrap();
}

#[test]
fn the_right_passphrase_opens_and_everything_is_there() {
    let vault = Profile::closed();
    assert_eq!(
        kept(&vault.open().unwrap(), "visit-1").as_deref(),
        Some("She slept better.")
    );
}

#[test]
fn the_passphrase_is_the_same_from_another_keyboard() {
    let profile = Profile::closed();
    assert!(
        Vault::open(
            &profile.dir(),
            &Passphrase::typed("  sol mar luz \u{ff50}az "),
            &profile.keys
        )
        .is_ok()
    );
}

#[test]
fn a_wrong_passphrase_is_called_so() {
    assert!(matches!(
        refusal(&Profile::closed(), "sol mar luz pez"),
        OpenVaultError::WrongPassphrase
    ));
}

#[test]
fn a_keyring_without_the_entry_is_called_so_and_gets_no_new_one() {
    let profile = Profile::closed();
    profile.keys.forget(ID).unwrap();
    assert!(matches!(
        refused(&profile),
        OpenVaultError::KeyringEntryMissing
    ));
    assert_eq!(profile.keys.get(ID).err(), Some(KeyStoreError::Missing));
}

#[test]
fn a_keyring_that_is_locked_or_away_is_called_so() {
    let profile = Profile::closed();
    profile.keys.fail_with(Some(KeyStoreError::Locked));
    assert!(matches!(refused(&profile), OpenVaultError::KeyringLocked));
    profile.keys.fail_with(Some(KeyStoreError::Unavailable));
    assert!(matches!(
        refused(&profile),
        OpenVaultError::KeyringUnavailable
    ));
    profile.keys.fail_with(None);
    assert!(profile.open().is_ok());
}

#[test]
fn the_secret_of_another_computer_is_told_from_a_wrong_passphrase() {
    let profile = Profile::closed();
    profile
        .keys
        .put(ID, &DeviceSecret::make(&Fixed::new(1, 99).ambient()))
        .unwrap();
    assert!(matches!(
        refused(&profile),
        OpenVaultError::OtherDevicesSecret
    ));
}

#[test]
fn one_damaged_slot_file_is_no_harm_and_two_are_damage() {
    let profile = Profile::closed();
    fs::write(profile.dir().join("keys.json"), b"{\"version\":1").unwrap();
    profile.open().unwrap().close();
    // The damaged one was replaced by the other: each of the two may be damaged next.
    overwrite(&profile, "keys.bak.json", 60, b"\0\0\0\0");
    profile.open().unwrap().close();
    for copy in ["keys.json", "keys.bak.json"] {
        overwrite(&profile, copy, 60, b"\0\0\0\0");
    }
    assert!(matches!(refused(&profile), OpenVaultError::Damaged));
}

#[test]
fn a_damaged_first_page_is_never_called_a_wrong_passphrase() {
    let profile = Profile::closed();
    overwrite(&profile, "store.db", 200, &[0; 64]);
    assert!(matches!(refused(&profile), OpenVaultError::Damaged));
}

#[test]
fn an_emptied_or_missing_store_is_damage_and_not_a_new_vault() {
    let profile = Profile::closed();
    fs::write(profile.dir().join("store.db"), b"").unwrap();
    assert!(matches!(refused(&profile), OpenVaultError::Damaged));
    fs::remove_file(profile.dir().join("store.db")).unwrap();
    assert!(matches!(refused(&profile), OpenVaultError::Damaged));
    assert!(matches!(
        profile.create(),
        Err(CreateVaultError::AlreadyThere)
    ));
}

#[test]
fn a_store_without_its_keys_is_damage_and_not_an_empty_folder() {
    let profile = Profile::closed();
    fs::remove_file(profile.dir().join("keys.json")).unwrap();
    fs::remove_file(profile.dir().join("keys.bak.json")).unwrap();
    assert!(matches!(refused(&profile), OpenVaultError::Damaged));
    assert!(matches!(
        profile.create(),
        Err(CreateVaultError::AlreadyThere)
    ));
}

#[test]
fn a_slot_of_a_newer_version_is_from_the_future() {
    let profile = Profile::closed();
    for name in ["keys.json", "keys.bak.json"] {
        fs::write(
            profile.dir().join(name),
            br#"{"version":7,"wrapping":"post-quantum"}"#,
        )
        .unwrap();
    }
    assert!(matches!(
        refused(&profile),
        OpenVaultError::FromTheFuture { found: 7, .. }
    ));
}

#[test]
fn an_empty_folder_holds_no_vault_and_stays_empty() {
    let profile = Profile::empty();
    fs::create_dir(profile.dir()).unwrap();
    assert!(matches!(refused(&profile), OpenVaultError::NoVault));
}

#[test]
fn a_second_opening_is_refused_while_the_first_is_in_use() {
    let (profile, vault) = Profile::fresh();
    assert!(matches!(profile.open(), Err(OpenVaultError::InUse)));
    assert!(matches!(profile.create(), Err(CreateVaultError::InUse)));
    keep(&vault, "visit-1", "still open").unwrap();
    vault.close();
    assert!(profile.open().is_ok());
}

#[test]
fn a_vault_is_not_made_over_another() {
    let profile = Profile::closed();
    let before = profile.files();
    assert!(matches!(
        profile.create(),
        Err(CreateVaultError::AlreadyThere)
    ));
    assert!(before == profile.files());
    assert!(profile.open().is_ok());
}

#[test]
fn an_interrupted_making_is_begun_anew() {
    let profile = Profile::empty();
    fs::create_dir(profile.dir()).unwrap();
    fs::write(profile.dir().join("store.new.db"), b"half a store").unwrap();
    fs::write(profile.dir().join("keys.json"), b"half a slot").unwrap();
    keep(&profile.create().unwrap(), "visit-1", "first words").unwrap();
    assert!(profile.open().is_ok());
}

#[test]
fn no_vault_is_made_without_a_keyring() {
    let profile = Profile::empty();
    profile.keys.fail_with(Some(KeyStoreError::Unavailable));
    let refused = profile.create().unwrap_err();
    assert!(matches!(
        refused,
        CreateVaultError::Keyring(KeyStoreError::Unavailable)
    ));
    assert_eq!(
        profile.files().into_keys().collect::<Vec<_>>(),
        [profile.dir().join("lock")]
    );
}
