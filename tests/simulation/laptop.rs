//! A laptop and the person at it: reads what is on her screen, answers, signs, settles; and writes it to her disk.

use std::collections::BTreeMap;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId, REMOVED, RecordId, Role, StaffId};
use ed25519_dalek::SigningKey;
use serde_json::{Map, Value, json};
use sync::custody::Told;
use sync::device::{Batch, Lane, shown_here};
use sync::{
    Author, Op, OpBody, RecordText, Seen, SignedRecord, StreamId, Write, changed_fields, sealed,
};

use super::custody::Emptied;
use super::dice::Dice;
use super::disk::{Disk, Said};
use super::ground::Desk;
use super::words::{KINDS, NEWER_FIELD, NEWER_KIND, answer, fields_of, removed};

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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something of its own that may be so of a laptop"
)]
#[derive(Clone)]
pub(crate) struct Laptop {
    pub(crate) id: DeviceId,
    pub(crate) staff: StaffId,
    pub(crate) role: Role,
    /// What its person is called in the transcript.
    pub(crate) name: &'static str,
    /// Whether it has a newer release than the clinic and the others.
    pub(crate) newer: bool,
    /// Whether it has an older one, which does not say for sure what it showed and removes nothing.
    pub(crate) older: bool,
    pub(crate) key: SigningKey,
    /// What a crash does not touch.
    pub(crate) disk: Disk,
    /// What was said on it, in its order: goes with its disk when that is put back, or cloned.
    pub(crate) said: Vec<OpId>,
    /// How far its clock is off, milliseconds.
    pub(crate) clock_off: i64,
    /// How often it has crashed: answers meant for an earlier life find nobody.
    pub(crate) life: u32,
    /// The form on the screen, lost in a crash.
    pub(crate) form: Option<Form>,
    /// The pictures that are on their way, lost in a crash.
    pub(crate) lane: Option<Lane>,
    /// The size of the next push, lost in a crash.
    pub(crate) batch: Batch,
    /// Out of reach of any network.
    pub(crate) away: bool,
    /// There is no room on its disk.
    pub(crate) full: bool,
    /// What the clinic has said of it, as far as it has heard.
    pub(crate) told: Told,
    /// It has erased itself, and this is left of it.
    pub(crate) emptied: Option<Emptied>,
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

    /// Settles one field that had several answers when she looked: by one of those there are, or in her own words.
    pub(crate) fn settles(&self, form: &Form, dice: &Dice) -> BTreeMap<String, Write> {
        let several = form.seen.0.iter().filter(|(_, seen)| 1 < seen.len());
        let several: Vec<_> = several.collect();
        let Some((field, seen)) = dice.pick(&several) else {
            return BTreeMap::new();
        };
        let shown = form.shown.get(*field).cloned().unwrap_or_default();
        let held = self.disk.entities.get(&form.entity);
        let heads = held.and_then(|held| held.fields.get(*field));
        let chosen = match dice.pick(heads.map_or(&[][..], Vec::as_slice)) {
            Some(one) if !dice.one_in(3) => one.value.clone(),
            _ if *field == REMOVED => removed(dice),
            _ => answer(field, &shown, dice),
        };
        // Whether a thing is there speaks of all that is said of it.
        let speaks_of_all = *field == REMOVED && !chosen.is_null();
        let write = Write {
            value: chosen,
            parents: if speaks_of_all {
                form.seen.everything()
            } else {
                (*seen).clone()
            },
            saw: shown,
        };
        BTreeMap::from([((*field).clone(), write)])
    }

    /// A form on something new, in a stream that is here or in one of a person just met.
    pub(crate) fn begins(&self, dice: &Dice) -> Option<Form> {
        let streams: Vec<StreamId> = self.members();
        let fresh = dice.one_in(4);
        let member = MemberId(dice.mint());
        let (stream, kind, entity) = if self.newer && dice.one_in(4) {
            let stream = dice.pick(&streams)?.clone();
            (stream, NEWER_KIND, EntityId(dice.mint()))
        } else if fresh {
            (StreamId::Member(member), "member", EntityId::from(member))
        } else {
            let kind = dice.pick(&KINDS[1..])?;
            (dice.pick(&streams)?.clone(), *kind, EntityId(dice.mint()))
        };
        Some(self.open(entity, &stream, kind))
    }

