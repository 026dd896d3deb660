//! Whether two records are of one person: what speaks for it, and how strongly.
//!
//! Nothing here joins anybody. It says who may be the same and why, so that a person can look: a laptop while somebody
//! new is written down, the clinic after each operation that says who somebody is. Names are compared as sets of words
//! without case, accents and hyphens, so that one surname of two and two surnames in either order agree; nicknames are
//! not guessed.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::{Member, codes};

/// So many marks a member is known by; more of them are of a record nobody keeps by hand.
pub const MARKS_MAX: usize = 32;
/// So many words of a name are looked at.
const NAME_WORDS_MAX: usize = 8;
/// So many digits of a telephone number tell it from others; what comes before is a country.
const PHONE_DIGITS: usize = 10;
/// A shorter number is an extension, or half of one.
const PHONE_DIGITS_MIN: usize = 7;
/// In a shorter word one letter makes another name: Ana and Ada.
const SLIP_LETTERS_MIN: usize = 5;
/// Birth dates so far apart are of two generations, not a slip.
const GENERATION_YEARS: i32 = 12;
/// Words inside surnames that come and go.
const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "el", "y", "e", "da", "das", "do", "dos", "van", "von",
];

codes! {
    /// How strongly it speaks for one person.
    LikenessStanding {
        /// Hardly anything else explains it.
        Certain = "certain",
        /// More likely one person than two.
        Likely = "likely",
        /// Worth a look by somebody who is there.
        Possible = "possible",
    }
}

codes! {
    /// What speaks for it.
    LikenessWhy {
        /// The same Medi-Cal number.
        Cin = "cin",
        /// The same name and birth date.
        NameAndBirth = "name_and_birth",
        /// The same name, and the birth date with day and month exchanged.
        NameAndSwappedBirth = "name_and_swapped_birth",
        /// The same name and telephone number.
        NameAndPhone = "name_and_phone",
        /// Nearly the same name and the same birth date.
        NearNameAndBirth = "near_name_and_birth",
        /// Nearly the same name and the same telephone number.
        NearNameAndPhone = "near_name_and_phone",
        /// The same name; nothing else is known of one of them.
        Name = "name",
    }
}

/// Why two records may be of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    /// How strongly it speaks for it.
    pub standing: LikenessStanding,
    /// What does.
    pub why: LikenessWhy,
}

/// Whether two records may be of one person; none if nothing speaks for it, or more against it.
pub fn likeness(one: &Member, other: &Member) -> Option<Likeness> {
    let (name, born) = (same_name(one, other), same_birth(one, other));
    let found = |standing, why| Some(Likeness { standing, why });
    match (&one.cin, &other.cin) {
        // A newborn is billed under her mother's number: then nothing else agrees.
        (Some(cin), Some(number)) if cin == number => {
            let is_another = name == Agreement::None && matches!(born, Birth::Apart | Birth::Near);
            let standing = if is_another {
                LikenessStanding::Likely
            } else {
                LikenessStanding::Certain
            };
            found(standing, LikenessWhy::Cin)
        }
        // The number stays with a person: two of them are two people, or a slip of the finger.
        (Some(_), Some(_)) => {
            let standing = LikenessStanding::Possible;
            by_name(name, born, same_phone(one, other)).map(|likeness| Likeness {
                standing,
                ..likeness
            })
        }
        (None, _) | (_, None) => by_name(name, born, same_phone(one, other)),
    }
}

/// Whether a record is of exactly the person of whom this was typed: her number; or, without one, her birth date and each
/// word of a given and a family name. No slip counts here, and no initial: what is found by it is opened unseen.
pub fn is_exactly(record: &Member, typed: &Member) -> bool {
    if typed.cin.is_some() {
        return record.cin == typed.cin;
    }
    let is_of =
        |few: &BTreeSet<String>, many: &BTreeSet<String>| !few.is_empty() && few.is_subset(many);
    let (names, said) = (Spoken::of(record), Spoken::of(typed));
    typed.birth_date.is_some()
        && record.birth_date == typed.birth_date
        && (is_of(&said.given, &names.given) || is_of(&said.given, &names.called))
        && is_of(&said.family, &names.family)
}

