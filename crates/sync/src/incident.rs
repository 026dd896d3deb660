//! The register of incidents: what went wrong with people's records, what was found of it, and who was told.
//!
//! An incident is its entries, one after the other; nothing in it is changed or taken out. The clinic keeps it and works out
//! by when who is to be told; a laptop asks for it each time and keeps nothing.

use std::fmt;

use care::{DeviceId, MemberId, StaffId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::custody::{Declaration, DeviceLine};
use crate::limits::{INCIDENT_PEOPLE_MAX, INCIDENT_WORDS_BYTES_MAX};

/// Why an incident was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentWhy {
    /// A device was declared lost.
    LostDevice,
    /// Two histories of who looked at what, where there can be one.
    AuditFork,
    /// Somebody wrote it down.
    ByHand,
}

/// What is known of a device at a moment, as evidence of what was on it and how it was sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// How it stood, what it said of itself last, and the newest order to it.
    pub device: DeviceLine,
    /// Whose records it held, as far as the clinic knows.
    pub members: Vec<MemberId>,
}

/// How the four factors of 45 CFR 164.402(2) were answered, in words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factors {
    /// What kind of information it was, and how easily somebody is known by it.
    pub nature: String,
    /// Who may have had it.
    pub who: String,
    /// Whether it was really acquired or seen.
    pub seen: String,
    /// How far the risk was made less since.
    pub mitigated: String,
}

/// Whether it was unreadable to whoever may have had it: then it is no unsecured information, and no breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// It was encrypted, and what opens it was not with it.
    Yes,
    /// It was not, or what opens it was with it.
    No,
    /// Nobody knows.
    Unknown,
}

/// What came of the assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It is no breach.
    NotABreach,
    /// It is unlikely that anybody's information was compromised.
    LowProbability,
    /// It is a breach.
    Breach,
}

/// A breach assessment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The four factors.
    pub factors: Factors,
    /// Whether it was unreadable.
    pub unreadable: Unreadable,
    /// What came of it.
    pub finding: Finding,
    /// How many members are concerned.
    pub people: u32,
    /// Why.
    pub reasons: String,
}

/// What somebody writes down of an incident.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum IncidentWord {
    /// What happened, or was done.
    Note {
        /// In her words.
        words: String,
    },
    /// It was detected at another time than it stands here.
    Detected {
        /// When, milliseconds since 1970 UTC.
        at: i64,
        /// How that is known.
        words: String,
    },
    /// It was assessed. The newest one counts.
    Assessed(Assessment),
    /// Somebody was told.
    Sent {
        /// Who, by the code of the list.
        to: String,
        /// On which day.
        on: NaiveDate,
        /// How.
        how: String,
    },
    /// That somebody was told, as it stands here, is not so: it is to be done again.
    NotSent {
        /// Who, by the code of the list.
        to: String,
        /// How that is known.
        words: String,
    },
}

/// What an entry says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum IncidentSays {
    /// It was opened: always the first.
    Opened {
        /// Why.
        why: IncidentWhy,
        /// When it was detected, milliseconds since 1970 UTC.
        detected_at: i64,
        /// The device it is about, as it stood.
        evidence: Option<Box<Evidence>>,
        /// What happened; empty where it was opened by itself.
        words: String,
    },
    /// Somebody said something of the device.
    Device {
        /// What.
        said: Declaration,
        /// How it stood then.
        evidence: Box<Evidence>,
    },
    /// The device's receipt came: it has erased itself.
    Wiped {
        /// How it stood then.
        evidence: Box<Evidence>,
    },
    /// The same was noticed again.
    Again,
    /// Somebody wrote this.
    Wrote(IncidentWord),
}

/// One entry of an incident.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentEntry {
    /// Its place, from 1.
    pub seq: u32,
    /// When it was written, by the clinic's clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// By whom; nobody where the clinic wrote it by itself.
    pub by: Option<StaffId>,
    /// What it says.
    pub what: IncidentSays,
}

/// `POST /incidents/list`: the register, for those whose role may see it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskIncidents {}

/// `POST /incidents/write`. Answered with the register.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WriteIncident {
    /// The incident; none to open one.
    pub incident: Option<Uuid>,
    /// How many entries of it the writer had seen; of a new one, how many incidents. Who has seen fewer than there are
    /// looks again: a request that is made twice is written once.
    pub seen: u32,
    /// What is written.
    pub what: IncidentWord,
}

/// The register.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Register {
    /// The incidents, newest first; a device is given at most [`crate::limits::INCIDENTS_MAX`].
    pub incidents: Vec<IncidentLine>,
    /// How many there are in all.
    pub total: u32,
}

/// How it stands with somebody who is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueStands {
    /// It is to be done.
    Due,
    /// It was to be done before now.
    Late,
    /// It was done in time.
    Sent,
    /// It was done too late.
    SentLate,
    /// It was found that it need not be done.
    NotNeeded,
}

/// Somebody who is to be told, by when, and whether that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DueLine {
    /// The code of the list.
    pub to: String,
    /// What it is called in English,
    pub label: String,
    /// and in Spanish.
    pub label_es: String,
    /// Where the rule stands.
    pub source: String,
    /// Until this moment, milliseconds since 1970 UTC; of those that are counted in hours.
    pub due_at: Option<i64>,
    /// Until the end of this day, where the clinic is; of the others. Of somebody who was told and need not have been, neither.
    pub due_on: Option<NaiveDate>,
    /// How it stands.
    pub stands: DueStands,
    /// On which day it was done first.
    pub sent_on: Option<NaiveDate>,
}

