//! Signed records: notes, addenda, assessments and attempts, inserted once and never changed.
//!
//! What is signed is a canonical text that names the record, the member's stream, the author, the device and the
//! record that device signed before. The text is kept and sent as it is; whoever holds the device's public key can
//! check it for ever.

use std::fmt;

use care::{DeviceId, EntityId, RecordId};
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Author, CanonicalError, Hash, StreamId, canonical};

/// What is signed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordText {
    /// The record's id.
    pub id: RecordId,
    /// "note", "addendum" or "assessment".
    pub kind: String,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// What it is about: a note's visit, an addendum's note, the member of an assessment.
    pub about: EntityId,
    /// Who signs.
    pub author: Author,
    /// The device that signs.
    pub device: DeviceId,
    /// The hash of the record this device signed before.
    pub prev: Hash,
    /// What was signed.
    pub body: Value,
}

impl fmt::Debug for RecordText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordText({} {})", self.kind, self.id)
    }
}

/// A record with its signature.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedRecord {
    /// The signed text, byte for byte.
    pub text: String,
    /// SHA-256 of the text.
    pub hash: Hash,
    /// Ed25519 signature over the hash's 32 bytes, 128 hex digits.
    pub signature: String,
}

impl fmt::Debug for SignedRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedRecord({})", self.hash)
    }
}

/// Why a record is not what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    /// The text does not have the hash it comes with.
    #[error("the text was changed after it was signed")]
    Changed,
    /// The text is not a record.
    #[error("the text is not a record")]
    Unreadable,
    /// The signature is not that device's.
    #[error("the signature is not that of the device it names")]
    NotSigned,
}

impl SignedRecord {
    /// Writes the record down and signs it.
    pub fn sign(record: &RecordText, key: &SigningKey) -> Result<Self, CanonicalError> {
        let text = canonical(record)?;
        let hash = Hash::of(text.as_bytes());
        let signature = HEXLOWER.encode(&key.sign(&hash.0).to_bytes());
        Ok(Self {
            text,
            hash,
            signature,
        })
    }

    /// Reads the record, having checked its hash but not its signature.
    pub fn read(&self) -> Result<RecordText, RecordFault> {
        if Hash::of(self.text.as_bytes()) != self.hash {
            return Err(RecordFault::Changed);
        }
        serde_json::from_str(&self.text).or(Err(RecordFault::Unreadable))
    }

    /// Reads the record, having checked that this key signed it.
    pub fn verify(&self, key: &VerifyingKey) -> Result<RecordText, RecordFault> {
        let record = self.read()?;
        let bytes = HEXLOWER
            .decode(self.signature.as_bytes())
            .or(Err(RecordFault::NotSigned))?;
        let signature = Signature::from_slice(&bytes).or(Err(RecordFault::NotSigned))?;
        key.verify_strict(&self.hash.0, &signature)
            .or(Err(RecordFault::NotSigned))?;
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::{MemberId, StaffId};
    use serde_json::json;
    use uuid::Uuid;

    fn record() -> RecordText {
        RecordText {
            id: RecordId(Uuid::from_u128(1)),
            kind: "note".to_owned(),
            stream: StreamId::Member(MemberId(Uuid::from_u128(2))),
            about: EntityId(Uuid::from_u128(3)),
            author: Author::Staff(StaffId(Uuid::from_u128(4))),
            device: DeviceId(Uuid::from_u128(5)),
            prev: Hash::ZERO,
            body: json!({"narrative": "She was rested."}),
        }
    }

    #[test]
    fn a_signed_record_verifies_with_its_own_key_only() {
        let (key, other) = (
            SigningKey::from_bytes(&[1; 32]),
            SigningKey::from_bytes(&[2; 32]),
        );
        let signed = SignedRecord::sign(&record(), &key).unwrap();
        assert_eq!(signed.verify(&key.verifying_key()), Ok(record()));
        assert_eq!(
            signed.verify(&other.verifying_key()),
            Err(RecordFault::NotSigned)
        );
    }

    #[test]
    fn a_changed_record_is_found_out() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let mut signed = SignedRecord::sign(&record(), &key).unwrap();
        signed.text = signed.text.replace("rested", "tired");
        assert_eq!(
            signed.verify(&key.verifying_key()),
            Err(RecordFault::Changed)
        );
        signed.hash = Hash::of(signed.text.as_bytes());
        assert_eq!(
            signed.verify(&key.verifying_key()),
            Err(RecordFault::NotSigned)
        );
    }
}