fn by_name(name: Agreement, born: Birth, phone: bool) -> Option<Likeness> {
    use LikenessStanding::{Likely, Possible};
    let (standing, why) = match (name, born, phone) {
        (Agreement::Same, Birth::Same, _) => (Likely, LikenessWhy::NameAndBirth),
        (Agreement::Same, Birth::Swapped, _) => (Likely, LikenessWhy::NameAndSwappedBirth),
        (Agreement::Same, Birth::Unknown, true) => (Likely, LikenessWhy::NameAndPhone),
        // A slip in the year; a mother and a daughter of one name are a generation apart.
        (Agreement::Same, Birth::Near, true) => (Possible, LikenessWhy::NameAndPhone),
        (Agreement::Same, Birth::Unknown, false) => (Possible, LikenessWhy::Name),
        (Agreement::Near, Birth::Same | Birth::Swapped, _) => {
            (Possible, LikenessWhy::NearNameAndBirth)
        }
        (Agreement::Near, Birth::Unknown, true) => (Possible, LikenessWhy::NearNameAndPhone),
        (Agreement::Same, Birth::Near | Birth::Apart, _)
        | (Agreement::Near, Birth::Unknown | Birth::Near | Birth::Apart, _)
        | (Agreement::None, _, _) => return None,
    };
    Some(Likeness { standing, why })
}

/// What a member can be found by: whoever may be certainly or likely the same shares a mark, or has one of [`lookups`].
pub fn marks(member: &Member) -> BTreeSet<String> {
    let mut marks = BTreeSet::new();
    marks.extend(member.cin.iter().map(|cin| format!("cin:{cin}")));
    marks.extend(
        member
            .birth_date
            .iter()
            .flat_map(|born| born_marks(member, *born)),
    );
    marks.extend(
        phones(member)
            .into_iter()
            .map(|phone| format!("phone:{phone}")),
    );
    while MARKS_MAX < marks.len() {
        marks.pop_last();
    }
    marks
}

/// The marks by which to look for others: her own, and her birth date with day and month exchanged.
pub fn lookups(member: &Member) -> BTreeSet<String> {
    let mut lookups = marks(member);
    let swapped = member.birth_date.and_then(swapped);
    lookups.extend(swapped.iter().flat_map(|born| born_marks(member, *born)));
    lookups
}

/// A birth date with each word of the surname: the date alone is shared by too many.
fn born_marks(member: &Member, born: NaiveDate) -> Vec<String> {
    let names = Spoken::of(member);
    let words = if names.family.is_empty() {
        names.given
    } else {
        names.family
    };
    words
        .into_iter()
        .map(|word| format!("born:{born}:{word}"))
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Same,
    /// One letter differs, or there is only half a name.
    Near,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Birth {
    Same,
    Swapped,
    Unknown,
    /// Another date within a generation.
    Near,
    Apart,
}

fn same_birth(one: &Member, other: &Member) -> Birth {
    let (Some(one), Some(other)) = (one.birth_date, other.birth_date) else {
        return Birth::Unknown;
    };
    if one == other {
        Birth::Same
    } else if swapped(one) == Some(other) {
        Birth::Swapped
    } else if one.year().abs_diff(other.year()) < GENERATION_YEARS.unsigned_abs() {
        Birth::Near
    } else {
        Birth::Apart
    }
}

fn swapped(date: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).filter(|other| *other != date)
}

fn same_phone(one: &Member, other: &Member) -> bool {
    !phones(one).is_disjoint(&phones(other))
}

/// Telephone numbers as their digits, without the country.
fn phones(member: &Member) -> BTreeSet<String> {
    let digits = member.phones.iter().map(|phone| {
        let digits: Vec<char> = phone.number.chars().filter(char::is_ascii_digit).collect();
        let from = digits.len().saturating_sub(PHONE_DIGITS);
        digits.into_iter().skip(from).collect::<String>()
    });
    digits
        .filter(|digits| PHONE_DIGITS_MIN <= digits.len())
        .take(NAME_WORDS_MAX)
        .collect()
}

