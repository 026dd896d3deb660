//! The register as it is shown: who is to be told by when, and how that stands.

use std::collections::BTreeMap;

use ambient::Ambient;
use catalog::Incidents;
use catalog::incidents::{Detected, Due, Recipient};
use chrono::NaiveDate;
use sync::incident::{
    DueLine, DueStands, Evidence, Finding, IncidentEntry, IncidentLine, IncidentRow, IncidentSays,
    IncidentWord, Register,
};
use sync::limits::INCIDENT_NAMES_MAX;

use super::{Kept, all};
use crate::audit::Names;
use crate::ledger::{LedgerError, Tx};

/// What the newest entries of an incident come to.
struct Facts {
    detected_at: i64,
    people: u32,
    finding: Option<Finding>,
    /// Who was told, and on which day first; what was taken back does not count.
    sent: BTreeMap<String, NaiveDate>,
}

impl Facts {
    fn of(kept: &Kept) -> Self {
        let (mut detected_at, mut sent, mut held) = (0, BTreeMap::new(), 0);
        for entry in &kept.entries {
            match &entry.what {
                IncidentSays::Opened {
                    detected_at: at,
                    evidence,
                    ..
                } => {
                    detected_at = *at;
                    held = evidence
                        .as_ref()
                        .map_or(0, |evidence| evidence.members.len());
                }
                IncidentSays::Wrote(IncidentWord::Detected { at, .. }) => detected_at = *at,
                IncidentSays::Wrote(IncidentWord::Sent { to, on, .. }) => {
                    sent.entry(to.clone())
                        .and_modify(|first: &mut NaiveDate| *first = (*first).min(*on))
                        .or_insert(*on);
                }
                IncidentSays::Wrote(IncidentWord::NotSent { to, .. }) => {
                    sent.remove(to);
                }
                IncidentSays::Wrote(IncidentWord::Note { .. } | IncidentWord::Assessed(_))
                | IncidentSays::Device { .. }
                | IncidentSays::Wiped { .. }
                | IncidentSays::Again => {}
            }
        }
        let assessed = kept.assessed();
        Self {
            detected_at,
            people: assessed.map_or(u32::try_from(held).unwrap_or(u32::MAX), |(_, people)| {
                people
            }),
            finding: assessed.map(|(finding, _)| finding),
            sent,
        }
    }

    fn due(&self, ambient: &Ambient) -> Vec<DueLine> {
        let detected = Detected {
            at: self.detected_at,
            on: ambient.day_of(self.detected_at),
            people: self.people,
            members_told: self.sent.get("members").copied(),
        };
        let due = Incidents::shipped().due(detected);
        let recipients = Incidents::shipped().recipients.iter();
        recipients
            .filter_map(|recipient| {
                let by = due.iter().find(|(of, _)| of.code == recipient.code);
                self.line(recipient, by.map(|(_, by)| *by), ambient)
            })
            .collect()
    }

    /// How it stands with somebody who is to be told by then, or was told without need; none if neither.
    fn line(&self, recipient: &Recipient, by: Option<Due>, ambient: &Ambient) -> Option<DueLine> {
        let sent_on = self.sent.get(&recipient.code).copied();
        let stands = match by {
            Some(due) => stands(due, sent_on, recipient.only_breach, self.finding, ambient),
            None => sent_on.map(|_| DueStands::Sent)?,
        };
        let (due_at, due_on) = match by {
            Some(Due::At(at)) => (Some(at), None),
            Some(Due::On(day)) => (None, Some(day)),
            None => (None, None),
        };
        Some(DueLine {
            to: recipient.code.clone(),
            label: recipient.label.en.clone(),
            label_es: recipient.label.es.clone(),
            source: recipient.source.clone(),
            due_at,
            due_on,
            stands,
            sent_on,
        })
    }
}

/// How it stands with somebody who is to be told.
fn stands(
    due: Due,
    sent_on: Option<NaiveDate>,
    only_breach: bool,
    finding: Option<Finding>,
    ambient: &Ambient,
) -> DueStands {
    if let Some(sent_on) = sent_on {
        let until = match due {
            Due::At(at) => ambient.day_of(at),
            Due::On(day) => day,
        };
        return if until < sent_on {
            DueStands::SentLate
        } else {
            DueStands::Sent
        };
    }
    // While nobody has found otherwise, it is taken for a breach.
    if only_breach && matches!(finding, Some(Finding::NotABreach | Finding::LowProbability)) {
        return DueStands::NotNeeded;
    }
    let is_over = match due {
        Due::At(at) => at < ambient.now(),
        Due::On(day) => day < ambient.today(),
    };
    if is_over {
        DueStands::Late
    } else {
        DueStands::Due
    }
}

/// The newest of the register, newest first.
pub(super) fn register(
    tx: &Tx<'_>,
    ambient: &Ambient,
    newest: usize,
) -> Result<Register, LedgerError> {
    let mut names = Names::of(tx)?;
    let kept = all(tx)?;
    let total = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    let shown = kept.into_iter().rev().take(newest);
    let incidents = shown.map(|kept| line(tx, kept, &mut names, ambient));
    Ok(Register {
        incidents: incidents.collect::<Result<_, _>>()?,
        total,
    })
}

fn line(
    tx: &Tx<'_>,
    kept: Kept,
    names: &mut Names,
    ambient: &Ambient,
) -> Result<IncidentLine, LedgerError> {
    let facts = Facts::of(&kept);
    let mut whose = Vec::new();
    for member in held(&kept).into_iter().flat_map(|held| &held.members) {
        if whose.len() == INCIDENT_NAMES_MAX {
            break;
        }
        whose.push(names.whose(tx, *member)?);
    }
    whose.sort();
    Ok(IncidentLine {
        id: kept.id,
        detected_at: facts.detected_at,
        device: kept.device(),
        people: facts.people,
        names: whose,
        due: facts.due(ambient),
        rows: kept
            .entries
            .into_iter()
            .map(|entry| IncidentRow {
                who: entry.by.map(|who| names.who(who)).unwrap_or_default(),
                entry: without_members(entry),
            })
            .collect(),
    })
}

/// What the device held when it was opened.
pub(super) fn held(kept: &Kept) -> Option<&Evidence> {
    kept.entries.iter().find_map(|entry| match &entry.what {
        IncidentSays::Opened { evidence, .. } => evidence.as_deref(),
        IncidentSays::Device { .. }
        | IncidentSays::Wiped { .. }
        | IncidentSays::Again
        | IncidentSays::Wrote(_) => None,
    })
}

/// Whose records it held is said once, by name.
fn without_members(mut entry: IncidentEntry) -> IncidentEntry {
    match &mut entry.what {
        IncidentSays::Opened { evidence, .. } => {
            if let Some(evidence) = evidence {
                evidence.members.clear();
            }
        }
        IncidentSays::Device { evidence, .. } | IncidentSays::Wiped { evidence } => {
            evidence.members.clear();
        }
        IncidentSays::Again | IncidentSays::Wrote(_) => {}
    }
    entry
}
