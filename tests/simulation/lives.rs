//! What is put back: the clinic's ledger, with and without a word, and laptops, which are cloned as well.
//!
//! Only of stores in memory, whose book and disks are simply copied. Everything else is the driver's part: copies are
//! offered again in another life of the ledger, before anything else is sent.

use std::rc::Rc;

use care::OpId;
use data_encoding::BASE64;
use sync::clinic::Shown;
use sync::wire::{Pull, Push};
use sync::{Device, clinic, device};

use super::book::Book;
use super::custody::Hold;
use super::disk::Disk;
use super::ground::Ground;
use super::plan::PutBack;
use super::post::{Load, Parcel};
use super::witness::Checked;
use super::world::World;

/// The most laptops a day may come to have.
const LAPTOPS_MAX: usize = 24;

/// So often a laptop offers copies again in one round; far more than it has.
const OFFERS_MAX: usize = 2_000;

/// So many steps of a lane bring a laptop's pictures to the clinic, unless the network has its way.
const CARRIES_MAX: usize = 40;

/// What could be put back.
#[derive(Default)]
pub(crate) struct Kept {
    /// Backups of the ledger with what it says of the laptops, oldest first.
    backups: Vec<(Book, Hold)>,
    /// A laptop's disk as it was once, with what had been said on it.
    images: Vec<(usize, Disk, Vec<OpId>)>,
    lives: usize,
}

/// Something is kept to be put back, or is put back.
pub(crate) fn step<G: Ground>(world: &mut World<G>, at: usize) -> Checked {
    let Some(put_back) = world.shape.put_back else {
        return Ok(());
    };
    match world.dice.below(10) {
        0..=2 => world.backs_up(),
        3 => world.gives_up_a_backup(),
        4 => return world.goes_back(put_back),
        5..=6 => {
            let laptop = &world.laptops[at];
            let image = (at, laptop.disk.clone(), laptop.said.clone());
            world.kept.images.push(image);
        }
        7 => world.puts_a_laptop_back(),
        8 if world.laptops.len() < LAPTOPS_MAX && world.is_given(at) => world.clones(at),
        9 if put_back == PutBack::Silently => return world.loses_nothing_but_pictures(at),
        _ => {}
    }
    Ok(())
}

impl<G: Ground> World<G> {
    /// Counted first, copied then, and known to the ledger after that, as the real one does it.
    fn backs_up(&mut self) {
        self.tells(|| "The clinic makes a backup.".to_owned());
        self.book.era += 1;
        let backup = (self.book.clone(), self.hold.clone());
        self.kept.backups.push(backup);
        self.book.safe = self.kept.backups[0].0.era;
    }

    fn gives_up_a_backup(&mut self) {
        if 1 < self.kept.backups.len() {
            self.tells(|| "The clinic will not go back to its oldest backup any more.".to_owned());
            self.kept.backups.remove(0);
            self.book.safe = self.kept.backups[0].0.era;
        }
    }

    /// Backups that the old ledger does not know of are nobody's any more.
    fn goes_back(&mut self, put_back: PutBack) -> Checked {
        if self.kept.backups.is_empty() {
            return Ok(());
        }
        let to = self.dice.below(self.kept.backups.len());
        self.kept.backups.truncate(to + 1);
        (self.book, self.hold) = self.kept.backups[to].clone();
        if put_back == PutBack::Silently && self.dice.one_in(2) {
            self.says_nothing();
        } else {
            self.tells(|| "The ledger is put back from a backup.".to_owned());
            self.begins_a_life();
        }
        self.stands_as_before();
        self.witness.begins_again(&self.laptops, &self.book)
    }

    fn says_nothing(&mut self) {
        self.tells(|| "The ledger is put back, and nobody says so.".to_owned());
        // Whoever was waiting for an answer is not answered by this ledger.
        self.post.retain(|parcel| !parcel.load.is_an_answer());
        self.attic.clear();
    }

    /// A backup is made, a laptop's pictures come, and the ledger is put back to it: only the pictures are gone.
    fn loses_nothing_but_pictures(&mut self, at: usize) -> Checked {
        if self.laptops[at].away || self.laptops[at].disk.to_send.is_empty() {
            return Ok(());
        }
        self.pushes(at);
        self.delivers_everything()?;
        self.pulls(at);
        self.delivers_everything()?;
        self.backs_up();
        for _ in 0..CARRIES_MAX {
            if self.laptops[at].disk.to_send.is_empty() {
                break;
            }
            self.carries(at)?;
            self.delivers_everything()?;
        }
        if let Some(backup) = self.kept.backups.last() {
            (self.book, self.hold) = backup.clone();
        }
        self.says_nothing();
        self.stands_as_before();
        self.witness.begins_again(&self.laptops, &self.book)
    }

    /// Everything that is under way arrives, in any order.
    pub(super) fn delivers_everything(&mut self) -> Checked {
        while !self.post.is_empty() {
            let place = self.dice.below(self.post.len());
            self.delivers(place)?;
        }
        Ok(())
    }

