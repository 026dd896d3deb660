//! A sheet while it is filled in: what there is to ask, what is known already, and what it comes to so far.

use std::collections::{BTreeMap, BTreeSet};

use care::{Act, ItemAnswer, Member, MemberId};
use catalog::instruments::{Instrument, Item, Person, Sheet};
use vault::Reader;

use super::due::pregnant_since;
use super::instruments::{Catalogue, catalogue, name, said, score, suggestion};
use super::kept::{Kept, corrections, draft_place, kept};
use crate::book::{self, Held};
use crate::contract::assessments as view;
use crate::contract::failure::Failure;
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

/// What was answered longer ago is asked again, whatever time the question asks back over.
const KNOWN_DAYS_MAX: u16 = 14;
const DAY_MILLIS: i64 = 24 * 3_600_000;
/// Answers a request may hold before they are looked at.
const ANSWERS_MAX: usize = 200;

impl AtDesk for view::BeginAssessment {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::Sheet, Failure> {
        let catalogue = catalogue()?;
        let instrument = catalogue.named(&self.instrument)?;
        desk.look(|reader| {
            let patron = book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let all = kept(reader, self.member)?;
            let corrects = match self.corrects {
                Some(record) => Some(
                    all.iter()
                        .find(|one| one.id == record)
                        .ok_or(Failure::NotHere)?,
                ),
                None => None,
            };
            let known = match corrects {
                Some(_) => Vec::new(),
                None => known(catalogue, instrument, &all, desk.now),
            };
            Ok(view::Sheet {
                name: patron.value.names.whole(),
                first_name: patron.value.names.first().to_owned(),
                language: patron.value.language().map(str::to_owned),
                instrument: name(instrument),
                edition: instrument.edition.clone(),
                attribution: instrument.attribution.clone(),
                why_no_text: instrument.why_no_text.clone(),
                stem: instrument.stem.clone(),
                ask_alone: instrument.is_sensitive(),
                items: instrument
                    .items
                    .iter()
                    .map(|item| question(instrument, item))
                    .collect(),
                scores: instrument.scores.iter().map(score).collect(),
                protocols: protocols(catalogue, instrument),
                known,
                corrects: corrects.map(corrected),
                draft: draft_place(self.member, &instrument.id, self.corrects),
                now: desk.now,
            })
        })
    }
}

fn question(instrument: &Instrument, item: &Item) -> view::ItemView {
    let choices = item.choices.iter().map(|choice| view::ChoiceView {
        code: choice.code.clone(),
        label: choice.label.clone(),
    });
    view::ItemView {
        item: item.id.clone(),
        text: item.text.clone(),
        choices: choices.collect(),
        multi: item.multi,
        exclusive: item.exclusive.clone(),
        ask_alone: instrument.ask_alone || item.ask_alone,
    }
}

fn protocols(catalogue: &Catalogue, instrument: &Instrument) -> Vec<view::ProtocolView> {
    let of_danger = instrument.rules.iter().filter_map(|rule| {
        let protocol = catalogue.screening.protocol(rule.action.protocol()?)?;
        Some(view::ProtocolView {
            rule: rule.id.clone(),
            text: said(&rule.text),
            title: said(&protocol.title),
            steps: protocol.steps.iter().map(said).collect(),
        })
    });
    of_danger.collect()
}

fn corrected(kept: &Kept) -> view::Corrected {
    let assessment = &kept.assessment;
    let entered = assessment.outcomes.iter();
    view::Corrected {
        circumstances: assessment.circumstances.clone(),
        answers: assessment.answers.clone(),
        entered: entered
            .filter_map(|outcome| Some((outcome.score.clone(), outcome.value?)))
            .collect(),
        safety: assessment.safety.clone(),
        started_at: assessment.started_at,
    }
}

