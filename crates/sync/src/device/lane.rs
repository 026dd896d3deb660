//! The lane of the pictures: which piece travels next, and what an answer to it means.
//!
//! A picture travels in pieces that fit through a bad line. Each is asked for by its number, so that what has arrived is
//! never sent twice. What is written always goes before the next piece. A picture that cannot travel now is passed over,
//! and the others go on. Nothing here waits: the driver carries out one [`Step`] after the other and says what came back.
//! An answer to another step than the present one changes nothing.

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::DeviceStore;
use crate::files::{
    AskFiles, FileAt, FilesAt, GivenPiece, NextMark, PieceTaken, SendPiece, WantPiece,
    piece_length, pieces_of,
};
use crate::limits::{PIECE_BYTES, PUSH_BYTES_MAX};
use crate::{Hash, Mutant, Rules, StreamId};

/// The device's store within one transaction, as far as pictures go.
pub trait FileStore: DeviceStore {
    /// How long a piece is; the last one of a file is what is left.
    fn piece_bytes(&self) -> usize {
        PIECE_BYTES
    }
    /// The next file to be sent: consents first, then the one that waits longest; none of those that were passed over.
    fn next_to_send(&self, passed: &[Travelling]) -> Result<Option<Travelling>, Self::Error>;
    /// The next file that a record names and that is not here: consents first; none of those that were passed over.
    fn next_to_fetch(&self, passed: &[Travelling]) -> Result<Option<Travelling>, Self::Error>;
    /// Whether there is room for more of what others have taken.
    fn has_room(&self) -> Result<bool, Self::Error>;
    /// Whether a record that is here, or an operation on its way from here, may name it.
    fn may_be_named(&self, file: &Travelling) -> Result<bool, Self::Error>;
    /// How many pieces of a file are here.
    fn pieces(&self, file: Hash) -> Result<u32, Self::Error>;
    /// One of them.
    fn piece(&self, file: Hash, n: u32) -> Result<Option<Vec<u8>>, Self::Error>;
    /// Keeps one.
    fn put_piece(&mut self, file: Hash, n: u32, sealed: &[u8]) -> Result<(), Self::Error>;
    /// All pieces of a file go: they are not what its name says.
    fn drop_file(&mut self, file: Hash) -> Result<(), Self::Error>;
    /// The clinic has it whole, or nobody will ever ask for it. If no record here names it any more, it goes.
    fn sent(&mut self, file: &Travelling) -> Result<(), Self::Error>;
    /// All of it has come.
    fn fetched(&mut self, file: &Travelling) -> Result<(), Self::Error>;
}

/// A file on its way to the clinic, or from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Travelling {
    /// The file.
    pub file: Hash,
    /// Its length, as whoever names it says.
    pub bytes: u32,
    /// The stream of the record that names it.
    pub stream: StreamId,
}

impl Travelling {
    /// Whether both are said of one file in the same way.
    pub fn is(&self, other: &Self) -> bool {
        (self.file, self.bytes) == (other.file, other.bytes)
    }
}

/// Which way a lane leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the clinic: what was taken here.
    There,
    /// From it: what a record names that is here.
    Back,
}

/// What the driver is to do next.
#[derive(Debug, Clone)]
pub enum Step {
    /// Something that is written waits: it goes first.
    Records,
    /// To ask how far the clinic has come with a picture.
    Ask(AskFiles),
    /// To send a piece of one.
    Send(SendPiece),
    /// To ask for a piece of one.
    Want(WantPiece),
}

/// What came back.
#[derive(Debug, Clone)]
pub enum Heard {
    /// How far the clinic has come.
    At(FilesAt),
    /// It took a piece.
    Taken(PieceTaken),
    /// It gave one, or has not got the picture itself.
    Given(GivenPiece),
    /// It refuses this one.
    Refused,
}

/// How an answer was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    /// The lane goes on.
    Well,
    /// The same, and the picture that is here is not what its name says: it is kept, and not sent.
    Damaged,
    /// The answer came from another life of the clinic's ledger: the journey begins anew.
    OtherLife,
}

/// One journey's pictures in one direction.
#[derive(Debug, Clone)]
pub struct Lane {
    way: Way,
    /// This laptop is erased when everything is at the clinic: it will never ask what is new again, and shows no mark.
    is_last: bool,
    passed: Vec<Travelling>,
    now: Option<Carried>,
}

/// The picture that is on its way, and how far the clinic has come with it; nothing before it was asked.
#[derive(Debug, Clone)]
struct Carried {
    file: Travelling,
    /// In which life of the ledger it was asked.
    epoch: String,
    /// Whether anybody here could still name it when it was asked: then an answer that the clinic knows nothing of it may
    /// have been overtaken by who does.
    may_come: bool,
    at: Option<FileAt>,
}

impl Lane {
    /// A new one.
    pub const fn new(way: Way) -> Self {
        Self {
            way,
            is_last: false,
            passed: Vec::new(),
            now: None,
        }
    }

    /// The last one there is, of a laptop that is to be erased when the clinic has everything.
    pub fn last() -> Self {
        Self {
            is_last: true,
            ..Self::new(Way::There)
        }
    }

