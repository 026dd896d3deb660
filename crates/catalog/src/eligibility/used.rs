//! What was known of what the rules ask, as it is told beside the answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Answer, Care, Evaluation, Event, Finding, Known};

/// Something that was known.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FactUsed {
    /// The fact's code in the catalogue.
    pub fact: String,
    /// Its value.
    pub value: Told,
    /// The day it was so, or was recorded; null where nobody wrote it down.
    pub date: Option<NaiveDate>,
    /// Who said so, or the system it came from.
    pub source: String,
}

/// The value of a fact, as it is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Told {
    /// Yes or no.
    YesNo(bool),
    /// A number, an age.
    Number(i64),
    /// Codes.
    Codes(BTreeSet<String>),
    /// A day.
    Day(NaiveDate),
    /// It never happened: `never`.
    Never(&'static str),
    /// What somebody has said of a visit or a stay.
    Marks(BTreeMap<&'static str, bool>),
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Told(…)")
    }
}

impl fmt::Debug for FactUsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactUsed(…)")
    }
}

/// What was known of everything these rules asked, each once, by fact and day.
pub fn facts_used(evaluations: &[Evaluation]) -> Vec<FactUsed> {
    let mut seen = BTreeSet::new();
    let mut used: Vec<FactUsed> = Vec::new();
    let mut take = |fact: FactUsed, id: &str| {
        let key = (
            fact.fact.clone(),
            fact.date,
            id.to_owned(),
            fact.value.clone(),
            fact.source.clone(),
        );
        if seen.insert(key) {
            used.push(fact);
        }
    };
    for (finding, _) in evaluations.iter().flat_map(|one| one.tree.leaves()) {
        match finding {
            Finding::Fact { known, .. } | Finding::Within { known, .. } => {
                for known in known {
                    take(stated(finding.asked(), known), "");
                }
            }
            Finding::Count(counted) => {
                for (event, _) in &counted.events {
                    take(happened(event), &event.id);
                }
            }
            Finding::Others(_) | Finding::NotInForce(_) => {}
        }
    }
    used.sort_by(|one, other| (&one.fact, one.date).cmp(&(&other.fact, other.date)));
    used
}

fn stated(fact: &str, known: &Known) -> FactUsed {
    let value = match &known.answer {
        Answer::YesNo(said) => Told::YesNo(*said),
        Answer::Number(number) => Told::Number(*number),
        Answer::Codes(codes) => Told::Codes(codes.clone()),
        Answer::Day(day) => Told::Day(*day),
        Answer::Never => Told::Never("never"),
    };
    FactUsed {
        fact: fact.to_owned(),
        value,
        date: known.on,
        source: known.source.clone(),
    }
}

fn happened(event: &Event) -> FactUsed {
    let marks = event.marks.iter();
    let marks = marks.map(|(mark, said)| (mark.code(), *said)).collect();
    let fact = match event.care {
        Care::Emergency => "ed_visits",
        Care::Hospital => "admissions",
    };
    FactUsed {
        fact: fact.to_owned(),
        value: Told::Marks(marks),
        date: Some(event.on),
        source: event.source.clone(),
    }
}
