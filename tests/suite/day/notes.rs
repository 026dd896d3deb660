//! Notes: typed, kept, signed, added to, and verified at the other end.

use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchange, exchanges_well, two_people};

/// Plans and begins a visit today with the first member of the caseload.
pub(crate) fn begins_a_visit(person: &Person) -> (Value, Value) {
    let member = caseload(person)[0]["member"].clone();
    let day = person.gets("today.show", json!({}))["day"].clone();
    let planned = json!({
        "member": member, "type": "visit", "modality": "in_person", "place": "shelter",
        "whereWords": "hall B", "day": day, "time": "09:00",
    });
    let visit = person.gets("visits.plan", planned)["id"].clone();
    let seen = person.gets("visits.show", json!({ "visit": visit }))["seen"].clone();
    person.gets("visits.start", json!({ "visit": visit, "seen": seen }));
    (member, visit)
}

fn draft(narrative: &str) -> Value {
    json!({ "narrative": narrative, "services": ["coordination"], "goals": [] })
}

pub(crate) fn signs(person: &Person, visit: &Value, narrative: &str) -> Value {
    person.gets(
        "visits.sign",
        json!({ "visit": visit, "draft": draft(narrative) }),
    )["id"]
        .clone()
}

/// R070 in part: what one of the team signed the other reads; nobody outside the clinic does by this.
#[test]
fn a_signed_note_and_its_addendum_reach_the_other_laptop_and_verify_there() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, visit) = begins_a_visit(&ines);
    let note = signs(&ines, &visit, "She was rested and in good spirits.");
    let late = json!({ "note": note, "reason": "late_entry", "text": "Her sister was there." });
    ines.gets("visits.addAddendum", late);
    let mine = ines.gets("visits.show", json!({ "visit": visit }));
    assert_eq!(mine["notes"][0]["whereabouts"], "in_satchel");
    assert_eq!(
        mine["notes"][0]["receivedAt"],
        Value::Null,
        "nobody has said that it arrived"
    );

    exchanges_well(&ines);
    exchanges_well(&deborah);
    for person in [&ines, &deborah] {
        let shown = person.gets("visits.show", json!({ "visit": visit }));
        let note = &shown["notes"][0];
        assert_eq!(note["verified"], true, "{note}");
        assert_eq!(note["narrative"], "She was rested and in good spirits.");
        assert_eq!(note["whereabouts"], "at_clinic");
        assert!(note["receivedAt"].is_i64());
        assert_eq!(note["addenda"][0]["text"], "Her sister was there.");
        assert_eq!(note["addenda"][0]["verified"], true);
    }
    let timeline = json!({ "member": member, "page": { "offset": 0, "limit": 20 } });
    let record = deborah.gets("timeline.list", timeline);
    assert!(
        record["rows"]
            .as_array()
            .unwrap()
            .iter()
            .any(|event| event["visit"] == visit),
        "{record}"
    );
}

#[test]
fn what_was_typed_survives_a_crash_and_a_lock_and_is_gone_only_when_it_is_signed() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let (member, visit) = begins_a_visit(&ines);
    let about = format!("visit:{}", visit.as_str().unwrap());
    let body = draft("Goal 1: we filled in").to_string();
    ines.gets(
        "drafts.keep",
        json!({ "about": about, "member": member, "body": body }),
    );

    let ines = ines.crashes_and_starts();
    let outside = ines.gets("session.show", json!({}));
    assert_eq!(outside["state"], "locked");
    assert_eq!(
        outside["name"],
        Value::Null,
        "nobody is named on the outside"
    );
    ines.unlocks();
    let shown = ines.gets("visits.show", json!({ "visit": visit }));
    assert_eq!(shown["draft"]["narrative"], "Goal 1: we filled in");
    assert_eq!(
        ines.gets("today.show", json!({}))["drafts"][0]["visit"],
        visit
    );

    ines.locks();
    let outside = ines.gets("session.show", json!({}));
    assert_eq!(outside["drafts"], 1);
    assert_eq!(
        ines.asks("visits.show", json!({ "visit": visit }))["failure"]["code"],
        "locked"
    );
    ines.unlocks();
    signs(&ines, &visit, "Goal 1: we filled in the form.");
    assert_eq!(
        ines.gets("drafts.show", json!({ "about": about }))["body"],
        Value::Null
    );
}

#[test]
fn a_signed_visit_is_not_signed_again_and_an_unfinished_note_is_refused_with_a_reason() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let (_, visit) = begins_a_visit(&ines);
    let refused = |draft: Value| {
        ines.asks("visits.sign", json!({ "visit": visit, "draft": draft }))["failure"]["code"]
            .clone()
    };
    assert_eq!(
        refused(json!({ "narrative": " ", "services": ["coordination"], "goals": [] })),
        "note_empty"
    );
    assert_eq!(
        refused(json!({ "narrative": "x", "services": [], "goals": [] })),
        "note_without_service"
    );
    signs(&ines, &visit, "Rested.");
    assert_eq!(refused(draft("Again.")), "already_signed");
    let sync = exchange(&ines);
    assert_eq!(sync["unsent"], 0);
}
