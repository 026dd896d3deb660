//! From what is held of a member to what the rules ask for.
//!
//! The record says some things by itself: how old she is, how often she was in hospital, that she is pregnant. What
//! somebody has said stands beside it with its day and who said it.

use std::collections::BTreeSet;

use care::{
    Coding, Encounter, EncounterClass, EntityId, HomeKind, Member, Phase, Pregnancy, Problem,
    ProblemStatus, Sex, Source, StatedFact,
};
use chrono::NaiveDate;

use super::known::{Answer, Care, Event, Facts, Known};
use super::window::Stretch;
use crate::populations::{FactKind, Mark, Populations};

/// What is held of one person.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Who she is.
    pub member: &'a Member,
    /// Care elsewhere, each with its id.
    pub encounters: &'a [(EntityId, Encounter)],
    /// Pregnancies.
    pub pregnancies: &'a [Pregnancy],
    /// The problem list.
    pub problems: &'a [Problem],
    /// What somebody has said.
    pub stated: &'a [StatedFact],
}

/// What ends so long after it was first written down has ended in a birth, living or not: 20 weeks.
const DELIVERY_DAYS: i64 = 140;
/// The loss of a pregnancy is written down within so many days of its end.
const LOSS_DAYS: i64 = 14;
/// Nobody younger, and nobody older, is asked whether she is pregnant.
const BEARING_MIN: i32 = 8;
const BEARING_MAX: i32 = 60;
/// The time after a birth that belongs to it.
const POSTPARTUM_MONTHS: u32 = 12;
const PREGNANT: &str = "pregnant_or_postpartum_12m";
const CONDITIONS: &str = "conditions";
/// The codes that answer the question of race; the others tell of it more exactly, or say that nobody knows.
const RACES: &[&str] = &[
    "1002-5", "2028-9", "2054-5", "2076-8", "2106-3", "2118-8", "2131-1",
];

/// What the rules may know of her on a day. What happened or was said later is left out.
pub fn gather(list: &Populations, record: &Record<'_>, as_of: NaiveDate) -> Facts {
    let member = record.member;
    let from = source(member.source.as_ref());
    let mut facts = Facts {
        born: member.birth_date.map(|born| (born, from.clone())),
        events_are_known: member.source.is_some() || !record.encounters.is_empty(),
        ..Facts::default()
    };
    facts.race(member);
    facts.home(member, &from);
    for (id, encounter) in record.encounters {
        facts.encounter(*id, encounter, as_of);
    }
    for problem in record.problems {
        facts.problem(list, problem, as_of);
    }
    facts.pregnancies(list, record, as_of);
    for stated in record.stated {
        facts.stated(list, stated, as_of);
    }
    facts
}

fn source(source: Option<&Source>) -> String {
    source.map_or_else(|| "record".to_owned(), |source| source.system.clone())
}

fn part(answer: Answer, on: Option<NaiveDate>, source: String) -> Known {
    Known {
        answer,
        on,
        source,
        is_whole: false,
    }
}

fn code(code: &str) -> Answer {
    Answer::Codes(BTreeSet::from([code.to_owned()]))
}

impl Facts {
    fn add(&mut self, fact: &str, known: Known) {
        self.known.entry(fact.to_owned()).or_default().push(known);
    }

    /// Any source may be used (R026): each is kept with who said it.
    fn race(&mut self, member: &Member) {
        let recorded = member.source.as_ref().and_then(|source| source.recorded);
        for race in &member.race {
            let known = Known {
                answer: code(&race.code),
                on: recorded,
                source: race.said_by.clone(),
                is_whole: RACES.contains(&race.code.as_str()),
            };
            self.add("race", known);
        }
    }

    /// A street, a car and a shelter are what they are; of the rest only she can say whether it is a home.
    fn home(&mut self, member: &Member, from: &str) {
        let Some(home) = &member.home else {
            return;
        };
        let status = match home.kind {
            HomeKind::Street => "unsheltered",
            HomeKind::Vehicle => "place_not_meant_for_habitation",
            HomeKind::Shelter => "shelter_or_temporary",
            HomeKind::Own | HomeKind::WithOthers | HomeKind::Institution | HomeKind::Unknown => {
                return;
            }
        };
        self.add(
            "homeless_status",
            part(code(status), home.since, from.to_owned()),
        );
    }

    fn encounter(&mut self, id: EntityId, encounter: &Encounter, as_of: NaiveDate) {
        let care = match encounter.class {
            EncounterClass::Emergency => Care::Emergency,
            EncounterClass::Inpatient => Care::Hospital,
            EncounterClass::Ambulatory => return,
        };
        if as_of < encounter.start {
            return;
        }
        let marks = [
            (Mark::Preventable, encounter.preventable),
            (Mark::Unplanned, encounter.unplanned),
            (Mark::BhRelated, encounter.bh_related),
        ];
        let marks = marks
            .into_iter()
            .filter_map(|(mark, said)| Some((mark, said?)));
        self.events.push(Event {
            id: id.to_string(),
            care,
            on: encounter.start,
            what: encounter.what.clone(),
            source: source(encounter.source.as_ref()),
            marks: marks.collect(),
        });
    }

    fn problem(&mut self, list: &Populations, problem: &Problem, as_of: NaiveDate) {
        let is_over = problem.abated.is_some_and(|abated| abated <= as_of);
        let holds = match problem.status {
            ProblemStatus::Active => !is_over,
            ProblemStatus::Resolved | ProblemStatus::Inactive => {
                // It held once: on a day before its end it still did.
                problem.abated.is_some_and(|abated| as_of < abated)
            }
        };
        let on = problem.onset;
        if !holds || on.is_some_and(|on| as_of < on) {
            return;
        }
        for says in &list.from_problems {
            if says.codes.have(&problem.coding) {
                let from = source(problem.source.as_ref());
                self.add(&says.fact, part(code(&says.value), on, from));
            }
        }
    }

