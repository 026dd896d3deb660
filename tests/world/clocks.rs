//! A clock that goes by itself and can be turned: for the bridge, whose browser has a clock of its own.

use std::sync::{Arc, Mutex, PoisonError};

use ambient::{Ambient, Chance, Clock, Fixed, Millis};
use chrono::{DateTime, NaiveDate};

/// The computer's clock, and as much more as a test has let pass; the computer's own chance.
#[derive(Debug, Clone)]
pub struct Turned {
    system: Ambient,
    passed: Arc<Mutex<Millis>>,
}

impl Default for Turned {
    fn default() -> Self {
        Self {
            system: Ambient::system(),
            passed: Arc::default(),
        }
    }
}

impl Turned {
    /// Lets time pass.
    pub fn pass(&self, millis: Millis) {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner) += millis;
    }

    /// How much more a test has let pass. Never worked out of two looks at the clock, between which it goes on: it would now and
    /// then have run for less than before, as a computer that was started anew, and be a day short.
    fn passed(&self) -> Millis {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The [`Ambient`] that lives by this clock.
    pub fn ambient(&self) -> Ambient {
        Ambient::of(Arc::new(self.clone()), Arc::new(self.clone()))
    }
}

impl Clock for Turned {
    fn now(&self) -> Millis {
        self.system.now() + self.passed()
    }

    fn today(&self) -> NaiveDate {
        let passed = DateTime::from_timestamp_millis(self.passed()).unwrap_or_default();
        self.system.today() + (passed - DateTime::UNIX_EPOCH)
    }

    fn day_of(&self, at: Millis) -> NaiveDate {
        self.system.day_of(at)
    }

    fn ran(&self) -> Millis {
        self.system.ran() + self.passed().max(0)
    }
}

impl Chance for Turned {
    fn fill(&self, buffer: &mut [u8]) {
        self.system.fill(buffer);
    }
}

/// The same time with a chance of its own. Two worlds begin with the same seed; if the clinic they share a template of
/// had been made with it too, their people would mint ids that its ledger knows, and be answered as if they had sent
/// them before.
pub(crate) fn apart(ambient: &Ambient) -> Ambient {
    let clock = SameTime(ambient.clone());
    let chance = Fixed::new(0, TEMPLATE_SEED);
    Ambient::of(Arc::new(clock), Arc::new(chance))
}

const TEMPLATE_SEED: u64 = 0x5eed;

struct SameTime(Ambient);

impl Clock for SameTime {
    fn now(&self) -> Millis {
        self.0.now()
    }

    fn today(&self) -> NaiveDate {
        self.0.today()
    }

    fn day_of(&self, at: Millis) -> NaiveDate {
        self.0.day_of(at)
    }

    fn ran(&self) -> Millis {
        self.0.ran()
    }
}
