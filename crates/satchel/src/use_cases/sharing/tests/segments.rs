//! Which segments a thing is in: what it is part of, what alarmed, a pregnant minor, and who may say otherwise.

use care::{
    NoteAuthor, Pregnancy, Problem, ProblemStatus, Removed, SafetyAct, SafetyAlert, StaffId,
    TagRemoved, Task,
};
use sync::StreamId;

use super::*;
use crate::use_cases::due::fixture::{COLLEAGUE, NOON, note, task};

fn tags_of(office: &Office, words: &str) -> Vec<Tag> {
    let all = things(office);
    let one = all.iter().find(|one| one.words == words).unwrap();
    one.tags.iter().map(|tag| tag.tag).collect()
}

fn supervisor(office: Office) -> Office {
    let office = office.into_supervisor();
    let directory = Staff {
        names: member("Inés", "Carranza").names,
        role: Role::Supervisor,
        credentials: String::new(),
    };
    office.put_in_clinic(ME, &directory);
    office
}

fn take_off(office: &Office, id: u128, tag: Tag) -> Result<(), Failure> {
    let removed = office.ask(RemoveTag {
        member: MEMBER,
        of: EntityId(Uuid::from_u128(id)),
        tag,
        reason: "another person's paper".to_owned(),
    });
    removed.map(|_| ())
}

#[test]
fn a_task_that_looks_after_what_alarmed_is_shared_with_nobody() {
    let office = her();
    let alert = SafetyAlert {
        instrument: "PHQ-9".to_owned(),
        rule: "item9".to_owned(),
        act: SafetyAct::NoDangerNow,
        words: String::new(),
        by: ME,
        at: NOON,
    };
    let asks = Task {
        alert: Some(alert),
        ..task("Look after Ana", None)
    };
    office.put(MEMBER, 0x62, &task("Call her sister", None));
    office.put(MEMBER, 0x63, &asks);
    let all = things(&office);
    assert!(all.iter().any(|one| one.words == "Call her sister"));
    assert!(all.iter().all(|one| one.words != "Look after Ana"));
}

#[test]
fn what_was_put_on_a_goal_after_it_was_taken_off_its_step_is_on_the_step_again() {
    let office = supervisor(her());
    put(&office, GOAL, Tag::Dv, "").unwrap();
    take_off(&office, STEP, Tag::Dv).unwrap();
    assert_eq!(
        (tags(&office, GOAL), tags(&office, STEP)),
        (vec![Tag::Dv], vec![])
    );
    put(&office, GOAL, Tag::Dv, "").unwrap();
    assert_eq!(tags(&office, STEP), [Tag::Dv]);
}

#[test]
fn a_step_keeps_the_segments_of_a_goal_that_was_removed() {
    let office = her();
    put(&office, GOAL, Tag::Dv, "").unwrap();
    let removed = Removed {
        on: day("2026-02-10"),
        by: ME,
        reason: "entered twice".to_owned(),
        with: None,
    };
    office.put_removed(MEMBER, GOAL, &goal(Domain::Mental, "To sleep"), &removed);
    assert!(things(&office).iter().all(|one| one.words != "To sleep"));
    assert_eq!(tags(&office, STEP), [Tag::Mh, Tag::Dv]);
}

#[test]
fn where_the_area_of_a_goal_has_two_answers_it_is_in_the_segments_of_both() {
    let office = her();
    let first = goal(Domain::Housing, "A room of my own");
    let answers = [first.domain, Domain::Substances];
    office.put_with_two(MEMBER, GOAL, &first, ("domain", answers));
    assert_eq!(
        (tags(&office, GOAL), tags(&office, STEP)),
        (vec![Tag::Sud], vec![Tag::Sud])
    );
}

#[test]
fn everything_about_a_pregnant_minor_is_hers_until_a_supervisor_says_otherwise() {
    let office = supervisor(her());
    let girl = Member {
        birth_date: Some(day("2009-06-15")),
        ..member("Ana", "Ruiz")
    };
    office.put::<Member>(MEMBER, 0x10, &girl);
    office.put(MEMBER, 0x62, &task("Call the school", None));
    let problem = Problem {
        coding: medicine("Asthma").coding,
        status: ProblemStatus::Active,
        onset: None,
        abated: None,
        source: None,
    };
    office.put(MEMBER, 0x64, &problem);
    office.sign(&note(0x65, "We spoke"));
    assert_eq!(tags_of(&office, "Asthma"), []);
    office.put(MEMBER, 0x66, &Pregnancy::recorded(day("2025-12-01")));
    let hers = [Tag::Repro, Tag::Minor];
    for words in [
        "Asthma",
        "A room of my own",
        "Call the landlord",
        "Call the school",
        "We spoke",
    ] {
        assert_eq!(tags_of(&office, words), hers, "{words}");
    }
    assert_eq!(tags(&office, 0x71), [Tag::Hiv, Tag::Repro, Tag::Minor]);
    take_off(&office, 0x64, Tag::Minor).unwrap();
    assert_eq!(tags_of(&office, "Asthma"), [Tag::Repro]);
}

#[test]
fn a_pregnancy_long_over_says_nothing_of_what_is_written_today() {
    let office = her();
    let mut then = Pregnancy::recorded(day("2006-01-10"));
    then.end = Some(day("2006-08-01"));
    office.put(MEMBER, 0x66, &then);
    assert_eq!(tags_of(&office, "A room of my own"), []);
    let old = Medicine {
        since: Some(day("2006-03-01")),
        ..medicine("Folic acid")
    };
    office.put(MEMBER, 0x72, &old);
    assert_eq!(tags_of(&office, "Folic acid"), [Tag::Repro, Tag::Minor]);
}

#[test]
fn what_somebody_signs_in_the_name_of_a_supervisor_takes_nothing_off() {
    let office = supervisor(her());
    put(&office, GOAL, Tag::Mh, "").unwrap();
    let putting = office.read(|reader| {
        let rows = vault::records::about(reader, &MEMBER.to_string())?;
        Ok(rows[0].id.parse().unwrap())
    });
    let removed = TagRemoved {
        template: TagRemoved::TEMPLATE,
        member: MEMBER,
        of: EntityId(Uuid::from_u128(GOAL)),
        tag: Tag::Mh,
        knew: vec![putting],
        reason: "a slip".to_owned(),
        author: NoteAuthor {
            staff: ME,
            signature: "Inés Carranza".to_owned(),
        },
        signed_at: NOON,
    };
    let receive = |by: StaffId| {
        let about = (StreamId::Member(MEMBER), TagRemoved::KIND, MEMBER.0);
        office.receive_record(about, by, serde_json::to_value(&removed).unwrap());
        tags(&office, GOAL)
    };
    assert_eq!(receive(COLLEAGUE), [Tag::Mh]);
}

#[test]
fn the_same_signed_by_the_supervisor_herself_takes_it_off() {
    let office = supervisor(her());
    put(&office, GOAL, Tag::Mh, "").unwrap();
    take_off(&office, GOAL, Tag::Mh).unwrap();
    assert_eq!(tags(&office, GOAL), []);
}
