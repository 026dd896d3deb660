//! A PIN, and the store key kept warm under it.
//!
//! A PIN is too short to protect anything that lies on a disk. It opens only a satchel that was opened with its passphrase
//! today and was locked since: then the store key is in memory, sealed under the PIN and under random bytes that are in
//! memory alone. Nothing of this is ever written, but for what the PIN became under Argon2id, inside the store itself.

use std::fmt;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use ambient::Ambient;
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::slot::{SlotError, hardened};
use super::{Cost, StoreKey};

const LABEL: &[u8] = b"satchel/v1/kek/pin";
const SALT_BYTES: usize = 16;
const DIGITS_MIN: usize = 6;
const DIGITS_MAX: usize = 12;
/// Fewer different digits than this are what fingers do by themselves: 111111, 121212, 112211.
const DIFFERENT_MIN: usize = 3;

/// What a PIN became under Argon2id.
pub struct Pin {
    salt: [u8; SALT_BYTES],
    stretched: Zeroizing<[u8; 32]>,
}

/// Why a PIN is not taken, or opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// It is not six to twelve digits, or what anybody would try first.
    #[error("a PIN has {DIGITS_MIN} to {DIGITS_MAX} digits that are no row and no repetition")]
    Weak,
    /// It is another one.
    #[error("this is not the PIN")]
    Wrong,
    /// There is not enough memory to check it.
    #[error("there is not enough memory to check the PIN")]
    OutOfMemory,
}

impl Pin {
    /// A new PIN: six to twelve digits, at least three different ones, no row (345678, 987654) and no half said twice.
    /// Takes as long as the least that a passphrase may cost.
    pub fn new(digits: &str, ambient: &Ambient) -> Result<Self, PinError> {
        if is_weak(digits) {
            return Err(PinError::Weak);
        }
        Self::stretch(digits, ambient.bytes())
    }

    fn stretch(digits: &str, salt: [u8; SALT_BYTES]) -> Result<Self, PinError> {
        let mut stretched = Zeroizing::new([0; 32]);
        hardened(
            Cost::FLOOR,
            digits.as_bytes(),
            &salt,
            stretched.as_mut_slice(),
        )
        .map_err(|_reason: SlotError| PinError::OutOfMemory)?;
        Ok(Self { salt, stretched })
    }

    /// As it is kept inside the store: 96 hex digits.
    pub fn kept(&self) -> Zeroizing<String> {
        let mut both = Zeroizing::new(Vec::with_capacity(SALT_BYTES.saturating_add(32)));
        both.extend_from_slice(&self.salt);
        both.extend_from_slice(self.stretched.as_slice());
        Zeroizing::new(HEXLOWER.encode(&both))
    }

