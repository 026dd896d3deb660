//! What waits is said in the things people count in, and how long it waits; and how far a pull has come.

use ambient::Fixed;
use serde_json::{Value, json};
use world::{MORNING, Person, World};

use super::notes::{begins_a_visit, signs};
use super::{PATIENCE, caseload, exchange, exchanges_well};

const HOUR: i64 = 60 * 60_000;

fn adds_a_task(person: &Person, what: &str) -> Value {
    let member = caseload(person)[0]["member"].clone();
    let task = json!({ "member": member, "seen": "", "what": what, "owner": { "staff": null, "words": "you" } });
    person.gets("tasks.put", task)
}

#[test]
fn what_waits_is_counted_as_things_and_not_as_changes() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    world.cuts_the_network();
    adds_a_task(&ines, "Call Hearthway");
    let member = caseload(&ines)[0]["member"].clone();
    let plan = ines.gets("plans.show", json!({ "member": member }));
    let task = plan["tasks"].as_array().unwrap().iter();
    let task = task.clone().find(|task| task["what"] == "Call Hearthway");
    let task = task.expect("it is on the plan").clone();
    let again = json!({
        "member": member, "task": task["task"], "seen": task["seen"], "what": "Call Hearthway at nine",
    });
    ines.gets("tasks.put", again);
    adds_a_task(&ines, "Ask for the bus pass");
    let sync = exchange(&ines);
    assert_eq!(sync["unsent"], 3, "changes");
    assert_eq!(sync["unsentKinds"], json!([{ "kind": "task", "n": 2 }]));
    assert_eq!(sync["unsentSince"], MORNING);
    assert_eq!(sync["overdue"], false);
}

#[test]
fn after_a_day_unsent_it_is_said_until_it_is_sent() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    world.cuts_the_network();
    adds_a_task(&ines, "Call Hearthway");
    let overdue = |ines: &Person| ines.gets("sync.show", json!({}))["overdue"].clone();
    for (hours, expected) in [(23, false), (2, true)] {
        world.passes(hours * HOUR);
        // Nobody has touched it for hours, and it may have locked itself.
        ines.locks();
        ines.unlocks();
        assert_eq!(overdue(&ines), expected);
    }
    world.restores_the_network();
    exchanges_well(&ines);
    assert_eq!(overdue(&ines), false);
}

#[test]
fn a_clock_far_from_the_clinics_is_told_and_decides_nothing() {
    let world = World::new();
    for (apart, told) in [(4 * 60_000, false), (-11 * 60_000, true), (26 * HOUR, true)] {
        let clock = Fixed::new(MORNING + apart, 8);
        let ines = world.satchel_by(
            "Inés Carranza",
            &format!("apart by {apart}"),
            &clock.ambient(),
        );
        let sync = exchanges_well(&ines);
        let expected = if told { json!(apart) } else { Value::Null };
        assert_eq!(sync["clockAhead"], expected);
        adds_a_task(&ines, "Call Hearthway");
        exchanges_well(&ines);
    }
}

/// Waits until the Sync screen shows it.
pub(super) fn sees(person: &Person, is_so: impl Fn(&Value) -> bool) -> Value {
    let notices = person.satchel().notices();
    loop {
        let sync = person.gets("sync.show", json!({}));
        if is_so(&sync) {
            return sync;
        }
        notices.recv_timeout(PATIENCE).expect("it comes");
    }
}

#[test]
fn a_long_pull_says_how_far_it_has_come_and_goes_on_from_there_after_a_stop() {
    let world = World::new();
    let (ines, deborah) = (
        world.satchel("Inés Carranza"),
        world.satchel("Deborah Achterberg"),
    );
    exchanges_well(&ines);
    // More than one answer holds: later words, each nearly as long as one may be.
    let (_, visit) = begins_a_visit(&ines);
    let note = signs(&ines, &visit, "She was rested and in good spirits.");
    let long = "She told it again. ".repeat(1_000);
    for _ in 0..70 {
        let late = json!({ "note": note, "reason": "late_entry", "text": long });
        ines.gets("visits.addAddendum", late);
    }
    exchanges_well(&ines);

    world.leads_to_stranger(world::silent_after(world.clinic(), 1));
    deborah.gets("sync.now", json!({}));
    let sync = sees(&deborah, |sync| {
        0 < sync["now"]["done"].as_u64().unwrap_or(0)
    });
    let (done, of) = (
        sync["now"]["done"].as_u64().unwrap(),
        sync["now"]["of"].as_u64().unwrap(),
    );
    assert!(done < of, "{done} of {of}");
    deborah.gets("sync.stop", json!({}));
    let sync = sees(&deborah, |sync| sync["now"]["is"] == "resting");
    assert_eq!(sync["lastProblem"], Value::Null, "a stop is no failure");

    // The rest comes, and only the rest.
    world.leads_to_stranger(world::silent_after(world.clinic(), 1));
    deborah.gets("sync.now", json!({}));
    let sync = sees(&deborah, |sync| {
        0 < sync["now"]["done"].as_u64().unwrap_or(0)
    });
    assert_eq!(sync["now"]["of"], of - done);
    deborah.gets("sync.stop", json!({}));
    world.leads_home();
    exchanges_well(&deborah);
}
