//! Each population, and what is missing where nobody can say yet.

use super::*;

/// R140: adults.
#[test]
fn r140_an_adult_without_a_home_needs_a_complex_need_and_no_children_with_her() {
    let adult = || {
        Someone::born("1980-03-01")
            .says("homeless_status", &["unsheltered"])
            .says("dependent_children_in_household", &["no"])
    };
    assert_eq!(adult().is("homeless_adult"), Outcome::Unknown);
    assert_eq!(
        adult().missing("homeless_adult"),
        codes(&["complex_needs", "self_manage_inability"])
    );
    let whole = adult()
        .says("complex_needs", &["physical"])
        .says("self_manage_inability", &["yes"]);
    assert_eq!(whole.is("homeless_adult"), Outcome::Met);
    let none = adult().says("complex_needs", &[]);
    assert_eq!(none.is("homeless_adult"), Outcome::NotMet);
}

/// R140: families and youth.
#[test]
fn r140_a_family_that_shares_a_home_counts_without_any_need() {
    let family = Someone::born("1990-03-01")
        .says("homeless_status", &["sharing_housing"])
        .says("dependent_children_in_household", &["yes"]);
    assert_eq!(family.is("homeless_family_youth"), Outcome::Met);
    // Sharing is no homelessness for an adult by herself.
    assert_eq!(family.is("homeless_adult"), Outcome::NotMet);
    let alone = Someone::born("2008-03-01")
        .says("homeless_status", &["sharing_housing"])
        .says("accompanied", &["no"]);
    assert_eq!(alone.is("homeless_family_youth"), Outcome::Met);
}

#[test]
fn r140_a_shelter_in_the_record_answers_where_she_sleeps() {
    let mut someone = Someone::born("1980-03-01");
    someone.member.home = Some(care::Home {
        kind: care::HomeKind::Shelter,
        words: "Casa Abril".to_owned(),
        since: Some(day("2026-09-01")),
    });
    assert!(
        !someone
            .missing("homeless_adult")
            .contains("homeless_status")
    );
    // What she says later counts before the record.
    let moved = someone.says("homeless_status", &["stable"]);
    assert_eq!(moved.is("homeless_adult"), Outcome::NotMet);
}

#[test]
fn an_adult_rule_asked_of_a_child_is_not_met_because_of_her_age() {
    let child = Someone::born("2005-11-23");
    for adults in [
        "homeless_adult",
        "avoidable_use_adult",
        "smi_sud_adult",
        "ltc_risk_adult",
    ] {
        let tree = child.of(adults, TODAY);
        assert_eq!(tree.outcome, Outcome::NotMet, "{adults}");
        let why: Vec<&str> = tree.why().iter().map(|(one, _)| one.asked()).collect();
        assert_eq!(why, ["age"], "{adults}");
    }
    // On her twenty-first birthday it is the other way round.
    let grown = Someone::born("2005-11-22");
    assert_eq!(grown.is("avoidable_use_child"), Outcome::NotMet);
    assert_eq!(grown.is("homeless_adult"), Outcome::Unknown);
}

#[test]
fn somebody_without_a_birth_date_is_asked_for_it() {
    let mut someone = Someone::born("1980-03-01");
    someone.member.birth_date = None;
    assert!(someone.missing("ltc_risk_adult").contains("age"));
}

/// R142. R156 in part: one complex social factor is enough; the list itself is not looked at.
#[test]
fn r142_adults_need_three_things_and_children_one() {
    let adult = Someone::born("1980-03-01")
        .says("smhs_eligible", &["yes"])
        .says("complex_social_factors", &["food_insecurity"])
        .says("high_risk_institutionalization_overdose_suicide", &["yes"]);
    assert_eq!(adult.is("smi_sud_adult"), Outcome::Met);
    let without = Someone::born("1980-03-01")
        .says("smhs_eligible", &["yes"])
        .says("complex_social_factors", &[]);
    assert_eq!(without.is("smi_sud_adult"), Outcome::NotMet);
    let child = Someone::born("2012-03-01").says("dmc_eligible", &["yes"]);
    assert_eq!(child.is("smi_sud_child"), Outcome::Met);
}

/// R153 in part: two stays because of mental health; the other ways are not each tried.
#[test]
fn r153_two_stays_because_of_mental_health_are_the_third_thing() {
    let stay = |one: Someone, on: &str| {
        let marks = [(Mark::BhRelated, true)];
        one.care(EncounterClass::Inpatient, on, &marks)
    };
    let adult = Someone::born("1980-03-01")
        .says("dmc_ods_eligible", &["yes"])
        .says("complex_social_factors", &["aces_4_or_more"]);
    let adult = stay(stay(adult, "2026-01-05"), "2026-09-05");
    assert_eq!(adult.is("smi_sud_adult"), Outcome::Met);
}

