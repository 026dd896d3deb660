//! Laptops that give back what they have and erase themselves, and what the witness makes of it.

use std::collections::BTreeSet;
use std::rc::Rc;

use care::{DeviceId, OpId};
use sync::custody::{DeviceStanding, Order, OrderKind, Receipt, Told};
use sync::wire::{Gone, OpResult};
use sync::{clinic, device};

use super::book::Book;
use super::custody::Emptied;
use super::disk::Disk;
use super::flaw::Flaw;
use super::ground::Ground;
use super::intent::Intent;
use super::laptop::Laptop;
use super::post::Load;
use super::witness::{Checked, Witness, broken, holds};
use super::world::World;

impl<G: Ground> World<G> {
    /// A laptop goes on with what it was told to do.
    pub(super) fn obeys(&mut self, at: usize) -> Checked {
        let order = self.laptops[at].told.order().map(|signed| signed.order);
        let Some(order) = order.filter(|_| !self.is_erased(at) && !self.laptops[at].full) else {
            return Ok(());
        };
        if order.what == OrderKind::Wipe {
            return self.erases(at, &order);
        }
        let flaw = self.plan.flaw;
        let disk = &self.laptops[at].disk;
        if self.has_copies_to_offer(at) {
            self.pushes_again(at);
        } else if !disk.outbox.is_empty() && flaw != Some(Flaw::ErasedTooSoon) {
            self.pushes(at);
        } else if !disk.drafts.is_empty() {
            self.hands_over_drafts(at);
        } else if !disk.to_send.is_empty() {
            return self.carries(at);
        } else if self.says_farewell(at) {
            return self.erases(at, &order);
        }
        Ok(())
    }

    /// Whether the clinic's ledger is still the one that took what the laptop only keeps copies of.
    fn says_farewell(&mut self, at: usize) -> bool {
        if !self.is_heard(at) {
            return false;
        }
        let (from, rules) = (self.device(at), self.plan.rules);
        let Some(push) = self
            .reads(at, |_, desk| device::farewell(desk).unwrap())
            .known()
        else {
            return false;
        };
        self.notices_a_push(from, &push);
        let pushed = self.at_clinic(|tx, at| {
            let pushed = clinic::quarantine(tx, from, &push, at, rules);
            pushed.unwrap().unwrap()
        });
        let taken = pushed.and_then(|pushed| {
            let take =
                |_: &Laptop, desk: &mut G::Desk<'_>| device::pushed(desk, &pushed, rules).unwrap();
            self.commits(at, take).known()
        });
        taken.is_some_and(|answered| !answered.other_life)
    }

    fn hands_over_drafts(&mut self, at: usize) {
        let disk = &self.laptops[at].disk;
        let gone = Gone {
            epoch: disk.epoch.clone(),
            gver: disk.gver,
            drafts: disk.drafts.values().cloned().collect(),
            streams: Vec::new(),
        };
        self.posts(at, Load::Gone(Rc::new(gone)));
    }

    fn erases(&mut self, at: usize, order: &Order) -> Checked {
        let (laptop, now) = (&self.laptops[at], self.now);
        let (name, disk) = (laptop.name, &laptop.disk);
        let unsent = disk.outbox.len() + disk.to_send.len();
        if order.what == OrderKind::RescueThenWipe {
            self.witness.has_given_back(laptop, &self.book)?;
        }
        let receipt = Receipt {
            order: order.id,
            device: laptop.id,
            unsent: u32::try_from(unsent).unwrap(),
            at: now,
        };
        let receipt = receipt.sign(&laptop.key);
        let laptop = &mut self.laptops[at];
        laptop.disk = Disk::default();
        laptop.told = Told::default();
        laptop.emptied = Some(Emptied {
            receipt,
            is_known: false,
        });
        (laptop.form, laptop.lane) = (None, None);
        laptop.life += 1;
        let id = laptop.id;
        self.tells(|| format!("{name}'s laptop erases itself, and {unsent} things with it."));
        self.witness.is_emptied(id, &self.laptops, &self.book);
        Ok(())
    }
}

impl Witness {
    pub(super) fn stands_so(&mut self, device: DeviceId, standing: DeviceStanding) {
        if standing == DeviceStanding::Active {
            self.lost_now.remove(&device);
        } else {
            self.lost_now.insert(device);
            self.ever_lost.insert(device);
        }
    }

    pub(super) fn was_lost(&self, device: DeviceId) -> bool {
        self.ever_lost.contains(&device)
    }

    /// Whether nobody knows what is on a laptop, or nothing is any more.
    pub(super) fn is_out_of_hand(&self, laptop: &Laptop) -> bool {
        laptop.emptied.is_some() || self.lost_now.contains(&laptop.id)
    }

    /// Whether a laptop that is lost, and has not heard that the ledger was put back, keeps a copy.
    pub(super) fn waits_out_of_hand(&self, intent: &Intent, laptops: &[Laptop]) -> bool {
        let by = intent
            .by
            .filter(|(device, _)| self.lost_now.contains(device));
        by.is_some_and(|(device, _)| self.is_on_a_laptop(intent.op, device, laptops))
    }

    /// What comes from a laptop that is lost is set aside, until a person has looked at it.
    pub(super) fn has_no_effect_of_itself(&self, op: OpId, result: &OpResult) -> Checked {
        let by = self.intents.get(&op).and_then(|intent| intent.by);
        let is_lost = by.is_some_and(|(device, _)| self.lost_now.contains(&device));
        // A ledger that was put back is read from its beginning.
        let was_read = self.is_put_back || matches!(result, OpResult::Parked { .. });
        holds(was_read || !is_lost, "I7", || {
            format!("{op} came from a lost laptop and took effect")
        })
    }

    /// A laptop that was wanted back erases itself: everything that was said on it is at the clinic.
    fn has_given_back(&self, laptop: &Laptop, book: &Book) -> Checked {
        let said = self.said_by.get(&laptop.id).into_iter().flatten();
        for op in said {
            let is_there = book.ops.contains_key(op) || self.excused.contains(op);
            holds(is_there, "I1", || {
                format!("{op} is erased, and was nowhere else")
            })?;
        }
        for ((device, stream), draft) in &self.drafts {
            if *device == laptop.id && !book.drafts.contains(&(*device, draft.clone())) {
                return broken(
                    "I1",
                    format!("a draft about {stream} is erased, and was nowhere else"),
                );
            }
        }
        Ok(())
    }

    /// A laptop has erased itself. What the clinic has not got went with it, and somebody has said that it may; what it has is
    /// nowhere else now.
    fn is_emptied(&mut self, device: DeviceId, laptops: &[Laptop], book: &Book) {
        let said: BTreeSet<_> = self
            .said_by
            .get(&device)
            .into_iter()
            .flatten()
            .copied()
            .collect();
        for op in said {
            if book.ops.contains_key(&op) {
                self.only_there.insert(op);
            } else {
                self.excused.insert(op);
                self.unkept.remove(&op);
            }
        }
        self.forgets_lost_drafts(laptops, book);
        self.looks_for_pictures(laptops, book);
    }

    /// Whether nothing is left on a laptop but pictures that nobody can carry to their end.
    pub(super) fn keeps_only_hopeless_ones(&self, laptop: &Laptop) -> bool {
        let disk = &laptop.disk;
        let waits = &disk.to_send;
        disk.outbox.is_empty()
            && disk.drafts.is_empty()
            && !waits.is_empty()
            && self.picture_unrest(laptop) != Some("a picture waits to be sent")
    }
}
