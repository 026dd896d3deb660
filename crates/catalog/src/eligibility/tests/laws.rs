//! Laws of the three answers, over facts nobody would think of.

use proptest::prelude::*;

use super::*;
use crate::populations::FactKind;

/// A fact and what is said of it.
type Said = (String, Vec<String>);

/// Something to say of every fact that can be said, or nothing.
fn anything() -> impl Strategy<Value = Vec<Said>> {
    let list = Populations::shipped();
    let asked: Vec<_> = list
        .facts
        .iter()
        .filter(|(_, fact)| fact.kind.is_asked())
        .collect();
    let said: Vec<BoxedStrategy<Option<Said>>> = asked
        .into_iter()
        .map(|(code, fact)| {
            let values: BoxedStrategy<Vec<String>> = match fact.kind {
                FactKind::YesNo => {
                    prop_oneof![Just(vec!["yes".to_owned()]), Just(vec!["no".to_owned()])].boxed()
                }
                FactKind::OneOf => prop::sample::select(fact.values.clone())
                    .prop_map(|one| vec![one])
                    .boxed(),
                FactKind::AnyOf => prop::sample::subsequence(fact.values.clone(), 0..=2).boxed(),
                FactKind::Number => (0..200_u32).prop_map(|days| vec![days.to_string()]).boxed(),
                FactKind::Date | FactKind::Age | FactKind::Race => prop_oneof![
                    Just(vec!["never".to_owned()]),
                    Just(vec!["2026-02-01".to_owned()]),
                    Just(vec!["2020-02-01".to_owned()])
                ]
                .boxed(),
            };
            let code = code.clone();
            prop::option::of(values.prop_map(move |values| (code.clone(), values))).boxed()
        })
        .collect();
    said.prop_map(|all| all.into_iter().flatten().collect())
}

fn person(age: u16, said: &[Said]) -> Someone {
    let born = day("2026-06-01") - chrono::Months::new(u32::from(age) * 12);
    let someone = Someone::born(&born.to_string()).of_race("2054-5");
    said.iter().fold(someone, |one, (fact, values)| {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        one.says(fact, &values)
    })
}

proptest! {
    // Of the very young and the old the record itself says that they are not pregnant; whoever says otherwise corrects it.
    #[test]
    fn more_that_is_known_never_takes_an_answer_away(age in 8_u16..60, said in anything(), part in 0_usize..40) {
        let fewer = &said[..part.min(said.len())];
        let (less, more) = (person(age, fewer).asked(TODAY), person(age, &said).asked(TODAY));
        for (before, after) in less.iter().zip(&more) {
            if before.outcome() != Outcome::Unknown {
                prop_assert_eq!(before.outcome(), after.outcome(), "{}", before.population);
            }
        }
    }

    #[test]
    fn an_open_answer_names_what_would_settle_it_and_a_settled_one_nothing(age in 0_u16..90, said in anything()) {
        for one in person(age, &said).asked(TODAY) {
            prop_assert_eq!(one.tree.missing().is_empty(), one.outcome() != Outcome::Unknown, "{}", one.population);
            prop_assert!(!one.tree.why().is_empty());
        }
    }

    #[test]
    fn one_more_visit_never_makes_a_yes_a_no(days in prop::collection::vec(0_i64..500, 0..12), more in 0_i64..500) {
        let on = |ago: &i64| (day(TODAY) - chrono::Duration::days(*ago)).to_string();
        let days: Vec<String> = days.iter().map(on).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        let last = on(&more);
        let with = [days.as_slice(), &[last.as_str()]].concat();
        let is = |days: &[&str]| Someone::born("1980-03-01").avoidable(days).is("avoidable_use_adult");
        prop_assert!(is(&days) <= is(&with));
    }

    #[test]
    fn the_six_months_found_are_the_best_there_are(days in prop::collection::vec(0_i64..400, 0..12)) {
        let days: Vec<NaiveDate> = days.iter().map(|ago| day(TODAY) - chrono::Duration::days(*ago)).collect();
        let texts: Vec<String> = days.iter().map(ToString::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let looked = Stretch::back(day(TODAY), 12);
        // Every day there is may end a stretch.
        let best = (0..=400).map(|ago| {
            let stretch = Stretch::back(day(TODAY) - chrono::Duration::days(ago), 6);
            days.iter().filter(|day| stretch.has(**day) && looked.has(**day)).count()
        }).max().unwrap();
        let expected = Outcome::of(5 <= best);
        prop_assert_eq!(Someone::born("1980-03-01").avoidable(&texts).is("avoidable_use_adult"), expected);
    }
}
