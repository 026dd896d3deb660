//! The demo's past: thirteen weeks of visits that took place, or did not, with the notes that were signed.
//!
//! It is written the way it would have come about: by devices of the demo's staff, operation after operation in
//! their chains, through the same door as every device's. Their keys are made from words anybody can read here, so
//! the devices are retired as soon as they have sent: their signatures can be checked for ever, and nobody can use
//! them to send anything more.

mod agreed;
mod asked;
mod laptop;
mod spoken;
mod tried;

use std::collections::BTreeMap;

use ambient::Ambient;
use care::{
    Appointment, AppointmentType, Attempt, Consent, CoreService, GoalId, Member, MemberId,
    Modality, NotHeld, NotHeldReason, NoteDraft, NoteVisit, Place, Started, Visit, VisitId,
};
use chrono::{Datelike, Days, Local, NaiveDate, NaiveTime, TimeZone, Weekday};
use serde::Deserialize;
use sync::StreamId;

use crate::demo::people::{DEBORAH, INES, MALIK};
use crate::demo::script::{id, staff};
use crate::ledger::{LedgerError, Tx};
use laptop::Laptop;

/// How long after a visit its note is signed and sent.
const SIGNED_AFTER_MINUTES: i64 = 10;

/// A visit of the past. `{name}` in a note is what the person is called.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Past {
    of: String,
    /// Days before today; one that falls on a weekend is moved to the Friday before.
    ago: u64,
    time: String,
    by: String,
    #[serde(rename = "type")]
    kind: AppointmentType,
    modality: Modality,
    place: Place,
    #[serde(default)]
    minutes: i64,
    #[serde(default)]
    note: String,
    #[serde(default)]
    services: Vec<CoreService>,
    /// Goals by their place in the demo's plan.
    #[serde(default)]
    goals: Vec<u32>,
    #[serde(default)]
    not_held: Option<Why>,
    /// What was asked, by instrument: the place of each answer, `-` where nothing was.
    #[serde(default)]
    asked: BTreeMap<String, String>,
    /// What the comprehensive assessment found, by its area; absent where none was ended.
    #[serde(default)]
    found: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Why {
    reason: NotHeldReason,
    words: String,
}

/// A visit of the past with its person and its instant.
struct Happened {
    past: Past,
    member: MemberId,
    day: NaiveDate,
    at: i64,
}

fn all() -> Result<Vec<Past>, LedgerError> {
    Ok(serde_json::from_str(include_str!("visits.json"))?)
}

/// Whether the past has been written before.
pub(super) fn is_written(tx: &Tx<'_>) -> Result<bool, LedgerError> {
    Laptop::is_known(tx, INES)
}

/// Writes the past; gives how many visits.
pub(super) fn write(
    tx: &mut Tx<'_>,
    ambient: &Ambient,
    numbers: &BTreeMap<String, MemberId>,
) -> Result<usize, LedgerError> {
    let mut happened: Vec<Happened> = all()?
        .into_iter()
        .filter_map(|past| happened(past, numbers, ambient.today()))
        .collect();
    happened.sort_by_key(|one| one.at);
    let mut laptops = BTreeMap::new();
    for name in [INES, MALIK, DEBORAH] {
        laptops.insert(name, Laptop::enrol(tx, ambient, name)?);
    }
    let mut signed = signed(numbers, ambient.today())?.into_iter().peekable();
    for one in &happened {
        // Each device sends in the order in which things happened.
        while let Some(record) = signed.next_if(|record| record.signed_at() <= one.at) {
            record.send(tx, &mut laptops)?;
        }
        let laptop = laptops
            .get_mut(one.past.by.as_str())
            .ok_or(LedgerError::Malformed)?;
        one.send(tx, laptop)?;
    }
    for record in signed {
        record.send(tx, &mut laptops)?;
    }
    for laptop in laptops.values() {
        laptop.retire(tx)?;
    }
    Ok(happened.len())
}

/// What Inés signed besides notes.
enum Signed {
    Attempt(Box<Attempt>),
    Consent(Box<Consent>),
}

impl Signed {
    fn signed_at(&self) -> i64 {
        match self {
            Self::Attempt(attempt) => attempt.signed_at,
            Self::Consent(consent) => consent.signed_at,
        }
    }

    fn send(
        self,
        tx: &mut Tx<'_>,
        laptops: &mut BTreeMap<&str, Laptop>,
    ) -> Result<(), LedgerError> {
        match self {
            Self::Attempt(attempt) => tried::send(tx, laptops, *attempt),
            Self::Consent(consent) => agreed::send(tx, laptops, *consent),
        }
    }
}

