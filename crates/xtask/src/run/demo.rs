//! The demo's own folder: the clinic's data, and for each profile its passphrase and keyring.
//!
//! A real person's passphrase is written down nowhere. The demo's is, readable by its owner only, so that a second
//! start can print it again.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Read as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use xtask::desktop::write_private;
use xtask::trouble::{Done, Trouble};

use crate::project::home;

/// How many words a passphrase of the demo has.
const WORDS: usize = 5;
/// Short, plain, easily told apart by ear and by eye.
const LIST: &str = include_str!("words.txt");

/// Where the demo lives.
pub(crate) fn dir() -> PathBuf {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute());
    data.unwrap_or_else(|| home().join(".local/share"))
        .join("satchel-demo")
}

/// One person's Satchel on this computer, and what the demo remembers about it.
#[derive(Debug)]
pub(crate) struct Profile {
    dir: PathBuf,
    notes: PathBuf,
}

impl Profile {
    /// The profile in this directory, else the demo's own.
    pub(crate) fn of(given: Option<&Path>) -> Done<Self> {
        let own = dir().join("profile");
        let profile_dir = given.map_or(own, Path::to_path_buf);
        let mut hasher = DefaultHasher::new();
        profile_dir.hash(&mut hasher);
        let notes = dir()
            .join("profiles")
            .join(format!("{:016x}", hasher.finish()));
        let mut private = std::fs::DirBuilder::new();
        private
            .recursive(true)
            .mode(0o700)
            .create(&notes)
            .map_err(|error| unusable(&notes, &error))?;
        Ok(Self {
            dir: profile_dir,
            notes,
        })
    }

    /// Where its store is.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where its private keyring is, if it needs one.
    pub(crate) fn keyring_dir(&self) -> PathBuf {
        self.notes.join("keyring")
    }

    /// What opens its private keyring.
    pub(crate) fn keyring_password(&self) -> Done<String> {
        let file = self.notes.join("keyring-password");
        if let Ok(password) = std::fs::read_to_string(&file) {
            return Ok(password);
        }
        let password = passphrase()?;
        write_private(&file, &password).map_err(|error| unusable(&file, &error))?;
        Ok(password)
    }

    /// Whether the demo has enrolled it before, and its store is still there.
    pub(crate) fn is_enrolled(&self) -> bool {
        self.passphrase_file().is_file() && self.dir.is_dir()
    }

    /// Remembers the passphrase, once enrolment has succeeded with it.
    pub(crate) fn keep_passphrase(&self, passphrase: &str) -> Done {
        let file = self.passphrase_file();
        write_private(&file, passphrase).map_err(|error| unusable(&file, &error))
    }

    /// The passphrase the demo enrolled with.
    pub(crate) fn passphrase(&self) -> Done<String> {
        let file = self.passphrase_file();
        std::fs::read_to_string(&file).map_err(|error| unusable(&file, &error))
    }

    fn passphrase_file(&self) -> PathBuf {
        self.notes.join("passphrase")
    }
}

/// A fresh passphrase.
pub(crate) fn passphrase() -> Done<String> {
    let list: Vec<&str> = LIST.lines().collect();
    let mut chance = [0_u8; WORDS * 2];
    let source = Path::new("/dev/urandom");
    let read = std::fs::File::open(source).and_then(|mut file| file.read_exact(&mut chance));
    read.map_err(|error| unusable(source, &error))?;
    let chosen = chance.chunks_exact(2).map(|pair| {
        let number = usize::from(u16::from_be_bytes([pair[0], pair[1]]));
        list[number % list.len()]
    });
    Ok(chosen.collect::<Vec<_>>().join(" "))
}

fn unusable(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::new(
        format!("{} cannot be used ({error}).", path.display()),
        format!(
            "make it readable and writable for you, or remove {} to begin the demo again",
            dir().display()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_has_five_words_from_a_list_of_256() {
        assert_eq!(LIST.lines().count(), 256);
        assert_eq!(passphrase().unwrap().split(' ').count(), WORDS);
        assert_ne!(passphrase().unwrap(), passphrase().unwrap());
    }
}
