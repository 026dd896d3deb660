//! The shipped instruments, known answers to them, and files that are refused. R051, R054, R061.

use super::*;
use std::collections::BTreeMap;

use care::{Absent, ItemAnswer};
use proptest::prelude::*;

fn instrument(id: &str) -> Instrument {
    let all = shipped().unwrap();
    all.into_iter().find(|one| one.id == id).unwrap()
}

fn chosen(item: &str, code: &str) -> ItemAnswer {
    ItemAnswer {
        item: item.to_owned(),
        loinc: String::new(),
        codes: vec![code.to_owned()],
        absent: None,
        from: None,
    }
}

/// Answers by the place of the choice, from 0.
fn sheet(instrument: &Instrument, places: &[(&str, usize)]) -> Vec<ItemAnswer> {
    let answer = |(id, place): &(&str, usize)| {
        chosen(id, &instrument.item(id).unwrap().choices[*place].code)
    };
    places.iter().map(answer).collect()
}

fn weigh(instrument: &Instrument, answers: &[ItemAnswer], person: Person) -> Weighed {
    let entered = BTreeMap::new();
    instrument.weigh(&Sheet {
        answers,
        entered: &entered,
        person,
    })
}

fn value(id: &str, score: &str, places: &[(&str, usize)]) -> Option<u16> {
    let instrument = instrument(id);
    let weighed = weigh(&instrument, &sheet(&instrument, places), Person::default());
    weighed
        .outcomes
        .into_iter()
        .find(|one| one.score == score)
        .unwrap()
        .value
}

fn first(count: usize, place: usize) -> Vec<(&'static str, usize)> {
    const IDS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    IDS.iter().take(count).map(|id| (*id, place)).collect()
}

/// R051: health and social needs, each with its score.
#[test]
fn r051_known_answers_come_to_known_scores() {
    assert_eq!(value("phq9", "total", &first(9, 3)), Some(27));
    assert_eq!(
        value("phq9", "total", &first(8, 3)),
        None,
        "an answer that is missing is no zero"
    );
    assert_eq!(value("phq2", "total", &[("1", 1), ("2", 2)]), Some(3));
    assert_eq!(value("gad7", "total", &first(7, 1)), Some(7));
    assert_eq!(
        value("auditc", "total", &[("1", 0)]),
        Some(0),
        "who never drinks is asked no more"
    );
    assert_eq!(value("auditc", "total", &[("1", 1)]), None);
    assert_eq!(value("auditc", "total", &first(3, 4)), Some(12));
    let hunger = |places: &[(&str, usize)]| value("hunger_vital_sign", "risk", places);
    assert_eq!(hunger(&[("1", 2), ("2", 2)]), Some(0));
    assert_eq!(hunger(&[("1", 1)]), Some(1), "one yes is enough");
    assert_eq!(hunger(&[("1", 2), ("2", 3)]), None);
    assert_eq!(hunger(&[("1", 0), ("2", 3)]), Some(1));
    let hits = |places: &[(&str, usize)]| value("ahc_hrsn_core", "hits", places);
    assert_eq!(hits(&[("7", 0), ("8", 0), ("9", 0), ("10", 0)]), Some(4));
    assert_eq!(hits(&[("7", 0), ("8", 0), ("9", 0)]), None);
    assert_eq!(
        value("pc_ptsd_5", "total", &[("0", 1)]),
        Some(0),
        "nothing happened: no more is asked"
    );
    assert_eq!(
        value("pc_ptsd_5", "total", &first(5, 0)),
        None,
        "whether it happened was not asked"
    );
    let all = [&[("0", 0)][..], &first(5, 0)].concat();
    assert_eq!(value("pc_ptsd_5", "total", &all), Some(5));
}

