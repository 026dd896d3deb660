//! Break-glass: somebody opens a record that is not hers to hold, for a while, watched.
//!
//! The clinic writes a [`Glass`] into the member's stream and nobody else does. While it has not ended, who broke it
//! holds the stream as the team does; so everybody who works with the member sees it, and it travels like anything else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{
    Act, DeviceId, Entity, Field, Member, Names, Refusal, Role, Segment, StaffId, codes, may,
    quiet_debug,
};

/// For so many minutes a record stays open, and for so many more whenever she asks again.
pub const GLASS_MINUTES: i64 = 60;
/// So many times as long it stays open at most, however often she asks: four hours.
const GLASS_TIMES_MAX: i64 = 4;
const MILLIS_A_MINUTE: i64 = 60_000;
/// So many records one person may open in a day.
pub const GLASS_OPENED_A_DAY_MAX: u32 = 5;
/// So often she may ask in a day; whoever asks more often is looking for somebody.
pub const GLASS_ASKED_A_DAY_MAX: u32 = 10;

codes! {
    /// Why somebody opens a record that is not hers to hold.
    GlassReason {
        /// Her life or health is in danger now.
        Emergency = "emergency",
        /// Whoever works with her is away.
        Cover = "cover",
        /// She stands before the door.
        Here = "here",
        /// Something else, in words.
        Other = "other",
    }
}

impl GlassReason {
    /// Whether it has to be said in words. Of an emergency it is written down what it was (42 CFR 2.51).
    pub const fn needs_words(self) -> bool {
        match self {
            Self::Emergency | Self::Other => true,
            Self::Cover | Self::Here => false,
        }
    }
}

codes! {
    /// Why a record was not opened.
    GlassNo {
        /// Her role does not read what is written of members.
        Role = "role",
        /// Too many today.
        TooMany = "too_many",
        /// Nobody has exactly this name and birth date, or this number.
        Nobody = "nobody",
        /// More than one person has.
        Several = "several",
        /// She holds her already.
        Hers = "hers",
        /// It opens in a medical emergency only. Why is not said.
        EmergencyOnly = "emergency_only",
        /// It is over, and does not go on: she has to ask anew.
        Over = "over",
        /// It has been open for as long as one may be.
        Longest = "longest",
    }
}

/// Until when a record is open that was opened at `at` and is asked for now. Milliseconds since 1970 UTC.
pub fn glass_until(at: i64, now: i64) -> i64 {
    let length = GLASS_MINUTES.saturating_mul(MILLIS_A_MINUTE);
    let last = at.saturating_add(length.saturating_mul(GLASS_TIMES_MAX));
    now.saturating_add(length).min(last)
}

/// Who is meant.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum GlassWhom {
    /// By all of these, exactly.
    Name {
        /// Given names.
        given: String,
        /// Family names.
        family: String,
        /// Birth date.
        born: NaiveDate,
    },
    /// By her Medi-Cal number.
    Cin {
        /// Nine characters.
        cin: String,
    },
}

impl GlassWhom {
    /// Refuses what is empty or too long.
    pub fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::Name { given, family, .. } => {
                line("given", given)?;
                line("family", family)
            }
            Self::Cin { cin } => line("cin", cin),
        }
    }

    /// As much of a record as was typed.
    pub fn typed(&self) -> Member {
        match self {
            Self::Name {
                given,
                family,
                born,
            } => Member {
                names: Names {
                    given: vec![given.clone()],
                    family: family.clone(),
                    ..Names::default()
                },
                birth_date: Some(*born),
                ..Member::default()
            },
            Self::Cin { cin } => Member {
                cin: Some(cin.trim().to_uppercase()),
                ..Member::default()
            },
        }
    }
}

/// Whom the clinic found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GlassFound {
    /// Nobody.
    Nobody,
    /// More than one person.
    Several,
    /// Somebody she holds already.
    Hers,
    /// One person; whether something on her record came from a programme under 42 CFR Part 2.
    One {
        /// It did.
        part2: bool,
    },
}

/// Who asks, for what, how often in the last day, and whom the clinic found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlassCase {
    /// What she does at the clinic.
    pub role: Role,
    /// Why she asks.
    pub reason: GlassReason,
    /// How often she has asked in the last day, this time not counted.
    pub asked: u32,
    /// How many records she has opened in the last day.
    pub opened: u32,
    /// Whom the clinic found.
    pub found: GlassFound,
}

