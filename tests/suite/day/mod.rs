//! The day of two people and one clinic, without windows: real vaults, a real server, real TLS.

mod anew;
mod assess;
mod audit;
mod away;
mod bootstrap;
mod comprehensive;
mod conflict;
mod consents;
mod custody;
mod cut_short;
mod eligibility;
mod first_met;
mod full_record;
mod glass;
mod hand_over;
mod incidents;
mod masks;
mod newer;
mod notes;
mod offline;
mod one_person;
mod outreach;
mod papers;
mod passphrase;
mod perinatal;
mod pin;
mod poison;
mod postgres;
mod purged;
mod reassignment;
mod recovery;
mod refusals;
mod removal;
mod restore;
mod retries;
mod review;
mod rights;
mod shared;
mod strangers;
mod versions;
mod waiting;

use std::sync::mpsc::Receiver;
use std::time::Duration;

use satchel::Notice;
use serde_json::{Value, json};
use world::{Person, World};

/// Longer than any exchange on loopback takes; only a fault waits for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// She asks for an exchange, and waits until it has ended, well or badly; gives what her Sync screen then says.
pub(crate) fn exchange(person: &Person) -> Value {
    let notices = person.satchel().notices();
    person.gets("sync.now", json!({}));
    ends(&notices);
    person.gets("sync.show", json!({}))
}

/// Waits until the exchange that is under way has ended, with everything that comes with it.
pub(crate) fn ends(notices: &Receiver<Notice>) {
    loop {
        let notice =
            serde_json::to_value(notices.recv_timeout(PATIENCE).expect("the exchange ends"))
                .unwrap();
        // The card on the outside is written last, when everything else of a journey is done.
        let topics = notice["topics"].as_array();
        if topics.is_some_and(|topics| topics.contains(&json!("session"))) {
            return;
        }
    }
}

/// Exchanges, and insists that it went well.
pub(crate) fn exchanges_well(person: &Person) -> Value {
    let sync = exchange(person);
    assert_eq!(sync["lastProblem"], Value::Null, "{sync}");
    assert_eq!(sync["unsent"], 0, "{sync}");
    sync
}

/// Two people of one care team, both caught up.
pub(crate) fn two_people(world: &World) -> (Person, Person) {
    let ines = world.satchel("Inés Carranza");
    let deborah = world.satchel("Deborah Achterberg");
    exchanges_well(&ines);
    exchanges_well(&deborah);
    (ines, deborah)
}

/// The caseload of everybody in a satchel.
pub(crate) fn caseload(person: &Person) -> Vec<Value> {
    let body =
        json!({ "whose": "team", "only": "everyone", "page": { "offset": 0, "limit": 100 } });
    person.gets("caseload.list", body)["people"]["rows"]
        .as_array()
        .unwrap()
        .clone()
}

/// A member whom both hold and whose plan has a goal: her id and her plan.
pub(crate) fn member_with_goal(one: &Person, other: &Person) -> (Value, Value) {
    let held: Vec<Value> = caseload(other)
        .into_iter()
        .map(|row| row["member"].clone())
        .collect();
    for row in caseload(one) {
        let plan = one.gets("plans.show", json!({ "member": row["member"] }));
        if held.contains(&row["member"]) && !plan["goals"].as_array().unwrap().is_empty() {
            return (row["member"].clone(), plan);
        }
    }
    panic!("the demo clinic has a member with a goal whom both of them see");
}

/// The plan of a member, as somebody's screen shows it.
pub(crate) fn plan(person: &Person, member: &Value) -> Value {
    person.gets("plans.show", json!({ "member": member }))
}
