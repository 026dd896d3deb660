//! The witness: what ought to be true, worked out from what people meant and the order the clinic put it in, and never
//! from the code under test.
//!
//! It replays each stream in its own plain way: a list of standing answers for each field, in the order they came.

use std::collections::{BTreeMap, BTreeSet};

use care::{DeviceId, EntityId, OpId, RecordId, Role, StaffId};
use serde_json::Value;
use sync::clinic::derived;
use sync::wire::{Change, ChangeItem, Gone, LeftDraft, OpResult, ParkReason, Pull, Pulled};
use sync::{Device, SignedRecord, StreamId, Write};

use super::book::Book;
use super::intent::{Does, Intent};
use super::laptop::Laptop;
use super::standing::{Standing, agrees, answer, shown};

/// A rule of the exchange that was broken, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) rule: &'static str,
    pub(crate) how: String,
}

pub(crate) type Checked = Result<(), Violation>;

/// A broken rule.
pub(crate) fn broken(rule: &'static str, how: impl Into<String>) -> Checked {
    Err(Violation {
        rule,
        how: how.into(),
    })
}

/// Refuses what is not so.
pub(crate) fn holds(so: bool, rule: &'static str, how: impl FnOnce() -> String) -> Checked {
    if so { Ok(()) } else { broken(rule, how()) }
}

/// What ought to be true.
#[derive(Default)]
pub(crate) struct Witness {
    pub(crate) intents: BTreeMap<OpId, Intent>,
    /// In which place of its stream each operation took effect.
    pub(crate) effects: BTreeMap<OpId, u64>,
    /// The first record under each id.
    pub(crate) signed: BTreeMap<RecordId, SignedRecord>,
    /// Who may hold a stream now.
    pub(crate) people: BTreeMap<StreamId, BTreeSet<StaffId>>,
    /// Who ever might.
    pub(crate) ever: BTreeSet<(StreamId, StaffId)>,
    pub(crate) roles: BTreeMap<StaffId, Role>,
    pub(crate) keys: BTreeMap<DeviceId, ed25519_dalek::VerifyingKey>,
    standing: BTreeMap<(EntityId, String), Vec<Standing>>,
    read: BTreeMap<StreamId, usize>,
    pub(crate) parked: BTreeSet<OpId>,
    /// What the clinic writes to open the review of a parked operation, and the review it is.
    openings: BTreeMap<OpId, (OpId, EntityId)>,
    /// The operations that reviews are about, and those that somebody has taken over.
    reviewed: BTreeMap<EntityId, OpId>,
    pub(crate) taken_over: BTreeSet<OpId>,
    /// Parked operations that must have a review.
    pub(crate) to_review: BTreeSet<OpId>,
    /// Counts what the clinic hears and what people lose, so that one can be said to come after the other.
    time: u64,
    losses: Vec<(u64, StreamId, StaffId)>,
    heard: Vec<(u64, DeviceId, u64)>,
    drafts: BTreeMap<(DeviceId, StreamId), LeftDraft>,
    /// The members who have left a laptop and may not be on it again.
    left: BTreeSet<(DeviceId, StaffId, StreamId)>,
}

impl Witness {
    pub(crate) fn new(laptops: &[Laptop]) -> Self {
        Self {
            roles: laptops.iter().map(|one| (one.staff, one.role)).collect(),
            keys: laptops
                .iter()
                .map(|one| (one.id, one.key.verifying_key()))
                .collect(),
            ..Self::default()
        }
    }

    /// Takes down what somebody meant.
    pub(crate) fn intends(&mut self, intent: Intent) {
        if let Does::Signs(id, record) = &intent.does {
            self.signed.entry(*id).or_insert_with(|| record.clone());
        }
        self.intents.insert(intent.op, intent);
    }

