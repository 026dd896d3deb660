//! Whatever reads what comes from outside, over inputs that are nearly right: a short run of each, always the same. `cargo
//! xtask fuzz` goes on for longer.

use world::attack::{TARGETS, attack};

/// Always the same run.
const SEED: u64 = 1;

/// So many inputs of each target take a few seconds together; a bundle, a list and a picture take the longest.
fn inputs(target: &str) -> usize {
    match target {
        "bundle" | "picture" | "catalogues" => 300,
        "slot" => 1_000,
        _ => 4_000,
    }
}

fn runs(name: &str) {
    let (taken, given) = attack(name, SEED, |given| given < inputs(name));
    println!("{name}: took {taken} of {given}");
}

#[test]
fn what_is_said_over_the_line_brings_no_reader_down() {
    runs("wire");
    runs("packed");
}

#[test]
fn a_hospitals_export_brings_no_reader_down() {
    runs("bundle");
}

#[test]
fn a_handed_over_file_brings_no_reader_down() {
    runs("hand-over");
}

#[test]
fn a_slot_file_opens_as_it_was_or_not_at_all() {
    runs("slot");
}

#[test]
fn a_picture_is_one_or_none() {
    runs("picture");
}

#[test]
fn a_catalogue_is_read_or_says_where_it_is_wrong() {
    runs("catalogues");
}

#[test]
fn every_target_has_its_test() {
    let here = include_str!("attacked.rs");
    for name in TARGETS {
        assert!(here.contains(&format!("runs(\"{name}\")")), "{name}");
    }
}