    /// Which way it leads.
    pub const fn way(&self) -> Way {
        self.way
    }

    /// The picture that is on its way.
    pub fn carried(&self) -> Option<&Travelling> {
        self.now.as_ref().map(|carried| &carried.file)
    }

    /// Whether a picture was passed over on this journey.
    pub fn has_passed(&self, file: &Travelling) -> bool {
        self.passed.iter().any(|passed| passed.is(file))
    }

    /// How many pieces of the present picture have arrived, and of how many.
    pub fn progress<S: FileStore>(&self, store: &S) -> Result<Option<(u32, u32)>, S::Error> {
        let Some(Carried { file, at, .. }) = &self.now else {
            return Ok(None);
        };
        let done = match (self.way, at) {
            (Way::There, Some(at)) => at.pieces,
            (Way::There, None) => return Ok(None),
            (Way::Back, _) => store.pieces(file.file)?,
        };
        Ok(Some((done, pieces_of(file.bytes, store.piece_bytes()))))
    }

    /// What is to be done next; nothing when everything that can travel now has arrived.
    pub fn next<S: FileStore>(
        &mut self,
        store: &mut S,
        rules: Rules,
    ) -> Result<Option<Step>, S::Error> {
        let epoch = store.epoch()?;
        loop {
            let mut carried = match self.now.take() {
                Some(known) if known.epoch == epoch => known,
                // What a ledger had in another life says nothing of this one.
                Some(known) => Carried::begun(known.file, &epoch),
                None => match self.begins(store)? {
                    Some(file) => Carried::begun(file, &epoch),
                    None => return Ok(None),
                },
            };
            carried.may_come = carried.may_come || store.may_be_named(&carried.file)?;
            let step = match self.way {
                Way::There => self.sends(store, &carried, rules)?,
                Way::Back => self.fetches(store, &carried)?,
            };
            let Some(step) = step else {
                continue;
            };
            self.now = Some(carried);
            let is_a_piece = !matches!(step, Step::Ask(_));
            let waits = is_a_piece && !store.waiting(1, PUSH_BYTES_MAX)?.is_empty();
            if waits && rules.hold(Mutant::PicturesFirst) {
                return Ok(Some(Step::Records));
            }
            return Ok(Some(step));
        }
    }

    fn begins<S: FileStore>(&self, store: &S) -> Result<Option<Travelling>, S::Error> {
        match self.way {
            Way::There => store.next_to_send(&self.passed),
            Way::Back if store.has_room()? => store.next_to_fetch(&self.passed),
            Way::Back => Ok(None),
        }
    }

    /// The next step of a picture on its way to the clinic; nothing when it is done with, one way or the other.
    fn sends<S: FileStore>(
        &mut self,
        store: &mut S,
        carried: &Carried,
        rules: Rules,
    ) -> Result<Option<Step>, S::Error> {
        let Carried {
            file, epoch, at, ..
        } = carried;
        let epoch = epoch.clone();
        let Some(at) = at else {
            let files = vec![file.file];
            let mark = store.mark()?;
            return Ok(Some(Step::Ask(AskFiles { epoch, files, mark })));
        };
        if at.whole {
            store.sent(file)?;
            return Ok(None);
        }
        if !at.known {
            // While somebody here may name it, its operation may still come to the clinic.
            if carried.may_come {
                self.passed.push(file.clone());
            } else {
                store.sent(file)?;
            }
            return Ok(None);
        }
        let Some(piece) = store.piece(file.file, at.pieces)? else {
            self.passed.push(file.clone());
            return Ok(None);
        };
        let is_last = at.pieces.saturating_add(1) == pieces_of(file.bytes, store.piece_bytes());
        if is_last && !rules.hold(Mutant::PictureSentTooSoon) {
            store.sent(file)?;
        }
        Ok(Some(Step::Send(SendPiece {
            epoch,
            file: file.file,
            n: at.pieces,
            sealed: BASE64.encode(&piece),
            mark: store.mark()?,
        })))
    }

    /// The next piece of a picture that a record names; nothing when all of it has come.
    fn fetches<S: FileStore>(
        &mut self,
        store: &mut S,
        carried: &Carried,
    ) -> Result<Option<Step>, S::Error> {
        let file = &carried.file;
        let (n, of) = (
            store.pieces(file.file)?,
            pieces_of(file.bytes, store.piece_bytes()),
        );
        if n < of {
            let file = file.file;
            let mark = store.mark()?;
            return Ok(Some(Step::Want(WantPiece { file, n, mark })));
        }
        // Only now is it known whether it is what its name says.
        if hash_of(store, file.file, of)? == Some(file.file) {
            store.fetched(file)?;
        } else {
            store.drop_file(file.file)?;
            self.passed.push(file.clone());
        }
        Ok(None)
    }

