//! Populations of focus: the whole list asked of many people with full records, as the clinic does for a report.

use care::{
    Coding, Encounter, EncounterClass, EntityId, Member, Pregnancy, Problem, ProblemStatus, SaidBy,
    StatedAnswer, StatedFact,
};
use catalog::Populations;
use catalog::eligibility::{Outcome, Record, evaluate, gather};
use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::stopwatch::Stopwatch;

/// The day of the question; every record is made relative to it.
const AS_OF: &str = "2026-11-22";
/// What one person's record holds: more than nearly anybody's.
const ENCOUNTERS: i64 = 40;
const PROBLEMS: i64 = 20;

struct Person {
    member: Member,
    encounters: Vec<(EntityId, Encounter)>,
    pregnancies: Vec<Pregnancy>,
    problems: Vec<Problem>,
    stated: Vec<StatedFact>,
}

/// Seconds to ask thirteen populations of so many people.
pub(crate) fn measure(members: i64) -> Value {
    let list = Populations::shipped();
    let as_of: NaiveDate = AS_OF.parse().unwrap();
    let people: Vec<Person> = (0..members).map(|no| person(no, as_of)).collect();
    let watch = Stopwatch::start();
    let mut met = 0_usize;
    for person in &people {
        let record = Record {
            member: &person.member,
            encounters: &person.encounters,
            pregnancies: &person.pregnancies,
            problems: &person.problems,
            stated: &person.stated,
        };
        let all = evaluate(list, &gather(list, &record, as_of), as_of);
        met += all
            .iter()
            .filter(|one| one.outcome() == Outcome::Met)
            .count();
    }
    json!({ "members": members, "populations": list.all.len(), "met": met, "evaluate_s": watch.seconds() })
}

/// Somebody of any age, drawn from her number alone.
fn person(no: i64, as_of: NaiveDate) -> Person {
    let ago = |days: i64| as_of - Duration::days(days);
    let encounter = |nth: i64| Encounter {
        class: [EncounterClass::Emergency, EncounterClass::Inpatient][usize::from(nth % 3 == 0)],
        what: "care".to_owned(),
        start: ago((no * 7 + nth * 13) % 700),
        end: None,
        preventable: [None, Some(true), Some(false)][usize::try_from((no + nth) % 3).unwrap()],
        unplanned: Some(nth % 2 == 0),
        bh_related: None,
        source: None,
    };
    let problem = |nth: i64| Problem {
        coding: Coding {
            system: "http://hl7.org/fhir/sid/icd-10-cm".to_owned(),
            code: ["I10", "F32.1", "Z59.01", "E11.9", "M54.5"][usize::try_from(nth % 5).unwrap()]
                .to_owned(),
            display: "problem".to_owned(),
        },
        status: ProblemStatus::Active,
        onset: Some(ago(nth * 90)),
        abated: None,
        source: None,
    };
    let said = |fact: &str| StatedFact {
        fact: fact.to_owned(),
        answer: StatedAnswer {
            values: vec!["yes".to_owned()],
            on: ago(no % 200),
            said_by: SaidBy::Member,
            words: String::new(),
        },
    };
    let facts = Populations::shipped().facts.keys();
    Person {
        member: Member {
            birth_date: Some(ago(365 * (no % 90) + 10)),
            ..Member::default()
        },
        encounters: (0..ENCOUNTERS)
            .map(|nth| {
                (
                    EntityId(Uuid::from_u128(nth.unsigned_abs().into())),
                    encounter(nth),
                )
            })
            .collect(),
        pregnancies: vec![Pregnancy::recorded(ago(no % 900))],
        problems: (0..PROBLEMS).map(problem).collect(),
        stated: facts.map(|fact| said(fact)).collect(),
    }
}
