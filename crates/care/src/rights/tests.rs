use super::*;
use crate::StaffId;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

fn author() -> NoteAuthor {
    NoteAuthor {
        staff: StaffId(Uuid::from_u128(3)),
        signature: "Inés Carranza".to_owned(),
    }
}

fn restriction() -> Restriction {
    Restriction {
        about: Some(Tag::Mh),
        things: Vec::new(),
        to_kind: Some(RecipientKind::Plan),
        to_name: String::new(),
        purposes: vec![ShareFor::Payment],
        paid_herself: true,
    }
}

fn asked(kind: RightKind) -> RightAsked {
    RightAsked {
        template: RightAsked::TEMPLATE,
        catalog: "2026-01".to_owned(),
        member: MemberId(Uuid::from_u128(2)),
        kind,
        asked_by: AskedBy::Member,
        representative: String::new(),
        how: RequestHow::InPerson,
        words: "I want it".to_owned(),
        on: day("2026-02-10"),
        due: day("2026-04-11"),
        about: None,
        restriction: (kind == RightKind::Restrict).then(restriction),
        contact: (kind == RightKind::ContactOtherwise).then(|| contact("555-0100", &[])),
        author: author(),
        signed_at: 1,
    }
}

fn contact(phone: &str, never: &[ContactWay]) -> ContactOtherwise {
    ContactOtherwise {
        phone: phone.to_owned(),
        never: never.to_vec(),
        ..ContactOtherwise::default()
    }
}

fn answer(step: RightStep, knew: &[u128], signed_at: i64) -> RightAnswered {
    RightAnswered {
        template: RightAnswered::TEMPLATE,
        member: MemberId(Uuid::from_u128(2)),
        of: id(1),
        knew: knew.iter().map(|one| id(*one)).collect(),
        step,
        on: day("2026-02-20"),
        reason: "accurate".to_owned(),
        words: "said so".to_owned(),
        until: None,
        restriction: None,
        contact: None,
        author: author(),
        signed_at,
    }
}

fn stands(kind: RightKind, answers: &[(u128, RightAnswered)]) -> (RightStanding, bool) {
    let asked = [(id(1), asked(kind))];
    let mut answers: Vec<_> = answers
        .iter()
        .map(|(n, one)| (id(*n), one.clone()))
        .collect();
    let of = |answers: &[(RecordId, RightAnswered)]| {
        let stood = rights_standing(&asked, answers);
        (stood[0].stands, stood[0].two_answers)
    };
    let first = of(&answers);
    answers.reverse();
    assert_eq!(of(&answers), first, "the order means nothing");
    first
}

#[test]
fn a_request_waits_is_answered_and_an_answer_takes_the_place_of_those_it_knew() {
    use RightStep as S;
    let kind = RightKind::Amend;
    assert_eq!(stands(kind, &[]), (RightStanding::Received, false));
    let denied = (2, answer(S::Denied, &[], 2));
    assert_eq!(
        stands(kind, std::slice::from_ref(&denied)),
        (RightStanding::Denied, false)
    );
    let granted = (3, answer(S::Granted, &[2], 3));
    assert_eq!(
        stands(kind, &[denied.clone(), granted]),
        (RightStanding::Granted, false)
    );
    let disagreed = (4, answer(S::Disagreed, &[2], 4));
    assert_eq!(
        stands(kind, &[denied, disagreed]),
        (RightStanding::Denied, false)
    );
}

#[test]
fn of_a_yes_and_a_no_that_did_not_see_each_other_the_yes_holds_and_somebody_is_asked() {
    use RightStep as S;
    let both = [
        (2, answer(S::Denied, &[], 2)),
        (3, answer(S::Granted, &[], 9)),
    ];
    assert_eq!(
        stands(RightKind::Restrict, &both),
        (RightStanding::Granted, true)
    );
    // An end that did not know of the grant ends nothing.
    let ended = [
        (3, answer(S::Granted, &[], 3)),
        (4, answer(S::Ended, &[], 9)),
    ];
    assert_eq!(
        stands(RightKind::Restrict, &ended).0,
        RightStanding::Granted
    );
    let knew = [
        (3, answer(S::Granted, &[], 3)),
        (4, answer(S::Ended, &[3], 9)),
    ];
    assert_eq!(
        stands(RightKind::Restrict, &knew),
        (RightStanding::Ended, false)
    );
}

#[test]
fn more_time_moves_the_day_once_and_of_two_the_earlier_counts() {
    let more = |until: &str, at| RightAnswered {
        until: Some(day(until)),
        ..answer(RightStep::Extended, &[], at)
    };
    let asked = [(id(1), asked(RightKind::Amend))];
    let answers = [
        (id(2), more("2026-05-11", 2)),
        (id(3), more("2026-06-01", 3)),
    ];
    let stood = rights_standing(&asked, &answers);
    assert_eq!(stood[0].stands, RightStanding::Extended);
    assert_eq!(stood[0].due, day("2026-05-11"));
}

