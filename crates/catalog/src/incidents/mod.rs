//! After an incident: who is to be told by when.
//!
//! A rule says within how many hours, days or business days, counted from the detection or from what was told to the members.
//! [`Incidents::due`] turns it into a moment or a day. A day counts from the one after the detection, and is over at its end.

mod calendar;
mod raw;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::Wrong;
use crate::instruments::Said;
use crate::outreach::Vouched;

pub use calendar::Holiday;

/// The list that this release carries.
const SHIPPED: &str = include_str!("../../data/incidents.toml");
const HOUR_MILLIS: i64 = 3_600_000;

/// Who is to be told of an incident, and which days are no business days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incidents {
    /// What it is called: `2026-11`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// Who is to be told, in the order of the list.
    pub recipients: Vec<Recipient>,
    /// Days on which the State's offices are closed.
    pub holidays: Vec<Holiday>,
}

/// Somebody who is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Its permanent code.
    pub code: String,
    /// What it is called.
    pub label: Said,
    /// Where the rule stands.
    pub source: String,
    /// Who vouches for it.
    pub vouched: Vouched,
    /// Not when it was found to be no breach.
    pub only_breach: bool,
    /// Only if as many members are concerned as this; absent if it does not matter.
    pub people_min: Option<u32>,
    /// And as few.
    pub people_max: Option<u32>,
    /// What it is counted from.
    pub after: After,
    /// How long there is.
    pub within: Within,
}

/// What a time is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// When the incident was detected.
    Detection,
    /// The day the members were told, or were to be.
    Members,
}

/// How long there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Hours, to the minute.
    Hours(u32),
    /// Days on which the State's offices are open.
    BusinessDays(u32),
    /// Days of the calendar.
    Days(u32),
    /// Days of the calendar after the end of the year.
    DaysAfterYear(u32),
}

/// Until when somebody is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Until this moment, milliseconds since 1970 UTC.
    At(i64),
    /// Until the end of this day, where the clinic is.
    On(NaiveDate),
}

/// The facts that a due date follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected {
    /// When it was detected, milliseconds since 1970 UTC.
    pub at: i64,
    /// The day that was, where the clinic is.
    pub on: NaiveDate,
    /// How many members are concerned.
    pub people: u32,
    /// The day the members were told; absent until they are.
    pub members_told: Option<NaiveDate>,
}

impl Incidents {
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
        static LIST: LazyLock<Incidents> =
            LazyLock::new(|| Incidents::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }

    /// Somebody who may be told, by the code.
    pub fn recipient(&self, code: &str) -> Option<&Recipient> {
        self.recipients
            .iter()
            .find(|recipient| recipient.code == code)
    }

    /// Who is to be told by when, in the order of the list; whoever is told only of a breach as well.
    pub fn due(&self, detected: Detected) -> Vec<(&Recipient, Due)> {
        let mut days = BTreeMap::new();
        for recipient in &self.recipients {
            let from = match recipient.after {
                After::Detection => Some(detected.on),
                After::Members => detected
                    .members_told
                    .or_else(|| days.get("members").copied()),
            };
            if let Some(from) = from
                && let Due::On(day) = self.by(recipient.within, (detected.at, from))
            {
                days.insert(recipient.code.as_str(), day);
            }
        }
        let concerned = self.recipients.iter().filter(|recipient| {
            recipient
                .people_min
                .is_none_or(|min| min <= detected.people)
                && recipient
                    .people_max
                    .is_none_or(|max| detected.people <= max)
        });
        concerned
            .filter_map(|recipient| {
                let due = match (recipient.within, days.get(recipient.code.as_str())) {
                    (Within::Hours(_), _) => self.by(recipient.within, (detected.at, detected.on)),
                    (_, day) => Due::On(*day?),
                };
                Some((recipient, due))
            })
            .collect()
    }

    fn by(&self, within: Within, (at, from): (i64, NaiveDate)) -> Due {
        match within {
            Within::Hours(hours) => {
                Due::At(at.saturating_add(i64::from(hours).saturating_mul(HOUR_MILLIS)))
            }
            Within::Days(days) => Due::On(calendar::after(from, days)),
            Within::DaysAfterYear(days) => {
                Due::On(calendar::after(calendar::last_of_year(from), days))
            }
            Within::BusinessDays(days) => Due::On(self.business_days_after(from, days)),
        }
    }

    /// The day on which so many business days have passed since a day, which does not count itself.
    pub fn business_days_after(&self, from: NaiveDate, days: u32) -> NaiveDate {
        let (mut day, mut left) = (from, days);
        while 0 < left {
            day = calendar::after(day, 1);
            if self.is_business_day(day) {
                left = left.saturating_sub(1);
            }
            if day == NaiveDate::MAX {
                break;
            }
        }
        day
    }

    /// Whether the State's offices are open on it.
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        !calendar::is_weekend(day) && !self.holidays.iter().any(|holiday| holiday.is_kept_on(day))
    }
}
