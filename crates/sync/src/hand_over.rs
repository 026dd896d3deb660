//! The hand-over: what a laptop has that the clinic has not, in a file that is carried by hand.
//!
//! For a laptop that never sees a network again, or whose disk is dying. It is sealed to the clinic's intake key and
//! signed by the device; whoever finds the file reads nothing and can change nothing. Taking it in is a push: twice is
//! once, and the laptop hears of it at its next exchange, if there is one.

use care::DeviceId;
use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::Hash;
use crate::audit::SendAudit;
use crate::intake::{IntakeError, IntakeKey, seal_to};
use crate::packed::{packed_whatever_it_is, unpacked};
use crate::wire::LeftDraft;

/// For what it is sealed, and what its cover says it is.
const KIND: &str = "satchel hand-over v2";
/// As the first were written, which were not packed and had no files beside: an old laptop can always hand over.
const FIRST_KIND: &str = "satchel hand-over v1";
/// What a file unpacks to at most.
const UNPACKED_BYTES_MAX: usize = 512 * 1024 * 1024;
/// So much of the clinic's key stands on the cover, so that another clinic's file is told from a damaged one.
const KEY_DIGITS: usize = 16;

/// What a laptop hands over.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// The device.
    pub device: DeviceId,
    /// When, by its clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// The texts of the operations that have no answer, in the device's order.
    pub ops: Vec<String>,
    /// What is being written.
    pub drafts: Vec<LeftDraft>,
    /// Sealed files that the clinic has not got.
    #[serde(default)]
    pub files: Vec<HandedFile>,
    /// What the clinic once took and this laptop keeps until a backup holds it, oldest first, each as it was sealed, in base64:
    /// a clinic that was put back since takes it again before the operations that follow on it.
    #[serde(default)]
    pub copies: Vec<String>,
    /// Who looked at what, as far as the clinic has not got it: what the laptop would say at an exchange.
    #[serde(default)]
    pub audit: Vec<SendAudit>,
}

/// A sealed file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HandedFile {
    /// Its hash.
    pub file: Hash,
    /// Its pieces in base64, all of them.
    pub pieces: Vec<String>,
}

impl std::fmt::Debug for HandOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HandOver({})", self.device)
    }
}

/// What stands on the outside: nothing that says whose it is.
#[derive(Serialize, Deserialize)]
struct Cover {
    kind: String,
    to: String,
    sealed: String,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Signed {
    body: String,
    signature: String,
}

/// Why a file is not taken in. Nothing of it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandOverError {
    /// It is something else, or was cut short.
    #[error("this is no hand-over file, or not all of it")]
    NotOne,
    /// It was sealed to another clinic, or to a key this one no longer has.
    #[error("this file was handed over to another clinic")]
    OtherClinic,
    /// It was changed on the way.
    #[error("this file was changed after it was handed over")]
    Changed,
    /// The device it names did not sign it.
    #[error("this file was not signed by the device it names")]
    NotSigned,
}

impl HandOver {
    /// The file's text. The `chance` is used for nothing else.
    pub fn wrap(
        &self,
        key: &SigningKey,
        intake: &str,
        chance: [u8; 32],
    ) -> Result<String, IntakeError> {
        let body = written(self);
        let signature = HEXLOWER.encode(&key.sign(message(KIND, &body).as_bytes()).to_bytes());
        let signed = written(&Signed { body, signature });
        let packed = packed_whatever_it_is(signed.as_bytes()).ok_or(IntakeError::NoMemory)?;
        let sealed = seal_to(intake, KIND, &packed, chance)?;
        Ok(written(&Cover {
            kind: KIND.to_owned(),
            to: digits(intake),
            sealed: BASE64.encode(&sealed),
        }))
    }

    /// Opens a file. `key_of` gives the key of the device it names, if the clinic knows it.
    pub fn unwrap(
        text: &str,
        intake: &IntakeKey,
        key_of: impl FnOnce(DeviceId) -> Option<VerifyingKey>,
    ) -> Result<Self, HandOverError> {
        let cover: Cover = serde_json::from_str(text).or(Err(HandOverError::NotOne))?;
        let kind = [KIND, FIRST_KIND]
            .into_iter()
            .find(|kind| *kind == cover.kind)
            .ok_or(HandOverError::NotOne)?;
        if cover.to != digits(&intake.public()) {
            return Err(HandOverError::OtherClinic);
        }
        let sealed = BASE64
            .decode(cover.sealed.as_bytes())
            .or(Err(HandOverError::NotOne))?;
        let opened = intake.open(kind, &sealed).or(Err(HandOverError::Changed))?;
        let signed = if kind == FIRST_KIND {
            opened
        } else {
            unpacked(&opened, UNPACKED_BYTES_MAX).or(Err(HandOverError::NotOne))?
        };
        let Signed { body, signature } =
            serde_json::from_slice(&signed).or(Err(HandOverError::NotOne))?;
        let handed: Self = serde_json::from_str(&body).or(Err(HandOverError::NotOne))?;
        let signature = HEXLOWER
            .decode(signature.as_bytes())
            .ok()
            .and_then(|bytes| Signature::from_slice(&bytes).ok())
            .ok_or(HandOverError::NotSigned)?;
        let key = key_of(handed.device).ok_or(HandOverError::NotSigned)?;
        key.verify_strict(message(kind, &body).as_bytes(), &signature)
            .or(Err(HandOverError::NotSigned))?;
        Ok(handed)
    }
}

