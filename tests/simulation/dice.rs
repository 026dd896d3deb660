//! Chance, from a seed: the same seed plays the same day again.

use ambient::{Ambient, Fixed};
use uuid::Uuid;

/// A seeded scheduler's dice, and the ids minted on that day.
///
/// Ids come from a chance of their own and a clock that stands still, so that wrong clocks change nothing but what the
/// operations *say* about time.
pub(crate) struct Dice {
    chance: Ambient,
    ids: Ambient,
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            chance: Fixed::new(0, seed).ambient(),
            ids: Fixed::new(1_767_225_600_000, seed ^ 0x5A7C_4E1D).ambient(),
        }
    }

    /// A number from 0 up to, and not with, `end`; 0 if there is none.
    pub(crate) fn below(&self, end: usize) -> usize {
        let thrown = usize::from(u16::from_le_bytes(self.chance.bytes()));
        thrown.checked_rem(end).unwrap_or(0)
    }

    /// True once in so many throws.
    pub(crate) fn one_in(&self, throws: usize) -> bool {
        self.below(throws) == 0
    }

    /// One of them; nothing of nothing.
    pub(crate) fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// A fresh id.
    pub(crate) fn mint(&self) -> Uuid {
        self.ids.mint()
    }

    /// 32 bytes to make a signing key of.
    pub(crate) fn key(&self) -> [u8; 32] {
        self.ids.bytes()
    }
}
