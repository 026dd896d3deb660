use care::{Entity as _, Names, OpId, ReviewWhy, Role, Staff, Stage, Task};
use serde_json::json;
use sync::Author;

use super::super::due::fixture::{COLLEAGUE, ME, MEMBER, NOON, episode, member, plan, step, task};
use super::super::due::office::Office;
use super::*;
use crate::contract::members::ShowMember;
use crate::contract::today::ShowToday;
use crate::contract::{self, Seen};

const HOUR: i64 = 3_600_000;

fn review(why: ReviewWhy, kind: &str, about: u128, says: &Value) -> Review {
    Review {
        why,
        op: OpId(Uuid::from_u128(0xB0)),
        author: Some(COLLEAGUE),
        written_at: NOON - 90 * HOUR,
        received_at: NOON - 80 * HOUR,
        kind: kind.to_owned(),
        about: Some(EntityId(Uuid::from_u128(about))),
        says: says.to_string(),
        cause: Vec::new(),
        done: ReviewDone::OPEN,
    }
}

fn put(office: &Office, id: u128, review: &Review) {
    office.put_by(MEMBER, id, review, &Author::System("review".to_owned()));
}

/// A member whom [`ME`] leads, a colleague by name, and a task.
fn clinic() -> Office {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office.put(MEMBER, 0x21, &episode(Stage::Active));
    let names = Names {
        given: vec!["Deborah".to_owned()],
        family: "Achterberg".to_owned(),
        ..Names::default()
    };
    let colleague = Staff {
        names,
        role: Role::Nurse,
        credentials: "RN".to_owned(),
    };
    office.put(MEMBER, COLLEAGUE.0.as_u128(), &colleague);
    office
}

fn list(office: &Office) -> Paged<view::Review> {
    let page = contract::Page {
        offset: 0,
        limit: 50,
    };
    office.ask(view::ListReviews { page }).unwrap()
}

fn decide(review: &view::Review, decision: ReviewStatus, words: &str) -> view::DecideReview {
    view::DecideReview {
        review: review.review.clone(),
        seen: review.seen.clone(),
        decision,
        words: words.to_owned(),
    }
}

#[test]
fn a_review_says_what_it_is_about_beside_what_is_on_the_record() {
    let office = clinic();
    office.put(MEMBER, 0x31, &task("Call Hearthway", Some("2026-02-12")));
    let says =
        json!({"due": "2026-02-20", "owner": {"staff": COLLEAGUE, "words": ""}, "what": null});
    put(
        &office,
        0x41,
        &review(ReviewWhy::OutOfScope, Task::KIND, 0x31, &says),
    );
    let listed = list(&office);
    assert_eq!(listed.total, 1);
    let row = &listed.rows[0];
    assert_eq!(
        (row.name.as_str(), row.kind.as_str(), row.title.as_str()),
        ("Ana Ruiz", "task", "Call Hearthway")
    );
    let said: Vec<_> = row
        .says
        .iter()
        .map(|says| (says.field.as_str(), says.value.clone(), says.now.clone()))
        .collect();
    let owner = says_owner(row);
    assert_eq!(
        said[0],
        ("what", Value::Null, json!("Call Hearthway")),
        "what is taken away is said too, in the order of the task"
    );
    assert_eq!(owner, "Deborah Achterberg, RN", "a name, not an id");
    assert_eq!(said[2], ("due", json!("2026-02-20"), json!("2026-02-12")));
    assert_eq!(row.author.as_ref().unwrap().staff, COLLEAGUE);
    assert_eq!(row.lead.as_ref().unwrap().staff, ME);
    assert_eq!((row.days, row.owner), (3, ReviewOwner::Supervisor));
    assert!(row.may_decide);
    assert_eq!(row.decided_here, None);
}

fn says_owner(row: &view::Review) -> String {
    let owner = row.says.iter().find(|says| says.field == "owner").unwrap();
    owner.value["staff"].as_str().unwrap().to_owned()
}

