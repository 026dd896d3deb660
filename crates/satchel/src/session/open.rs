//! Opening the vault, and the identity that is kept in it.

use std::path::Path;
use std::sync::Mutex;

use care::Role;
use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use sync::wire::Enrolled;
use vault::{KeyStore, OpenVaultError, Passphrase, Reader, StoreError, Vault, Writer, meta};

use super::{ClinicAddress, Me, Open};
use crate::audit::Trail;
use crate::contract::failure::Failure;
use crate::custody::Custody;
use crate::exchange::{EPOCH, keep_intake, keep_recovery};

const DEVICE: &str = "device";
const STAFF: &str = "staff";
const ROLE: &str = "role";
const NAME: &str = "name";
const CLINIC: &str = "clinic";
const URL: &str = "clinic_url";
const AUTHORITY: &str = "clinic_authority";
const SIGNING_KEY: &str = "signing_key";

/// Opens the vault in `dir` and reads whose it is.
pub(crate) fn open(dir: &Path, passphrase: &str, keys: &dyn KeyStore) -> Result<Open, Failure> {
    let vault = Vault::open(dir, &Passphrase::typed(passphrase), keys)?;
    identified(vault)
}

/// Reads whose an open vault is.
pub(crate) fn identified(vault: Vault) -> Result<Open, Failure> {
    let (identity, custody) =
        vault.read(|reader| Ok::<_, StoreError>((identity(reader)?, Custody::read(reader)?)))?;
    // A vault without its identity is one that was damaged or made by hand.
    let (me, key, clinic) = identity.ok_or(Failure::VaultDamaged)?;
    Ok(Open {
        vault,
        me,
        key,
        clinic,
        custody: Mutex::new(custody),
        trail: Trail::default(),
    })
}

/// Keeps whose the vault is, when it is new.
pub(crate) fn keep_identity(
    writer: &Writer<'_>,
    enrolled: &Enrolled,
    key: &SigningKey,
    clinic: &ClinicAddress,
) -> Result<(), StoreError> {
    meta::put(writer, DEVICE, &enrolled.device.to_string())?;
    meta::put(writer, STAFF, &enrolled.staff.to_string())?;
    meta::put(writer, ROLE, enrolled.role.code())?;
    meta::put(writer, NAME, &enrolled.names.whole())?;
    meta::put(writer, CLINIC, &enrolled.clinic_name)?;
    meta::put(writer, EPOCH, &enrolled.epoch)?;
    keep_intake(writer, enrolled.intake.as_deref())?;
    keep_recovery(writer, enrolled.recovery.as_deref())?;
    meta::put(writer, URL, &clinic.url)?;
    meta::put(writer, AUTHORITY, &clinic.authority)?;
    meta::put(writer, SIGNING_KEY, &HEXLOWER.encode(key.as_bytes()))
}

/// Keeps another role of hers.
pub(crate) fn keep_role(writer: &Writer<'_>, role: Role) -> Result<(), StoreError> {
    meta::put(writer, ROLE, role.code())
}

fn identity(reader: &Reader<'_>) -> Result<Option<(Me, SigningKey, ClinicAddress)>, StoreError> {
    let mut values = Vec::new();
    for name in [
        DEVICE,
        STAFF,
        ROLE,
        NAME,
        CLINIC,
        URL,
        AUTHORITY,
        SIGNING_KEY,
    ] {
        values.push(meta::get(reader, name)?.unwrap_or_default());
    }
    let Ok([device, staff, role, name, clinic, url, authority, key]) =
        <[String; 8]>::try_from(values)
    else {
        return Ok(None);
    };
    let me = || {
        let role: Role = role.parse().ok()?;
        Some(Me {
            device: device.parse().ok()?,
            staff: staff.parse().ok()?,
            role,
            name,
            clinic,
        })
    };
    let bytes = HEXLOWER
        .decode(key.as_bytes())
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let key = bytes.map(|bytes| SigningKey::from_bytes(&bytes));
    Ok(me()
        .zip(key)
        .map(|(me, key)| (me, key, ClinicAddress { url, authority })))
}

impl From<OpenVaultError> for Failure {
    fn from(error: OpenVaultError) -> Self {
        match error {
            OpenVaultError::WrongPassphrase => Self::WrongPassphrase,
            OpenVaultError::KeyringEntryMissing => Self::KeyringEntryMissing,
            OpenVaultError::KeyringLocked => Self::KeyringLocked,
            OpenVaultError::KeyringUnavailable => Self::KeyringUnavailable,
            OpenVaultError::OtherDevicesSecret => Self::OtherDevicesSecret,
            OpenVaultError::Damaged => Self::VaultDamaged,
            OpenVaultError::FromTheFuture { .. } => Self::VaultFromTheFuture,
            OpenVaultError::InUse => Self::VaultInUse,
            OpenVaultError::NoVault => Self::NotEnrolled,
            OpenVaultError::OutOfMemory => Self::OutOfMemory,
            OpenVaultError::Unreadable(_) => Self::StoreUnavailable,
            OpenVaultError::Store(error) => error.into(),
        }
    }
}
