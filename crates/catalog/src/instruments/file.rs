//! Reading an instrument's file, and everything that can be wrong with one.
//!
//! What is asked of a person must be whole: every score is made of questions that count, its bands leave no value
//! without a name, and no rule speaks of what is not there.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::raw::{Raw, RawBand, RawChoice, RawItem, RawScore, RawSkip};
use super::screening::Said;
use super::{Action, Band, Choice, Instrument, Item, Method, Rule, Score, Term, When};
use crate::Wrong;

/// Bytes of one file.
const FILE_BYTES_MAX: usize = 256 * 1024;
/// Questions of one instrument, and choices of one question.
const ITEMS_MAX: usize = 100;
/// The most one answer counts.
const POINTS_MAX: u16 = 100;
/// The protocol for thoughts of death and self-harm, where a rule names none.
const SELF_HARM: &str = "self_harm";

/// Reads a file, or says in which line it is wrong.
pub(super) fn read(text: &str) -> Result<Instrument, Wrong> {
    if FILE_BYTES_MAX < text.len() {
        return Err(Wrong {
            line: 1,
            reason: "the file is too long".to_owned(),
        });
    }
    let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
    Page(text).instrument(raw)
}

/// The text, to say in which line something stands.
struct Page<'a>(&'a str);

impl Page<'_> {
    fn wrong<T>(&self, at: &Spanned<T>, reason: &str) -> Wrong {
        Wrong::at(self.0, at, reason)
    }

    fn instrument(&self, raw: Raw) -> Result<Instrument, Wrong> {
        if raw.id.get_ref().is_empty() || raw.short.is_empty() || raw.licence.is_empty() {
            return Err(self.wrong(&raw.id, "it needs an id, a short name and a licence"));
        }
        let recall_days = days(raw.recall.get_ref()).ok_or_else(|| {
            self.wrong(
                &raw.recall,
                "the time asked back over is not written P14D, P1M or P1Y",
            )
        })?;
        let sets = self.sets(&raw)?;
        let items = self.items(&raw, &sets)?;
        let scores = self.scores(&raw, &items)?;
        let rules = self.rules(&raw, &items, &scores)?;
        if items.is_empty() && scores.is_empty() {
            return Err(self.wrong(&raw.id, "it asks nothing"));
        }
        let has_text = scores.iter().all(|score| score.method != Method::Entered);
        if has_text != raw.why_no_text.is_none() {
            return Err(self.wrong(
                &raw.id,
                "a form for the score alone says why, and only such a form",
            ));
        }
        Ok(Instrument {
            id: raw.id.into_inner(),
            short: raw.short,
            title: raw.title,
            about: raw.about,
            edition: raw.version,
            licence: raw.licence,
            attribution: raw.attribution,
            why_no_text: raw.why_no_text,
            stem: raw.stem,
            standing: raw.verified,
            recall_days,
            loinc: raw.loinc_panel,
            ask_alone: raw.ask_alone,
            items,
            scores,
            rules,
        })
    }

    /// The sets of answers by their names.
    fn sets(&self, raw: &Raw) -> Result<BTreeMap<String, Vec<Choice>>, Wrong> {
        let mut sets = BTreeMap::new();
        for (name, choices) in &raw.answers {
            let mut codes = BTreeSet::new();
            for choice in choices {
                let each = choice.get_ref();
                if each.label.is_empty() || !codes.insert(&each.code) {
                    return Err(self.wrong(choice, "an answer needs a label and a code of its own"));
                }
                if each.score.is_some_and(|score| POINTS_MAX < score) {
                    return Err(self.wrong(choice, "an answer counts no more than 100"));
                }
            }
            if choices.is_empty() || ITEMS_MAX < choices.len() {
                return Err(self.wrong(&raw.id, "a set of answers is empty or too long"));
            }
            let choices = choices.iter().map(|choice| {
                let RawChoice { code, label, score } = choice.get_ref().clone();
                Choice { code, label, score }
            });
            sets.insert(name.clone(), choices.collect());
        }
        Ok(sets)
    }

    fn items(&self, raw: &Raw, sets: &BTreeMap<String, Vec<Choice>>) -> Result<Vec<Item>, Wrong> {
        let mut items: Vec<Item> = Vec::new();
        for each in &raw.item {
            let id = each.id.get_ref();
            if items.iter().any(|item| item.id == *id) || items.len() == ITEMS_MAX {
                return Err(self.wrong(
                    &each.id,
                    "there is another question with this id, or too many",
                ));
            }
            let Some(choices) = sets.get(each.answers.get_ref()) else {
                return Err(self.wrong(&each.answers, "there is no such set of answers"));
            };
            let skip_if = self.skip(each, &items)?;
            let item = Item {
                id: id.clone(),
                loinc: each.loinc.clone(),
                group: each.group.clone(),
                text: each.text.clone(),
                choices: choices.clone(),
                multi: each.multi,
                required: each.required,
                ask_alone: each.ask_alone,
                skip_if,
                need: each
                    .need
                    .iter()
                    .map(|code| code.get_ref().clone())
                    .collect(),
                exclusive: each.exclusive.as_ref().map(|code| code.get_ref().clone()),
            };
            let named = each.need.iter().chain(&each.exclusive);
            if let Some(unknown) = named
                .into_iter()
                .find(|code| item.choice(code.get_ref()).is_none())
            {
                return Err(self.wrong(unknown, "there is no such answer to this question"));
            }
            if let Some(exclusive) = each.exclusive.as_ref().filter(|_| !each.multi) {
                return Err(self.wrong(
                    exclusive,
                    "where one answer is chosen, each goes with no other",
                ));
            }
            items.push(item);
        }
        Ok(items)
    }

    /// When a question is not asked: a question before it must be able to count so much.
    fn skip(&self, each: &RawItem, before: &[Item]) -> Result<Option<(String, u16)>, Wrong> {
        let Some(skip) = &each.skip_if else {
            return Ok(None);
        };
        let RawSkip { item, score } = skip.get_ref();
        let asked = before.iter().find(|one| one.id == *item);
        let can_be = asked.is_some_and(|one| {
            one.choices
                .iter()
                .any(|choice| choice.score == Some(*score))
        });
        if !can_be {
            return Err(self.wrong(
                skip,
                "no question before it has an answer that counts so much",
            ));
        }
        Ok(Some((item.clone(), *score)))
    }

    fn scores(&self, raw: &Raw, items: &[Item]) -> Result<Vec<Score>, Wrong> {
        let mut scores: Vec<Score> = Vec::new();
        for each in &raw.score {
            if scores.iter().any(|score| score.id == *each.id.get_ref()) {
                return Err(self.wrong(&each.id, "there is another score with this id"));
            }
            let method = match each.method.get_ref().as_str() {
                "sum" => Method::Sum,
                "any" => Method::Any,
                "entered" => Method::Entered,
                _ => return Err(self.wrong(&each.method, "a score is a sum, any, or entered")),
            };
            if *each.complete.get_ref() != (method != Method::Any) {
                return Err(
                    self.wrong(&each.complete, "only `any` is known before all is answered")
                );
            }
            self.counts(raw, each, items, method)?;
            let bands = self.bands(raw, each)?;
            scores.push(Score {
                id: each.id.get_ref().clone(),
                loinc: each.loinc.clone(),
                method,
                items: each
                    .items
                    .iter()
                    .map(|item| item.get_ref().clone())
                    .collect(),
                min: *each.min.get_ref(),
                max: each.max,
                coded: each.value_if_0.clone().zip(each.value_if_1.clone()),
                bands,
            });
        }
        let is_score = |id: &str| scores.iter().any(|score| score.id == id);
        match raw.band.iter().find(|band| !is_score(band.score.get_ref())) {
            Some(band) => Err(self.wrong(&band.score, "there is no such score")),
            None => Ok(scores),
        }
    }

    /// A score is made of questions each of whose answers counts, and they add up to its range.
    fn counts(
        &self,
        raw: &Raw,
        each: &RawScore,
        items: &[Item],
        method: Method,
    ) -> Result<(), Wrong> {
        let (mut least, mut most) = (0_u16, 0_u16);
        for named in &each.items {
            let Some(item) = items.iter().find(|item| item.id == *named.get_ref()) else {
                return Err(self.wrong(named, "the score names a question that is not there"));
            };
            let is_scored = raw
                .item
                .iter()
                .any(|one| one.scored && one.id.get_ref() == &item.id);
            let points: Vec<u16> = item
                .choices
                .iter()
                .filter_map(|choice| choice.score)
                .collect();
            let all_count = points.len() == item.choices.len() || method == Method::Any;
            if !is_scored || !all_count || points.is_empty() {
                return Err(self.wrong(named, "an answer to this question has no score"));
            }
            if item.multi || !item.required {
                return Err(self.wrong(
                    named,
                    "a question that counts has one answer and is required",
                ));
            }
            least = least.saturating_add(points.iter().copied().min().unwrap_or_default());
            most = most.saturating_add(points.iter().copied().max().unwrap_or_default());
        }
        let (min, max) = (*each.min.get_ref(), each.max);
        let fits = match method {
            Method::Sum => !each.items.is_empty() && (min, max) == (least, most),
            Method::Any => !each.items.is_empty() && (min, max) == (0, 1),
            Method::Entered => each.items.is_empty() && min < max,
        };
        if fits {
            return Ok(());
        }
        Err(self.wrong(&each.min, "the range is not what the answers can add up to"))
    }

    /// Bands lie side by side from the least value to the most.
    fn bands(&self, raw: &Raw, each: &RawScore) -> Result<Vec<Band>, Wrong> {
        let of = |band: &&RawBand| band.score.get_ref() == each.id.get_ref();
        let mut own: Vec<&RawBand> = raw.band.iter().filter(of).collect();
        own.sort_by_key(|band| *band.from.get_ref());
        let mut next = *each.min.get_ref();
        let mut bands = Vec::new();
        for band in own {
            let from = *band.from.get_ref();
            if from < next || band.to < from {
                return Err(self.wrong(
                    &band.from,
                    "the band overlaps another, or ends before it begins",
                ));
            }
            if next < from {
                return Err(self.wrong(&band.from, "there is a gap before this band"));
            }
            if band.label.is_empty() || band.label_es.is_empty() {
                return Err(self.wrong(&band.from, "the band needs a name in both languages"));
            }
            next = band.to.saturating_add(1);
            bands.push(Band {
                from,
                to: band.to,
                label: Said::new(&band.label, &band.label_es),
            });
        }
        if !bands.is_empty() && next != each.max.saturating_add(1) {
            return Err(self.wrong(
                &each.id,
                "the bands do not end with the most the score can be",
            ));
        }
        Ok(bands)
    }

    fn rules(&self, raw: &Raw, items: &[Item], scores: &[Score]) -> Result<Vec<Rule>, Wrong> {
        let mut rules: Vec<Rule> = Vec::new();
        for each in &raw.rule {
            if rules.iter().any(|rule| rule.id == *each.id.get_ref()) {
                return Err(self.wrong(&each.id, "there is another rule with this id"));
            }
            let when = When::read(each.when.get_ref())
                .map_err(|reason| self.wrong(&each.when, &reason))?;
            if !when
                .terms()
                .all(|term| names_something(term, items, scores))
            {
                return Err(self.wrong(&each.when, "the rule speaks of what is not there"));
            }
            let Some(action) = action(each.action.get_ref()) else {
                return Err(self.wrong(&each.action, "this is nothing that can follow"));
            };
            if each.text.is_empty() || each.text_es.is_empty() {
                return Err(self.wrong(&each.id, "the rule needs a text in both languages"));
            }
            rules.push(Rule {
                id: each.id.get_ref().clone(),
                when,
                action,
                sensitive: each.sensitive.clone(),
                text: Said::new(&each.text, &each.text_es),
            });
        }
        Ok(rules)
    }
}

