//! Around a birth: the babies, what was done of what is due, and what others did beside us.
//!
//! Each stands in the mother's stream, under an id everybody would give it (the pregnancy and which baby, which visit,
//! which session), so that two who write down the same thing unseen answer one question and make no second baby.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{
    Entity, EntityId, Field, HelperKind, Member, MemberId, Pregnancy, Refusal, SaidBy, Segment,
    Sex, Why, codes, quiet_debug,
};

quiet_debug!(
    Infant,
    InfantStand,
    PerinatalCare,
    CareStand,
    HelperService,
    ServiceBy
);

/// Twins are born within so many days of each other, and of the day that is written down for the birth.
const SAME_BIRTH: Days = Days::new(30);
/// Nobody gives birth younger.
const MOTHER_MIN: Months = Months::new(96);

codes! {
    /// Where a baby is.
    InfantStay {
        /// With the mother or the family.
        WithFamily = "with_family",
        /// In neonatal intensive care.
        Nicu = "nicu",
        /// In a hospital, not in intensive care.
        Hospital = "hospital",
        /// With others: foster care, adoption.
        Elsewhere = "elsewhere",
        /// The baby died, or was born dead.
        Died = "died",
    }
}

/// Where a baby is, and since when: one answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InfantStand {
    /// Where.
    pub is: InfantStay,
    /// Since when.
    pub since: NaiveDate,
    /// Which hospital, with whom; may be empty.
    #[serde(default)]
    pub words: String,
}

/// A baby of a pregnancy. One of each for every place in the order of birth.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Infant {
    /// The pregnancy.
    pub pregnancy: EntityId,
    /// Born first, second, third.
    pub order: u8,
    /// What the baby is called; may be empty.
    #[serde(default)]
    pub name: String,
    /// The day of birth.
    pub born: NaiveDate,
    /// As on the birth certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Where the baby is.
    pub stays: InfantStand,
    /// The baby's own record, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
}

impl Infant {
    /// Refuses a baby that cannot be hers, or is written down already. `others` are the babies of the same pregnancy.
    pub fn check_beside(
        &self,
        mother: &Member,
        pregnancy: &Pregnancy,
        others: &[Self],
    ) -> Result<(), Refusal> {
        let refused = |field, why| Err(Refusal { field, why });
        let Some(ended) = pregnancy.ended() else {
            return refused("born", Why::BirthNotWritten);
        };
        let grown = mother
            .birth_date
            .and_then(|born| born.checked_add_months(MOTHER_MIN));
        if grown.is_some_and(|grown| self.born < grown) {
            return refused("born", Why::OlderThanTheMother);
        }
        let from = ended.checked_sub_days(SAME_BIRTH).unwrap_or(ended);
        let to = ended.checked_add_days(SAME_BIRTH).unwrap_or(ended);
        if !(from..=to).contains(&self.born) {
            return refused("born", Why::NotOfThisBirth);
        }
        if pregnancy.babies.unwrap_or(1) < self.order {
            return refused("order", Why::MoreThanWereBorn);
        }
        let name = |name: &str| name.trim().to_lowercase();
        let twice = |other: &Self| {
            let same_name = !self.name.trim().is_empty() && name(&self.name) == name(&other.name);
            let same_record = self.member.is_some() && self.member == other.member;
            self.order == other.order || same_name || same_record
        };
        if others.iter().any(twice) {
            return refused("name", Why::EnteredTwice);
        }
        Ok(())
    }
}

impl Entity for Infant {
    const KIND: &'static str = "infant";
    const FIELDS: &'static [Field] = &[
        Field::one("pregnancy", Segment::Health),
        Field::one("order", Segment::Health),
        Field::one("name", Segment::Health),
        Field::one("born", Segment::Health),
        Field::one("sex", Segment::Health),
        Field::group("stays", &["is", "since", "words"], Segment::Health),
        Field::one("member", Segment::Health),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        within("name", &self.name, limits::LINE_CHARS_MAX)?;
        within("stays", &self.stays.words, limits::LINE_CHARS_MAX)?;
        if !(1..=Pregnancy::BABIES_MAX).contains(&self.order) {
            return Err(Refusal {
                field: "order",
                why: Why::Malformed,
            });
        }
        not_after("born", self.born, today)?;
        not_after("stays", self.stays.since, today)?;
        if self.stays.since < self.born {
            return Err(Refusal {
                field: "stays",
                why: Why::BeforeTheStart,
            });
        }
        Ok(())
    }
}

codes! {
    /// How something stands that the catalogue says is due.
    CareStanding {
        /// There is a day for it.
        Arranged = "arranged",
        /// It took place.
        Done = "done",
        /// It did not take place.
        Missed = "missed",
        /// She does not want it.
        Declined = "declined",
    }
}

/// How one thing stands that is due around a birth: a visit, a reassessment, a session of a group.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PerinatalCare {
    /// The pregnancy.
    pub pregnancy: EntityId,
    /// What, by the catalogue's code.
    pub item: String,
    /// Which of several: the place of a baby in the order of birth, the number of a session, the record of a screen.
    #[serde(default)]
    pub about: String,
    /// How it stands.
    pub stands: CareStand,
}

/// How it stands, when, where, and who says so: one answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CareStand {
    /// How.
    pub is: CareStanding,
    /// The day it was, or is arranged for.
    pub on: NaiveDate,
    /// Where, with whom; may be empty.
    #[serde(default)]
    pub place: String,
    /// In a few words; may be empty.
    #[serde(default)]
    pub words: String,
    /// Who said it.
    pub said_by: SaidBy,
}

