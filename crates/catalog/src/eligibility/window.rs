//! Counting events in a stretch of time that slides.
//!
//! Months are calendar months, counted back from a day; both ends belong to the stretch. The last day of a shorter month
//! stands for a day it does not have: six months before 31 August is 28 February.

use std::fmt;

use chrono::{Months, NaiveDate};

use crate::populations::CountTest;

use super::known::Event;
use super::outcome::Outcome;

/// The first and the last day of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Stretch {
    /// The so many months that end on `to`.
    pub fn back(to: NaiveDate, months: u32) -> Self {
        let from = to.checked_sub_months(Months::new(months));
        Self {
            from: from.unwrap_or(NaiveDate::MIN),
            to,
        }
    }

    /// Whether the day lies in it.
    pub fn has(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The fullest stretch, and how many events lie in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The stretch.
    pub stretch: Stretch,
    /// How many.
    pub events: usize,
}

/// What a count came to.
#[derive(Clone, PartialEq, Eq)]
pub struct Counted {
    /// What was counted.
    pub test: CountTest,
    /// The whole time looked at.
    pub looked: Stretch,
    /// The fullest stretch of those that surely count.
    pub surely: Window,
    /// The same with those of which nobody has said whether they count.
    pub at_most: Window,
    /// What lies in the time looked at and counts or may count, oldest first.
    pub events: Vec<(Event, bool)>,
    /// Somebody who would know has told us of her visits.
    pub is_known: bool,
    /// Her health plan said yes although the number is lower.
    pub is_excepted: bool,
}

impl fmt::Debug for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counted(…)")
    }
}

impl Counted {
    /// Counts the events of somebody on a day.
    pub(super) fn count(
        test: &CountTest,
        events: &[Event],
        as_of: NaiveDate,
        is_known: bool,
        is_excepted: bool,
    ) -> Self {
        let looked = Stretch::back(as_of, test.trailing_months);
        let mut inside: Vec<(Event, bool)> = Vec::new();
        for event in events.iter().filter(|event| looked.has(event.on)) {
            match event.counts(&test.of, &test.marks) {
                Some(true) => inside.push((event.clone(), true)),
                None => inside.push((event.clone(), false)),
                Some(false) => {}
            }
        }
        inside.sort_by(|(one, _), (other, _)| (one.on, &one.id).cmp(&(other.on, &other.id)));
        let sure = inside.iter().filter(|(_, sure)| *sure);
        let sure: Vec<NaiveDate> = sure.map(|(event, _)| event.on).collect();
        let all: Vec<NaiveDate> = inside.iter().map(|(event, _)| event.on).collect();
        Self {
            surely: fullest(&sure, looked, test.sliding_months),
            at_most: fullest(&all, looked, test.sliding_months),
            test: test.clone(),
            looked,
            events: inside,
            is_known,
            is_excepted,
        }
    }

    /// What the count says. That fewer are known than needed says *no* only if somebody would have told us of more.
    pub(super) fn outcome(&self) -> Outcome {
        let needed = self.test.at_least;
        if needed <= self.surely.events || self.is_excepted {
            Outcome::Met
        } else if self.is_known && self.at_most.events < needed {
            Outcome::NotMet
        } else {
            Outcome::Unknown
        }
    }
}

/// The stretch with most of these days; the latest of several. A stretch worth looking at ends with one of them.
fn fullest(days: &[NaiveDate], looked: Stretch, sliding: Option<u32>) -> Window {
    let Some(months) = sliding else {
        return Window {
            stretch: looked,
            events: days.len(),
        };
    };
    let last = Stretch::back(looked.to, months);
    let mut best = Window {
        stretch: last,
        events: days.iter().filter(|day| last.has(**day)).count(),
    };
    for end in days.iter().rev() {
        let stretch = Stretch::back(*end, months);
        let events = days.iter().filter(|day| stretch.has(**day)).count();
        if best.events < events {
            best = Window { stretch, events };
        }
    }
    best
}
