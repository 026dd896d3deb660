//! The floor of each line: what this disk and this loopback would take for the bytes and the flushes of the run if
//! programs took no time, or the memory that is asked for before any of it is used.

use std::fmt;

use serde_json::Value;

use super::verdict::time;
use super::{Measured, figure, median, number};

/// On the laptop an operation is written down as offered and as answered, at the clinic once.
const FLUSHES_OF_A_PUSH: f64 = 3.0;
/// The clinic's mark, and what the laptop took.
const FLUSHES_OF_A_PULL: f64 = 2.0;
/// That the journey came to its end, and the card on the outside: the file and its name.
const FLUSHES_OF_A_JOURNEY: f64 = 3.0;
/// Pages that the clinic's one writer and three readers may keep (`crates/clinic/src/ledger/sqlite`), in megabytes.
const CACHES_MB: f64 = 16.8 + 3.0 * 2.05;
/// Requests at once (`crates/sync/src/limits.rs`), each with a record of TLS for either direction.
const LINES: f64 = 128.0;
const LINE_MB: f64 = 2.0 * 0.0164;

/// What there is below a figure.
#[derive(Debug)]
pub(super) enum Floor {
    /// Seconds for bytes over loopback and flushes of the disk.
    Time {
        seconds: f64,
        bytes: f64,
        flushes: f64,
    },
    /// Megabytes.
    Memory(f64),
}

impl Floor {
    fn of(measured: &Measured, bytes: f64, flushes: f64) -> Self {
        let carrying = bytes / figure(&measured.floor, "loopback_bytes_per_s");
        let flushing = flushes * figure(&measured.floor, "flush_s");
        Self::Time {
            seconds: carrying + flushing,
            bytes,
            flushes,
        }
    }

    /// For a program to read.
    pub(super) fn figure(&self) -> Value {
        match self {
            Self::Time { seconds, .. } => number(*seconds),
            Self::Memory(megabytes) => number(*megabytes),
        }
    }
}

impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time {
                seconds,
                bytes,
                flushes,
            } if 1e5 <= *bytes => write!(
                f,
                "{}: {:.1} MB over loopback, {flushes:.0} flushes",
                time(*seconds),
                bytes / 1e6
            ),
            Self::Time {
                seconds,
                bytes,
                flushes,
            } => write!(
                f,
                "{}: {:.1} kB over loopback, {flushes:.0} flushes",
                time(*seconds),
                bytes / 1e3
            ),
            Self::Memory(megabytes) => write!(
                f,
                "{megabytes:.1} MB: the pages that may be kept, and {LINES:.0} lines of TLS"
            ),
        }
    }
}

/// The middle figure of our runs.
fn middle(runs: &[(Value, Value)], key: &str) -> f64 {
    median(runs.iter().map(|(_, ours)| figure(ours, key)))
}

/// Of the push of everything.
pub(super) fn pushed(measured: &Measured) -> Floor {
    let runs = &measured.records;
    let flushes = FLUSHES_OF_A_PUSH * middle(runs, "pushes");
    Floor::of(measured, middle(runs, "push_bytes"), flushes)
}

/// Of the pull of everything.
pub(super) fn pulled(measured: &Measured) -> Floor {
    let runs = &measured.records;
    let flushes = FLUSHES_OF_A_PULL * middle(runs, "pulls") + FLUSHES_OF_A_JOURNEY;
    Floor::of(measured, middle(runs, "pull_bytes"), flushes)
}

/// Of the few that were changed, there and back.
pub(super) fn changed(measured: &Measured) -> Floor {
    let runs = &measured.records;
    let flushes = FLUSHES_OF_A_PUSH * middle(runs, "changed_pushes")
        + FLUSHES_OF_A_PULL * middle(runs, "changed_pulls")
        + 2.0 * FLUSHES_OF_A_JOURNEY;
    Floor::of(measured, middle(runs, "changed_bytes"), flushes)
}

/// Of an exchange with nothing to do.
pub(super) fn noop(measured: &Measured) -> Floor {
    let bytes = middle(&measured.records, "noop_bytes");
    Floor::of(measured, bytes, FLUSHES_OF_A_JOURNEY)
}

/// Of everybody in one clinic at once.
pub(super) fn storm(measured: &Measured) -> Floor {
    let runs = &measured.storms;
    let pushes = middle(runs, "pushes");
    let flushes = FLUSHES_OF_A_PUSH * pushes
        + FLUSHES_OF_A_PULL * middle(runs, "pulls")
        + FLUSHES_OF_A_JOURNEY * pushes;
    Floor::of(measured, middle(runs, "bytes"), flushes)
}

/// Of what they send: nobody is done before the disk has flushed for those before her.
pub(super) fn storm_push(measured: &Measured) -> Floor {
    let runs = &measured.storms;
    let flushes = 0.95 * FLUSHES_OF_A_PUSH * middle(runs, "pushes");
    Floor::of(measured, middle(runs, "bytes") / 2.0, flushes)
}

/// Of thousands of devices without a store: the clinic flushes for each push, and for the mark of each pull.
pub(super) fn crowd(measured: &Measured, crowd: &Value) -> Floor {
    let flushes = 2.0 * figure(crowd, "devices");
    Floor::of(measured, figure(crowd, "bytes"), flushes)
}

/// Of the server's memory.
pub(super) fn memory() -> Floor {
    Floor::Memory(CACHES_MB + LINES * LINE_MB)
}
