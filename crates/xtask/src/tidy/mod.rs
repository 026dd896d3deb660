//! `cargo xtask tidy`: which requirement of the field is proven by which test, and by which of those on a screen.
//!
//! A test names what it proves in a comment above it or in its body. The table says what the tests say, no more: a number
//! that no test names is not proven, whatever was built.

mod found;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use xtask::trouble::{Done, Trouble};

use crate::project::root;
use found::Proof;

/// The numbers, each with its part of the list and in one sentence: taken from the owner's five source documents.
const LIST: &str = include_str!("requirements.tsv");
const PAPER: &str = "docs/requirements.md";

/// Prints the table, and writes it into its paper.
pub(crate) fn write() -> Done {
    let paper = paper()?;
    println!("{paper}");
    std::fs::write(root().join(PAPER), paper).map_err(|error| {
        Trouble::new(
            format!("{PAPER} could not be written ({error})."),
            "make the file writable",
        )
    })
}

/// Says whether the paper is current.
pub(crate) fn check() -> Done {
    if std::fs::read_to_string(root().join(PAPER)).unwrap_or_default() == paper()? {
        println!("{PAPER} is current.");
        return Ok(());
    }
    Err(Trouble::new(
        format!("{PAPER} is not what the tests say now."),
        "run cargo xtask tidy and commit the file with the change that made it differ",
    ))
}

fn paper() -> Done<String> {
    let proofs = found::in_tests(&root());
    let listed: Vec<[&str; 3]> = LIST.lines().filter_map(columns).collect();
    let known = |number: &String| listed.iter().any(|[listed, ..]| listed == number);
    if let Some(unknown) = proofs.keys().find(|number| !known(number)) {
        return Err(Trouble::new(
            format!("A test names {unknown}, which is no requirement."),
            "look for the number it means in docs/requirements.md",
        ));
    }
    let on_screen = |proofs: &Vec<Proof>| proofs.iter().any(|proof| proof.on_screen);
    let mut paper = format!(
        "# Requirements\n\nWritten by `cargo xtask tidy`; do not edit. The numbers are those of the owner's source documents. A test names what \
         it proves, in whole or in part; where it says only a part, the comment above the test says which. A number that no test names is not \
         proven.\n\n{} of {} are named by a test, {} of these by a journey through the screens.\n",
        proofs.len(),
        listed.len(),
        proofs.values().filter(|proofs| on_screen(proofs)).count(),
    );
    let mut part = "";
    for [number, of, what] in &listed {
        if *of != part {
            part = of;
            let head = format!(
                "\n## {part}\n\n| | what is asked | tests | on a screen |\n| --- | --- | --- | --- |\n"
            );
            paper.push_str(&head);
        }
        let none = Vec::new();
        let proofs = proofs.get(*number).unwrap_or(&none);
        let named = |on_screen: bool| named(proofs, on_screen);
        writeln!(
            paper,
            "| {number} | {} | {} | {} |",
            what.replace('|', "\\|"),
            named(false),
            named(true)
        )
        .map_err(|error| Trouble::new(format!("{PAPER} broke off ({error})."), "start again"))?;
    }
    Ok(paper)
}

fn columns(line: &str) -> Option<[&str; 3]> {
    let columns: Vec<&str> = line.split('\t').collect();
    columns.try_into().ok()
}

/// Tests by their files: `day/outreach.rs: one_attempt_counts_once`.
fn named(proofs: &[Proof], on_screen: bool) -> String {
    let mut by_file: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for proof in proofs.iter().filter(|proof| proof.on_screen == on_screen) {
        let name = format!("`{}`", proof.test.replace('|', "\\|"));
        let names = by_file.entry(&proof.file).or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let cell = |(file, names): (&str, Vec<String>)| format!("{file}: {}", names.join(", "));
    let cells: Vec<String> = by_file.into_iter().map(cell).collect();
    if cells.is_empty() {
        return String::from("–");
    }
    cells.join("; ")
}
