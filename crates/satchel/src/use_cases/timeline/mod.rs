//! A member's record as one line: what we did, what happened elsewhere, how her episode moved.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use care::{
    Act, Addendum, Assessment, Attempt, Comprehensive, Encounter, EncounterClass, Episode,
    Intervention, MemberId, Note, Plan, Pregnancy, Problem, RecordId, StaffId, StepStatus, Visit,
    VisitId, VisitState,
};
use chrono::NaiveDate;
use serde_json::Value;
use sync::RecordText;
use uuid::Uuid;
use vault::{Reader, StoreError, records};

use super::assessments;
use super::caseload::part;
use super::comprehensive;
use super::due::cases::paged;
use super::due::contact::day_of;
use super::notes::{SignedNote, read_note};
use super::outreach;
use super::visits::first_words;
use crate::book::{self, Held, People, RemovedThing};
use crate::contract::Paged;
use crate::contract::assessments::Bilingual;
use crate::contract::failure::Failure;
use crate::contract::members::{ListTimeline, TimelineEvent, TimelineKind};
use crate::contract::removal::RemovedView;
use crate::desk::Desk;
use crate::router::AtDesk;

const MINUTE_MILLIS: i64 = 60_000;

impl AtDesk for ListTimeline {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Paged<TimelineEvent>, Failure> {
        desk.look(|reader| {
            book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let people = People::read(reader, desk.me().staff)?;
            let mut points = written_here(reader, self.member)?;
            points.extend(steps_taken(reader, self.member)?);
            points.extend(known_from_elsewhere(reader, self.member)?);
            points.extend(removed(reader, self.member)?);
            points.sort_by_key(|point| (Reverse(point.day), Reverse(point.at), Reverse(point.id)));
            let total = u32::try_from(points.len()).unwrap_or(u32::MAX);
            let shown = part(&points, self.page).iter();
            let rows = shown
                .map(|point| point.event(reader, &people))
                .collect::<Result<_, _>>()?;
            Ok(Paged { rows, total })
        })
    }
}

/// A point of the line, before names and whereabouts are looked up.
struct Point {
    /// The entity or record it was made of.
    id: Uuid,
    kind: TimelineKind,
    day: NaiveDate,
    /// The instant, where more than the day is known; 0 elsewhere.
    at: i64,
    until: Option<NaiveDate>,
    words: String,
    detail: &'static str,
    label: Option<Bilingual>,
    minutes: Option<i64>,
    by: Option<StaffId>,
    visit: Option<VisitId>,
    /// What was removed: its kind, and why.
    removed: Option<(String, String)>,
    /// Whether two people have answered differently about it.
    asked: bool,
}

impl Point {
    fn new(id: Uuid, kind: TimelineKind, day: NaiveDate, words: &str) -> Self {
        Self {
            id,
            kind,
            day,
            at: 0,
            until: None,
            words: first_words(words),
            detail: "",
            label: None,
            minutes: None,
            by: None,
            visit: None,
            removed: None,
            asked: false,
        }
    }

    /// A point that is read from what people answer.
    fn of<T>(held: &Held<T>, kind: TimelineKind, day: NaiveDate, words: &str) -> Self {
        Self {
            asked: !held.two_answers().is_empty(),
            ..Self::new(held.id, kind, day, words)
        }
    }

    fn event(&self, reader: &Reader<'_>, people: &People) -> Result<TimelineEvent, StoreError> {
        Ok(TimelineEvent {
            kind: self.kind,
            day: self.day,
            until: self.until,
            words: self.words.clone(),
            detail: self.detail.to_owned(),
            label: self.label.clone(),
            minutes: self.minutes,
            by: self.by.map(|staff| people.person(staff)),
            visit: self.visit,
            whereabouts: book::whereabouts(reader, self.id)?,
            two_answers: self.asked,
            removed: self.removed.clone().map(|(kind, reason)| RemovedView {
                id: self.id.to_string(),
                kind,
                reason,
            }),
        })
    }
}

