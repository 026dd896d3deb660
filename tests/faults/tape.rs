//! What was written to a folder's files, step by step, and what a disk may make of it when the power goes.
//!
//! What was flushed is there. Of what was written since, a disk keeps all, nothing, or any sectors of any of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::{Ambient, Fixed};

/// One step of one file.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// These bytes, from this place on.
    Wrote(usize, Vec<u8>),
    /// It is so long now.
    Cut(usize),
    /// It is gone.
    Removed,
    /// Everything before is on the disk.
    Flushed,
    /// Nothing of a file: somebody was told that this much is saved.
    Told(u64),
}

/// A folder's files as they were, and every step since.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    before: BTreeMap<PathBuf, Vec<u8>>,
    steps: Vec<(PathBuf, Step)>,
}

static TAPES: Mutex<BTreeMap<PathBuf, Tape>> = Mutex::new(BTreeMap::new());

fn tapes() -> MutexGuard<'static, BTreeMap<PathBuf, Tape>> {
    TAPES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A step of a file; nothing if nobody tapes its folder.
pub(crate) fn record(file: &Path, step: Step) {
    let folder = file.parent().unwrap_or(file);
    if let Some(tape) = tapes().get_mut(folder) {
        tape.steps.push((file.to_path_buf(), step));
    }
}

/// From now on this folder is taped. Nobody has anything in it open.
pub(crate) fn begin(folder: &Path) {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let before = files.map(|file| (file.clone(), fs::read(file).unwrap()));
    let tape = Tape {
        before: before.collect(),
        steps: Vec::new(),
    };
    tapes().insert(folder.to_path_buf(), tape);
}

/// Somebody was told that this much is saved in the folder.
pub(crate) fn told(folder: &Path, count: u64) {
    record(&folder.join("told"), Step::Told(count));
}

/// The tape of a folder, which is taped no longer.
pub(crate) fn taken(folder: &Path) -> Tape {
    tapes().remove(folder).unwrap()
}

/// What a disk keeps of what was not flushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    Nothing,
    Everything,
    /// Any of its sectors, of so many bytes.
    Some(usize),
}

/// What is wrong with the disk itself: a flush of the log does nothing, as if the store had not asked for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flushes {
    Hold,
    LogIsForgotten,
}

/// One file on its way to the disk.
#[derive(Debug, Clone, Default)]
struct OnDisk {
    there: Option<Vec<u8>>,
    since: Vec<Step>,
}

impl Tape {
    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    /// The steps at which something becomes certain, or is told to be: before and after each is the time to fail.
    pub(crate) fn edges(&self) -> Vec<usize> {
        let is_edge = |step: &Step| match step {
            Step::Flushed | Step::Removed | Step::Told(_) => true,
            Step::Wrote(..) | Step::Cut(_) => false,
        };
        let steps = self.steps.iter().enumerate();
        let edges = steps.filter(|(_, (_, step))| is_edge(step));
        edges.flat_map(|(at, _)| [at, at + 1]).collect()
    }

    /// The most that had been told when so many steps were done.
    pub(crate) fn told_by(&self, steps: usize) -> u64 {
        let told = self.steps[..steps].iter().map(|(_, step)| match step {
            Step::Told(count) => *count,
            Step::Wrote(..) | Step::Cut(_) | Step::Removed | Step::Flushed => 0,
        });
        told.max().unwrap_or(0)
    }

    /// Lays the files into a folder as the disk has them when the power goes after so many steps.
    pub(crate) fn power_goes(&self, steps: usize, keeps: Keeps, flushes: Flushes, to: &Path) {
        let chance = Fixed::new(0, u64::try_from(steps).unwrap()).ambient();
        for (path, file) in self.files(steps, flushes) {
            let mut bytes = file.there;
            for step in file.since {
                keep(&mut bytes, &step, keeps, &chance);
            }
            if let Some(bytes) = bytes {
                fs::write(to.join(path.file_name().unwrap()), bytes).unwrap();
            }
        }
    }

