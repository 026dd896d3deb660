//! The list as it stands in the file, and what makes it a wrong one.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::{Anchor, Entry, FollowUp, Group, Item, Lane, Perinatal, Service, Support};
use crate::Wrong;
use crate::instruments::{self, Said};
use crate::outreach::{Outreach, Vouched};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: Spanned<String>,
    effective_from: NaiveDate,
    item: Vec<RawItem>,
    follow_up: RawFollowUp,
    dating: RawFollowUp,
    ending: RawFollowUp,
    group: Vec<RawGroup>,
    service: Vec<RawService>,
    support: Vec<RawSupport>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    code: Spanned<String>,
    lane: String,
    #[serde(default)]
    series: String,
    anchor: String,
    from_day: i32,
    by_day: i32,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    instruments: Vec<String>,
    #[serde(default)]
    met_by: Vec<String>,
    label: String,
    label_es: String,
    source: String,
    standing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFollowUp {
    within_days: Spanned<u32>,
    label: String,
    label_es: String,
    standing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    code: Spanned<String>,
    programme: String,
    sessions: u8,
    label: String,
    label_es: String,
    source: String,
    standing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawService {
    code: Spanned<String>,
    same_as: Vec<String>,
    label: String,
    label_es: String,
    source: String,
    standing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSupport {
    code: Spanned<String>,
    need: String,
    label: String,
    label_es: String,
    source: String,
    standing: String,
}

/// Reads the list, or says at which line it is wrong and why.
pub(super) fn read(text: &str) -> Result<Perinatal, Wrong> {
    let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
    if raw.version.get_ref().trim().is_empty() {
        return Err(Wrong::at(text, &raw.version, "the list needs a version"));
    }
    let mut file = File {
        text,
        codes: BTreeSet::new(),
    };
    let known: BTreeSet<String> = raw
        .item
        .iter()
        .map(|item| item.code.get_ref().clone())
        .collect();
    let mut items = Vec::new();
    for item in raw.item {
        items.push(file.item(item, &known)?);
    }
    let mut groups = Vec::new();
    for group in raw.group {
        groups.push(file.group(group)?);
    }
    let mut services = Vec::new();
    for service in raw.service {
        services.push(file.service(service)?);
    }
    let mut supports = Vec::new();
    for support in raw.support {
        supports.push(file.support(support)?);
    }
    Ok(Perinatal {
        effective_from: raw.effective_from,
        items,
        follow_up: file.follow_up(raw.follow_up)?,
        dating: file.follow_up(raw.dating)?,
        ending: file.follow_up(raw.ending)?,
        groups,
        services,
        supports,
        version: raw.version.into_inner(),
    })
}

/// The text of the file, to say where in it a fault lies, and the codes there were.
struct File<'a> {
    text: &'a str,
    codes: BTreeSet<String>,
}

impl File<'_> {
    fn wrong(&self, at: &Spanned<String>, reason: &str) -> Wrong {
        Wrong::at(self.text, at, reason)
    }

    fn entry(
        &mut self,
        code: Spanned<String>,
        (en, es): (String, String),
        source: String,
        standing: &str,
    ) -> Result<Entry, Wrong> {
        let is_whole = [code.get_ref(), &en, &es, &source]
            .iter()
            .all(|text| !text.trim().is_empty());
        if !is_whole {
            return Err(self.wrong(
                &code,
                "it needs a code, a label in both languages and a source",
            ));
        }
        // What was done of it is kept under the code alone, whichever part of the list it stands in.
        let is_taken =
            code.get_ref() == FollowUp::CODE || !self.codes.insert(code.get_ref().clone());
        if is_taken {
            return Err(self.wrong(&code, "another one has this code"));
        }
        let vouched = Vouched::read(standing)
            .ok_or_else(|| self.wrong(&code, "no such standing: say who vouches for it"))?;
        Ok(Entry {
            code: code.into_inner(),
            label: Said { en, es },
            source,
            vouched,
        })
    }

    fn words<T: FromStr>(&self, at: &Spanned<String>, words: &[String]) -> Result<Vec<T>, Wrong> {
        let read = |word: &String| {
            word.parse()
                .map_err(|_unknown| self.wrong(at, "it names what there is not"))
        };
        words.iter().map(read).collect()
    }

    fn item(&mut self, raw: RawItem, known: &BTreeSet<String>) -> Result<Item, Wrong> {
        let wrong = |reason: &str| Wrong::at(self.text, &raw.code, reason);
        let lane = Lane::read(&raw.lane).ok_or_else(|| wrong("no such lane"))?;
        let anchor = Anchor::read(&raw.anchor).ok_or_else(|| wrong("no such anchor"))?;
        if raw.by_day < raw.from_day {
            return Err(wrong("its last day lies before its first"));
        }
        if raw.after.is_empty() == (anchor == Anchor::End) {
            return Err(wrong(
                "what is due after an end says after which ends, and nothing else does",
            ));
        }
        if (lane == Lane::Baby) != (anchor == Anchor::Baby) {
            return Err(wrong(
                "what is due for a baby is counted from the baby's birth",
            ));
        }
        let ids: BTreeSet<String> = instruments::shipped()?
            .into_iter()
            .map(|instrument| instrument.id)
            .collect();
        if !raw.instruments.iter().all(|id| ids.contains(id)) {
            return Err(wrong("no such instrument"));
        }
        if !raw.met_by.iter().all(|code| known.contains(code)) {
            return Err(wrong("it is met by what is not in the list"));
        }
        let after = self.words(&raw.code, &raw.after)?.into_iter().collect();
        let series = if raw.series.is_empty() {
            raw.lane
        } else {
            raw.series
        };
        Ok(Item {
            entry: self.entry(
                raw.code,
                (raw.label, raw.label_es),
                raw.source,
                &raw.standing,
            )?,
            lane,
            series,
            anchor,
            from_day: raw.from_day,
            by_day: raw.by_day,
            after,
            instruments: raw.instruments,
            met_by: raw.met_by,
        })
    }

    fn follow_up(&self, raw: RawFollowUp) -> Result<FollowUp, Wrong> {
        let wrong = |reason: &str| Wrong::at(self.text, &raw.within_days, reason);
        let vouched = Vouched::read(&raw.standing).ok_or_else(|| wrong("no such standing"))?;
        if raw.label.is_empty() || raw.label_es.is_empty() {
            return Err(wrong("it needs a label in both languages"));
        }
        Ok(FollowUp {
            within_days: *raw.within_days.get_ref(),
            label: Said {
                en: raw.label,
                es: raw.label_es,
            },
            vouched,
        })
    }

    fn group(&mut self, raw: RawGroup) -> Result<Group, Wrong> {
        if raw.sessions == 0 || Outreach::shipped().programme(&raw.programme).is_none() {
            return Err(self.wrong(
                &raw.code,
                "it has a session or more, and a programme there is",
            ));
        }
        Ok(Group {
            programme: raw.programme,
            sessions: raw.sessions,
            entry: self.entry(
                raw.code,
                (raw.label, raw.label_es),
                raw.source,
                &raw.standing,
            )?,
        })
    }

    fn service(&mut self, raw: RawService) -> Result<Service, Wrong> {
        Ok(Service {
            same_as: self.words(&raw.code, &raw.same_as)?,
            entry: self.entry(
                raw.code,
                (raw.label, raw.label_es),
                raw.source,
                &raw.standing,
            )?,
        })
    }

    fn support(&mut self, raw: RawSupport) -> Result<Support, Wrong> {
        let need = raw
            .need
            .parse()
            .map_err(|_unknown| self.wrong(&raw.code, "no such area of the plan"))?;
        Ok(Support {
            need,
            entry: self.entry(
                raw.code,
                (raw.label, raw.label_es),
                raw.source,
                &raw.standing,
            )?,
        })
    }
}
