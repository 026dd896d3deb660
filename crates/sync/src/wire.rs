//! What travels between a device and the clinic: JSON over HTTPS, every request repeatable.
//!
//! `POST /enrol` takes an [`Enrol`] and answers [`Enrolled`]. `POST /sync/push` takes a [`Push`] and answers
//! [`Pushed`]; `POST /sync/park` takes a [`Park`] and answers [`Pushed`]; `POST /sync/pull` takes a [`Pull`] and answers
//! [`Pulled`]; `POST /sync/gone` takes a [`Gone`] and answers [`Noted`]; `POST /sync/replay` takes a [`crate::Replay`]
//! and answers [`Pushed`]; `POST /sync/files`, `/sync/piece` and `/sync/piece/get` carry files, see [`crate::files`]; `/sync/digests`
//! and `/sync/snapshot` mend what a device holds, see [`crate::snapshot`]. All but the first carry the proof of [`crate::proof`].
//! `/sync/contact`, and `/contact` from a device that is locked, carry leases and orders, see [`crate::custody`]; a pull of a
//! device that has nothing to send carries them along.
//! `/sync/escrow`, and `/recovery/ask` and `/recovery/fetch` with proofs of their own, let in whom her passphrase no longer
//! does, see [`crate::recovery`].
//! `/sync/audit` joins a device's entries of who looked at what to the clinic's, and `/sync/audit/read` gives them to those who
//! may know, see [`crate::audit`].
//! A request that is not carried out is answered with a status of 400 or more and a [`Refused`].

use std::fmt;

use care::{ClinicId, DeviceId, EntityId, Names, OpId, ReviewStatus, Role, StaffId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::refused::{Refused, RefusedCode};

use crate::custody::{Contacted, Report, SignedLease};
use crate::later;
use crate::{Fields, Place, SignedRecord, StreamId, Tally};

/// What every clinic's certificate authority calls itself, so that a clinic is told from whatever else may answer.
pub const AUTHORITY_NAME: &str = "Satchel clinic authority";

/// Makes a computer a device of the person the code was made for.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Enrol {
    /// The one-time code, as typed.
    pub code: String,
    /// The key the device will sign with, 64 hex digits.
    pub public_key: String,
    /// What the computer calls itself.
    pub computer: String,
    /// The protocol it speaks.
    pub protocol: u32,
}

impl fmt::Debug for Enrol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrol(…)")
    }
}

/// The computer is a device now.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Enrolled {
    /// The device's id.
    pub device: DeviceId,
    /// Whose it is.
    pub staff: StaffId,
    /// Her name.
    pub names: Names,
    /// Her role.
    pub role: Role,
    /// The clinic.
    pub clinic: ClinicId,
    /// Its name.
    pub clinic_name: String,
    /// The life of the clinic's ledger; another one after a restore.
    pub epoch: String,
    /// The key to which the device seals what only the clinic may read, 64 hex digits.
    #[serde(default)]
    pub intake: Option<String>,
    /// The key to which the device leaves its own with the clinic, for a day on which it cannot be unlocked, 64 hex digits.
    #[serde(default)]
    pub recovery: Option<String>,
    /// The key that signs what the clinic orders its devices, 64 hex digits.
    #[serde(default)]
    pub command: Option<String>,
    /// How long the device may show what it holds without hearing of the clinic.
    #[serde(default)]
    pub lease: Option<SignedLease>,
}

impl fmt::Debug for Enrolled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Enrolled({})", self.device)
    }
}

/// Operations on their way to the clinic.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Push {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The clinic's newest word on what it has of this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// The operations' canonical texts, in the device's order; at most [`crate::limits::PUSH_OPS_MAX`] and
    /// [`crate::limits::PUSH_BYTES_MAX`] together.
    pub ops: Vec<String>,
}

/// One operation that failed alone, again and again: handed over whole, for a person to look at. Nothing on the way and
/// nothing at the clinic reads more of it than the place it takes in its device's chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Park {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The operation's canonical text in base64.
    pub whole: String,
}

/// The clinic has them on its disk, and says what became of each.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pushed {
    /// The epoch the request named.
    pub re: String,
    /// The life of the ledger.
    pub epoch: String,
    /// One answer for each operation that was taken, in their order.
    pub answers: Vec<OpAnswer>,
    /// The clinic's word that it has this device's operations up to here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// How many backups had been begun when it took them: the next one holds them.
    #[serde(default)]
    pub era: u64,
    /// Another laptop has used the places of the operations that have no answer: the device is to begin this
    /// incarnation, and send them again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fork: Option<u32>,
}

