//! What an earlier release wrote, in the hands of this one.

use serde_json::{Value, json};
use world::World;

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
