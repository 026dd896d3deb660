//! Suggestions for the plan: where a goal came from, and what somebody has set aside.
//!
//! A suggestion follows from what is known (the catalogue says how) and is never stored: only that a goal was made of one,
//! or that somebody did not want it. What is set aside is offered again as soon as it rests on other facts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{MemberId, NoteAuthor, RecordId, Refusal, codes};

crate::quiet_debug!(GoalSource, SuggestionPassed);

codes! {
    /// What a suggestion follows from.
    SuggestedBy {
        /// An area of the comprehensive assessment with a need.
        Area = "area",
        /// A screen that asks to be followed up.
        Screening = "screening",
        /// A population of focus.
        Population = "population",
    }
}

/// Where a goal came from: one answer, never mixed from two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GoalSource {
    /// The suggestion's id in the catalogue.
    pub suggestion: String,
    /// What it followed from.
    pub by: SuggestedBy,
    /// The area, the instrument or the population, by its code.
    pub code: String,
    /// What was said: "PHQ-9: 14"; may be empty.
    #[serde(default)]
    pub says: String,
    /// The day that was; absent where nobody wrote it down.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Exactly which facts: see [`SuggestionPassed::facts`].
    pub facts: String,
}

impl GoalSource {
    /// Refuses what is longer than any honest one.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        line("from", &self.suggestion)?;
        line("from", &self.code)?;
        line("from", &self.facts)?;
        within("from", &self.says, limits::WORDS_CHARS_MAX)
    }
}

/// Somebody looked at a suggestion and did not want it for this member. A record: it is inserted once and never changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionPassed {
    /// About whom.
    pub member: MemberId,
    /// The suggestion's id in the catalogue.
    pub suggestion: String,
    /// Which facts it rested on, as one text. With other facts it is offered again.
    pub facts: String,
    /// Why, in words; may be empty.
    #[serde(default)]
    pub words: String,
    /// It was set aside by mistake, or is to be thought of again.
    #[serde(default)]
    pub again: bool,
    /// Who says so.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl SuggestionPassed {
    /// The word for this kind of record.
    pub const KIND: &'static str = "suggestion_passed";

    /// Refuses one that names nothing, and a reason longer than any honest one.
    pub fn check(&self) -> Result<(), Refusal> {
        line("suggestion", &self.suggestion)?;
        line("facts", &self.facts)?;
        within("words", &self.words, limits::WORDS_CHARS_MAX)
    }

    /// Whether a suggestion that rests on these facts is set aside: the newest word on exactly them holds.
    pub fn is_set_aside(
        all: &BTreeMap<(i64, RecordId), Self>,
        suggestion: &str,
        facts: &str,
    ) -> bool {
        let mut newest_first = all.values().rev();
        let said = newest_first.find(|one| one.suggestion == suggestion && one.facts == facts);
        said.is_some_and(|one| !one.again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StaffId;
    use uuid::Uuid;

    fn said(facts: &str, again: bool, at: i64) -> ((i64, RecordId), SuggestionPassed) {
        let passed = SuggestionPassed {
            member: MemberId(Uuid::from_u128(1)),
            suggestion: "low_mood".to_owned(),
            facts: facts.to_owned(),
            words: String::new(),
            again,
            author: NoteAuthor {
                staff: StaffId(Uuid::from_u128(2)),
                signature: "Inés Carranza".to_owned(),
            },
            signed_at: at,
        };
        ((at, RecordId(Uuid::from_u128(3))), passed)
    }

    #[test]
    fn what_was_set_aside_is_offered_again_with_other_facts_or_when_somebody_says_so() {
        let aside = |all: &[_], facts: &str| {
            let all: BTreeMap<_, _> = all.iter().cloned().collect();
            SuggestionPassed::is_set_aside(&all, "low_mood", facts)
        };
        let no = said("phq9 of Monday", false, 1);
        assert!(!aside(&[], "phq9 of Monday"));
        assert!(aside(std::slice::from_ref(&no), "phq9 of Monday"));
        assert!(!aside(std::slice::from_ref(&no), "phq9 of Friday"));
        let yes = said("phq9 of Monday", true, 2);
        assert!(!aside(&[no.clone(), yes.clone()], "phq9 of Monday"));
        let later = said("phq9 of Monday", false, 3);
        assert!(aside(&[no, yes, later], "phq9 of Monday"));
    }
}
