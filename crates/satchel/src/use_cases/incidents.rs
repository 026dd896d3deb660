//! The clinic's register of incidents, as the clinic tells it to whoever may see it.

use std::collections::BTreeSet;

use care::{Act, may};
use sync::custody::Declaration;
use sync::incident::{
    Assessment, DueLine, DueStands, Factors, Finding, IncidentLine, IncidentRow, IncidentSays,
    IncidentWhy, IncidentWord, Register, Unreadable,
};

use super::devices::view as device_view;
use crate::contract::Topic;
use crate::contract::devices::DeviceSaid;
use crate::contract::failure::Failure;
use crate::contract::incidents::{
    IncidentAssessment, IncidentCause, IncidentDue, IncidentDueStands, IncidentEntrySays,
    IncidentEntryView, IncidentFinding, IncidentList, IncidentUnreadable, IncidentView,
    IncidentWords, ListIncidents, WriteIncident,
};
use crate::core::Core;
use crate::exchange::{ask_incidents, write_incident};
use crate::router::Outside;

/// Not at the desk: it waits for the network, and the satchel must be able to lock meanwhile.
impl Outside for ListIncidents {
    fn carry_out(self, core: &Core) -> Result<(IncidentList, BTreeSet<Topic>), Failure> {
        is_hers(core)?;
        let register = ask_incidents(core)?;
        Ok((still_open(core, register)?, BTreeSet::new()))
    }
}

impl Outside for WriteIncident {
    fn carry_out(self, core: &Core) -> Result<(IncidentList, BTreeSet<Topic>), Failure> {
        is_hers(core)?;
        let what = word(self.what);
        let (now, today) = (core.ambient().now(), core.ambient().today());
        what.check(now, today)
            .map_err(|_wrong| Failure::BadRequest {
                what: "incident".to_owned(),
            })?;
        let asked = sync::incident::WriteIncident {
            incident: self.incident,
            seen: self.seen,
            what,
        };
        let register = write_incident(core, &asked)?;
        core.touch();
        let changed = BTreeSet::from([Topic::Devices]);
        Ok((still_open(core, register)?, changed))
    }
}

/// Whose role may, with a satchel that shows what it holds. The clinic asks again.
fn is_hers(core: &Core) -> Result<(), Failure> {
    let open = core.with_open(|open| {
        open.custody().allows(core.ambient()).looking()?;
        Ok(open.me.role)
    });
    if may(open.unwrap_or(Err(Failure::Locked))?, Act::Incidents) {
        Ok(())
    } else {
        Err(Failure::NotAllowed)
    }
}

/// It may have been locked while the clinic was waited for: then what came is shown to nobody.
fn still_open(core: &Core, register: Register) -> Result<IncidentList, Failure> {
    if !core.is_open() {
        return Err(Failure::Locked);
    }
    Ok(IncidentList {
        incidents: register.incidents.into_iter().map(incident).collect(),
        total: register.total,
    })
}

fn word(said: IncidentWords) -> IncidentWord {
    match said {
        IncidentWords::Note { words } => IncidentWord::Note { words },
        IncidentWords::Detected { at, words } => IncidentWord::Detected { at, words },
        IncidentWords::Sent { to, on, how } => IncidentWord::Sent { to, on, how },
        IncidentWords::NotSent { to, words } => IncidentWord::NotSent { to, words },
        IncidentWords::Assessed(said) => IncidentWord::Assessed(Assessment {
            factors: Factors {
                nature: said.nature,
                who: said.who,
                seen: said.seen,
                mitigated: said.mitigated,
            },
            unreadable: match said.unreadable {
                IncidentUnreadable::Yes => Unreadable::Yes,
                IncidentUnreadable::No => Unreadable::No,
                IncidentUnreadable::Unknown => Unreadable::Unknown,
            },
            finding: match said.finding {
                IncidentFinding::NotABreach => Finding::NotABreach,
                IncidentFinding::LowProbability => Finding::LowProbability,
                IncidentFinding::Breach => Finding::Breach,
            },
            people: said.people,
            reasons: said.reasons,
        }),
    }
}

