//! From a FHIR Patient to a member.
//!
//! What the hospital says about race, ethnicity and language is taken as said, with the hospital named as the one
//! who said it; it is never turned into another code here.

use care::{Address, Identifier, Member, Names, PersonName, Phone, RaceOrEthnicity, Sex, Source};
use chrono::NaiveDate;
use serde_json::Value;

use crate::import::fhir;
use crate::import::problem::ImportProblem;
use crate::import::resource::Resource;

const US_CORE: &str = "http://hl7.org/fhir/us/core/StructureDefinition/";
/// The CDC's list of races and ethnicities.
const CDC_RACE: &str = "urn:oid:2.16.840.1.113883.6.238";
/// The state's number of a Medi-Cal beneficiary.
const CIN: &str = "https://www.dhcs.ca.gov/cin";

/// Reads the Patient in the entry of that number.
pub(super) fn member(
    patient: &Resource,
    entry: usize,
    today: NaiveDate,
) -> Result<Member, ImportProblem> {
    let identifiers = identifiers(patient);
    let Some(first) = identifiers.first() else {
        return Err(ImportProblem::NoIdentifier { entry });
    };
    let said_by = first.system.clone();
    let names = names(patient);
    if names.whole().is_empty() {
        return Err(ImportProblem::NoName { entry });
    }
    Ok(Member {
        names,
        birth_date: birth_date(patient, entry, today)?,
        sex: sex(patient),
        race: cdc_codes(patient, "us-core-race", &said_by),
        ethnicity: cdc_codes(patient, "us-core-ethnicity", &said_by),
        languages: languages(patient),
        cin: identifiers
            .iter()
            .find(|one| one.system == CIN)
            .map(|one| one.value.clone()),
        phones: phones(patient),
        addresses: addresses(patient),
        identifiers,
        source: Some(Source {
            system: said_by,
            file: String::new(),
            entry: String::new(),
            recorded: None,
        }),
        ..Member::default()
    })
}

