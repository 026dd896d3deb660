//! Who is to be told by when: over weekends, holidays and the turn of the year.

use chrono::NaiveDate;

use super::{Detected, Due, Incidents, SHIPPED};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn closed(year: &str) -> Vec<String> {
    let list = Incidents::shipped();
    let days = day(&format!("{year}-01-01")).iter_days().take(366);
    let weekdays = days.filter(|day| !super::calendar::is_weekend(*day));
    let closed = weekdays.filter(|day| !list.is_business_day(*day));
    closed
        .map(|day| day.to_string())
        .take_while(|day| day.starts_with(year))
        .collect()
}

#[test]
fn the_states_holidays_of_two_years() {
    assert_eq!(
        closed("2026"),
        [
            "2026-01-01",
            "2026-01-19",
            "2026-02-16",
            "2026-03-31",
            "2026-05-25",
            "2026-09-07",
            "2026-11-11",
            "2026-11-26",
            "2026-11-27",
            "2026-12-25",
        ],
        "the fourth of July is a Saturday, for which nothing closes"
    );
    // In 2023 the first of January was a Sunday, the eleventh of November a Saturday.
    let of_2023 = closed("2023");
    assert!(of_2023.contains(&"2023-01-02".to_owned()));
    assert!(of_2023.contains(&"2023-11-10".to_owned()));
    assert_eq!(of_2023.len(), 11);
}

/// The day on which fifteen business days have passed.
fn fifteen_after(from: &str) -> String {
    let list = Incidents::shipped();
    list.business_days_after(day(from), 15).to_string()
}

#[test]
fn business_days_leave_out_weekends_and_holidays_and_go_over_the_turn_of_the_year() {
    for (from, by) in [
        // Three plain weeks.
        ("2026-06-01", "2026-06-22"),
        // Found on a Saturday: Monday is the first.
        ("2026-06-06", "2026-06-26"),
        // A Tuesday before Thanksgiving and the day after it.
        ("2026-11-24", "2026-12-17"),
        // Christmas, New Year and Martin Luther King between.
        ("2026-12-24", "2027-01-19"),
        ("2027-12-24", "2028-01-14"),
        // A leap year.
        ("2028-02-14", "2028-03-07"),
    ] {
        assert_eq!(fifteen_after(from), by, "from {from}");
    }
}

fn due(detected: Detected) -> Vec<(String, Due)> {
    let all = Incidents::shipped().due(detected).into_iter();
    all.map(|(recipient, due)| (recipient.code.clone(), due))
        .collect()
}

fn detected(on: &str, people: u32) -> Detected {
    Detected {
        at: 1_000,
        on: day(on),
        people,
        members_told: None,
    }
}

fn on(code: &str, by: &str) -> (String, Due) {
    (code.to_owned(), Due::On(day(by)))
}

#[test]
fn a_small_incident_goes_to_plan_cdph_members_and_the_yearly_list() {
    let plan = ("plan".to_owned(), Due::At(1_000 + 24 * 3_600_000));
    assert_eq!(
        due(detected("2026-11-24", 12)),
        [
            plan,
            on("cdph", "2026-12-17"),
            on("members", "2026-12-17"),
            on("hhs_yearly", "2027-03-01"),
        ]
    );
    // Sixty days after a year before a leap year end a day earlier in the calendar.
    let yearly = due(detected("2027-12-31", 12)).pop();
    assert_eq!(yearly, Some(on("hhs_yearly", "2028-02-29")));
}

#[test]
fn five_hundred_go_to_hhs_within_sixty_days_and_one_more_to_the_media_and_the_attorney_general() {
    let codes = |people: u32| -> Vec<String> {
        let due = due(detected("2026-11-24", people)).into_iter();
        due.map(|(code, _)| code).skip(3).collect()
    };
    assert_eq!(codes(499), ["hhs_yearly"]);
    assert_eq!(codes(500), ["hhs"]);
    assert_eq!(codes(501), ["hhs", "media", "attorney_general"]);
    let large = due(detected("2026-11-24", 501));
    assert!(large.contains(&on("hhs", "2027-01-23")));
    // Fifteen days after the members are to be told, and after they were.
    assert!(large.contains(&on("attorney_general", "2027-01-01")));
    let told = Detected {
        members_told: Some(day("2026-12-01")),
        ..detected("2026-11-24", 501)
    };
    assert!(due(told).contains(&on("attorney_general", "2026-12-16")));
}

#[test]
fn a_list_that_cannot_be_meant_is_refused_with_its_line() {
    assert!(Incidents::read(SHIPPED).is_ok());
    for (from, to, reason) in [
        (
            "within = \"hours\"",
            "within = \"moons\"",
            "it is within `hours`, `business_days`, `days` or `days_after_year`",
        ),
        (
            "after = \"detection\"",
            "after = \"lunch\"",
            "it is counted after `detection` or after `members`",
        ),
        (
            "count = 24",
            "count = 0",
            "there is some time, and less than a thousand of it",
        ),
        (
            "code = \"cdph\"",
            "code = \"plan\"",
            "another one has this code",
        ),
        ("weekday = \"Mon\"", "weekday = \"Moon\"", "no such weekday"),
    ] {
        let wrong = Incidents::read(&SHIPPED.replacen(from, to, 1));
        assert_eq!(wrong.unwrap_err().reason, reason);
    }
}
