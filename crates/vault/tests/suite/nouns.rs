//! The nouns, with the JSON that care really writes.

use serde_json::{Value, json};
use vault::acked::{self, Acked};
use vault::entities::{self, Entity};
use vault::members::{self, MemberRow};
use vault::outbox::NewOp;
use vault::receipts::{self, Receipt};
use vault::records::{self, Inserted, Record};
use vault::tasks::{self, TaskRow};
use vault::visits::{self, Days, VisitRow};
use vault::{Page, Reader, StoreError, Vault, drafts, outbox};

use crate::profile::{Profile, draft};

const STAFF: &str = "01900000-0000-7000-8000-0000000000aa";

fn entity(kind: &str, id: &str, member: &str, data: &Value) -> Entity {
    Entity {
        id: id.to_owned(),
        stream: format!("m:{member}"),
        kind: kind.to_owned(),
        data: data.to_string(),
        heads: "{}".to_owned(),
        conflicts: 0,
        changed_at: 1,
    }
}

fn member(id: &str, given: &str, family: &str) -> Entity {
    let data = json!({"names": {"given": [given], "family": family, "others": [{"use": "nickname", "text": "Lola"}]}});
    serde_json::from_value::<care::Member>(data.clone()).unwrap();
    entity("member", id, id, &data)
}

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

