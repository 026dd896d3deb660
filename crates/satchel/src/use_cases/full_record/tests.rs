//! The full record over a real store: everything of hers is in both files, and nothing that no copy contains.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use care::{
    AppointmentType, AskedBy, DeviceId, Domain, Door, ENTITY_KINDS, EntityId, Episode, Glass, Goal,
    GoalId, GoalProgress, Intervention, Member, NotHeld, NotHeldReason, Problem, Removed,
    RequestHow, RightKind, RightStep, SafetyAct, SafetyAlert, Tag, Task, Voicemail, Words,
};
use serde_json::{Map, Value, json};
use sync::StreamId;
use uuid::Uuid;

use super::places::{PLACES, Place, place};
use crate::contract::failure::Failure;
use crate::contract::full_record::MakeFullRecord;
use crate::contract::rights::{AnswerRight, AskRight, ShowRights};
use crate::contract::settings::UiLanguage;
use crate::contract::sharing::PutTags;
use crate::use_cases::due::fixture::{
    COLLEAGUE, ME, MEMBER, NOON, day, episode, member, note, step, task, visit,
};
use crate::use_cases::due::office::Office;

const PATIENT: u128 = 0x10;

fn her() -> Office {
    let office = Office::open();
    office.put::<Member>(MEMBER, PATIENT, &member("Ana", "Ruiz"));
    office.put(MEMBER, 0x21, &episode(care::Stage::Active));
    office
}

/// The page and the bundle, as they lie on the disk.
fn made(office: &Office, language: UiLanguage) -> Result<(String, String, u32), Failure> {
    let made = office.ask(MakeFullRecord {
        member: MEMBER,
        language,
    })?;
    let name = Path::new(&made.page).file_name().unwrap().to_string_lossy();
    assert!(name.starts_with("satchel-record-2026-02-10-"), "{name}");
    Ok((
        fs::read_to_string(&made.page).unwrap(),
        fs::read_to_string(&made.bundle).unwrap(),
        made.stays,
    ))
}

fn goal(text: &str) -> Goal {
    Goal {
        statement: Words {
            text: text.to_owned(),
            language: "en".to_owned(),
            translation: String::new(),
        },
        domain: Domain::Food,
        rank: "n".to_owned(),
        progress: GoalProgress::default(),
        barrier: String::new(),
        strength: String::new(),
        from: None,
    }
}

fn tag(office: &Office, id: u128, tag: Tag) {
    let put = PutTags {
        member: MEMBER,
        of: EntityId(Uuid::from_u128(id)),
        tags: vec![tag],
        source: String::new(),
    };
    office.ask(put).unwrap();
}

/// Whatever kinds of entity and record there are: each has a place, or says why it has none.
#[test]
fn every_kind_has_a_place() {
    let mut kinds: BTreeSet<String> = ENTITY_KINDS
        .iter()
        .map(|(kind, _)| (*kind).to_owned())
        .collect();
    let mut folders = vec![PathBuf::from("../care/src"), PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let lines = text.lines().map(str::trim_start);
            let lines = lines.map(|line| line.trim_start_matches("pub "));
            let lines = lines.filter(|line| line.starts_with("const KIND: &"));
            kinds.extend(lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())));
        }
    }
    assert!(
        kinds.contains("note") && kinds.contains("evaluation"),
        "{kinds:?}"
    );
    let placed: BTreeSet<String> = PLACES.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(kinds, placed);
}

