//! What the witness checks on the laptops: after each of their transactions, and when everything has come to rest.

use std::borrow::Cow;
use std::collections::BTreeMap;

use care::{EntityId, Mask, OpId, REMOVED, RecordId, ReviewStatus};
use serde_json::Value;
use sync::clinic::{asked_as, derived};
use sync::wire::{ChangeItem, OpResult};
use sync::{Fields, Head, Op, SignedRecord, StreamId, Write};

use super::book::Book;
use super::intent::{Does, Intent};
use super::laptop::{Laptop, shown_on};
use super::masks::{entity_through, shows, through};
use super::standing::{elements, status};
use super::witness::{Checked, Violation, Witness, holds};
use super::words::{LISTS, MOVES};

/// Whether somebody has decided so about work that was set aside; another decision may have come after it.
fn is_decided(book: &Book, review: EntityId, status: ReviewStatus) -> bool {
    let says_so = |fields: &Fields| {
        let heads = fields.get("done").into_iter().flatten();
        heads
            .into_iter()
            .any(|head| head.value["status"] == status.code())
    };
    let feeds = book.feeds.values().flatten();
    let mut said = feeds.filter_map(|change| match &change.item {
        ChangeItem::Entity { entity, fields, .. } if *entity == review => Some(fields),
        ChangeItem::Entity { .. } | ChangeItem::Record { .. } => None,
    });
    status != ReviewStatus::Open && said.any(says_so)
}

/// Heads by entity and field, and records.
type Held<'a> = (
    BTreeMap<EntityId, BTreeMap<&'a str, Cow<'a, [Head]>>>,
    BTreeMap<RecordId, &'a SignedRecord>,
);

impl Witness {
    /// Every operation is on a disk: the clinic's, byte for byte, or its own laptop's.
    pub(crate) fn nothing_is_lost(&self, laptops: &[Laptop], book: &Book) -> Checked {
        for intent in self.intents.values() {
            let (Some((device, _)), Some((_, text))) = (intent.by, &intent.said) else {
                continue;
            };
            let op = intent.op;
            let waits = || self.is_on_a_laptop(op, device, laptops) || self.excused.contains(&op);
            let kept = book.ops.get(&op).map(|kept| &*kept.text);
            holds(kept.is_some() || waits(), "I1", || {
                format!("{op} is on no disk")
            })?;
            let as_said = kept.is_none_or(|kept| self.is_as_said(kept, text));
            holds(as_said, "I1", || format!("{op} is not kept as it was said"))?;
        }
        Ok(())
    }

    /// As [`Self::nothing_is_lost`], for what the clinic had not got when it was last looked for: after every step.
    pub(crate) fn nothing_new_is_lost(&mut self, laptops: &[Laptop], book: &Book) -> Checked {
        let mut kept = Vec::new();
        for (op, device) in &self.unkept {
            if let Some(at_clinic) = book.ops.get(op) {
                let said = self.intents.get(op).and_then(|intent| intent.said.as_ref());
                let as_said = said.is_some_and(|(_, text)| self.is_as_said(&at_clinic.text, text));
                holds(as_said, "I1", || format!("{op} is not kept as it was said"))?;
                kept.push(*op);
                continue;
            }
            let waits = self.is_on_a_laptop(*op, *device, laptops);
            holds(waits, "I1", || format!("{op} is on no disk"))?;
        }
        for op in kept {
            self.unkept.remove(&op);
        }
        self.no_draft_is_lost(laptops, book)
    }

    /// What a laptop says was received was, and its person still sees what she said.
    pub(crate) fn hears_what_it_should(&self, laptop: &Laptop, book: &Book) -> Checked {
        for (op, receipt) in &laptop.disk.receipts {
            let answer = book.ops.get(op).map(|kept| &kept.answer);
            let is_decided = match receipt.result {
                OpResult::Decided { status, .. } => {
                    is_decided(book, EntityId(derived(*op, "review")), status)
                }
                OpResult::Applied { .. }
                | OpResult::AppliedConflict { .. }
                | OpResult::Parked { .. } => false,
            };
            // What a ledger takes again, after it was put back, it takes at another time and in another place.
            let is_so =
                answer == Some(receipt) || is_decided || (self.is_put_back && answer.is_some());
            holds(is_so, "I13", || {
                format!("the receipt for {op} is not the clinic's answer")
            })?;
        }
        if self.is_put_back {
            return Ok(());
        }
        self.reads_her_writes(laptop)
    }

