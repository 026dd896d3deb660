//! Choosing a passphrase: words to offer, and what is not taken.

use ambient::Ambient;
use sync::spoken;
use vault::{Passphrase, WeakPassphrase};

use super::Me;
use crate::contract::failure::Failure;

/// Words that are offered: 51.7 bits, which nobody guesses at Argon2id's price.
const WORDS: usize = 4;
/// Draws for them; that all are needed is less likely than that the laptop is struck by lightning.
const DRAWN_BYTES: usize = 64;

/// Characters, or words, a passphrase must have.
const FLOOR: Failure = Failure::WeakPassphrase {
    characters: 15,
    words: 4,
};

/// Words nobody could know.
pub(crate) fn offered(ambient: &Ambient) -> Vec<String> {
    let draws = spoken::pairs(&ambient.bytes::<DRAWN_BYTES>());
    let words = spoken::chosen(draws.into_iter(), WORDS);
    words.into_iter().map(str::to_owned).collect()
}

/// Takes a new passphrase, or says why not. What these names are, anybody knows who knows the person.
pub(crate) fn taken(typed: &str, names: &[&str]) -> Result<Passphrase, Failure> {
    Passphrase::new(typed, names).map_err(|weak| match weak {
        WeakPassphrase::Short => FLOOR,
        WeakPassphrase::Common => Failure::CommonPassphrase,
    })
}

/// The names that are known of an enrolled person.
pub(crate) fn names_of(me: &Me) -> [&str; 2] {
    [&me.name, &me.clinic]
}

#[cfg(test)]
mod tests {
    use super::*;
    use ambient::Fixed;

    #[test]
    fn what_is_offered_is_taken() {
        for seed in 0..500 {
            let words = offered(&Fixed::new(0, seed).ambient());
            assert_eq!(words.len(), WORDS);
            assert!(
                taken(&words.join(" "), &["North Clinic"]).is_ok(),
                "{words:?}"
            );
        }
    }

    #[test]
    fn what_is_too_short_and_what_everybody_knows_are_told_apart() {
        assert_eq!(taken("short", &[]).err(), Some(FLOOR));
        let own = taken("North Clinic North Clinic", &["North Clinic"]);
        assert_eq!(own.err(), Some(Failure::CommonPassphrase));
    }
}
