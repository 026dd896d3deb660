//! Enrolment without a window, for `cargo xtask run` and for a clinic's own set-up scripts.

use std::io::{BufRead as _, Read as _};

use satchel::{Options, Satchel};
use serde_json::{Value, json};

use crate::arguments::Enrolment;
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
    #[error("the store of this profile did not start")]
    Start(#[source] satchel::StartError),
    #[error("enrolment was refused ({0})")]
    Refused(String),
    #[error("the core gave an answer that could not be read")]
    Unreadable(#[source] serde_json::Error),
}

/// Enrols the profile with the code and the passphrase on standard input.
pub(crate) fn enrol(at: &Enrolment) -> Result<(), EnrolError> {
    let (code, passphrase) = (line()?, line()?);
    let profile = Profile::take(&at.profile_dir)?;
    let satchel = Satchel::start(Options::for_this_computer(profile.dir().to_path_buf()))
        .map_err(EnrolError::Start)?;
    let body = json!({ "address": at.clinic, "fingerprint": at.fingerprint, "code": code, "passphrase": passphrase });
    let answer =
        serde_json::to_value(satchel.ask("session.enrol", body)).map_err(EnrolError::Unreadable)?;
    match answer.pointer("/failure/code").and_then(Value::as_str) {
        None => Ok(()),
        Some(code) => Err(EnrolError::Refused(String::from(code))),
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