fn record(id: &str, kind: &str, about: &str) -> Record {
    Record {
        id: id.to_owned(),
        stream: "m:m1".to_owned(),
        kind: kind.to_owned(),
        about: about.to_owned(),
        body: r#"{"narrative":"She slept better."}"#.to_owned(),
        hash: format!("hash-{id}"),
        sig: "sig".to_owned(),
        prev_hash: None,
        author: STAFF.to_owned(),
        device: "d1".to_owned(),
        signed_at: 10,
        received_at: None,
    }
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

fn read<T>(vault: &Vault, act: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>) -> T {
    vault.read(act).unwrap()
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

#[test]
fn a_record_is_inserted_once_and_received_once() {
    let (_profile, vault) = Profile::fresh();
    let insert = |record: &Record| {
        vault
            .transact(|writer| records::insert(writer, record))
            .unwrap()
            .0
    };
    let note = record("r1", "note", "v1");
    assert_eq!(insert(&note), Inserted::New);
    assert_eq!(insert(&note), Inserted::Known);
    assert_eq!(
        insert(&Record {
            body: "{}".to_owned(),
            ..note.clone()
        }),
        Inserted::Differs
    );
    let received = |at| {
        vault
            .transact(|writer| records::mark_received(writer, "r1", at))
            .unwrap()
            .0
    };
    assert_eq!((received(20), received(30)), (true, false));
    let kept = Record {
        received_at: Some(20),
        ..note
    };
    assert_eq!(
        read(&vault, |reader| records::get(reader, "r1")),
        Some(kept)
    );
}

#[test]
fn records_are_found_by_what_they_are_about_by_stream_and_by_device() {
    let (_profile, vault) = Profile::fresh();
    let later = Record {
        signed_at: 20,
        prev_hash: Some("hash-r1".to_owned()),
        ..record("r2", "addendum", "r1")
    };
    vault
        .transact(|writer| {
            records::insert(writer, &record("r1", "note", "v1"))
                .and(records::insert(writer, &later))
        })
        .unwrap();
    assert_eq!(
        read(&vault, |reader| records::about(reader, "r1")),
        std::slice::from_ref(&later)
    );
    let newest = read(&vault, |reader| {
        records::of_stream(reader, "m:m1", Page::new(0, 1).unwrap())
    });
    assert_eq!(newest, std::slice::from_ref(&later));
    assert_eq!(
        read(&vault, |reader| records::last_by_device(reader, "d1")),
        Some(later)
    );
    assert_eq!(
        read(&vault, |reader| records::last_by_device(reader, "d2")),
        None
    );
}

#[test]
fn taken_operations_are_shown_until_the_feed_has_passed_them() {
    let (_profile, vault) = with(&[entity("goal", "g1", "m1", &json!({}))]);
    let acked = |op: &str, seq| Acked {
        op_id: op.to_owned(),
        stream: "m:m1".to_owned(),
        seq,
        entity: "g1".to_owned(),
        body: "{}".to_owned(),
        received_at: 1,
    };
    vault
        .transact(|writer| {
            acked::put(writer, &acked("o2", 8))?;
            acked::put(writer, &acked("o1", 7))?;
            acked::put(writer, &acked("o1", 7))
        })
        .unwrap();
    assert_eq!(
        read(&vault, |reader| acked::of_entity(reader, "g1")),
        [acked("o1", 7), acked("o2", 8)]
    );
    let (touched, _) = vault
        .transact(|writer| acked::drop_through(writer, "m:m1", 7))
        .unwrap();
    assert_eq!(touched, ["g1"]);
    assert_eq!(
        read(&vault, |reader| acked::of_entity(reader, "g1")),
        [acked("o2", 8)]
    );
}

#[test]
fn receipts_come_newest_first() {
    let (_profile, vault) = Profile::fresh();
    let receipt = |op: &str, result: &str, received_at| Receipt {
        op_id: op.to_owned(),
        stream: "m:m1".to_owned(),
        entity: "g1".to_owned(),
        kind: "goal".to_owned(),
        result: result.to_owned(),
        received_at,
    };
    vault
        .transact(|writer| {
            receipts::put(writer, &receipt("o1", "parked", 1))?;
            receipts::put(writer, &receipt("o2", "applied", 2))?;
            receipts::put(writer, &receipt("o1", "applied", 3))
        })
        .unwrap();
    let all = read(&vault, |reader| receipts::page(reader, Page::FIRST));
    assert_eq!(
        all,
        [receipt("o1", "applied", 3), receipt("o2", "applied", 2)]
    );
    assert_eq!(read(&vault, |reader| receipts::count_since(reader, 3)), 1);
}

#[test]
fn drafts_come_last_kept_first_and_go_when_dropped() {
    let (_profile, vault) = Profile::fresh();
    let (first, second) = (
        draft("v1", "a"),
        drafts::Draft {
            kept_at: 2,
            member: None,
            ..draft("v2", "b")
        },
    );
    vault
        .transact(|writer| drafts::keep(writer, &first).and(drafts::keep(writer, &second)))
        .unwrap();
    assert_eq!(
        read(&vault, |reader| drafts::all(reader, Page::FIRST)),
        [second.clone(), first]
    );
    assert!(
        vault
            .transact(|writer| drafts::drop(writer, "v1"))
            .unwrap()
            .0
    );
    assert_eq!(
        read(&vault, |reader| drafts::all(reader, Page::FIRST)),
        [second]
    );
}

#[test]
fn no_row_prints_what_it_holds() {
    let name = "Quetzalli";
    let text = || name.to_owned();
    let op = NewOp {
        op_id: "o1".to_owned(),
        grp: "g".to_owned(),
        stream: "s".to_owned(),
        entity: "e".to_owned(),
        kind: "goal".to_owned(),
        label: Some(text()),
        body: text(),
        at: 1,
    };
    let outgoing = outbox::Outgoing {
        dseq: 1,
        op: op.clone(),
        bytes: 1,
        state: outbox::OutgoingState::Waiting,
        attempts: 0,
    };
    let acked = Acked {
        op_id: "o1".to_owned(),
        stream: "s".to_owned(),
        seq: 1,
        entity: "e".to_owned(),
        body: text(),
        received_at: 1,
    };
    let row = MemberRow {
        id: "m".to_owned(),
        stream: "s".to_owned(),
        data: text(),
        stage: None,
        lead: None,
    };
    let visit = VisitRow {
        id: "v".to_owned(),
        member: "m".to_owned(),
        data: text(),
        note: None,
    };
    let task = TaskRow {
        id: "t".to_owned(),
        member: "m".to_owned(),
        data: text(),
    };
    let record = Record {
        body: text(),
        ..record("r", "note", "v")
    };
    let printed = [
        format!(
            "{:?}",
            Entity {
                heads: text(),
                ..member("m1", name, name)
            }
        ),
        format!("{:?}", draft("v", name)),
        format!("{op:?} {outgoing:?} {acked:?} {row:?} {visit:?} {task:?} {record:?}"),
        format!("{:?}", Profile::fresh().1),
    ];
    for print in printed {
        assert!(!print.contains(name), "{print}");
    }
}
