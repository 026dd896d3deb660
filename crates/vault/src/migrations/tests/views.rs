//! The views against the JSON that care writes.

use care::Entity;
use serde_json::{Value, json};

use super::*;

const ID: &str = "01900000-0000-7000-8000-000000000001";

/// Whether care reads this JSON as one of its own.
fn is<E: Entity>(kind: &str, data: &Value) -> bool {
    E::KIND == kind && serde_json::from_value::<E>(data.clone()).is_ok()
}

/// Keeps one entity of a kind; every column of the view must then have a value.
fn check<E: Entity>(view: &str, kind: &str, data: &Value) {
    check_with::<E>(view, kind, data, &json!({}));
}

/// The same, for a view that looks at the present answers too.
fn check_with<E: Entity>(view: &str, kind: &str, data: &Value, heads: &Value) {
    assert!(is::<E>(kind, data), "care does not know {data} as {kind}");
    let db = newest();
    db.execute(
        "insert into entity (id, stream, kind, data, heads, conflicts, changed_at)
         values ('id', 'm:m1', :kind, :data, :heads, 0, 1)",
        rusqlite::named_params! {
            ":kind": kind, ":data": data.to_string(), ":heads": heads.to_string(),
        },
    )
    .unwrap();
    let mut statement = db.prepare(&format!("select * from {view}")).unwrap();
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query([]).unwrap();
    let row = rows.next().unwrap().unwrap();
    for column in columns {
        let value: rusqlite::types::Value = row.get(column.as_str()).unwrap();
        assert_ne!(value, rusqlite::types::Value::Null, "{view}.{column}");
    }
}

#[test]
fn every_column_of_every_view_is_found_in_what_care_writes() {
    let names = json!({"given": ["Ana"], "family": "Ruiz", "preferred": "Nita"});
    let coding = json!({"system": "s", "code": "c", "display": "d"});
    let done = json!({"status": "done", "on": "2026-01-01"});
    check::<care::Member>(
        "members",
        "member",
        &json!({"names": names, "birthDate": "1990-01-01",
        "cin": "80412277D", "risk": "high", "languages": ["es"]}),
    );
    check::<care::Staff>(
        "staff",
        "staff",
        &json!({"names": names, "role": "nurse", "credentials": "RN"}),
    );
    check::<care::SupportPerson>(
        "support_people",
        "support_person",
        &json!({"name": "Rosa", "relation": "sister", "phone": "1", "mayKnow": "all"}),
    );
    check::<care::Episode>(
        "episodes",
        "episode",
        &json!({"stages": [{"stage": "identified", "on": "2026-01-01"}],
        "leads": [{"staff": ID, "on": "2026-01-01"}]}),
    );
    check::<care::Visit>(
        "visits",
        "visit",
        &json!({"appointment": {"type": "visit", "modality": "in_person",
        "place": "home", "day": "2026-01-01", "time": "09:00", "staff": ID}, "started": {"at": 5, "by": ID},
        "notHeld": {"reason": "declined", "at": 6}}),
    );
    check::<care::Need>(
        "needs",
        "need",
        &json!({"domain": "food", "standing": "has_need", "words": "w", "askedOn": "2026-01-01"}),
    );
    check::<care::Goal>(
        "goals",
        "goal",
        &json!({"statement": {"text": "t", "language": "es"}, "domain": "food", "rank": "n"}),
    );
    check::<care::Intervention>(
        "interventions",
        "intervention",
        &json!({"goal": ID, "what": "w",
        "owner": {"staff": ID}, "due": "2026-01-01", "done": done}),
    );
    check::<care::Task>(
        "tasks",
        "task",
        &json!({"what": "w", "owner": {"staff": ID}, "due": "2026-01-01", "done": done}),
    );
    check::<care::Problem>(
        "problems",
        "problem",
        &json!({"coding": coding, "status": "active", "onset": "2026-01-01", "abated": "2026-01-02"}),
    );
    check::<care::Medicine>(
        "medicines",
        "medicine",
        &json!({"coding": coding, "status": "taking", "instructions": "i", "since": "2026-01-01"}),
    );
    check::<care::Allergy>(
        "allergies",
        "allergy",
        &json!({"coding": coding, "reaction": "r", "status": "active"}),
    );
}

#[test]
fn a_review_stands_as_the_clinic_says() {
    let open = json!({"status": "open"});
    check_with::<care::Review>(
        "reviews",
        "review",
        &json!({"why": "out_of_scope", "op": ID, "writtenAt": 1, "receivedAt": 2, "done": open}),
        &json!({"done": [{"op": ID, "value": open}]}),
    );
}
