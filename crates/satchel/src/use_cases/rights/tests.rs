//! Her requests over a real store.

use care::{
    AskedBy, ContactOtherwise, ContactWay, Door, Goal, GoalProgress, Member, MemberId, Permit,
    Phone, Recipient, RecipientKind, RequestHow, Restriction, RightKind, RightStanding, RightStep,
    ShareFor, Stage, Voicemail, Words,
};
use uuid::Uuid;

use crate::contract::caseload::{DueKind, Press};
use crate::contract::failure::Failure;
use crate::contract::members::ShowMember;
use crate::contract::outreach::{ListOutreach, OutreachRow};
use crate::contract::rights::{AnswerRight, AskRight, HerRights, RightView, ShowRights};
use crate::contract::sharing::{ShareDecision, SharedPart, WeighSharing};
use crate::contract::today::ShowToday;
use crate::use_cases::due::fixture::{MEMBER, day, episode, member};
use crate::use_cases::due::office::Office;

const GOAL: u128 = 0x60;
const TODAY: &str = "2026-02-10";

/// Ana, of whom two numbers and an address are known, with one goal.
fn her(stage: Stage) -> Office {
    let office = Office::open();
    let phone = |number: &str| Phone {
        number: number.to_owned(),
        used_as: "mobile".to_owned(),
    };
    let who = Member {
        phones: vec![phone("510 555 0100"), phone("510 555 0199")],
        addresses: vec![care::Address {
            lines: vec!["12 Hidden Lane".to_owned()],
            city: "Oakland".to_owned(),
            state: "CA".to_owned(),
            postal_code: "94601".to_owned(),
        }],
        door: Some(Door {
            say: "the library".to_owned(),
            voicemail: Voicemail::Never,
            dangers: String::new(),
        }),
        ..member("Ana", "Ruiz")
    };
    office.put::<Member>(MEMBER, 0x10, &who);
    office.put(MEMBER, 0x21, &episode(stage));
    let goal = Goal {
        statement: Words {
            text: "A room of my own".to_owned(),
            language: "en".to_owned(),
            translation: String::new(),
        },
        domain: care::Domain::Housing,
        rank: "n".to_owned(),
        progress: GoalProgress::default(),
        barrier: String::new(),
        strength: String::new(),
        from: None,
    };
    office.put(MEMBER, GOAL, &goal);
    office
}

fn asks(kind: RightKind, on: &str) -> AskRight {
    AskRight {
        member: MEMBER,
        kind,
        asked_by: AskedBy::Member,
        representative: String::new(),
        how: RequestHow::InPerson,
        words: "I want it so".to_owned(),
        on: day(on),
        about: None,
        restriction: None,
        contact: None,
    }
}

fn shown(office: &Office) -> HerRights {
    office.ask(ShowRights { member: MEMBER }).unwrap()
}

