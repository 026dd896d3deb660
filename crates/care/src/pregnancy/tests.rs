use super::*;

const TODAY: &str = "2026-02-10";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn recorded(onset: &str) -> Pregnancy {
    Pregnancy::recorded(day(onset))
}

fn due(on: &str) -> Pregnancy {
    let dating = Dating {
        due: day(on),
        method: DatingMethod::Ultrasound,
        lmp: None,
    };
    Pregnancy {
        dating: Some(dating),
        ..recorded("2025-08-01")
    }
}

fn ended(due_on: &str, what: PregnancyEnding, on: &str) -> Pregnancy {
    Pregnancy {
        outcome: Some(PregnancyEnd {
            what,
            on: day(on),
            place: String::new(),
        }),
        ..due(due_on)
    }
}

fn why(one: &Pregnancy) -> Option<(&'static str, Why)> {
    one.check(day(TODAY)).err().map(|no| (no.field, no.why))
}

/// R136, R137: gestational age by the due date.
#[test]
fn r137_weeks_and_days_are_counted_from_280_days_before_the_due_date() {
    let at = |on: &str| due("2026-04-03").age_on(day(on));
    let age = |weeks, days| Some(GestationalAge { weeks, days });
    assert_eq!(at("2025-06-26"), None);
    assert_eq!(at("2025-06-27"), age(0, 0));
    assert_eq!(at("2026-02-03"), age(31, 4));
    assert_eq!(at("2026-04-03"), age(40, 0));
    assert_eq!(recorded("2025-08-01").age_on(day(TODAY)), None);
}

/// R137: the last day of each trimester.
#[test]
fn r137_a_trimester_ends_with_thirteen_weeks_six_days_and_twenty_seven_weeks_six_days() {
    let third = |weeks, days| GestationalAge { weeks, days }.trimester();
    assert_eq!(third(13, 6), Trimester::First);
    assert_eq!(third(14, 0), Trimester::Second);
    assert_eq!(third(27, 6), Trimester::Second);
    assert_eq!(third(28, 0), Trimester::Third);
}

#[test]
fn r136_a_due_date_before_conception_and_one_beyond_forty_two_weeks_are_refused() {
    let by_lmp = |lmp: &str, due: &str| Pregnancy {
        dating: Some(Dating {
            due: day(due),
            method: DatingMethod::Lmp,
            lmp: Some(day(lmp)),
        }),
        ..recorded("2025-08-01")
    };
    assert_eq!(Dating::due_from(day("2025-06-27")), Some(day("2026-04-03")));
    assert_eq!(why(&by_lmp("2025-06-27", "2026-04-03")), None);
    assert_eq!(why(&by_lmp("2025-06-27", "2026-04-17")), None);
    assert_eq!(
        why(&by_lmp("2025-06-27", "2026-04-18")),
        Some(("dating", Why::LongerThanAPregnancy))
    );
    assert_eq!(
        why(&by_lmp("2025-06-27", "2025-07-11")),
        Some(("dating", Why::BeforeConception))
    );
    // By its due date it has not begun: nobody is pregnant yet.
    assert_eq!(why(&due("2026-11-17")), None);
    assert_eq!(
        why(&due("2026-11-18")),
        Some(("dating", Why::BeforeConception))
    );
}

#[test]
fn r136_a_birth_before_sixteen_weeks_is_none_and_a_late_loss_is_a_stillbirth() {
    use PregnancyEnding::{LiveBirth, Miscarriage, Stillbirth};
    // Sixteen weeks are reached on 2025-10-17, twenty on 2025-11-14.
    let at = |what, on| why(&ended("2026-04-03", what, on));
    assert_eq!(
        at(LiveBirth, "2025-10-16"),
        Some(("outcome", Why::TooEarlyForABirth))
    );
    assert_eq!(at(Stillbirth, "2025-10-17"), None);
    assert_eq!(at(Miscarriage, "2025-11-13"), None);
    assert_eq!(
        at(Miscarriage, "2025-11-14"),
        Some(("outcome", Why::LateForAMiscarriage))
    );
    assert_eq!(
        at(LiveBirth, "2026-02-11"),
        Some(("outcome", Why::InTheFuture))
    );
    assert_eq!(
        at(LiveBirth, "2025-06-01"),
        Some(("outcome", Why::BeforeConception))
    );
    let late = ended("2025-11-01", LiveBirth, "2026-01-10");
    assert_eq!(why(&late), Some(("outcome", Why::LongerThanAPregnancy)));
}

/// R136: gravidity and parity.
#[test]
fn r136_nobody_gave_birth_more_often_than_she_was_pregnant() {
    let births = |gravida, para| Pregnancy {
        births: Some(Births { gravida, para }),
        ..due("2026-04-03")
    };
    assert_eq!(why(&births(4, 3)), None);
    for (gravida, para) in [(0, 0), (2, 2), (31, 0)] {
        assert_eq!(
            why(&births(gravida, para)),
            Some(("births", Why::MoreBirthsThanPregnancies))
        );
    }
}

/// R122, R136: the day twelve months after the end.
#[test]
fn r122_twelve_months_after_its_end_belong_to_it_with_the_last_day() {
    let phase = |one: &Pregnancy, on: &str| one.phase(day(on));
    let birth = ended("2026-02-01", PregnancyEnding::LiveBirth, "2026-01-20");
    assert_eq!(phase(&birth, "2025-04-20"), Phase::Before);
    assert_eq!(phase(&birth, "2026-01-19"), Phase::Pregnant);
    assert_eq!(phase(&birth, "2026-01-20"), Phase::After);
    assert_eq!(phase(&birth, "2027-01-20"), Phase::After);
    assert_eq!(phase(&birth, "2027-01-21"), Phase::Over);
    let open = due("2026-02-01");
    assert_eq!(phase(&open, "2026-02-22"), Phase::Pregnant);
    assert_eq!(phase(&open, "2026-02-23"), Phase::Unwritten);
    assert_eq!(phase(&open, "2027-02-23"), Phase::Over);
}

/// R122: what counts as having delivered.
#[test]
fn r122_a_stillbirth_and_a_late_abortion_are_deliveries_and_a_miscarriage_is_none() {
    use PregnancyEnding::{Miscarriage, Stillbirth, Termination};
    let delivered = |what, on| ended("2026-04-03", what, on).was_delivered();
    assert_eq!(delivered(Stillbirth, "2025-12-20"), Some(true));
    assert_eq!(delivered(Termination, "2025-11-14"), Some(true));
    assert_eq!(delivered(Termination, "2025-11-13"), Some(false));
    assert_eq!(delivered(Miscarriage, "2025-10-01"), Some(false));
    assert_eq!(due("2026-04-03").was_delivered(), None);
}

#[test]
fn what_a_hospital_recorded_before_any_of_this_is_read_and_stays_as_it_is() {
    let old = serde_json::json!({
        "onset": "2025-08-01", "coding": { "system": "s", "code": "c", "display": "Normal pregnancy" },
    });
    let read: Pregnancy = serde_json::from_value(old.clone()).unwrap();
    assert_eq!(why(&read), None);
    assert_eq!(serde_json::to_value(&read).unwrap(), old);
    assert_eq!(read.phase(day(TODAY)), Phase::Pregnant);
}
