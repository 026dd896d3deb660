//! Attempts: one try to reach a person, signed, and never changed.
//!
//! An attempt is evidence for payment, so it is a record like a note: how, where, in which language, for how long, what
//! came of it. What was pressed by mistake is taken back by another record that points at it; both stay. Which ways to
//! try there are, and which of them count, is the catalogue's business.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{MemberId, NoteAuthor, RecordId, Refusal, Why, quiet_debug};

quiet_debug!(Attempt, AttemptTakenBack);

/// One try to reach a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// The version of this form of record.
    pub template: u32,
    /// The edition of the catalogue's list of methods and outcomes.
    pub catalog: String,
    /// Whom.
    pub member: MemberId,
    /// How, by the catalogue's code.
    pub method: String,
    /// What came of it, by the catalogue's code.
    pub outcome: String,
    /// Where, in words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub where_words: String,
    /// The language it was tried in, BCP 47; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Minutes it took; absent when nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// In a few words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The day she asked to be asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<NaiveDate>,
    /// When it was, milliseconds since 1970 UTC.
    pub at: i64,
    /// Who tried, and signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl Attempt {
    /// The word for this kind of record.
    pub const KIND: &'static str = "attempt";
    /// The present form.
    pub const TEMPLATE: u32 = 1;
    /// No attempt takes longer than a working day.
    pub const MINUTES_MAX: u16 = 600;

    /// Refuses one that has not been yet, and one that says too much.
    pub fn check(&self) -> Result<(), Refusal> {
        line("method", &self.method)?;
        line("outcome", &self.outcome)?;
        within("whereWords", &self.where_words, limits::LINE_CHARS_MAX)?;
        within("language", &self.language, limits::LINE_CHARS_MAX)?;
        within("words", &self.words, limits::WORDS_CHARS_MAX)?;
        if self
            .minutes
            .is_some_and(|minutes| Self::MINUTES_MAX < minutes)
        {
            return Err(refused("minutes", Why::Malformed));
        }
        if self.signed_at < self.at {
            return Err(refused("at", Why::InTheFuture));
        }
        Ok(())
    }
}

/// An attempt was pressed by mistake, or is wrong: it does not count, and stays on the record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptTakenBack {
    /// The version of this form of record.
    pub template: u32,
    /// Whose.
    pub member: MemberId,
    /// The attempt.
    pub of: RecordId,
    /// Its hash, 64 hex digits: what exactly was read when this was written.
    pub of_hash: String,
    /// Why; empty where it was taken back at once.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who took it back, and signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl AttemptTakenBack {
    /// The word for this kind of record.
    pub const KIND: &'static str = "attempt_taken_back";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one that says too much.
    pub fn check(&self) -> Result<(), Refusal> {
        within("reason", &self.reason, limits::LINE_CHARS_MAX)
    }
}

const fn refused(field: &'static str, why: Why) -> Refusal {
    Refusal { field, why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StaffId;
    use uuid::Uuid;

    fn attempt(at: i64) -> Attempt {
        Attempt {
            template: Attempt::TEMPLATE,
            catalog: "2026-01".to_owned(),
            member: MemberId(Uuid::from_u128(2)),
            method: "phone".to_owned(),
            outcome: "no_answer".to_owned(),
            where_words: String::new(),
            language: "es".to_owned(),
            minutes: Some(3),
            words: String::new(),
            again: None,
            at,
            author: NoteAuthor {
                staff: StaffId(Uuid::from_u128(3)),
                signature: "Inés Carranza".to_owned(),
            },
            signed_at: 10,
        }
    }

    #[test]
    fn r044_an_attempt_was_made_before_it_is_written_down() {
        assert_eq!(attempt(10).check(), Ok(()));
        assert_eq!(attempt(11).check(), Err(refused("at", Why::InTheFuture)));
    }

    #[test]
    fn r044_an_attempt_says_how_and_what_came_of_it_and_takes_no_longer_than_a_day() {
        let without = |method: &str, outcome: &str| Attempt {
            method: method.to_owned(),
            outcome: outcome.to_owned(),
            ..attempt(1)
        };
        let missing = |field| Err(refused(field, Why::Missing));
        assert_eq!(without(" ", "no_answer").check(), missing("method"));
        assert_eq!(without("phone", "").check(), missing("outcome"));
        let long = Attempt {
            minutes: Some(601),
            ..attempt(1)
        };
        assert_eq!(long.check(), Err(refused("minutes", Why::Malformed)));
    }

    #[test]
    fn no_debug_text_shows_an_attempt() {
        assert_eq!(format!("{:?}", attempt(1)), "Attempt(…)");
    }
}
