//! Populations of focus over the synthetic people, through the program itself; each answer was worked out by hand from
//! the bundle, and the reasoning stands beside it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

/// The records of the synthetic people end in this month.
const AS_OF: &str = "2026-11-22";

fn program(data: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_satchel-clinic"))
        .arg("--data")
        .arg(data)
        .args(args)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Everybody's line on a day.
fn lines(data: &Path, as_of: &str) -> Vec<Value> {
    let output = program(data, &["eligibility", "--as-of", as_of, "--json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn with_the_twelve() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = Path::new("../../tests/fixtures/synthea-r4");
    program(
        folder.path(),
        &["import", "fhir", fixtures.to_str().unwrap()],
    );
    folder
}

/// The line of the person whose bundle's name begins so.
fn of<'a>(lines: &'a [Value], bundle: &str) -> &'a Value {
    let is_it = |line: &&Value| {
        let mut identifiers = line["identifiers"].as_array().unwrap().iter();
        identifiers.any(|one| one["value"].as_str().unwrap().starts_with(bundle))
    };
    lines.iter().find(is_it).unwrap()
}

fn check(lines: &[Value], bundle: &str, expected: &[(&str, &str)]) {
    let populations = &of(lines, bundle)["populations"];
    for (population, outcome) in expected {
        assert_eq!(populations[population], *outcome, "{bundle} {population}");
    }
}

#[test]
fn r122_to_r148_the_women_of_the_twelve_by_hand() {
    let folder = with_the_twelve();
    let all = lines(folder.path(), AS_OF);
    // Black, a normal pregnancy since 9 June and no end written down: 24 weeks.
    check(
        &all,
        "16b9a4bc",
        &[("birth_equity", "met"), ("avoidable_use_adult", "not_met")],
    );
    // American Indian, a pregnancy of 31 weeks that ended on 13 February: nine months after a birth. Her miscarriage was
    // years before.
    check(&all, "0883b933", &[("birth_equity", "met")]);
    // American Indian; gave birth two weeks ago.
    check(&all, "526172f0", &[("birth_equity", "met")]);
    // Black; the pregnancy of July was tubal and ended in August. That is no birth (R122), and whether she is pregnant
    // again nobody has said. One stay in February, which is fewer than three whatever kind of stay it was.
    check(
        &all,
        "7019a5c5",
        &[
            ("birth_equity", "unknown"),
            ("avoidable_use_adult", "not_met"),
        ],
    );
    // Six months after a birth; as race the hospital wrote Hispanic (2135-2), which leaves the question of race open.
    check(&all, "788b0163", &[("birth_equity", "unknown")]);
    // White and pregnant: another population would open it, and nobody has asked about those.
    check(&all, "ad20206b", &[("birth_equity", "unknown")]);
    // White. One pregnancy of three weeks in the year, which is no birth as far as anybody wrote down. Two stays and one
    // emergency visit in the year: below three and five, whatever they were.
    check(
        &all,
        "15627d0f",
        &[
            ("birth_equity", "unknown"),
            ("avoidable_use_adult", "not_met"),
            ("smi_sud_adult", "unknown"),
        ],
    );
    // 58 years old; her last stay was in September of last year, before the twelve months.
    check(
        &all,
        "e39beddb",
        &[
            ("avoidable_use_adult", "not_met"),
            ("avoidable_use_child", "not_met"),
        ],
    );
}

#[test]
fn r140_to_r147_the_men_and_boys_of_the_twelve_by_hand() {
    let folder = with_the_twelve();
    let all = lines(folder.path(), AS_OF);
    // 84, a stroke and Alzheimer's disease. No record says whether he would need a nursing facility, or has a home.
    check(
        &all,
        "22bbe238",
        &[
            ("birth_equity", "not_met"),
            ("ltc_risk_adult", "unknown"),
            ("homeless_adult", "unknown"),
            ("avoidable_use_adult", "not_met"),
            ("child_welfare", "not_met"),
        ],
    );
    // 66. One stay (detoxification, in July) in the year; his last emergency visit was five weeks before it began. A
    // brain injury is on his list, but whether he was ever released from anywhere nobody has said.
    check(
        &all,
        "742cdc6d",
        &[
            ("avoidable_use_adult", "not_met"),
            ("incarceration_adult", "unknown"),
            ("incarceration_child", "not_met"),
            ("birth_equity", "not_met"),
        ],
    );
    // Eight; one emergency visit in the year, of three that would be needed. The rules for adults are not for him.
    check(
        &all,
        "ac7921e0",
        &[
            ("avoidable_use_child", "not_met"),
            ("avoidable_use_adult", "not_met"),
            ("smi_sud_child", "unknown"),
            ("smi_sud_adult", "not_met"),
            ("ccs_child", "unknown"),
            ("nf_transition_adult", "not_met"),
        ],
    );
    // Five; his one emergency visit was two years ago.
    check(
        &all,
        "21177cbf",
        &[
            ("avoidable_use_child", "not_met"),
            ("homeless_adult", "not_met"),
            ("homeless_family_youth", "unknown"),
        ],
    );
}

/// R029. R041 in part: whom the records already point to, for each population; needs nobody wrote down stay open.
#[test]
fn each_line_has_every_population_and_says_what_was_used() {
    let folder = with_the_twelve();
    let all = lines(folder.path(), AS_OF);
    assert_eq!(all.len(), 12);
    for line in &all {
        let populations = line["populations"].as_object().unwrap();
        assert_eq!(populations.len(), 13);
        let known =
            |outcome: &Value| ["met", "not_met", "unknown"].contains(&outcome.as_str().unwrap());
        assert!(populations.values().all(known));
    }
    let used = of(&all, "16b9a4bc")["factsUsed"].as_array().unwrap();
    let system = "http://hospital.smarthealthit.org";
    let fact = |name: &str| used.iter().find(|one| one["fact"] == name).unwrap();
    assert_eq!(
        *fact("age"),
        json!({"fact": "age", "value": 27, "date": "1999-07-27", "source": system})
    );
    assert_eq!(
        *fact("pregnant_or_postpartum_12m"),
        json!({"fact": "pregnant_or_postpartum_12m", "value": true, "date": "2026-06-09", "source": system})
    );
    assert_eq!(fact("race")["value"], json!(["2054-5"]));
    // The stay for detoxification says of itself what it was for; whether it was planned it does not.
    let used = of(&all, "742cdc6d")["factsUsed"].as_array().unwrap();
    let stay = used.iter().find(|one| one["fact"] == "admissions").unwrap();
    assert_eq!(
        (&stay["date"], &stay["value"]),
        (&json!("2026-07-05"), &json!({"bh_related": true}))
    );
}

/// R122, R152: the last day of twelve months, and a day before a population began.
#[test]
fn r152_and_r155_the_same_people_on_another_day() {
    let folder = with_the_twelve();
    // On the first birthday of her child, and the day after.
    let last = lines(folder.path(), "2027-02-13");
    check(&last, "0883b933", &[("birth_equity", "met")]);
    let after = lines(folder.path(), "2027-02-14");
    check(&after, "0883b933", &[("birth_equity", "unknown")]);
    // Before the rules for children began, and before birth equity did.
    let early = lines(folder.path(), "2023-06-30");
    check(
        &early,
        "ac7921e0",
        &[("ccs_child", "not_met"), ("smi_sud_child", "not_met")],
    );
    check(&early, "0883b933", &[("birth_equity", "not_met")]);
}

#[test]
fn without_json_it_is_a_table_of_how_many() {
    let folder = with_the_twelve();
    let output = program(folder.path(), &["eligibility", "--as-of", AS_OF]);
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find(|line| line.starts_with("birth_equity"));
    let counts: Vec<&str> = line.unwrap().split_whitespace().skip(1).collect();
    assert_eq!(counts, ["3", "4", "5"]);
}