/// Whether the record is opened.
pub const fn break_glass(case: &GlassCase) -> Result<(), GlassNo> {
    if !may(case.role, Act::BreakGlass) {
        return Err(GlassNo::Role);
    }
    if GLASS_ASKED_A_DAY_MAX <= case.asked || GLASS_OPENED_A_DAY_MAX <= case.opened {
        return Err(GlassNo::TooMany);
    }
    match (case.found, case.reason) {
        (GlassFound::Nobody, _) => Err(GlassNo::Nobody),
        (GlassFound::Several, _) => Err(GlassNo::Several),
        (GlassFound::Hers, _) => Err(GlassNo::Hers),
        (GlassFound::One { part2: false }, _)
        | (GlassFound::One { part2: true }, GlassReason::Emergency) => Ok(()),
        (
            GlassFound::One { part2: true },
            GlassReason::Cover | GlassReason::Here | GlassReason::Other,
        ) => Err(GlassNo::EmergencyOnly),
    }
}

/// Refuses a reason that has to be said in words and is not, and words that are too long.
pub fn check_glass_words(reason: GlassReason, words: &str) -> Result<(), Refusal> {
    if reason.needs_words() {
        line("words", words)
    } else {
        within("words", words, limits::LINE_CHARS_MAX)
    }
}

codes! {
    /// What was found of it afterwards.
    GlassVerdict {
        /// It was right to open it.
        Justified = "justified",
        /// It was not; it ends at once.
        NotJustified = "not_justified",
    }
}

/// What somebody found of it who watches over it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GlassWeighed {
    /// What was found.
    pub verdict: GlassVerdict,
    /// Who found it.
    pub by: StaffId,
    /// When, by the clinic's clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// Why, in a sentence.
    pub words: String,
}

impl GlassWeighed {
    /// Refuses one without a sentence.
    pub fn check(&self) -> Result<(), Refusal> {
        line("words", &self.words)
    }
}

/// Somebody opened a record that was not hers to hold.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Glass {
    /// Who.
    pub staff: StaffId,
    /// On which device she asked.
    pub device: DeviceId,
    /// Why.
    pub reason: GlassReason,
    /// In words; empty where the reason says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When, by the clinic's clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// When it ends.
    pub until: i64,
    /// When it ended; absent while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<i64>,
    /// What was found of it; absent while nobody has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighed: Option<GlassWeighed>,
}

quiet_debug!(Glass, GlassWeighed, GlassWhom);

impl Glass {
    /// Whether it is over, also where nobody has said so yet.
    pub const fn is_over(&self, now: i64) -> bool {
        self.ended.is_some() || self.until <= now
    }

    /// Until when it goes on if she asks again now.
    pub fn renewed(&self, now: i64) -> Result<i64, GlassNo> {
        let until = glass_until(self.at, now);
        if self.is_over(now) {
            Err(GlassNo::Over)
        } else if until <= self.until {
            Err(GlassNo::Longest)
        } else {
            Ok(until)
        }
    }

    /// Whether somebody of this role may say what is to be thought of it: nobody of her own.
    pub fn may_be_weighed_by(&self, staff: StaffId, role: Role) -> bool {
        may(role, Act::WeighGlass) && staff != self.staff
    }
}

