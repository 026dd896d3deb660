//! Outreach between two laptops: what was tried in the field, who named her, what she says. R020, R044, R045, R047.

use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchanges_well, two_people};

/// When the world begins, 2026-11-24, four in the afternoon UTC.
const MORNING: i64 = 1_795_536_000_000;

/// A member of both, by the lead's laptop.
fn somebody(ines: &Person, deborah: &Person) -> Value {
    let hers: Vec<Value> = caseload(deborah)
        .iter()
        .map(|row| row["member"].clone())
        .collect();
    let both = caseload(ines);
    let shared = |row: &&Value| hers.contains(&row["member"]) && row["stage"] == "outreach";
    both.iter().find(shared).unwrap()["member"].clone()
}

fn attempt(member: &Value, method: &str, outcome: &str) -> Value {
    json!({
        "member": member, "method": method, "outcome": outcome, "at": null, "whereWords": "behind the library",
        "language": "es", "minutes": 12, "words": "Took a card.", "again": null,
    })
}

fn shown(person: &Person, member: &Value) -> Value {
    person.gets("outreach.show", json!({ "member": member }))
}

/// The attempts of this test alone: the demo has its own.
fn mine(person: &Person, member: &Value) -> Vec<Value> {
    let all = shown(person, member)["attempts"].clone();
    let rows = all.as_array().unwrap().iter();
    let here = rows.filter(|one| one["words"] == "Took a card.");
    here.cloned().collect()
}

fn row(person: &Person, member: &Value) -> Option<Value> {
    let page = json!({ "offset": 0, "limit": 100 });
    let body = json!({ "whose": "team", "only": "to_find", "page": page });
    let list = person.gets("outreach.list", body);
    let rows = list["people"]["rows"].as_array().unwrap().clone();
    rows.into_iter().find(|row| row["member"] == *member)
}

/// R015, R044. R001 in part: the letters after a name, or none, stand under what was signed; being licensed is no
/// field.
#[test]
fn r044_attempts_made_in_the_field_by_two_meet_at_the_clinic_and_nothing_is_lost() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    let before = shown(&ines, &member)["made"].clone();
    world.cuts_the_network();
    ines.gets("attempts.add", attempt(&member, "phone", "wrong_number"));
    let spoke = ines.gets(
        "attempts.add",
        attempt(&member, "in_person_street", "spoke"),
    );
    deborah.gets("attempts.add", attempt(&member, "phone", "voicemail"));
    let slip = ines.gets(
        "attempts.add",
        attempt(&member, "in_person_street", "moved"),
    );
    let back = json!({ "member": member, "record": slip["id"], "reason": "" });
    ines.gets("attempts.takeBack", back);
    let tomorrow = MORNING + 86_400_000;
    let mut early = attempt(&member, "phone", "spoke");
    early["at"] = json!(tomorrow);
    assert_eq!(
        ines.asks("attempts.add", early)["failure"]["fields"][0]["why"],
        "in_the_future"
    );
    // What the clinic has not got is in no figure but its own.
    let made = shown(&ines, &member)["made"].clone();
    assert_eq!(
        (&made["atClinic"], &made["counted"]),
        (&before["atClinic"], &before["counted"])
    );
    assert_eq!(made["unsent"], 2);
    world.restores_the_network();
    for person in [&ines, &deborah, &ines] {
        exchanges_well(person);
    }
    let before = before["atClinic"].as_u64().unwrap();
    for person in [&ines, &deborah] {
        let made = shown(person, &member)["made"].clone();
        assert_eq!(
            (made["atClinic"].as_u64(), &made["unsent"]),
            (Some(before + 3), &json!(0))
        );
        let attempts = mine(person, &member);
        assert_eq!(attempts.len(), 4, "what was taken back stays");
        let of = |outcome: &str| {
            attempts
                .iter()
                .find(|one| one["outcome"] == outcome)
                .unwrap()
        };
        assert!(of("moved")["takenBack"].is_object());
        assert!(of("wrong_number")["whyNot"]["es"].is_string());
        assert_eq!(of("spoke")["whyNot"], Value::Null);
        assert_eq!(of("spoke")["record"], spoke["id"]);
        assert_eq!(of("spoke")["signature"], "Inés Carranza");
        assert_eq!(of("voicemail")["signature"], "Deborah Achterberg, RN");
        let row = row(person, &member).unwrap();
        assert!(row["next"]["on"].is_string(), "{row}");
    }
}

/// R003a, R020, R045: who named her, and a no with who said it.
#[test]
fn r020_and_r045_a_referral_and_a_no_reach_the_other_laptop_and_the_no_can_be_opened_again() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    world.cuts_the_network();
    let referral = json!({
        "member": member, "seen": "", "source": "cbo", "who": "Second Chance", "on": "2026-11-20",
        "reason": "Insulin runs out.",
    });
    ines.gets("referrals.put", referral);
    let say = |person: &Person, says: &str| {
        let seen = shown(person, &member)["offer"]["seen"].clone();
        let seen = if seen.is_null() { json!("") } else { seen };
        person.gets(
            "outreach.say",
            json!({ "member": member, "seen": seen, "says": says, "on": "2026-11-24",
                "saidBy": "member", "words": "Hoy no." }),
        );
    };
    say(&ines, "declined");
    assert!(row(&ines, &member).is_none());
    world.restores_the_network();
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert!(row(&deborah, &member).is_none());
    let all = shown(&deborah, &member);
    assert_eq!(all["offer"]["saidBy"], "member");
    let referrals = all["referrals"].as_array().unwrap();
    assert!(referrals.iter().any(|one| one["who"] == "Second Chance"));
    say(&deborah, "open");
    exchanges_well(&deborah);
    exchanges_well(&ines);
    assert!(row(&ines, &member).is_some());
}

#[test]
fn two_who_write_down_her_answer_unseen_leave_one_question_with_two_answers() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    world.cuts_the_network();
    for (person, says) in [(&ines, "not_now"), (&deborah, "declined")] {
        let body = json!({ "member": member, "seen": "", "says": says, "on": "2026-11-24",
            "saidBy": "member", "words": "" });
        person.gets("outreach.say", body);
    }
    world.restores_the_network();
    for person in [&ines, &deborah, &ines] {
        exchanges_well(person);
    }
    for person in [&ines, &deborah] {
        assert_eq!(shown(person, &member)["offer"]["twoAnswers"], true);
    }
}

#[test]
fn r047_a_suggestion_becomes_one_task_for_both_laptops() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = somebody(&ines, &deborah);
    let bih = |person: &Person| {
        let all = shown(person, &member)["programmes"].clone();
        let mut all = all.as_array().unwrap().clone().into_iter();
        all.find(|one| one["programme"] == "bih").unwrap()
    };
    let put = json!({
        "member": member, "programme": "bih", "seen": "", "is": "in", "on": "2026-11-24",
        "saidBy": "member", "contact": "Christa", "ecmProvider": false,
    });
    ines.gets("programmes.put", put);
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert_eq!(bih(&deborah)["suggested"], true);
    let consult = |person: &Person| {
        let body = json!({ "member": member, "programme": "bih", "seen": bih(person)["seen"],
            "what": "Consult with BIH and keep it informed" });
        person.asks("programmes.consult", body)
    };
    assert!(consult(&deborah)["ok"].is_object());
    exchanges_well(&deborah);
    exchanges_well(&ines);
    assert_eq!(bih(&ines)["suggested"], false);
    assert_eq!(consult(&ines)["failure"]["code"], "already_decided");
}
