//! Assessments: asked without a network, put right by a colleague, and danger that reaches the supervisor. R051, R054,
//! R060.

use serde_json::{Value, json};
use world::{Person, World};

use super::notes::begins_a_visit;
use super::{caseload, exchanges_well, member_with_goal, two_people};

const NOT_AT_ALL: &str = "LA6568-5";
const SEVERAL_DAYS: &str = "LA6569-3";

fn answers(codes: &[&str]) -> Value {
    let answer =
        |(index, code): (usize, &&str)| json!({ "item": (index + 1).to_string(), "codes": [code] });
    codes.iter().enumerate().map(answer).collect()
}

/// A PHQ-9 with one answer for the first eight questions and one for the ninth.
fn nine(first: &str, last: &str) -> Value {
    let mut codes = vec![first; 8];
    codes.push(last);
    answers(&codes)
}

fn sheet(member: &Value, answers: &Value) -> Value {
    json!({
        "member": member, "instrument": "phq9", "visit": null,
        "circumstances": {
            "how": "in_person", "language": "es", "interpreter": "asker", "answeredBy": "member",
            "company": "alone",
        },
        "answers": answers, "entered": {}, "safety": [], "declined": "", "startedAt": 1,
        "corrects": null, "reason": "",
    })
}

fn with(mut sheet: Value, field: &str, value: Value) -> Value {
    sheet[field] = value;
    sheet
}

fn rows(person: &Person, member: &Value) -> Vec<Value> {
    let all = person.gets("assessments.list", json!({ "member": member }));
    all["rows"].as_array().unwrap().clone()
}

fn signed_here(person: &Person, member: &Value) -> Value {
    rows(person, member)
        .into_iter()
        .find(|row| row["whereabouts"] == "in_satchel")
        .unwrap()
}

/// R015, R051. R050 in part: the assessment, not the plan.
#[test]
fn danger_that_was_heard_without_a_network_reaches_the_supervisor_when_there_is_one() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    let ruth = world.satchel("Ruth Amat");
    exchanges_well(&ines);
    exchanges_well(&ruth);
    world.cuts_the_network();
    let (member, visit) = begins_a_visit(&ines);
    let heard = nine(NOT_AT_ALL, SEVERAL_DAYS);
    let so_far = json!({ "member": member, "instrument": "phq9", "answers": heard, "entered": {} });
    assert_eq!(
        ines.gets("assessments.weigh", so_far)["alerts"],
        json!(["safety"])
    );
    let done = with(sheet(&member, &heard), "visit", visit.clone());
    assert_eq!(
        ines.asks("assessments.finish", done.clone())["failure"]["code"],
        "safety_open"
    );

    let raise = json!({
        "member": member, "instrument": "phq9", "rule": "safety", "act": "called_988",
        "words": "We called together; her sister is with her.", "task": "Safety alert from PHQ-9",
    });
    let safety = ines.gets("assessments.raise", raise)["safety"].clone();
    ines.gets("assessments.finish", with(done, "safety", json!([safety])));
    let mine = signed_here(&ines, &member);
    assert_eq!((&mine["visit"], &mine["alarmed"]), (&visit, &json!(true)));

    world.restores_the_network();
    exchanges_well(&ines);
    exchanges_well(&ruth);
    let today = ruth.gets("today.show", json!({}));
    let alert = &today["alerts"][0];
    assert_eq!(
        (&alert["member"], &alert["act"]),
        (&member, &json!("called_988")),
        "{today}"
    );
    assert_eq!(alert["by"]["name"], "Inés Carranza");
    let record = json!({ "record": mine["record"] });
    let shown = ruth.gets("assessments.show", record);
    assert_eq!(shown["verified"], true, "{shown}");
    assert_eq!(
        shown["safety"][0]["words"],
        "We called together; her sister is with her."
    );

    let tick =
        json!({ "member": member, "task": alert["task"], "seen": alert["seen"], "status": "done" });
    ruth.gets("tasks.put", tick);
    exchanges_well(&ruth);
    assert_eq!(ruth.gets("today.show", json!({}))["alerts"], json!([]));
}

#[test]
fn r060_the_nurse_puts_right_what_was_signed_and_both_stay() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    ines.gets(
        "assessments.finish",
        sheet(&member, &nine(SEVERAL_DAYS, NOT_AT_ALL)),
    );
    let first = signed_here(&ines, &member)["record"].clone();
    exchanges_well(&ines);
    exchanges_well(&deborah);

    let begun = json!({ "member": member, "instrument": "phq9", "corrects": first });
    let begun = deborah.gets("assessments.sheet", begun);
    assert_eq!(
        begun["corrects"]["answers"][0]["codes"],
        json!([SEVERAL_DAYS])
    );
    let right = with(
        sheet(&member, &nine(NOT_AT_ALL, NOT_AT_ALL)),
        "corrects",
        first.clone(),
    );
    assert_eq!(
        deborah.asks("assessments.finish", right.clone())["failure"]["code"],
        "refused"
    );
    deborah.gets(
        "assessments.finish",
        with(right, "reason", json!("The lines were mixed up.")),
    );
    exchanges_well(&deborah);
    exchanges_well(&ines);

    let all = rows(&ines, &member);
    let old = all.iter().find(|row| row["record"] == first).unwrap();
    let new = all
        .iter()
        .find(|row| row["record"] == old["correctedBy"])
        .unwrap();
    assert_eq!(
        (&old["outcomes"][0]["value"], &new["outcomes"][0]["value"]),
        (&json!(8), &json!(0))
    );
    assert_eq!(new["signature"], "Deborah Achterberg, RN");
    let again = with(
        sheet(&member, &nine(NOT_AT_ALL, NOT_AT_ALL)),
        "corrects",
        first,
    );
    let again = with(again, "reason", json!("Once more."));
    assert_eq!(
        ines.asks("assessments.finish", again)["failure"]["code"],
        "already_corrected"
    );
}

#[test]
fn half_a_sheet_survives_a_crash_and_is_gone_only_when_it_is_signed() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    let begun = json!({ "member": member, "instrument": "gad7", "corrects": null });
    let about = ines.gets("assessments.sheet", begun.clone())["draft"].clone();
    let half =
        json!({ "at": "2", "answers": [{ "item": "1", "codes": [SEVERAL_DAYS] }] }).to_string();
    ines.gets(
        "drafts.keep",
        json!({ "about": about, "member": member, "body": half }),
    );

    let ines = ines.crashes_and_starts();
    ines.unlocks();
    assert_eq!(
        ines.gets("drafts.show", json!({ "about": about }))["body"],
        json!(half)
    );
    let all = ines.gets("assessments.list", json!({ "member": member }));
    let gad7 = all["instruments"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["instrument"] == "gad7")
        .unwrap();
    assert!(gad7["draftKeptAt"].is_i64());

    let whole = with(
        sheet(&member, &answers(&[SEVERAL_DAYS; 7])),
        "instrument",
        json!("gad7"),
    );
    ines.gets("assessments.finish", whole);
    assert_eq!(
        ines.gets("drafts.show", json!({ "about": about }))["body"],
        Value::Null
    );
}
