//! The three answers, and the tree that says how one came about.

use std::fmt;

use crate::populations::{DateTest, FactTest};

use super::known::Known;
use super::window::Counted;

/// The code of the one fact that says whom a rule is for.
const AGE: &str = "age";

/// Whether something holds. In this order *all of* is the least and *any of* the greatest of its parts (Kleene).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It does not hold.
    NotMet,
    /// Nobody can say yet.
    Unknown,
    /// It holds.
    Met,
}

impl Outcome {
    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotMet => "not_met",
            Self::Unknown => "unknown",
            Self::Met => "met",
        }
    }

    /// Holds, or does not.
    pub(super) const fn of(holds: bool) -> Self {
        if holds { Self::Met } else { Self::NotMet }
    }

    /// The opposite; of what nobody can say, nobody can say the opposite either.
    const fn opposite(self) -> Self {
        match self {
            Self::NotMet => Self::Met,
            Self::Unknown => Self::Unknown,
            Self::Met => Self::NotMet,
        }
    }
}

/// One question the rule put, what was known, and what came of it.
#[derive(Clone, PartialEq, Eq)]
pub enum Finding {
    /// A fact.
    Fact {
        /// What it had to be.
        test: FactTest,
        /// What is known, the newest first.
        known: Vec<Known>,
    },
    /// A day that must not be too long ago.
    Within {
        /// How long ago it may be.
        test: DateTest,
        /// What is known, the newest first.
        known: Vec<Known>,
    },
    /// A number of events.
    Count(Counted),
    /// Other populations that fit.
    Others(Vec<String>),
    /// The population is not in force yet.
    NotInForce(chrono::NaiveDate),
}

impl Finding {
    /// The code of what was asked; for events, that of the first kind that is counted.
    pub fn asked(&self) -> &str {
        match self {
            Self::Fact { test, .. } => &test.fact,
            Self::Within { test, .. } => &test.fact,
            Self::Count(counted) => counted.test.of.first().map_or("", |kind| kind.code()),
            Self::Others(_) => "any_other_pof",
            Self::NotInForce(_) => "effective_from",
        }
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({})", self.asked())
    }
}

/// A part of a rule and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What came of it.
    pub outcome: Outcome,
    /// What it is.
    pub part: Part,
}

/// What a part of a rule is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Each of these.
    All(Vec<Node>),
    /// At least one of these.
    Any(Vec<Node>),
    /// None of these.
    NoneOf(Vec<Node>),
    /// One question.
    Leaf(Finding),
}

impl Node {
    pub(super) fn leaf(outcome: Outcome, finding: Finding) -> Self {
        Self {
            outcome,
            part: Part::Leaf(finding),
        }
    }

    pub(super) fn all(parts: Vec<Self>) -> Self {
        let outcome = parts.iter().map(|part| part.outcome).min();
        Self {
            outcome: outcome.unwrap_or(Outcome::Met),
            part: Part::All(parts),
        }
    }

    pub(super) fn any(parts: Vec<Self>) -> Self {
        let outcome = parts.iter().map(|part| part.outcome).max();
        Self {
            outcome: outcome.unwrap_or(Outcome::NotMet),
            part: Part::Any(parts),
        }
    }

    pub(super) fn none_of(parts: Vec<Self>) -> Self {
        let outcome = parts.iter().map(|part| part.outcome).max();
        Self {
            outcome: outcome.unwrap_or(Outcome::NotMet).opposite(),
            part: Part::NoneOf(parts),
        }
    }

    /// Every question that was put, in the order of the rule.
    pub fn leaves(&self) -> Vec<(&Finding, Outcome)> {
        let mut all = Vec::new();
        self.walk(
            &mut |node, finding| all.push((finding, node.outcome)),
            false,
        );
        all
    }

    /// The questions that made the outcome what it is: those that hold where it holds, those that fail where it fails,
    /// and where nobody can say, what is known in its favour and what is missing.
    pub fn why(&self) -> Vec<(&Finding, Outcome)> {
        let mut all = Vec::new();
        self.walk(&mut |node, finding| all.push((finding, node.outcome)), true);
        all
    }

    /// What would have to be known for an answer; empty where there is one.
    pub fn missing(&self) -> Vec<&Finding> {
        if self.outcome != Outcome::Unknown {
            return Vec::new();
        }
        let missing = self.why().into_iter();
        let missing = missing.filter(|(_, outcome)| *outcome == Outcome::Unknown);
        missing.map(|(finding, _)| finding).collect()
    }

    fn walk<'a>(&'a self, take: &mut impl FnMut(&'a Self, &'a Finding), decisive: bool) {
        let parts = match &self.part {
            Part::Leaf(finding) => return take(self, finding),
            Part::All(parts) | Part::Any(parts) | Part::NoneOf(parts) => parts,
        };
        for part in parts {
            if !decisive || self.rests_on(part) {
                part.walk(take, decisive);
            }
        }
    }

    /// Whether this part is among the reasons for the outcome.
    fn rests_on(&self, part: &Self) -> bool {
        let whole = match self.part {
            Part::NoneOf(_) => self.outcome.opposite(),
            Part::All(_) | Part::Any(_) | Part::Leaf(_) => self.outcome,
        };
        let is_all = matches!(self.part, Part::All(_));
        match whole {
            Outcome::Unknown if is_all => true,
            // A rule that is not for her age is not for her; how the rest of it stands is beside the point.
            Outcome::NotMet if is_all && self.fails_by_age() => part.is_failed_age(),
            Outcome::Met | Outcome::NotMet | Outcome::Unknown => part.outcome == whole,
        }
    }

    fn fails_by_age(&self) -> bool {
        match &self.part {
            Part::All(parts) => parts.iter().any(Self::is_failed_age),
            Part::Any(_) | Part::NoneOf(_) | Part::Leaf(_) => false,
        }
    }

    fn is_failed_age(&self) -> bool {
        let is_age = match &self.part {
            Part::Leaf(finding) => finding.asked() == AGE,
            Part::All(_) | Part::Any(_) | Part::NoneOf(_) => false,
        };
        is_age && self.outcome == Outcome::NotMet
    }
}
