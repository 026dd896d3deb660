//! Rights: by when a request of a member has to be answered, for which reasons it may be denied, and how she may object.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use care::RightKind;
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use serde::Deserialize;
use toml::Spanned;

use crate::Wrong;
use crate::instruments::Said;
use crate::outreach::Vouched;
use crate::values::Values;

/// The list that this release carries.
const SHIPPED: &str = include_str!("../../data/rights.toml");

/// The rules of her requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// What the list is called: `2026-01`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// One for each kind of request.
    pub rights: Vec<Right>,
    /// For what one may be denied.
    pub denials: Vec<Denial>,
}

/// How the days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Calendar days.
    Days,
    /// Without Saturdays and Sundays.
    WorkingDays,
}

/// By when a request has to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// Which.
    pub kind: RightKind,
    /// What it is called where it is due.
    pub label: Said,
    /// So many days.
    pub days: u32,
    /// How they are counted.
    pub counted: Counted,
    /// So many days more, once; 0 where there is no more time.
    pub extend_days: u32,
    /// The rule in a sentence.
    pub rule: Said,
    /// Where it stands.
    pub source: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

/// A reason for which a request may be denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Its permanent code.
    pub code: String,
    /// Which requests.
    pub rights: Vec<RightKind>,
    /// The reason.
    pub label: Said,
    /// What she may do about it.
    pub object: Said,
    /// Where it stands.
    pub source: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: Spanned<String>,
    effective_from: NaiveDate,
    right: Vec<RawRight>,
    denial: Vec<RawDenial>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRight {
    code: Spanned<String>,
    label: String,
    label_es: String,
    days: Spanned<u32>,
    counted: Spanned<String>,
    extend_days: u32,
    rule: String,
    rule_es: String,
    source: String,
    standing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDenial {
    code: Spanned<String>,
    rights: Spanned<Vec<String>>,
    label: String,
    label_es: String,
    object: String,
    object_es: String,
    source: String,
    standing: Spanned<String>,
}

impl Values<'_> {
    fn right(&self, raw: RawRight) -> Result<Right, Wrong> {
        let kind = raw.code.get_ref().parse::<RightKind>();
        let kind = kind.or(Err(Wrong::at(self.0, &raw.code, "this is no request")))?;
        if *raw.days.get_ref() == 0 {
            return Err(Wrong::at(self.0, &raw.days, "nobody answers in no time"));
        }
        let counted = match raw.counted.get_ref().as_str() {
            "days" => Counted::Days,
            "working_days" => Counted::WorkingDays,
            _ => return Err(Wrong::at(self.0, &raw.counted, "days are not counted so")),
        };
        Ok(Right {
            kind,
            label: self.said(&raw.code, raw.label, raw.label_es)?,
            days: raw.days.into_inner(),
            counted,
            extend_days: raw.extend_days,
            rule: self.said(&raw.code, raw.rule, raw.rule_es)?,
            source: raw.source,
            vouched: self.vouched(&raw.standing)?,
        })
    }

    fn denial(&self, raw: RawDenial) -> Result<Denial, Wrong> {
        let rights: Result<Vec<RightKind>, _> =
            raw.rights.get_ref().iter().map(|one| one.parse()).collect();
        let rights = rights.or(Err(Wrong::at(self.0, &raw.rights, "this is no request")))?;
        if rights.is_empty() {
            return Err(Wrong::at(self.0, &raw.rights, "this denies nothing"));
        }
        Ok(Denial {
            rights,
            label: self.said(&raw.code, raw.label, raw.label_es)?,
            object: self.said(&raw.code, raw.object, raw.object_es)?,
            source: raw.source,
            vouched: self.vouched(&raw.standing)?,
            code: raw.code.into_inner(),
        })
    }
}

impl Rights {
    /// Reads a list, or says at which line it is wrong and why. Each kind of request stands in it once, and so does each
    /// reason.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
        let values = Values(text);
        let mut codes = BTreeSet::new();
        let all = raw.right.iter().map(|one| &one.code);
        for code in all.chain(raw.denial.iter().map(|one| &one.code)) {
            if !codes.insert(code.get_ref().clone()) {
                return Err(Wrong::at(text, code, "this is in the list already"));
            }
        }
        if RightKind::ALL
            .iter()
            .any(|kind| !codes.contains(kind.code()))
        {
            let reason = "a kind of request has no rule";
            return Err(Wrong::at(text, &raw.version, reason));
        }
        let rights = raw.right.into_iter().map(|one| values.right(one));
        let denials = raw.denial.into_iter().map(|one| values.denial(one));
        Ok(Self {
            rights: rights.collect::<Result<_, _>>()?,
            denials: denials.collect::<Result<_, _>>()?,
            effective_from: raw.effective_from,
            version: raw.version.into_inner(),
        })
    }

    /// The list that this release carries.
    #[expect(
        clippy::expect_used,
        reason = "the list is compiled in, and a test of this crate reads it"
    )]
    pub fn shipped() -> &'static Self {
        static LIST: LazyLock<Rights> =
            LazyLock::new(|| Rights::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }

    /// The rule of a kind of request.
    pub fn right(&self, kind: RightKind) -> Option<&Right> {
        self.rights.iter().find(|one| one.kind == kind)
    }

    /// A reason by its code.
    pub fn denial(&self, code: &str) -> Option<&Denial> {
        self.denials.iter().find(|one| one.code == code)
    }
}

impl Right {
    /// The last day for an answer to what was received on a day.
    pub fn due(&self, received: NaiveDate) -> NaiveDate {
        match self.counted {
            Counted::Days => later(received, self.days),
            Counted::WorkingDays => {
                let (mut day, mut left) = (received, self.days);
                while 0 < left {
                    day = later(day, 1);
                    if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                        left = left.saturating_sub(1);
                    }
                }
                day
            }
        }
    }

    /// The last day with the time that may be taken once; nothing where none may.
    pub fn extended(&self, due: NaiveDate) -> Option<NaiveDate> {
        (0 < self.extend_days).then(|| later(due, self.extend_days))
    }
}

fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}
