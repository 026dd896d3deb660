//! What is known of one person, as the rules ask for it: each thing with its day and where it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;

use crate::populations::{EventKind, Mark};

/// The value of a fact.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// A number, an age.
    Number(i64),
    /// Codes: one of a choice, some of a list, or none of it.
    Codes(BTreeSet<String>),
    /// A day.
    Day(NaiveDate),
    /// It never happened.
    Never,
}

/// One thing that is known.
#[derive(Clone, PartialEq, Eq)]
pub struct Known {
    /// What.
    pub answer: Answer,
    /// The day it was so, or was recorded; absent where nobody wrote it down.
    pub on: Option<NaiveDate>,
    /// Who said so: a code of [`care::SaidBy`], or the system it came from.
    pub source: String,
    /// It is the whole answer: what is not in it does not hold.
    pub is_whole: bool,
}

/// Care somebody received.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id in the record; empty for none.
    pub id: String,
    /// What it was.
    pub care: Care,
    /// The day it began.
    pub on: NaiveDate,
    /// What for, in the hospital's words.
    pub what: String,
    /// The system it came from.
    pub source: String,
    /// What somebody has said of it.
    pub marks: BTreeMap<Mark, bool>,
}

/// What an event was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Care {
    /// An emergency department.
    Emergency,
    /// A hospital bed.
    Hospital,
}

impl Event {
    /// Whether it counts: surely, surely not, or nobody has said.
    pub(super) fn counts(&self, of: &[EventKind], marks: &[(Mark, bool)]) -> Option<bool> {
        let kinds = of.iter().map(|kind| match (kind, self.care) {
            (EventKind::EdVisits, Care::Emergency) | (EventKind::Admissions, Care::Hospital) => {
                Some(true)
            }
            (EventKind::UnplannedAdmissions, Care::Hospital) => self.is(Mark::Unplanned, true),
            // A short stay in a nursing facility arrives as a hospital stay; nobody says which of them it is.
            (
                EventKind::SnfShortStays
                | EventKind::EdVisits
                | EventKind::Admissions
                | EventKind::UnplannedAdmissions,
                Care::Emergency | Care::Hospital,
            ) => Some(false),
        });
        let is_of = kinds.fold(Some(false), either);
        let marked = marks.iter().map(|(mark, wanted)| self.is(*mark, *wanted));
        marked.fold(is_of, both)
    }

    fn is(&self, mark: Mark, wanted: bool) -> Option<bool> {
        self.marks.get(&mark).map(|said| *said == wanted)
    }
}

fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (None, _) | (_, None) => None,
    }
}

fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }
}

/// Everything known of one person that a rule may ask for.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// By the fact's code; several sources may have said something.
    pub known: BTreeMap<String, Vec<Known>>,
    /// Her birth date and who wrote it down.
    pub born: Option<(NaiveDate, String)>,
    /// Emergency visits and hospital stays.
    pub events: Vec<Event>,
    /// Somebody who would know has told us of her visits and stays; otherwise none may mean that nobody has looked.
    pub events_are_known: bool,
    /// Populations for which her health plan has said yes although the numbers are lower, and who wrote it down.
    pub excepted: Option<Known>,
    /// The county she lives in.
    pub county: Option<String>,
}

macro_rules! quiet_debug {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

quiet_debug!(Answer, Known, Event, Facts);
