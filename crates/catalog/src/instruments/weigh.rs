//! What answers come to.
//!
//! A missing answer is never a zero: then there is no total. A rule is met as soon as it is certain, also while
//! answers are missing: each of those counts the least it can. So an alert neither waits for the end nor is taken back
//! by it.

use std::collections::{BTreeMap, BTreeSet};

use care::{Absent, ItemAnswer, Outcome, Sex};

use super::{Instrument, Item, Method, Score, Term, When, is_of_sex};

/// What is known of whom the answers are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Person {
    /// Her sex, if it is known.
    pub sex: Option<Sex>,
    /// Whether she is known to be pregnant.
    pub is_pregnant: bool,
}

/// A sheet as far as it is filled in.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The answers.
    pub answers: &'a [ItemAnswer],
    /// Scores that were entered from paper.
    pub entered: &'a BTreeMap<String, u16>,
    /// About whom.
    pub person: Person,
}

/// What a sheet comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// Questions that are not asked, because of what was answered before.
    pub skipped: BTreeSet<String>,
    /// Questions with neither an answer nor a reason why there is none.
    pub open: Vec<String>,
    /// What each score came to.
    pub outcomes: Vec<Outcome>,
    /// The rules that are met.
    pub met: BTreeSet<String>,
}

/// Why answers are not what the instrument asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// There is no such question.
    #[error("there is no such question")]
    NoSuchQuestion,
    /// There is no such answer to it, or it was given twice.
    #[error("there is no such answer to the question")]
    NoSuchAnswer,
    /// One was to be chosen.
    #[error("only one answer may be chosen")]
    OnlyOne,
    /// An answer that goes with no other stands beside another.
    #[error("this answer goes with no other")]
    Exclusive,
    /// There is no such score to enter, or it cannot be so much.
    #[error("the score is not within its range")]
    OutOfRange,
}

impl Instrument {
    /// What the sheet comes to.
    pub fn weigh(&self, sheet: &Sheet<'_>) -> Weighed {
        let scale = Scale::new(self, sheet);
        let skipped: BTreeSet<String> = self
            .items
            .iter()
            .filter(|item| scale.is_skipped(item))
            .map(|item| item.id.clone())
            .collect();
        let open = self
            .items
            .iter()
            .filter(|item| {
                !skipped.contains(&item.id) && !scale.answers.contains_key(item.id.as_str())
            })
            .map(|item| item.id.clone())
            .collect();
        let met = self.rules.iter().filter(|rule| scale.is_met(&rule.when));
        Weighed {
            open,
            outcomes: self
                .scores
                .iter()
                .map(|score| scale.outcome(score))
                .collect(),
            met: met.map(|rule| rule.id.clone()).collect(),
            skipped,
        }
    }

    /// The answers as they are signed: in the instrument's order, without those to questions that were skipped, with
    /// *not asked* where nothing was said. Refuses what the instrument does not ask.
    pub fn signed_answers(&self, sheet: &Sheet<'_>) -> Result<Vec<ItemAnswer>, AnswerError> {
        for (id, value) in sheet.entered {
            let score = self
                .score(id)
                .filter(|score| score.method == Method::Entered);
            let fits = score.is_some_and(|score| (score.min..=score.max).contains(value));
            if !fits {
                return Err(AnswerError::OutOfRange);
            }
        }
        for answer in sheet.answers {
            self.item(&answer.item)
                .ok_or(AnswerError::NoSuchQuestion)?
                .takes(&answer.codes)?;
        }
        let scale = Scale::new(self, sheet);
        let asked = self.items.iter().filter(|item| !scale.is_skipped(item));
        let signed = asked.map(|item| match scale.answers.get(item.id.as_str()) {
            Some(answer) => ItemAnswer {
                loinc: item.loinc.clone(),
                ..(*answer).clone()
            },
            None => ItemAnswer {
                item: item.id.clone(),
                loinc: item.loinc.clone(),
                codes: Vec::new(),
                absent: Some(Absent::NotAsked),
                from: None,
            },
        });
        Ok(signed.collect())
    }
}

impl Item {
    fn takes(&self, codes: &[String]) -> Result<(), AnswerError> {
        let distinct: BTreeSet<&String> = codes.iter().collect();
        let are_known = codes.iter().all(|code| self.choice(code).is_some());
        if !are_known || distinct.len() != codes.len() {
            return Err(AnswerError::NoSuchAnswer);
        }
        if !self.multi && 1 < codes.len() {
            return Err(AnswerError::OnlyOne);
        }
        let alone = self
            .exclusive
            .as_ref()
            .is_some_and(|alone| codes.contains(alone));
        if alone && 1 < codes.len() {
            return Err(AnswerError::Exclusive);
        }
        Ok(())
    }

    /// The least any answer to it counts.
    fn least(&self) -> u16 {
        self.choices
            .iter()
            .filter_map(|choice| choice.score)
            .min()
            .unwrap_or_default()
    }
}

