//! Outreach: how a person is looked for, what counts as an attempt, and when and how to try next.
//!
//! Codes that an older edition had, or a newer one has, are never refused on a record that is signed: what is not in the
//! list is shown by its code and counts as nothing.

mod next;
mod raw;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use care::Place;
use chrono::NaiveDate;

use crate::Wrong;
use crate::instruments::Said;
use crate::populations::words;

pub use next::{Because, Next, Reach, Tried};

/// The list that this release carries.
const SHIPPED: &str = include_str!("../../data/outreach.toml");

/// The lists of outreach, and its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outreach {
    /// What it is called: `2026-01`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// Where a referral may come from.
    pub sources: Vec<Named>,
    /// How a person is looked for.
    pub methods: Vec<Method>,
    /// What may come of it.
    pub outcomes: Vec<Outcome>,
    /// The parts of a day.
    pub hours: Vec<Hour>,
    /// Perinatal programmes that may work with her besides us.
    pub programmes: Vec<Programme>,
    /// When and how to try next.
    pub rule: Rule,
}

words! {
    /// Who vouches for a value.
    Vouched {
        /// Seen in a published document.
        Published = "published",
        /// From general knowledge.
        ToBeConfirmed = "to_be_confirmed",
        /// A default of this project.
        Ours = "ours",
    }
}

/// A value with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its permanent code.
    pub code: String,
    /// What it is called.
    pub label: Said,
    /// Who vouches for it.
    pub vouched: Vouched,
}

words! {
    /// Ways to reach somebody that are alike for the rule.
    Way {
        /// Face to face.
        InPerson = "in_person",
        /// A call.
        Phone = "phone",
        /// A text.
        Text = "text",
        /// E-mail, video, the portal.
        Electronic = "electronic",
        /// On paper.
        Letter = "letter",
    }
}

/// How a person is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// Its name.
    pub named: Named,
    /// What it is alike to.
    pub way: Way,
    /// Where it happens; absent unless in person.
    pub place: Option<Place>,
    /// Why it is no attempt; absent where it is one.
    pub why_not: Option<Said>,
}

/// What may come of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its name.
    pub named: Named,
    /// In which ways it can come about.
    pub ways: BTreeSet<Way>,
    /// She herself was reached.
    pub reached: bool,
    /// Why it makes no attempt; absent where it makes one.
    pub why_not: Option<Said>,
    /// After so many days the next is due; absent where none follows.
    pub again_days: Option<u32>,
    /// She said: not now. She stays open.
    pub not_now: bool,
    /// Ways that lead to her no longer.
    pub rules_out: BTreeSet<Way>,
    /// Stands among the large buttons.
    pub tap: bool,
}

/// A part of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hour {
    /// Its name.
    pub named: Named,
    /// The first hour that is in it, 0 to 23.
    pub from: u32,
    /// The first that is not, 1 to 24.
    pub to: u32,
}

/// A programme that may work with her besides us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Its name in full.
    pub named: Named,
    /// What everybody calls it: `BIH`.
    pub short: String,
    /// After so many days it is to be consulted again.
    pub every_days: u32,
    /// So many days there are to do it.
    pub within_days: u32,
}

/// When and how to try next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The first attempt is due within so many days of the referral.
    pub first_within_days: u32,
    /// After so many in one way without reaching her, another is suggested.
    pub same_way_max: usize,
    /// Which way is tried before which.
    pub prefer: Vec<Way>,
    /// Nothing is suggested for a Saturday or a Sunday.
    pub skip_weekends: bool,
    /// Why what came after her enrolment is no outreach attempt.
    pub after_enrolment: Said,
}

impl Outreach {
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
        static LIST: LazyLock<Outreach> =
            LazyLock::new(|| Outreach::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }

    /// A method by its code.
    pub fn method(&self, code: &str) -> Option<&Method> {
        self.methods.iter().find(|one| one.named.code == code)
    }

    /// An outcome by its code.
    pub fn outcome(&self, code: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|one| one.named.code == code)
    }

    /// A source by its code.
    pub fn source(&self, code: &str) -> Option<&Named> {
        self.sources.iter().find(|one| one.code == code)
    }

    /// A programme by its code.
    pub fn programme(&self, code: &str) -> Option<&Programme> {
        self.programmes.iter().find(|one| one.named.code == code)
    }

    /// The part of the day an hour, 0 to 23, is in.
    pub fn hour(&self, hour: u32) -> Option<&Hour> {
        self.hours
            .iter()
            .find(|one| (one.from..one.to).contains(&hour))
    }

    /// Whether this can come of that.
    pub fn fits(&self, method: &str, outcome: &str) -> bool {
        let way = self.method(method).map(|method| method.way);
        let outcome = self.outcome(outcome);
        way.zip(outcome)
            .is_some_and(|(way, outcome)| outcome.ways.contains(&way))
    }

    /// Why this is no outreach attempt; absent where it is one. A code that is not in the list says nothing.
    pub fn why_not(&self, method: &str, outcome: &str, made: Made) -> Option<&Said> {
        let after = (made == Made::AfterEnrolment).then_some(&self.rule.after_enrolment);
        let by_method = || self.method(method)?.why_not.as_ref();
        let by_outcome = || self.outcome(outcome)?.why_not.as_ref();
        after.or_else(by_method).or_else(by_outcome)
    }
}

/// On which side of her enrolment an attempt was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// She was not enrolled.
    BeforeEnrolment,
    /// She was.
    AfterEnrolment,
}

#[cfg(test)]
mod tests;
