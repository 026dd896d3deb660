//! What she said no to, and what she stopped, over a real store.

use super::*;

fn plan() -> Recipient {
    Recipient {
        kind: RecipientKind::Plan,
        name: "Valley Health Plan".to_owned(),
        ..shelter()
    }
}

fn goes_to(office: &Office, to: Recipient) -> usize {
    weighed(office, to).goes.len()
}

fn seen(office: &Office) -> Vec<care::RecordId> {
    office.ask(ShowConsents { member: MEMBER }).unwrap().seen
}

fn answers(answered: Answered, office: &Office) -> AddConsent {
    let mut form = consent(vec![None], ConsentKind::Roi);
    form.provisions[0].answered = answered;
    form.seen = seen(office);
    form
}

#[test]
fn what_she_stopped_does_not_go_by_law_either_until_she_says_yes_again() {
    let office = her();
    assert_eq!(goes_to(&office, plan()), 3, "by AB 133");
    let stopped = || office.ask(ShowConsents { member: MEMBER }).unwrap().stopped;
    assert_eq!(stopped(), None);
    let unseen = consent(vec![None], ConsentKind::Roi);
    office
        .ask(WithdrawConsent {
            member: MEMBER,
            record: None,
            on: day("2026-02-10"),
            how: WithdrawnHow::Verbal,
            reason: String::new(),
        })
        .unwrap();
    assert_eq!(stopped(), Some(day("2026-02-10")));
    assert_eq!(goes_to(&office, plan()), 0);
    office.ask(unseen).unwrap();
    assert_eq!(
        goes_to(&office, shelter()),
        0,
        "signed without knowing of it"
    );
    office.ask(answers(Answered::Share, &office)).unwrap();
    assert_eq!(goes_to(&office, shelter()), 3);
    assert_eq!(
        goes_to(&office, plan()),
        0,
        "she said yes to the shelter alone"
    );
    let mut state = answers(Answered::Share, &office);
    state.kind = ConsentKind::AscmiAb133;
    state.provisions[0].to_kind = None;
    state.provisions[0].to_name.clear();
    office.ask(state).unwrap();
    assert_eq!(goes_to(&office, plan()), 3);
}

#[test]
fn a_form_that_is_silent_leaves_the_no_and_a_yes_to_the_same_lifts_it() {
    let office = her();
    office.ask(answers(Answered::Keep, &office)).unwrap();
    assert_eq!(goes_to(&office, shelter()), 0);
    office.ask(answers(Answered::NotAsked, &office)).unwrap();
    let permits = weighed(&office, shelter()).stays;
    assert_eq!(permits[0].because[0].permit, Permit::NewerForm);
    let mut refused = answers(Answered::Share, &office);
    refused.refused = Some(String::new());
    office.ask(refused).unwrap();
    assert_eq!(goes_to(&office, shelter()), 0);
    office.ask(answers(Answered::Share, &office)).unwrap();
    assert_eq!(goes_to(&office, shelter()), 3);
}
