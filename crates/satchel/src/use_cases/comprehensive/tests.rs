//! The comprehensive assessment over a real store. R055, R056, R059, R060.

use super::*;
use care::{
    AnsweredBy, AreaAnswer, AskedHow, CareStand, CareStanding, Circumstances, Company, EntityId,
    Home, HomeKind, Interpreter, ItemAnswer, KnownWhat, Member, MemberId, PerinatalCare, SaidBy,
    StatedAnswer, StatedFact, Why,
};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::contract::assessments::FinishAssessment;
use crate::contract::caseload::{DueKind, Press};
use crate::contract::drafts::{KeepDraft, ShowDraft};
use crate::contract::plans::ShowPlan;
use crate::use_cases::due::fixture::{ME, MEMBER, NOON, day, episode, member};
use crate::use_cases::due::office::Office;
use crate::use_cases::due::{self, cases};

fn office() -> Office {
    let office = Office::open();
    let ana = Member {
        languages: vec!["es".to_owned()],
        home: Some(Home {
            kind: HomeKind::Shelter,
            words: "Casa Abril, hall B".to_owned(),
            since: Some(day("2026-01-05")),
        }),
        ..member("Ana", "Ruiz")
    };
    office.put(MEMBER, 0x10, &ana);
    office.put(MEMBER, 0x21, &episode(care::Stage::Active));
    office
}

fn circumstances() -> Circumstances {
    Circumstances {
        how: AskedHow::InPerson,
        language: "es".to_owned(),
        interpreter: Interpreter::Asker,
        answered_by: AnsweredBy::Member,
        company: Company::Alone,
    }
}

fn answer(area: &str, stands: AreaStanding, findings: &str) -> AreaAnswer {
    AreaAnswer {
        area: area.to_owned(),
        stands,
        findings: findings.to_owned(),
        facts: Vec::new(),
        until: None,
        on: day("2026-02-10"),
    }
}

/// No need anywhere, but for what is said here.
fn finish(said: &[AreaAnswer]) -> view::FinishComprehensive {
    let areas = Areas::shipped().areas.iter().map(|area| {
        let here = said.iter().find(|one| one.area == area.code);
        here.cloned()
            .unwrap_or_else(|| answer(&area.code, AreaStanding::NoNeed, ""))
    });
    view::FinishComprehensive {
        member: MEMBER,
        visit: None,
        circumstances: circumstances(),
        areas: areas.collect(),
        strengths: "Her sister.".to_owned(),
        barriers: String::new(),
        started_at: NOON,
        corrects: None,
        reason: String::new(),
    }
}

fn homeless() -> AreaAnswer {
    answer("housing", AreaStanding::Assessed, "She sleeps in hall B.")
}

fn sheet(office: &Office) -> view::ComprehensiveSheet {
    let corrects = None;
    let member = MEMBER;
    office
        .ask(view::BeginComprehensive { member, corrects })
        .unwrap()
}

fn list(office: &Office) -> view::ComprehensiveList {
    office
        .ask(view::ListComprehensive { member: MEMBER })
        .unwrap()
}

fn record(made: &crate::contract::MadeOne) -> RecordId {
    RecordId(made.id.parse().unwrap())
}

/// What stands at an area, as kind, code and text.
fn known(office: &Office, area: &str) -> Vec<(KnownWhat, String, String)> {
    let sheet = sheet(office);
    let area = sheet
        .areas
        .into_iter()
        .find(|one| one.area == area)
        .unwrap();
    let facts = area.known.into_iter().map(|one| one.fact);
    facts
        .map(|fact| (fact.what, fact.code, fact.says))
        .collect()
}

#[test]
fn r056_an_area_that_nobody_spoke_about_is_named_and_nothing_is_signed() {
    let office = office();
    let mut half = finish(&[homeless()]);
    half.areas
        .retain(|one| one.area != "oral" && one.area != "food");
    let Err(Failure::Refused { fields }) = office.ask(half) else {
        panic!("it is refused");
    };
    let open: Vec<&str> = fields.iter().map(|field| field.path.as_str()).collect();
    assert_eq!(open, ["areas.oral", "areas.food"]);
    assert!(fields.iter().all(|field| field.why == Why::Missing));
    assert_eq!(list(&office).rows.len(), 0);
    let until = Some(day("2026-04-01"));
    let later = |area: &str| AreaAnswer {
        until,
        ..answer(area, AreaStanding::Deferred, "")
    };
    office
        .ask(finish(&[homeless(), later("oral"), later("food")]))
        .unwrap();
    let row = list(&office).rows.remove(0);
    assert_eq!((row.needs, row.deferred), (1, 2));
}

