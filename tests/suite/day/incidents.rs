//! What goes wrong with people's records: opened by itself, assessed, told to whoever is to be told, and in the clinic's chain.

use care::{AuditAction, DeviceId, Names, Role, Staff};
use clinic::WriteIncidentError;
use serde_json::{Value, json};
use sync::audit::{AskAudit, AuditRow};
use sync::custody::Declaration;
use sync::incident::{IncidentWord, WriteIncident};
use world::{MORNING, Person, World};

use super::{ends, exchanges_well};

const INES: &str = "Inés Carranza";
const SUPERVISOR: &str = "Ruth Amat";
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The newest device of a person.
fn device(world: &World, person: &Person) -> DeviceId {
    let whose = world.clinic().staff(person.name());
    let lines = world.clinic().clinic().device_lines().unwrap();
    let hers = lines.into_iter().filter(|line| line.staff == whose);
    hers.map(|line| line.id).next_back().unwrap()
}

/// Everything in the chain of this action, oldest first.
fn of_action(world: &World, action: AuditAction) -> Vec<AuditRow> {
    let ask = AskAudit {
        action: Some(action),
        from: i64::MIN,
        until: i64::MAX,
        limit: 200,
        ..AskAudit::default()
    };
    let mut rows = world.clinic().clinic().audit(&ask).unwrap().rows;
    rows.reverse();
    rows
}

fn is_sound(world: &World) {
    let verdict = world.clinic().clinic().verify_audit().unwrap();
    assert_eq!(verdict.faults, []);
}

/// So much later she opens her satchel, which has locked itself meanwhile.
fn later(world: &World, millis: i64, person: &Person) {
    world.passes(millis);
    person.locks();
    person.unlocks();
}

fn says(person: &Person, device: DeviceId, what: &str) -> Value {
    person.asks("devices.declare", json!({ "device": device, "what": what }))["failure"]["code"]
        .clone()
}

fn register(person: &Person) -> Vec<Value> {
    let list = person.gets("incidents.list", json!({}));
    list["incidents"].as_array().unwrap().clone()
}

/// Writes of the newest incident what was seen of it.
fn writes(person: &Person, what: &Value) -> Value {
    let newest = register(person)[0].clone();
    let seen = newest["entries"].as_array().unwrap().len();
    let body = json!({ "incident": newest["id"], "seen": seen, "what": what });
    person.asks("incidents.write", body)
}

fn due(incident: &Value, to: &str) -> Value {
    let due = incident["due"].as_array().unwrap().iter();
    due.filter(|line| line["to"] == to)
        .map(|line| line["stands"].clone())
        .next()
        .unwrap_or_default()
}

fn assessed(finding: &str, people: u32) -> Value {
    json!({
        "is": "assessed", "nature": "Names, plans and notes.", "who": "Nobody is known.",
        "seen": "It was locked.", "mitigated": "It was erased.", "unreadable": "yes",
        "finding": finding, "people": people, "reasons": "It was sealed and shut.",
    })
}

fn two(world: &World) -> (Person, Person) {
    let (ines, ruth) = (world.satchel(INES), world.satchel(SUPERVISOR));
    exchanges_well(&ines);
    exchanges_well(&ruth);
    (ines, ruth)
}

