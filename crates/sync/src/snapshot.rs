//! What travels when a stream is fetched anew: what each side holds of it in 32 bytes, and the stream itself in pages.
//!
//! `POST /sync/digests` takes an [`AskDigests`] and answers [`Digested`]; `POST /sync/snapshot` takes an [`AskSnapshots`]
//! and answers [`Snapshots`]. A digest is worked out over what is held, by whoever holds it; it is never passed on.

use care::{EntityId, OpId, RecordId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::wire::Cursor;
use crate::{EntityState, Hash, Mutant, Rules, SignedRecord, StreamId};

/// What is held of a stream: the same, in whatever order it came, if and only if the same is held.
#[derive(Debug, Clone, Copy)]
pub struct Digest {
    sum: [u8; 32],
    rules: Rules,
}

impl Digest {
    /// Of nothing.
    pub const fn new(rules: Rules) -> Self {
        Self {
            sum: [0; 32],
            rules,
        }
    }

    /// An entity is held: which operations are the present answers to each of its fields.
    pub fn entity(&mut self, entity: &EntityState) {
        if !self.rules.hold(Mutant::DigestOfIds) {
            self.mix(&format!("entity\n{}", entity.id));
            return;
        }
        for (field, heads) in &entity.fields {
            let agreed = |head: &crate::Head| head.agreed.clone();
            let mut ops: Vec<OpId> = heads.iter().map(|head| head.op).collect();
            ops.extend(heads.iter().flat_map(agreed));
            ops.sort_unstable();
            let mut text = format!("entity\n{}\n{}:{field}", entity.id, field.len());
            for op in ops {
                text.push('\n');
                text.push_str(&op.to_string());
            }
            self.mix(&text);
        }
    }

    /// A record is held, and is what was signed.
    pub fn record(&mut self, record: RecordId) {
        self.mix(&format!("record\n{record}"));
    }

    /// What it comes to.
    pub const fn sum(self) -> Hash {
        Hash(self.sum)
    }

    fn mix(&mut self, text: &str) {
        let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        for (sum, byte) in self.sum.iter_mut().zip(hash) {
            *sum ^= byte;
        }
    }
}

/// Asks which streams differ; at most [`crate::limits::DIGESTS_ASKED_MAX`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskDigests {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// What the device holds.
    pub digests: Vec<StreamDigest>,
}

/// What is held of a stream at a place in its feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamDigest {
    /// The stream, and how far the device has come in it.
    #[serde(flatten)]
    pub at: Cursor,
    /// What it holds.
    pub digest: Hash,
}

/// Which of them are not what the clinic holds at the same place. One that is at another place is not among them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Digested {
    /// The epoch the request named.
    pub re: String,
    /// The life of the ledger.
    pub epoch: String,
    /// The streams.
    pub differ: Vec<StreamId>,
}

/// Asks for streams, whole; at most [`crate::limits::SNAPSHOTS_ASKED_MAX`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskSnapshots {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The streams, the most wanted first.
    pub wanted: Vec<Wanted>,
}

/// A stream, and how much of it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The stream.
    pub stream: StreamId,
    /// From where on it is wanted.
    pub from: PageFrom,
}

/// A place in a stream that is fetched whole: first come its entities, then its records, each in the order of their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum PageFrom {
    /// The entities after this one; from the first one on if there is none.
    Entities {
        /// The last that has come.
        after: Option<EntityId>,
    },
    /// The records after this one.
    Records {
        /// The last that has come.
        after: Option<RecordId>,
    },
}

impl PageFrom {
    /// Where a stream begins.
    pub const START: Self = Self::Entities { after: None };
}

/// As much of what was asked for as fits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshots {
    /// The epoch the request named.
    pub re: String,
    /// The life of the ledger.
    pub epoch: String,
    /// The version of the grants this answer was made under.
    pub gver: u64,
    /// Pages of the streams, in the order in which they were asked for.
    pub pages: Vec<SnapshotPage>,
    /// Streams that this device may not hold.
    pub withheld: Vec<StreamId>,
}

/// A page of a stream.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SnapshotPage {
    /// The stream.
    pub stream: StreamId,
    /// From where on it was asked for.
    pub from: PageFrom,
    /// The place of the stream's last change when this was read. What is read later may be later.
    pub head: u64,
    /// Entities as the clinic has them.
    pub entities: Vec<EntityState>,
    /// Records.
    pub records: Vec<ReceivedRecord>,
    /// From where on the next page is; none after the last one.
    pub next: Option<PageFrom>,
}

/// A record, and when the clinic had it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedRecord {
    /// Its id.
    pub id: RecordId,
    /// The record.
    pub record: SignedRecord,
    /// The clinic's clock, milliseconds since 1970 UTC.
    pub received_at: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Author, Head};
    use care::MemberId;
    use serde_json::Value;
    use uuid::Uuid;

    fn entity(heads: &[(u128, &[u128])]) -> EntityState {
        let stream = StreamId::Member(MemberId(Uuid::from_u128(1)));
        let mut entity = EntityState::new(EntityId(Uuid::from_u128(2)), stream, "task".to_owned());
        let op = |n: &u128| OpId(Uuid::from_u128(*n));
        let head = |(of, agreed): &(u128, &[u128])| Head {
            op: op(of),
            value: Value::Null,
            author: Author::System("import".to_owned()),
            at: 0,
            saw: Value::Null,
            agreed: agreed.iter().map(op).collect(),
        };
        let heads = heads.iter().map(head).collect();
        entity.fields.insert("what".to_owned(), heads);
        entity
    }

    fn sum(entities: &[EntityState], records: &[u128]) -> Hash {
        let mut digest = Digest::new(Rules::SOUND);
        for entity in entities {
            digest.entity(entity);
        }
        for record in records {
            digest.record(RecordId(Uuid::from_u128(*record)));
        }
        digest.sum()
    }

    #[test]
    fn a_digest_is_of_what_is_held_and_not_of_its_order() {
        let one = sum(&[entity(&[(5, &[7]), (6, &[])])], &[1, 2]);
        assert_eq!(one, sum(&[entity(&[(6, &[]), (5, &[7])])], &[2, 1]));
        assert_ne!(one, sum(&[entity(&[(5, &[]), (6, &[])])], &[1, 2]));
        assert_ne!(one, sum(&[entity(&[(5, &[7])])], &[1, 2]));
        assert_ne!(one, sum(&[entity(&[(5, &[7]), (6, &[])])], &[1]));
        assert_ne!(one, sum(&[], &[1, 2]));
        assert_eq!(sum(&[], &[]), Hash::ZERO);
    }
}
