//! Remembers for which input a step was last done, so that it is not done again.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use xtask::trouble::{Done, Trouble};

/// A fingerprint of files and folders: names and contents.
pub(crate) fn of(paths: &[PathBuf]) -> Done<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, &mut hasher).map_err(|error| {
            Trouble::new(
                format!("{} cannot be read ({error}).", path.display()),
                "check the clone with git status",
            )
        })?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the stamp already says so.
pub(crate) fn says(stamp: &Path, fingerprint: &str) -> bool {
    std::fs::read_to_string(stamp).is_ok_and(|found| found == fingerprint)
}

/// Sets the stamp after the work is done.
pub(crate) fn set(stamp: &Path, fingerprint: &str) -> Done {
    std::fs::write(stamp, fingerprint).map_err(|error| {
        Trouble::new(
            format!("{} cannot be written ({error}).", stamp.display()),
            "make its folder writable",
        )
    })
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    // Names, not whole paths: a clone that was moved is still the same.
    path.file_name().hash(hasher);
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        entries.sort();
        entries.iter().try_for_each(|entry| add(entry, hasher))
    } else if path.exists() {
        std::fs::read(path)?.hash(hasher);
        Ok(())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_changes_the_fingerprint_of_its_folder() {
        let dir = std::env::temp_dir().join(format!("satchel-stamp-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("one"), "a").unwrap();
        let before = of(std::slice::from_ref(&dir)).unwrap();
        std::fs::write(dir.join("one"), "b").unwrap();
        assert_ne!(before, of(std::slice::from_ref(&dir)).unwrap());
        std::fs::remove_dir_all(dir).unwrap();
    }
}
