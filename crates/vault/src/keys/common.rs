//! What anybody would try first: common words, names, rows of keys, repetition.
//!
//! A passphrase is weighed without them. Only what is left over counts, and of that only what does not carry on a row. The list is short on purpose: whoever is refused can understand why.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// One piece a line, as [`folded`] has it.
const PIECES: &str = include_str!("common.txt");
/// So many letters must be left over.
const LEFT_MIN: usize = 8;
/// A name shorter than this is part of too many words.
const NAME_MIN: usize = 3;

/// Whether too little is left of it.
pub(super) fn is_common(passphrase: &str, names: &[&str]) -> bool {
    let mut rest = folded(passphrase);
    if let Some(period) = period(&rest) {
        rest.truncate(period);
    }
    for piece in pieces(names) {
        // What stands on both sides of a piece does not grow together.
        rest = Zeroizing::new(rest.replace(&piece, " "));
    }
    surprising(&rest) < LEFT_MIN
}

/// Longest first, so that a piece takes the shorter one inside it along.
fn pieces(names: &[&str]) -> Vec<String> {
    let own = names.iter().flat_map(|name| {
        let words = name.split(|c: char| !c.is_alphanumeric()).map(folded);
        std::iter::once(folded(name)).chain(words)
    });
    let mut pieces: Vec<String> = own
        .map(|name| (*name).clone())
        .filter(|name| NAME_MIN <= name.len())
        .chain(PIECES.lines().map(str::to_owned))
        .collect();
    pieces.sort_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
    pieces
}

/// Letters and digits only, small, without accents.
fn folded(text: &str) -> Zeroizing<String> {
    // Room from the start: a string that grows leaves copies of itself behind in memory.
    let mut folded = Zeroizing::new(String::with_capacity(text.len().saturating_mul(4)));
    folded.extend(
        text.nfkd()
            .flat_map(char::to_lowercase)
            .filter(|c| c.is_alphanumeric()),
    );
    folded
}

/// After how many letters it begins anew, if it is nothing but a repetition.
fn period(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (1..=bytes.len() / 2).find(|period| {
        let later = bytes.iter().skip(*period);
        text.is_ascii() && bytes.iter().zip(later).all(|(one, other)| one == other)
    })
}

/// Letters but for those that carry on a row: the same again and again, or the alphabet up or down.
fn surprising(text: &str) -> usize {
    let letters = || text.chars().filter(|c| !c.is_whitespace()).map(u32::from);
    let step = |one: u32, other: u32| i64::from(other).saturating_sub(i64::from(one));
    let rows = letters()
        .zip(letters().skip(1))
        .zip(letters().skip(2))
        .filter(|((one, two), three)| {
            let first = step(*one, *two);
            first.abs() <= 1 && first == step(*two, *three)
        })
        .count();
    letters().count().saturating_sub(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_pieces_rows_names_and_repetition_do_not_count() {
        let names = ["Clínica del Norte", "Inés", "Carranza"];
        for common in [
            "passwordpassword1",
            "Correct Horse Battery Staple",
            "1234567890123456789",
            "abcdefghijklmnop",
            "qwertyuiopasdfghjkl",
            "kxkxkxkxkxkxkxkx",
            "te amo te amo te amo mucho",
            "ines carranza 1984",
            "clinica del norte 2026",
            "aaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(is_common(common, &names), "{common}");
        }
    }

    #[test]
    fn what_is_left_over_counts() {
        let names = ["North Clinic", "Sol"];
        for good in [
            "otter lantern prairie quilt",
            "sol mar luz paz tren",
            "la lluvia de marzo en el patio",
            "clinic otter lantern quilt",
            "молоко и хлеб на столе",
        ] {
            assert!(!is_common(good, &names), "{good}");
        }
    }

    #[test]
    fn the_list_is_written_as_it_is_compared() {
        for piece in PIECES.lines() {
            assert_eq!(*folded(piece), piece);
            assert!(NAME_MIN <= piece.len(), "{piece}");
        }
    }
}
