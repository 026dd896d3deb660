//! Instruments: the questions of a screening, the answers one may choose, and what they come to.
//!
//! An instrument is a file with its licence. Where the licence lets us, the file holds the published wording, word for
//! word; else it is a form for the score alone, filled in from the clinic's own copy. Nothing here rewords a question.

mod file;
mod raw;
mod rule;
mod screening;
mod weigh;

use std::collections::BTreeSet;

use care::{Sex, Subject};

use crate::Wrong;

pub use rule::{Term, When};
pub use screening::{Anchor, Due, Protocol, Said, Screening};
pub use weigh::{AnswerError, Person, Sheet, Weighed};

/// One instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// Its permanent id.
    pub id: String,
    /// What everybody calls it: "PHQ-9".
    pub short: String,
    /// Its whole title.
    pub title: String,
    /// What it asks about.
    pub about: Subject,
    /// Its own edition.
    pub edition: String,
    /// Under what it may be used and handed on.
    pub licence: String,
    /// Who made it; stands under every form and print-out.
    pub attribution: String,
    /// Why its text is not here; absent where it is.
    pub why_no_text: Option<String>,
    /// What is said before the questions; may be empty.
    pub stem: String,
    /// What of it was seen in a published document, and what has still to be confirmed.
    pub standing: String,
    /// Over how many days it asks back; 0 where it does not say.
    pub recall_days: u16,
    /// The LOINC code of the whole; may be empty.
    pub loinc: String,
    /// To be asked with nobody else who can hear.
    pub ask_alone: bool,
    /// The questions, in order.
    pub items: Vec<Item>,
    /// What the answers add up to.
    pub scores: Vec<Score>,
    /// What follows from them.
    pub rules: Vec<Rule>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id within the instrument.
    pub id: String,
    /// Its LOINC code; may be empty.
    pub loinc: String,
    /// What it belongs to; may be empty.
    pub group: String,
    /// The published wording.
    pub text: String,
    /// What one may choose.
    pub choices: Vec<Choice>,
    /// Whether one may choose several.
    pub multi: bool,
    /// Whether the whole is incomplete without it.
    pub required: bool,
    /// To be asked with nobody else who can hear.
    pub ask_alone: bool,
    /// When it is not asked: that question's answer counts so much.
    pub skip_if: Option<(String, u16)>,
    /// Choices that mean a need.
    pub need: BTreeSet<String>,
    /// The choice that goes with no other.
    pub exclusive: Option<String>,
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its code, LOINC where there is one.
    pub code: String,
    /// The published wording.
    pub label: String,
    /// What it counts; absent where it counts nothing.
    pub score: Option<u16>,
}

/// How a score is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// All answers added up; none when one is missing.
    Sum,
    /// One as soon as one answer counts one; none while that is open.
    Any,
    /// Entered from the clinic's own copy.
    Entered,
}

/// What answers add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Its id within the instrument.
    pub id: String,
    /// Its LOINC code; may be empty.
    pub loinc: String,
    /// How it is made.
    pub method: Method,
    /// Of which questions.
    pub items: Vec<String>,
    /// The least it can be.
    pub min: u16,
    /// The most it can be.
    pub max: u16,
    /// The codes of the values 0 and 1, where the result is a code and no number.
    pub coded: Option<(String, String)>,
    /// What its values are called, from the least on, without a gap.
    pub bands: Vec<Band>,
}

/// Values of a score that are called the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// From here.
    pub from: u16,
    /// To here.
    pub to: u16,
    /// Its name.
    pub label: Said,
}

/// What follows from answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id within the instrument.
    pub id: String,
    /// When it is met.
    pub when: When,
    /// What follows.
    pub action: Action,
    /// The kind of thing it says that not everybody around the member may know: "dv".
    pub sensitive: Option<String>,
    /// For whoever asked. A screen is no diagnosis: it is a suggestion, never more.
    pub text: Said,
}

/// What follows when a rule is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A plan for how to go on.
    FollowUp,
    /// Somebody may be in danger: the protocol of this id, at once.
    Safety(String),
    /// Another instrument is asked next.
    Open(String),
    /// A need is suggested, by its word in the list of needs.
    Need(String),
}

const SHIPPED: &[&str] = &[
    include_str!("../../data/instruments/phq9.toml"),
    include_str!("../../data/instruments/phq2.toml"),
    include_str!("../../data/instruments/gad7.toml"),
    include_str!("../../data/instruments/ahc_hrsn_core.toml"),
    include_str!("../../data/instruments/hunger_vital_sign.toml"),
    include_str!("../../data/instruments/auditc.toml"),
    include_str!("../../data/instruments/pc_ptsd_5.toml"),
    include_str!("../../data/instruments/epds.toml"),
    include_str!("../../data/instruments/cssrs_screener.toml"),
    include_str!("../../data/instruments/dast10.toml"),
    include_str!("../../data/instruments/prapare.toml"),
    include_str!("../../data/instruments/four_ps_plus.toml"),
    include_str!("../../data/instruments/pearls.toml"),
];

/// The instruments that come with the program, in the order in which they are offered.
pub fn shipped() -> Result<Vec<Instrument>, Wrong> {
    SHIPPED.iter().map(|text| read(text)).collect()
}

/// Reads an instrument's file, or says in which line it is wrong.
pub fn read(text: &str) -> Result<Instrument, Wrong> {
    file::read(text)
}

impl Instrument {
    /// A question by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// A score by its id.
    pub fn score(&self, id: &str) -> Option<&Score> {
        self.scores.iter().find(|score| score.id == id)
    }

    /// A rule by its id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Whether some of it is to be asked with nobody else who can hear.
    pub fn is_sensitive(&self) -> bool {
        self.ask_alone || self.items.iter().any(|item| item.ask_alone)
    }
}

impl Item {
    /// A choice by its code.
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.code == code)
    }
}

impl Score {
    /// The band a value lies in.
    pub fn band(&self, value: u16) -> Option<&Band> {
        self.bands
            .iter()
            .find(|band| (band.from..=band.to).contains(&value))
    }
}

impl Action {
    /// The protocol to follow at once.
    pub fn protocol(&self) -> Option<&str> {
        match self {
            Self::Safety(protocol) => Some(protocol),
            Self::FollowUp | Self::Open(_) | Self::Need(_) => None,
        }
    }
}

/// Whether a term about the sex holds: somebody whose sex is not known is not of any.
fn is_of_sex(known: Option<Sex>, sex: Sex) -> bool {
    known == Some(sex)
}

#[cfg(test)]
mod tests;