#[test]
fn what_a_supervisor_says_of_a_laptop_is_in_the_clinics_chain_and_so_is_who_tried() {
    let world = World::new();
    let (ines, ruth) = two(&world);
    let hers = device(&world, &ines);
    for what in ["lost", "found", "recall"] {
        world.passes(1_000);
        assert_eq!(says(&ruth, hers, what), Value::Null);
    }
    assert_eq!(says(&ruth, hers, "recall"), "device_not_so");
    let by = world.clinic().staff(INES);
    let office = world.clinic().clinic();
    assert!(office.declare(hers, Declaration::Lost, by).is_err());
    let did = |action| {
        let rows = of_action(&world, action);
        let told = rows.into_iter().map(|row| {
            assert_eq!(row.entry.id, Some(hers.to_string()));
            assert!(row.whose.starts_with(INES), "{}", row.whose);
            (row.who, row.entry.outcome)
        });
        told.collect::<Vec<_>>()
    };
    let (done, refused) = ("done".to_owned(), "refused".to_owned());
    let (she, another) = (SUPERVISOR.to_owned(), INES.to_owned());
    assert_eq!(
        did(AuditAction::DeviceLost),
        [(she.clone(), done.clone()), (another, refused.clone())]
    );
    assert_eq!(did(AuditAction::DeviceFound), [(she.clone(), done.clone())]);
    assert_eq!(
        did(AuditAction::DeviceRecalled),
        [(she.clone(), done), (she, refused)]
    );
    let from = of_action(&world, AuditAction::DeviceFound)[0].entry.device;
    assert_eq!(from, Some(device(&world, &ruth)));
    is_sound(&world);
}

#[test]
fn a_lost_laptop_opens_an_incident_with_its_evidence_and_finding_it_adds_to_it() {
    let world = World::new();
    let (ines, ruth) = two(&world);
    let hers = device(&world, &ines);
    assert_eq!(register(&ruth), Vec::<Value>::new());
    world.passes(1_000);
    assert_eq!(says(&ruth, hers, "lost"), Value::Null);
    let lost = register(&ruth)[0].clone();
    assert_eq!(
        (&lost["cause"], &lost["detectedAt"]),
        (&json!("lost_device"), &json!(MORNING + 1_000))
    );
    let opened = &lost["entries"][0]["what"];
    assert_eq!(
        (&opened["is"], &opened["device"]["standing"]),
        (&json!("opened"), &json!("lost"))
    );
    assert_eq!(opened["device"]["unsent"], 0);
    let people = lost["people"].as_u64().unwrap();
    assert!(0 < people);
    assert_eq!(lost["names"].as_array().unwrap().len() as u64, people);
    assert_eq!(due(&lost, "plan"), "due");

    assert_eq!(says(&ruth, hers, "found"), Value::Null);
    assert_eq!(says(&ruth, hers, "lost"), Value::Null);
    assert_eq!(says(&ruth, hers, "recall"), Value::Null);
    let notices = ines.satchel().notices();
    ines.gets("sync.now", json!({}));
    ends(&notices);
    let found = register(&ruth);
    assert_eq!(found.len(), 1, "it is the same loss until it is assessed");
    let entries = found[0]["entries"].as_array().unwrap().clone();
    let said: Vec<&Value> = entries.iter().map(|entry| &entry["what"]["is"]).collect();
    assert_eq!(said, ["opened", "device", "device", "device", "wiped"]);
    assert_eq!(entries[3]["what"]["said"], "recall");
    assert_eq!(entries[4]["what"]["device"]["standing"], "wiped");
    is_sound(&world);
}

