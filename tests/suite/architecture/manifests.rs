//! The arrows: which crate may name which.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Source, code_of, example, names, sources};

/// Each of our crates, and which of ours it may name.
const ARROWS: [(&str, &[&str]); 9] = [
    ("ambient", &[]),
    ("care", &[]),
    ("catalog", &["care"]),
    ("clinic", &["ambient", "care", "catalog", "sync"]),
    ("satchel", &["ambient", "care", "catalog", "sync", "vault"]),
    ("satchel-app", &["satchel"]),
    ("sync", &["care"]),
    ("vault", &["ambient"]),
    ("xtask", &[]),
];

/// The packages of tests name whomever they want.
const TESTS: [&str; 2] = ["satchel-simulation", "satchel-tests"];

/// What only some may name, and who.
const RESERVED: [(&str, &[&str]); 6] = [
    (
        "rusqlite",
        &["clinic", "satchel-simulation", "satchel-tests", "vault"],
    ),
    (
        "postgres",
        &["clinic", "satchel-simulation", "satchel-tests"],
    ),
    ("tauri", &["satchel-app"]),
    ("tauri-plugin-single-instance", &["satchel-app"]),
    ("reqwest", &["satchel", "satchel-tests"]),
    ("getrandom", &["ambient"]),
];

/// A crate's manifest, as far as it matters here.
#[derive(Debug, Default)]
struct Manifest {
    name: String,
    /// What it needs to run.
    needs: BTreeSet<String>,
    /// What it needs to run, to build, or to be tested.
    names: BTreeSet<String>,
}

/// Reads the few lines of a manifest that name a crate: `name = …` and the keys of the dependency tables.
fn manifest(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    let mut table = "";
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']');
            // A dependency with a table of its own.
            if let Some((_, name)) = table.split_once("dependencies.") {
                manifest.names.insert(name.to_owned());
                manifest.needs.insert(name.to_owned());
            }
        } else if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            let key = key.trim();
            let named = key.split('.').next().unwrap_or(key).to_owned();
            if table == "package" && key == "name" {
                value
                    .trim()
                    .trim_matches('"')
                    .clone_into(&mut manifest.name);
            } else if table.ends_with("dependencies") {
                if !table.contains("dev-") && !table.contains("build-") {
                    manifest.needs.insert(named.clone());
                }
                manifest.names.insert(named);
            }
        }
    }
    manifest
}

fn manifests() -> Vec<Manifest> {
    let all = sources(&["crates", "src-tauri", "tests"], &["Cargo.toml"]);
    all.iter().map(|source| manifest(&source.text)).collect()
}

fn wrong_arrows(manifests: &[Manifest]) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let ours: BTreeSet<&str> = allowed.keys().copied().chain(TESTS).collect();
    let mut wrong = Vec::new();
    for one in manifests
        .iter()
        .filter(|one| !TESTS.contains(&one.name.as_str()))
    {
        let Some(may) = allowed.get(one.name.as_str()) else {
            wrong.push(format!("{} is in no table of arrows", one.name));
            continue;
        };
        let names: BTreeSet<&str> = one
            .needs
            .iter()
            .map(String::as_str)
            .filter(|name| ours.contains(name))
            .collect();
        if names != may.iter().copied().collect() {
            wrong.push(format!("{} names {names:?} instead of {may:?}", one.name));
        }
    }
    for (name, holders) in RESERVED {
        for one in manifests.iter().filter(|one| one.names.contains(name)) {
            if !holders.contains(&one.name.as_str()) {
                wrong.push(format!("{} names {name}", one.name));
            }
        }
    }
    wrong
}

#[test]
fn the_crates_name_each_other_along_the_arrows_only() {
    let manifests = manifests();
    assert_eq!(wrong_arrows(&manifests), Vec::<String>::new());
    assert_eq!(manifests.len(), ARROWS.len() + TESTS.len());
}

#[test]
fn an_arrow_the_wrong_way_is_found() {
    let bad = [
        manifest(
            "[package]\nname = \"vault\"\n[dependencies]\nambient.workspace = true\nsync.workspace = true",
        ),
        manifest("[package]\nname = \"care\"\n[dev-dependencies]\nrusqlite = { version = \"1\" }"),
        manifest("[package]\nname = \"helpers\""),
    ];
    let wrong = wrong_arrows(&bad);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}

#[test]
fn care_depends_on_four_crates_and_nothing_else() {
    let needs = manifests()
        .into_iter()
        .find(|one| one.name == "care")
        .unwrap()
        .needs;
    let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
    assert_eq!(needs, ["chrono", "serde", "thiserror", "uuid"]);
}

/// The files that name something in their code.
fn files_naming(word: &str, files: &[Source]) -> Vec<String> {
    let named = files
        .iter()
        .filter(|file| names(&code_of(&file.text), word));
    named.map(|file| file.path.clone()).collect()
}

#[test]
fn one_module_names_the_http_client() {
    let files = sources(&["crates"], &[".rs"]);
    assert_eq!(
        files_naming("reqwest", &files),
        ["crates/satchel/src/exchange/http.rs"]
    );
}

#[test]
fn nothing_but_the_window_names_tauri_and_nothing_but_the_stores_names_sqlite() {
    let files = sources(&["crates"], &[".rs"]);
    assert_eq!(files_naming("tauri", &files), Vec::<String>::new());
    let outside = |path: &String| {
        !path.starts_with("crates/vault/") && !path.starts_with("crates/clinic/src/ledger/")
    };
    for engine in ["rusqlite", "tokio_postgres_rustls"] {
        let naming = files_naming(engine, &files).into_iter();
        assert_eq!(
            naming.filter(outside).collect::<Vec<_>>(),
            Vec::<String>::new()
        );
    }
}

#[test]
fn a_second_module_that_names_the_client_is_found() {
    let files = [
        example("a.rs", "//! reqwest\nfn go() { reqwest::get(); }"),
        example("b.rs", "// not reqwest\nlet quiet = \"reqwest\";"),
    ];
    assert_eq!(files_naming("reqwest", &files), ["a.rs"]);
}
