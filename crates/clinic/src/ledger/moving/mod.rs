//! Moving a clinic's ledger from one engine to the other: whole, in one transaction, and compared before it counts.
//!
//! At no moment can two ledgers of one clinic be served. The folder says that its ledger is in PostgreSQL before the
//! first row is there, and from then on the file is not opened any more; a move that broke off is taken up by asking for it
//! again.

mod tables;

use std::path::{Path, PathBuf};

use ambient::Ambient;

use super::copies::{BackupError, check_unused, set_aside};
use super::founding::Marker;
use super::sqlite::{Sqlite, key};
use super::{DatabaseUrl, FILE, LedgerError, Store, TallyKey, Tx};
use crate::verify::{self, Verdict};

/// What was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Rows of all tables.
    pub rows: usize,
    /// What `verify` says of it, the same on both sides.
    pub verdict: Verdict,
    /// Where the file is now.
    pub aside: PathBuf,
}

/// Why a ledger was not moved. Everything is as it was.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// There is no ledger in the folder.
    #[error("there is no ledger.db to move in this folder")]
    NothingToMove,
    /// It was moved before.
    #[error("this clinic's ledger is in PostgreSQL already")]
    Already,
    /// The PostgreSQL holds this clinic.
    #[error(
        "the PostgreSQL of SATCHEL_DATABASE_URL holds this clinic already; nothing is ever written over. Give it another, empty database"
    )]
    There,
    /// What was written is not what was read.
    #[error("what arrived in PostgreSQL is not what left ledger.db; nothing was moved")]
    Differs,
    /// The file is in use or cannot be set aside.
    #[error(transparent)]
    File(#[from] BackupError),
    /// A ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Copies one ledger into another, in the transactions given, and compares them; gives how many rows.
pub(super) fn copy_whole(
    from: &Tx<'_>,
    to: &Tx<'_>,
) -> Result<Option<(usize, Verdict)>, LedgerError> {
    from.takes_its_time()?;
    to.takes_its_time()?;
    let rows = tables::copy(from, to)?;
    Ok(compared(from, to)?.map(|verdict| (rows, verdict)))
}

/// What `verify` says of two ledgers that are the same; none if they are not.
fn compared(from: &Tx<'_>, to: &Tx<'_>) -> Result<Option<Verdict>, LedgerError> {
    if tables::digests(from)? != tables::digests(to)? {
        return Ok(None);
    }
    let verdict = verify::verify(from)?;
    Ok((verdict == verify::verify(to)?).then_some(verdict))
}

pub(super) fn is_empty(tx: &Tx<'_>) -> Result<bool, LedgerError> {
    tables::is_empty(tx)
}

impl Store {
    /// Moves the ledger of a folder to PostgreSQL, and sets the file aside.
    pub(crate) fn migrate(
        folder: &Path,
        url: &DatabaseUrl,
        tally: TallyKey,
        ambient: &Ambient,
    ) -> Result<Moved, MoveError> {
        let path = folder.join(FILE);
        let marker = Marker::read(folder)?;
        if !path.exists() {
            return Err(if marker.is_some() {
                MoveError::Already
            } else {
                MoveError::NothingToMove
            });
        }
        let key = key(folder, true, ambient)?;
        let found = || care::ClinicId(ambient.mint());
        let file = Sqlite::open(path.clone(), key.clone(), tally.clone(), found)?;
        let clinic = file.clinic();
        let is_taken_up = marker.is_some();
        if marker.is_some_and(|marker| marker.clinic != clinic) {
            return Err(LedgerError::AnotherPostgres.into());
        }
        let target = Self::connect(folder, url, clinic, tally.clone())?;
        if !is_taken_up && !target.read(is_empty)? {
            return Err(MoveError::There);
        }
        Marker { clinic }.write(folder)?;
        let moved = moved(file, &target, (&path, &key, tally), ambient.now());
        if moved.is_err() && !is_taken_up {
            Marker::remove(folder)?;
        }
        let (rows, verdict) = moved?;
        let aside = set_aside(&path, &key, ambient.now())?;
        // It has a second name; under its own it would be opened by whoever does not know of the move.
        std::fs::remove_file(&path).map_err(LedgerError::Files)?;
        Ok(Moved {
            rows,
            verdict,
            aside,
        })
    }
}

/// Moves what is in the file, which nobody else may have open; or sees that it was moved before.
fn moved(
    file: Sqlite,
    target: &Store,
    (path, key, tally): (&Path, &str, TallyKey),
    now: i64,
) -> Result<(usize, Verdict), MoveError> {
    let clinic = file.clinic();
    // Whoever asks whether others use it must not use it herself.
    drop(file);
    check_unused(path, key)?;
    let file = Sqlite::open(path.to_owned(), key.to_owned(), tally, || clinic)?;
    file.transact(now, |from| {
        target.transact(now, |to| {
            let whole = if is_empty(to)? {
                copy_whole(from, to)?
            } else {
                compared(from, to)?.map(|verdict| (0, verdict))
            };
            whole.ok_or(MoveError::Differs)
        })
    })
}