/// A word of its own in every field of every kind that is hers; what only the store needs has none.
fn plant_entities(office: &Office) -> Vec<String> {
    let mut planted: Vec<String> = Vec::new();
    let hers = |kind: &str| kind != "visit" && matches!(place(kind), Some((_, Place::Hers(_))));
    let all = ENTITY_KINDS.iter().filter(|(kind, _)| hers(kind));
    for (n, (kind, fields)) in (0x1000..).zip(all) {
        let mut word = |field: &str| {
            let word = format!(
                "planted {} {}",
                kind.replace('_', " "),
                field.to_lowercase()
            );
            planted.push(word.clone());
            Value::String(word)
        };
        let mut says = Map::new();
        for field in *fields {
            // What joins records, what has a test of its own, and a file, which is shown as a picture.
            let skipped = matches!(
                (*kind, field.id),
                ("member", "sameAs")
                    | ("task", "alert")
                    | ("document", "withdrawn" | "file")
                    | ("infant", "member")
                    | ("goal", "rank")
            );
            if skipped {
                continue;
            }
            let parts = field.group.iter();
            let parts: Map<String, Value> = parts
                .filter(|part| !matches!(**part, "entry" | "file" | "dangers"))
                .map(|part| ((*part).to_owned(), word(&format!("{} {part}", field.id))))
                .collect();
            let value = if parts.is_empty() {
                word(field.id)
            } else {
                Value::Object(parts)
            };
            says.insert(field.id.to_owned(), value);
        }
        office.put_stored((MEMBER, n), kind, &Value::Object(says));
    }
    planted
}

/// A word of its own in every kind of record that is hers.
fn plant_records(office: &Office) -> Vec<String> {
    let entities: BTreeSet<&str> = ENTITY_KINDS.iter().map(|(kind, _)| *kind).collect();
    let mut planted = Vec::new();
    for (n, (kind, at)) in (0x2000..).zip(PLACES) {
        if matches!(at, Place::Hers(_)) && !entities.contains(kind) {
            let words = format!("planted {}", kind.replace('_', " "));
            let body =
                json!({ "narrative": words, "text": words, "words": words, "signedAt": NOON });
            let stream = StreamId::Member(MEMBER);
            office.receive_as(n, (stream, kind, MEMBER.0), COLLEAGUE, body);
            planted.push(words);
        }
    }
    planted
}

#[test]
fn nothing_that_is_held_of_her_is_forgotten() {
    let office = her();
    let mut planted = plant_entities(&office);
    planted.extend(plant_records(&office));
    // What the vault's own views look into has to be what it says it is.
    let mut seen_at = visit("2026-02-01", None);
    seen_at.appointment.where_words = "planted visit where".to_owned();
    seen_at.not_held = Some(NotHeld {
        reason: NotHeldReason::Declined,
        words: "planted visit words".to_owned(),
        at: NOON,
    });
    office.put(MEMBER, 0x4000, &seen_at);
    // The number by which a hospital knows her may look like an id of ours.
    let theirs = Uuid::from_u128(0x5000).to_string();
    let again = json!({ "names": { "family": "Ruiz" }, "identifiers": [{ "system": "urn:hospital", "value": theirs }],
        "source": { "system": "urn:hospital", "file": "f", "entry": theirs } });
    office.put_stored((MEMBER, PATIENT), "member", &again);
    planted.push(theirs);
    planted.extend(["planted visit where", "planted visit words"].map(str::to_owned));
    assert!(100 < planted.len());
    let (page, bundle, stays) = made(&office, UiLanguage::En).unwrap();
    assert_eq!(stays, 0);
    let mut texts = String::new();
    told(&serde_json::from_str(&bundle).unwrap(), &mut texts);
    for word in planted {
        assert!(page.contains(&word), "the page lacks {word}");
        assert!(texts.contains(&word), "the bundle lacks {word}");
    }
}

