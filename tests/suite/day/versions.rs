//! What an earlier release wrote, in the hands of this one.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use world::postgres::cluster;
use world::{Person, World};

use super::anew::exchanges_for;
use super::{caseload, exchanges_well, plan};

#[test]
fn a_ledger_of_schema_1_is_read_checked_merged_and_fed() {
    let world = World::of_release("1");
    let verdict = world.clinic().clinic().verify().unwrap();
    assert_eq!(verdict.faults, 0);
    assert_eq!(verdict.operations, 35);

    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    let shown = ines.gets("members.show", json!({ "member": member }));

    // A list that was written under schema 1 is added to, and has what was in it.
    let mut languages = shown["languages"].as_array().unwrap().clone();
    assert!(!languages.is_empty());
    languages.push(json!("hmn"));
    let body = json!({ "member": member, "seen": shown["seen"], "languages": languages });
    ines.gets("members.edit", body);
    // Something of today's is made and removed beside it.
    let owner = json!({ "staff": null, "words": "Hearthway" });
    let body = json!({ "member": member, "seen": "", "what": "call", "owner": owner });
    let id = ines.gets("tasks.put", body)["id"].clone();
    exchanges_well(&ines);
    let tasks = plan(&ines, &member)["tasks"].as_array().unwrap().clone();
    let task = tasks.iter().find(|task| task["task"] == id).unwrap();
    let body = json!({
        "member": member, "kind": "task", "id": id, "seen": task["seen"], "reason": "twice",
    });
    ines.gets("things.remove", body);
    exchanges_well(&ines);

    // Another laptop hears all of it from the beginning.
    let other = world.satchel_by("Inés Carranza", "another", world.ambient());
    exchanges_well(&other);
    for person in [&ines, &other] {
        let shown = person.gets("members.show", json!({ "member": member }));
        assert_eq!(shown["languages"], json!(languages));
        assert_eq!(shown["twoAnswers"], json!([]));
        let left = plan(person, &member)["tasks"].as_array().unwrap().clone();
        assert_eq!(left.len() + 1, tasks.len());
        assert!(left.iter().all(|task: &Value| task["task"] != id));
    }
    assert_eq!(world.clinic().clinic().verify().unwrap().faults, 0);
}

const INES: &str = "Inés Carranza";
/// The release whose clinic and laptop are kept whole.
const EARLIER: &str = "2";

/// What is known of them.
fn known() -> Value {
    let file = world::root().join("tests/fixtures/versions/2/known.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn hand_over() -> std::path::PathBuf {
    world::root().join("tests/fixtures/versions/2/hand-over.satchel")
}

/// Ledgers of that release in either engine, as this one finds them.
fn ledgers() -> [World; 2] {
    let url = cluster().database();
    [
        World::of_release(EARLIER),
        World::of_release_in_postgres(EARLIER, &url),
    ]
}

/// What stands in the kept plan, and on whose screen.
fn says_what_was_written(person: &Person) {
    let known = known();
    let shown = plan(person, &known["member"]);
    let goals = shown["goals"].as_array().unwrap();
    let goal = goals.iter().find(|one| one["goal"] == known["goal"]);
    let goal = goal.unwrap();
    assert_eq!(goal["strength"], "sings");
    assert_eq!(goal["twoAnswers"], json!(["barrier"]), "nobody has chosen");
    let tasks = shown["tasks"].as_array().unwrap();
    for task in known["tasks"].as_array().unwrap() {
        assert!(tasks.iter().any(|one| one["task"] == *task), "{task}");
    }
    let page = json!({ "member": known["member"], "page": { "offset": 0, "limit": 100 } });
    let events = person.gets("timeline.list", page)["rows"].take();
    let visits = events.as_array().unwrap().iter();
    let visits = visits.filter(|event| event["visit"] != Value::Null);
    let mut notes = BTreeSet::new();
    for event in visits {
        let shown = person.gets("visits.show", json!({ "visit": event["visit"] }));
        for note in shown["notes"].as_array().unwrap() {
            assert_eq!(note["verified"], true, "{note}");
            notes.insert(note["narrative"].as_str().unwrap().to_owned());
        }
    }
    for written in [
        "She was rested and in good spirits.",
        "She has moved in with her sister.",
    ] {
        assert!(notes.contains(written), "{notes:?}");
    }
}

/// A week later each laptop asks whether it holds what the clinic holds, and nothing differs.
pub(super) fn holds_what_the_clinic_holds(world: &World, person: &Person) {
    for _ in 0..8 {
        world.passes(24 * 3_600_000);
    }
    person.locks();
    person.unlocks();
    let asked = exchanges_for(world, person);
    assert!(asked.contains("/sync/digests"), "{asked:?}");
    assert!(!asked.contains("/sync/snapshot"), "{asked:?}");
}

#[test]
fn a_laptop_and_a_clinic_of_an_earlier_release_go_on_where_they_were() {
    for world in ledgers() {
        let known = known();
        let before = world.clinic().clinic().verify().unwrap();
        assert_eq!((before.faults, before.parked), (0, 0));
        assert_eq!(json!(before.operations), known["operations"]);
        let ines = world.satchel_of_release(INES, EARLIER);
        ines.unlocks();
        let unsent = ines.gets("sync.show", json!({}))["unsent"].clone();
        assert_eq!(unsent, known["unsent"]);
        let draft = ines.gets("drafts.show", json!({ "about": "visit:unfinished" }));
        assert_eq!(draft["body"], "She said");
        exchanges_well(&ines);
        says_what_was_written(&ines);
        // A laptop of this release hears all of it, and each of what the other says now.
        let other = world.satchel_by(INES, "another", world.ambient());
        exchanges_well(&other);
        says_what_was_written(&other);
        let task = json!({ "member": known["member"], "seen": "", "what": "Ask for the letter",
            "owner": { "staff": null, "words": "you" } });
        let id = other.gets("tasks.put", task)["id"].clone();
        exchanges_well(&other);
        exchanges_well(&ines);
        let tasks = plan(&ines, &known["member"])["tasks"].clone();
        assert!(
            tasks
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one["task"] == id)
        );
        holds_what_the_clinic_holds(&world, &ines);
        let after = world.clinic().clinic().verify().unwrap();
        assert_eq!((after.faults, after.parked), (0, 0));
    }
}

#[test]
fn a_file_that_an_earlier_release_handed_over_is_taken_in_once_and_the_laptop_hears_of_it() {
    for world in ledgers() {
        let known = known();
        let office = world.clinic().clinic();
        let taken = office.take_in(&hand_over()).unwrap();
        assert_eq!(json!(taken.new), known["handed"]);
        assert_eq!((taken.parked, taken.left, taken.drafts), (0, 0, 1));
        assert_eq!(office.take_in(&hand_over()).unwrap().new, 0);
        let ines = world.satchel_of_release(INES, EARLIER);
        ines.unlocks();
        let sync = exchanges_well(&ines);
        let received = sync["receivedItems"].as_array().unwrap();
        assert!(!received.is_empty());
        assert!(received.iter().all(|one| one["state"] != "parked"));
        says_what_was_written(&ines);
        assert_eq!(office.verify().unwrap().faults, 0);
    }
}
