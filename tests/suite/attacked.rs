//! Whatever reads what comes from outside, over inputs that are nearly right: a short run of each, always the same. `cargo
//! xtask attack` goes on for longer.

use world::attack::{attack, targets};

/// Always the same run.
const SEED: u64 = 1;

/// So many inputs of each target take a few seconds together; a bundle and a picture take the longest.
fn inputs(target: &str) -> usize {
    match target {
        "bundle" | "picture" | "catalogues" => 300,
        "slot" => 1_000,
        _ => 4_000,
    }
}

#[test]
fn nothing_that_comes_from_outside_brings_a_reader_down() {
    for mut target in targets() {
        let name = target.name();
        let taken = attack(&mut *target, SEED, inputs(name));
        println!("{name}: took {taken} of {}", inputs(name));
    }
}
