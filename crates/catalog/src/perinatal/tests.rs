use care::CareStanding::{Arranged, Done, Missed};
use care::{CareStanding, PregnancyEnding};
use chrono::NaiveDate;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Begun on 2025-06-27, due on 2026-04-03; enrolled in the tenth week.
fn course() -> Course {
    Course {
        began: Some(day("2025-06-27")),
        due: Some(day("2026-04-03")),
        known: day("2025-09-01"),
        end: None,
        loss: None,
        babies: Vec::new(),
    }
}

fn lost(on: &str) -> Course {
    Course {
        end: Some((Some(PregnancyEnding::Stillbirth), day(on))),
        loss: Some(day(on)),
        ..course()
    }
}

fn born(on: &str) -> Course {
    Course {
        end: Some((Some(PregnancyEnding::LiveBirth), day(on))),
        babies: vec![(1, day(on))],
        ..course()
    }
}

fn recorded(item: &str, is: CareStanding, on: &str) -> Recorded {
    Recorded {
        item: item.to_owned(),
        about: String::new(),
        is,
        on: day(on),
    }
}

/// The codes of what presses, in order of their days.
fn pressing(course: &Course, recorded: &[Recorded], asked: &[Asked], today: &str) -> Vec<String> {
    let slots = Perinatal::shipped().schedule(course, recorded, asked, day(today));
    let pressing = slots.into_iter().filter(|slot| slot.presses);
    pressing.map(|slot| slot.item.entry.code.clone()).collect()
}

fn state(course: &Course, recorded: &[Recorded], code: &str, today: &str) -> Option<State> {
    let slots = Perinatal::shipped().schedule(course, recorded, &[], day(today));
    let mut of = slots
        .into_iter()
        .filter(|slot| slot.item.entry.code == code);
    of.next().map(|slot| slot.state)
}

/// R125. R170 in part: what CPSP asks for has its due dates.
#[test]
fn r125_in_each_trimester_its_reassessment_is_due_and_only_that() {
    let reassessments = |today| {
        let mut all = pressing(&course(), &[], &[], today);
        all.retain(|code| code.starts_with("cpsp"));
        all
    };
    assert_eq!(reassessments("2025-09-02"), ["cpsp_first", "cpsp_initial"]);
    assert_eq!(reassessments("2025-10-03"), ["cpsp_initial", "cpsp_second"]);
    assert_eq!(reassessments("2026-01-09"), ["cpsp_initial", "cpsp_third"]);
    // One that is late stays so until the next one begins.
    assert_eq!(
        state(&course(), &[], "cpsp_second", "2025-12-01"),
        Some(State::Late)
    );
    assert_eq!(
        state(&course(), &[], "cpsp_second", "2026-01-09"),
        Some(State::Passed)
    );
    // The first assessment of all counts for the trimester in which it was made.
    let initial = [recorded("cpsp_initial", Done, "2025-10-10")];
    assert_eq!(
        state(&course(), &initial, "cpsp_second", "2025-10-20"),
        Some(State::Done(day("2025-10-10")))
    );
    assert_eq!(
        state(&course(), &initial, "cpsp_third", "2026-01-20"),
        Some(State::Due)
    );
}

/// R125: after the birth.
#[test]
fn r125_after_a_birth_the_postpartum_assessment_is_due_within_sixty_days() {
    let birth = born("2026-03-20");
    let at = |today| state(&birth, &[], "cpsp_postpartum", today);
    assert_eq!(at("2026-03-26"), Some(State::Later));
    assert_eq!(at("2026-03-27"), Some(State::Due));
    assert_eq!(at("2026-05-19"), Some(State::Due));
    assert_eq!(at("2026-05-20"), Some(State::Late));
}

/// R121. R073 in part: what is arranged is kept, and asked about once its day has passed.
#[test]
fn r121_prenatal_visits_press_one_at_a_time_and_what_was_missed_asks_for_another() {
    let prenatal = |recorded: &[Recorded], today| {
        let mut all = pressing(&course(), recorded, &[], today);
        all.retain(|code| code.starts_with("prenatal"));
        all
    };
    assert_eq!(prenatal(&[], "2026-01-10"), ["prenatal_28"]);
    let done = [recorded("prenatal_28", Done, "2026-01-09")];
    assert_eq!(prenatal(&done, "2026-01-10"), [""; 0]);
    let missed = [recorded("prenatal_28", Missed, "2026-01-09")];
    assert_eq!(prenatal(&missed, "2026-01-10"), ["prenatal_28"]);
    let arranged = [recorded("prenatal_28", Arranged, "2026-01-12")];
    assert_eq!(prenatal(&arranged, "2026-01-12"), [""; 0]);
    assert_eq!(
        state(&course(), &arranged, "prenatal_28", "2026-01-13"),
        Some(State::Ask(day("2026-01-12")))
    );
    // What was over before she came to us presses nobody.
    assert_eq!(
        state(&course(), &[], "prenatal_08", "2025-09-10"),
        Some(State::Passed)
    );
}

