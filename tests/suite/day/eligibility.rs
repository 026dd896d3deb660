//! A fact that one of the team writes down changes what the other is told, and ends nobody's care.

use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchanges_well, two_people};

const DAY: &str = "2026-01-05";

fn shown(person: &Person, member: &Value) -> Value {
    person.gets("eligibility.show", json!({ "member": member }))
}

fn outcome(person: &Person, member: &Value, population: &str) -> Value {
    let populations = shown(person, member)["populations"].clone();
    let mut all = populations.as_array().unwrap().iter();
    all.find(|one| one["code"] == population).unwrap()["outcome"].clone()
}

fn stated(person: &Person, member: &Value, fact: &str) -> Value {
    let facts = shown(person, member)["facts"].clone();
    let mut all = facts.as_array().unwrap().iter();
    all.find(|one| one["fact"] == fact).unwrap()["stated"].clone()
}

fn says(person: &Person, member: &Value, fact: &str, values: &[&str]) {
    let seen = stated(person, member, fact)["seen"].clone();
    let body = json!({ "member": member, "fact": fact, "values": values, "on": DAY, "saidBy": "member",
        "words": "", "seen": seen.as_str().unwrap_or_default() });
    person.gets("facts.put", body);
}

/// Somebody both hold who is an adult.
fn somebody(ines: &Person, deborah: &Person) -> Value {
    let hers: Vec<Value> = caseload(deborah)
        .iter()
        .map(|row| row["member"].clone())
        .collect();
    let both = caseload(ines);
    let adult = |row: &&Value| 21 <= row["age"].as_i64().unwrap() && hers.contains(&row["member"]);
    both.iter().find(adult).unwrap()["member"].clone()
}

fn stage(person: &Person, member: &Value) -> Value {
    person.gets("members.show", json!({ "member": member }))["episode"]["stage"].clone()
}

/// R030, R126, R143: between two laptops.
#[test]
fn r030_and_r126_a_fact_stated_on_one_laptop_changes_the_population_on_the_other_and_ends_nothing()
{
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    assert_eq!(outcome(&deborah, &member, "ltc_risk_adult"), "unknown");
    let before = stage(&deborah, &member);

    world.cuts_the_network();
    for (fact, values) in [
        ("lives_in_community", ["yes"]),
        ("ltc_risk", ["yes"]),
        ("expected_nf_days_without_supports", ["120"]),
    ] {
        says(&ines, &member, fact, &values);
    }
    assert_eq!(outcome(&ines, &member, "ltc_risk_adult"), "met");
    let kept = ines.gets("eligibility.keep", json!({ "member": member }));
    assert!(kept["id"].is_string());
    world.restores_the_network();
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert_eq!(outcome(&deborah, &member, "ltc_risk_adult"), "met");
    assert_eq!(
        shown(&deborah, &member)["kept"][0]["met"][0],
        "ltc_risk_adult"
    );

    says(&deborah, &member, "ltc_risk", &["no"]);
    exchanges_well(&deborah);
    exchanges_well(&ines);
    assert_eq!(outcome(&ines, &member, "ltc_risk_adult"), "not_met");
    // Her care goes on, and what was kept is what it was.
    assert_eq!(stage(&ines, &member), before);
    assert_eq!(shown(&ines, &member)["kept"][0]["met"][0], "ltc_risk_adult");
}

#[test]
fn two_who_answer_the_same_question_without_a_network_leave_one_question_with_two_answers() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    world.cuts_the_network();
    says(&ines, &member, "nf_resident", &["yes"]);
    says(&deborah, &member, "nf_resident", &["no"]);
    world.restores_the_network();
    for person in [&ines, &deborah, &ines] {
        exchanges_well(person);
    }
    for person in [&ines, &deborah] {
        let page = json!({ "page": { "offset": 0, "limit": 50 } });
        let asked = person.gets("conflicts.list", page)["rows"].clone();
        let [one] = asked.as_array().unwrap().as_slice() else {
            panic!("{asked}")
        };
        let question = (&one["kind"], &one["field"], &one["title"]);
        assert_eq!(
            question,
            (
                &json!("stated_fact"),
                &json!("answer"),
                &json!("nf_resident")
            )
        );
        assert_eq!(stated(person, &member, "nf_resident")["twoAnswers"], true);
        // The populations that rest on it say so, and no others; so does the clinic's own list, of her alone.
        let populations = shown(person, &member)["populations"].clone();
        let populations = populations.as_array().unwrap().iter();
        let (marked, plain): (Vec<&Value>, Vec<&Value>) =
            populations.partition(|one| one["twoAnswers"] == true);
        assert!(!marked.is_empty() && !plain.is_empty());
    }
    let office = world.clinic().clinic();
    let everybody = office.eligibility(world.ambient().today()).unwrap();
    let asked = everybody.iter().filter(|line| line.two_answers);
    let asked: Vec<Value> = asked.map(|line| json!(line.id)).collect();
    assert_eq!(asked, [member]);
}