/// What became of one operation. The same operation always gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpAnswer {
    /// The operation.
    pub op: OpId,
    /// What became of it.
    pub result: OpResult,
    /// The clinic's clock when it was received, milliseconds since 1970 UTC.
    pub received_at: i64,
}

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OpResult {
    /// Applied: it is change `seq` of its stream.
    Applied {
        /// Its place in the stream.
        seq: u64,
    },
    /// Applied, and some fields now have more than one answer.
    AppliedConflict {
        /// Its place in the stream.
        seq: u64,
        /// The fields.
        fields: Vec<String>,
    },
    /// Kept whole, not applied: a person at the clinic looks at it.
    Parked {
        /// Why.
        #[serde(deserialize_with = "later::reason")]
        reason: ParkReason,
    },
    /// It was set aside, and a person has looked at it.
    Decided {
        /// What she decided.
        status: ReviewStatus,
        /// Who.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
        /// On which day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<NaiveDate>,
    },
}

impl OpResult {
    /// Its place in the stream, if it was applied.
    pub const fn seq(&self) -> Option<u64> {
        match self {
            Self::Applied { seq } | Self::AppliedConflict { seq, .. } => Some(*seq),
            Self::Parked { .. } | Self::Decided { .. } => None,
        }
    }

    /// Why it was set aside, if it was.
    pub const fn parked(&self) -> Option<ParkReason> {
        match self {
            Self::Parked { reason } => Some(*reason),
            Self::Applied { .. } | Self::AppliedConflict { .. } | Self::Decided { .. } => None,
        }
    }
}

/// Why an operation is kept but not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkReason {
    /// Its author holds no grant on the stream.
    OutOfScope,
    /// Its author's role does not allow it.
    NotAllowed,
    /// This version of the clinic does not know such a kind.
    UnknownKind,
    /// Larger than the limits.
    TooLarge,
    /// Not an operation, or not for this stream.
    Malformed,
    /// It is not the next link of its device's chain.
    BrokenChain,
    /// A record whose hash or signature does not hold.
    BadRecord,
    /// It did not get through like the others, and was handed over whole.
    Unsendable,
    /// Its device was reported lost, or is to give back what it has.
    LostDevice,
    /// For a reason that only a clinic of a later release knows.
    Other,
}

/// Asks for what is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pull {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The version of its grants as the device knows them.
    #[serde(default)]
    pub gver: u64,
    /// The last operation the device has written, sent or not: what it writes later, it writes knowing the answer.
    #[serde(default)]
    pub last: Place,
    /// The clinic's newest word on what it has of this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// The mark of the answer the device took last; none before the first, or when it has reason to start over.
    #[serde(default)]
    pub mark: Option<String>,
    /// It can fetch a stream anew. One that cannot is told so when the feed begins later than it stands.
    #[serde(default)]
    pub snapshots: bool,
    /// The cursors are those of every stream it holds, not only of those that have moved.
    #[serde(default = "every_one")]
    pub whole: bool,
    /// How far the device has come: in each stream that has moved since the clinic was last told, or in all of them.
    pub cursors: Vec<Cursor>,
    /// How the device stands, if it makes contact with this: it does where it has nothing to send.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// Its operations that were set aside: what has been decided about them? An older clinic does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<OpId>,
}

/// A device of the first protocol says nothing about it, and sends them all.
const fn every_one() -> bool {
    true
}

/// How far a device has come in a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The stream.
    pub stream: StreamId,
    /// Everything up to this change has been applied.
    pub seq: u64,
}

