//! The register of incidents, at the clinic's own command line.

use std::io::Write;

use chrono::{DateTime, NaiveDate};
use clap::{Args as Arguments, Subcommand};
use sync::custody::DeviceLine;
use sync::incident::{
    Assessment, DueLine, DueStands, Factors, Finding, IncidentLine, IncidentSays, IncidentWhy,
    IncidentWord, Unreadable, WriteIncident,
};
use uuid::Uuid;

use crate::Clinic;
use crate::cli::devices::evidence;
use crate::cli::lists::when;
use crate::cli::{CliError, Done};
use crate::incidents::WriteIncidentError;

#[derive(Debug, Subcommand)]
pub(super) enum Incidents {
    /// Prints every incident: when it was detected, who is to be told by when, and what is late.
    List {
        /// One JSON object a line and incident, with every entry.
        #[arg(long)]
        json: bool,
    },
    /// Prints one: its entries, what the laptop held and how it was sealed, and everybody whose record it held.
    Show {
        /// The incident's id, as `incidents` prints it.
        incident: Uuid,
    },
    /// Opens one by hand. A laptop that is declared lost opens one by itself.
    Open {
        #[command(flatten)]
        by: By,
        /// When it was detected, with its offset: 2026-11-24T08:00:00-08:00.
        #[arg(long, value_name = "WHEN", value_parser = moment)]
        detected: i64,
        /// What happened.
        #[arg(long, value_name = "WORDS")]
        words: String,
    },
    /// Adds what happened or was done.
    Note {
        incident: Uuid,
        #[command(flatten)]
        by: By,
        #[arg(long, value_name = "WORDS")]
        words: String,
    },
    /// Says that it was detected at another time; who is to be told by when is counted from there.
    Detected {
        incident: Uuid,
        #[command(flatten)]
        by: By,
        /// When, with its offset: 2026-11-24T08:00:00-08:00.
        #[arg(long, value_name = "WHEN", value_parser = moment)]
        at: i64,
        /// How that is known.
        #[arg(long, value_name = "WORDS")]
        words: String,
    },
    /// Keeps a breach assessment: the four factors of 45 CFR 164.402(2), each in words, and what came of it.
    Assess(Assess),
    /// Says that somebody was told.
    Sent {
        incident: Uuid,
        #[command(flatten)]
        by: By,
        /// Who, by the code that stands beside it in `incidents`: plan, cdph, members, …
        #[arg(long, value_name = "CODE")]
        to: String,
        /// On which day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: NaiveDate,
        /// How: "by telephone to the plan's privacy office, reference 4711".
        #[arg(long, value_name = "WORDS")]
        how: String,
    },
    /// Says that somebody was not told, although that stands there: it is to be done again.
    NotSent {
        incident: Uuid,
        #[command(flatten)]
        by: By,
        /// Who, by the code that stands beside it in `incidents`.
        #[arg(long, value_name = "CODE")]
        to: String,
        /// How that is known.
        #[arg(long, value_name = "WORDS")]
        words: String,
    },
}

#[derive(Debug, Arguments)]
pub(super) struct By {
    /// Which supervisor or privacy officer you are: a name, a part of one, or an id.
    #[arg(long, value_name = "STAFF")]
    by: String,
}

#[derive(Debug, Arguments)]
pub(super) struct Assess {
    incident: Uuid,
    #[command(flatten)]
    by: By,
    /// What kind of information it was, and how easily somebody is known by it.
    #[arg(long, value_name = "WORDS")]
    nature: String,
    /// Who may have had it.
    #[arg(long, value_name = "WORDS")]
    who: String,
    /// Whether it was really acquired or seen.
    #[arg(long, value_name = "WORDS")]
    seen: String,
    /// How far the risk was made less since.
    #[arg(long, value_name = "WORDS")]
    mitigated: String,
    /// Whether it was encrypted and what opens it was not with it: yes, no or unknown.
    #[arg(long, value_name = "yes|no|unknown", value_parser = unreadable)]
    unreadable: Unreadable,
    /// not-a-breach, low-probability or breach.
    #[arg(long, value_name = "FINDING", value_parser = finding)]
    finding: Finding,
    /// How many members are concerned.
    #[arg(long, value_name = "N")]
    people: u32,
    /// Why.
    #[arg(long, value_name = "WORDS")]
    reasons: String,
}

