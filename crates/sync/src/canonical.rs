//! One way to write a value down (RFC 8785), and the hash of what is written.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The value has no canonical form: a number that is not finite, or a key that is not a text.
#[derive(Debug, thiserror::Error)]
#[error("the value has no canonical form")]
pub struct CanonicalError(#[source] serde_json::Error);

/// Writes a value down in the one form that is hashed and signed.
pub fn canonical<T: Serialize>(value: &T) -> Result<String, CanonicalError> {
    serde_json_canonicalizer::to_string(value).map_err(CanonicalError)
}

/// A SHA-256 hash; written as 64 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hash(pub [u8; 32]);

/// Not 64 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a hash of 64 hex digits")]
pub struct HashMalformed;

impl Hash {
    /// What comes before the first link of a chain.
    pub const ZERO: Self = Self([0; 32]);

    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl FromStr for Hash {
    type Err = HashMalformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = HEXLOWER.decode(text.as_bytes()).or(Err(HashMalformed))?;
        bytes.try_into().map(Self).or(Err(HashMalformed))
    }
}

impl TryFrom<String> for Hash {
    type Error = HashMalformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let text = canonical(&json!({"b": 1, "a": ["é", 1.0, null]})).unwrap();
        assert_eq!(text, r#"{"a":["é",1,null],"b":1}"#);
    }

    #[test]
    fn a_hash_comes_back_from_its_text() {
        let hash = Hash::of(b"abc");
        assert_eq!(
            hash.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("abc".parse::<Hash>(), Err(HashMalformed));
    }
}