/// Notes, later words, and visits without a note.
fn written_here(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Point>, StoreError> {
    let mut points = Vec::new();
    let mut signed = BTreeSet::new();
    let mut written = Vec::new();
    for stream in book::streams_of(reader, member)? {
        written.extend(paged(|page| records::of_stream(reader, &stream, page))?);
    }
    let (attempts, written): (Vec<_>, Vec<_>) =
        written.into_iter().partition(outreach::is_of_attempts);
    points.extend(outreach::standing_attempts(attempts).into_iter().map(tried));
    for record in written {
        if record.kind == Addendum::KIND {
            points.extend(addendum(&record));
        } else if let Some(kept) = assessments::read_kept(&record) {
            points.push(assessed(&kept));
        } else if record.kind == Comprehensive::KIND {
            points.extend(comprehensive::read(record).map(|kept| comprehensively(&kept)));
        } else if let Some(note) = read_note(record).filter(|note| note.record.kind == Note::KIND) {
            signed.insert(note.note.about.visit);
            points.push(met(&note));
        }
    }
    let visits = book::of_member::<Visit>(reader, member)?;
    let without_note = visits
        .iter()
        .filter(|held| !signed.contains(&VisitId(held.id)));
    points.extend(without_note.map(not_signed));
    Ok(points)
}

fn met(SignedNote { id, note, .. }: &SignedNote) -> Point {
    let about = &note.about;
    // A clock that was turned back during the visit makes no negative minutes.
    let minutes = note.ended_at.saturating_sub(about.started_at).max(0) / MINUTE_MILLIS;
    Point {
        at: about.started_at,
        detail: about.modality.code(),
        minutes: Some(minutes),
        by: Some(note.author.staff),
        visit: Some(about.visit),
        ..Point::new(
            id.0,
            TimelineKind::Visit,
            day_of(about.started_at),
            &note.narrative,
        )
    }
}

fn assessed((id, assessment, short): &(RecordId, Assessment, String)) -> Point {
    let total = assessment
        .outcomes
        .first()
        .and_then(|outcome| outcome.value);
    let words = total.map_or_else(|| short.clone(), |total| format!("{short}: {total}"));
    Point {
        at: assessment.started_at,
        by: Some(assessment.author.staff),
        ..Point::new(
            id.0,
            TimelineKind::Assessment,
            day_of(assessment.started_at),
            &words,
        )
    }
}

fn comprehensively(kept: &comprehensive::Kept) -> Point {
    let value = &kept.value;
    Point {
        at: value.ended_at,
        by: Some(value.author.staff),
        visit: value.visit,
        ..Point::new(
            kept.id.0,
            TimelineKind::Comprehensive,
            day_of(value.ended_at),
            "",
        )
    }
}

fn tried((id, attempt, label): (RecordId, Attempt, Option<Bilingual>)) -> Point {
    Point {
        at: attempt.at,
        label,
        minutes: attempt.minutes.map(i64::from),
        by: Some(attempt.author.staff),
        ..Point::new(
            id.0,
            TimelineKind::Attempt,
            day_of(attempt.at),
            &attempt.words,
        )
    }
}

fn addendum(record: &records::Record) -> Option<Point> {
    let text: RecordText = serde_json::from_str(&record.body).ok()?;
    let addendum: Addendum = serde_json::from_value(text.body).ok()?;
    Some(Point {
        at: addendum.signed_at,
        detail: addendum.reason.code(),
        by: Some(addendum.author.staff),
        visit: Some(addendum.visit),
        ..Point::new(
            text.id.0,
            TimelineKind::Addendum,
            day_of(addendum.signed_at),
            &addendum.text,
        )
    })
}

fn not_signed(held: &Held<Visit>) -> Point {
    let arranged = &held.value.appointment;
    let (kind, words, detail) = match held.value.state(None) {
        VisitState::NotHeld { reason } => {
            let words = held
                .value
                .not_held
                .as_ref()
                .map_or("", |not_held| &not_held.words);
            (TimelineKind::NotHeld, words, reason.code())
        }
        VisitState::Planned | VisitState::UnderWay { .. } | VisitState::Signed { .. } => (
            TimelineKind::VisitAhead,
            arranged.where_words.as_str(),
            arranged.modality.code(),
        ),
    };
    Point {
        detail,
        by: Some(arranged.staff),
        visit: Some(VisitId(held.id)),
        ..Point::of(held, kind, arranged.day, words)
    }
}

/// Her episode, the plan she agreed to, and the steps that were done.
fn steps_taken(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Point>, StoreError> {
    let mut points = Vec::new();
    for held in book::of_member::<Episode>(reader, member)? {
        points.extend(held.value.stages.iter().map(|entry| Point {
            detail: entry.stage.code(),
            by: entry.by,
            ..Point::of(&held, TimelineKind::Episode, entry.on, &entry.reason)
        }));
    }
    for held in book::of_member::<Plan>(reader, member)? {
        points.extend(held.value.agreed.iter().map(|agreed| Point {
            by: Some(agreed.with),
            ..Point::of(&held, TimelineKind::PlanAgreed, agreed.on, "")
        }));
    }
    for held in book::of_member::<Intervention>(reader, member)? {
        let done = &held.value.done;
        let on = done.on.filter(|_| done.status == StepStatus::Done);
        points.extend(on.map(|on| Point {
            by: done.by,
            ..Point::of(&held, TimelineKind::StepDone, on, &held.value.what)
        }));
    }
    Ok(points)
}

/// Emergency visits, stays, pregnancies, and problems whose beginning is known.
fn known_from_elsewhere(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Point>, StoreError> {
    let mut points = Vec::new();
    for held in book::of_member::<Encounter>(reader, member)? {
        let kind = match held.value.class {
            EncounterClass::Emergency => TimelineKind::Emergency,
            EncounterClass::Inpatient => TimelineKind::HospitalStay,
            EncounterClass::Ambulatory => continue,
        };
        let until = held.value.end;
        points.push(Point {
            until,
            ..Point::of(&held, kind, held.value.start, &held.value.what)
        });
    }
    for held in book::of_member::<Pregnancy>(reader, member)? {
        let (until, words) = (held.value.ended(), &held.value.coding.display);
        points.push(Point {
            until,
            ..Point::of(&held, TimelineKind::Pregnancy, held.value.began(), words)
        });
    }
    for held in book::of_member::<Problem>(reader, member)? {
        let words = &held.value.coding.display;
        points.extend(
            held.value
                .onset
                .map(|onset| Point::of(&held, TimelineKind::Problem, onset, words)),
        );
    }
    Ok(points)
}

/// What was removed, unless it went with something else.
fn removed(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Point>, StoreError> {
    let all = book::removed_of(reader, member)?.into_iter();
    let alone = all.filter(|thing| thing.removed.with.is_none());
    let point = |thing: RemovedThing| {
        let said = |field: &str| thing.said.get(field).and_then(Value::as_str);
        let statement = thing.said.get("statement");
        let statement = statement.and_then(|words| words.get("text")?.as_str());
        let coding = thing.said.get("coding");
        let display = coding.and_then(|coding| coding.get("display")?.as_str());
        let words = statement
            .or(display)
            .or_else(|| ["what", "name", "words"].into_iter().find_map(said))
            .unwrap_or("");
        Point {
            by: Some(thing.removed.by),
            removed: Some((thing.kind.clone(), thing.removed.reason.clone())),
            ..Point::new(thing.id, TimelineKind::Removed, thing.removed.on, words)
        }
    };
    Ok(alone.map(point).collect())
}

#[cfg(test)]
mod tests;
