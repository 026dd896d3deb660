//! A journey that failed is made again by itself, and the Sync screen says when.

use serde_json::{Value, json};
use world::{Person, World};

use super::PATIENCE;

/// Asks for an exchange again and again until the Sync screen shows what is waited for: each time it waits for the
/// exchange to end, so it is no busy loop.
fn exchanges_until(person: &Person, is_so: impl Fn(&Value) -> bool) -> Value {
    let notices = person.satchel().notices();
    loop {
        person.gets("sync.now", json!({}));
        loop {
            let notice = notices.recv_timeout(PATIENCE).expect("the exchange ends");
            let notice = serde_json::to_value(notice).unwrap();
            let is_end = |topics: &Vec<Value>| topics.contains(&json!("session"));
            if notice["topics"].as_array().is_some_and(is_end) {
                break;
            }
        }
        let sync = person.gets("sync.show", json!({}));
        if is_so(&sync) {
            return sync;
        }
    }
}

fn waits_millis(world: &World, sync: &Value) -> i64 {
    sync["nextTryAt"].as_i64().expect("there is a next try") - world.ambient().now()
}

#[test]
fn the_sync_screen_says_when_a_failed_journey_is_made_again() {
    let world = World::today();
    let ines = world.satchel("Inés Carranza");
    world.cuts_the_network();
    let sync = exchanges_until(&ines, |sync| {
        sync["lastProblem"]["code"] == "clinic_unreachable"
    });
    let wait = waits_millis(&world, &sync);
    assert!(wait <= 15 * 60_000, "{wait} ms is longer than any wait");

    world.restores_the_network();
    let sync = exchanges_until(&ines, |sync| sync["lastProblem"] == Value::Null);
    assert_eq!(
        sync["nextTryAt"],
        Value::Null,
        "nothing failed, so nothing is tried again"
    );
}

#[test]
fn a_clinic_that_asks_to_be_left_alone_is() {
    let world = World::today();
    let ines = world.satchel("Inés Carranza");
    let busy = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1800\r\nContent-Length: 0\r\n\r\n";
    world.leads_to_stranger(world::front_of(world.clinic(), busy));
    let sync = exchanges_until(&ines, |sync| sync["lastProblem"]["code"] == "clinic_busy");
    let wait = waits_millis(&world, &sync);
    // Some of the half-hour has passed since the answer came.
    assert!(25 * 60_000 < wait, "{wait} ms is not half an hour");
}

#[test]
fn one_that_only_goes_when_it_is_told_promises_no_next_try() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    world.cuts_the_network();
    let sync = super::exchange(&ines);
    assert_eq!(sync["lastProblem"]["code"], "clinic_unreachable");
    assert_eq!(sync["nextTryAt"], Value::Null);
}