    /// Takes what came back for a step.
    pub fn hears<S: FileStore>(
        &mut self,
        store: &mut S,
        step: &Step,
        heard: &Heard,
    ) -> Result<Took, S::Error> {
        let Some(carried) = self.now.take() else {
            return Ok(Took::Well);
        };
        let (file, epoch) = (carried.file.clone(), store.epoch()?);
        let is_present = match step {
            Step::Records => false,
            Step::Ask(ask) => carried.at.is_none() && ask.files == [file.file],
            Step::Send(sent) => {
                let at = carried.at.map(|at| at.pieces);
                sent.file == file.file && at == Some(sent.n)
            }
            Step::Want(want) => want.file == file.file && want.n == store.pieces(file.file)?,
        };
        if !is_present {
            self.now = Some(carried);
            return Ok(Took::Well);
        }
        match (step, heard) {
            (Step::Ask(_), Heard::At(told)) if told.epoch == epoch => {
                self.told(store, carried, told)
            }
            (Step::Send(sent), Heard::Taken(taken)) if taken.epoch == epoch => {
                self.taken(store, carried, (sent.n, taken))
            }
            (Step::Ask(_), Heard::At(_)) | (Step::Send(_), Heard::Taken(_)) => Ok(Took::OtherLife),
            (Step::Want(want), Heard::Given(given)) => self.given(store, carried, (want.n, given)),
            (_, Heard::At(_) | Heard::Taken(_) | Heard::Given(_) | Heard::Refused) => {
                self.passed.push(file);
                Ok(Took::Well)
            }
        }
    }

    fn told<S: FileStore>(
        &mut self,
        store: &mut S,
        carried: Carried,
        told: &FilesAt,
    ) -> Result<Took, S::Error> {
        let at = told.files.first().copied().unwrap_or_default();
        if at.whole && !self.is_last && !goes_on(store, told.mark.as_ref())? {
            self.passed.push(carried.file);
            return Ok(Took::Well);
        }
        self.asked(store, carried, at)
    }

    fn taken<S: FileStore>(
        &mut self,
        store: &mut S,
        carried: Carried,
        (n, taken): (u32, &PieceTaken),
    ) -> Result<Took, S::Error> {
        let at = taken.at;
        let goes_on = if at.whole {
            self.is_last || goes_on(store, taken.mark.as_ref())?
        } else {
            n < at.pieces
        };
        if goes_on {
            let at = Some(at);
            self.now = Some(Carried { at, ..carried });
        } else {
            self.passed.push(carried.file);
        }
        Ok(Took::Well)
    }

    fn given<S: FileStore>(
        &mut self,
        store: &mut S,
        carried: Carried,
        (n, given): (u32, &GivenPiece),
    ) -> Result<Took, S::Error> {
        let file = &carried.file;
        let sealed = given.sealed.as_ref();
        let sealed = sealed.and_then(|sealed| BASE64.decode(sealed.as_bytes()).ok());
        let length = piece_length(file.bytes, n, store.piece_bytes());
        let is_last = n.saturating_add(1) == pieces_of(file.bytes, store.piece_bytes());
        match sealed {
            Some(sealed) if length == Some(sealed.len()) => {
                store.put_piece(file.file, n, &sealed)?;
                // If it has missed an answer it goes on without: the mark of its next pull is later than this.
                if is_last {
                    goes_on(store, given.mark.as_ref())?;
                }
                self.now = Some(carried);
            }
            Some(_) | None => self.passed.push(carried.file),
        }
        Ok(Took::Well)
    }

    /// How far the clinic has come with it. What is not what its name says does not set out: the clinic would find out
    /// after it had travelled.
    fn asked<S: FileStore>(
        &mut self,
        store: &S,
        carried: Carried,
        at: FileAt,
    ) -> Result<Took, S::Error> {
        let Travelling { file, bytes, .. } = carried.file;
        let of = pieces_of(bytes, store.piece_bytes());
        if at.known && !at.whole && hash_of(store, file, of)? != Some(file) {
            self.passed.push(carried.file);
            return Ok(Took::Damaged);
        }
        let at = Some(at);
        self.now = Some(Carried { at, ..carried });
        Ok(Took::Well)
    }
}

impl Carried {
    fn begun(file: Travelling, epoch: &str) -> Self {
        Self {
            file,
            epoch: epoch.to_owned(),
            may_come: false,
            at: None,
        }
    }
}

/// Whether the device shows the next mark from now on: it has missed no answer before it. A clinic of an earlier release
/// gives none; one that has never given this device a mark in this life gives none either, and to a device that shows one
/// it has been put back, which it will see.
fn goes_on<S: FileStore>(store: &mut S, next: Option<&NextMark>) -> Result<bool, S::Error> {
    let shown = store.mark()?;
    match next {
        Some(next) if shown.as_ref() == Some(&next.from) => {
            store.set_mark(Some(&next.to))?;
            Ok(true)
        }
        Some(_) => Ok(false),
        None => Ok(shown.is_some()),
    }
}

/// The hash of what is here of a file, one piece in memory at a time; none if a piece is missing.
fn hash_of<S: FileStore>(store: &S, file: Hash, of: u32) -> Result<Option<Hash>, S::Error> {
    let mut digest = Sha256::new();
    for n in 0..of {
        match store.piece(file, n)? {
            Some(piece) => digest.update(&piece),
            None => return Ok(None),
        }
    }
    Ok(Some(Hash(digest.finalize().into())))
}
