//! The key under which the clinic vouches to devices for what it has of them. It is kept beside the ledger, so that a
//! ledger that was put back still knows its own word.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The key.
#[derive(Clone)]
pub struct TallyKey([u8; 32]);

impl fmt::Debug for TallyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TallyKey(…)")
    }
}

impl TallyKey {
    /// From 32 secret bytes.
    pub const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// HMAC-SHA-256 over the text, hex; none only for a key of a length that HMAC does not take, which it takes any.
    pub(super) fn code(&self, text: &str) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(text.as_bytes());
        Some(data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
    }
}
