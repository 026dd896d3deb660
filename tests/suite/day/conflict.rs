//! Both edit the same goal, without a network.

use serde_json::{Value, json};
use world::{Person, World};

use super::{exchanges_well, member_with_goal, plan, two_people};

fn edits(person: &Person, member: &Value, goal: &Value, field: &str, value: &str) {
    let mut body = json!({ "member": member, "goal": goal["goal"], "seen": goal["seen"] });
    body[field] = json!(value);
    person.gets("goals.put", body);
}

fn goal(person: &Person, member: &Value, id: &Value) -> Value {
    let plan = plan(person, member);
    plan["goals"]
        .as_array()
        .unwrap()
        .iter()
        .find(|goal| goal["goal"] == *id)
        .unwrap()
        .clone()
}

fn conflicts(person: &Person) -> Vec<Value> {
    let body = json!({ "page": { "offset": 0, "limit": 50 } });
    person.gets("conflicts.list", body)["rows"]
        .as_array()
        .unwrap()
        .clone()
}

/// She settles the one question there is, by own words.
fn settles(person: &Person, words: &str) {
    let found = &conflicts(person)[0];
    let answers = found["answers"].as_array().unwrap();
    let seen: Vec<&Value> = answers.iter().map(|answer| &answer["op"]).collect();
    let choice = json!({ "by": "words", "value": words });
    let (entity, field) = (&found["entity"], &found["field"]);
    let body = json!({ "entity": entity, "field": field, "seen": seen, "choice": choice });
    person.gets("conflicts.settle", body);
}

/// R004, R066: a lead and a nurse work on one plan. R085 in part: what she brings herself is kept with a goal.
#[test]
fn different_fields_merge_and_the_same_field_keeps_both_answers_until_one_person_settles_it() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, shown) = member_with_goal(&ines, &deborah);
    let id = shown["goals"][0]["goal"].clone();

    world.cuts_the_network();
    edits(
        &ines,
        &member,
        &goal(&ines, &member, &id),
        "barrier",
        "no photo ID",
    );
    edits(
        &deborah,
        &member,
        &goal(&deborah, &member, &id),
        "barrier",
        "the bus does not go there",
    );
    edits(
        &deborah,
        &member,
        &goal(&deborah, &member, &id),
        "strength",
        "keeps every appointment",
    );
    assert_eq!(goal(&ines, &member, &id)["whereabouts"], "in_satchel");
    world.restores_the_network();

    exchanges_well(&ines);
    exchanges_well(&deborah);
    exchanges_well(&ines);

    for person in [&ines, &deborah] {
        let goal = goal(person, &member, &id);
        assert_eq!(
            goal["strength"], "keeps every appointment",
            "different fields merged"
        );
        assert_eq!(
            goal["barrier"], "no photo ID",
            "the answer that was there is shown on every device alike"
        );
        assert_eq!(goal["twoAnswers"], json!(["barrier"]));
        let found = conflicts(person);
        assert_eq!(found.len(), 1);
        let values: Vec<&Value> = found[0]["answers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| &a["value"])
            .collect();
        assert_eq!(
            values,
            [&json!("no photo ID"), &json!("the bus does not go there")]
        );
    }

    settles(&deborah, "no photo ID, and the bus does not go there");
    exchanges_well(&deborah);
    exchanges_well(&ines);
    for person in [&ines, &deborah] {
        assert_eq!(conflicts(person), Vec::<Value>::new());
        assert_eq!(
            goal(person, &member, &id)["barrier"],
            "no photo ID, and the bus does not go there"
        );
    }
}

#[test]
fn the_order_of_the_exchanges_does_not_decide_what_is_kept() {
    let kept = |ines_first: bool| {
        let world = World::new();
        let (ines, deborah) = two_people(&world);
        let (member, shown) = member_with_goal(&ines, &deborah);
        let id = shown["goals"][0]["goal"].clone();
        world.cuts_the_network();
        edits(&ines, &member, &goal(&ines, &member, &id), "barrier", "A");
        edits(
            &deborah,
            &member,
            &goal(&deborah, &member, &id),
            "barrier",
            "B",
        );
        world.restores_the_network();
        let (first, second) = if ines_first {
            (&ines, &deborah)
        } else {
            (&deborah, &ines)
        };
        exchanges_well(first);
        exchanges_well(second);
        exchanges_well(first);
        let ops = |person| -> Vec<Value> {
            let answers = conflicts(person)[0]["answers"].as_array().unwrap().clone();
            answers.iter().map(|answer| answer["op"].clone()).collect()
        };
        assert_eq!(ops(first), ops(second), "both see the same");
        let mut values: Vec<String> = conflicts(first)[0]["answers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a["value"].to_string())
            .collect();
        values.sort();
        values
    };
    assert_eq!(kept(true), kept(false));
}

#[test]
fn whoever_saved_what_she_had_not_seen_changed_overwrites_nothing() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, shown) = member_with_goal(&ines, &deborah);
    let id = shown["goals"][0]["goal"].clone();
    // Inés has the form open while Deborah's change arrives on her laptop.
    let on_her_screen = goal(&ines, &member, &id);
    edits(
        &deborah,
        &member,
        &goal(&deborah, &member, &id),
        "barrier",
        "new from Deborah",
    );
    exchanges_well(&deborah);
    exchanges_well(&ines);
    edits(&ines, &member, &on_her_screen, "barrier", "new from Inés");
    exchanges_well(&ines);
    assert_eq!(goal(&ines, &member, &id)["twoAnswers"], json!(["barrier"]));
}

#[test]
fn a_conflict_that_changed_meanwhile_is_not_settled_blindly() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, shown) = member_with_goal(&ines, &deborah);
    let id = shown["goals"][0]["goal"].clone();
    edits(&ines, &member, &goal(&ines, &member, &id), "barrier", "A");
    edits(
        &deborah,
        &member,
        &goal(&deborah, &member, &id),
        "barrier",
        "B",
    );
    exchanges_well(&ines);
    exchanges_well(&deborah);
    let found = &conflicts(&deborah)[0];
    let one = json!([found["answers"][0]["op"]]);
    let choice = json!({ "by": "answer", "op": found["answers"][0]["op"] });
    let body = json!({ "entity": found["entity"], "field": found["field"], "seen": one, "choice": choice });
    assert_eq!(
        deborah.asks("conflicts.settle", body)["failure"]["code"],
        "conflict_changed"
    );
    let both: Vec<&Value> = found["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| &answer["op"])
        .collect();
    let choice = json!({ "by": "words", "value": { "not": "a text" } });
    let body = json!({ "entity": found["entity"], "field": found["field"], "seen": both, "choice": choice });
    assert_eq!(
        deborah.asks("conflicts.settle", body)["failure"]["code"],
        "bad_request"
    );
    assert_eq!(conflicts(&deborah).len(), 1);
}