/// As JSON; texts and numbers always have one.
fn written(what: &impl Serialize) -> String {
    serde_json::to_string(what).unwrap_or_default()
}

/// What is signed: it can be taken for nothing else that a device signs.
fn message(kind: &str, body: &str) -> String {
    format!("{kind}\n{body}")
}

fn digits(intake: &str) -> String {
    intake.chars().take(KEY_DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn keys() -> (SigningKey, IntakeKey) {
        (
            SigningKey::from_bytes(&[1; 32]),
            IntakeKey::from_seed(&[2; 32]),
        )
    }

    fn file() -> String {
        let (key, intake) = keys();
        let handed = HandOver {
            device: DeviceId(Uuid::from_u128(7)),
            at: 5,
            ops: vec!["one".to_owned(), "two".to_owned()],
            drafts: Vec::new(),
            files: Vec::new(),
            copies: Vec::new(),
            audit: Vec::new(),
        };
        handed.wrap(&key, &intake.public(), [3; 32]).unwrap()
    }

    fn opened(text: &str, intake: &IntakeKey) -> Result<Vec<String>, HandOverError> {
        let known =
            |device: DeviceId| (device.0 == Uuid::from_u128(7)).then(|| keys().0.verifying_key());
        HandOver::unwrap(text, intake, known).map(|handed| handed.ops)
    }

    #[test]
    fn only_the_clinic_it_was_handed_to_opens_it() {
        let (text, (_, intake)) = (file(), keys());
        assert_eq!(opened(&text, &intake).unwrap(), ["one", "two"]);
        let other = IntakeKey::from_seed(&[9; 32]);
        assert_eq!(opened(&text, &other), Err(HandOverError::OtherClinic));
        assert!(!text.contains("one") && !text.contains("device"));
    }

    #[test]
    fn one_of_the_first_edition_is_taken_in() {
        let (key, intake) = keys();
        let body = json!({ "device": Uuid::from_u128(7), "at": 5, "ops": ["one"], "drafts": [] });
        let body = body.to_string();
        let signature = key.sign(message(FIRST_KIND, &body).as_bytes()).to_bytes();
        let signature = HEXLOWER.encode(&signature);
        let signed = written(&Signed { body, signature });
        let to = intake.public();
        let sealed = seal_to(&to, FIRST_KIND, signed.as_bytes(), [3; 32]).unwrap();
        let sealed = BASE64.encode(&sealed);
        let cover = |kind: &str| json!({ "kind": kind, "to": digits(&to), "sealed": sealed });
        let text = cover(FIRST_KIND).to_string();
        assert_eq!(opened(&text, &intake).unwrap(), ["one"]);
        // Under another name it does not open: neither edition can be taken for the other.
        let renamed = cover(KIND).to_string();
        assert_eq!(opened(&renamed, &intake), Err(HandOverError::Changed));
    }

    #[test]
    fn one_that_was_cut_or_changed_or_is_of_a_stranger_is_refused() {
        let (text, (_, intake)) = (file(), keys());
        assert_eq!(
            opened(text.get(..text.len() / 2).unwrap(), &intake),
            Err(HandOverError::NotOne)
        );
        let last = text.rfind('A').unwrap();
        let mut changed = text.clone();
        changed.replace_range(last..=last, "B");
        assert_eq!(opened(&changed, &intake), Err(HandOverError::Changed));
        let unknown = HandOver::unwrap(&text, &intake, |_| None).map(drop);
        assert_eq!(unknown, Err(HandOverError::NotSigned));
        let stranger = |_| Some(SigningKey::from_bytes(&[8; 32]).verifying_key());
        let forged = HandOver::unwrap(&text, &intake, stranger).map(drop);
        assert_eq!(forged, Err(HandOverError::NotSigned));
    }
}
