//! The file of the comprehensive assessment as it is written, and what is refused in it.

use std::collections::BTreeSet;

use care::{Domain, KnownWhat, Subject, Tag};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::{Area, AreaGroup, Comprehensive, ComprehensiveDue, Suggested};
use crate::Wrong;
use crate::outreach::Vouched;
use crate::values::Values;

/// The two lists of care-plan domains.
const LISTS: [&str; 2] = ["R055", "R056"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: Spanned<String>,
    effective_from: NaiveDate,
    due: RawDue,
    group: Vec<RawGroup>,
    area: Vec<RawArea>,
    suggestion: Vec<RawSuggestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDue {
    within_days: u32,
    every_days: Spanned<u32>,
    source: String,
    standing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    code: Spanned<String>,
    label: String,
    label_es: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawArea {
    code: Spanned<String>,
    group: Spanned<String>,
    domain: Domain,
    label: String,
    label_es: String,
    ask: String,
    ask_es: String,
    #[serde(default)]
    lists: BTreeSet<String>,
    #[serde(default)]
    known: BTreeSet<KnownWhat>,
    #[serde(default)]
    screens: BTreeSet<Subject>,
    #[serde(default)]
    stated: BTreeSet<String>,
    #[serde(default)]
    tags: BTreeSet<Tag>,
    source: String,
    standing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSuggestion {
    code: Spanned<String>,
    domain: Domain,
    #[serde(default)]
    areas: BTreeSet<String>,
    #[serde(default)]
    screens: BTreeSet<Subject>,
    #[serde(default)]
    needs: BTreeSet<String>,
    #[serde(default)]
    populations: BTreeSet<String>,
    goal: String,
    goal_es: String,
    steps: Vec<String>,
    steps_es: Vec<String>,
    standing: Spanned<String>,
}

impl Values<'_> {
    fn area(&self, raw: RawArea, groups: &[AreaGroup]) -> Result<Area, Wrong> {
        if !groups.iter().any(|one| one.code == *raw.group.get_ref()) {
            return Err(self.wrong(&raw.group, "there is no such heading"));
        }
        if !raw.lists.iter().all(|list| LISTS.contains(&list.as_str())) {
            return Err(self.wrong(&raw.code, "this stands in a list that is not there"));
        }
        let vouched = self.vouched(&raw.standing)?;
        if raw.lists.is_empty() == (vouched == Vouched::Published) {
            return Err(self.wrong(
                &raw.standing,
                "an area is published exactly if it stands in a list",
            ));
        }
        Ok(Area {
            label: self.said(&raw.code, raw.label, raw.label_es)?,
            ask: self.said(&raw.code, raw.ask, raw.ask_es)?,
            code: raw.code.into_inner(),
            group: raw.group.into_inner(),
            domain: raw.domain,
            lists: raw.lists,
            known: raw.known,
            screens: raw.screens,
            stated: raw.stated,
            tags: raw.tags.into_iter().collect(),
            source: raw.source,
            vouched,
        })
    }

    fn suggested(&self, raw: RawSuggestion, areas: &[Area]) -> Result<Suggested, Wrong> {
        let is_area = |code: &String| areas.iter().any(|one| one.code == *code);
        if !raw.areas.iter().all(is_area) {
            return Err(self.wrong(&raw.code, "this follows from an area that is not there"));
        }
        let follows = [
            raw.areas.is_empty(),
            raw.screens.is_empty(),
            raw.needs.is_empty(),
            raw.populations.is_empty(),
        ];
        if follows.iter().all(|nothing| *nothing) {
            return Err(self.wrong(&raw.code, "this follows from nothing"));
        }
        if raw.steps.is_empty() || raw.steps.len() != raw.steps_es.len() {
            return Err(self.wrong(&raw.code, "it needs the same steps in both languages"));
        }
        let steps = raw.steps.into_iter().zip(raw.steps_es);
        Ok(Suggested {
            goal: self.said(&raw.code, raw.goal, raw.goal_es)?,
            steps: steps
                .map(|(en, es)| self.said(&raw.code, en, es))
                .collect::<Result<_, _>>()?,
            vouched: self.vouched(&raw.standing)?,
            code: raw.code.into_inner(),
            domain: raw.domain,
            areas: raw.areas,
            screens: raw.screens,
            needs: raw.needs,
            populations: raw.populations,
        })
    }

    /// Refuses a code that stands twice in its list.
    fn once<'b>(&self, codes: impl Iterator<Item = &'b Spanned<String>>) -> Result<(), Wrong> {
        let mut seen = BTreeSet::new();
        for code in codes {
            if !seen.insert(code.get_ref()) {
                return Err(self.wrong(code, "this is in the list already"));
            }
        }
        Ok(())
    }
}

/// Reads the file, or says in which line it is wrong and why.
pub(super) fn read(text: &str) -> Result<Comprehensive, Wrong> {
    let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
    let values = Values(text);
    values.once(raw.group.iter().map(|one| &one.code))?;
    values.once(raw.area.iter().map(|one| &one.code))?;
    values.once(raw.suggestion.iter().map(|one| &one.code))?;
    if *raw.due.every_days.get_ref() == 0 {
        return Err(values.wrong(&raw.due.every_days, "it needs a day or more in between"));
    }
    let heading = |one: RawGroup| {
        Ok(AreaGroup {
            label: values.said(&one.code, one.label, one.label_es)?,
            code: one.code.into_inner(),
        })
    };
    let groups: Vec<AreaGroup> = raw
        .group
        .into_iter()
        .map(heading)
        .collect::<Result<_, _>>()?;
    let areas = raw.area.into_iter().map(|one| values.area(one, &groups));
    let areas: Vec<Area> = areas.collect::<Result<_, _>>()?;
    if areas.is_empty() {
        return Err(values.wrong(&raw.version, "there is nothing to speak about"));
    }
    let suggestions = raw.suggestion.into_iter();
    let suggestions = suggestions.map(|one| values.suggested(one, &areas));
    Ok(Comprehensive {
        suggestions: suggestions.collect::<Result<_, _>>()?,
        due: ComprehensiveDue {
            within_days: raw.due.within_days,
            every_days: raw.due.every_days.into_inner(),
            source: raw.due.source,
            vouched: values.vouched(&raw.due.standing)?,
        },
        effective_from: raw.effective_from,
        version: raw.version.into_inner(),
        groups,
        areas,
    })
}
