//! Operations: what a person did, as it travels and is kept for ever.
//!
//! An operation travels as its canonical text, byte for byte as the device wrote it. The text is hashed into the
//! device's chain, so nobody can slip one in, take one out or change one without its being seen.

use std::collections::BTreeMap;
use std::fmt;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Author, CanonicalError, Hash, SignedRecord, canonical};

/// One operation.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Op {
    /// Minted on the device. The same id never has two effects.
    pub id: OpId,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Which incarnation of the device wrote it: 0, and one more each time the laptop turned out to have been restored
    /// or cloned. Each incarnation has a chain of its own.
    #[serde(default, skip_serializing_if = "is_first")]
    pub inc: u32,
    /// Its place among the operations of that incarnation: 1, 2, 3, …
    pub dseq: u64,
    /// One press of *Save*.
    pub group: GroupId,
    /// Who wrote it.
    pub author: Author,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// The device's clock, milliseconds since 1970 UTC. Shown to people; decides nothing.
    pub at: i64,
    /// The version of the device's grants it was written under, so that the clinic can tell what was written while
    /// the member was still its author's.
    #[serde(default)]
    pub gver: u64,
    /// The schema it was written under.
    pub schema: u32,
    /// The hash of the device's operation before this one.
    pub prev: Hash,
    /// What was done.
    pub body: OpBody,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
const fn is_first(inc: &u32) -> bool {
    *inc == 0
}

impl Op {
    /// Its place among everything the device ever wrote.
    pub const fn place(&self) -> Place {
        Place {
            inc: self.inc,
            dseq: self.dseq,
        }
    }
}

/// A place among everything a device ever wrote: a later incarnation comes after an earlier one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The incarnation.
    #[serde(default)]
    pub inc: u32,
    /// The place in that incarnation's chain; 0 before its first operation.
    pub dseq: u64,
}

impl fmt::Debug for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Op({} #{})", self.id, self.dseq)
    }
}

/// What was done.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "Body")]
pub enum OpBody {
    /// Answers to some fields of an entity; the entity comes into being with its first one.
    Set {
        /// The entity.
        entity: EntityId,
        /// Its kind's permanent word.
        #[serde(rename = "type")]
        kind: String,
        /// The answers, by field id.
        fields: BTreeMap<String, Write>,
    },
    /// A signed record comes into being.
    Record {
        /// The record.
        record: SignedRecord,
    },
}

/// The same as it is read: all at once, where an enum would first be kept aside whole until its word is known.
#[derive(Deserialize)]
struct Body {
    kind: BodyKind,
    entity: Option<EntityId>,
    #[serde(rename = "type")]
    of: Option<String>,
    fields: Option<BTreeMap<String, Write>>,
    record: Option<SignedRecord>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum BodyKind {
    Set,
    Record,
}

impl TryFrom<Body> for OpBody {
    type Error = &'static str;

    fn try_from(body: Body) -> Result<Self, Self::Error> {
        match body.kind {
            BodyKind::Set => Ok(Self::Set {
                entity: body.entity.ok_or("no entity")?,
                kind: body.of.ok_or("no type")?,
                fields: body.fields.ok_or("no fields")?,
            }),
            BodyKind::Record => Ok(Self::Record {
                record: body.record.ok_or("no record")?,
            }),
        }
    }
}

impl fmt::Debug for OpBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set { entity, kind, .. } => write!(f, "Set({kind} {entity})"),
            Self::Record { .. } => f.write_str("Record(…)"),
        }
    }
}

/// An answer to one field.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Write {
    /// The answer.
    pub value: Value,
    /// The operations whose answers the author had before her eyes for this field.
    pub parents: Vec<OpId>,
    /// The answer she had before her eyes; null when there was none. Shown to whoever settles a conflict.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub saw: Value,
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Write(after {:?})", self.parents)
    }
}

/// The canonical text of an operation and the text's hash: what is kept, sent, and chained.
pub fn sealed(op: &Op) -> Result<(String, Hash), CanonicalError> {
    let text = canonical(op)?;
    let hash = Hash::of(text.as_bytes());
    Ok((text, hash))
}

/// A stream: everything about one member, or the clinic's own directory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum StreamId {
    /// Everything about one member.
    Member(MemberId),
    /// Staff and their device keys.
    Clinic,
}

/// Not the name of a stream this version knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the name of a stream")]
pub struct StreamMalformed;

impl StreamId {
    /// The member, unless it is the clinic's own stream.
    pub fn member(&self) -> Option<MemberId> {
        match self {
            Self::Member(member) => Some(*member),
            Self::Clinic => None,
        }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(member) => write!(f, "m:{member}"),
            Self::Clinic => f.write_str("o:clinic"),
        }
    }
}

impl From<StreamId> for String {
    fn from(stream: StreamId) -> Self {
        stream.to_string()
    }
}

impl std::str::FromStr for StreamId {
    type Err = StreamMalformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("m:") {
            Some(member) => member.parse().map(Self::Member).or(Err(StreamMalformed)),
            None if text == "o:clinic" => Ok(Self::Clinic),
            None => Err(StreamMalformed),
        }
    }
}

impl TryFrom<String> for StreamId {
    type Error = StreamMalformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
