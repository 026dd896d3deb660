use care::{
    Episode, Home, HomeKind, LeadEntry, Member, MemberId, OfferSays, Phone, ProgrammeStanding,
    RecordId, SaidBy, Stage, StageEntry,
};
use uuid::Uuid;

use super::super::due::fixture::{COLLEAGUE, ME, MEMBER, NOON, day, member};
use super::super::due::office::Office;
use crate::contract::caseload::Whose;
use crate::contract::episodes::AdvanceEpisode;
use crate::contract::failure::{Failure, RefusedField};
use crate::contract::outreach::{
    AddAttempt, AttemptMark, AttemptsMade, ConsultProgramme, ListOutreach, OutreachFilter,
    OutreachList, PersonOutreach, ProgrammeEntry, ReferralEntry, SayOffer, ShowOutreach,
    ShowWhatWorks, TakeBackAttempt,
};
use crate::contract::plans::TaskEntry;
use crate::contract::{MadeOne, Page, Seen};

const DAY: i64 = 86_400_000;

fn named(stage: Stage, on: &str) -> Episode {
    let entry = StageEntry {
        stage,
        on: day(on),
        by: Some(ME),
        reason: String::new(),
    };
    let lead = LeadEntry {
        staff: ME,
        on: day(on),
        reason: String::new(),
    };
    Episode {
        stages: vec![entry],
        leads: vec![lead],
        ..Episode::default()
    }
}

/// A woman in a shelter, with a telephone, who was named on the second of February.
fn to_find(office: &Office) {
    let phone = Phone {
        number: "555-201-4417".to_owned(),
        used_as: String::new(),
    };
    let home = Home {
        kind: HomeKind::Shelter,
        words: "Casa Abril, hall B".to_owned(),
        since: None,
    };
    let who = Member {
        phones: vec![phone],
        home: Some(home),
        ..member("Ana", "Ruiz")
    };
    office.put(MEMBER, 0x10, &who);
    office.put(MEMBER, 0x21, &named(Stage::Outreach, "2026-02-02"));
}

fn attempt(method: &str, outcome: &str, at: Option<i64>) -> AddAttempt {
    AddAttempt {
        member: MEMBER,
        method: method.to_owned(),
        outcome: outcome.to_owned(),
        at,
        where_words: String::new(),
        language: "es".to_owned(),
        minutes: Some(5),
        words: String::new(),
        again: None,
    }
}

fn list(office: &Office, only: OutreachFilter) -> OutreachList {
    let page = Page {
        offset: 0,
        limit: 50,
    };
    let whose = Whose::Mine;
    office.ask(ListOutreach { whose, only, page }).unwrap()
}

fn names(office: &Office, only: OutreachFilter) -> Vec<String> {
    let rows = list(office, only).people.rows.into_iter();
    rows.map(|row| row.name).collect()
}

fn shown(office: &Office) -> PersonOutreach {
    office.ask(ShowOutreach { member: MEMBER }).unwrap()
}

fn take_back(office: &Office, made: &MadeOne) -> Result<MadeOne, Failure> {
    let record: RecordId = made.id.parse().unwrap();
    office.ask(TakeBackAttempt {
        member: MEMBER,
        record,
        reason: String::new(),
    })
}

/// R040: whom to reach, and whom first.
#[test]
fn r040_those_who_are_named_or_met_and_not_enrolled_are_to_be_found_who_is_due_first() {
    let office = Office::open();
    to_find(&office);
    let (met, enrolled) = (
        MemberId(Uuid::from_u128(0x11)),
        MemberId(Uuid::from_u128(0x12)),
    );
    office.put(met, 0x11, &member("Rosa", "Lara"));
    office.put(enrolled, 0x12, &member("Eva", "Sol"));
    office.put(enrolled, 0x22, &named(Stage::Enrolled, "2026-02-01"));
    assert_eq!(
        names(&office, OutreachFilter::ToFind),
        ["Rosa Lara", "Ana Ruiz"]
    );
    let now = attempt("phone", "spoke", Some(NOON));
    office.ask(now).unwrap();
    let all = list(&office, OutreachFilter::ToFind);
    assert_eq!(all.counts.to_find, 2);
    assert_eq!((all.counts.due, all.counts.untried), (1, 1));
    assert_eq!(names(&office, OutreachFilter::Untried), ["Rosa Lara"]);
    let ana = all
        .people
        .rows
        .iter()
        .find(|row| row.name == "Ana Ruiz")
        .unwrap();
    assert_eq!(ana.site, "Casa Abril, hall B");
    assert_eq!(ana.next.as_ref().unwrap().on, day("2026-02-17"));
    assert!(ana.unsent);
}