    /// What a laptop ought to hold: what stands in the feeds up to its cursors, as far as its mask shows it.
    fn ought_to_hold<'a>(&self, laptop: &'a Laptop, book: &'a Book) -> Result<Held<'a>, Violation> {
        let (disk, mask) = (&laptop.disk, self.mask_on(laptop));
        let (mut entities, mut records) = Held::default();
        for (stream, cursor) in &disk.cursors {
            let ever =
                *stream == StreamId::Clinic || self.ever.contains(&(stream.clone(), laptop.staff));
            holds(ever, "I7", || {
                format!("{stream} is on a laptop it never was granted to")
            })?;
            if self.is_in_doubt(laptop, stream) {
                continue;
            }
            for change in book
                .feed(stream)
                .iter()
                .take_while(|change| change.seq <= *cursor)
            {
                match &change.item {
                    ChangeItem::Entity {
                        entity,
                        kind,
                        fields,
                    } => {
                        let shown = |field: &&str| shows(mask, stream, kind, field);
                        let is_shown = fields.keys().any(|field| shown(&field.as_str()));
                        if mask != Mask::Whole && !is_shown {
                            continue;
                        }
                        let fields = fields
                            .iter()
                            .map(|(field, heads)| {
                                (field.as_str(), through(mask, stream, (kind, field), heads))
                            })
                            .filter(|(field, _)| shown(field));
                        entities.entry(*entity).or_default().extend(fields);
                    }
                    ChangeItem::Record { .. } if !mask.shows_records() => {}
                    ChangeItem::Record { record, .. } => {
                        if let Some(Does::Signs(id, _)) =
                            self.intents.get(&change.op).map(|intent| &intent.does)
                        {
                            records.insert(*id, record);
                        }
                    }
                }
            }
        }
        Ok((entities, records))
    }

    /// A laptop holds exactly what its cursors say, nothing of a stranger's, and shows its person her own answers.
    pub(crate) fn holds_what_it_should(&self, laptop: &Laptop, book: &Book) -> Checked {
        let disk = &laptop.disk;
        let (mut entities, records) = self.ought_to_hold(laptop, book)?;
        let certain =
            |held: &&std::rc::Rc<sync::EntityState>| !self.is_in_doubt(laptop, &held.stream);
        for held in disk.entities.values().filter(certain) {
            let here = held
                .fields
                .iter()
                .map(|(field, heads)| (field.as_str(), Cow::Borrowed(heads.as_slice())));
            let same = entities
                .remove(&held.id)
                .is_some_and(|there| there == here.collect());
            holds(same, "I6", || {
                let name = laptop.name;
                format!("{held:?} on {name}'s laptop is not what the feed says up to the cursor")
            })?;
        }
        holds(entities.is_empty(), "I6", || {
            format!("{} entities before the cursor are missing", entities.len())
        })?;
        for (id, record) in records {
            let here = disk.records.get(&id).map(|held| &held.signed);
            holds(here == Some(record), "I6", || {
                format!("record {id} before the cursor is missing")
            })?;
        }
        for (id, held) in &disk.records {
            holds(self.signed.get(id) == Some(&held.signed), "I9", || {
                format!("record {id} has changed on a laptop")
            })?;
        }
        for (entity, screen) in &disk.screen {
            holds(shown_on(disk, *entity).0 == *screen, "I10", || {
                format!("{entity} is on the screen as something else")
            })?;
        }
        self.lies_behind_its_mask(laptop)?;
        self.stays_away(laptop)?;
        self.hears_what_it_should(laptop, book)
    }

    /// The last thing she said about a field is what she sees, until the feed has brought what became of it.
    fn reads_her_writes(&self, laptop: &Laptop) -> Checked {
        let mut last: BTreeMap<(EntityId, &str), (&Op, &Write)> = BTreeMap::new();
        for intent in self.by_device(laptop) {
            if let (Does::Answers { entity, fields, .. }, Some((op, _))) =
                (&intent.does, &intent.said)
            {
                if !fields.contains_key(REMOVED) {
                    // Who says something about a thing does not want it removed.
                    last.remove(&(*entity, REMOVED));
                }
                last.extend(
                    fields
                        .iter()
                        .map(|(field, write)| ((*entity, field.as_str()), (op, write))),
                );
            }
        }
        let disk = &laptop.disk;
        for ((entity, field), (op, write)) in last {
            let under_way = disk.receipts.get(&op.id).is_none_or(|receipt| {
                receipt
                    .result
                    .seq()
                    .is_some_and(|seq| disk.cursor(&op.stream) < seq)
            });
            if !under_way {
                continue;
            }
            let (shown, _) = shown_on(disk, entity);
            let left = disk.leaving.contains_key(&op.stream)
                || disk
                    .gone
                    .get(&op.stream)
                    .is_some_and(|gone| gone.contains(&op.id));
            let there = shown.get(field).unwrap_or(&Value::Null);
            let says_so = if LISTS.contains(&field) {
                let (there, saw) = (elements(there), elements(&write.saw));
                let said = elements(&write.value);
                said.iter()
                    .all(|one| saw.contains(one) || there.contains(one))
            } else {
                *there == write.value
            };
            let sees = left || says_so;
            holds(sees, "I10", || {
                format!("what {op:?} said about {field} is not on its own screen")
            })?;
        }
        Ok(())
    }