    /// Reads what was kept.
    pub fn read(kept: &str) -> Option<Self> {
        let both = Zeroizing::new(HEXLOWER.decode(kept.as_bytes()).ok()?);
        let (salt, stretched) = both.split_at_checked(SALT_BYTES)?;
        Some(Self {
            salt: salt.try_into().ok()?,
            stretched: Zeroizing::new(stretched.try_into().ok()?),
        })
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

fn is_weak(digits: &str) -> bool {
    let length = digits.len();
    let is_pin = (DIGITS_MIN..=DIGITS_MAX).contains(&length)
        && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_pin {
        return true;
    }
    let mut different: Vec<u8> = digits.bytes().collect();
    different.sort_unstable();
    different.dedup();
    let steps = |by: u8| {
        let next = |digit: u8| digit.wrapping_sub(b'0').wrapping_add(by) % 10;
        let after = digits.bytes().skip(1);
        digits
            .bytes()
            .zip(after)
            .all(|(one, two)| next(one) == two.wrapping_sub(b'0'))
    };
    // Nine steps up are one step down.
    let is_row = steps(1) || steps(9);
    let (first, second) = digits.split_at(length / 2);
    different.len() < DIFFERENT_MIN || is_row || first == second
}

/// The store key of a locked satchel, sealed under a PIN, in memory alone.
pub struct WarmKey {
    salt: [u8; SALT_BYTES],
    /// With the PIN alone nobody gets anywhere: this goes with the process.
    beside: Zeroizing<[u8; 32]>,
    nonce: [u8; 12],
    sealed: Vec<u8>,
}

impl WarmKey {
    pub(crate) fn seal(key: &StoreKey, pin: &Pin, ambient: &Ambient) -> Result<Self, PinError> {
        let mut warm = Self {
            salt: pin.salt,
            beside: Zeroizing::new(ambient.bytes()),
            nonce: ambient.bytes(),
            sealed: Vec::new(),
        };
        let payload = Payload {
            msg: key.bytes(),
            aad: LABEL,
        };
        warm.sealed = warm
            .cipher(pin)?
            .encrypt(&Nonce::from(warm.nonce), payload)
            .map_err(|aes_gcm::Error| PinError::OutOfMemory)?;
        Ok(warm)
    }

    pub(crate) fn open(&self, digits: &str) -> Result<StoreKey, PinError> {
        let pin = Pin::stretch(digits, self.salt)?;
        let payload = Payload {
            msg: &self.sealed,
            aad: LABEL,
        };
        let key = self
            .cipher(&pin)?
            .decrypt(&Nonce::from(self.nonce), payload)
            .map(Zeroizing::new)
            .map_err(|aes_gcm::Error| PinError::Wrong)?;
        StoreKey::from_slice(&key).ok_or(PinError::Wrong)
    }

    fn cipher(&self, pin: &Pin) -> Result<Aes256Gcm, PinError> {
        let mut wrapping = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(self.beside.as_slice()), pin.stretched.as_slice())
            .expand(LABEL, wrapping.as_mut_slice())
            .map_err(|_reason: hkdf::InvalidLength| PinError::OutOfMemory)?;
        Ok(Aes256Gcm::new((&*wrapping).into()))
    }
}

impl fmt::Debug for WarmKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WarmKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ambient::Fixed;

    #[test]
    fn what_fingers_do_by_themselves_is_weak() {
        let weak = [
            "",
            "12345",
            "1234567890123",
            "12a456",
            "１２３４５７",
            "111111",
            "121212",
            "345678",
            "987654",
            "890123",
            "210987",
            "482482",
            "11221122",
        ];
        for digits in weak {
            assert!(is_weak(digits), "{digits}");
        }
        for digits in ["482913", "100200300", "240531"] {
            assert!(!is_weak(digits), "{digits}");
        }
    }

    #[test]
    fn the_store_key_comes_back_with_its_pin_and_with_no_other() {
        let ambient = Fixed::new(0, 7).ambient();
        let key = StoreKey::make(&ambient);
        let pin = Pin::new("482913", &ambient).unwrap();
        let kept = pin.kept();
        let warm = WarmKey::seal(&key, &Pin::read(&kept).unwrap(), &ambient).unwrap();
        assert_eq!(warm.open("482913").unwrap().bytes(), key.bytes());
        assert_eq!(warm.open("482914").err(), Some(PinError::Wrong));
        assert_eq!(warm.open("").err(), Some(PinError::Wrong));
        let tampered = WarmKey {
            beside: Zeroizing::new([0; 32]),
            ..warm
        };
        assert_eq!(tampered.open("482913").err(), Some(PinError::Wrong));
    }

    #[test]
    fn nothing_of_it_is_printed_and_nothing_damaged_is_read() {
        let ambient = Fixed::new(0, 7).ambient();
        let pin = Pin::new("482913", &ambient).unwrap();
        assert_eq!(format!("{pin:?}"), "Pin(…)");
        assert!(Pin::read(pin.kept().get(2..).unwrap()).is_none());
        assert!(Pin::read("not hex").is_none());
    }
}
