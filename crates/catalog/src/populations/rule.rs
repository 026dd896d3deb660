//! The rule of a population: a tree over facts, dates and counts.

use std::collections::BTreeSet;

use super::words;

/// What holds of whoever belongs to a population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Each of these.
    All(Vec<Rule>),
    /// At least one of these.
    Any(Vec<Rule>),
    /// None of these.
    NoneOf(Vec<Rule>),
    /// Any other population fits.
    AnyOther,
    /// Something known about her.
    Fact(FactTest),
    /// Something that happened not too long ago.
    Within(DateTest),
    /// So many events in a stretch of time.
    Count(CountTest),
}

impl Rule {
    /// Whether the rule looks at the other populations.
    pub fn asks_the_others(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::NoneOf(parts) => {
                parts.iter().any(Self::asks_the_others)
            }
            Self::AnyOther => true,
            Self::Fact(_) | Self::Within(_) | Self::Count(_) => false,
        }
    }
}

/// What a fact must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactTest {
    /// The fact's code.
    pub fact: String,
    /// What it must be.
    pub test: Test,
}

/// What a fact must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Yes, or no.
    Is(bool),
    /// A number on this side of another.
    Number(Compare, i64),
    /// One of these codes.
    OneOf(BTreeSet<String>),
    /// Has at least one of these codes.
    Shares(BTreeSet<String>),
    /// Has at least so many codes.
    AtLeast(usize),
}

words! {
    /// How two numbers are compared.
    Compare {
        /// Below.
        Under = "<",
        /// Below or the same.
        AtMost = "<=",
        /// The same.
        Equal = "==",
        /// The same or above.
        AtLeast = ">=",
        /// Above.
        Over = ">",
    }
}

impl Compare {
    /// Whether `known` stands so to `limit`.
    pub const fn holds(self, known: i64, limit: i64) -> bool {
        match self {
            Self::Under => known < limit,
            Self::AtMost => known <= limit,
            Self::Equal => known == limit,
            Self::AtLeast => limit <= known,
            Self::Over => limit < known,
        }
    }
}

/// Something that must lie within the last months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTest {
    /// The fact's code; its answer is a day.
    pub fact: String,
    /// So many months, counted back from the day of the question.
    pub months: u32,
}

/// So many events in a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountTest {
    /// Events of these kinds, counted together.
    pub of: Vec<EventKind>,
    /// Only those marked so.
    pub marks: Vec<(Mark, bool)>,
    /// At least so many.
    pub at_least: usize,
    /// Within any stretch of so many months; without it, within all of `trailing_months`.
    pub sliding_months: Option<u32>,
    /// Within the last so many months.
    pub trailing_months: u32,
}

words! {
    /// Care that is counted.
    EventKind {
        /// Visits to an emergency department.
        EdVisits = "ed_visits",
        /// Hospital stays.
        Admissions = "admissions",
        /// Hospital stays that nobody had planned.
        UnplannedAdmissions = "unplanned_admissions",
        /// Short stays in a skilled nursing facility.
        SnfShortStays = "snf_short_stays",
    }
}

words! {
    /// What somebody has said of one event.
    Mark {
        /// Appropriate care could have avoided it.
        Preventable = "preventable",
        /// Nobody had planned it.
        Unplanned = "unplanned",
        /// It was because of mental health or substance use.
        BhRelated = "bh_related",
    }
}
