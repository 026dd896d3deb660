//! What a laptop of schema 1 left: its store, with work the clinic has not got, and the push it would have sent. Today's
//! vault opens the one, today's clinic takes the other, byte for byte.

use std::collections::BTreeMap;

use ambient::{Ambient, Fixed};
use care::{GroupId, OpId};
use rusqlite::Connection;
use satchel::Shelf;
use serde_json::{Value, json};
use sync::clinic::SystemWrite;
use sync::device::{self, Batch, DeviceStore as _};
use sync::wire::{OpResult, Push};
use sync::{Rules, Write, clinic};
use uuid::Uuid;
use vault::{StoreError, Vault, outbox};

use super::bench::{Bench, GOAL, STREAM, device_of, verifying};

/// The first layout; it is locked, as every migration is.
const LAYOUT: &str = include_str!("../../migrations/device/0001_foundation.sql");
/// What stood in it.
const ROWS: &str = include_str!("../fixtures/versions/1/laptop/rows.sql");
/// The body of its next push.
const PUSH: &str = include_str!("../fixtures/versions/1/laptop/push.json");
/// The vault's key, and each of its bytes as SQLCipher reads it.
const KEY: [u8; 48] = [7; 48];
const KEY_HEX: &str = "07";

/// The clinic as that laptop knows it: one change of the member, brought in by an import.
fn clinic_then() -> Bench {
    let mut bench = Bench::of(1);
    "first".clone_into(&mut bench.book.epoch);
    bench.book.keys.insert(device_of(0).id, verifying());
    let imported = OpId(Uuid::from_u128(0x900));
    let rain = Write {
        value: json!("rain"),
        parents: Vec::new(),
        saw: Value::Null,
    };
    let by_import = SystemWrite {
        op: imported,
        device: care::DeviceId(Uuid::nil()),
        group: GroupId(imported.0),
        system: "import".to_owned(),
        stream: STREAM,
        entity: GOAL,
        kind: "goal".to_owned(),
        fields: BTreeMap::from([("barrier".to_owned(), rain)]),
        at: 0,
    };
    clinic::write(&mut bench.book, by_import).unwrap();
    bench
}

/// That laptop's store, opened by today's vault.
fn vault_of_schema_1(folder: &std::path::Path) -> Vault {
    let db = Connection::open(folder.join("store.db")).unwrap();
    let key = format!("x'{}'", KEY_HEX.repeat(KEY.len()));
    db.pragma_update(None, "key", key).unwrap();
    db.pragma_update(None, "journal_mode", "wal").unwrap();
    db.execute_batch(LAYOUT).unwrap();
    db.execute_batch(ROWS).unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    db.close().unwrap();
    Vault::drill(folder, &KEY).unwrap()
}

/// One transaction of that laptop.
fn at_laptop<T>(
    vault: &Vault,
    ambient: &Ambient,
    act: impl FnOnce(&mut Shelf<'_>) -> Result<T, StoreError>,
) -> T {
    let done = vault.transact::<T, StoreError>(|writer| act(&mut Shelf::new(writer, ambient)));
    done.unwrap().0
}

/// It is taken, all of it, and says the same again.
fn takes(bench: &mut Bench, push: &Push) -> sync::wire::Pushed {
    let pushed = clinic::push(&mut bench.book, device_of(0), push, 1, Rules::SOUND);
    let pushed = pushed.unwrap().unwrap();
    let is_applied = |result: &OpResult| matches!(result, OpResult::Applied { .. });
    assert_eq!(pushed.answers.len(), 3);
    assert!(
        pushed.answers.iter().all(|one| is_applied(&one.result)),
        "{pushed:?}"
    );
    pushed
}

#[test]
fn a_push_of_schema_1_is_taken_byte_for_byte() {
    let mut bench = clinic_then();
    let push: Push = serde_json::from_str(PUSH).unwrap();
    assert_eq!(
        takes(&mut bench, &push).answers,
        takes(&mut bench, &push).answers
    );
    for text in &push.ops {
        let op: sync::Op = serde_json::from_str(text).unwrap();
        assert_eq!(*bench.book.ops[&op.id].text, **text);
    }
    let goal = bench.goal().unwrap();
    assert_eq!(
        goal.fields["barrier"].len(),
        1,
        "she had seen what she replaced"
    );
    assert_eq!(goal.fields["barrier"][0].value, json!("no bus"));
    assert_eq!(bench.book.records.len(), 1);
}

#[test]
fn a_laptop_of_schema_1_is_opened_sends_what_waits_and_is_fed() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, ambient) = (vault_of_schema_1(folder.path()), Fixed::new(0, 7).ambient());
    let mut bench = clinic_then();
    let push = at_laptop(&vault, &ambient, |desk| {
        device::push(desk, Batch::WHOLE, Rules::SOUND)
    });
    let push = push.unwrap();
    assert_eq!(
        serde_json::to_string(&push).unwrap(),
        PUSH,
        "frozen as it was said"
    );
    let pushed = takes(&mut bench, &push);
    at_laptop(&vault, &ambient, |desk| {
        device::pushed(desk, &pushed, Rules::SOUND)
    });
    for _ in 0..8 {
        let pull = at_laptop(&vault, &ambient, |desk| device::pull(desk));
        let soon = clinic::Days::default();
        let pulled = clinic::pull(&mut bench.book, device_of(0), &pull, &soon, Rules::SOUND);
        let pulled = pulled.unwrap().unwrap();
        at_laptop(&vault, &ambient, |desk| {
            device::pulled(desk, &pulled, Rules::SOUND)
        });
    }
    let (waits, goal, records, cursors) = at_laptop(&vault, &ambient, |desk| {
        let waits = outbox::summary(desk.writer())?.count;
        Ok((
            waits,
            desk.base(GOAL)?,
            desk.held_records(&STREAM)?,
            desk.cursors()?,
        ))
    });
    assert_eq!(waits, 0);
    assert_eq!(goal, bench.goal());
    assert_eq!(records.len(), 1, "the clinic has the note");
    let at = cursors
        .iter()
        .find(|cursor| cursor.stream == STREAM)
        .unwrap();
    assert_eq!(at.seq, 4);
}
