//! How much is sent at once.

use crate::limits::{PUSH_BYTES_MAX, PUSH_OPS_MAX};

/// A push is not made smaller than this to be one of several.
const PART_OPS_MIN: usize = 32;

/// How large the next push may be. Halved when a push was too large or took too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// At most so many operations.
    pub ops: usize,
    /// At most so many bytes.
    pub bytes: usize,
}

impl Batch {
    /// As large as the clinic takes.
    pub const WHOLE: Self = Self {
        ops: PUSH_OPS_MAX,
        bytes: PUSH_BYTES_MAX,
    };

    /// A quarter of what waits and no more, so that the laptop makes one part ready while the clinic works on another;
    /// parts that are too small would cost more than they save.
    #[must_use]
    pub fn part_of(self, waiting: usize) -> Self {
        Self {
            ops: self.ops.min((waiting / 4).max(PART_OPS_MIN)),
            ..self
        }
    }

    /// Half of it; never less than one operation.
    #[must_use]
    pub fn half(self) -> Self {
        Self {
            ops: (self.ops / 2).max(1),
            bytes: (self.bytes / 2).max(1),
        }
    }

    /// Twice as much, after it went well; never more than the clinic takes.
    #[must_use]
    pub fn grown(self, most: Self) -> Self {
        Self {
            ops: self.ops.saturating_mul(2).min(most.ops),
            bytes: self.bytes.saturating_mul(2).min(most.bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_batch_is_never_nothing_and_grows_back_to_the_whole() {
        let mut batch = Batch::WHOLE;
        for _ in 0..40 {
            batch = batch.half();
        }
        assert_eq!(batch, Batch { ops: 1, bytes: 1 });
        assert_eq!(batch.grown(Batch::WHOLE), Batch { ops: 2, bytes: 2 });
        for _ in 0..40 {
            batch = batch.grown(Batch::WHOLE);
        }
        assert_eq!(batch, Batch::WHOLE);
        let most = Batch { ops: 256, bytes: 9 };
        assert_eq!(most.grown(most), most, "an older clinic takes less");
    }

    #[test]
    fn what_waits_goes_in_four_parts_unless_they_would_be_too_small_or_too_large() {
        assert_eq!(Batch::WHOLE.part_of(20).ops, PART_OPS_MIN);
        assert_eq!(Batch::WHOLE.part_of(200).ops, 50);
        assert_eq!(Batch::WHOLE.part_of(10_000), Batch::WHOLE);
        let halved = Batch { ops: 8, bytes: 100 };
        assert_eq!(halved.part_of(200), halved);
    }
}
