//! Somebody removes what somebody else is changing, and lists into which both put something; without a network.

use serde_json::{Value, json};
use world::{Person, World};

use super::{exchanges_well, member_with_goal, plan, two_people};

/// A task for a member whom both hold; both have it.
fn shared_task(ines: &Person, deborah: &Person) -> (Value, String) {
    let (member, _) = member_with_goal(ines, deborah);
    let owner = json!({ "staff": null, "words": "Hearthway" });
    let body = json!({ "member": member, "seen": "", "what": "call the shelter", "owner": owner });
    let made = ines.gets("tasks.put", body);
    exchanges_well(ines);
    exchanges_well(deborah);
    (member, made["id"].as_str().unwrap().to_owned())
}

fn task(person: &Person, member: &Value, id: &str) -> Option<Value> {
    let tasks = plan(person, member)["tasks"].as_array().unwrap().clone();
    tasks.into_iter().find(|task| task["task"] == *id)
}

fn removes(person: &Person, member: &Value, id: &str) {
    let seen = task(person, member, id).unwrap()["seen"].clone();
    let body =
        json!({ "member": member, "kind": "task", "id": id, "seen": seen, "reason": "twice" });
    person.gets("things.remove", body);
}

fn renames(person: &Person, member: &Value, id: &str) {
    let seen = task(person, member, id).unwrap()["seen"].clone();
    let body = json!({ "member": member, "task": id, "seen": seen, "what": "call her sister" });
    person.gets("tasks.put", body);
}

fn conflicts(person: &Person) -> Vec<Value> {
    let body = json!({ "page": { "offset": 0, "limit": 50 } });
    person.gets("conflicts.list", body)["rows"]
        .as_array()
        .unwrap()
        .clone()
}

fn removed(person: &Person, member: &Value) -> Vec<Value> {
    let body = json!({ "member": member, "page": { "offset": 0, "limit": 200 } });
    let rows = person.gets("timeline.list", body)["rows"].clone();
    let rows = rows.as_array().unwrap().iter();
    rows.filter(|row| row["kind"] == "removed")
        .cloned()
        .collect()
}

#[test]
fn what_one_removes_leaves_the_other_too_and_comes_back_for_both() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, id) = shared_task(&ines, &deborah);
    removes(&ines, &member, &id);
    assert_eq!(task(&ines, &member, &id), None, "at once");
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert_eq!(task(&deborah, &member, &id), None);
    let told = removed(&deborah, &member);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["words"], "call the shelter");
    assert_eq!(told[0]["removed"]["reason"], "twice");
    deborah.gets("things.put_back", json!({ "member": member, "id": id }));
    exchanges_well(&deborah);
    exchanges_well(&ines);
    for person in [&ines, &deborah] {
        assert!(task(person, &member, &id).is_some());
        assert!(removed(person, &member).is_empty());
        assert!(conflicts(person).is_empty());
    }
}

#[test]
fn what_somebody_changed_unseen_is_there_until_a_person_says_in_either_order() {
    for remover_first in [true, false] {
        let world = World::new();
        let (ines, deborah) = two_people(&world);
        let (member, id) = shared_task(&ines, &deborah);
        world.cuts_the_network();
        removes(&ines, &member, &id);
        renames(&deborah, &member, &id);
        assert_eq!(task(&ines, &member, &id), None);
        world.restores_the_network();
        let (first, second) = if remover_first {
            (&ines, &deborah)
        } else {
            (&deborah, &ines)
        };
        exchanges_well(first);
        exchanges_well(second);
        exchanges_well(first);
        for person in [&ines, &deborah] {
            let kept = task(person, &member, &id).unwrap();
            assert_eq!(kept["what"], "call her sister");
            assert_eq!(kept["twoAnswers"], json!(["deleted"]));
            let found = conflicts(person);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0]["field"], "deleted");
            assert_eq!(found[0]["answers"][0]["value"], Value::Null);
        }
        // She decides that it goes, with the change before her eyes.
        let found = &conflicts(&deborah)[0];
        let answers = found["answers"].as_array().unwrap();
        let seen: Vec<&Value> = answers.iter().map(|answer| &answer["op"]).collect();
        let choice = json!({ "by": "answer", "op": answers[1]["op"] });
        let entity = &found["entity"];
        let body = json!({ "entity": entity, "field": "deleted", "seen": seen, "choice": choice });
        deborah.gets("conflicts.settle", body);
        exchanges_well(&deborah);
        exchanges_well(&ines);
        for person in [&ines, &deborah] {
            assert_eq!(task(person, &member, &id), None);
            assert!(conflicts(person).is_empty());
        }
    }
}

fn languages(person: &Person, member: &Value) -> Vec<String> {
    let shown = person.gets("members.show", json!({ "member": member }));
    let languages = shown["languages"].as_array().unwrap().iter();
    languages
        .map(|one| one.as_str().unwrap().to_owned())
        .collect()
}

fn speaks(person: &Person, member: &Value, change: impl FnOnce(&mut Vec<String>)) {
    let seen = person.gets("members.show", json!({ "member": member }))["seen"].clone();
    let mut list = languages(person, member);
    change(&mut list);
    let body = json!({ "member": member, "seen": seen, "languages": list });
    person.gets("members.edit", body);
}

#[test]
fn two_people_who_each_add_a_language_are_not_asked() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let before = languages(&ines, &member);
    world.cuts_the_network();
    speaks(&ines, &member, |list| list.push("mix".to_owned()));
    speaks(&deborah, &member, |list| list.push("hmn".to_owned()));
    world.restores_the_network();
    exchanges_well(&deborah);
    exchanges_well(&ines);
    exchanges_well(&deborah);
    let expected = [&before[..], &["hmn".to_owned(), "mix".to_owned()]].concat();
    for person in [&ines, &deborah] {
        assert_eq!(languages(person, &member), expected);
        assert!(conflicts(person).is_empty());
    }
    // A form that was open while something arrived takes out only what was on it.
    let seen = ines.gets("members.show", json!({ "member": member }))["seen"].clone();
    speaks(&deborah, &member, |list| list.push("fr".to_owned()));
    exchanges_well(&deborah);
    exchanges_well(&ines);
    let body = json!({ "member": member, "seen": seen, "languages": before });
    ines.gets("members.edit", body);
    assert_eq!(
        languages(&ines, &member),
        [&before[..], &["fr".to_owned()]].concat(),
        "on her own screen"
    );
    exchanges_well(&ines);
    exchanges_well(&deborah);
    for person in [&ines, &deborah] {
        assert_eq!(
            languages(person, &member),
            [&before[..], &["fr".to_owned()]].concat()
        );
    }
}
