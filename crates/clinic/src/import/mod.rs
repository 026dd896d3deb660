//! Import: people as a hospital's record system exports them, in FHIR R4.
//!
//! One file is one bundle is one person. A file is read to its end before anything is stored, so a broken one
//! leaves nothing behind. What is read and what is left out, and why, is in docs/decisions/0004-fhir-import.md.

mod again;
mod bundle;
mod codes;
mod dialect;
mod fact;
mod fhir;
mod gather;
mod guard;
mod person;
mod pregnancy;
mod problem;
mod resource;

use std::fs::File;
use std::path::Path;

use chrono::NaiveDate;
use flate2::read::MultiGzDecoder;

pub use again::Outcome;
pub(crate) use again::store;
pub(crate) use fact::Fact;
pub use fact::LeftOut;
pub(crate) use gather::Person;
pub use problem::{ImportProblem, Place};

/// Reads one file, `.json` or `.json.gz`, without storing anything. `today` is the day it is read.
pub(crate) fn read(path: &Path, today: NaiveDate) -> Result<(Person, FileHash), ImportProblem> {
    let file = File::open(path).map_err(ImportProblem::Unreadable)?;
    let tally = guard::Tally::default();
    let packed = guard::Packed::new(file, &tally);
    let mut gather = gather::Gather::new(today);
    if path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
    {
        let text = guard::Guard::unpacked(MultiGzDecoder::new(packed), &tally);
        bundle::walk(text, &tally, &mut gather)?;
    } else {
        bundle::walk(guard::Guard::plain(packed, &tally), &tally, &mut gather)?;
    }
    let hash = tally.file_hash();
    Ok((gather.finish(&hash)?, FileHash(hash)))
}

/// SHA-256 of a file as it lies on the disk, 64 hex digits.
pub(crate) struct FileHash(pub(crate) String);

#[cfg(test)]
mod tests;
