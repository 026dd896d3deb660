//! A disk that forgets: what SQLite writes into a folder is taped, and when the power goes the folder holds what was
//! flushed, and of the rest whatever chance leaves.
//!
//! The tape and the layer that records it are those of `tests/faults`.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::dice::Dice;
use crate::recorder;
use crate::tape::{self, Flushes, Keeps};

/// What a disk may keep of what was not flushed.
const KEPT: [Keeps; 5] = [
    Keeps::Nothing,
    Keeps::Everything,
    Keeps::Some(512),
    Keeps::Some(4096),
    // A disk that keeps one write and not another, however long they are.
    Keeps::Some(1 << 24),
];

/// A folder on such a disk.
pub(super) struct Forgetful {
    folder: PathBuf,
    flushes: Flushes,
    dice: Dice,
    /// Whether the last transaction is not to reach the disk whole.
    tears: bool,
    is_taped: bool,
}

impl Forgetful {
    /// From now on the folder is on such a disk. Nobody has anything in it open.
    pub(super) fn new(folder: &Path, flushes: Flushes, seed: u64) -> Self {
        recorder::lay();
        tape::begin(folder);
        Self {
            folder: folder.to_owned(),
            flushes,
            dice: Dice::new(seed),
            tears: false,
            is_taped: true,
        }
    }

    /// The next transaction is the last, and the power goes before it is flushed.
    pub(super) fn tears(&mut self) {
        tape::told(&self.folder, 1);
        self.tears = true;
    }

    /// The power goes. Whoever has something in the folder open lets go of it in `closes`; nothing of what that writes
    /// is on the disk.
    pub(super) fn loses_power(&mut self, closes: impl FnOnce()) {
        let tape = tape::taken(&self.folder);
        self.is_taped = false;
        closes();
        let moment = if std::mem::take(&mut self.tears) {
            self.before_the_flush(&tape)
        } else {
            tape.len()
        };
        for file in fs::read_dir(&self.folder).unwrap() {
            fs::remove_file(file.unwrap().path()).unwrap();
        }
        let keeps = *self.dice.pick(&KEPT).unwrap();
        tape.power_goes(moment, keeps, self.flushes, &self.folder);
        tape::begin(&self.folder);
        self.is_taped = true;
    }

    /// Some moment at which the last transaction was not whole: at least its last write is missing.
    fn before_the_flush(&self, tape: &tape::Tape) -> usize {
        let moments: Vec<usize> = (0..=tape.len()).collect();
        let begun = moments.partition_point(|moment| tape.told_by(*moment) == 0);
        let flushed = tape.edges().into_iter().find(|edge| begun < *edge);
        let Some(flushed) = flushed else {
            // It wrote nothing.
            return tape.len();
        };
        begun + self.dice.below(flushed - begun)
    }
}

impl Drop for Forgetful {
    fn drop(&mut self) {
        if self.is_taped {
            drop(tape::taken(&self.folder));
        }
    }
}
