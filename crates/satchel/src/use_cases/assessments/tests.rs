//! Asking, over a real store. R051, R054, R060, R061.

use super::*;
use std::collections::BTreeMap;

use care::{
    AnsweredBy, AskedHow, Circumstances, Company, Interpreter, ItemAnswer, Names, Role, SafetyAct,
    Staff, Stage, Task,
};
use uuid::Uuid;

use crate::contract::today::ShowToday;
use crate::use_cases::due::fixture::{COLLEAGUE, ME, MEMBER, NOON, episode, member, task};
use crate::use_cases::due::office::Office;

const NEARLY_EVERY_DAY: &str = "LA6571-9";
const NOT_AT_ALL: &str = "LA6568-5";
const SEVERAL_DAYS: &str = "LA6569-3";

fn office() -> Office {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office.put(MEMBER, 0x21, &episode(Stage::Active));
    let staff = |role| Staff {
        names: Names {
            given: vec!["Ruth".to_owned()],
            family: "Amat".to_owned(),
            ..Names::default()
        },
        role,
        credentials: String::new(),
    };
    office.put(MEMBER, 0xA2, &staff(Role::Supervisor));
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

fn answer(item: usize, code: &str) -> ItemAnswer {
    ItemAnswer {
        item: item.to_string(),
        loinc: String::new(),
        codes: vec![code.to_owned()],
        absent: None,
        from: None,
    }
}

fn all(count: usize, code: &str) -> Vec<ItemAnswer> {
    (1..=count).map(|item| answer(item, code)).collect()
}

fn finish(instrument: &str, answers: Vec<ItemAnswer>) -> view::FinishAssessment {
    view::FinishAssessment {
        member: MEMBER,
        instrument: instrument.to_owned(),
        visit: None,
        circumstances: circumstances(),
        answers,
        entered: BTreeMap::new(),
        safety: Vec::new(),
        declined: String::new(),
        started_at: NOON,
        corrects: None,
        reason: String::new(),
    }
}

fn record(made: &crate::contract::MadeOne) -> RecordId {
    RecordId(made.id.parse().unwrap())
}

fn list(office: &Office) -> view::Assessments {
    office
        .ask(view::ListAssessments { member: MEMBER })
        .unwrap()
}

fn begin(office: &Office, instrument: &str, corrects: Option<RecordId>) -> view::Sheet {
    let instrument = instrument.to_owned();
    office
        .ask(view::BeginAssessment {
            member: MEMBER,
            instrument,
            corrects,
        })
        .unwrap()
}

/// R051: what was asked, of whom and how, and what it came to.
#[test]
fn r051_a_signed_sheet_has_its_total_its_band_and_its_answers_and_verifies() {
    let office = office();
    let made = office
        .ask(finish(
            "phq9",
            [all(8, SEVERAL_DAYS), vec![answer(9, NOT_AT_ALL)]].concat(),
        ))
        .unwrap();
    let rows = list(&office).rows;
    let outcome = &rows[0].outcomes[0];
    assert_eq!((outcome.value, outcome.of), (Some(8), 27));
    assert_eq!(outcome.band.as_ref().unwrap().es, "Leve");
    let shown = office
        .ask(view::ShowAssessment {
            record: record(&made),
        })
        .unwrap();
    assert!(shown.verified);
    assert_eq!(shown.answers[0].chosen, ["Several days"]);
    assert_eq!(
        shown.answers[9].absent,
        Some(Absent::NotAsked),
        "the tenth was not asked"
    );
    assert_eq!(shown.circumstances.interpreter, Interpreter::Asker);
}

#[test]
fn r051_a_missing_answer_leaves_no_total_and_nothing_at_all_is_refused() {
    let office = office();
    office
        .ask(finish("phq9", all(8, NEARLY_EVERY_DAY)))
        .unwrap();
    assert_eq!(list(&office).rows[0].outcomes[0].value, None);
    let nothing = office.ask(finish("gad7", Vec::new()));
    assert!(
        matches!(nothing, Err(Failure::Refused { .. })),
        "{nothing:?}"
    );
    let declined = view::FinishAssessment {
        declined: "Not today.".to_owned(),
        ..finish("gad7", Vec::new())
    };
    office.ask(declined).unwrap();
    assert!(list(&office).rows.iter().any(|row| row.declined));
}

#[test]
fn danger_reaches_the_supervisors_before_the_sheet_is_finished_and_no_sheet_is_finished_without_an_act()
 {
    let office = office();
    let weigh = view::WeighSheet {
        member: MEMBER,
        instrument: "phq9".to_owned(),
        answers: vec![answer(9, SEVERAL_DAYS)],
        entered: BTreeMap::new(),
    };
    assert_eq!(office.ask(weigh).unwrap().alerts, ["safety"]);
    let answers = || [all(8, NOT_AT_ALL), vec![answer(9, SEVERAL_DAYS)]].concat();
    assert_eq!(
        office.ask(finish("phq9", answers())).err(),
        Some(Failure::SafetyOpen)
    );

    let raise = |act, words: &str| view::RaiseAlert {
        member: MEMBER,
        instrument: "phq9".to_owned(),
        rule: "safety".to_owned(),
        act,
        words: words.to_owned(),
        task: "Safety alert: look after Ana Ruiz".to_owned(),
    };
    let wordless = office.ask(raise(SafetyAct::Other, ""));
    assert!(matches!(wordless, Err(Failure::Refused { .. })));
    let raised = office
        .ask(raise(SafetyAct::Called988, "We called together."))
        .unwrap();
    let tasks = office.read(|reader| book::of_member::<Task>(reader, MEMBER));
    let [asked] = tasks.as_slice() else {
        panic!("one supervisor is asked")
    };
    assert_eq!(asked.value.owner.staff, Some(COLLEAGUE));
    assert_eq!(asked.value.alert.as_ref().unwrap().by, ME);
    assert!(
        office.ask(ShowToday {}).unwrap().alerts.is_empty(),
        "she is no supervisor"
    );

    let sheet = view::FinishAssessment {
        safety: vec![raised.safety],
        ..finish("phq9", answers())
    };
    let made = office.ask(sheet).unwrap();
    let shown = office
        .ask(view::ShowAssessment {
            record: record(&made),
        })
        .unwrap();
    assert!(shown.row.alarmed);
    assert_eq!(
        (shown.safety[0].act, shown.row.outcomes[0].value),
        (SafetyAct::Called988, Some(1))
    );
}

#[test]
fn an_alert_in_her_own_list_is_no_ordinary_task() {
    let office = office();
    let alert = care::SafetyAlert {
        instrument: "PHQ-9".to_owned(),
        rule: "safety".to_owned(),
        act: SafetyAct::SafetyPlan,
        words: String::new(),
        by: COLLEAGUE,
        at: NOON,
    };
    let alarming = Task {
        alert: Some(alert),
        ..task("look", Some("2026-02-10"))
    };
    office.put(MEMBER, 0x41, &alarming);
    let today = office.ask(ShowToday {}).unwrap();
    let [shown] = today.alerts.as_slice() else {
        panic!("one alert")
    };
    assert_eq!(
        (shown.name.as_str(), shown.by.name.as_str()),
        ("Ana Ruiz", "Ruth Amat")
    );
    assert_eq!(today.to_do_total, 0);
}

/// R060: no question twice.
#[test]
fn r060_what_the_two_questions_said_is_not_asked_again_by_the_nine() {
    let office = office();
    let made = office
        .ask(finish("phq2", all(2, NEARLY_EVERY_DAY)))
        .unwrap();
    let sheet = begin(&office, "phq9", None);
    let known: Vec<_> = sheet
        .known
        .iter()
        .map(|known| (known.item.as_str(), known.short.as_str()))
        .collect();
    assert_eq!(known, [("1", "PHQ-2"), ("2", "PHQ-2")]);
    assert_eq!(
        (sheet.known[0].from, sheet.known[0].at),
        (record(&made), NOON)
    );
    assert!(
        begin(&office, "phq2", None).known.is_empty(),
        "the same again asks what has changed"
    );
    let suggested = view::WeighSheet {
        member: MEMBER,
        instrument: "phq2".to_owned(),
        answers: all(1, NEARLY_EVERY_DAY),
        entered: BTreeMap::new(),
    };
    assert_eq!(
        office.ask(suggested).unwrap().suggestions[0]
            .open
            .as_deref(),
        Some("phq9")
    );
}

#[test]
fn a_correction_is_a_new_record_that_points_back_and_only_the_newest_is_put_right() {
    let office = office();
    let first = record(
        &office
            .ask(finish("phq2", all(2, NEARLY_EVERY_DAY)))
            .unwrap(),
    );
    assert_eq!(
        begin(&office, "phq2", Some(first))
            .corrects
            .unwrap()
            .answers
            .len(),
        2
    );
    let put_right = |of, reason: &str| view::FinishAssessment {
        corrects: Some(of),
        reason: reason.to_owned(),
        ..finish("phq2", all(2, SEVERAL_DAYS))
    };
    assert!(matches!(
        office.ask(put_right(first, " ")),
        Err(Failure::Refused { .. })
    ));
    let second = record(
        &office
            .ask(put_right(first, "I had the wrong line."))
            .unwrap(),
    );
    let rows = list(&office).rows;
    let found: BTreeMap<_, _> = rows
        .iter()
        .map(|row| (row.record, (row.corrected_by, row.outcomes[0].value)))
        .collect();
    assert_eq!(found[&first], (Some(second), Some(6)));
    assert_eq!(found[&second], (None, Some(2)));
    assert_eq!(
        office.ask(put_right(first, "Again.")).err(),
        Some(Failure::AlreadyCorrected)
    );
    let unknown = RecordId(Uuid::from_u128(0x77));
    assert_eq!(
        office.ask(put_right(unknown, "Nobody's.")).err(),
        Some(Failure::NotHere)
    );
    assert!(
        begin(&office, "phq9", None)
            .known
            .iter()
            .all(|known| known.from == second)
    );
}

/// R051. R007 in part: social needs are asked of everybody who is enrolled.
#[test]
fn r051_depression_is_due_after_enrolment_and_social_needs_every_year() {
    let office = office();
    let lines = |office: &Office| -> Vec<_> {
        let due = list(office).due;
        due.into_iter()
            .map(|due| (due.instrument, due.by.to_string()))
            .collect()
    };
    assert_eq!(
        lines(&office),
        [
            ("phq9".to_owned(), "2026-01-31".to_owned()),
            ("ahc_hrsn_core".to_owned(), "2026-01-31".to_owned())
        ]
    );
    office.ask(finish("phq9", all(9, NOT_AT_ALL))).unwrap();
    let mut entered = finish("prapare", Vec::new());
    entered.entered.insert("needs".to_owned(), 2);
    office.ask(entered).unwrap();
    assert_eq!(
        lines(&office),
        [("ahc_hrsn_core".to_owned(), "2027-02-10".to_owned())]
    );
}

#[test]
fn answers_that_nobody_asked_for_are_refused() {
    let office = office();
    let unknown = office.ask(finish("phq2", vec![answer(7, NOT_AT_ALL)]));
    assert!(matches!(unknown, Err(Failure::BadRequest { .. })));
    let nothing = office.ask(finish("horoscope", Vec::new()));
    assert!(matches!(nothing, Err(Failure::BadRequest { .. })));
    let mut too_much = finish("epds", vec![answer(10, "0")]);
    too_much.entered.insert("total".to_owned(), 31);
    assert!(matches!(office.ask(too_much), Err(Failure::Refused { .. })));
}
