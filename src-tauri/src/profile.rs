//! One person's folder on this computer: private to them, and open in one Satchel at a time.

use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// A profile directory held by this process until it ends.
#[derive(Debug)]
pub(crate) struct Profile {
    dir: PathBuf,
    /// The lock lives as long as the open file, and a killed process gives it back.
    _held: File,
}

/// Why a profile could not be taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TakeProfileError {
    #[error(
        "another Satchel is already open on this profile; close it, or name another --profile-dir"
    )]
    Busy,
    #[error("the profile directory cannot be used ({})", .0.kind())]
    Unusable(#[source] std::io::Error),
}

impl Profile {
    /// Makes the directory if it is new, and takes it for this process alone.
    pub(crate) fn take(dir: &Path) -> Result<Self, TakeProfileError> {
        let dir = private_dir(dir).map_err(TakeProfileError::Unusable)?;
        let lock = File::create(dir.join("window.lock")).map_err(TakeProfileError::Unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { dir, _held: lock }),
            Err(TryLockError::WouldBlock) => Err(TakeProfileError::Busy),
            Err(TryLockError::Error(error)) => Err(TakeProfileError::Unusable(error)),
        }
    }

    /// Where the person's store lives.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// An empty folder for the browser engine's leavings, swept of those of an earlier run.
    pub(crate) fn page_dir(&self) -> Result<PathBuf, TakeProfileError> {
        self.sweep_page_dir();
        private_dir(&self.dir.join("page")).map_err(TakeProfileError::Unusable)
    }

    /// Removes what the browser engine left behind.
    pub(crate) fn sweep_page_dir(&self) {
        // Absent is what we want; anything else is met again when the folder is made.
        drop(std::fs::remove_dir_all(self.dir.join("page")));
    }
}

/// A name on the session bus of its own for each profile, so that two profiles run side by side.
pub(crate) fn bus_name(dir: &Path) -> String {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf());
    // FNV-1a: only has to tell the folders of one computer apart.
    let hash = absolute
        .as_os_str()
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("org.satchel.Satchel.p{hash:016x}")
}

fn private_dir(dir: &Path) -> std::io::Result<PathBuf> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    let mut permissions = std::fs::metadata(dir)?.permissions();
    if permissions.mode() & 0o077 != 0 {
        permissions.set_mode(0o700);
        std::fs::set_permissions(dir, permissions)?;
    }
    dir.canonicalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("satchel-profile-{name}-{}", std::process::id()))
    }

    #[test]
    fn a_profile_opens_once_and_another_beside_it() {
        let (one, two) = (fresh("one"), fresh("two"));
        let held = Profile::take(&one).unwrap();
        assert!(matches!(Profile::take(&one), Err(TakeProfileError::Busy)));
        assert!(Profile::take(&two).is_ok());
        drop(held);
        assert!(Profile::take(&one).is_ok());
        std::fs::remove_dir_all(one).unwrap();
        std::fs::remove_dir_all(two).unwrap();
    }

    #[test]
    fn nobody_else_on_the_computer_can_look_into_a_profile() {
        let dir = fresh("private");
        let held = Profile::take(&dir).unwrap();
        assert_eq!(
            std::fs::metadata(held.dir()).unwrap().permissions().mode() & 0o777,
            0o700
        );
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn two_profiles_have_two_names_on_the_bus() {
        assert_ne!(
            bus_name(Path::new("/home/ana/a")),
            bus_name(Path::new("/home/ana/b"))
        );
    }
}