#[test]
fn r055_every_area_is_signed_in_the_order_of_the_list_and_the_signature_holds() {
    let office = office();
    let mut said = finish(&[homeless()]);
    said.areas.reverse();
    let made = office.ask(said).unwrap();
    let record = record(&made);
    let shown = office.ask(view::ShowComprehensive { record }).unwrap();
    assert!(shown.verified);
    let codes: Vec<&str> = shown
        .areas
        .iter()
        .map(|one| one.answer.area.as_str())
        .collect();
    let list: Vec<&str> = Areas::shipped()
        .areas
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(codes, list);
    assert_eq!(shown.strengths, "Her sister.");
    let housing = shown.areas.iter().find(|one| one.answer.area == "housing");
    assert_eq!(housing.unwrap().label.es, "Vivienda");
}

#[test]
fn r055_what_was_signed_is_put_right_by_another_that_points_back_and_both_stay() {
    let office = office();
    let first = record(&office.ask(finish(&[homeless()])).unwrap());
    let correction = |reason: &str| view::FinishComprehensive {
        corrects: Some(first),
        reason: reason.to_owned(),
        ..finish(&[])
    };
    let without = office.ask(correction(" "));
    assert!(
        matches!(without, Err(Failure::Refused { .. })),
        "{without:?}"
    );
    let not_signed = view::FinishComprehensive {
        corrects: Some(RecordId(Uuid::from_u128(0x77))),
        ..correction("x")
    };
    assert_eq!(office.ask(not_signed).err(), Some(Failure::NotHere));
    let second = record(&office.ask(correction("She has a room now.")).unwrap());
    let rows = list(&office).rows;
    let corrected: Vec<Option<RecordId>> = rows.iter().map(|row| row.corrected_by).collect();
    assert!(corrected.contains(&Some(second)) && rows.len() == 2);
    let again = office.ask(correction("Again."));
    assert_eq!(again.err(), Some(Failure::AlreadyCorrected));
    let shown = office
        .ask(view::ShowComprehensive { record: second })
        .unwrap();
    assert_eq!(shown.reason, "She has a room now.");
}

#[test]
fn r060_what_is_known_stands_at_its_area_with_its_day_and_is_not_asked_again() {
    let office = office();
    let coded = (KnownWhat::Home, "shelter".to_owned(), String::new());
    assert_eq!(known(&office, "housing"), [coded]);
    let spanish = (KnownWhat::Language, "es".to_owned(), String::new());
    assert_eq!(known(&office, "communication"), [spanish]);
    let answers = (1..=9).map(|item| ItemAnswer {
        item: item.to_string(),
        loinc: String::new(),
        codes: vec![if item == 9 { "LA6568-5" } else { "LA6570-1" }.to_owned()],
        absent: None,
        from: None,
    });
    let asked = FinishAssessment {
        member: MEMBER,
        instrument: "phq9".to_owned(),
        visit: None,
        circumstances: circumstances(),
        answers: answers.collect(),
        entered: BTreeMap::new(),
        safety: Vec::new(),
        declined: String::new(),
        started_at: NOON,
        corrects: None,
        reason: String::new(),
    };
    office.ask(asked).unwrap();
    let phq = (
        KnownWhat::Screening,
        "phq9".to_owned(),
        "PHQ-9: 16".to_owned(),
    );
    assert_eq!(known(&office, "mental"), [phq]);
    let stated = StatedFact {
        fact: "homeless_status".to_owned(),
        answer: StatedAnswer {
            values: vec!["unsheltered".to_owned()],
            on: day("2026-02-01"),
            said_by: SaidBy::Member,
            words: String::new(),
        },
    };
    office.put(MEMBER, 0x31, &stated);
    let newest_first: Vec<KnownWhat> = known(&office, "housing")
        .into_iter()
        .map(|(what, ..)| what)
        .collect();
    assert_eq!(newest_first, [KnownWhat::Stated, KnownWhat::Home]);
    assert_eq!(known(&office, "oral"), []);
}