/// R143: ninety days are enough, one less is not.
#[test]
fn r143_ninety_days_in_a_nursing_facility_are_the_measure() {
    let adult = |days: &str| {
        Someone::born("1950-03-01")
            .says("lives_in_community", &["yes"])
            .says("ltc_risk", &["yes"])
            .says("expected_nf_days_without_supports", &[days])
            .is("ltc_risk_adult")
    };
    assert_eq!(adult("90"), Outcome::Met);
    assert_eq!(adult("89"), Outcome::NotMet);
}

/// R144 in part: whether she wants to is asked, and a no is a no; nobody is found to fit.
#[test]
fn r144_somebody_in_a_nursing_facility_has_to_want_to_leave_it() {
    let adult = Someone::born("1950-03-01")
        .says("nf_resident", &["yes"])
        .says("able_to_transition_with_support", &["yes"]);
    assert_eq!(
        adult.missing("nf_transition_adult"),
        codes(&["wants_community_transition"])
    );
    let no = adult.says("wants_community_transition", &["no"]);
    assert_eq!(no.is("nf_transition_adult"), Outcome::NotMet);
}

/// R145: adults and youth.
#[test]
fn r145_a_release_counts_for_twelve_months_and_youth_need_no_condition() {
    let adult = |released: &str| {
        Someone::born("1980-03-01")
            .says("transitioning_from_correctional_setting", &["no"])
            .says("correctional_release_date", &[released])
            .problem("http://snomed.info/sct", "275272006", "2020-01-01")
            .is("incarceration_adult")
    };
    assert_eq!(adult("2025-11-22"), Outcome::Met);
    assert_eq!(adult("2025-11-21"), Outcome::NotMet);
    assert_eq!(adult("never"), Outcome::NotMet);
    let youth = Someone::born("2009-03-01").says("youth_facility_release_date", &["2026-05-01"]);
    assert_eq!(youth.is("incarceration_child"), Outcome::Met);
}

/// R146: enrolled, and a complex social factor.
#[test]
fn r146_a_child_of_ccs_needs_a_social_factor_too() {
    let child = Someone::born("2015-03-01").says("ccs_enrolled", &["yes"]);
    assert_eq!(
        child.missing("ccs_child"),
        codes(&["complex_social_factors"])
    );
    let met = child.says("complex_social_factors", &["housing_instability"]);
    assert_eq!(met.is("ccs_child"), Outcome::Met);
}

/// R147 in part: three of the five ways, to the day.
#[test]
fn r147_child_welfare_has_five_ways_each_with_its_age() {
    let twenty_five = |born: &str| {
        Someone::born(born)
            .says(
                "in_foster_care_on_or_after_18th_birthday_any_state",
                &["yes"],
            )
            .is("child_welfare")
    };
    assert_eq!(twenty_five("2000-11-23"), Outcome::Met);
    assert_eq!(twenty_five("2000-11-22"), Outcome::NotMet);
    let last = |on: &str| {
        Someone::born("2012-03-01")
            .says("foster_care_last_date_any_state", &[on])
            .is("child_welfare")
    };
    assert_eq!(last("2025-11-22"), Outcome::Met);
    // Another way may still be open: nobody has asked.
    assert_eq!(last("2025-11-21"), Outcome::Unknown);
    let adopted = Someone::born("2012-03-01");
    let adopted = adopted.says("adoption_assistance_eligible_or_enrolled_ca", &["yes"]);
    assert_eq!(adopted.is("child_welfare"), Outcome::Met);
}

/// R123, R124: each of the three groups, and nothing but race and pregnancy.
#[test]
fn r124_race_alone_opens_birth_equity_to_a_pregnant_woman() {
    let pregnant = |race: &str| {
        Someone::born("1999-07-27")
            .of_race(race)
            .pregnant("2026-06-09", None)
            .is("birth_equity")
    };
    for race in ["2054-5", "1002-5", "2076-8"] {
        assert_eq!(pregnant(race), Outcome::Met, "{race}");
    }
    // Another population may still open it.
    assert_eq!(pregnant("2106-3"), Outcome::Unknown);
}

/// R026: what one source said is kept beside another, and either is enough.
#[test]
fn r026_any_source_of_race_is_enough() {
    let mut someone = Someone::born("1999-07-27")
        .of_race("2106-3")
        .pregnant("2026-06-09", None);
    someone.member.race.push(care::RaceOrEthnicity {
        code: "2054-5".to_owned(),
        display: String::new(),
        said_by: "self".to_owned(),
    });
    assert_eq!(someone.is("birth_equity"), Outcome::Met);
}

