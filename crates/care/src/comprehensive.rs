//! The comprehensive assessment: every area of a person's life, spoken about once, signed, and never changed.
//!
//! Which areas there are is the catalogue's business; here is what is kept of one. It is done in pieces over several
//! visits, so each area has a day of its own. What was known already is taken over with its day and source, and is not
//! asked again. A correction is another record that names the one it takes the place of.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::{Circumstances, Corrects, MemberId, NoteAuthor, Refusal, VisitId, Why, codes};

crate::quiet_debug!(Comprehensive, AreaAnswer, KnownFact);

/// What was taken over in one area; more than anybody reads at a visit.
const FACTS_MAX: usize = 50;

codes! {
    /// How an area stands. One that nobody spoke about has no answer at all.
    AreaStanding {
        /// Looked into, and there is a need.
        Assessed = "assessed",
        /// Looked into, and there is none.
        NoNeed = "no_need",
        /// The member would rather not speak about it.
        Declined = "declined",
        /// Put off until a day.
        Deferred = "deferred",
    }
}

codes! {
    /// What kind of thing is known already.
    KnownWhat {
        Home = "home", Language = "language", Screening = "screening", Problem = "problem",
        Medicine = "medicine", Allergy = "allergy", Encounter = "encounter", Pregnancy = "pregnancy",
        Perinatal = "perinatal", Support = "support", Programme = "programme", Stated = "stated",
        Household = "household", HealthPlan = "health_plan", Need = "need", OutsidePlan = "outside_plan",
    }
}

/// Something that was known already, with its day and where it stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownFact {
    /// What kind of thing.
    pub what: KnownWhat,
    /// Its code, where it has one: the kind of home, an instrument, a fact of the eligibility rules.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What it says, as it was written down.
    pub says: String,
    /// The day it was so or was written down; absent where nobody wrote one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Who said so, or the system it came from; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The thing or record it stands in.
    pub of: String,
}

/// What came of speaking about one area.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AreaAnswer {
    /// The area, by its code in the catalogue.
    pub area: String,
    /// How it stands.
    pub stands: AreaStanding,
    /// What was found, in a few words; may be empty where facts say it, or where there is no need.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub findings: String,
    /// What was known and is still so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<KnownFact>,
    /// Until when it is put off; only where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The day it was spoken about.
    pub on: NaiveDate,
}

/// One comprehensive assessment. A legal record: it is inserted once and never changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comprehensive {
    /// The version of this form of record.
    pub template: u32,
    /// The edition of the catalogue's list of areas.
    pub edition: String,
    /// The member.
    pub member: MemberId,
    /// The visit it was ended in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
    /// How it was asked.
    pub circumstances: Circumstances,
    /// One answer for each area, in the order of the list.
    pub areas: Vec<AreaAnswer>,
    /// What she brings herself and what helps her; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub strengths: String,
    /// What is in the way of her care; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub barriers: String,
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

impl Comprehensive {
    /// The word for this kind of record.
    pub const KIND: &'static str = "comprehensive";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one with an area twice, and each answer that [`AreaAnswer::check`] refuses. Whether every area was spoken
    /// about is asked of the list of areas, by whoever has it.
    pub fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        line("language", &self.circumstances.language)?;
        list("areas", &self.areas)?;
        within("strengths", &self.strengths, limits::WORDS_CHARS_MAX)?;
        within("barriers", &self.barriers, limits::WORDS_CHARS_MAX)?;
        if let Some(corrects) = &self.corrects {
            line("reason", &corrects.reason)?;
        }
        let mut seen = BTreeSet::new();
        if !self.areas.iter().all(|one| seen.insert(&one.area)) {
            return Err(refused("areas", Why::EnteredTwice));
        }
        self.areas.iter().try_for_each(|one| one.check(today))
    }

    /// What was said of an area.
    pub fn area(&self, code: &str) -> Option<&AreaAnswer> {
        self.areas.iter().find(|one| one.area == code)
    }
}

impl AreaAnswer {
    /// Refuses a need that nothing says, a day that has not come, and putting off without a day ahead.
    pub fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        line("areas", &self.area)?;
        within("findings", &self.findings, limits::WORDS_CHARS_MAX)?;
        if FACTS_MAX < self.facts.len() {
            return Err(refused("facts", Why::TooMany));
        }
        self.facts.iter().try_for_each(KnownFact::check)?;
        if today < self.on {
            return Err(refused("on", Why::InTheFuture));
        }
        match (self.stands, self.until) {
            (AreaStanding::Deferred, None) => Err(refused("until", Why::Missing)),
            (AreaStanding::Deferred, Some(until)) if until <= self.on => {
                Err(refused("until", Why::BeforeTheStart))
            }
            (AreaStanding::Assessed, None) if self.says_nothing() => {
                Err(refused("findings", Why::Missing))
            }
            (AreaStanding::Deferred, Some(_)) | (_, None) => Ok(()),
            (_, Some(_)) => Err(refused("until", Why::Malformed)),
        }
    }

    fn says_nothing(&self) -> bool {
        self.findings.trim().is_empty() && self.facts.is_empty()
    }
}

impl KnownFact {
    fn check(&self) -> Result<(), Refusal> {
        within("facts", &self.says, limits::WORDS_CHARS_MAX)?;
        [&self.code, &self.source, &self.of]
            .into_iter()
            .try_for_each(|text| within("facts", text, limits::LINE_CHARS_MAX))
    }
}

const fn refused(field: &'static str, why: Why) -> Refusal {
    Refusal { field, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn answer(stands: AreaStanding, findings: &str, until: Option<&str>) -> AreaAnswer {
        AreaAnswer {
            area: "housing".to_owned(),
            stands,
            findings: findings.to_owned(),
            facts: Vec::new(),
            until: until.map(day),
            on: day("2026-02-10"),
        }
    }

    #[test]
    fn r056_a_need_has_words_or_a_fact_and_what_is_put_off_has_a_day_ahead() {
        use AreaStanding::{Assessed, Declined, Deferred, NoNeed};
        let missing = |field| Err(refused(field, Why::Missing));
        let known = AreaAnswer {
            facts: vec![KnownFact {
                what: KnownWhat::Home,
                code: "shelter".to_owned(),
                says: "Hearthway".to_owned(),
                on: None,
                source: String::new(),
                of: "m".to_owned(),
            }],
            ..answer(Assessed, "", None)
        };
        let cases = [
            (answer(Assessed, " ", None), missing("findings")),
            (answer(Assessed, "She sleeps in a car.", None), Ok(())),
            (known, Ok(())),
            (answer(NoNeed, "", None), Ok(())),
            (answer(Declined, "", None), Ok(())),
            (answer(Deferred, "", None), missing("until")),
            (
                answer(Deferred, "", Some("2026-02-10")),
                Err(refused("until", Why::BeforeTheStart)),
            ),
            (answer(Deferred, "", Some("2026-03-01")), Ok(())),
            (
                answer(NoNeed, "", Some("2026-03-01")),
                Err(refused("until", Why::Malformed)),
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(given.check(day("2026-02-10")), expected);
        }
        let tomorrow = answer(NoNeed, "", None).check(day("2026-02-09"));
        assert_eq!(tomorrow, Err(refused("on", Why::InTheFuture)));
    }

    #[test]
    fn no_debug_text_shows_a_finding() {
        let said = answer(AreaStanding::Assessed, "She sleeps in a car.", None);
        assert_eq!(format!("{said:?}"), "AreaAnswer(…)");
    }
}
