//! How hard each guess at a passphrase is made.

/// The memory and the passes that Argon2id spends on one passphrase.
///
/// Bounded from below, so that nobody can plant a cheap slot, and from above, so that nobody can plant one that
/// exhausts the computer's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    mebibytes: u32,
    passes: u32,
}

impl Cost {
    /// The least that is accepted: 64 MiB, three passes. About 120 ms on a slow laptop.
    pub const FLOOR: Self = Self {
        mebibytes: 64,
        passes: 3,
    };
    /// What a new vault gets: 128 MiB, three passes. About 260 ms on a slow laptop.
    pub const DEFAULT: Self = Self {
        mebibytes: 128,
        passes: 3,
    };
    /// The most that is accepted: 1 GiB, sixteen passes.
    pub const CEILING: Self = Self {
        mebibytes: 1024,
        passes: 16,
    };

    /// Refuses a cost outside [`Self::FLOOR`] and [`Self::CEILING`].
    pub fn new(mebibytes: u32, passes: u32) -> Option<Self> {
        let memory_fits = (Self::FLOOR.mebibytes..=Self::CEILING.mebibytes).contains(&mebibytes);
        let passes_fit = (Self::FLOOR.passes..=Self::CEILING.passes).contains(&passes);
        (memory_fits && passes_fit).then_some(Self { mebibytes, passes })
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
}