/// R020: where a referral came from is kept with it.
#[test]
fn r020_who_named_her_is_kept_with_her_and_can_be_put_right() {
    let office = Office::open();
    to_find(&office);
    let entry = |id: Option<String>, seen: Seen, who: &str| ReferralEntry {
        member: MEMBER,
        id,
        seen,
        source: "homeless_services".to_owned(),
        who: who.to_owned(),
        on: day("2026-02-01"),
        reason: "sleeps badly".to_owned(),
    };
    let made = office
        .ask(entry(None, Seen::default(), "Mrs. Leung"))
        .unwrap();
    let referral = shown(&office).referrals.remove(0);
    assert_eq!(
        (referral.id.as_str(), referral.who.as_str()),
        (made.id.as_str(), "Mrs. Leung")
    );
    office
        .ask(entry(
            Some(made.id),
            referral.seen,
            "Casa Abril, Mrs. Leung",
        ))
        .unwrap();
    let referrals = shown(&office).referrals;
    assert_eq!(referrals.len(), 1);
    assert_eq!(referrals[0].who, "Casa Abril, Mrs. Leung");
    let row = list(&office, OutreachFilter::ToFind).people.rows.remove(0);
    assert_eq!(row.source.as_deref(), Some("homeless_services"));
    assert_eq!(row.since, day("2026-02-01"));
    let unknown = ReferralEntry {
        source: "the moon".to_owned(),
        ..entry(None, Seen::default(), "")
    };
    assert!(matches!(
        office.ask(unknown),
        Err(Failure::BadRequest { .. })
    ));
}

/// R042, R044: by phone, by letter and in person; each attempt is kept, and those that count are counted.
#[test]
fn r044_each_attempt_is_kept_and_what_does_not_count_says_why() {
    let office = Office::open();
    to_find(&office);
    for (method, outcome, days) in [
        ("phone", "no_answer", 3),
        ("phone", "wrong_number", 2),
        ("letter", "letter_returned", 1),
        ("in_person_shelter", "spoke", 0),
    ] {
        office
            .ask(attempt(method, outcome, Some(NOON - days * DAY)))
            .unwrap();
    }
    let figures = |office: &Office| {
        let AttemptsMade {
            at_clinic,
            counted,
            unsent,
        } = shown(office).made;
        let row = list(office, OutreachFilter::ToFind).people.rows.remove(0);
        assert_eq!(row.made, shown(office).made);
        (at_clinic, counted, unsent)
    };
    assert_eq!(figures(&office), (0, 0, 4), "none is at the clinic yet");
    office.is_received(MEMBER);
    assert_eq!(figures(&office), (4, 2, 0));
    let shown = shown(&office);
    let counts: Vec<bool> = shown
        .attempts
        .iter()
        .map(|one| one.why_not.is_none())
        .collect();
    assert_eq!(counts, [true, false, false, true], "the newest first");
    let row = list(&office, OutreachFilter::ToFind).people.rows.remove(0);
    let marks = [
        AttemptMark::Missed,
        AttemptMark::NotCounted,
        AttemptMark::NotCounted,
        AttemptMark::Reached,
    ];
    assert_eq!(row.marks, marks);
    let unlikely = attempt("phone", "not_at_location", None);
    assert!(matches!(
        office.ask(unlikely),
        Err(Failure::BadRequest { .. })
    ));
}

#[test]
fn r044_an_attempt_in_the_future_is_refused() {
    let office = Office::open();
    to_find(&office);
    let tomorrow = attempt("phone", "spoke", Some(NOON + DAY));
    let field = RefusedField {
        path: "at".to_owned(),
        why: care::Why::InTheFuture,
    };
    let refused = Failure::Refused {
        fields: vec![field],
    };
    assert_eq!(office.ask(tomorrow).err(), Some(refused));
    assert!(shown(&office).attempts.is_empty());
}

#[test]
fn what_was_pressed_by_mistake_is_taken_back_once_and_stays_on_the_record() {
    let office = Office::open();
    to_find(&office);
    let made = office.ask(attempt("phone", "spoke", None)).unwrap();
    take_back(&office, &made).unwrap();
    assert_eq!(
        take_back(&office, &made).err(),
        Some(Failure::AlreadyDecided)
    );
    let shown = shown(&office);
    assert_eq!(shown.made, AttemptsMade::default());
    assert_eq!(shown.attempts.len(), 1);
    assert!(shown.attempts[0].taken_back.is_some());
    assert_eq!(names(&office, OutreachFilter::Untried), ["Ana Ruiz"]);
}

/// R045: who hesitates stays open.
#[test]
fn r045_not_now_is_no_decline_and_a_decline_can_be_opened_again() {
    let office = Office::open();
    to_find(&office);
    office.ask(attempt("phone", "retry_later", None)).unwrap();
    assert_eq!(names(&office, OutreachFilter::NotNow), ["Ana Ruiz"]);
    assert_eq!(names(&office, OutreachFilter::ToFind), ["Ana Ruiz"]);
    let say = |says, seen| SayOffer {
        member: MEMBER,
        seen,
        says,
        on: day("2026-02-10"),
        said_by: SaidBy::Member,
        words: "No, gracias.".to_owned(),
    };
    office
        .ask(say(OfferSays::Declined, Seen::default()))
        .unwrap();
    let offer = shown(&office).offer.unwrap();
    assert_eq!(
        (offer.says, offer.said_by),
        (OfferSays::Declined, SaidBy::Member)
    );
    assert_eq!(shown(&office).next, None);
    assert_eq!(names(&office, OutreachFilter::ToFind), [""; 0]);
    assert_eq!(names(&office, OutreachFilter::Declined), ["Ana Ruiz"]);
    office.ask(say(OfferSays::Open, offer.seen)).unwrap();
    assert_eq!(names(&office, OutreachFilter::Declined), [""; 0]);
    assert!(shown(&office).next.is_some());
}

