//! A clock that goes by itself and can be turned: for the bridge, whose browser has a clock of its own.

use std::sync::{Arc, Mutex, PoisonError};

use ambient::{Ambient, Chance, Clock, Millis};
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

    /// The [`Ambient`] that lives by this clock.
    pub fn ambient(&self) -> Ambient {
        Ambient::of(Arc::new(self.clone()), Arc::new(self.clone()))
    }
}

impl Clock for Turned {
    fn now(&self) -> Millis {
        self.system.now() + *self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn today(&self) -> NaiveDate {
        let passed = self.now() - self.system.now();
        let days =
            DateTime::from_timestamp_millis(passed).unwrap_or_default() - DateTime::UNIX_EPOCH;
        self.system.today() + days
    }
}

impl Chance for Turned {
    fn fill(&self, buffer: &mut [u8]) {
        self.system.fill(buffer);
    }
}
