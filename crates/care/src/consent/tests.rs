use super::*;
use crate::StaffId;
use crate::sharing::folded;
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

/// A release to Casa Abril, signed by her on the first of February 2026, until the end of the year.
fn release() -> Consent {
    Consent {
        template: Consent::TEMPLATE,
        member: MemberId(Uuid::from_u128(2)),
        kind: ConsentKind::Roi,
        form: "2026-01".to_owned(),
        language: "es".to_owned(),
        signed_by: SignedBy::Member,
        signer: String::new(),
        signing: Signing::Touch {
            strokes: vec![vec![[10, 20], [30, 40]]],
        },
        on: day("2026-02-01"),
        from: day("2026-02-01"),
        until: Some(day("2026-12-31")),
        provisions: vec![Provision {
            about: None,
            answered: Answered::Share,
            to_kind: Some(RecipientKind::Community),
            to_name: "Casa Abril".to_owned(),
            purposes: vec![ShareFor::Housing],
        }],
        refused: None,
        supersedes: Vec::new(),
        knew: Vec::new(),
        external_id: String::new(),
        author: author(),
        signed_at: 1,
    }
}

fn taken_back(of: &[u128]) -> ConsentWithdrawn {
    ConsentWithdrawn {
        template: ConsentWithdrawn::TEMPLATE,
        member: MemberId(Uuid::from_u128(2)),
        of: of.iter().copied().map(id).collect(),
        all_sharing: of.is_empty(),
        on: day("2026-03-01"),
        how: WithdrawnHow::Verbal,
        reason: String::new(),
        author: author(),
        signed_at: 2,
    }
}

fn stands(
    consents: &[(RecordId, Consent)],
    withdrawn: &[(RecordId, ConsentWithdrawn)],
    on: &str,
) -> Vec<ConsentStanding> {
    let born = Some(day("2000-06-15"));
    let all = standing(consents, withdrawn, born, day(on));
    all.into_iter().map(|one| one.stands).collect()
}

#[test]
fn a_consent_holds_from_its_first_day_to_its_last() {
    let all = [(id(1), release())];
    for (on, expected) in [
        ("2026-01-31", ConsentStanding::NotYet),
        ("2026-02-01", ConsentStanding::InForce),
        ("2026-12-31", ConsentStanding::InForce),
        ("2027-01-01", ConsentStanding::Expired),
    ] {
        assert_eq!(stands(&all, &[], on), [expected], "{on}");
    }
}

/// R003a: a yes to ECM needs no form, a release does. R188 in part: what a release lacks is named.
#[test]
fn what_the_law_asks_for_and_is_missing_is_named() {
    let lacks = |change: fn(&mut Consent)| {
        let mut one = release();
        change(&mut one);
        one.lacks()
    };
    assert_eq!(lacks(|_| {}), []);
    assert_eq!(lacks(|one| one.until = None), [Lack::End]);
    assert_eq!(
        lacks(|one| one.provisions[0].to_name.clear()),
        [Lack::Recipient]
    );
    assert_eq!(
        lacks(|one| one.provisions[0].purposes.clear()),
        [Lack::Purpose]
    );
    assert_eq!(lacks(|one| one.provisions.clear()), [Lack::Provisions]);
    assert_eq!(
        lacks(|one| one.signing = Signing::Touch { strokes: vec![] }),
        [Lack::Signature]
    );
    let said = Signing::Verbal {
        witness: String::new(),
    };
    let mut verbal = release();
    verbal.signing = said.clone();
    assert_eq!(verbal.lacks(), [Lack::Witness]);
    verbal.kind = ConsentKind::Part2Tpo;
    assert_eq!(verbal.lacks(), [Lack::Signature]);
    assert_eq!(
        lacks(|one| one.signed_by = SignedBy::Guardian),
        [Lack::Signer]
    );
    // Her word is enough for the work itself, and a no needs no form.
    let opt_in = Consent {
        kind: ConsentKind::EcmOptIn,
        signing: said,
        provisions: Vec::new(),
        until: None,
        ..release()
    };
    assert_eq!(opt_in.lacks(), []);
    assert_eq!(
        lacks(|one| {
            one.refused = Some(String::new());
            one.until = None;
        }),
        []
    );
}

