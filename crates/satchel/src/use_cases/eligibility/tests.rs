use care::{EncounterClass, Episode, RaceOrEthnicity, SaidBy, Stage};

use super::super::due::fixture::{MEMBER, day, episode, member};
use super::super::due::office::Office;
use super::*;
use crate::contract::Seen;
use crate::contract::eligibility::{FindingView, NeededView, OutcomeView, PopulationView};
use crate::contract::episodes::AdvanceEpisode;
use crate::contract::members::ShowMember;

fn shown(office: &Office) -> Eligibility {
    office.ask(ShowEligibility { member: MEMBER }).unwrap()
}

fn of(office: &Office, code: &str) -> PopulationView {
    let mut all = shown(office).populations.into_iter();
    all.find(|one| one.code == code).unwrap()
}

fn said(fact: &str, values: &[&str], seen: Seen) -> StateFact {
    StateFact {
        member: MEMBER,
        fact: fact.to_owned(),
        values: values.iter().map(|&value| value.to_owned()).collect(),
        on: day("2026-02-09"),
        said_by: SaidBy::Member,
        words: String::new(),
        seen,
    }
}

fn visit(start: &str) -> Encounter {
    Encounter {
        class: EncounterClass::Emergency,
        what: "asthma".to_owned(),
        start: day(start),
        end: None,
        preventable: None,
        unplanned: None,
        bh_related: None,
        source: None,
    }
}

/// A Black woman of 35 who is pregnant.
fn expecting(office: &Office) {
    let race = RaceOrEthnicity {
        code: "2054-5".to_owned(),
        display: "Black".to_owned(),
        said_by: "self".to_owned(),
    };
    let member = Member {
        race: vec![race],
        ..member("Ana", "Ruiz")
    };
    office.put(MEMBER, 0x10, &member);
    let pregnancy = Pregnancy::recorded(day("2025-11-01"));
    office.put(MEMBER, 0x61, &pregnancy);
}

/// R030, R148: the facts that were used, with their source.
#[test]
fn r148_the_screen_is_told_why_fact_by_fact_with_day_and_source() {
    let office = Office::open();
    let nobody = office.ask(ShowEligibility { member: MEMBER });
    assert_eq!(nobody.err(), Some(Failure::NotHere));
    expecting(&office);
    let birth = of(&office, "birth_equity");
    assert_eq!(birth.outcome, OutcomeView::Met);
    let told: Vec<(&str, Vec<String>, &str)> = birth
        .why
        .iter()
        .map(|one| {
            let known = &one.known[0];
            (
                one.fact.as_str(),
                known.values.clone(),
                known.source.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "pregnant_or_postpartum_12m",
                vec!["yes".to_owned()],
                "record"
            ),
            ("race", vec!["2054-5".to_owned()], "self"),
        ]
    );
    assert_eq!(birth.why[0].known[0].on, Some(day("2025-11-01")));
}

/// R030: a rule that rests on something in dispute says so, and so does what was kept on the word of it.
#[test]
fn r030_what_two_people_answered_differently_marks_the_populations_it_decides() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    let answer = |values: &[&str]| StatedAnswer {
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        on: day("2026-02-01"),
        said_by: SaidBy::Member,
        words: String::new(),
    };
    let marked = |office: &Office| -> Vec<String> {
        let all = shown(office).populations.into_iter();
        let marked = all.filter(|one| one.two_answers);
        marked.map(|one| one.code).collect()
    };
    let stated = |answer: StatedAnswer| StatedFact {
        fact: "homeless_status".to_owned(),
        answer,
    };
    office.put(MEMBER, 0x64, &stated(answer(&["stable"])));
    assert_eq!(marked(&office), [""; 0]);
    let two = [answer(&["stable"]), answer(&["unsheltered"])];
    office.put_with_two(MEMBER, 0x64, &stated(answer(&["stable"])), ("answer", two));
    let asked = marked(&office);
    assert!(asked.contains(&"homeless_adult".to_owned()), "{asked:?}");
    assert!(!asked.contains(&"birth_equity".to_owned()), "{asked:?}");
    office.ask(KeepEligibility { member: MEMBER }).unwrap();
    assert!(shown(&office).kept[0].two_answers);
}

#[test]
fn r030_what_is_missing_can_be_answered_right_there_and_changes_the_answer() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    assert!(
        of(&office, "homeless_adult")
            .missing
            .contains(&"homeless_status".to_owned())
    );
    let answer = said("homeless_status", &["stable"], Seen::default());
    let made = office.ask(answer).unwrap();
    assert_eq!(of(&office, "homeless_adult").outcome, OutcomeView::NotMet);
    // Said again it is the same fact, and not a second one.
    let facts = shown(&office).facts;
    let fact = facts
        .iter()
        .find(|one| one.fact == "homeless_status")
        .unwrap();
    let stated = fact.stated.as_ref().unwrap();
    assert_eq!(stated.values, ["stable"]);
    let again = said("homeless_status", &["unsheltered"], stated.seen.clone());
    assert_eq!(office.ask(again).unwrap().id, made.id);
    assert_eq!(of(&office, "homeless_adult").outcome, OutcomeView::Unknown);
}

