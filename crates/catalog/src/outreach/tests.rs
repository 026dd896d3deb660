use super::*;

const PHONE: Reach<'static> = Reach {
    never: &[],
    has_phone: true,
    home: Some(care::HomeKind::Shelter),
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tried<'a>(on: &str, hour: u32, method: &'a str, outcome: &'a str) -> Tried<'a> {
    Tried {
        day: day(on),
        hour,
        method,
        outcome,
        again: None,
    }
}

/// `2026-02-04 phone evening AnotherHour`
fn line(all: &[Tried<'_>], reach: Reach<'_>) -> Option<String> {
    let next = Outreach::shipped().next(all, reach, day("2026-01-30"))?;
    let hour = next.hour.unwrap_or_default();
    Some(format!(
        "{} {} {hour} {:?}",
        next.on, next.method, next.because
    ))
}

/// R230; R027, R170, R171, R172, R173, R174, R175: each of the partner programmes by its code.
#[test]
fn r230_every_value_of_the_shipped_list_says_who_vouches_for_it() {
    let list = Outreach::shipped();
    assert_eq!(list.version, "2026-01");
    let programmes: Vec<&str> = list
        .programmes
        .iter()
        .map(|one| one.named.code.as_str())
        .collect();
    assert_eq!(programmes, ["cpsp", "bih", "pei", "aimss", "chvp", "hvp"]);
    assert!(
        list.sources
            .iter()
            .any(|one| one.vouched == Vouched::Published)
    );
    let taps: Vec<_> = list.outcomes.iter().filter(|one| one.tap).collect();
    for way in [Way::InPerson, Way::Phone] {
        let here = taps.iter().filter(|one| one.ways.contains(&way));
        assert!(here.count() <= 9, "no more than a hand finds: {way:?}");
    }
}

#[test]
fn r230_a_bad_list_is_refused_with_its_line_and_reason() {
    let check = |from: &str, to: &str| {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED, "{from}");
        let wrong = Outreach::read(&text).unwrap_err();
        let line = text.lines().nth(wrong.line.saturating_sub(1)).unwrap();
        (line.to_owned(), wrong.reason)
    };
    assert_eq!(
        check("code = \"provider\"", "code = \"plan\""),
        (
            "code = \"plan\"".to_owned(),
            "another one has this code".to_owned()
        )
    );
    let (line, reason) = check(
        "way = \"letter\"\ncounts = false",
        "way = \"letter\"\ncounts = true",
    );
    assert_eq!(line, "code = \"letter\"");
    assert!(reason.contains("why"), "{reason}");
    let (line, _) = check(
        "again_days = 2\ntap = true\nstanding = \"ours\"",
        "standing = \"ours\"",
    );
    assert_eq!(line, "code = \"not_at_location\"");
    let (line, _) = check("place = \"street\"", "place = \"moon\"");
    assert_eq!(line, "code = \"in_person_street\"");
    let (line, _) = check(
        "standing = \"published\"",
        "standing = \"somebody said so\"",
    );
    assert_eq!(line, "code = \"plan\"");
    let (line, _) = check("to = 12", "to = 25");
    assert_eq!(line, "code = \"morning\"");
}

/// R044: which attempts count.
#[test]
fn r044_what_counts_as_an_attempt_and_why_the_rest_does_not() {
    let list = Outreach::shipped();
    let before = Made::BeforeEnrolment;
    let why = |method: &str, outcome: &str| {
        list.why_not(method, outcome, before)
            .map(|why| why.en.as_str())
    };
    assert_eq!(why("phone", "no_answer"), None);
    assert_eq!(why("in_person_street", "not_at_location"), None);
    assert_eq!(why("text", "spoke"), None);
    assert!(why("letter", "no_answer").unwrap().contains("letter alone"));
    assert!(
        why("phone", "wrong_number")
            .unwrap()
            .contains("wrong number")
    );
    assert!(why("letter", "letter_returned").is_some());
    let after = list.why_not("phone", "spoke", Made::AfterEnrolment);
    assert_eq!(after, Some(&list.rule.after_enrolment));
    assert_eq!(
        why("carrier_pigeon", "coo"),
        None,
        "what a newer list has is not judged"
    );
}

