//! The stopwatch: what is measured here is real time.

use std::time::{Duration, Instant};

/// Running since it was started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "what is measured is real time; no decision is taken by it"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    /// Seconds, to a tenth of a millisecond.
    pub(crate) fn seconds(self) -> f64 {
        rounded(self.elapsed().as_secs_f64())
    }
}

/// Nothing finer than a tenth of a millisecond is worth writing down.
pub(crate) fn rounded(seconds: f64) -> f64 {
    (seconds * 10_000.0).round() / 10_000.0
}

/// The middle one; of an even number the later of the two.
pub(crate) fn median(seconds: &mut [f64]) -> f64 {
    at_share(seconds, 1, 2)
}

/// The time within which `of - 1` of `of`, or such a share, were done: `(19, 20)` is the 95th percentile.
pub(crate) fn at_share(seconds: &mut [f64], share: usize, of: usize) -> f64 {
    seconds.sort_by(f64::total_cmp);
    let at = (seconds.len() * share / of).min(seconds.len().saturating_sub(1));
    rounded(seconds.get(at).copied().unwrap_or_default())
}
