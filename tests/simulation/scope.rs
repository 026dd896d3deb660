//! What the witness knows of who lost whom, of what was set aside, and of what was being written.

use std::collections::BTreeSet;

use care::{Act, DeviceId, EntityId, OpId, StaffId};
use serde_json::Value;
use sync::wire::{Change, ChangeItem, Gone, LeftDraft, Pull};
use sync::{Device, Write};

use super::book::Book;
use super::intent::Intent;
use super::laptop::Laptop;
use super::standing::answer;
use super::witness::{Checked, Witness, broken, holds};

impl Witness {
    /// Whether the author's laptop had asked the clinic after she lost the member and before she wrote this; or had
    /// lost her before, and wrote all the same.
    pub(super) fn could_have_known(&self, intent: &Intent) -> bool {
        let (Some((device, staff)), Some((op, _))) = (intent.by, &intent.said) else {
            return false;
        };
        let lost = self
            .losses
            .iter()
            .filter(|(_, stream, who)| *stream == intent.stream && *who == staff);
        let mut heard_since = lost.flat_map(|(when, ..)| {
            self.heard
                .iter()
                .filter(move |(then, from, _)| when < then && *from == device)
        });
        heard_since.any(|(.., last)| *last < op.place())
    }

    /// The clinic hears a pull.
    pub(crate) fn hears(&mut self, from: Device, pull: &Pull) {
        self.time += 1;
        self.heard.push((self.time, from.id, pull.last));
    }

    /// Somebody is writing something.
    pub(crate) fn is_writing(&mut self, device: DeviceId, draft: LeftDraft) {
        self.drafts.insert((device, draft.stream.clone()), draft);
    }

    /// What was being written is on its laptop's disk or at the clinic.
    pub(crate) fn no_draft_is_lost(&self, laptops: &[Laptop], book: &Book) -> Checked {
        for ((device, stream), draft) in &self.drafts {
            let mut own = laptops.iter().filter(|laptop| laptop.id == *device);
            let here = own.any(|laptop| laptop.disk.drafts.get(stream) == Some(draft));
            let there = || book.drafts.contains(&(*device, draft.clone()));
            holds(here || there(), "I1", || {
                format!("a draft about {stream} is on no disk")
            })?;
        }
        Ok(())
    }

    /// A laptop accounts for a member only when nothing about her waits on it any more.
    pub(crate) fn is_drained(laptop: &Laptop, gone: &Gone) -> Checked {
        for gone in &gone.streams {
            let waits = laptop
                .disk
                .outbox
                .iter()
                .any(|said| said.op.stream == gone.stream);
            holds(!waits, "I8", || {
                format!("{} was accounted for before it was drained", gone.stream)
            })?;
        }
        Ok(())
    }

    /// Takes down which members have left a laptop for good.
    pub(crate) fn has_left(&mut self, laptop: &Laptop) {
        for stream in laptop.disk.leaving.keys() {
            let people = self.people.get(stream);
            if people.is_none_or(|people| !people.contains(&laptop.staff)) {
                self.left.insert((laptop.id, laptop.staff, stream.clone()));
            }
        }
    }

    /// Whoever has left is not on the laptop again.
    pub(crate) fn stays_away(&self, laptop: &Laptop) -> Checked {
        for stream in laptop.disk.cursors.keys() {
            let place = (laptop.id, laptop.staff, stream.clone());
            holds(!self.left.contains(&place), "I7", || {
                format!("{stream} came back to a laptop it had left")
            })?;
        }
        Ok(())
    }

    /// Whether a review of what was set aside has anybody who could see it.
    pub(super) fn has_somebody_to_review(&self, about: OpId) -> bool {
        let stream = self.intents.get(&about).map(|intent| &intent.stream);
        let begun = stream.and_then(|stream| self.read.get(stream));
        begun.is_some_and(|read| 0 < *read) || !self.of_whom_nothing_counts(about).is_empty()
    }

    /// Who is to hold a person of whom this, which was set aside, is the first that came: every supervisor, and whoever met
    /// her, if she may work with members.
    fn of_whom_nothing_counts(&self, about: OpId) -> BTreeSet<StaffId> {
        let by = self.intents.get(&about).and_then(|intent| intent.by);
        let role = |staff| self.roles.get(&staff).copied();
        let met = by.map(|(_, staff)| staff);
        let met = met.filter(|staff| role(*staff).is_some_and(|role| care::may(role, Act::Change)));
        self.supervisors().into_iter().chain(met).collect()
    }

    /// A review that the clinic opens, as it ought to be.
    pub(super) fn is_opened(
        &mut self,
        op: OpId,
        (about, review): (OpId, EntityId),
        change: &Change,
    ) -> Checked {
        let ChangeItem::Entity {
            entity,
            kind,
            fields,
        } = &change.item
        else {
            return broken("I3", format!("the review of {about} is no entity"));
        };
        holds(*entity == review && kind == "review", "I3", || {
            format!("the review of {about} is another entity")
        })?;
        let names_it = fields
            .get("op")
            .and_then(|heads| heads.first())
            .is_some_and(|head| head.value == Value::String(about.to_string()));
        holds(names_it, "I3", || {
            format!("the review of {about} does not name it")
        })?;
        if change.seq == 1
            && let Some(stream) = self.intents.get(&about).map(|intent| intent.stream.clone())
        {
            let people = self.of_whom_nothing_counts(about);
            self.entitled.insert(stream, people);
            self.recounts();
        }
        self.effects.insert(op, change.seq);
        for (field, heads) in fields {
            for head in heads {
                let write = Write {
                    value: head.value.clone(),
                    parents: Vec::new(),
                    saw: Value::Null,
                };
                let standing = self.standing.entry((review, field.clone())).or_default();
                answer(standing, op, &write);
            }
        }
        Ok(())
    }
}
