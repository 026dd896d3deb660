//! How hard each guess at a passphrase is made.

use ambient::{Ambient, Millis};

use super::slot;

/// The memory and the passes that Argon2id spends on one passphrase.
///
/// Bounded from below, so that nobody can plant a cheap slot, and from above, so that nobody can plant one that
/// exhausts the computer's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    mebibytes: u32,
    passes: u32,
}

/// A person waits no longer than this for her own passphrase.
const UNLOCK_MILLIS_MAX: Millis = 600;
/// Of which opening the store itself takes so much, generously.
const OPENING_MILLIS: Millis = 50;

impl Cost {
    /// The least that is accepted: 64 MiB, three passes. About 120 ms on a slow laptop.
    pub const FLOOR: Self = Self::three_passes(64);
    /// The most that is accepted: 1 GiB, sixteen passes.
    pub const CEILING: Self = Self {
        mebibytes: 1024,
        passes: 16,
    };
    /// What is tried on a computer, from the least.
    const LADDER: [Self; 5] = [
        Self::FLOOR,
        Self::three_passes(96),
        Self::three_passes(128),
        Self::three_passes(192),
        Self::three_passes(256),
    ];

    const fn three_passes(mebibytes: u32) -> Self {
        Self {
            mebibytes,
            passes: 3,
        }
    }

    /// Refuses a cost outside [`Self::FLOOR`] and [`Self::CEILING`].
    pub fn new(mebibytes: u32, passes: u32) -> Option<Self> {
        let memory_fits = (Self::FLOOR.mebibytes..=Self::CEILING.mebibytes).contains(&mebibytes);
        let passes_fit = (Self::FLOOR.passes..=Self::CEILING.passes).contains(&passes);
        (memory_fits && passes_fit).then_some(Self { mebibytes, passes })
    }

    /// The most that opens on this computer without making a person wait.
    pub fn measured(ambient: &Ambient) -> Self {
        Self::within_patience(|cost| {
            let began = ambient.now();
            slot::spend(cost).ok()?;
            Some(ambient.now().saturating_sub(began))
        })
    }

    /// The most of the ladder that takes no longer than it may; `takes` gives nothing where there is no memory for it.
    fn within_patience(mut takes: impl FnMut(Self) -> Option<Millis>) -> Self {
        // A clock that is set meanwhile says nothing: the next lower step is sure.
        let may = 0..=UNLOCK_MILLIS_MAX.saturating_sub(OPENING_MILLIS);
        let mut most = Self::FLOOR;
        for step in Self::LADDER {
            if !takes(step).is_some_and(|millis| may.contains(&millis)) {
                break;
            }
            most = step;
        }
        most
    }

    /// Memory for one guess, in MiB.
    pub fn mebibytes(self) -> u32 {
        self.mebibytes
    }

    /// Passes over that memory.
    pub fn passes(self) -> u32 {
        self.passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cheaper_or_dearer_cost_than_the_bounds_is_refused() {
        assert_eq!(Cost::new(63, 3), None);
        assert_eq!(Cost::new(64, 2), None);
        assert_eq!(Cost::new(1025, 3), None);
        assert_eq!(Cost::new(64, 17), None);
        assert_eq!(Cost::new(64, 3), Some(Cost::FLOOR));
    }

    #[test]
    fn a_computer_gets_the_most_it_does_in_time_and_never_less_than_the_floor() {
        let at = |millis_a_mebibyte: f64| {
            Cost::within_patience(|cost| {
                #[expect(
                    clippy::as_conversions,
                    clippy::cast_possible_truncation,
                    reason = "small"
                )]
                let millis = (f64::from(cost.mebibytes()) * millis_a_mebibyte) as Millis;
                Some(millis)
            })
            .mebibytes()
        };
        assert_eq!(at(0.5), 256);
        assert_eq!(at(2.1), 256);
        assert_eq!(
            at(2.2),
            192,
            "it would take 563 ms, and the store has to open too"
        );
        assert_eq!(at(4.0), 128);
        assert_eq!(at(50.0), 64, "slower than anybody likes, and no cheaper");
    }

    #[test]
    fn where_memory_ends_or_the_clock_is_set_the_step_before_counts() {
        let poor = |cost: Cost| (cost.mebibytes() <= 96).then_some(100);
        assert_eq!(Cost::within_patience(poor).mebibytes(), 96);
        let set = |cost: Cost| Some(if cost.mebibytes() < 128 { 100 } else { -5_000 });
        assert_eq!(Cost::within_patience(set).mebibytes(), 96);
        assert_eq!(Cost::within_patience(|_| None), Cost::FLOOR);
    }
}
