//! Who looked at what: entries in a chain, how a laptop's chain is joined to the clinic's, and what the clinic signs of
//! its own.
//!
//! An entry says who did what with whose record, and nothing of what stands in it. Its hash covers the hash before it,
//! so that none can be changed, left out or put elsewhere without the next one showing it. A laptop signs how far its
//! chain has come; the clinic signs how long its own is, and laptops keep its word.

use care::{AuditAction, AuditOutcome, DeviceId, MemberId, StaffId};
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::proof::NotProven;
use crate::{CanonicalError, Hash, Tally, canonical};

/// What somebody did. No text that anybody typed is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Its place in its chain.
    pub seq: u64,
    /// When, by the clock of where it was written, milliseconds since 1970 UTC.
    pub at: i64,
    /// Who; nobody where it is not known, as before a satchel is open, or at the clinic's own command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<StaffId>,
    /// The device, in the clinic's own chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// What she did, in the words of [`AuditAction`]; a newer version may say more.
    pub action: String,
    /// The kind of thing it was done with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// How it ended, in the words of [`AuditOutcome`].
    pub outcome: String,
    /// What for, in the words of [`care::AuditPurpose`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// How many, where it was more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// What of a device's chain was joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join: Option<Joint>,
    /// From where on the clinic's ledger has another life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<Segment>,
    /// What stands elsewhere and was written with it, in the words somebody typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Covers>,
}

/// What an entry vouches for although it does not say it: an entry of the register of incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covers {
    /// Its place among those of the thing that the entry names.
    pub seq: u32,
    /// SHA-256 of its text.
    pub hash: Hash,
}

impl Covers {
    /// A text in this place.
    pub fn of(seq: u32, text: &str) -> Self {
        Self {
            seq,
            hash: Hash(Sha256::digest(text.as_bytes()).into()),
        }
    }
}

/// How far a device's chain reached when it was joined to the clinic's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Joint {
    /// Which of several chains of the device; 0, unless it was restored or cloned.
    pub run: u32,
    /// The first entry that was new.
    pub from: u64,
    /// The last one.
    pub through: u64,
    /// The hash of the last one.
    pub head: Hash,
    /// The device's signature over device, run, through and head, 128 hex digits.
    pub proof: String,
    /// What came before was not there: the device has it no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gap: bool,
}

/// What was there when another life of the clinic's ledger began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The life that begins.
    pub epoch: String,
    /// How many entries there were.
    pub size: u64,
}

/// An entry in its place, with its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLink {
    /// Its place.
    pub seq: u64,
    /// When.
    pub at: i64,
    /// The entry, canonical.
    pub text: String,
    /// Its hash.
    pub hash: Hash,
}

impl AuditEntry {
    /// An entry without a place yet.
    pub fn new(at: i64, action: AuditAction) -> Self {
        Self {
            seq: 0,
            at,
            actor: None,
            device: None,
            action: action.code().to_owned(),
            kind: None,
            id: None,
            member: None,
            outcome: AuditOutcome::Done.code().to_owned(),
            purpose: None,
            count: None,
            join: None,
            segment: None,
            covers: None,
        }
    }

    /// It was refused.
    #[must_use]
    pub fn refused(self) -> Self {
        Self {
            outcome: AuditOutcome::Refused.code().to_owned(),
            ..self
        }
    }

    /// Puts it behind the entry of this place and hash.
    pub fn after(self, seq: u64, hash: Hash) -> Result<AuditLink, CanonicalError> {
        let entry = Self {
            seq: seq.saturating_add(1),
            ..self
        };
        let text = canonical(&entry)?;
        Ok(AuditLink {
            seq: entry.seq,
            at: entry.at,
            hash: audit_hash(hash, &text),
            text,
        })
    }
}

/// The hash of an entry behind another one.
pub fn audit_hash(before: Hash, text: &str) -> Hash {
    let mut digest = Sha256::new();
    digest.update([0]);
    digest.update(before.0);
    digest.update(text.as_bytes());
    Hash(digest.finalize().into())
}

/// What a device has of its chain that the clinic has not.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendAudit {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The clinic's newest word on what it has of this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// Which of its chains.
    pub run: u32,
    /// The place of the first entry.
    pub from: u64,
    /// The hash before it.
    pub prev: Hash,
    /// The entries; none when there is only something to report.
    pub links: Vec<String>,
    /// The hash of the last one.
    pub head: Hash,
    /// The device's signature, see [`Joint::proof`].
    pub proof: String,
    /// What came before is not here any more.
    #[serde(default)]
    pub gap: bool,
    /// How long the clinic's chain was, by its own word, when this device last heard of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witnessed: Option<Witnessed>,
    /// The clinic's own word that its chain has contradicted since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fork: Option<Checkpoint>,
}

/// How long a chain was in a life of the ledger. Not its hash: that is for the clinic to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witnessed {
    /// The life.
    pub epoch: String,
    /// How many entries.
    pub size: u64,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinOutcome {
    /// The clinic has everything up to `has`.
    Taken,
    /// The clinic has only so much; the device is to send what comes after.
    Behind,
    /// Another laptop has used these places: the device is to go on in this run, after `has`.
    Fork,
}

/// The clinic's answer, on its disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditTaken {
    /// What became of it.
    pub outcome: JoinOutcome,
    /// In which run.
    pub run: u32,
    /// How much of that run the clinic has.
    pub has: u64,
    /// The hash of its own chain where the device has witnessed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Hash>,
    /// What it signs of its own chain now.
    pub checkpoint: Checkpoint,
    /// The key it signs with, 64 hex digits.
    pub key: String,
}

