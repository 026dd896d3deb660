//! The outside we cannot predict: the clock, chance, and fresh ids.
//!
//! The only crate allowed to read the system's clock or its random source. Everybody else is handed an
//! [`Ambient`], so that tests and the simulation own time and chance, and a failing seed replays.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Local, NaiveDate, Utc};
use uuid::Uuid;

/// Milliseconds since 1970-01-01 UTC, as this device believes them. Never used to decide an order.
pub type Millis = i64;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Millis;
    /// The calendar day where this computer stands.
    fn today(&self) -> NaiveDate;
    /// The calendar day that a moment was on, where this computer stands.
    fn day_of(&self, at: Millis) -> NaiveDate;
    /// For how long the computer has been running, sleep included. Nobody can set it, and it begins anew at each start.
    fn ran(&self) -> Millis;
}

/// Gives random bytes.
pub trait Chance: Send + Sync {
    /// Fills the whole buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// The clock and the chance that one running Satchel, clinic or test lives with.
#[derive(Clone)]
pub struct Ambient {
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
}

impl fmt::Debug for Ambient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ambient")
    }
}

impl Ambient {
    /// The computer's own clock and random source.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
        }
    }

    /// A clock and a chance of the caller's making.
    pub fn of(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        Self { clock, chance }
    }

    /// The present instant.
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// The calendar day where this computer stands.
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// The calendar day that a moment was on, where this computer stands.
    pub fn day_of(&self, at: Millis) -> NaiveDate {
        self.clock.day_of(at)
    }

    /// For how long the computer has been running, sleep included.
    pub fn ran(&self) -> Millis {
        self.clock.ran()
    }

    /// `N` fresh random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }

    /// Fills the buffer with random bytes.
    pub fn fill(&self, buffer: &mut [u8]) {
        self.chance.fill(buffer);
    }

    /// A fresh id: UUID version 7, so that ids made later sort later.
    pub fn mint(&self) -> Uuid {
        let millis = u64::try_from(self.now()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}

struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> Millis {
        DateTime::timestamp_millis(&Utc::now())
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn today(&self) -> NaiveDate {
        Local::now().date_naive()
    }

    fn day_of(&self, at: Millis) -> NaiveDate {
        DateTime::from_timestamp_millis(at)
            .unwrap_or_default()
            .with_timezone(&Local)
            .date_naive()
    }

    fn ran(&self) -> Millis {
        // Seconds with two decimals, of the clock that goes on while the computer sleeps.
        let text = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
        let digits = text.split('.').next().unwrap_or_default();
        digits
            .parse::<Millis>()
            .map_or(0, |seconds| seconds.saturating_mul(1_000))
    }
}

struct SystemChance;

impl Chance for SystemChance {
    #[expect(
        clippy::expect_used,
        reason = "without randomness no key may be made; there is nothing to go on with"
    )]
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system gives random bytes");
    }
}

/// A clock turned by hand and a chance that repeats itself, both from one seed.
#[derive(Debug, Clone)]
pub struct Fixed {
    now: Arc<Mutex<Millis>>,
    ran: Arc<Mutex<Millis>>,
    state: Arc<Mutex<u64>>,
}

impl Fixed {
    /// Starts at `now` (milliseconds) with the given seed.
    pub fn new(now: Millis, seed: u64) -> Self {
        Self {
            now: Arc::new(Mutex::new(now)),
            ran: Arc::default(),
            state: Arc::new(Mutex::new(seed)),
        }
    }

    /// Lets `millis` pass; negative turns the clock back.
    pub fn pass(&self, millis: Millis) {
        self.turn(millis);
        let mut ran = self.ran.lock().unwrap_or_else(PoisonError::into_inner);
        *ran = ran.saturating_add(millis.max(0));
    }

    /// Somebody turns the clock, forward or back; no time passes.
    pub fn turn(&self, millis: Millis) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.saturating_add(millis);
    }

    /// The computer is switched off for so long.
    pub fn stop(&self, millis: Millis) {
        self.turn(millis);
        *self.ran.lock().unwrap_or_else(PoisonError::into_inner) = 0;
    }

    /// The [`Ambient`] that lives by this clock and this chance.
    pub fn ambient(&self) -> Ambient {
        Ambient::of(Arc::new(self.clone()), Arc::new(self.clone()))
    }
}

impl Clock for Fixed {
    fn now(&self) -> Millis {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn today(&self) -> NaiveDate {
        self.day_of(self.now())
    }

    fn day_of(&self, at: Millis) -> NaiveDate {
        DateTime::from_timestamp_millis(at)
            .unwrap_or_default()
            .date_naive()
    }

    fn ran(&self) -> Millis {
        *self.ran.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Chance for Fixed {
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        for byte in buffer {
            // SplitMix64: tiny, and good enough to scatter a simulation.
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            [*byte, ..] = (z ^ (z >> 31)).to_le_bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_mints_the_same_ids() {
        let (one, two) = (Fixed::new(1, 7).ambient(), Fixed::new(1, 7).ambient());
        assert_eq!((one.mint(), one.mint()), (two.mint(), two.mint()));
    }

    #[test]
    fn ids_made_later_sort_later() {
        let fixed = Fixed::new(1_000, 7);
        let first = fixed.ambient().mint();
        fixed.pass(1);
        assert!(first < fixed.ambient().mint());
    }
}
