//! Who may go on trying: wrong codes and unproven requests are counted for each address.
//!
//! A device that proves itself is never held up, whoever else sits behind the same router. A wrong try is forgotten
//! after a while, so an address that was shut out comes in again by itself.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::Millis;
use sync::limits::{ADDRESSES_MAX, WRONG_TRIES_MAX, WRONG_TRY_FORGOTTEN_MILLIS};

/// The wrong tries of each address, in this server's life.
#[derive(Default)]
pub(super) struct Doorkeeper(Mutex<BTreeMap<IpAddr, Tries>>);

/// How many wrong tries count, as of when.
#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    at: Millis,
}

impl Tries {
    /// What still counts of them now.
    fn now(self, now: Millis) -> Self {
        let passed = now.saturating_sub(self.at).max(0);
        let forgotten = passed / WRONG_TRY_FORGOTTEN_MILLIS;
        Self {
            wrong: self
                .wrong
                .saturating_sub(u32::try_from(forgotten).unwrap_or(u32::MAX)),
            // What is left of a span goes on counting. After a clock that was turned back it begins anew.
            at: now.saturating_sub(passed % WRONG_TRY_FORGOTTEN_MILLIS),
        }
    }
}

impl Doorkeeper {
    /// Whether this address may try.
    pub(super) fn lets_try(&self, from: IpAddr, now: Millis) -> bool {
        let tries = self.tries().get(&from).map(|tries| tries.now(now));
        tries.is_none_or(|tries| tries.wrong < WRONG_TRIES_MAX)
    }

    /// This address has tried and was wrong.
    pub(super) fn was_wrong(&self, from: IpAddr, now: Millis) {
        let mut all = self.tries();
        if ADDRESSES_MAX <= all.len() && !all.contains_key(&from) {
            all.retain(|_, tries| 0 < tries.now(now).wrong);
        }
        // Full of addresses that are all still counted: whoever has the least against it makes room.
        if ADDRESSES_MAX <= all.len() && !all.contains_key(&from) {
            let least = all.iter().min_by_key(|(_, tries)| tries.wrong);
            if let Some(least) = least.map(|(address, _)| *address) {
                all.remove(&least);
            }
        }
        let before = all
            .get(&from)
            .map_or(Tries { wrong: 0, at: now }, |tries| tries.now(now));
        let wrong = before.wrong.saturating_add(1).min(WRONG_TRIES_MAX);
        all.insert(from, Tries { wrong, ..before });
    }

    fn tries(&self) -> MutexGuard<'_, BTreeMap<IpAddr, Tries>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const NOW: Millis = 1_000_000;

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from(number))
    }

    #[test]
    fn an_address_that_is_wrong_too_often_waits_and_another_does_not() {
        let (door, one, other) = (Doorkeeper::default(), address(1), address(2));
        for _ in 0..WRONG_TRIES_MAX {
            assert!(door.lets_try(one, NOW));
            door.was_wrong(one, NOW);
        }
        assert!(!door.lets_try(one, NOW));
        assert!(door.lets_try(other, NOW));
        assert!(!door.lets_try(one, NOW + WRONG_TRY_FORGOTTEN_MILLIS - 1));
        assert!(
            door.lets_try(one, NOW + WRONG_TRY_FORGOTTEN_MILLIS),
            "one try is forgotten"
        );
        door.was_wrong(one, NOW + WRONG_TRY_FORGOTTEN_MILLIS);
        assert!(!door.lets_try(one, NOW + WRONG_TRY_FORGOTTEN_MILLIS));
    }

    #[test]
    fn a_clock_that_is_turned_back_shuts_nobody_out_for_longer() {
        let (door, one) = (Doorkeeper::default(), address(1));
        for _ in 0..WRONG_TRIES_MAX {
            door.was_wrong(one, NOW);
        }
        door.was_wrong(one, 0);
        assert!(!door.lets_try(one, 0));
        assert!(door.lets_try(one, WRONG_TRY_FORGOTTEN_MILLIS));
    }

    #[test]
    fn it_remembers_a_bounded_number_of_addresses_and_the_worst_longest() {
        let (door, worst) = (Doorkeeper::default(), address(0));
        for _ in 0..WRONG_TRIES_MAX {
            door.was_wrong(worst, NOW);
        }
        let many = u32::try_from(ADDRESSES_MAX).unwrap() + 10;
        for number in 1..many {
            door.was_wrong(address(number), NOW);
        }
        assert_eq!(door.tries().len(), ADDRESSES_MAX);
        assert!(!door.lets_try(worst, NOW));
    }
}
