//! Taking in what a laptop handed over in a file: a push that was carried by hand.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ambient::Ambient;
use care::{AuditAction, DeviceId, OpId};
use data_encoding::BASE64;
use serde::Deserialize;
use sync::audit::{AuditEntry, JoinOutcome, SendAudit};
use sync::clinic::{Device, FileLedger as _, take_piece};
use sync::files::SendPiece;
use sync::life::COPIES;
use sync::limits::HAND_OVER_BYTES_MAX;
use sync::wire::{OpResult, Push};
use sync::{HandOver, HandOverError, HandedFile, IntakeKey, Ledger as _, Rules, proof};

use crate::audit;
use crate::devices::{self, EnrolledDevice};
use crate::ledger::{LedgerError, Store, Tx};

/// What came of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Operations that the clinic has now, and had not before.
    pub new: usize,
    /// Operations that the clinic had already.
    pub known: usize,
    /// Operations that the clinic once had and lost when it was put back, and has again.
    pub again: usize,
    /// Of the new ones, those that a person has to look at.
    pub parked: usize,
    /// Drafts.
    pub drafts: usize,
    /// Sealed files that are whole now, and were not before.
    pub files: usize,
    /// Operations that were not taken, because the laptop was restored or cloned and another one has used their places.
    pub left: usize,
    /// Entries of who looked at what that the clinic has now, and had not before.
    pub looks: usize,
    /// And those that were not taken: what comes before them is not here, or another laptop has used their places.
    pub looks_left: usize,
}

