//! The list as it stands in the file, and what makes it a wrong one.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use serde::Deserialize;
use toml::Spanned;

use super::calendar::When;
use super::{After, Holiday, Incidents, Recipient, Within};
use crate::Wrong;
use crate::instruments::Said;
use crate::outreach::Vouched;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: Spanned<String>,
    effective_from: NaiveDate,
    recipient: Vec<RawRecipient>,
    holiday: Vec<RawHoliday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRecipient {
    code: Spanned<String>,
    label: String,
    label_es: String,
    only_breach: bool,
    people_min: Option<u32>,
    people_max: Option<u32>,
    after: String,
    within: String,
    count: u32,
    source: String,
    standing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHoliday {
    name: Spanned<String>,
    month: u32,
    day: Option<u32>,
    weekday: Option<String>,
    nth: Option<i8>,
    #[serde(default)]
    days_after: u32,
    #[serde(default)]
    friday: bool,
}

/// Reads the list, or says at which line it is wrong and why.
pub(super) fn read(text: &str) -> Result<Incidents, Wrong> {
    let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
    if raw.version.get_ref().trim().is_empty() {
        return Err(Wrong::at(text, &raw.version, "the list needs a version"));
    }
    let mut known = BTreeSet::new();
    let mut recipients = Vec::new();
    for one in raw.recipient {
        if !known.insert(one.code.get_ref().clone()) {
            return Err(Wrong::at(text, &one.code, "another one has this code"));
        }
        if one.after == "members" && !known.contains("members") {
            let reason = "`members` stands before whoever is told after them";
            return Err(Wrong::at(text, &one.code, reason));
        }
        recipients.push(recipient(text, one)?);
    }
    let holidays = raw.holiday.into_iter().map(|one| holiday(text, one));
    Ok(Incidents {
        version: raw.version.into_inner(),
        effective_from: raw.effective_from,
        recipients,
        holidays: holidays.collect::<Result<_, _>>()?,
    })
}

fn recipient(text: &str, raw: RawRecipient) -> Result<Recipient, Wrong> {
    let wrong = |reason: &str| Wrong::at(text, &raw.code, reason);
    let words = [raw.code.get_ref(), &raw.label, &raw.label_es, &raw.source];
    if words.iter().any(|words| words.trim().is_empty()) {
        return Err(wrong(
            "it needs a code, a label in both languages and a source",
        ));
    }
    let vouched = Vouched::read(&raw.standing)
        .ok_or_else(|| wrong("no such standing: say who vouches for it"))?;
    let after = match raw.after.as_str() {
        "detection" => After::Detection,
        "members" => After::Members,
        _ => return Err(wrong("it is counted after `detection` or after `members`")),
    };
    let within = match raw.within.as_str() {
        "hours" => Within::Hours(raw.count),
        "business_days" => Within::BusinessDays(raw.count),
        "days" => Within::Days(raw.count),
        "days_after_year" => Within::DaysAfterYear(raw.count),
        _ => {
            return Err(wrong(
                "it is within `hours`, `business_days`, `days` or `days_after_year`",
            ));
        }
    };
    if raw.count == 0 || 1_000 < raw.count {
        return Err(wrong("there is some time, and less than a thousand of it"));
    }
    if after == After::Members && matches!(within, Within::Hours(_)) {
        return Err(wrong("hours are counted from the detection"));
    }
    Ok(Recipient {
        label: Said {
            en: raw.label,
            es: raw.label_es,
        },
        source: raw.source,
        vouched,
        only_breach: raw.only_breach,
        people_min: raw.people_min,
        people_max: raw.people_max,
        after,
        within,
        code: raw.code.into_inner(),
    })
}

fn holiday(text: &str, raw: RawHoliday) -> Result<Holiday, Wrong> {
    let wrong = |reason: &str| Wrong::at(text, &raw.name, reason);
    let weekday = match &raw.weekday {
        None => None,
        Some(word) => Some(
            word.parse::<Weekday>()
                .map_err(|_unknown| wrong("no such weekday"))?,
        ),
    };
    let when = match (raw.day, weekday, raw.nth) {
        (Some(day @ 1..=31), None, None) => When::Day(day),
        (None, Some(weekday), Some(-1)) => When::Last(weekday),
        (None, Some(weekday), Some(nth @ 1..=4)) => When::Nth(weekday, nth.unsigned_abs()),
        _ => {
            return Err(wrong(
                "it has a day, or a weekday with its nth: 1 to 4, or -1 for the last",
            ));
        }
    };
    if !(1..=12).contains(&raw.month) || 6 < raw.days_after {
        return Err(wrong("it is in a month, and at most six days later"));
    }
    Ok(Holiday {
        month: raw.month,
        when,
        days_after: raw.days_after,
        friday: raw.friday,
        name: raw.name.into_inner(),
    })
}