/// R029, R148: two populations at once, one through the other.
#[test]
fn r148_another_population_opens_it_whatever_the_race() {
    let visits = [
        "2026-06-01",
        "2026-06-02",
        "2026-06-03",
        "2026-06-04",
        "2026-06-05",
    ];
    let someone = Someone::born("1999-07-27").of_race("2106-3");
    let someone = someone.pregnant("2026-06-09", None).avoidable(&visits);
    let tree = someone.of("birth_equity", TODAY);
    assert_eq!(tree.outcome, Outcome::Met);
    let why = tree.why();
    assert!(
        why.iter()
            .any(|(one, _)| matches!(one, Finding::Others(met) if *met == ["avoidable_use_adult"]))
    );
}

/// R122: to the day.
#[test]
fn r122_the_time_after_a_birth_lasts_through_twelve_months() {
    let after = |end: &str, as_of: &str| {
        let someone = Someone::born("1988-06-10").of_race("1002-5");
        let someone = someone.pregnant("2025-01-10", Some(end));
        someone.of("birth_equity", as_of).outcome
    };
    assert_eq!(after("2025-08-15", "2026-08-15"), Outcome::Met);
    // What comes after nobody knows without asking: she may be pregnant again.
    assert_eq!(after("2025-08-15", "2026-08-16"), Outcome::Unknown);
    assert_eq!(after("2025-08-31", "2026-08-31"), Outcome::Met);
}

#[test]
fn r122_a_pregnancy_lost_early_is_no_birth() {
    let lost = Someone::born("1994-01-01")
        .of_race("2054-5")
        .pregnant("2026-01-31", Some("2026-02-21"))
        .problem("http://snomed.info/sct", "19169002", "2026-02-21");
    assert_eq!(lost.is("birth_equity"), Outcome::Unknown);
    assert_eq!(
        lost.missing("birth_equity"),
        codes(&["pregnant_or_postpartum_12m"])
    );
}

/// R025: her own word counts from the day she says it.
#[test]
fn r025_what_she_says_of_a_pregnancy_counts_at_once_and_for_a_year() {
    let says = |values: &[&str], on: &str| {
        let someone = Someone::born("1999-07-27").of_race("2054-5");
        let someone = someone.said("pregnant_or_postpartum_12m", values, on);
        someone.is("birth_equity")
    };
    assert_eq!(says(&["yes"], "2026-11-22"), Outcome::Met);
    assert_eq!(says(&["no"], "2026-11-22"), Outcome::NotMet);
    assert_eq!(says(&["yes"], "2025-11-22"), Outcome::Met);
    assert_eq!(says(&["yes"], "2025-11-21"), Outcome::Unknown);
}

/// R152: a population before its first day.
#[test]
fn r152_a_rule_that_is_not_in_force_says_so() {
    let someone = Someone::born("1990-01-01").of_race("2054-5");
    let someone = someone.pregnant("2023-06-01", None);
    let before = someone.of("birth_equity", "2023-12-31");
    assert_eq!(before.outcome, Outcome::NotMet);
    let from = day("2024-01-01");
    assert_eq!(
        before.why(),
        [(&Finding::NotInForce(from), Outcome::NotMet)]
    );
    assert_eq!(
        someone.of("birth_equity", "2024-01-01").outcome,
        Outcome::Met
    );
    // Two counties began earlier; nobody has written down hers.
    let early = someone.of("incarceration_adult", "2023-12-31").outcome;
    assert_eq!(early, Outcome::Unknown);
}

/// R154: the plan's exception.
#[test]
fn r154_the_plan_may_say_yes_below_the_numbers_but_not_to_a_child() {
    let plan = |born: &str| Someone::born(born).says("plan_exception", &["avoidable_use_adult"]);
    assert_eq!(plan("1980-03-01").is("avoidable_use_adult"), Outcome::Met);
    assert_eq!(
        plan("2012-03-01").is("avoidable_use_adult"),
        Outcome::NotMet
    );
    assert_eq!(plan("1980-03-01").is("homeless_adult"), Outcome::Unknown);
}

#[test]
fn what_was_said_later_is_not_known_on_an_earlier_day() {
    let someone = Someone::born("2012-03-01").said("dmc_eligible", &["yes"], "2026-11-01");
    assert_eq!(
        someone.of("smi_sud_child", "2026-10-31").outcome,
        Outcome::Unknown
    );
    assert_eq!(
        someone.of("smi_sud_child", "2026-11-01").outcome,
        Outcome::Met
    );
}
