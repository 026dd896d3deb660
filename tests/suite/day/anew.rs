//! A laptop that was away for longer than the feed goes back, and one that looks whether it holds what the clinic holds.

use std::collections::BTreeSet;

use ambient::Fixed;
use chrono::NaiveDate;
use serde_json::{Value, json};
use world::{MORNING, Person, World};

use super::{caseload, exchanges_well, plan, two_people};

const DAY: i64 = 24 * 60 * 60_000;

fn adds_a_task(person: &Person, member: &Value, what: &str) {
    let task = json!({ "member": member, "seen": "", "what": what,
        "owner": { "staff": null, "words": "you" } });
    person.gets("tasks.put", task);
}

/// What there is to do for a member, on somebody's screen.
fn tasks(person: &Person, member: &Value) -> Vec<Value> {
    let shown = plan(person, member)["tasks"].clone();
    let all = shown.as_array().unwrap().iter();
    all.map(|task| task["what"].clone()).collect()
}

/// The day on which the clinic's server was started: certificates know of no clock turned by hand.
fn served_on() -> NaiveDate {
    Fixed::new(MORNING, 7).ambient().today()
}

/// An exchange that goes well, and what the clinic was asked for by it.
pub(super) fn exchanges_for(world: &World, person: &Person) -> BTreeSet<String> {
    let turns = world::in_turn(&[world.clinic()], served_on());
    world.leads_to_stranger(turns.address());
    exchanges_well(person);
    world.leads_home();
    turns.asked().remove(0)
}

fn goes_on_after(world: &World, people: [&Person; 2], days: i64) {
    world.passes(days * DAY);
    for person in people {
        // Nobody has touched it for days, and it may have locked itself.
        person.locks();
        person.unlocks();
    }
}

#[test]
fn who_was_away_for_longer_than_the_feed_goes_back_loses_nothing() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = caseload(&deborah)[0]["member"].clone();
    world.cuts_the_network();
    adds_a_task(&ines, &member, "Call Hearthway");
    world.restores_the_network();
    adds_a_task(&deborah, &member, "Bring the bus pass");
    exchanges_well(&deborah);

    goes_on_after(&world, [&ines, &deborah], 91);
    let office = world.clinic().clinic();
    let compacted = office.compact().unwrap();
    assert!(0 < compacted.streams && 0 < compacted.changes);
    assert_eq!(office.compact().unwrap().changes, 0);
    let asked = exchanges_for(&world, &ines);
    assert!(asked.contains("/sync/snapshot"), "{asked:?}");
    exchanges_well(&deborah);
    let hers = tasks(&ines, &member);
    assert_eq!(hers, tasks(&deborah, &member));
    for what in ["Call Hearthway", "Bring the bus pass"] {
        assert!(hers.contains(&json!(what)), "{what}");
    }
    // A fresh laptop gets everything, and the ledger holds as before.
    let ruth = world.satchel("Ruth Amat");
    exchanges_well(&ruth);
    assert_eq!(tasks(&ruth, &member), hers);
    let verdict = office.verify().unwrap();
    assert_eq!((verdict.parked, verdict.faults), (0, 0));
}

#[test]
fn once_a_week_a_laptop_looks_whether_it_holds_what_the_clinic_holds() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    assert!(!exchanges_for(&world, &ines).contains("/sync/digests"));
    goes_on_after(&world, [&ines, &deborah], 8);
    let asked = exchanges_for(&world, &ines);
    assert!(asked.contains("/sync/digests"), "{asked:?}");
    assert!(!asked.contains("/sync/snapshot"), "nothing differs");
    assert!(!exchanges_for(&world, &ines).contains("/sync/digests"));
}
