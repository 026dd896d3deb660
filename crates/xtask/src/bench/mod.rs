//! `cargo xtask bench sync`: Satchel's exchange beside its peer's, in the same run, and the paper about it.
//!
//! Progress goes to standard error, so that what `--json` prints is nothing but the figures. Every line is judged; one
//! that misses its target is printed as missed.

mod ours;
mod paper;
mod peer;
mod verdict;

use serde_json::{Value, json};
use xtask::trouble::{Done, Trouble};

use crate::project::root;
use ours::Ours;
use peer::Peer;

/// How often peer and ours are measured in turns where a run takes a minute.
const RUNS: usize = 3;
const RECORDS: &str = "10000";
const CHANGED: &str = "200";
/// Devices of the crowd, and the seconds over which they arrive.
const CROWD: [&str; 2] = ["5000", "300"];
const PAPER: &str = "docs/benchmarks.md";

/// Everything that was measured.
#[derive(Debug, Default)]
struct Measured {
    /// Pairs of the peer's and our figures, one for each run.
    records: Vec<(Value, Value)>,
    storms: Vec<(Value, Value)>,
    idle: Value,
    conflicts: Value,
    /// With the ledger in SQLite, and in PostgreSQL.
    crowds: [Value; 2],
    floor: Value,
}

/// Measures, writes the paper, and says what was missed.
pub(crate) fn sync(words: &[&str]) -> Done {
    let in_json = match words {
        [] => false,
        ["--json"] => true,
        _ => {
            return Err(Trouble::new(
                format!(
                    "cargo xtask bench sync does not know “{}”.",
                    words.join(" ")
                ),
                "see cargo xtask --help",
            ));
        }
    };
    let (ours, peer) = (Ours::build()?, Peer::install()?);
    let measured = measure(&ours, &peer)?;
    let lines = verdict::lines(&measured);
    let path = root().join(PAPER);
    std::fs::write(&path, paper::write(&lines, &measured)).map_err(|error| {
        Trouble::new(
            format!("{PAPER} could not be written ({error})."),
            "make the file writable",
        )
    })?;
    if in_json {
        println!("{}", verdict::json(&measured));
    } else {
        for line in &lines {
            println!("{line}");
        }
    }
    eprintln!("{PAPER} written.");
    Ok(())
}

fn measure(ours: &Ours, peer: &Peer) -> Done<Measured> {
    let mut measured = Measured {
        floor: ours.measure(&["floor"])?,
        ..Measured::default()
    };
    for _ in 0..RUNS {
        let there = peer.records(RECORDS, CHANGED)?;
        let here = ours.measure(&["records", RECORDS, CHANGED])?;
        measured.records.push((there, here));
    }
    for _ in 0..RUNS {
        let there = peer.storm()?;
        let here = ours.measure(&["storm"])?;
        measured.storms.push((there, here));
    }
    measured.idle = ours.measure(&["idle"])?;
    measured.conflicts = ours.measure(&["conflicts"])?;
    for (ledger, crowd) in ["sqlite", "postgres"].iter().zip(&mut measured.crowds) {
        *crowd = ours.measure(&["crowd", ledger, CROWD[0], CROWD[1]])?;
    }
    Ok(measured)
}

/// A figure, by its path; one that is missing is not a number, so that no target counts as met.
fn figure(of: &Value, key: &str) -> f64 {
    of.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

/// The middle one; not a number when there is none.
fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A number for JSON, in which there is no “not a number”.
fn number(figure: f64) -> Value {
    if figure.is_finite() {
        json!((figure * 10_000.0).round() / 10_000.0)
    } else {
        Value::Null
    }
}
