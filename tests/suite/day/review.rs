//! Work that was set aside: her colleague writes after the member has gone to another lead, without having heard of it.

use care::{ReviewOwner, ReviewWhy};
use clinic::ReviewCounts;
use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchange, exchanges_well, plan};

const HER_WORK: &str = "Bring the bus pass";
const SAID_TWICE: &str = "Bring the bus pass again";

fn tasks(person: &Person, member: &Value) -> Vec<String> {
    let shown = plan(person, member)["tasks"].clone();
    let tasks = shown.as_array().unwrap().iter();
    let mut words: Vec<String> = tasks
        .map(|task| task["what"].as_str().unwrap().to_owned())
        .filter(|what| [HER_WORK, SAID_TWICE].contains(&what.as_str()))
        .collect();
    words.sort();
    words
}

fn reviews(person: &Person) -> Vec<Value> {
    let page = json!({ "page": { "offset": 0, "limit": 50 } });
    person.gets("reviews.list", page)["rows"]
        .as_array()
        .unwrap()
        .clone()
}

/// The review of the task that says this.
fn about(person: &Person, what: &str) -> Value {
    let says = |review: &Value| {
        let says = review["says"].as_array().unwrap();
        says.iter().any(|says| says["value"] == what)
    };
    reviews(person).into_iter().find(says).unwrap()
}

fn decides(person: &Person, review: &Value, decision: &str) -> Value {
    person.asks(
        "reviews.decide",
        json!({ "review": review["review"], "seen": review["seen"], "decision": decision, "words": "" }),
    )
}

/// Inés goes on with a member who is Ruth's by now: the clinic has told her laptop, and the answer was lost.
fn works_on_unheard(world: &World, ines: &Person) -> Value {
    exchanges_well(ines);
    let member = caseload(ines)[0]["member"].clone();
    world.loses_answers_to("/sync/pull");
    world
        .clinic()
        .assigns(member.as_str().unwrap(), "Ruth Amat");
    assert_ne!(exchange(ines)["lastProblem"], Value::Null);
    for what in [HER_WORK, SAID_TWICE] {
        let task = json!({ "member": member, "seen": "", "what": what, "owner": { "staff": null, "words": "you" } });
        ines.gets("tasks.put", task);
    }
    world.leads_home();
    let sync = exchanges_well(ines);
    assert_eq!(sync["parkedItems"].as_array().unwrap().len(), 2, "{sync}");
    member
}

#[test]
fn the_lead_takes_over_one_and_files_the_other_and_it_is_so_for_everybody() {
    let world = World::new();
    let [ines, deborah, ruth] =
        ["Inés Carranza", "Deborah Achterberg", "Ruth Amat"].map(|name| world.satchel(name));
    let member = works_on_unheard(&world, &ines);
    exchanges_well(&deborah);
    exchanges_well(&ruth);

    let seen_by_a_nurse = about(&deborah, HER_WORK);
    assert_eq!(seen_by_a_nurse["mayDecide"], false);
    assert_eq!(seen_by_a_nurse["lead"]["name"], "Ruth Amat, LCSW");
    let refused = decides(&deborah, &seen_by_a_nurse, "taken_over");
    assert_eq!(refused["failure"]["code"], "not_allowed");

    let waits = about(&ruth, HER_WORK);
    assert_eq!(waits["why"], "out_of_scope");
    assert_eq!(waits["owner"], "lead");
    assert_eq!(tasks(&ruth, &member), Vec::<String>::new());
    for (what, decision) in [(HER_WORK, "taken_over"), (SAID_TWICE, "filed")] {
        decides(&ruth, &about(&ruth, what), decision);
    }
    exchanges_well(&ruth);
    exchanges_well(&ruth);
    exchanges_well(&deborah);
    for person in [&ruth, &deborah] {
        assert_eq!(reviews(person), Vec::<Value>::new());
        assert_eq!(tasks(person, &member), [HER_WORK]);
    }
    // Inés holds her no longer, and hears of it all the same.
    let sync = exchanges_well(&ines);
    assert_eq!(sync["parkedItems"], json!([]), "{sync}");
    let mut told: Vec<_> = sync["decidedItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            assert_eq!((&item["member"], &item["name"]), (&Value::Null, &json!("")));
            (
                item["counts"].as_bool().unwrap(),
                item["by"]["name"].clone(),
            )
        })
        .collect();
    told.sort_by_key(|(counts, _)| *counts);
    assert_eq!(
        told,
        [false, true].map(|counts| (counts, json!("Ruth Amat, LCSW")))
    );
    let verdict = world.clinic().clinic().verify().unwrap();
    assert_eq!(verdict.faults, 0);
}

#[test]
fn after_three_days_it_is_the_supervisors() {
    let world = World::new();
    let (ines, ruth) = (world.satchel("Inés Carranza"), world.satchel("Ruth Amat"));
    let (_, before) = world.clinic().clinic().open_reviews().unwrap();
    works_on_unheard(&world, &ines);
    exchanges_well(&ruth);
    world.passes(3 * 86_400_000);
    let waits = about(&ruth, HER_WORK);
    assert_eq!(
        (&waits["days"], &waits["owner"]),
        (&json!(3), &json!("supervisor"))
    );
    let office = world.clinic().clinic();
    let (open, counts) = office.open_reviews().unwrap();
    let listed: Vec<_> = open
        .iter()
        .map(|review| (review.why, review.owner, review.days, review.kind.as_str()))
        .collect();
    let one = (ReviewWhy::OutOfScope, ReviewOwner::Supervisor, 3, "task");
    assert_eq!(listed, [one, one]);
    assert_eq!(
        open[0].lead,
        Some(office.find_staff("Ruth Amat").unwrap().0)
    );
    let expected = ReviewCounts {
        open: 2,
        oldest_days: 3,
        operations: before.operations + 2,
        reviews_per_thousand: 2_000 / counts.operations,
        conflicts_per_thousand: before.conflicts_per_thousand,
    };
    assert_eq!(counts, expected);
}

#[test]
fn two_leads_who_decide_differently_leave_a_question_that_only_they_may_settle() {
    let world = World::new();
    let [ines, deborah, ruth] =
        ["Inés Carranza", "Deborah Achterberg", "Ruth Amat"].map(|name| world.satchel(name));
    let member = works_on_unheard(&world, &ines);
    world
        .clinic()
        .assigns(member.as_str().unwrap(), "Inés Carranza");
    for person in [&ines, &ruth, &deborah] {
        exchanges_well(person);
        exchanges_well(person);
    }
    decides(&ines, &about(&ines, HER_WORK), "filed");
    decides(&ruth, &about(&ruth, HER_WORK), "taken_over");
    for person in [&ines, &ruth, &deborah, &ines] {
        exchanges_well(person);
    }
    let page = json!({ "page": { "offset": 0, "limit": 50 } });
    for (person, may) in [(&ines, true), (&deborah, false)] {
        let conflict = person.gets("conflicts.list", page.clone())["rows"][0].clone();
        assert_eq!(
            (&conflict["kind"], &conflict["maySettle"]),
            (&json!("review"), &json!(may))
        );
        let answers = conflict["answers"].as_array().unwrap();
        let ops: Vec<&Value> = answers.iter().map(|answer| &answer["op"]).collect();
        let settled = json!({ "entity": conflict["entity"], "field": "done", "seen": ops,
            "choice": { "by": "answer", "op": ops[0] } });
        let failure = person.asks("conflicts.settle", settled)["failure"]["code"].clone();
        assert_eq!(failure == "not_allowed", !may, "{failure}");
    }
}
