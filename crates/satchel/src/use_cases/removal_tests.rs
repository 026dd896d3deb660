//! Removing and putting back over a real store.

use super::super::due::fixture::{MEMBER, member, step, task};
use super::super::due::office::Office;
use super::*;
use crate::contract::members::{ListTimeline, TimelineEvent, TimelineKind};
use crate::contract::plans::{GoalEntry, Plan, ShowPlan, TaskEntry};
use crate::contract::removal::StepSeen;
use crate::contract::today::ShowToday;
use crate::contract::{Page, Seen};
use care::{Domain, GoalProgress, StepStatus, TaskId, Words};
use uuid::Uuid;

fn plan(office: &Office) -> Plan {
    office.ask(ShowPlan { member: MEMBER }).unwrap()
}

fn history(office: &Office) -> Vec<TimelineEvent> {
    let page = Page {
        offset: 0,
        limit: 50,
    };
    let asked = ListTimeline {
        member: MEMBER,
        page,
    };
    let mut rows = office.ask(asked).unwrap().rows;
    rows.retain(|event| event.kind == TimelineKind::Removed);
    rows
}

fn removes(kind: Removable, id: Uuid, seen: &Seen, reason: &str) -> RemoveThing {
    RemoveThing {
        member: MEMBER,
        kind,
        id: id.to_string(),
        seen: seen.clone(),
        reason: reason.to_owned(),
        steps: Vec::new(),
    }
}

/// Somebody with one task that is due.
fn with_a_task() -> Office {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office.put(MEMBER, 0x31, &task("call", Some("2026-02-11")));
    office
}

#[test]
fn a_task_that_is_removed_leaves_every_list_and_is_put_back_from_the_history() {
    let office = with_a_task();
    let due = |office: &Office| {
        let today = office.ask(ShowToday {}).unwrap();
        (today.to_do_total, plan(office).tasks.len())
    };
    let before = due(&office);
    let shown = plan(&office).tasks.remove(0);
    office
        .ask(removes(
            Removable::Task,
            shown.task.0,
            &shown.seen,
            "entered twice",
        ))
        .unwrap();
    assert_eq!(plan(&office).tasks.len(), 0);
    assert_eq!(office.ask(ShowToday {}).unwrap().to_do_total, 0);
    let told = history(&office);
    let removed = told[0].removed.clone().unwrap();
    assert_eq!(
        (told[0].words.as_str(), removed.reason.as_str()),
        ("call", "entered twice")
    );
    // Nobody changes what is not there.
    let tick = TaskEntry {
        member: MEMBER,
        task: Some(TaskId(shown.task.0)),
        seen: shown.seen,
        what: None,
        owner: None,
        due: None,
        status: Some(StepStatus::Done),
    };
    assert_eq!(office.ask(tick).err(), Some(Failure::NotHere));
    let id = removed.id;
    office.ask(PutBack { member: MEMBER, id }).unwrap();
    assert_eq!(due(&office), before);
    assert!(history(&office).is_empty());
}

#[test]
fn nothing_is_removed_without_a_reason_or_twice() {
    let office = with_a_task();
    let shown = plan(&office).tasks.remove(0);
    let ask = |reason| {
        office
            .ask(removes(Removable::Task, shown.task.0, &shown.seen, reason))
            .err()
    };
    assert!(matches!(ask(" "), Some(Failure::Refused { .. })));
    assert_eq!(plan(&office).tasks.len(), 1);
    assert_eq!(ask("twice"), None);
    assert_eq!(ask("twice"), Some(Failure::NotHere));
    let strange = RemoveThing {
        id: "no id".to_owned(),
        ..removes(Removable::Task, shown.task.0, &shown.seen, "twice")
    };
    assert!(matches!(
        office.ask(strange).err(),
        Some(Failure::BadRequest { .. })
    ));
}

#[test]
fn a_goal_goes_with_the_steps_that_were_on_the_screen_and_comes_back_with_them() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    let statement = Words {
        text: "a quiet room".to_owned(),
        language: "en".to_owned(),
        translation: String::new(),
    };
    let goal = Goal {
        statement,
        domain: Domain::Housing,
        rank: "n".to_owned(),
        progress: GoalProgress::default(),
        barrier: String::new(),
        strength: String::new(),
        from: None,
    };
    office.put(MEMBER, 0x60, &goal);
    office.put(MEMBER, 0x61, &step("call the shelter", None));
    let shown = plan(&office).goals.remove(0);
    let steps = shown.steps.iter().map(|step| StepSeen {
        step: step.intervention,
        seen: step.seen.clone(),
    });
    let removal = RemoveThing {
        steps: steps.collect(),
        ..removes(
            Removable::Goal,
            shown.goal.0,
            &shown.seen,
            "for another member",
        )
    };
    office.ask(removal).unwrap();
    assert!(plan(&office).goals.is_empty());
    let told = history(&office);
    assert_eq!(told.len(), 1, "the step is not told of beside its goal");
    let id = told[0].removed.clone().unwrap().id;
    office.ask(PutBack { member: MEMBER, id }).unwrap();
    let back = plan(&office).goals;
    assert_eq!((back.len(), back[0].steps.len()), (1, 1));
    // What is back is changed like before.
    let entry = GoalEntry {
        member: MEMBER,
        goal: Some(back[0].goal),
        seen: back[0].seen.clone(),
        statement: None,
        domain: None,
        status: None,
        status_reason: None,
        barrier: Some("rain".to_owned()),
        strength: None,
        taken: None,
    };
    office.ask(entry).unwrap();
    assert_eq!(plan(&office).goals[0].barrier, "rain");
}
