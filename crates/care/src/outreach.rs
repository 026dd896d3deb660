//! Outreach: who named a person, what she says of the offer, and which programmes work with her besides us.
//!
//! Which sources, methods and programmes there are is the catalogue's business; here are the things themselves. Each try
//! to reach her is a record of its own, see [`crate::Attempt`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{Entity, Field, Refusal, SaidBy, Segment, TaskId, Why, codes, quiet_debug};

quiet_debug!(
    ReferralIn,
    ReferredFrom,
    OutreachAnswer,
    OfferAnswer,
    PartnerProgramme,
    ProgrammeStand
);

/// Somebody named a person to us, or she came herself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReferralIn {
    /// Where it came from.
    pub from: ReferredFrom,
    /// The day it came.
    pub on: NaiveDate,
    /// Why, in their words; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// Where a referral came from: one answer, never mixed from two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReferredFrom {
    /// The kind of place, by its code in the catalogue: plan, provider, family, she herself.
    pub source: String,
    /// Who exactly, in words; may be empty.
    #[serde(default)]
    pub who: String,
}

impl Entity for ReferralIn {
    const KIND: &'static str = "referral_in";
    const FIELDS: &'static [Field] = &[
        Field::group("from", &["source", "who"], Segment::General),
        Field::one("on", Segment::General),
        Field::one("reason", Segment::Narrative),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        line("from", &self.from.source)?;
        within("from", &self.from.who, limits::LINE_CHARS_MAX)?;
        within("reason", &self.reason, limits::WORDS_CHARS_MAX)?;
        not_tomorrow("on", self.on, today)
    }
}

codes! {
    /// What a person says of the offer.
    OfferSays {
        /// Nothing yet; or she thinks about it again.
        Open = "open",
        /// Not now: she is asked again, and nothing has ended.
        NotNow = "not_now",
        /// No. It can be opened again.
        Declined = "declined",
    }
}

/// What a person says of the offer to work with us. One of her record, whoever writes it down first.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutreachAnswer {
    /// What she says.
    pub answer: OfferAnswer,
}

/// What was said, when and by whom: one answer, never mixed from two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferAnswer {
    /// What.
    pub says: OfferSays,
    /// The day.
    pub on: NaiveDate,
    /// Who said it.
    pub said_by: SaidBy,
    /// In her words; may be empty.
    #[serde(default)]
    pub words: String,
}

impl Entity for OutreachAnswer {
    const KIND: &'static str = "outreach_answer";
    const FIELDS: &'static [Field] = &[Field::group(
        "answer",
        &["says", "on", "saidBy", "words"],
        Segment::Narrative,
    )];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        within("answer", &self.answer.words, limits::WORDS_CHARS_MAX)?;
        not_tomorrow("answer", self.answer.on, today)
    }
}

codes! {
    /// How a person stands to a programme.
    ProgrammeStanding {
        /// She is in it.
        In = "in",
        /// She was, or was thought to be.
        NotIn = "not_in",
    }
}

/// A programme that works with a person besides us: Black Infant Health, a home visitor. One of her record for each.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartnerProgramme {
    /// Which, by its code in the catalogue.
    pub programme: String,
    /// How she stands to it.
    pub stands: ProgrammeStand,
    /// The programme itself is her ECM provider; then nobody has to be told.
    #[serde(default)]
    pub ecm_provider: bool,
    /// What was last asked to be done: consult with it and keep it informed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consult: Option<TaskId>,
}

/// How a person stands to a programme, who says so, and whom to call there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeStand {
    /// How.
    pub is: ProgrammeStanding,
    /// The day it was said.
    pub on: NaiveDate,
    /// Who said it.
    pub said_by: SaidBy,
    /// Whom to call there; may be empty.
    #[serde(default)]
    pub contact: String,
}

impl Entity for PartnerProgramme {
    const KIND: &'static str = "partner_programme";
    const FIELDS: &'static [Field] = &[
        Field::one("programme", Segment::Health),
        Field::group(
            "stands",
            &["is", "on", "saidBy", "contact"],
            Segment::Health,
        ),
        Field::one("ecmProvider", Segment::General),
        Field::one("consult", Segment::General),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        line("programme", &self.programme)?;
        within("stands", &self.stands.contact, limits::LINE_CHARS_MAX)?;
        not_tomorrow("stands", self.stands.on, today)
    }
}

fn not_tomorrow(field: &'static str, on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if today < on {
        return Err(Refusal {
            field,
            why: Why::InTheFuture,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn referral(source: &str) -> ReferralIn {
        ReferralIn {
            from: ReferredFrom {
                source: source.to_owned(),
                who: "Casa Abril".to_owned(),
            },
            on: day("2026-02-10"),
            reason: String::new(),
        }
    }

    #[test]
    fn r020_a_referral_says_where_it_came_from_and_none_came_tomorrow() {
        let why =
            |one: ReferralIn, today: &str| one.check(day(today)).err().map(|no| (no.field, no.why));
        assert_eq!(why(referral("cbo"), "2026-02-10"), None);
        assert_eq!(
            why(referral(" "), "2026-02-10"),
            Some(("from", Why::Missing))
        );
        assert_eq!(
            why(referral("cbo"), "2026-02-09"),
            Some(("on", Why::InTheFuture))
        );
    }

    #[test]
    fn r045_nobody_declined_tomorrow() {
        let answer = OutreachAnswer {
            answer: OfferAnswer {
                says: OfferSays::Declined,
                on: day("2026-02-10"),
                said_by: SaidBy::Member,
                words: String::new(),
            },
        };
        assert!(answer.check(day("2026-02-10")).is_ok());
        assert!(answer.check(day("2026-02-09")).is_err());
    }
}
