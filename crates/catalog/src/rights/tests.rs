use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn due(kind: RightKind, received: &str) -> NaiveDate {
    let right = Rights::shipped().right(kind).unwrap();
    right.due(day(received))
}

#[test]
fn each_request_has_its_day_and_working_days_pass_over_the_weekend() {
    // A Thursday.
    let received = "2026-02-12";
    assert_eq!(due(RightKind::See, received), day("2026-02-19"));
    assert_eq!(due(RightKind::Copy, received), day("2026-02-27"));
    assert_eq!(due(RightKind::Amend, received), day("2026-04-13"));
    assert_eq!(due(RightKind::Accounting, received), day("2026-04-13"));
    assert_eq!(due(RightKind::Restrict, received), day("2026-03-14"));
    assert_eq!(
        due(RightKind::ContactOtherwise, received),
        day("2026-02-19")
    );
    // Asked on a Saturday.
    assert_eq!(due(RightKind::See, "2026-02-14"), day("2026-02-20"));
}

#[test]
fn more_time_is_taken_only_where_the_law_leaves_it() {
    let more = |kind| {
        let right = Rights::shipped().right(kind).unwrap();
        right.extended(day("2026-04-13"))
    };
    assert_eq!(more(RightKind::Amend), Some(day("2026-05-13")));
    assert_eq!(more(RightKind::Accounting), Some(day("2026-05-13")));
    assert_eq!(more(RightKind::Copy), None);
    assert_eq!(more(RightKind::See), None);
}

#[test]
fn every_request_can_be_denied_for_a_reason_that_says_how_to_object() {
    for kind in RightKind::ALL {
        let mut reasons = Rights::shipped().denials.iter();
        assert!(reasons.any(|one| one.rights.contains(kind)), "{kind:?}");
    }
}

#[test]
fn a_list_that_is_wrong_is_refused_with_its_line() {
    let wrong = |from: &str, to: &str| {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED);
        Rights::read(&text).unwrap_err().reason
    };
    assert_eq!(
        wrong("code = \"see\"", "code = \"sing\""),
        "a kind of request has no rule"
    );
    assert_eq!(
        wrong("code = \"copy\"", "code = \"see\""),
        "this is in the list already"
    );
    assert_eq!(wrong("days = 5", "days = 0"), "nobody answers in no time");
    assert_eq!(
        wrong("counted = \"working_days\"", "counted = \"moons\""),
        "days are not counted so"
    );
    assert_eq!(
        wrong("rights = [\"amend\"]", "rights = []"),
        "this denies nothing"
    );
}
