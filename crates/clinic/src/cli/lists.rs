//! Lists.

use std::io::Write;

use chrono::DateTime;

use crate::Clinic;
use crate::cli::{CliError, Done};

/// All members: a table of counts, or one JSON object a line.
pub(super) fn members(clinic: &Clinic, json: bool, out: &mut impl Write) -> Result<Done, CliError> {
    let members = clinic.members()?;
    if json {
        for member in members {
            writeln!(out, "{}", serde_json::to_string(&member)?)?;
        }
        return Ok(Done::All);
    }
    writeln!(
        out,
        "{:<36}  {:<32} {:<10}  ED  stays",
        "id", "name", "born"
    )?;
    for member in members {
        let name = format!("{} {}", member.given_names.join(" "), member.family_name);
        let born = member
            .birth_date
            .map(|born| born.to_string())
            .unwrap_or_default();
        let (visits, stays) = (member.ed_visits.len(), member.hospital_stays.len());
        writeln!(
            out,
            "{:<36}  {name:<32} {born:<10}  {visits:>2}  {stays:>5}",
            member.id
        )?;
    }
    Ok(Done::All)
}

/// All devices.
pub(super) fn devices(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    let staff = clinic.staff()?;
    writeln!(
        out,
        "{:<36}  {:<24} {:<20} {:<20}  {:<8}  last heard of",
        "device", "whose", "computer", "enrolled", "state"
    )?;
    for device in clinic.devices()? {
        let whose = staff
            .iter()
            .find(|(id, _)| *id == device.staff)
            .map(|(_, staff)| staff.names.whole());
        let seen = device.seen_at.map_or_else(|| "never".to_owned(), when);
        let (whose, enrolled) = (whose.unwrap_or_default(), when(device.enrolled_at));
        let state = if device.active { "active" } else { "retired" };
        writeln!(
            out,
            "{:<36}  {whose:<24} {:<20} {enrolled:<20}  {state:<8}  {seen}",
            device.id, device.computer
        )?;
    }
    Ok(Done::All)
}

/// Whether the ledger holds.
pub(super) fn verdict(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    let verdict = clinic.verify()?;
    let lines = [
        ("operations", verdict.operations),
        ("of them not applied", verdict.parked),
        ("signed records", verdict.records),
        ("faults", verdict.faults),
    ];
    for (name, count) in lines {
        writeln!(out, "{name:<24} {count:>8}")?;
    }
    Ok(if verdict.faults == 0 {
        Done::All
    } else {
        Done::NotAll
    })
}

fn when(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string())
        .unwrap_or_default()
}