impl Entity for Glass {
    const KIND: &'static str = "break_glass";
    const FIELDS: &'static [Field] = &[
        Field::one("staff", Segment::General),
        Field::one("device", Segment::General),
        Field::one("reason", Segment::General),
        Field::one("words", Segment::Narrative),
        Field::one("at", Segment::General),
        Field::one("until", Segment::General),
        Field::one("ended", Segment::General),
        Field::group(
            "weighed",
            &["verdict", "by", "at", "words"],
            Segment::Narrative,
        ),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        check_glass_words(self.reason, &self.words)?;
        match &self.weighed {
            Some(weighed) => weighed.check(),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Why;
    use uuid::Uuid;

    const CASE: GlassCase = GlassCase {
        role: Role::Nurse,
        reason: GlassReason::Cover,
        asked: 0,
        opened: 0,
        found: GlassFound::One { part2: false },
    };

    #[test]
    fn whoever_may_not_read_notes_does_not_break_the_glass_to_read_them() {
        for role in Role::ALL.iter().copied() {
            let expected = if may(role, Act::ReadNotes) && role != Role::Supervisor {
                Ok(())
            } else {
                Err(GlassNo::Role)
            };
            assert_eq!(break_glass(&GlassCase { role, ..CASE }), expected);
        }
    }

    #[test]
    fn only_one_person_who_is_not_hers_is_opened() {
        let of = |found| break_glass(&GlassCase { found, ..CASE });
        assert_eq!(of(GlassFound::Nobody), Err(GlassNo::Nobody));
        assert_eq!(of(GlassFound::Several), Err(GlassNo::Several));
        assert_eq!(of(GlassFound::Hers), Err(GlassNo::Hers));
        assert_eq!(of(GlassFound::One { part2: false }), Ok(()));
    }

    #[test]
    fn what_came_from_a_programme_opens_in_an_emergency_only() {
        for reason in GlassReason::ALL.iter().copied() {
            let found = GlassFound::One { part2: true };
            let said = break_glass(&GlassCase {
                reason,
                found,
                ..CASE
            });
            let expected = if reason == GlassReason::Emergency {
                Ok(())
            } else {
                Err(GlassNo::EmergencyOnly)
            };
            assert_eq!(said, expected, "{}", reason.code());
        }
    }

    #[test]
    fn the_tenth_question_and_the_fifth_record_of_a_day_are_the_last() {
        let asks = |asked, opened| {
            break_glass(&GlassCase {
                asked,
                opened,
                ..CASE
            })
        };
        assert_eq!(asks(9, 4), Ok(()));
        assert_eq!(asks(10, 0), Err(GlassNo::TooMany));
        assert_eq!(asks(0, 5), Err(GlassNo::TooMany));
        // Whoever has asked too often is not told whom she asked for.
        let found = GlassFound::Hers;
        let last = GlassCase {
            asked: 10,
            found,
            ..CASE
        };
        assert_eq!(break_glass(&last), Err(GlassNo::TooMany));
    }

    #[test]
    fn an_emergency_and_anything_else_are_said_in_words() {
        let why = |reason| check_glass_words(reason, " ").err().map(|no| no.why);
        assert_eq!(why(GlassReason::Emergency), Some(Why::Missing));
        assert_eq!(why(GlassReason::Other), Some(Why::Missing));
        assert_eq!(why(GlassReason::Cover), None);
        assert_eq!(why(GlassReason::Here), None);
    }

    fn glass(at: i64, until: i64) -> Glass {
        Glass {
            staff: StaffId(Uuid::from_u128(1)),
            device: DeviceId(Uuid::from_u128(2)),
            reason: GlassReason::Here,
            words: String::new(),
            at,
            until,
            ended: None,
            weighed: None,
        }
    }

    #[test]
    fn it_goes_on_for_an_hour_from_when_she_asks_again_and_four_in_all() {
        const HOUR: i64 = 3_600_000;
        assert_eq!(glass_until(5, 5), HOUR + 5);
        let open = glass(0, HOUR);
        assert_eq!(open.renewed(HOUR / 2), Ok(HOUR + HOUR / 2));
        assert_eq!(open.renewed(HOUR), Err(GlassNo::Over));
        let late = glass(0, 4 * HOUR - 1);
        assert_eq!(late.renewed(4 * HOUR - 2), Ok(4 * HOUR));
        let last = glass(0, 4 * HOUR);
        assert_eq!(last.renewed(4 * HOUR - 1), Err(GlassNo::Longest));
        let ended = Glass {
            ended: Some(1),
            ..open
        };
        assert_eq!(ended.renewed(2), Err(GlassNo::Over));
    }

    #[test]
    fn it_is_over_at_its_end_and_nobody_weighs_her_own() {
        let glass = glass(10, 20);
        let staff = glass.staff;
        assert!(!glass.is_over(19));
        assert!(glass.is_over(20));
        let ended = Glass {
            ended: Some(12),
            ..glass.clone()
        };
        assert!(ended.is_over(12));
        let other = StaffId(Uuid::from_u128(3));
        assert!(glass.may_be_weighed_by(other, Role::PrivacyOfficer));
        assert!(!glass.may_be_weighed_by(staff, Role::Supervisor));
        assert!(!glass.may_be_weighed_by(other, Role::Auditor));
    }
}
