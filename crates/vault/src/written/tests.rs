use rusqlite::Connection;

use super::*;
use crate::entities::{self, Entity};
use crate::records::{self, Record};
use crate::{Writer, migrations};

/// A store with a task, a goal and notes, in memory and as new as they come.
fn store() -> Connection {
    let mut db = Connection::open_in_memory().unwrap();
    db.pragma_update(None, "recursive_triggers", "ON").unwrap();
    migrations::migrate(&mut db, 0).unwrap();
    for (id, stream, kind, data, conflicts) in [
        ("t1", "m:1", "task", r#"{"what":"Llamar a la clínica"}"#, 1),
        (
            "g1",
            "m:2",
            "goal",
            r#"{"statement":{"text":"Dormir"},"barrier":"The clinic closes early"}"#,
            0,
        ),
        ("v1", "m:1", "visit", r#"{"what":"clinic"}"#, 0),
    ] {
        puts(&db, id, stream, kind, (data, conflicts));
    }
    for (id, kind, about, body) in [
        (
            "n1",
            "note",
            "v1",
            r#"{"body":{"narrative":"We walked to the clinic together."}}"#,
        ),
        (
            "a1",
            "addendum",
            "n1",
            r#"{"body":{"text":"The clinic was shut."}}"#,
        ),
        ("s1", "assessment", "m1", r#"{"body":{"text":"clinic"}}"#),
    ] {
        signs(&db, id, kind, (about, body));
    }
    db
}

fn puts(db: &Connection, id: &str, stream: &str, kind: &str, (data, conflicts): (&str, u32)) {
    let entity = Entity {
        id: id.to_owned(),
        stream: stream.to_owned(),
        kind: kind.to_owned(),
        data: data.to_owned(),
        heads: "{}".to_owned(),
        conflicts,
        changed_at: 5,
        said_at: 5,
    };
    entities::put(&Writer::new(db), &entity).unwrap();
}

fn signs(db: &Connection, id: &str, kind: &str, (about, body): (&str, &str)) {
    let record = Record {
        id: id.to_owned(),
        stream: "m:1".to_owned(),
        kind: kind.to_owned(),
        about: about.to_owned(),
        body: body.to_owned(),
        hash: "h".to_owned(),
        sig: "s".to_owned(),
        prev_hash: None,
        author: "a".to_owned(),
        device: "d".to_owned(),
        signed_at: 7,
        received_at: None,
    };
    records::insert(&Writer::new(db), &record).unwrap();
}

fn found(db: &mut Connection, text: &str) -> Vec<(String, Option<String>, String)> {
    let tx = db.transaction().unwrap();
    let mut found: Vec<_> = search(&Reader::new(&tx), text, Page::FIRST)
        .unwrap()
        .into_iter()
        .map(|written| (written.id, written.visit, written.excerpt))
        .collect();
    found.sort();
    found
}

#[test]
fn words_are_found_by_their_beginnings_whatever_their_accents_and_shown_in_their_place() {
    let mut db = store();
    let visit = || Some("v1".to_owned());
    let all = [
        (
            "a1".to_owned(),
            visit(),
            "The \u{2}clinic\u{3} was shut.".to_owned(),
        ),
        (
            "g1".to_owned(),
            None,
            "Dormir The \u{2}clinic\u{3} closes early".to_owned(),
        ),
        (
            "n1".to_owned(),
            visit(),
            "We walked to the \u{2}clinic\u{3} together.".to_owned(),
        ),
        (
            "t1".to_owned(),
            None,
            "Llamar a la \u{2}clínica\u{3}".to_owned(),
        ),
    ];
    assert_eq!(found(&mut db, "CLINIC"), all);
    assert_eq!(found(&mut db, "clinica"), all.get(3..).unwrap());
    let both = "\u{2}Llamar\u{3} a la \u{2}clínica\u{3}".to_owned();
    assert_eq!(
        found(&mut db, "clinica, lla"),
        [("t1".to_owned(), None, both)]
    );
    for nothing in ["", "cl", "\"", "the-zebra", "nar* OR", "a b c"] {
        assert_eq!(found(&mut db, nothing), [], "{nothing}");
    }
}

#[test]
fn what_is_changed_removed_or_put_back_is_found_as_it_stands() {
    let mut db = store();
    let count = |db: &mut Connection, text: &str| found(db, text).len();
    let tent = (r#"{"what":"Ask for a tent"}"#, 0);
    puts(&db, "t1", "m:1", "task", tent);
    assert_eq!((count(&mut db, "clinica"), count(&mut db, "tent")), (0, 1));
    puts(&db, "t1", "m:1", "removed:task", tent);
    assert_eq!(count(&mut db, "tent"), 0);
    puts(&db, "t1", "m:1", "task", tent);
    assert_eq!(count(&mut db, "tent"), 1);
}

#[test]
fn of_what_has_left_no_word_stays_in_the_file() {
    let db = store();
    let tent = (r#"{"what":"Ask for a tent"}"#, 0);
    puts(&db, "t1", "m:1", "task", tent);
    db.execute_batch("drop trigger record_is_kept; delete from entity; delete from record;")
        .unwrap();
    db.execute_batch(include_str!("../streams/merge_words.sql"))
        .unwrap();
    for index in ["entity_words", "record_words"] {
        let check = format!("insert into {index} ({index}, rank) values ('integrity-check', 1)");
        db.execute_batch(&check).unwrap();
        let blocks = format!("select group_concat(cast(block as text)) from {index}_data");
        let left: String = db.query_row(&blocks, [], |row| row.get(0)).unwrap();
        assert!(!left.contains("clinic"), "{index}");
    }
}

#[test]
fn the_index_of_words_is_written_down_once_for_many_things_that_are_put() {
    let db = store();
    let pieces = |db: &Connection| -> u32 {
        db.query_row("select count(*) from entity_words_data", [], |row| {
            row.get(0)
        })
        .unwrap()
    };
    let before = pieces(&db);
    db.execute_batch("begin").unwrap();
    // Each comes after the one before: what is changed out of its order is written down before it.
    for number in 100..164 {
        puts(
            &db,
            &format!("t{number}"),
            "m:1",
            "task",
            (r#"{"what":"tent"}"#, 0),
        );
    }
    // Each time it is written down there is one piece more, until pieces are merged.
    assert_eq!(pieces(&db), before);
    db.execute_batch("commit").unwrap();
    // The index has what the things have, word for word; those without words are in none.
    db.execute_batch(
        "delete from entity where words is null;
         insert into entity_words (entity_words, rank) values ('integrity-check', 1)",
    )
    .unwrap();
}
