//! Sealed files at the clinic: taken piece by piece, checked when they are whole, given to whoever may read them.

use std::collections::BTreeSet;

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::life::marked;
use super::{Device, Ledger, mask};
use crate::files::{
    AskFiles, FileAt, FilesAt, GivenPiece, NextMark, PieceTaken, SendPiece, WantPiece, named_by,
    piece_length, pieces_of,
};
use crate::limits::{FILES_ASKED_MAX, PIECE_BYTES};
use crate::wire::{ParkReason, RefusedCode};
use crate::{Hash, Mutant, Op, Rules, StreamId};

/// The clinic's store, as far as files go.
pub trait FileLedger: Ledger {
    /// How long a piece is; the last one of a file is what is left.
    fn piece_bytes(&self) -> usize {
        PIECE_BYTES
    }
    /// A file by its hash; none while no operation names it.
    fn file(&self, file: Hash) -> Result<Option<FileHeld>, Self::Error>;
    /// The streams whose records name it.
    fn streams_of_file(&self, file: Hash) -> Result<Vec<StreamId>, Self::Error>;
    /// Keeps its next piece.
    fn put_piece(&mut self, file: Hash, n: u32, sealed: &[u8]) -> Result<(), Self::Error>;
    /// One piece that was kept.
    fn piece(&self, file: Hash, n: u32) -> Result<Option<Vec<u8>>, Self::Error>;
    /// It is whole, and what its hash says.
    fn file_whole(&mut self, file: Hash) -> Result<(), Self::Error>;
    /// It is not what its hash says: all its pieces go.
    fn drop_pieces(&mut self, file: Hash) -> Result<(), Self::Error>;
}

/// A file as the clinic has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileHeld {
    /// Its length, as the operation that names it says.
    pub bytes: u32,
    /// So many pieces are here, from the first one on.
    pub pieces: u32,
    /// All of them are, and they are what the hash says.
    pub whole: bool,
}

impl From<FileHeld> for FileAt {
    fn from(held: FileHeld) -> Self {
        Self {
            known: true,
            pieces: held.pieces,
            whole: held.whole,
        }
    }
}

/// How far the clinic has come with some files. With the word that one is whole goes the next mark: whoever asks may have
/// missed the answer to its last piece, and lets go of it now.
pub fn files_at<L: FileLedger>(
    ledger: &mut L,
    from: Device,
    ask: &AskFiles,
    rules: Rules,
) -> Result<Result<FilesAt, RefusedCode>, L::Error> {
    if FILES_ASKED_MAX < ask.files.len() {
        return Ok(Err(RefusedCode::TooLarge));
    }
    let epoch = ledger.epoch()?;
    let mut files = Vec::new();
    for file in &ask.files {
        files.push(ledger.file(*file)?.map(FileAt::from).unwrap_or_default());
    }
    let is_news = ask.epoch == epoch && files.iter().any(|at| at.whole);
    let mark = if is_news {
        next_mark(ledger, from, ask.mark.as_deref(), rules)?
    } else {
        None
    };
    Ok(Ok(FilesAt {
        re: ask.epoch.clone(),
        epoch,
        files,
        mark,
    }))
}

/// Takes a piece. One that has been taken before, or that is not the next one, changes nothing.
pub fn take_piece<L: FileLedger>(
    ledger: &mut L,
    from: Device,
    sent: &SendPiece,
    rules: Rules,
) -> Result<Result<PieceTaken, RefusedCode>, L::Error> {
    let epoch = ledger.epoch()?;
    let answer = |at, mark| {
        Ok(Ok(PieceTaken {
            re: sent.epoch.clone(),
            epoch: epoch.clone(),
            at,
            mark,
        }))
    };
    if sent.epoch != epoch {
        return answer(FileAt::default(), None);
    }
    let Some(held) = ledger.file(sent.file)? else {
        return Ok(Err(RefusedCode::FileUnknown));
    };
    if held.whole {
        return answer(
            held.into(),
            next_mark(ledger, from, sent.mark.as_deref(), rules)?,
        );
    }
    if sent.n != held.pieces {
        return answer(held.into(), None);
    }
    let Ok(sealed) = BASE64.decode(sent.sealed.as_bytes()) else {
        return Ok(Err(RefusedCode::BadRequest));
    };
    if piece_length(held.bytes, sent.n, ledger.piece_bytes()) != Some(sealed.len()) {
        return Ok(Err(RefusedCode::BadRequest));
    }
    ledger.put_piece(sent.file, sent.n, &sealed)?;
    let pieces = held.pieces.saturating_add(1);
    let whole = pieces == pieces_of(held.bytes, ledger.piece_bytes());
    let mut mark = None;
    if whole {
        let is_so = hash_of(ledger, sent.file, pieces)? == Some(sent.file);
        if !is_so && rules.hold(Mutant::PictureUnchecked) {
            ledger.drop_pieces(sent.file)?;
            return Ok(Err(RefusedCode::FileDamaged));
        }
        ledger.file_whole(sent.file)?;
        mark = next_mark(ledger, from, sent.mark.as_deref(), rules)?;
    }
    let at = FileAt {
        known: true,
        pieces,
        whole,
    };
    answer(at, mark)
}

