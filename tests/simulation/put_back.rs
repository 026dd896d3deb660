//! What the witness makes of something that was put back: what the clinic did since is undone and may come otherwise, and
//! what anybody said has to come again.

use std::collections::BTreeSet;

use care::{DeviceId, OpId};
use serde_json::Value;
use sync::{Hash, Op};

use super::book::Book;
use super::intent::{Does, Intent};
use super::laptop::Laptop;
use super::witness::{Checked, Witness, holds};

impl Witness {
    /// Every record is signed by the device it names and follows the one before; so does every operation.
    pub(super) fn the_chains_hold(&self, laptop: &Laptop, book: &Book) -> Checked {
        if self.is_put_back {
            return self.the_links_hold(laptop, book);
        }
        let (mut op_before, mut record_before) = (Hash::ZERO, Hash::ZERO);
        for (place, intent) in self.by_device(laptop).into_iter().enumerate() {
            let kept = book.ops.get(&intent.op).map_or("", |kept| &*kept.text);
            let op: Result<Op, _> = serde_json::from_str(kept);
            let follows = op
                .is_ok_and(|op| op.prev == op_before && usize::try_from(op.dseq) == Ok(place + 1));
            holds(follows, "I9", || {
                format!("{} does not follow the operation before it", intent.op)
            })?;
            op_before = Hash::of(kept.as_bytes());
            if let Does::Signs(_, signed) = &intent.does
                && !intent.forged
            {
                let record = self.keys.get(&laptop.id).map(|key| signed.verify(key));
                let follows = matches!(&record, Some(Ok(record)) if record.prev == record_before);
                holds(follows, "I9", || {
                    format!("{signed:?} does not follow the record before it")
                })?;
                record_before = signed.hash;
            }
        }
        Ok(())
    }

    /// The ledger was put back. It is read from its beginning; whatever is not in it any more is on a laptop.
    pub(super) fn begins_again(&mut self, laptops: &[Laptop], book: &Book) -> Checked {
        let before = std::mem::take(self);
        *self = Self {
            intents: before.intents,
            said_by: before.said_by,
            handed_over: before.handed_over,
            signed: before.signed,
            ever: before.ever,
            roles: before.roles,
            keys: before.keys,
            drafts: before.drafts,
            excused: before.excused,
            only_there: before.only_there,
            pictures: before.pictures,
            disks_put_back: before.disks_put_back,
            ever_lost: before.ever_lost,
            lost_now: before.lost_now,
            is_put_back: true,
            ..Self::default()
        };
        for (op, intent) in &self.intents {
            let Some((device, _)) = intent.by else {
                // What the clinic's own office has said goes with its ledger.
                if !book.ops.contains_key(op) {
                    self.excused.insert(*op);
                }
                continue;
            };
            if book.ops.contains_key(op) || self.excused.contains(op) {
                continue;
            }
            if self.is_on_a_laptop(*op, device, laptops) {
                self.unkept.insert(*op, device);
                continue;
            }
            holds(self.only_there.contains(op), "I1", || {
                format!("{op} went with the ledger, and no laptop has a copy")
            })?;
            self.excused.insert(*op);
        }
        self.forgets_lost_drafts(laptops, book);
        self.looks_for_pictures(laptops, book);
        self.reads(book)
    }

    /// A laptop was put back. What was said on it since, and had not left it, is gone; what had is at the clinic alone.
    pub(super) fn loses_a_disk(&mut self, device: DeviceId, laptops: &[Laptop], book: &Book) {
        self.is_put_back = true;
        self.disks_put_back.insert(device);
        let said: BTreeSet<OpId> = self
            .said_by
            .get(&device)
            .into_iter()
            .flatten()
            .copied()
            .collect();
        for op in said {
            if self.is_on_a_laptop(op, device, laptops) {
                continue;
            }
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

    /// What was being written goes with the disk it was on: there are no copies of it.
    pub(super) fn forgets_lost_drafts(&mut self, laptops: &[Laptop], book: &Book) {
        self.drafts.retain(|(device, stream), draft| {
            let mut own = laptops.iter().filter(|laptop| laptop.id == *device);
            own.any(|laptop| laptop.disk.drafts.get(stream) == Some(draft))
                || book.drafts.contains(&(*device, draft.clone()))
        });
    }

    /// Whether an operation waits on one of the laptops that are this device, or one of them keeps a copy.
    pub(super) fn is_on_a_laptop(&self, op: OpId, device: DeviceId, laptops: &[Laptop]) -> bool {
        let mut own = laptops.iter().filter(|laptop| laptop.id == device);
        own.any(|laptop| {
            let waits = laptop.disk.outbox.iter().any(|said| said.op.id == op);
            waits || (self.is_put_back && laptop.disk.keeps(op))
        })
    }

    /// Whether an operation is kept as it was said; a laptop that was put back may have numbered it anew.
    pub(super) fn is_as_said(&self, kept: &str, said: &str) -> bool {
        let numbered_by_none = |text: &str| {
            let mut op: Value = serde_json::from_str(text).unwrap();
            for place in ["inc", "dseq", "prev"] {
                op.as_object_mut().unwrap().remove(place);
            }
            op
        };
        kept == said || (self.is_put_back && numbered_by_none(kept) == numbered_by_none(said))
    }

    /// Whether somebody decides what nobody has asked in this life of the ledger: what the review is about is on another
    /// laptop, and has not been offered again.
    pub(super) fn is_not_asked_yet(&self, intent: &Intent) -> bool {
        let Does::Answers { entity, kind, .. } = &intent.does else {
            return false;
        };
        let mut asked = self.openings.iter();
        let is_open =
            asked.any(|(op, (_, review))| review == entity && self.effects.contains_key(op));
        self.is_put_back && kind == "review" && !is_open
    }

    /// What a laptop was answered, and shows; as long as nothing was put back today.
    pub(super) fn hears_as_it_goes(&self, laptop: &Laptop, book: &Book) -> Checked {
        if self.is_put_back {
            return Ok(());
        }
        self.hears_what_it_should(laptop, book)
    }

    /// What a laptop holds, likewise: else only when everything has come to rest.
    pub(super) fn holds_as_it_goes(&self, laptop: &Laptop, book: &Book) -> Checked {
        if self.is_put_back {
            return Ok(());
        }
        self.holds_what_it_should(laptop, book)
    }

    /// Every record is signed by the device it names. Its clones' chains are beside each other.
    pub(super) fn the_links_hold(&self, laptop: &Laptop, book: &Book) -> Checked {
        for op in laptop.said.iter().filter(|op| book.ops.contains_key(op)) {
            let Some(intent) = self.intents.get(op) else {
                continue;
            };
            if let Does::Signs(_, signed) = &intent.does
                && !intent.forged
            {
                let key = self.keys.get(&laptop.id);
                let is_signed = key.is_some_and(|key| signed.verify(key).is_ok());
                holds(is_signed, "I9", || {
                    format!("{signed:?} is signed by nobody")
                })?;
            }
        }
        Ok(())
    }
}
