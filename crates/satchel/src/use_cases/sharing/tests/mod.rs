//! Sharing over a real store.

mod noes;
mod segments;

use care::{
    Act, Answered, Basis, Channel, Coding, ConsentKind, ConsentStanding, Domain, EntityId, Goal,
    GoalId, GoalProgress, Intervention, Medicine, MedicineStatus, Member, MemberId, Permit,
    Provision, Recipient, RecipientKind, Role, ShareFor, SignedBy, Signing, Staff, Stage, Tag,
    WithdrawnHow, Words,
};
use uuid::Uuid;

use crate::contract::Seen;
use crate::contract::consents::{AddConsent, ShowConsents, WithdrawConsent};
use crate::contract::failure::Failure;
use crate::contract::people::{JoinMembers, PartMembers, RecordSeen};
use crate::contract::sharing::{
    Disclose, ListDisclosures, PutTags, RemoveTag, ShareDecision, SharedPart, ShowTags, Thing,
    WeighSharing,
};
use crate::router::AtDesk as _;
use crate::use_cases::due::fixture::{ME, MEMBER, day, episode, member, step};
use crate::use_cases::due::office::Office;

const GOAL: u128 = 0x60;
const STEP: u128 = 0x61;

fn goal(domain: Domain, text: &str) -> Goal {
    Goal {
        statement: Words {
            text: text.to_owned(),
            language: "en".to_owned(),
            translation: String::new(),
        },
        domain,
        rank: "n".to_owned(),
        progress: GoalProgress::default(),
        barrier: String::new(),
        strength: String::new(),
        from: None,
    }
}

fn medicine(name: &str) -> Medicine {
    Medicine {
        coding: Coding {
            display: name.to_owned(),
            ..Coding::default()
        },
        status: MedicineStatus::Taking,
        instructions: String::new(),
        since: None,
        source: None,
    }
}

/// A woman with a goal about housing with one step, and two medicines, one of which says what nobody has to know.
fn her() -> Office {
    let office = Office::open();
    office.put::<Member>(MEMBER, 0x10, &member("Ana", "Ruiz"));
    office.put(MEMBER, 0x21, &episode(Stage::Active));
    office.put(MEMBER, GOAL, &goal(Domain::Housing, "A room of my own"));
    let towards = Intervention {
        goal: GoalId(Uuid::from_u128(GOAL)),
        ..step("Call the landlord", None)
    };
    office.put(MEMBER, STEP, &towards);
    office.put(MEMBER, 0x70, &medicine("Metformin 500 MG"));
    office.put(MEMBER, 0x71, &medicine("Bictegravir 50 MG"));
    office
}

fn things(office: &Office) -> Vec<Thing> {
    office.ask(ShowTags { member: MEMBER }).unwrap().things
}

fn tags(office: &Office, id: u128) -> Vec<Tag> {
    let id = EntityId(Uuid::from_u128(id));
    let all = things(office);
    let one = all.iter().find(|one| one.id == id).unwrap();
    one.tags.iter().map(|tag| tag.tag).collect()
}

fn put(office: &Office, id: u128, tag: Tag, source: &str) -> Result<String, Failure> {
    let made = office.ask(PutTags {
        member: MEMBER,
        of: EntityId(Uuid::from_u128(id)),
        tags: vec![tag],
        source: source.to_owned(),
    });
    made.map(|made| made.id)
}

fn shelter() -> Recipient {
    Recipient {
        kind: RecipientKind::Community,
        name: "Casa Abril".to_owned(),
        address: String::new(),
        out_of_state: false,
    }
}

fn weighed(office: &Office, to: Recipient) -> ShareDecision {
    office
        .ask(WeighSharing {
            member: MEMBER,
            to,
            purpose: ShareFor::Housing,
            what: vec![SharedPart::Plan, SharedPart::Medicines],
        })
        .unwrap()
}

fn words(things: &[Thing]) -> Vec<&str> {
    let mut words: Vec<&str> = things.iter().map(|one| one.words.as_str()).collect();
    words.sort_unstable();
    words
}

fn consent(about: Vec<Option<Tag>>, kind: ConsentKind) -> AddConsent {
    let provision = |about| Provision {
        about,
        answered: Answered::Share,
        to_kind: Some(RecipientKind::Community),
        to_name: "casa abril".to_owned(),
        purposes: vec![ShareFor::Housing],
    };
    AddConsent {
        member: MEMBER,
        seen: Vec::new(),
        kind,
        form: String::new(),
        language: "en".to_owned(),
        signed_by: SignedBy::Member,
        signer: String::new(),
        signing: Signing::Touch {
            strokes: vec![vec![[1, 1]]],
        },
        on: day("2026-02-10"),
        until: Some(day("2026-12-31")),
        provisions: about.into_iter().map(provision).collect(),
        refused: None,
    }
}

