//! What is signed, taken, answered and drafted.

use serde_json::json;
use vault::acked::{self, Acked};
use vault::entities::{self, Entity};
use vault::members::MemberRow;
use vault::outbox::NewOp;
use vault::receipts::{self, Receipt};
use vault::records::{self, Inserted, Record};
use vault::tasks::TaskRow;
use vault::visits::VisitRow;
use vault::{Page, Writer, drafts, outbox, streams};

use crate::profile::{Profile, draft};
use crate::rows::{entity, member, read, record};

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
fn records_signed_since_an_instant_are_found_in_every_stream() {
    let (_profile, vault) = Profile::fresh();
    let stream = |id: &str| streams::Stream {
        id: id.to_owned(),
        cursor: 0,
        state: "held".to_owned(),
        granted_as: None,
    };
    let later = Record {
        stream: "m:m2".to_owned(),
        signed_at: 20,
        ..record("r2", "note", "v2")
    };
    let write = |writer: &Writer<'_>| {
        streams::put(writer, &stream("m:m1"))?;
        streams::put(writer, &stream("m:m2"))?;
        records::insert(writer, &record("r1", "note", "v1"))?;
        records::insert(writer, &later)
    };
    vault.transact(write).unwrap();
    let since = |instant| {
        read(&vault, |reader| {
            records::signed_since(reader, instant, Page::FIRST)
        })
    };
    assert_eq!((since(10).len(), since(21).len()), (2, 0));
    assert_eq!(since(11), [later]);
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
    let (_profile, vault) = Profile::fresh();
    let goal = entity("goal", "g1", "m1", &json!({}));
    vault
        .transact(|writer| entities::put(writer, &goal))
        .unwrap();
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
    vault
        .transact(|writer| {
            for n in 0..4_999 {
                receipts::put(writer, &receipt(&format!("p{n}"), "applied", 4))?;
            }
            receipts::trim(writer)
        })
        .unwrap();
    // The one that came first goes; of what was answered twice that is the first time.
    assert_eq!(
        read(&vault, |reader| receipts::count_since(reader, 0)),
        5_000
    );
    assert_eq!(
        read(&vault, |reader| receipts::count_since(reader, 4)),
        4_999
    );
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
