//! Restores on either side: the clinic's ledger is put back, with and without a word, and laptops are cloned.
//!
//! A seed draws who answers, who exchanges, when a backup is made or gone back to, and which answers the network
//! loses. In the end everybody exchanges, and nothing that anybody ever said may be missing, set aside, or shown to one
//! and not to another.

use data_encoding::BASE64;
use sync::clinic::Shown;
use sync::device::{self, Batch};
use sync::wire::{OpResult, Push, Pushed};
use sync::{Device, Mutant, Rules, clinic};

use super::bench::{Bench, device_of, fresh};
use super::book::Book;
use super::dice::Dice;

pub(crate) const TROUBLES: [Trouble; 3] = [
    Trouble::RestoresAndClones,
    Trouble::SilentRestores,
    Trouble::Everything,
];
const SEEDS: u64 = 2_000;
const STEPS: usize = 40;
const LAPTOPS_MAX: usize = 5;
const FIELDS: [&str; 2] = ["barrier", "strength"];
/// A broken rule is noticed within so many seeds.
const SEEDS_TO_NOTICE: u64 = 500;
/// After so many rounds of exchanges with a sound network everything has come to rest.
const ROUNDS: usize = 8;
/// Requests in one exchange; more can only be a circle.
const REQUESTS_MAX: usize = 200;

/// What goes wrong besides the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The ledger is put back, and laptops are cloned; whoever puts it back says so.
    RestoresAndClones,
    /// The ledger is put back, half of the time without a word.
    SilentRestores,
    /// The ledger is put back, half of the time without a word, and laptops are cloned.
    Everything,
}

struct Clinic {
    trouble: Trouble,
    bench: Bench,
    rules: Rules,
    dice: Dice,
    backups: Vec<Book>,
    lives: usize,
    network_is_sound: bool,
}

impl Clinic {
    fn new(seed: u64, rules: Rules, trouble: Trouble) -> Self {
        let mut bench = Bench::of(3);
        bench.book.epoch = "life 0".to_owned();
        for disk in &mut bench.disks {
            disk.epoch.clone_from(&bench.book.epoch);
        }
        Self {
            trouble,
            bench,
            rules,
            dice: Dice::new(seed),
            backups: Vec::new(),
            lives: 0,
            network_is_sound: false,
        }
    }

    fn step(&mut self) -> Result<(), String> {
        let at = self.dice.below(self.bench.disks.len());
        match self.dice.below(16) {
            0..6 => {
                let field = FIELDS[self.dice.below(FIELDS.len())];
                let value = fresh(&self.bench);
                self.bench.answers(at, field, value);
            }
            6..11 => self.exchanges(at)?,
            11 | 12 => self.backs_up(),
            13 => self.gives_up_a_backup(),
            14 => self.goes_back(),
            _ if self.trouble != Trouble::SilentRestores
                && self.bench.disks.len() < LAPTOPS_MAX =>
            {
                self.bench.disks.push(self.bench.disks[at].clone());
                self.bench.who.push(self.bench.who[at]);
            }
            _ => {}
        }
        Ok(())
    }

    /// Counted first, copied then, and known to the ledger after that, as the real one does it.
    fn backs_up(&mut self) {
        self.bench.book.era += 1;
        self.backups.push(self.bench.book.clone());
        self.bench.book.safe = self.backups[0].era;
    }

    fn gives_up_a_backup(&mut self) {
        if 1 < self.backups.len() {
            self.backups.remove(0);
            self.bench.book.safe = self.backups[0].era;
        }
    }

    /// Backups that the old ledger does not know of are nobody's any more.
    fn goes_back(&mut self) {
        if self.backups.is_empty() {
            return;
        }
        let to = self.dice.below(self.backups.len());
        self.backups.truncate(to + 1);
        self.bench.book = self.backups[to].clone();
        if self.trouble == Trouble::RestoresAndClones || self.dice.below(2) == 0 {
            self.begins_a_life();
        }
    }

    fn begins_a_life(&mut self) {
        self.lives += 1;
        let book = &mut self.bench.book;
        book.lives.insert(book.epoch.clone());
        let fresh = format!("life {}", self.lives);
        book.epoch = clinic::next_life(book.epoch.clone(), fresh, self.rules);
        book.marks.clear();
        book.came.clear();
    }

    fn device(&self, at: usize) -> Device {
        device_of(self.bench.who[at])
    }

    fn is_lost(&self) -> bool {
        !self.network_is_sound && self.dice.below(6) == 0
    }

    fn notices(&mut self, device: Device, shown: Shown<'_>) {
        if clinic::is_set_back(&self.bench.book, device.id, shown).unwrap() {
            self.begins_a_life();
        }
    }

