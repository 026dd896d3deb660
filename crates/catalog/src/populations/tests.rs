use super::*;

/// The shipped list with one passage replaced.
fn changed(from: &str, to: &str) -> Result<Populations, Wrong> {
    assert!(SHIPPED.contains(from), "{from}");
    Populations::read(&SHIPPED.replacen(from, to, 1))
}

/// The line of the shipped list on which a passage stands.
fn line_of(passage: &str) -> usize {
    let before = SHIPPED.split(passage).next().unwrap();
    before.matches('\n').count().saturating_add(1)
}

fn refused(from: &str, to: &str, reason: &str) {
    let wrong = changed(from, to).unwrap_err();
    assert!(wrong.reason.contains(reason), "{wrong}");
    assert_eq!(wrong.line, line_of(from), "{wrong}");
}

/// R140, R141, R142, R143, R144, R145, R146, R147, R148: each is in the list. R149: so is every one of the short list.
#[test]
fn r140_to_r148_the_shipped_list_has_the_thirteen_populations_in_order() {
    let list = Populations::shipped();
    let codes: Vec<&str> = list.all.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "homeless_adult",
            "homeless_family_youth",
            "avoidable_use_adult",
            "avoidable_use_child",
            "smi_sud_adult",
            "smi_sud_child",
            "incarceration_adult",
            "incarceration_child",
            "ltc_risk_adult",
            "nf_transition_adult",
            "ccs_child",
            "child_welfare",
            "birth_equity",
        ]
    );
    assert_eq!(list.version, "2026-01");
    assert!(list.exclusions.contains("hospice"));
}

/// R150, R151: they keep their codes, and are not offered.
#[test]
fn r150_and_r151_what_is_retired_is_not_offered() {
    let list = Populations::shipped();
    let retired: Vec<&str> = list.retired.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(retired, ["idd_adult", "pregnant_postpartum_adult"]);
    assert!(list.of("idd_adult").is_none());
}

/// R152: each population has its first day. R231 in part: a county may have its own; nothing differs by plan.
#[test]
fn r152_each_population_says_from_when_and_who_vouches_for_it() {
    let list = Populations::shipped();
    let from = |code: &str| list.of(code).unwrap().effective_from.to_string();
    assert_eq!(from("homeless_adult"), "2022-01-01");
    assert_eq!(from("ltc_risk_adult"), "2023-01-01");
    assert_eq!(from("ccs_child"), "2023-07-01");
    assert_eq!(from("birth_equity"), "2024-01-01");
    let incarceration = list.of("incarceration_adult").unwrap();
    let kern = incarceration.effective_from_county["Kern"];
    assert_eq!(kern.to_string(), "2022-01-01");
    assert!(list.all.iter().all(|one| !one.verified_by.is_empty()));
    let smi = list.of("smi_sud_adult").unwrap();
    assert_eq!(smi.verified_by, [VerifiedBy::Seed, VerifiedBy::Dhcs26]);
}

/// R157: codes stay, numbers are told beside them.
#[test]
fn r157_the_number_is_an_attribute_and_the_code_is_what_stays() {
    let list = Populations::shipped();
    assert_eq!(list.of("homeless_family_youth").unwrap().dhcs_number, "1b");
    assert_eq!(list.of("birth_equity").unwrap().dhcs_number, "9");
}

/// R230: the list is data, and a bad one is refused.
#[test]
fn r230_a_bad_list_is_refused_with_its_line_and_the_reason() {
    refused(
        r#"{ fact = "expected_nf_days_without_supports", op = ">=", value = 90 }"#,
        r#"{ fact = "expected_nf_days_without_supports", op = "=>", value = 90 }"#,
        "unknown op `=>`",
    );
    refused(
        r#"{ fact = "homeless_status", op = "in", value_set = "homeless_dhcs_i_to_vi" },
    { fact = "dependent"#,
        r#"{ fact = "homeless_status", op = "in", value_set = "homeless_dhcs_i_to_vii" },
    { fact = "dependent"#,
        "unknown value set `homeless_dhcs_i_to_vii`",
    );
    refused(
        r#"{ count = "ed_visits", op = ">=", value = 3, within_trailing_months = 12 }"#,
        r#"{ count = "ed_visits", op = ">=", value = 3 }"#,
        "a count needs a window",
    );
    refused(
        r#"{ fact = "ltc_risk", op = "==", value = true }"#,
        r#"{ fact = "ltc_risc", op = "==", value = true }"#,
        "unknown fact `ltc_risc`",
    );
    refused(
        r#"{ fact = "ltc_risk", op = "==", value = true }"#,
        r#"{ fact = "ltc_risk", op = "==", value = "yes" }"#,
        "true or false",
    );
    refused(
        r#"{ fact = "ltc_risk", op = "==", value = true }"#,
        r#"{ fact = "ltc_risk", op = "==", valeu = true }"#,
        "valeu",
    );
    refused(
        r#"{ count = "ed_visits", op = ">=", value = 3, within_trailing_months = 12 }"#,
        r#"{ count = "ed_visits", op = "<", value = 3, within_trailing_months = 12 }"#,
        "only >= is sound",
    );
    refused(
        r#"{ count = "ed_visits", where = { preventable = true }"#,
        r#"{ count = "ed_visits", where = { avoidable = true }"#,
        "unknown mark `avoidable`",
    );
}

#[test]
fn r230_what_the_list_says_of_itself_must_be_sound_too() {
    let check = |from: &str, to: &str, reason: &str| {
        let wrong = changed(from, to).unwrap_err();
        assert!(wrong.reason.contains(reason), "{wrong}");
    };
    check(
        "schema_version = 1",
        "schema_version = 2",
        "schema_version 1, not 2",
    );
    check(
        r#"verified_by = ["seed"]"#,
        r#"verified_by = ["hearsay"]"#,
        "unknown standing `hearsay`",
    );
    check(
        r#"code = "homeless_family_youth""#,
        r#"code = "homeless_adult""#,
        "given twice",
    );
    check(
        r#"effective_from = "2023-01-01""#,
        r#"effective_from = "2023-13-01""#,
        "is no day",
    );
    check(
        r#"value = "tbi""#,
        r#"value = "concussion""#,
        "is no answer to conditions",
    );
    let deep = format!(
        "{}{}{}",
        "{ any_of = [".repeat(20),
        r#"{ fact = "ltc_risk", op = "==", value = true }"#,
        "] }".repeat(20)
    );
    check(
        r#"{ fact = "ltc_risk", op = "==", value = true }"#,
        &deep,
        "too deep",
    );
}

/// The codes of the facts a rule asks.
fn facts(rule: &Rule, found: &mut BTreeSet<String>) {
    match rule {
        Rule::All(parts) | Rule::Any(parts) | Rule::NoneOf(parts) => {
            for part in parts {
                facts(part, found);
            }
        }
        Rule::Fact(test) => drop(found.insert(test.fact.clone())),
        Rule::Within(test) => drop(found.insert(test.fact.clone())),
        Rule::Count(_) | Rule::AnyOther => {}
    }
}

#[test]
fn every_fact_of_a_rule_can_be_asked_or_is_in_the_record() {
    let list = Populations::shipped();
    let mut asked = BTreeSet::new();
    for population in &list.all {
        facts(&population.rule, &mut asked);
    }
    let declared: BTreeSet<String> = list.facts.keys().cloned().collect();
    assert_eq!(
        asked, declared,
        "no fact is asked for in vain, none is missing"
    );
}
