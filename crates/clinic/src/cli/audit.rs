//! Who looked at what.

use std::io::Write;

use chrono::{NaiveDate, NaiveTime};
use sync::audit::{AskAudit, AuditRow};
use sync::limits::AUDIT_PAGE_MAX;

use crate::Clinic;
use crate::cli::args::Audit;
use crate::cli::lists::when;
use crate::cli::{CliError, Done};

pub(super) fn audit(clinic: &Clinic, what: &Audit, out: &mut impl Write) -> Result<Done, CliError> {
    match what {
        Audit::Verify => verify(clinic, out),
        Audit::List {
            who,
            member,
            action,
            from,
            to,
            json,
        } => {
            let actor = who.as_ref().map(|who| clinic.find_staff(who)).transpose()?;
            let member = member.as_ref().map(|member| clinic.find_member(member));
            let ask = AskAudit {
                actor: actor.map(|(staff, _)| staff),
                member: member.transpose()?,
                action: *action,
                from: from.map_or(i64::MIN, begins),
                until: to.map_or(i64::MAX, |to| begins(to.succ_opt().unwrap_or(to))),
                offset: 0,
                limit: AUDIT_PAGE_MAX,
            };
            list(clinic, ask, *json, out)
        }
        Audit::Unusual { week, json } => {
            let ends = |day: NaiveDate| begins(day.succ_opt().unwrap_or(day));
            let until = week.map_or_else(|| clinic.ambient().now().saturating_add(1), ends);
            for line in clinic.unusual(until)? {
                if *json {
                    writeln!(out, "{}", serde_json::to_string(&line)?)?;
                } else {
                    writeln!(out, "{:<24} {}", line.who, line.reason())?;
                }
            }
            Ok(Done::All)
        }
    }
}

/// The first millisecond of a day, UTC.
fn begins(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

fn list(
    clinic: &Clinic,
    mut ask: AskAudit,
    json: bool,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    clinic.audit_asked(&ask)?;
    loop {
        let page = clinic.audit(&ask)?;
        for row in &page.rows {
            if json {
                writeln!(out, "{}", serde_json::to_string(row)?)?;
            } else {
                writeln!(out, "{}", line(row))?;
            }
        }
        if !page.more {
            return Ok(Done::All);
        }
        ask.offset = ask.offset.saturating_add(AUDIT_PAGE_MAX);
    }
}

fn line(row: &AuditRow) -> String {
    let entry = &row.entry;
    let who = if row.who.is_empty() { "-" } else { &row.who };
    let kind = entry.kind.as_deref().unwrap_or("-");
    let count = entry.count.map(|count| format!(" x{count}"));
    format!(
        "{}  {who:<24} {:<14} {kind:<12}{} {} {} {}",
        when(entry.at),
        entry.action,
        count.unwrap_or_default(),
        entry.outcome,
        row.whose,
        row.computer
    )
}

fn verify(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    let verdict = clinic.verify_audit()?;
    let lines = [
        ("entries", verdict.entries),
        ("chains", verdict.chains),
        ("segments after restores", verdict.segments),
        ("gaps and forks named", verdict.named),
        ("faults", verdict.faults.len()),
    ];
    for (name, count) in lines {
        writeln!(out, "{name:<24} {count:>8}")?;
    }
    for fault in &verdict.faults {
        let (chain, run, seq) = (&fault.chain, fault.run, fault.seq);
        writeln!(out, "{}: {chain} {run}/{seq}", fault.fault.code())?;
    }
    Ok(if verdict.faults.is_empty() {
        Done::All
    } else {
        Done::NotAll
    })
}
