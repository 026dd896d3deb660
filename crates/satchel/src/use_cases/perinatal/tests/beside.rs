//! Who else is beside her, how her mood is, and what the health plan is asked for. R127, R128, R131, R132, R224.

use super::*;

/// R224: the screen and its follow-up.
#[test]
fn r224_a_screen_that_speaks_of_depression_asks_for_a_follow_up_until_somebody_did() {
    let office = pregnant();
    let screen = FinishAssessment {
        member: MEMBER,
        instrument: "epds".to_owned(),
        visit: None,
        circumstances: Circumstances {
            how: AskedHow::InPerson,
            language: "es".to_owned(),
            interpreter: Interpreter::Asker,
            answered_by: AnsweredBy::Member,
            company: Company::Alone,
        },
        answers: vec![ItemAnswer {
            item: "10".to_owned(),
            loinc: String::new(),
            codes: vec!["0".to_owned()],
            absent: None,
            from: None,
        }],
        entered: std::iter::once(("total".to_owned(), 12)).collect(),
        safety: Vec::new(),
        declined: String::new(),
        started_at: NOON,
        corrects: None,
        reason: String::new(),
    };
    assert!(pressing(&office).contains(&"mood_third".to_owned()));
    let MadeOne { id } = office.ask(screen).unwrap();
    let now = pressing(&office);
    assert!(!now.contains(&"mood_third".to_owned()), "{now:?}");
    assert!(now.contains(&"mood_follow_up".to_owned()), "{now:?}");
    let mood = course(&office).moods.remove(0);
    assert_eq!((mood.value, mood.positive), (Some(12), true));
    let done = care(
        &office,
        "mood_follow_up",
        &id,
        CareStanding::Done,
        "2026-02-10",
    );
    office.ask(done).unwrap();
    assert!(!pressing(&office).contains(&"mood_follow_up".to_owned()));
}

/// R127, R129, R130, R177: a doula's services, and those of a community health worker, a promotora or a navigator.
#[test]
fn r127_the_same_service_on_the_same_day_by_somebody_beside_us_and_by_us_is_said() {
    let somebody = [
        (HelperKind::Doula, "Noor Haddad"),
        (HelperKind::Chw, "Rosa Lima, promotora"),
    ];
    for (kind, name) in somebody {
        let office = pregnant();
        office.put(MEMBER, 0x25, &visit("2026-02-09", None));
        let mut signed = note(0x25, "We spoke about the birth.");
        signed.services = vec![care::CoreService::HealthPromotion];
        office.sign(&signed);
        let helped = |service: &str, on: &str| HelperServiceEntry {
            member: MEMBER,
            pregnancy: course(&office).id,
            kind,
            name: name.to_owned(),
            service: service.to_owned(),
            on: day(on),
        };
        office.ask(helped("birth_education", "2026-02-08")).unwrap();
        office.ask(helped("birth_support", "2026-02-09")).unwrap();
        assert!(course(&office).overlaps.is_empty());
        office.ask(helped("birth_education", "2026-02-09")).unwrap();
        let overlaps = course(&office).overlaps;
        assert_eq!(overlaps.len(), 1);
        assert_eq!(overlaps[0].on, day("2026-02-09"));
        assert_eq!(overlaps[0].ours, care::CoreService::HealthPromotion);
        assert_eq!(
            office.ask(helped("birth_education", "2026-02-09")).err(),
            Some(refused("service", Why::EnteredTwice))
        );
    }
}

/// R128 in part: a doula stands beside the team with the pregnancy; as an ECM provider she is not kept.
#[test]
fn r128_who_works_beside_us_stands_with_the_pregnancy() {
    let office = pregnant();
    let doula = HelperView {
        kind: HelperKind::Doula,
        name: "Noor Haddad".to_owned(),
        words: "will be at the birth".to_owned(),
    };
    let PregnancyCourse { id, seen, .. } = course(&office);
    let with = PregnancyEntry {
        id: Some(id),
        seen,
        helpers: vec![doula.clone()],
        ..entry(Some("2026-04-28"))
    };
    office.ask(with).unwrap();
    assert_eq!(course(&office).helpers, [doula]);
}

/// R171: the group sessions of Black Infant Health.
#[test]
fn r171_sessions_of_a_group_are_kept_with_place_number_and_whether_she_was_there() {
    let office = pregnant();
    for (number, is, on) in [
        ("2", CareStanding::Missed, "2026-02-03"),
        ("1", CareStanding::Done, "2026-01-27"),
    ] {
        let one = care(&office, "bih_prenatal", number, is, on);
        office.ask(one).unwrap();
    }
    let sessions = course(&office).sessions;
    let told: Vec<_> = sessions
        .iter()
        .map(|one| (one.number, one.is, one.place.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, CareStanding::Done, "Alder Creek"),
            (2, CareStanding::Missed, "Alder Creek")
        ]
    );
    let eleventh = care(
        &office,
        "bih_prenatal",
        "11",
        CareStanding::Done,
        "2026-02-03",
    );
    assert!(matches!(
        office.ask(eleventh),
        Err(Failure::BadRequest { .. })
    ));
}

/// R131. R115 in part: a need in one area suggests the service. R132 in part: a task asks the health plan; nothing is
/// sent to it.
#[test]
fn r131_and_r132_a_need_in_her_plan_suggests_a_support_and_one_press_asks_the_plan() {
    let office = pregnant();
    let suggested = |office: &Office| {
        let supports = course(office).supports.into_iter();
        supports
            .filter(|one| one.suggested)
            .map(|one| one.code)
            .collect::<Vec<_>>()
    };
    assert!(suggested(&office).is_empty());
    let need = Need {
        domain: Domain::Food,
        standing: Standing::HasNeed,
        words: "Fresh food runs out.".to_owned(),
        asked_on: day("2026-01-05"),
    };
    office.put(MEMBER, 0x62, &need);
    assert_eq!(suggested(&office), ["meals"]);
    let ask = |office: &Office| AskSupport {
        member: MEMBER,
        pregnancy: course(office).id,
        support: "meals".to_owned(),
        what: "Ask the health plan for meals".to_owned(),
    };
    office.ask(ask(&office)).unwrap();
    let supports = course(&office).supports;
    let meals = supports.iter().find(|one| one.code == "meals").unwrap();
    assert_eq!(meals.asked, Some(day("2026-02-10")));
    let tasks = office.ask(ShowPlan { member: MEMBER }).unwrap().tasks;
    assert!(
        tasks
            .iter()
            .any(|task| task.what == "Ask the health plan for meals")
    );
    assert_eq!(
        office.ask(ask(&office)).err(),
        Some(Failure::AlreadyDecided)
    );
    assert_eq!(AskSupport::ACT, Act::Change);
}
