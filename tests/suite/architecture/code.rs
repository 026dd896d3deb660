//! What may stand in our code, and where.

use std::collections::BTreeSet;

use super::tree::{Source, code_of, example, names, rust, sources};

/// Lines a file may have; more than 300 is already a smell.
const LINES_MAX: usize = 500;

/// What is not so, one line each.
type Wrong = Vec<String>;

/// Files outside `allowed` whose code names one of these words.
fn naming(words: &[&str], allowed: &[&str], files: &[Source]) -> Wrong {
    let mut wrong = Wrong::new();
    for file in files {
        if allowed.iter().any(|prefix| file.path.starts_with(prefix)) {
            continue;
        }
        let code = code_of(&file.text);
        let named = words.iter().filter(|word| names(&code, word));
        wrong.extend(named.map(|word| format!("{} names {word}", file.path)));
    }
    wrong
}

/// The modules of `std` a file reaches for, also in a group: `use std::{fs, net}`.
fn std_modules(text: &str) -> BTreeSet<String> {
    let code = code_of(text);
    let mut modules = BTreeSet::new();
    for (at, found) in code.match_indices("std::") {
        let rest = &code[at + found.len()..];
        let group = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split('}').next());
        for part in group.unwrap_or(rest).split(',') {
            let name: String = part
                .trim()
                .chars()
                .take_while(|one| one.is_alphanumeric() || *one == '_')
                .collect();
            modules.insert(name);
            if group.is_none() {
                break;
            }
        }
    }
    modules
}

const WORLDLY: [&str; 6] = ["env", "fs", "net", "process", "thread", "time"];

fn worldly(files: &[Source]) -> Wrong {
    let mut wrong = naming(&["tokio", "rusqlite", "reqwest", "tauri"], &[], files);
    for file in files {
        let reached = std_modules(&file.text);
        let found = WORLDLY.iter().filter(|module| reached.contains(**module));
        wrong.extend(found.map(|module| format!("{} reaches for std::{module}", file.path)));
    }
    wrong
}

#[test]
fn sync_knows_no_sockets_no_files_no_clock() {
    assert_eq!(
        worldly(&sources(&["crates/sync/src"], &[".rs"])),
        Wrong::new()
    );
}

#[test]
fn a_pure_crate_that_reaches_out_is_found() {
    let bad = [
        example("a.rs", "use std::{fmt, net};"),
        example("b.rs", "fn now() { std::time::Instant::now() }"),
    ];
    assert_eq!(worldly(&bad).len(), 2);
    assert_eq!(
        worldly(&[example("c.rs", "// std::fs\nuse std::fmt;")]),
        Wrong::new()
    );
}

const PRINTING: [&str; 7] = [
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
    "stdout()",
    "stderr()",
];

/// The clinic's command line, the project's own commands, and the program that prints the contract.
const MAY_PRINT: [&str; 3] = [
    "crates/clinic/src/cli/",
    "crates/xtask/",
    "crates/satchel/src/bin/contract.rs",
];

fn library_code() -> Vec<Source> {
    let mut files = sources(&["crates"], &[".rs"]);
    files.retain(|file| file.path.contains("/src/"));
    files
}

#[test]
fn nothing_prints_but_the_command_lines() {
    assert_eq!(naming(&PRINTING, &MAY_PRINT, &library_code()), Wrong::new());
}

#[test]
fn a_library_that_prints_is_found() {
    let bad = [example(
        "crates/care/src/visit.rs",
        "fn sign() { println!(\"signed\"); }",
    )];
    assert_eq!(naming(&PRINTING, &MAY_PRINT, &bad).len(), 1);
}

/// The one call that hands SQLite its key, and the tests' layer between it and its files: neither has a safe equal.
const MAY_BE_UNSAFE: [&str; 2] = ["crates/vault/src/keys/apply.rs", "tests/faults/recorder.rs"];

#[test]
fn unsafe_code_stands_where_it_is_listed() {
    let word = "unsafe";
    assert_eq!(naming(&[word], &MAY_BE_UNSAFE, &rust()), Wrong::new());
    let listed = naming(
        &[word],
        &[],
        &sources(
            &["crates/vault/src/keys", "tests/faults"],
            &["apply.rs", "recorder.rs"],
        ),
    );
    assert_eq!(
        listed.len(),
        MAY_BE_UNSAFE.len(),
        "the list is longer than it has to be"
    );
}

#[test]
fn unsafe_code_elsewhere_is_found() {
    let bad = [
        example("a.rs", "fn f() { unsafe { g() } }"),
        example("b.rs", "#[expect(unsafe_code, reason = \"unsafe\")]"),
    ];
    assert_eq!(
        naming(&["unsafe"], &MAY_BE_UNSAFE, &bad),
        ["a.rs names unsafe"]
    );
}

const CLOCKS: [&str; 4] = ["SystemTime::now", "Instant::now", "Utc::now", "Local::now"];

