//! The way from the file to the types, with every place where it can be wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;
use toml::{Spanned, Value};

use super::shape::{
    RawCodes, RawFact, RawFile, RawFromProblem, RawPopulation, RawRetired, RawRule,
};
use super::{
    Codes, Compare, CountTest, DateTest, EventKind, Fact, FactKind, FactTest, FromProblem, Group,
    Mark, Population, Populations, Retired, Rule, Test, VerifiedBy,
};
use crate::Wrong;

/// The only shape of file this release reads.
const SCHEMA: u32 = 1;
/// A rule nested deeper is a mistake, and would cost the stack.
const DEPTH_MAX: usize = 12;
/// No window is longer.
const MONTHS_MAX: u32 = 120;

/// What a rule may name.
struct Reader<'a> {
    text: &'a str,
    facts: BTreeMap<String, Fact>,
    sets: &'a BTreeMap<String, Vec<String>>,
}

pub(super) fn read(text: &str) -> Result<Populations, Wrong> {
    let raw: RawFile = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
    if *raw.schema_version.get_ref() != SCHEMA {
        let found = raw.schema_version.get_ref();
        let reason = format!("this release reads schema_version {SCHEMA}, not {found}");
        return Err(wrong(text, &raw.schema_version.span(), reason));
    }
    let mut reader = Reader {
        text,
        facts: BTreeMap::new(),
        sets: &raw.value_sets,
    };
    for fact in &raw.fact {
        reader.add_fact(fact)?;
    }
    let mut all: Vec<Population> = Vec::new();
    for population in raw.pof {
        let at = population.span();
        let population = reader.population(population.into_inner())?;
        if all.iter().any(|known| known.code == population.code) {
            let reason = format!("the population {} is given twice", population.code);
            return Err(wrong(text, &at, reason));
        }
        all.push(population);
    }
    let from_problems = raw
        .from_problem
        .into_iter()
        .map(|one| reader.of_problem(one))
        .collect::<Result<_, _>>()?;
    let losses = raw.pregnancy_loss.into_iter().map(codes).collect();
    let retired = raw.retired_pof.into_iter().map(
        |RawRetired {
             code, name, note, ..
         }| Retired { code, name, note },
    );
    Ok(Populations {
        version: raw.source_date,
        adult_min_age: raw.adult_min_age,
        all,
        retired: retired.collect(),
        facts: reader.facts,
        exclusions: raw.exclusions.programs,
        from_problems,
        losses,
        value_sets: raw.value_sets,
    })
}

fn codes(RawCodes { icd10, snomed }: RawCodes) -> Codes {
    Codes { icd10, snomed }
}

fn wrong(text: &str, at: &Range<usize>, reason: String) -> Wrong {
    let before = text.bytes().take(at.start);
    let line = before
        .filter(|byte| *byte == b'\n')
        .count()
        .saturating_add(1);
    Wrong { line, reason }
}

