//! Attempts of the demo's past to reach those who are looked for.

use std::collections::BTreeMap;

use care::{Attempt, MemberId, NoteAuthor, StaffId};
use catalog::Outreach;
use chrono::{Days, Local, NaiveDate, NaiveTime, TimeZone};
use sync::StreamId;

use super::laptop::Laptop;
use super::{minutes, weekday};
use crate::demo::people::INES;
use crate::demo::{imported, outreach};
use crate::ledger::{LedgerError, Tx};

/// Every attempt of the past, in the order in which they were made; who signs is put in by whoever does.
pub(super) fn all(
    numbers: &BTreeMap<String, MemberId>,
    today: NaiveDate,
) -> Result<Vec<Attempt>, LedgerError> {
    let mut all = Vec::new();
    for sought in outreach::all()? {
        let Some(member) = sought.member(|short| imported(numbers, short)) else {
            continue;
        };
        for tried in &sought.attempts {
            all.push(attempt(member, tried, today).ok_or(LedgerError::Malformed)?);
        }
    }
    all.sort_by_key(|one| one.signed_at);
    Ok(all)
}

fn attempt(member: MemberId, tried: &outreach::Tried, today: NaiveDate) -> Option<Attempt> {
    let day = weekday(today.checked_sub_days(Days::new(tried.ago))?);
    let time = NaiveTime::parse_from_str(&tried.time, "%H:%M").ok()?;
    let at = Local.from_local_datetime(&day.and_time(time)).earliest()?;
    let at = at.timestamp_millis();
    let again = tried.again.map(Days::new);
    let list = Outreach::shipped();
    list.fits(&tried.method, &tried.outcome).then(|| Attempt {
        template: Attempt::TEMPLATE,
        catalog: list.version.clone(),
        member,
        method: tried.method.clone(),
        outcome: tried.outcome.clone(),
        where_words: String::new(),
        language: String::new(),
        minutes: Some(tried.minutes),
        words: tried.words.clone(),
        again: again.and_then(|days| day.checked_add_days(days)),
        at,
        author: NoteAuthor {
            staff: StaffId(member.0),
            signature: String::new(),
        },
        signed_at: at.saturating_add(minutes(tried.minutes.into())),
    })
}

/// Inés signs it on her device.
pub(super) fn send(
    tx: &mut Tx<'_>,
    laptops: &mut BTreeMap<&str, Laptop>,
    attempt: Attempt,
) -> Result<(), LedgerError> {
    let laptop = laptops.get_mut(INES).ok_or(LedgerError::Malformed)?;
    let stream = StreamId::Member(attempt.member);
    laptop.tries(tx, &stream, attempt)
}
