//! What a person does here: she writes, and exchanges.

use std::time::Duration;

use serde_json::{Value, json};
use world::Person;

/// Longer than any exchange on loopback takes; only a fault waits for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// She asks for an exchange, and waits until it has ended, well or badly; gives what her Sync screen then says.
pub(crate) fn exchange(person: &Person) -> Value {
    let notices = person.satchel().notices();
    person.gets("sync.now", json!({}));
    loop {
        let notice = notices.recv_timeout(PATIENCE).expect("the exchange ends");
        let notice = serde_json::to_value(notice).unwrap();
        // The card on the outside is written last, when everything else of a journey is done.
        if notice["topics"]
            .as_array()
            .is_some_and(|topics| topics.contains(&json!("session")))
        {
            return person.gets("sync.show", json!({}));
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

/// Everybody she holds, in an order that stays.
pub(crate) fn caseload(person: &Person) -> Vec<Value> {
    let body =
        json!({ "whose": "team", "only": "everyone", "page": { "offset": 0, "limit": 100 } });
    let mut rows = person.gets("caseload.list", body)["people"]["rows"]
        .as_array()
        .unwrap()
        .clone();
    rows.sort_by_key(|row| row["member"].to_string());
    rows
}

/// She writes down a goal of the first of them, as long as one may be.
pub(crate) fn adds_a_goal(person: &Person, number: usize) {
    let member = caseload(person)[0]["member"].clone();
    let words = format!("{number} {}", "I want to sleep in my own bed. ".repeat(60));
    let goal = json!({
        "member": member, "seen": "", "domain": "housing", "barrier": words,
        "statement": { "text": words, "language": "en" },
    });
    person.gets("goals.put", goal);
}

/// The goals of a member, as somebody's screen shows them.
pub(crate) fn goals(person: &Person, member: &Value) -> Vec<String> {
    let plan = person.gets("plans.show", json!({ "member": member }));
    let goals = plan["goals"].as_array().unwrap().iter();
    let mut goals: Vec<String> = goals.map(|goal| goal["goal"].to_string()).collect();
    goals.sort();
    goals
}
