//! What we know from elsewhere: problems, medicines, allergies, hospital visits and plans that other
//! organisations wrote down.
//!
//! These mostly arrive by import and carry their [`Source`]; people may correct them, and then two answers meet
//! like any others.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::{Entity, Field, Refusal, Segment, Why, codes, quiet_debug};

quiet_debug!(
    Coding,
    Source,
    Problem,
    Medicine,
    Allergy,
    Encounter,
    OutsidePlan
);

/// A thing named by a code of some system.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Coding {
    /// The code system, as a URI; empty for words without a code.
    pub system: String,
    /// The code; empty for words without a code.
    pub code: String,
    /// The words.
    pub display: String,
}

/// Where a fact came from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The system that wrote it: "hospital export".
    pub system: String,
    /// SHA-256 of the file it came in, 64 hex digits; empty when it did not come in a file.
    #[serde(default)]
    pub file: String,
    /// Its id in that file.
    #[serde(default)]
    pub entry: String,
    /// The day that system recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<NaiveDate>,
}

pub(crate) const SOURCE: Field = Field::group(
    "source",
    &["system", "file", "entry", "recorded"],
    Segment::General,
);

codes! {
    /// How a problem stands.
    ProblemStatus { Active = "active", Resolved = "resolved", Inactive = "inactive" }
}

/// An entry of the problem list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What it is.
    pub coding: Coding,
    /// How it stands.
    pub status: ProblemStatus,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<NaiveDate>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abated: Option<NaiveDate>,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Entity for Problem {
    const KIND: &'static str = "problem";
    const FIELDS: &'static [Field] = &[
        Field::group("coding", &["system", "code", "display"], Segment::Health),
        Field::one("status", Segment::Health),
        Field::one("onset", Segment::Health),
        Field::one("abated", Segment::Health),
        SOURCE,
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        coding(&self.coding)?;
        in_order("abated", self.onset, self.abated)
    }
}

codes! {
    /// How a medicine stands.
    MedicineStatus { Taking = "taking", Stopped = "stopped", OnHold = "on_hold", Unknown = "unknown" }
}

/// An entry of the medicine list. Satchel records what somebody else prescribed; it gives no advice on doses.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Medicine {
    /// What it is.
    pub coding: Coding,
    /// How it stands.
    pub status: MedicineStatus,
    /// How it is taken, in the prescriber's words; empty when not given.
    #[serde(default)]
    pub instructions: String,
    /// The day it was prescribed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Entity for Medicine {
    const KIND: &'static str = "medicine";
    const FIELDS: &'static [Field] = &[
        Field::group("coding", &["system", "code", "display"], Segment::Health),
        Field::one("status", Segment::Health),
        Field::one("instructions", Segment::Health),
        Field::one("since", Segment::Health),
        SOURCE,
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        coding(&self.coding)?;
        within("instructions", &self.instructions, limits::WORDS_CHARS_MAX)
    }
}

/// Something she does not tolerate.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Allergy {
    /// To what.
    pub coding: Coding,
    /// What happens; empty when not given.
    #[serde(default)]
    pub reaction: String,
    /// Whether it still holds.
    pub status: ProblemStatus,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Entity for Allergy {
    const KIND: &'static str = "allergy";
    const FIELDS: &'static [Field] = &[
        Field::group("coding", &["system", "code", "display"], Segment::Health),
        Field::one("reaction", Segment::Health),
        Field::one("status", Segment::Health),
        SOURCE,
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        coding(&self.coding)?;
        within("reaction", &self.reaction, limits::WORDS_CHARS_MAX)
    }
}

codes! {
    /// The kind of care somebody else gave.
    EncounterClass { Emergency = "emergency", Inpatient = "inpatient", Ambulatory = "ambulatory" }
}

/// Care that somebody else gave: an emergency visit, a hospital stay, an appointment. (Our own are *visits*.)
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Encounter {
    /// The kind.
    pub class: EncounterClass,
    /// What for, in the hospital's words; empty when not given.
    #[serde(default)]
    pub what: String,
    /// The first day.
    pub start: NaiveDate,
    /// The last day; absent while she is still there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// Whether appropriate care could have avoided it; absent where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preventable: Option<bool>,
    /// Whether nobody had planned it; absent where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unplanned: Option<bool>,
    /// Whether it was because of mental health or substance use; absent where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bh_related: Option<bool>,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Entity for Encounter {
    const KIND: &'static str = "encounter";
    const FIELDS: &'static [Field] = &[
        Field::one("class", Segment::Health),
        Field::one("what", Segment::Health),
        Field::one("start", Segment::Health),
        Field::one("end", Segment::Health),
        Field::one("preventable", Segment::Health),
        Field::one("unplanned", Segment::Health),
        Field::one("bhRelated", Segment::Health),
        SOURCE,
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        within("what", &self.what, limits::LINE_CHARS_MAX)?;
        in_order("end", Some(self.start), self.end)
    }
}

/// A plan another organisation keeps for her.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutsidePlan {
    /// What it is called there.
    pub title: String,
    /// Whether it still holds.
    pub status: ProblemStatus,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// What is done, in that organisation's words.
    #[serde(default)]
    pub activities: Vec<String>,
    /// What it aims at, in that organisation's words.
    #[serde(default)]
    pub goals: Vec<String>,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Entity for OutsidePlan {
    const KIND: &'static str = "outside_plan";
    const FIELDS: &'static [Field] = &[
        Field::one("title", Segment::Health),
        Field::one("status", Segment::Health),
        Field::one("since", Segment::Health),
        Field::one("activities", Segment::Health),
        Field::one("goals", Segment::Health),
        SOURCE,
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        line("title", &self.title)?;
        list("activities", &self.activities)?;
        list("goals", &self.goals)
    }
}

fn coding(coding: &Coding) -> Result<(), Refusal> {
    line("coding", &coding.display)
}

pub(crate) fn in_order(
    field: &'static str,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
) -> Result<(), Refusal> {
    match (start, end) {
        (Some(start), Some(end)) if end < start => Err(Refusal {
            field,
            why: Why::BeforeTheStart,
        }),
        _ => Ok(()),
    }
}
