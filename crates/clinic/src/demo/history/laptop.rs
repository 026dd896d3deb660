//! A device of one of the demo's staff: its chain of operations, and its chain of signed records.

use ambient::Ambient;
use care::{
    Assessment, Attempt, Comprehensive, Consent, DeviceId, Entity, EntityId, GroupId, Note,
    NoteAuthor, NoteDraft, NoteVisit, OpId, RecordId, Staff, StaffId,
};
use ed25519_dalek::SigningKey;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sync::clinic::Device;
use sync::wire::{OpResult, Push};
use sync::{
    Author, Hash, Ledger as _, Op, OpBody, RecordText, Rules, Seen, SignedRecord, StreamId,
    changed_fields, proof, sealed,
};

use crate::demo::script::{id, staff};
use crate::devices::{self, EnrolledDevice, RetireError};
use crate::enrol;
use crate::ledger::{LedgerError, Tx};

/// A device while it writes the past.
pub(super) struct Laptop {
    id: DeviceId,
    staff: StaffId,
    signature: String,
    key: SigningKey,
    epoch: String,
    dseq: u64,
    last_op: Hash,
    last_record: Hash,
}

fn device_id(name: &str) -> DeviceId {
    DeviceId(id(&format!("device/{name}")))
}

impl Laptop {
    /// Whether this person's device has been enrolled before.
    pub(super) fn is_known(tx: &Tx<'_>, name: &str) -> Result<bool, LedgerError> {
        Ok(devices::device(tx, device_id(name))?.is_some())
    }

    /// Makes a device for one of the staff, and publishes its key.
    pub(super) fn enrol(
        tx: &mut Tx<'_>,
        ambient: &Ambient,
        name: &str,
    ) -> Result<Self, LedgerError> {
        let whose = tx
            .thing::<Staff>(staff(name).into())?
            .ok_or(LedgerError::Malformed)?;
        let seed = Sha256::digest(format!("the demo device of {name}"));
        let key = SigningKey::from_bytes(&seed.into());
        let device = EnrolledDevice {
            id: device_id(name),
            staff: staff(name),
            computer: "demo".to_owned(),
            public_key: proof::public_key_text(&key.verifying_key()),
            active: true,
            standing: sync::custody::DeviceStanding::Active,
            enrolled_at: tx.now(),
            seen_at: None,
        };
        devices::insert(tx, &device)?;
        enrol::publish_key(tx, &device, ambient)?;
        Ok(Self {
            id: device.id,
            staff: device.staff,
            signature: whose.signature(),
            key,
            epoch: tx.epoch()?,
            dseq: 0,
            last_op: Hash::ZERO,
            last_record: Hash::ZERO,
        })
    }

    /// Writes a new entity, whole.
    pub(super) fn set<T: Entity>(
        &mut self,
        tx: &mut Tx<'_>,
        stream: &StreamId,
        (entity, thing): (EntityId, &T),
        at: i64,
    ) -> Result<(), LedgerError> {
        let Value::Object(fields) = serde_json::to_value(thing)? else {
            return Err(LedgerError::Malformed);
        };
        let body = OpBody::Set {
            entity,
            kind: T::KIND.to_owned(),
            fields: changed_fields(&Map::new(), &fields, &Seen::default()),
        };
        self.send(tx, stream, body, at)
    }

    /// Signs the note of a visit.
    pub(super) fn sign(
        &mut self,
        tx: &mut Tx<'_>,
        stream: &StreamId,
        (about, draft): (NoteVisit, NoteDraft),
        at: i64,
    ) -> Result<(), LedgerError> {
        let visit = about.visit;
        let author = NoteAuthor {
            staff: self.staff,
            signature: self.signature.clone(),
        };
        let note = draft
            .sign(about, author, at)
            .or(Err(LedgerError::Malformed))?;
        let name = format!("note/{visit}");
        let record = self.record(stream, (Note::KIND, &name, visit.into()), &note)?;
        self.send(tx, stream, OpBody::Record { record }, at)
    }

    /// Signs what was asked.
    pub(super) fn assess(
        &mut self,
        tx: &mut Tx<'_>,
        stream: &StreamId,
        asked: Assessment,
    ) -> Result<(), LedgerError> {
        let author = NoteAuthor {
            staff: self.staff,
            signature: self.signature.clone(),
        };
        let asked = Assessment { author, ..asked };
        asked.check().or(Err(LedgerError::Malformed))?;
        let name = format!(
            "assessment/{}/{}/{}",
            asked.member, asked.instrument, asked.ended_at
        );
        let about = (Assessment::KIND, name.as_str(), asked.member.into());
        let record = self.record(stream, about, &asked)?;
        self.send(tx, stream, OpBody::Record { record }, asked.signed_at)
    }

