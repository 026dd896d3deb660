//! The operating system's own keyring.
//!
//! Needs a session bus with an unlocked keyring and fails without one; `cargo xtask test` starts both.

use uuid::Uuid;
use vault::{DeviceSecret, KeyStore, KeyStoreError, OsKeyring};

#[test]
fn the_keyring_keeps_a_secret_until_it_is_told_to_forget() {
    let profile = ambient::Ambient::system().mint();
    let secret = |byte| DeviceSecret::from_slice(&[byte; DeviceSecret::BYTES]).unwrap();
    let (first, second) = (secret(1), secret(2));
    assert_eq!(OsKeyring.get(profile).err(), Some(KeyStoreError::Missing));
    OsKeyring.put(profile, &first).unwrap();
    assert_eq!(OsKeyring.get(profile).unwrap().bytes(), first.bytes());
    OsKeyring.put(profile, &second).unwrap();
    assert_eq!(OsKeyring.get(profile).unwrap().bytes(), second.bytes());
    assert_eq!(
        OsKeyring.get(Uuid::nil()).err(),
        Some(KeyStoreError::Missing)
    );
    OsKeyring.forget(profile).unwrap();
    assert_eq!(OsKeyring.get(profile).err(), Some(KeyStoreError::Missing));
}

/// Two people on one computer have one keyring: each finds her own there, and one who leaves takes nothing of the other's.
#[test]
fn two_profiles_share_a_keyring_and_no_secret() {
    let ambient = ambient::Ambient::system();
    let (ines, deborah) = (ambient.mint(), ambient.mint());
    let secret = |byte| DeviceSecret::from_slice(&[byte; DeviceSecret::BYTES]).unwrap();
    OsKeyring.put(ines, &secret(3)).unwrap();
    OsKeyring.put(deborah, &secret(4)).unwrap();
    assert_eq!(OsKeyring.get(ines).unwrap().bytes(), secret(3).bytes());
    assert_eq!(OsKeyring.get(deborah).unwrap().bytes(), secret(4).bytes());
    OsKeyring.forget(deborah).unwrap();
    assert_eq!(OsKeyring.get(deborah).err(), Some(KeyStoreError::Missing));
    assert_eq!(OsKeyring.get(ines).unwrap().bytes(), secret(3).bytes());
    OsKeyring.forget(ines).unwrap();
}
