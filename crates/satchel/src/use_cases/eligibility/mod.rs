//! Why ECM: the populations of focus asked of what is held of a member, and what somebody says about it.

mod kept;
#[cfg(test)]
mod tests;
mod views;

use care::{
    Act, Encounter, Entity as _, EntityId, Member, MemberId, Pregnancy, Problem, Refusal,
    StatedAnswer, StatedFact, Why,
};
use catalog::Populations;
use catalog::eligibility::{
    Evaluation, FactUsed, Outcome, Record, evaluate, facts_used, gather, is_answer,
};
use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use sync::StreamId;
use uuid::Uuid;
use vault::{Reader, StoreError};

use super::plans::expect_of;
use crate::book::{self, Held, People};
use crate::contract::eligibility::{
    Eligibility, KeepEligibility, MarkEncounter, MarkWord, ShowEligibility, StateFact,
};
use crate::contract::failure::Failure;
use crate::contract::{Made, MadeOne};
use crate::desk::Desk;
use crate::router::AtDesk;

pub(super) use kept::keep;

/// What is held of a member that the rules may ask for.
#[derive(Clone)]
pub(super) struct Holding {
    /// Each record of her, at least one.
    records: Vec<Held<Member>>,
    encounters: Vec<Held<Encounter>>,
    pregnancies: Vec<Held<Pregnancy>>,
    problems: Vec<Held<Problem>>,
    stated: Vec<Held<StatedFact>>,
}

/// What came of a population, and whether another answer to something that two people answered differently would change how.
pub(super) struct Asked {
    pub(super) evaluation: Evaluation,
    pub(super) two_answers: bool,
}

impl Holding {
    /// Reads it; nothing if she is not here.
    fn read(reader: &Reader<'_>, member: MemberId) -> Result<Option<Self>, StoreError> {
        let records = book::records_of(reader, member)?;
        if records.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            records,
            encounters: book::of_member(reader, member)?,
            pregnancies: book::of_member(reader, member)?,
            problems: book::of_member(reader, member)?,
            stated: book::of_member(reader, member)?,
        }))
    }

    /// What came of every population on a day. A rule that rests on something that is in dispute says so.
    fn asked(&self, list: &Populations, as_of: NaiveDate) -> Vec<Asked> {
        let others = self.otherwise().into_iter();
        let others: Vec<_> = others.map(|other| other.evaluated(list, as_of)).collect();
        let with_mark = |(at, evaluation): (usize, Evaluation)| Asked {
            two_answers: others
                .iter()
                .any(|other| other.get(at) != Some(&evaluation)),
            evaluation,
        };
        let shown = self.evaluated(list, as_of).into_iter().enumerate();
        shown.map(with_mark).collect()
    }

    fn evaluated(&self, list: &Populations, as_of: NaiveDate) -> Vec<Evaluation> {
        let encounters = self.encounters.iter();
        let encounters: Vec<(EntityId, Encounter)> = encounters
            .map(|held| (EntityId(held.id), held.value.clone()))
            .collect();
        let member = book::together(self.records.clone()).map(|held| held.value);
        let record = Record {
            member: &member.unwrap_or_default(),
            encounters: &encounters,
            pregnancies: &values(&self.pregnancies),
            problems: &values(&self.problems),
            stated: &values(&self.stated),
        };
        evaluate(list, &gather(list, &record, as_of), as_of)
    }

    /// The same with another of the standing answers, one answer at a time.
    fn otherwise(&self) -> Vec<Self> {
        let mut others = Vec::new();
        let same = || self.clone();
        others.extend(with_another(&self.records).map(|records| Self { records, ..same() }));
        others.extend(with_another(&self.encounters).map(|encounters| Self {
            encounters,
            ..same()
        }));
        others.extend(with_another(&self.pregnancies).map(|pregnancies| Self {
            pregnancies,
            ..same()
        }));
        others.extend(with_another(&self.problems).map(|problems| Self { problems, ..same() }));
        others.extend(with_another(&self.stated).map(|stated| Self { stated, ..same() }));
        others
    }

    /// What somebody has written down of a fact; of several records, the newest.
    fn of(&self, fact: &str) -> Option<&Held<StatedFact>> {
        let said = self.stated.iter().filter(|held| held.value.fact == fact);
        said.max_by_key(|held| (held.value.answer.on, held.id))
    }
}

