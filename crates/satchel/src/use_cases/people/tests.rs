use care::{Goal, Member, MemberId, Phone, Visit};
use uuid::Uuid;

use super::super::due::fixture::{self, MEMBER, visit};
use super::super::due::office::Office;
use super::*;
use crate::contract::caseload::{CaseloadFilter, FindPeople, ListCaseload, Whose};
use crate::contract::members::{ListTimeline, MemberEdit, ShowMember};
use crate::contract::people::{JoinMembers, PartMembers, RecordSeen};
use crate::contract::visits::ListVisits;
use crate::contract::{Page, Seen};

const PAGE: Page = Page {
    offset: 0,
    limit: 50,
};
/// A record with a greater id than [`MEMBER`]'s.
const OTHER: MemberId = MemberId(Uuid::from_u128(0x99));

fn said(given: &str, family: &str, born: &str) -> Said {
    Said {
        given: given.to_owned(),
        family: family.to_owned(),
        birth_date: (!born.is_empty()).then(|| born.parse().unwrap()),
        ..Said::default()
    }
}

fn names(office: &Office) -> Vec<String> {
    let list = ListCaseload {
        whose: Whose::Mine,
        only: CaseloadFilter::Everyone,
        page: PAGE,
    };
    let rows = office.ask(list).unwrap().people.rows;
    rows.into_iter().map(|row| row.name).collect()
}

/// Two records of Ana Ruiz, each with a visit; the second one has a telephone.
fn two_records() -> Office {
    let office = Office::open();
    office.put(MEMBER, 0x10, &fixture::member("Ana", "Ruiz"));
    office.put(MEMBER, 0x21, &visit("2026-02-12", None));
    let phone = Phone {
        number: "559 555 0134".to_owned(),
        used_as: String::new(),
    };
    let other = Member {
        phones: vec![phone],
        ..fixture::member("Ana", "Ruiz")
    };
    office.put(OTHER, 0x99, &other);
    office.put(OTHER, 0x22, &visit("2026-02-13", None));
    office
}

fn nothing_seen(member: MemberId) -> RecordSeen {
    RecordSeen {
        member,
        seen: Seen::default(),
    }
}

fn join(office: &Office) -> Result<(), Failure> {
    let join = JoinMembers {
        one: nothing_seen(MEMBER),
        other: nothing_seen(OTHER),
    };
    office.ask(join).map(drop)
}

fn visits(office: &Office, member: MemberId) -> usize {
    office
        .ask(ListVisits { member, page: PAGE })
        .unwrap()
        .rows
        .len()
}

/// R022: nobody needs a plan or a CIN to have a record.
#[test]
fn somebody_new_begins_with_a_name_or_with_how_one_would_know_her() {
    let office = Office::open();
    let called = Said {
        called: " Flaca, red scarf ".to_owned(),
        place: "under the bridge".to_owned(),
        ..Said::default()
    };
    office.ask(MeetMember { said: called }).unwrap();
    let said = Said {
        cin: "9041 2277d".to_owned(),
        ..said("Ana  María", "Ruiz", "1990-06-15")
    };
    let made = office.ask(MeetMember { said }).unwrap();
    assert_eq!(names(&office), ["Flaca, red scarf", "Ana María Ruiz"]);
    let shown = office
        .ask(ShowMember {
            member: made.id.parse().unwrap(),
        })
        .unwrap();
    assert_eq!(
        (shown.cin.as_deref(), shown.unsent),
        (Some("90412277D"), true)
    );
    let nobody = office.ask(MeetMember {
        said: Said::default(),
    });
    assert!(matches!(nobody, Err(Failure::Refused { .. })));
}

#[test]
fn whoever_may_be_the_same_is_shown_with_what_speaks_for_it() {
    let office = two_records();
    let found = office
        .ask(FindAlike {
            said: said("ana", "ruíz", "1990-06-15"),
        })
        .unwrap()
        .people;
    let shown: Vec<_> = found
        .iter()
        .map(|one| (one.member, one.standing.code(), one.why.code()))
        .collect();
    assert_eq!(
        shown,
        [
            (MEMBER, "likely", "name_and_birth"),
            (OTHER, "likely", "name_and_birth")
        ]
    );
    assert_eq!(
        office
            .ask(FindAlike {
                said: said("", "", "")
            })
            .unwrap()
            .people
            .len(),
        0
    );
    join(&office).unwrap();
    let found = office
        .ask(FindAlike {
            said: said("Ana", "Ruiz", ""),
        })
        .unwrap()
        .people;
    assert_eq!(found.len(), 1, "a person of two records is one");
}