fn only(office: &Office) -> RightView {
    let mut all = shown(office).requests;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn answer(office: &Office, step: RightStep) -> AnswerRight {
    // What waits is answered first, else the newest.
    let mut all = shown(office).requests;
    let at = all.iter().position(|one| one.stands.is_open());
    let one = all.remove(at.unwrap_or(0));
    AnswerRight {
        member: MEMBER,
        request: one.record,
        seen: one.seen,
        step,
        on: day(TODAY),
        reason: String::new(),
        words: "as she was told".to_owned(),
        restriction: None,
        contact: None,
    }
}

fn says(office: &Office, step: RightStep) -> Result<(), Failure> {
    office.ask(answer(office, step)).map(drop)
}

fn from_the_plan(paid_herself: bool) -> Restriction {
    Restriction {
        about: None,
        things: Vec::new(),
        to_kind: Some(RecipientKind::Plan),
        to_name: String::new(),
        purposes: vec![ShareFor::Payment],
        paid_herself,
    }
}

fn weighed(office: &Office, purpose: ShareFor) -> ShareDecision {
    let to = Recipient {
        kind: RecipientKind::Plan,
        name: "Alameda Alliance".to_owned(),
        address: String::new(),
        out_of_state: false,
    };
    let what = vec![SharedPart::Plan];
    let asked = WeighSharing {
        member: MEMBER,
        to,
        purpose,
        what,
    };
    office.ask(asked).unwrap()
}

#[test]
fn what_she_asks_for_is_due_until_it_is_answered() {
    let office = her(Stage::Active);
    office.ask(asks(RightKind::Copy, "2026-01-20")).unwrap();
    let one = only(&office);
    assert_eq!(one.stands, RightStanding::Received);
    assert_eq!((one.due, one.days_left), (day("2026-02-04"), -6));
    let due = office.ask(ShowMember { member: MEMBER }).unwrap().due;
    let hers = due.iter().find(|one| one.what == DueKind::Request);
    assert_eq!(hers.map(|one| one.press), Some(Press::Late));
    let to_do = office.ask(ShowToday {}).unwrap().to_do;
    assert_eq!(to_do[0].due.what, DueKind::Request);
    says(&office, RightStep::Granted).unwrap();
    assert_eq!(only(&office).stands, RightStanding::Granted);
    let to_do = office.ask(ShowToday {}).unwrap().to_do;
    assert!(to_do.iter().all(|one| one.due.what != DueKind::Request));
}

#[test]
fn what_is_late_is_the_supervisors_too_and_what_is_not_is_the_leads_alone() {
    let late = |on: &str| {
        let office = her(Stage::Active);
        let mut led = episode(Stage::Active);
        led.leads[0].staff = crate::use_cases::due::fixture::COLLEAGUE;
        office.put(MEMBER, 0x21, &led);
        office.ask(asks(RightKind::Copy, on)).unwrap();
        let office = office.into_supervisor();
        let to_do = office.ask(ShowToday {}).unwrap().to_do;
        to_do.iter().any(|one| one.due.what == DueKind::Request)
    };
    assert!(late("2026-01-20"));
    assert!(!late(TODAY));
}

#[test]
fn more_time_is_taken_once_and_only_where_the_law_leaves_it() {
    let office = her(Stage::Active);
    office.ask(asks(RightKind::Amend, TODAY)).unwrap();
    assert_eq!(only(&office).may_extend_until, Some(day("2026-05-11")));
    says(&office, RightStep::Extended).unwrap();
    let one = only(&office);
    assert_eq!(
        (one.stands, one.due),
        (RightStanding::Extended, day("2026-05-11"))
    );
    assert_eq!(says(&office, RightStep::Extended), Err(Failure::NoMoreTime));
    let other = her(Stage::Active);
    other.ask(asks(RightKind::Copy, TODAY)).unwrap();
    assert_eq!(says(&other, RightStep::Extended), Err(Failure::NoMoreTime));
}

#[test]
fn a_restriction_that_is_granted_keeps_it_from_them_until_it_is_ended() {
    let office = her(Stage::Active);
    let purpose = ShareFor::Payment;
    assert_eq!(weighed(&office, purpose).goes.len(), 1);
    let mut asked = asks(RightKind::Restrict, TODAY);
    asked.restriction = Some(from_the_plan(true));
    office.ask(asked).unwrap();
    assert_eq!(weighed(&office, purpose).goes.len(), 1, "not granted yet");
    says(&office, RightStep::Granted).unwrap();
    let stays = weighed(&office, purpose).stays;
    assert_eq!(stays[0].because[0].permit, Permit::Restricted);
    assert_eq!(weighed(&office, ShareFor::Treatment).goes.len(), 1);
    says(&office, RightStep::Ended).unwrap();
    assert_eq!(weighed(&office, purpose).goes.len(), 1);
}

#[test]
fn a_restriction_of_one_thing_keeps_that_thing() {
    let office = her(Stage::Active);
    let mut asked = asks(RightKind::Restrict, TODAY);
    let mut of_another = from_the_plan(false);
    of_another.things = vec![care::EntityId(Uuid::from_u128(0x99))];
    asked.restriction = Some(of_another);
    office.ask(asked).unwrap();
    says(&office, RightStep::Granted).unwrap();
    assert_eq!(weighed(&office, ShareFor::Payment).goes.len(), 1);
    let mut asked = asks(RightKind::Restrict, TODAY);
    let mut of_it = from_the_plan(false);
    of_it.things = vec![care::EntityId(Uuid::from_u128(GOAL))];
    asked.restriction = Some(of_it);
    office.ask(asked).unwrap();
    says(&office, RightStep::Granted).unwrap();
    assert!(weighed(&office, ShareFor::Payment).goes.is_empty());
}

#[test]
fn what_she_paid_for_cannot_be_denied_and_a_denial_is_the_supervisors_with_the_laws_reason() {
    let denied = |paid, reason: &str| {
        let office = her(Stage::Active);
        let mut asked = asks(RightKind::Restrict, TODAY);
        asked.restriction = Some(from_the_plan(paid));
        office.ask(asked).unwrap();
        let mut no = answer(&office, RightStep::Denied);
        reason.clone_into(&mut no.reason);
        office.into_supervisor().ask(no).map(drop)
    };
    assert_eq!(denied(true, "not_agreed"), Err(Failure::MustBeGranted));
    assert_eq!(denied(false, "not_agreed"), Ok(()));
    // The reason of another kind of request is none.
    assert!(matches!(
        denied(false, "accurate"),
        Err(Failure::Refused { .. })
    ));
    let office = her(Stage::Active);
    office.ask(asks(RightKind::Amend, TODAY)).unwrap();
    assert_eq!(says(&office, RightStep::Denied), Err(Failure::NotAllowed));
}

#[test]
fn her_statement_of_disagreement_goes_wherever_goes_what_it_disputes() {
    let office = her(Stage::Active).into_supervisor();
    let mut asked = asks(RightKind::Amend, TODAY);
    asked.about = Some(care::EntityId(Uuid::from_u128(GOAL)));
    office.ask(asked).unwrap();
    assert_eq!(
        says(&office, RightStep::Disagreed),
        Err(Failure::AlreadyDecided)
    );
    let mut no = answer(&office, RightStep::Denied);
    no.reason = "accurate".to_owned();
    office.ask(no).unwrap();
    let denial = only(&office).steps[0].denial.clone().unwrap();
    assert!(denial.object.en.contains("statement of disagreement"));
    let mut statement = answer(&office, RightStep::Disagreed);
    statement.words = "It was never a room.".to_owned();
    office.ask(statement).unwrap();
    assert_eq!(only(&office).stands, RightStanding::Denied);
    let goes = weighed(&office, ShareFor::Payment).goes;
    assert_eq!(goes[0].disputed, ["It was never a room."]);
}

fn row(office: &Office) -> OutreachRow {
    let list: ListOutreach = serde_json::from_value(serde_json::json!({
        "whose": "team", "only": "to_find", "page": { "offset": 0, "limit": 50 },
    }))
    .unwrap();
    office.ask(list).unwrap().people.rows.remove(0)
}

#[test]
fn how_she_is_to_be_reached_is_obeyed_by_outreach_and_her_address_is_not_shown() {
    let mut led = episode(Stage::Outreach);
    led.stages.remove(0);
    let office = her(Stage::Outreach);
    office.put(MEMBER, 0x21, &led);
    assert_eq!(row(&office).phone.as_deref(), Some("510 555 0100"));
    let mut asked = asks(RightKind::ContactOtherwise, TODAY);
    asked.contact = Some(ContactOtherwise {
        phone: "(510) 555-0199".to_owned(),
        address: "PO Box 1677, Sacramento, CA 95812".to_owned(),
        never: vec![ContactWay::Mail, ContactWay::HomeVisit],
        confidential: true,
        words: String::new(),
    });
    office.ask(asked).unwrap();
    assert_eq!(row(&office).phone.as_deref(), Some("510 555 0100"));
    says(&office, RightStep::Granted).unwrap();
    let found = row(&office);
    assert_eq!(found.phone.as_deref(), Some("(510) 555-0199"));
    let shown = office.ask(ShowMember { member: MEMBER }).unwrap();
    assert!(shown.addresses.is_empty());
    assert!(shown.contact.is_some_and(|rule| rule.confidential));
    let printed = serde_json::to_string(&office.ask(ShowMember { member: MEMBER }).unwrap());
    assert!(!printed.unwrap().contains("Hidden Lane"));
    let mut never = asks(RightKind::ContactOtherwise, TODAY);
    never.contact = Some(ContactOtherwise {
        never: vec![ContactWay::Phone, ContactWay::Text],
        ..ContactOtherwise::default()
    });
    office.ask(never).unwrap();
    says(&office, RightStep::Granted).unwrap();
    let found = row(&office);
    assert_eq!(found.phone, None);
    let method = found.next.unwrap().method;
    assert!(!["phone", "text"].contains(&method.as_str()), "{method}");
    assert_eq!(found.member, MemberId(Uuid::from_u128(0x10)));
}
