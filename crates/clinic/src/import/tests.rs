//! Every way a file can be wrong, through real files; and what is read from the real bundles.

use super::*;

use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const PATIENT: &str = r#"{"fullUrl": "urn:uuid:p", "resource": {"resourceType": "Patient", "id": "p",
    "identifier": [{"system": "urn:hospital", "value": "7"}], "name": [{"family": "Quiroz"}],
    "birthDate": "1990-06-15"}}"#;

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn read_text(name: &str, text: impl AsRef<[u8]>) -> Result<Person, ImportProblem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    read(&path, today()).map(|(person, _)| person)
}

fn bundle(entries: &[&str]) -> String {
    format!(
        r#"{{"resourceType": "Bundle", "type": "transaction", "entry": [{}]}}"#,
        entries.join(",\n")
    )
}

fn problem(name: &str, text: impl AsRef<[u8]>) -> ImportProblem {
    read_text(name, text).err().unwrap()
}

fn with(resources: &[Value]) -> Person {
    let entries: Vec<String> = resources
        .iter()
        .map(|one| json!({"resource": one}).to_string())
        .collect();
    let mut all: Vec<&str> = entries.iter().map(String::as_str).collect();
    // In the middle: nothing may depend on the Patient coming first.
    all.insert(all.len() / 2, PATIENT);
    read_text("a.json", bundle(&all)).unwrap_or_else(|problem| panic!("{problem}"))
}

fn fixture(prefix: &str) -> PathBuf {
    let folder = Path::new("../../tests/fixtures/synthea-r4");
    let mut files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    files
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(prefix)
        })
        .unwrap()
}

fn count(person: &Person, kind: &str) -> usize {
    person.facts.iter().filter(|fact| fact.kind == kind).count()
}