#[test]
fn who_is_to_be_told_is_late_after_its_day_and_a_finding_says_who_need_not_be() {
    let world = World::new();
    let (ines, ruth) = two(&world);
    says(&ruth, device(&world, &ines), "lost");
    let plan = json!({ "is": "sent", "to": "plan", "on": "2026-11-25", "how": "By telephone" });
    assert_eq!(writes(&ruth, &plan)["failure"]["code"], "bad_request");
    later(&world, DAY + 1, &ruth);
    assert_eq!(due(&register(&ruth)[0], "plan"), "late");
    assert_eq!(writes(&ruth, &plan)["failure"], Value::Null);
    let told = register(&ruth)[0].clone();
    assert_eq!(
        (due(&told, "plan"), due(&told, "cdph")),
        (json!("sent"), json!("due"))
    );
    // Fifteen business days after the 24th of November, Thanksgiving and its Friday left out, are the 17th of December.
    for _ in 0..22 {
        later(&world, DAY, &ruth);
    }
    assert_eq!(due(&register(&ruth)[0], "cdph"), "due");
    later(&world, DAY, &ruth);
    assert_eq!(due(&register(&ruth)[0], "members"), "late");

    let breach = writes(&ruth, &assessed("breach", 501));
    assert_eq!(breach["failure"], Value::Null, "{breach}");
    let large = register(&ruth)[0].clone();
    assert_eq!(
        (due(&large, "attorney_general"), due(&large, "hhs_yearly")),
        (json!("due"), Value::Null)
    );
    writes(&ruth, &assessed("low_probability", 12));
    let small = register(&ruth)[0].clone();
    assert_eq!(
        (
            due(&small, "cdph"),
            due(&small, "hhs_yearly"),
            due(&small, "plan")
        ),
        (json!("not_needed"), json!("not_needed"), json!("sent"))
    );
    assert_eq!(small["finding"], "low_probability");
    // What was told to somebody who need not be told any more stays to be seen; what was never told does not.
    let sent = |to: &str, on: &str| json!({ "is": "sent", "to": to, "on": on, "how": "A letter" });
    writes(&ruth, &sent("attorney_general", "2026-12-18"));
    let told = register(&ruth)[0].clone();
    assert_eq!(
        (due(&told, "attorney_general"), due(&told, "media")),
        (json!("sent"), Value::Null)
    );
    // The next loss is another incident.
    let hers = device(&world, &ines);
    says(&ruth, hers, "found");
    says(&ruth, hers, "lost");
    assert_eq!(register(&ruth).len(), 2);
    is_sound(&world);
}

#[test]
fn who_was_told_first_counts_and_what_was_not_so_is_taken_back_by_an_entry() {
    let world = World::new();
    let (ines, ruth) = two(&world);
    says(&ruth, device(&world, &ines), "lost");
    later(&world, DAY, &ruth);
    later(&world, DAY, &ruth);
    let sent = |on: &str| json!({ "is": "sent", "to": "plan", "on": on, "how": "By telephone" });
    writes(&ruth, &sent("2026-11-25"));
    writes(&ruth, &sent("2026-11-26"));
    let plan = |incident: &Value| {
        let due = incident["due"].as_array().unwrap()[0].clone();
        (due["stands"].clone(), due["sentOn"].clone())
    };
    assert_eq!(
        plan(&register(&ruth)[0]),
        (json!("sent"), json!("2026-11-25")),
        "more was said later, which is not late"
    );
    let not = json!({ "is": "not_sent", "to": "plan", "words": "It was another plan." });
    assert_eq!(writes(&ruth, &not)["failure"], Value::Null);
    let known = register(&ruth)[0].clone();
    assert_eq!(plan(&known), (json!("late"), Value::Null));
    assert_eq!(known["entries"].as_array().unwrap().len(), 4);
    writes(&ruth, &sent("2026-11-26"));
    assert_eq!(
        plan(&register(&ruth)[0]),
        (json!("sent_late"), json!("2026-11-26"))
    );
    is_sound(&world);
}

#[test]
fn what_was_written_meanwhile_is_seen_before_anything_is_added_and_nothing_twice() {
    let world = World::new();
    let (_, ruth) = two(&world);
    let opening = json!({
        "incident": null, "seen": 0,
        "what": { "is": "detected", "at": MORNING - HOUR, "words": "A letter went to the wrong address." },
    });
    assert_eq!(
        ruth.asks("incidents.write", opening.clone())["failure"],
        Value::Null
    );
    let again = ruth.asks("incidents.write", opening);
    assert_eq!(again["failure"]["code"], "incident_not_seen");
    let incident = register(&ruth)[0].clone();
    let note = |seen: usize| {
        json!({ "incident": incident["id"], "seen": seen,
            "what": { "is": "note", "words": "It was brought back unopened." } })
    };
    assert_eq!(
        ruth.asks("incidents.write", note(1))["failure"],
        Value::Null
    );
    assert_eq!(
        ruth.asks("incidents.write", note(1))["failure"]["code"],
        "incident_not_seen"
    );
    let half = json!({ "is": "assessed", "nature": "", "who": "a", "seen": "a", "mitigated": "a",
        "unreadable": "no", "finding": "breach", "people": 1, "reasons": "a" });
    assert_eq!(writes(&ruth, &half)["failure"]["code"], "bad_request");
    let nobody = json!({ "is": "sent", "to": "the_neighbours", "on": "2026-11-24", "how": "a" });
    assert_eq!(writes(&ruth, &nobody)["failure"]["code"], "clinic_fault");
    assert_eq!(register(&ruth)[0]["entries"].as_array().unwrap().len(), 2);
    is_sound(&world);
}