#[test]
fn of_a_note_only_what_it_says_is_told() {
    let office = clinic();
    let says =
        json!({"template": 1, "narrative": "We met.", "services": ["outreach"], "signedAt": 5});
    put(
        &office,
        0x41,
        &review(ReviewWhy::BadRecord, Note::KIND, 0x51, &says),
    );
    let row = &list(&office).rows[0];
    let fields: Vec<_> = row.says.iter().map(|says| says.field.as_str()).collect();
    assert_eq!(fields, ["narrative", "services"]);
    assert_eq!(row.may_end_as, [ReviewStatus::Filed]);
    let refused = office.ask(decide(row, ReviewStatus::TakenOver, ""));
    let what = "decision".to_owned();
    assert_eq!(refused.err(), Some(Failure::BadRequest { what }));
}

#[test]
fn a_step_names_the_goal_it_serves() {
    let office = clinic();
    office.put(MEMBER, 0x32, &step("Walk", None));
    let says = json!({"goal": Uuid::from_u128(0x32), "what": "Walk further"});
    let about = review(ReviewWhy::OutOfScope, "intervention", 0x99, &says);
    put(&office, 0x41, &about);
    let row = &list(&office).rows[0];
    assert_eq!(
        row.says[0].value,
        json!("Walk"),
        "what that id is called here"
    );
    assert_eq!(row.title, "", "the step itself is not on the record");
}

#[test]
fn who_decides_says_why_once_and_it_waits_for_the_clinic() {
    let office = clinic();
    put(
        &office,
        0x41,
        &review(ReviewWhy::OutOfScope, Task::KIND, 0x31, &json!({})),
    );
    let counts = |office: &Office| {
        let member = office.ask(ShowMember { member: MEMBER }).unwrap();
        (
            office.ask(ShowToday {}).unwrap().set_aside,
            member.set_aside,
        )
    };
    assert_eq!(counts(&office), (1, 1));
    let row = list(&office).rows.remove(0);
    let too_long = decide(&row, ReviewStatus::Filed, &"x".repeat(201));
    assert!(matches!(
        office.ask(too_long).err(),
        Some(Failure::Refused { fields }) if fields[0].path == "done"
    ));
    office
        .ask(decide(&row, ReviewStatus::Filed, " Said twice. "))
        .unwrap();
    let after = list(&office).rows.remove(0);
    assert_eq!(after.decided_here, Some(ReviewStatus::Filed));
    assert_eq!(counts(&office), (0, 0));
    let done = office.read(|reader| {
        let held = book::read::<Review>(reader, EntityId(Uuid::from_u128(0x41)))?;
        Ok(held.unwrap().value.done)
    });
    assert_eq!((done.by, done.words.as_str()), (Some(ME), "Said twice."));
    let again = office.ask(decide(&after, ReviewStatus::TakenOver, ""));
    assert_eq!(again.err(), Some(Failure::AlreadyDecided));
}

#[test]
fn things_that_do_not_go_together_are_shown_each() {
    let office = clinic();
    office.put(MEMBER, 0x61, &plan("2026-04-01"));
    office.put(MEMBER, 0x62, &plan("2026-05-01"));
    let cause = [0x61, 0x62].map(|id| EntityId(Uuid::from_u128(id)));
    let two = Review {
        cause: cause.to_vec(),
        ..review(ReviewWhy::TwoPlans, "plan", 0x62, &Value::Null)
    };
    put(&office, 0x41, &two);
    let row = &list(&office).rows[0];
    let agreed = json!({"on": "2026-01-05", "language": "es", "with": ME});
    let says: Vec<_> = row.says.iter().map(|says| &says.value).collect();
    assert_eq!(says, [&agreed, &agreed]);
    assert_eq!(
        row.may_end_as,
        [ReviewStatus::PutRight, ReviewStatus::Right]
    );
    office.ask(decide(row, ReviewStatus::Right, "")).unwrap();
    assert_eq!(
        list(&office).rows[0].decided_here,
        Some(ReviewStatus::Right)
    );
}

#[test]
fn what_is_not_here_is_not_decided() {
    let office = clinic();
    let nowhere = view::DecideReview {
        review: Uuid::from_u128(0x77).to_string(),
        seen: Seen::default(),
        decision: ReviewStatus::Filed,
        words: String::new(),
    };
    assert_eq!(office.ask(nowhere).err(), Some(Failure::NotHere));
}
