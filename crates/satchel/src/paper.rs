//! Paper: files that are written for a person, into the folder where her computer keeps documents.
//!
//! Files that belong together have the same number. Each is written whole or not at all, and no name says anything of
//! anybody.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use crate::contract::failure::Failure;
use crate::desk::Desk;

/// So many of one day; after that somebody is asked to look at them.
const OF_A_DAY_MAX: u32 = 99;

/// Writes files that belong together, each with its ending; gives their places. Either all of them are there, or none.
pub(crate) fn keep<const N: usize>(
    desk: &Desk<'_>,
    what: &str,
    files: [(&str, &[u8]); N],
) -> Result<[String; N], Failure> {
    let folder = desk.papers();
    fs::create_dir_all(folder).map_err(unwritten)?;
    let day = desk.today.format("%Y-%m-%d");
    for n in 1..=OF_A_DAY_MAX {
        let named = |ending: &str| folder.join(format!("{what}-{day}-{n}.{ending}"));
        if files.iter().any(|(ending, _)| named(ending).exists()) {
            continue;
        }
        let mut written: Vec<PathBuf> = Vec::new();
        let all = files.iter().try_for_each(|(ending, bytes)| {
            let path = named(ending);
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)?;
            written.push(path);
            file.write_all(bytes)?;
            file.sync_all()
        });
        match all.and_then(|()| File::open(folder)?.sync_all()) {
            Ok(()) => return Ok(files.map(|(ending, _)| shown(&named(ending)))),
            Err(error) => {
                // Half of it would be taken for the whole; what it was made of is still in the satchel.
                for path in &written {
                    fs::remove_file(path).ok();
                }
                // Somebody else took the name in between.
                if error.kind() != io::ErrorKind::AlreadyExists {
                    return Err(unwritten(error));
                }
            }
        }
    }
    Err(Failure::PapersUnwritable)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
fn unwritten(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::StorageFull {
        Failure::DiskFull
    } else {
        Failure::PapersUnwritable
    }
}