#[test]
fn what_is_not_json_names_its_line_and_column() {
    let text = bundle(&[PATIENT, r#"{"resource": {"resourceType": nonsense}}"#]);
    let ImportProblem::NotJson(place) = problem("a.json", text) else {
        panic!()
    };
    assert_eq!(
        place,
        Place {
            entry: Some(2),
            line: 4,
            column: 32
        }
    );
    let ImportProblem::NotJson(place) = problem("a.json", "MSH|^~\\&|HL7") else {
        panic!()
    };
    assert_eq!(
        place,
        Place {
            entry: None,
            line: 1,
            column: 1
        }
    );
}

#[test]
fn a_file_that_ends_in_the_middle_is_told_from_one_that_is_wrong() {
    let text = bundle(&[PATIENT]);
    assert!(matches!(
        problem("a.json", &text.as_bytes()[..text.len() - 9]),
        ImportProblem::CutOff(_)
    ));
    assert!(matches!(problem("a.json", ""), ImportProblem::CutOff(_)));
}

#[test]
fn json_that_is_no_bundle_is_refused() {
    for text in [
        "[]",
        "7",
        "{}",
        "null",
        "true",
        r#""text""#,
        r#"{"resourceType": "Patient"}"#,
    ] {
        assert!(
            matches!(problem("a.json", text), ImportProblem::NotABundle),
            "{text}"
        );
    }
    assert!(matches!(
        problem("a.json", r#"{"resourceType": "Bundle", "entry": 7}"#),
        ImportProblem::NotShaped(_)
    ));
}

#[test]
fn older_versions_of_fhir_are_refused_by_name() {
    let dstu2 = r#"{"resource": {"resourceType": "Encounter", "class": "emergency"}}"#;
    assert!(matches!(
        problem("a.json", bundle(&[PATIENT, dstu2])),
        ImportProblem::Dstu2 { entry: 2 }
    ));
    let stu3 = r#"{"resource": {"resourceType": "Condition", "clinicalStatus": "active"}}"#;
    assert!(matches!(
        problem("a.json", bundle(&[PATIENT, stu3])),
        ImportProblem::Stu3 { entry: 2 }
    ));
}

#[test]
fn one_file_is_one_person() {
    assert!(matches!(
        problem("a.json", bundle(&[])),
        ImportProblem::NoPatient
    ));
    assert!(matches!(
        problem("a.json", r#"{"resourceType": "Bundle"}"#),
        ImportProblem::NoPatient
    ));
    let two = bundle(&[
        PATIENT,
        r#"{"resource": {"resourceType": "Claim"}}"#,
        PATIENT,
    ]);
    assert!(matches!(
        problem("a.json", two),
        ImportProblem::TwoPatients {
            first: 1,
            second: 3
        }
    ));
}

#[test]
fn a_birth_date_in_the_future_is_refused() {
    let text = bundle(&[PATIENT]).replace("1990-06-15", "2026-11-23");
    assert!(matches!(
        problem("a.json", text),
        ImportProblem::BirthDateInFuture { entry: 1 }
    ));
}

#[test]
fn an_entry_that_never_ends_is_refused_without_being_read() {
    let mut text = bundle(&[PATIENT]);
    text.truncate(text.len() - 2);
    text.push_str(r#", {"resource": {"resourceType": "Condition", "id": ""#);
    let mut bytes = text.into_bytes();
    bytes.resize(bytes.len() + 9 * 1024 * 1024, b'a');
    assert!(matches!(
        problem("a.json", bytes),
        ImportProblem::EntryTooLong {
            limit_mib: 8,
            after: 2
        }
    ));
}

#[test]
fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(br#"{"resourceType": "Bundle", "entry": ["#)
        .unwrap();
    let entry = format!(
        r#"{{"resource": {{"resourceType": "Claim", "text": "{}"}}}},"#,
        "a".repeat(1024 * 1024)
    );
    for _ in 0..40 {
        gzip.write_all(entry.as_bytes()).unwrap();
    }
    assert!(matches!(
        problem("a.json.gz", gzip.finish().unwrap()),
        ImportProblem::Bomb { ratio: 200 }
    ));
}

#[test]
fn damaged_compression_is_told_from_damaged_text() {
    assert!(matches!(
        problem("a.json.gz", bundle(&[PATIENT])),
        ImportProblem::Gzip { bytes: 0 }
    ));
    let whole = std::fs::read(fixture("21177cbf")).unwrap();
    assert!(matches!(
        problem("a.json.gz", &whole[..whole.len() / 2]),
        ImportProblem::Gzip { .. }
    ));
}

#[test]
fn what_was_an_error_or_did_not_happen_is_left_out_and_counted() {
    let code = json!({"text": "Asthma"});
    let no_allergy = json!({"coding": [{"system": "http://snomed.info/sct", "code": "716186003", "display": "None"}]});
    let emergency = json!({"code": "EMER"});
    let period = json!({"start": "2026-01-01"});
    let refuted = json!({"coding": [{"code": "refuted"}]});
    let person = with(&[
        json!({"resourceType": "Condition", "id": "1", "code": code, "verificationStatus": refuted}),
        json!({"resourceType": "Condition", "id": "2", "code": code}),
        json!({"resourceType": "Condition", "id": "3", "code": code, "subject": {"reference": "Patient/other"}}),
        json!({"resourceType": "Condition", "id": "4", "code": code, "subject": {"reference": "Patient/p"}}),
        json!({"resourceType": "Condition", "id": "5", "code": code, "subject": {"reference": "urn:uuid:p"}}),
        json!({"resourceType": "Encounter", "id": "6", "status": "planned", "class": emergency, "period": period}),
        json!({"resourceType": "Encounter", "id": "7", "status": "finished", "class": emergency, "period": period}),
        json!({"resourceType": "Encounter", "id": "8", "status": "finished", "class": emergency}),
        json!({"resourceType": "AllergyIntolerance", "id": "9", "code": no_allergy}),
    ]);
    let left_out: Vec<(LeftOut, usize)> = person.left_out.clone().into_iter().collect();
    let expected = [
        (LeftOut::EnteredInError, 1),
        (LeftOut::DidNotHappen, 1),
        (LeftOut::AboutAnotherPerson, 1),
        (LeftOut::SaysTooLittle, 1),
        (LeftOut::SaysThereIsNone, 1),
    ];
    assert_eq!(left_out, expected);
    assert_eq!(
        (count(&person, "problem"), count(&person, "encounter")),
        (3, 1)
    );
}

#[test]
fn a_prescription_finds_its_medicine_inside_itself_before_or_after() {
    let drug =
        |name: &str| json!({"resourceType": "Medication", "id": name, "code": {"text": name}});
    let asks = |id: &str, to: &str| {
        json!({"resourceType": "MedicationRequest", "id": id, "status": "active",
            "medicationReference": {"reference": to}, "contained": [drug("inside")]})
    };
    let person = with(&[
        drug("before"),
        asks("1", "Medication/before"),
        asks("2", "#inside"),
        asks("3", "Medication/after"),
        drug("after"),
        asks("4", "Medication/nowhere"),
    ]);
    let names: Vec<&Value> = person
        .facts
        .iter()
        .map(|fact| &fact.data["coding"]["display"])
        .collect();
    assert_eq!(names, ["before", "inside", "after"]);
    assert_eq!(person.left_out.get(&LeftOut::SaysTooLittle), Some(&1));
}

#[test]
fn a_plan_brings_its_goals_and_a_goal_without_a_plan_stands_alone() {
    let goal = |id: &str| json!({"resourceType": "Goal", "id": id, "lifecycleStatus": "active", "description": {"text": id}});
    let plan = json!({"resourceType": "CarePlan", "id": "plan", "status": "active", "category": [{"text": "Diabetes"}],
        "goal": [{"reference": "Goal/one"}], "activity": [{"detail": {"code": {"text": "Walk"}}}]});
    let person = with(&[plan, goal("one"), goal("two")]);
    let told: Vec<(&Value, &Value, &Value)> = person
        .facts
        .iter()
        .map(|fact| {
            (
                &fact.data["title"],
                &fact.data["goals"],
                &fact.data["activities"],
            )
        })
        .collect();
    let expected = [
        (&json!("Diabetes"), &json!(["one"]), &json!(["Walk"])),
        (&json!("two"), &json!(["two"]), &json!([])),
    ];
    assert_eq!(told, expected);
}

#[test]
fn every_fact_names_the_file_it_came_in() {
    let (person, FileHash(hash)) =
        read(&fixture("16b9a4bc"), today()).unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(hash.len(), 64);
    for fact in &person.facts {
        let source = &fact.data["source"];
        assert_eq!(
            (&source["file"], &source["system"]),
            (&json!(hash), &json!("http://hospital.smarthealthit.org"))
        );
        assert_eq!(source["entry"], json!(fact.entry));
    }
    assert_eq!(person.left_out.len(), 0);
    let counts = ["problem", "medicine", "allergy", "encounter", "pregnancy"]
        .map(|kind| count(&person, kind));
    assert_eq!(counts, [5, 3, 0, 46, 4]);
}
