//! A pregnancy: how it is dated, how far it has come, how it ended.
//!
//! Nothing here reads the clock. A pregnancy is counted as the field counts it: from 280 days before the due date, in
//! whole weeks and days. One that a hospital's export recorded has only the day it was written down; of it nobody
//! knows how far it has come, until somebody dates it. A loss is an ending like a birth, and has its own words.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::elsewhere::{SOURCE, in_order};
use crate::refusal::{limits, line, list, within};
use crate::{Coding, Entity, Field, Refusal, Segment, Source, Why, codes, quiet_debug};

quiet_debug!(Pregnancy, Dating, Births, PregnancyEnd, Helper);

/// From the last period to the due date.
const TERM: Days = Days::new(280);
/// A due date lies no further from the last period: 42 weeks.
const DUE_AFTER_LMP: Days = Days::new(294);
/// Nobody conceives earlier after a period.
const CONCEPTION: Days = Days::new(14);
/// No pregnancy lasts longer: 44 weeks.
const LONGEST: GestationalAge = GestationalAge { weeks: 44, days: 0 };
/// What ends earlier is no birth.
const BIRTH_MIN: GestationalAge = GestationalAge { weeks: 16, days: 0 };
/// From here on a loss is a stillbirth, and a termination is a late one.
const LATE: GestationalAge = GestationalAge { weeks: 20, days: 0 };
/// So long after the due date a pregnancy without an end is surely over: 43 weeks.
const OPEN_AFTER_DUE: Days = Days::new(21);
/// The same for one that is not dated, from the day it was first recorded.
const OPEN_AFTER_ONSET: Days = Days::new(301);
/// The time after a pregnancy that belongs to it.
const AFTER: Months = Months::new(12);

codes! {
    /// How a due date was found.
    DatingMethod {
        /// From the first day of her last period.
        Lmp = "lmp",
        /// By ultrasound.
        Ultrasound = "ultrasound",
        /// Nobody wrote it down: ask.
        Unknown = "unknown",
    }
}

/// When it is due, and how that was found: one answer, never mixed from two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dating {
    /// The due date.
    pub due: NaiveDate,
    /// How it was found.
    pub method: DatingMethod,
    /// The first day of her last period, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lmp: Option<NaiveDate>,
}

impl Dating {
    /// The due date that belongs to a last period.
    pub fn due_from(lmp: NaiveDate) -> Option<NaiveDate> {
        lmp.checked_add_days(TERM)
    }

    /// The day from which the weeks are counted.
    pub fn begins(&self) -> NaiveDate {
        self.due.checked_sub_days(TERM).unwrap_or(self.due)
    }

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        let refused = |why| Err(refused("dating", why));
        if today < self.begins() {
            return refused(Why::BeforeConception);
        }
        let Some(lmp) = self.lmp else { return Ok(()) };
        if today < lmp {
            return refused(Why::InTheFuture);
        }
        let conceived = lmp.checked_add_days(CONCEPTION).unwrap_or(lmp);
        if self.due <= conceived {
            return refused(Why::BeforeConception);
        }
        if lmp
            .checked_add_days(DUE_AFTER_LMP)
            .is_none_or(|last| last < self.due)
        {
            return refused(Why::LongerThanAPregnancy);
        }
        Ok(())
    }
}

/// How far a pregnancy has come: whole weeks and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GestationalAge {
    /// Whole weeks.
    pub weeks: u32,
    /// Days beyond them, 0 to 6.
    pub days: u32,
}

codes! {
    /// A third of a pregnancy (R137).
    Trimester {
        /// Through 13 weeks 6 days.
        First = "first",
        /// From 14 weeks through 27 weeks 6 days.
        Second = "second",
        /// From 28 weeks.
        Third = "third",
    }
}

impl GestationalAge {
    /// So many days after the day from which the weeks are counted; none before it.
    pub fn of_days(days: i64) -> Option<Self> {
        let days = u32::try_from(days).ok()?;
        Some(Self {
            weeks: days.div_euclid(7),
            days: days.rem_euclid(7),
        })
    }

    /// The third it lies in.
    pub fn trimester(self) -> Trimester {
        match self.weeks {
            0..=13 => Trimester::First,
            14..=27 => Trimester::Second,
            28.. => Trimester::Third,
        }
    }
}

