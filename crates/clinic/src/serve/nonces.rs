//! Nonces that have been seen, so that a request caught on the way cannot be sent a second time.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use care::DeviceId;

/// Remembered for each device; a device sends a few an hour.
const NONCES_MAX: usize = 1024;
const NONCE_CHARS: usize = 32;

/// The nonces of this server's life. Requests can be repeated without harm, so forgetting them at a restart costs
/// nothing but the chance to notice.
#[derive(Default)]
pub(super) struct Nonces(Mutex<BTreeMap<DeviceId, VecDeque<String>>>);

impl Nonces {
    /// Remembers the nonce; false if the device has used it before or if it is not one.
    pub(super) fn is_new(&self, device: DeviceId, nonce: &str) -> bool {
        if nonce.len() != NONCE_CHARS || !nonce.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return false;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = all.entry(device).or_default();
        if seen.iter().any(|one| one == nonce) {
            return false;
        }
        if NONCES_MAX <= seen.len() {
            seen.pop_front();
        }
        seen.push_back(nonce.to_owned());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_nonce_is_good_once_for_each_device() {
        let (nonces, one, other) = (
            Nonces::default(),
            DeviceId(Uuid::from_u128(1)),
            DeviceId(Uuid::from_u128(2)),
        );
        let nonce = "0123456789abcdef0123456789abcdef";
        let answers = [
            nonces.is_new(one, nonce),
            nonces.is_new(one, nonce),
            nonces.is_new(other, nonce),
        ];
        assert_eq!(answers, [true, false, true]);
        assert!(!nonces.is_new(one, "short"));
    }
}
