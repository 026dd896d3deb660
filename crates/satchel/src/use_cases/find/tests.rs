use care::MemberId;
use sync::Author;
use uuid::Uuid;

use super::*;
use crate::use_cases::due::fixture::{COLLEAGUE, MEMBER, NOON, member, note, step, task, visit};
use crate::use_cases::due::office::Office;

const OTHER: MemberId = MemberId(Uuid::from_u128(0x11));

/// Two members: one with a visit, its note, a task and a step, the other with a task.
fn office() -> Office {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office.put(OTHER, 0x11, &member("Rosa", "Peña"));
    office.put(MEMBER, 0x23, &visit("2026-02-09", Some("09:00")));
    office.receive(&note(0x23, "She asked for diapers and a crib."));
    office.put(MEMBER, 0x31, &task("Bring diapers", None));
    office.put_in_conflict(MEMBER, 0x61, &step("Pañales for two weeks", None), "what");
    let by = Author::Staff(COLLEAGUE);
    office.put_by(OTHER, 0x32, &task("Call about the crib", None), &by);
    office
}

fn find(office: &Office, text: &str) -> Vec<FoundWriting> {
    let text = text.to_owned();
    office.ask(FindWritten { text }).unwrap().writings
}

fn part(text: &str, found: bool) -> Excerpt {
    let text = text.to_owned();
    Excerpt { text, found }
}

#[test]
fn what_was_written_of_anybody_is_found_newest_first_with_who_and_where() {
    let found = find(&office(), "CRIB");
    let [task, note] = found.as_slice() else {
        panic!("the colleague's task and the note: {}", found.len());
    };
    assert_eq!((task.what, task.member), (WritingKind::Task, OTHER));
    assert_eq!((task.name.as_str(), task.visit), ("Rosa Peña", None));
    assert_eq!(
        (note.what, note.member, note.at),
        (WritingKind::Note, MEMBER, Some(NOON - 84_600_000))
    );
    assert_eq!(note.visit.map(|visit| visit.0), Some(Uuid::from_u128(0x23)));
    assert!(
        note.excerpt
            == [
                part("She asked for diapers and a ", false),
                part("crib", true),
                part(".", false)
            ]
    );
}

#[test]
fn two_answers_are_marked_and_accents_do_not_count() {
    let found = find(&office(), "panal");
    let marked: Vec<_> = found.iter().map(|each| each.two_answers).collect();
    assert_eq!(marked, [true]);
    let plain = find(&office(), "diapers");
    assert!(plain.iter().all(|each| !each.two_answers) && plain.len() == 2);
}

#[test]
fn too_little_finds_nothing_and_too_much_is_refused() {
    let office = office();
    assert!(find(&office, " a ").is_empty());
    assert!(find(&office, "giraffe").is_empty());
    let text = "n".repeat(101);
    let long = office.ask(FindWritten { text });
    assert_eq!(long.err(), Some(Failure::TooLarge));
}

#[test]
fn an_excerpt_falls_into_its_parts_whatever_stands_in_it() {
    let whole = |excerpt: &str| -> Vec<(String, bool)> {
        let parts = parts(excerpt).into_iter();
        parts.map(|part| (part.text, part.found)).collect()
    };
    let said = |text: &str, found| (text.to_owned(), found);
    assert_eq!(whole(""), []);
    assert_eq!(
        whole("a \u{2}b\u{3}\u{2}c\u{3} d"),
        [
            said("a ", false),
            said("b", true),
            said("c", true),
            said(" d", false)
        ]
    );
    assert_eq!(whole("a\u{3}b"), [said("a\u{3}b", false)]);
    assert_eq!(whole("\u{2}b"), [said("b", false)]);
}