fn birth_date(
    patient: &Resource,
    entry: usize,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, ImportProblem> {
    let Some(text) = patient.text("birthDate") else {
        return Ok(None);
    };
    if !fhir::is_date(text) {
        return Err(ImportProblem::BirthDateUnreadable { entry });
    }
    // FHIR allows a year or a month alone. Neither is a birthday, and we do not make one up.
    let Some(born) = fhir::day(text) else {
        return Ok(None);
    };
    if today < born {
        return Err(ImportProblem::BirthDateInFuture { entry });
    }
    Ok(Some(born))
}

/// The identifiers, the hospital's own record number first: by it a later export is recognised.
fn identifiers(patient: &Resource) -> Vec<Identifier> {
    let (mut record_numbers, mut others) = (Vec::new(), Vec::new());
    for one in fhir::list(patient.element("identifier")) {
        let (Some(system), Some(value)) = (fhir::line(one, "system"), fhir::line(one, "value"))
        else {
            continue;
        };
        let is_record_number = fhir::codings(one.get("type")).any(|code| code.code == "MR");
        let list = if is_record_number {
            &mut record_numbers
        } else {
            &mut others
        };
        list.push(Identifier { system, value });
    }
    record_numbers.append(&mut others);
    record_numbers.truncate(care::limits::LIST_ITEMS_MAX);
    record_numbers
}

fn names(patient: &Resource) -> Names {
    let rank = |name: &&Value| match name.get("use").and_then(Value::as_str) {
        Some("official") => 0,
        Some("usual") => 1,
        None => 2,
        Some("temp" | "nickname" | "anonymous") => 3,
        Some(_) => 4,
    };
    let mut all: Vec<&Value> = fhir::list(patient.element("name")).collect();
    all.sort_by_key(rank);
    let Some((main, rest)) = all.split_first() else {
        return Names::default();
    };
    let mut names = plain_name(main);
    names.others = rest
        .iter()
        .map(|other| PersonName {
            used_as: fhir::line(other, "use").unwrap_or_else(|| "other".to_owned()),
            text: plain_name(other).whole(),
        })
        .filter(|other| !other.text.is_empty())
        .collect();
    names
}

fn plain_name(name: &Value) -> Names {
    let given = fhir::list(name.get("given"))
        .filter_map(Value::as_str)
        .filter_map(fhir::clean)
        .collect();
    let mut names = Names {
        given,
        family: fhir::line(name, "family").unwrap_or_default(),
        ..Names::default()
    };
    if names.whole().is_empty() {
        names.family = fhir::line(name, "text").unwrap_or_default();
    }
    names
}

fn sex(patient: &Resource) -> Option<Sex> {
    let at_birth = extensions(patient, "us-core-birthsex")
        .find_map(|one| one.get("valueCode").and_then(Value::as_str));
    match (at_birth, patient.text("gender")) {
        (Some("F"), _) | (None, Some("female")) => Some(Sex::Female),
        (Some("M"), _) | (None, Some("male")) => Some(Sex::Male),
        (None, Some("other")) => Some(Sex::Other),
        (None, None) => None,
        (Some(_), _) | (None, Some(_)) => Some(Sex::Unknown),
    }
}

fn extensions<'a>(patient: &'a Resource, name: &'a str) -> impl Iterator<Item = &'a Value> {
    fhir::list(patient.element("extension")).filter(move |one| {
        let url = one.get("url").and_then(Value::as_str);
        url.and_then(|url| url.strip_prefix(US_CORE)) == Some(name)
    })
}

/// The categories and the detailed codes; the free text beside them only repeats their names.
fn cdc_codes(patient: &Resource, name: &str, said_by: &str) -> Vec<RaceOrEthnicity> {
    extensions(patient, name)
        .flat_map(|one| fhir::list(one.get("extension")))
        .filter_map(|part| part.get("valueCoding").and_then(fhir::coding))
        // Besides the CDC's codes, US Core allows only the two ways of not answering.
        .filter(|code| code.system == CDC_RACE || matches!(code.code, "UNK" | "ASKU"))
        .map(|code| RaceOrEthnicity {
            code: code.code.to_owned(),
            display: fhir::clean(code.display).unwrap_or_default(),
            said_by: said_by.to_owned(),
        })
        .collect()
}

/// Language tags, the preferred one first.
fn languages(patient: &Resource) -> Vec<String> {
    let mut spoken: Vec<(bool, String)> = fhir::list(patient.element("communication"))
        .filter_map(|one| {
            let code = fhir::codings(one.get("language")).next()?;
            let preferred = one
                .get("preferred")
                .and_then(Value::as_bool)
                .unwrap_or(false);
            Some((!preferred, fhir::clean(code.code)?))
        })
        .collect();
    spoken.sort_by_key(|(later, _)| *later);
    spoken.into_iter().map(|(_, tag)| tag).collect()
}

fn is_current(value: &Value) -> bool {
    value.get("use").and_then(Value::as_str) != Some("old")
}

fn phones(patient: &Resource) -> Vec<Phone> {
    fhir::list(patient.element("telecom"))
        .filter(|one| {
            is_current(one)
                && matches!(
                    one.get("system").and_then(Value::as_str),
                    Some("phone" | "sms")
                )
        })
        .filter_map(|one| {
            let used_as = fhir::line(one, "use").unwrap_or_default();
            Some(Phone {
                number: fhir::line(one, "value")?,
                used_as,
            })
        })
        .collect()
}

fn addresses(patient: &Resource) -> Vec<Address> {
    fhir::list(patient.element("address"))
        .filter(|one| is_current(one))
        .map(|one| Address {
            lines: fhir::list(one.get("line"))
                .filter_map(Value::as_str)
                .filter_map(fhir::clean)
                .collect(),
            city: fhir::line(one, "city").unwrap_or_default(),
            state: fhir::line(one, "state").unwrap_or_default(),
            postal_code: fhir::line(one, "postalCode").unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(patient: Value) -> Result<Member, ImportProblem> {
        let resource = serde_json::from_value(patient).unwrap();
        member(&resource, 1, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
    }

    fn ana() -> Value {
        json!({
            "resourceType": "Patient",
            "identifier": [
                {"system": "urn:plan", "value": "P1"},
                {"type": {"coding": [{"code": "MR"}]}, "system": "urn:hospital", "value": "7"},
            ],
            "name": [
                {"use": "maiden", "family": "Ríos", "given": ["Ana"]},
                {"use": "official", "family": "Quiroz", "given": ["Ana", "Luisa"]},
            ],
            "gender": "female",
            "birthDate": "1990-06-15",
        })
    }

    #[test]
    fn the_record_number_of_the_hospital_comes_first() {
        let systems: Vec<String> = read(ana())
            .unwrap()
            .identifiers
            .into_iter()
            .map(|one| one.system)
            .collect();
        assert_eq!(systems, ["urn:hospital", "urn:plan"]);
    }

    #[test]
    fn the_official_name_is_the_name_and_the_maiden_name_is_kept() {
        let names = read(ana()).unwrap().names;
        assert_eq!(names.whole(), "Ana Luisa Quiroz");
        assert_eq!(names.others[0].text, "Ana Ríos");
    }

    #[test]
    fn birth_dates_that_are_no_days_are_not_made_up() {
        let born = |date: &str| {
            let mut patient = ana();
            patient["birthDate"] = json!(date);
            read(patient).map(|member| member.birth_date)
        };
        assert!(matches!(born("1990"), Ok(None)));
        assert!(matches!(born("2026-11-22"), Ok(Some(_))));
        assert!(matches!(
            born("2026-11-23"),
            Err(ImportProblem::BirthDateInFuture { entry: 1 })
        ));
        assert!(matches!(
            born("15/06/1990"),
            Err(ImportProblem::BirthDateUnreadable { entry: 1 })
        ));
    }

    #[test]
    fn sex_at_birth_goes_before_administrative_gender() {
        let mut patient = ana();
        patient["extension"] =
            json!([{"url": format!("{US_CORE}us-core-birthsex"), "valueCode": "M"}]);
        assert_eq!(read(patient).unwrap().sex, Some(Sex::Male));
        assert_eq!(read(ana()).unwrap().sex, Some(Sex::Female));
    }

    /// R026 in part: each value keeps its source; it has no date.
    #[test]
    fn race_is_kept_with_who_said_so() {
        let mut patient = ana();
        patient["extension"] = json!([{"url": format!("{US_CORE}us-core-race"), "extension": [
            {"url": "ombCategory", "valueCoding": {"system": CDC_RACE, "code": "1002-5", "display": "American Indian"}},
            {"url": "detailed", "valueCoding": {"system": CDC_RACE, "code": "1019-9", "display": "Pomo"}},
            {"url": "text", "valueString": "Pomo"},
        ]}]);
        let race = read(patient).unwrap().race;
        let said: Vec<(&str, &str)> = race
            .iter()
            .map(|one| (one.code.as_str(), one.said_by.as_str()))
            .collect();
        assert_eq!(
            said,
            [("1002-5", "urn:hospital"), ("1019-9", "urn:hospital")]
        );
    }

    #[test]
    fn nobody_without_a_name_or_a_number_is_taken_in() {
        let without = |key: &str| {
            let mut patient = ana();
            patient.as_object_mut().unwrap().remove(key);
            read(patient)
        };
        assert!(matches!(
            without("identifier"),
            Err(ImportProblem::NoIdentifier { entry: 1 })
        ));
        assert!(matches!(
            without("name"),
            Err(ImportProblem::NoName { entry: 1 })
        ));
    }
}