    /// Signs a comprehensive assessment.
    pub(super) fn speaks(
        &mut self,
        tx: &mut Tx<'_>,
        stream: &StreamId,
        spoken: Comprehensive,
    ) -> Result<(), LedgerError> {
        let author = NoteAuthor {
            staff: self.staff,
            signature: self.signature.clone(),
        };
        let spoken = Comprehensive { author, ..spoken };
        let on = spoken.areas.iter().map(|area| area.on).max();
        spoken
            .check(on.ok_or(LedgerError::Malformed)?)
            .or(Err(LedgerError::Malformed))?;
        let name = format!("comprehensive/{}/{}", spoken.member, spoken.ended_at);
        let about = (Comprehensive::KIND, name.as_str(), spoken.member.into());
        let record = self.record(stream, about, &spoken)?;
        self.send(tx, stream, OpBody::Record { record }, spoken.signed_at)
    }

    /// Signs an attempt to reach somebody.
    pub(super) fn tries(
        &mut self,
        tx: &mut Tx<'_>,
        stream: &StreamId,
        attempt: Attempt,
    ) -> Result<(), LedgerError> {
        let author = NoteAuthor {
            staff: self.staff,
            signature: self.signature.clone(),
        };
        let attempt = Attempt { author, ..attempt };
        attempt.check().or(Err(LedgerError::Malformed))?;
        let name = format!("attempt/{}/{}", attempt.member, attempt.at);
        let about = (Attempt::KIND, name.as_str(), attempt.member.into());
        let record = self.record(stream, about, &attempt)?;
        self.send(tx, stream, OpBody::Record { record }, attempt.signed_at)
    }

    /// Writes down a consent, and signs for it.
    pub(super) fn agrees(
        &mut self,
        tx: &mut Tx<'_>,
        stream: &StreamId,
        consent: Consent,
    ) -> Result<(), LedgerError> {
        let author = NoteAuthor {
            staff: self.staff,
            signature: self.signature.clone(),
        };
        let consent = Consent { author, ..consent };
        consent.check(consent.on).or(Err(LedgerError::Malformed))?;
        let name = format!("consent/{}/{}", consent.member, consent.signed_at);
        let about = (Consent::KIND, name.as_str(), consent.member.into());
        let record = self.record(stream, about, &consent)?;
        self.send(tx, stream, OpBody::Record { record }, consent.signed_at)
    }

    /// The next record of its chain; `name` makes its id.
    fn record<T: Serialize>(
        &mut self,
        stream: &StreamId,
        (kind, name, about): (&str, &str, EntityId),
        body: &T,
    ) -> Result<SignedRecord, LedgerError> {
        let text = RecordText {
            id: RecordId(id(name)),
            kind: kind.to_owned(),
            stream: stream.clone(),
            about,
            author: Author::Staff(self.staff),
            device: self.id,
            prev: self.last_record,
            body: serde_json::to_value(body)?,
        };
        let record = SignedRecord::sign(&text, &self.key).or(Err(LedgerError::Malformed))?;
        self.last_record = record.hash;
        Ok(record)
    }

    /// From now on nobody can send as this device.
    pub(super) fn retire(&self, tx: &Tx<'_>) -> Result<(), LedgerError> {
        devices::retire(tx, self.id).map_err(|error| match error {
            RetireError::Ledger(error) => error,
            RetireError::NoDevice | RetireError::Already => LedgerError::Malformed,
        })
    }

    /// Puts an operation into the chain and pushes it, as if the clinic had received it then.
    fn send(
        &mut self,
        tx: &mut Tx<'_>,
        stream: &StreamId,
        body: OpBody,
        at: i64,
    ) -> Result<(), LedgerError> {
        let dseq = self.dseq.saturating_add(1);
        let name = format!("{}/{dseq}", self.id);
        let op = Op {
            id: OpId(id(&format!("op/{name}"))),
            device: self.id,
            inc: 0,
            dseq,
            group: GroupId(id(&format!("group/{name}"))),
            author: Author::Staff(self.staff),
            stream: stream.clone(),
            at,
            gver: 0,
            schema: sync::limits::SCHEMA,
            prev: self.last_op,
            body,
        };
        let (text, hash) = sealed(&op).or(Err(LedgerError::Malformed))?;
        let push = Push {
            epoch: self.epoch.clone(),
            tally: None,
            ops: vec![text],
        };
        let device = Device {
            id: self.id,
            staff: self.staff,
        };
        let pushed = sync::clinic::push(tx, device, &push, at, Rules::SOUND)?;
        let applied = |result: &OpResult| matches!(result, OpResult::Applied { .. });
        let is_applied =
            pushed.is_ok_and(|pushed| pushed.answers.iter().all(|answer| applied(&answer.result)));
        if !is_applied {
            return Err(LedgerError::Malformed);
        }
        (self.dseq, self.last_op) = (dseq, hash);
        Ok(())
    }
}