#[test]
fn what_no_rule_asks_and_what_is_no_answer_are_refused() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    for (fact, values) in [
        ("star_sign", ["yes"]),
        ("ccs_enrolled", ["maybe"]),
        ("homeless_status", ["castle"]),
        ("correctional_release_date", ["yesterday"]),
        ("age", ["35"]),
        ("plan_exception", ["homeless_adult"]),
    ] {
        let refused = office.ask(said(fact, &values, Seen::default())).err();
        let Some(Failure::Refused { fields }) = refused else {
            panic!("{fact}: {refused:?}")
        };
        assert_eq!(fields[0].why, Why::Malformed, "{fact}");
    }
    let without_note = said("plan_exception", &["avoidable_use_adult"], Seen::default());
    let Some(Failure::Refused { fields }) = office.ask(without_note).err() else {
        panic!("an exception without a note")
    };
    assert_eq!(fields[0].why, Why::Missing);
}

/// R154: each visit can be judged.
#[test]
fn r154_each_visit_can_be_judged_and_five_that_could_have_been_avoided_are_enough() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    for (id, on) in (0x41..).zip([
        "2025-10-01",
        "2025-11-01",
        "2025-12-01",
        "2026-01-01",
        "2026-02-01",
    ]) {
        office.put(MEMBER, id, &visit(on));
    }
    let count = |one: &PopulationView| -> FindingView {
        let counted = |why: &&FindingView| matches!(why.need, NeededView::Events);
        let of_visits = |why: &&FindingView| why.fact == "ed_visits";
        one.why
            .iter()
            .filter(counted)
            .find(of_visits)
            .unwrap()
            .clone()
    };
    let open = of(&office, "avoidable_use_adult");
    assert_eq!(open.outcome, OutcomeView::Unknown);
    assert_eq!(open.missing, ["ed_visits"]);
    let counted = count(&open).count.unwrap();
    assert_eq!(
        (counted.surely, counted.at_most, counted.at_least),
        (0, 5, 5)
    );
    assert_eq!(counted.mark.as_deref(), Some("preventable"));
    for event in shown(&office).events {
        let mark = MarkEncounter {
            member: MEMBER,
            encounter: event.id,
            mark: MarkWord::Preventable,
            is: Some(true),
            seen: event.seen,
        };
        office.ask(mark).unwrap();
    }
    let met = of(&office, "avoidable_use_adult");
    assert_eq!(met.outcome, OutcomeView::Met);
    // The six months up to today hold all five, so that no earlier stretch is shown.
    assert_eq!(count(&met).count.unwrap().from, day("2025-08-10"));
}

/// R030: the version of the rules, the day and what came of it.
#[test]
fn r030_an_evaluation_is_kept_as_it_was_whatever_is_said_later() {
    let office = Office::open();
    expecting(&office);
    office.ask(KeepEligibility { member: MEMBER }).unwrap();
    let no = said("pregnant_or_postpartum_12m", &["no"], Seen::default());
    office.ask(no).unwrap();
    assert_eq!(of(&office, "birth_equity").outcome, OutcomeView::NotMet);
    let [kept] = &shown(&office).kept[..] else {
        panic!("one was kept")
    };
    assert_eq!(
        (kept.met.as_slice(), kept.as_of),
        (["birth_equity".to_owned()].as_slice(), day("2026-02-10"))
    );
    assert_eq!(kept.catalog, "2026-01");
    assert!(0 < kept.unknown);
}

/// R126: the episode stays as it was.
#[test]
fn r126_an_episode_is_not_closed_because_a_population_ended() {
    let office = Office::open();
    expecting(&office);
    office.put(MEMBER, 0x71, &episode(Stage::Active));
    assert_eq!(of(&office, "birth_equity").outcome, OutcomeView::Met);
    let no = said("pregnant_or_postpartum_12m", &["no"], Seen::default());
    office.ask(no).unwrap();
    assert_eq!(of(&office, "birth_equity").outcome, OutcomeView::NotMet);
    office.ask(KeepEligibility { member: MEMBER }).unwrap();
    let stage = office.ask(ShowMember { member: MEMBER }).unwrap().episode;
    assert_eq!(stage.unwrap().stage, Stage::Active);
}

#[test]
fn r030_what_she_was_enrolled_on_is_kept_by_itself() {
    let office = Office::open();
    expecting(&office);
    let mut outreach = episode(Stage::Outreach);
    outreach.stages.remove(0);
    office.put::<Episode>(MEMBER, 0x71, &outreach);
    let seen = office.ask(ShowMember { member: MEMBER }).unwrap();
    let seen = seen.episode.unwrap().seen;
    let enrol = AdvanceEpisode {
        member: MEMBER,
        stage: Stage::Enrolled,
        reason: String::new(),
        seen,
        anyway: None,
    };
    office.ask(enrol).unwrap();
    assert_eq!(shown(&office).kept.len(), 1);
}

#[test]
fn a_fact_has_the_same_id_on_every_laptop_and_another_for_another_person() {
    let other = MemberId(Uuid::from_u128(0x99));
    assert_eq!(
        id_of(StatedFact::KIND, MEMBER, "ccs_enrolled"),
        id_of(StatedFact::KIND, MEMBER, "ccs_enrolled")
    );
    assert_ne!(
        id_of(StatedFact::KIND, MEMBER, "ccs_enrolled"),
        id_of(StatedFact::KIND, MEMBER, "ltc_risk")
    );
    assert_ne!(
        id_of(StatedFact::KIND, MEMBER, "ccs_enrolled"),
        id_of(StatedFact::KIND, other, "ccs_enrolled")
    );
}
