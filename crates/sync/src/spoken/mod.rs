//! Words to be read out over a telephone, or typed from memory.
//!
//! The long list of the Electronic Frontier Foundation by Joseph Bonneau, <https://www.eff.org/dice>, CC BY 3.0 US,
//! without its dice: 7,776 words that are not taken for one another, 12.9 bits each.

use sha2::{Digest as _, Sha256};

const LIST: &str = include_str!("words.txt");
/// How many there are.
const WORDS: u16 = 7_776;
/// Draws from here on would make the first words of the list likelier than the last.
const DRAWS: u16 = 62_208;

/// So many words, chosen by these draws of chance; every word is as likely as every other.
pub fn chosen(draws: impl Iterator<Item = u16>, words: usize) -> Vec<&'static str> {
    draws
        .filter(|draw| *draw < DRAWS)
        .filter_map(|draw| LIST.lines().nth(usize::from(draw % WORDS)))
        .take(words)
        .collect()
}

/// So many words that stand for a text: another text has others.
pub fn fingerprint(text: &[u8], words: usize) -> Vec<&'static str> {
    let draws = (0_u32..).flat_map(|round| {
        let digest = Sha256::new_with_prefix("satchel/v1/spoken")
            .chain_update(round.to_be_bytes())
            .chain_update(text)
            .finalize();
        pairs(&digest)
    });
    chosen(draws, words)
}

/// Bytes as draws, two by two.
pub fn pairs(bytes: &[u8]) -> Vec<u16> {
    bytes
        .chunks_exact(2)
        .filter_map(|two| two.try_into().ok())
        .map(u16::from_be_bytes)
        .collect()
}

/// Words as they were typed or heard: any case, any spaces, commas and dashes between them.
pub fn heard(typed: &str) -> Vec<String> {
    typed
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_whole_and_every_word_can_be_drawn() {
        let all: BTreeSet<&str> = LIST.lines().collect();
        assert_eq!(all.len(), usize::from(WORDS));
        assert_eq!(DRAWS % WORDS, 0);
        assert_eq!(
            chosen([0, 7_775, 7_776].into_iter(), 3),
            ["abacus", "zoom", "abacus"]
        );
        assert_eq!(
            chosen([65_535, 62_208, 1].into_iter(), 1),
            ["abdomen"],
            "what would favour the first words is drawn anew"
        );
    }

    #[test]
    fn words_stand_for_one_text_and_are_heard_however_they_are_said() {
        let words = fingerprint(b"one", 6);
        assert_eq!(words.len(), 6);
        assert_eq!(fingerprint(b"one", 6), words);
        assert_ne!(fingerprint(b"two", 6), words);
        let said = words.join(", ").to_uppercase();
        // Four words of the list have a dash in them, and are heard as two.
        assert_eq!(heard(&said), heard(&words.join("-")));
    }
}