    /// Reads what is new in the clinic's book.
    pub(crate) fn reads(&mut self, book: &Book) -> Checked {
        for (op, kept) in &book.ops {
            if let OpResult::Parked { reason } = kept.answer.result
                && self.parked.insert(*op)
            {
                self.is_rightly_parked(*op, reason)?;
                let review = EntityId(derived(*op, "review"));
                self.openings
                    .insert(OpId(derived(*op, "open")), (*op, review));
                self.reviewed.insert(review, *op);
                let stream = self.intents.get(op).map(|intent| &intent.stream);
                if stream.is_some_and(|stream| self.read.contains_key(stream)) {
                    self.to_review.insert(*op);
                }
            }
        }
        for (stream, feed) in &book.feeds {
            let read = self.read.get(stream).copied().unwrap_or(0);
            holds(read <= feed.len(), "I9", || {
                format!("{stream} has become shorter")
            })?;
            for (place, change) in feed.iter().enumerate().skip(read) {
                let seq = u64::try_from(place).unwrap() + 1;
                holds(change.seq == seq, "I6", || {
                    format!("{stream} has {} at place {seq}", change.seq)
                })?;
                self.takes_effect(stream, change)?;
            }
            self.read.insert(stream.clone(), feed.len());
        }
        for (stream, holders) in &book.grants {
            let may = self.people.get(stream);
            holds(may == Some(holders), "I7", || {
                format!("{stream} is granted to {holders:?}, not {may:?}")
            })?;
        }
        for (id, kept) in &book.records {
            holds(self.signed.get(id) == Some(kept), "I9", || {
                format!("record {id} has changed at the clinic")
            })?;
        }
        Ok(())
    }

    /// Nobody's work is set aside without one of the three reasons there are on such a day.
    fn is_rightly_parked(&self, op: OpId, reason: ParkReason) -> Checked {
        let Some(intent) = self.intents.get(&op) else {
            return broken("I4", format!("nobody ever said {op}"));
        };
        let staff = intent.by.map(|(_, staff)| staff);
        let rightly = match (reason, &intent.does) {
            (ParkReason::OutOfScope, _) => {
                let people = self.people.get(&intent.stream);
                staff.is_some_and(|staff| people.is_some_and(|people| !people.contains(&staff)))
                    && self.could_have_known(intent)
            }
            (ParkReason::NotAllowed, Does::Answers { kind, .. }) => {
                matches!(kind.as_str(), "episode" | "review") && !self.steers(staff)
            }
            (ParkReason::BadRecord, Does::Signs(id, record)) => self.signed.get(id) != Some(record),
            _ => false,
        };
        holds(rightly, "I3", || {
            format!("{op} was parked as {reason:?} for no reason")
        })
    }

    fn steers(&self, staff: Option<StaffId>) -> bool {
        staff.is_none_or(|staff| {
            matches!(
                self.roles.get(&staff),
                Some(Role::CareManager | Role::Supervisor)
            )
        })
    }

    /// Whether the author's laptop had asked the clinic after she lost the member and before she wrote this; or had
    /// lost her before, and wrote all the same.
    fn could_have_known(&self, intent: &Intent) -> bool {
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
        heard_since.any(|(.., last)| *last < op.dseq)
    }

    /// The clinic hears a pull.
    pub(crate) fn hears(&mut self, from: Device, pull: &Pull) {
        self.time += 1;
        self.heard.push((self.time, from.id, pull.last_dseq));
    }

    /// Somebody is writing something.
    pub(crate) fn is_writing(&mut self, device: DeviceId, draft: LeftDraft) {
        self.drafts.insert((device, draft.stream.clone()), draft);
    }

    /// What was being written is on its laptop's disk or at the clinic.
    pub(crate) fn no_draft_is_lost(&self, laptops: &[Laptop], book: &Book) -> Checked {
        for ((device, stream), draft) in &self.drafts {
            let laptop = laptops.iter().find(|laptop| laptop.id == *device);
            let here = laptop.and_then(|laptop| laptop.disk.drafts.get(stream)) == Some(draft);
            let there = || book.drafts.contains(&(*device, draft.clone()));
            holds(here || there(), "I1", || {
                format!("a draft about {stream} is on no disk")
            })?;
        }
        Ok(())
    }

