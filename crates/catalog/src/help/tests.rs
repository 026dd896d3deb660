use super::*;

/// R198: guidance on ECM, TAR, care planning and billing. R199: what people are trained in.
#[test]
fn r198_r199_what_people_are_trained_in_is_explained_and_says_where_it_stands() {
    let topics = &Help::shipped().topics;
    for code in [
        "ecm",
        "tar",
        "care_plan",
        "billing",
        "roi",
        "monthly",
        "elsewhere",
    ] {
        let topic = topics.iter().find(|one| one.code == code).unwrap();
        assert!(
            3 <= topic.points.len() && !topic.source.is_empty(),
            "{code}"
        );
    }
}

/// Help is for where one is: no screen but those that show little else is without any.
#[test]
fn nearly_every_screen_has_something_of_its_own() {
    let has = |place: &&str| {
        let mut topics = Help::shipped().topics.iter();
        !topics.any(|one| one.on.iter().any(|on| on == place))
    };
    let without: Vec<&str> = PLACES.into_iter().filter(|place| has(place)).collect();
    assert_eq!(without, ["contact", "people"]);
}

#[test]
fn a_list_that_is_wrong_is_refused_with_its_line() {
    let wrong = |from: &str, to: &str| {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED);
        Help::read(&text).unwrap_err()
    };
    let unknown = wrong(
        "on = [\"today\", \"caseload\"",
        "on = [\"kitchen\", \"caseload\"",
    );
    assert_eq!(
        (unknown.line, unknown.reason),
        (11, "there is no such screen".into())
    );
    assert_eq!(
        wrong("code = \"tar\"", "code = \"ecm\"").reason,
        "this is in the list already"
    );
    assert_eq!(
        wrong("title_es = \"Qué es ECM\"", "title_es = \" \"").reason,
        "this has no words in one language"
    );
    assert_eq!(
        wrong("standing = \"ours\"", "standing = \"hearsay\"").reason,
        "this says of nobody that he vouches for it"
    );
}
