//! The key of the store itself.

use std::fmt;

use ambient::Ambient;
use zeroize::Zeroizing;

pub(crate) const STORE_KEY_BYTES: usize = 48;

/// SQLCipher's 32-byte key and 16-byte salt; random, made once with the vault.
///
/// On disk it exists only wrapped, in the slot file. In memory it stays where it was made: moving what owns it moves no byte of it,
/// which would leave one behind.
pub(crate) struct StoreKey(Box<Zeroizing<[u8; STORE_KEY_BYTES]>>);

impl StoreKey {
    pub(crate) fn make(ambient: &Ambient) -> Self {
        let mut key = Self(Box::new(Zeroizing::new([0; STORE_KEY_BYTES])));
        ambient.fill(key.0.as_mut_slice());
        key
    }

    pub(crate) fn from_slice(slice: &[u8]) -> Option<Self> {
        let mut key = Self(Box::new(Zeroizing::new([0; STORE_KEY_BYTES])));
        if slice.len() != STORE_KEY_BYTES {
            return None;
        }
        key.0.copy_from_slice(slice);
        Some(key)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreKey(…)")
    }
}
