//! Days: which are holidays, and what comes after.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// A day in each year on which the State's offices are closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// What it is called.
    pub name: String,
    /// The month, from 1.
    pub month: u32,
    /// Which day of it.
    pub when: When,
    /// So many days later.
    pub days_after: u32,
    /// Kept on the Friday before if it falls on a Saturday.
    pub friday: bool,
}

/// Which day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The same date each year.
    Day(u32),
    /// The first, second, … of a weekday, from 1.
    Nth(Weekday, u8),
    /// The last of a weekday.
    Last(Weekday),
}

impl Holiday {
    /// The day in a year on which it falls; none if the calendar has none.
    fn falls_on(&self, year: i32) -> Option<NaiveDate> {
        let day = match self.when {
            When::Day(day) => NaiveDate::from_ymd_opt(year, self.month, day),
            When::Nth(weekday, nth) => {
                NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth)
            }
            When::Last(weekday) => [5, 4].into_iter().find_map(|nth| {
                NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth)
            }),
        };
        Some(after(day?, self.days_after))
    }

    /// Whether offices are closed for it on this day.
    pub(super) fn is_kept_on(&self, day: NaiveDate) -> bool {
        let falls = self.falls_on(day.year());
        falls.is_some_and(|falls| match falls.weekday() {
            Weekday::Sun => day == after(falls, 1),
            Weekday::Sat if self.friday => falls.pred_opt() == Some(day),
            Weekday::Mon
            | Weekday::Tue
            | Weekday::Wed
            | Weekday::Thu
            | Weekday::Fri
            | Weekday::Sat => day == falls,
        })
    }
}

/// The day that is so many days after.
pub(super) fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// The last day of its year.
pub(super) fn last_of_year(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), 12, 31).unwrap_or(day)
}

pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