/// An entry, with the names that go with it.
#[derive(Clone, Serialize, Deserialize)]
pub struct IncidentRow {
    /// The entry. What it holds of whose records a device held is left out: see [`IncidentLine::names`].
    pub entry: IncidentEntry,
    /// Who wrote it; empty if nobody did.
    pub who: String,
}

/// An incident, as it stands.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentLine {
    /// Its id.
    pub id: Uuid,
    /// When it was detected.
    pub detected_at: i64,
    /// The device it is about.
    pub device: Option<DeviceId>,
    /// How many members are concerned, as far as anybody has said.
    pub people: u32,
    /// The names of those the device held; at most [`crate::limits::INCIDENT_NAMES_MAX`].
    pub names: Vec<String>,
    /// Who is to be told by when.
    pub due: Vec<DueLine>,
    /// Its entries, oldest first.
    pub rows: Vec<IncidentRow>,
}

macro_rules! quiet {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

quiet!(
    Evidence,
    Factors,
    Assessment,
    IncidentWord,
    IncidentSays,
    IncidentEntry,
    WriteIncident,
    IncidentRow,
    IncidentLine
);

/// Why something is not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordWrong {
    /// Something that has to be said is missing.
    #[error("something is missing: each part is to be answered")]
    Missing,
    /// More than the limit.
    #[error("that is more than can be kept in one place")]
    TooLong,
    /// A time that has not come yet.
    #[error("that is still to come")]
    ToCome,
    /// A time before anybody was in Satchel.
    #[error("that was before this record began")]
    LongAgo,
}

/// The first of January 2000: no incident of this register was noticed before.
const DETECTED_MIN: i64 = 946_684_800_000;

impl IncidentWord {
    /// Whether it can be written down at this moment, on this day.
    pub fn check(&self, now: i64, today: NaiveDate) -> Result<(), WordWrong> {
        match self {
            Self::Note { words } => said(&[words])?,
            Self::Detected { at, words } => {
                said(&[words])?;
                if now < *at {
                    return Err(WordWrong::ToCome);
                }
                if *at < DETECTED_MIN {
                    return Err(WordWrong::LongAgo);
                }
            }
            Self::Assessed(Assessment {
                factors,
                people,
                reasons,
                ..
            }) => {
                let Factors {
                    nature,
                    who,
                    seen,
                    mitigated,
                } = factors;
                said(&[nature, who, seen, mitigated, reasons])?;
                if INCIDENT_PEOPLE_MAX < *people {
                    return Err(WordWrong::TooLong);
                }
            }
            Self::Sent { to, on, how } => {
                said(&[to, how])?;
                if today < *on {
                    return Err(WordWrong::ToCome);
                }
            }
            Self::NotSent { to, words } => said(&[to, words])?,
        }
        Ok(())
    }
}

fn said(words: &[&String]) -> Result<(), WordWrong> {
    if words.iter().any(|words| words.trim().is_empty()) {
        return Err(WordWrong::Missing);
    }
    if words
        .iter()
        .any(|words| INCIDENT_WORDS_BYTES_MAX < words.len())
    {
        return Err(WordWrong::TooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assessed(mitigated: &str) -> IncidentWord {
        let words = || "It says so.".to_owned();
        IncidentWord::Assessed(Assessment {
            factors: Factors {
                nature: words(),
                who: words(),
                seen: words(),
                mitigated: mitigated.to_owned(),
            },
            unreadable: Unreadable::Yes,
            finding: Finding::NotABreach,
            people: 12,
            reasons: words(),
        })
    }

    /// The 24th of November 2026.
    const NOW: i64 = 1_795_478_400_000;

    #[test]
    fn each_factor_is_answered_and_nothing_is_dated_ahead() {
        let today: NaiveDate = "2026-11-24".parse().unwrap();
        let check = |word: &IncidentWord| word.check(NOW, today);
        assert_eq!(check(&assessed("It was found.")), Ok(()));
        assert_eq!(check(&assessed(" ")), Err(WordWrong::Missing));
        let long = "x".repeat(INCIDENT_WORDS_BYTES_MAX + 1);
        assert_eq!(check(&assessed(&long)), Err(WordWrong::TooLong));
        let sent = |on: &str| IncidentWord::Sent {
            to: "plan".to_owned(),
            on: on.parse().unwrap(),
            how: "By telephone".to_owned(),
        };
        assert_eq!(check(&sent("2026-11-24")), Ok(()));
        assert_eq!(check(&sent("2026-11-25")), Err(WordWrong::ToCome));
        let at = |at| IncidentWord::Detected {
            at,
            words: "She called.".to_owned(),
        };
        assert_eq!(check(&at(NOW)), Ok(()));
        assert_eq!(check(&at(NOW + 1)), Err(WordWrong::ToCome));
        assert_eq!(check(&at(DETECTED_MIN)), Ok(()));
        for long_ago in [DETECTED_MIN - 1, i64::MIN] {
            assert_eq!(check(&at(long_ago)), Err(WordWrong::LongAgo));
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let entry = IncidentEntry {
            seq: 2,
            at: 7,
            by: None,
            what: IncidentSays::Wrote(assessed("It was found.")),
        };
        let text = serde_json::to_string(&entry).unwrap();
        assert!(serde_json::from_str::<IncidentEntry>(&text).is_ok_and(|read| read == entry));
        assert_eq!(format!("{entry:?}"), "IncidentEntry(…)");
    }
}
