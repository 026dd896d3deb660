//! Making this computer a device of the person a one-time code was made for.
//!
//! Everything that can be refused here is refused before the code is used up: the passphrase, the keyring, the disk.
//! If the computer stops between the clinic's answer and the new vault, the code is spent and nothing else is lost; the
//! clinic makes another.

use std::path::Path;

use ambient::Ambient;
use ed25519_dalek::SigningKey;
use sync::limits::PROTOCOL;
use sync::{proof, wire};
use uuid::Uuid;
use vault::{
    Cost, CreateVaultError, DeviceSecret, KeyStore, KeyStoreError, Passphrase, StoreError, Vault,
};

use super::card::{ProfileCard, vault_dir};
use super::{Card, ClinicAddress, Me, Open, keep_identity};
use crate::contract::failure::Failure;
use crate::contract::session::Enrol;
use crate::exchange::{Line, block_on};

/// Characters, or words, a passphrase must have.
const PASSPHRASE_FLOOR: Failure = Failure::WeakPassphrase {
    characters: 15,
    words: 4,
};

/// What enrolling needs of the computer.
pub(crate) struct Computer<'a> {
    pub(crate) dir: &'a Path,
    pub(crate) keys: &'a dyn KeyStore,
    pub(crate) ambient: &'a Ambient,
    pub(crate) cost: Cost,
    pub(crate) name: &'a str,
}

/// Enrols this computer; gives the open satchel.
pub(crate) fn enrol(
    computer: &Computer<'_>,
    card: &mut Card,
    request: &Enrol,
) -> Result<Open, Failure> {
    if card.profile.is_some() {
        return Err(Failure::AlreadyEnrolled);
    }
    let passphrase = Passphrase::new(&request.passphrase).or(Err(PASSPHRASE_FLOOR))?;
    let profile = computer.ambient.mint();
    check_keyring(computer, profile)?;
    card.write(computer.dir)?;

    let key = SigningKey::from_bytes(&computer.ambient.bytes());
    let line = Line::first(&request.address, &request.fingerprint)?;
    let question = wire::Enrol {
        code: request.code.clone(),
        public_key: proof::public_key_text(&key.verifying_key()),
        computer: computer.name.to_owned(),
        protocol: PROTOCOL,
    };
    let enrolled: wire::Enrolled = block_on(line.post("/enrol", &question, None))??;
    let authority = line.authority().ok_or(Failure::OtherCertificate)?;
    let clinic = ClinicAddress {
        url: request.address.trim().to_owned(),
        authority,
    };

    let dir = vault_dir(computer.dir, profile);
    let vault = Vault::create(
        &dir,
        profile,
        &passphrase,
        computer.keys,
        computer.ambient,
        computer.cost,
    )?;
    let keep = |writer: &vault::Writer<'_>| keep_identity(writer, &enrolled, &key, &clinic);
    let ((), _) = vault.transact::<_, StoreError>(keep)?;
    card.profile = Some(profile_card(profile, &enrolled));
    card.write(computer.dir)?;
    let me = Me {
        staff: enrolled.staff,
        device: enrolled.device,
        role: enrolled.role,
        name: enrolled.names.whole(),
        clinic: enrolled.clinic_name,
    };
    Ok(Open {
        vault,
        me,
        key,
        clinic,
    })
}

/// Writes something into the keyring and reads it back, before a code is used up.
fn check_keyring(computer: &Computer<'_>, profile: Uuid) -> Result<(), Failure> {
    let canary = DeviceSecret::make(computer.ambient);
    computer.keys.put(profile, &canary)?;
    let back = computer.keys.get(profile)?;
    computer.keys.forget(profile)?;
    if back.bytes() == canary.bytes() {
        Ok(())
    } else {
        Err(Failure::KeyringUnavailable)
    }
}

fn profile_card(profile: Uuid, enrolled: &wire::Enrolled) -> ProfileCard {
    let initial = |name: &str| name.chars().next();
    let initials = enrolled
        .names
        .given
        .first()
        .map(String::as_str)
        .and_then(initial);
    ProfileCard {
        profile,
        initials: initials
            .into_iter()
            .chain(initial(&enrolled.names.family))
            .collect(),
        role: enrolled.role,
        locked_at: None,
        locked_why: None,
        unsent: 0,
        unsent_since: None,
        drafts: 0,
        draft_kept_at: None,
        exchanged_at: None,
    }
}

impl From<KeyStoreError> for Failure {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Missing => Self::KeyringEntryMissing,
            KeyStoreError::Locked => Self::KeyringLocked,
            KeyStoreError::Unreadable | KeyStoreError::Unavailable => Self::KeyringUnavailable,
        }
    }
}

impl From<CreateVaultError> for Failure {
    fn from(error: CreateVaultError) -> Self {
        match error {
            CreateVaultError::AlreadyThere => Self::AlreadyEnrolled,
            CreateVaultError::InUse => Self::VaultInUse,
            CreateVaultError::Keyring(error) => error.into(),
            CreateVaultError::OutOfMemory => Self::OutOfMemory,
            CreateVaultError::Unwritable(error)
                if error.kind() == std::io::ErrorKind::StorageFull =>
            {
                Self::DiskFull
            }
            CreateVaultError::Unwritable(_) => Self::StoreUnavailable,
            CreateVaultError::Store(error) => error.into(),
        }
    }
}
