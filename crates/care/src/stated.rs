//! What somebody has said about a member that no other part of her record has a place for: that she shelters with
//! others, that her plan has her down for a service, the day she was released.
//!
//! One fact of one person is one entity, whoever writes it down first, so that two answers to one question meet as two
//! answers and are never two questions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::{Entity, Field, Refusal, Segment, Why, codes, quiet_debug};

quiet_debug!(StatedFact, StatedAnswer);

codes! {
    /// Who said something about a member.
    SaidBy {
        /// She herself.
        Member = "member",
        /// Somebody close to her.
        Family = "family",
        /// Her health plan.
        Plan = "plan",
        /// A provider, or a provider's record.
        Provider = "provider",
        /// Somebody of the clinic saw it.
        Staff = "staff",
    }
}

/// One fact about a member, as somebody said it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatedFact {
    /// Which fact, by its code in the catalogue.
    pub fact: String,
    /// What was said.
    pub answer: StatedAnswer,
}

/// What was said of a fact, when and by whom: one answer, never mixed from two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatedAnswer {
    /// In the catalogue's codes: `yes` or `no`, the codes chosen (none of them: empty), a number, a day, or `never`.
    #[serde(default)]
    pub values: Vec<String>,
    /// The day it was said.
    pub on: NaiveDate,
    /// Who said it.
    pub said_by: SaidBy,
    /// More exactly; empty where the answer says it all.
    #[serde(default)]
    pub words: String,
}

impl StatedFact {
    /// The fact that a health plan authorised a person for a population although she is below its numbers.
    pub const PLAN_EXCEPTION: &'static str = "plan_exception";
}

impl Entity for StatedFact {
    const KIND: &'static str = "stated_fact";
    const FIELDS: &'static [Field] = &[
        Field::one("fact", Segment::General),
        Field::group(
            "answer",
            &["values", "on", "saidBy", "words"],
            Segment::Health,
        ),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        line("fact", &self.fact)?;
        list("answer", &self.answer.values)?;
        for value in &self.answer.values {
            line("answer", value)?;
        }
        within("answer", &self.answer.words, limits::WORDS_CHARS_MAX)?;
        if today < self.answer.on {
            return Err(Refusal {
                field: "answer",
                why: Why::InTheFuture,
            });
        }
        // A plan's word that goes against the numbers is worth what is written down of it.
        if self.fact == Self::PLAN_EXCEPTION && !self.answer.values.is_empty() {
            return line_of_words(&self.answer.words);
        }
        Ok(())
    }
}

fn line_of_words(words: &str) -> Result<(), Refusal> {
    if words.trim().is_empty() {
        return Err(Refusal {
            field: "answer",
            why: Why::Missing,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(fact: &str, words: &str) -> StatedFact {
        StatedFact {
            fact: fact.to_owned(),
            answer: StatedAnswer {
                values: vec!["yes".to_owned()],
                on: "2026-02-10".parse().unwrap(),
                said_by: SaidBy::Member,
                words: words.to_owned(),
            },
        }
    }

    fn check(fact: &StatedFact, today: &str) -> Option<Why> {
        fact.check(today.parse().unwrap()).err().map(|no| no.why)
    }

    #[test]
    fn nothing_was_said_tomorrow() {
        assert_eq!(check(&said("ccs_enrolled", ""), "2026-02-10"), None);
        assert_eq!(
            check(&said("ccs_enrolled", ""), "2026-02-09"),
            Some(Why::InTheFuture)
        );
    }

    /// R154: the plan's exception has a note.
    #[test]
    fn r154_an_exception_of_the_plan_needs_a_note() {
        let without = said(StatedFact::PLAN_EXCEPTION, " ");
        assert_eq!(check(&without, "2026-02-10"), Some(Why::Missing));
        let with = said(StatedFact::PLAN_EXCEPTION, "authorisation of 3 February");
        assert_eq!(check(&with, "2026-02-10"), None);
        let taken_back = StatedFact {
            answer: StatedAnswer {
                values: Vec::new(),
                ..without.answer
            },
            ..without
        };
        assert_eq!(check(&taken_back, "2026-02-10"), None);
    }
}