/// The clinic's word on its own chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The life of the ledger.
    pub epoch: String,
    /// How many entries.
    pub size: u64,
    /// The hash of the last one.
    pub hash: Hash,
    /// By the clinic's clock.
    pub at: i64,
    /// Ed25519 over all of it, 128 hex digits.
    pub signature: String,
}

impl Checkpoint {
    /// Signs the length and the hash of a chain.
    pub fn sign(epoch: &str, size: u64, hash: Hash, at: i64, key: &SigningKey) -> Self {
        let bare = Self {
            epoch: epoch.to_owned(),
            size,
            hash,
            at,
            signature: String::new(),
        };
        let signature = HEXLOWER.encode(&key.sign(bare.message().as_bytes()).to_bytes());
        Self { signature, ..bare }
    }

    /// Checks the signature.
    pub fn check(&self, key: &VerifyingKey) -> Result<(), NotProven> {
        check(&self.message(), key, &self.signature)
    }

    fn message(&self) -> String {
        let Self {
            epoch,
            size,
            hash,
            at,
            ..
        } = self;
        format!("satchel/v1/audit checkpoint\n{epoch}\n{size}\n{hash}\n{at}")
    }
}

/// What a device signs: how far this chain of it has come.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// The device.
    pub device: DeviceId,
    /// Which chain.
    pub run: u32,
    /// The last entry.
    pub through: u64,
    /// Its hash.
    pub head: Hash,
}

impl Reached {
    fn message(&self) -> String {
        let Self {
            device,
            run,
            through,
            head,
        } = self;
        format!("satchel/v1/audit\n{device}\n{run}\n{through}\n{head}")
    }

    /// The device's signature.
    pub fn prove(&self, key: &SigningKey) -> String {
        HEXLOWER.encode(&key.sign(self.message().as_bytes()).to_bytes())
    }

    /// Checks it.
    pub fn check(&self, key: &VerifyingKey, proof: &str) -> Result<(), NotProven> {
        check(&self.message(), key, proof)
    }
}

fn check(message: &str, key: &VerifyingKey, signature: &str) -> Result<(), NotProven> {
    let bytes = HEXLOWER.decode(signature.as_bytes()).or(Err(NotProven))?;
    let signature = Signature::from_slice(&bytes).or(Err(NotProven))?;
    key.verify_strict(message.as_bytes(), &signature)
        .or(Err(NotProven))
}

/// Asks who looked at what. Answered to those whose role may know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskAudit {
    /// Only what she did.
    #[serde(default)]
    pub actor: Option<StaffId>,
    /// Only what was done with this member's record.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// Only this.
    #[serde(default)]
    pub action: Option<AuditAction>,
    /// From this moment on, milliseconds since 1970 UTC.
    pub from: i64,
    /// And before this one.
    pub until: i64,
    /// So many newer ones are passed over.
    pub offset: u32,
    /// So many are given; at most [`crate::limits::AUDIT_PAGE_MAX`].
    pub limit: u32,
}

/// Who looked at what, newest first.
#[derive(Clone, Serialize, Deserialize)]
pub struct AuditPage {
    /// The entries.
    pub rows: Vec<AuditRow>,
    /// There are older ones.
    pub more: bool,
    /// Everybody who works here, to choose from.
    pub people: Vec<AuditPerson>,
}

/// Somebody of the staff.
#[derive(Clone, Serialize, Deserialize)]
pub struct AuditPerson {
    /// Who.
    pub staff: StaffId,
    /// Her name.
    pub name: String,
}

/// One entry, with the names that go with it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditRow {
    /// The chain: a device, or nothing for the clinic's own.
    pub device: Option<DeviceId>,
    /// Its place in it.
    pub seq: u64,
    /// What it says.
    pub entry: AuditEntry,
    /// When the clinic had it.
    pub received_at: i64,
    /// Who did it, by name; empty if nobody is known.
    pub who: String,
    /// On which computer; empty at the clinic.
    pub computer: String,
    /// The member's name; empty if there is none.
    pub whose: String,
}

macro_rules! quiet {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

quiet!(AuditPage, AuditPerson, AuditRow);

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> AuditEntry {
        AuditEntry::new(7, AuditAction::View)
    }

    #[test]
    fn a_link_covers_what_it_says_and_everything_before_it() {
        let first = entry().after(0, Hash::ZERO).unwrap();
        let second = entry().after(first.seq, first.hash).unwrap();
        assert_eq!((first.seq, second.seq), (1, 2));
        assert_eq!(second.hash, audit_hash(first.hash, &second.text));
        assert_ne!(second.hash, audit_hash(Hash::ZERO, &second.text));
        assert_ne!(second.hash, audit_hash(first.hash, &first.text));
    }

    #[test]
    fn a_checkpoint_and_a_proof_cover_every_part() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let signed = Checkpoint::sign("e", 4, Hash::ZERO, 9, &key);
        assert_eq!(signed.check(&key.verifying_key()), Ok(()));
        let longer = Checkpoint {
            size: 5,
            ..signed.clone()
        };
        let later = Checkpoint { at: 10, ..signed };
        assert_eq!(longer.check(&key.verifying_key()), Err(NotProven));
        assert_eq!(later.check(&key.verifying_key()), Err(NotProven));

        let device = DeviceId(uuid::Uuid::from_u128(1));
        let reached = Reached {
            device,
            run: 0,
            through: 3,
            head: Hash::ZERO,
        };
        let proof = reached.prove(&key);
        assert_eq!(reached.check(&key.verifying_key(), &proof), Ok(()));
        let other = Reached { run: 1, ..reached };
        assert_eq!(other.check(&key.verifying_key(), &proof), Err(NotProven));
    }
}
