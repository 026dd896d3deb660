//! A new slot for a vault that is there: another passphrase, or another computer's secret. The store is not touched.
//!
//! The new slot is written beside the old one, read back from the disk and opened before the old one goes; see
//! `keys::slot_file`. The device secret is kept where it is the vault's: a forgotten passphrase says nothing against
//! the keyring. A new one is made only where the old one is lost, and then the old slot is of no use to anybody.

use std::fmt;
use std::io;
use std::path::Path;

use ambient::Ambient;
use uuid::Uuid;

use crate::keys::{self, ReplaceError, Slot, SlotDraft, SlotError, SlotFileError, StoreKey};
use crate::{Cost, DeviceSecret, KeyStore, KeyStoreError, OpenVaultError, Passphrase, StoreError};

/// What a new slot is made of.
pub struct NewSlot<'a> {
    /// What will open it.
    pub passphrase: &'a Passphrase,
    /// Where the device secret is kept.
    pub keys: &'a dyn KeyStore,
    /// The clock and the chance.
    pub ambient: &'a Ambient,
    /// What each guess will cost.
    pub cost: Cost,
}

impl fmt::Debug for NewSlot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSlot(…)")
    }
}

/// Why a vault did not get its new slot. The one it had still opens it.
#[derive(Debug, thiserror::Error)]
pub enum RekeyError {
    /// The keyring did not keep the device secret.
    #[error("the keyring did not keep the device secret")]
    Keyring(#[source] KeyStoreError),
    /// Making a slot needs more memory than there is.
    #[error("there is not enough memory to make the slot")]
    OutOfMemory,
    /// What was written did not come back as it was.
    #[error("the new slot did not come back from the disk as it was")]
    NotAsWritten,
    /// The folder could not be written.
    #[error("the profile folder could not be written")]
    Unwritable(#[source] io::Error),
    /// The passphrase it has now, or something about it, does not open it.
    #[error(transparent)]
    Open(#[from] OpenVaultError),
}

/// Why a vault was not recovered. Its slot is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RecoverVaultError {
    /// What came back is no key of a store.
    #[error("what came back is no key of a store")]
    OtherKey,
    /// The store did not open with it.
    #[error(transparent)]
    Open(#[from] OpenVaultError),
    /// The store opened, and took nothing.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store opened; it has no new slot.
    #[error(transparent)]
    Rekey(#[from] RekeyError),
}

impl From<ReplaceError> for RekeyError {
    fn from(error: ReplaceError) -> Self {
        match error {
            ReplaceError::NotAsWritten => Self::NotAsWritten,
            ReplaceError::Unwritable(source) => Self::Unwritable(source),
        }
    }
}

/// Puts another passphrase in the place of the one a vault has. Works with the vault open or closed, without a network.
pub fn change_passphrase(
    dir: &Path,
    old: &Passphrase,
    new: &Passphrase,
    keys: &dyn KeyStore,
    ambient: &Ambient,
) -> Result<(), RekeyError> {
    let slot = keys::read(dir).map_err(OpenVaultError::from)?;
    let secret = keys.get(slot.profile).map_err(OpenVaultError::from)?;
    let key = slot.open(old, &secret).map_err(OpenVaultError::from)?;
    let draft = SlotDraft {
        profile: slot.profile,
        generation: slot.generation.saturating_add(1),
        cost: slot.cost,
    };
    put_slot(dir, draft, &key, (new, &secret), ambient)
}

/// Gives a vault whose store opened with this key a new slot.
pub(crate) fn recover(
    dir: &Path,
    profile: Uuid,
    key: &StoreKey,
    new: &NewSlot<'_>,
) -> Result<(), RekeyError> {
    let slot = match keys::read(dir) {
        Ok(slot) => Some(slot),
        // The store opened; nothing is known any more of how it was wrapped, and nothing is lost with it.
        Err(SlotFileError::Missing | SlotFileError::Damaged) => None,
        Err(other) => return Err(OpenVaultError::from(other).into()),
    };
    let secret = secret(profile, slot.as_ref(), new)?;
    let generation = slot.map_or(0, |slot| slot.generation).saturating_add(1);
    let draft = SlotDraft {
        profile,
        generation,
        cost: new.cost,
    };
    put_slot(dir, draft, key, (new.passphrase, &secret), new.ambient)
}

/// The device secret that goes with the new slot.
fn secret(
    profile: Uuid,
    slot: Option<&Slot>,
    new: &NewSlot<'_>,
) -> Result<DeviceSecret, RekeyError> {
    match new.keys.get(profile) {
        Ok(kept) if slot.is_none_or(|slot| slot.is_of(&kept)) => return Ok(kept),
        Ok(_) | Err(KeyStoreError::Missing | KeyStoreError::Unreadable) => {}
        Err(error @ (KeyStoreError::Locked | KeyStoreError::Unavailable)) => {
            return Err(RekeyError::Keyring(error));
        }
    }
    let fresh = DeviceSecret::make(new.ambient);
    new.keys.put(profile, &fresh).map_err(RekeyError::Keyring)?;
    // A keyring that takes a secret and gives another back is found out now, not on Monday.
    let kept = new.keys.get(profile).map_err(RekeyError::Keyring)?;
    if kept.bytes() == fresh.bytes() {
        Ok(fresh)
    } else {
        Err(RekeyError::Keyring(KeyStoreError::Unreadable))
    }
}

fn put_slot(
    dir: &Path,
    draft: SlotDraft,
    key: &StoreKey,
    (passphrase, secret): (&Passphrase, &DeviceSecret),
    ambient: &Ambient,
) -> Result<(), RekeyError> {
    let slot =
        Slot::seal(draft, key, passphrase, secret, ambient).map_err(|error| match error {
            // Sealing asks no question that could be answered wrongly; only memory can be wanting.
            SlotError::OutOfMemory | SlotError::WrongPassphrase | SlotError::OtherDevicesSecret => {
                RekeyError::OutOfMemory
            }
        })?;
    let opens = |written: &Slot| {
        let opened = written.open(passphrase, secret);
        opened.is_ok_and(|opened| opened.bytes() == key.bytes())
    };
    Ok(keys::replace(dir, &slot, opens)?)
}