/// A name as words that can be compared.
struct Spoken {
    given: BTreeSet<String>,
    /// What she is called besides.
    called: BTreeSet<String>,
    /// Surnames, those she had before too.
    family: BTreeSet<String>,
}

impl Spoken {
    fn of(member: &Member) -> Self {
        let names = &member.names;
        let given: BTreeSet<String> = names
            .given
            .iter()
            .flat_map(|part| words(part))
            .take(NAME_WORDS_MAX)
            .collect();
        let others = names.others.iter().flat_map(|other| words(&other.text));
        let family = surnames(&names.family).into_iter();
        let family =
            family.chain(others.filter(|word| !given.contains(word) && !is_particle(word)));
        Self {
            family: family.take(NAME_WORDS_MAX).collect(),
            called: names
                .preferred
                .iter()
                .flat_map(|called| words(called))
                .take(NAME_WORDS_MAX)
                .collect(),
            given,
        }
    }
}

fn same_name(one: &Member, other: &Member) -> Agreement {
    let (one, other) = (Spoken::of(one), Spoken::of(other));
    let given = [
        within(&one.given, &other.given),
        within(&one.called, &other.given),
        within(&one.given, &other.called),
        within(&one.called, &other.called),
    ];
    let given = if given.contains(&Agreement::Same) {
        Agreement::Same
    } else if given.contains(&Agreement::Near) {
        Agreement::Near
    } else {
        Agreement::None
    };
    // Of somebody just met there may be one name only.
    let family = if one.family.is_empty() || other.family.is_empty() {
        Agreement::Near
    } else {
        within(&one.family, &other.family)
    };
    match (given, family) {
        (Agreement::Same, Agreement::Same) => Agreement::Same,
        (Agreement::Same, Agreement::Near) | (Agreement::Near, Agreement::Same) => Agreement::Near,
        // A letter in both is another name.
        (Agreement::None, _) | (_, Agreement::None) | (Agreement::Near, Agreement::Near) => {
            Agreement::None
        }
    }
}

/// Whether all words of the shorter of two names are among those of the longer one.
fn within(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Agreement {
    let (few, many) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if few.is_empty() {
        return Agreement::None;
    }
    let mut slips = 0_u32;
    for word in few {
        if many
            .iter()
            .any(|longer| longer == word || is_initial(word, longer) || is_initial(longer, word))
        {
            continue;
        }
        if !many.iter().any(|longer| is_a_slip(word, longer)) {
            return Agreement::None;
        }
        slips = slips.saturating_add(1);
    }
    match slips {
        0 => Agreement::Same,
        1 => Agreement::Near,
        _ => Agreement::None,
    }
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// Whether one letter was left out, put in or mistaken.
fn is_a_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.len() < SLIP_LETTERS_MIN || 1 < long.len().abs_diff(short.len()) {
        return false;
    }
    let alike = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let rest_of = |word: &[char], from: usize| word.get(from..).unwrap_or_default().to_vec();
    let after = alike.saturating_add(1);
    let from = if short.len() == long.len() {
        after
    } else {
        alike
    };
    rest_of(&short, from) == rest_of(&long, after)
}

fn surnames(family: &str) -> Vec<String> {
    let all = words(family);
    let without: Vec<String> = all
        .iter()
        .filter(|word| !is_particle(word))
        .cloned()
        .collect();
    // Somebody may be called Los.
    if without.is_empty() { all } else { without }
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// The words of a name, without case, accents and what stands inside a word.
fn words(name: &str) -> Vec<String> {
    let breaks = |letter: char| {
        letter.is_whitespace() || matches!(letter, '-' | '‐' | '–' | ',' | '/' | '.')
    };
    let folded = name.split(breaks).map(|word| {
        let letters = word.chars().flat_map(char::to_lowercase);
        letters
            .filter(|letter| letter.is_alphanumeric())
            .map(plain)
            .collect::<String>()
    });
    folded.filter(|word| !word.is_empty()).collect()
}

/// A letter of the languages spoken here without its accent. A combining accent is no letter and has gone before.
const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' | 'ţ' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests;
