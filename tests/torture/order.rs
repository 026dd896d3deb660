//! What was asked for, and doing it.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cap;
use crate::day::{CYCLES_A_DAY, Tally, play};
use crate::mutant::Flaw;
use crate::shared::{self, SharedFlaw};
use crate::sharer;
use crate::template::Template;
use crate::typist::{self, Tells};

const USAGE: &str = "satchel-torture [--cycles N] [--seed S]";
const CYCLES: u32 = 1_000;
/// What is broken is noticed within so many days, or not at all.
const DAYS_OF_A_MUTANT: u64 = 6;
/// One of so many deaths is another one, of a computer that two people share.
const A_SHARED_COMPUTER: u32 = 5;
/// What is broken there is noticed within so many.
const SHARED_OF_A_MUTANT: u32 = 60;
/// How often it is said how far it has come, in days.
const SAY_EVERY_DAYS: u32 = 4;

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Order {
    /// To be killed: the process this program starts of itself.
    Typist(PathBuf, Tells),
    /// The same, where two people share a computer.
    Sharer(PathBuf),
    /// To kill.
    Torture {
        /// So often.
        cycles: u32,
        /// The first day's seed; each day has the next one.
        seed: u64,
    },
}

/// Reads the command line.
pub(crate) fn read(words: &[String]) -> Result<Order, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["typist", root] => return Ok(Order::Typist(root.into(), Tells::Truly)),
        ["typist", root, "early"] => return Ok(Order::Typist(root.into(), Tells::Early)),
        ["sharer", root] => return Ok(Order::Sharer(root.into())),
        _ => {}
    }
    let (mut cycles, mut seed) = (CYCLES, 1);
    for pair in words.chunks(2) {
        match pair {
            ["--cycles", number] => cycles = number.parse().or(Err(USAGE))?,
            ["--seed", number] => seed = number.parse().or(Err(USAGE))?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(Order::Torture { cycles, seed })
}

impl Order {
    pub(crate) fn carry_out(self) -> ExitCode {
        match self {
            Self::Typist(root, tells) => typist::run(&root, tells),
            Self::Sharer(root) => sharer::run(&root),
            Self::Torture { cycles, seed } => torture(cycles, seed),
        }
    }
}

fn torture(cycles: u32, seed: u64) -> ExitCode {
    let template = Template::make();
    let mut tally = Tally::default();
    let days = cycles.div_ceil(CYCLES_A_DAY);
    for day in 0..days {
        let deaths = CYCLES_A_DAY.min(cycles - tally.cycles);
        if let Err(violation) = play(&template, seed + u64::from(day), deaths, None, &mut tally) {
            println!("{violation}");
            return ExitCode::FAILURE;
        }
        if (day + 1) % SAY_EVERY_DAYS == 0 {
            println!("{} of {cycles}", tally.cycles);
        }
    }
    println!("{tally}");
    let shared = cycles.div_ceil(A_SHARED_COMPUTER);
    match shared::plays(&template, shared, seed, None) {
        Ok(middle) => println!("{shared} more of a shared computer, {middle} in the middle of it"),
        Err(wrong) => {
            println!("{wrong}");
            return ExitCode::FAILURE;
        }
    }
    let caught = Flaw::ALL
        .iter()
        .filter(|flaw| is_noticed(&template, **flaw, seed));
    let shared = SharedFlaw::ALL
        .iter()
        .filter(|flaw| is_noticed_on_a_shared_computer(&template, **flaw, seed));
    let (caught, all) = (
        caught.count() + shared.count(),
        Flaw::ALL.len() + SharedFlaw::ALL.len(),
    );
    let capped = cap::under_a_cap();
    println!(
        "{} cycles from seed {seed}, 0 violations, {caught}/{all} mutants caught",
        tally.cycles
    );
    match capped {
        Ok(said) if caught == all => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::FAILURE,
        Err(why) => {
            println!("Under a cap on memory: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Plays days on which this is broken until it is noticed; says when, and by what.
fn is_noticed(template: &Template, flaw: Flaw, seed: u64) -> bool {
    let mut tally = Tally::default();
    for day in 0..DAYS_OF_A_MUTANT {
        if let Err(violation) = play(template, seed + day, CYCLES_A_DAY, Some(flaw), &mut tally) {
            println!(
                "  {flaw:?} noticed at death {}: {}",
                tally.cycles, violation.what
            );
            return true;
        }
    }
    println!("  {flaw:?} was NOT noticed in {} deaths", tally.cycles);
    false
}

fn is_noticed_on_a_shared_computer(template: &Template, flaw: SharedFlaw, seed: u64) -> bool {
    let noticed = shared::plays(template, SHARED_OF_A_MUTANT, seed, Some(flaw));
    match &noticed {
        Err(wrong) => println!("  {flaw:?} noticed: {wrong}"),
        Ok(_) => println!("  {flaw:?} was NOT noticed in {SHARED_OF_A_MUTANT} deaths"),
    }
    noticed.is_err()
}