#[test]
fn two_records_are_shown_as_one_under_either_id_until_it_is_taken_back() {
    let office = two_records();
    assert_eq!((names(&office).len(), visits(&office, MEMBER)), (2, 1));
    join(&office).unwrap();
    assert_eq!(names(&office), ["Ana Ruiz"]);
    let found = office
        .ask(FindPeople {
            text: "ruiz".to_owned(),
        })
        .unwrap()
        .people;
    assert_eq!(
        found.iter().map(|one| one.member).collect::<Vec<_>>(),
        [MEMBER]
    );
    for id in [MEMBER, OTHER] {
        let shown = office.ask(ShowMember { member: id }).unwrap();
        assert_eq!(
            (shown.member, shown.phones.len(), shown.records.len()),
            (MEMBER, 1, 2)
        );
        assert_eq!(visits(&office, id), 2);
        let line = office
            .ask(ListTimeline {
                member: id,
                page: PAGE,
            })
            .unwrap();
        assert_eq!(line.total, 2);
    }
    assert_eq!(join(&office), Err(Failure::AlreadyDecided));
    // What is written meanwhile lies where it was written.
    let edit = MemberEdit {
        pronouns: Some("she/her".to_owned()),
        ..edit_of(OTHER)
    };
    office.ask(edit).unwrap();
    let record = office
        .ask(ShowMember { member: OTHER })
        .unwrap()
        .records
        .remove(1);
    assert_eq!(
        (record.member, record.same_as, record.visits),
        (OTHER, Some(MEMBER), 1)
    );
    office
        .ask(PartMembers {
            record: nothing_seen(OTHER),
        })
        .unwrap();
    assert_eq!(
        (
            names(&office).len(),
            visits(&office, MEMBER),
            visits(&office, OTHER)
        ),
        (2, 1, 1)
    );
    let shown = office.ask(ShowMember { member: MEMBER }).unwrap();
    assert_eq!(
        (
            shown.pronouns.as_deref(),
            shown.phones.len(),
            shown.records.len()
        ),
        (Some("she/her"), 0, 0)
    );
}

#[test]
fn in_doubt_there_are_two_people() {
    let office = two_records();
    let said = Member {
        same_as: Some(MEMBER),
        ..fixture::member("Ana", "Ruiz")
    };
    office.put_in_conflict(OTHER, 0x99, &said, Member::SAME_AS);
    assert_eq!(names(&office).len(), 2);
}

#[test]
fn a_step_lies_with_its_goal_whichever_record_it_is_written_under() {
    use crate::contract::OwnerEntry;
    use crate::contract::plans::StepEntry;
    let office = two_records();
    let goal = serde_json::json!({"statement": {"text": "g", "language": "es", "translation": ""}, "domain": "food",
        "rank": "n"});
    office.put(OTHER, 0x60, &serde_json::from_value::<Goal>(goal).unwrap());
    join(&office).unwrap();
    let step = StepEntry {
        member: MEMBER,
        goal: care::GoalId(Uuid::from_u128(0x60)),
        intervention: None,
        seen: Seen::default(),
        what: Some("Call".to_owned()),
        owner: Some(OwnerEntry {
            staff: None,
            words: "you".to_owned(),
        }),
        due: None,
        status: None,
        reason: None,
    };
    let made = office.ask(step).unwrap();
    let held = office.read(|reader| {
        book::read::<care::Intervention>(reader, care::EntityId(made.id.parse().unwrap()))
    });
    assert_eq!(held.unwrap().stream, sync::StreamId::Member(OTHER));
    let lies =
        office.read(|reader| book::read::<Visit>(reader, care::EntityId(Uuid::from_u128(0x22))));
    assert_eq!(lies.unwrap().member(), Some(MEMBER));
}

fn edit_of(member: MemberId) -> MemberEdit {
    MemberEdit {
        member,
        seen: Seen::default(),
        names: None,
        pronouns: None,
        languages: None,
        phones: None,
        home: None,
        door: None,
        risk: None,
    }
}
