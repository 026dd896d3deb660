//! The slot file, kept twice.
//!
//! `keys.json` and `keys.bak.json` hold the same slot; if they differ, the higher generation is the newer, and if one
//! is damaged, the other counts. Each is replaced whole: written beside, flushed, renamed, and the folder flushed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Cost;
use super::slot::{SLOT_VERSION, Slot};

const NAMES: [&str; 2] = ["keys.json", "keys.bak.json"];
/// A slot is half a kilobyte; what is larger is no slot file.
const FILE_BYTES_MAX: u64 = 16 * 1024;

/// Why no slot could be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SlotFileError {
    #[error("there is no slot file")]
    Missing,
    #[error("the slot file is damaged")]
    Damaged,
    #[error("the slot file was written by a newer version")]
    FromTheFuture { found: u32 },
    #[error("the slot file could not be read")]
    Unreadable(#[source] io::Error),
}

/// The slot as text: numbers as numbers, bytes in base64.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    version: u32,
    profile: Uuid,
    slot: Uuid,
    generation: u64,
    mebibytes: u32,
    passes: u32,
    salt: String,
    check: String,
    nonce: String,
    sealed: String,
    /// SHA-256 of everything above; against rot, not against malice.
    sum: String,
}

/// Only what every version of the file has.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// Whether either copy exists.
pub(crate) fn is_there(dir: &Path) -> bool {
    NAMES.iter().any(|name| dir.join(name).exists())
}

/// The newest readable slot of a profile folder.
pub(crate) fn read(dir: &Path) -> Result<Slot, SlotFileError> {
    let mut newest: Option<Slot> = None;
    let mut failure = SlotFileError::Missing;
    for name in NAMES {
        match read_one(&dir.join(name)) {
            Ok(slot)
                if newest
                    .as_ref()
                    .is_none_or(|other| other.generation < slot.generation) =>
            {
                newest = Some(slot);
            }
            // A copy that is not there tells less than one that is there and cannot be used.
            Ok(_) | Err(SlotFileError::Missing) => {}
            Err(other) => failure = other,
        }
    }
    newest.ok_or(failure)
}

/// Replaces both copies.
pub(crate) fn write(dir: &Path, slot: &Slot) -> io::Result<()> {
    let text = serde_json::to_vec_pretty(&written(slot)).map_err(io::Error::other)?;
    for name in NAMES {
        let beside = dir.join(format!("{name}.new"));
        let mut file = File::create(&beside)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&beside, dir.join(name))?;
        sync_dir(dir)?;
    }
    Ok(())
}

/// Makes renamings in a folder last.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

fn read_one(path: &Path) -> Result<Slot, SlotFileError> {
    let unreadable = |error: io::Error| {
        if error.kind() == io::ErrorKind::NotFound {
            SlotFileError::Missing
        } else {
            SlotFileError::Unreadable(error)
        }
    };
    if FILE_BYTES_MAX < fs::metadata(path).map_err(unreadable)?.len() {
        return Err(SlotFileError::Damaged);
    }
    parse(&fs::read(path).map_err(unreadable)?)
}

fn parse(text: &[u8]) -> Result<Slot, SlotFileError> {
    let damaged = |_: serde_json::Error| SlotFileError::Damaged;
    let Versioned { version } = serde_json::from_slice(text).map_err(damaged)?;
    if SLOT_VERSION < version {
        return Err(SlotFileError::FromTheFuture { found: version });
    }
    let file: Written = serde_json::from_slice(text).map_err(damaged)?;
    slot(&file)
        .filter(|slot| file.version == SLOT_VERSION && file.sum == sum(slot))
        .ok_or(SlotFileError::Damaged)
}

fn slot(file: &Written) -> Option<Slot> {
    Some(Slot {
        profile: file.profile,
        id: file.slot,
        generation: file.generation,
        // Checked before any memory is taken: a planted slot must neither be cheap nor eat the computer.
        cost: Cost::new(file.mebibytes, file.passes)?,
        salt: bytes(&file.salt)?,
        check: bytes(&file.check)?,
        nonce: bytes(&file.nonce)?,
        sealed: bytes::<64>(&file.sealed)?.to_vec(),
    })
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    BASE64.decode(text.as_bytes()).ok()?.try_into().ok()
}

fn written(slot: &Slot) -> Written {
    Written {
        version: SLOT_VERSION,
        profile: slot.profile,
        slot: slot.id,
        generation: slot.generation,
        mebibytes: slot.cost.mebibytes(),
        passes: slot.cost.passes(),
        salt: BASE64.encode(&slot.salt),
        check: BASE64.encode(&slot.check),
        nonce: BASE64.encode(&slot.nonce),
        sealed: BASE64.encode(&slot.sealed),
        sum: sum(slot),
    }
}

fn sum(slot: &Slot) -> String {
    let digest = Sha256::new_with_prefix(slot.header())
        .chain_update(slot.nonce)
        .chain_update(&slot.sealed)
        .finalize();
    BASE64.encode(&digest)
}
