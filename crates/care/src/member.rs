//! The member: who she is, how she is reached, what she has told us about herself.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::{Entity, Field, MemberId, Refusal, Segment, Source, Why, codes, quiet_debug};

quiet_debug!(
    Member,
    Names,
    PersonName,
    RaceOrEthnicity,
    Identifier,
    Phone,
    Address,
    Home,
    Door
);

/// A person enrolled, or to be enrolled, in Enhanced Care Management.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Member {
    /// The names she goes by.
    pub names: Names,
    /// Absent when she has not said, or nobody has asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// Sex assigned at birth as the record gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// As she says them: "she/her".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<String>,
    /// Race, each with who said so.
    pub race: Vec<RaceOrEthnicity>,
    /// Ethnicity, each with who said so.
    pub ethnicity: Vec<RaceOrEthnicity>,
    /// BCP 47 tags, the preferred one first.
    pub languages: Vec<String>,
    /// Numbers other systems know her by.
    pub identifiers: Vec<Identifier>,
    /// Medi-Cal client index number: nine characters, 9 (or 8 for made-up people), seven digits, a letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cin: Option<String>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// Postal addresses.
    pub addresses: Vec<Address>,
    /// Where she stays now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
    /// What to know before knocking or calling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<Door>,
    /// How closely the team follows her.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// The health plan that assigned her.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_plan: Option<String>,
    /// Where this record came from, when it was imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Another record of the same person, where somebody has said so; taken away, there are two people again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<MemberId>,
}

impl Member {
    /// The field that says whose record this is besides.
    pub const SAME_AS: &'static str = "sameAs";

    /// Whole years on `day`; absent when the birth date is not known.
    pub fn age(&self, day: NaiveDate) -> Option<i32> {
        let born = self.birth_date?;
        let had_birthday = (born.month(), born.day()) <= (day.month(), day.day());
        Some(
            day.year()
                .saturating_sub(born.year())
                .saturating_sub(i32::from(!had_birthday)),
        )
    }

    /// The language she prefers, if known.
    pub fn language(&self) -> Option<&str> {
        self.languages.first().map(String::as_str)
    }
}

impl Entity for Member {
    const KIND: &'static str = "member";
    const FIELDS: &'static [Field] = &[
        Field::group(
            "names",
            &["given", "family", "preferred", "others"],
            Segment::General,
        ),
        Field::one("birthDate", Segment::General),
        Field::one("sex", Segment::General),
        Field::one("pronouns", Segment::General),
        Field::one("race", Segment::General),
        Field::one("ethnicity", Segment::General),
        Field::one("languages", Segment::General).set(),
        Field::one("identifiers", Segment::General),
        Field::one("cin", Segment::General),
        Field::one("phones", Segment::Contact).set(),
        Field::one("addresses", Segment::Contact),
        Field::group("home", &["kind", "words", "since"], Segment::Contact),
        Field::group("door", &["say", "voicemail", "dangers"], Segment::Contact).protective(),
        Field::one("risk", Segment::General),
        Field::one("healthPlan", Segment::General),
        Field::group(
            "source",
            &["system", "file", "entry", "recorded"],
            Segment::General,
        ),
        Field::one(Self::SAME_AS, Segment::General),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        self.names.check()?;
        if let Some(born) = self.birth_date {
            check_birth_date(born, today)?;
        }
        if let Some(cin) = &self.cin {
            check_cin(cin)?;
        }
        list("race", &self.race)?;
        list("ethnicity", &self.ethnicity)?;
        list("languages", &self.languages)?;
        list("identifiers", &self.identifiers)?;
        list("phones", &self.phones)?;
        list("addresses", &self.addresses)?;
        within(
            "pronouns",
            self.pronouns.as_deref().unwrap_or_default(),
            limits::LINE_CHARS_MAX,
        )?;
        within(
            "healthPlan",
            self.health_plan.as_deref().unwrap_or_default(),
            limits::LINE_CHARS_MAX,
        )?;
        if let Some(home) = &self.home {
            within("home", &home.words, limits::LINE_CHARS_MAX)?;
        }
        if let Some(door) = &self.door {
            within("door", &door.say, limits::WORDS_CHARS_MAX)?;
            within("door", &door.dangers, limits::WORDS_CHARS_MAX)?;
        }
        Ok(())
    }
}

fn check_birth_date(born: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    let field = "birthDate";
    if today < born {
        return Err(Refusal {
            field,
            why: Why::InTheFuture,
        });
    }
    if born.year() < today.year().saturating_sub(limits::AGE_YEARS_MAX) {
        return Err(Refusal {
            field,
            why: Why::TooLongAgo,
        });
    }
    Ok(())
}

fn check_cin(cin: &str) -> Result<(), Refusal> {
    let malformed = Err(Refusal {
        field: "cin",
        why: Why::Malformed,
    });
    let [first, digits @ .., last] = cin.as_bytes() else {
        return malformed;
    };
    let whole = digits.len() == 7
        && matches!(first, b'8' | b'9')
        && digits.iter().all(u8::is_ascii_digit)
        && last.is_ascii_uppercase();
    if whole { Ok(()) } else { malformed }
}

/// The names a person goes by.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Names {
    /// Given names in order.
    pub given: Vec<String>,
    /// Family name; empty only for a person just met.
    pub family: String,
    /// What she wants to be called, when it is not her first given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred: Option<String>,
    /// Maiden names, nicknames, spellings in other records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<PersonName>,
}

