//! The caseload over a real store.

use super::super::due::fixture::{ME, MEMBER, day, episode, held, member, note, plan, task, visit};
use super::super::due::office::Office;
use super::*;
use care::{Coding, Episode, Home, HomeKind, LeadEntry, Stage};

const NUNEZ: MemberId = MemberId(Uuid::from_u128(0x11));
const OTHERS: MemberId = MemberId(Uuid::from_u128(0x12));

fn caseload(office: &Office, whose: Whose, only: CaseloadFilter) -> Caseload {
    let page = Page {
        offset: 0,
        limit: 50,
    };
    office.ask(ListCaseload { whose, only, page }).unwrap()
}

fn names(caseload: &Caseload) -> Vec<&str> {
    caseload
        .people
        .rows
        .iter()
        .map(|row| row.name.as_str())
        .collect()
}

fn led_by_somebody_else() -> Episode {
    let lead = LeadEntry {
        staff: StaffId(Uuid::from_u128(0xA9)),
        on: day("2026-02-01"),
        reason: String::new(),
    };
    episode(Stage::Outreach).led_by(lead)
}

fn pregnancy(onset: &str, end: Option<&str>) -> Pregnancy {
    let coding = Coding {
        display: "Pregnancy".to_owned(),
        ..Coding::default()
    };
    Pregnancy {
        end: end.map(day),
        coding,
        ..Pregnancy::recorded(day(onset))
    }
}

fn office() -> Office {
    let office = Office::open();
    let home = Home {
        kind: HomeKind::Shelter,
        words: "Casa Abril, hall B".to_owned(),
        since: None,
    };
    let ana = Member {
        home: Some(home),
        risk: Some(Risk::High),
        ..member("Ana", "Nunes")
    };
    office.put(MEMBER, 0x10, &ana);
    office.put(MEMBER, 0x21, &episode(Stage::Active));
    office.put(MEMBER, 0x22, &plan("2026-04-01"));
    office.put(MEMBER, 0x23, &visit("2026-02-09", None));
    office.put(MEMBER, 0x24, &task("send the form", Some("2026-02-09")));
    office.sign(&note(0x23, "She was rested."));
    office.put(NUNEZ, 0x11, &member("Inés", "Núñez"));
    office.put(NUNEZ, 0x31, &episode(Stage::Outreach));
    office.put(NUNEZ, 0x32, &pregnancy("2025-01-01", None));
    office.put_in_conflict(OTHERS, 0x12, &member("Ana", "Nunez"), "names");
    office.put(OTHERS, 0x41, &led_by_somebody_else());
    office
}

/// R180 in part: a care manager is told the band; nothing warns, and a clinic cannot set it.
#[test]
fn a_caseload_shows_what_is_due_first_and_then_goes_by_name() {
    let office = office();
    let team = caseload(&office, Whose::Team, CaseloadFilter::Everyone);
    assert_eq!(names(&team), ["Ana Nunes", "Ana Nunez", "Inés Núñez"]);
    let mine = caseload(&office, Whose::Mine, CaseloadFilter::Everyone);
    assert_eq!(names(&mine), ["Ana Nunes", "Inés Núñez"]);
    let first = &mine.people.rows[0];
    assert_eq!(first.last_contact, Some(day("2026-02-09")));
    assert_eq!(first.plan_age_days, Some(36));
    assert_eq!(first.site, "Casa Abril, hall B");
    assert!(first.unsent && first.lead.as_ref().is_some_and(|lead| lead.staff == ME));
    assert_eq!(
        first.next_due.as_ref().map(|due| due.words.as_str()),
        Some("send the form")
    );
    assert!(mine.band.is_some());
}

/// R218 in part: how many are in the caseload on this laptop.
#[test]
fn every_filter_shows_as_many_as_it_counts() {
    let office = office();
    let counts = caseload(&office, Whose::Team, CaseloadFilter::Everyone).counts;
    let cases = [
        (CaseloadFilter::Late, counts.late, &["Ana Nunes"]),
        (CaseloadFilter::HighRisk, counts.high_risk, &["Ana Nunes"]),
        (CaseloadFilter::Perinatal, counts.perinatal, &["Inés Núñez"]),
        (CaseloadFilter::Unsent, counts.unsent, &["Ana Nunes"]),
        (
            CaseloadFilter::TwoAnswers,
            counts.two_answers,
            &["Ana Nunez"],
        ),
    ];
    for (only, count, expected) in cases {
        assert_eq!(
            names(&caseload(&office, Whose::Team, only)),
            expected,
            "{only:?}"
        );
        assert_eq!(count, 1, "{only:?}");
    }
    assert_eq!((counts.everyone, counts.due_this_week), (3, 0));
}

#[test]
fn people_are_found_by_the_beginnings_of_their_names_and_without_a_text_as_the_caseload_stands() {
    let office = office();
    let find = |text: &str| -> Vec<String> {
        let found = office
            .ask(FindPeople {
                text: text.to_owned(),
            })
            .unwrap();
        found.people.into_iter().map(|person| person.name).collect()
    };
    assert_eq!(find("nun in"), ["Inés Núñez"]);
    assert_eq!(find(" "), ["Ana Nunes", "Ana Nunez", "Inés Núñez"]);
    assert_eq!(find("zz"), Vec::<String>::new());
    let long = FindPeople {
        text: "n".repeat(101),
    };
    assert_eq!(office.ask(long).err(), Some(Failure::TooLarge));
}

#[test]
fn a_member_counts_as_perinatal_until_a_year_after_the_end() {
    let today = day("2026-02-10");
    let counts = |onset, end| !perinatal(&[held(1, pregnancy(onset, end))], today).is_empty();
    assert!(counts("2025-12-01", None));
    assert!(counts("2024-06-01", Some("2025-02-10")));
    assert!(!counts("2024-06-01", Some("2025-02-09")));
    assert!(
        !counts("2020-06-01", None),
        "an end that nobody wrote down has passed all the same"
    );
}

#[test]
fn a_page_past_the_end_is_empty() {
    let part_of = |offset, limit| part(&[1, 2, 3], Page { offset, limit }).to_vec();
    assert_eq!(part_of(1, 1), [2]);
    assert_eq!(part_of(2, 50), [3]);
    assert_eq!(part_of(4, 50), Vec::<i32>::new());
}
