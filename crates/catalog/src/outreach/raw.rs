//! The list as it stands in the file, and what makes it a wrong one.

use std::collections::BTreeSet;

use care::Place;
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::{Hour, Method, Named, Outcome, Outreach, Programme, Rule, Vouched, Way};
use crate::Wrong;
use crate::instruments::Said;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: Spanned<String>,
    effective_from: NaiveDate,
    source: Vec<RawNamed>,
    method: Vec<RawMethod>,
    outcome: Vec<RawOutcome>,
    hour: Vec<RawHour>,
    next: RawNext,
    programme: Vec<RawProgramme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNamed {
    code: Spanned<String>,
    label: String,
    label_es: String,
    standing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMethod {
    code: Spanned<String>,
    label: String,
    label_es: String,
    standing: String,
    way: String,
    place: Option<String>,
    counts: bool,
    #[serde(default)]
    why: String,
    #[serde(default)]
    why_es: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "as they stand in the file, each by its name"
)]
struct RawOutcome {
    code: Spanned<String>,
    label: String,
    label_es: String,
    standing: String,
    ways: Vec<String>,
    reached: bool,
    counts: bool,
    #[serde(default)]
    why: String,
    #[serde(default)]
    why_es: String,
    again_days: Option<u32>,
    #[serde(default)]
    not_now: bool,
    #[serde(default)]
    rules_out: Vec<String>,
    #[serde(default)]
    tap: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHour {
    code: Spanned<String>,
    label: String,
    label_es: String,
    standing: String,
    from: u32,
    to: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProgramme {
    code: Spanned<String>,
    label: String,
    label_es: String,
    standing: String,
    short: String,
    every_days: u32,
    within_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNext {
    first_within_days: Spanned<u32>,
    same_way_max: usize,
    prefer: Vec<String>,
    skip_weekends: bool,
    after_enrolment: String,
    after_enrolment_es: String,
    standing: String,
}

/// Reads the list, or says at which line it is wrong and why.
pub(super) fn read(text: &str) -> Result<Outreach, Wrong> {
    let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
    if raw.version.get_ref().trim().is_empty() {
        return Err(Wrong::at(text, &raw.version, "the list needs a version"));
    }
    let file = File(text);
    let list = Outreach {
        effective_from: raw.effective_from,
        sources: file.all(raw.source, |file, one| {
            file.named(one.code, (one.label, one.label_es), &one.standing)
        })?,
        methods: file.all(raw.method, File::method)?,
        outcomes: file.all(raw.outcome, File::outcome)?,
        hours: file.all(raw.hour, File::hour)?,
        programmes: file.all(raw.programme, File::programme)?,
        rule: file.rule(raw.next)?,
        version: raw.version.into_inner(),
    };
    Ok(list)
}

/// A part of the list that has a code no other of its kind has.
trait Coded {
    fn code(&self) -> &Spanned<String>;
}

macro_rules! coded {
    ($($name:ident),+) => {$(
        impl Coded for $name {
            fn code(&self) -> &Spanned<String> {
                &self.code
            }
        }
    )+};
}

coded!(RawNamed, RawMethod, RawOutcome, RawHour, RawProgramme);

/// The text of the file, to say where in it a fault lies.
struct File<'a>(&'a str);

impl File<'_> {
    fn wrong(&self, at: &Spanned<String>, reason: &str) -> Wrong {
        Wrong::at(self.0, at, reason)
    }

    fn all<R: Coded, T>(
        &self,
        raw: Vec<R>,
        read: impl Fn(&Self, R) -> Result<T, Wrong>,
    ) -> Result<Vec<T>, Wrong> {
        let mut known = BTreeSet::new();
        for one in &raw {
            if !known.insert(one.code().get_ref().clone()) {
                return Err(self.wrong(one.code(), "another one has this code"));
            }
        }
        raw.into_iter().map(|one| read(self, one)).collect()
    }

    fn named(
        &self,
        code: Spanned<String>,
        (en, es): (String, String),
        standing: &str,
    ) -> Result<Named, Wrong> {
        if code.get_ref().is_empty() || en.trim().is_empty() || es.trim().is_empty() {
            return Err(self.wrong(&code, "it needs a code and a label in both languages"));
        }
        let vouched = Vouched::read(standing)
            .ok_or_else(|| self.wrong(&code, "no such standing: say who vouches for it"))?;
        Ok(Named {
            code: code.into_inner(),
            label: Said { en, es },
            vouched,
        })
    }

    /// Why something does not count: said where it does not, and only there.
    fn why_not(
        &self,
        at: &Spanned<String>,
        counts: bool,
        (en, es): (String, String),
    ) -> Result<Option<Said>, Wrong> {
        match (counts, en.is_empty() || es.is_empty()) {
            (true, true) if en.is_empty() && es.is_empty() => Ok(None),
            (false, false) => Ok(Some(Said { en, es })),
            (true | false, _) => Err(self.wrong(
                at,
                "it says why in both languages where it does not count, and only there",
            )),
        }
    }

    fn ways(&self, at: &Spanned<String>, words: &[String]) -> Result<BTreeSet<Way>, Wrong> {
        let way = |word: &String| Way::read(word).ok_or_else(|| self.wrong(at, "no such way"));
        words.iter().map(way).collect()
    }

    fn method(&self, raw: RawMethod) -> Result<Method, Wrong> {
        let way = Way::read(&raw.way).ok_or_else(|| self.wrong(&raw.code, "no such way"))?;
        let place: Option<Place> = match raw.place {
            None => None,
            Some(word) => Some(
                word.parse()
                    .map_err(|_unknown| self.wrong(&raw.code, "no such place"))?,
            ),
        };
        if place.is_some() != (way == Way::InPerson) {
            return Err(self.wrong(&raw.code, "what is in person has a place, and nothing else"));
        }
        Ok(Method {
            why_not: self.why_not(&raw.code, raw.counts, (raw.why, raw.why_es))?,
            named: self.named(raw.code, (raw.label, raw.label_es), &raw.standing)?,
            way,
            place,
        })
    }

    fn outcome(&self, raw: RawOutcome) -> Result<Outcome, Wrong> {
        let ways = self.ways(&raw.code, &raw.ways)?;
        if ways.is_empty() {
            return Err(self.wrong(&raw.code, "it comes about in some way"));
        }
        if !raw.reached && raw.again_days.is_none() {
            return Err(self.wrong(
                &raw.code,
                "whoever was not reached is tried again: say after how many days",
            ));
        }
        Ok(Outcome {
            rules_out: self.ways(&raw.code, &raw.rules_out)?,
            why_not: self.why_not(&raw.code, raw.counts, (raw.why, raw.why_es))?,
            named: self.named(raw.code, (raw.label, raw.label_es), &raw.standing)?,
            ways,
            reached: raw.reached,
            again_days: raw.again_days,
            not_now: raw.not_now,
            tap: raw.tap,
        })
    }

    fn hour(&self, raw: RawHour) -> Result<Hour, Wrong> {
        if raw.to <= raw.from || 24 < raw.to {
            return Err(self.wrong(
                &raw.code,
                "its hours run from 0 to 24, the first before the last",
            ));
        }
        Ok(Hour {
            named: self.named(raw.code, (raw.label, raw.label_es), &raw.standing)?,
            from: raw.from,
            to: raw.to,
        })
    }

    fn programme(&self, raw: RawProgramme) -> Result<Programme, Wrong> {
        if raw.short.is_empty() || raw.every_days == 0 {
            return Err(self.wrong(
                &raw.code,
                "it needs a short name, and a day or more in between",
            ));
        }
        Ok(Programme {
            named: self.named(raw.code, (raw.label, raw.label_es), &raw.standing)?,
            short: raw.short,
            every_days: raw.every_days,
            within_days: raw.within_days,
        })
    }

    fn rule(&self, raw: RawNext) -> Result<Rule, Wrong> {
        let wrong = |reason: &str| Wrong::at(self.0, &raw.first_within_days, reason);
        let prefer: Option<Vec<Way>> = raw.prefer.iter().map(|word| Way::read(word)).collect();
        let prefer = prefer.filter(|prefer| !prefer.is_empty());
        let prefer = prefer.ok_or_else(|| wrong("it prefers ways there are, at least one"))?;
        if raw.same_way_max == 0 || Vouched::read(&raw.standing).is_none() {
            return Err(wrong(
                "it needs a number of tries in one way, and a standing",
            ));
        }
        if raw.after_enrolment.is_empty() || raw.after_enrolment_es.is_empty() {
            return Err(wrong(
                "it says in both languages why an attempt comes too late",
            ));
        }
        Ok(Rule {
            first_within_days: *raw.first_within_days.get_ref(),
            same_way_max: raw.same_way_max,
            prefer,
            skip_weekends: raw.skip_weekends,
            after_enrolment: Said {
                en: raw.after_enrolment,
                es: raw.after_enrolment_es,
            },
        })
    }
}
