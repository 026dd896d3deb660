//! A fresh laptop is of use before everything is on it.

use ambient::Fixed;
use serde_json::{Value, json};
use world::{MORNING, Person, World};

use super::notes::signs;
use super::waiting::sees;
use super::{caseload, ends, exchanges_well, plan};

/// Her caseload, in the order of the members' ids.
fn members(person: &Person) -> Vec<String> {
    let rows = caseload(person).into_iter();
    let mut ids: Vec<String> = rows
        .map(|row| row["member"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

/// Plans a visit of hers today.
fn plans_a_visit(person: &Person, member: &str) -> Value {
    let day = person.gets("today.show", json!({}))["day"].clone();
    let planned = json!({
        "member": member, "type": "visit", "modality": "in_person", "place": "shelter",
        "whereWords": "hall B", "day": day, "time": "09:00",
    });
    person.gets("visits.plan", planned)["id"].clone()
}

fn starts(person: &Person, visit: &Value) {
    let seen = person.gets("visits.show", json!({ "visit": visit }))["seen"].clone();
    person.gets("visits.start", json!({ "visit": visit, "seen": seen }));
}

/// More about a member than one answer to a pull holds.
fn writes_much(person: &Person, member: &str) {
    let visit = plans_a_visit(person, member);
    starts(person, &visit);
    let note = signs(person, &visit, "She was rested and in good spirits.");
    let long = "She told it again. ".repeat(1_000);
    for _ in 0..70 {
        let late = json!({ "note": note, "reason": "late_entry", "text": long });
        person.gets("visits.addAddendum", late);
    }
}

#[test]
fn whom_she_visits_today_comes_first_and_the_rest_goes_on_where_it_stopped() {
    let world = World::new();
    let (ines, ruth) = (world.satchel("Inés Carranza"), world.satchel("Ruth Amat"));
    exchanges_well(&ines);
    exchanges_well(&ruth);
    let (first, last) = {
        let all = members(&ruth);
        (all.first().unwrap().clone(), all.last().unwrap().clone())
    };
    writes_much(&ines, &first);
    exchanges_well(&ines);
    let visit = plans_a_visit(&ruth, &last);
    exchanges_well(&ruth);

    // Ruth gets another laptop. One answer comes, and then the line is silent.
    let clock = Fixed::new(MORNING, 8);
    let fresh = world.satchel_by("Ruth Amat", "her other laptop", &clock.ambient());
    let one_answer = |person: &Person| {
        world.leads_to_stranger(world::silent_after(world.clinic(), 1));
        person.gets("sync.now", json!({}));
        let sync = sees(person, |sync| 0 < sync["now"]["done"].as_u64().unwrap_or(0));
        let notices = person.satchel().notices();
        person.gets("sync.stop", json!({}));
        ends(&notices);
        let count = |name: &str| sync["now"][name].as_u64().unwrap();
        (count("done"), count("of"))
    };
    let (done, of) = one_answer(&fresh);
    assert!(done < of, "{done} of {of}");
    assert!(members(&fresh).len() < members(&ruth).len());
    let (here, there) = (json!(last), plan(&ruth, &json!(last)));
    assert_eq!(plan(&fresh, &here), there, "she is there, whole");
    let today = fresh.gets("today.show", json!({}));
    let visits = today["visits"].as_array().unwrap();
    assert!(visits.iter().any(|one| one["visit"] == visit), "{today}");
    starts(&fresh, &visit);

    // The rest comes, and only the rest, with what she has just written.
    let (_, left) = one_answer(&fresh);
    assert_eq!(left, of - done + 1);
    world.leads_home();
    exchanges_well(&fresh);
    exchanges_well(&ruth);
    assert_eq!(members(&fresh), members(&ruth));
    for member in members(&ruth) {
        let member = json!(member);
        assert_eq!(plan(&fresh, &member), plan(&ruth, &member));
    }
}