#[test]
fn r059_what_cpsp_has_assessed_stands_at_the_pregnancy_with_who_said_it() {
    let office = office();
    let care = PerinatalCare {
        pregnancy: EntityId(Uuid::from_u128(0x41)),
        item: "cpsp_initial".to_owned(),
        about: String::new(),
        stands: CareStand {
            is: CareStanding::Done,
            on: day("2026-01-20"),
            place: "Rosewood clinic".to_owned(),
            words: "Iron is low.".to_owned(),
            said_by: SaidBy::Provider,
        },
    };
    office.put(MEMBER, 0x42, &care);
    let sheet = sheet(&office);
    let area = sheet.areas.iter().find(|one| one.area == "perinatal");
    let one = &area.unwrap().known[0];
    assert_eq!(one.label.as_ref().unwrap().en, "First CPSP assessment");
    assert_eq!(one.fact.says, "Rosewood clinic, Iron is low.");
    assert_eq!(
        (one.fact.on, one.fact.source.as_str()),
        (Some(day("2026-01-20")), "provider")
    );
}

#[test]
fn r056_a_half_filled_one_is_kept_and_signing_takes_it_away() {
    let office = office();
    let about = sheet(&office).draft;
    let keep = KeepDraft {
        about: about.clone(),
        member: Some(MEMBER),
        body: "{\"areas\":[]}".to_owned(),
    };
    office.ask(keep).unwrap();
    assert!(list(&office).draft_kept_at.is_some());
    office.ask(finish(&[homeless()])).unwrap();
    assert_eq!(list(&office).draft_kept_at, None);
    let kept = office.ask(ShowDraft { about }).unwrap();
    assert_eq!(kept.body, None);
}

#[test]
fn r053_it_is_due_after_enrolment_and_again_a_year_after_the_last() {
    let office = office();
    let before = list(&office);
    assert_eq!(
        (before.due, before.press),
        (Some(day("2026-04-01")), Some(Press::Later))
    );
    office.ask(finish(&[homeless()])).unwrap();
    assert_eq!(list(&office).due, Some(day("2027-02-10")));
    let today = day("2026-02-10");
    let (all, alone) = office.read(|reader| {
        let all = cases::everybody(reader, today)?;
        Ok((all, cases::one(reader, MEMBER, today)?))
    });
    for case in [&all[&MEMBER], &alone] {
        let due = due::of(case, today);
        let due = due.iter().find(|one| one.what == DueKind::Comprehensive);
        assert_eq!(due.unwrap().by, day("2027-02-10"));
    }
}

#[test]
fn r055_the_plan_shows_what_the_newest_one_says_of_each_area() {
    let office = office();
    office.ask(finish(&[homeless()])).unwrap();
    let plan = office.ask(ShowPlan { member: MEMBER }).unwrap();
    assert_eq!(plan.areas.len(), Areas::shipped().areas.len());
    let housing: Vec<_> = plan
        .areas
        .iter()
        .filter(|one| one.domain == care::Domain::Housing)
        .collect();
    assert_eq!(housing[0].words, "She sleeps in hall B.");
    assert_eq!(housing[0].standing, care::Standing::HasNeed);
}

#[test]
fn whoever_has_only_opened_the_record_for_a_while_signs_none() {
    let office = office();
    let elsewhere = MemberId(Uuid::from_u128(0x99));
    office.put(elsewhere, 0x99, &member("Eva", "Sol"));
    let mut nobody_leads = episode(care::Stage::Active);
    nobody_leads.leads.clear();
    office.put(elsewhere, 0x98, &nobody_leads);
    let glass = care::Glass {
        staff: ME,
        device: care::DeviceId(Uuid::from_u128(0x51)),
        reason: care::GlassReason::Other,
        words: "Asked to stand in.".to_owned(),
        at: NOON,
        until: NOON + 3_600_000,
        ended: None,
        weighed: None,
    };
    office.put(elsewhere, 0x97, &glass);
    let signed = office.ask(view::FinishComprehensive {
        member: elsewhere,
        ..finish(&[homeless()])
    });
    assert_eq!(signed.err(), Some(Failure::GlassGuest));
}
