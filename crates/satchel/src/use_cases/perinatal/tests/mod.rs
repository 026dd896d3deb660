//! Around a birth, over a real store. R120–R137, R224.

mod beside;

use care::{
    Act, AnsweredBy, AskedHow, CareStanding, Circumstances, Company, DatingMethod, Domain,
    HelperKind, InfantStay, Interpreter, ItemAnswer, MemberId, Need, Pregnancy, PregnancyEnding,
    SaidBy, Sex, Stage, Standing, Why,
};

use super::super::due::fixture::{MEMBER, NOON, day, episode, member, note, visit};
use super::super::due::office::Office;
use crate::contract::assessments::FinishAssessment;
use crate::contract::caseload::{CaseloadFilter, DueKind, ListCaseload, Whose};
use crate::contract::eligibility::ShowEligibility;
use crate::contract::failure::{Failure, RefusedField};
use crate::contract::members::ShowMember;
use crate::contract::perinatal::{
    AskSupport, CareEntry, HelperServiceEntry, HelperView, InfantEntry, PerinatalView, PhaseWord,
    PregnancyCourse, PregnancyEnds, PregnancyEntry, RecordInfant, ShowPerinatal, SlotState,
};
use crate::contract::plans::ShowPlan;
use crate::contract::today::ShowToday;
use crate::contract::{MadeOne, Page, Seen};
use crate::router::AtDesk;

fn office() -> Office {
    let office = Office::open();
    let who = care::Member {
        sex: Some(Sex::Female),
        languages: vec!["es".to_owned()],
        ..member("Ana", "Ruiz")
    };
    office.put(MEMBER, 0x10, &who);
    office.put(MEMBER, 0x21, &episode(Stage::Active));
    office
}

fn view(office: &Office) -> PerinatalView {
    office.ask(ShowPerinatal { member: MEMBER }).unwrap()
}

fn course(office: &Office) -> PregnancyCourse {
    view(office).pregnancies.remove(0)
}

fn entry(due: Option<&str>) -> PregnancyEntry {
    PregnancyEntry {
        member: MEMBER,
        id: None,
        seen: Seen::default(),
        due: due.map(day),
        method: DatingMethod::Ultrasound,
        lmp: None,
        gravida: Some(3),
        para: Some(2),
        babies: None,
        helpers: Vec::new(),
    }
}

/// 29 weeks on the day of these tests.
fn pregnant() -> Office {
    let office = office();
    office.ask(entry(Some("2026-04-28"))).unwrap();
    office
}

fn ends(office: &Office, what: PregnancyEnding, on: &str) -> Result<(), Failure> {
    let PregnancyCourse { id, seen, .. } = course(office);
    let ends = PregnancyEnds {
        member: MEMBER,
        id,
        seen,
        what,
        on: day(on),
        place: "Río Verde Medical Center".to_owned(),
        babies: Some(2),
    };
    office.ask(ends).map(|_| ())
}

fn infant(office: &Office, order: u8, name: &str) -> InfantEntry {
    InfantEntry {
        member: MEMBER,
        pregnancy: course(office).id,
        id: None,
        seen: Seen::default(),
        order,
        name: name.to_owned(),
        born: day("2026-02-08"),
        sex: Some(Sex::Female),
        stay: InfantStay::Nicu,
        since: day("2026-02-08"),
        stay_words: String::new(),
        record: None,
    }
}

fn care(office: &Office, item: &str, about: &str, is: CareStanding, on: &str) -> CareEntry {
    let slots = course(office).slots;
    let seen = slots
        .iter()
        .find(|slot| slot.item == item && slot.about == about)
        .map(|slot| slot.seen.clone());
    CareEntry {
        member: MEMBER,
        pregnancy: course(office).id,
        item: item.to_owned(),
        about: about.to_owned(),
        seen: seen.unwrap_or_default(),
        is,
        on: day(on),
        place: "Alder Creek".to_owned(),
        words: String::new(),
        said_by: SaidBy::Member,
    }
}