/// Whether what a term speaks of is there.
fn names_something(term: &Term, items: &[Item], scores: &[Score]) -> bool {
    let item = |id: &str| items.iter().find(|item| item.id == id);
    match term {
        Term::Score(id, least) => scores
            .iter()
            .any(|score| score.id == *id && *least <= score.max),
        Term::Item(id, least) => item(id).is_some_and(|item| {
            let mut points = item.choices.iter().filter_map(|choice| choice.score);
            points.any(|points| *least <= points)
        }),
        Term::Is(id, code) => item(id).is_some_and(|item| item.choice(code).is_some()),
        Term::Need(id) => item(id).is_some_and(|item| !item.need.is_empty()),
        Term::Sex(_) | Term::NotSex(_) | Term::Pregnant => true,
    }
}

fn action(text: &str) -> Option<Action> {
    if let Some(named) = text.strip_prefix("open:").filter(|named| !named.is_empty()) {
        return Some(Action::Open(named.to_owned()));
    }
    if let Some(named) = text.strip_prefix("need:").filter(|named| !named.is_empty()) {
        return Some(Action::Need(named.to_owned()));
    }
    if let Some(named) = text
        .strip_prefix("safety-protocol:")
        .filter(|named| !named.is_empty())
    {
        return Some(Action::Safety(named.to_owned()));
    }
    match text {
        "follow-up-plan" => Some(Action::FollowUp),
        "safety-protocol" => Some(Action::Safety(SELF_HARM.to_owned())),
        _ => None,
    }
}

/// Days of a duration as ISO 8601 writes it; a month is 30 of them.
fn days(text: &str) -> Option<u16> {
    if text.is_empty() {
        return Some(0);
    }
    let (count, unit) = text
        .strip_prefix('P')?
        .split_at_checked(text.len().checked_sub(2)?)?;
    let days = match unit {
        "D" => 1,
        "W" => 7,
        "M" => 30,
        "Y" => 365,
        _ => return None,
    };
    count.parse::<u16>().ok()?.checked_mul(days)
}
