//! The devices: what is where, and what is to become of it.

use std::io::Write;

use sync::custody::{Declaration, DeviceLine, OrderLine, Pins, Report};

use crate::Clinic;
use crate::cli::args::{Devices, Say};
use crate::cli::lists::when;
use crate::cli::{CliError, Done};

/// Prints the devices, or does something about one.
pub(super) fn devices(
    clinic: &Clinic,
    what: Option<Devices>,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    match what {
        None => list(clinic, false, out)?,
        Some(Devices::List { json }) => list(clinic, json, out)?,
        Some(Devices::Lost(say)) => declare(clinic, &say, Declaration::Lost, out)?,
        Some(Devices::Found(say)) => declare(clinic, &say, Declaration::Found, out)?,
        Some(Devices::Recall(say)) => declare(clinic, &say, Declaration::Recall, out)?,
        Some(Devices::Wipe { say, even_unsent }) => {
            declare(clinic, &say, Declaration::Wipe { even_unsent }, out)?;
        }
        Some(Devices::Retire { device }) => {
            clinic.retire(device)?;
            writeln!(out, "{device}  retired")?;
        }
        Some(Devices::Pin { pins }) => {
            if let Some(pins) = pins {
                clinic.put_pins(pins)?;
            }
            let may = match clinic.pins()? {
                Pins::Allowed => "a PIN may open a device for the day",
                Pins::Forbidden => "only the passphrase opens a device",
            };
            writeln!(out, "{may}")?;
        }
        Some(Devices::Lease { days }) => {
            if let Some(days) = days
                && !clinic.put_lease_days(days)?
            {
                return Err(CliError::LeaseDays);
            }
            writeln!(
                out,
                "a device may show what it holds for {} days without hearing of the clinic",
                clinic.lease_days()?
            )?;
        }
    }
    Ok(Done::All)
}

fn declare(
    clinic: &Clinic,
    say: &Say,
    what: Declaration,
    out: &mut impl Write,
) -> Result<(), CliError> {
    let (by, _) = clinic.find_staff(&say.by)?;
    clinic.declare(say.device, what, by)?;
    let next = match what {
        Declaration::Lost => "lost: it shows nothing from its next contact on",
        Declaration::Found => "found: all is as before, from its next contact on",
        Declaration::Recall => "recalled: it gives back what it has, and then erases itself",
        Declaration::Wipe { .. } => "it erases itself at its next contact",
    };
    Ok(writeln!(out, "{}  {next}", say.device)?)
}

fn list(clinic: &Clinic, json: bool, out: &mut impl Write) -> Result<(), CliError> {
    let lines = clinic.device_lines()?;
    if json {
        for line in &lines {
            writeln!(out, "{}", serde_json::to_string(line)?)?;
        }
        return Ok(());
    }
    writeln!(
        out,
        "{:<36}  {:<24} {:<20} {:<20}  {:<8}  last heard of",
        "device", "whose", "computer", "enrolled", "state"
    )?;
    for line in &lines {
        writeln!(
            out,
            "{:<36}  {:<24} {:<20} {:<20}  {:<8}  {}",
            line.id,
            line.name,
            line.computer,
            when(line.enrolled_at),
            line.standing.code(),
            line.seen_at.map_or_else(|| "never".to_owned(), when)
        )?;
        evidence(line, out)?;
    }
    Ok(())
}

/// What a breach assessment asks for.
pub(super) fn evidence(line: &DeviceLine, out: &mut impl Write) -> Result<(), CliError> {
    let at = |at: Option<i64>| at.map_or_else(|| "never".to_owned(), when);
    if let Some(report) = &line.report {
        let Report {
            unsent,
            drafts,
            guess,
            ..
        } = report;
        writeln!(
            out,
            "    holds {} people; said of itself: unlocked {}, exchanged {}, {unsent} unsent, {drafts} unsigned",
            line.people,
            at(report.unlocked_at),
            at(report.exchanged_at)
        )?;
        let guess = guess.map_or_else(String::new, |(mebibytes, passes)| {
            format!(", a guess costs {mebibytes} MiB in {passes} passes")
        });
        writeln!(
            out,
            "    sealed by SQLCipher (AES-256) under passphrase and keyring{guess}; shows nothing after {}",
            at(line.lease_until)
        )?;
    }
    if let Some(OrderLine {
        what,
        issued_at,
        delivered_at,
        done_at,
        unsent,
    }) = &line.order
    {
        let lost = unsent.map_or_else(String::new, |unsent| {
            format!(", with {unsent} things the clinic has not got")
        });
        writeln!(
            out,
            "    {}: ordered {}, heard {}, done {}{lost}",
            what.code(),
            when(*issued_at),
            at(*delivered_at),
            at(*done_at)
        )?;
    }
    Ok(())
}
