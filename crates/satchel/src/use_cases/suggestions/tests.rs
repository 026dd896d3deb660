//! What is suggested for a plan, over a real store. R055, R056.

use super::*;
use care::{
    AnsweredBy, AreaAnswer, AskedHow, Circumstances, Company, Domain, GoalStatus, Interpreter,
    Intervention, ItemAnswer, SaidBy, StatedAnswer, StatedFact, Words,
};
use std::collections::BTreeMap;

use crate::contract::assessments::{FinishAssessment, ListAssessments};
use crate::contract::comprehensive::{FinishComprehensive, ListComprehensive};
use crate::contract::plans::{GoalEntry, ShowPlan};
use crate::use_cases::due::fixture::{MEMBER, NOON, day, episode, member};
use crate::use_cases::due::office::Office;

const MORE_THAN_HALF: &str = "LA6570-1";
const NOT_AT_ALL: &str = "LA6568-5";

fn office() -> Office {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
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

/// A PHQ-9 with one answer for the first eight questions.
fn asks(office: &Office, code: &str) {
    let answers = (1..=9).map(|item| ItemAnswer {
        item: item.to_string(),
        loinc: String::new(),
        codes: vec![if item == 9 { NOT_AT_ALL } else { code }.to_owned()],
        absent: None,
        from: None,
    });
    let before = office.ask(ListAssessments { member: MEMBER }).unwrap();
    let before = i64::try_from(before.rows.len()).unwrap();
    let sheet = FinishAssessment {
        member: MEMBER,
        instrument: "phq9".to_owned(),
        visit: None,
        circumstances: circumstances(),
        answers: answers.collect(),
        entered: BTreeMap::new(),
        safety: Vec::new(),
        declined: String::new(),
        // The clock of the office stands: each is asked a second after the one before.
        started_at: (NOON - 60_000).saturating_add(before.saturating_mul(1_000)),
        corrects: None,
        reason: String::new(),
    };
    office.ask(sheet).unwrap();
}

/// A comprehensive assessment with a need in one area and none elsewhere.
fn speaks(office: &Office, area: &str, findings: &str) {
    let areas = Comprehensive::shipped().areas.iter().map(|one| {
        let here = one.code == area;
        AreaAnswer {
            area: one.code.clone(),
            stands: if here {
                AreaStanding::Assessed
            } else {
                AreaStanding::NoNeed
            },
            findings: if here { findings } else { "" }.to_owned(),
            facts: Vec::new(),
            until: None,
            on: day("2026-02-10"),
        }
    });
    // The clock of the office stands: a later one takes the place of the one before.
    let before = office.ask(ListComprehensive { member: MEMBER }).unwrap();
    let corrects = before.rows.iter().find(|row| row.corrected_by.is_none());
    let corrects = corrects.map(|row| row.record);
    let signed = FinishComprehensive {
        member: MEMBER,
        visit: None,
        circumstances: circumstances(),
        areas: areas.collect(),
        strengths: String::new(),
        barriers: String::new(),
        started_at: NOON,
        corrects,
        reason: "Asked again.".to_owned(),
    };
    office.ask(signed).unwrap();
}

fn list(office: &Office) -> view::Suggestions {
    office
        .ask(view::ListSuggestions { member: MEMBER })
        .unwrap()
}

fn open(office: &Office) -> Vec<String> {
    let open = list(office).open.into_iter();
    open.map(|one| one.suggestion).collect()
}

fn takes(office: &Office, suggestion: &str, steps: &[&str]) -> String {
    let entry = GoalEntry {
        member: MEMBER,
        goal: None,
        seen: crate::contract::Seen::default(),
        statement: Some(Words {
            text: "Quiero dormir.".to_owned(),
            language: "es".to_owned(),
            translation: String::new(),
        }),
        domain: Some(Domain::Mental),
        status: None,
        status_reason: None,
        barrier: None,
        strength: None,
        taken: Some(view::TakenSuggestion {
            suggestion: suggestion.to_owned(),
            steps: steps.iter().map(|step| (*step).to_owned()).collect(),
        }),
    };
    office.ask(entry).unwrap().id
}

fn passes(office: &Office, one: &view::SuggestionView, again: bool) {
    let passed = view::PassSuggestion {
        member: MEMBER,
        suggestion: one.suggestion.clone(),
        facts: one.facts.clone(),
        words: "She has a counsellor.".to_owned(),
        again,
    };
    office.ask(passed).unwrap();
}

#[test]
fn r055_a_need_that_was_found_and_a_positive_screen_suggest_one_goal_with_both_sources() {
    let office = office();
    assert_eq!(open(&office), Vec::<String>::new());
    asks(&office, MORE_THAN_HALF);
    speaks(&office, "mental", "She cries at night.");
    let all = list(&office);
    assert_eq!(all.open.len(), 1);
    let one = &all.open[0];
    assert_eq!(one.suggestion, "low_mood");
    let said: Vec<(SuggestedBy, &str)> = one
        .sources
        .iter()
        .map(|source| (source.by, source.says.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (SuggestedBy::Area, "She cries at night."),
            (SuggestedBy::Screening, "PHQ-9: 16"),
        ]
    );
    let plan = office.ask(ShowPlan { member: MEMBER }).unwrap();
    assert_eq!(
        plan.goals.len(),
        0,
        "nothing is put into the plan by itself"
    );
}

#[test]
fn r053_a_later_screen_that_is_not_positive_takes_the_suggestion_away() {
    let office = office();
    asks(&office, MORE_THAN_HALF);
    assert_eq!(open(&office), ["low_mood"]);
    asks(&office, NOT_AT_ALL);
    assert_eq!(open(&office), Vec::<String>::new());
}

#[test]
fn r055_a_population_of_focus_suggests_a_goal_with_the_fact_that_tells_most() {
    let office = office();
    let stated = |fact: &str, value: &str| StatedFact {
        fact: fact.to_owned(),
        answer: StatedAnswer {
            values: vec![value.to_owned()],
            on: day("2026-02-01"),
            said_by: SaidBy::Member,
            words: String::new(),
        },
    };
    office.put(
        MEMBER,
        0x31,
        &stated("homeless_status", "shelter_or_temporary"),
    );
    office.put(MEMBER, 0x32, &stated("complex_needs", "physical"));
    office.put(MEMBER, 0x33, &stated("self_manage_inability", "yes"));
    office.put(
        MEMBER,
        0x34,
        &stated("dependent_children_in_household", "no"),
    );
    let all = list(&office);
    let one = all.open.iter().find(|one| one.suggestion == "own_door");
    let source = &one.unwrap().sources[0];
    assert_eq!(
        (source.by, source.code.as_str()),
        (SuggestedBy::Population, "homeless_adult")
    );
}

#[test]
fn r052_a_goal_that_is_taken_keeps_her_words_its_source_and_the_steps_that_were_kept() {
    let office = office();
    asks(&office, MORE_THAN_HALF);
    takes(
        &office,
        "low_mood",
        &["Offer an appointment with behavioral health", " "],
    );
    assert_eq!(open(&office), Vec::<String>::new());
    let plan = office.ask(ShowPlan { member: MEMBER }).unwrap();
    let goal = &plan.goals[0];
    assert_eq!(goal.statement.text, "Quiero dormir.");
    let from = goal.from.as_ref().unwrap();
    assert_eq!(
        (from.by, from.says.as_str()),
        (SuggestedBy::Screening, "PHQ-9: 16")
    );
    assert_eq!(goal.steps.len(), 1);
    assert!(goal.steps[0].owner.person.is_some());
    asks(&office, MORE_THAN_HALF);
    assert_eq!(
        open(&office),
        Vec::<String>::new(),
        "while the goal stands it is not offered again"
    );
}

#[test]
fn r053_a_goal_that_was_let_go_is_offered_again_only_on_other_facts() {
    let office = office();
    asks(&office, MORE_THAN_HALF);
    let goal = takes(&office, "low_mood", &[]);
    let plan = office.ask(ShowPlan { member: MEMBER }).unwrap();
    let entry = GoalEntry {
        member: MEMBER,
        goal: Some(care::GoalId(goal.parse().unwrap())),
        seen: plan.goals[0].seen.clone(),
        statement: None,
        domain: None,
        status: Some(GoalStatus::LetGo),
        status_reason: None,
        barrier: None,
        strength: None,
        taken: None,
    };
    office.ask(entry).unwrap();
    assert_eq!(open(&office), Vec::<String>::new());
    asks(&office, MORE_THAN_HALF);
    assert_eq!(open(&office), ["low_mood"]);
}

#[test]
fn r053_what_is_set_aside_stays_aside_until_the_facts_change_or_somebody_takes_it_back() {
    let office = office();
    speaks(&office, "mental", "She cries at night.");
    let one = list(&office).open.remove(0);
    passes(&office, &one, false);
    let all = list(&office);
    assert_eq!((all.open.len(), all.aside.len()), (0, 1));
    speaks(&office, "mental", "She cries at night.");
    assert_eq!(
        list(&office).open.len(),
        0,
        "the same words found again are the same fact"
    );
    speaks(&office, "mental", "She does not get up any more.");
    let changed = list(&office).open.remove(0);
    assert_eq!(changed.suggestion, "low_mood");
    passes(&office, &changed, false);
    assert_eq!(list(&office).open.len(), 0);
    passes(&office, &changed, true);
    assert_eq!(list(&office).open.len(), 1);
}

#[test]
fn a_suggestion_that_is_not_in_the_list_is_not_set_aside() {
    let passed = view::PassSuggestion {
        member: MEMBER,
        suggestion: "horoscope".to_owned(),
        facts: "x".to_owned(),
        words: String::new(),
        again: false,
    };
    let refused = office().ask(passed).err();
    assert!(matches!(refused, Some(Failure::BadRequest { .. })));
}

#[test]
fn a_goal_without_a_statement_is_refused_though_it_was_suggested() {
    let office = office();
    asks(&office, MORE_THAN_HALF);
    let entry = GoalEntry {
        member: MEMBER,
        goal: None,
        seen: crate::contract::Seen::default(),
        statement: Some(Words {
            text: " ".to_owned(),
            language: "es".to_owned(),
            translation: String::new(),
        }),
        domain: Some(Domain::Mental),
        status: None,
        status_reason: None,
        barrier: None,
        strength: None,
        taken: Some(view::TakenSuggestion {
            suggestion: "low_mood".to_owned(),
            steps: vec!["x".to_owned()],
        }),
    };
    assert!(matches!(office.ask(entry), Err(Failure::Refused { .. })));
    let steps = office.read(|reader| book::of_member::<Intervention>(reader, MEMBER));
    assert_eq!(steps.len(), 0, "nothing of it is kept");
}
