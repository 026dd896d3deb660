//! The day over a real store.

use super::super::due::fixture::{
    COLLEAGUE, ME, MEMBER, NOON, episode, member, note, step, task, visit,
};
use super::super::due::office::Office;
use super::*;
use crate::contract::Whereabouts;
use crate::contract::drafts::KeepDraft;
use crate::contract::visits::VisitStatus;
use care::{Door, Owner, Stage, Voicemail};
use sync::Author;

fn today(office: &Office) -> Today {
    office.ask(ShowToday {}).unwrap()
}

fn office() -> Office {
    let office = Office::open();
    let door = Door {
        say: "ask for Rosa".to_owned(),
        voicemail: Voicemail::Never,
        dangers: "dog".to_owned(),
    };
    office.put(
        MEMBER,
        0x10,
        &Member {
            door: Some(door),
            ..member("Ana", "Ruiz")
        },
    );
    office.put(MEMBER, 0x21, &episode(Stage::Active));
    office
}

#[test]
fn my_visits_of_the_day_come_in_order_of_time_with_what_to_know_at_the_door() {
    let office = office();
    office.put(MEMBER, 0x31, &visit("2026-02-10", None));
    office.put(MEMBER, 0x32, &visit("2026-02-10", Some("14:00")));
    office.put(MEMBER, 0x33, &visit("2026-02-10", Some("09:00")));
    office.put(MEMBER, 0x34, &visit("2026-02-11", Some("09:00")));
    let mut theirs = visit("2026-02-10", Some("08:00"));
    theirs.appointment.staff = COLLEAGUE;
    office.put(MEMBER, 0x35, &theirs);
    office.sign(&note(0x33, "She was rested."));
    let visits = today(&office).visits;
    let lines: Vec<_> = visits
        .iter()
        .map(|visit| (visit.visit.0.as_u128(), visit.whereabouts))
        .collect();
    assert_eq!(
        lines,
        [
            (0x33, Some(Whereabouts::InSatchel)),
            (0x32, None),
            (0x31, None)
        ]
    );
    assert!(matches!(visits[0].status, VisitStatus::Signed { .. }));
    assert_eq!(visits[1].status, VisitStatus::Planned);
    let next = &visits[1];
    assert_eq!(
        (next.door.as_str(), next.dangers.as_str()),
        ("ask for Rosa", "dog")
    );
    assert_eq!(
        (next.voicemail, next.due.len()),
        (Some(Voicemail::Never), 3)
    );
    assert!(
        next.due
            .iter()
            .all(|due| due.time.as_deref() != Some("14:00"))
    );
}

#[test]
fn what_is_mine_to_do_comes_by_what_is_due_and_counts_beyond_what_is_shown() {
    let office = office();
    office.put(MEMBER, 0x31, &task("later", Some("2026-03-10")));
    office.put(MEMBER, 0x32, &step("late", Some("2026-02-01")));
    let owner = Owner {
        staff: Some(COLLEAGUE),
        words: String::new(),
    };
    office.put(
        MEMBER,
        0x33,
        &Task {
            owner,
            ..task("not mine", Some("2026-02-01"))
        },
    );
    for id in 0x41..0x4C {
        office.put(MEMBER, id, &task("soon", Some("2026-02-11")));
    }
    let today = today(&office);
    assert_eq!((today.to_do.len(), today.to_do_total), (TO_DO_MAX, 13));
    let first = &today.to_do[0];
    assert_eq!((first.due.words.as_str(), first.task), ("late", None));
    assert_eq!(
        first.intervention,
        Some(InterventionId(Uuid::from_u128(0x32)))
    );
    assert_ne!(first.seen, Seen::default());
    assert_eq!(today.quiet_people, 1);
}

#[test]
fn an_unsigned_note_waits_under_the_name_of_the_member() {
    let office = office();
    let visit = VisitId(Uuid::from_u128(0x31));
    let about = format!("visit:{visit}");
    office
        .ask(KeepDraft {
            about: about.clone(),
            member: Some(MEMBER),
            body: "{}".to_owned(),
        })
        .unwrap();
    let drafts = today(&office).drafts;
    let [draft] = drafts.as_slice() else {
        panic!("one draft waits")
    };
    assert_eq!(
        (draft.about.as_str(), draft.visit),
        (about.as_str(), Some(visit))
    );
    assert_eq!((draft.name.as_str(), draft.kept_at), ("Ana Ruiz", NOON));
}

#[test]
fn what_colleagues_changed_is_news_and_what_i_or_a_system_changed_is_not() {
    let office = office();
    let colleague = Author::Staff(COLLEAGUE);
    office.put_by(MEMBER, 0x31, &task("call", None), &colleague);
    office.put_by(MEMBER, 0x32, &task("write", None), &colleague);
    office.put_by(
        MEMBER,
        0x33,
        &step("walk", None),
        &Author::System("import".to_owned()),
    );
    office.put_by(MEMBER, 0x34, &step("rest", None), &Author::Staff(ME));
    office.put_by(MEMBER, 0x35, &visit("2026-02-09", None), &colleague);
    let mut theirs = note(0x35, "She was rested.");
    theirs.author.staff = COLLEAGUE;
    office.receive(&theirs);
    let news = today(&office).news;
    let lines: Vec<_> = news
        .iter()
        .map(|news| (news.kind.as_str(), news.name.as_str()))
        .collect();
    assert_eq!(lines, [("task", "Ana Ruiz"), ("note", "Ana Ruiz")]);
    assert!(
        news.iter()
            .all(|news| news.by.as_ref().is_some_and(|by| by.staff == COLLEAGUE))
    );
}
