//! Enrolment without a window, for `cargo xtask run` and for a clinic's own set-up scripts.

use std::io::{BufRead as _, Read as _};

use satchel::contract::failure::Failure;
use satchel::{Answer, Options, Satchel};
use serde_json::json;

use crate::arguments::Enrolment;
use crate::page;
use crate::profile::{Profile, TakeProfileError};

/// A code and a passphrase are each one line.
const LINE_BYTES_MAX: u64 = 4 * 1024;

/// Why this computer is not enrolled.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EnrolError {
    #[error("{0}")]
    Profile(#[from] TakeProfileError),
    #[error("standard input must hold two lines: the one-time code, the passphrase")]
    InputIncomplete,
    #[error("the store of this profile did not start ({})", page::code(.0))]
    Start(Failure),
    #[error("enrolment was refused ({})", page::code(.0))]
    Refused(Failure),
}

/// Enrols the profile with the code and the passphrase on standard input.
pub(crate) fn enrol(at: &Enrolment) -> Result<(), EnrolError> {
    let (code, passphrase) = (line()?, line()?);
    let profile = Profile::take(&at.profile_dir)?;
    let satchel = Satchel::start(Options::for_this_computer(profile.dir().to_path_buf()))
        .map_err(EnrolError::Start)?;
    let body = json!({ "address": at.clinic, "fingerprint": at.fingerprint, "code": code, "passphrase": passphrase });
    let answer = satchel.ask("session.enrol", body);
    satchel.close();
    match answer {
        Answer::Ok { .. } => Ok(()),
        Answer::Failed { failure } => Err(EnrolError::Refused(failure)),
    }
}

fn line() -> Result<String, EnrolError> {
    let mut line = String::new();
    let read = std::io::stdin()
        .lock()
        .take(LINE_BYTES_MAX)
        .read_line(&mut line);
    let line = line.trim_end_matches(['\r', '\n']);
    if read.is_err() || line.is_empty() {
        return Err(EnrolError::InputIncomplete);
    }
    Ok(String::from(line))
}
