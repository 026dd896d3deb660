//! Wrong passphrases in a row: each makes the wait before the next one longer. Nothing is ever erased for it.
//!
//! They are kept on the card, so that starting Satchel anew forgets nothing. A try counts before it is made: whoever
//! pulls the plug while the passphrase is being checked has tried. The card is only a file; whoever can write it can
//! also copy the vault, and has the cost of each guess to deal with, not this.

use ambient::Millis;
use serde::{Deserialize, Serialize};

use crate::audit::FailedTries;
use crate::contract::failure::Failure;
use crate::core::Core;

const MINUTE: Millis = 60_000;
/// So many may be wrong before anybody waits: her other passphrase, the capitals, the other keyboard.
const FREE: u32 = 5;
/// Minutes to wait after the next ones; the last holds for all that follow.
const WAITS: [Millis; 5] = [1, 2, 5, 15, 60];

/// How many were wrong in a row, and when the last was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    wrong: u32,
    at: Millis,
}

impl Tries {
    /// Until when nobody may try, if anybody has to wait.
    pub(crate) fn wait_until(self, now: Millis) -> Option<Millis> {
        let until = self.at.saturating_add(self.wait());
        (now < until).then_some(until)
    }

    /// One more.
    fn and_one(self, now: Millis) -> Self {
        Self {
            wrong: self.wrong.saturating_add(1),
            at: now,
        }
    }

    /// The clock was set back since: the wait begins anew, and is never longer than it was.
    fn by(self, now: Millis) -> Self {
        Self {
            at: self.at.min(now),
            ..self
        }
    }

    fn wait(self) -> Millis {
        let Some(over) = self.wrong.checked_sub(FREE) else {
            return 0;
        };
        let last = WAITS.last().copied().unwrap_or_default();
        let minutes = usize::try_from(over)
            .ok()
            .and_then(|over| WAITS.get(over).copied())
            .unwrap_or(last);
        minutes.saturating_mul(MINUTE)
    }
}

/// Makes a try with a passphrase, if it is time for one.
pub(crate) fn guarded<T>(
    core: &Core,
    act: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    // One at a time: two that are made at once would wait for neither.
    let _turn = core.turn();
    let now = core.ambient().now();
    let (before, failed) = kept(core);
    let before = before.by(now);
    if let Some(until) = before.wait_until(now) {
        keep(core, before, &failed);
        return Err(Failure::TooSoon {
            minutes: minutes(until.saturating_sub(now)),
        });
    }
    keep(core, before.and_one(now), &failed.and_one(now));
    let outcome = act();
    match &outcome {
        Ok(_) => keep(core, Tries::default(), &failed),
        Err(Failure::WrongPassphrase) => {}
        // The passphrase was not asked about.
        Err(_) => keep(core, before, &failed),
    }
    outcome
}

/// Minutes to wait, the last one whole.
fn minutes(millis: Millis) -> u32 {
    let whole = millis.saturating_add(MINUTE.saturating_sub(1)) / MINUTE;
    u32::try_from(whole).unwrap_or(u32::MAX)
}

fn kept(core: &Core) -> (Tries, FailedTries) {
    let card = core.card();
    let profile = card.profile.as_ref();
    profile
        .map(|profile| (profile.tries, profile.failed.clone()))
        .unwrap_or_default()
}

/// Kept in memory whatever happens: a full disk must not keep anybody from her own work.
fn keep(core: &Core, tries: Tries, failed: &FailedTries) {
    if kept(core) == (tries, failed.clone()) {
        return;
    }
    if let Some(profile) = &mut core.card().profile {
        profile.tries = tries;
        profile.failed = failed.clone();
    }
    core.save_card();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(wrong: u32) -> Tries {
        Tries { wrong, at: 1_000 }
    }

    #[test]
    fn the_first_few_cost_nothing_and_then_each_costs_more_up_to_an_hour() {
        assert_eq!(after(4).wait_until(1_000), None);
        let waits: Vec<Millis> = [5, 6, 7, 8, 9, 10, 5_000]
            .map(|wrong| after(wrong).wait() / MINUTE)
            .to_vec();
        assert_eq!(waits, [1, 2, 5, 15, 60, 60, 60]);
        assert_eq!(after(5).wait_until(60_999), Some(61_000));
        assert_eq!(after(5).wait_until(61_000), None);
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_wait() {
        let set_back = after(9).by(-500_000_000);
        let until = set_back.wait_until(-500_000_000);
        assert_eq!(until, Some(-500_000_000 + 60 * MINUTE));
        assert_eq!(after(9).by(2_000), after(9));
    }

    #[test]
    fn a_minute_that_has_begun_is_said_whole() {
        assert_eq!(minutes(1), 1);
        assert_eq!(minutes(60_000), 1);
        assert_eq!(minutes(60_001), 2);
    }
}
