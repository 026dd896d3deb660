//! Single questions that the table does not ask: other states, several parts, several consents.

use super::*;

#[test]
fn an_abortion_is_not_told_in_another_state_unless_she_names_who_may_know() {
    let case = Case {
        about: Some(Tag::Repro),
        kind: RecipientKind::TreatingProvider,
        purpose: ShareFor::Treatment,
        state: State::Signed,
        age: 30,
    };
    let far = |named: bool| {
        let mut one = form(case.about, case.kind, &[case.purpose]);
        if !named {
            one.kind = ConsentKind::AscmiAb133;
            one.provisions[0].to_name.clear();
        }
        let consents = [(id(1), one)];
        let stood = standing(&consents, &[], born(30), day(ON));
        let parts = [Tags::from([Tag::Repro])];
        let mut there = to(case.kind);
        let decided = |there: &Recipient| {
            goes(&decide(&Disclosing {
                parts: &parts,
                things: &[],
                restrictions: &[],
                to: there,
                purpose: case.purpose,
                on: day(ON),
                consents: &stood,
                stopped: &[],
                calaim: true,
                born: born(30),
            }))
        };
        let here = decided(&there);
        there.out_of_state = true;
        (here, decided(&there))
    };
    assert_eq!(far(true), (true, true));
    assert_eq!(far(false), (true, false));
}

#[test]
fn a_part_in_two_segments_needs_both_and_the_rest_goes_without_a_hint() {
    let parts = [
        Tags::new(),
        Tags::from([Tag::Mh, Tag::Hiv]),
        Tags::from([Tag::Mh]),
    ];
    let plan = to(RecipientKind::Plan);
    let decided = decide(&Disclosing {
        parts: &parts,
        things: &[],
        restrictions: &[],
        to: &plan,
        purpose: ShareFor::CareCoordination,
        on: day(ON),
        consents: &[],
        stopped: &[],
        calaim: true,
        born: born(40),
    });
    let because = vec![Because {
        about: Some(Tag::Hiv),
        permit: Permit::Named,
    }];
    assert_eq!(
        decided,
        Decided::Goes {
            parts: vec![0, 2],
            left_out: vec![LeftOut { part: 1, because }],
            basis: BTreeSet::from([Basis::Tpo, Basis::Ab133]),
            consents: BTreeSet::new(),
            notices: BTreeSet::new(),
        }
    );
}

#[test]
fn without_calaim_mental_health_reaches_the_plan_by_consent_only() {
    let parts = [Tags::from([Tag::Mh])];
    let plan = to(RecipientKind::Plan);
    let asked = |calaim| {
        goes(&decide(&Disclosing {
            parts: &parts,
            things: &[],
            restrictions: &[],
            to: &plan,
            purpose: ShareFor::Payment,
            on: day(ON),
            consents: &[],
            stopped: &[],
            calaim,
            born: born(40),
        }))
    };
    assert_eq!((asked(true), asked(false)), (true, false));
}

#[test]
fn a_parents_signature_does_not_open_what_she_decides_herself() {
    let shared_by_mother = |about, age| {
        let case = Case {
            about: Some(about),
            kind: RecipientKind::Community,
            purpose: ShareFor::Treatment,
            state: State::Signed,
            age,
        };
        let one = Consent {
            signed_by: SignedBy::Parent,
            signer: "Rosa Lara".to_owned(),
            ..form(case.about, case.kind, &[case.purpose])
        };
        goes(&asked(case, &[(id(1), one)], &[]))
    };
    assert!(!shared_by_mother(Tag::Minor, 11));
    assert!(!shared_by_mother(Tag::Repro, 11));
    assert!(shared_by_mother(Tag::Hiv, 11));
    assert!(!shared_by_mother(Tag::Hiv, 12));
    assert!(shared_by_mother(Tag::Mh, 12));
    assert!(!shared_by_mother(Tag::Mh, 18));
}

#[test]
fn two_consents_that_differ_give_the_stricter_answer() {
    let case = Case {
        about: Some(Tag::Mh),
        kind: RecipientKind::Community,
        purpose: ShareFor::Housing,
        state: State::Signed,
        age: 30,
    };
    let yes = form(case.about, case.kind, &[case.purpose]);
    let mut no = yes.clone();
    no.provisions[0].answered = Answered::Keep;
    // Also where the no was never signed properly, or has run out.
    no.until = Some(day("2026-06-10"));
    let both = [(id(1), yes), (id(2), no)];
    assert!(!goes(&asked(case, &both, &[])));
}

#[test]
fn a_no_to_what_is_in_no_segment_is_a_no_to_everything_for_those_who_are_named() {
    let no = Consent {
        provisions: vec![Provision {
            about: None,
            answered: Answered::Keep,
            to_kind: None,
            to_name: "Casa Abril".to_owned(),
            purposes: Vec::new(),
        }],
        ..form(None, RecipientKind::Plan, &[])
    };
    let consents = [(id(1), no)];
    let stood = standing(&consents, &[], born(30), day(ON));
    let parts = [Tags::from([Tag::Mh])];
    let goes_to = |name: &str| {
        let there = Recipient {
            name: name.to_owned(),
            ..to(RecipientKind::Plan)
        };
        goes(&decide(&Disclosing {
            parts: &parts,
            things: &[],
            restrictions: &[],
            to: &there,
            purpose: ShareFor::Payment,
            on: day(ON),
            consents: &stood,
            stopped: &[],
            calaim: true,
            born: born(30),
        }))
    };
    assert!(!goes_to("CASA  abril"));
    assert!(goes_to("Another plan"));
}

#[test]
fn for_proceedings_part_2_needs_the_form_that_is_for_nothing_else_whoever_asks() {
    for kind in RecipientKind::ALL {
        if matches!(kind, RecipientKind::Member | RecipientKind::OwnTeam) {
            continue;
        }
        let case = Case {
            about: Some(Tag::Part2),
            kind: *kind,
            purpose: ShareFor::Legal,
            state: State::Signed,
            age: 30,
        };
        let goes_by = |purposes: &[ShareFor]| {
            let one = form(case.about, case.kind, purposes);
            goes(&asked(case, &[(id(1), one)], &[]))
        };
        assert!(goes_by(&[ShareFor::Legal]), "{kind:?}");
        assert!(
            !goes_by(&[ShareFor::Treatment, ShareFor::Legal]),
            "{kind:?}"
        );
    }
}
