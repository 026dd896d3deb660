//! The key of the store itself.

use std::fmt;

use ambient::Ambient;
use zeroize::Zeroizing;

pub(crate) const STORE_KEY_BYTES: usize = 48;

/// SQLCipher's 32-byte key and 16-byte salt; random, made once with the vault.
///
/// On disk it exists only wrapped, in the slot file.
pub(crate) struct StoreKey(Zeroizing<[u8; STORE_KEY_BYTES]>);

impl StoreKey {
    pub(crate) fn make(ambient: &Ambient) -> Self {
        let mut bytes = Zeroizing::new([0; STORE_KEY_BYTES]);
        ambient.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    pub(crate) fn from_slice(slice: &[u8]) -> Option<Self> {
        slice
            .try_into()
            .ok()
            .map(|bytes| Self(Zeroizing::new(bytes)))
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
