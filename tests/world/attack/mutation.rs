//! Inputs that are nearly right: a good one, changed a little, from a seed.

use ambient::{Ambient, Fixed};

/// What parsers trip over.
const WORDS: [&str; 22] = [
    "null",
    "true",
    "-1",
    "0",
    "18446744073709551615",
    "9223372036854775808",
    "-0",
    "1e999",
    "0.1",
    "\"\"",
    "[]",
    "{}",
    "\\u0000",
    "\\ud800",
    "\u{202e}",
    "\u{feff}",
    "[[[[[[[[[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":",
    "inf",
    "1979-05-27T07:32:00Z",
    "\"\"\"",
    "é",
];
/// So many changes of one input at the most.
const CHANGES_MAX: usize = 4;
/// What is put in twice, or taken out, is no longer than this.
const PIECE_BYTES_MAX: usize = 64;
/// A nest as deep as this is deeper than any of ours.
const NEST: usize = 400;

/// Changes inputs, always the same from one seed.
#[derive(Debug)]
pub struct Mutation {
    chance: Ambient,
}

impl Mutation {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            chance: Fixed::new(0, seed).ambient(),
        }
    }

    /// A number below this one.
    pub fn below(&self, most: usize) -> usize {
        let random = u32::from_le_bytes(self.chance.bytes());
        usize::try_from(random).unwrap() % most.max(1)
    }

    /// One of the good inputs, changed in a few places, or cut and joined with another.
    pub fn changed(&self, good: &[Vec<u8>]) -> Vec<u8> {
        let mut input = good[self.below(good.len())].clone();
        for _ in 0..=self.below(CHANGES_MAX) {
            self.change(&mut input, good);
        }
        input
    }

    fn change(&self, input: &mut Vec<u8>, good: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let to = (at + self.below(PIECE_BYTES_MAX)).min(input.len());
        match self.below(9) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
            }
            1 => input.truncate(at),
            2 => drop(input.drain(at..to)),
            3 => {
                let piece = input[at..to].to_vec();
                input.splice(at..at, piece);
            }
            4 => {
                let byte = u8::try_from(self.below(256)).unwrap();
                input.insert(at, byte);
            }
            5 => {
                let word = WORDS[self.below(WORDS.len())];
                input.splice(at..to, word.bytes());
            }
            6 => {
                let other = &good[self.below(good.len())];
                let from = self.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
            7 => {
                let nest = if self.below(2) == 0 { b'[' } else { b'{' };
                input.splice(at..at, std::iter::repeat_n(nest, NEST));
            }
            // A value somewhere becomes one of another kind.
            _ => self.replace_value(input),
        }
    }

    /// What stands between two marks of JSON or TOML becomes a word parsers trip over.
    fn replace_value(&self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let is_mark = |byte: &u8| b":,[]{}=\n".contains(byte);
        let Some(from) = input[at..]
            .iter()
            .position(is_mark)
            .map(|from| at + from + 1)
        else {
            return;
        };
        let length = input[from..].iter().position(is_mark);
        let to = from + length.unwrap_or(0);
        let word = WORDS[self.below(WORDS.len())];
        input.splice(from..to, word.bytes());
    }
}
