//! Two laptops on one table: no chance, every step chosen by the test. For the small worlds and the laws.

use std::collections::BTreeMap;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId, RecordId, Role, StaffId};
use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use sync::device::{self, Batch};
use sync::wire::{Pulled, Pushed};
use sync::{
    Author, Device, EntityState, Hash, Head, Ledger as _, Op, OpBody, RecordText, Rules,
    SignedRecord, StreamId, Write, clinic, sealed,
};
use uuid::Uuid;

use super::book::Book;
use super::disk::{Disk, Said};
use super::laptop::shown_on;

/// Two laptops and a clinic, small enough to be copied at every fork of the road.
#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) book: Book,
    pub(crate) disks: Vec<Disk>,
    /// Which device each of them is: two are the same one after a laptop was cloned.
    pub(crate) who: Vec<usize>,
    /// Everything anybody meant: which field, what, and what she had seen.
    pub(crate) meant: Vec<(OpId, &'static str, Write)>,
}

/// The one goal there is.
pub(crate) const GOAL: EntityId = EntityId(Uuid::from_u128(1));
/// The member whose goal it is.
pub(crate) const STREAM: StreamId = StreamId::Member(MemberId(Uuid::from_u128(2)));

/// With what whoever is at a bench signs.
fn signing() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// By what that is verified, as the clinic keeps it.
pub(crate) fn verifying() -> String {
    HEXLOWER.encode(signing().verifying_key().as_bytes())
}

/// A laptop's identity.
pub(crate) fn device_of(at: usize) -> Device {
    let number = u128::try_from(at).unwrap();
    Device {
        id: DeviceId(Uuid::from_u128(100 + number)),
        staff: StaffId(Uuid::from_u128(200 + number)),
    }
}

impl Bench {
    /// So many laptops, all granted the one stream.
    pub(crate) fn of(laptops: usize) -> Self {
        let mut book = Book::default();
        let people: Vec<StaffId> = (0..laptops).map(|at| device_of(at).staff).collect();
        book.roles
            .extend(people.iter().map(|staff| (*staff, Role::CareManager)));
        book.owners
            .extend((0..laptops).map(|at| (device_of(at).id, device_of(at).staff)));
        book.grant(&STREAM, &people).unwrap();
        Self {
            book,
            disks: vec![Disk::default(); laptops],
            who: (0..laptops).collect(),
            meant: Vec::new(),
        }
    }

    /// Somebody answers a field of the goal, having seen what is on her screen.
    pub(crate) fn answers(&mut self, at: usize, field: &'static str, value: Value) {
        let (shown, seen) = shown_on(&self.disks[at], GOAL);
        let write = Write {
            value,
            parents: seen.0.get(field).cloned().unwrap_or_default(),
            saw: shown.get(field).cloned().unwrap_or_default(),
        };
        let body = OpBody::Set {
            entity: GOAL,
            kind: "goal".to_owned(),
            fields: BTreeMap::from([(field.to_owned(), write.clone())]),
        };
        let op = self.says(at, self.meant.len(), body);
        self.meant.push((op, field, write));
    }

    /// Somebody signs a note about the goal.
    pub(crate) fn signs(&mut self, at: usize) -> RecordId {
        let Device { id, staff } = device_of(self.who[at]);
        self.book.keys.insert(id, verifying());
        let text = RecordText {
            id: RecordId(Uuid::from_u128(500)),
            kind: "note".to_owned(),
            stream: STREAM,
            about: GOAL,
            author: Author::Staff(staff),
            device: id,
            prev: Hash::ZERO,
            body: json!({ "narrative": "She was rested." }),
        };
        let record = SignedRecord::sign(&text, &signing()).unwrap();
        self.disks[at].keep_signed(&text, &record);
        self.says(at, 500, OpBody::Record { record });
        text.id
    }

