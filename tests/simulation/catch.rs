//! Plays many days on all cores, and looks whether what is broken on purpose is noticed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sync::Mutant;

use super::day::play;
use super::flaw::Flaw;
use super::ground::Memory;
use super::plan::Plan;
use super::shipped::{Fault, Shipped};
use super::witness::{Violation, broken};

/// A rule or a store broken on purpose is noticed within so many days.
pub(crate) const SEEDS_TO_NOTICE: u64 = 3_000;

/// What went wrong on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) seed: u64,
    /// The invariant, and how it was broken.
    pub(crate) what: String,
}

/// Something broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// A rule of `sync`.
    Rule(Mutant),
    /// A store in memory.
    Store(Flaw),
    /// Something beneath a day over the stores that ship.
    Shipped(Fault),
}

impl Broken {
    /// All there are.
    pub(crate) fn all() -> Vec<Self> {
        let rules = Mutant::ALL.iter().chain(Mutant::OF_A_RESTORE);
        let rules = rules.copied().map(Self::Rule);
        let stores = Flaw::ALL.into_iter().map(Self::Store);
        let shipped = Fault::ALL.into_iter().map(Self::Shipped);
        rules.chain(stores).chain(shipped).collect()
    }

    /// What stops with a panic, as a store that cannot be opened any more, has been noticed as well.
    fn plays(self, seed: u64) -> Result<(), Violation> {
        let plays = || self.plays_to_its_end(seed);
        catch_unwind(AssertUnwindSafe(plays)).unwrap_or_else(|_| broken("its end", "a panic"))
    }

    fn plays_to_its_end(self, seed: u64) -> Result<(), Violation> {
        match self {
            Self::Rule(mutant) => play(Plan::without(mutant, seed), Memory, None).map(drop),
            Self::Store(flaw) => play(Plan::flawed(flaw, seed), Memory, None).map(drop),
            Self::Shipped(fault) => {
                let stores = Shipped::broken(seed, fault);
                play(Plan::small(seed), stores, None).map(drop)
            }
        }
    }

    /// The first day on which it is noticed, and by which invariant.
    pub(crate) fn noticed(self) -> Option<(u64, &'static str)> {
        (0..SEEDS_TO_NOTICE).find_map(|seed| {
            let violation = self.plays(seed).err()?;
            Some((seed, violation.rule))
        })
    }
}

/// Deals things out to all cores; what came of each, in their order.
pub(crate) fn on_all_cores<T: Sync, R: Send>(things: &[T], act: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let shares: Vec<_> = (0..hands)
            .map(|hand| {
                let act = &act;
                let share = things.iter().enumerate().skip(hand).step_by(hands);
                scope.spawn(move || share.map(|(place, thing)| (place, act(thing))).collect())
            })
            .collect();
        let done = shares
            .into_iter()
            .flat_map(|share: std::thread::ScopedJoinHandle<'_, Vec<_>>| share.join().unwrap());
        done.collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, done)| done).collect()
}

/// What went wrong on a day in memory, on which a ledger or a laptop may be put back.
pub(crate) fn trouble_on(seed: u64) -> Option<Trouble> {
    trouble(seed, || play(Plan::sound(seed), Memory, None).map(drop))
}

/// What went wrong on a day over the stores that ship.
pub(crate) fn shipped_trouble_on(seed: u64) -> Option<Trouble> {
    trouble(seed, || {
        play(Plan::small(seed), Shipped::of_day(seed), None).map(drop)
    })
}

fn trouble(seed: u64, plays: impl FnOnce() -> Result<(), Violation>) -> Option<Trouble> {
    let what = match catch_unwind(AssertUnwindSafe(plays)) {
        Ok(Ok(())) => return None,
        Ok(Err(violation)) => format!("{}: {}", violation.rule, violation.how),
        Err(panic) => {
            let words = panic.downcast_ref::<String>().cloned();
            format!(
                "its end: it stopped with a panic ({})",
                words.unwrap_or_default()
            )
        }
    };
    Some(Trouble { seed, what })
}
