//! How far this computer's clock is from the clinic's. It is told to the person, and decides nothing.

use ambient::Millis;

/// One question and its answer, each with its clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Round {
    /// Asked, by this computer's clock.
    pub(super) asked: Millis,
    /// Answered, by the clinic's.
    pub(super) answered: Millis,
    /// Heard, by this computer's.
    pub(super) heard: Millis,
}

/// How far this computer is ahead of the clinic at least; negative when it is behind. The answer may have been given
/// at any moment of the round, so the length of the round is taken off.
pub(super) fn ahead(round: Round) -> Millis {
    let Round {
        asked,
        answered,
        heard,
    } = round;
    if answered < asked {
        asked.saturating_sub(answered)
    } else if heard < answered {
        heard.saturating_sub(answered)
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ahead(asked: Millis, answered: Millis, heard: Millis) -> Millis {
        ahead(Round {
            asked,
            answered,
            heard,
        })
    }

    #[test]
    fn a_clock_is_off_by_what_the_way_cannot_explain() {
        assert_eq!(is_ahead(1_000, 1_500, 2_000), 0, "it fits into the round");
        assert_eq!(is_ahead(1_000, 400, 2_000), 600);
        assert_eq!(is_ahead(1_000, 9_000, 2_000), -7_000);
        assert_eq!(
            is_ahead(1_000, 90_000, 100_000),
            0,
            "a slow answer is no wrong clock"
        );
    }

    #[test]
    fn a_clock_that_jumps_while_it_waits_measures_nothing_absurd() {
        assert_eq!(is_ahead(Millis::MAX, 0, 0), Millis::MAX);
        assert_eq!(is_ahead(0, Millis::MAX, 0), -Millis::MAX);
    }
}