/// All of it, in the order in which it was signed.
fn signed(
    numbers: &BTreeMap<String, MemberId>,
    today: NaiveDate,
) -> Result<Vec<Signed>, LedgerError> {
    let tried = tried::all(numbers, today)?.into_iter();
    let agreed = agreed::all(numbers, today)?.into_iter();
    let tried = tried.map(|one| Signed::Attempt(Box::new(one)));
    let agreed = agreed.map(|one| Signed::Consent(Box::new(one)));
    let mut all: Vec<Signed> = tried.chain(agreed).collect();
    all.sort_by_key(Signed::signed_at);
    Ok(all)
}

fn happened(
    past: Past,
    numbers: &BTreeMap<String, MemberId>,
    today: NaiveDate,
) -> Option<Happened> {
    let mut of = numbers.iter();
    let (_, member) = of.find(|(number, _)| number.starts_with(&past.of))?;
    let day = weekday(today.checked_sub_days(Days::new(past.ago))?);
    let time = NaiveTime::parse_from_str(&past.time, "%H:%M").ok()?;
    let at = Local.from_local_datetime(&day.and_time(time)).earliest()?;
    Some(Happened {
        member: *member,
        day,
        at: at.timestamp_millis(),
        past,
    })
}

fn weekday(day: NaiveDate) -> NaiveDate {
    let after_friday = match day.weekday() {
        Weekday::Sat => 1,
        Weekday::Sun => 2,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => 0,
    };
    day.checked_sub_days(Days::new(after_friday)).unwrap_or(day)
}

impl Happened {
    fn send(&self, tx: &mut Tx<'_>, laptop: &mut Laptop) -> Result<(), LedgerError> {
        let Past { of, ago, time, .. } = &self.past;
        let visit = VisitId(id(&format!("visit/{of}/{ago} ago/{time}")));
        let stream = StreamId::Member(self.member);
        laptop.set(tx, &stream, (visit.into(), &self.visit()), self.at)?;
        if self.past.not_held.is_some() {
            return Ok(());
        }
        let ended = self.at.saturating_add(minutes(self.past.minutes));
        let signed = ended.saturating_add(minutes(SIGNED_AFTER_MINUTES));
        let note = self.draft(tx, ended)?;
        let about = NoteVisit {
            visit,
            member: self.member,
            kind: self.past.kind,
            modality: self.past.modality,
            place: self.past.place,
            started_at: self.at,
        };
        for (instrument, places) in &self.past.asked {
            let who = tx
                .thing::<Member>(self.member.into())?
                .ok_or(LedgerError::Malformed)?;
            let asked = asked::asked(instrument, places, (&who, &about), ended)
                .ok_or(LedgerError::Malformed)?;
            laptop.assess(tx, &stream, asked)?;
        }
        if let Some(found) = &self.past.found {
            let who = tx
                .thing::<Member>(self.member.into())?
                .ok_or(LedgerError::Malformed)?;
            let spoken = spoken::spoken(found, (&who, &about), (self.day, ended))
                .ok_or(LedgerError::Malformed)?;
            laptop.speaks(tx, &stream, spoken)?;
        }
        laptop.sign(tx, &stream, (about, note), signed)
    }

    fn visit(&self) -> Visit {
        let past = &self.past;
        let who = staff(&past.by);
        let held = past.not_held.is_none();
        Visit {
            appointment: Appointment {
                kind: past.kind,
                modality: past.modality,
                place: past.place,
                where_words: String::new(),
                day: self.day,
                time: Some(past.time.clone()),
                staff: who,
            },
            started: held.then_some(Started {
                at: self.at,
                by: who,
            }),
            not_held: past.not_held.as_ref().map(|why| NotHeld {
                reason: why.reason,
                words: why.words.clone(),
                at: self.at,
            }),
        }
    }

    fn draft(&self, tx: &Tx<'_>, ended_at: i64) -> Result<NoteDraft, LedgerError> {
        let member = tx
            .thing::<Member>(self.member.into())?
            .ok_or(LedgerError::Malformed)?;
        let of = &self.past.of;
        let goals = self.past.goals.iter();
        Ok(NoteDraft {
            narrative: self.past.note.replace("{name}", member.names.first()),
            services: self.past.services.clone(),
            goals: goals
                .map(|number| GoalId(id(&format!("goal/{of}/{number}"))))
                .collect(),
            modality: None,
            place: None,
            ended_at: Some(ended_at),
        })
    }
}

fn minutes(count: i64) -> i64 {
    count.saturating_mul(60_000)
}

#[cfg(test)]
mod tests;