#[test]
fn a_medicine_suggests_its_segment_and_a_step_is_in_those_of_its_goal() {
    let office = her();
    assert_eq!(tags(&office, 0x71), [Tag::Hiv]);
    assert_eq!(tags(&office, 0x70), []);
    assert_eq!(tags(&office, STEP), []);
    put(&office, GOAL, Tag::Dv, "").unwrap();
    assert_eq!(tags(&office, GOAL), [Tag::Dv]);
    assert_eq!(tags(&office, STEP), [Tag::Dv]);
}

#[test]
fn part_2_needs_its_source_and_nothing_is_tagged_that_is_not_here() {
    let office = her();
    assert!(matches!(
        put(&office, GOAL, Tag::Part2, " "),
        Err(Failure::Refused { .. })
    ));
    assert_eq!(put(&office, 0x99, Tag::Mh, ""), Err(Failure::NotHere));
}

#[test]
fn only_a_supervisor_takes_a_tag_off_and_says_why() {
    let office = her();
    put(&office, GOAL, Tag::Mh, "").unwrap();
    let off = |office: &Office, reason: &str| {
        let removed = office.ask(RemoveTag {
            member: MEMBER,
            of: EntityId(Uuid::from_u128(GOAL)),
            tag: Tag::Mh,
            reason: reason.to_owned(),
        });
        removed.map(|_| ())
    };
    // That the door lets nobody else in is asked of the real one, in tests/suite/day/consents.rs.
    assert_eq!(RemoveTag::ACT, Act::Untag);
    let office = office.into_supervisor();
    let directory = Staff {
        names: member("Inés", "Carranza").names,
        role: Role::Supervisor,
        credentials: String::new(),
    };
    office.put_in_clinic(ME, &directory);
    assert!(matches!(off(&office, " "), Err(Failure::Refused { .. })));
    off(&office, "another person's paper").unwrap();
    assert_eq!(tags(&office, GOAL), []);
    assert_eq!(off(&office, "again"), Err(Failure::NotHere));
    // Signed by somebody who may not, it takes nothing off.
    let directory = Staff {
        role: Role::Nurse,
        ..directory
    };
    office.put_in_clinic(ME, &directory);
    assert_eq!(tags(&office, GOAL), [Tag::Mh]);
}

/// R232: what goes to an organization goes by her consent, and no more than that.
#[test]
fn a_shelter_gets_nothing_without_a_release_and_is_told_nothing_of_what_stays() {
    let office = her();
    let nothing = weighed(&office, shelter());
    assert!(nothing.goes.is_empty());
    let permits = |permit| {
        let all = nothing.stays.iter().flat_map(|one| &one.because);
        all.filter(|one| one.permit == permit).count()
    };
    assert_eq!(
        (permits(Permit::ReleaseOrWord), permits(Permit::Named)),
        (3, 1)
    );
    office.ask(consent(vec![None], ConsentKind::Roi)).unwrap();
    let some = weighed(&office, shelter());
    assert_eq!(
        words(&some.goes),
        ["A room of my own", "Call the landlord", "Metformin 500 MG"]
    );
    assert_eq!(some.basis, [Basis::Consent]);
    assert_eq!(some.consents.len(), 1);
    assert!(some.notices.is_empty());
}

