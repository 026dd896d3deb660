//! When the next journey is due: a small machine that is told what happened, the time and a piece of chance.
//!
//! Whatever happens, a satchel that exchanges by itself has a next try, and never one further away than
//! [`LONGEST_MILLIS`]; so nothing waits for ever. After a failure the wait is drawn anew from nought to a bound that
//! doubles: laptops that lost the clinic together do not come back together.

use ambient::Millis;

/// After something was written, so long passes before it is sent, so that a form's last touches go along.
const SETTLE_MILLIS: Millis = 4_000;
/// With nothing to send, the clinic is asked this often what is new.
pub(super) const ASK_AGAIN_MILLIS: Millis = 5 * 60_000;
/// The bound of the wait after the first failure.
const RETRY_MILLIS: Millis = 30_000;
/// And its bound after many.
const RETRY_MILLIS_MAX: Millis = 15 * 60_000;
/// When a network comes back, everybody on it notices at once.
const NETWORK_BACK_MILLIS: Millis = 5_000;
/// No wait is longer: the longest a clinic may ask for, and the widest bound after it.
const LONGEST_MILLIS: Millis = 75 * 60_000;

/// Who decides when the satchel exchanges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// It does.
    ByItself,
    /// It only does what it is told.
    WhenTold,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// She asks for an exchange.
    Asked,
    /// The satchel was opened.
    Opened,
    /// Something was written.
    Written,
    /// There is a way out again, or another one.
    NetworkBack,
    /// A journey came to its end.
    Arrived,
    /// Somebody stopped it.
    Stopped,
    /// It failed, and the clinic may have asked to be left alone for a while.
    Failed {
        /// For so long.
        again_after_seconds: Option<u32>,
    },
}

/// When the next journey is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Timetable {
    goes: Goes,
    due: Option<Millis>,
    failures: u32,
}

impl Timetable {
    /// Nothing has happened yet.
    pub(super) const fn new(goes: Goes) -> Self {
        Self {
            goes,
            due: None,
            failures: 0,
        }
    }

    /// When the next journey is due, if one is.
    pub(super) const fn due(&self) -> Option<Millis> {
        self.due
    }

    /// Whether it is due now. A clock that was turned back does not put it off.
    pub(super) fn is_due(&self, now: Millis) -> bool {
        self.due
            .is_some_and(|due| due <= now || now.saturating_add(LONGEST_MILLIS) < due)
    }

    /// The timetable after this has happened. Chance is drawn only where something hangs on it.
    #[must_use]
    pub(super) fn after(self, event: Event, now: Millis, chance: impl FnOnce() -> [u8; 8]) -> Self {
        if self.goes == Goes::WhenTold {
            let due = (event == Event::Asked).then_some(now);
            return Self { due, ..self };
        }
        let at = |wait: Millis| Some(now.saturating_add(wait));
        let sooner = |wait: Millis| at(wait).map(|at| self.due.map_or(at, |due| due.min(at)));
        match event {
            Event::Asked => Self {
                due: Some(now),
                ..self
            },
            Event::Opened => Self {
                due: Some(now),
                failures: 0,
                ..self
            },
            // A failed journey keeps its own next try: a dead network is not asked at every keystroke.
            Event::Written if 0 < self.failures => self,
            Event::Written => Self {
                due: sooner(SETTLE_MILLIS),
                ..self
            },
            Event::NetworkBack if self.failures == 0 => self,
            Event::NetworkBack => Self {
                due: sooner(drawn(NETWORK_BACK_MILLIS, chance())),
                failures: 0,
                ..self
            },
            Event::Arrived | Event::Stopped => Self {
                due: at(ASK_AGAIN_MILLIS),
                failures: 0,
                ..self
            },
            Event::Failed {
                again_after_seconds,
            } => {
                let asked = Millis::from(again_after_seconds.unwrap_or(0)).saturating_mul(1_000);
                let wait = drawn(bound(self.failures), chance());
                Self {
                    due: at(asked.saturating_add(wait)),
                    failures: self.failures.saturating_add(1),
                    ..self
                }
            }
        }
    }
}

/// The longest wait after so many failures.
fn bound(failures: u32) -> Millis {
    let doubled = 1_i64
        .checked_shl(failures.min(16))
        .map_or(RETRY_MILLIS_MAX, |times| RETRY_MILLIS.saturating_mul(times));
    doubled.min(RETRY_MILLIS_MAX)
}

