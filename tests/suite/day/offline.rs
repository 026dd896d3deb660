//! Work without a network, and with one that does not answer.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchange, exchanges_well};

fn adds_a_task(person: &Person, what: &str) -> Value {
    let member = caseload(person)[0]["member"].clone();
    let task = json!({ "member": member, "seen": "", "what": what, "owner": { "staff": null, "words": "you" } });
    person.gets("tasks.put", task);
    member
}

/// R015: work without a network, the exchange later.
#[test]
fn without_a_network_everything_is_kept_and_the_sync_screen_says_so() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    world.cuts_the_network();
    adds_a_task(&ines, "Call Hearthway");
    let sync = exchange(&ines);
    assert_eq!(sync["lastProblem"]["code"], "clinic_unreachable");
    assert_eq!(sync["unsent"], 1);
    assert_eq!(sync["unsentItems"][0]["kind"], "task");

    let ines = ines.crashes_and_starts();
    ines.unlocks();
    assert_eq!(
        ines.gets("sync.show", json!({}))["unsent"],
        1,
        "it survives the crash"
    );
    world.restores_the_network();
    let sync = exchanges_well(&ines);
    assert_eq!(sync["receivedItems"][0]["kind"], "task");
    assert_eq!(sync["receivedItems"][0]["state"], "received");
}

/// Begins an exchange, which is on the line and waits for its first answer.
fn sends_into_the_silence(person: &Person) {
    let notices = person.satchel().notices();
    person.gets("sync.now", json!({}));
    loop {
        let notice = serde_json::to_value(notices.recv_timeout(super::PATIENCE).unwrap()).unwrap();
        if notice["kind"] == "changed"
            && person.gets("sync.show", json!({}))["now"]["is"] == "sending"
        {
            return;
        }
    }
}

#[test]
fn it_locks_after_the_quiet_minutes_also_while_an_exchange_goes_on() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    adds_a_task(&ines, "Call Hearthway");
    world.silences_the_clinic();
    sends_into_the_silence(&ines);
    let notices = ines.satchel().notices();
    world.passes(6 * 60_000);
    loop {
        let notice = serde_json::to_value(notices.recv_timeout(super::PATIENCE).unwrap()).unwrap();
        if notice["kind"] == "locked" {
            assert_eq!(notice["why"], "quiet");
            break;
        }
        assert_eq!(notice["kind"], "changed");
    }
    assert_eq!(ines.gets("session.show", json!({}))["unsent"], 1);
}

/// The bound is far above what either takes (a screen a few milliseconds, a lock some tens), so that only a store that
/// is held while the network is waited for can break it.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the promise is about real time: nothing waits for the network"
)]
fn while_the_clinic_does_not_answer_every_screen_opens_and_the_satchel_locks() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let member = adds_a_task(&ines, "Call Hearthway");
    world.silences_the_clinic();
    sends_into_the_silence(&ines);
    let began = Instant::now();
    let page = json!({ "offset": 0, "limit": 50 });
    ines.gets("today.show", json!({}));
    caseload(&ines);
    ines.gets("members.show", json!({ "member": member }));
    ines.gets("plans.show", json!({ "member": member }));
    ines.gets("visits.list", json!({ "member": member, "page": page }));
    ines.gets("conflicts.list", json!({ "page": page }));
    ines.locks();
    assert!(
        began.elapsed() < Duration::from_secs(1),
        "six screens and the lock took {:?}",
        began.elapsed()
    );
    assert_eq!(
        ines.asks("sync.show", json!({}))["failure"]["code"],
        "locked"
    );

    world.restores_the_network();
    ines.unlocks();
    exchanges_well(&ines);
}
