//! The import through the program itself: what goes in, what is refused, what an import twice and a later export do.

#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test may fail loudly"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ambient::Fixed;
use clinic::{Clinic, Outcome};
use expect_test::expect_file;
use serde_json::{Value, json};

fn fixtures() -> PathBuf {
    PathBuf::from("../../tests/fixtures/synthea-r4")
}

fn program(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_satchel-clinic"))
        .arg("--data")
        .arg(data)
        .args(args)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn members(data: &Path) -> Vec<Value> {
    let output = program(data, &["list", "members", "--json"]);
    assert!(output.status.success());
    printed(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn patient() -> Value {
    json!({"resource": {"resourceType": "Patient", "id": "p", "birthDate": "1990-06-15",
        "identifier": [{"system": "urn:hospital", "value": "7", "type": {"coding": [{"code": "MR"}]}}],
        "name": [{"family": "Quiroz", "given": ["Ana"]}]}})
}

fn bundle(entries: &[Value]) -> String {
    json!({"resourceType": "Bundle", "type": "transaction", "entry": entries}).to_string()
}

fn asthma(id: &str, status: &str) -> Value {
    json!({"resource": {"resourceType": "Condition", "id": id, "code": {"text": "Asthma"},
        "onsetDateTime": "2020-01-01", "clinicalStatus": {"coding": [{"code": status}]}}})
}

#[test]
fn the_twelve_people_are_what_their_bundles_say() {
    let folder = tempfile::tempdir().unwrap();
    let output = program(
        folder.path(),
        &["import", "fhir", fixtures().to_str().unwrap()],
    );
    assert!(output.status.success(), "{}", printed(&output));
    let mut lines = members(folder.path());
    lines.sort_by_key(|line| line["familyName"].to_string());
    let mut text = String::new();
    for line in &mut lines {
        // Minted at the import; everything else is the bundle's.
        line["id"] = json!("…");
        text.push_str(&serde_json::to_string_pretty(line).unwrap());
        text.push('\n');
    }
    expect_file!["golden/members.txt"].assert_eq(&text);
}

/// R094 in part: hospital stays and ED visits come in with the record; discharge reports do not.
#[test]
fn facts_checked_by_hand_in_four_bundles() {
    let folder = tempfile::tempdir().unwrap();
    program(
        folder.path(),
        &["import", "fhir", fixtures().to_str().unwrap()],
    );
    let all = members(folder.path());
    let of = |family: &str| {
        all.iter()
            .find(|line| line["familyName"] == family)
            .unwrap()
    };
    // Pregnant now; the fourth time.
    let christa = of("Heller");
    assert_eq!(
        (&christa["birthDate"], &christa["race"]),
        (&json!("1999-07-27"), &json!(["2054-5"]))
    );
    assert_eq!(
        christa["pregnancies"][3],
        json!({"onset": "2026-06-09", "end": null})
    );
    // Gave birth two weeks ago.
    let melony = of("Williamson");
    assert_eq!(
        (&melony["race"], &melony["ethnicity"]),
        (&json!(["1002-5"]), &json!(["2186-5"]))
    );
    assert_eq!(
        melony["pregnancies"][2],
        json!({"onset": "2026-03-29", "end": "2026-11-08"})
    );
    // Three given names in one, Spanish, and one pregnancy written down as normal and as tubal.
    let maria = of("Abreu");
    assert_eq!(
        (&maria["givenNames"], &maria["languages"]),
        (&json!(["María del Carmen"]), &json!(["es"]))
    );
    assert_eq!(
        maria["pregnancies"][3],
        json!({"onset": "2026-07-18", "end": "2026-08-15"})
    );
    assert_eq!(maria["pregnancies"].as_array().unwrap().len(), 4);
    // In hospital again and again.
    let francine = of("Veum");
    assert_eq!(francine["hospitalStays"].as_array().unwrap().len(), 27);
    assert_eq!(francine["edVisits"].as_array().unwrap().len(), 5);
}

#[test]
fn broken_files_are_named_with_their_place_and_the_others_go_in() {
    let folder = tempfile::tempdir().unwrap();
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).unwrap();
    let other = json!({"resource": {"resourceType": "Claim"}});
    let mut future = patient();
    future["resource"]["birthDate"] = json!("2999-01-01");
    let files: [(&str, String, &str); 7] = [
        (
            "1-good.json",
            bundle(&[patient(), asthma("c", "active")]),
            "new person, 2 entries",
        ),
        (
            "2-not-json.json",
            "{\"resourceType\": \"Bundle\",\n  nonsense}".to_owned(),
            "this is not JSON: line 2, column 3",
        ),
        (
            "3-dstu2.json",
            bundle(&[
                patient(),
                json!({"resource": {"resourceType": "MedicationOrder"}}),
            ]),
            "this is FHIR DSTU2 (version 1.0.2); ask the hospital for an export in FHIR R4: entry 2",
        ),
        (
            "4-nobody.json",
            bundle(&[other]),
            "the bundle has no Patient",
        ),
        (
            "5-two.json",
            bundle(&[patient(), patient()]),
            "the bundle has two Patients (entries 1 and 2); one file must be one person",
        ),
        (
            "6-future.json",
            bundle(&[future]),
            "the Patient's birth date is in the future: entry 1",
        ),
        (
            "7-endless.json",
            format!("{{\"note\": \"{}", "a".repeat(9 * 1024 * 1024)),
            "reading stopped there: after entry 0",
        ),
    ];
    for (name, text, _) in &files {
        std::fs::write(exports.join(name), text).unwrap();
    }
    let data = folder.path().join("clinic");
    let output = program(&data, &["import", "fhir", exports.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let told = printed(&output);
    for (name, _, expected) in &files {
        let line = told.lines().find(|line| line.starts_with(name)).unwrap();
        assert!(line.contains(expected), "{line}");
        assert!(!line.contains("Quiroz"));
    }
    assert!(
        told.contains("not imported                                    6"),
        "{told}"
    );
    assert_eq!(members(&data).len(), 1);
}

#[test]
fn a_file_that_is_not_there_is_reported_and_the_others_go_in() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.json");
    std::fs::write(&there, bundle(&[patient()])).unwrap();
    let data = folder.path().join("clinic");
    let missing = folder.path().join("missing.json");
    let output = program(
        &data,
        &[
            "import",
            "fhir",
            missing.to_str().unwrap(),
            there.to_str().unwrap(),
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("the file cannot be read"));
    assert_eq!(members(&data).len(), 1);
}

/// A clinic in a folder, and a way to import a text.
struct Desk {
    folder: tempfile::TempDir,
    clinic: Clinic,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // 2026-11-22, noon UTC.
        let clinic =
            Clinic::open(folder.path(), Fixed::new(1_795_348_800_000, 7).ambient()).unwrap();
        Self { folder, clinic }
    }

    fn import(&self, entries: &[Value]) -> Outcome {
        let path = self.folder.path().join("export.json");
        std::fs::write(&path, bundle(entries)).unwrap();
        self.clinic.import(&path).unwrap().outcome
    }
}

#[test]
fn importing_twice_changes_nothing() {
    let desk = Desk::new();
    let entries = [asthma("c", "active"), patient()];
    assert_eq!(desk.import(&entries), Outcome::NewPerson { written: 2 });
    let before = desk.clinic.members().unwrap();
    assert_eq!(desk.import(&entries), Outcome::SameFile);
    // The same content in another file: nothing to say either.
    let mut more = entries.to_vec();
    more.push(json!({"resource": {"resourceType": "Claim"}}));
    assert_eq!(
        desk.import(&more),
        Outcome::Again {
            written: 0,
            changed: 0
        }
    );
    assert!(desk.clinic.members().unwrap() == before);
}

#[test]
fn a_later_export_updates_the_same_person() {
    let desk = Desk::new();
    desk.import(&[patient(), asthma("c", "active")]);
    let mut later = patient();
    later["resource"]["name"] = json!([{"family": "Quiroz Leal", "given": ["Ana"]}]);
    let stay = json!({"resource": {"resourceType": "Encounter", "status": "finished", "class": {"code": "IMP"},
        "period": {"start": "2026-11-01T10:00:00Z", "end": "2026-11-03T10:00:00Z"}}});
    assert_eq!(
        desk.import(&[later, asthma("c", "resolved"), stay]),
        Outcome::Again {
            written: 1,
            changed: 2
        }
    );
    let members = desk.clinic.members().unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!(members[0].family_name, "Quiroz Leal");
    assert_eq!(
        (members[0].conditions, members[0].hospital_stays.len()),
        (1, 1)
    );
}

#[test]
fn an_exporter_that_makes_new_ids_each_time_doubles_nothing() {
    let desk = Desk::new();
    desk.import(&[patient(), asthma("first", "active")]);
    let again = desk.import(&[
        patient(),
        asthma("second", "active"),
        json!({"resource": {"resourceType": "Claim"}}),
    ]);
    // Its provenance changed, and that alone is no change.
    assert_eq!(
        again,
        Outcome::Again {
            written: 0,
            changed: 0
        }
    );
}

#[test]
fn a_hundred_megabytes_take_no_more_memory_than_one() {
    const BIG: &str = "SATCHEL_TEST_BIG_BUNDLE";
    if let Ok(path) = std::env::var(BIG) {
        import_and_tell_the_peak(Path::new(&path));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let peak = |megabytes: usize| {
        let path = folder.path().join(format!("{megabytes}.json"));
        write_bundle(&path, megabytes * 1024 * 1024);
        let me = std::env::current_exe().unwrap();
        let name = "a_hundred_megabytes_take_no_more_memory_than_one";
        let output = Command::new(me)
            .args(["--exact", name, "--nocapture"])
            .env(BIG, &path)
            .output()
            .unwrap();
        let told = printed(&output);
        let kib = told
            .lines()
            .find_map(|line| line.split_once("peak ")?.1.trim().parse::<usize>().ok());
        kib.unwrap_or_else(|| panic!("{told}"))
    };
    let (small, big) = (peak(1), peak(100));
    assert!(
        big < small + 16 * 1024,
        "peak {small} KiB for 1 MB, {big} KiB for 100 MB"
    );
}

fn import_and_tell_the_peak(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let clinic = Clinic::open(folder.path(), ambient::Ambient::system()).unwrap();
    clinic.import(path).unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
        .unwrap();
    println!("\npeak {peak}");
}

/// What a real export is made of: nine parts of what is not read.
fn write_bundle(path: &Path, bytes: usize) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    write!(
        file,
        r#"{{"resourceType": "Bundle", "type": "transaction", "entry": [{}"#,
        patient()
    )
    .unwrap();
    let value = json!({"valueQuantity": {"value": 1.5, "unit": "mg/dL"}});
    let observation =
        json!({"resource": {"resourceType": "Observation", "id": "o", "status": "final",
        "component": vec![value; 20], "note": [{"text": "a".repeat(1000)}]}})
        .to_string();
    let mut written = 0;
    while written < bytes {
        write!(file, ",\n{observation}").unwrap();
        written += observation.len();
    }
    write!(file, "]}}").unwrap();
}
