//! Chance, from a seed; and the one key a torturer has to know.

use std::sync::{Arc, Mutex, PoisonError};

use ambient::{Ambient, Chance, Clock, Fixed, Millis};
use chrono::{Days, NaiveDate};

/// A seeded scheduler's dice.
pub(crate) struct Dice(Ambient);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Fixed::new(0, seed).ambient())
    }

    /// A number from 0 up to, and not with, `end`; 0 if there is none.
    pub(crate) fn below(&self, end: u32) -> u32 {
        u32::from_le_bytes(self.0.bytes())
            .checked_rem(end)
            .unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&self, times: u32) -> bool {
        self.below(100) < times
    }

    /// A number below `end`, small ones as often as large ones of twice the size.
    pub(crate) fn any_size(&self, end: u32) -> u32 {
        let digits = self.below(end.checked_ilog2().unwrap_or(0) + 1);
        let upper = 1_u32.checked_shl(digits + 1).unwrap_or(end);
        self.below(upper.min(end))
    }

    /// One of them.
    pub(crate) fn pick<T: Copy>(&self, from: &[T]) -> Option<T> {
        let length = u32::try_from(from.len()).unwrap_or(u32::MAX);
        from.get(usize::try_from(self.below(length)).unwrap_or(0))
            .copied()
    }

    /// A seed for somebody else.
    pub(crate) fn seed(&self) -> u64 {
        u64::from_le_bytes(self.0.bytes())
    }
}

/// The length of a store's key with its salt; nothing else that a satchel draws has it.
const KEY_BYTES: usize = 48;

/// Everything a day begins with is so old that the clinic's feed may forget it.
const DAYS_AGO: u16 = 120;

/// The computer's own chance, its clock as it was long ago, and a memory of the one key that was drawn: with it a store is opened without
/// the passphrase, whose check would take longer than everything else that is looked at.
#[derive(Clone)]
pub(crate) struct Overheard {
    system: Ambient,
    key: Arc<Mutex<Vec<u8>>>,
}

impl Overheard {
    pub(crate) fn new() -> Self {
        Self {
            system: Ambient::system(),
            key: Arc::default(),
        }
    }

    pub(crate) fn ambient(&self) -> Ambient {
        Ambient::of(Arc::new(self.clone()), Arc::new(self.clone()))
    }

    /// The store's key.
    pub(crate) fn key(&self) -> Vec<u8> {
        self.key
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Clock for Overheard {
    fn now(&self) -> Millis {
        self.system.now() - Millis::from(DAYS_AGO) * 24 * 3_600_000
    }

    fn today(&self) -> NaiveDate {
        self.system.today() - Days::new(DAYS_AGO.into())
    }

    fn day_of(&self, at: Millis) -> NaiveDate {
        self.system.day_of(at)
    }

    fn ran(&self) -> Millis {
        self.system.ran()
    }
}

impl Chance for Overheard {
    fn fill(&self, buffer: &mut [u8]) {
        self.system.fill(buffer);
        if buffer.len() == KEY_BYTES {
            *self.key.lock().unwrap_or_else(PoisonError::into_inner) = buffer.to_vec();
        }
    }
}
