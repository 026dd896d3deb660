//! The pen: one press of *Save*, as operations in the outbox.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use ambient::{Ambient, Millis};
use care::{
    AuditAction, Entity, EntityId, GroupId, Member, MemberId, OpId, REMOVED, RecordId, Removed,
};
use chrono::NaiveDate;
use ed25519_dalek::SigningKey;
use serde::Serialize;
use serde_json::Value;
use sync::audit::AuditEntry;
use sync::{
    Author, CanonicalError, EntityState, Hash, Op, OpBody, RecordText, Seen, SignedRecord,
    StreamId, Write, changed_fields, limits, sealed,
};
use uuid::Uuid;
use vault::{Reader, StoreError, Writer, meta, outbox, records};

use super::{Held, OnScreen, RemovedThing, rebuild};
use crate::audit;
use crate::exchange::gver;
use crate::session::Me;

/// The hash of this device's last operation, in `meta`.
pub(crate) const CHAIN: &str = "chain";

/// The hash of the record this device signed last, in `meta`: the record itself may have left with its member.
const SIGNED: &str = "signed";

/// Which incarnation of this device writes, in `meta`.
pub(crate) const INC: &str = "inc";

/// Which incarnation of this device writes: 0, unless it turned out to have been restored or cloned.
pub(crate) fn incarnation(reader: &Reader<'_>) -> Result<u32, StoreError> {
    Ok(meta::get(reader, INC)?
        .and_then(|inc| inc.parse().ok())
        .unwrap_or_default())
}

/// Why something was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PenError {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] care::Refusal),
    /// Larger than the clinic would take.
    #[error("the entry is too large")]
    TooLarge,
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

/// What a record is about, and what kind of record it is.
pub(crate) struct About<'a> {
    pub(crate) stream: &'a StreamId,
    pub(crate) kind: &'static str,
    pub(crate) id: Uuid,
}

/// A thing that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Written {
    action: AuditAction,
    kind: String,
    id: Uuid,
    stream: StreamId,
}

/// Writes what one press of *Save* says.
pub(crate) struct Pen<'a> {
    writer: &'a Writer<'a>,
    me: &'a Me,
    ambient: &'a Ambient,
    group: GroupId,
    /// What it has written so far.
    written: RefCell<BTreeSet<Written>>,
    /// One request, one now.
    pub(crate) now: Millis,
    /// The day it is here.
    pub(crate) today: NaiveDate,
}

impl<'a> Pen<'a> {
    /// A pen for one press of *Save*.
    pub(crate) fn new(writer: &'a Writer<'a>, me: &'a Me, ambient: &'a Ambient) -> Self {
        let (now, today) = (ambient.now(), ambient.today());
        Self {
            writer,
            me,
            ambient,
            group: GroupId(ambient.mint()),
            written: RefCell::default(),
            now,
            today,
        }
    }

    /// Writes down something new; gives its id.
    pub(crate) fn add<T: Entity>(&self, stream: &StreamId, value: &T) -> Result<Uuid, PenError> {
        let id = self.ambient.mint();
        self.add_as(stream, id, value)?;
        Ok(id)
    }

    /// Writes down something new under an id that everybody would give it, so that two who do meet in one entity.
    pub(crate) fn add_as<T: Entity>(
        &self,
        stream: &StreamId,
        id: Uuid,
        value: &T,
    ) -> Result<(), PenError> {
        value.check(self.today)?;
        let writes = changed_fields(&serde_json::Map::new(), &object(value), &Seen::default());
        self.set(stream, T::KIND, EntityId(id), writes)
    }

    /// Begins the record of somebody new, in a stream of her own; gives her id.
    pub(crate) fn begin(&self, member: &Member) -> Result<MemberId, PenError> {
        member.check(self.today)?;
        let id = MemberId(self.ambient.mint());
        let writes = changed_fields(&serde_json::Map::new(), &object(member), &Seen::default());
        self.set(
            &StreamId::Member(id),
            Member::KIND,
            EntityId::from(id),
            writes,
        )?;
        Ok(id)
    }

    /// Writes down what changed between what is shown and `value`, as answers to what the person had seen.
    pub(crate) fn change<T: Entity>(
        &self,
        held: &Held<T>,
        value: &T,
        seen: &OnScreen,
    ) -> Result<(), PenError> {
        value.check(self.today)?;
        let mut writes = changed_fields(&object(&held.value), &object(value), &seen.ops);
        if writes.is_empty() {
            return Ok(());
        }
        for (field, write) in &mut writes {
            if let Some(said) = seen.said::<T>(field) {
                write.saw = said;
            }
        }
        self.set(&held.stream, T::KIND, EntityId(held.id), writes)
    }

    /// Removes something, as somebody who has seen this much of it.
    pub(crate) fn remove<T: Entity>(
        &self,
        held: &Held<T>,
        seen: &OnScreen,
        removed: &Removed,
    ) -> Result<(), PenError> {
        removed.check()?;
        let write = Write {
            value: serde_json::to_value(removed).unwrap_or_default(),
            parents: seen.ops.everything(),
            saw: Value::Null,
        };
        let fields = BTreeMap::from([(REMOVED.to_owned(), write)]);
        self.set(&held.stream, T::KIND, EntityId(held.id), fields)
    }

