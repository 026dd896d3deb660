//! Lists.

use std::io::Write;

use care::{ReviewOwner, Staff, StaffId};
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
        "{:<36}  {:<32} {:<10}  ED  stays  two answers",
        "id", "name", "born"
    )?;
    for member in members {
        let name = format!("{} {}", member.given_names.join(" "), member.family_name);
        let born = member
            .birth_date
            .map(|born| born.to_string())
            .unwrap_or_default();
        let (visits, stays) = (member.ed_visits.len(), member.hospital_stays.len());
        let asked = if member.two_answers { "  yes" } else { "" };
        writeln!(
            out,
            "{:<36}  {name:<32} {born:<10}  {visits:>2}  {stays:>5}{asked}",
            member.id
        )?;
    }
    Ok(Done::All)
}

/// Receipts that are owed.
pub(super) fn receipts(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    let staff = clinic.staff()?;
    writeln!(
        out,
        "{:<36}  {:<24} {:<36}  held since",
        "device", "whose", "member"
    )?;
    for owed in clinic.receipts_owed()? {
        let (whose, since) = (name_of(&staff, owed.staff), when(owed.since));
        writeln!(
            out,
            "{:<36}  {whose:<24} {:<36}  {since}",
            owed.device, owed.member
        )?;
    }
    Ok(Done::All)
}

/// Drafts that were handed over.
pub(super) fn drafts(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    let staff = clinic.staff()?;
    for left in clinic.left_drafts()? {
        let (whose, kept) = (name_of(&staff, left.staff), when(left.kept_at));
        let about = left.about;
        match left.member {
            Some(member) => writeln!(out, "{whose}, {kept}, member {member}, {about}")?,
            None => writeln!(out, "{whose}, {kept}, {about}")?,
        }
        writeln!(out, "{}\n", left.body)?;
    }
    Ok(Done::All)
}

/// Work that waits for a person.
pub(super) fn reviews(clinic: &Clinic, json: bool, out: &mut impl Write) -> Result<Done, CliError> {
    let (open, counts) = clinic.open_reviews()?;
    if json {
        for review in open {
            writeln!(out, "{}", serde_json::to_string(&review)?)?;
        }
        writeln!(out, "{}", serde_json::json!({ "sum": counts }))?;
        return Ok(Done::All);
    }
    let staff = clinic.staff()?;
    writeln!(
        out,
        "{:<36}  {:<36}  {:<14} {:<14} {:<24} days",
        "review", "member", "kind", "why", "whose"
    )?;
    for review in open {
        let lead = review.lead.filter(|_| review.owner == ReviewOwner::Lead);
        let whose = lead.map_or_else(|| review.owner.code().to_owned(), |id| name_of(&staff, id));
        writeln!(
            out,
            "{:<36}  {:<36}  {:<14} {:<14} {whose:<24} {:>4}",
            review.review,
            review.member,
            review.kind,
            review.why.code(),
            review.days
        )?;
    }
    let lines = [
        ("open", u64::try_from(counts.open).unwrap_or(u64::MAX)),
        ("days the oldest waits", counts.oldest_days),
        ("operations received", counts.operations),
        ("reviews per 1,000", counts.reviews_per_thousand),
        ("conflicts per 1,000", counts.conflicts_per_thousand),
    ];
    writeln!(out)?;
    for (name, count) in lines {
        writeln!(out, "{name:<24} {count:>8}")?;
    }
    Ok(Done::All)
}

pub(super) fn name_of(staff: &[(StaffId, Staff)], id: StaffId) -> String {
    let found = staff.iter().find(|(known, _)| *known == id);
    found
        .map(|(_, staff)| staff.names.whole())
        .unwrap_or_default()
}

/// Whether the ledger holds.
pub(super) fn verdict(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    let verdict = clinic.verify()?;
    let lines = [
        ("operations", verdict.operations),
        ("of them not applied", verdict.parked),
        ("signed records", verdict.records),
        ("pictures", verdict.files),
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

pub(super) fn when(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string())
        .unwrap_or_default()
}
