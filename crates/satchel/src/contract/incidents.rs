//! What went wrong with people's records, for a supervisor and a privacy officer. The clinic has it, and is asked each time.

use care::DeviceId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::devices::{DeviceSaid, DeviceView};
use super::{Request, Topic};

/// Asks the clinic for its register.
#[derive(Debug, Deserialize, TS)]
pub struct ListIncidents {}

impl Request for ListIncidents {
    const NAME: &'static str = "incidents.list";
    const READS: &'static [Topic] = &[Topic::Devices];
    type Response = IncidentList;
}

/// Writes something down; gives the register as it stands then.
#[derive(Deserialize, TS)]
pub struct WriteIncident {
    /// The incident; none to open one, by when it was detected and what happened.
    #[ts(type = "string | null")]
    pub incident: Option<Uuid>,
    /// How many entries of it were on the screen; of a new one, how many incidents there were.
    pub seen: u32,
    /// What is written.
    pub what: IncidentWords,
}

impl Request for WriteIncident {
    const NAME: &'static str = "incidents.write";
    const READS: &'static [Topic] = &[];
    type Response = IncidentList;
}

/// What somebody writes down.
#[derive(Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum IncidentWords {
    /// What happened, or was done.
    Note {
        /// In her words.
        words: String,
    },
    /// When it was detected.
    Detected {
        /// Milliseconds.
        #[ts(type = "number")]
        at: i64,
        /// How that is known; of a new one, what happened.
        words: String,
    },
    /// It was assessed.
    Assessed(IncidentAssessment),
    /// Somebody was told.
    Sent {
        /// Who, by the code of the list.
        to: String,
        /// On which day.
        #[ts(type = "Day")]
        on: chrono::NaiveDate,
        /// How.
        how: String,
    },
    /// That somebody was told, as it stands there, is not so.
    NotSent {
        /// Who, by the code of the list.
        to: String,
        /// How that is known.
        words: String,
    },
}

/// A breach assessment: the four factors of 45 CFR 164.402(2), and what came of it.
#[derive(Clone, Deserialize, Serialize, TS)]
pub struct IncidentAssessment {
    /// What kind of information it was, and how easily somebody is known by it.
    pub nature: String,
    /// Who may have had it.
    pub who: String,
    /// Whether it was really acquired or seen.
    pub seen: String,
    /// How far the risk was made less since.
    pub mitigated: String,
    /// Whether it was encrypted, and what opens it was not with it.
    pub unreadable: IncidentUnreadable,
    /// What came of it.
    pub finding: IncidentFinding,
    /// How many members are concerned.
    pub people: u32,
    /// Why.
    pub reasons: String,
}

/// Whether it was unreadable to whoever may have had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentUnreadable {
    /// It was encrypted, and what opens it was not with it.
    Yes,
    /// It was not, or what opens it was with it.
    No,
    /// Nobody knows.
    Unknown,
}

/// What came of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentFinding {
    /// It is no breach.
    NotABreach,
    /// It is unlikely that anybody's information was compromised.
    LowProbability,
    /// It is a breach.
    Breach,
}

/// Why an incident was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentCause {
    /// A device was declared lost.
    LostDevice,
    /// Two histories of who looked at what.
    AuditFork,
    /// Somebody wrote it down.
    ByHand,
}

/// The register.
#[derive(Serialize, TS)]
pub struct IncidentList {
    /// Newest first.
    pub incidents: Vec<IncidentView>,
    /// How many there are in all: what is opened next has seen so many.
    pub total: u32,
}

/// An incident as it stands.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IncidentView {
    /// Its id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Why it was opened.
    pub cause: IncidentCause,
    /// When it was detected, milliseconds.
    #[ts(type = "number")]
    pub detected_at: i64,
    /// The device it is about.
    #[ts(type = "DeviceId | null")]
    pub device: Option<DeviceId>,
    /// How many members are concerned, as far as anybody has said.
    pub people: u32,
    /// What came of its newest assessment; absent until there is one.
    pub finding: Option<IncidentFinding>,
    /// The names of those the device held; of many, the first.
    pub names: Vec<String>,
    /// Who is to be told by when.
    pub due: Vec<IncidentDue>,
    /// What was written down, oldest first.
    pub entries: Vec<IncidentEntryView>,
}

/// How it stands with somebody who is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentDueStands {
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

/// Somebody who is to be told.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IncidentDue {
    /// The code of the list.
    pub to: String,
    /// What it is called in English,
    pub label: String,
    /// and in Spanish.
    pub label_es: String,
    /// Where the rule stands.
    pub source: String,
    /// Until this moment, milliseconds; of those that are counted in hours.
    #[ts(type = "number | null")]
    pub due_at: Option<i64>,
    /// Until the end of this day; of the others. Of somebody who was told and need not have been, neither.
    #[ts(type = "Day | null")]
    pub due_on: Option<chrono::NaiveDate>,
    /// How it stands.
    pub stands: IncidentDueStands,
    /// On which day it was done first.
    #[ts(type = "Day | null")]
    pub sent_on: Option<chrono::NaiveDate>,
}

/// An entry.
#[derive(Serialize, TS)]
pub struct IncidentEntryView {
    /// Its place, from 1.
    pub seq: u32,
    /// When it was written, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// By whom; empty where the clinic did it by itself.
    pub who: String,
    /// What it says.
    pub what: IncidentEntrySays,
}

/// What an entry says.
#[derive(Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum IncidentEntrySays {
    /// It was opened.
    Opened {
        /// What happened; empty where it was opened by itself.
        words: String,
        /// The device, as it stood.
        device: Option<DeviceView>,
    },
    /// Somebody said something of the device.
    Device {
        /// What.
        said: DeviceSaid,
        /// How it stood then.
        device: DeviceView,
    },
    /// The device has erased itself.
    Wiped {
        /// How it stood then.
        device: DeviceView,
    },
    /// The same was noticed again.
    Again,
    /// What happened, or was done.
    Note {
        /// In her words.
        words: String,
    },
    /// It was detected at another time.
    Detected {
        /// Milliseconds.
        #[ts(type = "number")]
        at: i64,
        /// How that is known.
        words: String,
    },
    /// It was assessed.
    Assessed(IncidentAssessment),
    /// Somebody was told.
    Sent {
        /// Who, by the code of the list.
        to: String,
        /// On which day.
        #[ts(type = "Day")]
        on: chrono::NaiveDate,
        /// How.
        how: String,
    },
    /// That somebody was told is not so.
    NotSent {
        /// Who, by the code of the list.
        to: String,
        /// How that is known.
        words: String,
    },
}

quiet_debug!(
    WriteIncident,
    IncidentWords,
    IncidentAssessment,
    IncidentList,
    IncidentView,
    IncidentDue,
    IncidentEntryView,
    IncidentEntrySays
);