#[test]
fn what_is_incomplete_or_refused_is_not_in_force() {
    let mut open = release();
    open.until = None;
    let mut no = release();
    no.refused = Some("not now".to_owned());
    let all = [(id(1), open), (id(2), no)];
    assert_eq!(
        stands(&all, &[], "2026-03-01"),
        [ConsentStanding::Incomplete, ConsentStanding::Refused]
    );
}

#[test]
fn a_newer_one_takes_the_place_of_those_it_names() {
    let newer = Consent {
        supersedes: vec![id(1)],
        ..release()
    };
    let all = [(id(1), release()), (id(2), newer)];
    assert_eq!(
        stands(&all, &[], "2026-03-01"),
        [ConsentStanding::Superseded, ConsentStanding::InForce]
    );
}

#[test]
fn what_is_taken_back_is_gone_at_once_also_where_it_was_signed_elsewhere_unseen() {
    let unseen = Consent {
        on: day("2026-03-02"),
        ..release()
    };
    let elsewhere = Consent {
        provisions: vec![Provision {
            to_name: "Second Chance".to_owned(),
            ..release().provisions.remove(0)
        }],
        ..release()
    };
    let knowing = Consent {
        knew: vec![id(9)],
        ..release()
    };
    let all = [
        (id(1), release()),
        (id(2), unseen),
        (id(3), elsewhere),
        (id(4), knowing),
    ];
    let (gone, stays) = (ConsentStanding::Withdrawn, ConsentStanding::InForce);
    let one = [(id(9), taken_back(&[1]))];
    assert_eq!(
        stands(&all, &one, "2026-03-05"),
        [gone, gone, stays, stays],
        "one"
    );
    let everything = [(id(9), taken_back(&[]))];
    assert_eq!(
        stands(&all, &everything, "2026-03-05"),
        [gone, gone, gone, stays],
        "everything that speaks of sharing"
    );
    // Whatever arrives first.
    let mut backwards = all.to_vec();
    backwards.reverse();
    assert_eq!(
        stands(&backwards, &one, "2026-03-05"),
        [stays, stays, gone, gone]
    );
}

#[test]
fn a_parents_signature_ends_when_she_is_eighteen() {
    let by_her_mother = Consent {
        signed_by: SignedBy::Parent,
        signer: "Rosa Lara".to_owned(),
        until: Some(day("2019-12-31")),
        on: day("2017-01-01"),
        from: day("2017-01-01"),
        ..release()
    };
    let all = [(id(1), by_her_mother)];
    assert_eq!(stands(&all, &[], "2018-06-14"), [ConsentStanding::InForce]);
    assert_eq!(stands(&all, &[], "2018-06-15"), [ConsentStanding::OfAge]);
}

#[test]
fn a_signature_has_its_limits() {
    let why = |strokes: Vec<Vec<[u16; 2]>>| {
        let one = Consent {
            signing: Signing::Touch { strokes },
            ..release()
        };
        one.check(day("2026-02-01")).err().map(|no| no.why)
    };
    assert_eq!(why(vec![vec![[1_000, 400]; Signing::POINTS_MAX]]), None);
    assert_eq!(
        why(vec![vec![[0, 0]; Signing::POINTS_MAX + 1]]),
        Some(Why::TooMany)
    );
    assert_eq!(
        why(vec![vec![]; Signing::STROKES_MAX + 1]),
        Some(Why::TooMany)
    );
    assert_eq!(why(vec![vec![[1_001, 0]]]), Some(Why::Malformed));
}

#[test]
fn nobody_signs_or_takes_back_tomorrow_and_nothing_ends_before_it_begins() {
    let why = |one: &Consent| {
        one.check(day("2026-02-01"))
            .err()
            .map(|no| (no.field, no.why))
    };
    assert_eq!(why(&release()), None);
    let tomorrow = Consent {
        on: day("2026-02-02"),
        ..release()
    };
    assert_eq!(why(&tomorrow), Some(("on", Why::InTheFuture)));
    let backwards = Consent {
        until: Some(day("2026-01-31")),
        ..release()
    };
    assert_eq!(why(&backwards), Some(("until", Why::BeforeTheStart)));
    assert!(taken_back(&[1]).check(day("2026-02-28")).is_err());
    assert!(taken_back(&[1]).check(day("2026-03-01")).is_ok());
}

#[test]
fn two_write_the_same_name_and_no_debug_text_shows_a_consent() {
    assert_eq!(folded(" Casa  ABRIL"), folded("casa abril"));
    assert_eq!(format!("{:?}", release()), "Consent(…)");
}
