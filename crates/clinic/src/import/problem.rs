//! Why a file was not taken in.
//!
//! Each variant is one thing that can be wrong with a hospital's export, and says where. None of them repeats
//! what the file says about the person, so they may stand in a terminal and in a log.

use std::fmt;

/// Where in a file something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which `entry` of the bundle, counted from one; none before the first.
    pub entry: Option<usize>,
    /// The line, counted from one.
    pub line: usize,
    /// The column, counted from one.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        match self.entry {
            Some(entry) => write!(f, " (entry {entry})"),
            None => Ok(()),
        }
    }
}

/// Why a bundle was not taken in. Nothing of the file has been kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportProblem {
    /// The file cannot be opened or read.
    #[error("the file cannot be read")]
    Unreadable(#[source] std::io::Error),
    /// The name ends in `.gz` but the content is not gzip, or it is cut off.
    #[error("the gzip compression is damaged or cut off, after {bytes} bytes of text")]
    Gzip {
        /// How much text came out before the damage.
        bytes: u64,
    },
    /// The text is not JSON.
    #[error("this is not JSON: {0}")]
    NotJson(Place),
    /// The JSON ends in the middle.
    #[error("the file ends in the middle: {0}")]
    CutOff(Place),
    /// The JSON is sound but not shaped as FHIR says.
    #[error("this is JSON, but not shaped as FHIR R4 says: {0}")]
    NotShaped(Place),
    /// The JSON is not a FHIR bundle.
    #[error("this is JSON, but not a FHIR bundle")]
    NotABundle,
    /// One entry is longer than any real entry is.
    #[error("one entry is longer than {limit_mib} MiB; reading stopped there: after entry {after}")]
    EntryTooLong {
        /// The limit, in mebibytes.
        limit_mib: u64,
        /// How many entries were read before it.
        after: usize,
    },
    /// The compressed file unpacks to far more than records do.
    #[error("the file unpacks to more than {ratio} times its size; reading stopped there")]
    Bomb {
        /// The largest ratio accepted.
        ratio: u64,
    },
    /// The person has more records than anybody has.
    #[error("the bundle holds more than {limit} records of one person")]
    TooManyRecords {
        /// The limit.
        limit: usize,
    },
    /// The file is FHIR DSTU2.
    #[error(
        "this is FHIR DSTU2 (version 1.0.2); ask the hospital for an export in FHIR R4: entry {entry}"
    )]
    Dstu2 {
        /// The entry that shows it; 0 is the head of the bundle.
        entry: usize,
    },
    /// The file is FHIR STU3.
    #[error(
        "this is FHIR STU3 (version 3.0); ask the hospital for an export in FHIR R4: entry {entry}"
    )]
    Stu3 {
        /// The entry that shows it; 0 is the head of the bundle.
        entry: usize,
    },
    /// Nobody is in the bundle.
    #[error("the bundle has no Patient")]
    NoPatient,
    /// More than one person is in the bundle.
    #[error(
        "the bundle has two Patients (entries {first} and {second}); one file must be one person"
    )]
    TwoPatients {
        /// The entry of the first Patient.
        first: usize,
        /// The entry of the second.
        second: usize,
    },
    /// The Patient carries no identifier, so a later export could not be recognised.
    #[error("the Patient has no identifier with a system and a value: entry {entry}")]
    NoIdentifier {
        /// The entry of the Patient.
        entry: usize,
    },
    /// The Patient has no name.
    #[error("the Patient has no name: entry {entry}")]
    NoName {
        /// The entry of the Patient.
        entry: usize,
    },
    /// The birth date is no date.
    #[error("the Patient's birth date is not a date: entry {entry}")]
    BirthDateUnreadable {
        /// The entry of the Patient.
        entry: usize,
    },
    /// The birth date is still to come.
    #[error("the Patient's birth date is in the future: entry {entry}")]
    BirthDateInFuture {
        /// The entry of the Patient.
        entry: usize,
    },
    /// The Patient is not one care's rules allow.
    #[error("the Patient's details contradict each other or are not of this world: entry {entry}")]
    UnsoundPatient {
        /// The entry of the Patient.
        entry: usize,
    },
}
