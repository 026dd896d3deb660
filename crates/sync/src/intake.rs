//! Sealing to the clinic: what only the clinic's own key opens.
//!
//! HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Whoever seals cannot open it
//! again. What is sealed for one purpose does not open for another.

use std::convert::Infallible;
use std::fmt;

use data_encoding::HEXLOWER;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open,
    single_shot_seal_with_rng,
};

type Keys = X25519HkdfSha256;
/// Bytes of the sender's share that stand before the ciphertext.
const SHARE_BYTES: usize = 32;

/// The clinic's intake key: opens what devices seal to it.
pub struct IntakeKey {
    secret: <Keys as Kem>::PrivateKey,
    public: <Keys as Kem>::PublicKey,
}

impl fmt::Debug for IntakeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IntakeKey(…)")
    }
}

/// Why something was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The public key is not one.
    #[error("the intake key is malformed")]
    KeyMalformed,
    /// There is no memory for it.
    #[error("there is no memory to pack what is to be sealed")]
    NoMemory,
    /// It was sealed to another key or for another purpose, or it was changed.
    #[error("what was sealed does not open with this key")]
    DoesNotOpen,
}

impl IntakeKey {
    /// The key that grows from these bytes, always the same.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let (secret, public) = Keys::derive_keypair(seed);
        Self { secret, public }
    }

    /// The half that devices may know, 64 hex digits.
    pub fn public(&self) -> String {
        HEXLOWER.encode(&self.public.to_bytes())
    }

    /// Opens what was sealed to this key for `purpose`.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, IntakeError> {
        let (share, text) = sealed
            .split_at_checked(SHARE_BYTES)
            .ok_or(IntakeError::DoesNotOpen)?;
        let share =
            <Keys as Kem>::EncappedKey::from_bytes(share).or(Err(IntakeError::DoesNotOpen))?;
        single_shot_open::<AesGcm256, HkdfSha256, Keys>(
            &OpModeR::Base,
            &self.secret,
            &share,
            purpose.as_bytes(),
            text,
            b"",
        )
        .or(Err(IntakeError::DoesNotOpen))
    }
}

/// Seals something to the clinic whose intake key has this public half. `chance` is used for nothing else.
pub fn seal_to(
    public: &str,
    purpose: &str,
    text: &[u8],
    chance: [u8; 32],
) -> Result<Vec<u8>, IntakeError> {
    let key = HEXLOWER
        .decode(public.as_bytes())
        .ok()
        .and_then(|bytes| <Keys as Kem>::PublicKey::from_bytes(&bytes).ok())
        .ok_or(IntakeError::KeyMalformed)?;
    let (share, sealed) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, Keys>(
        &OpModeS::Base,
        &key,
        purpose.as_bytes(),
        text,
        b"",
        &mut Given(chance),
    )
    .or(Err(IntakeError::KeyMalformed))?;
    let mut whole = share.to_bytes().to_vec();
    whole.extend(sealed);
    Ok(whole)
}

/// Chance that was drawn before. HPKE asks once, for the 32 bytes its share grows from.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut four = [0; 4];
        self.try_fill_bytes(&mut four)?;
        Ok(u32::from_le_bytes(four))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut eight = [0; 8];
        self.try_fill_bytes(&mut eight)?;
        Ok(u64::from_le_bytes(eight))
    }

    fn try_fill_bytes(&mut self, buffer: &mut [u8]) -> Result<(), Infallible> {
        for (to, from) in buffer.iter_mut().zip(self.0.iter().cycle()) {
            *to = *from;
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"She sleeps at her sister's.";

    fn sealed(key: &IntakeKey) -> Vec<u8> {
        seal_to(&key.public(), "copy", TEXT, [7; 32]).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_with_the_clinics_key_and_with_no_other() {
        let (ours, theirs) = (
            IntakeKey::from_seed(&[1; 32]),
            IntakeKey::from_seed(&[2; 32]),
        );
        let sealed = sealed(&ours);
        assert_eq!(ours.open("copy", &sealed).unwrap(), TEXT);
        assert_eq!(theirs.open("copy", &sealed), Err(IntakeError::DoesNotOpen));
        assert_eq!(ours.open("other", &sealed), Err(IntakeError::DoesNotOpen));
    }

    #[test]
    fn whatever_bit_is_changed_and_wherever_it_is_cut_it_does_not_open() {
        let key = IntakeKey::from_seed(&[1; 32]);
        let whole = sealed(&key);
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert!(key.open("copy", &changed).is_err(), "byte {at} changed");
            assert!(key.open("copy", &whole[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn other_chance_gives_another_text() {
        let key = IntakeKey::from_seed(&[1; 32]);
        let other = seal_to(&key.public(), "copy", TEXT, [8; 32]).unwrap();
        assert_ne!(other, sealed(&key));
        assert_eq!(
            seal_to("not a key", "copy", TEXT, [8; 32]),
            Err(IntakeError::KeyMalformed)
        );
    }
}
