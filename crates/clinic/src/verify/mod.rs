//! Whether the ledger is what the devices sent: every hash, every link of every chain, every signature.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use sync::clinic::FileLedger as _;
use sync::files::pieces_of;
use sync::limits::PIECE_BYTES;
use sync::{Hash, Op, SignedRecord, proof};

use crate::devices;
use crate::ledger::{LedgerError, Tx};

/// What the ledger holds, and what of it does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Operations kept.
    pub operations: usize,
    /// Those of them that were not applied.
    pub parked: usize,
    /// Signed notes and addenda.
    pub records: usize,
    /// Sealed files that are whole.
    pub files: usize,
    /// Files and texts that do not have their hash, links that do not join, signatures that are not the device's.
    pub faults: usize,
}

/// Goes through the whole ledger.
pub(crate) fn verify(tx: &Tx<'_>) -> Result<Verdict, LedgerError> {
    let mut verdict = Verdict::default();
    operations(tx, &mut verdict)?;
    records(tx, &mut verdict)?;
    files(tx, &mut verdict)?;
    Ok(verdict)
}

fn operations(tx: &Tx<'_>, verdict: &mut Verdict) -> Result<(), LedgerError> {
    // The incarnation whose chain is being walked, its last place and its last hash.
    let mut chain = ((String::new(), 0_i64), 0_i64, Hash::ZERO);
    tx.each(include_str!("operations.sql"), &[], |row| {
        let device: (String, i64) = (row.get(0)?, row.get(1)?);
        let (dseq, in_chain): (i64, bool) = (row.get(2)?, row.get(3)?);
        let (body, hash): (String, String) = (row.get(4)?, row.get(5)?);
        count(&mut verdict.operations, true);
        count(&mut verdict.parked, row.get(6)?);
        let found = Hash::of(body.as_bytes());
        let mut is_sound = found.to_string() == hash;
        if in_chain {
            if chain.0 != device {
                chain = (device.clone(), 0, Hash::ZERO);
            }
            is_sound &= chain.1.checked_add(1) == Some(dseq) && prev(&body) == Some(chain.2);
            chain = (device, dseq, found);
        }
        count(&mut verdict.faults, !is_sound);
        Ok(())
    })
}

fn records(tx: &Tx<'_>, verdict: &mut Verdict) -> Result<(), LedgerError> {
    let devices = devices::all(tx)?.into_iter();
    let keys: BTreeMap<String, _> = devices
        .filter_map(|device| {
            let key = proof::public_key(&device.public_key).ok()?;
            Some((device.id.to_string(), key))
        })
        .collect();
    tx.each(include_str!("records.sql"), &[], |row| {
        let device: String = row.get(0)?;
        let signed = SignedRecord {
            text: row.get(1)?,
            hash: row
                .get::<String>(2)?
                .parse()
                .or(Err(LedgerError::Malformed))?,
            signature: row.get(3)?,
        };
        let is_sound = keys
            .get(&device)
            .is_some_and(|key| signed.verify(key).is_ok());
        count(&mut verdict.records, true);
        count(&mut verdict.faults, !is_sound);
        Ok(())
    })
}

fn files(tx: &Tx<'_>, verdict: &mut Verdict) -> Result<(), LedgerError> {
    for (file, bytes) in tx.whole_files()? {
        let mut digest = Sha256::new();
        for n in 0..pieces_of(bytes, PIECE_BYTES) {
            digest.update(tx.piece(file, n)?.unwrap_or_default());
        }
        count(&mut verdict.files, true);
        count(&mut verdict.faults, Hash(digest.finalize().into()) != file);
    }
    Ok(())
}

/// The hash an operation names as the one before it. One of a kind this version does not know names it too.
fn prev(body: &str) -> Option<Hash> {
    match serde_json::from_str::<Op>(body) {
        Ok(op) => Some(op.prev),
        Err(_) => serde_json::from_str::<serde_json::Value>(body)
            .ok()?
            .get("prev")?
            .as_str()?
            .parse()
            .ok(),
    }
}

fn count(sum: &mut usize, yes: bool) {
    *sum = sum.saturating_add(usize::from(yes));
}