/// Why a file was not taken in. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum TakeInError {
    /// The file cannot be read.
    #[error("{} cannot be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// It is larger than any hand-over.
    #[error("{} is too large for a hand-over file", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// It is none, or not for this clinic, or not as it was handed over.
    #[error(transparent)]
    Refused(#[from] HandOverError),
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Takes a file in, in one transaction. What a laptop has handed over that is lost, or is to be given back, is set aside like
/// what it sends.
pub(crate) fn take_in(
    store: &Store,
    intake: &IntakeKey,
    file: &Path,
    ambient: &Ambient,
) -> Result<TakenIn, TakeInError> {
    let text = read(file)?;
    let now = ambient.now();
    store.transact(now, |tx| {
        let mut known_device = None;
        let mut fault = None;
        let key_of = |device: DeviceId| match devices::device(tx, device) {
            Ok(known) => {
                let key = known
                    .as_ref()
                    .and_then(|known| proof::public_key(&known.public_key).ok());
                known_device = known;
                key
            }
            Err(error) => {
                fault = Some(error);
                None
            }
        };
        let handed = HandOver::unwrap(&text, intake, key_of);
        if let Some(error) = fault {
            return Err(error.into());
        }
        let handed = handed?;
        let from = known_device.ok_or(HandOverError::NotSigned)?;
        let again = take_again(tx, &from, (intake, &handed), now)?;
        let mut taken = take(tx, &from, &handed, now)?;
        taken.again = again;
        (taken.looks, taken.looks_left) = take_audit(tx, &from, &handed.audit, ambient)?;
        let device = from.id;
        let entry = audit::by(tx, device, from.staff, AuditAction::Import, "hand_over");
        let count = u64::try_from(handed.ops.len()).ok();
        audit::append(tx, AuditEntry { count, ..entry })?;
        Ok(taken)
    })
}

/// Where what is handed over follows on operations that this ledger does not have, it was put back since: the laptop's copies of
/// them are taken first, as they are at an exchange. How many are here again.
fn take_again(
    tx: &mut Tx<'_>,
    from: &EnrolledDevice,
    (intake, handed): (&IntakeKey, &HandOver),
    now: i64,
) -> Result<usize, TakeInError> {
    let first = handed.ops.first();
    let Some(first) = first.and_then(|op| serde_json::from_str::<Linked>(op).ok()) else {
        return Ok(0);
    };
    if first.dseq <= tx.chain_head(from.id, first.inc)?.0.saturating_add(1) {
        return Ok(0);
    }
    let device = Device {
        id: from.id,
        staff: from.staff,
    };
    let (epoch, mut again) = (tx.epoch()?, 0_usize);
    for copy in &handed.copies {
        let sealed = BASE64.decode(copy.as_bytes()).unwrap_or_default();
        let texts = intake.open(COPIES, &sealed).ok();
        let ops: Option<Vec<String>> = texts.and_then(|texts| serde_json::from_slice(&texts).ok());
        // Sealed to a key that the clinic has no more: what follows on it waits for a person.
        let Some(ops) = ops else {
            continue;
        };
        for op in &ops {
            let id = serde_json::from_str::<Named>(op).map(|named| named.id);
            if let Ok(id) = id {
                count(&mut again, tx.answer_to(id)?.is_none());
            }
        }
        let push = Push {
            epoch: epoch.clone(),
            tally: None,
            ops,
        };
        let taken = if from.active {
            sync::clinic::replay(tx, device, &push, now, Rules::SOUND)?
        } else {
            sync::clinic::quarantine_again(tx, device, &push, now, Rules::SOUND)?
        };
        if taken.is_err() {
            break;
        }
    }
    Ok(again)
}

/// Joins what the laptop says of who looked at what, by the same checks as at an exchange; how much is new, and how much was
/// not taken. The laptop goes on keeping all of it until it hears of the clinic itself.
fn take_audit(
    tx: &Tx<'_>,
    from: &EnrolledDevice,
    handed: &[SendAudit],
    ambient: &Ambient,
) -> Result<(usize, usize), LedgerError> {
    let (mut new, mut left) = (0_usize, 0_usize);
    for sent in handed {
        let before = audit::reached(tx, from.id, sent.run)?;
        let taken = audit::take(tx, from, sent, ambient)?;
        let after = audit::reached(tx, from.id, sent.run)?;
        if matches!(&taken, Ok(taken) if taken.outcome == JoinOutcome::Taken) {
            let joined = usize::try_from(after.saturating_sub(before)).unwrap_or(usize::MAX);
            new = new.saturating_add(joined.min(sent.links.len()));
        } else {
            left = left.saturating_add(sent.links.len());
        }
    }
    Ok((new, left))
}

fn take(
    tx: &mut Tx<'_>,
    from: &EnrolledDevice,
    handed: &HandOver,
    now: i64,
) -> Result<TakenIn, TakeInError> {
    let device = Device {
        id: from.id,
        staff: from.staff,
    };
    let mut taken = TakenIn::default();
    let epoch = tx.epoch()?;
    let mut answered = 0_usize;
    for op in &handed.ops {
        let id = serde_json::from_str::<Named>(op).map(|named| named.id);
        let is_new = match id {
            Ok(id) => tx.answer_to(id)?.is_none(),
            Err(_) => true,
        };
        // One at a time they are within every limit, whatever they are together.
        let alone = Push {
            epoch: epoch.clone(),
            tally: None,
            ops: vec![op.clone()],
        };
        // What a lost laptop hands over is set aside for a person, as what it sends.
        let pushed = if from.active {
            sync::clinic::push(tx, device, &alone, now, Rules::SOUND)?
        } else {
            sync::clinic::quarantine(tx, device, &alone, now, Rules::SOUND)?
        };
        let Ok(pushed) = pushed else {
            continue;
        };
        for answer in &pushed.answers {
            answered = answered.saturating_add(1);
            let is_parked = matches!(answer.result, OpResult::Parked { .. });
            count(&mut taken.new, is_new);
            count(&mut taken.known, !is_new);
            count(&mut taken.parked, is_new && is_parked);
        }
    }
    for draft in &handed.drafts {
        // Whoever goes on working goes on writing it.
        if from.active {
            tx.keep_draft(device, draft)?;
        } else {
            tx.lock(device, &BTreeSet::from([draft.stream.clone()]))?;
            sync::clinic::take_draft(tx, device, draft, now)?;
        }
        count(&mut taken.drafts, true);
    }
    for file in &handed.files {
        count(&mut taken.files, take_file(tx, device, &epoch, file)?);
    }
    taken.left = handed.ops.len().saturating_sub(answered);
    Ok(taken)
}

/// Takes a file's pieces; whether it has become whole by it. One that is not what its hash says is left.
fn take_file(
    tx: &mut Tx<'_>,
    device: Device,
    epoch: &str,
    handed: &HandedFile,
) -> Result<bool, TakeInError> {
    if tx.file(handed.file)?.is_some_and(|held| held.whole) {
        return Ok(false);
    }
    for (n, sealed) in (0..).zip(&handed.pieces) {
        let sent = SendPiece {
            epoch: epoch.to_owned(),
            file: handed.file,
            n,
            sealed: sealed.clone(),
            mark: None,
        };
        match take_piece(tx, device, &sent, Rules::SOUND)? {
            Ok(taken) if taken.at.whole => return Ok(true),
            Ok(_) => {}
            Err(_) => return Ok(false),
        }
    }
    Ok(false)
}

/// As much of an operation as is needed to know it again.
#[derive(Deserialize)]
struct Named {
    id: OpId,
}

/// And to know on which it follows.
#[derive(Deserialize)]
struct Linked {
    #[serde(default)]
    inc: u32,
    dseq: u64,
}

fn read(file: &Path) -> Result<String, TakeInError> {
    let unreadable = |source| TakeInError::File {
        path: file.to_owned(),
        source,
    };
    let open = std::fs::File::open(file).map_err(unreadable)?;
    let bytes = open.metadata().map_err(unreadable)?.len();
    if HAND_OVER_BYTES_MAX < bytes {
        return Err(TakeInError::TooLarge {
            path: file.to_owned(),
        });
    }
    let mut text = Vec::new();
    open.take(HAND_OVER_BYTES_MAX)
        .read_to_end(&mut text)
        .map_err(unreadable)?;
    Ok(String::from_utf8(text).or(Err(HandOverError::NotOne))?)
}

fn count(sum: &mut usize, yes: bool) {
    *sum = sum.saturating_add(usize::from(yes));
}
