//! The computer's half of the secret, and where it is kept.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ambient::Ambient;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Thirty-two random bytes of one profile, kept in the operating system's keyring.
pub struct DeviceSecret(Zeroizing<[u8; DeviceSecret::BYTES]>);

impl DeviceSecret {
    /// How long it is.
    pub const BYTES: usize = 32;

    /// A fresh one, for a new vault.
    pub fn make(ambient: &Ambient) -> Self {
        let mut bytes = Zeroizing::new([0; Self::BYTES]);
        ambient.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// The one with these bytes; `None` if there are not exactly [`Self::BYTES`] of them.
    pub fn from_slice(slice: &[u8]) -> Option<Self> {
        slice
            .try_into()
            .ok()
            .map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The bytes, for whoever keeps them.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// What this device's key for a locked hour grows from: it proves which device asks, and opens nothing.
    pub fn heartbeat(&self, profile: Uuid) -> Zeroizing<[u8; 32]> {
        let mut seed = Zeroizing::new([0; 32]);
        // Thirty-two bytes can always be had of SHA-256.
        Hkdf::<Sha256>::new(Some(profile.as_bytes()), self.bytes())
            .expand(b"satchel/v1/heartbeat", seed.as_mut_slice())
            .ok();
        seed
    }

    /// Four bytes that tell two secrets apart and say nothing useful about either.
    pub(crate) fn check(&self) -> [u8; 4] {
        let digest = Sha256::new_with_prefix("satchel/v1/device-secret-check")
            .chain_update(self.bytes())
            .finalize();
        let [a, b, c, d, ..] = digest.0;
        [a, b, c, d]
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSecret(…)")
    }
}

/// Keeps device secrets outside the vault's own files.
pub trait KeyStore: Send + Sync {
    /// Keeps the secret of a profile, in place of an earlier one.
    fn put(&self, profile: Uuid, secret: &DeviceSecret) -> Result<(), KeyStoreError>;
    /// The secret of a profile.
    fn get(&self, profile: Uuid) -> Result<DeviceSecret, KeyStoreError>;
    /// Forgets the secret of a profile; without it the vault never opens again.
    fn forget(&self, profile: Uuid) -> Result<(), KeyStoreError>;
}

/// Why the keyring did not do as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The keyring answers, but has nothing for this profile: it was reset, or another keyring answers now.
    #[error("the keyring has no entry for this profile")]
    Missing,
    /// The keyring is there but locked.
    #[error("the keyring is locked")]
    Locked,
    /// No keyring answers at all.
    #[error("no keyring answers on this computer")]
    Unavailable,
    /// There is an entry, but it is not a device secret, or there are two.
    #[error("the keyring's entry for this profile cannot be read")]
    Unreadable,
}

/// A key store that lives as long as the process, for tests; its clones share what they keep.
#[derive(Clone, Default)]
pub struct MemoryKeyStore(Arc<Mutex<Memory>>);

#[derive(Default)]
struct Memory {
    secrets: BTreeMap<Uuid, DeviceSecret>,
    fault: Option<KeyStoreError>,
}

impl MemoryKeyStore {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers every call with this error until told otherwise.
    pub fn fail_with(&self, fault: Option<KeyStoreError>) {
        self.with(|memory| memory.fault = fault);
    }

    fn with<T>(&self, act: impl FnOnce(&mut Memory) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn answer<T>(
        &self,
        act: impl FnOnce(&mut Memory) -> Result<T, KeyStoreError>,
    ) -> Result<T, KeyStoreError> {
        self.with(|memory| memory.fault.map_or(Ok(()), Err).and_then(|()| act(memory)))
    }
}

impl fmt::Debug for MemoryKeyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryKeyStore")
    }
}

impl KeyStore for MemoryKeyStore {
    fn put(&self, profile: Uuid, secret: &DeviceSecret) -> Result<(), KeyStoreError> {
        self.answer(|memory| {
            memory
                .secrets
                .insert(profile, DeviceSecret(secret.0.clone()));
            Ok(())
        })
    }

    fn get(&self, profile: Uuid) -> Result<DeviceSecret, KeyStoreError> {
        self.answer(|memory| {
            let kept = memory.secrets.get(&profile).ok_or(KeyStoreError::Missing)?;
            Ok(DeviceSecret(kept.0.clone()))
        })
    }

    fn forget(&self, profile: Uuid) -> Result<(), KeyStoreError> {
        self.answer(|memory| {
            memory
                .secrets
                .remove(&profile)
                .map(drop)
                .ok_or(KeyStoreError::Missing)
        })
    }
}
