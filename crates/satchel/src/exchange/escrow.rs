//! The store's key, left with the clinic sealed to its recovery key, for a day on which it cannot be unlocked.
//!
//! It goes out before anything else of a journey: should this be the last one before she forgets her passphrase, the
//! way back is there. It goes again when the clinic has another recovery key or its ledger another life.

use std::sync::Weak;

use sync::proof::public_key_text;
use sync::recovery::{EscrowKept, Owner, PutEscrow};
use uuid::Uuid;
use vault::{Reader, StoreError, Vault, Writer, meta};

use super::journey::{JourneyError, Traveller, transact, with_open};
use super::{EPOCH, LineError};
use crate::core::Core;
use crate::session::{Open, heartbeat};

/// The clinic's recovery key, in `meta`.
const RECOVERY: &str = "recovery";
/// To which recovery key, in which life of the ledger, the store's key was left; empty when it has to go again.
const ESCROWED: &str = "escrowed";
/// The request by which this satchel was recovered, until the clinic knows that it is done.
const RECOVERED: &str = "recovered";

/// Keeps the clinic's recovery key.
pub(crate) fn keep_recovery(writer: &Writer<'_>, recovery: Option<&str>) -> Result<(), StoreError> {
    match recovery {
        Some(recovery) if meta::get(writer, RECOVERY)?.as_deref() != Some(recovery) => {
            meta::put(writer, RECOVERY, recovery)
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether somebody at the clinic could let her in again.
pub(crate) fn is_escrowed(reader: &Reader<'_>) -> Result<bool, StoreError> {
    Ok(meta::get(reader, ESCROWED)?.is_some_and(|escrowed| !escrowed.is_empty()))
}

/// She was let in again: the key she proves herself with may be another one, and the request is done.
pub(crate) fn after_recovery(vault: &Vault, request: Uuid) -> Result<(), StoreError> {
    vault
        .transact(|writer| {
            meta::put(writer, ESCROWED, "")?;
            meta::put(writer, RECOVERED, &request.to_string())
        })
        .map(drop)
}

/// Leaves the store's key with the clinic, if it is not there.
pub(super) async fn leave_key(
    core: &Weak<Core>,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    let Some((put, mark)) = with_open(core, |core, open| Ok(due(core, open)?))? else {
        return Ok(());
    };
    let kept: Result<EscrowKept, LineError> = traveller.post("/sync/escrow", &put).await;
    match kept {
        Ok(EscrowKept {}) => with_open(core, |core, open| {
            transact(core, open, |writer| {
                meta::put(writer, ESCROWED, &mark)?;
                meta::put(writer, RECOVERED, "")
            })
        }),
        // The work goes out all the same; the next journey offers the key again.
        Err(LineError::Refused(refusal)) => {
            tracing::warn!(code = ?refusal.code, "the clinic did not take the store's key");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether it is to go.
pub(super) fn waits(core: &Core, open: &Open) -> Result<bool, StoreError> {
    Ok(due(core, open)?.is_some())
}

/// What is to go, and how it is remembered that it went.
fn due(core: &Core, open: &Open) -> Result<Option<(PutEscrow, String)>, StoreError> {
    let (recovery, escrowed, epoch, recovered) = open.vault.read::<_, StoreError>(|reader| {
        Ok((
            meta::get(reader, RECOVERY)?,
            meta::get(reader, ESCROWED)?,
            meta::get(reader, EPOCH)?.unwrap_or_default(),
            meta::get(reader, RECOVERED)?,
        ))
    })?;
    let (Some(recovery), Ok(profile)) = (recovery, core.profile()) else {
        return Ok(None);
    };
    let mark = format!("{recovery} {epoch}");
    if escrowed.as_deref() == Some(mark.as_str()) {
        return Ok(None);
    }
    let owner = Owner {
        device: open.me.device,
        profile,
    };
    let chance = core.ambient().bytes();
    let sealed = match open
        .vault
        .lend_key(|key| owner.seal(&recovery, key, chance))
    {
        Ok(sealed) => sealed,
        Err(error) => {
            tracing::error!(%error, "the store's key could not be sealed");
            return Ok(None);
        }
    };
    let heartbeat = heartbeat(core, profile).ok();
    let put = PutEscrow {
        recovery,
        profile,
        sealed,
        heartbeat: heartbeat.map(|key| public_key_text(&key.verifying_key())),
        recovered: recovered.and_then(|request| request.parse().ok()),
    };
    Ok(Some((put, mark)))
}