impl Entity for PerinatalCare {
    const KIND: &'static str = "perinatal_care";
    const FIELDS: &'static [Field] = &[
        Field::one("pregnancy", Segment::Health),
        Field::one("item", Segment::Health),
        Field::one("about", Segment::Health),
        Field::group(
            "stands",
            &["is", "on", "place", "words", "saidBy"],
            Segment::Health,
        ),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        line("item", &self.item)?;
        within("about", &self.about, limits::LINE_CHARS_MAX)?;
        within("stands", &self.stands.place, limits::LINE_CHARS_MAX)?;
        within("stands", &self.stands.words, limits::WORDS_CHARS_MAX)?;
        match self.stands.is {
            CareStanding::Arranged => Ok(()),
            CareStanding::Done | CareStanding::Missed | CareStanding::Declined => {
                not_after("stands", self.stands.on, today)
            }
        }
    }
}

/// Something that somebody beside us did with her on a day, and may bill (R127).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HelperService {
    /// The pregnancy.
    pub pregnancy: EntityId,
    /// Who.
    pub by: ServiceBy,
    /// What, by the catalogue's code.
    pub service: String,
    /// The day.
    pub on: NaiveDate,
}

/// Who did something beside us: one answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceBy {
    /// Which kind of helper.
    pub kind: HelperKind,
    /// Who; may be empty.
    #[serde(default)]
    pub name: String,
}

impl Entity for HelperService {
    const KIND: &'static str = "helper_service";
    const FIELDS: &'static [Field] = &[
        Field::one("pregnancy", Segment::Health),
        Field::group("by", &["kind", "name"], Segment::Health),
        Field::one("service", Segment::Health),
        Field::one("on", Segment::Health),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        line("service", &self.service)?;
        within("by", &self.by.name, limits::LINE_CHARS_MAX)?;
        not_after("on", self.on, today)
    }
}

fn not_after(field: &'static str, on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
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
    use crate::{PregnancyEnd, PregnancyEnding};
    use uuid::Uuid;

    const TODAY: &str = "2026-02-10";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn infant(order: u8, name: &str) -> Infant {
        Infant {
            pregnancy: EntityId(Uuid::from_u128(7)),
            order,
            name: name.to_owned(),
            born: day("2026-01-20"),
            sex: None,
            stays: InfantStand {
                is: InfantStay::Nicu,
                since: day("2026-01-20"),
                words: String::new(),
            },
            member: None,
        }
    }

    fn birth(babies: u8) -> Pregnancy {
        Pregnancy {
            babies: Some(babies),
            outcome: Some(PregnancyEnd {
                what: PregnancyEnding::LiveBirth,
                on: day("2026-01-20"),
                place: String::new(),
            }),
            ..Pregnancy::recorded(day("2025-05-01"))
        }
    }

    fn beside(one: &Infant, birth: &Pregnancy, others: &[Infant]) -> Option<(&'static str, Why)> {
        let mother = Member {
            birth_date: Some(day("1996-03-01")),
            ..Member::default()
        };
        let refused = one.check_beside(&mother, birth, others).err();
        refused.map(|no| (no.field, no.why))
    }

    #[test]
    fn r136_no_baby_is_older_than_the_mother_nor_born_on_another_day_than_the_birth() {
        assert_eq!(beside(&infant(1, ""), &birth(1), &[]), None);
        let old = Infant {
            born: day("1996-01-20"),
            ..infant(1, "")
        };
        assert_eq!(
            beside(&old, &birth(1), &[]),
            Some(("born", Why::OlderThanTheMother))
        );
        let other = Infant {
            born: day("2025-11-20"),
            ..infant(1, "")
        };
        assert_eq!(
            beside(&other, &birth(1), &[]),
            Some(("born", Why::NotOfThisBirth))
        );
        let lasting = Pregnancy {
            outcome: None,
            ..birth(1)
        };
        assert_eq!(
            beside(&infant(1, ""), &lasting, &[]),
            Some(("born", Why::BirthNotWritten))
        );
    }

    /// R136: the infants of a pregnancy.
    #[test]
    fn r136_the_same_baby_is_not_entered_twice_and_twins_are_two() {
        let first = infant(1, "Luz");
        assert_eq!(
            beside(&infant(2, ""), &birth(1), &[]),
            Some(("order", Why::MoreThanWereBorn))
        );
        assert_eq!(
            beside(&infant(2, "Sol"), &birth(2), std::slice::from_ref(&first)),
            None
        );
        for again in [infant(1, "Sol"), infant(2, " luz")] {
            assert_eq!(
                beside(&again, &birth(2), std::slice::from_ref(&first)),
                Some(("name", Why::EnteredTwice))
            );
        }
        let linked = |order, name| Infant {
            member: Some(MemberId(Uuid::from_u128(9))),
            ..infant(order, name)
        };
        assert_eq!(
            beside(&linked(2, "Sol"), &birth(2), &[linked(1, "Luz")]),
            Some(("name", Why::EnteredTwice))
        );
    }

    #[test]
    fn what_took_place_did_not_take_place_tomorrow_and_what_is_arranged_may() {
        let care = |is| PerinatalCare {
            pregnancy: EntityId(Uuid::from_u128(7)),
            item: "prenatal_28".to_owned(),
            about: String::new(),
            stands: CareStand {
                is,
                on: day("2026-02-11"),
                place: String::new(),
                words: String::new(),
                said_by: SaidBy::Member,
            },
        };
        assert!(care(CareStanding::Arranged).check(day(TODAY)).is_ok());
        assert!(care(CareStanding::Done).check(day(TODAY)).is_err());
        assert!(infant(9, "").check(day(TODAY)).is_err());
    }
}
