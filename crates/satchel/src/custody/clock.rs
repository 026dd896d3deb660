//! The highest time this satchel has seen: a clock that is set back gives nobody more days.
//!
//! It goes on with the computer's own running, which nobody can set, also while the clock on the wall stands behind. A clock
//! that is suddenly more than a day ahead may be a fault or a drawer: it is believed when the clinic says the time, or when
//! the satchel was opened on three such days.

use std::collections::BTreeSet;

use ambient::Millis;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sync::limits::DAY_MILLIS;

/// A clock may stand so far behind before it is said: ten minutes.
const BEHIND_MILLIS: Millis = 10 * 60_000;
/// What was seen so little later is about the same: a minute.
const ABOUT_MILLIS: Millis = 60_000;
/// On so many days it must have been opened before a jump forward is believed.
const DAYS_TO_BELIEVE: usize = 3;

/// What the clocks of this computer say now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clocks {
    /// The one that can be set.
    pub(crate) wall: Millis,
    /// For how long the computer has been running.
    pub(crate) ran: Millis,
    /// The day it is here.
    pub(crate) today: NaiveDate,
}

impl Clocks {
    pub(crate) fn of(ambient: &ambient::Ambient) -> Self {
        Self {
            wall: ambient.now(),
            ran: ambient.ran(),
            today: ambient.today(),
        }
    }
}

/// The highest time seen; none before the first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HighWater {
    at: Option<Millis>,
    /// For how long the computer had been running then.
    ran: Millis,
    /// Days on which it was opened with a clock too far ahead.
    ahead: BTreeSet<NaiveDate>,
}

impl HighWater {
    /// The clinic said the time: that is what it is.
    pub(crate) fn said(at: Millis, clocks: Clocks) -> Self {
        Self {
            at: Some(at),
            ran: clocks.ran,
            ahead: BTreeSet::new(),
        }
    }

    /// Where it stands by the computer's running alone.
    fn run_on(&self, clocks: Clocks) -> Option<Millis> {
        let passed = if self.ran <= clocks.ran {
            clocks.ran.saturating_sub(self.ran)
        } else {
            // It has been started anew, and has been running for as long at least.
            clocks.ran
        };
        self.at.map(|at| at.saturating_add(passed))
    }

    fn is_ahead(&self, clocks: Clocks) -> bool {
        self.run_on(clocks)
            .is_some_and(|on| DAY_MILLIS < clocks.wall.saturating_sub(on))
    }

    /// Whether the clock was set back.
    pub(crate) fn is_behind(&self, clocks: Clocks) -> bool {
        self.run_on(clocks)
            .is_some_and(|on| BEHIND_MILLIS < on.saturating_sub(clocks.wall))
    }

    /// What time it is at least, as far as this satchel believes.
    pub(crate) fn now(&self, clocks: Clocks) -> Millis {
        match self.run_on(clocks) {
            None => clocks.wall,
            Some(on) if self.is_ahead(clocks) && self.ahead.len() < DAYS_TO_BELIEVE => on,
            Some(on) => on.max(clocks.wall),
        }
    }

    /// Whether both have seen the same but for less than a minute, in one run of the computer.
    pub(crate) fn is_about(&self, other: &Self) -> bool {
        let apart = |one: Millis, other: Millis| one.saturating_sub(other).saturating_abs();
        self.ahead == other.ahead
            && apart(self.ran, other.ran) < ABOUT_MILLIS
            && match (self.at, other.at) {
                (Some(one), Some(other)) => apart(one, other) < ABOUT_MILLIS,
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            }
    }

    /// As it stands now.
    #[must_use]
    pub(crate) fn noted(&self, clocks: Clocks) -> Self {
        let doubted = self.is_ahead(clocks) && self.ahead.len() < DAYS_TO_BELIEVE;
        Self {
            at: Some(self.now(clocks)),
            ran: clocks.ran,
            ahead: if doubted {
                self.ahead.clone()
            } else {
                BTreeSet::new()
            },
        }
    }

    /// As it stands when the satchel is opened.
    #[must_use]
    pub(crate) fn opened(&self, clocks: Clocks) -> Self {
        let mut seen = self.clone();
        if self.is_ahead(clocks) {
            seen.ahead.insert(clocks.today);
        }
        seen.noted(clocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = 3_600_000;

    fn clocks(wall: Millis, ran: Millis) -> Clocks {
        let today = chrono::DateTime::from_timestamp_millis(wall).unwrap();
        Clocks {
            wall,
            ran,
            today: today.date_naive(),
        }
    }

    #[test]
    fn it_goes_with_the_clock_and_never_back() {
        let seen = HighWater::said(100 * HOUR, clocks(100 * HOUR, 0));
        assert_eq!(seen.now(clocks(110 * HOUR, 0)), 110 * HOUR);
        let back = clocks(50 * HOUR, 2 * HOUR);
        assert_eq!(seen.now(back), 102 * HOUR, "it goes on by itself");
        assert!(seen.is_behind(back));
        assert!(!seen.is_behind(clocks(102 * HOUR - BEHIND_MILLIS, 2 * HOUR)));
        let noted = seen.noted(back);
        // Started anew, with the clock still behind: the hours it ran count.
        assert_eq!(noted.now(clocks(50 * HOUR, HOUR)), 103 * HOUR);
    }

    #[test]
    fn a_jump_forward_is_believed_on_the_third_day_or_when_the_clinic_says_so() {
        let seen = HighWater::said(0, clocks(0, 0));
        let first = clocks(40 * DAY_MILLIS, 0);
        let once = seen.opened(first).opened(first);
        assert_eq!(once.now(first), 0, "one day, however often");
        let second = clocks(41 * DAY_MILLIS, 0);
        let twice = once.opened(second);
        assert_eq!(twice.now(second), 0);
        let third = clocks(42 * DAY_MILLIS, 0);
        assert_eq!(twice.opened(third).now(third), 42 * DAY_MILLIS);
        let right = clocks(HOUR, 0);
        assert_eq!(twice.noted(right).now(right), HOUR, "it was a fault");
        assert_eq!(
            HighWater::said(7, right)
                .opened(clocks(40 * DAY_MILLIS, 0))
                .now(right),
            HOUR
        );
    }

    #[test]
    fn before_the_first_word_the_clock_is_believed() {
        let never = HighWater::default();
        assert_eq!(never.now(clocks(7, 9)), 7);
        assert!(!never.is_behind(clocks(7, 9)));
        assert_eq!(never.noted(clocks(7, 9)), HighWater::said(7, clocks(7, 9)));
    }
}
