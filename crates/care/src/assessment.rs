//! Assessments: what was asked with an instrument, what was answered, and what it came to; signed, and never changed.
//!
//! Which questions an instrument has and how it is scored is the catalogue's business; here is what is kept of one
//! time it was asked. The answers are kept, not only the total: a newer edition of an instrument never scores them
//! anew. A correction is another assessment that names the one it takes the place of.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::{MemberId, NoteAuthor, RecordId, Refusal, TaskId, VisitId, Why, codes, quiet_debug};

quiet_debug!(
    Assessment,
    ItemAnswer,
    Circumstances,
    SafetyAnswer,
    Corrects,
    Outcome
);

/// Choices one answer may hold.
pub const CHOICES_MAX: usize = 32;

codes! {
    /// What an instrument asks about.
    Subject {
        Depression = "depression", Anxiety = "anxiety", SubstanceUse = "substance_use",
        SocialNeeds = "social_needs", Trauma = "trauma", Safety = "safety",
    }
}

codes! {
    /// How it was asked.
    AskedHow { InPerson = "in_person", Phone = "phone", Video = "video", OnTablet = "on_tablet" }
}

codes! {
    /// Who answered.
    AnsweredBy { Member = "member", Caregiver = "caregiver", Proxy = "proxy" }
}

codes! {
    /// Who put the words into another language.
    Interpreter { None = "none", Asker = "asker", Professional = "professional", Family = "family" }
}

codes! {
    /// Whether somebody else could hear.
    Company { Alone = "alone", Accompanied = "accompanied", NotAsked = "not_asked" }
}

codes! {
    /// Why a question has no answer.
    Absent {
        /// It was asked, and the member would rather not say.
        AskedDeclined = "asked_declined",
        /// It was not asked.
        NotAsked = "not_asked",
    }
}

codes! {
    /// What was done about an answer that speaks of danger.
    SafetyAct {
        /// Asked further; there is no danger now.
        NoDangerNow = "no_danger_now",
        /// Called or texted 988 together.
        Called988 = "called_988",
        /// Called 911.
        Called911 = "called_911",
        /// The supervisor or the clinician on call was reached.
        ReachedSupervisor = "reached_supervisor",
        /// A safety plan was made or gone through.
        SafetyPlan = "safety_plan",
        /// Something else, in words.
        Other = "other",
    }
}

/// The answer to one question: choices, or why there are none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemAnswer {
    /// The question's id in its instrument.
    pub item: String,
    /// The question's LOINC code; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub loinc: String,
    /// The codes of what was chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Why nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absent>,
    /// The assessment it was taken over from, when it was not asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<RecordId>,
}

/// How it was asked, and who was there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Circumstances {
    /// How.
    pub how: AskedHow,
    /// The language it was asked in, BCP 47.
    pub language: String,
    /// Who put the words into that language.
    pub interpreter: Interpreter,
    /// Who answered.
    pub answered_by: AnsweredBy,
    /// Whether somebody else could hear.
    pub company: Company,
}

/// What one score of the instrument came to on that day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The score's id in its instrument.
    pub score: String,
    /// Its LOINC code; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub loinc: String,
    /// The total; absent when an answer it needs is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u16>,
    /// The most it can be.
    pub of: u16,
    /// The band it lies in, as the instrument calls it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub band: String,
}

/// What was done about one alert.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SafetyAnswer {
    /// The instrument's rule.
    pub rule: String,
    /// What was done.
    pub act: SafetyAct,
    /// In words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When that was said, milliseconds since 1970 UTC.
    pub at: i64,
    /// What the supervisors were asked to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskId>,
}

/// The assessment this one takes the place of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Corrects {
    /// The record.
    pub of: RecordId,
    /// Its hash, 64 hex digits: what exactly was read when this was written.
    pub of_hash: String,
    /// Why.
    pub reason: String,
}

/// One time an instrument was asked. A legal record: it is inserted once and never changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The version of this form of record.
    pub template: u32,
    /// The instrument's id in the catalogue.
    pub instrument: String,
    /// The instrument's own edition.
    pub edition: String,
    /// The member.
    pub member: MemberId,
    /// The visit it was asked in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
    /// How it was asked.
    pub circumstances: Circumstances,
    /// The answers, in the order of the instrument.
    pub answers: Vec<ItemAnswer>,
    /// What it came to.
    pub outcomes: Vec<Outcome>,
    /// The instrument's rules that were met, by their ids.
    pub met: BTreeSet<String>,
    /// What was done about each alert.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub safety: Vec<SafetyAnswer>,
    /// Why the whole instrument was declined; then there are no answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub declined: String,
    /// When it began, milliseconds since 1970 UTC.
    pub started_at: i64,
    /// When it ended, milliseconds since 1970 UTC.
    pub ended_at: i64,
    /// What it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Corrects>,
    /// Who asked, and signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl Assessment {
    /// The word for this kind of record.
    pub const KIND: &'static str = "assessment";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one that says nothing, too much, or of an alert that nothing was done about it.
    pub fn check(&self) -> Result<(), Refusal> {
        line("instrument", &self.instrument)?;
        line("language", &self.circumstances.language)?;
        list("answers", &self.answers)?;
        list("outcomes", &self.outcomes)?;
        list("safety", &self.safety)?;
        within("declined", &self.declined, limits::WORDS_CHARS_MAX)?;
        self.answers.iter().try_for_each(ItemAnswer::check)?;
        self.safety.iter().try_for_each(SafetyAnswer::check)?;
        if let Some(corrects) = &self.corrects {
            line("reason", &corrects.reason)?;
        }
        if self.declined.trim().is_empty() && self.says_nothing() {
            return Err(refused("answers", Why::Missing));
        }
        Ok(())
    }

    fn says_nothing(&self) -> bool {
        let answered = self.answers.iter().any(|answer| !answer.codes.is_empty());
        let scored = self.outcomes.iter().any(|outcome| outcome.value.is_some());
        !answered && !scored
    }

    /// What a score came to.
    pub fn outcome(&self, score: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.score == score)
    }
}

