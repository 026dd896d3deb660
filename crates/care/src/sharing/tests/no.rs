//! What lifts a no, and what does not.

use super::*;

const CASE: Case = Case {
    about: Some(Tag::Sud),
    kind: RecipientKind::Plan,
    purpose: ShareFor::CareCoordination,
    state: State::Signed,
    age: 30,
};

fn answers(answered: Answered) -> Consent {
    let mut one = form(CASE.about, CASE.kind, &[CASE.purpose]);
    one.provisions[0].answered = answered;
    one
}

/// A no, and then this form by somebody who saw it.
fn after_a_no(newer: Consent) -> bool {
    let newer = Consent {
        supersedes: vec![id(1)],
        knew: vec![id(1)],
        ..newer
    };
    let all = [(id(1), answers(Answered::Keep)), (id(2), newer)];
    goes(&asked(CASE, &all, &[]))
}

#[test]
fn a_no_is_lifted_by_a_yes_to_the_same_and_by_nothing_else() {
    assert!(goes(&asked(CASE, &[], &[])), "it would go without a no");
    assert!(after_a_no(answers(Answered::Share)));
    let change = |change: fn(&mut Consent)| {
        let mut newer = answers(Answered::Share);
        change(&mut newer);
        after_a_no(newer)
    };
    assert!(
        !change(|one| one.provisions[0].answered = Answered::NotAsked),
        "silent"
    );
    assert!(!change(|one| one.refused = Some(String::new())), "refused");
    let unsigned = |one: &mut Consent| one.signing = Signing::Touch { strokes: vec![] };
    assert!(!change(unsigned), "unsigned");
    assert!(!change(|one| one.until = None), "incomplete");
    assert!(
        !change(|one| one.until = Some(day("2026-06-14"))),
        "run out"
    );
    assert!(!change(|one| one.from = day("2026-06-16")), "not yet");
    assert!(
        !change(|one| one.provisions[0].about = Some(Tag::Mh)),
        "another segment"
    );
    assert!(!change(|one| one.provisions[0].about = None), "no segment");
    assert!(
        !change(|one| one.provisions[0].purposes = vec![ShareFor::Legal]),
        "another purpose"
    );
    assert!(
        !change(|one| one.provisions[0].to_name = "Another".to_owned()),
        "another name"
    );
    assert!(
        !change(|one| one.provisions[0].to_kind = Some(RecipientKind::CarePartner)),
        "another kind"
    );
    // The same, of another form: what she saw of the no counts, not which form it is on.
    assert!(change(|one| one.kind = ConsentKind::AscmiAb133));
}

#[test]
fn a_yes_that_did_not_know_of_the_no_lifts_nothing() {
    let all = [
        (id(1), answers(Answered::Keep)),
        (id(2), answers(Answered::Share)),
    ];
    assert!(!goes(&asked(CASE, &all, &[])));
}

#[test]
fn a_yes_that_is_taken_back_leaves_the_no_it_had_lifted() {
    let newer = Consent {
        supersedes: vec![id(1)],
        ..answers(Answered::Share)
    };
    let all = [(id(1), answers(Answered::Keep)), (id(2), newer)];
    assert!(goes(&asked(CASE, &all, &[])));
    let taken = crate::ConsentWithdrawn {
        of: vec![id(2)],
        ..taken_back()
    };
    assert!(!goes(&asked(CASE, &all, &[(id(9), taken)])));
}

#[test]
fn a_form_she_refused_is_a_no_to_those_it_was_for() {
    let refused = Consent {
        refused: Some(String::new()),
        ..answers(Answered::Share)
    };
    let all = [(id(1), refused)];
    assert!(!goes(&asked(CASE, &all, &[])));
    let another = Case {
        kind: RecipientKind::CarePartner,
        ..CASE
    };
    assert!(goes(&asked(another, &all, &[])));
}

#[test]
fn what_was_stopped_goes_again_where_she_says_yes_and_knows_of_it() {
    let stop = || crate::ConsentWithdrawn {
        of: Vec::new(),
        all_sharing: true,
        ..taken_back()
    };
    let goes_with = |case: Case, newer: Option<Consent>| {
        let all: Vec<_> = newer.into_iter().map(|one| (id(1), one)).collect();
        goes(&asked(case, &all, &[(id(9), stop())]))
    };
    let knowing = Consent {
        knew: vec![id(9)],
        ..answers(Answered::Share)
    };
    assert!(!goes_with(CASE, None), "also what goes by law");
    assert!(!goes_with(CASE, Some(answers(Answered::Share))));
    assert!(goes_with(CASE, Some(knowing.clone())));
    let rest = Case {
        about: Some(Tag::Justice),
        ..CASE
    };
    assert!(
        !goes_with(rest, Some(knowing)),
        "what she did not speak of stays"
    );
}

#[test]
fn a_no_of_hers_is_not_lifted_by_her_mother() {
    let case = Case { age: 13, ..CASE };
    let mother = Consent {
        signed_by: SignedBy::Parent,
        signer: "Rosa Lara".to_owned(),
        supersedes: vec![id(1)],
        ..answers(Answered::Share)
    };
    let all = [(id(1), answers(Answered::Keep)), (id(2), mother)];
    assert!(!goes(&asked(case, &all, &[])));
}

#[test]
fn a_form_of_the_state_replaces_those_for_nobody_else() {
    let state = |to_kind| Consent {
        kind: ConsentKind::AscmiAb133,
        provisions: vec![Provision {
            to_kind,
            to_name: String::new(),
            ..answers(Answered::Keep).provisions.remove(0)
        }],
        ..answers(Answered::Keep)
    };
    let (plan, partners) = (
        state(Some(RecipientKind::Plan)),
        state(Some(RecipientKind::CarePartner)),
    );
    let everybody = state(None);
    assert!(!partners.replaces(&plan));
    assert!(everybody.replaces(&plan) && everybody.replaces(&everybody));
    assert!(!plan.replaces(&everybody));
    let mut yes = everybody;
    yes.provisions[0].answered = Answered::Share;
    assert_eq!(yes.lacks(), []);
}
