//! Recovery keys, and letting somebody in again.

use std::io::Write;
use std::path::Path;

use crate::cli::args::Recover;
use crate::cli::lists::{name_of, when};
use crate::cli::{CliError, Done};
use crate::{Approval, Clinic, Recovery, RecoveryKey};

/// Makes a recovery key.
pub(super) fn new_key(
    clinic: &Clinic,
    file: &Path,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let public = clinic.make_recovery_key(file)?;
    writeln!(out, "private half  {}", file.display())?;
    writeln!(out, "public half   {public}")?;
    writeln!(
        out,
        "print the file, copy it to a stick, lock both away, and take it off this computer"
    )?;
    Ok(Done::All)
}

/// What is done for whoever cannot unlock.
pub(super) fn recover(
    clinic: &Clinic,
    what: &Recover,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    match what {
        Recover::List => list(clinic, out)?,
        Recover::Code { device, by } => {
            let (by, _) = clinic.find_staff(by)?;
            let code = clinic.recovery_code(*device, by)?;
            writeln!(out, "code  {code}   (once, within the hour)")?;
        }
        Recover::Approve {
            request,
            words,
            key,
            by,
        } => {
            let (by, _) = clinic.find_staff(by)?;
            let key = RecoveryKey::read(key)?;
            clinic.approve_recovery(&Approval {
                request: *request,
                words,
                by,
                key: &key,
            })?;
            writeln!(
                out,
                "{request}  she can choose a new passphrase now, within the hour"
            )?;
        }
    }
    Ok(Done::All)
}

fn list(clinic: &Clinic, out: &mut impl Write) -> Result<(), CliError> {
    let (staff, devices) = (clinic.staff()?, clinic.devices()?);
    let now = clinic.ambient().now();
    writeln!(
        out,
        "{:<36}  {:<24} {:<20} {:<20}  {:<8} how it stands",
        "request", "whose", "computer", "asked", "proof"
    )?;
    for asked in clinic.recoveries()? {
        let device = devices
            .iter()
            .find(|device| device.id == asked.asked.device);
        let whose = device.map(|device| name_of(&staff, device.staff));
        writeln!(
            out,
            "{:<36}  {:<24} {:<20} {:<20}  {:<8} {}",
            asked.asked.request,
            whose.unwrap_or_default(),
            device
                .map(|device| device.computer.as_str())
                .unwrap_or_default(),
            when(asked.asked_at),
            if asked.coded { "code" } else { "keyring" },
            standing(&asked, now),
        )?;
    }
    Ok(())
}

fn standing(asked: &Recovery, now: i64) -> &'static str {
    match (asked.done_at, asked.approved_at) {
        (Some(_), _) => "open again",
        (None, Some(_)) if asked.is_over(now) => "let in, and not heard of since",
        (None, Some(_)) => "let in",
        (None, None) if asked.is_over(now) => "over",
        (None, None) => "waits for a supervisor",
    }
}