/// Every text of a bundle, writings opened.
fn told(value: &Value, into: &mut String) {
    match value {
        Value::String(text) => {
            into.push_str(text);
            into.push('\n');
        }
        Value::Array(items) => items.iter().for_each(|item| told(item, into)),
        Value::Object(fields) => {
            if let Some(Value::String(data)) = fields.get("data") {
                let open = data_encoding::BASE64.decode(data.as_bytes()).unwrap();
                into.push_str(&String::from_utf8_lossy(&open));
                into.push('\n');
            }
            fields.values().for_each(|field| told(field, into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn plant_kept_records(office: &Office) {
    // A note that is a mandated report, and what was added to it; counselling notes; staff safety.
    for (at, id, words, segment) in [
        (0x31, 0x3001, "kept-2 reported", Tag::MandatedReport),
        (0x32, 0x3002, "kept-3 counselling", Tag::Psychnotes),
        (0x33, 0x3003, "kept-4 bring a colleague", Tag::WorkerSafety),
    ] {
        let note = note(at, words);
        let body = serde_json::to_value(&note).unwrap();
        let about = (
            StreamId::Member(MEMBER),
            care::Note::KIND,
            Uuid::from_u128(at),
        );
        office.receive_as(id, about, COLLEAGUE, body_by(body));
        tag(office, id, segment);
    }
    let addendum = json!({ "of": Uuid::from_u128(0x3001), "reason": "late_entry", "text": "kept-5 the hotline called back",
        "author": { "staff": COLLEAGUE, "signature": "Deborah" }, "signedAt": NOON });
    let about = (
        StreamId::Member(MEMBER),
        care::Addendum::KIND,
        Uuid::from_u128(0x3001),
    );
    office.receive_as(0x3004, about, COLLEAGUE, addendum);
}

fn plant_kept_things(office: &Office) {
    // A goal for staff alone, with its step.
    office.put(MEMBER, 0x60, &goal("kept-6 watch the stairs"));
    let towards = Intervention {
        goal: GoalId(Uuid::from_u128(0x60)),
        ..step("kept-7 two of us go", None)
    };
    office.put(MEMBER, 0x61, &towards);
    tag(office, 0x60, Tag::WorkerSafety);
    // What looks after an alarm, a visit that was not safe, what was removed, a photo of another person's paper.
    let alert = SafetyAlert {
        instrument: "PHQ-9".to_owned(),
        rule: "item9".to_owned(),
        act: SafetyAct::NoDangerNow,
        words: "kept-8".to_owned(),
        by: ME,
        at: NOON,
    };
    let asks = Task {
        alert: Some(alert),
        ..task("kept-9 look after Ana", None)
    };
    office.put(MEMBER, 0x63, &asks);
    let mut not_held = visit("2026-02-01", None);
    not_held.not_held = Some(NotHeld {
        reason: NotHeldReason::Unsafe,
        words: "kept-10 a man at the gate".to_owned(),
        at: NOON,
    });
    office.put(MEMBER, 0x64, &not_held);
    let removed = Removed {
        on: day("2026-02-10"),
        by: ME,
        reason: "kept-11".to_owned(),
        with: None,
    };
    office.put_removed(MEMBER, 0x65, &goal("kept-12 of somebody else"), &removed);
    let withdrawn = json!({ "purpose": "letter", "title": "kept-13 another person's letter", "taken": { "by": ME, "at": NOON },
        "file": { "blob": "0a".repeat(32), "key": "0b".repeat(32), "plain": "0c".repeat(32), "bytes": 1, "media": "image/jpeg" },
        "withdrawn": { "on": "2026-02-10", "by": ME, "reason": "kept-14" } });
    office.put_stored((MEMBER, 0x66), "document", &withdrawn);
    office.put_stored((MEMBER, 0x67), "horoscope", &json!({ "says": "kept-15" }));
}

/// What is said nowhere else, planted in each place that no copy contains.
#[test]
fn what_no_copy_contains_is_in_neither_file() {
    let office = her();
    let careful = Member {
        door: Some(Door {
            say: "Say it is about the bus pass".to_owned(),
            voicemail: Voicemail::Never,
            dangers: "kept-1 a dog".to_owned(),
        }),
        ..member("Ana", "Ruiz")
    };
    office.put::<Member>(MEMBER, PATIENT, &careful);
    plant_kept_records(&office);
    plant_kept_things(&office);
    // And beside it, what is hers.
    office.put(MEMBER, 0x62, &goal("A room of my own"));
    for language in [UiLanguage::En, UiLanguage::Es] {
        let (page, bundle, stays) = made(&office, language).unwrap();
        let mut texts = bundle.clone();
        told(&serde_json::from_str(&bundle).unwrap(), &mut texts);
        for text in [&page, &texts] {
            assert!(text.contains("A room of my own") && text.contains("bus pass"));
            for n in 1..=15 {
                assert!(!text.contains(&format!("kept-{n}")), "kept-{n}");
            }
            for trace in ["0b0b0b", "mandated", "psychnotes", "worker_safety"] {
                assert!(!text.contains(trace), "{trace}");
            }
        }
        assert_eq!(stays, 9, "told on the screen");
    }
}

/// The note as somebody else of the clinic signed it.
fn body_by(mut body: Value) -> Value {
    body["author"] = json!({ "staff": COLLEAGUE, "signature": "Deborah" });
    body
}

#[test]
fn where_she_lives_being_confidential_neither_file_says_where() {
    let office = her().into_supervisor();
    let where_she_is = json!({ "names": { "given": ["Ana"], "family": "Ruiz" },
        "addresses": [{ "lines": ["12 Hidden Lane"], "city": "Oakland", "state": "CA", "postalCode": "94601" }],
        "home": { "kind": "with_others", "words": "behind Hidden Lane" } });
    office.put_stored((MEMBER, PATIENT), "member", &where_she_is);
    let mut at_home = visit("2026-02-01", None);
    at_home.appointment.where_words = "Hidden Lane, blue door".to_owned();
    at_home.appointment.kind = AppointmentType::Visit;
    office.put(MEMBER, 0x64, &at_home);
    let (page, bundle, _) = made(&office, UiLanguage::En).unwrap();
    assert!(page.contains("12 Hidden Lane") && bundle.contains("blue door"));
    let contact = json!({ "address": "PO Box 1", "confidential": true });
    asks(
        &office,
        RightKind::ContactOtherwise,
        "2026-02-10",
        Some(contact),
    );
    answers(&office, RightStep::Granted, "2026-02-10", "").unwrap();
    let (page, bundle, _) = made(&office, UiLanguage::En).unwrap();
    assert!(page.contains("PO Box 1"), "what she named herself stands");
    assert!(!page.contains("Hidden Lane") && !bundle.contains("Hidden Lane"));
}

fn asks(office: &Office, kind: RightKind, on: &str, contact: Option<Value>) {
    let asked = AskRight {
        member: MEMBER,
        kind,
        asked_by: AskedBy::Member,
        representative: String::new(),
        how: RequestHow::InPerson,
        words: "I want it".to_owned(),
        on: day(on),
        about: None,
        restriction: None,
        contact: contact.map(|contact| serde_json::from_value(contact).unwrap()),
    };
    office.ask(asked).unwrap();
}

/// Answers the request that waits, on the day it came.
fn answers(office: &Office, step: RightStep, on: &str, reason: &str) -> Result<(), Failure> {
    let shown = office.ask(ShowRights { member: MEMBER }).unwrap();
    let newest = shown
        .requests
        .iter()
        .find(|one| one.steps.is_empty())
        .unwrap();
    let answered = AnswerRight {
        member: MEMBER,
        request: newest.record,
        seen: newest.seen.clone(),
        step,
        on: day(on),
        reason: reason.to_owned(),
        words: "told her".to_owned(),
        restriction: None,
        contact: None,
    };
    office.ask(answered).map(|_| ())
}

#[test]
fn whoever_has_only_opened_her_record_for_a_while_makes_no_file_of_it() {
    let office = her();
    let device = DeviceId(Uuid::from_u128(0xD1));
    let glass =
        json!({ "staff": ME, "device": device, "reason": "here", "at": NOON, "until": NOON + 1 });
    let glass: Glass = serde_json::from_value(glass).unwrap();
    office.put(MEMBER, 0x71, &glass);
    assert!(made(&office, UiLanguage::En).is_ok(), "she is of the team");
    office.put(MEMBER, 0x21, &Episode::default());
    let refused = made(&office, UiLanguage::En).err();
    assert_eq!(refused, Some(Failure::GlassGuest));
    assert!(made(&office.into_supervisor(), UiLanguage::En).is_ok());
}

#[test]
fn where_her_request_was_denied_no_file_is_made_until_it_is_granted() {
    let office = her().into_supervisor();
    let denials = office.ask(ShowRights { member: MEMBER }).unwrap().denials;
    let of_a_copy = |kind| {
        denials
            .iter()
            .find(|one| one.rights.contains(&kind))
            .unwrap()
    };
    asks(&office, RightKind::Copy, "2026-02-08", None);
    assert!(
        made(&office, UiLanguage::En).is_ok(),
        "a request that waits stops nothing"
    );
    let reason = of_a_copy(RightKind::Copy).code.clone();
    answers(&office, RightStep::Denied, "2026-02-08", &reason).unwrap();
    assert_eq!(
        made(&office, UiLanguage::En).err(),
        Some(Failure::CopyDenied)
    );
    asks(&office, RightKind::See, "2026-02-09", None);
    answers(
        &office,
        RightStep::GrantedInPart,
        "2026-02-09",
        &of_a_copy(RightKind::See).code.clone(),
    )
    .unwrap();
    assert_eq!(
        made(&office, UiLanguage::En).err(),
        Some(Failure::CopyDenied)
    );
    asks(&office, RightKind::Copy, "2026-02-10", None);
    answers(&office, RightStep::Granted, "2026-02-10", "").unwrap();
    assert!(made(&office, UiLanguage::En).is_ok());
}

#[test]
fn what_somebody_typed_is_text_on_the_page() {
    let office = her();
    office.put(MEMBER, 0x62, &goal("<script>alert('x')</script> & \"me\""));
    let (page, _, _) = made(&office, UiLanguage::En).unwrap();
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;me&quot;"));
    assert!(!page.contains("<script"));
    assert!(page.contains("@media print") && page.contains("default-src 'none'"));
    let title = page
        .split("<title>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    assert_eq!(title, "The whole record", "a title names nobody");
}

#[test]
fn the_page_speaks_her_language_and_names_codes_and_fields_in_words() {
    let office = her();
    office.put(MEMBER, 0x62, &goal("Comer mejor"));
    let problem = Problem {
        coding: care::Coding {
            display: "Asma".to_owned(),
            ..care::Coding::default()
        },
        status: care::ProblemStatus::Active,
        onset: Some(day("2026-01-05")),
        abated: None,
        source: None,
    };
    office.put(MEMBER, 0x68, &problem);
    let (english, _, _) = made(&office, UiLanguage::En).unwrap();
    let (spanish, _, _) = made(&office, UiLanguage::Es).unwrap();
    assert!(english.contains("<html lang=\"en\">") && english.contains("Jan 5, 2026"));
    assert!(spanish.contains("<html lang=\"es\">") && spanish.contains("5 ene 2026"));
    assert!(spanish.contains("<dt>Lo que quiere</dt>") || spanish.contains("Comer mejor"));
    // No code and no name of a field is left over.
    for page in [english, spanish] {
        for label in page.split("<dt>").skip(1) {
            let label = label.split('<').next().unwrap();
            assert!(!label.contains('.') && !label.contains('_'), "{label}");
        }
        for shown in page.split("<dd>").skip(1) {
            let shown = shown.split('<').next().unwrap();
            let is_code = shown.contains('_') && !shown.contains(' ');
            assert!(!is_code, "{shown}");
        }
    }
}
