//! The key under which the clinic vouches to devices for what it has of them. It is kept beside the ledger, so that a
//! ledger that was put back still knows its own word.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The key.
#[derive(Clone)]
pub(crate) struct TallyKey([u8; 32]);

impl TallyKey {
    pub(crate) const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// HMAC-SHA-256 over the text, hex; none only for a key of a length that HMAC does not take, which it takes any.
    pub(super) fn code(&self, text: &str) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(text.as_bytes());
        Some(data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
    }
}