/// How often she was pregnant and gave birth: one answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Births {
    /// Pregnancies, this one among them.
    pub gravida: u8,
    /// Births after 20 weeks before this one.
    pub para: u8,
}

codes! {
    /// How a pregnancy ended.
    PregnancyEnding {
        /// At least one baby lived.
        LiveBirth = "live_birth",
        /// From 20 weeks on.
        Stillbirth = "stillbirth",
        /// Before 20 weeks.
        Miscarriage = "miscarriage",
        /// It was ended.
        Termination = "termination",
        /// It lay outside the womb.
        Ectopic = "ectopic",
    }
}

impl PregnancyEnding {
    /// Whether she lost it, or it was ended: nothing cheerful is said then, and nobody is reminded of a baby.
    pub const fn is_loss(self) -> bool {
        match self {
            Self::LiveBirth => false,
            Self::Stillbirth | Self::Miscarriage | Self::Termination | Self::Ectopic => true,
        }
    }

    const fn is_birth(self) -> bool {
        match self {
            Self::LiveBirth | Self::Stillbirth => true,
            Self::Miscarriage | Self::Termination | Self::Ectopic => false,
        }
    }
}

/// How, when and where it ended: one answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PregnancyEnd {
    /// How.
    pub what: PregnancyEnding,
    /// The day.
    pub on: NaiveDate,
    /// Where; may be empty.
    #[serde(default)]
    pub place: String,
}

codes! {
    /// Who works beside us around a birth, and may bill the same day.
    HelperKind {
        /// A doula.
        Doula = "doula",
        /// A community health worker, a promotora, a navigator (R130).
        Chw = "chw",
        /// Somebody who visits at home.
        HomeVisitor = "home_visitor",
    }
}

/// Somebody who works beside us around the birth.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Helper {
    /// Which kind.
    pub kind: HelperKind,
    /// Who.
    pub name: String,
    /// What was agreed, in words; may be empty.
    #[serde(default)]
    pub words: String,
}

/// Where a pregnancy stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It has not begun.
    Before,
    /// She is pregnant.
    Pregnant,
    /// It must be over, and nobody wrote down how it ended: ask.
    Unwritten,
    /// Within twelve months of its end.
    After,
    /// Longer ago.
    Over,
}

impl Phase {
    /// She is pregnant, or it was within the last twelve months.
    pub const fn is_perinatal(self) -> bool {
        match self {
            Self::Pregnant | Self::Unwritten | Self::After => true,
            Self::Before | Self::Over => false,
        }
    }
}

