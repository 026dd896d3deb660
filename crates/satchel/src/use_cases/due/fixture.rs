//! For tests: made-up values.

use care::{
    Agreement, Appointment, AppointmentType, CoreService, Done, Episode, GoalId, Intervention,
    LeadEntry, Member, MemberId, Modality, Names, Note, NoteAuthor, NoteVisit, Owner, Place, Plan,
    StaffId, Stage, StageEntry, Task, Visit, VisitId,
};
use chrono::NaiveDate;
use sync::StreamId;
use uuid::Uuid;

use crate::book::Held;

/// Noon of Tuesday, 2026-02-10, UTC: the same day nearly everywhere.
pub(crate) const NOON: i64 = 1_770_724_800_000;
/// The person who is here.
pub(crate) const ME: StaffId = StaffId(Uuid::from_u128(0xA1));
/// A colleague.
pub(crate) const COLLEAGUE: StaffId = StaffId(Uuid::from_u128(0xA2));
/// A member.
pub(crate) const MEMBER: MemberId = MemberId(Uuid::from_u128(0x10));

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An entity of [`MEMBER`] that nobody has answered anything about.
pub(crate) fn held<T>(id: u128, value: T) -> Held<T> {
    let (id, stream) = (Uuid::from_u128(id), StreamId::Member(MEMBER));
    Held::fresh(id, stream, value)
}

pub(crate) fn member(given: &str, family: &str) -> Member {
    let names = Names {
        given: vec![given.to_owned()],
        family: family.to_owned(),
        ..Names::default()
    };
    Member {
        names,
        birth_date: Some(day("1990-06-15")),
        ..Member::default()
    }
}

/// Enrolled on the first of January 2026, led by [`ME`], and now at `stage`.
pub(crate) fn episode(stage: Stage) -> Episode {
    let entry = |stage, on: &str| StageEntry {
        stage,
        on: day(on),
        by: Some(ME),
        reason: String::new(),
    };
    let lead = LeadEntry {
        staff: ME,
        on: day("2026-01-01"),
        reason: String::new(),
    };
    Episode {
        stages: vec![
            entry(Stage::Enrolled, "2026-01-01"),
            entry(stage, "2026-01-02"),
        ],
        leads: vec![lead],
        ..Episode::default()
    }
}

pub(crate) fn plan(review_by: &str) -> Plan {
    let agreed = Agreement {
        on: day("2026-01-05"),
        language: "es".to_owned(),
        with: ME,
    };
    Plan {
        agreed: Some(agreed),
        review_by: Some(day(review_by)),
    }
}

pub(crate) fn step(what: &str, due: Option<&str>) -> Intervention {
    let owner = Owner {
        staff: Some(ME),
        words: String::new(),
    };
    let goal = GoalId(Uuid::from_u128(0x60));
    Intervention {
        goal,
        what: what.to_owned(),
        owner,
        due: due.map(day),
        done: Done::default(),
    }
}

pub(crate) fn task(what: &str, due: Option<&str>) -> Task {
    let owner = Owner {
        staff: Some(ME),
        words: String::new(),
    };
    Task {
        what: what.to_owned(),
        owner,
        due: due.map(day),
        done: Done::default(),
        alert: None,
    }
}

pub(crate) fn visit(on: &str, time: Option<&str>) -> Visit {
    let appointment = Appointment {
        kind: AppointmentType::Visit,
        modality: Modality::InPerson,
        place: Place::Shelter,
        where_words: "hall B".to_owned(),
        day: day(on),
        time: time.map(str::to_owned),
        staff: ME,
    };
    Visit {
        appointment,
        started: None,
        not_held: None,
    }
}

/// A note of [`ME`] about a visit with [`MEMBER`] that began yesterday and took half an hour.
pub(crate) fn note(visit: u128, narrative: &str) -> Note {
    let started_at = NOON - 86_400_000;
    let about = NoteVisit {
        visit: VisitId(Uuid::from_u128(visit)),
        member: MEMBER,
        kind: AppointmentType::Visit,
        modality: Modality::InPerson,
        place: Place::Shelter,
        started_at,
    };
    Note {
        template: Note::TEMPLATE,
        about,
        ended_at: started_at + 1_800_000,
        narrative: narrative.to_owned(),
        services: vec![CoreService::Coordination],
        goals: Vec::new(),
        author: NoteAuthor {
            staff: ME,
            signature: "Inés Carranza".to_owned(),
        },
        signed_at: started_at + 1_800_000,
    }
}
