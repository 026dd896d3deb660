//! Somebody is met in the field whom the clinic has already: found, joined by the supervisor's word, and parted again.

use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchanges_well, plan};

const HER_WORK: &str = "Bring the bus pass";

fn reviews(person: &Person) -> Vec<Value> {
    let page = json!({ "page": { "offset": 0, "limit": 50 } });
    person.gets("reviews.list", page)["rows"]
        .as_array()
        .unwrap()
        .clone()
}

/// The people in a satchel, by their ids.
fn people(person: &Person) -> Vec<Value> {
    let mut ids: Vec<Value> = caseload(person)
        .iter()
        .map(|row| row["member"].clone())
        .collect();
    ids.sort_by_key(Value::to_string);
    ids
}

fn shown(person: &Person, member: &Value) -> Value {
    person.gets("members.show", json!({ "member": member }))
}

/// How many points her line has.
fn points(person: &Person, member: &Value) -> u64 {
    let body = json!({ "member": member, "page": { "offset": 0, "limit": 1 } });
    person.gets("timeline.list", body)["total"]
        .as_u64()
        .unwrap()
}

fn has_task(person: &Person, member: &Value) -> bool {
    let tasks = plan(person, member)["tasks"].clone();
    let mut tasks = tasks.as_array().unwrap().iter();
    tasks.any(|task| task["what"] == HER_WORK)
}

/// Inés meets somebody who was Ruth's alone; gives Ruth's record of her, and Inés's.
fn met_again(world: &World, ines: &Person, ruth: &Person) -> (Value, Value) {
    exchanges_well(ines);
    let known = caseload(ines)[0]["member"].clone();
    world.clinic().assigns(known.as_str().unwrap(), "Ruth Amat");
    for person in [ines, ruth] {
        exchanges_well(person);
        exchanges_well(person);
    }
    assert!(!people(ines).contains(&known));
    let there = shown(ruth, &known);
    let said = json!({ "given": there["names"]["given"][0], "family": there["names"]["family"],
        "called": "", "birthDate": there["birthDate"], "cin": "", "phone": "", "place": "hall B" });
    let alike = ines.gets("members.alike", json!({ "said": said }));
    assert_eq!(
        alike["people"],
        json!([]),
        "nothing of somebody she may not hold"
    );
    let met = ines.gets("members.meet", json!({ "said": said }))["id"].clone();
    let task = json!({ "member": met, "seen": "", "what": HER_WORK, "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    exchanges_well(ines);
    exchanges_well(ruth);
    (known, met)
}

/// The supervisor says that the two are one person, and everybody hears it.
fn joins(ines: &Person, ruth: &Person) {
    // Who holds one of them is asked, sees nothing of the other, and does not decide.
    let [asked] = &reviews(ines)[..] else {
        panic!("{:?}", reviews(ines))
    };
    assert_eq!(
        (&asked["why"], &asked["mayDecide"]),
        (&json!("same_person"), &json!(false))
    );
    assert_eq!(asked["records"].as_array().unwrap().len(), 1);
    let [asked] = &reviews(ruth)[..] else {
        panic!("{:?}", reviews(ruth))
    };
    assert_eq!(asked["mayDecide"], true);
    let sides: Vec<Value> = asked["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|side| json!({ "member": side["member"], "seen": side["seen"] }))
        .collect();
    ruth.gets(
        "members.join",
        json!({ "one": sides[0], "other": sides[1] }),
    );
    for person in [ruth, ines, ines, ruth] {
        exchanges_well(person);
    }
}

#[test]
fn met_in_the_field_joined_by_the_supervisor_and_parted_again_nothing_is_lost() {
    let world = World::new();
    let (ines, ruth) = (world.satchel("Inés Carranza"), world.satchel("Ruth Amat"));
    let (known, met) = met_again(&world, &ines, &ruth);
    let before = world.clinic().clinic().verify().unwrap();
    let (before_ines, before_ruth) = (people(&ines), people(&ruth));
    let line = [&known, &met].map(|member| points(&ruth, member));

    joins(&ines, &ruth);
    let one = if known.as_str() < met.as_str() {
        &known
    } else {
        &met
    };
    for person in [&ines, &ruth] {
        assert_eq!(reviews(person), Vec::<Value>::new());
        for id in [&known, &met] {
            let shown = shown(person, id);
            assert_eq!(&shown["member"], one);
            assert_eq!(shown["records"].as_array().unwrap().len(), 2);
            assert!(has_task(person, id));
            assert_eq!(points(person, id), line.iter().sum::<u64>());
        }
    }
    assert_eq!(people(&ruth).len(), before_ruth.len() - 1);
    assert_eq!(people(&ines).len(), before_ines.len());

    // What is written meanwhile stays in the record it is written in.
    let record = shown(&ruth, &known)["records"]
        .as_array()
        .unwrap()
        .iter()
        .find(|record| record["sameAs"] != Value::Null)
        .unwrap()
        .clone();
    let parted = json!({ "record": { "member": record["member"], "seen": record["seen"] } });
    ruth.gets("members.part", parted);
    for person in [&ruth, &ines, &ines, &ruth] {
        exchanges_well(person);
    }
    assert_eq!((people(&ines), people(&ruth)), (before_ines, before_ruth));
    assert_eq!([&known, &met].map(|member| points(&ruth, member)), line);
    assert!(has_task(&ines, &met) && has_task(&ruth, &met) && !has_task(&ruth, &known));
    assert_eq!(
        ines.asks("members.show", json!({ "member": known }))["failure"]["code"],
        "not_here"
    );
    for person in [&ines, &ruth] {
        assert_eq!(
            reviews(person),
            Vec::<Value>::new(),
            "two people are not asked about again"
        );
    }
    let after = world.clinic().clinic().verify().unwrap();
    assert_eq!(
        (after.faults, after.parked, after.records),
        (0, before.parked, before.records)
    );
    assert!(before.operations < after.operations);
}
