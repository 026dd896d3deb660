use care::{
    Answered, ConsentKind, ConsentStanding, Lack, Member, Provision, RecipientKind, RecordId,
    ShareFor, SignedBy, Signing, WithdrawnHow,
};

use super::super::due::fixture::{MEMBER, day, member};
use super::super::due::office::Office;
use crate::contract::consents::{AddConsent, Consents, ShowConsents, WithdrawConsent};
use crate::contract::failure::Failure;

fn her() -> Office {
    let office = Office::open();
    office.put::<Member>(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office
}

fn shown(office: &Office) -> Consents {
    office.ask(ShowConsents { member: MEMBER }).unwrap()
}

fn stands(office: &Office) -> Vec<(ConsentKind, ConsentStanding)> {
    let all = shown(office).consents.into_iter();
    all.map(|one| (one.kind, one.stands)).collect()
}

/// A release to Casa Abril, signed today with a finger.
fn release(seen: Vec<RecordId>) -> AddConsent {
    AddConsent {
        member: MEMBER,
        seen,
        kind: ConsentKind::Roi,
        form: String::new(),
        language: "es".to_owned(),
        signed_by: SignedBy::Member,
        signer: String::new(),
        signing: Signing::Touch {
            strokes: vec![vec![[1, 2], [3, 4]]],
        },
        on: day("2026-02-10"),
        until: Some(day("2026-12-31")),
        provisions: vec![Provision {
            about: None,
            answered: Answered::Share,
            to_kind: Some(RecipientKind::Community),
            to_name: "Casa Abril".to_owned(),
            purposes: vec![ShareFor::Housing],
        }],
        refused: None,
    }
}

fn work(kind: ConsentKind, seen: Vec<RecordId>) -> AddConsent {
    AddConsent {
        kind,
        signing: Signing::Verbal {
            witness: String::new(),
        },
        until: None,
        provisions: Vec::new(),
        ..release(seen)
    }
}

fn take_back(office: &Office, record: Option<RecordId>) -> Result<(), Failure> {
    office
        .ask(WithdrawConsent {
            member: MEMBER,
            record,
            on: day("2026-02-10"),
            how: WithdrawnHow::Verbal,
            reason: String::new(),
        })
        .map(|_| ())
}

/// R003, R003a: her yes or no to the work is kept; her word is enough.
#[test]
fn her_word_is_enough_for_the_work_and_a_no_takes_the_place_of_a_yes() {
    let office = her();
    office.ask(work(ConsentKind::EcmOptIn, vec![])).unwrap();
    assert_eq!(
        stands(&office),
        [(ConsentKind::EcmOptIn, ConsentStanding::InForce)]
    );
    let seen = shown(&office).seen;
    office.ask(work(ConsentKind::EcmDecline, seen)).unwrap();
    assert_eq!(
        stands(&office),
        [
            (ConsentKind::EcmDecline, ConsentStanding::InForce),
            (ConsentKind::EcmOptIn, ConsentStanding::Superseded),
        ]
    );
}

#[test]
fn what_is_missing_is_named_and_what_is_signed_is_kept_as_it_was_signed() {
    let office = her();
    office
        .ask(AddConsent {
            until: None,
            ..release(vec![])
        })
        .unwrap();
    let one = shown(&office).consents.remove(0);
    assert_eq!(one.stands, ConsentStanding::Incomplete);
    assert_eq!(one.lacks, [Lack::End]);
    assert_eq!(
        one.signing,
        Signing::Touch {
            strokes: vec![vec![[1, 2], [3, 4]]]
        }
    );
}

/// R003a: she takes it back by word of mouth; when and how is kept.
#[test]
fn what_is_taken_back_is_gone_at_once_and_cannot_be_taken_back_twice() {
    let office = her();
    let made = office.ask(release(vec![])).unwrap();
    let record: RecordId = made.id.parse().unwrap();
    take_back(&office, Some(record)).unwrap();
    assert_eq!(
        stands(&office),
        [(ConsentKind::Roi, ConsentStanding::Withdrawn)]
    );
    let one = shown(&office).consents.remove(0);
    assert_eq!(one.withdrawn.unwrap().how, WithdrawnHow::Verbal);
    assert_eq!(
        take_back(&office, Some(record)),
        Err(Failure::AlreadyDecided)
    );
}

#[test]
fn a_new_one_stands_only_against_the_withdrawals_that_were_on_the_screen() {
    let office = her();
    office.ask(release(vec![])).unwrap();
    let before = shown(&office).seen;
    take_back(&office, None).unwrap();
    // The form was opened before the withdrawal arrived.
    office.ask(release(before)).unwrap();
    let withdrawn = (ConsentKind::Roi, ConsentStanding::Withdrawn);
    let standing = stands(&office);
    assert!(standing.contains(&withdrawn), "{standing:?}");
    assert!(!standing.contains(&(ConsentKind::Roi, ConsentStanding::InForce)));
    let seen = shown(&office).seen;
    office.ask(release(seen)).unwrap();
    assert!(stands(&office).contains(&(ConsentKind::Roi, ConsentStanding::InForce)));
}

#[test]
fn nobody_signs_tomorrow() {
    let office = her();
    let tomorrow = AddConsent {
        on: day("2026-02-11"),
        ..release(vec![])
    };
    assert!(matches!(office.ask(tomorrow), Err(Failure::Refused { .. })));
}