    /// A laptop accounts for a member only when nothing about her waits on it any more.
    pub(crate) fn is_drained(&self, laptop: &Laptop, gone: &Gone) -> Checked {
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

    /// A review that the clinic opens, as it ought to be.
    fn is_opened(
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

    /// One change, as it ought to follow from what was meant.
    fn takes_effect(&mut self, stream: &StreamId, change: &Change) -> Checked {
        let op = change.op;
        if let Some(opening) = self.openings.get(&op).copied() {
            return self.is_opened(op, opening, change);
        }
        let Some(intent) = self.intents.get(&op) else {
            return broken("I4", format!("nobody ever said {op}"));
        };
        holds(intent.stream == *stream, "I7", || {
            format!("{op} is in {stream}")
        })?;
        holds(!self.effects.contains_key(&op), "I4", || {
            format!("{op} took effect twice")
        })?;
        self.effects.insert(op, change.seq);
        let released = self.taken_over.contains(&op);
        holds(released || !self.parked.contains(&op), "I3", || {
            format!("{op} was set aside and took effect all the same")
        })?;
        if let Some((_, staff)) = intent.by {
            let people = self.people.entry(stream.clone()).or_default();
            if change.seq == 1 {
                people.insert(staff);
                self.ever.insert((stream.clone(), staff));
            }
            let was_hers = !intent.knew && self.ever.contains(&(stream.clone(), staff));
            let may = people.contains(&staff) || was_hers || self.taken_over.contains(&op);
            holds(may, "I7", || {
                format!("{op} came from somebody outside {stream}")
            })?;
        }
        match (&intent.does, &change.item) {
            (Does::Signs(_, meant), ChangeItem::Record { record, .. }) => {
                holds(meant == record, "I9", || {
                    format!("the record of {op} is not what was signed")
                })
            }
            (
                Does::Answers {
                    entity,
                    kind,
                    fields,
                },
                ChangeItem::Entity {
                    entity: of,
                    fields: heads,
                    ..
                },
            ) => {
                holds(entity == of, "I2", || {
                    format!("{op} went to another entity")
                })?;
                let steering = kind == "episode";
                let may = !matches!(kind.as_str(), "episode" | "review")
                    || released
                    || self.steers(intent.by.map(|(_, staff)| staff));
                holds(may, "I7", || format!("{op} steered without the right to"))?;
                for (field, write) in fields {
                    let standing = self.standing.entry((*entity, field.clone())).or_default();
                    answer(standing, op, write);
                    agrees(standing, field, heads)
                        .or_else(|how| broken("I2", format!("{op}: {how}")))?;
                }
                let decided = fields.get("done").map(|write| &write.value["status"]);
                if kind == "review"
                    && decided == Some(&Value::from("taken_over"))
                    && let Some(about) = self.reviewed.get(entity)
                {
                    self.taken_over.insert(*about);
                }
                if steering {
                    self.regrants(stream.clone(), *entity);
                }
                Ok(())
            }
            _ => broken("I9", format!("{op} became something else")),
        }
    }

    /// The lead, the team, and whoever supervises hold the member's stream.
    fn regrants(&mut self, stream: StreamId, episode: EntityId) {
        let shown = |field: &str| {
            let standing = self.standing.get(&(episode, field.to_owned()));
            standing
                .and_then(|all| shown(field, all))
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let staff = |person: &Value| {
            person["staff"]
                .as_str()
                .and_then(|id| id.parse::<StaffId>().ok())
        };
        let lead = shown("leads").last().and_then(staff);
        let mut people: BTreeSet<StaffId> =
            shown("team").iter().filter_map(staff).chain(lead).collect();
        if people.is_empty() {
            return;
        }
        let supervisors = self
            .roles
            .iter()
            .filter(|(_, role)| **role == Role::Supervisor);
        people.extend(supervisors.map(|(staff, _)| *staff));
        let before = self.people.get(&stream).cloned().unwrap_or_default();
        for lost in before.difference(&people) {
            self.time += 1;
            self.losses.push((self.time, stream.clone(), *lost));
        }
        self.left
            .retain(|(_, staff, of)| *of != stream || !people.contains(staff));
        self.ever
            .extend(people.iter().map(|staff| (stream.clone(), *staff)));
        self.people.insert(stream, people);
    }

    /// The clinic sends nobody anything she may not hold.
    pub(crate) fn may_be_sent(&self, staff: StaffId, pulled: &Pulled) -> Checked {
        let may = |stream: &StreamId| {
            *stream == StreamId::Clinic
                || self
                    .people
                    .get(stream)
                    .is_some_and(|people| people.contains(&staff))
        };
        let pages = pulled.pages.iter().map(|page| &page.stream);
        for stream in pulled.grants.iter().flatten().chain(pages) {
            holds(may(stream), "I7", || {
                format!("{stream} was sent to somebody outside it")
            })?;
        }
        Ok(())
    }
}
