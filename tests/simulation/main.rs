//! Deterministic simulation: laptops and a clinic through bad networks, crashes, wrong clocks and mixed releases.
//!
//! Each seed is a day that can be played again. While it goes on the witness checks what must be true then; when the
//! network has healed and everything has come to rest, it checks the rest. The real code of `sync` runs over stores in
//! memory, or over those that ship. Rules and stores that are broken on purpose have to be noticed, or the checks are
//! worth nothing. `cargo xtask simulate` is how a person calls it.

mod across;
mod acts;
mod anew;
#[cfg(test)]
mod bench;
mod book;
mod catch;
mod checks;
#[expect(unreachable_pub, reason = "the world of the tests shows it to others")]
#[expect(
    dead_code,
    reason = "other tests stop a cluster, and look at it over TLS"
)]
#[path = "../world/postgres.rs"]
mod cluster;
mod custody;
mod day;
mod dice;
mod disk;
mod flaw;
mod full;
mod given_back;
mod ground;
mod intent;
mod joined;
mod laptop;
#[cfg(test)]
mod laws;
mod lives;
mod masks;
#[cfg(test)]
mod mends;
mod order;
mod pictures;
mod plan;
mod post;
mod put_back;
mod receipts;
#[path = "../faults/recorder.rs"]
mod recorder;
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
#[path = "../faults/tape.rs"]
mod tape;
mod telling;
#[cfg(test)]
mod tests;
mod transcript;
#[cfg(test)]
mod versions;
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