/// The mark of a device goes on by one, if it shows the last: of two clones one at a time is in step. None to one that shows
/// none, as before its first pull in this life of the ledger.
fn next_mark<L: Ledger>(
    ledger: &mut L,
    device: Device,
    shown: Option<&str>,
    rules: Rules,
) -> Result<Option<NextMark>, L::Error> {
    let Some(shown) = shown.filter(|_| rules.hold(Mutant::PictureUnmarked)) else {
        return Ok(None);
    };
    ledger.lock(device, &BTreeSet::new())?;
    let known = ledger.mark(device.id)?;
    let Some(from) = marked(ledger, device.id, known)? else {
        return Ok(None);
    };
    if shown != from {
        let to = from.clone();
        return Ok(Some(NextMark { from, to }));
    }
    let next = known.unwrap_or(0).saturating_add(1);
    ledger.set_mark(device.id, next)?;
    let to = marked(ledger, device.id, Some(next))?;
    Ok(to.map(|to| NextMark { from, to }))
}

/// The hash of what is kept, one piece in memory at a time; none if a piece is missing.
fn hash_of<L: FileLedger>(ledger: &L, file: Hash, pieces: u32) -> Result<Option<Hash>, L::Error> {
    let mut digest = Sha256::new();
    for n in 0..pieces {
        let Some(piece) = ledger.piece(file, n)? else {
            return Ok(None);
        };
        digest.update(&piece);
    }
    Ok(Some(Hash(digest.finalize().into())))
}

/// Gives a piece to a device whose person may read a record that names the file.
pub fn give_piece<L: FileLedger>(
    ledger: &L,
    device: Device,
    wanted: &WantPiece,
    rules: Rules,
) -> Result<Result<GivenPiece, RefusedCode>, L::Error> {
    let mut may_read = !rules.hold(Mutant::PictureForAnybody);
    let shows_files = mask::given(ledger, device)?.is_some_and(care::Mask::shows_files);
    for stream in ledger.streams_of_file(wanted.file)? {
        may_read = may_read || (shows_files && ledger.holds(device.staff, &stream)?);
    }
    let Some(held) = ledger.file(wanted.file)?.filter(|_| may_read) else {
        return Ok(Err(RefusedCode::FileUnknown));
    };
    let piece = if held.whole {
        ledger.piece(wanted.file, wanted.n)?
    } else {
        None
    };
    Ok(Ok(GivenPiece {
        sealed: piece.map(|piece| BASE64.encode(&piece)),
        mark: None,
    }))
}

/// Whether this is the last piece of a file.
pub fn is_last_piece<L: FileLedger>(ledger: &L, wanted: &WantPiece) -> Result<bool, L::Error> {
    let held = ledger.file(wanted.file)?;
    let of = held.map(|held| pieces_of(held.bytes, ledger.piece_bytes()));
    Ok(of == Some(wanted.n.saturating_add(1)))
}

/// A device is given the last piece of a file: with it goes the next mark.
pub fn gives_last<L: FileLedger>(
    ledger: &mut L,
    device: Device,
    (wanted, given): (&WantPiece, GivenPiece),
    rules: Rules,
) -> Result<GivenPiece, L::Error> {
    if given.sealed.is_none() {
        return Ok(given);
    }
    Ok(GivenPiece {
        mark: next_mark(ledger, device, wanted.mark.as_deref(), rules)?,
        ..given
    })
}

/// An operation that is kept names a file: from now on it is taken.
pub(super) fn expect<L: Ledger>(
    ledger: &mut L,
    op: Result<&Op, &ParkReason>,
) -> Result<(), L::Error> {
    match op.ok().and_then(named_by) {
        Some(named) => ledger.expect_file(&named),
        None => Ok(()),
    }
}
