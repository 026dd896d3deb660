//! Being let in again by the clinic: after a forgotten passphrase, or a keyring that is lost.
//!
//! The request's own key lives in memory only. Closing the window gives the request up, and the answer to it opens
//! nothing any more. Nothing in the vault is touched before its store has opened with the key that came back.

use std::fmt;

use care::DeviceId;
use ed25519_dalek::SigningKey;
use sync::IntakeKey;
use sync::recovery::{
    AskRecovery, Asked, FetchRecovery, Owner, Proof, RecoveryAnswer, RecoveryAsked,
};
use sync::wire::RefusedCode;
use uuid::Uuid;
use vault::{KeyStoreError, NewSlot, OpenVaultError, RecoverVaultError, RekeyError, Vault};
use zeroize::Zeroizing;

use super::card::OutsideCard;
use super::{Open, identified, taken, vault_dir};
use crate::contract::failure::Failure;
use crate::contract::session::RecoveryView;
use crate::core::Core;
use crate::exchange::{Line, LineError, Refusal, after_recovery, block_on};

/// A request that is under way.
pub(crate) struct Recovering {
    asked: Asked,
    owner: Owner,
    key: IntakeKey,
    until: i64,
    /// The store's key, once it has come.
    answer: Option<Zeroizing<Vec<u8>>>,
}

impl fmt::Debug for Recovering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recovering({})", self.asked.request)
    }
}

impl Recovering {
    fn view(&self) -> RecoveryView {
        let words = self.asked.words().into_iter();
        RecoveryView {
            words: words.map(str::to_owned).collect(),
            until: self.until,
            answered: self.answer.is_some(),
        }
    }
}

/// Asks the clinic to be let in again.
pub(crate) fn ask_recovery(core: &Core, typed: Option<&str>) -> Result<RecoveryView, Failure> {
    let profile = core.profile()?;
    let OutsideCard {
        device,
        clinic,
        recoverable,
        ..
    } = outside(core)?;
    if !recoverable {
        return Err(Failure::NoWayBack);
    }
    let ambient = core.ambient();
    let key = IntakeKey::from_seed(&Zeroizing::new(ambient.bytes()));
    let asked = Asked {
        request: ambient.mint(),
        device,
        public: key.public(),
    };
    let proof = match typed.map(str::trim).filter(|typed| !typed.is_empty()) {
        Some(typed) => Proof::Code {
            code: typed.to_owned(),
        },
        None => Proof::Heartbeat {
            signature: asked.prove(&heartbeat(core, profile)?),
        },
    };
    let question = AskRecovery {
        asked: asked.clone(),
        proof,
    };
    let line = Line::known(&clinic.url, &clinic.authority)?;
    let answer: RecoveryAsked =
        block_on(line.post("/recovery/ask", &question, None))?.map_err(said)?;
    let recovering = Recovering {
        asked,
        owner: Owner { device, profile },
        key,
        until: answer.until,
        answer: None,
    };
    let view = recovering.view();
    *core.recovering() = Some(recovering);
    Ok(view)
}

/// Looks whether there is an answer.
pub(crate) fn look_recovery(core: &Core) -> Result<RecoveryView, Failure> {
    let (request, device) = {
        let recovering = core.recovering();
        let recovering = recovering.as_ref().ok_or(Failure::RecoveryOver)?;
        if recovering.answer.is_some() {
            return Ok(recovering.view());
        }
        (recovering.asked.request, recovering.asked.device)
    };
    let fetched = fetch(core, request, device)?;
    let mut place = core.recovering();
    // Another request may have taken its place while the line was waited for.
    let recovering = place
        .as_mut()
        .filter(|recovering| recovering.asked.request == request)
        .ok_or(Failure::RecoveryOver)?;
    if let Some(sealed) = fetched.sealed {
        let key = recovering
            .owner
            .open(request, &recovering.key, &sealed)
            .or(Err(Failure::RecoveryOtherKey))?;
        recovering.answer = Some(key);
    }
    Ok(recovering.view())
}

fn fetch(core: &Core, request: Uuid, device: DeviceId) -> Result<RecoveryAnswer, Failure> {
    let OutsideCard { clinic, .. } = outside(core)?;
    let line = Line::known(&clinic.url, &clinic.authority)?;
    let question = FetchRecovery { request, device };
    block_on(line.post("/recovery/fetch", &question, None))?.map_err(said)
}

/// Opens the vault with the key that came back, under a new passphrase.
pub(crate) fn recover(core: &Core, passphrase: &str) -> Result<Open, Failure> {
    let passphrase = taken(passphrase, &[])?;
    let profile = core.profile()?;
    let _turn = core.turn();
    let mut place = core.recovering();
    let recovering = place.as_ref().ok_or(Failure::RecoveryOver)?;
    let key = recovering.answer.as_ref().ok_or(Failure::RecoveryWaits)?;
    let new = NewSlot {
        passphrase: &passphrase,
        keys: core.keys.as_ref(),
        ambient: core.ambient(),
        cost: core.cost(),
    };
    let request = recovering.asked.request;
    let dir = vault_dir(&core.dir, profile);
    let vault = Vault::recover(&dir, profile, key, &new, |vault| {
        after_recovery(vault, request)
    })?;
    *place = None;
    identified(vault)
}

/// What the card knows of the device and its clinic.
fn outside(core: &Core) -> Result<OutsideCard, Failure> {
    let card = core.card();
    let outside = card
        .profile
        .as_ref()
        .and_then(|profile| profile.outside.clone());
    outside.ok_or(Failure::NoWayBack)
}

/// The key this device proves itself with while it is locked.
pub(crate) fn heartbeat(core: &Core, profile: Uuid) -> Result<SigningKey, Failure> {
    match core.keys.get(profile) {
        Ok(secret) => Ok(SigningKey::from_bytes(&secret.heartbeat(profile))),
        Err(KeyStoreError::Locked) => Err(Failure::KeyringLocked),
        // Whatever became of it, somebody at the clinic has to vouch for her.
        Err(KeyStoreError::Missing | KeyStoreError::Unavailable | KeyStoreError::Unreadable) => {
            Err(Failure::RecoveryNeedsCode)
        }
    }
}

/// What the clinic's no means here.
fn said(error: LineError) -> Failure {
    if let LineError::Refused(Refusal {
        code: RefusedCode::NotProven,
        ..
    }) = error
    {
        return Failure::RecoveryNeedsCode;
    }
    error.into()
}

impl From<RekeyError> for Failure {
    fn from(error: RekeyError) -> Self {
        match error {
            RekeyError::Keyring(error) => error.into(),
            RekeyError::OutOfMemory => Self::OutOfMemory,
            RekeyError::Unwritable(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Self::DiskFull
            }
            RekeyError::NotAsWritten | RekeyError::Unwritable(_) => Self::StoreUnavailable,
            RekeyError::Open(error) => error.into(),
        }
    }
}

impl From<RecoverVaultError> for Failure {
    fn from(error: RecoverVaultError) -> Self {
        match error {
            RecoverVaultError::OtherKey => Self::RecoveryOtherKey,
            // The key came sealed for this very profile, so that it is the store that cannot be read.
            RecoverVaultError::Open(OpenVaultError::Damaged) => Self::VaultDamaged,
            RecoverVaultError::Open(error) => error.into(),
            RecoverVaultError::Store(error) => error.into(),
            RecoverVaultError::Rekey(error) => error.into(),
        }
    }
}
