//! The nouns as lists, with the JSON that care really writes.

use serde_json::json;
use vault::entities::{self, Entity};
use vault::members;
use vault::records::{self, Record};
use vault::reviews;
use vault::tasks;
use vault::visits::{self, Days, MeetingNote};
use vault::{Page, Vault, Writer};

use crate::profile::Profile;
use crate::rows::{STAFF, entity, member, read, record};

fn visit(id: &str, day: &str, time: Option<&str>) -> Entity {
    let mut data = json!({"appointment": {
        "type": "visit", "modality": "in_person", "place": "shelter", "whereWords": "hall B", "day": day, "staff": STAFF,
    }});
    data["appointment"]["time"] = json!(time);
    serde_json::from_value::<care::Visit>(data.clone()).unwrap();
    entity("visit", id, "m1", &data)
}

fn task(id: &str, due: Option<&str>, status: &str) -> Entity {
    let data =
        json!({"what": "call", "owner": {"staff": STAFF}, "due": due, "done": {"status": status}});
    serde_json::from_value::<care::Task>(data.clone()).unwrap();
    entity("task", id, "m1", &data)
}

fn with(entities: &[Entity]) -> (Profile, Vault) {
    let (profile, vault) = Profile::fresh();
    vault
        .transact(|writer| {
            entities
                .iter()
                .try_for_each(|entity| entities::put(writer, entity))
        })
        .unwrap();
    (profile, vault)
}

fn found(vault: &Vault, text: &str) -> Vec<String> {
    read(vault, |reader| members::search(reader, text, Page::FIRST))
        .into_iter()
        .map(|row| row.id)
        .collect()
}

#[test]
fn a_member_is_found_by_the_beginning_of_any_name_without_its_accents() {
    let (_profile, vault) = with(&[member("m1", "Inés", "Núñez"), member("m2", "Ana", "Ruiz")]);
    assert_eq!(found(&vault, "nun"), ["m1"]);
    assert_eq!(found(&vault, "RUIZ an"), ["m2"]);
    assert_eq!(found(&vault, "lola"), ["m1", "m2"]);
    assert_eq!(
        found(&vault, "nickname"),
        Vec::<String>::new(),
        "what a name is used as is no name"
    );
    assert_eq!(found(&vault, "\" OR names:*"), Vec::<String>::new());
    assert_eq!(found(&vault, " - "), Vec::<String>::new());
}

#[test]
fn a_member_who_changes_her_name_is_found_by_the_new_one_only() {
    let (_profile, vault) = with(&[member("m1", "Ana", "Ruiz"), member("m1", "Ana", "Ortega")]);
    assert_eq!(found(&vault, "ruiz"), Vec::<String>::new());
    assert_eq!(found(&vault, "ortega"), ["m1"]);
}

#[test]
fn members_are_listed_by_name_with_their_latest_episode() {
    let stages = |stage: &str| {
        let data = json!({"stages": [{"stage": "identified", "on": "2026-01-01"}, {"stage": stage, "on": "2026-01-02"}],
            "leads": [{"staff": STAFF, "on": "2026-01-02"}]});
        serde_json::from_value::<care::Episode>(data.clone()).unwrap();
        data
    };
    let (_profile, vault) = with(&[
        member("m1", "Inés", "ruiz"),
        member("m2", "Ana", "Ruiz"),
        entity("episode", "e1", "m2", &stages("disenrolled")),
        entity("episode", "e2", "m2", &stages("outreach")),
    ]);
    let rows = read(&vault, |reader| members::page(reader, Page::FIRST));
    let lines: Vec<_> = rows
        .iter()
        .map(|row| (row.id.as_str(), row.stage.as_deref(), row.lead.as_deref()))
        .collect();
    assert_eq!(
        lines,
        [("m2", Some("outreach"), Some(STAFF)), ("m1", None, None)]
    );
    let second = read(&vault, |reader| {
        members::page(reader, Page::new(1, 1).unwrap())
    });
    assert_eq!(second.len(), 1);
}

#[test]
fn the_visits_of_a_day_come_in_their_order_and_show_which_are_signed() {
    let (_profile, vault) = with(&[
        visit("v1", "2026-02-03", Some("14:00")),
        visit("v2", "2026-02-03", Some("09:00")),
        visit("v3", "2026-02-04", None),
        visit("v4", "2026-02-05", None),
    ]);
    vault
        .transact(|writer| records::insert(writer, &record("r1", "note", "v1")))
        .unwrap();
    let days = Days {
        from: "2026-02-03",
        to: "2026-02-04",
    };
    let rows = read(&vault, |reader| visits::on(reader, days, Page::FIRST));
    let lines: Vec<_> = rows
        .iter()
        .map(|row| (row.id.as_str(), row.note.as_deref()))
        .collect();
    assert_eq!(lines, [("v2", None), ("v1", Some("r1")), ("v3", None)]);
    assert_eq!(rows[0].member, "m1");
}

