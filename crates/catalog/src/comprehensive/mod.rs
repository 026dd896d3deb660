//! The comprehensive assessment: which areas are spoken about, what of the record is known there already, when it is due,
//! and the goals that are suggested from what was found.

mod raw;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use care::{Domain, KnownWhat, Subject, Tag, Tags};
use chrono::{Days, NaiveDate};

use crate::Wrong;
use crate::instruments::Said;
use crate::outreach::Vouched;

/// The list that this release carries.
const SHIPPED: &str = include_str!("../../data/comprehensive.toml");

/// The areas, and what is suggested from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comprehensive {
    /// What the list is called: `2026-11`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// When it is due.
    pub due: ComprehensiveDue,
    /// Under which headings the areas stand, in this order.
    pub groups: Vec<AreaGroup>,
    /// The areas, in the order in which they are shown.
    pub areas: Vec<Area>,
    /// What is suggested, in the order in which it is offered.
    pub suggestions: Vec<Suggested>,
}

/// When it is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComprehensiveDue {
    /// So many days from enrolment to the first.
    pub within_days: u32,
    /// So many days from one to the next.
    pub every_days: u32,
    /// Where the rule stands.
    pub source: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

/// A heading over some areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaGroup {
    /// Its permanent code.
    pub code: String,
    /// What it is called.
    pub label: Said,
}

/// An area that is spoken about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its permanent code.
    pub code: String,
    /// Its heading.
    pub group: String,
    /// The area of the plan in which its needs and goals stand.
    pub domain: Domain,
    /// What it is called.
    pub label: Said,
    /// What to ask, for whoever asks; nobody has to read it aloud.
    pub ask: Said,
    /// In which of the two lists of care-plan domains it stands: `R055`, `R056`; none for the *others*.
    pub lists: BTreeSet<String>,
    /// What of the record belongs to it.
    pub known: BTreeSet<KnownWhat>,
    /// Screens about these belong to it.
    pub screens: BTreeSet<Subject>,
    /// Answers to these facts of the eligibility rules belong to it.
    pub stated: BTreeSet<String>,
    /// Segments besides those of the area of the plan.
    pub tags: Tags,
    /// Where it stands.
    pub source: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

/// A goal that is suggested, and its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// Its permanent code.
    pub code: String,
    /// The area of the plan.
    pub domain: Domain,
    /// When one of these areas has a need.
    pub areas: BTreeSet<String>,
    /// When a screen about one of these asks to be followed up.
    pub screens: BTreeSet<Subject>,
    /// When an instrument finds one of these needs.
    pub needs: BTreeSet<String>,
    /// When she is in one of these populations of focus.
    pub populations: BTreeSet<String>,
    /// The goal, as somebody may say it. The member's own words come first.
    pub goal: Said,
    /// Steps towards it.
    pub steps: Vec<Said>,
    /// Who vouches for it.
    pub vouched: Vouched,
}

impl Comprehensive {
    /// Reads a list, or says at which line it is wrong and why.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        raw::read(text)
    }

    /// The list that this release carries.
    #[expect(
        clippy::expect_used,
        reason = "the list is compiled in, and a test of this crate reads it"
    )]
    pub fn shipped() -> &'static Self {
        static LIST: LazyLock<Comprehensive> =
            LazyLock::new(|| Comprehensive::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }

    /// An area by its code.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.iter().find(|one| one.code == code)
    }

    /// A suggestion by its code.
    pub fn suggested(&self, code: &str) -> Option<&Suggested> {
        self.suggestions.iter().find(|one| one.code == code)
    }

    /// By when it is due: `from` is the day she was enrolled, `last` the day of the last one. One from before she came to
    /// us says nothing of her now.
    pub fn due_by(&self, from: NaiveDate, last: Option<NaiveDate>) -> Option<NaiveDate> {
        match last.filter(|last| from <= *last) {
            Some(last) => last.checked_add_days(Days::new(self.due.every_days.into())),
            None => from.checked_add_days(Days::new(self.due.within_days.into())),
        }
    }
}

impl Area {
    /// The segments of what is said in it: its own, and those of the plan's area.
    pub fn tags(&self) -> Tags {
        let of_domain = crate::Sharing::shipped().of_domain(self.domain);
        let own: &BTreeSet<Tag> = &self.tags;
        own.union(&of_domain).copied().collect()
    }
}