#[test]
fn what_is_granted_acts_and_what_is_not_does_not() {
    let of = |step| {
        let asked = [(id(1), asked(RightKind::Restrict))];
        let answers = [(id(2), answer(step, &[], 2))];
        restrictions(&rights_standing(&asked, &answers)).len()
    };
    assert_eq!(of(RightStep::Granted), 1);
    assert_eq!(of(RightStep::Denied), 0);
    assert_eq!(of(RightStep::Withdrawn), 0);
    let less = Restriction {
        about: None,
        ..restriction()
    };
    let in_part = RightAnswered {
        restriction: Some(less.clone()),
        ..answer(RightStep::GrantedInPart, &[], 2)
    };
    let asked = [(id(1), asked(RightKind::Restrict))];
    let answers = [(id(2), in_part)];
    assert!(restrictions(&rights_standing(&asked, &answers)) == [less]);
}

#[test]
fn what_is_never_used_adds_up_and_the_number_named_last_counts() {
    let asked = |n, contact, on: &str| {
        let one = RightAsked {
            contact: Some(contact),
            on: day(on),
            ..asked(RightKind::ContactOtherwise)
        };
        (id(n), one)
    };
    let both = [
        asked(
            1,
            contact("(510) 555-0100", &[ContactWay::Mail]),
            "2026-02-10",
        ),
        asked(
            5,
            contact("510 555 0199", &[ContactWay::Voicemail]),
            "2026-02-11",
        ),
    ];
    let granted = |n, of| {
        let one = RightAnswered {
            of: id(of),
            ..answer(RightStep::Granted, &[], 2)
        };
        (id(n), one)
    };
    let answers = [granted(2, 1), granted(6, 5)];
    let rule = contact_rule(&rights_standing(&both, &answers)).unwrap();
    assert_eq!(rule.never, [ContactWay::Voicemail, ContactWay::Mail]);
    assert!(rule.may_call("(510) 555-0199"));
    assert!(!rule.may_call("(510) 555-0100"));
    let silent = ContactOtherwise {
        never: vec![ContactWay::Phone],
        ..ContactOtherwise::default()
    };
    assert!(!silent.may_call("510 555 0199"));
    assert!(contact_rule(&rights_standing(&both, &[])).is_none());
}

#[test]
fn what_she_paid_for_herself_is_kept_from_the_plan_without_a_choice() {
    assert!(restriction().must_be_granted());
    let without = |change: fn(&mut Restriction)| {
        let mut one = restriction();
        change(&mut one);
        one.must_be_granted()
    };
    assert!(!without(|one| one.paid_herself = false));
    assert!(!without(|one| one.to_kind = Some(RecipientKind::Community)));
    assert!(!without(|one| one.purposes.push(ShareFor::Treatment)));
    assert!(!without(|one| one.purposes.clear()));
}

#[test]
fn a_request_needs_her_words_and_what_its_kind_takes() {
    let why = |one: RightAsked| {
        one.check(day("2026-02-10"))
            .err()
            .map(|no| (no.field, no.why))
    };
    assert_eq!(why(asked(RightKind::Copy)), None);
    let silent = RightAsked {
        words: " ".to_owned(),
        ..asked(RightKind::Copy)
    };
    assert_eq!(why(silent), Some(("words", Why::Missing)));
    let nobody = RightAsked {
        asked_by: AskedBy::Representative,
        ..asked(RightKind::Copy)
    };
    assert_eq!(why(nobody), Some(("representative", Why::Missing)));
    let nothing = RightAsked {
        restriction: None,
        ..asked(RightKind::Restrict)
    };
    assert_eq!(why(nothing), Some(("restriction", Why::Missing)));
    let mut of_herself = asked(RightKind::Restrict);
    if let Some(one) = &mut of_herself.restriction {
        one.to_kind = Some(RecipientKind::Member);
    }
    assert_eq!(why(of_herself), Some(("restriction", Why::Malformed)));
    let nowhere = RightAsked {
        contact: Some(ContactOtherwise::default()),
        ..asked(RightKind::ContactOtherwise)
    };
    assert_eq!(why(nowhere), Some(("contact", Why::Missing)));
}

#[test]
fn a_denial_names_the_reason_of_the_law_and_more_time_its_letter() {
    let why = |one: &RightAnswered| {
        one.check(RightKind::Restrict, day("2026-02-20"))
            .err()
            .map(|no| no.field)
    };
    let silent = |step| RightAnswered {
        reason: String::new(),
        words: String::new(),
        ..answer(step, &[], 2)
    };
    assert_eq!(why(&silent(RightStep::Denied)), Some("reason"));
    assert_eq!(why(&silent(RightStep::Extended)), Some("words"));
    assert_eq!(why(&silent(RightStep::Disagreed)), Some("words"));
    assert_eq!(why(&silent(RightStep::Granted)), None);
    assert_eq!(
        why(&answer(RightStep::GrantedInPart, &[], 2)),
        Some("restriction")
    );
}

#[test]
fn no_debug_text_shows_a_request() {
    assert_eq!(format!("{:?}", asked(RightKind::Restrict)), "RightAsked(…)");
    assert_eq!(
        format!("{:?}", answer(RightStep::Denied, &[], 1)),
        "RightAnswered(…)"
    );
}
