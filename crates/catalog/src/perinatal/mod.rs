//! Around a birth: what is due when, who else may do the same thing, groups with sessions, and Community Supports.
//!
//! The list says windows in days from something that happened; [`schedule`] turns them into days and says of each how it
//! stands. After a loss nothing that speaks of a baby is due any more: that follows from the anchors, and nobody has to
//! remember it.

mod raw;
mod schedule;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use care::{CoreService, Domain, PregnancyEnding};
use chrono::NaiveDate;

use crate::Wrong;
use crate::instruments::Said;
use crate::outreach::Vouched;
use crate::populations::words;

pub use schedule::{Asked, Course, Recorded, Slot, State};

/// The list that this release carries.
const SHIPPED: &str = include_str!("../../data/perinatal.toml");

/// What is due around a birth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Perinatal {
    /// What it is called: `2026-01`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// What is due when.
    pub items: Vec<Item>,
    /// What follows a screen that speaks of depression.
    pub follow_up: FollowUp,
    /// What is asked first.
    pub dating: FollowUp,
    /// What is asked where it must be over.
    pub ending: FollowUp,
    /// Groups with sessions.
    pub groups: Vec<Group>,
    /// What others do, and which of ours is the same.
    pub services: Vec<Service>,
    /// Community Supports.
    pub supports: Vec<Support>,
}

/// A value with its name, where it comes from and who vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its permanent code.
    pub code: String,
    /// What it is called.
    pub label: Said,
    /// Where it comes from.
    pub source: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

words! {
    /// The line on which something is drawn.
    Lane {
        /// Prenatal visits.
        Prenatal = "prenatal",
        /// CPSP assessments.
        Reassessment = "reassessment",
        /// How her mood is.
        Mood = "mood",
        /// The mother, after.
        Mother = "mother",
        /// After a loss.
        Grief = "grief",
        /// A baby.
        Baby = "baby",
    }
}

words! {
    /// What days are counted from.
    Anchor {
        /// 280 days before the due date.
        Gestation = "gestation",
        /// The day the clinic knew of it.
        Known = "known",
        /// The day it ended.
        End = "end",
        /// The day she lost it, or a baby.
        Loss = "loss",
        /// The due date, after a loss.
        DueDate = "due_date",
        /// The birth of each baby who lives.
        Baby = "baby",
    }
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub entry: Entry,
    /// Where it is drawn.
    pub lane: Lane,
    /// Of one series only what began last presses.
    pub series: String,
    /// What its days are counted from.
    pub anchor: Anchor,
    /// The first day on which it is due.
    pub from_day: i32,
    /// The last.
    pub by_day: i32,
    /// After which ends; empty for all.
    pub after: BTreeSet<PregnancyEnding>,
    /// Asking one of these does it.
    pub instruments: Vec<String>,
    /// Doing one of these in its days does it.
    pub met_by: Vec<String>,
}

/// What follows from something, within so many days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Within so many days.
    pub within_days: u32,
    /// What it is called.
    pub label: Said,
    /// Who vouches for it.
    pub vouched: Vouched,
}

impl FollowUp {
    /// The code under which the follow-up of a screen is kept.
    pub const CODE: &'static str = "mood_follow_up";
}

/// A group with sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub entry: Entry,
    /// The programme it belongs to, by the code of the outreach list.
    pub programme: String,
    /// How many sessions there are.
    pub sessions: u8,
}

/// What somebody beside us does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub entry: Entry,
    /// Which of our services are the same.
    pub same_as: Vec<CoreService>,
}

/// A Community Support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// Its name.
    pub entry: Entry,
    /// A need in this area of the plan makes it a suggestion.
    pub need: Domain,
}

impl Perinatal {
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
        static LIST: LazyLock<Perinatal> =
            LazyLock::new(|| Perinatal::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }

    /// What is due, by its code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|one| one.entry.code == code)
    }

    /// A group by its code.
    pub fn group(&self, code: &str) -> Option<&Group> {
        self.groups.iter().find(|one| one.entry.code == code)
    }

    /// What somebody beside us does, by its code.
    pub fn service(&self, code: &str) -> Option<&Service> {
        self.services.iter().find(|one| one.entry.code == code)
    }

    /// A Community Support by its code.
    pub fn support(&self, code: &str) -> Option<&Support> {
        self.supports.iter().find(|one| one.entry.code == code)
    }

    /// Whether something can be written down of this: an item of the list, a session of a group, a follow-up, a
    /// Community Support.
    pub fn is_known(&self, code: &str, about: &str) -> bool {
        let session = |group: &Group| {
            let number = about.parse::<u8>();
            number.is_ok_and(|number| (1..=group.sessions).contains(&number))
        };
        match self.item(code) {
            Some(item) => (item.anchor == Anchor::Baby) != about.is_empty(),
            None => {
                self.group(code).is_some_and(session)
                    || (code == FollowUp::CODE && !about.is_empty())
                    || (self.support(code).is_some() && about.is_empty())
            }
        }
    }
}
