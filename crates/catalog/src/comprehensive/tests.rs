//! The shipped list is whole, and a wrong one is refused with its line.

use super::*;
use crate::Populations;
use crate::instruments::{self, Action, Rule};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// S2 in the seed requirements: eleven domains.
#[test]
fn r055_every_domain_of_the_longer_list_is_an_area() {
    let of_r055 = |one: &&Area| one.lists.contains("R055");
    let codes: Vec<&str> = Comprehensive::shipped()
        .areas
        .iter()
        .filter(of_r055)
        .map(|one| one.code.as_str())
        .collect();
    let expected = [
        "physical",
        "oral",
        "palliative",
        "development",
        "mental",
        "substances",
        "trauma",
        "dementia",
        "long_term",
        "services",
        "housing",
    ];
    assert_eq!(codes, expected);
}

/// S1: eight, and others.
#[test]
fn r056_the_union_holds_the_shorter_list_too_and_others_to_be_confirmed() {
    let all = Comprehensive::shipped();
    let of_r056 = all.areas.iter().filter(|one| one.lists.contains("R056"));
    let codes: BTreeSet<&str> = of_r056.map(|one| one.code.as_str()).collect();
    let expected = [
        "physical",
        "mental",
        "substances",
        "long_term",
        "oral",
        "palliative",
        "social_supports",
        "sdoh",
    ];
    assert_eq!(codes, BTreeSet::from(expected));
    let others = all.areas.iter().filter(|one| one.lists.is_empty());
    assert!(
        others
            .clone()
            .all(|one| one.vouched == Vouched::ToBeConfirmed)
    );
    assert_eq!((all.areas.len(), others.count()), (22, 9));
}

#[test]
fn every_area_of_the_plan_is_spoken_about_and_every_area_suggests_a_goal() {
    let all = Comprehensive::shipped();
    for domain in Domain::ALL {
        assert!(
            all.areas.iter().any(|one| one.domain == *domain),
            "{domain:?}"
        );
    }
    for area in &all.areas {
        let follows = |one: &&Suggested| one.areas.contains(&area.code);
        assert!(
            all.suggestions.iter().any(|one| follows(&one)),
            "{}",
            area.code
        );
    }
}

#[test]
fn every_population_need_and_screen_that_a_suggestion_names_is_there() {
    let all = Comprehensive::shipped();
    let instruments = instruments::shipped().unwrap();
    let rules = instruments.iter().flat_map(|one| &one.rules);
    let need = |rule: &Rule| match &rule.action {
        Action::Need(named) => Some(named.clone()),
        Action::FollowUp | Action::Safety(_) | Action::Open(_) => None,
    };
    let needs: BTreeSet<String> = rules.filter_map(need).collect();
    for one in &all.suggestions {
        for population in &one.populations {
            assert!(
                Populations::shipped().of(population).is_some(),
                "{population}"
            );
        }
        assert!(one.needs.is_subset(&needs), "{}", one.code);
    }
    let taken: BTreeSet<&String> = all.suggestions.iter().flat_map(|one| &one.needs).collect();
    assert_eq!(taken, needs.iter().collect(), "no need is left without one");
}

#[test]
fn r060_everything_that_can_be_known_belongs_to_an_area() {
    let areas = &Comprehensive::shipped().areas;
    for what in KnownWhat::ALL {
        let by_itself = matches!(
            what,
            KnownWhat::Screening | KnownWhat::Stated | KnownWhat::Need
        );
        let named = areas.iter().any(|one| one.known.contains(what));
        assert!(by_itself || named, "{what:?}");
    }
    for subject in Subject::ALL {
        assert!(
            areas.iter().any(|one| one.screens.contains(subject)),
            "{subject:?}"
        );
    }
}

#[test]
fn r051_the_first_is_due_after_enrolment_and_the_next_after_the_last() {
    let all = Comprehensive::shipped();
    let enrolled = day("2026-01-01");
    assert_eq!(all.due_by(enrolled, None), Some(day("2026-04-01")));
    assert_eq!(
        all.due_by(enrolled, Some(day("2026-02-01"))),
        Some(day("2027-02-01"))
    );
    assert_eq!(
        all.due_by(enrolled, Some(day("2025-12-31"))),
        Some(day("2026-04-01")),
        "one from before says nothing of her now"
    );
}

#[test]
fn a_wrong_list_is_refused_with_its_line() {
    let refused = |from: &str, to: &str| {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED);
        let wrong = Comprehensive::read(&text).unwrap_err();
        text.lines()
            .nth(wrong.line.saturating_sub(1))
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        refused("code = \"oral\"", "code = \"physical\""),
        "code = \"physical\""
    );
    assert_eq!(
        refused("group = \"mind\"", "group = \"soul\""),
        "group = \"soul\""
    );
    assert_eq!(
        refused("areas = [\"oral\"]", "areas = [\"mouth\"]"),
        "code = \"teeth\""
    );
    assert_eq!(
        refused("lists = [\"R055\"]\n", ""),
        "standing = \"published\""
    );
    assert_eq!(
        refused("steps_es = [\n", "steps_es = [\n  \"uno más\",\n"),
        "code = \"regular_care\""
    );
}