#[test]
fn r051_a_declined_answer_leaves_no_total_and_is_signed_as_declined() {
    let phq2 = instrument("phq2");
    let declined = ItemAnswer {
        codes: Vec::new(),
        absent: Some(Absent::AskedDeclined),
        ..chosen("2", "")
    };
    let answers = [sheet(&phq2, &[("1", 3)]).remove(0), declined];
    let entered = BTreeMap::new();
    let sheet = Sheet {
        answers: &answers,
        entered: &entered,
        person: Person::default(),
    };
    let weighed = phq2.weigh(&sheet);
    assert_eq!((weighed.outcomes[0].value, weighed.open.len()), (None, 0));
    assert!(
        weighed.met.contains("positive"),
        "three points are certain already"
    );
    let signed = phq2.signed_answers(&sheet).unwrap();
    assert_eq!(signed[1].absent, Some(Absent::AskedDeclined));
    assert_eq!(signed[0].loinc, "44250-9");
}

#[test]
fn an_answer_about_death_alarms_at_once_and_whatever_the_total() {
    let phq9 = instrument("phq9");
    let weighed = weigh(&phq9, &sheet(&phq9, &[("9", 1)]), Person::default());
    assert_eq!(weighed.met, BTreeSet::from(["safety".to_owned()]));
    let mut none = first(9, 0);
    assert_eq!(
        weigh(&phq9, &sheet(&phq9, &none), Person::default()).met,
        BTreeSet::new()
    );
    none[8].1 = 1;
    assert!(
        weigh(&phq9, &sheet(&phq9, &none), Person::default())
            .met
            .contains("safety")
    );
}

#[test]
fn violence_at_home_alarms_as_soon_as_it_is_certain() {
    let ahc = instrument("ahc_hrsn_core");
    let three = sheet(&ahc, &[("7", 3), ("8", 2), ("9", 1)]);
    let weighed = weigh(&ahc, &three, Person::default());
    assert_eq!(weighed.outcomes[0].value, None);
    assert!(
        !weighed.met.contains("danger"),
        "nine, and one more at least: ten"
    );
    let certain = sheet(&ahc, &[("7", 4), ("8", 2), ("9", 1)]);
    assert!(
        weigh(&ahc, &certain, Person::default())
            .met
            .contains("danger")
    );
}

#[test]
fn the_line_of_alcohol_differs_by_sex_and_is_the_safer_one_where_it_is_not_known() {
    let auditc = instrument("auditc");
    let three = sheet(&auditc, &first(3, 1));
    let met = |sex| {
        weigh(
            &auditc,
            &three,
            Person {
                sex,
                is_pregnant: false,
            },
        )
        .met
    };
    assert_eq!(met(Some(Sex::Male)), BTreeSet::new());
    for sex in [
        Some(Sex::Female),
        Some(Sex::Other),
        Some(Sex::Unknown),
        None,
    ] {
        assert_eq!(met(sex), BTreeSet::from(["positive_women".to_owned()]));
    }
    let pregnant = Person {
        sex: Some(Sex::Female),
        is_pregnant: true,
    };
    assert!(
        weigh(&auditc, &sheet(&auditc, &[("1", 1)]), pregnant)
            .met
            .contains("pregnancy")
    );
}

#[test]
fn every_shipped_instrument_can_be_read_and_names_what_is_there() {
    let all = shipped().unwrap();
    let screening = Screening::shipped().unwrap();
    let ids: BTreeSet<&str> = all.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids.len(), all.len());
    for rule in all.iter().flat_map(|one| &one.rules) {
        match &rule.action {
            Action::Open(named) => assert!(ids.contains(named.as_str()), "{named}"),
            Action::Safety(named) => assert!(screening.protocol(named).is_some(), "{named}"),
            Action::FollowUp | Action::Need(_) => {}
        }
    }
    for due in &screening.dues {
        assert!(
            due.met_by.iter().all(|named| ids.contains(named.as_str())),
            "{}",
            due.id
        );
    }
}

