//! Disks that are full for a while: a laptop's, and the clinic's. What does not fit is refused whole.

use super::ground::{Ends, Ground};
use super::laptop::Laptop;
use super::world::{Ended, World};

/// Once in so many steps a disk is filled up, or there is room again.
const SELDOM: usize = 15;

/// Some disk is filled up, or there is room again; on days on which that happens.
pub(crate) fn step<G: Ground>(world: &mut World<G>) {
    if !world.shape.ills.full || !world.fate.one_in(SELDOM) {
        return;
    }
    if world.fate.one_in(3) {
        world.is_full = !world.is_full;
        let how = if world.is_full { "no" } else { "again" };
        world.tells(|| format!("There is {how} room on the clinic's disk."));
        return;
    }
    let at = world.fate.below(world.laptops.len());
    let Laptop { full, name, .. } = &mut world.laptops[at];
    *full = !*full;
    let (how, name) = (if *full { "no" } else { "again" }, *name);
    world.tells(|| format!("There is {how} room on {name}'s laptop."));
}

/// There is room everywhere.
pub(crate) fn ends<G: Ground>(world: &mut World<G>) {
    world.is_full = false;
    for laptop in &mut world.laptops {
        laptop.full = false;
    }
}

impl<G: Ground> World<G> {
    /// What only reads goes on without room.
    pub(crate) fn reads<T>(
        &mut self,
        at: usize,
        transaction: impl FnOnce(&Laptop, &mut G::Desk<'_>) -> T,
    ) -> Ended<T> {
        let full = std::mem::take(&mut self.laptops[at].full);
        let ended = self.commits(at, transaction);
        self.laptops[at].full = full;
        ended
    }

    /// The clinic begins a transaction for which there is no room, and answers nobody.
    pub(super) fn refuses_for_want_of_room<T>(&mut self, act: impl FnOnce(&mut G::Tx<'_>) -> T) {
        self.tells(|| "There is no room on the clinic's disk: nothing is taken.".to_owned());
        let ends = Ends::Refused;
        drop(self.ground.at_clinic(self.now, &mut self.book, ends, act));
    }
}