#[test]
fn a_care_manager_sees_no_incident_and_that_she_asked_is_written_down() {
    let world = World::new();
    let (ines, _) = two(&world);
    let refused = ines.asks("incidents.list", json!({}));
    assert_eq!(refused["failure"]["code"], "not_allowed");
    assert_eq!(ines.gets("session.show", json!({}))["mayIncidents"], false);
    let note = WriteIncident {
        incident: None,
        seen: 0,
        what: IncidentWord::Detected {
            at: MORNING,
            words: "I lost it.".to_owned(),
        },
    };
    let office = world.clinic().clinic();
    let written = office.write_incident(&note, world.clinic().staff(INES));
    assert!(matches!(written, Err(WriteIncidentError::NotHers)));
}

#[test]
fn a_cloned_laptop_opens_an_incident_of_two_histories() {
    let world = World::new();
    let (ines, ruth) = two(&world);
    let clone = ines.is_cloned(&world, "copy");
    for person in [&ines, &clone] {
        person.unlocks();
        exchanges_well(person);
        world.passes(1_000);
    }
    let forked = register(&ruth);
    assert_eq!(forked.len(), 1);
    assert_eq!(forked[0]["cause"], "audit_fork");
    assert_eq!(forked[0]["device"], json!(device(&world, &ines)));
    assert_eq!(forked[0]["entries"][0]["who"], "");
    is_sound(&world);
}

#[test]
fn a_supervisor_hears_that_the_backups_are_late() {
    let world = World::new();
    let (_, ruth) = two(&world);
    let backup = |person: &Person| person.gets("devices.list", json!({}))["backup"].clone();
    assert_eq!(backup(&ruth), json!({ "hours": null, "late": true }));
    let folder = tempfile::tempdir().unwrap();
    let office = world.clinic().clinic();
    office
        .back_up(&folder.path().join("monday.backup"))
        .unwrap();
    later(&world, 2 * HOUR, &ruth);
    assert_eq!(backup(&ruth), json!({ "hours": 2, "late": false }));
    later(&world, DAY, &ruth);
    assert_eq!(backup(&ruth), json!({ "hours": 26, "late": true }));
}

#[test]
fn a_privacy_officer_writes_here_keeps_what_she_types_and_has_no_members_record() {
    let world = World::new();
    let (ines, ruth) = two(&world);
    let names = Names {
        given: vec!["Odile".to_owned()],
        family: "Ferrand".to_owned(),
        ..Names::default()
    };
    let officer = Staff {
        names,
        role: Role::PrivacyOfficer,
        credentials: String::new(),
    };
    world.clinic().clinic().add_staff(&officer).unwrap();
    let odile = world.satchel("Odile Ferrand");
    says(&ruth, device(&world, &ines), "lost");
    let lost = register(&odile)[0].clone();
    assert!(!lost["names"].as_array().unwrap().is_empty());
    let about = json!({ "about": "incident:new:note", "member": null, "body": "Her car" });
    assert_eq!(odile.asks("drafts.keep", about)["failure"], Value::Null);
    let note = json!({ "is": "note", "words": "Her car was broken into." });
    assert_eq!(writes(&odile, &note)["failure"], Value::Null);
    assert_eq!(register(&ruth)[0]["entries"][1]["who"], "Odile Ferrand");
    let asked = odile.asks("today.show", json!({}));
    assert_eq!(asked["failure"]["code"], "not_allowed");
    let may = odile.gets("session.show", json!({}));
    assert_eq!(
        (&may["mayRead"], &may["mayIncidents"]),
        (&json!(false), &json!(true))
    );
    is_sound(&world);
}
