use rusqlite::Connection;

use super::*;
use crate::migrations;

/// A store with a task, a goal and a note, in memory and as new as they come.
fn store() -> Connection {
    let mut db = Connection::open_in_memory().unwrap();
    db.pragma_update(None, "recursive_triggers", "ON").unwrap();
    migrations::migrate(&mut db, 0).unwrap();
    db.execute_batch(
        r#"insert into entity (id, stream, kind, data, heads, conflicts, changed_at, said_at) values
           ('t1', 'm:1', 'task', '{"what":"Llamar a la clínica"}', '{}', 1, 5, 5),
           ('g1', 'm:2', 'goal', '{"statement":{"text":"Dormir"},"barrier":"The clinic closes early"}', '{}', 0, 5, 5),
           ('v1', 'm:1', 'visit', '{"what":"clinic"}', '{}', 0, 5, 5);
           insert into record (id, stream, kind, about, body, hash, sig, author, device, signed_at) values
           ('n1', 'm:1', 'note', 'v1', '{"body":{"narrative":"We walked to the clinic together."}}', 'h', 's', 'a', 'd', 7),
           ('a1', 'm:1', 'addendum', 'n1', '{"body":{"text":"The clinic was shut."}}', 'h', 's', 'a', 'd', 8),
           ('s1', 'm:1', 'assessment', 'm1', '{"body":{"text":"clinic"}}', 'h', 's', 'a', 'd', 8)"#,
    )
    .unwrap();
    db
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
    db.execute_batch(r#"update entity set data = '{"what":"Ask for a tent"}' where id = 't1'"#)
        .unwrap();
    assert_eq!((count(&mut db, "clinica"), count(&mut db, "tent")), (0, 1));
    db.execute_batch("update entity set kind = 'removed:task' where id = 't1'")
        .unwrap();
    assert_eq!(count(&mut db, "tent"), 0);
    db.execute_batch("update entity set kind = 'task' where id = 't1'")
        .unwrap();
    assert_eq!(count(&mut db, "tent"), 1);
}

#[test]
fn of_what_has_left_no_word_stays_in_the_file() {
    let db = store();
    db.execute_batch(r#"update entity set data = '{"what":"Ask for a tent"}' where id = 't1'"#)
        .unwrap();
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
