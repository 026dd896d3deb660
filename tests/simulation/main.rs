//! Deterministic simulation: laptops and a clinic through bad networks, crashes, wrong clocks and mixed releases.
//!
//! Each seed is a day that can be played again. While it goes on the witness checks what must be true then; when the
//! network has healed and everything has come to rest, it checks the rest. The real code of `sync` runs over stores in
//! memory, or over those that ship. Rules and stores that are broken on purpose have to be noticed, or the checks are
//! worth nothing. `cargo xtask simulate` is how a person calls it.

mod acts;
mod anew;
#[cfg(test)]
mod bench;
mod book;
mod catch;
mod checks;
mod day;
mod dice;
mod disk;
mod flaw;
mod ground;
mod intent;
mod joined;
mod laptop;
#[cfg(test)]
mod laws;
mod order;
mod plan;
mod post;
#[cfg(test)]
mod restores;
mod scope;
mod shipped;
#[cfg(test)]
mod small_world;
mod standing;
#[cfg(test)]
#[path = "../suite/stores/mod.rs"]
mod stores;
mod telling;
#[cfg(test)]
mod tests;
mod transcript;
mod witness;
mod words;
mod world;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match order::read(&words) {
        Ok(order) => order.carry_out(),
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