fn moment(text: &str) -> Result<i64, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.timestamp_millis())
        .map_err(|_malformed| "a time is written so: 2026-11-24T08:00:00-08:00".to_owned())
}

fn unreadable(text: &str) -> Result<Unreadable, String> {
    match text {
        "yes" => Ok(Unreadable::Yes),
        "no" => Ok(Unreadable::No),
        "unknown" => Ok(Unreadable::Unknown),
        _ => Err("it is yes, no or unknown".to_owned()),
    }
}

fn finding(text: &str) -> Result<Finding, String> {
    match text {
        "not-a-breach" => Ok(Finding::NotABreach),
        "low-probability" => Ok(Finding::LowProbability),
        "breach" => Ok(Finding::Breach),
        _ => Err("it is not-a-breach, low-probability or breach".to_owned()),
    }
}

/// Prints the register, or writes in it.
pub(super) fn incidents(
    clinic: &Clinic,
    what: Option<Incidents>,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let (incident, by, word) = match what {
        None => return list(clinic, false, out),
        Some(Incidents::List { json }) => return list(clinic, json, out),
        Some(Incidents::Show { incident }) => return show(clinic, incident, out),
        Some(Incidents::Open {
            by,
            detected,
            words,
        }) => {
            let at = detected;
            (None, by, IncidentWord::Detected { at, words })
        }
        Some(Incidents::Note {
            incident,
            by,
            words,
        }) => (Some(incident), by, IncidentWord::Note { words }),
        Some(Incidents::Detected {
            incident,
            by,
            at,
            words,
        }) => (Some(incident), by, IncidentWord::Detected { at, words }),
        Some(Incidents::Assess(asked)) => {
            let (incident, by, assessment) = asked.read();
            (Some(incident), by, IncidentWord::Assessed(assessment))
        }
        Some(Incidents::Sent {
            incident,
            by,
            to,
            on,
            how,
        }) => (Some(incident), by, IncidentWord::Sent { to, on, how }),
        Some(Incidents::NotSent {
            incident,
            by,
            to,
            words,
        }) => (Some(incident), by, IncidentWord::NotSent { to, words }),
    };
    let (staff, _) = clinic.find_staff(&by.by)?;
    let register = clinic.incidents()?;
    let known = register.incidents.iter();
    let seen = match incident {
        None => register.total,
        Some(id) => known
            .filter(|known| known.id == id)
            .map(|known| u32::try_from(known.rows.len()).unwrap_or(u32::MAX))
            .sum(),
    };
    let asked = WriteIncident {
        incident,
        seen,
        what: word,
    };
    let id = clinic.write_incident(&asked, staff)?;
    writeln!(out, "{id}  written down")?;
    Ok(Done::All)
}

impl Assess {
    fn read(self) -> (Uuid, By, Assessment) {
        let assessment = Assessment {
            factors: Factors {
                nature: self.nature,
                who: self.who,
                seen: self.seen,
                mitigated: self.mitigated,
            },
            unreadable: self.unreadable,
            finding: self.finding,
            people: self.people,
            reasons: self.reasons,
        };
        (self.incident, self.by, assessment)
    }
}

fn list(clinic: &Clinic, json: bool, out: &mut impl Write) -> Result<Done, CliError> {
    let register = clinic.incidents()?;
    for line in &register.incidents {
        if json {
            writeln!(out, "{}", serde_json::to_string(line)?)?;
            continue;
        }
        writeln!(
            out,
            "{}  detected {}  {}  {} members",
            line.id,
            when(line.detected_at),
            why(line),
            line.people
        )?;
        due(line, out)?;
    }
    Ok(Done::All)
}

fn due(line: &IncidentLine, out: &mut impl Write) -> Result<(), CliError> {
    for DueLine {
        to,
        label,
        due_at,
        due_on,
        stands,
        sent_on,
        ..
    } in &line.due
    {
        let day = due_on.map(|day| day.to_string());
        let by = day
            .or_else(|| due_at.map(when))
            .map_or_else(String::new, |by| format!("by {by}"));
        let stands = match (stands, sent_on) {
            (DueStands::Sent, Some(on)) => format!("told {on}"),
            (DueStands::SentLate, Some(on)) => format!("told {on}, LATE"),
            (DueStands::Late, _) => "LATE".to_owned(),
            (DueStands::NotNeeded, _) => "not needed".to_owned(),
            (DueStands::Due | DueStands::Sent | DueStands::SentLate, _) => "to be told".to_owned(),
        };
        writeln!(out, "    {to:<16} {by:<23} {stands:<22} {label}")?;
    }
    Ok(())
}

