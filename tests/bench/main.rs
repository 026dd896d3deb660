//! Measures the exchange with the clinic as it ships. `cargo xtask bench sync` builds this, runs it beside the peer and
//! writes the paper; by itself it measures one thing and prints one line of JSON.
//!
//! A laptop here is the whole application behind its one door, with a real encrypted store on the disk. The clinic is
//! the real program in a process of its own, behind TLS, with every commit flushed to the disk before it answers.

mod caller;
mod conflicts;
mod crowd;
mod eligibility;
mod floor;
mod house;
mod idle;
mod laptop;
mod records;
mod stopwatch;
mod storm;

use std::io::{self, Write as _};
use std::process::ExitCode;

use serde_json::Value;

use crowd::Ledger;

const USAGE: &str = "satchel-bench records N CHANGED | idle | storm | crowd LEDGER DEVICES SECONDS | conflicts | floor | eligibility MEMBERS";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(measured) = measure(&words) else {
        // If even this cannot be written, there is nobody left to tell.
        writeln!(io::stderr(), "{USAGE}").ok();
        return ExitCode::FAILURE;
    };
    match writeln!(io::stdout(), "{measured}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn measure(words: &[&str]) -> Option<Value> {
    match words {
        ["records", count, changed] => {
            Some(records::measure(count.parse().ok()?, changed.parse().ok()?))
        }
        ["idle"] => Some(idle::measure()),
        ["storm"] => Some(storm::measure()),
        ["crowd", ledger, devices, seconds] => {
            let ledger = Ledger::named(ledger)?;
            let (devices, seconds) = (devices.parse().ok()?, seconds.parse().ok()?);
            Some(crowd::measure(ledger, devices, seconds))
        }
        ["conflicts"] => Some(conflicts::measure()),
        ["floor"] => Some(floor::measure()),
        ["eligibility", members] => Some(eligibility::measure(members.parse().ok()?)),
        _ => None,
    }
}
