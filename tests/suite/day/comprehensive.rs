//! The comprehensive assessment between two laptops: signed without a network, read and put right by a colleague; what is
//! suggested and set aside is the same for both; what is set apart stays so. R055, R056, R059.

use serde_json::{Value, json};
use world::{Person, World};

use super::{exchanges_well, member_with_goal, two_people};

const ALONE: &str = "She cries at night, when the hall is dark.";

fn sheet(person: &Person, member: &Value) -> Value {
    let body = json!({ "member": member, "corrects": null });
    person.gets("comprehensive.sheet", body)
}

/// No need anywhere but in one area.
fn said(sheet: &Value, area: &str, findings: &str) -> Value {
    let areas = sheet["areas"].as_array().unwrap().iter();
    let answers = areas.map(|one| {
        let here = one["area"] == area;
        json!({
            "area": one["area"], "stands": if here { "assessed" } else { "no_need" },
            "findings": if here { findings } else { "" }, "facts": [], "on": sheet["today"],
        })
    });
    answers.collect()
}

fn finish(member: &Value, areas: &Value, corrects: &Value, reason: &str) -> Value {
    json!({
        "member": member, "visit": null,
        "circumstances": {
            "how": "in_person", "language": "es", "interpreter": "asker", "answeredBy": "member",
            "company": "alone",
        },
        "areas": areas, "strengths": "", "barriers": "", "startedAt": 1,
        "corrects": corrects, "reason": reason,
    })
}

fn rows(person: &Person, member: &Value) -> Vec<Value> {
    let all = person.gets("comprehensive.list", json!({ "member": member }));
    all["rows"].as_array().unwrap().clone()
}

fn suggested(person: &Person, member: &Value, part: &str) -> Vec<Value> {
    let all = person.gets("suggestions.list", json!({ "member": member }));
    all[part].as_array().unwrap().clone()
}

#[test]
fn r055_what_one_signs_without_a_network_the_other_reads_and_puts_right_and_both_stay() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    world.cuts_the_network();
    let areas = said(&sheet(&ines, &member), "mental", ALONE);
    ines.gets(
        "comprehensive.finish",
        finish(&member, &areas, &Value::Null, ""),
    );
    assert_eq!(rows(&ines, &member)[0]["whereabouts"], "in_satchel");
    world.restores_the_network();
    exchanges_well(&ines);
    exchanges_well(&deborah);
    let first = rows(&deborah, &member)[0]["record"].clone();
    let shown = deborah.gets("comprehensive.show", json!({ "record": first }));
    assert_eq!(shown["verified"], true, "{shown}");
    let found = shown["areas"].as_array().unwrap().iter();
    let found: Vec<&Value> = found
        .filter(|one| one["answer"]["stands"] == "assessed")
        .collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["answer"]["findings"], ALONE);

    let none = said(&sheet(&deborah, &member), "none of them", "");
    let right = finish(&member, &none, &first, "She was asked about her sister.");
    deborah.gets("comprehensive.finish", right.clone());
    exchanges_well(&deborah);
    exchanges_well(&ines);
    assert_eq!(rows(&ines, &member).len(), 2);
    let again = ines.asks("comprehensive.finish", right);
    assert_eq!(again["failure"]["code"], "already_corrected");
}

#[test]
fn r056_an_area_nobody_spoke_about_is_refused_by_its_name() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let mut areas = said(&sheet(&ines, &member), "mental", ALONE);
    areas
        .as_array_mut()
        .unwrap()
        .retain(|one| one["area"] != "oral");
    let half = finish(&member, &areas, &Value::Null, "");
    let refused = ines.asks("comprehensive.finish", half);
    assert_eq!(refused["failure"]["code"], "refused");
    assert_eq!(
        refused["failure"]["fields"],
        json!([{ "path": "areas.oral", "why": "missing" }])
    );
    assert!(rows(&ines, &member).is_empty());
}

#[test]
fn r055_what_was_found_is_suggested_to_both_and_set_aside_for_both_until_the_facts_change() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let areas = said(&sheet(&ines, &member), "mental", ALONE);
    ines.gets(
        "comprehensive.finish",
        finish(&member, &areas, &Value::Null, ""),
    );
    exchanges_well(&ines);
    exchanges_well(&deborah);
    let here = suggested(&ines, &member, "open");
    assert_eq!(here, suggested(&deborah, &member, "open"));
    let one = here
        .iter()
        .find(|one| one["suggestion"] == "low_mood")
        .unwrap();
    let pass = json!({
        "member": member, "suggestion": "low_mood", "facts": one["facts"], "words": "", "again": false,
    });
    deborah.gets("suggestions.pass", pass);
    exchanges_well(&deborah);
    exchanges_well(&ines);
    let is_open = |person: &Person| {
        let open = suggested(person, &member, "open");
        open.iter().any(|one| one["suggestion"] == "low_mood")
    };
    assert!(!is_open(&ines) && suggested(&ines, &member, "aside").len() == 1);
    let worse = said(
        &sheet(&ines, &member),
        "mental",
        "She does not get up any more.",
    );
    ines.gets(
        "comprehensive.finish",
        finish(&member, &worse, &Value::Null, ""),
    );
    assert!(is_open(&ines));
}

#[test]
fn r055_what_is_set_apart_stays_so_in_the_record_and_in_the_goal_it_suggested() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let areas = said(&sheet(&ines, &member), "substances", "Two bottles a day.");
    ines.gets(
        "comprehensive.finish",
        finish(&member, &areas, &Value::Null, ""),
    );
    ines.gets(
        "goals.put",
        json!({
            "member": member, "seen": "", "domain": "social",
            "statement": { "text": "Sundays with my son.", "language": "en", "translation": "" },
            "taken": { "suggestion": "use_less", "steps": ["Ask the group on Mill Street"] },
        }),
    );
    let things = ines.gets("tags.show", json!({ "member": member }));
    let is_apart = |words: &str| {
        let all = things["things"].as_array().unwrap().iter();
        let mut found = all.filter(|one| one["words"].as_str().unwrap().contains(words));
        let tags = found.next().unwrap()["tags"].to_string();
        tags.contains("\"sud\"")
    };
    assert!(is_apart("Two bottles a day."), "{things}");
    assert!(is_apart("Sundays with my son."));
    assert!(is_apart("Ask the group on Mill Street"));
}
