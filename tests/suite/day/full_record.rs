//! Her full record of everybody of the demo clinic: a bundle that holds to FHIR R4, and a page beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};
use sync::audit::AskAudit;
use world::{Person, World};

use super::{caseload, exchanges_well, member_with_goal, two_people};

/// The elements that R4 requires of the resources that are written, `[x]` for those with a type in their name.
const REQUIRED: [(&str, &[&str]); 15] = [
    ("Patient", &[]),
    ("RelatedPerson", &["patient"]),
    ("EpisodeOfCare", &["status", "patient"]),
    ("CarePlan", &["status", "intent", "subject"]),
    ("Condition", &["subject", "clinicalStatus"]),
    ("Goal", &["lifecycleStatus", "description", "subject"]),
    ("Task", &["status", "intent"]),
    (
        "MedicationStatement",
        &["status", "medicationCodeableConcept", "subject"],
    ),
    ("AllergyIntolerance", &["patient"]),
    ("Encounter", &["status", "class"]),
    ("Observation", &["status", "code"]),
    ("DocumentReference", &["status", "content"]),
    ("QuestionnaireResponse", &["status"]),
    ("Consent", &["status", "scope", "category", "policyRule"]),
    ("Basic", &["code"]),
];

/// Value sets of which R4 requires a code.
const CODES: [(&str, &str, &[&str]); 9] = [
    ("Patient", "gender", &["male", "female", "other", "unknown"]),
    (
        "EpisodeOfCare",
        "status",
        &[
            "planned",
            "waitlist",
            "active",
            "onhold",
            "finished",
            "cancelled",
        ],
    ),
    (
        "CarePlan",
        "status",
        &[
            "draft",
            "active",
            "on-hold",
            "revoked",
            "completed",
            "unknown",
        ],
    ),
    (
        "Goal",
        "lifecycleStatus",
        &[
            "proposed",
            "planned",
            "accepted",
            "active",
            "on-hold",
            "completed",
            "cancelled",
        ],
    ),
    (
        "Task",
        "status",
        &[
            "draft",
            "requested",
            "accepted",
            "in-progress",
            "completed",
            "cancelled",
        ],
    ),
    (
        "MedicationStatement",
        "status",
        &["active", "completed", "stopped", "on-hold", "unknown"],
    ),
    (
        "Encounter",
        "status",
        &[
            "planned",
            "arrived",
            "in-progress",
            "finished",
            "cancelled",
            "unknown",
        ],
    ),
    (
        "DocumentReference",
        "status",
        &["current", "superseded", "entered-in-error"],
    ),
    (
        "QuestionnaireResponse",
        "status",
        &["in-progress", "completed", "amended", "stopped"],
    ),
];

fn made(person: &Person, member: &Value, language: &str) -> (String, Value) {
    let made = person.gets(
        "fullRecord.make",
        json!({ "member": member, "language": language }),
    );
    let read = |name: &str| fs::read_to_string(made[name].as_str().unwrap()).unwrap();
    (read("page"), serde_json::from_str(&read("bundle")).unwrap())
}

/// Holds a bundle against the rules of R4 that need no server: shapes, ids, references, days, codes.
fn holds_to_r4(bundle: &Value) -> BTreeMap<String, usize> {
    assert_eq!(
        (&bundle["resourceType"], &bundle["type"]),
        (&json!("Bundle"), &json!("collection"))
    );
    let entries = bundle["entry"].as_array().unwrap();
    let mut urls = BTreeSet::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let resource = &entry["resource"];
        let id = resource["id"].as_str().unwrap();
        let url = entry["fullUrl"].as_str().unwrap();
        assert_eq!(url, format!("urn:uuid:{id}"));
        assert!(urls.insert(url), "{url} is there twice");
        let kind = resource["resourceType"].as_str().unwrap();
        *kinds.entry(kind.to_owned()).or_default() += 1;
        if let Some((_, required)) = REQUIRED.iter().find(|(known, _)| *known == kind) {
            for name in *required {
                assert!(!resource[*name].is_null(), "{kind}.{name} in {resource:#}");
            }
        } else {
            assert!(matches!(kind, "Communication" | "ServiceRequest"), "{kind}");
        }
        for (of, name, codes) in CODES {
            let code = &resource[name];
            assert!(
                of != kind || code.is_null() || codes.contains(&code.as_str().unwrap()),
                "{kind}.{name} {code}"
            );
        }
    }
    for entry in entries {
        walks(&entry["resource"], &urls);
    }
    kinds
}