    /// Every file after so many steps: what was flushed of it, and what was done since.
    fn files(&self, steps: usize, flushes: Flushes) -> BTreeMap<PathBuf, OnDisk> {
        let before = self.before.iter().map(|(path, bytes)| {
            let there = Some(bytes.clone());
            (
                path.clone(),
                OnDisk {
                    there,
                    since: Vec::new(),
                },
            )
        });
        let mut files: BTreeMap<PathBuf, OnDisk> = before.collect();
        let nobody = Ambient::system();
        for (path, step) in &self.steps[..steps] {
            match step {
                Step::Told(_) => {}
                Step::Flushed => {
                    let is_log = path.to_string_lossy().ends_with("-wal");
                    if let Some(file) = files.get_mut(path)
                        && !(is_log && flushes == Flushes::LogIsForgotten)
                    {
                        for step in std::mem::take(&mut file.since) {
                            keep(&mut file.there, &step, Keeps::Everything, &nobody);
                        }
                    }
                }
                Step::Wrote(..) | Step::Cut(_) | Step::Removed => {
                    files
                        .entry(path.clone())
                        .or_default()
                        .since
                        .push(step.clone());
                }
            }
        }
        files
    }
}

/// Carries out as much of a step as the disk keeps.
fn keep(bytes: &mut Option<Vec<u8>>, step: &Step, keeps: Keeps, chance: &Ambient) {
    let sector = match keeps {
        Keeps::Nothing => return,
        Keeps::Everything => usize::MAX,
        Keeps::Some(sector) => sector,
    };
    let is_kept = || keeps == Keeps::Everything || chance.bytes::<1>()[0] < 128;
    match step {
        Step::Wrote(at, written) => {
            let mut from = 0;
            while from < written.len() {
                // To the next edge of a sector of the disk.
                let here = at + from;
                let left = sector - here % sector;
                let until = written.len().min(from.saturating_add(left));
                if is_kept() {
                    let file = bytes.get_or_insert_default();
                    if file.len() < at + until {
                        file.resize(at + until, 0);
                    }
                    file[here..at + until].copy_from_slice(&written[from..until]);
                }
                from = until;
            }
        }
        Step::Cut(size) if is_kept() => {
            bytes.get_or_insert_default().resize(*size, 0);
        }
        Step::Removed if is_kept() => *bytes = None,
        Step::Cut(_) | Step::Removed | Step::Flushed | Step::Told(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tape() -> Tape {
        let file = PathBuf::from("/a/file");
        let steps = [
            Step::Wrote(0, vec![1; 1024]),
            Step::Flushed,
            Step::Told(1),
            Step::Wrote(512, vec![2; 1024]),
        ];
        Tape {
            before: BTreeMap::new(),
            steps: steps.map(|step| (file.clone(), step)).into(),
        }
    }

    fn left(steps: usize, keeps: Keeps, flushes: Flushes) -> Option<Vec<u8>> {
        let room = tempfile::tempdir().unwrap();
        tape().power_goes(steps, keeps, flushes, room.path());
        fs::read(room.path().join("file")).ok()
    }

    #[test]
    fn what_was_flushed_is_there_and_of_the_rest_what_the_disk_keeps() {
        let hold = Flushes::Hold;
        assert_eq!(left(1, Keeps::Nothing, hold), None);
        assert_eq!(left(1, Keeps::Everything, hold), Some(vec![1; 1024]));
        assert_eq!(left(4, Keeps::Nothing, hold), Some(vec![1; 1024]));
        let whole = [vec![1; 512], vec![2; 1024]].concat();
        assert_eq!(left(4, Keeps::Everything, hold), Some(whole));
        let torn = left(4, Keeps::Some(512), hold).unwrap();
        assert_eq!(torn[..512], [1; 512]);
        let sectors = torn
            .chunks(512)
            .map(|sector| sector.iter().all(|byte| *byte == sector[0]));
        assert!(sectors.eq(vec![true; torn.len() / 512]));
        assert_eq!((tape().told_by(2), tape().told_by(4)), (0, 1));
        assert_eq!(tape().edges(), [1, 2, 2, 3]);
    }
}
