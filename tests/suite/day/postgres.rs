//! The same day over PostgreSQL: two servers of one clinic, and a database that goes away and comes back.

use serde_json::{Value, json};
use world::postgres::{Cluster, cluster};
use world::{Person, Turns, World};

use super::{exchange, exchanges_well, member_with_goal, plan, two_people};

fn goal(person: &Person, member: &Value, id: &Value) -> Value {
    let goals = plan(person, member)["goals"].clone();
    let goals = goals.as_array().unwrap().iter();
    goals
        .into_iter()
        .find(|goal| goal["goal"] == *id)
        .unwrap()
        .clone()
}

fn edits(person: &Person, member: &Value, id: &Value, field: &str, value: &str) {
    let goal = goal(person, member, id);
    let mut body = json!({ "member": member, "goal": goal["goal"], "seen": goal["seen"] });
    body[field] = json!(value);
    person.gets("goals.put", body);
}

#[test]
fn two_servers_that_take_turns_are_one_clinic() {
    let mut world = World::in_postgres(&cluster().database());
    let turns = world.gets_a_second_server();
    let (ines, deborah) = two_people(&world);
    let (member, shown) = member_with_goal(&ines, &deborah);
    let id = shown["goals"][0]["goal"].clone();
    edits(&ines, &member, &id, "barrier", "no photo ID");
    edits(
        &deborah,
        &member,
        &id,
        "barrier",
        "the bus does not go there",
    );
    edits(
        &deborah,
        &member,
        &id,
        "strength",
        "keeps every appointment",
    );
    for person in [&ines, &deborah, &ines] {
        exchanges_well(person);
    }
    for person in [&ines, &deborah] {
        let goal = goal(person, &member, &id);
        assert_eq!(goal["strength"], "keeps every appointment");
        assert_eq!(goal["barrier"], "no photo ID");
        assert_eq!(goal["twoAnswers"], json!(["barrier"]));
    }
    // So often, and each time with another number of requests, that whatever is asked has been asked of both.
    let is_of_both = |turns: &Turns| {
        let all = ["/sync/push", "/sync/pull"];
        let mut asked = turns.asked().into_iter();
        asked.all(|server| all.iter().all(|path| server.contains(*path)))
    };
    for times in 1..=6 {
        edits(&ines, &member, &id, "strength", "sings");
        exchanges_well(&ines);
        for _ in 0..times {
            exchanges_well(&deborah);
        }
        if is_of_both(&turns) {
            break;
        }
    }
    assert!(is_of_both(&turns), "{:?}", turns.asked());
    assert_eq!(goal(&deborah, &member, &id)["strength"], "sings");
    assert_eq!(world.clinic().clinic().verify().unwrap().faults, 0);
}

#[test]
fn a_database_that_goes_away_and_comes_back_loses_nothing() {
    let cluster = Cluster::start();
    let world = World::in_postgres(&cluster.database());
    let (ines, deborah) = two_people(&world);
    let (member, shown) = member_with_goal(&ines, &deborah);
    let id = shown["goals"][0]["goal"].clone();
    edits(&ines, &member, &id, "barrier", "no photo ID");
    cluster.stops();
    let sync = exchange(&ines);
    assert_eq!(sync["lastProblem"]["code"], "clinic_busy");
    assert_eq!(sync["unsent"], 1);
    cluster.starts();
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert_eq!(goal(&deborah, &member, &id)["barrier"], "no photo ID");
    assert_eq!(world.clinic().clinic().verify().unwrap().faults, 0);
}

#[test]
fn whoever_forgot_her_passphrase_is_let_in_by_two_servers_too() {
    let mut world = World::in_postgres(&cluster().database());
    let turns = world.gets_a_second_server();
    super::recovery::the_way_back(&world);
    drop(turns);
}
