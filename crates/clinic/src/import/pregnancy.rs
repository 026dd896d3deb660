//! Which pregnancies a list of conditions amounts to.
//!
//! Hospitals write one pregnancy down more than once: "normal pregnancy" and, weeks later with the same beginning,
//! "tubal pregnancy"; or one supervision code a trimester. Conditions that overlap in time are one pregnancy.

use care::{Pregnancy, Problem};
use chrono::{Days, NaiveDate};

use crate::import::codes;

/// How long a condition without a recorded end may count as the same pregnancy: 43 weeks.
const OPEN_DAYS: Days = Days::new(301);

/// A pregnancy and the export's id of the condition it was first read from.
pub(super) struct Found {
    pub(super) entry: String,
    pub(super) pregnancy: Pregnancy,
}

/// The pregnancy that this problem records, if it records one and says since when.
pub(super) fn in_problem(entry: &str, problem: &Problem) -> Option<Found> {
    let is_one = codes::is_pregnancy(&problem.coding.system, &problem.coding.code);
    let onset = problem.onset.filter(|_| is_one)?;
    let pregnancy = Pregnancy {
        end: problem.abated,
        coding: problem.coding.clone(),
        source: problem.source.clone(),
        ..Pregnancy::recorded(onset)
    };
    Some(Found {
        entry: entry.to_owned(),
        pregnancy,
    })
}

/// Joins what overlaps; the answer is in order of onset.
pub(super) fn join(mut all: Vec<Found>) -> Vec<Found> {
    // Of two with the same onset the one with an end comes last, and so decides how the pregnancy ended.
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut joined: Vec<Found> = Vec::new();
    for next in all {
        match joined.last_mut() {
            Some(last) if next.pregnancy.onset <= reaches(&last.pregnancy) => {
                // An end that both know is the later one; an open one lasts.
                last.pregnancy.end = match (last.pregnancy.end, next.pregnancy.end) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    (_, next) => next,
                };
            }
            Some(_) | None => joined.push(next),
        }
    }
    joined
}

fn key(found: &Found) -> (NaiveDate, Option<NaiveDate>, &str) {
    (found.pregnancy.onset, found.pregnancy.end, &found.entry)
}

fn reaches(pregnancy: &Pregnancy) -> NaiveDate {
    let open = pregnancy
        .onset
        .checked_add_days(OPEN_DAYS)
        .unwrap_or(NaiveDate::MAX);
    pregnancy.end.unwrap_or(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entry: &str, onset: &str, end: &str) -> Found {
        let pregnancy = Pregnancy {
            end: end.parse().ok(),
            ..Pregnancy::recorded(onset.parse().unwrap())
        };
        Found {
            entry: entry.to_owned(),
            pregnancy,
        }
    }

    fn check(given: Vec<Found>, expected: &[(&str, &str, &str)]) {
        let joined = join(given);
        let told: Vec<(String, String, String)> = joined
            .into_iter()
            .map(|one| {
                let end = one
                    .pregnancy
                    .end
                    .map(|end| end.to_string())
                    .unwrap_or_default();
                (one.entry, one.pregnancy.onset.to_string(), end)
            })
            .collect();
        let told: Vec<(&str, &str, &str)> = told
            .iter()
            .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_tubal_pregnancy_is_not_a_second_one() {
        let twice = vec![
            found("a", "2026-07-18", "2026-08-15"),
            found("b", "2026-07-18", ""),
        ];
        check(twice, &[("b", "2026-07-18", "2026-08-15")]);
    }

    #[test]
    fn one_code_a_trimester_is_one_pregnancy_that_lasts() {
        let trimesters = vec![
            found("b", "2026-09-01", ""),
            found("a", "2026-06-01", "2026-09-01"),
        ];
        check(trimesters, &[("a", "2026-06-01", "")]);
    }

    #[test]
    fn pregnancies_a_year_apart_are_two() {
        let two = vec![
            found("a", "2024-01-01", ""),
            found("b", "2025-06-01", "2026-02-01"),
        ];
        check(
            two,
            &[("a", "2024-01-01", ""), ("b", "2025-06-01", "2026-02-01")],
        );
    }
}