/// The populations of focus in which a member is on a day, each with what was known of what it asks.
pub(super) fn met(
    reader: &Reader<'_>,
    member: MemberId,
    as_of: NaiveDate,
) -> Result<Vec<(String, Vec<FactUsed>)>, StoreError> {
    let Some(holding) = Holding::read(reader, member)? else {
        return Ok(Vec::new());
    };
    let all = holding.evaluated(Populations::shipped(), as_of).into_iter();
    let met = all.filter(|one| one.outcome() == Outcome::Met);
    Ok(met
        .map(|one| (one.population.clone(), facts_used(&[one])))
        .collect())
}

fn values<T: Clone>(all: &[Held<T>]) -> Vec<T> {
    all.iter().map(|held| held.value.clone()).collect()
}

/// The list once for each other answer that stands in it.
fn with_another<T>(all: &[Held<T>]) -> impl Iterator<Item = Vec<Held<T>>>
where
    T: Clone + Serialize + DeserializeOwned,
{
    all.iter().enumerate().flat_map(move |(at, held)| {
        held.otherwise().into_iter().map(move |value| {
            let others = all.iter().enumerate();
            let with = |(place, one): (usize, &Held<T>)| {
                if place == at {
                    one.with(value.clone())
                } else {
                    one.clone()
                }
            };
            others.map(with).collect()
        })
    })
}

impl AtDesk for ShowEligibility {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Eligibility, Failure> {
        let today = desk.today;
        desk.look(|reader| {
            let holding = Holding::read(reader, self.member)?.ok_or(Failure::NotHere)?;
            let people = People::read(reader, desk.me().staff)?;
            let list = Populations::shipped();
            Ok(Eligibility {
                as_of: today,
                catalog: list.version.clone(),
                populations: views::populations(list, &holding.asked(list, today)),
                facts: views::facts(list, reader, &holding)?,
                events: views::events(reader, &holding, today)?,
                exception: views::said(reader, &holding, StatedFact::PLAN_EXCEPTION)?,
                kept: kept::all(reader, &people, self.member)?,
            })
        })
    }
}

impl AtDesk for StateFact {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let list = Populations::shipped();
        if !is_answer(list, &self.fact, &self.values) {
            return Err(Refusal {
                field: "answer",
                why: Why::Malformed,
            }
            .into());
        }
        let value = StatedFact {
            fact: self.fact,
            answer: StatedAnswer {
                values: self.values,
                on: self.on,
                said_by: self.said_by,
                words: self.words.trim().to_owned(),
            },
        };
        let id = desk.write(|pen, writer| {
            let holding = Holding::read(writer, self.member)?.ok_or(Failure::NotHere)?;
            if let Some(held) = holding.of(&value.fact) {
                pen.change(held, &value, &book::parse_seen(&self.seen))?;
                return Ok(held.id);
            }
            let id = id_of(StatedFact::KIND, self.member, &value.fact);
            pen.add_as(&StreamId::Member(self.member), id, &value)?;
            Ok(id)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

/// The id of a thing of which a record has one by this name: the same on every device, so that two who answer it unseen
/// answer one question.
pub(super) fn id_of(kind: &str, member: MemberId, name: &str) -> Uuid {
    let name = format!("{kind}\0{member}\0{name}");
    let digest = Sha256::digest(name.as_bytes());
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(digest) {
        *byte = hashed;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl AtDesk for MarkEncounter {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let id: EntityId = self
            .encounter
            .parse()
            .map_err(|_malformed| Failure::BadRequest {
                what: "encounter".to_owned(),
            })?;
        desk.write(|pen, writer| {
            let held = expect_of::<Encounter>(writer, self.member, id)?;
            let mut encounter = held.value.clone();
            match self.mark {
                MarkWord::Preventable => encounter.preventable = self.is,
                MarkWord::Unplanned => encounter.unplanned = self.is,
                MarkWord::BhRelated => encounter.bh_related = self.is,
            }
            Ok(pen.change(&held, &encounter, &book::parse_seen(&self.seen))?)
        })?;
        Ok(Made {})
    }
}

impl AtDesk for KeepEligibility {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let key = desk.key();
        let record = desk.write(|pen, writer| keep(pen, writer, self.member, key))?;
        Ok(MadeOne {
            id: record.to_string(),
        })
    }
}