/// A pregnancy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pregnancy {
    /// The day it was first recorded, there or here.
    pub onset: NaiveDate,
    /// The day it ended; absent while it lasts. What a hospital says; our own word is the outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// The condition it was read from.
    pub coding: Coding,
    /// When it is due; absent where nobody has dated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dating: Option<Dating>,
    /// How often she was pregnant and gave birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub births: Option<Births>,
    /// How many babies; absent where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub babies: Option<u8>,
    /// How it ended; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<PregnancyEnd>,
    /// Who works beside us.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<Helper>,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Pregnancy {
    /// More babies nobody carries.
    pub const BABIES_MAX: u8 = 8;
    /// More pregnancies nobody has had.
    const GRAVIDA_MAX: u8 = 30;

    /// One of which no more is known than that it was recorded on a day.
    pub fn recorded(onset: NaiveDate) -> Self {
        Self {
            onset,
            end: None,
            coding: Coding::default(),
            dating: None,
            births: None,
            babies: None,
            outcome: None,
            helpers: Vec::new(),
            source: None,
        }
    }

    /// The day it is counted from.
    pub fn began(&self) -> NaiveDate {
        self.dating.as_ref().map_or(self.onset, Dating::begins)
    }

    /// The day it ended: by what was written down here, else by the hospital.
    pub fn ended(&self) -> Option<NaiveDate> {
        self.outcome.as_ref().map(|outcome| outcome.on).or(self.end)
    }

    /// How far it had come on a day; absent where it is not dated, and before it began.
    pub fn age_on(&self, day: NaiveDate) -> Option<GestationalAge> {
        let dating = self.dating.as_ref()?;
        GestationalAge::of_days(day.signed_duration_since(dating.begins()).num_days())
    }

    /// The last day that belongs to it: twelve months after its end (R122).
    pub fn after_until(&self) -> Option<NaiveDate> {
        self.ended()?.checked_add_months(AFTER)
    }

    /// Where it stands on a day.
    pub fn phase(&self, today: NaiveDate) -> Phase {
        if today < self.began() {
            return Phase::Before;
        }
        if let Some(ended) = self.ended() {
            return match self.after_until() {
                _ if today < ended => Phase::Pregnant,
                Some(until) if today <= until => Phase::After,
                Some(_) | None => Phase::Over,
            };
        }
        let open = self.open_until();
        let asked = open.checked_add_months(AFTER).unwrap_or(open);
        if today <= open {
            Phase::Pregnant
        } else if today <= asked {
            Phase::Unwritten
        } else {
            Phase::Over
        }
    }

    /// The last day on which it may last, if nobody wrote down its end.
    pub fn open_until(&self) -> NaiveDate {
        let last = match &self.dating {
            Some(dating) => dating.due.checked_add_days(OPEN_AFTER_DUE),
            None => self.onset.checked_add_days(OPEN_AFTER_ONSET),
        };
        last.unwrap_or(NaiveDate::MAX)
    }

    /// Whether it ended in a birth, living or not, or a late abortion: what the twelve months of eligibility hang on
    /// (R122). Absent where nobody wrote down here how it ended.
    pub fn was_delivered(&self) -> Option<bool> {
        let outcome = self.outcome.as_ref()?;
        Some(match outcome.what {
            PregnancyEnding::LiveBirth | PregnancyEnding::Stillbirth => true,
            PregnancyEnding::Termination => self.age_on(outcome.on).is_some_and(|age| LATE <= age),
            PregnancyEnding::Miscarriage | PregnancyEnding::Ectopic => false,
        })
    }

    fn check_outcome(&self, today: NaiveDate) -> Result<(), Refusal> {
        let Some(outcome) = &self.outcome else {
            return Ok(());
        };
        let refused = |why| Err(refused("outcome", why));
        within("outcome", &outcome.place, limits::LINE_CHARS_MAX)?;
        if today < outcome.on {
            return refused(Why::InTheFuture);
        }
        if self.dating.is_none() {
            return Ok(());
        }
        match self.age_on(outcome.on) {
            None => refused(Why::BeforeConception),
            Some(age) if LONGEST < age => refused(Why::LongerThanAPregnancy),
            Some(age) if outcome.what.is_birth() && age < BIRTH_MIN => {
                refused(Why::TooEarlyForABirth)
            }
            Some(age) if outcome.what == PregnancyEnding::Miscarriage && LATE <= age => {
                refused(Why::LateForAMiscarriage)
            }
            Some(_) => Ok(()),
        }
    }
}

impl Entity for Pregnancy {
    const KIND: &'static str = "pregnancy";
    const FIELDS: &'static [Field] = &[
        Field::one("onset", Segment::Health),
        Field::one("end", Segment::Health),
        Field::group("coding", &["system", "code", "display"], Segment::Health),
        Field::group("dating", &["due", "method", "lmp"], Segment::Health),
        Field::group("births", &["gravida", "para"], Segment::Health),
        Field::one("babies", Segment::Health),
        Field::group("outcome", &["what", "on", "place"], Segment::Health),
        Field::one("helpers", Segment::Health).set(),
        SOURCE,
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        in_order("end", Some(self.onset), self.end)?;
        if let Some(dating) = &self.dating {
            dating.check(today)?;
        }
        if let Some(births) = &self.births {
            let said = 1..=Self::GRAVIDA_MAX;
            if !said.contains(&births.gravida) || births.gravida <= births.para {
                return Err(refused("births", Why::MoreBirthsThanPregnancies));
            }
        }
        if self
            .babies
            .is_some_and(|babies| !(1..=Self::BABIES_MAX).contains(&babies))
        {
            return Err(refused("babies", Why::Malformed));
        }
        list("helpers", &self.helpers)?;
        for helper in &self.helpers {
            line("helpers", &helper.name)?;
            within("helpers", &helper.words, limits::WORDS_CHARS_MAX)?;
        }
        self.check_outcome(today)
    }
}

const fn refused(field: &'static str, why: Why) -> Refusal {
    Refusal { field, why }
}

#[cfg(test)]
mod tests;
