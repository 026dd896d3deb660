//! The proof each request carries: that it comes from the device it names, and arrives as it was sent.
//!
//! The device signs method, path, a hash of the body, its own id and a nonce with its Ed25519 key.

use care::DeviceId;
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::Hash;

/// The header that names the device.
pub const DEVICE_HEADER: &str = "satchel-device";
/// The header with the nonce: 16 random bytes, 32 hex digits.
pub const NONCE_HEADER: &str = "satchel-nonce";
/// The header with the signature: 128 hex digits.
pub const SIGNATURE_HEADER: &str = "satchel-signature";

/// The header with the version of the protocol that is spoken; absent for the first. It is no part of the proof: whoever
/// changes it can only have a device told that it is too old.
pub const PROTOCOL_HEADER: &str = "satchel-protocol";

/// What a proof covers.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// "POST"
    pub method: &'a str,
    /// The path, from the first slash, with any query.
    pub path: &'a str,
    /// The body, byte for byte.
    pub body: &'a [u8],
    /// Who sends it.
    pub device: DeviceId,
    /// Never the same twice.
    pub nonce: &'a str,
}

/// The request does not carry a proof of the device it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request is not signed by the device it names")]
pub struct NotProven;

impl Request<'_> {
    fn message(&self) -> String {
        let Self {
            method,
            path,
            body,
            device,
            nonce,
        } = self;
        format!(
            "satchel/v1/request\n{method}\n{path}\n{}\n{device}\n{nonce}",
            Hash::of(body)
        )
    }

    /// The signature for [`SIGNATURE_HEADER`].
    pub fn prove(&self, key: &SigningKey) -> String {
        HEXLOWER.encode(&key.sign(self.message().as_bytes()).to_bytes())
    }

    /// Checks the signature from [`SIGNATURE_HEADER`].
    pub fn check(&self, key: &VerifyingKey, signature: &str) -> Result<(), NotProven> {
        let bytes = HEXLOWER.decode(signature.as_bytes()).or(Err(NotProven))?;
        let signature = Signature::from_slice(&bytes).or(Err(NotProven))?;
        key.verify_strict(self.message().as_bytes(), &signature)
            .or(Err(NotProven))
    }
}

/// Reads a public key of 64 hex digits.
pub fn public_key(text: &str) -> Result<VerifyingKey, NotProven> {
    let bytes: [u8; 32] = HEXLOWER
        .decode(text.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(NotProven)?;
    VerifyingKey::from_bytes(&bytes).or(Err(NotProven))
}

/// Writes a public key as 64 hex digits.
pub fn public_key_text(key: &VerifyingKey) -> String {
    HEXLOWER.encode(key.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_proof_covers_every_part_of_the_request() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let device = DeviceId(Uuid::from_u128(1));
        let sent = Request {
            method: "POST",
            path: "/sync/push",
            body: b"{}",
            device,
            nonce: "00",
        };
        let proof = sent.prove(&key);
        assert_eq!(sent.check(&key.verifying_key(), &proof), Ok(()));
        let changed = [
            Request {
                method: "GET",
                ..sent
            },
            Request {
                path: "/sync/pull",
                ..sent
            },
            Request {
                body: b"{ }",
                ..sent
            },
            Request {
                device: DeviceId(Uuid::from_u128(2)),
                ..sent
            },
            Request {
                nonce: "01",
                ..sent
            },
        ];
        for request in changed {
            assert_eq!(
                request.check(&key.verifying_key(), &proof),
                Err(NotProven),
                "{request:?}"
            );
        }
    }

    #[test]
    fn a_public_key_comes_back_from_its_text() {
        let key = SigningKey::from_bytes(&[1; 32]).verifying_key();
        assert_eq!(public_key(&public_key_text(&key)), Ok(key));
        assert_eq!(public_key("00"), Err(NotProven));
    }
}
