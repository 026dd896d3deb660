//! The way back from a forgotten passphrase or a lost keyring.
//!
//! While a device is well it seals its store's key to the clinic's recovery key and leaves it with the clinic: the
//! escrow. Its private half is kept off the server. When the person cannot unlock, the device asks with a fresh key of
//! its own; somebody at the clinic hears six words over the telephone, opens the escrow and seals it anew to that
//! fresh key. Each sealing names the device and the profile, the second the request too: none opens in another's place.

use care::DeviceId;
use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::intake::{IntakeError, IntakeKey, seal_to};
use crate::proof::NotProven;
use crate::spoken;

/// Words that stand for a request: 77 bits.
const WORDS: usize = 6;

/// Whose key is in an escrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The device.
    pub device: DeviceId,
    /// The profile on it.
    pub profile: Uuid,
}

impl Owner {
    fn escrow(self) -> String {
        let Self { device, profile } = self;
        format!("satchel/v1/escrow\n{device}\n{profile}")
    }

    fn answer(self, request: Uuid) -> String {
        let Self { device, profile } = self;
        format!("satchel/v1/recovery\n{request}\n{device}\n{profile}")
    }

    /// Seals the store's key to the clinic's recovery key; in base64. The `chance` is used for nothing else.
    pub fn seal(
        self,
        recovery: &str,
        store_key: &[u8],
        chance: [u8; 32],
    ) -> Result<String, IntakeError> {
        let sealed = seal_to(recovery, &self.escrow(), store_key, chance)?;
        Ok(BASE64.encode(&sealed))
    }

    /// Opens an escrow and seals what is in it to the key of a request.
    pub fn reseal(
        self,
        request: &Asked,
        recovery: &IntakeKey,
        escrow: &str,
        chance: [u8; 32],
    ) -> Result<String, IntakeError> {
        let store_key = opened(recovery, &self.escrow(), escrow)?;
        let sealed = seal_to(
            &request.public,
            &self.answer(request.request),
            &store_key,
            chance,
        )?;
        Ok(BASE64.encode(&sealed))
    }

    /// Opens the answer to a request: the store's key.
    pub fn open(
        self,
        request: Uuid,
        key: &IntakeKey,
        answer: &str,
    ) -> Result<Zeroizing<Vec<u8>>, IntakeError> {
        opened(key, &self.answer(request), answer)
    }
}

fn opened(key: &IntakeKey, purpose: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>, IntakeError> {
    let sealed = BASE64
        .decode(sealed.as_bytes())
        .or(Err(IntakeError::DoesNotOpen))?;
    key.open(purpose, &sealed).map(Zeroizing::new)
}

/// `POST /sync/escrow`, signed as every exchange is: keeps this device's escrow in place of an earlier one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutEscrow {
    /// The recovery key it is sealed to, 64 hex digits.
    pub recovery: String,
    /// The profile.
    pub profile: Uuid,
    /// The store's key, sealed, in base64.
    pub sealed: String,
    /// With which key the device proves itself while it is locked, 64 hex digits; absent if its keyring did not answer.
    pub heartbeat: Option<String>,
    /// The request by which this device has just been recovered: it is done.
    #[serde(default)]
    pub recovered: Option<Uuid>,
}

impl std::fmt::Debug for PutEscrow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PutEscrow({})", self.profile)
    }
}

/// The clinic has it on its disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EscrowKept {}

/// What a request is, before anybody has proved it: all of it is the device's own choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The request's id.
    pub request: Uuid,
    /// The device that is locked.
    pub device: DeviceId,
    /// The key the answer is to be sealed to, 64 hex digits.
    pub public: String,
}

impl Asked {
    fn message(&self) -> String {
        let Self {
            request,
            device,
            public,
        } = self;
        format!("satchel/v1/recovery/ask\n{request}\n{device}\n{public}")
    }

    /// What is read out over the telephone: whoever put a key of his own in this one's place has other words.
    pub fn words(&self) -> Vec<&'static str> {
        spoken::fingerprint(self.message().as_bytes(), WORDS)
    }

    /// Whether these are its words.
    pub fn is_called(&self, typed: &str) -> bool {
        spoken::heard(typed) == spoken::heard(&self.words().join(" "))
    }

    /// The device's signature while it is locked.
    pub fn prove(&self, heartbeat: &SigningKey) -> String {
        HEXLOWER.encode(&heartbeat.sign(self.message().as_bytes()).to_bytes())
    }

    /// Checks it.
    pub fn check(&self, heartbeat: &VerifyingKey, signature: &str) -> Result<(), NotProven> {
        let bytes = HEXLOWER.decode(signature.as_bytes()).or(Err(NotProven))?;
        let signature = Signature::from_slice(&bytes).or(Err(NotProven))?;
        heartbeat
            .verify_strict(self.message().as_bytes(), &signature)
            .or(Err(NotProven))
    }
}

