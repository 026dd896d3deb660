//! A reader that gives up before a hostile file fills the memory.
//!
//! It counts what has passed since the last finished entry. JSON allows a string of any length, and a parser
//! must gather a string before it can hand it over; so the only safe place to say "too long" is below the
//! parser. The count is exact to one buffer, which is all a limit of this kind needs.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use sha2::{Digest, Sha256};

/// No real FHIR resource comes near this; a scanned image belongs in a `Binary`, which is not read.
pub(super) const ENTRY_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// JSON of this kind packs about 20 : 1; gzip alone can reach 1,000 : 1.
pub(super) const UNPACK_RATIO_MAX: u64 = 200;
/// Below this much text the ratio says nothing.
const UNPACK_FREE_BYTES: u64 = 16 * 1024 * 1024;

/// What the guard has seen, shared between the reader and whoever walks the entries.
#[derive(Clone, Default)]
pub(super) struct Tally {
    packed: Rc<Cell<u64>>,
    text: Rc<Cell<u64>>,
    since_entry: Rc<Cell<u64>>,
    hash: Rc<RefCell<Sha256>>,
    stopped: Rc<Cell<Option<Stop>>>,
}

/// Why the guard stopped reading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    EntryTooLong,
    Bomb,
    Damaged,
}

impl Tally {
    /// An entry is complete: the next one may be as long again.
    pub(super) fn entry_done(&self) {
        self.since_entry.set(0);
    }

    pub(super) fn stopped(&self) -> Option<Stop> {
        self.stopped.get()
    }

    pub(super) fn text_bytes(&self) -> u64 {
        self.text.get()
    }

    /// SHA-256 of what has been read of the file, 64 hex digits.
    pub(super) fn file_hash(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.hash.borrow().clone().finalize())
    }

    fn stop(&self, why: Stop) -> io::Error {
        self.stopped.set(Some(why));
        io::Error::other("stopped by the guard")
    }
}

/// Counts and hashes the bytes of the file as it lies on the disk.
pub(super) struct Packed<R> {
    inner: R,
    tally: Tally,
}

impl<R: Read> Packed<R> {
    pub(super) fn new(inner: R, tally: &Tally) -> Self {
        Self {
            inner,
            tally: tally.clone(),
        }
    }
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        add(&self.tally.packed, count);
        if let Some(read) = buffer.get(..count) {
            self.tally.hash.borrow_mut().update(read);
        }
        Ok(count)
    }
}

/// Counts the bytes of the text and stops at the limits.
pub(super) struct Guard<R> {
    inner: R,
    tally: Tally,
    packed: bool,
}

impl<R: Read> Guard<R> {
    /// Text as it lies on the disk.
    pub(super) fn plain(inner: R, tally: &Tally) -> Self {
        Self {
            inner,
            tally: tally.clone(),
            packed: false,
        }
    }

    /// Text that comes out of gzip.
    pub(super) fn unpacked(inner: R, tally: &Tally) -> Self {
        Self {
            inner,
            tally: tally.clone(),
            packed: true,
        }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self.inner.read(buffer) {
            Err(error) if self.packed && is_gzip_fault(&error) => {
                return Err(self.tally.stop(Stop::Damaged));
            }
            other => other?,
        };
        let text = add(&self.tally.text, count);
        if ENTRY_BYTES_MAX < add(&self.tally.since_entry, count) {
            return Err(self.tally.stop(Stop::EntryTooLong));
        }
        let ceiling = self.tally.packed.get().saturating_mul(UNPACK_RATIO_MAX);
        if self.packed && UNPACK_FREE_BYTES < text && ceiling < text {
            return Err(self.tally.stop(Stop::Bomb));
        }
        Ok(count)
    }
}

fn is_gzip_fault(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    )
}

fn add(cell: &Cell<u64>, count: usize) -> u64 {
    let sum = cell
        .get()
        .saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    cell.set(sum);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_string_is_stopped_at_the_limit() {
        let tally = Tally::default();
        let mut guard = Guard::plain(io::repeat(b'a'), &tally);
        let mut buffer = vec![0; 64 * 1024];
        while guard.read(&mut buffer).is_ok() {}
        assert!(tally.stopped() == Some(Stop::EntryTooLong));
        assert!(tally.text_bytes() <= ENTRY_BYTES_MAX + 64 * 1024);
    }

    #[test]
    fn many_entries_may_pass_when_each_is_short() {
        let tally = Tally::default();
        let mut guard = Guard::plain(io::repeat(b'a'), &tally);
        let mut buffer = vec![0; 1024 * 1024];
        for _ in 0..100 {
            assert!(guard.read(&mut buffer).is_ok());
            tally.entry_done();
        }
    }
}
