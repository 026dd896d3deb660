//! `cargo xtask bench sync`: Satchel's exchange beside its peer's, in the same run, and the paper about it.
//!
//! Progress goes to standard error, so that what `--json` prints is nothing but the figures. Every line is judged; one
//! that misses its target is printed as missed.

mod floor;
mod ours;
mod paper;
mod peer;
mod section;
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
/// Parts of the paper that are measured by themselves.
const PARTS: [&str; 1] = [ELIGIBILITY];
const ELIGIBILITY: &str = "eligibility";
/// People of whom the populations of focus are asked, and the seconds it may take.
const MEMBERS: &str = "2000";
const MEMBERS_S_MAX: f64 = 1.0;

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
    let before = std::fs::read_to_string(root().join(PAPER)).unwrap_or_default();
    keep(&section::kept(
        paper::write(&lines, &measured),
        &before,
        &PARTS,
    ))?;
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

/// Asks the populations of focus of many people, and writes its part of the paper.
pub(crate) fn eligibility() -> Done {
    let ours = Ours::build()?;
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        runs.push(ours.measure(&["eligibility", MEMBERS])?);
    }
    let took = median(runs.iter().map(|run| figure(run, "evaluate_s")));
    let said = if took <= MEMBERS_S_MAX {
        "met"
    } else {
        "**missed**"
    };
    let text = format!(
        "## Populations of focus\n\nWritten by `cargo xtask bench eligibility`. Thirteen populations asked of {MEMBERS} people with 40 visits and \
         stays, 20 problems and every fact answered: **{took:.3} s** (target {MEMBERS_S_MAX:.0} s: {said}; the median of {RUNS} runs, on one core)."
    );
    let before = std::fs::read_to_string(root().join(PAPER)).unwrap_or_default();
    let before = if before.is_empty() {
        "# Benchmarks\n".to_owned()
    } else {
        before
    };
    keep(&section::put(&before, ELIGIBILITY, &text))?;
    println!("{MEMBERS} people: {took:.3} s, target {said}");
    Ok(())
}

fn keep(paper: &str) -> Done {
    std::fs::write(root().join(PAPER), paper).map_err(|error| {
        Trouble::new(
            format!("{PAPER} could not be written ({error})."),
            "make the file writable",
        )
    })
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
