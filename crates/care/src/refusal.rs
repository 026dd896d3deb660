//! Refusals: why a value may not be stored, in a form the screen turns into a sentence.

use crate::codes;

/// Limits on what people enter. Longer than any honest entry, short enough to sync over a bad line.
pub mod limits {
    /// A name, a title, a street.
    pub const LINE_CHARS_MAX: usize = 200;
    /// A goal, a reason, a door note.
    pub const WORDS_CHARS_MAX: usize = 2_000;
    /// The narrative of one visit.
    pub const NARRATIVE_CHARS_MAX: usize = 20_000;
    /// Entries in a list inside one field.
    pub const LIST_ITEMS_MAX: usize = 100;
    /// Nobody is older; a birth date before this is a slip of the finger.
    pub const AGE_YEARS_MAX: i32 = 130;
}

/// A value that may not be stored, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the field {field} is refused: {}", why.code())]
pub struct Refusal {
    /// The field's permanent id.
    pub field: &'static str,
    /// The reason.
    pub why: Why,
}

codes! {
    /// Why a value is refused.
    Why {
        /// Nothing was entered.
        Missing = "missing",
        /// More characters than the limit.
        TooLong = "too_long",
        /// More entries than the limit.
        TooMany = "too_many",
        /// A day that has not come.
        InTheFuture = "in_the_future",
        /// A day before anybody alive was born.
        TooLongAgo = "too_long_ago",
        /// A day before the thing it belongs to began.
        BeforeTheStart = "before_the_start",
        /// By this date the pregnancy would not have begun.
        BeforeConception = "before_conception",
        /// Longer than a pregnancy lasts.
        LongerThanAPregnancy = "longer_than_a_pregnancy",
        /// Before sixteen weeks nobody gives birth.
        TooEarlyForABirth = "too_early_for_a_birth",
        /// From twenty weeks on it is a stillbirth.
        LateForAMiscarriage = "late_for_a_miscarriage",
        /// More births than pregnancies.
        MoreBirthsThanPregnancies = "more_births_than_pregnancies",
        /// How the pregnancy ended is not written down yet.
        BirthNotWritten = "birth_not_written",
        /// By these dates the baby is older than the mother, or she is a small child.
        OlderThanTheMother = "older_than_the_mother",
        /// Not born on the day of this birth.
        NotOfThisBirth = "not_of_this_birth",
        /// More babies than were born.
        MoreThanWereBorn = "more_than_were_born",
        /// It is written down already.
        EnteredTwice = "entered_twice",
        /// Not written as such a value is written.
        Malformed = "malformed",
        /// Characters that cannot be shown or stored.
        Unprintable = "unprintable",
    }
}

/// A line of text that must be there.
pub(crate) fn line(field: &'static str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal {
            field,
            why: Why::Missing,
        });
    }
    within(field, text, limits::LINE_CHARS_MAX)
}

/// Text that may be empty but not longer than `max` characters, and that a screen can show.
pub(crate) fn within(field: &'static str, text: &str, max: usize) -> Result<(), Refusal> {
    if max < text.chars().count() {
        return Err(Refusal {
            field,
            why: Why::TooLong,
        });
    }
    // U+0000 aborts a whole PostgreSQL batch; direction overrides can make one name look like another.
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.chars().any(hidden) {
        return Err(Refusal {
            field,
            why: Why::Unprintable,
        });
    }
    Ok(())
}

/// A list of bounded length.
pub(crate) fn list<T>(field: &'static str, items: &[T]) -> Result<(), Refusal> {
    if limits::LIST_ITEMS_MAX < items.len() {
        return Err(Refusal {
            field,
            why: Why::TooMany,
        });
    }
    Ok(())
}
