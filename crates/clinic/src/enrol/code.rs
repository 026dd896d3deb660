//! One-time codes: twelve characters that are read out over a telephone.
//!
//! Crockford's base 32 has no I, L, O or U, and reads the letters people type instead. The first four characters
//! find the code, the other eight prove it; so a wrong guess can be counted against the code it was aimed at.

use std::fmt;

use ambient::Ambient;
use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARS: usize = 12;
const FINDER_CHARS: usize = 4;

/// A one-time code. Shown once, then known only by its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, c) in self.0.chars().enumerate() {
            if at == 4 || at == 8 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl Code {
    /// A fresh code.
    pub(crate) fn make(ambient: &Ambient) -> Self {
        let bytes: [u8; CHARS] = ambient.bytes();
        // 256 is a multiple of 32: every character is equally likely.
        Self(
            bytes
                .iter()
                .filter_map(|byte| ALPHABET.get(usize::from(byte & 31)))
                .map(|c| char::from(*c))
                .collect(),
        )
    }

    /// Reads what somebody typed: any case, any dashes and spaces, O for 0, I and L for 1.
    pub fn read(typed: &str) -> Option<Self> {
        let mut chars = String::with_capacity(CHARS);
        for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let known = u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !known || chars.len() == CHARS {
                return None;
            }
            chars.push(c);
        }
        (chars.len() == CHARS).then_some(Self(chars))
    }

    /// The part that finds the code.
    pub(crate) fn finder(&self) -> &str {
        self.0.get(..FINDER_CHARS).unwrap_or_default()
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ambient::Fixed;

    #[test]
    fn a_code_is_read_as_it_is_spoken_and_mistyped() {
        let code = Code::make(&Fixed::new(0, 3).ambient());
        let shown = code.to_string();
        assert_eq!(shown.len(), 14);
        assert_eq!(
            Code::read(&shown.to_lowercase().replace('-', " ")),
            Some(code.clone())
        );
        assert_eq!(
            Code::read(&shown.replace('0', "o").replace('1', "l")),
            Some(code)
        );
    }

    #[test]
    fn what_is_no_code_is_not_read() {
        for wrong in [
            "",
            "0000-0000-000",
            "0000-0000-00000",
            "0000-0000-000U",
            "0000-0000-000é",
        ] {
            assert_eq!(Code::read(wrong), None, "{wrong}");
        }
    }
}
