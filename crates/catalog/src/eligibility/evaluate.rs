//! The rules asked of what is known.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use crate::populations::{DateTest, FactKind, FactTest, Population, Populations, Rule, Test};

use super::known::{Answer, Facts, Known};
use super::outcome::{Finding, Node, Outcome};
use super::window::{Counted, Stretch};

/// What came of one population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The population's code.
    pub population: String,
    /// How it came about; its outcome is the answer.
    pub tree: Node,
}

impl Evaluation {
    /// The answer.
    pub fn outcome(&self) -> Outcome {
        self.tree.outcome
    }
}

/// Asks every population of the list, in its order, how it stood on this day. What is dated later is not looked at.
pub fn evaluate(list: &Populations, facts: &Facts, as_of: NaiveDate) -> Vec<Evaluation> {
    let (later, first): (Vec<_>, Vec<_>) = list
        .all
        .iter()
        .partition(|population| population.rule.asks_the_others());
    let mut asking = Asking {
        list,
        facts,
        as_of,
        population: None,
        others: Vec::new(),
    };
    for population in first {
        let node = asking.population(population);
        asking.others.push((population.code.clone(), node));
    }
    // Those that look at the others do not look at one another, or the answer would depend on their order.
    let looking: Vec<(String, Node)> = later
        .into_iter()
        .map(|population| (population.code.clone(), asking.population(population)))
        .collect();
    let mut found = asking.others;
    found.extend(looking);
    let place = |code: &str| list.all.iter().position(|known| known.code == code);
    found.sort_by_key(|(code, _)| place(code));
    let evaluation = |(population, tree)| Evaluation { population, tree };
    found.into_iter().map(evaluation).collect()
}

struct Asking<'a> {
    list: &'a Populations,
    facts: &'a Facts,
    as_of: NaiveDate,
    population: Option<&'a Population>,
    others: Vec<(String, Node)>,
}

impl<'a> Asking<'a> {
    fn population(&mut self, population: &'a Population) -> Node {
        let from = population.effective_from;
        if self.as_of < from {
            let earlier = self.in_force_in_a_county(population);
            if earlier != Outcome::Met {
                return Node::leaf(earlier, Finding::NotInForce(from));
            }
        }
        self.population = Some(population);
        self.rule(&population.rule)
    }

    /// Whether it was in force already where she lives.
    fn in_force_in_a_county(&self, population: &Population) -> Outcome {
        let counties = &population.effective_from_county;
        match &self.facts.county {
            Some(county) => {
                let from = counties.get(county);
                Outcome::of(from.is_some_and(|from| *from <= self.as_of))
            }
            None if counties.values().any(|from| *from <= self.as_of) => Outcome::Unknown,
            None => Outcome::NotMet,
        }
    }

    fn rule(&self, rule: &Rule) -> Node {
        let parts = |parts: &[Rule]| parts.iter().map(|part| self.rule(part)).collect();
        match rule {
            Rule::All(all) => Node::all(parts(all)),
            Rule::Any(any) => Node::any(parts(any)),
            Rule::NoneOf(none) => Node::none_of(parts(none)),
            Rule::AnyOther => self.any_other(),
            Rule::Fact(test) => self.fact(test),
            Rule::Within(test) => self.within(test),
            Rule::Count(test) => {
                let code = self.population.map_or("", |population| &population.code);
                let allowed = self
                    .population
                    .is_some_and(|population| population.plan_exception_allowed);
                let is_excepted = allowed && self.facts.is_excepted(code, self.as_of);
                let is_known = self.facts.events_are_known;
                let events = &self.facts.events;
                let counted = Counted::count(test, events, self.as_of, is_known, is_excepted);
                Node::leaf(counted.outcome(), Finding::Count(counted))
            }
        }
    }

    fn any_other(&self) -> Node {
        let outcome = self.others.iter().map(|(_, node)| node.outcome).max();
        let met = self.others.iter();
        let met = met.filter(|(_, node)| node.outcome == Outcome::Met);
        let met = met.map(|(code, _)| code.clone()).collect();
        Node::leaf(outcome.unwrap_or(Outcome::NotMet), Finding::Others(met))
    }

    fn fact(&self, test: &FactTest) -> Node {
        let kind = self.list.facts.get(&test.fact).map(|fact| fact.kind);
        let known = match kind {
            Some(FactKind::Age) => self.age(),
            _ => self.known(&test.fact),
        };
        let outcome = holds(&test.test, &known);
        let test = test.clone();
        Node::leaf(outcome, Finding::Fact { test, known })
    }

