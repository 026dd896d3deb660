//! One operation that does not get through does not stop the others, and a network that carries nothing blames nobody.

use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchange, exchanges_well};

/// In the text of the operation that does not get through.
const POISON: &str = "Bring the blue folder";

fn adds_a_task(person: &Person, what: &str) {
    let member = caseload(person)[0]["member"].clone();
    let task = json!({ "member": member, "seen": "", "what": what, "owner": { "staff": null, "words": "you" } });
    person.gets("tasks.put", task);
}

fn parked(sync: &Value) -> Vec<(&str, &str)> {
    let items = sync["parkedItems"].as_array().unwrap().iter();
    let named = |item: &'_ Value| item["kind"].as_str().zip(item["parked"].as_str()).is_some();
    items
        .filter(|item| named(item))
        .map(|item| {
            (
                item["kind"].as_str().unwrap(),
                item["parked"].as_str().unwrap(),
            )
        })
        .collect()
}

#[test]
fn an_operation_that_fails_alone_three_times_is_set_aside_and_the_others_go_on() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let before = world.clinic().clinic().verify().unwrap();
    for what in ["Call Hearthway", POISON, "Ask for the bus pass"] {
        adds_a_task(&ines, what);
    }
    world.leads_to_stranger(world::choking_on(world.clinic(), POISON));
    for _ in 0..2 {
        let sync = exchange(&ines);
        assert_eq!(sync["lastProblem"]["code"], "too_large");
        assert_eq!(sync["unsent"], 2, "the one before it has gone");
        assert!(parked(&sync).is_empty());
    }
    // A restart does not begin the count anew.
    let ines = ines.crashes_and_starts();
    ines.unlocks();
    let sync = exchanges_well(&ines);
    assert_eq!(parked(&sync), [("task", "unsendable")]);

    // The clinic has it whole, in its place of the chain; what came after it was applied.
    let verdict = world.clinic().clinic().verify().unwrap();
    assert_eq!(verdict.parked, before.parked + 1);
    let review = 1;
    assert_eq!(verdict.operations, before.operations + 3 + review);
    assert_eq!(verdict.faults, 0);
    adds_a_task(&ines, "And one more");
    world.leads_home();
    let sync = exchanges_well(&ines);
    assert_eq!(parked(&sync).len(), 1);
    assert_eq!(sync["receivedItems"][0]["state"], "received");
}

#[test]
fn what_nothing_gets_through_blames_nobody() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    adds_a_task(&ines, "Call Hearthway");
    let wall = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    world.leads_to_stranger(world::front_of(world.clinic(), wall));
    for _ in 0..5 {
        assert_eq!(exchange(&ines)["lastProblem"]["code"], "too_large");
    }
    world.leads_home();
    let sync = exchanges_well(&ines);
    assert!(parked(&sync).is_empty(), "{sync}");
    assert_eq!(sync["receivedItems"][0]["state"], "received");
}
