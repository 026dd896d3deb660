//! Writes a file that only this user may read, whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::identity::IdentityError;

/// Writes the bytes under a temporary name, makes them durable, then gives them their name.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), IdentityError> {
    whole_or_not_at_all(path, bytes).map_err(|source| IdentityError::Store {
        path: path.to_owned(),
        source,
    })
}

fn whole_or_not_at_all(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = path.with_extension("half");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&half, path)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
