//! From evaluations to what a screen shows of them.

use care::EncounterClass;
use catalog::Populations;
use catalog::eligibility::{Answer, Counted, Finding, Known, Outcome, Stretch, Window};
use catalog::populations::{Compare, EventKind, FactKind, Mark, Test};
use chrono::NaiveDate;
use vault::{Reader, StoreError};

use super::{Asked, Holding};
use crate::book;
use crate::contract::eligibility::{
    CountView, CountedEvent, EventView, FactKindView, FactView, FindingView, KnownView, NeededView,
    OutcomeView, PopulationView, StatedView,
};

/// No list of events is longer.
const EVENTS_MAX: usize = 100;
/// Events are shown for as long as any rule looks back.
const EVENT_MONTHS: u32 = 12;

pub(super) fn populations(list: &Populations, all: &[Asked]) -> Vec<PopulationView> {
    all.iter()
        .filter_map(
            |Asked {
                 evaluation,
                 two_answers,
             }| {
                let population = list.of(&evaluation.population)?;
                let why = evaluation.tree.why().into_iter();
                let mut missing: Vec<String> = Vec::new();
                for finding in evaluation.tree.missing() {
                    let asked = finding.asked().to_owned();
                    if !missing.contains(&asked) {
                        missing.push(asked);
                    }
                }
                let verified_by = population.verified_by.iter();
                Some(PopulationView {
                    code: population.code.clone(),
                    number: population.dhcs_number.clone(),
                    outcome: outcome(evaluation.outcome()),
                    verified_by: verified_by.map(|who| who.code().to_owned()).collect(),
                    exception_allowed: population.plan_exception_allowed,
                    why: why.map(|(one, came)| finding(one, came)).collect(),
                    missing,
                    two_answers: *two_answers,
                })
            },
        )
        .collect()
}

const fn outcome(outcome: Outcome) -> OutcomeView {
    match outcome {
        Outcome::Met => OutcomeView::Met,
        Outcome::NotMet => OutcomeView::NotMet,
        Outcome::Unknown => OutcomeView::Unknown,
    }
}

fn finding(finding: &Finding, came: Outcome) -> FindingView {
    let (need, known, count) = match finding {
        Finding::Fact { test, known } => (need(&test.test), known.iter().map(view).collect(), None),
        Finding::Within { test, known } => {
            let months = test.months;
            (
                NeededView::Within { months },
                known.iter().map(view).collect(),
                None,
            )
        }
        Finding::Count(counted) => (NeededView::Events, Vec::new(), Some(count(counted))),
        Finding::Others(met) => {
            let known = KnownView {
                values: met.clone(),
                on: None,
                source: String::new(),
            };
            (NeededView::Others, vec![known], None)
        }
        Finding::NotInForce(from) => (NeededView::InForce { from: *from }, Vec::new(), None),
    };
    FindingView {
        fact: finding.asked().to_owned(),
        outcome: outcome(came),
        need,
        known,
        count,
    }
}

fn need(test: &Test) -> NeededView {
    match test {
        Test::Is(true) => NeededView::Yes,
        Test::Is(false) => NeededView::No,
        Test::Number(Compare::Under, number) => NeededView::Under { number: *number },
        Test::Number(Compare::AtMost, number) => NeededView::Under {
            number: number.saturating_add(1),
        },
        Test::Number(Compare::Over, number) => NeededView::AtLeast {
            number: number.saturating_add(1),
        },
        Test::Number(Compare::AtLeast | Compare::Equal, number) => {
            NeededView::AtLeast { number: *number }
        }
        Test::OneOf(codes) | Test::Shares(codes) => NeededView::OneOf {
            codes: codes.iter().cloned().collect(),
        },
        Test::AtLeast(number) => NeededView::SomeOf {
            number: i64::try_from(*number).unwrap_or(i64::MAX),
        },
    }
}

fn view(known: &Known) -> KnownView {
    let values = match &known.answer {
        Answer::YesNo(true) => vec!["yes".to_owned()],
        Answer::YesNo(false) => vec!["no".to_owned()],
        Answer::Number(number) => vec![number.to_string()],
        Answer::Codes(codes) => codes.iter().cloned().collect(),
        Answer::Day(day) => vec![day.to_string()],
        Answer::Never => vec!["never".to_owned()],
    };
    KnownView {
        values,
        on: known.on,
        source: known.source.clone(),
    }
}