    /// What somebody has just saved is on her screen.
    pub(crate) fn sees_her_own(&self, laptop: &Laptop, op: &Op) -> Checked {
        let waits = laptop
            .disk
            .outbox
            .last()
            .is_some_and(|said| said.op.id == op.id);
        holds(waits, "I1", || format!("{op:?} is not in the outbox"))?;
        if self.is_put_back {
            return Ok(());
        }
        self.reads_her_writes(laptop)
    }

    /// What was meant on this laptop, in its order.
    pub(super) fn by_device<'a>(&'a self, laptop: &Laptop) -> Vec<&'a Intent> {
        let own = laptop.said.iter();
        own.filter_map(|op| self.intents.get(op)).collect()
    }

    /// Whether a stream may be on this laptop now.
    fn may_hold(&self, stream: &StreamId, laptop: &Laptop) -> bool {
        let people = self.people.get(stream);
        *stream == StreamId::Clinic || people.is_some_and(|people| people.contains(&laptop.staff))
    }

    /// What keeps a laptop from having nothing left to send, and everything it may hold; none if it is at rest.
    pub(crate) fn unrest(&self, laptop: &Laptop, book: &Book) -> Option<String> {
        let disk = &laptop.disk;
        let mine = self
            .people
            .iter()
            .filter(|(_, people)| people.contains(&laptop.staff));
        let mut behind = mine.filter(|(stream, _)| {
            let overlaid = disk
                .acked
                .iter()
                .any(|(_, said)| said.op.stream == **stream);
            let head = book.feed(stream).last().map_or(0, |change| change.seq);
            overlaid || disk.cursor(stream) != head
        });
        let gver = book.gvers.get(&laptop.staff).copied().unwrap_or(0);
        let unlike = [
            (gver != disk.gver, "the version of its grants is another"),
            (disk.epoch != book.epoch, "it is in another life"),
            (
                disk.copies.iter().any(|copy| copy.epoch != disk.epoch),
                "it has copies to offer",
            ),
            (!disk.stages.is_empty(), "it fetches a stream anew"),
            (
                disk.leaving
                    .keys()
                    .any(|stream| !self.keeps_a_damaged_one(laptop, stream)),
                "it owes a receipt",
            ),
            (!disk.outbox.is_empty(), "something waits to be sent"),
        ];
        let unlike = unlike.into_iter().find(|(is_so, _)| *is_so);
        let unlike = unlike.map(|(_, how)| how.to_owned());
        let behind = || {
            let (stream, _) = behind.next()?;
            let at = disk.cursor(stream);
            Some(format!(
                "it is at {at} of {stream}, or shows its own over it"
            ))
        };
        let pictures = || self.picture_unrest(laptop).map(str::to_owned);
        let how = unlike.or_else(behind).or_else(pictures)?;
        Some(format!("{}'s laptop: {how}", laptop.name))
    }

    /// Everything has come to rest: what must be true at the end of the day.
    pub(crate) fn all_is_settled(&self, laptops: &[Laptop], book: &Book) -> Checked {
        self.nothing_is_lost(laptops, book)?;
        self.no_draft_is_lost(laptops, book)?;
        for laptop in laptops {
            if self.is_out_of_hand(laptop) {
                continue;
            }
            for stream in laptop.disk.cursors.keys() {
                holds(self.may_hold(stream, laptop), "I7", || {
                    format!("{stream} stays on a laptop that may hold it no longer")
                })?;
            }
            self.holds_what_it_should(laptop, book)?;
            self.the_chains_hold(laptop, book)?;
            self.pictures_are_settled(laptop)?;
        }
        for intent in self.intents.values() {
            let op = intent.op;
            let is_there = book.ops.contains_key(&op);
            if !is_there && (self.excused.contains(&op) || self.waits_out_of_hand(intent, laptops))
            {
                continue;
            }
            let answer = book.ops.get(&op).map(|kept| &kept.answer.result);
            let ended = match (answer, self.effects.get(&op)) {
                (
                    Some(OpResult::Applied { seq } | OpResult::AppliedConflict { seq, .. }),
                    Some(place),
                ) => seq == place,
                (Some(OpResult::Parked { .. }), None) => true,
                (Some(OpResult::Parked { .. }), Some(_)) => self.taken_over.contains(&op),
                _ => false,
            };
            holds(ended, "I3", || format!("{op} ended as {answer:?}"))?;
            self.was_not_overwritten(intent, book)?;
        }
        for (device, draft) in &book.drafts {
            let asked = OpId(derived(asked_as(*device, draft), "open"));
            holds(self.effects.contains_key(&asked), "I3", || {
                format!("nobody is asked to look at a draft about {}", draft.stream)
            })?;
        }
        for op in &self.to_review {
            let opened = self.effects.contains_key(&OpId(derived(*op, "open")));
            holds(opened, "I3", || format!("nobody is asked to look at {op}"))?;
        }
        for (device, stream) in &book.holdings {
            let laptop = laptops.iter().find(|laptop| laptop.id == *device);
            let may = laptop.is_some_and(|laptop| {
                self.may_hold(stream, laptop)
                    || self.keeps_a_damaged_one(laptop, stream)
                    || self.is_out_of_hand(laptop)
            });
            holds(may, "I7", || {
                format!("a receipt for {stream} is still owed")
            })?;
        }
        self.is_asked_of_two(book)?;
        self.all_hold_the_same(laptops, book)
    }

    /// Whoever holds a stream holds the same.
    fn all_hold_the_same(&self, laptops: &[Laptop], book: &Book) -> Checked {
        for (stream, people) in &self.people {
            let all = book.entities.values().filter(|one| one.stream == *stream);
            let all: Vec<_> = all.collect();
            for laptop in laptops
                .iter()
                .filter(|laptop| people.contains(&laptop.staff) && !self.is_out_of_hand(laptop))
            {
                let mask = self.mask_on(laptop);
                let there = all.iter().filter_map(|one| entity_through(mask, one));
                let there: BTreeMap<_, _> = there.map(|one| (one.id, one)).collect();
                let held = laptop
                    .disk
                    .entities
                    .values()
                    .filter(|one| one.stream == *stream);
                let here: BTreeMap<_, _> = held.map(|one| (one.id, (**one).clone())).collect();
                holds(here == there, "I5", || {
                    format!("{stream} differs between a laptop and the clinic")
                })?;
            }
        }
        Ok(())
    }

    /// An answer still stands, or somebody replaced it who had seen it or one that says the same.
    fn was_not_overwritten(&self, intent: &Intent, book: &Book) -> Checked {
        let (Does::Answers { entity, fields, .. }, Some(place)) =
            (&intent.does, self.effects.get(&intent.op))
        else {
            return Ok(());
        };
        let held = book.entities.get(entity);
        for (field, write) in fields {
            let heads = held
                .and_then(|held| held.fields.get(field))
                .map_or(&[][..], Vec::as_slice);
            if LISTS.contains(&field.as_str()) {
                self.no_element_was_lost((intent, *place), (*entity, field), write, heads)?;
                continue;
            }
            let is_same = |value: &Value| {
                if field == REMOVED {
                    value.is_null() == write.value.is_null()
                } else {
                    *value == write.value
                }
            };
            let stands = heads.iter().any(|head| is_same(&head.value));
            let replaced = self.intents.values().any(|later| {
                let after = self
                    .effects
                    .get(&later.op)
                    .is_some_and(|effect| place < effect);
                after
                    && answers(later, *entity, field).is_some_and(|by| {
                        let moved_on = field == MOVES && status(&by.saw) == status(&write.value);
                        moved_on
                            || by.parents.iter().any(|seen| {
                                let same = |seen: &Intent| match answers(seen, *entity, field) {
                                    Some(one) => is_same(&one.value),
                                    // Whoever says something else about it wants it kept.
                                    None => field == REMOVED && write.value.is_null(),
                                };
                                *seen == intent.op || self.intents.get(seen).is_some_and(same)
                            })
                    })
            });
            holds(stands || replaced, "I2", || {
                format!("{}: its {field} was overwritten unseen", intent.op)
            })?;
        }
        Ok(())
    }

    /// What somebody put into a list is in it, or somebody took it out who had seen it.
    fn no_element_was_lost(
        &self,
        (intent, place): (&Intent, u64),
        (entity, field): (EntityId, &str),
        write: &Write,
        heads: &[Head],
    ) -> Checked {
        let saw = elements(&write.saw);
        for one in elements(&write.value) {
            let stands = heads
                .iter()
                .any(|head| elements(&head.value).contains(&one));
            let taken_out = self.intents.values().any(|later| {
                let after = self
                    .effects
                    .get(&later.op)
                    .is_some_and(|effect| place < *effect);
                after
                    && answers(later, entity, field).is_some_and(|by| {
                        elements(&by.saw).contains(&one) && !elements(&by.value).contains(&one)
                    })
            });
            holds(stands || taken_out || saw.contains(&one), "I2", || {
                format!("{}: {one} was lost from {field}", intent.op)
            })?;
        }
        Ok(())
    }
}

fn answers<'a>(intent: &'a Intent, of: EntityId, field: &str) -> Option<&'a Write> {
    match &intent.does {
        Does::Answers { entity, fields, .. } if *entity == of => fields.get(field),
        Does::Answers { .. } | Does::Signs(..) => None,
    }
}
