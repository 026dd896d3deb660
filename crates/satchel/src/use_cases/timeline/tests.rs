//! The line over a real store.

use super::super::due::fixture::{MEMBER, day, episode, member, note, plan, step, visit};
use super::super::due::office::Office;
use super::*;
use crate::contract::{Page, Whereabouts};
use care::{Coding, Done, NotHeld, NotHeldReason, Stage};

fn line(office: &Office, offset: u32, limit: u32) -> Paged<TimelineEvent> {
    office
        .ask(ListTimeline {
            member: MEMBER,
            page: Page { offset, limit },
        })
        .unwrap()
}

fn office() -> Office {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office.put(MEMBER, 0x21, &episode(Stage::Active));
    office.put(MEMBER, 0x22, &plan("2026-04-01"));
    office.put(MEMBER, 0x23, &visit("2026-02-12", Some("09:00")));
    office.put(MEMBER, 0x24, &visit("2026-02-09", None));
    let reason = NotHeldReason::NotThere;
    let not_held = Some(NotHeld {
        reason,
        words: "nobody opened".to_owned(),
        at: 5,
    });
    office.put(
        MEMBER,
        0x25,
        &Visit {
            not_held,
            ..visit("2026-02-06", None)
        },
    );
    let done = Done {
        status: StepStatus::Done,
        on: Some(day("2026-02-01")),
        ..Done::default()
    };
    office.put(
        MEMBER,
        0x26,
        &Intervention {
            done,
            ..step("call Hearthway", None)
        },
    );
    let coding = Coding {
        display: "Pregnancy".to_owned(),
        ..Coding::default()
    };
    let end = Some(day("2026-01-01"));
    office.put(
        MEMBER,
        0x27,
        &Pregnancy {
            end,
            coding,
            ..Pregnancy::recorded(day("2025-04-01"))
        },
    );
    let (class, what) = (EncounterClass::Ambulatory, "check-up".to_owned());
    office.put(
        MEMBER,
        0x28,
        &Encounter {
            class,
            what,
            start: day("2026-02-03"),
            end: None,
            preventable: None,
            unplanned: None,
            bh_related: None,
            source: None,
        },
    );
    office.sign(&note(0x24, "She was\nrested."));
    office
}

/// R201 in part: a contact has its day, its minutes and how they met.
#[test]
fn her_record_is_one_line_newest_first() {
    let all = line(&office(), 0, 50);
    let lines: Vec<_> = all
        .rows
        .iter()
        .map(|event| {
            (
                event.kind,
                event.day.to_string(),
                event.words.as_str(),
                event.detail.as_str(),
            )
        })
        .collect();
    let expected = [
        (
            TimelineKind::VisitAhead,
            "2026-02-12",
            "hall B",
            "in_person",
        ),
        (
            TimelineKind::Visit,
            "2026-02-09",
            "She was rested.",
            "in_person",
        ),
        (
            TimelineKind::NotHeld,
            "2026-02-06",
            "nobody opened",
            "not_there",
        ),
        (TimelineKind::StepDone, "2026-02-01", "call Hearthway", ""),
        (TimelineKind::PlanAgreed, "2026-01-05", "", ""),
        (TimelineKind::Episode, "2026-01-02", "", "active"),
        (TimelineKind::Episode, "2026-01-01", "", "enrolled"),
        (TimelineKind::Pregnancy, "2025-04-01", "Pregnancy", ""),
    ];
    assert_eq!(
        lines,
        expected.map(|(kind, day, words, detail)| (kind, day.to_owned(), words, detail))
    );
    let met = &all.rows[1];
    assert_eq!(
        (met.minutes, met.whereabouts),
        (Some(30), Whereabouts::InSatchel)
    );
    assert_eq!(met.visit, Some(VisitId(Uuid::from_u128(0x24))));
    assert_eq!(all.rows[0].whereabouts, Whereabouts::AtClinic);
}

#[test]
fn a_line_comes_in_pages() {
    let office = office();
    let second = line(&office, 1, 2);
    let days: Vec<_> = second.rows.iter().map(|event| event.day).collect();
    assert_eq!(
        (days, second.total),
        (vec![day("2026-02-09"), day("2026-02-06")], 8)
    );
    assert!(line(&office, 8, 2).rows.is_empty());
}
