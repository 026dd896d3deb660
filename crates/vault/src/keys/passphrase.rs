//! The passphrase a care manager types.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use super::common;

const CHARACTERS_MIN: usize = 15;
const WORDS_MIN: usize = 4;
/// Shorter ones are not counted as words: `a b c d` is no passphrase.
const WORD_CHARACTERS_MIN: usize = 3;

/// A passphrase, trimmed and in one Unicode form, so that it is the same from every keyboard.
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase is not taken for a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassphrase {
    /// It has neither fifteen characters nor four words.
    #[error(
        "the passphrase has fewer than {CHARACTERS_MIN} characters and fewer than {WORDS_MIN} words"
    )]
    Short,
    /// It is made of what anybody would try first.
    #[error("the passphrase is made of common words, names or rows")]
    Common,
}

impl Passphrase {
    /// A passphrase for a vault: at least fifteen characters or four words, and something in it that is neither
    /// common nor one of these `names`, which anybody knows who knows the person.
    pub fn new(text: &str, names: &[&str]) -> Result<Self, WeakPassphrase> {
        let passphrase = Self::typed(text);
        let words = passphrase
            .0
            .split_whitespace()
            .filter(|word| WORD_CHARACTERS_MIN <= word.chars().count())
            .count();
        if passphrase.0.chars().count() < CHARACTERS_MIN && words < WORDS_MIN {
            return Err(WeakPassphrase::Short);
        }
        if common::is_common(&passphrase.0, names) {
            return Err(WeakPassphrase::Common);
        }
        Ok(passphrase)
    }

    /// What somebody typed to open a vault; no floor, since the vault itself is the judge.
    pub fn typed(text: &str) -> Self {
        // Room from the start: a string that grows leaves copies of itself behind in memory.
        let mut folded = String::with_capacity(text.len().saturating_mul(4));
        folded.extend(text.nfkc());
        let trimmed = Zeroizing::new(folded.trim().to_owned());
        folded.zeroize();
        Self(trimmed)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_characters_or_four_words_are_enough() {
        assert!(Passphrase::new("lluvia-de-marzo", &[]).is_ok());
        assert!(Passphrase::new("sol mar luz paz", &[]).is_ok());
    }

    #[test]
    fn less_is_weak() {
        for short in ["  short  ", "a b c d", ""] {
            let refused = Passphrase::new(short, &[]).err();
            assert_eq!(refused, Some(WeakPassphrase::Short));
        }
    }

    #[test]
    fn what_anybody_would_try_first_is_weak_however_long_it_is() {
        let common = Passphrase::new("password password password password", &[]);
        assert_eq!(common.err(), Some(WeakPassphrase::Common));
        let names = ["North Clinic", "Inés", "Carranza"];
        let own = Passphrase::new("Ines Carranza North Clinic 2026", &names);
        assert_eq!(own.err(), Some(WeakPassphrase::Common));
    }

    #[test]
    fn the_same_words_from_two_keyboards_are_one_passphrase() {
        // One `é` precomposed, one combined; full-width letters folded; surrounding space dropped.
        assert_eq!(
            Passphrase::typed(" caf\u{e9} ").bytes(),
            Passphrase::typed("cafe\u{301}").bytes()
        );
        assert_eq!(Passphrase::typed("\u{ff41}bc").bytes(), b"abc");
    }

    #[test]
    fn nothing_of_it_is_printed() {
        assert_eq!(
            format!("{:?}", Passphrase::typed("sol mar luz paz")),
            "Passphrase(…)"
        );
    }
}
