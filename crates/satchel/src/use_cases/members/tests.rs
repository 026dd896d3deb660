//! A member over a real store.

use super::super::due::fixture::{COLLEAGUE, ME, MEMBER, day, episode, member, plan, task, visit};
use super::super::due::office::Office;
use super::*;
use crate::contract::Seen;
use crate::contract::failure::RefusedField;
use care::{Door, Episode, Role, TeamMember, Voicemail, Why};

fn edit(office: &Office) -> view::MemberEdit {
    let seen = office
        .ask(view::ShowMember { member: MEMBER })
        .map(|shown| shown.seen)
        .unwrap_or_default();
    view::MemberEdit {
        member: MEMBER,
        seen,
        names: None,
        pronouns: None,
        languages: None,
        phones: None,
        home: None,
        door: None,
        risk: None,
    }
}

fn shown(office: &Office) -> view::Member {
    office.ask(view::ShowMember { member: MEMBER }).unwrap()
}

/// R011 in part: who leads stands on her record; how the lead is reached does not.
#[test]
fn a_member_is_shown_with_how_things_stand() {
    let office = Office::open();
    assert_eq!(
        office.ask(view::ShowMember { member: MEMBER }).err(),
        Some(Failure::NotHere)
    );
    office.put_in_conflict(MEMBER, 0x10, &member("Ana", "Ruiz"), "names");
    let team = [ME, COLLEAGUE]
        .map(|staff| TeamMember {
            staff,
            role: Role::Nurse,
        })
        .to_vec();
    office.put(
        MEMBER,
        0x21,
        &Episode {
            team,
            ..episode(Stage::Active)
        },
    );
    office.put(MEMBER, 0x22, &plan("2026-02-09"));
    office.put(MEMBER, 0x23, &visit("2026-02-12", Some("09:00")));
    for (id, by) in [
        (0x31, "2026-02-11"),
        (0x32, "2026-02-13"),
        (0x33, "2026-03-13"),
        (0x34, "2026-03-14"),
    ] {
        office.put(MEMBER, id, &task("call", Some(by)));
    }
    let shown = shown(&office);
    assert_eq!((shown.name.as_str(), shown.age), ("Ana Ruiz", Some(35)));
    assert_eq!(
        (shown.counts.tasks, shown.counts.visits, shown.counts.goals),
        (4, 1, 0)
    );
    assert_eq!(shown.due.len(), DUE_MAX);
    assert_eq!(shown.two_answers, ["member.names"]);
    assert_eq!((shown.rhythm.len(), shown.unsent), (13, false));
    let episode = shown.episode.unwrap();
    assert_eq!(
        (episode.stage, episode.since),
        (Stage::Active, day("2026-01-02"))
    );
    assert_eq!(episode.may_become, [Stage::Graduated, Stage::Disenrolled]);
    assert_eq!(
        episode
            .team
            .iter()
            .map(|person| person.staff)
            .collect::<Vec<_>>(),
        [COLLEAGUE]
    );
    assert!(episode.lead.is_some_and(|lead| lead.is_you));
}

#[test]
fn only_what_is_given_is_changed_and_empty_pronouns_are_taken_away() {
    let office = Office::open();
    assert_eq!(office.ask(edit(&office)).err(), Some(Failure::NotHere));
    let pronouns = Some("she/her".to_owned());
    office.put(
        MEMBER,
        0x10,
        &Member {
            pronouns,
            ..member("Ana", "Ruiz")
        },
    );
    office.ask(edit(&office)).unwrap();
    assert!(
        !shown(&office).unsent,
        "nothing was given, so nothing is sent"
    );
    let door = Door {
        say: "ask for Rosa".to_owned(),
        voicemail: Voicemail::Never,
        dangers: String::new(),
    };
    let pronouns = Some(" ".to_owned());
    office
        .ask(view::MemberEdit {
            door: Some(door.clone()),
            pronouns,
            ..edit(&office)
        })
        .unwrap();
    let after = shown(&office);
    assert_eq!(
        (after.pronouns, after.door, after.unsent),
        (None, Some(door), true)
    );
    assert_eq!(after.name, "Ana Ruiz");
}

#[test]
fn a_field_that_may_not_be_stored_is_refused_by_its_name() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    let pronouns = Some("x".repeat(201));
    let refused = office.ask(view::MemberEdit {
        pronouns,
        seen: Seen::default(),
        ..edit(&office)
    });
    let fields = vec![RefusedField {
        path: "pronouns".to_owned(),
        why: Why::TooLong,
    }];
    assert_eq!(refused.err(), Some(Failure::Refused { fields }));
}
