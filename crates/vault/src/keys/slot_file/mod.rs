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

/// Both copies.
pub(crate) const NAMES: [&str; 2] = ["keys.json", "keys.bak.json"];
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
    let steps = plan(slot, &NAMES)?;
    steps.iter().try_for_each(|step| step.take(dir))
}

/// Why one slot was not put in another's place.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplaceError {
    #[error("the new slot did not come back from the disk as it was")]
    NotAsWritten,
    #[error("the new slot could not be written")]
    Unwritable(#[from] io::Error),
}

/// Puts a newer slot in the place of what is there. It is read back from the disk and has to open before the first
/// copy is touched; the second is touched when the first is safe. Wherever the power goes, one of the two is whole.
pub(crate) fn replace(
    dir: &Path,
    slot: &Slot,
    opens: impl FnOnce(&Slot) -> bool,
) -> Result<(), ReplaceError> {
    let steps = plan(slot, &NAMES)?;
    let (beside, in_place) = steps.split_at(BESIDE);
    beside.iter().try_for_each(|step| step.take(dir))?;
    let written = read_one(&dir.join(unfinished(NAMES[0])));
    if !written.is_ok_and(|written| written == *slot && opens(&written)) {
        fs::remove_file(dir.join(unfinished(NAMES[0]))).ok();
        return Err(ReplaceError::NotAsWritten);
    }
    Ok(in_place.iter().try_for_each(|step| step.take(dir))?)
}

/// Brings the other copy up to the newest, after something came between them: the older one may open with a passphrase
/// that somebody has changed for a reason. A copy of a newer version is left alone.
pub(crate) fn mend(dir: &Path, slot: &Slot) -> io::Result<()> {
    let is_behind = |name: &&str| match read_one(&dir.join(name)) {
        Ok(copy) => copy.generation < slot.generation,
        Err(SlotFileError::Missing | SlotFileError::Damaged) => true,
        Err(SlotFileError::FromTheFuture { .. } | SlotFileError::Unreadable(_)) => false,
    };
    let behind: Vec<&'static str> = NAMES.into_iter().filter(is_behind).collect();
    let steps = plan(slot, &behind)?;
    steps.iter().try_for_each(|step| step.take(dir))
}

/// One step of a writing; the power can go after each, and in the middle of the first two.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The text, into a file of this name beside the one it is for.
    Write(&'static str, Vec<u8>),
    /// What was written lasts.
    Sync(&'static str),
    /// It takes its place.
    Rename(&'static str),
    /// And that lasts.
    SyncDir,
}

/// So many steps of a plan touch nothing that counts.
const BESIDE: usize = 2;

fn plan(slot: &Slot, names: &[&'static str]) -> io::Result<Vec<Step>> {
    let text = serde_json::to_vec_pretty(&written(slot)).map_err(io::Error::other)?;
    let steps = names.iter().flat_map(|name| {
        [
            Step::Write(name, text.clone()),
            Step::Sync(name),
            Step::Rename(name),
            Step::SyncDir,
        ]
    });
    Ok(steps.collect())
}

impl Step {
    fn take(&self, dir: &Path) -> io::Result<()> {
        match self {
            Self::Write(name, text) => File::create(dir.join(unfinished(name)))?.write_all(text),
            Self::Sync(name) => File::open(dir.join(unfinished(name)))?.sync_all(),
            Self::Rename(name) => fs::rename(dir.join(unfinished(name)), dir.join(name)),
            Self::SyncDir => sync_dir(dir),
        }
    }
}

fn unfinished(name: &str) -> String {
    format!("{name}.new")
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

#[cfg(test)]
mod tests;
