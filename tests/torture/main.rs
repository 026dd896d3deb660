//! Real processes, killed at any moment: `kill -9` on a laptop, on the clinic, on both, and on what a clinic's office
//! runs by hand, a thousand times over.
//!
//! A *typist* is the whole application without a window, over its real encrypted store, in a process of its own; the
//! clinic is the program that ships. This process starts them, hears what they say, and kills them at a moment that is
//! drawn from a seed. After each death it looks at what is on the disk. `cargo xtask torture` is how a person calls it.

mod acts;
mod book;
mod cap;
mod chance;
mod checks;
mod database;
mod day;
mod keys;
mod moment;
mod mutant;
mod office;
mod order;
mod pair;
mod process;
mod relay;
mod shared;
mod sharer;
mod stage;
mod store;
mod template;
mod typist;
mod watch;

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