/// What is new.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pulled {
    /// The epoch the request named.
    pub re: String,
    /// The life of the ledger.
    pub epoch: String,
    /// The version of the grants this answer was made under.
    #[serde(default)]
    pub gver: u64,
    /// Every stream this device may hold; absent when the device knows them already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grants: Option<Vec<StreamId>>,
    /// With the grants: streams that this device may hold no longer and has not accounted for yet. One that has nothing
    /// of them, because it was put back to before it had, accounts for nothing; else nobody ever would.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed: Vec<StreamId>,
    /// The changes.
    pub pages: Vec<Page>,
    /// Streams whose feed begins later than the device stands: it is to fetch them anew, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anew: Vec<StreamId>,
    /// There is more: ask again.
    pub more: bool,
    /// How many changes are left after these, in the streams this device may hold.
    #[serde(default)]
    pub left: u64,
    /// Names this answer; the device shows it with its next request, to say that it has taken it.
    #[serde(default)]
    pub mark: Option<String>,
    /// The clinic does not know how far the device has come: it is to ask again, with every cursor.
    #[serde(default)]
    pub whole: bool,
    /// The oldest backup the clinic would go back to: what was taken before it was begun is in it.
    #[serde(default)]
    pub safe: u64,
    /// The key to which the device seals what only the clinic may read, 64 hex digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intake: Option<String>,
    /// The key to which the device leaves its own with the clinic, for a day on which it cannot be unlocked, 64 hex digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
    /// The clinic's clock when it answered, milliseconds since 1970 UTC. Shown to people; decides nothing.
    #[serde(default)]
    pub at: Option<i64>,
    /// What the clinic has to say to the device, if that made contact with its pull; absent from an older clinic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacted: Option<Contacted>,
    /// What a person has decided about operations the device asked after.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "later::known"
    )]
    pub decided: Vec<OpAnswer>,
}

/// Changes of one stream, without a gap.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Page {
    /// The stream.
    pub stream: StreamId,
    /// The changes come after this one.
    pub from: u64,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// What a device held of streams it may no longer hold, and holds no longer: its receipt.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Gone {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The version of the device's grants under which it holds them no longer.
    pub gver: u64,
    /// What the person was still writing about members she has lost, so that it is not lost with them.
    #[serde(default)]
    pub drafts: Vec<LeftDraft>,
    /// The streams.
    pub streams: Vec<GoneStream>,
}

/// Something that was being written and was never signed or saved. Its author and her supervisor may read it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftDraft {
    /// The member it is about.
    pub stream: StreamId,
    /// What it would have become.
    pub about: String,
    /// The text and ticks so far, as the screen wrote them.
    pub body: String,
    /// When it was last kept, by the device's clock, milliseconds since 1970 UTC.
    pub kept_at: i64,
}

impl fmt::Debug for LeftDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LeftDraft(…)")
    }
}

/// What a device held of one stream, and holds no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneStream {
    /// The stream.
    pub stream: StreamId,
    /// So many entities were removed.
    pub entities: u32,
    /// So many records were removed.
    pub records: u32,
}

/// The clinic has it on its disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Noted {
    /// The epoch the request named.
    pub re: String,
    /// The life of the ledger.
    pub epoch: String,
}

/// One change of a stream.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Change {
    /// Its place.
    pub seq: u64,
    /// The operation it came of.
    pub op: OpId,
    /// What changed.
    pub item: ChangeItem,
}

/// What changed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", try_from = "Item")]
pub enum ChangeItem {
    /// Some fields of an entity.
    Entity {
        /// The entity.
        entity: EntityId,
        /// Its kind's permanent word.
        kind: String,
        /// All heads of the fields that changed.
        fields: Fields,
    },
    /// A record came into being.
    Record {
        /// The record.
        record: SignedRecord,
        /// The clinic's clock when it was received.
        #[serde(rename = "receivedAt")]
        received_at: i64,
    },
}

/// The same as it is read: all at once, where an enum would first be kept aside whole until its word is known.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    is: ItemIs,
    entity: Option<EntityId>,
    kind: Option<String>,
    fields: Option<Fields>,
    record: Option<SignedRecord>,
    received_at: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ItemIs {
    Entity,
    Record,
}

impl TryFrom<Item> for ChangeItem {
    type Error = &'static str;

    fn try_from(item: Item) -> Result<Self, Self::Error> {
        match item.is {
            ItemIs::Entity => Ok(Self::Entity {
                entity: item.entity.ok_or("no entity")?,
                kind: item.kind.ok_or("no kind")?,
                fields: item.fields.ok_or("no fields")?,
            }),
            ItemIs::Record => Ok(Self::Record {
                record: item.record.ok_or("no record")?,
                received_at: item.received_at.ok_or("no time")?,
            }),
        }
    }
}

impl fmt::Debug for ChangeItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity { entity, kind, .. } => write!(f, "{kind} {entity}"),
            Self::Record { record, .. } => record.fmt(f),
        }
    }
}