impl ItemAnswer {
    /// Refuses one that is both an answer and none, and one that is neither.
    fn check(&self) -> Result<(), Refusal> {
        if CHOICES_MAX < self.codes.len() {
            return Err(refused("answers", Why::TooMany));
        }
        if self.codes.is_empty() != self.absent.is_some() {
            return Err(refused("answers", Why::Malformed));
        }
        let texts = self.codes.iter().chain([&self.item, &self.loinc]);
        texts
            .into_iter()
            .try_for_each(|text| within("answers", text, limits::LINE_CHARS_MAX))
    }
}

impl SafetyAnswer {
    /// Refuses *something else* without a word on what.
    pub fn check(&self) -> Result<(), Refusal> {
        within("words", &self.words, limits::WORDS_CHARS_MAX)?;
        if self.act == SafetyAct::Other && self.words.trim().is_empty() {
            return Err(refused("words", Why::Missing));
        }
        Ok(())
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

    fn answer(codes: &[&str], absent: Option<Absent>) -> ItemAnswer {
        ItemAnswer {
            item: "1".to_owned(),
            loinc: String::new(),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            absent,
            from: None,
        }
    }

    fn assessment(answers: Vec<ItemAnswer>) -> Assessment {
        Assessment {
            template: Assessment::TEMPLATE,
            instrument: "phq2".to_owned(),
            edition: "1".to_owned(),
            member: MemberId(Uuid::from_u128(2)),
            visit: None,
            circumstances: Circumstances {
                how: AskedHow::InPerson,
                language: "es".to_owned(),
                interpreter: Interpreter::Asker,
                answered_by: AnsweredBy::Member,
                company: Company::Alone,
            },
            answers,
            outcomes: Vec::new(),
            met: BTreeSet::new(),
            safety: Vec::new(),
            declined: String::new(),
            started_at: 1,
            ended_at: 2,
            corrects: None,
            author: NoteAuthor {
                staff: StaffId(Uuid::from_u128(3)),
                signature: "Inés Carranza".to_owned(),
            },
            signed_at: 2,
        }
    }

    #[test]
    fn one_answer_is_enough_and_none_at_all_is_refused() {
        assert_eq!(assessment(vec![answer(&["a"], None)]).check(), Ok(()));
        let missing = Err(refused("answers", Why::Missing));
        assert_eq!(assessment(Vec::new()).check(), missing);
        let declined = answer(&[], Some(Absent::AskedDeclined));
        assert_eq!(assessment(vec![declined.clone()]).check(), missing);
        let whole = Assessment {
            declined: "She is tired of questions.".to_owned(),
            ..assessment(vec![declined])
        };
        assert_eq!(whole.check(), Ok(()));
    }

    #[test]
    fn an_answer_is_given_or_missing_for_a_reason_and_never_both() {
        let malformed = Err(refused("answers", Why::Malformed));
        let both = answer(&["a"], Some(Absent::NotAsked));
        assert_eq!(assessment(vec![both]).check(), malformed);
        let neither = answer(&[], None);
        assert_eq!(
            assessment(vec![answer(&["a"], None), neither]).check(),
            malformed
        );
    }

    #[test]
    fn something_else_was_done_only_with_a_word_on_what() {
        let act = |words: &str| SafetyAnswer {
            rule: "safety".to_owned(),
            act: SafetyAct::Other,
            words: words.to_owned(),
            at: 1,
            tasks: Vec::new(),
        };
        assert_eq!(act(" ").check(), Err(refused("words", Why::Missing)));
        assert_eq!(act("Her sister came.").check(), Ok(()));
    }

    #[test]
    fn no_debug_text_shows_an_answer() {
        let shown = assessment(vec![answer(&["a"], None)]);
        assert_eq!(format!("{shown:?}"), "Assessment(…)");
        assert_eq!(format!("{:?}", shown.answers), "[ItemAnswer(…)]");
    }
}
