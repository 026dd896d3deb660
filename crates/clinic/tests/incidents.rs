//! The register of incidents through the program itself: what it prints, its refusals as sentences, and the chain that covers it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Output};

fn program(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_satchel-clinic"))
        .arg("--data")
        .arg(data)
        .args(args)
        .output()
        .unwrap()
}

#[test]
fn the_program_opens_assesses_and_says_who_was_told() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| program(folder.path(), args);
    let printed = |args: &[&str]| {
        let done = run(args);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.success(), "{args:?}: {said}");
        String::from_utf8(done.stdout).unwrap()
    };
    let refused = |args: &[&str]| {
        let done = run(args);
        assert!(!done.status.success(), "{args:?}");
        String::from_utf8(done.stderr).unwrap()
    };
    for (given, role) in [("Odile", "privacy_officer"), ("Inés", "care_manager")] {
        printed(&["staff", "add", given, "Ruiz", "--role", role]);
    }
    let open = |by: &str, words: &str| -> Vec<String> {
        let args = [
            "incidents",
            "open",
            "--by",
            by,
            "--detected",
            "2026-06-01T08:00:00-07:00",
            "--words",
            words,
        ];
        args.iter().map(|arg| (*arg).to_owned()).collect()
    };
    let letter = open("Odile", "A letter went to the wrong address.");
    let letter: Vec<&str> = letter.iter().map(String::as_str).collect();
    let opened = printed(&letter);
    let id = opened.split_whitespace().next().unwrap();
    let hers = open("Inés", "I lost it.");
    let hers: Vec<&str> = hers.iter().map(String::as_str).collect();
    assert_eq!(
        refused(&hers),
        "satchel-clinic: only a supervisor or a privacy officer writes in the register of incidents\n"
    );
    let listed = printed(&["incidents"]);
    assert!(listed.contains("written down by hand"), "{listed}");
    assert!(listed.contains("by 2026-06-22"), "{listed}");
    assert!(
        refused(&[
            "incidents",
            "assess",
            id,
            "--by",
            "Odile",
            "--nature",
            "a",
            "--who",
            " ",
            "--seen",
            "a",
            "--mitigated",
            "a",
            "--unreadable",
            "no",
            "--finding",
            "breach",
            "--people",
            "1",
            "--reasons",
            "a",
        ])
        .contains("something is missing")
    );
    printed(&[
        "incidents",
        "assess",
        id,
        "--by",
        "Odile",
        "--nature",
        "A name and an address.",
        "--who",
        "A neighbour.",
        "--seen",
        "It was opened.",
        "--mitigated",
        "It was given back.",
        "--unreadable",
        "no",
        "--finding",
        "low-probability",
        "--people",
        "1",
        "--reasons",
        "She promised not to use it.",
    ]);
    let sent = |to: &str| {
        [
            "incidents",
            "sent",
            id,
            "--by",
            "Odile",
            "--to",
            to,
            "--on",
            "2026-06-01",
            "--how",
            "By telephone",
        ]
        .map(str::to_owned)
    };
    let to_plan = sent("plan");
    let to_plan: Vec<&str> = to_plan.iter().map(String::as_str).collect();
    printed(&to_plan);
    let to_nobody = sent("the_neighbours");
    let to_nobody: Vec<&str> = to_nobody.iter().map(String::as_str).collect();
    assert!(refused(&to_nobody).contains("nobody of this code is to be told"));
    let shown = printed(&["incidents", "show", id]);
    for part in [
        "assessed: low probability of compromise, 1 members: She promised not to use it.",
        "who may have had it: A neighbour.",
        "told 2026-06-01",
        "not needed",
        "A letter went to the wrong address.",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    assert!(printed(&["audit", "verify"]).contains("faults                          0"));
    assert_eq!(
        printed(&["devices", "pin", "forbidden"]),
        "only the passphrase opens a device\n"
    );
    assert_eq!(
        printed(&["devices", "pin"]),
        "only the passphrase opens a device\n"
    );
}
