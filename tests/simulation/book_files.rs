//! Sealed files in the clinic's book.

use std::collections::BTreeSet;
use std::convert::Infallible;

use sync::clinic::{FileHeld, FileLedger};
use sync::files::NamedFile;
use sync::{Hash, StreamId};

use super::Book;
use crate::disk::PIECE_BYTES;

/// A file, and whose records name it.
#[derive(Clone)]
pub(crate) struct Filed {
    bytes: u32,
    whole: bool,
    streams: BTreeSet<StreamId>,
    pieces: Vec<Vec<u8>>,
}

pub(super) fn expect(book: &mut Book, named: &NamedFile) {
    let filed = book.files.entry(named.file).or_insert_with(|| Filed {
        bytes: named.bytes,
        whole: false,
        streams: BTreeSet::new(),
        pieces: Vec::new(),
    });
    if !filed.whole && filed.bytes != named.bytes {
        filed.bytes = named.bytes;
        filed.pieces.clear();
    }
    filed.streams.insert(named.stream.clone());
}

impl Filed {
    /// One that is in a ledger that ships.
    pub(crate) fn in_ledger(bytes: u32, whole: bool, streams: BTreeSet<StreamId>) -> Self {
        Self {
            bytes,
            whole,
            streams,
            pieces: Vec::new(),
        }
    }

    pub(crate) fn has(&mut self, piece: Vec<u8>) {
        self.pieces.push(piece);
    }
}

impl Book {
    /// A picture, if the clinic says that it has all of it.
    pub(crate) fn whole_picture(&self, file: Hash) -> Option<Vec<u8>> {
        let filed = self.files.get(&file).filter(|filed| filed.whole)?;
        Some(filed.pieces.concat())
    }

    /// Whether the clinic waits for it.
    pub(crate) fn waits_for(&self, file: Hash) -> bool {
        self.files.get(&file).is_some_and(|filed| !filed.whole)
    }
}

impl FileLedger for Book {
    fn piece_bytes(&self) -> usize {
        PIECE_BYTES
    }

    fn file(&self, file: Hash) -> Result<Option<FileHeld>, Infallible> {
        Ok(self.files.get(&file).map(|filed| FileHeld {
            bytes: filed.bytes,
            pieces: u32::try_from(filed.pieces.len()).unwrap_or(u32::MAX),
            whole: filed.whole,
        }))
    }

    fn streams_of_file(&self, file: Hash) -> Result<Vec<StreamId>, Infallible> {
        let filed = self.files.get(&file);
        Ok(filed.map_or_else(Vec::new, |filed| filed.streams.iter().cloned().collect()))
    }

    fn put_piece(&mut self, file: Hash, _: u32, sealed: &[u8]) -> Result<(), Infallible> {
        if let Some(filed) = self.files.get_mut(&file) {
            filed.pieces.push(sealed.to_vec());
        }
        Ok(())
    }

    fn piece(&self, file: Hash, n: u32) -> Result<Option<Vec<u8>>, Infallible> {
        let filed = self.files.get(&file);
        let n = usize::try_from(n).unwrap_or(usize::MAX);
        Ok(filed.and_then(|filed| filed.pieces.get(n)).cloned())
    }

    fn file_whole(&mut self, file: Hash) -> Result<(), Infallible> {
        if let Some(filed) = self.files.get_mut(&file) {
            filed.whole = true;
        }
        Ok(())
    }

    fn drop_pieces(&mut self, file: Hash) -> Result<(), Infallible> {
        if let Some(filed) = self.files.get_mut(&file) {
            filed.pieces.clear();
        }
        Ok(())
    }
}