    fn within(&self, test: &DateTest) -> Node {
        let known = self.known(&test.fact);
        let last = Stretch::back(self.as_of, test.months);
        let outcome = match known.first().map(|known| &known.answer) {
            Some(Answer::Day(day)) => Outcome::of(last.has(*day)),
            Some(Answer::Never) => Outcome::NotMet,
            Some(Answer::YesNo(_) | Answer::Number(_) | Answer::Codes(_)) | None => {
                Outcome::Unknown
            }
        };
        let test = test.clone();
        Node::leaf(outcome, Finding::Within { test, known })
    }

    /// What is known of a fact on the day of the question, the newest first.
    fn known(&self, fact: &str) -> Vec<Known> {
        let holds = self.list.facts.get(fact).and_then(|fact| fact.holds_months);
        let all = self.facts.known.get(fact).into_iter().flatten();
        let mut known: Vec<Known> = all
            .filter(|known| known.on.is_none_or(|on| on <= self.as_of))
            .filter(|known| still_holds(known, holds, self.as_of))
            .cloned()
            .collect();
        known.sort_by_key(|known| Reverse(known.on));
        known
    }

    fn age(&self) -> Vec<Known> {
        let Some((born, source)) = &self.facts.born else {
            return Vec::new();
        };
        if self.as_of < *born {
            return Vec::new();
        }
        let had_birthday = (born.month(), born.day()) <= (self.as_of.month(), self.as_of.day());
        let years = self.as_of.year().saturating_sub(born.year());
        let age = years.saturating_sub(i32::from(!had_birthday));
        vec![Known {
            answer: Answer::Number(i64::from(age)),
            on: Some(*born),
            source: source.clone(),
            is_whole: true,
        }]
    }
}

impl Facts {
    fn is_excepted(&self, population: &str, as_of: NaiveDate) -> bool {
        self.excepted.as_ref().is_some_and(|known| {
            let in_time = known.on.is_none_or(|on| on <= as_of);
            match &known.answer {
                Answer::Codes(codes) => in_time && codes.contains(population),
                Answer::YesNo(_) | Answer::Number(_) | Answer::Day(_) | Answer::Never => false,
            }
        })
    }
}

fn still_holds(known: &Known, months: Option<u32>, as_of: NaiveDate) -> bool {
    match (known.on, months) {
        (Some(on), Some(months)) => on
            .checked_add_months(Months::new(months))
            .is_none_or(|until| as_of <= until),
        (None, _) | (_, None) => true,
    }
}

/// Whether what is known passes the test. A list is put together from all who said something; of the rest the newest counts.
fn holds(test: &Test, known: &[Known]) -> Outcome {
    let Some(newest) = known.first().map(|known| &known.answer) else {
        return Outcome::Unknown;
    };
    match (test, newest) {
        (Test::Is(wanted), Answer::YesNo(said)) => Outcome::of(wanted == said),
        (Test::Number(compare, limit), Answer::Number(said)) => {
            Outcome::of(compare.holds(*said, *limit))
        }
        (Test::OneOf(codes), Answer::Codes(said)) => Outcome::of(!codes.is_disjoint(said)),
        (Test::Shares(codes), Answer::Codes(_)) => {
            let shared = united(known).into_iter();
            let shared = shared.filter(|code| codes.contains(*code)).count();
            listed(shared, 1, known)
        }
        (Test::AtLeast(needed), Answer::Codes(_)) => listed(united(known).len(), *needed, known),
        // An answer of another kind than the fact's is none.
        (
            Test::Is(_) | Test::Number(..) | Test::OneOf(_) | Test::Shares(_) | Test::AtLeast(_),
            Answer::YesNo(_)
            | Answer::Number(_)
            | Answer::Codes(_)
            | Answer::Day(_)
            | Answer::Never,
        ) => Outcome::Unknown,
    }
}

/// A list that has enough is enough; one that has not says *no* only if somebody gave the whole of it.
fn listed(has: usize, needed: usize, known: &[Known]) -> Outcome {
    if needed <= has {
        Outcome::Met
    } else if known.iter().any(|known| known.is_whole) {
        Outcome::NotMet
    } else {
        Outcome::Unknown
    }
}

/// All codes anybody has named.
fn united(known: &[Known]) -> BTreeSet<&String> {
    let codes = known.iter().filter_map(|known| match &known.answer {
        Answer::Codes(codes) => Some(codes),
        Answer::YesNo(_) | Answer::Number(_) | Answer::Day(_) | Answer::Never => None,
    });
    codes.flatten().collect()
}