/// An instrument with the answers to it.
struct Scale<'a> {
    instrument: &'a Instrument,
    sheet: &'a Sheet<'a>,
    answers: BTreeMap<&'a str, &'a ItemAnswer>,
}

impl<'a> Scale<'a> {
    fn new(instrument: &'a Instrument, sheet: &'a Sheet<'a>) -> Self {
        let said = |answer: &&ItemAnswer| !answer.codes.is_empty() || answer.absent.is_some();
        let answers = sheet.answers.iter().filter(said);
        Self {
            instrument,
            sheet,
            answers: answers
                .map(|answer| (answer.item.as_str(), answer))
                .collect(),
        }
    }

    /// Not asked, because of the answer to a question before it.
    fn is_skipped(&self, item: &Item) -> bool {
        item.skip_if.as_ref().is_some_and(|(before, score)| {
            // Each question is skipped by one before it, so this comes to an end.
            let before = self.instrument.item(before);
            before.is_some_and(|before| self.value(before) == Some(*score))
        })
    }

    /// What an answer counts; nothing is known while it, or the question it hangs on, is not answered.
    fn value(&self, item: &Item) -> Option<u16> {
        let Some((before, score)) = &item.skip_if else {
            return self.own_value(item);
        };
        let is_skipped = self.value(self.instrument.item(before)?)? == *score;
        if is_skipped {
            return Some(0);
        }
        self.own_value(item)
    }

    fn own_value(&self, item: &Item) -> Option<u16> {
        let answer = self.answers.get(item.id.as_str())?;
        if answer.codes.is_empty() {
            return None;
        }
        let scores = answer.codes.iter().map(|code| item.choice(code)?.score);
        scores.sum()
    }

    /// What is certain of an answer: what it counts, or the least it can.
    fn at_least(&self, item: &Item) -> u16 {
        // What may yet turn out to be skipped counts nothing.
        let otherwise = if item.skip_if.is_some() {
            0
        } else {
            item.least()
        };
        self.value(item).unwrap_or(otherwise)
    }

    fn items_of(&self, score: &'a Score) -> impl Iterator<Item = &'a Item> + use<'_, 'a> {
        score.items.iter().filter_map(|id| self.instrument.item(id))
    }

    fn outcome(&self, score: &'a Score) -> Outcome {
        let value = match score.method {
            Method::Sum => self.items_of(score).map(|item| self.value(item)).sum(),
            Method::Any => self.any(score),
            Method::Entered => self.sheet.entered.get(&score.id).copied(),
        };
        let band = value.and_then(|value| score.band(value));
        Outcome {
            score: score.id.clone(),
            loinc: score.loinc.clone(),
            value,
            of: score.max,
            band: band.map(|band| band.label.en.clone()).unwrap_or_default(),
        }
    }

    fn any(&self, score: &'a Score) -> Option<u16> {
        let values: Vec<Option<u16>> = self.items_of(score).map(|item| self.value(item)).collect();
        if values.contains(&Some(1)) {
            return Some(1);
        }
        values.iter().all(Option::is_some).then_some(0)
    }

    fn score_at_least(&self, score: &'a Score) -> u16 {
        match score.method {
            Method::Sum => self
                .items_of(score)
                .map(|item| self.at_least(item))
                .fold(0, u16::saturating_add),
            Method::Any => self.any(score).unwrap_or_default(),
            Method::Entered => self
                .sheet
                .entered
                .get(&score.id)
                .copied()
                .unwrap_or_default(),
        }
    }

    fn is_met(&self, when: &When) -> bool {
        when.0
            .iter()
            .any(|all| all.iter().all(|term| self.holds(term)))
    }

    fn holds(&self, term: &Term) -> bool {
        let item = |id: &str| {
            self.instrument
                .item(id)
                .filter(|item| !self.is_skipped(item))
        };
        let codes = |id: &str| {
            self.answers
                .get(id)
                .map(|answer| answer.codes.as_slice())
                .unwrap_or_default()
        };
        match term {
            Term::Score(score, least) => self
                .instrument
                .score(score)
                .is_some_and(|score| *least <= self.score_at_least(score)),
            Term::Item(id, least) => {
                let value = item(id).and_then(|item| self.own_value(item));
                value.is_some_and(|value| *least <= value)
            }
            Term::Is(id, code) => item(id).is_some() && codes(id).contains(code),
            Term::Need(id) => {
                item(id).is_some_and(|item| codes(id).iter().any(|code| item.need.contains(code)))
            }
            Term::Sex(sex) => is_of_sex(self.sheet.person.sex, *sex),
            Term::NotSex(sex) => !is_of_sex(self.sheet.person.sex, *sex),
            Term::Pregnant => self.sheet.person.is_pregnant,
        }
    }
}