fn refused(field: &str, why: Why) -> Failure {
    let fields = vec![RefusedField {
        path: field.to_owned(),
        why,
    }];
    Failure::Refused { fields }
}

fn pressing(office: &Office) -> Vec<String> {
    let slots = course(office).slots.into_iter();
    slots
        .filter(|slot| slot.presses)
        .map(|slot| slot.item)
        .collect()
}

#[test]
fn r136_a_pregnancy_is_written_down_once_and_counted_in_weeks() {
    let office = pregnant();
    let course = course(&office);
    let age = course.age.unwrap();
    assert_eq!((age.weeks, age.days), (29, 0));
    assert_eq!(course.trimester, Some(care::Trimester::Third));
    assert_eq!(course.phase, PhaseWord::Pregnant);
    assert_eq!(
        office.ask(entry(Some("2026-05-01"))).err(),
        Some(refused("dating", Why::EnteredTwice))
    );
    let before = PregnancyEntry {
        id: Some(course.id),
        seen: course.seen,
        ..entry(Some("2027-04-01"))
    };
    assert_eq!(
        office.ask(before).err(),
        Some(refused("dating", Why::BeforeConception))
    );
}

/// R136: the due date and how it was found.
#[test]
fn r136_the_last_period_gives_the_due_date_and_without_either_it_is_asked() {
    let office = office();
    let by_lmp = PregnancyEntry {
        lmp: Some(day("2025-07-22")),
        method: DatingMethod::Lmp,
        ..entry(None)
    };
    office.ask(by_lmp).unwrap();
    assert_eq!(course(&office).dating.unwrap().due, day("2026-04-28"));
    let undated = self::office();
    undated.ask(entry(None)).unwrap();
    let course = course(&undated);
    assert!(course.dating.is_none() && course.age.is_none());
    assert_eq!(course.phase, PhaseWord::Pregnant);
}

#[test]
fn what_a_hospital_recorded_is_dated_here_and_keeps_what_the_hospital_wrote() {
    let office = office();
    office.put(MEMBER, 0x61, &Pregnancy::recorded(day("2025-09-01")));
    let PregnancyCourse { id, seen, .. } = course(&office);
    let dated = PregnancyEntry {
        id: Some(id.clone()),
        seen,
        ..entry(Some("2026-04-28"))
    };
    office.ask(dated).unwrap();
    let all = view(&office).pregnancies;
    assert_eq!((all.len(), &all[0].id), (1, &id));
    assert_eq!(all[0].age.unwrap().weeks, 29);
}

/// R121, R125: it is due on her record, today and in the caseload.
#[test]
fn r125_the_reassessment_of_the_trimester_presses_and_stands_in_every_list() {
    let office = pregnant();
    let expected = ["cpsp_initial", "cpsp_third", "mood_third", "prenatal_28"];
    let mut all = pressing(&office);
    all.sort();
    assert_eq!(all, expected);
    let due = office.ask(ShowMember { member: MEMBER }).unwrap().due;
    let named = |label: &str| {
        due.iter().any(|due| {
            due.what == DueKind::Perinatal
                && due.label.as_ref().is_some_and(|said| said.en == label)
        })
    };
    assert!(named("Third-trimester reassessment"));
    let today = office.ask(ShowToday {}).unwrap();
    assert!(
        today
            .to_do
            .iter()
            .any(|one| one.due.what == DueKind::Perinatal && one.task.is_none())
    );
    let late = office
        .ask(ListCaseload {
            whose: Whose::Mine,
            only: CaseloadFilter::Late,
            page: Page {
                offset: 0,
                limit: 10,
            },
        })
        .unwrap();
    assert_eq!(late.people.rows.len(), 1);

    let done = care(&office, "cpsp_third", "", CareStanding::Done, "2026-02-09");
    office.ask(done).unwrap();
    assert!(!pressing(&office).contains(&"cpsp_third".to_owned()));
    let slots = course(&office).slots;
    let third = slots.iter().find(|slot| slot.item == "cpsp_third").unwrap();
    assert_eq!(
        (third.state, third.on, third.place.as_str()),
        (SlotState::Done, Some(day("2026-02-09")), "Alder Creek")
    );
    let tomorrow = care(&office, "prenatal_28", "", CareStanding::Done, "2026-02-11");
    assert_eq!(
        office.ask(tomorrow).err(),
        Some(refused("stands", Why::InTheFuture))
    );
}

