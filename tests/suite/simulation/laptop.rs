//! A laptop and the person at it: reads what is on her screen, answers, signs, settles; and writes it to her disk.

use std::collections::BTreeMap;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId, RecordId, Role, StaffId};
use ed25519_dalek::SigningKey;
use serde_json::{Map, Value, json};
use sync::device::{Batch, shown_here};
use sync::{
    Author, Hash, Op, OpBody, RecordText, Seen, SignedRecord, StreamId, Write, changed_fields,
    sealed,
};

use super::dice::Dice;
use super::disk::{Disk, HeldRecord, Said};
use super::words::{KINDS, answer, fields_of};

/// A form that somebody has open: what she saw when she opened it. It is on no disk.
#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) entity: EntityId,
    pub(crate) stream: StreamId,
    pub(crate) kind: String,
    pub(crate) shown: Map<String, Value>,
    pub(crate) seen: Seen,
}

/// One person's laptop.
pub(crate) struct Laptop {
    pub(crate) id: DeviceId,
    pub(crate) staff: StaffId,
    pub(crate) role: Role,
    pub(crate) key: SigningKey,
    /// What a crash does not touch.
    pub(crate) disk: Disk,
    /// How far its clock is off, milliseconds.
    pub(crate) clock_off: i64,
    /// How often it has crashed: answers meant for an earlier life find nobody.
    pub(crate) life: u32,
    /// The form on the screen, lost in a crash.
    pub(crate) form: Option<Form>,
    /// The size of the next push, lost in a crash.
    pub(crate) batch: Batch,
    /// Out of reach of any network.
    pub(crate) away: bool,
}

impl Laptop {
    /// Opens a form on an entity: takes down what is shown and in which versions.
    pub(crate) fn open(&self, entity: EntityId, stream: &StreamId, kind: &str) -> Form {
        let (shown, seen) = shown_on(&self.disk, entity);
        Form {
            entity,
            stream: stream.clone(),
            kind: kind.to_owned(),
            shown,
            seen,
        }
    }

    /// Settles one field that has several answers: by one of them, or in her own words.
    pub(crate) fn settles(&self, form: &Form, dice: &Dice) -> BTreeMap<String, Write> {
        let Some(held) = self.disk.entities.get(&form.entity) else {
            return BTreeMap::new();
        };
        let two: Vec<_> = held.in_conflict().collect();
        let Some((field, heads)) = dice.pick(&two) else {
            return BTreeMap::new();
        };
        let chosen = match dice.pick(heads) {
            Some(one) if !dice.one_in(3) => one.value.clone(),
            _ => answer(field, dice),
        };
        let write = Write {
            value: chosen,
            parents: form.seen.0.get(*field).cloned().unwrap_or_default(),
            saw: form.shown.get(*field).cloned().unwrap_or_default(),
        };
        BTreeMap::from([((*field).clone(), write)])
    }

    /// A form on something new, in a stream that is here or in one of a person just met.
    pub(crate) fn begins(&self, dice: &Dice) -> Option<Form> {
        let streams: Vec<StreamId> = self.members();
        let fresh = dice.one_in(4);
        let member = MemberId(dice.mint());
        let (stream, kind, entity) = if fresh {
            (StreamId::Member(member), "member", EntityId::from(member))
        } else {
            let kind = dice.pick(&KINDS[1..])?;
            (dice.pick(&streams)?.clone(), *kind, EntityId(dice.mint()))
        };
        Some(self.open(entity, &stream, kind))
    }

    /// The members whose streams are here.
    pub(crate) fn members(&self) -> Vec<StreamId> {
        let known = self
            .disk
            .cursors
            .keys()
            .filter(|stream| **stream != StreamId::Clinic);
        known.cloned().collect()
    }

    /// Writes an operation into the outbox, within a transaction.
    pub(crate) fn say(
        &self,
        disk: &mut Disk,
        what: (&StreamId, OpBody),
        ids: (OpId, GroupId),
        at: i64,
    ) -> Said {
        let (stream, body) = what;
        let op = Op {
            id: ids.0,
            device: self.id,
            inc: disk.inc,
            dseq: disk.dseq + 1,
            group: ids.1,
            author: Author::Staff(self.staff),
            stream: stream.clone(),
            at,
            gver: disk.gver,
            schema: sync::limits::SCHEMA,
            prev: disk.chain.unwrap_or(Hash::ZERO),
            body,
        };
        let (text, hash) = sealed(&op).unwrap();
        let said = Said { op, text };
        disk.say(said.clone(), hash);
        said
    }

    /// Signs a note about an entity, or an addendum to a record, within a transaction.
    pub(crate) fn sign(
        &self,
        disk: &mut Disk,
        id: RecordId,
        about: (&str, &StreamId, EntityId),
        words: &str,
    ) -> SignedRecord {
        let (kind, stream, about) = about;
        let record = RecordText {
            id,
            kind: kind.to_owned(),
            stream: stream.clone(),
            about,
            author: Author::Staff(self.staff),
            device: self.id,
            prev: disk.signed_last.unwrap_or(Hash::ZERO),
            body: json!({ "narrative": words }),
        };
        let signed = SignedRecord::sign(&record, &self.key).unwrap();
        disk.signed_last = Some(signed.hash);
        disk.records.entry(id).or_insert_with(|| HeldRecord {
            stream: stream.clone(),
            signed: signed.clone(),
            received_at: None,
        });
        signed
    }
}

/// What the screen shows of an entity, and in which versions.
pub(crate) fn shown_on(disk: &Disk, entity: EntityId) -> (Map<String, Value>, Seen) {
    let base = disk.entities.get(&entity).map(|held| &**held);
    let own = disk.own(entity).filter_map(|said| match &said.op.body {
        OpBody::Set { fields, .. } => Some((said.op.id, fields)),
        OpBody::Record { .. } => None,
    });
    shown_here(base, own)
}

/// Answers one or two fields of a form.
pub(crate) fn answers(form: &Form, dice: &Dice) -> BTreeMap<String, Write> {
    let mut after = form.shown.clone();
    for _ in 0..=dice.below(2) {
        let Some(field) = dice.pick(fields_of(&form.kind)) else {
            continue;
        };
        let value = answer(field, dice);
        if value.is_null() {
            after.remove(*field);
        } else {
            after.insert((*field).to_owned(), value);
        }
    }
    changed_fields(&form.shown, &after, &form.seen)
}
