//! Making this computer a device of the person a one-time code was made for.
//!
//! Everything that can be refused here is refused before the code is used up: the passphrase, the keyring, the disk.
//! Only that a passphrase is made of her own name or the clinic's is found out later; then the same code works again.
//! If the computer stops between the clinic's answer and the new vault, the code is spent and nothing else is lost; the
//! clinic makes another. What there is of a vault by then is marked, is shown as nobody's, and goes when somebody starts anew.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::Ambient;
use ed25519_dalek::SigningKey;
use sync::limits::PROTOCOL;
use sync::{proof, wire};
use uuid::Uuid;
use vault::{Cost, CreateVaultError, DeviceSecret, KeyStore, KeyStoreError, StoreError, Vault};

use super::card::{ProfileCard, begins_to_make, half_made, has_made, vault_dir};
use super::{Card, CardError, ClinicAddress, Me, Open, keep_identity, taken};
use crate::audit::Trail;
use crate::contract::failure::Failure;
use crate::contract::session::Enrol;
use crate::custody::Custody;
use crate::exchange::{Line, block_on};

/// What enrolling needs of the computer.
pub(crate) struct Computer<'a> {
    pub(crate) dir: &'a Path,
    pub(crate) keys: &'a dyn KeyStore,
    pub(crate) ambient: &'a Ambient,
    /// What unlocking is to cost; asked when everything else is sure, because measuring takes its time.
    pub(crate) cost: &'a dyn Fn() -> Cost,
    pub(crate) name: &'a str,
    /// An enrolment that the clinic has answered, and the passphrase kept from its end.
    pub(crate) begun: &'a Mutex<Option<Begun>>,
}

/// A code that is used up, and the key it was used up for: the clinic answers the same to both, as often as they come.
/// Only in memory.
pub(crate) struct Begun {
    code: String,
    key: SigningKey,
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
    taken(&request.passphrase, &[&request.address, computer.name])?;
    let profile = computer.ambient.mint();
    check_keyring(computer, profile)?;
    card.write(computer.dir)?;
    for broken_off in half_made(computer.dir, card) {
        clear(computer, broken_off);
    }

    let key = key_for(computer, &request.code);
    let (enrolled, clinic) = ask(computer, request, &key)?;
    // Only now is it known whose name and which clinic's are not to be in it. The code is used up; she tries another
    // passphrase with the same one.
    let whole = enrolled.names.whole();
    let passphrase = taken(&request.passphrase, &[&whole, &enrolled.clinic_name])?;

    let dir = vault_dir(computer.dir, profile);
    begins_to_make(computer.dir, profile).map_err(CardError::from)?;
    let vault = Vault::create(
        &dir,
        profile,
        &passphrase,
        computer.keys,
        computer.ambient,
        (computer.cost)(),
    )?;
    let (command, lease) = (enrolled.command.clone(), enrolled.lease.clone());
    let custody = Custody::first(command, lease, enrolled.device, computer.ambient);
    let keep = |writer: &vault::Writer<'_>| {
        custody.keep(writer)?;
        keep_identity(writer, &enrolled, &key, &clinic)
    };
    let ((), _) = vault.transact::<_, StoreError>(keep)?;
    let me = Me {
        staff: enrolled.staff,
        device: enrolled.device,
        role: enrolled.role,
        name: whole,
        clinic: enrolled.clinic_name.clone(),
    };
    let mut front = ProfileCard::blank(profile, initials(&enrolled), enrolled.role);
    front.knows(&me, &clinic, &custody, false);
    card.profile = Some(front);
    card.emptied_at = None;
    card.write(computer.dir)?;
    if let Err(error) = has_made(computer.dir, profile) {
        // It is on the card: the mark goes when somebody starts next.
        tracing::warn!(%error, "the mark of a vault that is made stays");
    }
    *begun(computer) = None;
    Ok(Open {
        vault,
        me,
        key,
        clinic,
        custody: Mutex::new(custody),
        trail: Trail::default(),
    })
}

/// What is left of a making that was broken off goes, its secret too. Nobody waits for that.
fn clear(computer: &Computer<'_>, profile: Uuid) {
    let dir = vault_dir(computer.dir, profile);
    if let Err(error) = vault::erase(&dir, profile, computer.keys) {
        tracing::warn!(%error, "what is left of a vault that was never made stays");
    } else if let Err(error) = has_made(computer.dir, profile) {
        tracing::warn!(%error, "the mark of a vault that was never made stays");
    }
}

/// Asks the clinic, whose authority is known by its fingerprint only.
fn ask(
    computer: &Computer<'_>,
    request: &Enrol,
    key: &SigningKey,
) -> Result<(wire::Enrolled, ClinicAddress), Failure> {
    let line = Line::first(&request.address, &request.fingerprint)?;
    let question = wire::Enrol {
        code: request.code.clone(),
        public_key: proof::public_key_text(&key.verifying_key()),
        computer: computer.name.to_owned(),
        protocol: PROTOCOL,
    };
    let enrolled = block_on(line.post("/enrol", &question, None))??;
    let clinic = ClinicAddress {
        url: request.address.trim().to_owned(),
        authority: line.authority().ok_or(Failure::OtherCertificate)?,
    };
    Ok((enrolled, clinic))
}

/// The key that this code was shown with before, or a new one.
fn key_for(computer: &Computer<'_>, code: &str) -> SigningKey {
    let mut begun = begun(computer);
    match &*begun {
        Some(earlier) if earlier.code == code => earlier.key.clone(),
        Some(_) | None => {
            let key = SigningKey::from_bytes(&computer.ambient.bytes());
            *begun = Some(Begun {
                code: code.to_owned(),
                key: key.clone(),
            });
            key
        }
    }
}

fn begun<'a>(computer: &Computer<'a>) -> MutexGuard<'a, Option<Begun>> {
    computer
        .begun
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
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

fn initials(enrolled: &wire::Enrolled) -> String {
    let initial = |name: &str| name.chars().next();
    let given = enrolled
        .names
        .given
        .first()
        .map(String::as_str)
        .and_then(initial);
    given
        .into_iter()
        .chain(initial(&enrolled.names.family))
        .collect()
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