    fn begins_a_life(&mut self) {
        self.kept.lives += 1;
        let book = &mut self.book;
        book.lives.insert(book.epoch.clone());
        let fresh = format!("life {}", self.kept.lives);
        book.epoch = clinic::next_life(book.epoch.clone(), fresh, self.plan.rules);
        book.marks.clear();
        book.came.clear();
        book.masks.clear();
        let epoch = &self.book.epoch;
        self.tells(|| format!("The ledger begins another life: {epoch}."));
    }

    fn puts_a_laptop_back(&mut self) {
        let images = 0..self.kept.images.len();
        let Some(image) = self.dice.pick(&images.collect::<Vec<_>>()).copied() else {
            return;
        };
        let (at, disk, said) = self.kept.images[image].clone();
        if self.is_erased(at) {
            // What opened the image went with the laptop.
            return;
        }
        let name = self.laptops[at].name;
        self.tells(|| format!("{name}'s laptop is put back to how it was once."));
        self.laptops[at].disk = disk;
        self.laptops[at].said = said;
        self.crashes(at, "in the course of it");
        let id = self.laptops[at].id;
        self.witness.loses_a_disk(id, &self.laptops, &self.book);
    }

    fn clones(&mut self, at: usize) {
        let name = self.laptops[at].name;
        self.tells(|| format!("{name}'s laptop is cloned."));
        let clone = self.laptops[at].clone();
        self.laptops.push(clone);
        self.witness.is_put_back = true;
    }

    pub(super) fn has_copies_to_offer(&self, at: usize) -> bool {
        let disk = &self.laptops[at].disk;
        self.shape.put_back.is_some() && disk.copies.iter().any(|copy| copy.epoch != disk.epoch)
    }

    /// A laptop offers what the clinic once took.
    pub(super) fn pushes_again(&mut self, at: usize) {
        let copies = self.commits(at, |_, desk| device::replay(desk).unwrap());
        if let Some(Some((id, replay))) = copies.known() {
            let sealed = BASE64.decode(replay.sealed.as_bytes()).unwrap();
            let push = Push {
                epoch: replay.epoch,
                tally: None,
                ops: serde_json::from_slice(&sealed).unwrap(),
            };
            let (name, ops) = (self.laptops[at].name, push.ops.len());
            self.tells(|| format!("{name}'s laptop offers {ops} operations again."));
            self.posts(at, Load::Again(Rc::new((id, push))));
        }
    }

    /// Every laptop offers all its copies, and everything that is under way arrives.
    pub(super) fn offers_again(&mut self) -> Checked {
        for at in self.there() {
            for _ in 0..OFFERS_MAX {
                if !self.has_copies_to_offer(at) {
                    break;
                }
                self.pushes_again(at);
                self.delivers_everything()?;
            }
        }
        Ok(())
    }

    pub(super) fn clinic_takes_again(
        &mut self,
        laptop: usize,
        life: u32,
        (id, push): &(u64, Push),
    ) -> Checked {
        if !self.is_heard(laptop) {
            return Ok(());
        }
        let (from, rules, is_given) = (self.device(laptop), self.plan.rules, self.is_given(laptop));
        let pushed = self.at_clinic(|tx, at| {
            let pushed = if is_given {
                clinic::replay(tx, from, push, at, rules)
            } else {
                clinic::quarantine_again(tx, from, push, at, rules)
            };
            pushed.unwrap().unwrap()
        });
        if let Some(pushed) = pushed {
            self.tells_answers(laptop, &pushed.answers);
            let load = Load::PushedAgain(Rc::new((*id, pushed)));
            self.post.push(Parcel { laptop, life, load });
        }
        self.witness.reads(&self.book)
    }

    /// Everything has been offered, sent and received in this life of the ledger: what its driver knows, who asks for
    /// one thing after the other.
    pub(super) fn completes(&mut self, at: usize) {
        if self.shape.put_back.is_none() || self.has_copies_to_offer(at) {
            return;
        }
        let (disk, book) = (&self.laptops[at].disk, &self.book);
        let head = |stream| book.feed(stream).last().map_or(0, |change| change.seq);
        let is_there = disk
            .cursors
            .iter()
            .all(|(stream, cursor)| *cursor == head(stream));
        if disk.epoch == book.epoch && disk.outbox.is_empty() && is_there {
            self.commits(at, |_, desk| device::complete(desk).unwrap());
        }
    }

    pub(super) fn notices_a_push(&mut self, device: Device, push: &Push) {
        let shown = Shown {
            epoch: &push.epoch,
            tally: push.tally.as_ref(),
            mark: None,
        };
        self.notices(device, shown);
    }

    pub(super) fn notices_a_pull(&mut self, device: Device, pull: &Pull) {
        let shown = Shown {
            epoch: &pull.epoch,
            tally: pull.tally.as_ref(),
            mark: pull.mark.as_deref(),
        };
        self.notices(device, shown);
    }

    /// The clinic sees by what a laptop shows that its ledger has been put back.
    fn notices(&mut self, device: Device, shown: Shown<'_>) {
        let is_put_back = self.shape.put_back.is_some()
            && clinic::is_set_back(&self.book, device.id, shown).unwrap();
        if is_put_back {
            self.tells(|| "The clinic sees that its ledger has been put back.".to_owned());
            self.begins_a_life();
        }
    }
}
