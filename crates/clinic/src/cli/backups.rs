//! Backups: made, kept, given up, gone back to and rehearsed.

use std::io::Write;
use std::path::{Path, PathBuf};

use ambient::Ambient;

use crate::cli::args::Restore;
use crate::cli::lists::when;
use crate::cli::{CliError, Done};
use crate::{Clinic, LedgerPlace};

/// The clinic, with a folder for the backups that it makes by itself.
pub(super) fn kept_in(clinic: Clinic, folder: Option<PathBuf>) -> Result<Clinic, CliError> {
    match folder {
        Some(path) if !path.is_dir() => Err(CliError::NoFolder { path }),
        Some(path) => Ok(clinic.with_backups_in(path)),
        None => Ok(clinic),
    }
}

/// Writes a backup.
pub(super) fn back_up(clinic: &Clinic, to: &Path, out: &mut impl Write) -> Result<Done, CliError> {
    let no = clinic.back_up(to)?;
    writeln!(out, "backup {no} is whole and checked: {}", to.display())?;
    match clinic.sealed_keys(to) {
        Some(keys) => writeln!(
            out,
            "the clinic's keys are sealed beside it: {}",
            keys.display()
        )?,
        None => writeln!(
            out,
            "the clinic's keys are not in it: make a recovery key with `recovery-key new`, or keep them elsewhere yourself"
        )?,
    }
    Ok(Done::All)
}

/// Goes back to a backup, or does so for practice.
pub(super) fn restore(
    folder: &Path,
    place: &LedgerPlace,
    asked: &Restore,
    ambient: &Ambient,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let (from, key) = (asked.from.as_path(), asked.recovery_key.as_deref());
    if asked.rehearse {
        return rehearse(folder, from, key, ambient, out);
    }
    if let Some(key) = key {
        Clinic::take_keys(folder, from, key)?;
    }
    let aside = Clinic::restore(folder, place, from, ambient)?;
    if let Some(aside) = aside {
        writeln!(
            out,
            "the ledger that was here is set aside: {}",
            aside.display()
        )?;
    }
    writeln!(out, "the clinic has gone back to {}", from.display())?;
    writeln!(
        out,
        "start `serve`; the devices send again what it does not hold"
    )?;
    Ok(Done::All)
}

fn rehearse(
    folder: &Path,
    from: &Path,
    key: Option<&Path>,
    ambient: &Ambient,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let found = Clinic::rehearse(folder, from, key, ambient)?;
    let lines = [
        ("people", found.members),
        ("operations", found.ledger.operations),
        ("signed records", found.ledger.records),
        ("files", found.ledger.files),
        ("audit entries", found.audit.entries),
        (
            "faults",
            found.ledger.faults.saturating_add(found.audit.faults.len()),
        ),
    ];
    for (name, count) in lines {
        writeln!(out, "{name:<24} {count:>8}")?;
    }
    if found.is_sound() {
        writeln!(out, "the clinic could go on with {}", from.display())?;
        return Ok(Done::All);
    }
    writeln!(
        out,
        "the clinic should not go back to {}; rehearse an older one, and see `verify`",
        from.display()
    )?;
    Ok(Done::NotAll)
}

/// A backup the clinic would not go back to any more.
pub(super) fn give_up(clinic: &Clinic, no: u64, out: &mut impl Write) -> Result<Done, CliError> {
    clinic.give_up_backup(no)?;
    writeln!(out, "backup {no} is given up; its file may be deleted")?;
    Ok(Done::All)
}

/// Backups.
pub(super) fn list(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    writeln!(out, "{:>4}  {:<22} state", "no", "begun")?;
    for backup in clinic.backups()? {
        let state = match (backup.done_at, backup.given_up_at) {
            (None, _) => "never finished",
            (Some(_), None) => "kept",
            (Some(_), Some(_)) => "given up",
        };
        writeln!(
            out,
            "{:>4}  {:<22} {state}",
            backup.no,
            when(backup.begun_at)
        )?;
    }
    Ok(Done::All)
}
