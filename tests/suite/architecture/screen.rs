//! What holds between the core and the screen, and what may not stand in the screen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use super::tree::{Source, example, names, sources};

/// Ways to let a text become code, or to leave a person's data behind in the web engine.
const FORBIDDEN: [&str; 9] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "dangerouslySetInnerHTML",
    "eval(",
    "new Function(",
    "localStorage",
    "sessionStorage",
    "indexedDB",
];

fn dangerous(files: &[Source]) -> Vec<String> {
    let shown = files.iter().filter(|file| !file.path.contains(".test."));
    let found = shown.flat_map(|file| {
        FORBIDDEN
            .iter()
            .filter(|word| names(&file.text, word))
            .map(move |word| (file, word))
    });
    found
        .map(|(file, word)| format!("{} names {word}", file.path))
        .collect()
}

#[test]
fn the_screen_makes_no_code_of_texts_and_keeps_nothing_itself() {
    assert_eq!(
        dangerous(&sources(&["ui/src"], &[".ts", ".tsx"])),
        Vec::<String>::new()
    );
}

#[test]
fn a_dangerous_call_in_the_screen_is_found() {
    for word in FORBIDDEN {
        assert_eq!(
            dangerous(&[example("a.tsx", &format!("x.{word} y"))]).len(),
            1,
            "{word}"
        );
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(world::root().join(path)).unwrap()
}

#[test]
fn the_contract_on_the_screens_side_is_what_the_core_prints() {
    let same = read("ui/src/contract/generated.ts") == satchel::contract::typescript();
    assert!(
        same,
        "ui/src/contract/generated.ts is out of date: run `cargo xtask codegen`"
    );
}

/// Every failure's code, out of the printed contract.
fn codes(contract: &str) -> BTreeSet<String> {
    let failure = contract
        .split("export type Failure =")
        .nth(1)
        .unwrap_or_default();
    let failure = failure.split("export ").next().unwrap_or_default();
    let after = failure.split("\"code\": \"").skip(1);
    after
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Failures without a sentence, in one language.
fn speechless(codes: &BTreeSet<String>, words: &str) -> Vec<String> {
    let words: BTreeMap<String, Value> = serde_json::from_str(words).unwrap();
    let said = |code: &&String| {
        let sentence = words
            .get(&format!("failure.{code}"))
            .and_then(Value::as_str);
        sentence.is_none_or(|sentence| sentence.trim().is_empty())
    };
    codes.iter().filter(said).cloned().collect()
}

#[test]
fn every_failure_has_a_sentence_in_both_languages() {
    let codes = codes(&satchel::contract::typescript());
    assert!(
        codes.contains("locked") && codes.contains("defect"),
        "{codes:?}"
    );
    for language in ["en", "es"] {
        let missing = speechless(&codes, &read(&format!("ui/src/words/{language}.json")));
        assert_eq!(missing, Vec::<String>::new(), "{language}");
    }
}

#[test]
fn a_failure_without_a_sentence_is_found() {
    let contract = "export type Failure = { \"code\": \"locked\" } | { \"code\": \"new_one\", what: string, };\nexport type Topic = 1;";
    let words = "{\"failure.locked\": \"It is locked.\", \"failure.new_one\": \" \"}";
    assert_eq!(speechless(&codes(contract), words), ["new_one"]);
}
