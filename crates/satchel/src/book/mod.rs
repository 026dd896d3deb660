//! The book: reading and writing care's entities in the vault.
//!
//! What the screen shows of an entity is what the clinic has, with this device's own unanswered operations laid over
//! it. [`read`] gives it together with the versions that were seen; [`Pen`] writes an operation and brings the shown
//! state up to date in the same transaction.

mod on_screen;
mod one_person;
mod pen;
mod people;
mod rebuild;
mod removed;

use std::collections::BTreeMap;

use care::{Entity, EntityId, MemberId, OpId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sync::{Fields, Head, Op, OpBody, StreamId, Write};
use uuid::Uuid;
use vault::{Page, Reader, StoreError, entities, outbox};

use crate::contract::Whereabouts;

pub(crate) use on_screen::{OnScreen, parse_seen, seen};
pub(crate) use one_person::{Joined, everybody, member, person, records_of, streams_of, together};
pub(crate) use pen::{About, CHAIN, INC, Pen, PenError, incarnation, record_row};
pub(crate) use people::People;
#[cfg(test)]
pub(crate) use rebuild::said_at;
pub(crate) use rebuild::{base, lay_out, own_writes, rebuild};
pub(crate) use removed::{RemovedThing, removed_of};

/// An entity as the screen shows it.
#[derive(Clone)]
pub(crate) struct Held<T> {
    /// Its id.
    pub(crate) id: Uuid,
    /// Its stream: where what is said about it goes.
    pub(crate) stream: StreamId,
    /// Whose it is, as she is shown; absent for what is the clinic's own.
    person: Option<MemberId>,
    /// What is shown.
    pub(crate) value: T,
    /// The clinic's answers to each field, as they are stored: lists of hundreds are shown without them.
    heads: String,
    /// How many fields have more than one answer.
    conflicts: u32,
}

impl<T> Held<T> {
    /// Whose it is, as she is shown; absent for what is the clinic's own. Of a person with several records it is the
    /// one under which all of them are shown.
    pub(crate) fn member(&self) -> Option<MemberId> {
        self.person
    }

    /// Fields with more than one answer.
    pub(crate) fn two_answers(&self) -> Vec<String> {
        if self.conflicts == 0 {
            return Vec::new();
        }
        self.heads()
            .iter()
            .filter(|(_, heads)| 1 < heads.len())
            .map(|(field, _)| field.clone())
            .collect()
    }

    /// Whether one of these fields has more than one answer.
    pub(crate) fn is_asked(&self, fields: &[&str]) -> bool {
        self.two_answers()
            .iter()
            .any(|field| fields.contains(&field.as_str()))
    }

    /// Every answer to a field that can be read, the one that is shown first.
    pub(crate) fn answers<A: DeserializeOwned>(&self, field: &str) -> Vec<A> {
        let heads = self.heads().remove(field).unwrap_or_default();
        let read = |head: Head| serde_json::from_value(head.value).ok();
        heads.into_iter().filter_map(read).collect()
    }

    /// The same thing with this value.
    pub(crate) fn with(&self, value: T) -> Self {
        Self {
            value,
            stream: self.stream.clone(),
            heads: self.heads.clone(),
            ..*self
        }
    }

    /// What would be shown with another of the standing answers, one answer at a time; those that can be read.
    pub(crate) fn otherwise(&self) -> Vec<T>
    where
        T: Serialize + DeserializeOwned,
    {
        if self.conflicts == 0 {
            return Vec::new();
        }
        let Ok(Value::Object(shown)) = serde_json::to_value(&self.value) else {
            return Vec::new();
        };
        let asked = self
            .heads()
            .into_iter()
            .filter(|(_, heads)| 1 < heads.len());
        let answers = asked.flat_map(|(field, heads)| {
            heads
                .into_iter()
                .map(move |head| (field.clone(), head.value))
        });
        let with = |(field, value)| {
            let mut other = shown.clone();
            other.insert(field, value);
            serde_json::from_value(Value::Object(other)).ok()
        };
        answers.filter_map(with).collect()
    }

    /// The clinic's answers to one field.
    pub(crate) fn heads_of(&self, field: &str) -> Vec<Head> {
        self.heads().remove(field).unwrap_or_default()
    }

    /// When the oldest of the answers that stand was given, milliseconds; absent where the clinic has none yet.
    pub(crate) fn first_said(&self) -> Option<i64> {
        let heads = self.heads();
        heads.values().flatten().map(|head| head.at).min()
    }

    /// The clinic's answers to each field. None can be read from a row that a newer version wrote otherwise; then
    /// nothing counts as seen, and nothing is overwritten.
    fn heads(&self) -> Fields {
        serde_json::from_str(&self.heads).unwrap_or_default()
    }

    /// An entity that nobody has answered anything about.
    #[cfg(test)]
    pub(crate) fn fresh(id: Uuid, stream: StreamId, value: T) -> Self {
        let heads = "{}".to_owned();
        Self {
            id,
            person: stream.member(),
            stream,
            value,
            heads,
            conflicts: 0,
        }
    }
}

/// Turns a stored row into an entity; `None` for a row this version cannot read, which stays as it is.
pub(crate) fn held<T: Entity>(joined: &Joined, row: entities::Entity) -> Option<Held<T>> {
    let value = serde_json::from_str(&row.data).ok()?;
    let stream: StreamId = row.stream.parse().ok()?;
    Some(Held {
        id: row.id.parse().ok()?,
        person: stream.member().map(|member| joined.person(member)),
        stream,
        value,
        heads: row.heads,
        conflicts: row.conflicts,
    })
}

/// One entity, if it is here and of this kind.
pub(crate) fn read<T: Entity>(
    reader: &Reader<'_>,
    id: impl Into<EntityId>,
) -> Result<Option<Held<T>>, StoreError> {
    let row = entities::get(reader, &id.into().to_string())?;
    let Some(row) = row.filter(|row| row.kind == T::KIND) else {
        return Ok(None);
    };
    let joined = Joined::around(reader, &row.stream)?;
    Ok(held(&joined, row))
}

/// All entities of a kind about one person, from each of her records.
pub(crate) fn of_member<T: Entity>(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Vec<Held<T>>, StoreError> {
    let stream = StreamId::Member(member).to_string();
    let joined = Joined::around(reader, &stream)?;
    let mut all: Vec<Held<T>> = Vec::new();
    for stream in vault::people::streams_of(reader, &stream)? {
        let rows = entities::of_stream(reader, &stream, T::KIND)?;
        all.extend(rows.into_iter().filter_map(|row| held(&joined, row)));
    }
    all.sort_by_key(|held| held.id);
    Ok(all)
}

/// All entities of a kind in this satchel.
pub(crate) fn all<T: Entity>(reader: &Reader<'_>) -> Result<Vec<Held<T>>, StoreError> {
    let joined = Joined::read(reader)?;
    let mut all = Vec::new();
    let mut offset = 0_u32;
    while let Some(page) = Page::new(offset, vault::PAGE_RECORDS_MAX) {
        let rows = entities::of_kind(reader, T::KIND, page)?;
        let read = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        all.extend(rows.into_iter().filter_map(|row| held(&joined, row)));
        if read < vault::PAGE_RECORDS_MAX {
            break;
        }
        offset = offset.saturating_add(vault::PAGE_RECORDS_MAX);
    }
    Ok(all)
}

/// How far the newest change of an entity has got.
pub(crate) fn whereabouts(reader: &Reader<'_>, id: Uuid) -> Result<Whereabouts, StoreError> {
    let waiting = outbox::of_entity(reader, &id.to_string())?;
    Ok(whereabouts_of(
        waiting.iter().map(|outgoing| outgoing.state),
    ))
}

/// How far things have got, given how their operations stand in the outbox.
pub(crate) fn whereabouts_of(states: impl Iterator<Item = outbox::OutgoingState>) -> Whereabouts {
    let mut whereabouts = Whereabouts::AtClinic;
    for state in states {
        match state {
            outbox::OutgoingState::Waiting => return Whereabouts::InSatchel,
            outbox::OutgoingState::Offered | outbox::OutgoingState::Parked => {
                whereabouts = Whereabouts::OnTheWay;
            }
        }
    }
    whereabouts
}

/// One of this device's own operations: its id, and what it writes.
pub(crate) type OwnWrite = (OpId, BTreeMap<String, Write>);

/// The writes an operation's text makes to its entity.
fn writes_of(text: &str) -> Option<OwnWrite> {
    let op: Op = serde_json::from_str(text).ok()?;
    match op.body {
        OpBody::Set { fields, .. } => Some((op.id, fields)),
        OpBody::Record { .. } => None,
    }
}
