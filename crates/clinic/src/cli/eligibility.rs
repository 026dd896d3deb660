//! Who belongs to which population of focus.

use std::io::Write;

use chrono::NaiveDate;

use crate::cli::{CliError, Done};
use crate::{Clinic, eligibility};

/// One JSON object a line and member, or a table of how many there are.
pub(super) fn print(
    clinic: &Clinic,
    as_of: Option<NaiveDate>,
    json: bool,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let as_of = as_of.unwrap_or_else(|| clinic.today());
    let lines = clinic.eligibility(as_of)?;
    if json {
        for line in lines {
            writeln!(out, "{}", serde_json::to_string(&line)?)?;
        }
        return Ok(Done::All);
    }
    writeln!(out, "{} people on {as_of}\n", lines.len())?;
    writeln!(
        out,
        "{:<24} {:>8} {:>8} {:>8}",
        "population", "met", "not met", "unknown"
    )?;
    for (population, [met, not_met, unknown]) in eligibility::counted(&lines) {
        writeln!(out, "{population:<24} {met:>8} {not_met:>8} {unknown:>8}")?;
    }
    let asked = lines.iter().filter(|line| line.two_answers).count();
    if 0 < asked {
        writeln!(
            out,
            "\n{asked} of them have something with two answers, of which one was taken: --json says whose"
        )?;
    }
    Ok(Done::All)
}
