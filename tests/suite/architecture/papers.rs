//! What the papers say there is, there is.

use std::fs;

use super::tree::{Source, example, sources};

/// The folders a path in a paper may begin with.
const FOLDERS: [&str; 8] = [
    "crates/",
    "src-tauri/",
    "ui/",
    "migrations/",
    "tests/",
    "docs/",
    "icons/",
    ".ci/",
];

/// Paths in a text that name nothing there is. A path with `<noun>` or `*` in it is a pattern and names many.
fn dead_paths(paper: &Source, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let between_ticks = paper.text.split('`').skip(1).step_by(2);
    let paths = between_ticks.filter(|said| FOLDERS.iter().any(|folder| said.starts_with(folder)));
    let exact = paths.filter(|said| !said.contains(['<', '*', '…', ' ', '{']));
    let dead = exact.filter(|said| !is_there(said.split(':').next().unwrap_or(said)));
    dead.map(|said| format!("{} names {said}", paper.path))
        .collect()
}

#[test]
fn every_path_in_the_papers_exists() {
    let mut papers = sources(&["docs"], &[".md"]);
    if let Ok(text) = fs::read_to_string(world::root().join("README.md")) {
        papers.push(example("README.md", &text));
    }
    let is_there = |path: &str| world::root().join(path).exists();
    let dead: Vec<String> = papers
        .iter()
        .flat_map(|paper| dead_paths(paper, is_there))
        .collect();
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn a_path_to_nothing_is_found() {
    let paper = example(
        "docs/a.md",
        "See `crates/here` and `crates/gone.rs`, `crates/<noun>.rs`, `cargo test`.",
    );
    let dead = dead_paths(&paper, |path| path == "crates/here");
    assert_eq!(dead, ["docs/a.md names crates/gone.rs"]);
}