    /// Puts something back that was removed.
    pub(crate) fn put_back(&self, thing: &RemovedThing) -> Result<(), PenError> {
        let entity = EntityId(thing.id);
        let base = super::base(self.writer, entity)?;
        let own = super::own_writes(self.writer, thing.id)?;
        let own = own.iter().map(|(op, writes)| (*op, writes));
        let (_, mut seen) = sync::device::shown_here(&thing.kind, base.as_ref(), own);
        let write = Write {
            value: Value::Null,
            parents: seen.0.remove(REMOVED).unwrap_or_default(),
            saw: serde_json::to_value(&thing.removed).unwrap_or_default(),
        };
        let fields = BTreeMap::from([(REMOVED.to_owned(), write)]);
        self.set(&thing.stream, &thing.kind, entity, fields)
    }

    /// Answers some fields of an entity.
    pub(crate) fn set(
        &self,
        stream: &StreamId,
        kind: &str,
        entity: EntityId,
        fields: BTreeMap<String, Write>,
    ) -> Result<(), PenError> {
        if fields
            .values()
            .any(|write| limits::FIELD_BYTES_MAX < write.value.to_string().len())
        {
            return Err(PenError::TooLarge);
        }
        self.send(
            stream,
            kind,
            entity.0,
            OpBody::Set {
                entity,
                kind: kind.to_owned(),
                fields,
            },
        )?;
        let base = super::base(self.writer, entity)?;
        let base =
            base.unwrap_or_else(|| EntityState::new(entity, stream.clone(), kind.to_owned()));
        Ok(rebuild(self.writer, &base, self.now)?)
    }

    /// Signs a record with this device's key and writes it down; gives its id.
    pub(crate) fn sign<T: Serialize>(
        &self,
        about: &About<'_>,
        body: &T,
        key: &SigningKey,
    ) -> Result<RecordId, PenError> {
        let About {
            stream,
            kind,
            id: about,
        } = *about;
        let device = self.me.device.to_string();
        let last = match meta::get(self.writer, SIGNED)? {
            Some(hash) => Some(hash),
            None => records::last_by_device(self.writer, &device)?.map(|last| last.hash),
        };
        let prev = last
            .and_then(|hash| hash.parse().ok())
            .unwrap_or(Hash::ZERO);
        let id = RecordId(self.ambient.mint());
        let text = RecordText {
            id,
            kind: kind.to_owned(),
            stream: stream.clone(),
            about: EntityId(about),
            author: Author::Staff(self.me.staff),
            device: self.me.device,
            prev,
            body: serde_json::to_value(body).unwrap_or_default(),
        };
        let signed = SignedRecord::sign(&text, key)?;
        records::insert(self.writer, &record_row(&text, &signed, self.now, None))?;
        meta::put(self.writer, SIGNED, &signed.hash.to_string())?;
        self.send(stream, kind, id.0, OpBody::Record { record: signed })?;
        Ok(id)
    }

    /// What was written, for the chain of who did what.
    pub(crate) fn entries(&self) -> Vec<AuditEntry> {
        let entry = |written: &Written| AuditEntry {
            kind: Some(written.kind.clone()),
            id: Some(written.id.to_string()),
            member: match written.stream {
                StreamId::Member(member) => Some(member),
                StreamId::Clinic => None,
            },
            ..audit::entry(self.me, self.now, written.action)
        };
        self.written.borrow().iter().map(entry).collect()
    }

    fn send(
        &self,
        stream: &StreamId,
        kind: &str,
        about: Uuid,
        body: OpBody,
    ) -> Result<(), PenError> {
        let prev = meta::get(self.writer, CHAIN)?
            .and_then(|hash| hash.parse().ok())
            .unwrap_or(Hash::ZERO);
        let op = Op {
            id: OpId(self.ambient.mint()),
            device: self.me.device,
            inc: incarnation(self.writer)?,
            dseq: u64::try_from(outbox::upcoming(self.writer)?).unwrap_or_default(),
            group: self.group,
            author: Author::Staff(self.me.staff),
            stream: stream.clone(),
            at: self.now,
            gver: gver(self.writer)?,
            schema: limits::SCHEMA,
            prev,
            body,
        };
        let (text, hash) = sealed(&op)?;
        if limits::OP_BYTES_MAX < text.len() {
            return Err(PenError::TooLarge);
        }
        let row = outbox::NewOp {
            op_id: op.id.to_string(),
            grp: self.group.to_string(),
            stream: stream.to_string(),
            entity: about.to_string(),
            kind: kind.to_owned(),
            label: None,
            body: text,
            at: self.now,
        };
        outbox::push(self.writer, &row)?;
        let action = match op.body {
            OpBody::Set { .. } => AuditAction::Edit,
            OpBody::Record { .. } => AuditAction::Sign,
        };
        self.written.borrow_mut().insert(Written {
            action,
            kind: kind.to_owned(),
            id: about,
            stream: stream.clone(),
        });
        Ok(meta::put(self.writer, CHAIN, &hash.to_string())?)
    }
}

/// A record as the vault keeps it.
pub(crate) fn record_row(
    text: &RecordText,
    signed: &SignedRecord,
    now: Millis,
    received_at: Option<i64>,
) -> records::Record {
    let signed_at = text
        .body
        .get("signedAt")
        .and_then(Value::as_i64)
        .unwrap_or(now);
    records::Record {
        id: text.id.to_string(),
        stream: text.stream.to_string(),
        kind: text.kind.clone(),
        about: text.about.to_string(),
        body: signed.text.clone(),
        hash: signed.hash.to_string(),
        sig: signed.signature.clone(),
        prev_hash: (text.prev != Hash::ZERO).then(|| text.prev.to_string()),
        author: text.author.to_string(),
        device: text.device.to_string(),
        signed_at,
        received_at,
    }
}

fn object<T: Entity>(value: &T) -> serde_json::Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(map)) => map,
        // Every entity is a struct; care's tests write each of them down.
        Ok(_) | Err(_) => serde_json::Map::new(),
    }
}
