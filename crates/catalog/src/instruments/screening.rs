//! When to ask again, and what to do when an answer speaks of danger.
//!
//! The days are a default of this project, marked so in the file; a clinic may set its own.

use chrono::{Days, NaiveDate};
use serde::Deserialize;
use toml::Spanned;

use crate::Wrong;
use care::Subject;

/// A sentence of ours in both languages of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

impl Said {
    pub(super) fn new(en: &str, es: &str) -> Self {
        Self {
            en: en.to_owned(),
            es: es.to_owned(),
        }
    }
}

/// When to ask again, and what to do in danger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// What is due when.
    pub dues: Vec<Due>,
    /// What to do.
    pub protocols: Vec<Protocol>,
}

/// From when on something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The day the member was enrolled.
    Intake,
    /// While she is pregnant; absent else.
    Pregnancy,
}

/// Something to be asked, once or again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub about: Subject,
    /// Any of these instruments will do; the first is the one offered.
    pub met_by: Vec<String>,
    /// From when on.
    pub at: Anchor,
    /// So many days may pass from there before the first.
    pub within_days: u32,
    /// So many days after the last it is due again; absent for once.
    pub every_days: Option<u32>,
    /// Who says so.
    pub source: String,
}

/// What to do when an answer speaks of danger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    /// Its id.
    pub id: String,
    /// In a few words.
    pub title: Said,
    /// What to do, in order.
    pub steps: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: Spanned<String>,
    standing: String,
    due: Vec<RawDue>,
    protocol: Vec<RawProtocol>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDue {
    id: Spanned<String>,
    about: Subject,
    met_by: Vec<String>,
    at: Anchor,
    #[serde(default)]
    within_days: u32,
    every_days: Option<u32>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProtocol {
    id: Spanned<String>,
    title: String,
    title_es: String,
    steps: Vec<String>,
    steps_es: Vec<String>,
}

const SHIPPED: &str = include_str!("../../data/screening.toml");

impl Screening {
    /// What comes with the program.
    pub fn shipped() -> Result<Self, Wrong> {
        Self::read(SHIPPED)
    }

    /// Reads the file, or says in which line it is wrong.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
        let wrong = |at: &Spanned<String>, reason: &str| Wrong::at(text, at, reason);
        if raw.version.get_ref().is_empty() || raw.standing.is_empty() {
            return Err(wrong(&raw.version, "it needs a version and its standing"));
        }
        let mut dues = Vec::new();
        for due in raw.due {
            if due.met_by.is_empty() || due.source.is_empty() || due.every_days == Some(0) {
                return Err(wrong(
                    &due.id,
                    "it needs an instrument, a source, and a day or more in between",
                ));
            }
            dues.push(Due {
                id: due.id.into_inner(),
                about: due.about,
                met_by: due.met_by,
                at: due.at,
                within_days: due.within_days,
                every_days: due.every_days,
                source: due.source,
            });
        }
        let mut protocols = Vec::new();
        for protocol in raw.protocol {
            if protocol.steps.is_empty() || protocol.steps.len() != protocol.steps_es.len() {
                return Err(wrong(
                    &protocol.id,
                    "it needs the same steps in both languages",
                ));
            }
            let steps = protocol.steps.iter().zip(&protocol.steps_es);
            protocols.push(Protocol {
                title: Said::new(&protocol.title, &protocol.title_es),
                steps: steps.map(|(en, es)| Said::new(en, es)).collect(),
                id: protocol.id.into_inner(),
            });
        }
        Ok(Self { dues, protocols })
    }

    /// A protocol by its id.
    pub fn protocol(&self, id: &str) -> Option<&Protocol> {
        self.protocols.iter().find(|protocol| protocol.id == id)
    }
}

impl Due {
    /// By when it is to be asked, if it is: `from` is the day of its anchor, `last` the day it was asked last. What is
    /// asked once and was is never due again.
    pub fn by(&self, from: NaiveDate, last: Option<NaiveDate>) -> Option<NaiveDate> {
        let first = || from.checked_add_days(Days::new(self.within_days.into()));
        let Some(last) = last else {
            return first();
        };
        match self.every_days {
            Some(every) => last.checked_add_days(Days::new(every.into())),
            // What was asked before somebody came to us says nothing of her now.
            None if last < from => first(),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn due(within_days: u32, every_days: Option<u32>) -> Due {
        Due {
            id: "d".to_owned(),
            about: Subject::Depression,
            met_by: vec!["phq9".to_owned()],
            at: Anchor::Intake,
            within_days,
            every_days,
            source: "s".to_owned(),
        }
    }

    #[test]
    fn r051_what_is_asked_once_is_due_after_intake_and_then_never_again() {
        let once = due(30, None);
        let intake = day("2026-01-01");
        assert_eq!(once.by(intake, None), Some(day("2026-01-31")));
        assert_eq!(
            once.by(intake, Some(day("2025-12-31"))),
            Some(day("2026-01-31"))
        );
        assert_eq!(once.by(intake, Some(intake)), None);
    }

    #[test]
    fn r051_what_is_asked_again_is_due_so_many_days_after_the_last() {
        let yearly = due(30, Some(365));
        let intake = day("2026-01-01");
        assert_eq!(
            yearly.by(intake, Some(day("2026-02-01"))),
            Some(day("2027-02-01"))
        );
    }

    #[test]
    fn a_protocol_with_a_step_missing_in_one_language_is_refused_with_its_line() {
        let text = SHIPPED.replacen("steps_es = [\n", "steps_es = [\n  \"uno más\",\n", 1);
        let wrong = Screening::read(&text).unwrap_err();
        let before = text
            .lines()
            .take_while(|line| *line != "id = \"self_harm\"");
        let line = before.count().saturating_add(1);
        assert_eq!(wrong.line, line);
    }
}