#[test]
fn nobody_who_is_not_enrolled_is_pressed() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office.put(MEMBER, 0x61, &Pregnancy::recorded(day("2025-09-01")));
    let due = office.ask(ShowMember { member: MEMBER }).unwrap().due;
    assert!(due.iter().all(|due| due.what != DueKind::Perinatal));
}

/// R120. R234 in part: mother and newborns are linked; other households are not.
#[test]
fn r120_twins_are_entered_once_each_and_get_records_of_their_own() {
    let office = pregnant();
    assert_eq!(
        office.ask(infant(&office, 1, "Luz")).err(),
        Some(refused("born", Why::BirthNotWritten))
    );
    ends(&office, PregnancyEnding::LiveBirth, "2026-02-08").unwrap();
    office.ask(infant(&office, 1, "Luz")).unwrap();
    for (order, name) in [(1, "Sol"), (2, "LUZ ")] {
        assert_eq!(
            office.ask(infant(&office, order, name)).err(),
            Some(refused("name", Why::EnteredTwice))
        );
    }
    assert_eq!(
        office.ask(infant(&office, 3, "Mar")).err(),
        Some(refused("order", Why::MoreThanWereBorn))
    );
    let old = InfantEntry {
        born: day("1989-02-08"),
        ..infant(&office, 2, "Sol")
    };
    assert_eq!(
        office.ask(old).err(),
        Some(refused("born", Why::OlderThanTheMother))
    );
    office.ask(infant(&office, 2, "Sol")).unwrap();

    let luz = course(&office).infants.remove(0);
    let record = |seen: Seen| RecordInfant {
        member: MEMBER,
        infant: luz.id.clone(),
        seen,
        given: "Luz".to_owned(),
        family: "Ruiz".to_owned(),
    };
    let MadeOne { id } = office.ask(record(luz.seen.clone())).unwrap();
    let baby: MemberId = id.parse().unwrap();
    let luz_now = course(&office).infants.remove(0);
    assert_eq!(
        luz_now.record.map(|kin| (kin.member, kin.name)),
        Some((baby, "Luz Ruiz".to_owned()))
    );
    let hers = office.ask(ShowPerinatal { member: baby }).unwrap();
    let mothers = hers
        .mothers
        .iter()
        .map(|kin| (kin.member, kin.name.as_str()));
    assert_eq!(mothers.collect::<Vec<_>>(), [(MEMBER, "Ana Ruiz")]);
    assert_eq!(
        office.ask(record(luz_now.seen)).err(),
        Some(Failure::AlreadyDecided)
    );
    // The record of one twin is not the other's.
    let sol = course(&office).infants.remove(1);
    let twice = InfantEntry {
        id: Some(sol.id),
        seen: sol.seen,
        record: Some(baby),
        ..infant(&office, 2, "Sol")
    };
    let why = Some(refused("name", Why::EnteredTwice));
    assert_eq!(office.ask(twice).err(), why);
}

