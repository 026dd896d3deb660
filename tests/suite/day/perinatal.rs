//! A pregnancy between two laptops and the clinic: written down unseen by both, a loss that ends every reminder of a baby
//! on the other one, twins entered by two. R120, R121, R125, R136.

use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchanges_well, two_people};

/// Somebody enrolled whom both hold, and of whom no pregnancy is known.
fn somebody(ines: &Person, deborah: &Person) -> Value {
    let hers: Vec<Value> = caseload(deborah)
        .iter()
        .map(|row| row["member"].clone())
        .collect();
    let enrolled = ["enrolled", "assessed", "planned", "active"];
    let fits = |row: &&Value| {
        let stage = row["stage"].as_str().unwrap_or_default();
        hers.contains(&row["member"])
            && enrolled.contains(&stage)
            && shown(ines, &row["member"])["pregnancies"] == json!([])
    };
    let all = caseload(ines);
    all.iter().find(fits).unwrap()["member"].clone()
}

fn shown(person: &Person, member: &Value) -> Value {
    person.gets("perinatal.show", json!({ "member": member }))
}

fn course(person: &Person, member: &Value) -> Value {
    shown(person, member)["pregnancies"][0].clone()
}

/// The world begins on 2026-11-24: by this due date she is 29 weeks that day.
fn entry(member: &Value, due: &str) -> Value {
    json!({
        "member": member, "seen": "", "due": due, "method": "ultrasound", "lmp": null,
        "gravida": 2, "para": 1, "babies": 2, "helpers": [],
    })
}

fn ends(person: &Person, member: &Value, what: &str) -> Value {
    let course = course(person, member);
    person.asks(
        "pregnancies.end",
        json!({
            "member": member, "id": course["id"], "seen": course["seen"], "what": what,
            "on": "2026-11-23", "place": "Río Verde Medical Center", "babies": 2,
        }),
    )
}

fn infant(person: &Person, member: &Value, order: u8, name: &str) -> Value {
    let body = json!({
        "member": member, "pregnancy": course(person, member)["id"], "seen": "", "order": order, "name": name,
        "born": "2026-11-23", "sex": null, "stay": "nicu", "since": "2026-11-23", "stayWords": "", "record": null,
    });
    person.asks("infants.put", body)
}

/// What presses in the list on her own page.
fn pressing(person: &Person, member: &Value) -> Vec<String> {
    let due = person.gets("members.show", json!({ "member": member }))["due"].clone();
    let due = due.as_array().unwrap().clone().into_iter();
    due.filter(|one| one["what"] == "perinatal")
        .map(|one| one["label"]["en"].as_str().unwrap().to_owned())
        .collect()
}

fn all_exchange(people: &[&Person]) {
    for person in people {
        exchanges_well(person);
    }
}

#[test]
fn r136_two_who_write_the_same_pregnancy_down_unseen_write_down_one_and_the_due_date_is_asked() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    world.cuts_the_network();
    ines.gets("pregnancies.put", entry(&member, "2027-02-09"));
    deborah.gets("pregnancies.put", entry(&member, "2027-02-16"));
    let early = ines.asks("pregnancies.put", entry(&member, "2027-02-09"));
    assert_eq!(early["failure"]["fields"][0]["why"], "entered_twice");
    world.restores_the_network();
    all_exchange(&[&ines, &deborah, &ines]);
    for person in [&ines, &deborah] {
        let all = shown(person, &member)["pregnancies"].clone();
        assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
        assert_eq!(all[0]["twoAnswers"], true);
    }
}

#[test]
fn a_loss_that_is_written_down_on_one_laptop_ends_every_reminder_of_a_baby_on_the_other() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    ines.gets("pregnancies.put", entry(&member, "2027-02-09"));
    all_exchange(&[&ines, &deborah]);
    let before = pressing(&deborah, &member);
    assert!(
        before.iter().any(|one| one.starts_with("Prenatal visit")),
        "{before:?}"
    );
    let course = course(&deborah, &member);
    assert_eq!(course["age"], json!({ "weeks": 29, "days": 0 }));
    deborah.gets(
        "perinatal.put",
        json!({
            "member": member, "pregnancy": course["id"], "item": "prenatal_30", "about": "", "seen": "",
            "is": "arranged", "on": "2026-12-01", "place": "Alder Creek", "words": "", "saidBy": "member",
        }),
    );
    world.cuts_the_network();
    assert_eq!(
        ends(&ines, &member, "miscarriage")["failure"]["fields"][0]["why"],
        "late_for_a_miscarriage"
    );
    assert!(ends(&ines, &member, "stillbirth")["ok"].is_object());
    world.restores_the_network();
    all_exchange(&[&ines, &deborah, &ines]);
    for person in [&ines, &deborah] {
        let now = pressing(person, &member);
        assert!(
            now.iter()
                .all(|one| !one.starts_with("Prenatal") && !one.starts_with("Well-child")),
            "{now:?}"
        );
        assert!(now.iter().any(|one| one.starts_with("Be in touch")));
        assert!(now.iter().any(|one| one.starts_with("Postpartum contact")));
        let course = self::course(person, &member);
        assert_eq!(course["quiet"], true);
        assert_eq!(course["afterUntil"], "2027-11-23");
        let slots = course["slots"].as_array().unwrap();
        assert!(slots.iter().all(|slot| slot["on"] != "2026-12-01"));
    }
}

/// R120: entered by two, unseen.
#[test]
fn r120_twins_whom_two_people_enter_unseen_are_two_and_no_more() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    ines.gets("pregnancies.put", entry(&member, "2027-02-09"));
    assert_eq!(
        infant(&ines, &member, 1, "Luz")["failure"]["fields"][0]["why"],
        "birth_not_written"
    );
    assert!(ends(&ines, &member, "live_birth")["ok"].is_object());
    all_exchange(&[&ines, &deborah]);
    world.cuts_the_network();
    for person in [&ines, &deborah] {
        assert!(infant(person, &member, 1, "Luz")["ok"].is_object());
        assert!(infant(person, &member, 2, "Sol")["ok"].is_object());
        assert_eq!(
            infant(person, &member, 3, "Mar")["failure"]["fields"][0]["why"],
            "more_than_were_born"
        );
    }
    world.restores_the_network();
    all_exchange(&[&ines, &deborah, &ines]);
    for person in [&ines, &deborah] {
        let infants = course(person, &member)["infants"].clone();
        let names: Vec<&str> = infants
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Luz", "Sol"]);
        assert!(
            infants
                .as_array()
                .unwrap()
                .iter()
                .all(|one| one["twoAnswers"] == false)
        );
    }
    let luz = course(&deborah, &member)["infants"][0].clone();
    let record = deborah.gets(
        "infants.record",
        json!({ "member": member, "infant": luz["id"], "seen": luz["seen"], "given": "Luz", "family": "" }),
    );
    let hers = shown(&deborah, &record["id"]);
    assert_eq!(hers["mothers"][0]["member"], member);
}
