//! Populations of focus: whom the programme is for, as rules that can be read, dated and checked.
//!
//! A rule is a tree of *all of*, *any of*, *none of* over facts about one person. It says nothing of how a fact is known;
//! [`crate::eligibility`] asks it of what is held about somebody. Each population carries the day it came into force and who
//! vouches for its wording, so that an answer can say by what it was given.

mod raw;
mod rule;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;

pub use rule::{Compare, CountTest, DateTest, EventKind, FactTest, Mark, Rule, Test};

use crate::Wrong;

/// The list that this release carries.
const SHIPPED: &str = include_str!("../../data/populations.toml");

/// The populations of focus and what their rules ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Populations {
    /// What it is called: the edition of the guide it follows, `2026-01`.
    pub version: String,
    /// From this age on a person is an adult for these rules.
    pub adult_min_age: i64,
    /// In the order of the list.
    pub all: Vec<Population>,
    /// Those nobody is newly enrolled under any more.
    pub retired: Vec<Retired>,
    /// What the rules ask, by code.
    pub facts: BTreeMap<String, Fact>,
    /// Lists of codes that facts and rules name.
    pub value_sets: BTreeMap<String, Vec<String>>,
    /// Programmes a person may not be in at the same time.
    pub exclusions: BTreeSet<String>,
    /// What an entry of the problem list says of a fact.
    pub from_problems: Vec<FromProblem>,
    /// Problems that end a pregnancy without a delivery.
    pub losses: Vec<Codes>,
}

impl Populations {
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
        static LIST: LazyLock<Populations> =
            LazyLock::new(|| Populations::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }

    /// The population of this code.
    pub fn of(&self, code: &str) -> Option<&Population> {
        self.all.iter().find(|population| population.code == code)
    }
}

/// One population of focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// Its permanent code.
    pub code: String,
    /// The number DHCS gives it now: `1a`.
    pub dhcs_number: String,
    /// Its name in full.
    pub name: String,
    /// Whom it is for.
    pub group: Group,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// Counties in which it came into force earlier.
    pub effective_from_county: BTreeMap<String, NaiveDate>,
    /// Who vouches for it.
    pub verified_by: Vec<VerifiedBy>,
    /// A health plan may authorise somebody below the numbers.
    pub plan_exception_allowed: bool,
    /// What holds of whoever belongs to it.
    pub rule: Rule,
}

/// A population nobody is newly enrolled under any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// Its permanent code.
    pub code: String,
    /// Its name in full.
    pub name: String,
    /// What became of it.
    pub note: String,
}

/// Declares a closed list of words as they stand in the file.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$each])* $variant,)+
        }

        impl $name {
            /// The word for it in the file and in answers.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The value this word stands for.
            pub fn read(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use words;

words! {
    /// Whom a population is for.
    Group {
        /// Adults.
        Adult = "adult",
        /// Children and youth.
        Child = "child",
        /// Children and youth, some of them up to 26.
        ChildTo26 = "child_to_26",
        /// Anybody.
        AdultAndChild = "adult_and_child",
    }
}

words! {
    /// Who vouches for an entry.
    VerifiedBy {
        /// The project's own source papers.
        Seed = "seed",
        /// The state's policy guide of January 2026.
        Dhcs26 = "dhcs26",
        /// A health plan's public page.
        Plan = "plan",
        /// General knowledge: to be confirmed.
        Gk = "gk",
    }
}

/// Something the rules ask about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What an answer looks like.
    pub kind: FactKind,
    /// The codes an answer is made of; empty where it is no choice.
    pub values: Vec<String>,
    /// After so many months the answer is asked again.
    pub holds_months: Option<u32>,
}

words! {
    /// What an answer looks like.
    FactKind {
        /// Whole years, from the birth date.
        Age = "age",
        /// Codes of race, from the record.
        Race = "race",
        /// Yes or no.
        YesNo = "yes_no",
        /// One code of a value set.
        OneOf = "one_of",
        /// Some codes of a value set, or none.
        AnyOf = "any_of",
        /// A whole number.
        Number = "number",
        /// A day, or never.
        Date = "date",
    }
}

impl FactKind {
    /// Whether somebody may simply say it; the others are read from the record, where they have a place of their own.
    pub const fn is_asked(self) -> bool {
        match self {
            Self::Age | Self::Race => false,
            Self::YesNo | Self::OneOf | Self::AnyOf | Self::Number | Self::Date => true,
        }
    }
}

/// Codes of problems.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codes {
    /// Beginnings of ICD-10-CM codes.
    pub icd10: Vec<String>,
    /// Whole SNOMED CT codes.
    pub snomed: Vec<String>,
}

impl Codes {
    /// Whether this coding is one of them.
    pub fn have(&self, coding: &care::Coding) -> bool {
        match coding.system.as_str() {
            "http://hl7.org/fhir/sid/icd-10-cm" => {
                let is_of = |start: &String| coding.code.starts_with(start.as_str());
                self.icd10.iter().any(is_of)
            }
            "http://snomed.info/sct" => self.snomed.contains(&coding.code),
            _ => false,
        }
    }
}

/// What an entry of the problem list says of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromProblem {
    /// The fact.
    pub fact: String,
    /// The code it adds.
    pub value: String,
    /// The problems that say so.
    pub codes: Codes,
}

#[cfg(test)]
mod tests;