/// R195, R216, and R045 in part: what was tried and what reached somebody, by method.
#[test]
fn r216_what_works_is_counted_by_method_place_and_hour_of_her_own_attempts() {
    let office = Office::open();
    to_find(&office);
    for (method, outcome) in [
        ("phone", "no_answer"),
        ("phone", "spoke"),
        ("phone", "wrong_number"),
        ("in_person_shelter", "spoke"),
    ] {
        office
            .ask(attempt(method, outcome, Some(NOON - DAY)))
            .unwrap();
    }
    let back = office.ask(attempt("text", "spoke", None)).unwrap();
    take_back(&office, &back).unwrap();
    let before = office.ask(ShowWhatWorks {}).unwrap();
    assert_eq!(before.all.made, 0, "none is at the clinic yet");
    office.is_received(MEMBER);
    let works = office.ask(ShowWhatWorks {}).unwrap();
    assert_eq!((works.all.made, works.all.reached), (3, 2));
    let line = |shares: &[crate::contract::outreach::NamedShare]| {
        let line = |one: &crate::contract::outreach::NamedShare| {
            format!("{} {}/{}", one.code, one.share.reached, one.share.made)
        };
        shares.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        line(&works.by_method),
        ["in_person_shelter 1/1", "phone 1/2"]
    );
    assert_eq!(line(&works.by_place), ["shelter 1/1"]);
    assert_eq!(
        works.by_hour.iter().map(|one| one.share.made).sum::<u32>(),
        3
    );
}

/// R047, R171, R176: whether she is in it, whether it is her ECM provider, and the task to consult where it is not.
#[test]
fn r047_a_programme_that_is_not_her_ecm_provider_is_consulted_by_one_press() {
    let office = Office::open();
    to_find(&office);
    let of = |office: &Office| {
        let mut all = shown(office).programmes.into_iter();
        all.find(|one| one.programme == "bih").unwrap()
    };
    let put = |office: &Office, ecm_provider| {
        office.ask(ProgrammeEntry {
            member: MEMBER,
            programme: "bih".to_owned(),
            seen: of(office).seen,
            is: ProgrammeStanding::In,
            on: day("2026-02-09"),
            said_by: SaidBy::Member,
            contact: "Christa, 555-0100".to_owned(),
            ecm_provider,
        })
    };
    let consult = |office: &Office| {
        office.ask(ConsultProgramme {
            member: MEMBER,
            programme: "bih".to_owned(),
            seen: of(office).seen,
            what: "Consult with BIH".to_owned(),
        })
    };
    assert!(!of(&office).suggested);
    put(&office, true).unwrap();
    assert!(!of(&office).suggested, "it is her ECM provider itself");
    put(&office, false).unwrap();
    assert!(of(&office).suggested);
    let task = consult(&office).unwrap();
    let asked = of(&office);
    assert!(!asked.suggested);
    let open = asked.consult.unwrap();
    assert_eq!(
        (open.task.to_string(), open.due),
        (task.id.clone(), Some(day("2026-02-17")))
    );
    assert_eq!(consult(&office).err(), Some(Failure::AlreadyDecided));
    let done: TaskEntry = serde_json::from_value(serde_json::json!({
        "member": MEMBER, "task": task.id, "seen": "", "status": "done",
    }))
    .unwrap();
    office.ask(done).unwrap();
    let told = of(&office);
    assert_eq!(told.consult.unwrap().done_on, Some(day("2026-02-10")));
    assert!(!told.suggested, "it was told today");
}

#[test]
fn enrolling_somebody_whose_number_is_enrolled_with_another_lead_is_asked_about() {
    let office = Office::open();
    let cin = |who: Member| Member {
        cin: Some("80412277D".to_owned()),
        ..who
    };
    let other = MemberId(Uuid::from_u128(0x12));
    office.put(MEMBER, 0x10, &cin(member("Ana", "Ruiz")));
    office.put(MEMBER, 0x21, &named(Stage::Outreach, "2026-02-02"));
    let mut elsewhere = named(Stage::Active, "2026-01-02");
    elsewhere.leads[0].staff = COLLEAGUE;
    office.put(other, 0x12, &cin(member("Anna", "Ruiz")));
    office.put(other, 0x22, &elsewhere);
    let enrol = |anyway| AdvanceEpisode {
        member: MEMBER,
        stage: Stage::Enrolled,
        reason: String::new(),
        seen: Seen::default(),
        anyway,
    };
    let asked = office.ask(enrol(None)).err();
    assert!(
        matches!(asked, Some(Failure::EnrolledAlready { .. })),
        "{asked:?}"
    );
    office.ask(enrol(Some(true))).unwrap();
    assert_eq!(names(&office, OutreachFilter::ToFind), [""; 0]);
}
