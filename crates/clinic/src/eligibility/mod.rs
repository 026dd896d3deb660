//! Everybody's populations of focus on a day, by the list this release carries.
//!
//! The clinic reads and says; it changes nothing. That a population ends closes no episode (R126).

use std::collections::BTreeMap;

use care::{
    Encounter, Entity as _, EntityId, Identifier, MemberId, Pregnancy, Problem, StatedFact,
};
use catalog::Populations;
use catalog::eligibility::{Evaluation, FactUsed, Outcome, Record, evaluate, facts_used, gather};
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt;
use sync::StreamId;

use crate::ledger::{LedgerError, Tx, params};
use crate::members::{self, Person};

/// One member's populations.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityLine {
    /// Her id.
    pub id: MemberId,
    /// Numbers other systems know her by.
    pub identifiers: Vec<Identifier>,
    /// The day of the question.
    pub as_of: NaiveDate,
    /// The list that was asked.
    pub catalog: String,
    /// Every population by its code: `met`, `not_met` or `unknown`.
    pub populations: BTreeMap<String, &'static str>,
    /// What was known of what the rules ask, each once.
    pub facts_used: Vec<FactUsed>,
    /// Something of what was asked has two answers, of which one was taken.
    pub two_answers: bool,
}

impl fmt::Debug for EligibilityLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EligibilityLine(…)")
    }
}

/// Everybody, in the order in which the clinic met them.
pub(crate) fn all(tx: &Tx<'_>, as_of: NaiveDate) -> Result<Vec<EligibilityLine>, LedgerError> {
    let list = Populations::shipped();
    let people = members::people(tx)?.into_iter();
    people
        .map(|person| {
            let held = Held::of(tx, &person)?;
            let evaluations = held.asked(list, &person, as_of);
            let outcome = |one: &Evaluation| (one.population.clone(), one.outcome().code());
            Ok(EligibilityLine {
                id: person.id,
                identifiers: person.member.identifiers,
                as_of,
                catalog: list.version.clone(),
                populations: evaluations.iter().map(outcome).collect(),
                facts_used: facts_used(&evaluations),
                two_answers: person.two_answers || held.two_answers,
            })
        })
        .collect()
}

/// What the ledger holds of a person beside who she is.
#[derive(Default)]
struct Held {
    encounters: Vec<(EntityId, Encounter)>,
    pregnancies: Vec<Pregnancy>,
    problems: Vec<Problem>,
    stated: Vec<StatedFact>,
    two_answers: bool,
}

impl Held {
    fn of(tx: &Tx<'_>, person: &Person) -> Result<Self, LedgerError> {
        let mut held = Self::default();
        for record in &person.records {
            held.read(tx, *record)?;
        }
        Ok(held)
    }

    fn asked(&self, list: &Populations, person: &Person, as_of: NaiveDate) -> Vec<Evaluation> {
        let record = Record {
            member: &person.member,
            encounters: &self.encounters,
            pregnancies: &self.pregnancies,
            problems: &self.problems,
            stated: &self.stated,
        };
        evaluate(list, &gather(list, &record, as_of), as_of)
    }

    fn read(&mut self, tx: &Tx<'_>, record: MemberId) -> Result<(), LedgerError> {
        let params = params! { ":stream": StreamId::Member(record).to_string() };
        let rows = tx.all(include_str!("held.sql"), params, |row| {
            Ok((
                row.get::<String>(0)?,
                row.get::<String>(1)?,
                row.get::<String>(2)?,
                row.get::<i64>(3)?,
            ))
        })?;
        for (id, kind, data, conflicts) in rows {
            self.two_answers |= 0 < conflicts;
            match kind.as_str() {
                Encounter::KIND => {
                    let id = id.parse().or(Err(LedgerError::Malformed))?;
                    self.encounters.push((id, serde_json::from_str(&data)?));
                }
                Pregnancy::KIND => self.pregnancies.push(serde_json::from_str(&data)?),
                Problem::KIND => self.problems.push(serde_json::from_str(&data)?),
                // The statement asks for these four kinds and no others.
                _ => self.stated.push(serde_json::from_str(&data)?),
            }
        }
        Ok(())
    }
}

/// How many people are met, not met and not known, population by population.
pub(crate) fn counted(lines: &[EligibilityLine]) -> BTreeMap<&str, [usize; 3]> {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for line in lines {
        for (population, outcome) in &line.populations {
            let all = [Outcome::Met, Outcome::NotMet, Outcome::Unknown];
            let of = counts.entry(population).or_default();
            for (count, _) in of
                .iter_mut()
                .zip(all)
                .filter(|(_, one)| one.code() == *outcome)
            {
                *count = count.saturating_add(1);
            }
        }
    }
    counts
}