impl Names {
    /// The whole name as it is shown: given names and family name.
    pub fn whole(&self) -> String {
        self.given
            .iter()
            .chain(std::iter::once(&self.family))
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What to call her in a sentence.
    pub fn first(&self) -> &str {
        self.preferred
            .as_deref()
            .or(self.given.first().map(String::as_str))
            .unwrap_or(&self.family)
    }

    fn check(&self) -> Result<(), Refusal> {
        line("names", &self.whole())?;
        list("names", &self.given)?;
        list("names", &self.others)?;
        within(
            "names",
            self.preferred.as_deref().unwrap_or_default(),
            limits::LINE_CHARS_MAX,
        )
    }
}

/// Another name of the same person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonName {
    /// FHIR name use: maiden, nickname, old, usual.
    #[serde(rename = "use")]
    pub used_as: String,
    /// The whole name.
    pub text: String,
}

codes! {
    /// Sex assigned at birth (US Core birth sex), or the administrative one where that is all there is.
    Sex { Female = "female", Male = "male", Other = "other", Unknown = "unknown" }
}

codes! {
    /// Three rising bars.
    Risk { High = "high", Medium = "medium", Low = "low" }
}

/// A race or ethnicity by CDC code, and who said so.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RaceOrEthnicity {
    /// Code of the CDC Race and Ethnicity set (urn:oid:2.16.840.1.113883.6.238).
    pub code: String,
    /// The set's own words for it.
    pub display: String,
    /// Who said so: "self" or the system it was imported from.
    pub said_by: String,
}

/// A number another system knows a person by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Identifier {
    /// The system, as a URI.
    pub system: String,
    /// The number.
    pub value: String,
}

/// A telephone number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Phone {
    /// As written.
    pub number: String,
    /// home, mobile, work, or whose it is.
    #[serde(rename = "use")]
    pub used_as: String,
}

/// A postal address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Street lines.
    pub lines: Vec<String>,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP code.
    pub postal_code: String,
}

codes! {
    /// How a person is housed.
    HomeKind {
        Own = "own", WithOthers = "with_others", Shelter = "shelter", Street = "street", Vehicle = "vehicle",
        Institution = "institution", Unknown = "unknown",
    }
}

/// Where she stays now.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Home {
    /// How she is housed.
    pub kind: HomeKind,
    /// How to find it: "Casa Abril shelter, hall B".
    pub words: String,
    /// Since when, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
}

codes! {
    /// What may be left on a voicemail. The careful answer comes first.
    Voicemail { Never = "never", NameOnly = "name_only", Detailed = "detailed" }
}

/// What to know before knocking or calling.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Door {
    /// What to say, who may open, who must not hear.
    pub say: String,
    /// What may be left on a voicemail.
    pub voicemail: Voicemail,
    /// For the worker: dogs, a violent partner, stairs. Empty when nothing is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dangers: String,
}

impl Door {
    /// Whether this answer protects her more than `other`: it allows less on a voicemail.
    pub fn is_more_careful_than(&self, other: &Self) -> bool {
        self.voicemail < other.voicemail
    }

    /// What to go by where this and another answer stand: the more careful word, and every danger that either names. It is
    /// nobody's answer; a person still chooses.
    #[must_use]
    pub fn going_by(self, other: &Self) -> Self {
        let careful = if other.is_more_careful_than(&self) {
            other
        } else {
            &self
        };
        let mut dangers: Vec<&str> = Vec::new();
        for named in [&careful.dangers, &self.dangers, &other.dangers] {
            if !named.is_empty() && !dangers.contains(&named.as_str()) {
                dangers.push(named);
            }
        }
        Self {
            dangers: dangers.join("; "),
            ..careful.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn born(text: &str) -> Member {
        let names = Names {
            family: "Quiroz".to_owned(),
            ..Names::default()
        };
        Member {
            names,
            birth_date: Some(day(text)),
            ..Member::default()
        }
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let member = born("1990-06-15");
        assert_eq!(member.age(day("2026-06-14")), Some(35));
        assert_eq!(member.age(day("2026-06-15")), Some(36));
    }

    #[test]
    fn a_birth_date_in_the_future_is_refused() {
        let refusal = Refusal {
            field: "birthDate",
            why: Why::InTheFuture,
        };
        assert_eq!(born("2026-06-16").check(day("2026-06-15")), Err(refusal));
        assert_eq!(born("2026-06-15").check(day("2026-06-15")), Ok(()));
    }

    #[test]
    fn a_cin_is_nine_characters() {
        let with = |cin: &str| Member {
            cin: Some(cin.to_owned()),
            ..born("1990-06-15")
        };
        assert_eq!(with("80412277D").check(day("2026-06-15")), Ok(()));
        for wrong in [
            "8041227D",
            "8041227DD",
            "70412277D",
            "80412277d",
            "",
            "é0412277D",
        ] {
            let refusal = Refusal {
                field: "cin",
                why: Why::Malformed,
            };
            assert_eq!(
                with(wrong).check(day("2026-06-15")),
                Err(refusal),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_name_that_turns_the_line_around_is_refused() {
        let names = Names {
            family: "Quiroz\u{202E}".to_owned(),
            ..Names::default()
        };
        let member = Member {
            names,
            ..Member::default()
        };
        assert_eq!(
            member.check(day("2026-06-15")),
            Err(Refusal {
                field: "names",
                why: Why::Unprintable
            })
        );
    }
}
