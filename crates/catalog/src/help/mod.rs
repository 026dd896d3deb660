//! Help in place: what a new care manager asks, by the screens it belongs to (R198, R199).

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::Wrong;
use crate::instruments::Said;
use crate::outreach::Vouched;
use crate::values::Values;

/// The list that this release carries.
const SHIPPED: &str = include_str!("../../data/help.toml");

/// The screens a topic may belong to, as the screen names them.
pub const PLACES: [&str; 25] = [
    "about",
    "assessment",
    "assessments",
    "audit",
    "caseload",
    "consents",
    "contact",
    "devices",
    "eligibility",
    "glass",
    "health",
    "incidents",
    "meet",
    "outreach",
    "papers",
    "people",
    "plan",
    "pregnancy",
    "rights",
    "settings",
    "sync",
    "timeline",
    "today",
    "visit",
    "visits",
];

/// What is explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What the list is called: `2026-11`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// In the order in which they are read.
    pub topics: Vec<Topic>,
}

/// One thing that is explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its permanent code.
    pub code: String,
    /// The screens it belongs to, of [`PLACES`].
    pub on: Vec<String>,
    /// What it is called.
    pub title: Said,
    /// What it is, in a sentence or two.
    pub lead: Said,
    /// What to do, and what to mind.
    pub points: Vec<Said>,
    /// Where it stands.
    pub source: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: Spanned<String>,
    effective_from: NaiveDate,
    topic: Vec<RawTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    code: Spanned<String>,
    on: Spanned<Vec<String>>,
    title: String,
    title_es: String,
    lead: String,
    lead_es: String,
    source: String,
    standing: Spanned<String>,
    points: Vec<Spanned<(String, String)>>,
}

impl Help {
    /// Reads a list, or says at which line it is wrong and why. Each topic stands in it once, in both languages.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
        let mut codes = BTreeSet::new();
        for one in &raw.topic {
            if !codes.insert(one.code.get_ref().as_str()) {
                return Err(Wrong::at(text, &one.code, "this is in the list already"));
            }
        }
        if raw.topic.is_empty() {
            return Err(Wrong::at(text, &raw.version, "this explains nothing"));
        }
        let topics = raw.topic.into_iter().map(|one| Values(text).topic(one));
        Ok(Self {
            topics: topics.collect::<Result<_, _>>()?,
            effective_from: raw.effective_from,
            version: raw.version.into_inner(),
        })
    }

    /// The list that this release carries.
    #[expect(
        clippy::expect_used,
        reason = "the list is compiled in, and a test of this crate reads it"
    )]
    pub fn shipped() -> &'static Self {
        static LIST: LazyLock<Help> =
            LazyLock::new(|| Help::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }
}

impl Values<'_> {
    fn topic(self, raw: RawTopic) -> Result<Topic, Wrong> {
        let places = raw.on.get_ref();
        if places.is_empty() || places.iter().any(|place| !PLACES.contains(&place.as_str())) {
            return Err(self.wrong(&raw.on, "there is no such screen"));
        }
        let points = raw.points.into_iter().map(|point| {
            let (en, es) = point.get_ref().clone();
            self.said(&point, en, es)
        });
        Ok(Topic {
            points: points.collect::<Result<_, _>>()?,
            title: self.said(&raw.code, raw.title, raw.title_es)?,
            lead: self.said(&raw.code, raw.lead, raw.lead_es)?,
            on: raw.on.into_inner(),
            source: raw.source,
            vouched: self.vouched(&raw.standing)?,
            code: raw.code.into_inner(),
        })
    }
}