fn count(counted: &Counted) -> CountView {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let test = &counted.test;
    let is_enough = test.at_least <= counted.surely.events;
    let Window { stretch, .. } = if is_enough {
        counted.surely
    } else {
        counted.at_most
    };
    let is_open = counted.events.iter().any(|(_, sure)| !sure);
    let unplanned = test.of.contains(&EventKind::UnplannedAdmissions);
    let mark = match test.marks.first() {
        Some((mark, _)) => Some(*mark),
        None => unplanned.then_some(Mark::Unplanned),
    };
    CountView {
        of: test.of.iter().map(|kind| kind.code().to_owned()).collect(),
        mark: mark.filter(|_| is_open).map(|mark| mark.code().to_owned()),
        at_least: number(test.at_least),
        surely: number(counted.surely.events),
        at_most: number(counted.at_most.events),
        from: stretch.from.max(counted.looked.from),
        to: stretch.to,
        looked_from: counted.looked.from,
        sliding_months: test.sliding_months,
        is_known: counted.is_known,
        is_excepted: counted.is_excepted,
        events: counted
            .events
            .iter()
            .map(|(event, sure)| CountedEvent {
                id: event.id.clone(),
                on: event.on,
                sure: *sure,
            })
            .collect(),
    }
}

pub(super) fn facts(
    list: &Populations,
    reader: &Reader<'_>,
    holding: &Holding,
) -> Result<Vec<FactView>, StoreError> {
    let mut facts = Vec::new();
    for (code, fact) in &list.facts {
        let kind = match fact.kind {
            FactKind::Age | FactKind::Race => continue,
            FactKind::YesNo => FactKindView::YesNo,
            FactKind::OneOf => FactKindView::OneOf,
            FactKind::AnyOf => FactKindView::AnyOf,
            FactKind::Number => FactKindView::Number,
            FactKind::Date => FactKindView::Date,
        };
        facts.push(FactView {
            fact: code.clone(),
            kind,
            values: fact.values.clone(),
            stated: said(reader, holding, code)?,
        });
    }
    Ok(facts)
}

/// What somebody has written down of a fact.
pub(super) fn said(
    reader: &Reader<'_>,
    holding: &Holding,
    fact: &str,
) -> Result<Option<StatedView>, StoreError> {
    let Some(held) = holding.of(fact) else {
        return Ok(None);
    };
    let answer = &held.value.answer;
    Ok(Some(StatedView {
        values: answer.values.clone(),
        on: answer.on,
        said_by: answer.said_by,
        words: answer.words.clone(),
        two_answers: held.is_asked(&["answer"]),
        seen: book::seen(reader, held)?,
    }))
}

/// Emergency visits and stays as far back as any rule looks, newest first.
pub(super) fn events(
    reader: &Reader<'_>,
    holding: &Holding,
    today: NaiveDate,
) -> Result<Vec<EventView>, StoreError> {
    let looked = Stretch::back(today, EVENT_MONTHS);
    let mut events = Vec::new();
    for held in &holding.encounters {
        let encounter = &held.value;
        let emergency = match encounter.class {
            EncounterClass::Emergency => true,
            EncounterClass::Inpatient => false,
            EncounterClass::Ambulatory => continue,
        };
        if !looked.has(encounter.start) {
            continue;
        }
        let source = encounter.source.as_ref();
        events.push(EventView {
            id: held.id.to_string(),
            emergency,
            on: encounter.start,
            what: encounter.what.clone(),
            source: source.map(|from| from.system.clone()).unwrap_or_default(),
            preventable: encounter.preventable,
            unplanned: encounter.unplanned,
            bh_related: encounter.bh_related,
            seen: book::seen(reader, held)?,
        });
    }
    events.sort_by(|one, other| (other.on, &other.id).cmp(&(one.on, &one.id)));
    events.truncate(EVENTS_MAX);
    Ok(events)
}