fn incident(line: IncidentLine) -> IncidentView {
    let first = line.rows.first().map(|row| &row.entry.what);
    let cause = match first {
        Some(IncidentSays::Opened { why, .. }) => match why {
            IncidentWhy::LostDevice => IncidentCause::LostDevice,
            IncidentWhy::AuditFork => IncidentCause::AuditFork,
            IncidentWhy::ByHand => IncidentCause::ByHand,
        },
        Some(
            IncidentSays::Device { .. }
            | IncidentSays::Wiped { .. }
            | IncidentSays::Again
            | IncidentSays::Wrote(_),
        )
        | None => IncidentCause::ByHand,
    };
    let entries: Vec<IncidentEntryView> = line.rows.into_iter().map(entry).collect();
    let found = entries.iter().rev().find_map(|entry| match &entry.what {
        IncidentEntrySays::Assessed(assessment) => Some(assessment.finding),
        IncidentEntrySays::Opened { .. }
        | IncidentEntrySays::Device { .. }
        | IncidentEntrySays::Wiped { .. }
        | IncidentEntrySays::Again
        | IncidentEntrySays::Note { .. }
        | IncidentEntrySays::Detected { .. }
        | IncidentEntrySays::Sent { .. }
        | IncidentEntrySays::NotSent { .. } => None,
    });
    IncidentView {
        id: line.id,
        cause,
        detected_at: line.detected_at,
        device: line.device,
        people: line.people,
        finding: found,
        names: line.names,
        due: line.due.into_iter().map(due).collect(),
        entries,
    }
}

fn due(line: DueLine) -> IncidentDue {
    IncidentDue {
        to: line.to,
        label: line.label,
        label_es: line.label_es,
        source: line.source,
        due_at: line.due_at,
        due_on: line.due_on,
        stands: match line.stands {
            DueStands::Due => IncidentDueStands::Due,
            DueStands::Late => IncidentDueStands::Late,
            DueStands::Sent => IncidentDueStands::Sent,
            DueStands::SentLate => IncidentDueStands::SentLate,
            DueStands::NotNeeded => IncidentDueStands::NotNeeded,
        },
        sent_on: line.sent_on,
    }
}

fn entry(IncidentRow { entry, who }: IncidentRow) -> IncidentEntryView {
    let what = match entry.what {
        IncidentSays::Opened {
            evidence, words, ..
        } => IncidentEntrySays::Opened {
            words,
            device: evidence.map(|evidence| device_view(evidence.device)),
        },
        IncidentSays::Device { said, evidence } => IncidentEntrySays::Device {
            said: match said {
                Declaration::Lost => DeviceSaid::Lost,
                Declaration::Found => DeviceSaid::Found,
                Declaration::Recall => DeviceSaid::Recall,
                Declaration::Wipe { even_unsent: false } => DeviceSaid::Wipe,
                Declaration::Wipe { even_unsent: true } => DeviceSaid::WipeEvenUnsent,
            },
            device: device_view(evidence.device),
        },
        IncidentSays::Wiped { evidence } => IncidentEntrySays::Wiped {
            device: device_view(evidence.device),
        },
        IncidentSays::Again => IncidentEntrySays::Again,
        IncidentSays::Wrote(word) => wrote(word),
    };
    IncidentEntryView {
        seq: entry.seq,
        at: entry.at,
        who,
        what,
    }
}

fn wrote(word: IncidentWord) -> IncidentEntrySays {
    match word {
        IncidentWord::Note { words } => IncidentEntrySays::Note { words },
        IncidentWord::Detected { at, words } => IncidentEntrySays::Detected { at, words },
        IncidentWord::Sent { to, on, how } => IncidentEntrySays::Sent { to, on, how },
        IncidentWord::NotSent { to, words } => IncidentEntrySays::NotSent { to, words },
        IncidentWord::Assessed(said) => IncidentEntrySays::Assessed(IncidentAssessment {
            nature: said.factors.nature,
            who: said.factors.who,
            seen: said.factors.seen,
            mitigated: said.factors.mitigated,
            unreadable: match said.unreadable {
                Unreadable::Yes => IncidentUnreadable::Yes,
                Unreadable::No => IncidentUnreadable::No,
                Unreadable::Unknown => IncidentUnreadable::Unknown,
            },
            finding: match said.finding {
                Finding::NotABreach => IncidentFinding::NotABreach,
                Finding::LowProbability => IncidentFinding::LowProbability,
                Finding::Breach => IncidentFinding::Breach,
            },
            people: said.people,
            reasons: said.reasons,
        }),
    }
}