#[test]
fn what_may_not_be_handed_on_is_a_form_for_the_score_alone() {
    for id in [
        "epds",
        "cssrs_screener",
        "dast10",
        "prapare",
        "four_ps_plus",
        "pearls",
    ] {
        let one = instrument(id);
        assert!(one.why_no_text.is_some() && one.ask_alone, "{id}");
        assert!(
            one.items.iter().all(|item| item.text.chars().count() < 40),
            "{id} holds no question"
        );
    }
    let epds = instrument("epds");
    let entered = BTreeMap::from([("total".to_owned(), 11)]);
    let answers = [chosen("10", "1")];
    let weighed = epds.weigh(&Sheet {
        answers: &answers,
        entered: &entered,
        person: Person::default(),
    });
    assert_eq!(weighed.outcomes[0].band, "Possible depression");
    assert_eq!(
        weighed.met,
        BTreeSet::from(["positive".to_owned(), "safety".to_owned()])
    );
    let too_much = BTreeMap::from([("total".to_owned(), 31)]);
    let sheet = Sheet {
        answers: &[],
        entered: &too_much,
        person: Person::default(),
    };
    assert_eq!(epds.signed_answers(&sheet), Err(AnswerError::OutOfRange));
}

#[test]
fn an_answer_that_goes_with_no_other_is_refused_beside_one() {
    let ahc = instrument("ahc_hrsn_core");
    let entered = BTreeMap::new();
    let signed = |codes: &[&str], item: &str| {
        let codes = codes.iter().map(|code| (*code).to_owned()).collect();
        let answers = [ItemAnswer {
            codes,
            ..chosen(item, "")
        }];
        ahc.signed_answers(&Sheet {
            answers: &answers,
            entered: &entered,
            person: Person::default(),
        })
        .map(|answers| answers.len())
    };
    assert_eq!(signed(&["LA28580-1", "LA32001-2"], "2"), Ok(10));
    assert_eq!(
        signed(&["LA28580-1", "LA9-3"], "2"),
        Err(AnswerError::Exclusive)
    );
    assert_eq!(
        signed(&["LA31993-1", "LA31994-9"], "1"),
        Err(AnswerError::OnlyOne)
    );
    assert_eq!(
        signed(&["LA32-8", "LA32-8"], "5"),
        Err(AnswerError::NoSuchAnswer)
    );
    assert_eq!(signed(&["LA9-3"], "11"), Err(AnswerError::NoSuchQuestion));
}

#[test]
fn an_answer_to_a_question_that_is_skipped_is_not_signed() {
    let auditc = instrument("auditc");
    let answers = sheet(&auditc, &[("1", 0), ("2", 4)]);
    let entered = BTreeMap::new();
    let sheet = Sheet {
        answers: &answers,
        entered: &entered,
        person: Person::default(),
    };
    let signed = auditc.signed_answers(&sheet).unwrap();
    assert_eq!(
        signed
            .iter()
            .map(|answer| answer.item.as_str())
            .collect::<Vec<_>>(),
        ["1"]
    );
    assert_eq!(auditc.weigh(&sheet).skipped.len(), 2);
}

/// The first line with these words, from 1.
fn line_of(text: &str, words: &str) -> usize {
    let before = text.lines().take_while(|line| !line.contains(words));
    before.count().saturating_add(1)
}

#[test]
fn a_file_with_a_fault_is_refused_with_its_line() {
    let good = include_str!("../../data/instruments/phq9.toml");
    let cases = [
        (
            "label = \"Several days\", score = 1",
            "label = \"Several days\"",
            "items = [\"1\", \"2\"",
            "no score",
        ),
        (
            "items = [\"1\", \"2\"",
            "items = [\"1\", \"12\"",
            "items = [\"1\", \"12\"",
            "not there",
        ),
        ("max = 27", "max = 28", "min = 0", "range"),
        ("from = 5\n", "from = 6\n", "from = 6", "gap"),
        ("from = 5\n", "from = 4\n", "from = 4", "overlaps"),
        (
            "answers = \"difficulty\"",
            "answers = \"dificulty\"",
            "answers = \"dificulty\"",
            "no such set",
        ),
        ("item:9>=1", "item:99>=1", "item:99>=1", "not there"),
        (
            "score:total>=10",
            "score:sum>=10",
            "score:sum>=10",
            "not there",
        ),
        (
            "action = \"safety-protocol\"",
            "action = \"pray\"",
            "action = \"pray\"",
            "nothing that can follow",
        ),
        (
            "recall = \"P14D\"",
            "recall = \"14 days\"",
            "recall = \"14 days\"",
            "asked back",
        ),
        (
            "method = \"sum\"",
            "method = \"mean\"",
            "method = \"mean\"",
            "a sum",
        ),
        ("id = \"2\"", "id = \"1\"", "", "another question"),
    ];
    for (from, to, at, reason) in cases {
        assert!(good.contains(from), "{from}");
        let text = good.replacen(from, to, 1);
        let wrong = read(&text).unwrap_err();
        assert!(wrong.reason.contains(reason), "{to}: {wrong}");
        if !at.is_empty() {
            assert_eq!(wrong.line, line_of(&text, at), "{to}: {wrong}");
        }
    }
    let cut = good.replace("[[score]]", "[[scores]]");
    assert!(read(&cut).unwrap_err().reason.contains("scores"));
}