/// Answers to the same questions, asked a few days ago with another instrument. Asking again with the same one is
/// meant to find out what has changed, and what was said alone is not shown without being asked.
fn known(
    catalogue: &Catalogue,
    instrument: &Instrument,
    all: &[Kept],
    now: i64,
) -> Vec<view::KnownAnswer> {
    let replaced = corrections(all);
    let days = instrument.recall_days.min(KNOWN_DAYS_MAX);
    let since = now.saturating_sub(i64::from(days).saturating_mul(DAY_MILLIS));
    let mut found: BTreeMap<&str, view::KnownAnswer> = BTreeMap::new();
    let others = all.iter().filter(|one| {
        let at = one.assessment.started_at;
        one.assessment.instrument != instrument.id
            && (since..=now).contains(&at)
            && !replaced.contains_key(&one.id)
    });
    for one in others {
        for answer in &one.assessment.answers {
            let same = |item: &&Item| {
                !item.loinc.is_empty() && item.loinc == answer.loinc && !item.ask_alone
            };
            let Some(item) = instrument.items.iter().find(same) else {
                continue;
            };
            // The same question may come with other answers to choose.
            let fits = answer.codes.iter().all(|code| item.choice(code).is_some());
            if !fits || answer.codes.is_empty() {
                continue;
            }
            let short = catalogue
                .find(&one.assessment.instrument)
                .map(|other| other.short.clone());
            let view = view::KnownAnswer {
                item: item.id.clone(),
                codes: answer.codes.clone(),
                from: one.id,
                short: short.unwrap_or_default(),
                at: one.assessment.started_at,
                signature: one.assessment.author.signature.clone(),
            };
            found.insert(&item.id, view);
        }
    }
    found.into_values().collect()
}

impl AtDesk for view::WeighSheet {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::Weighed, Failure> {
        let instrument = catalogue()?.named(&self.instrument)?;
        if ANSWERS_MAX < self.answers.len() || ANSWERS_MAX < self.entered.len() {
            return Err(Failure::TooLarge);
        }
        let person = desk.look(|reader| {
            let patron = book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            person(reader, &patron, (self.member, desk.today))
        })?;
        let weighed = instrument.weigh(&Sheet {
            answers: &self.answers,
            entered: &self.entered,
            person,
        });
        let met = instrument
            .rules
            .iter()
            .filter(|rule| weighed.met.contains(&rule.id));
        let outcomes = weighed.outcomes.iter().map(|outcome| {
            let score = instrument.score(&outcome.score);
            let band = outcome.value.and_then(|value| score?.band(value));
            view::ScoreOutcome {
                score: outcome.score.clone(),
                value: outcome.value,
                of: outcome.of,
                band: band.map(|band| said(&band.label)),
            }
        });
        Ok(view::Weighed {
            skipped: weighed.skipped.iter().cloned().collect(),
            open: weighed.open.clone(),
            outcomes: outcomes.collect(),
            suggestions: met.clone().filter_map(suggestion).collect(),
            alerts: met
                .filter(|rule| rule.action.protocol().is_some())
                .map(|rule| rule.id.clone())
                .collect(),
        })
    }
}

/// What the rules of an instrument ask about a person.
pub(super) fn person(
    reader: &Reader<'_>,
    patron: &Held<Member>,
    (member, today): (MemberId, chrono::NaiveDate),
) -> Result<Person, DeskError> {
    Ok(Person {
        sex: patron.value.sex,
        is_pregnant: pregnant_since(reader, member, today)?.is_some(),
    })
}

/// The rules of danger that are met.
pub(super) fn alarms<'a>(
    instrument: &'a Instrument,
    met: &'a BTreeSet<String>,
) -> impl Iterator<Item = &'a str> {
    let of_danger = instrument
        .rules
        .iter()
        .filter(|rule| rule.action.protocol().is_some());
    of_danger
        .map(|rule| rule.id.as_str())
        .filter(|rule| met.contains(*rule))
}

/// Answers without those that say nothing.
pub(super) fn told(answers: Vec<ItemAnswer>) -> Result<Vec<ItemAnswer>, Failure> {
    if ANSWERS_MAX < answers.len() {
        return Err(Failure::TooLarge);
    }
    let says = |answer: &ItemAnswer| !answer.codes.is_empty() || answer.absent.is_some();
    Ok(answers.into_iter().filter(says).collect())
}
