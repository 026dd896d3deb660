//! Assigning and retiring through the program itself: what it prints, and its refusals as sentences.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Output};

const DANNIE: &str = "21177cbf-c2b8-4f55-9765-dc333a5fd5d9";

fn program(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_satchel-clinic"))
        .arg("--data")
        .arg(data)
        .args(args)
        .output()
        .unwrap()
}

#[test]
fn the_program_assigns_and_says_why_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = Path::new("../../tests/fixtures/synthea-r4").join(format!("{DANNIE}.json.gz"));
    let run = |args: &[&str]| program(folder.path(), args);
    assert!(
        run(&["import", "fhir", file.to_str().unwrap()])
            .status
            .success()
    );
    for (given, role) in [("Inés", "care_manager"), ("Malik", "nurse")] {
        assert!(
            run(&["staff", "add", given, "Ruiz", "--role", role])
                .status
                .success()
        );
    }
    let said = |args: &[&str]| String::from_utf8(run(args).stderr).unwrap();
    assert_eq!(
        said(&["assign", DANNIE, "--lead", "Noor"]),
        "satchel-clinic: `Noor`: nobody of the staff has this name or id\n"
    );
    assert_eq!(
        said(&["assign", DANNIE, "--lead", "Inés", "--team", "Ruiz"]),
        "satchel-clinic: `Ruiz`: several of the staff have this name; give the id\n"
    );
    assert_eq!(
        said(&["assign", "7", "--lead", "Inés"]),
        "satchel-clinic: no member has this id, CIN or number\n"
    );
    assert!(
        said(&["assign", DANNIE, "--lead", "Inés", "--stage", "asleep"])
            .contains("stages are: identified")
    );
    assert_eq!(
        said(&["devices", "retire", "00000000-0000-7000-8000-000000000001"]),
        "satchel-clinic: there is no device of this id\n"
    );
    let done = run(&[
        "assign", DANNIE, "--lead", "Inés", "--team", "Malik", "--stage", "enrolled",
    ]);
    let printed = String::from_utf8(done.stdout).unwrap();
    assert!(
        printed.ends_with("  enrolled, led by Inés Ruiz\n"),
        "{printed}"
    );
}
