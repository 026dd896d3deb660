//! Cargo tells by a file's time whether it has changed, and in a new clone every file is new: all of ours would be
//! compiled again, also where not a letter differs. What the last build was made of is therefore kept beside it, and a
//! file that is the same gets the time it had then.
//!
//! Nothing old is taken for new by it. Times are only given back while nothing else was built in the folder since: the
//! newest stamp of cargo's own tells. A file that is not the same gets the present time.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use xtask::trouble::{Done, Trouble};

use super::stamp;
use crate::project::{corner, read, root, target, tool};

/// What a build is made of: by its path from the root, what a file says and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sources {
    root: PathBuf,
    files: BTreeMap<String, Made>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Made {
    fingerprint: String,
    /// Nanoseconds since 1970.
    time: u128,
}

/// Gives the files of this clone the times they had at the last build that was kept. Outside of git, nothing.
pub(crate) fn settle() -> Done<(Sources, String)> {
    let mut git = tool("git");
    let names = read("git", git.args(["ls-files", "-z"]), "").unwrap_or_default();
    let names = names.split('\0').filter(|name| !name.is_empty());
    let mut sources = Sources::of(&root(), names)?;
    let kept = fs::read_to_string(kept_at()).ok();
    let kept = kept.and_then(|text| last_build(&text, &newest_stamp(&target())));
    let Some(kept) = kept else {
        return Ok((sources, String::from("nothing is known of the last build")));
    };
    let same = sources.take_times(&kept, SystemTime::now())?;
    let note = format!("{same} of {} as they were built", sources.files.len());
    Ok((sources, note))
}

impl Sources {
    fn of<'name>(root: &Path, names: impl Iterator<Item = &'name str>) -> Done<Self> {
        let mut files = BTreeMap::new();
        for name in names {
            let path = root.join(name);
            // What was removed and not committed yet is listed too.
            let Ok(time) = fs::metadata(&path).and_then(|found| found.modified()) else {
                continue;
            };
            let made = Made {
                fingerprint: stamp::of(&[path])?,
                time: nanos(time),
            };
            files.insert(name.to_owned(), made);
        }
        let root = root.to_path_buf();
        Ok(Self { root, files })
    }

    /// How many are the same and have their time of then. Of the others it is the present one.
    fn take_times(&mut self, kept: &BTreeMap<String, Made>, now: SystemTime) -> Done<usize> {
        let mut same = 0;
        for (name, made) in &mut self.files {
            let then = kept
                .get(name)
                .filter(|then| then.fingerprint == made.fingerprint);
            same += usize::from(then.is_some());
            made.time = then.map_or(nanos(now), |then| then.time);
            let set = File::open(self.root.join(name)).and_then(|file| {
                let since = Duration::from_nanos(u64::try_from(made.time).unwrap_or(0));
                file.set_modified(SystemTime::UNIX_EPOCH + since)
            });
            set.map_err(|error| {
                Trouble::new(
                    format!("The time of {name} cannot be set ({error})."),
                    "see whose file it is",
                )
            })?;
        }
        Ok(same)
    }

    /// Keeps what was built. A file that somebody wrote in the meantime is left out: who knows which of the two was built.
    pub(crate) fn keep(&self) -> Done {
        let now = Self::of(&self.root, self.files.keys().map(String::as_str))?;
        let same = |(name, made): &(&String, &Made)| now.files.get(*name) == Some(made);
        let line =
            |(name, made): (&String, &Made)| format!("{} {} {name}", made.fingerprint, made.time);
        let lines = self.files.iter().filter(same).map(line);
        let text: Vec<String> = std::iter::once(newest_stamp(&target()))
            .chain(lines)
            .collect();
        stamp::set(&kept_at(), &text.join("\n"))
    }
}

fn kept_at() -> PathBuf {
    corner().join("built-from")
}

/// What was kept, unless something else was built since.
fn last_build(text: &str, newest: &str) -> Option<BTreeMap<String, Made>> {
    let (seal, lines) = text.split_once('\n')?;
    let made = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let fingerprint = words.next()?.to_owned();
        let time = words.next()?.parse().ok()?;
        Some((words.next()?.to_owned(), Made { fingerprint, time }))
    };
    (seal == newest).then(|| lines.lines().filter_map(made).collect())
}

/// The time of the newest thing cargo remembers to have built. This program itself, which may just have been built to
/// get here, does not count: it is always built from what stands in this clone.
fn newest_stamp(target: &Path) -> String {
    let inside = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let units = inside(&target.join("debug/.fingerprint"));
    let own = |unit: &&PathBuf| {
        let name = unit.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("xtask-")
    };
    let stamps = units
        .iter()
        .filter(|unit| !own(unit))
        .flat_map(|unit| inside(unit));
    let times =
        stamps.filter_map(|stamp| fs::metadata(stamp).and_then(|found| found.modified()).ok());
    nanos(times.max().unwrap_or(SystemTime::UNIX_EPOCH)).to_string()
}

fn nanos(time: SystemTime) -> u128 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_nanos()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clone_of(name: &str, texts: &[(&str, &str)]) -> (PathBuf, Sources) {
        let dir =
            std::env::temp_dir().join(format!("satchel-sources-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for (file, text) in texts {
            fs::write(dir.join(file), text).unwrap();
        }
        let sources = Sources::of(&dir, texts.iter().map(|(file, _)| *file)).unwrap();
        (dir, sources)
    }

    fn time(path: &Path) -> u128 {
        nanos(fs::metadata(path).unwrap().modified().unwrap())
    }

    #[test]
    fn what_is_the_same_in_another_clone_has_its_time_and_what_is_not_has_the_present_one() {
        let (one, mut first) = clone_of("one", &[("a.rs", "a"), ("b.rs", "b")]);
        let built = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        first.take_times(&BTreeMap::new(), built).unwrap();
        assert_eq!(time(&one.join("a.rs")), nanos(built));

        let (two, mut second) = clone_of("two", &[("a.rs", "a"), ("b.rs", "changed")]);
        let later = built + Duration::from_secs(60);
        assert_eq!(second.take_times(&first.files, later).unwrap(), 1);
        assert_eq!(time(&two.join("a.rs")), nanos(built));
        assert_eq!(time(&two.join("b.rs")), nanos(later));
        for dir in [one, two] {
            fs::remove_dir_all(dir).unwrap();
        }
    }

    #[test]
    fn what_was_kept_counts_until_something_else_is_built() {
        let text = "77\n00ff 1000 crates/care/src/lib.rs\nab 2000 a name.md";
        let kept = last_build(text, "77").unwrap();
        assert_eq!(kept["a name.md"].time, 2_000);
        assert_eq!(kept.len(), 2);
        assert_eq!(last_build(text, "78"), None);
        assert_eq!(last_build("", "78"), None);
    }
}