/// `POST /recovery/ask`: somebody cannot unlock.
#[derive(Clone, Serialize, Deserialize)]
pub struct AskRecovery {
    /// What is asked.
    pub asked: Asked,
    /// By what it is that device's.
    pub proof: Proof,
}

impl std::fmt::Debug for AskRecovery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AskRecovery({})", self.asked.request)
    }
}

/// By what a locked device proves itself.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Proof {
    /// The key that grows from its device secret.
    Heartbeat {
        /// 128 hex digits.
        signature: String,
    },
    /// The device secret is lost: a one-time code that a supervisor made for this device.
    Code {
        /// As typed.
        code: String,
    },
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proof(…)")
    }
}

/// Somebody at the clinic can see it now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecoveryAsked {
    /// Until when it can be answered, by the clinic's clock, milliseconds since 1970 UTC.
    pub until: i64,
}

/// `POST /recovery/fetch`: whether there is an answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FetchRecovery {
    /// The request.
    pub request: Uuid,
    /// The device that asked.
    pub device: DeviceId,
}

/// How it stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecoveryAnswer {
    /// The store's key, sealed to the request's key, in base64; absent while nobody has answered.
    pub sealed: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORE_KEY: [u8; 48] = [5; 48];

    fn owner(device: u128) -> Owner {
        Owner {
            device: DeviceId(Uuid::from_u128(device)),
            profile: Uuid::from_u128(9),
        }
    }

    fn asked(fresh: &IntakeKey) -> Asked {
        Asked {
            request: Uuid::from_u128(3),
            device: owner(1).device,
            public: fresh.public(),
        }
    }

    #[test]
    fn the_key_comes_back_to_who_asked_and_to_nobody_else() {
        let (recovery, fresh) = (
            IntakeKey::from_seed(&[1; 32]),
            IntakeKey::from_seed(&[2; 32]),
        );
        let escrow = owner(1)
            .seal(&recovery.public(), &STORE_KEY, [7; 32])
            .unwrap();
        let asked = asked(&fresh);
        let answer = owner(1)
            .reseal(&asked, &recovery, &escrow, [8; 32])
            .unwrap();
        let opened = owner(1).open(asked.request, &fresh, &answer).unwrap();
        assert_eq!(*opened, STORE_KEY);

        let no = Err(IntakeError::DoesNotOpen);
        let stranger = IntakeKey::from_seed(&[3; 32]);
        assert_eq!(
            owner(1).open(asked.request, &stranger, &answer).map(drop),
            no
        );
        assert_eq!(
            owner(1).open(Uuid::from_u128(4), &fresh, &answer).map(drop),
            no,
            "of another request"
        );
        assert_eq!(
            owner(2).open(asked.request, &fresh, &answer).map(drop),
            no,
            "of another device"
        );
        assert_eq!(
            owner(2)
                .reseal(&asked, &recovery, &escrow, [8; 32])
                .map(drop),
            no,
            "an escrow in another's place"
        );
        assert_eq!(
            owner(1)
                .reseal(&asked, &stranger, &escrow, [8; 32])
                .map(drop),
            no
        );
        assert_eq!(
            owner(1).open(asked.request, &recovery, &escrow).map(drop),
            no
        );
    }

    #[test]
    fn whatever_is_changed_in_a_request_changes_its_words_and_breaks_its_proof() {
        let heartbeat = SigningKey::from_bytes(&[4; 32]);
        let asked = asked(&IntakeKey::from_seed(&[2; 32]));
        let proof = asked.prove(&heartbeat);
        assert_eq!(asked.check(&heartbeat.verifying_key(), &proof), Ok(()));
        assert!(asked.is_called(&asked.words().join("  ").to_uppercase()));
        assert!(!asked.is_called(""));
        let changed = [
            Asked {
                request: Uuid::from_u128(4),
                ..asked.clone()
            },
            Asked {
                device: owner(2).device,
                ..asked.clone()
            },
            Asked {
                public: IntakeKey::from_seed(&[3; 32]).public(),
                ..asked.clone()
            },
        ];
        for other in changed {
            assert_ne!(other.words(), asked.words());
            assert_eq!(
                other.check(&heartbeat.verifying_key(), &proof),
                Err(NotProven)
            );
        }
    }
}