/// Everything in a resource: no empty value, each reference to somebody by name or to what is in the bundle, days that are.
fn walks(value: &Value, urls: &BTreeSet<&str>) {
    match value {
        Value::Object(fields) => {
            assert!(!fields.is_empty(), "an empty object");
            if let Some(to) = fields.get("reference").and_then(Value::as_str) {
                assert!(urls.contains(to), "{to} is not in the bundle");
            }
            for (name, field) in fields {
                if matches!(
                    name.as_str(),
                    "birthDate" | "valueDate" | "recordedDate" | "statusDate" | "authoredOn"
                ) {
                    let day = field.as_str().unwrap();
                    assert!(
                        day.len() == 10 && day.parse::<chrono::NaiveDate>().is_ok(),
                        "{day}"
                    );
                }
                if matches!(name.as_str(), "date" | "sent" | "authored" | "valueInstant") {
                    let at = field.as_str().unwrap();
                    assert!(chrono::DateTime::parse_from_rfc3339(at).is_ok(), "{at}");
                }
                walks(field, urls);
            }
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "an empty list");
            for item in items {
                walks(item, urls);
            }
        }
        Value::String(text) => assert!(!text.trim().is_empty(), "an empty text"),
        Value::Null => panic!("a null"),
        Value::Bool(_) | Value::Number(_) => {}
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let text = text.replace('>', "&gt;").replace('"', "&quot;");
    text.replace('\'', "&#39;")
}

#[test]
fn of_everybody_there_is_a_bundle_that_holds_to_r4_and_a_page_that_says_the_same() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    member_with_goal(&ines, &deborah);
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for row in caseload(&ines) {
        let member = row["member"].clone();
        let (page, bundle) = made(&ines, &member, "en");
        for (kind, count) in holds_to_r4(&bundle) {
            *all.entry(kind).or_default() += count;
        }
        let health = ines.gets("health.show", json!({ "member": member }));
        for list in ["problems", "medicines", "allergies"] {
            for one in health[list].as_array().unwrap() {
                let name = one["coding"]["display"].as_str().unwrap();
                assert!(page.contains(&escaped(name)), "the page lacks {name}");
            }
        }
        let name = row["name"].as_str().unwrap();
        assert!(page.contains(&escaped(name)), "the page lacks {name}");
    }
    for kind in [
        "Patient",
        "EpisodeOfCare",
        "Goal",
        "Condition",
        "MedicationStatement",
        "Encounter",
        "Consent",
    ] {
        assert!(all.contains_key(kind), "{kind} in {all:?}");
    }
}

/// It is made without a network; the clinic hears afterwards that it was, and whose it was, and the record itself is as it was.
#[test]
fn it_is_made_without_a_network_and_the_clinic_hears_that_it_was() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    world.cuts_the_network();
    let asked = json!({ "member": member, "language": "es" });
    let nurse = deborah.asks("fullRecord.make", asked);
    assert_eq!(
        nurse["failure"]["code"], "not_allowed",
        "whoever may grant it"
    );
    let (page, bundle) = made(&ines, &member, "es");
    assert!(page.contains("<html lang=\"es\">"));
    holds_to_r4(&bundle);
    assert_eq!(
        ines.gets("sync.show", json!({}))["unsent"],
        0,
        "nothing of hers changed"
    );
    let accounting = ines.gets("disclosures.list", json!({ "member": member }));
    assert_eq!(
        accounting["total"], 0,
        "to herself is no disclosure to account for (45 CFR 164.528(a)(1)(ii))"
    );
    world.restores_the_network();
    exchanges_well(&ines);
    let ask = AskAudit {
        from: i64::MIN,
        until: i64::MAX,
        limit: 200,
        ..AskAudit::default()
    };
    let rows = world.clinic().clinic().audit(&ask).unwrap().rows;
    let mut exports = rows.iter().filter(|row| row.entry.action == "export");
    let export = exports.next().unwrap();
    assert_eq!(export.entry.kind.as_deref(), Some("full_record"));
    assert_eq!(export.who, ines.name());
    assert_eq!(json!(export.entry.member), member, "whose it was");
    assert_eq!(exports.count(), 0, "once");
}
