//! What the program is asked for: one day with its transcript, or many days and what is broken on purpose.

use std::process::ExitCode;

use super::catch::{Broken, Trouble, on_all_cores, shipped_trouble_on, trouble_on};
use super::day::play;
use super::ground::Memory;
use super::plan::Plan;
use super::shipped::{Engine, Shipped};
use super::transcript::Transcript;
use super::witness::Violation;
use super::world::World;

/// How it is called.
const USAGE: &str = "\
satchel-simulate --seed N     plays one day and tells what happens
satchel-simulate --seeds N    plays days 0 to N-1 and looks whether what is broken on purpose is noticed
  --shipped                   over the stores that ship, instead of stores in memory: half of the days over a
                              PostgreSQL of its own";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// One day, told.
    Day(u64, Over),
    /// So many days.
    Days(u64, Over),
}

/// The stores a day is played over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Memory,
    Shipped,
}

/// Reads the words of a command line; what to say if they mean nothing.
pub(crate) fn read(words: &[String]) -> Result<Order, String> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    let over = if words.contains(&"--shipped") {
        Over::Shipped
    } else {
        Over::Memory
    };
    words.retain(|word| *word != "--shipped");
    let number = |text: &str| text.parse::<u64>().ok();
    match words.as_slice() {
        ["--seed", seed] => number(seed).map(|seed| Order::Day(seed, over)),
        ["--seeds", days] => number(days).map(|days| Order::Days(days, over)),
        _ => None,
    }
    .ok_or_else(|| USAGE.to_owned())
}

impl Order {
    pub(crate) fn carry_out(self) -> ExitCode {
        match self {
            Self::Day(seed, Over::Memory) => tell(
                seed,
                play(Plan::sound(seed), Memory, Some(Transcript::default())),
            ),
            Self::Day(seed, Over::Shipped) => {
                let stores = Shipped::of_day(seed);
                tell(
                    seed,
                    play(Plan::small(seed), stores, Some(Transcript::default())),
                )
            }
            Self::Days(days, over) => many(days, over),
        }
    }
}

fn tell<G>(seed: u64, played: Result<World<G>, Violation>) -> ExitCode {
    match played {
        Ok(world) => {
            let (ops, laptops) = (world.book.ops.len(), world.laptops.len());
            println!(
                "Seed {seed}: {laptops} laptops, {ops} operations at the clinic, nothing lost."
            );
            ExitCode::SUCCESS
        }
        Err(violation) => {
            println!("Seed {seed} breaks {}: {}", violation.rule, violation.how);
            ExitCode::FAILURE
        }
    }
}

fn many(days: u64, over: Over) -> ExitCode {
    // What stops a day with a panic is reported as its trouble.
    std::panic::set_hook(Box::new(|_| {}));
    let seeds: Vec<u64> = (0..days).collect();
    let (trouble_on, words): (fn(u64) -> Option<Trouble>, _) = match over {
        Over::Memory => (trouble_on, ""),
        Over::Shipped => (shipped_trouble_on, " --shipped"),
    };
    let troubles: Vec<Trouble> = on_all_cores(&seeds, |seed| trouble_on(*seed))
        .into_iter()
        .flatten()
        .collect();
    for Trouble { seed, what } in &troubles {
        println!("Seed {seed} breaks {what}\n  again: cargo xtask simulate --seed {seed}{words}");
    }
    let mut broken = Broken::all();
    broken.retain(|one| matches!(one, Broken::Shipped(_)) == (over == Over::Shipped));
    let found = on_all_cores(&broken, |one| one.noticed());
    for (one, found) in broken.iter().zip(&found) {
        match found {
            Some((seed, rule)) => println!("{one:?} is noticed at seed {seed}, by {rule}."),
            None => println!("{one:?} goes unnoticed."),
        }
    }
    let caught = found.iter().flatten().count();
    let days = match over {
        Over::Memory => format!("{days} seeds"),
        Over::Shipped => {
            let in_files = seeds
                .iter()
                .filter(|seed| Engine::of_day(**seed) == Engine::Sqlite);
            let in_files = in_files.count();
            let in_postgres = seeds.len() - in_files;
            format!("{days} seeds shipped ({in_files} SQLite, {in_postgres} PostgreSQL)")
        }
    };
    println!(
        "{days}, {} violations, {caught}/{} mutants caught",
        troubles.len(),
        broken.len()
    );
    if troubles.is_empty() && caught == broken.len() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_or_a_number_of_seeds_is_asked_for() {
        let words = |words: &[&str]| {
            words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read(&words(&["--seed", "7"])),
            Ok(Order::Day(7, Over::Memory))
        );
        let shipped = read(&words(&["--seeds", "10", "--shipped"]));
        assert_eq!(shipped, Ok(Order::Days(10, Over::Shipped)));
        assert_eq!(read(&words(&["--seeds", "many"])), Err(USAGE.to_owned()));
    }
}
