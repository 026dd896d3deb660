//! Months are calendar months, both ends included; the six months slide inside the twelve (R141, R155).

use super::*;

fn back(to: &str, months: u32) -> String {
    Stretch::back(day(to), months).from.to_string()
}

#[test]
fn r155_months_count_back_to_the_same_day_or_the_last_there_is() {
    for (to, months, from) in [
        ("2026-11-22", 12, "2025-11-22"),
        ("2026-11-22", 6, "2026-05-22"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-08-31", 6, "2024-02-29"),
        ("2026-05-31", 3, "2026-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-02-28", 12, "2024-02-28"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-01", 12, "2025-01-01"),
    ] {
        assert_eq!(back(to, months), from, "{months} months before {to}");
    }
}

/// R141, R155: the six months slide.
#[test]
fn r155_five_visits_in_any_six_months_of_the_last_twelve_are_enough() {
    let adult = || Someone::born("1980-03-01");
    // Long ago within the year, and none since: the six months slide.
    let early = [
        "2025-12-01",
        "2026-01-05",
        "2026-02-10",
        "2026-03-15",
        "2026-05-20",
    ];
    assert_eq!(
        adult().avoidable(&early).is("avoidable_use_adult"),
        Outcome::Met
    );
    // The same number over the whole year is not enough.
    let spread = [
        "2025-12-01",
        "2026-02-01",
        "2026-04-01",
        "2026-07-01",
        "2026-10-01",
    ];
    assert_eq!(
        adult().avoidable(&spread).is("avoidable_use_adult"),
        Outcome::NotMet
    );
}

#[test]
fn r155_both_ends_of_the_six_months_belong_to_them() {
    let visits = |last: &str| {
        let days = ["2026-02-28", "2026-03-01", "2026-04-01", "2026-05-01", last];
        Someone::born("1980-03-01")
            .avoidable(&days)
            .is("avoidable_use_adult")
    };
    assert_eq!(visits("2026-08-28"), Outcome::Met);
    // 31 August counts back to 28 February, because February has no 31st.
    assert_eq!(visits("2026-08-31"), Outcome::Met);
    assert_eq!(visits("2026-09-01"), Outcome::NotMet);
}

#[test]
fn r155_what_lies_before_the_twelve_months_is_not_counted() {
    let visits = |first: &str| {
        let days = [
            first,
            "2025-12-01",
            "2026-01-01",
            "2026-02-01",
            "2026-03-01",
        ];
        Someone::born("1980-03-01")
            .avoidable(&days)
            .is("avoidable_use_adult")
    };
    assert_eq!(visits("2025-11-22"), Outcome::Met);
    assert_eq!(visits("2025-11-21"), Outcome::NotMet);
}

#[test]
fn r155_a_leap_day_is_within_the_year_that_ends_with_february() {
    let visits = |as_of: &str| {
        let days = [
            "2024-02-29",
            "2024-03-02",
            "2024-03-03",
            "2024-03-04",
            "2024-03-05",
        ];
        let someone = Someone::born("1980-03-01").avoidable(&days);
        someone.of("avoidable_use_adult", as_of).outcome
    };
    assert_eq!(visits("2025-02-28"), Outcome::Met);
    assert_eq!(visits("2025-03-01"), Outcome::NotMet);
}

#[test]
fn r141_visits_of_the_day_itself_count_and_later_ones_do_not() {
    let days = [
        "2026-11-18",
        "2026-11-19",
        "2026-11-20",
        "2026-11-21",
        "2026-11-22",
    ];
    let someone = Someone::born("1980-03-01").avoidable(&days);
    assert_eq!(
        someone.of("avoidable_use_adult", TODAY).outcome,
        Outcome::Met
    );
    let before = someone.of("avoidable_use_adult", "2026-11-21").outcome;
    assert_eq!(before, Outcome::NotMet);
}

/// R154: nobody is taken to have judged a visit.
#[test]
fn r154_visits_nobody_has_judged_leave_the_answer_open_and_ask() {
    let emergency = EncounterClass::Emergency;
    let days = [
        "2026-06-01",
        "2026-06-02",
        "2026-06-03",
        "2026-06-04",
        "2026-06-05",
    ];
    let visit = |one: Someone, on: &&str| one.care(emergency, on, &[]);
    let open = days.iter().fold(Someone::born("1980-03-01"), visit);
    assert_eq!(open.is("avoidable_use_adult"), Outcome::Unknown);
    assert_eq!(open.missing("avoidable_use_adult"), codes(&["ed_visits"]));
    // One that could not have been avoided settles it.
    let mut settled = open;
    settled.encounters[0].1.preventable = Some(false);
    assert_eq!(settled.is("avoidable_use_adult"), Outcome::NotMet);
}

/// R141: stays.
#[test]
fn r141_stays_nobody_had_planned_count_and_planned_ones_do_not() {
    let stays = |unplanned: &[bool]| {
        let stay = |one: Someone, is: &bool| {
            let marks = [(Mark::Unplanned, *is)];
            one.care(EncounterClass::Inpatient, "2026-06-01", &marks)
        };
        let someone = unplanned.iter().fold(Someone::born("1980-03-01"), stay);
        someone.is("avoidable_use_adult")
    };
    assert_eq!(stays(&[true, true, true]), Outcome::Met);
    assert_eq!(stays(&[true, true, false]), Outcome::NotMet);
}

/// R141: children and youth.
#[test]
fn r141_children_need_fewer_in_the_whole_year_and_no_mark() {
    let emergency = EncounterClass::Emergency;
    let visits = |days: &[&str]| {
        let visit = |one: Someone, on: &&str| one.care(emergency, on, &[]);
        let child = days.iter().fold(Someone::born("2018-07-03"), visit);
        child.is("avoidable_use_child")
    };
    assert_eq!(
        visits(&["2025-11-22", "2026-05-01", "2026-11-22"]),
        Outcome::Met
    );
    assert_eq!(
        visits(&["2025-11-21", "2026-05-01", "2026-11-22"]),
        Outcome::NotMet
    );
}

/// R022: of somebody the plan does not know, no visit is no answer.
#[test]
fn r022_of_somebody_nobody_told_us_of_no_visit_means_nothing() {
    let mut met_in_the_field = Someone::born("1980-03-01");
    met_in_the_field.member.source = None;
    assert_eq!(met_in_the_field.is("avoidable_use_adult"), Outcome::Unknown);
    assert_eq!(
        met_in_the_field.missing("avoidable_use_adult"),
        codes(&["ed_visits", "unplanned_admissions"])
    );
}

#[test]
fn the_fullest_window_is_told_for_the_picture() {
    let days = [
        "2026-01-10",
        "2026-02-10",
        "2026-03-10",
        "2026-04-10",
        "2026-05-10",
    ];
    let tree = Someone::born("1980-03-01")
        .avoidable(&days)
        .of("avoidable_use_adult", TODAY);
    let counted = tree
        .why()
        .into_iter()
        .find_map(|(finding, _)| match finding {
            Finding::Count(counted) => Some(counted.clone()),
            Finding::Fact { .. }
            | Finding::Within { .. }
            | Finding::Others(_)
            | Finding::NotInForce(_) => None,
        });
    let counted = counted.unwrap();
    assert_eq!(counted.surely.events, 5);
    let stretch = Stretch {
        from: day("2025-11-10"),
        to: day("2026-05-10"),
    };
    assert_eq!(counted.surely.stretch, stretch);
    assert_eq!(counted.looked.from, day("2025-11-22"));
}