fn why(line: &IncidentLine) -> &'static str {
    match line.rows.first().map(|row| &row.entry.what) {
        Some(IncidentSays::Opened { why, .. }) => match why {
            IncidentWhy::LostDevice => "a laptop is lost",
            IncidentWhy::AuditFork => "two histories of who looked at what",
            IncidentWhy::ByHand => "written down by hand",
        },
        Some(
            IncidentSays::Device { .. }
            | IncidentSays::Wiped { .. }
            | IncidentSays::Again
            | IncidentSays::Wrote(_),
        )
        | None => "",
    }
}

fn show(clinic: &Clinic, incident: Uuid, out: &mut impl Write) -> Result<Done, CliError> {
    let register = clinic.incidents()?;
    let found = register.incidents.iter().find(|line| line.id == incident);
    let line = found.ok_or(WriteIncidentError::NoIncident)?;
    writeln!(out, "detected {}  {}", when(line.detected_at), why(line))?;
    due(line, out)?;
    for row in &line.rows {
        let who = if row.who.is_empty() {
            "the clinic by itself"
        } else {
            &row.who
        };
        let entry = &row.entry;
        writeln!(out, "{:>3}  {}  {who}", entry.seq, when(entry.at))?;
        said(&entry.what, out)?;
    }
    for (member, name) in clinic.incident_members(incident)? {
        writeln!(out, "held  {member}  {name}")?;
    }
    Ok(Done::All)
}

fn said(what: &IncidentSays, out: &mut impl Write) -> Result<(), CliError> {
    let mut stood = |device: &DeviceLine| {
        writeln!(
            out,
            "     {} {} is {}",
            device.name,
            device.computer,
            device.standing.code()
        )?;
        evidence(device, out)
    };
    match what {
        IncidentSays::Opened {
            evidence: Some(known),
            ..
        }
        | IncidentSays::Device {
            evidence: known, ..
        }
        | IncidentSays::Wiped { evidence: known } => stood(&known.device),
        IncidentSays::Opened {
            evidence: None,
            words,
            ..
        } => Ok(writeln!(out, "     {words}")?),
        IncidentSays::Again => Ok(writeln!(out, "     it was noticed again")?),
        IncidentSays::Wrote(word) => wrote(word, out),
    }
}

fn wrote(word: &IncidentWord, out: &mut impl Write) -> Result<(), CliError> {
    match word {
        IncidentWord::Note { words } => writeln!(out, "     {words}")?,
        IncidentWord::Detected { at, words } => {
            writeln!(out, "     detected {}: {words}", when(*at))?;
        }
        IncidentWord::Sent { to, on, how } => writeln!(out, "     told {to} on {on}: {how}")?,
        IncidentWord::NotSent { to, words } => {
            writeln!(out, "     {to} was not told: {words}")?;
        }
        IncidentWord::Assessed(Assessment {
            factors,
            unreadable,
            finding,
            people,
            reasons,
        }) => {
            let Factors {
                nature,
                who,
                seen,
                mitigated,
            } = factors;
            let unreadable = match unreadable {
                Unreadable::Yes => "yes",
                Unreadable::No => "no",
                Unreadable::Unknown => "unknown",
            };
            let finding = match finding {
                Finding::NotABreach => "not a breach",
                Finding::LowProbability => "low probability of compromise",
                Finding::Breach => "breach",
            };
            writeln!(out, "     assessed: {finding}, {people} members: {reasons}")?;
            writeln!(out, "     nature and extent: {nature}")?;
            writeln!(out, "     who may have had it: {who}")?;
            writeln!(out, "     acquired or seen: {seen}")?;
            writeln!(out, "     made less: {mitigated}")?;
            writeln!(out, "     encrypted, and the key not with it: {unreadable}")?;
        }
    }
    Ok(())
}
