#![expect(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "small numbers of a test"
)]

use std::collections::BTreeSet;

use care::{Encounter, EncounterClass, EntityId, Member, SaidBy, Source, StatedAnswer, StatedFact};
use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::Populations;
use crate::populations::Mark;

mod laws;
mod people;
mod windows;

const TODAY: &str = "2026-11-22";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn hospital() -> Source {
    Source {
        system: "urn:hospital".to_owned(),
        file: String::new(),
        entry: String::new(),
        recorded: None,
    }
}

/// Somebody a hospital's record is held of.
#[derive(Default)]
struct Someone {
    member: Member,
    encounters: Vec<(EntityId, Encounter)>,
    pregnancies: Vec<care::Pregnancy>,
    problems: Vec<care::Problem>,
    stated: Vec<StatedFact>,
}

impl Someone {
    fn born(on: &str) -> Self {
        let member = Member {
            birth_date: Some(day(on)),
            source: Some(hospital()),
            ..Member::default()
        };
        Self {
            member,
            ..Self::default()
        }
    }

    fn of_race(mut self, code: &str) -> Self {
        self.member.race.push(care::RaceOrEthnicity {
            code: code.to_owned(),
            display: String::new(),
            said_by: "urn:hospital".to_owned(),
        });
        self
    }

    fn says(self, fact: &str, values: &[&str]) -> Self {
        self.said(fact, values, "2026-11-01")
    }

    fn said(mut self, fact: &str, values: &[&str], on: &str) -> Self {
        self.stated.push(StatedFact {
            fact: fact.to_owned(),
            answer: StatedAnswer {
                values: values.iter().map(|&value| value.to_owned()).collect(),
                on: day(on),
                said_by: SaidBy::Member,
                words: "w".to_owned(),
            },
        });
        self
    }

    fn care(mut self, class: EncounterClass, on: &str, marks: &[(Mark, bool)]) -> Self {
        let is = |mark| {
            let found = marks.iter().find(|(known, _)| *known == mark);
            found.map(|(_, said)| *said)
        };
        let id = EntityId(Uuid::from_u128(self.encounters.len() as u128 + 1));
        let encounter = Encounter {
            class,
            what: String::new(),
            start: day(on),
            end: None,
            preventable: is(Mark::Preventable),
            unplanned: is(Mark::Unplanned),
            bh_related: is(Mark::BhRelated),
            source: Some(hospital()),
        };
        self.encounters.push((id, encounter));
        self
    }

    /// Emergency visits that could have been avoided.
    fn avoidable(self, days: &[&str]) -> Self {
        let emergency = EncounterClass::Emergency;
        let marks = [(Mark::Preventable, true)];
        let visit = |one: Self, on: &&str| one.care(emergency, on, &marks);
        days.iter().fold(self, visit)
    }

    fn pregnant(mut self, onset: &str, end: Option<&str>) -> Self {
        self.pregnancies.push(care::Pregnancy {
            end: end.map(day),
            source: Some(hospital()),
            ..care::Pregnancy::recorded(day(onset))
        });
        self
    }

    fn problem(mut self, system: &str, code: &str, onset: &str) -> Self {
        self.problems.push(care::Problem {
            coding: care::Coding {
                system: system.to_owned(),
                code: code.to_owned(),
                display: "d".to_owned(),
            },
            status: care::ProblemStatus::Active,
            onset: Some(day(onset)),
            abated: None,
            source: Some(hospital()),
        });
        self
    }

    fn asked(&self, as_of: &str) -> Vec<Evaluation> {
        let list = Populations::shipped();
        let record = Record {
            member: &self.member,
            encounters: &self.encounters,
            pregnancies: &self.pregnancies,
            problems: &self.problems,
            stated: &self.stated,
        };
        evaluate(list, &gather(list, &record, day(as_of)), day(as_of))
    }

    fn of(&self, population: &str, as_of: &str) -> Node {
        let mut all = self.asked(as_of).into_iter();
        all.find(|one| one.population == population).unwrap().tree
    }

    fn is(&self, population: &str) -> Outcome {
        self.of(population, TODAY).outcome
    }

    fn missing(&self, population: &str) -> BTreeSet<String> {
        let tree = self.of(population, TODAY);
        let missing = tree.missing().into_iter();
        missing.map(|finding| finding.asked().to_owned()).collect()
    }
}

fn codes(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|&code| code.to_owned()).collect()
}