#[test]
fn r121_well_child_visits_are_due_for_each_baby_and_stop_with_the_one_who_died() {
    let office = pregnant();
    ends(&office, PregnancyEnding::LiveBirth, "2026-02-07").unwrap();
    let born = |order, name| InfantEntry {
        born: day("2026-02-07"),
        since: day("2026-02-07"),
        ..infant(&office, order, name)
    };
    office.ask(born(1, "Luz")).unwrap();
    office.ask(born(2, "Sol")).unwrap();
    let babies = |office: &Office| {
        let slots = course(office).slots.into_iter();
        slots
            .filter(|slot| slot.item == "well_child_days" && slot.presses)
            .map(|slot| slot.about)
            .collect::<Vec<_>>()
    };
    assert_eq!(babies(&office), ["1", "2"]);
    let sol = course(&office).infants.remove(1);
    let died = InfantEntry {
        id: Some(sol.id),
        seen: sol.seen,
        stay: InfantStay::Died,
        since: day("2026-02-09"),
        ..born(2, "Sol")
    };
    office.ask(died).unwrap();
    assert_eq!(babies(&office), ["1"]);
    assert!(course(&office).quiet);
    assert!(pressing(&office).contains(&"grief_contact".to_owned()));
}

#[test]
fn after_a_stillbirth_nothing_speaks_of_a_baby_and_care_and_grief_support_stay() {
    let office = pregnant();
    let ahead = care(
        &office,
        "prenatal_30",
        "",
        CareStanding::Arranged,
        "2026-02-17",
    );
    office.ask(ahead).unwrap();
    ends(&office, PregnancyEnding::Stillbirth, "2026-02-09").unwrap();
    let course = course(&office);
    assert!(course.quiet);
    let ahead = course
        .slots
        .iter()
        .filter(|slot| slot.by >= day("2026-02-10"));
    let items: Vec<&str> = ahead.map(|slot| slot.item.as_str()).collect();
    assert!(
        items
            .iter()
            .all(|item| { !item.starts_with("prenatal") && !item.starts_with("well_child") }),
        "{items:?}"
    );
    let mut now = pressing(&office);
    now.sort();
    assert_eq!(now, ["grief_contact", "postpartum_contact"]);
    assert_eq!(course.after_until, Some(day("2027-02-09")));
    assert!(course.groups.is_empty());
}

#[test]
fn where_two_say_differently_how_it_ended_nobody_is_reminded_of_a_baby() {
    let office = office();
    let loss = Pregnancy {
        babies: Some(1),
        outcome: Some(care::PregnancyEnd {
            what: PregnancyEnding::Stillbirth,
            on: day("2026-02-08"),
            place: String::new(),
        }),
        ..Pregnancy::recorded(day("2025-09-01"))
    };
    office.put_in_conflict(MEMBER, 0x61, &loss, "outcome");
    let course = course(&office);
    assert!(course.quiet && course.two_answers);
}

#[test]
fn r122_and_r124_what_was_written_down_opens_birth_equity_for_twelve_months() {
    let office = office();
    let outcome = |office: &Office| {
        let eligibility = office.ask(ShowEligibility { member: MEMBER }).unwrap();
        let fact = eligibility
            .facts
            .into_iter()
            .find(|fact| fact.fact == "pregnant_or_postpartum_12m");
        fact.is_some()
    };
    assert!(outcome(&office));
    office.ask(entry(Some("2026-04-28"))).unwrap();
    ends(&office, PregnancyEnding::Stillbirth, "2026-02-09").unwrap();
    let held = office
        .read(|reader| crate::book::of_member::<Pregnancy>(reader, MEMBER))
        .remove(0);
    assert_eq!(held.value.was_delivered(), Some(true));
    assert_eq!(held.value.end, None, "it ended before it was written down");
}

#[test]
fn a_birth_before_sixteen_weeks_is_refused_in_a_sentence_and_nothing_is_lost() {
    let office = office();
    office.ask(entry(Some("2026-09-01"))).unwrap();
    assert_eq!(
        ends(&office, PregnancyEnding::LiveBirth, "2026-02-09").err(),
        Some(refused("outcome", Why::TooEarlyForABirth))
    );
    assert_eq!(course(&office).phase, PhaseWord::Pregnant);
    ends(&office, PregnancyEnding::Miscarriage, "2026-02-09").unwrap();
    let course = course(&office);
    assert_eq!((course.phase, course.quiet), (PhaseWord::After, true));
}