/// Ambient owns the clock; the project's own tool and whatever measures real time have a stopwatch.
const MAY_READ_THE_CLOCK: [&str; 4] = [
    "crates/ambient/",
    "crates/xtask/",
    "tests/bench/stopwatch.rs",
    "tests/suite/day/",
];

#[test]
fn only_ambient_reads_the_clock() {
    assert_eq!(naming(&CLOCKS, &MAY_READ_THE_CLOCK, &rust()), Wrong::new());
}

#[test]
fn a_second_reader_of_the_clock_is_found() {
    let bad = [example(
        "crates/care/src/visit.rs",
        "let day = chrono::Utc::now();",
    )];
    assert_eq!(naming(&CLOCKS, &MAY_READ_THE_CLOCK, &bad).len(), 1);
}

/// A program or test that was built where its own clone stood would look there in the next clone too (decision 0052).
fn tied_to_a_clone(files: &[Source]) -> Wrong {
    let place = ["env!(\"CARGO_", "MANIFEST_DIR\")"].concat();
    let tied = files.iter().filter(|file| file.text.contains(&place));
    tied.map(|file| format!("{} keeps the folder it was built in", file.path))
        .collect()
}

#[test]
fn nothing_built_keeps_the_folder_it_was_built_in() {
    assert_eq!(tied_to_a_clone(&rust()), Wrong::new());
}

#[test]
fn what_keeps_the_folder_it_was_built_in_is_found() {
    let place = ["env!(\"CARGO_", "MANIFEST_DIR\")"].concat();
    assert_eq!(tied_to_a_clone(&[example("a.rs", &place)]).len(), 1);
}

/// Modules that stand both as `foo.rs` and in `foo/`.
fn torn_modules(files: &[Source]) -> Wrong {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let is_torn = |path: &&&str| {
        let folder = path.strip_suffix(".rs").map(|stem| format!("{stem}/"));
        folder.is_some_and(|folder| paths.iter().any(|other| other.starts_with(&folder)))
    };
    paths
        .iter()
        .filter(is_torn)
        .map(|path| format!("{path} stands beside its folder"))
        .collect()
}

#[test]
fn no_module_stands_beside_its_own_folder() {
    assert_eq!(torn_modules(&rust()), Wrong::new());
}

#[test]
fn a_module_beside_its_own_folder_is_found() {
    let bad = [
        example("a/visits.rs", ""),
        example("a/visits/note.rs", ""),
        example("a/mod.rs", ""),
    ];
    assert_eq!(torn_modules(&bad).len(), 1);
}

fn too_long(files: &[Source], most: usize) -> Wrong {
    let lines = files
        .iter()
        .map(|file| (&file.path, file.text.lines().count()));
    lines
        .filter(|(_, lines)| most < *lines)
        .map(|(path, lines)| format!("{path} has {lines} lines"))
        .collect()
}

fn written_by_hand() -> Vec<Source> {
    let mut files = rust();
    files.extend(sources(&["ui/src", "tests"], &[".ts", ".tsx"]));
    files.retain(|file| !file.path.ends_with("generated.ts"));
    files
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let files = written_by_hand();
    // Shown when the test is run by itself: what to look at next.
    println!(
        "longer than 300 lines:\n{}",
        too_long(&files, 300).join("\n")
    );
    assert_eq!(too_long(&files, LINES_MAX), Wrong::new());
}

#[test]
fn a_file_that_is_too_long_is_found() {
    assert_eq!(
        too_long(&[example("a.rs", &"\n".repeat(501))], LINES_MAX).len(),
        1
    );
}

/// Work put off, and tests that do not run. Written in halves, so that this list is not itself found.
fn put_off() -> Vec<String> {
    let halves = [
        ("TO", "DO"),
        ("FIX", "ME"),
        ("XX", "X"),
        ("todo", "!"),
        ("unimplemented", "!"),
        ("#[ig", "nore"),
        (".on", "ly("),
        ("test.sk", "ip"),
        ("it.sk", "ip"),
        ("describe.sk", "ip"),
        ("test.fix", "me"),
    ];
    halves
        .iter()
        .map(|(one, other)| format!("{one}{other}"))
        .collect()
}

/// Comments count here: that is where such words stand.
fn unfinished(files: &[Source]) -> Wrong {
    let words = put_off();
    let in_file = |file: &Source| -> Wrong {
        let found = words.iter().filter(|word| names(&file.text, word));
        found
            .map(|word| format!("{} says {word}", file.path))
            .collect()
    };
    files.iter().flat_map(in_file).collect()
}

#[test]
fn nothing_is_put_off_and_no_test_is_left_out() {
    let mut files = written_by_hand();
    files.extend(sources(&["ui/src"], &[".css"]));
    files.extend(sources(&["migrations", "crates"], &[".sql"]));
    assert_eq!(unfinished(&files), Wrong::new());
}

#[test]
fn what_is_put_off_is_found() {
    for word in put_off() {
        assert_eq!(
            unfinished(&[example("a.ts", &format!("  {word} later"))]).len(),
            1,
            "{word}"
        );
    }
}
