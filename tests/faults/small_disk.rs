//! A small disk of its own: a tmpfs in a namespace that only a child of this test sees, gone with it.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

const DISK: &str = "SATCHEL_TEST_SMALL_DISK";
const MEBIBYTES: u32 = 48;
const BALLAST: &str = "ballast";
const PIECE: [u8; 4096] = [0; 4096];

/// A disk that can be filled and emptied.
pub(crate) struct SmallDisk(PathBuf);

/// In a child of the test, the small disk; in the test itself nothing, after the child has run to its end.
///
/// # Panics
/// If the child fails, or nobody may mount a disk here: what is not tried is not proven.
pub(crate) fn small_disk(test: &str) -> Option<SmallDisk> {
    if let Some(disk) = env::var_os(DISK) {
        return Some(SmallDisk(disk.into()));
    }
    let place = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size={MEBIBYTES}m,mode=700 tmpfs \"$0\"");
    // Root has a namespace of mounts for itself; everybody else needs one of users too, if the system gives them out.
    let ways = [&["--mount"][..], &["--user", "--map-root-user", "--mount"]];
    let run = |way: &[&str], script: &str, words: &[&OsStr]| {
        let mut unshare = Command::new("unshare");
        unshare
            .args(way)
            .args(["sh", "-c", script])
            .arg(place.path());
        unshare.args(words).env(DISK, place.path());
        unshare.output()
    };
    let may = |way: &&&[&str]| run(way, &mount, &[]).is_ok_and(|tried| tried.status.success());
    let Some(way) = ways.iter().find(may) else {
        panic!("no small disk can be mounted here: neither as root nor in a namespace of users");
    };
    let this = env::current_exe().unwrap();
    let words = [
        this.as_os_str(),
        "--exact".as_ref(),
        test.as_ref(),
        "--nocapture".as_ref(),
    ];
    let ran = run(way, &format!("{mount} && exec \"$@\""), &words).unwrap();
    let said = [ran.stdout, ran.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    assert!(ran.status.success(), "{}", said.join("\n"));
    assert!(
        said[0].contains("1 passed"),
        "there is no test of that name: {}",
        said[0]
    );
    None
}

impl SmallDisk {
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Fills it, but for so many bytes.
    pub(crate) fn fills(&self, but_for: u64) {
        let file = self.0.join(BALLAST);
        let mut ballast = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&file)
            .unwrap();
        loop {
            match ballast.write_all(&PIECE) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => panic!("{error}"),
            }
        }
        let length = fs::metadata(&file).unwrap().len();
        ballast.set_len(length - but_for).unwrap();
    }

    /// Somebody makes room.
    pub(crate) fn empties(&self) {
        File::create(self.0.join(BALLAST)).unwrap();
    }
}