    fn pregnancies(&mut self, list: &Populations, record: &Record<'_>, as_of: NaiveDate) {
        for pregnancy in record.pregnancies {
            if as_of < pregnancy.began() {
                continue;
            }
            let from = source(pregnancy.source.as_ref());
            let now = standing(list, record.problems, pregnancy, as_of);
            if now == Standing::Pregnant {
                let on = Some(pregnancy.began());
                self.add(CONDITIONS, part(code("pregnancy"), on, from.clone()));
            }
            if let Some(on) = now.since(pregnancy) {
                self.add(PREGNANT, part(Answer::YesNo(true), Some(on), from));
            }
        }
        // Of a man, a small child and an old woman the record answers by itself; what somebody says counts before it.
        let age = record.member.age(as_of);
        let is_out_of_age = age.is_some_and(|age| !(BEARING_MIN..=BEARING_MAX).contains(&age));
        if record.member.sex == Some(Sex::Male) || is_out_of_age {
            let from = source(record.member.source.as_ref());
            self.add(PREGNANT, part(Answer::YesNo(false), None, from));
        }
    }

    fn stated(&mut self, list: &Populations, stated: &StatedFact, as_of: NaiveDate) {
        let said = &stated.answer;
        if as_of < said.on {
            return;
        }
        let known = |answer| Known {
            answer,
            on: Some(said.on),
            source: said.said_by.code().to_owned(),
            is_whole: true,
        };
        if stated.fact == StatedFact::PLAN_EXCEPTION {
            let populations = said.values.iter().cloned().collect();
            self.excepted = Some(known(Answer::Codes(populations)));
            return;
        }
        let kind = list.facts.get(&stated.fact).map(|fact| fact.kind);
        if let Some(answer) = kind.and_then(|kind| answer(kind, &said.values)) {
            self.add(&stated.fact, known(answer));
        }
    }
}

/// Whether this can be said of a fact: it is one of the list, and the answer is one it can have.
pub fn is_answer(list: &Populations, fact: &str, values: &[String]) -> bool {
    if fact == StatedFact::PLAN_EXCEPTION {
        let allows = |code: &String| {
            list.of(code)
                .is_some_and(|population| population.plan_exception_allowed)
        };
        return values.iter().all(allows);
    }
    let Some(fact) = list.facts.get(fact) else {
        return false;
    };
    let is_chosen = |value: &String| fact.values.is_empty() || fact.values.contains(value);
    answer(fact.kind, values).is_some() && values.iter().all(is_chosen)
}

/// What somebody said, as the kind of fact has it; none where it cannot be read as such.
fn answer(kind: FactKind, values: &[String]) -> Option<Answer> {
    let one = match values {
        [one] => Some(one.as_str()),
        _ => None,
    };
    match kind {
        FactKind::Age | FactKind::Race => None,
        FactKind::YesNo => match one? {
            "yes" => Some(Answer::YesNo(true)),
            "no" => Some(Answer::YesNo(false)),
            _ => None,
        },
        FactKind::OneOf => Some(code(one?)),
        FactKind::AnyOf => Some(Answer::Codes(values.iter().cloned().collect())),
        FactKind::Number => Some(Answer::Number(one?.parse().ok()?)),
        FactKind::Date if one? == "never" => Some(Answer::Never),
        FactKind::Date => Some(Answer::Day(one?.parse().ok()?)),
    }
}

/// How a pregnancy stands on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Pregnant,
    /// She gave birth, and not longer ago than the time after it lasts.
    Postpartum,
    /// It is over, or nobody knows how it went on.
    Neither,
}

impl Standing {
    /// The day from which it has been so.
    fn since(self, pregnancy: &Pregnancy) -> Option<NaiveDate> {
        match self {
            Self::Pregnant => Some(pregnancy.began()),
            Self::Postpartum => Some(pregnancy.ended().unwrap_or(pregnancy.onset)),
            Self::Neither => None,
        }
    }
}

fn standing(
    list: &Populations,
    problems: &[Problem],
    pregnancy: &Pregnancy,
    as_of: NaiveDate,
) -> Standing {
    let is_loss = |coding: &Coding| list.losses.iter().any(|loss| loss.have(coding));
    let Some(end) = pregnancy.ended() else {
        let lasts = pregnancy.phase(as_of) == Phase::Pregnant;
        return if lasts && !is_loss(&pregnancy.coding) {
            Standing::Pregnant
        } else {
            Standing::Neither
        };
    };
    if as_of < end {
        return Standing::Pregnant;
    }
    if !Stretch::back(as_of, POSTPARTUM_MONTHS).has(end) {
        return Standing::Neither;
    }
    // What somebody here wrote down of its end is sure; the rest is read from the hospital's dates.
    if let Some(delivered) = pregnancy.was_delivered() {
        return if delivered {
            Standing::Postpartum
        } else {
            Standing::Neither
        };
    }
    let days_to = |day: NaiveDate| end.signed_duration_since(day).num_days();
    let long_enough = DELIVERY_DAYS <= days_to(pregnancy.onset);
    // A short one may have been written down late; that it was lost must have been written down too.
    let lost_one = problems.iter().any(|problem| {
        let near = |onset: NaiveDate| pregnancy.onset <= onset && days_to(onset).abs() <= LOSS_DAYS;
        is_loss(&problem.coding) && problem.onset.is_some_and(near)
    });
    if long_enough && !lost_one && !is_loss(&pregnancy.coding) {
        Standing::Postpartum
    } else {
        Standing::Neither
    }
}