/// Any time from nought to the bound, each as likely as the other: full jitter.
fn drawn(bound: Millis, chance: [u8; 8]) -> Millis {
    let chance = u64::from_le_bytes(chance);
    let bound = u64::try_from(bound).unwrap_or(0);
    let share = u128::from(chance).saturating_mul(u128::from(bound)) >> 64;
    Millis::try_from(share).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sync::limits::AGAIN_AFTER_SECONDS_MAX;

    const NOW: Millis = 1_000_000_000;
    /// Chance at its least and at its most.
    const LEAST: fn() -> [u8; 8] = || [0; 8];
    const MOST: fn() -> [u8; 8] = || [0xff; 8];
    const FAILED: Event = Event::Failed {
        again_after_seconds: None,
    };

    fn opened() -> Timetable {
        Timetable::new(Goes::ByItself).after(Event::Opened, NOW, LEAST)
    }

    fn waits(timetable: Timetable) -> Millis {
        timetable.due().unwrap().saturating_sub(NOW)
    }

    fn failed(times: u32) -> Timetable {
        (0..times).fold(opened(), |timetable, _| timetable.after(FAILED, NOW, MOST))
    }

    #[test]
    fn after_each_failure_the_wait_is_drawn_from_nought_to_a_bound_that_doubles() {
        let bounds = [30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000];
        for (times, bound) in (0..).zip(bounds) {
            let before = failed(times);
            assert_eq!(waits(before.after(FAILED, NOW, LEAST)), 0);
            assert_eq!(waits(before.after(FAILED, NOW, MOST)), bound - 1);
            let half = || [0, 0, 0, 0, 0, 0, 0, 0x80];
            assert_eq!(waits(before.after(FAILED, NOW, half)), bound / 2);
        }
        assert_eq!(waits(failed(u32::from(u8::MAX))), RETRY_MILLIS_MAX - 1);
    }

    #[test]
    fn a_clinic_that_asks_to_be_left_alone_is_and_not_by_everybody_for_as_long() {
        let busy = Event::Failed {
            again_after_seconds: Some(120),
        };
        assert_eq!(waits(opened().after(busy, NOW, LEAST)), 120_000);
        assert_eq!(waits(opened().after(busy, NOW, MOST)), 120_000 + 29_999);
    }

    #[test]
    fn she_the_opened_satchel_and_the_network_cut_the_wait_short() {
        let waiting = failed(8);
        assert_eq!(waits(waiting.after(Event::Asked, NOW, MOST)), 0);
        assert_eq!(waits(waiting.after(Event::Opened, NOW, MOST)), 0);
        let back = waiting.after(Event::NetworkBack, NOW, MOST);
        assert_eq!(waits(back), NETWORK_BACK_MILLIS - 1);
        // And the next failure begins anew, with a short wait.
        assert_eq!(waits(back.after(FAILED, NOW, MOST)), RETRY_MILLIS - 1);
    }

    #[test]
    fn what_is_written_is_sent_soon_but_does_not_hurry_a_failed_journey() {
        let rested = opened().after(Event::Arrived, NOW, LEAST);
        assert_eq!(waits(rested), ASK_AGAIN_MILLIS);
        let written = rested.after(Event::Written, NOW, LEAST);
        assert_eq!(waits(written), SETTLE_MILLIS);
        let again = written.after(Event::Written, NOW + 1_000, LEAST);
        assert_eq!(waits(again), SETTLE_MILLIS, "it is not put off by more");
        assert_eq!(failed(5).after(Event::Written, NOW, LEAST), failed(5));
    }

    #[test]
    fn a_clock_that_is_turned_back_puts_nothing_off() {
        let rested = opened().after(Event::Arrived, NOW, LEAST);
        assert!(!rested.is_due(NOW));
        assert!(rested.is_due(NOW + ASK_AGAIN_MILLIS));
        assert!(rested.is_due(NOW - 365 * 86_400_000));
    }

    #[test]
    fn one_that_is_told_goes_when_it_is_told() {
        let told = Timetable::new(Goes::WhenTold);
        let asked = told.after(Event::Asked, NOW, LEAST);
        assert!(asked.is_due(NOW));
        for event in [Event::Opened, Event::Written, Event::Arrived, FAILED] {
            assert_eq!(asked.after(event, NOW, MOST).due(), None, "{event:?}");
        }
    }

    /// Every list of five events, with chance at its least and at its most.
    #[test]
    fn whatever_happens_there_is_a_next_try_and_it_is_not_far() {
        let events = [
            Event::Asked,
            Event::Opened,
            Event::Written,
            Event::NetworkBack,
            Event::Arrived,
            Event::Stopped,
            FAILED,
            Event::Failed {
                again_after_seconds: Some(AGAIN_AFTER_SECONDS_MAX),
            },
        ];
        let mut reached = vec![opened()];
        for _ in 0..5 {
            let step = |timetable: &Timetable| {
                let timetable = *timetable;
                events.into_iter().flat_map(move |event| {
                    [LEAST, MOST].map(|chance| timetable.after(event, NOW, chance))
                })
            };
            let mut next: Vec<Timetable> = reached.iter().flat_map(step).collect();
            next.sort_by_key(|timetable| (timetable.due, timetable.failures));
            next.dedup();
            for timetable in &next {
                let due = timetable.due().expect("there is a next try");
                assert!((NOW..=NOW + LONGEST_MILLIS).contains(&due), "{timetable:?}");
            }
            reached = next;
        }
        assert!(1 < reached.len());
    }
}
