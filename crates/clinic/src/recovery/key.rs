//! The recovery key's private half: a file of two lines, to be printed or carried away, and never kept here.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use ambient::Ambient;
use data_encoding::HEXLOWER;
use sync::IntakeKey;
use zeroize::Zeroizing;

const HEAD: &str = "satchel recovery key v1";
/// Digits are read in groups; on paper nobody keeps sixty-four in line.
const GROUP: usize = 8;
/// What is larger is no key.
const FILE_BYTES_MAX: u64 = 4_096;

/// The clinic's recovery key, both halves of it.
pub struct RecoveryKey(IntakeKey);

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

/// Why there is no recovery key.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryKeyError {
    /// Something is there already.
    #[error("{} is there already; a recovery key is never written over anything", path.display())]
    Already {
        /// The file.
        path: PathBuf,
    },
    /// The file would lie beside what it is to be kept from.
    #[error("{} is in the clinic's own folder; whoever takes that would have both. Write it to a stick", path.display())]
    BesideTheLedger {
        /// The file.
        path: PathBuf,
    },
    /// It could not be read or written.
    #[error("{} cannot be read or written", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// It is something else.
    #[error("{} is no recovery key", path.display())]
    NotOne {
        /// The file.
        path: PathBuf,
    },
}

impl RecoveryKey {
    /// Makes one and writes its private half into a new file that only this user may read, outside the clinic's folder.
    pub(crate) fn make(
        file: &Path,
        folder: &Path,
        ambient: &Ambient,
    ) -> Result<Self, RecoveryKeyError> {
        let seed = Zeroizing::new(ambient.bytes::<32>());
        let unwritable = |source: io::Error| RecoveryKeyError::Unwritable {
            path: file.to_owned(),
            source,
        };
        let place = file.parent().filter(|place| !place.as_os_str().is_empty());
        let place = fs::canonicalize(place.unwrap_or(Path::new("."))).map_err(unwritable)?;
        if place.starts_with(fs::canonicalize(folder).map_err(unwritable)?) {
            return Err(RecoveryKeyError::BesideTheLedger {
                path: file.to_owned(),
            });
        }
        let opened = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file);
        let mut written = opened.map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                let path = file.to_owned();
                return RecoveryKeyError::Already { path };
            }
            unwritable(error)
        })?;
        written
            .write_all(text(&seed).as_bytes())
            .and_then(|()| written.sync_all())
            .and_then(|()| File::open(&place)?.sync_all())
            .map_err(unwritable)?;
        Ok(Self(IntakeKey::from_seed(&seed)))
    }

    /// Reads one.
    pub fn read(file: &Path) -> Result<Self, RecoveryKeyError> {
        let unwritable = |source: io::Error| RecoveryKeyError::Unwritable {
            path: file.to_owned(),
            source,
        };
        let not_one = || RecoveryKeyError::NotOne {
            path: file.to_owned(),
        };
        if FILE_BYTES_MAX < fs::metadata(file).map_err(unwritable)?.len() {
            return Err(not_one());
        }
        let text = Zeroizing::new(fs::read(file).map_err(unwritable)?);
        let text = std::str::from_utf8(&text).or(Err(not_one()))?;
        seed(text)
            .map(|seed| Self(IntakeKey::from_seed(&seed)))
            .ok_or_else(not_one)
    }

    /// The half that devices and the clinic may know.
    pub(crate) fn public(&self) -> String {
        self.0.public()
    }

    pub(crate) fn key(&self) -> &IntakeKey {
        &self.0
    }
}

fn text(seed: &[u8; 32]) -> Zeroizing<String> {
    let digits = Zeroizing::new(HEXLOWER.encode(seed));
    let mut text = Zeroizing::new(String::with_capacity(128));
    text.push_str(HEAD);
    text.push('\n');
    for (at, digit) in digits.chars().enumerate() {
        if 0 < at && at % GROUP == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text.push('\n');
    text
}

fn seed(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let digits = text.trim_start().strip_prefix(HEAD)?;
    let mut plain = Zeroizing::new(String::with_capacity(digits.len()));
    plain.extend(digits.chars().filter(|c| !c.is_whitespace()));
    plain.make_ascii_lowercase();
    let bytes = Zeroizing::new(HEXLOWER.decode(plain.as_bytes()).ok()?);
    let bytes: [u8; 32] = bytes.as_slice().try_into().ok()?;
    Some(Zeroizing::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ambient::Fixed;

    #[test]
    fn it_comes_back_from_its_file_and_from_paper() {
        let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = stick.path().join("key");
        let ambient = Fixed::new(1, 7).ambient();
        let made = RecoveryKey::make(&file, folder.path(), &ambient).unwrap();
        assert_eq!(RecoveryKey::read(&file).unwrap().public(), made.public());
        let typed = fs::read_to_string(&file).unwrap().to_uppercase();
        let typed = typed.replace(&HEAD.to_uppercase(), HEAD).replace(' ', "\n");
        fs::write(&file, typed.replace("satchel\nrecovery\nkey\nv1", HEAD)).unwrap();
        let again = RecoveryKey::read(&file);
        assert!(again.is_ok_and(|again| again.public() == made.public()));
        assert_eq!(format!("{made:?}"), "RecoveryKey(…)");
    }

    #[test]
    fn it_is_private_written_over_nothing_and_never_beside_the_ledger() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let ambient = Fixed::new(1, 7).ambient();
        let file = stick.path().join("key");
        RecoveryKey::make(&file, folder.path(), &ambient).unwrap();
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(matches!(
            RecoveryKey::make(&file, folder.path(), &ambient),
            Err(RecoveryKeyError::Already { .. })
        ));
        let beside = folder.path().join("key");
        assert!(matches!(
            RecoveryKey::make(&beside, folder.path(), &ambient),
            Err(RecoveryKeyError::BesideTheLedger { .. })
        ));
        fs::write(&file, "satchel recovery key v1\n0011\n").unwrap();
        assert!(matches!(
            RecoveryKey::read(&file),
            Err(RecoveryKeyError::NotOne { .. })
        ));
    }
}