#[test]
fn an_outcome_comes_about_in_its_own_ways() {
    let list = Outreach::shipped();
    assert!(list.fits("phone", "voicemail"));
    assert!(!list.fits("in_person_street", "voicemail"));
    assert!(!list.fits("phone", "not_at_location"));
    assert!(!list.fits("phone", "coo"));
}

#[test]
fn r045_the_first_attempt_is_due_two_working_days_after_she_was_named() {
    // Friday the 30th: two days on is a Sunday.
    let first = "2026-02-02 in_person_shelter  First";
    assert_eq!(line(&[], PHONE).as_deref(), Some(first));
}

/// R045: persistent, and creative: another hour, then another way.
#[test]
fn r045_the_same_way_at_another_hour_and_then_another_way() {
    let mut all = vec![tried(
        "2026-02-02",
        9,
        "in_person_shelter",
        "not_at_location",
    )];
    let second = "2026-02-04 in_person_shelter afternoon AnotherHour";
    assert_eq!(line(&all, PHONE).as_deref(), Some(second));
    all.push(tried(
        "2026-02-04",
        14,
        "in_person_shelter",
        "not_at_location",
    ));
    let third = "2026-02-06 phone morning AnotherWay";
    assert_eq!(line(&all, PHONE).as_deref(), Some(third));
    let nowhere_else = Reach {
        never: &[],
        has_phone: false,
        ..PHONE
    };
    let evening = "2026-02-06 in_person_shelter evening AnotherHour";
    assert_eq!(line(&all, nowhere_else).as_deref(), Some(evening));
}

#[test]
fn r045_a_number_that_is_wrong_is_not_called_again() {
    let all = [tried("2026-02-02", 9, "phone", "wrong_number")];
    let other = "2026-02-03 in_person_shelter morning AnotherWay";
    assert_eq!(line(&all, PHONE).as_deref(), Some(other));
}

#[test]
fn r045_the_day_she_asked_for_is_the_day_also_on_a_sunday() {
    let all = [Tried {
        again: Some(day("2026-02-15")),
        ..tried("2026-02-02", 18, "phone", "retry_later")
    }];
    let asked = "2026-02-15 phone evening SheAsked";
    assert_eq!(line(&all, PHONE).as_deref(), Some(asked));
}

#[test]
fn where_she_was_reached_she_is_looked_for_again_and_nothing_follows_where_nothing_does() {
    let reached = [
        tried("2026-02-02", 9, "phone", "no_answer"),
        tried("2026-02-03", 18, "in_person_street", "spoke"),
    ];
    let there = "2026-02-10 in_person_street evening Reached";
    assert_eq!(line(&reached, PHONE).as_deref(), Some(there));
    for outcome in ["declined", "ineligible", "duplicative", "plan_disenrolled"] {
        let all = [tried("2026-02-02", 9, "phone", outcome)];
        assert_eq!(line(&all, PHONE), None, "{outcome}");
    }
}

#[test]
fn r045_nobody_is_given_up_however_often_she_was_not_there() {
    let all: Vec<Tried<'_>> = (1..=28)
        .map(|of| tried("2026-02-02", of % 24, "in_person_street", "not_at_location"))
        .collect();
    assert!(line(&all, PHONE).is_some());
    let known_no_more = [tried("2026-02-02", 9, "carrier_pigeon", "coo")];
    assert!(line(&known_no_more, PHONE).is_some());
}

#[test]
fn a_way_she_never_wants_is_never_suggested() {
    let never = [Way::Phone, Way::Text];
    let reach = Reach {
        never: &never,
        ..PHONE
    };
    let list = Outreach::shipped();
    let since = "2026-02-09".parse().unwrap();
    let mut tried = Vec::new();
    for days in 0..6 {
        let next = list.next(&tried, reach, since).unwrap();
        let method = list.method(&next.method).unwrap();
        assert!(!never.contains(&method.way), "{}", next.method);
        let missed = list
            .outcomes
            .iter()
            .find(|one| one.ways.contains(&method.way) && !one.reached);
        tried.push(Tried {
            day: since + chrono::Days::new(days * 7),
            hour: 10,
            method: &method.named.code,
            outcome: &missed.unwrap().named.code,
            again: Some(since + chrono::Days::new(days * 7 + 7)),
        });
    }
}
