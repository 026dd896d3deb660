//! The command line. Secrets never come in here: they would show in the list of processes.

use std::ffi::OsString;
use std::path::PathBuf;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Satchel: a care manager's visits, plans and caseload, with or without a network.

Usage: satchel-app [--profile-dir DIR]
       satchel-app [--profile-dir DIR] enrol --clinic URL --fingerprint HEX

  --profile-dir DIR   where this person's encrypted store lives
                      (default: $XDG_DATA_HOME/satchel, else ~/.local/share/satchel)
  enrol               makes this computer the person's device at the clinic, without a window.
                      Reads two lines from standard input: the one-time code, the new passphrase.
  --clinic URL        the clinic's server, https://…
  --fingerprint HEX   SHA-256 of the clinic's certificate authority, from the same sheet as the code

One Satchel runs per profile directory; starting it again brings the first window forward.";

/// What the person asked this process to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Print the help text.
    Help,
    /// Open the window on this profile.
    Open { profile_dir: PathBuf },
    /// Enrol this profile as a device, without a window.
    Enrol(Enrolment),
}

/// Where to enrol; the code and the passphrase come over standard input.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Enrolment {
    pub(crate) profile_dir: PathBuf,
    pub(crate) clinic: String,
    pub(crate) fingerprint: String,
}

/// Why the command line was not understood.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum ReadArgumentsError {
    #[error("there is an option this version does not know; see --help")]
    Unknown,
    #[error("an option is missing its value; see --help")]
    ValueMissing,
    #[error("enrol needs --clinic and --fingerprint; see --help")]
    EnrolmentIncomplete,
    #[error("there is no home folder to keep the store in; name one with --profile-dir")]
    Homeless,
}

/// Reads the arguments that follow the program's name.
pub(crate) fn read(mut given: impl Iterator<Item = OsString>) -> Result<Order, ReadArgumentsError> {
    let (mut profile_dir, mut clinic, mut fingerprint, mut enrol) = (None, None, None, false);
    while let Some(word) = given.next() {
        let mut value = || given.next().ok_or(ReadArgumentsError::ValueMissing);
        match word.to_str() {
            Some("--help" | "-h") => return Ok(Order::Help),
            Some("--profile-dir") => profile_dir = Some(PathBuf::from(value()?)),
            Some("--clinic") => clinic = value()?.into_string().ok(),
            Some("--fingerprint") => fingerprint = value()?.into_string().ok(),
            Some("enrol") => enrol = true,
            // Debugging switches of the browser engine land here too, and are refused.
            Some(_) | None => return Err(ReadArgumentsError::Unknown),
        }
    }
    let profile_dir = profile_dir
        .or_else(usual_profile_dir)
        .ok_or(ReadArgumentsError::Homeless)?;
    match (enrol, clinic, fingerprint) {
        (false, None, None) => Ok(Order::Open { profile_dir }),
        (true, Some(clinic), Some(fingerprint)) => Ok(Order::Enrol(Enrolment {
            profile_dir,
            clinic,
            fingerprint,
        })),
        (true, _, _) => Err(ReadArgumentsError::EnrolmentIncomplete),
        (false, _, _) => Err(ReadArgumentsError::Unknown),
    }
}

fn usual_profile_dir() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute());
    let home = || std::env::home_dir().map(|home| home.join(".local/share"));
    data.or_else(home).map(|data| data.join("satchel"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(words: &[&str]) -> Result<Order, ReadArgumentsError> {
        read(words.iter().map(OsString::from))
    }

    #[test]
    fn a_profile_directory_opens_the_window_on_it() {
        assert_eq!(
            given(&["--profile-dir", "/p"]),
            Ok(Order::Open {
                profile_dir: PathBuf::from("/p")
            })
        );
    }

    #[test]
    fn enrolling_needs_the_clinic_and_its_fingerprint() {
        assert_eq!(
            given(&["--profile-dir", "/p", "enrol", "--clinic", "https://c"]),
            Err(ReadArgumentsError::EnrolmentIncomplete)
        );
    }

    #[test]
    fn debugging_switches_are_refused() {
        assert_eq!(
            given(&["--remote-debugging-port=9222"]),
            Err(ReadArgumentsError::Unknown)
        );
    }

    #[test]
    fn a_secret_has_no_option_to_come_in_by() {
        assert_eq!(
            given(&["enrol", "--passphrase", "x"]),
            Err(ReadArgumentsError::Unknown)
        );
    }
}