#[test]
fn part_2_goes_with_the_statement_and_the_consent_and_not_any_more_once_it_is_taken_back() {
    let office = her();
    put(&office, GOAL, Tag::Part2, "Second Chance").unwrap();
    assert_eq!(weighed(&office, shelter()).goes.len(), 0);
    let made = office
        .ask(consent(vec![Some(Tag::Part2)], ConsentKind::Part2Specific))
        .unwrap();
    let goes = weighed(&office, shelter());
    assert_eq!(words(&goes.goes), ["A room of my own", "Call the landlord"]);
    assert!(goes.notices[0].text.starts_with("42 CFR part 2 prohibits"));
    assert_eq!(goes.consents[0].record.to_string(), made.id);
    let disclose = |things: &[Thing]| {
        let said = office.ask(Disclose {
            member: MEMBER,
            to: shelter(),
            purpose: ShareFor::Housing,
            reason: String::new(),
            channel: Channel::HandedOver,
            things: things.iter().map(|one| one.id).collect(),
            what: vec![SharedPart::Plan, SharedPart::Medicines],
        });
        said.map(|_| ())
    };
    // Not what was on the screen.
    assert_eq!(disclose(&goes.goes[..1]), Err(Failure::ConflictChanged));
    disclose(&goes.goes).unwrap();
    let log = office.ask(ListDisclosures { member: MEMBER }).unwrap();
    assert_eq!(log.total, 1);
    let one = &log.disclosures[0];
    assert_eq!(one.notices, ["part2/2024-04-16"]);
    assert_eq!((one.consents, one.what.len()), (1, 2));
    assert_eq!(one.basis, [Basis::Consent]);

    office
        .ask(WithdrawConsent {
            member: MEMBER,
            record: made.id.parse().ok(),
            on: day("2026-02-10"),
            how: WithdrawnHow::Verbal,
            reason: String::new(),
        })
        .unwrap();
    assert_eq!(disclose(&goes.goes), Err(Failure::NothingToShare));
    let log = office.ask(ListDisclosures { member: MEMBER }).unwrap();
    assert_eq!(log.total, 1, "what was disclosed stays written down");
}

#[test]
fn she_herself_gets_what_nobody_else_does() {
    let office = her();
    let herself = Recipient {
        kind: RecipientKind::Member,
        name: "Ana Ruiz".to_owned(),
        ..shelter()
    };
    let all = weighed(&office, herself);
    assert_eq!(all.goes.len(), 4);
    assert_eq!(all.basis, [Basis::Herself]);
}

#[test]
fn what_was_set_apart_and_taken_back_while_two_records_were_one_stays_with_each_when_they_are_parted()
 {
    let office = her();
    let other = MemberId(Uuid::from_u128(0x99));
    office.put::<Member>(other, 0x99, &member("Ana", "Ruiz"));
    office.put(other, 0x80, &goal(Domain::Food, "Fresh food"));
    let mut hers = consent(vec![None], ConsentKind::Roi);
    hers.member = other;
    office.ask(hers).unwrap();
    let seen = |of: MemberId| RecordSeen {
        member: of,
        seen: Seen::default(),
    };
    office
        .ask(JoinMembers {
            one: seen(MEMBER),
            other: seen(other),
        })
        .unwrap();
    put(&office, 0x80, Tag::Justice, "").unwrap();
    assert_eq!(tags(&office, 0x80), [Tag::Justice]);
    assert!(!weighed(&office, shelter()).goes.is_empty());
    office
        .ask(WithdrawConsent {
            member: MEMBER,
            record: None,
            on: day("2026-02-10"),
            how: WithdrawnHow::Verbal,
            reason: String::new(),
        })
        .unwrap();
    assert!(weighed(&office, shelter()).goes.is_empty());

    office
        .ask(PartMembers {
            record: seen(other),
        })
        .unwrap();
    let of_other = office.ask(ShowTags { member: other }).unwrap().things;
    let tags: Vec<Tag> = of_other[0].tags.iter().map(|tag| tag.tag).collect();
    assert_eq!(tags, [Tag::Justice]);
    let consents = office.ask(ShowConsents { member: other }).unwrap().consents;
    assert_eq!(consents[0].stands, ConsentStanding::Withdrawn);
}

#[test]
fn of_an_emergency_it_is_written_down_what_it_was() {
    let office = her();
    let to = || Recipient {
        kind: RecipientKind::TreatingProvider,
        name: "Emergency room".to_owned(),
        ..shelter()
    };
    let what = || vec![SharedPart::Medicines];
    let asked = WeighSharing {
        member: MEMBER,
        to: to(),
        purpose: ShareFor::Emergency,
        what: what(),
    };
    let goes = office.ask(asked).unwrap().goes;
    let disclose = |reason: &str| {
        let said = office.ask(Disclose {
            member: MEMBER,
            to: to(),
            purpose: ShareFor::Emergency,
            reason: reason.to_owned(),
            channel: Channel::Phone,
            things: goes.iter().map(|one| one.id).collect(),
            what: what(),
        });
        said.map(|_| ())
    };
    for refused in [" ", &"x".repeat(201)] {
        assert!(matches!(disclose(refused), Err(Failure::Refused { .. })));
    }
    disclose(" found unconscious ").unwrap();
    let log = office.ask(ListDisclosures { member: MEMBER }).unwrap();
    assert_eq!(log.disclosures[0].reason, "found unconscious");
    assert_eq!(log.disclosures[0].basis, [Basis::Emergency]);
}