    /// Puts an operation into a laptop's outbox.
    fn says(&mut self, at: usize, number: usize, body: OpBody) -> OpId {
        let Device { id, staff } = device_of(self.who[at]);
        let disk = &mut self.disks[at];
        let op = Op {
            id: OpId(Uuid::from_u128(1_000 + u128::try_from(number).unwrap())),
            device: id,
            inc: disk.inc,
            dseq: disk.dseq + 1,
            group: GroupId(Uuid::nil()),
            author: Author::Staff(staff),
            stream: STREAM,
            at: 0,
            gver: disk.gver,
            schema: 1,
            prev: disk.chain.unwrap_or(Hash::ZERO),
            body,
        };
        let said = op.id;
        let (text, hash) = sealed(&op).unwrap();
        disk.say(Said { op, text }, hash);
        said
    }

    /// A push is sent and taken by the clinic; the answer is under way.
    pub(crate) fn offers(&mut self, at: usize, ops: usize) -> Option<Pushed> {
        let batch = Batch {
            ops,
            ..Batch::WHOLE
        };
        let push = device::push(&mut self.disks[at], batch, Rules::SOUND).unwrap()?;
        Some(
            clinic::push(
                &mut self.book,
                device_of(self.who[at]),
                &push,
                0,
                Rules::SOUND,
            )
            .unwrap()
            .unwrap(),
        )
    }

    /// A pull is answered; the answer is under way.
    pub(crate) fn asks(&mut self, at: usize) -> Pulled {
        let pull = device::pull(&self.disks[at]).unwrap();
        clinic::pull(
            &mut self.book,
            device_of(self.who[at]),
            &pull,
            &clinic::Days::default(),
            Rules::SOUND,
        )
        .unwrap()
        .unwrap()
    }

    /// A receipt arrives.
    pub(crate) fn hears(&mut self, at: usize, pushed: &Pushed) {
        device::pushed(&mut self.disks[at], pushed, Rules::SOUND).unwrap();
    }

    /// News arrive.
    pub(crate) fn learns(&mut self, at: usize, pulled: &Pulled) {
        device::pulled(&mut self.disks[at], pulled, Rules::SOUND).unwrap();
    }

    /// Everybody sends all she has and asks for all there is.
    pub(crate) fn settles(&mut self) {
        for at in 0..self.disks.len() {
            while let Some(pushed) = self.offers(at, 256) {
                self.hears(at, &pushed);
            }
        }
        for at in 0..self.disks.len() {
            while self.disks[at].cursor(&STREAM) < self.book.head(&STREAM).unwrap() {
                let pulled = self.asks(at);
                self.learns(at, &pulled);
            }
        }
    }

    /// The goal as the clinic has it.
    pub(crate) fn goal(&self) -> Option<EntityState> {
        self.book.entity(GOAL).unwrap()
    }

    /// All hold the same goal, and no answer was replaced by somebody who had not seen it.
    pub(crate) fn check(&self) -> Result<(), String> {
        let goal = self.goal();
        for (at, disk) in self.disks.iter().enumerate() {
            let here = disk.entities.get(&GOAL).map(|held| (**held).clone());
            if here != goal || !disk.outbox.is_empty() || !disk.acked.is_empty() {
                return Err(format!("laptop {at} does not agree with the clinic"));
            }
        }
        for (op, field, write) in &self.meant {
            let heads: &[Head] = goal
                .as_ref()
                .and_then(|goal| goal.fields.get(*field))
                .map_or(&[], Vec::as_slice);
            let stands = heads.iter().any(|head| head.value == write.value);
            let seen = self.meant.iter().any(|(_, of, later)| {
                of == field
                    && later
                        .parents
                        .iter()
                        .any(|seen| seen == op || self.says_the_same(*seen, field, write))
            });
            if !stands && !seen {
                return Err(format!("the answer {} to {field} is gone", write.value));
            }
        }
        Ok(())
    }

    fn says_the_same(&self, op: OpId, field: &str, write: &Write) -> bool {
        self.meant
            .iter()
            .any(|(id, of, one)| *id == op && *of == field && one.value == write.value)
    }
}

/// An answer like no other before it.
pub(crate) fn fresh(bench: &Bench) -> Value {
    json!(format!("answer {}", bench.meant.len()))
}