fn any_instrument() -> impl Strategy<Value = Instrument> {
    let texted = shipped()
        .unwrap()
        .into_iter()
        .filter(|one| one.why_no_text.is_none());
    prop::sample::select(texted.collect::<Vec<_>>())
}

/// An instrument, an answer to each of its questions, and which of them are there yet.
fn filled() -> impl Strategy<Value = (Instrument, Vec<ItemAnswer>, Vec<bool>)> {
    any_instrument().prop_flat_map(|instrument| {
        let count = instrument.items.len();
        let places = prop::collection::vec(any::<prop::sample::Index>(), count);
        let there = prop::collection::vec(any::<bool>(), count);
        (Just(instrument), places, there).prop_map(|(instrument, places, there)| {
            let answers = instrument.items.iter().zip(&places).map(|(item, place)| {
                chosen(
                    &item.id,
                    &item.choices[place.index(item.choices.len())].code,
                )
            });
            let answers = answers.collect();
            (instrument, answers, there)
        })
    })
}

proptest! {
    #[test]
    fn a_whole_sheet_lies_in_the_range_of_each_score_and_in_one_of_its_bands((instrument, answers, _) in filled()) {
        let weighed = weigh(&instrument, &answers, Person::default());
        prop_assert_eq!(&weighed.open, &Vec::<String>::new());
        for (score, outcome) in instrument.scores.iter().zip(&weighed.outcomes) {
            let Some(value) = outcome.value else { continue };
            prop_assert!((score.min..=score.max).contains(&value) || value == 0);
            prop_assert_eq!(score.bands.is_empty() || value < score.min, outcome.band.is_empty());
        }
    }

    #[test]
    fn an_alert_is_never_taken_back_by_what_is_answered_after_it((instrument, answers, there) in filled()) {
        let some: Vec<ItemAnswer> =
            answers.iter().zip(&there).filter(|(_, there)| **there).map(|(answer, _)| answer.clone()).collect();
        let early = weigh(&instrument, &some, Person::default());
        let late = weigh(&instrument, &answers, Person::default());
        let skipped = &late.skipped;
        for rule in early.met.difference(&late.met) {
            // Only an answer to a question that turned out not to be asked is not heard.
            let rule = instrument.rule(rule).unwrap();
            let of_skipped = rule.when.terms().any(|term| matches!(term, Term::Item(id, _) | Term::Is(id, _) | Term::Need(id) if skipped.contains(id)));
            prop_assert!(of_skipped);
        }
        for (one, other) in early.outcomes.iter().zip(&late.outcomes) {
            let sum = instrument.score(&one.score).unwrap().method == Method::Sum;
            prop_assert!(!sum || one.value.is_none() || one.value == other.value);
        }
    }

    #[test]
    fn what_is_signed_weighs_the_same((instrument, answers, there) in filled()) {
        let some: Vec<ItemAnswer> =
            answers.iter().zip(&there).filter(|(_, there)| **there).map(|(answer, _)| answer.clone()).collect();
        let entered = BTreeMap::new();
        let sheet = Sheet { answers: &some, entered: &entered, person: Person::default() };
        let signed = instrument.signed_answers(&sheet).unwrap();
        let again = weigh(&instrument, &signed, Person::default());
        let before = instrument.weigh(&sheet);
        prop_assert_eq!(again.outcomes, before.outcomes);
        prop_assert_eq!(again.met, before.met);
        prop_assert_eq!(again.open, Vec::<String>::new());
    }
}