#[test]
fn a_meeting_is_what_its_note_says_and_one_entered_in_error_is_none() {
    let (_profile, vault) = with(&[
        visit("v1", "2026-02-03", Some("14:00")),
        visit("v2", "2026-02-04", None),
        visit("v3", "2026-02-05", None),
    ]);
    let about = json!({"modality": "phone", "startedAt": 70});
    let note = |id: &str, visit: &str| Record {
        body: json!({"body": {"about": about}}).to_string(),
        ..record(id, "note", visit)
    };
    let addendum = |id: &str, note: &str, reason: &str| Record {
        body: json!({"body": {"reason": reason}}).to_string(),
        ..record(id, "addendum", note)
    };
    let signed = [
        note("r1", "v1"),
        note("r2", "v2"),
        addendum("r3", "r1", "correction"),
        addendum("r4", "r2", "entered_in_error"),
    ];
    let insert = |writer: &Writer<'_>| {
        signed
            .iter()
            .try_for_each(|record| records::insert(writer, record).map(drop))
    };
    vault.transact(insert).unwrap();
    let all = read(&vault, |reader| visits::meetings(reader, Page::FIRST));
    assert_eq!(
        all,
        read(&vault, |reader| visits::meetings_of(
            reader,
            "m:m1",
            Page::FIRST
        ))
    );
    let lines: Vec<_> = all
        .iter()
        .map(|met| (met.visit.as_str(), met.modality.as_str()))
        .collect();
    assert_eq!(lines, [("v1", "phone"), ("v3", "in_person")]);
    let id = "r1".to_owned();
    assert_eq!(
        all[0].note,
        Some(MeetingNote {
            id,
            started_at: 70,
            received_at: None
        })
    );
    assert_eq!(all[1].note, None);
}

#[test]
fn due_tasks_are_those_to_do_by_that_day() {
    let (_profile, vault) = with(&[
        task("t1", Some("2026-02-03"), "to_do"),
        task("t2", Some("2026-02-01"), "to_do"),
        task("t3", Some("2026-02-01"), "done"),
        task("t4", Some("2026-02-04"), "to_do"),
        task("t5", None, "to_do"),
    ]);
    let rows = read(&vault, |reader| {
        tasks::due_by(reader, "2026-02-03", Page::FIRST)
    });
    assert_eq!(
        rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["t2", "t1"]
    );
}

#[test]
fn reviews_are_open_until_the_clinic_says_otherwise() {
    let review = |id: &str, clinic: &str, here: &str, (at, written): (i64, i64)| Entity {
        heads: json!({"done": [{"op": "o", "value": {"status": clinic}}]}).to_string(),
        ..entity(
            "review",
            id,
            "m1",
            &json!({"receivedAt": at, "writtenAt": written, "done": {"status": here}}),
        )
    };
    let (_profile, vault) = with(&[
        review("r0", "open", "open", (30, 9)),
        review("r1", "open", "open", (30, 8)),
        review("r2", "filed", "filed", (1, 1)),
        review("r3", "open", "filed", (20, 10)),
    ]);
    let open = read(&vault, |reader| reviews::open(reader, Page::FIRST));
    assert_eq!(
        open.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["r3", "r1", "r0"],
        "longest waiting first, and what came together in the order it was written"
    );
    assert_eq!(read(&vault, reviews::count_open), 3);
}

#[test]
fn entities_in_conflict_are_listed_until_they_are_settled() {
    let goal = entity("goal", "g1", "m1", &json!({"rank": "n"}));
    let (_profile, vault) = with(&[
        Entity {
            conflicts: 2,
            ..goal.clone()
        },
        member("m1", "Ana", "Ruiz"),
    ]);
    let ids = || -> Vec<String> {
        let found = read(&vault, |reader| {
            entities::with_conflicts(reader, Page::FIRST)
        });
        found.into_iter().map(|entity| entity.id).collect()
    };
    assert_eq!(
        (ids(), read(&vault, entities::count_conflicts)),
        (vec!["g1".to_owned()], 2)
    );
    vault
        .transact(|writer| entities::put(writer, &goal))
        .unwrap();
    assert_eq!(
        (ids(), read(&vault, entities::count_conflicts)),
        (vec![], 0)
    );
    assert_eq!(
        read(&vault, |reader| entities::get(reader, "g1")),
        Some(goal.clone())
    );
    assert_eq!(
        read(&vault, |reader| entities::of_stream(reader, "m:m1", "goal")),
        std::slice::from_ref(&goal)
    );
    assert_eq!(
        read(&vault, |reader| entities::of_kind(
            reader,
            "goal",
            Page::FIRST
        )),
        [goal]
    );
    assert_eq!(read(&vault, |reader| entities::count(reader, "member")), 1);
    let since = |instant| {
        read(&vault, |reader| {
            entities::said_since(reader, "member", instant, Page::FIRST)
        })
        .len()
    };
    assert_eq!((since(1), since(2)), (1, 0));
}

#[test]
fn text_that_is_no_json_is_not_kept() {
    let (_profile, vault) = Profile::fresh();
    let broken = Entity {
        data: "{".to_owned(),
        ..member("m1", "Ana", "Ruiz")
    };
    assert!(
        vault
            .transact(|writer| entities::put(writer, &broken))
            .is_err()
    );
}