    /// Whether its person may say who works with a member.
    pub(crate) fn steers(&self) -> bool {
        !matches!(self.role, Role::Nurse | Role::CommunityHealthWorker)
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

    /// Writes an operation into the outbox, within a transaction; under an older version of her grants if she lies.
    pub(crate) fn say(
        &self,
        desk: &mut impl Desk,
        what: (&StreamId, OpBody),
        (id, group): (OpId, GroupId),
        (at, claimed): (i64, Option<u64>),
    ) -> Said {
        let (stream, body) = what;
        let last = desk.last().unwrap();
        let op = Op {
            id,
            device: self.id,
            inc: last.inc,
            dseq: last.dseq + 1,
            group,
            author: Author::Staff(self.staff),
            stream: stream.clone(),
            at,
            gver: claimed.unwrap_or_else(|| desk.gver().unwrap()),
            schema: sync::limits::SCHEMA + u32::from(self.newer) - u32::from(self.older),
            prev: desk.chain(),
            body,
        };
        let (text, hash) = sealed(&op).unwrap();
        let said = Said { op, text };
        desk.say(&said, hash);
        said
    }

    /// Signs a note about an entity, or an addendum to a record, within a transaction.
    pub(crate) fn sign(
        &self,
        desk: &mut impl Desk,
        id: RecordId,
        about: (&str, &StreamId, EntityId),
        words: &str,
    ) -> SignedRecord {
        let record = self.note(desk, id, about, words);
        let signed = SignedRecord::sign(&record, &self.key).unwrap();
        desk.keep_signed(&record, &signed);
        signed
    }

    /// Signs with somebody else's key. Nothing of it is kept among her records.
    pub(crate) fn forge(
        &self,
        desk: &impl Desk,
        id: RecordId,
        about: (&str, &StreamId, EntityId),
        key: &SigningKey,
    ) -> SignedRecord {
        let record = self.note(desk, id, about, "She agreed to everything.");
        SignedRecord::sign(&record, key).unwrap()
    }

    fn note(
        &self,
        desk: &impl Desk,
        id: RecordId,
        (kind, stream, about): (&str, &StreamId, EntityId),
        words: &str,
    ) -> RecordText {
        RecordText {
            id,
            kind: kind.to_owned(),
            stream: stream.clone(),
            about,
            author: Author::Staff(self.staff),
            device: self.id,
            prev: desk.signed_last(),
            body: json!({ "narrative": words }),
        }
    }
}

/// What the screen shows of an entity, and in which versions.
pub(crate) fn shown_on(disk: &Disk, entity: EntityId) -> (Map<String, Value>, Seen) {
    let base = disk.entities.get(&entity).map(|held| &**held);
    let own = disk.own(entity).filter_map(|said| match &said.op.body {
        OpBody::Set { kind, fields, .. } => Some((kind, said.op.id, fields)),
        OpBody::Record { .. } => None,
    });
    let own: Vec<_> = own.collect();
    let begun = own.first().map(|(kind, ..)| kind.as_str());
    let kind = base.map(|held| held.kind.as_str()).or(begun);
    let own = own.iter().map(|(_, op, fields)| (*op, *fields));
    shown_here(kind.unwrap_or_default(), base, own)
}

/// Answers one or two fields of a form; a newer release now and then one that nobody else knows.
pub(crate) fn answers(form: &Form, newer: bool, dice: &Dice) -> BTreeMap<String, Write> {
    let mut after = form.shown.clone();
    if newer && dice.one_in(3) {
        let value = answer(NEWER_FIELD, &Value::Null, dice);
        after.insert(NEWER_FIELD.to_owned(), value);
    }
    for _ in 0..=dice.below(2) {
        let Some(field) = dice.pick(fields_of(&form.kind)) else {
            continue;
        };
        let shown = form.shown.get(*field).cloned().unwrap_or_default();
        let value = answer(field, &shown, dice);
        if value.is_null() {
            after.remove(*field);
        } else {
            after.insert((*field).to_owned(), value);
        }
    }
    changed_fields(&form.shown, &after, &form.seen)
}