    /// The clinic takes a push; none if the answer is lost.
    fn takes(&mut self, at: usize, push: &Push) -> Option<Pushed> {
        let device = self.device(at);
        let shown = Shown {
            epoch: &push.epoch,
            tally: push.tally.as_ref(),
            mark: None,
        };
        self.notices(device, shown);
        let pushed = clinic::push(&mut self.bench.book, device, push, 0, self.rules);
        let pushed = pushed.unwrap().unwrap();
        (!self.is_lost()).then_some(pushed)
    }

    /// One exchange, as the satchel's driver makes it; it ends where an answer is lost.
    fn exchanges(&mut self, at: usize) -> Result<(), String> {
        for _ in 0..REQUESTS_MAX {
            if let Some((id, replay)) = device::replay(&self.bench.disks[at]).unwrap() {
                let sealed = BASE64.decode(replay.sealed.as_bytes()).unwrap();
                let push = Push {
                    epoch: replay.epoch,
                    tally: None,
                    ops: serde_json::from_slice(&sealed).unwrap(),
                };
                let device = self.device(at);
                let pushed = clinic::replay(&mut self.bench.book, device, &push, 0, self.rules);
                if self.is_lost() {
                    return Ok(());
                }
                let pushed = pushed.unwrap().unwrap();
                device::replayed(&mut self.bench.disks[at], id, &pushed).unwrap();
                continue;
            }
            let batch = Batch {
                ops: 1 + self.dice.below(3),
                ..Batch::WHOLE
            };
            let disk = &mut self.bench.disks[at];
            if let Some(push) = device::push(disk, batch, self.rules).unwrap() {
                let Some(pushed) = self.takes(at, &push) else {
                    return Ok(());
                };
                device::pushed(&mut self.bench.disks[at], &pushed, self.rules).unwrap();
                continue;
            }
            let pull = device::pull(disk).unwrap();
            let device = self.device(at);
            let shown = Shown {
                epoch: &pull.epoch,
                tally: pull.tally.as_ref(),
                mark: pull.mark.as_deref(),
            };
            self.notices(device, shown);
            let quiet = clinic::nothing_new(&self.bench.book, device, &pull).unwrap();
            let pulled = quiet.unwrap_or_else(|| {
                let soon = <clinic::Days>::default();
                let pulled = clinic::pull(&mut self.bench.book, device, &pull, &soon, self.rules);
                pulled.unwrap().unwrap()
            });
            if self.is_lost() {
                return Ok(());
            }
            let disk = &mut self.bench.disks[at];
            let received = device::pulled(disk, &pulled, self.rules).unwrap();
            if !received.more && !received.other_life {
                device::complete(disk).unwrap();
                return Ok(());
            }
        }
        Err(format!("laptop {at} asks for ever"))
    }

    fn settles(&mut self) -> Result<(), String> {
        self.network_is_sound = true;
        for _ in 0..ROUNDS {
            for at in 0..self.bench.disks.len() {
                self.exchanges(at)?;
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        for (op, field, _) in &self.bench.meant {
            let kept = self.bench.book.ops.get(op);
            let answer = kept.map(|kept| &kept.answer.result);
            match answer {
                Some(OpResult::Applied { .. } | OpResult::AppliedConflict { .. }) => {}
                Some(OpResult::Parked { reason }) => {
                    return Err(format!("an answer to {field} was set aside: {reason:?}"));
                }
                // What is kept is never a decision: that is said of what was kept.
                Some(OpResult::Decided { .. }) | None => {
                    return Err(format!("an answer to {field} is gone"));
                }
            }
        }
        self.bench.check()
    }
}

pub(crate) fn plays(seed: u64, rules: Rules, trouble: Trouble) -> Result<(), String> {
    let mut clinic = Clinic::new(seed, rules, trouble);
    for _ in 0..STEPS {
        clinic.step()?;
    }
    clinic.settles()?;
    clinic.check()
}

#[test]
fn whoever_is_put_back_loses_nothing() {
    for trouble in TROUBLES {
        for seed in 0..SEEDS {
            if let Err(how) = plays(seed, Rules::SOUND, trouble) {
                panic!("{trouble:?}, seed {seed}: {how}");
            }
        }
    }
}

#[test]
fn a_rule_of_restores_that_is_broken_is_noticed() {
    for mutant in Mutant::OF_A_RESTORE {
        let rules = Rules::without(*mutant);
        let breaks = |seed: &u64| {
            TROUBLES
                .iter()
                .any(|trouble| plays(*seed, rules, *trouble).is_err())
        };
        let noticed = (0..SEEDS_TO_NOTICE).find(breaks);
        assert!(noticed.is_some(), "{mutant:?} went unnoticed");
    }
}