impl Reader<'_> {
    fn wrong(&self, at: &Range<usize>, reason: impl Into<String>) -> Wrong {
        wrong(self.text, at, reason.into())
    }

    fn word<T>(
        &self,
        said: &Spanned<String>,
        what: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Wrong> {
        let word = said.get_ref();
        read(word).ok_or_else(|| self.wrong(&said.span(), format!("unknown {what} `{word}`")))
    }

    fn day(&self, said: &Spanned<String>) -> Result<NaiveDate, Wrong> {
        let day = said.get_ref().parse();
        day.map_err(|_unreadable| {
            self.wrong(
                &said.span(),
                format!("`{}` is no day; write YYYY-MM-DD", said.get_ref()),
            )
        })
    }

    fn set(&self, name: &str, at: &Range<usize>) -> Result<&[String], Wrong> {
        let found = self.sets.get(name).map(Vec::as_slice);
        found.ok_or_else(|| self.wrong(at, format!("unknown value set `{name}`")))
    }

    fn add_fact(&mut self, raw: &Spanned<RawFact>) -> Result<(), Wrong> {
        let (at, raw) = (raw.span(), raw.get_ref());
        let kind = self.word(&raw.kind, "kind of fact", FactKind::read)?;
        let values = match (&raw.values, kind) {
            (Some(name), FactKind::OneOf | FactKind::AnyOf) => {
                self.set(name.get_ref(), &name.span())?.to_vec()
            }
            (None, FactKind::OneOf | FactKind::AnyOf) => {
                return Err(self.wrong(&at, "a choice needs the value set it is from: values"));
            }
            (Some(name), _) => {
                return Err(self.wrong(&name.span(), "only a choice has a value set"));
            }
            (None, _) => Vec::new(),
        };
        let fact = Fact {
            kind,
            values,
            holds_months: raw.holds_months,
        };
        if self.facts.insert(raw.code.clone(), fact).is_some() {
            return Err(self.wrong(&at, format!("the fact {} is given twice", raw.code)));
        }
        Ok(())
    }

    fn population(&self, raw: RawPopulation) -> Result<Population, Wrong> {
        let verified_by = raw
            .verified_by
            .iter()
            .map(|word| self.word(word, "standing", VerifiedBy::read))
            .collect::<Result<Vec<_>, _>>()?;
        let counties = raw.effective_from_county.iter();
        let effective_from_county = counties
            .map(|(county, day)| Ok((county.clone(), self.day(day)?)))
            .collect::<Result<_, Wrong>>()?;
        if verified_by.is_empty() {
            return Err(self.wrong(
                &raw.rule.span(),
                "nobody vouches for it: verified_by is empty",
            ));
        }
        Ok(Population {
            group: self.word(&raw.group, "group", Group::read)?,
            effective_from: self.day(&raw.effective_from)?,
            effective_from_county,
            verified_by,
            rule: self.rule(&raw.rule, 0)?,
            code: raw.code,
            dhcs_number: raw.dhcs_number,
            name: raw.name,
            plan_exception_allowed: raw.plan_exception_allowed,
        })
    }

    fn of_problem(&self, raw: Spanned<RawFromProblem>) -> Result<FromProblem, Wrong> {
        let at = raw.span();
        let RawFromProblem {
            fact,
            value,
            icd10,
            snomed,
        } = raw.into_inner();
        let known = self.fact(&fact, &at)?;
        if !known.values.contains(&value) {
            return Err(self.wrong(&at, format!("`{value}` is no answer to {fact}")));
        }
        let codes = Codes { icd10, snomed };
        Ok(FromProblem { fact, value, codes })
    }

    fn fact(&self, code: &str, at: &Range<usize>) -> Result<&Fact, Wrong> {
        let found = self.facts.get(code);
        found.ok_or_else(|| self.wrong(at, format!("unknown fact `{code}`")))
    }

    fn rule(&self, spanned: &Spanned<RawRule>, depth: usize) -> Result<Rule, Wrong> {
        let (at, raw) = (spanned.span(), spanned.get_ref());
        if DEPTH_MAX < depth {
            return Err(self.wrong(&at, "the rule is nested too deep"));
        }
        let heads = [
            raw.all_of.is_some(),
            raw.any_of.is_some(),
            raw.none_of.is_some(),
            raw.any_other_pof.is_some(),
            raw.fact.is_some(),
            raw.date_fact.is_some(),
            raw.count.is_some(),
        ];
        if heads.iter().filter(|is| **is).count() != 1 {
            let one = "a part of a rule is exactly one of all_of, any_of, none_of, any_other_pof, fact, date_fact, count";
            return Err(self.wrong(&at, one));
        }
        let deeper = depth.saturating_add(1);
        if let Some(parts) = &raw.all_of {
            return Ok(Rule::All(self.parts(parts, &at, deeper)?));
        }
        if let Some(parts) = &raw.any_of {
            return Ok(Rule::Any(self.parts(parts, &at, deeper)?));
        }
        if let Some(parts) = &raw.none_of {
            return Ok(Rule::NoneOf(self.parts(parts, &at, deeper)?));
        }
        if let Some(fact) = &raw.fact {
            let test = self.test(fact, raw, &at)?;
            return Ok(Rule::Fact(FactTest {
                fact: fact.clone(),
                test,
            }));
        }
        if let Some(fact) = &raw.date_fact {
            return self.within(fact, raw, &at);
        }
        if let Some(of) = &raw.count {
            return self.count(of, raw, &at);
        }
        Ok(Rule::AnyOther)
    }

    fn parts(
        &self,
        parts: &[Spanned<RawRule>],
        at: &Range<usize>,
        depth: usize,
    ) -> Result<Vec<Rule>, Wrong> {
        if parts.is_empty() {
            return Err(self.wrong(at, "an empty list says nothing"));
        }
        parts.iter().map(|part| self.rule(part, depth)).collect()
    }

    fn test(&self, code: &str, raw: &RawRule, at: &Range<usize>) -> Result<Test, Wrong> {
        let fact = self.fact(code, at)?;
        let op = raw.op.as_deref().unwrap_or_default();
        let unknown = || self.wrong(at, format!("unknown op `{op}` for the fact {code}"));
        match fact.kind {
            FactKind::Age | FactKind::Number => {
                let compare = Compare::read(op).ok_or_else(unknown)?;
                let value = raw.value.as_ref().and_then(Value::as_integer);
                let value = value.ok_or_else(|| self.wrong(at, "value must be a whole number"))?;
                Ok(Test::Number(compare, value))
            }
            FactKind::YesNo if op == "==" => {
                let value = raw.value.as_ref().and_then(Value::as_bool);
                let value = value.ok_or_else(|| self.wrong(at, "value must be true or false"))?;
                Ok(Test::Is(value))
            }
            FactKind::OneOf if op == "in" || op == "==" => {
                Ok(Test::OneOf(self.codes(fact, raw, at)?))
            }
            FactKind::AnyOf | FactKind::Race if op == "intersects" => {
                Ok(Test::Shares(self.codes(fact, raw, at)?))
            }
            FactKind::AnyOf if op == "count>=" => {
                let value = raw.value.as_ref().and_then(Value::as_integer);
                let value = value.and_then(|value| usize::try_from(value).ok());
                let value = value.filter(|value| 0 < *value);
                let value = value.ok_or_else(|| self.wrong(at, "value must be 1 or more"))?;
                Ok(Test::AtLeast(value))
            }
            FactKind::Date => Err(self.wrong(
                at,
                format!("the fact {code} is a day: ask it with date_fact"),
            )),
            FactKind::YesNo | FactKind::OneOf | FactKind::AnyOf | FactKind::Race => Err(unknown()),
        }
    }

    /// The codes a test names, each of them an answer the fact can have.
    fn codes(
        &self,
        fact: &Fact,
        raw: &RawRule,
        at: &Range<usize>,
    ) -> Result<BTreeSet<String>, Wrong> {
        let codes: BTreeSet<String> = match (&raw.value_set, &raw.value) {
            (Some(name), None) => self.set(name, at)?.iter().cloned().collect(),
            (None, Some(Value::String(one))) => BTreeSet::from([one.clone()]),
            (None, Some(Value::Array(many))) => many
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            _ => {
                return Err(self.wrong(at, "the codes are given as value or as value_set"));
            }
        };
        let strange = codes
            .iter()
            .find(|code| fact.kind != FactKind::Race && !fact.values.contains(*code));
        match strange {
            Some(code) => Err(self.wrong(at, format!("`{code}` is no answer to this fact"))),
            None => Ok(codes),
        }
    }

    fn within(&self, code: &str, raw: &RawRule, at: &Range<usize>) -> Result<Rule, Wrong> {
        if self.fact(code, at)?.kind != FactKind::Date {
            return Err(self.wrong(at, format!("the fact {code} is no day")));
        }
        if raw.op.as_deref() != Some("within_trailing_months") {
            let op = raw.op.as_deref().unwrap_or_default();
            return Err(self.wrong(at, format!("unknown op `{op}` for a day")));
        }
        let months = raw.value.as_ref().and_then(Value::as_integer);
        let months = months.and_then(|months| u32::try_from(months).ok());
        let months = self.months(months, at)?;
        let fact = code.to_owned();
        Ok(Rule::Within(DateTest { fact, months }))
    }

    fn months(&self, months: Option<u32>, at: &Range<usize>) -> Result<u32, Wrong> {
        let sound = months.filter(|months| (1..=MONTHS_MAX).contains(months));
        sound.ok_or_else(|| self.wrong(at, format!("a window is 1 to {MONTHS_MAX} months long")))
    }

    fn count(&self, of: &Value, raw: &RawRule, at: &Range<usize>) -> Result<Rule, Wrong> {
        let names: Vec<&str> = match of {
            Value::String(one) => vec![one.as_str()],
            Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_)
            | Value::Table(_) => Vec::new(),
        };
        let kinds = names.into_iter().map(|name| {
            EventKind::read(name)
                .ok_or_else(|| self.wrong(at, format!("unknown event `{name}` is counted")))
        });
        let of = kinds.collect::<Result<Vec<_>, _>>()?;
        if of.is_empty() {
            return Err(self.wrong(at, "nothing is counted"));
        }
        // With any other comparison a visit nobody has told us of would turn a yes into a no.
        if raw.op.as_deref() != Some(">=") {
            let op = raw.op.as_deref().unwrap_or_default();
            return Err(self.wrong(
                at,
                format!("unknown op `{op}` for a count; only >= is sound"),
            ));
        }
        let at_least = raw.value.as_ref().and_then(Value::as_integer);
        let at_least = at_least.and_then(|value| usize::try_from(value).ok());
        let at_least = at_least
            .filter(|value| 0 < *value)
            .ok_or_else(|| self.wrong(at, "a count is 1 or more"))?;
        let Some(trailing) = raw.within_trailing_months else {
            return Err(self.wrong(at, "a count needs a window: within_trailing_months"));
        };
        let trailing_months = self.months(Some(trailing), at)?;
        let sliding_months = match raw.sliding_window_months {
            None => None,
            Some(months) if months <= trailing_months => Some(self.months(Some(months), at)?),
            Some(_) => {
                return Err(self.wrong(at, "the sliding window is longer than the trailing one"));
            }
        };
        let marks = raw.r#where.iter().flatten().map(|(name, wanted)| {
            let mark = Mark::read(name);
            let mark = mark.ok_or_else(|| self.wrong(at, format!("unknown mark `{name}`")))?;
            Ok((mark, *wanted))
        });
        Ok(Rule::Count(CountTest {
            of,
            marks: marks.collect::<Result<_, Wrong>>()?,
            at_least,
            sliding_months,
            trailing_months,
        }))
    }
}
