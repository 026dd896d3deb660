//! Another passphrase, or another computer's secret, for a vault that is there: what is in it stays.

use ambient::Fixed;
use vault::{
    Cost, KeyStore, KeyStoreError, NewSlot, OpenVaultError, Passphrase, RecoverVaultError,
    RekeyError, StoreError, Vault, change_passphrase, meta,
};

use crate::profile::{ID, Profile, WORDS, kept};

const OTHER: &str = "another otter lantern quilt";

fn changed(profile: &Profile, old: &str) -> Result<(), RekeyError> {
    let ambient = Fixed::new(1, 11).ambient();
    change_passphrase(
        &profile.dir(),
        &Passphrase::typed(old),
        &Passphrase::typed(OTHER),
        &profile.keys,
        &ambient,
    )
}

fn opened(profile: &Profile, words: &str) -> Result<Vault, OpenVaultError> {
    Vault::open(&profile.dir(), &Passphrase::typed(words), &profile.keys)
}

/// The store's key, as the clinic would give it back.
fn store_key(profile: &Profile) -> Vec<u8> {
    opened(profile, WORDS).unwrap().lend_key(<[u8]>::to_vec)
}

fn recovered(profile: &Profile, key: &[u8]) -> Result<Vault, RecoverVaultError> {
    let ambient = Fixed::new(1, 12).ambient();
    let new = NewSlot {
        passphrase: &Passphrase::typed(OTHER),
        keys: &profile.keys,
        ambient: &ambient,
        cost: Cost::FLOOR,
    };
    Vault::recover(&profile.dir(), ID, key, &new, |_| Ok(()))
}

#[test]
fn what_must_be_known_of_a_recovery_is_written_before_the_slot() {
    let profile = Profile::closed();
    let key = store_key(&profile);
    let ambient = Fixed::new(1, 12).ambient();
    let new = NewSlot {
        passphrase: &Passphrase::typed(OTHER),
        keys: &profile.keys,
        ambient: &ambient,
        cost: Cost::FLOOR,
    };
    // As if the power went after the one and before the other.
    let cut = Vault::recover(&profile.dir(), ID, &key, &new, |vault| {
        vault.transact(|writer| meta::put(writer, "recovered", "yes"))?;
        Err(StoreError::DiskFull)
    });
    assert!(matches!(
        cut.err(),
        Some(RecoverVaultError::Store(StoreError::DiskFull))
    ));
    let vault = opened(&profile, WORDS).unwrap();
    let known = vault.read::<_, StoreError>(|reader| meta::get(reader, "recovered"));
    assert_eq!(known.unwrap().as_deref(), Some("yes"));
}

#[test]
fn a_changed_passphrase_opens_and_the_old_one_no_longer_does() {
    let profile = Profile::closed();
    let secret = profile.keys.get(ID).unwrap();
    changed(&profile, WORDS).unwrap();
    assert!(matches!(
        opened(&profile, WORDS),
        Err(OpenVaultError::WrongPassphrase)
    ));
    let vault = opened(&profile, OTHER).unwrap();
    assert_eq!(
        kept(&vault, "visit-1").as_deref(),
        Some("She slept better.")
    );
    assert_eq!(profile.keys.get(ID).unwrap().bytes(), secret.bytes());
}

#[test]
fn a_passphrase_is_changed_while_the_vault_is_open() {
    let profile = Profile::closed();
    let vault = opened(&profile, WORDS).unwrap();
    changed(&profile, WORDS).unwrap();
    assert_eq!(
        kept(&vault, "visit-1").as_deref(),
        Some("She slept better.")
    );
    vault.close();
    assert!(opened(&profile, OTHER).is_ok());
}

#[test]
fn whoever_does_not_know_the_old_passphrase_changes_nothing() {
    let profile = Profile::closed();
    let before = profile.files();
    let refused = changed(&profile, "sol mar luz pez");
    assert!(matches!(
        refused,
        Err(RekeyError::Open(OpenVaultError::WrongPassphrase))
    ));
    assert!(before == profile.files());
}

#[test]
fn the_stores_key_alone_makes_a_new_slot_and_keeps_the_computers_secret() {
    let profile = Profile::closed();
    let (key, secret) = (store_key(&profile), profile.keys.get(ID).unwrap());
    let vault = recovered(&profile, &key).unwrap();
    assert_eq!(
        kept(&vault, "visit-1").as_deref(),
        Some("She slept better.")
    );
    vault.close();
    assert!(opened(&profile, OTHER).is_ok());
    assert!(opened(&profile, WORDS).is_err());
    assert_eq!(profile.keys.get(ID).unwrap().bytes(), secret.bytes());
}

#[test]
fn with_the_keyring_lost_the_slots_rotten_or_both_it_still_comes_back() {
    type Loss = fn(&Profile);
    let losses: [Loss; 3] = [
        |profile| profile.keys.forget(ID).unwrap(),
        |profile| rot(profile),
        |profile| {
            profile.keys.forget(ID).unwrap();
            rot(profile);
        },
    ];
    for lose in losses {
        let profile = Profile::closed();
        let key = store_key(&profile);
        lose(&profile);
        assert!(opened(&profile, WORDS).is_err());
        let vault = recovered(&profile, &key).unwrap();
        assert_eq!(
            kept(&vault, "visit-1").as_deref(),
            Some("She slept better.")
        );
        vault.close();
        assert!(opened(&profile, OTHER).is_ok());
    }
}

fn rot(profile: &Profile) {
    for name in ["keys.json", "keys.bak.json"] {
        std::fs::write(profile.dir().join(name), "{").unwrap();
    }
}

#[test]
fn another_key_or_a_keyring_that_does_not_answer_changes_nothing() {
    let profile = Profile::closed();
    let key = store_key(&profile);
    let before = profile.files();
    assert!(matches!(
        recovered(&profile, &[7; 48]),
        Err(RecoverVaultError::Open(OpenVaultError::Damaged))
    ));
    assert!(matches!(
        recovered(&profile, &[7; 47]),
        Err(RecoverVaultError::OtherKey)
    ));
    profile.keys.fail_with(Some(KeyStoreError::Locked));
    assert!(matches!(
        recovered(&profile, &key),
        Err(RecoverVaultError::Rekey(RekeyError::Keyring(
            KeyStoreError::Locked
        )))
    ));
    profile.keys.fail_with(None);
    assert!(before == profile.files());
    assert!(opened(&profile, WORDS).is_ok());
}
