//! A key slot: the store key, wrapped.
//!
//! Everything in the slot but its nonce and its ciphertext is authenticated together with them, so that a slot with
//! a lowered cost or another generation does not open. The checksum beside it is no protection; it tells a file
//! that rotted from a passphrase that is wrong.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use ambient::Ambient;
use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Cost, DeviceSecret, Passphrase, StoreKey};

/// The only layout there is so far.
pub(crate) const SLOT_VERSION: u32 = 1;
const LABEL: &[u8] = b"satchel/v1/kek/passphrase+device";
const HEADER: &[u8] = b"satchel-keyslot";
/// Argon2's own name for them: one lane, since the implementation is single-threaded.
const LANES: u32 = 1;
const KIB_PER_MIB: u32 = 1024;

/// What is chosen when a slot is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SlotDraft {
    pub(crate) profile: Uuid,
    pub(crate) generation: u64,
    pub(crate) cost: Cost,
}

/// One wrapping of the store key under a passphrase and a device secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) profile: Uuid,
    pub(crate) id: Uuid,
    /// Counts rewritings of the slot file; of two copies, the higher is the newer.
    pub(crate) generation: u64,
    pub(crate) cost: Cost,
    pub(crate) salt: [u8; 16],
    /// Tells which device secret belongs to this slot.
    pub(crate) check: [u8; 4],
    pub(crate) nonce: [u8; 12],
    pub(crate) sealed: Vec<u8>,
}

/// Why a slot was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SlotError {
    #[error("the passphrase does not open this slot")]
    WrongPassphrase,
    #[error("the device secret belongs to another slot")]
    OtherDevicesSecret,
    #[error("there is not enough memory to check the passphrase")]
    OutOfMemory,
}

impl Slot {
    /// Wraps the store key.
    pub(crate) fn seal(
        draft: SlotDraft,
        key: &StoreKey,
        passphrase: &Passphrase,
        secret: &DeviceSecret,
        ambient: &Ambient,
    ) -> Result<Self, SlotError> {
        let mut slot = Self {
            profile: draft.profile,
            id: ambient.mint(),
            generation: draft.generation,
            cost: draft.cost,
            salt: ambient.bytes(),
            check: secret.check(),
            nonce: ambient.bytes(),
            sealed: Vec::new(),
        };
        let header = slot.header();
        let payload = Payload {
            msg: key.bytes(),
            aad: &header,
        };
        slot.sealed = slot
            .cipher(passphrase, secret)?
            .encrypt(&Nonce::from(slot.nonce), payload)
            .map_err(|aes_gcm::Error| SlotError::OutOfMemory)?;
        Ok(slot)
    }

    /// Unwraps the store key.
    pub(crate) fn open(
        &self,
        passphrase: &Passphrase,
        secret: &DeviceSecret,
    ) -> Result<StoreKey, SlotError> {
        if secret.check() != self.check {
            return Err(SlotError::OtherDevicesSecret);
        }
        let header = self.header();
        let payload = Payload {
            msg: &self.sealed,
            aad: &header,
        };
        let key = self
            .cipher(passphrase, secret)?
            .decrypt(&Nonce::from(self.nonce), payload)
            .map(Zeroizing::new)
            .map_err(|aes_gcm::Error| SlotError::WrongPassphrase)?;
        StoreKey::from_slice(&key).ok_or(SlotError::WrongPassphrase)
    }

    /// Whether this is the secret it was made with.
    pub(crate) fn is_of(&self, secret: &DeviceSecret) -> bool {
        secret.check() == self.check
    }

    /// Every field but nonce and ciphertext, each of fixed length, so that no two headers look alike.
    pub(crate) fn header(&self) -> Vec<u8> {
        [
            HEADER,
            &SLOT_VERSION.to_be_bytes(),
            self.profile.as_bytes(),
            self.id.as_bytes(),
            &self.generation.to_be_bytes(),
            &self.cost.mebibytes().to_be_bytes(),
            &self.cost.passes().to_be_bytes(),
            &LANES.to_be_bytes(),
            &self.salt,
            &self.check,
        ]
        .concat()
    }

    fn cipher(
        &self,
        passphrase: &Passphrase,
        secret: &DeviceSecret,
    ) -> Result<Aes256Gcm, SlotError> {
        let mut both = Zeroizing::new([0; 64]);
        let (from_passphrase, from_device) = both.split_at_mut(32);
        hardened(self.cost, passphrase.bytes(), &self.salt, from_passphrase)?;
        from_device.copy_from_slice(secret.bytes());
        let mut wrapping = Zeroizing::new([0; 32]);
        let info = [LABEL, self.profile.as_bytes(), self.id.as_bytes()];
        Hkdf::<Sha256>::new(Some(&self.salt), both.as_slice())
            .expand_multi_info(&info, wrapping.as_mut_slice())
            .map_err(|_reason: hkdf::InvalidLength| SlotError::OutOfMemory)?;
        Ok(Aes256Gcm::new((&*wrapping).into()))
    }
}

/// Spends this cost once on nothing, to see how long it takes.
pub(super) fn spend(cost: Cost) -> Result<(), SlotError> {
    let mut spent = Zeroizing::new([0; 32]);
    hardened(cost, b"sixteen letters.", &[0; 16], spent.as_mut_slice())
}

pub(super) fn hardened(
    cost: Cost,
    from: &[u8],
    salt: &[u8; 16],
    into: &mut [u8],
) -> Result<(), SlotError> {
    let memory_kib = cost.mebibytes().saturating_mul(KIB_PER_MIB);
    Params::new(memory_kib, cost.passes(), LANES, Some(32))
        .map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
        .and_then(|argon| argon.hash_password_into(from, salt, into))
        // With a cost inside its bounds and a salt of fixed length, only the memory can be wanting.
        .map_err(|_reason: argon2::Error| SlotError::OutOfMemory)
}