/// R120, R121: tasks for both.
#[test]
fn r121_each_baby_who_lives_has_well_child_visits_and_the_mother_her_own() {
    let twins = Course {
        babies: vec![(1, day("2026-03-20")), (2, day("2026-03-20"))],
        ..born("2026-03-20")
    };
    let codes = pressing(&twins, &[], &[], "2026-03-24");
    assert_eq!(
        codes,
        ["postpartum_contact", "well_child_days", "well_child_days"]
    );
    let nobody = Course {
        babies: Vec::new(),
        ..twins
    };
    let codes = pressing(&nobody, &[], &[], "2026-03-24");
    assert_eq!(codes, ["postpartum_contact"]);
}

#[test]
fn after_a_loss_nothing_speaks_of_a_baby_and_grief_support_and_her_own_care_stay() {
    let list = Perinatal::shipped();
    let arranged = [
        recorded("prenatal_24", Missed, "2025-12-29"),
        recorded("prenatal_28", Arranged, "2026-01-12"),
    ];
    for today in ["2026-01-05", "2026-01-20", "2026-02-20", "2026-09-01"] {
        let slots = list.schedule(&lost("2026-01-05"), &arranged, &[], day(today));
        for slot in &slots {
            assert!(slot.item.lane != Lane::Baby, "{}", slot.item.entry.code);
            let is_prenatal = slot.item.anchor == Anchor::Gestation;
            assert!(!(is_prenatal && slot.presses), "{}", slot.item.entry.code);
            assert!(!matches!(slot.state, State::Arranged(_)));
        }
    }
    let codes = pressing(&lost("2026-01-05"), &arranged, &[], "2026-01-06");
    assert_eq!(codes, ["grief_contact", "postpartum_contact"]);
    let codes = pressing(&lost("2026-01-05"), &[], &[], "2026-03-30");
    assert!(codes.contains(&"grief_due_date".to_owned()), "{codes:?}");
    assert!(codes.contains(&"postpartum_visit".to_owned()), "{codes:?}");
}

/// R224: when a screen is due.
#[test]
fn r224_a_screen_does_the_mood_of_its_time_whoever_asked_and_with_which_of_the_two() {
    let asked = |instrument: &str, on: &str| Asked {
        instrument: instrument.to_owned(),
        on: day(on),
    };
    let moods = |asked: &[Asked], today| {
        let mut all = pressing(&born("2026-03-20"), &[], asked, today);
        all.retain(|code| code.starts_with("mood"));
        all
    };
    assert_eq!(moods(&[], "2026-04-10"), ["mood_early"]);
    assert_eq!(moods(&[asked("epds", "2026-04-05")], "2026-04-10"), [""; 0]);
    assert_eq!(moods(&[asked("phq9", "2026-04-05")], "2026-04-10"), [""; 0]);
    assert_eq!(
        moods(&[asked("gad7", "2026-04-05")], "2026-04-10"),
        ["mood_early"]
    );
    assert_eq!(
        moods(&[asked("epds", "2026-03-01")], "2026-04-10"),
        ["mood_early"]
    );
}

#[test]
fn what_can_be_written_down_is_in_the_list() {
    let list = Perinatal::shipped();
    for (code, about, known) in [
        ("prenatal_28", "", true),
        ("prenatal_28", "1", false),
        ("well_child_2", "1", true),
        ("well_child_2", "", false),
        ("bih_prenatal", "10", true),
        ("bih_prenatal", "11", false),
        ("meals", "", true),
        ("mood_follow_up", "", false),
        ("horoscope", "", false),
    ] {
        assert_eq!(list.is_known(code, about), known, "{code} {about}");
    }
}

#[test]
fn a_list_that_is_wrong_is_refused_with_its_line() {
    let refused = |from: &str, to: &str| {
        let text = SHIPPED.replacen(from, to, 1);
        assert!(text != SHIPPED, "{from}");
        let wrong = Perinatal::read(&text).unwrap_err();
        let line = text.lines().nth(wrong.line - 1).unwrap().to_owned();
        (line, wrong.reason)
    };
    for (from, to, reason) in [
        (
            "by_day = 28\n",
            "by_day = -1\n",
            "its last day lies before its first",
        ),
        (
            "lane = \"reassessment\"",
            "lane = \"horoscope\"",
            "no such lane",
        ),
        (
            "code = \"cpsp_second\"",
            "code = \"cpsp_first\"",
            "another one has this code",
        ),
        (
            "anchor = \"known\"",
            "anchor = \"end\"",
            "what is due after an end says after which ends, and nothing else does",
        ),
        (
            "instruments = [\"epds\", \"phq9\"]",
            "instruments = [\"tarot\"]",
            "no such instrument",
        ),
        (
            "programme = \"bih\"",
            "programme = \"moon\"",
            "it has a session or more, and a programme there is",
        ),
        (
            "need = \"food\"",
            "need = \"moon\"",
            "no such area of the plan",
        ),
    ] {
        let (line, said) = refused(from, to);
        assert_eq!(said, reason);
        assert!(line.starts_with("code = "), "{line}");
    }
}
