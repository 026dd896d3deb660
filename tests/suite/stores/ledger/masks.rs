//! What leaves a ledger for somebody who may hold only a part of a member's record, and what happens when her role changes.

use std::collections::BTreeMap;
use std::fmt::Debug;

use care::{EntityId, GroupId, Mask, OpId, Role};
use serde_json::{Value, json};
use sync::clinic::{SystemWrite, digests, give_piece, nothing_new, snapshots, write};
use sync::files::WantPiece;
use sync::snapshot::{
    AskDigests, AskSnapshots, Digest, Digested, PageFrom, Snapshots, StreamDigest, Wanted,
};
use sync::wire::{Cursor, Gone, GoneStream, OpResult, Page, Pull, Pulled, RefusedCode};
use sync::{EntityState, HeldAs, OpBody, Rules, StreamId, Write};
use uuid::Uuid;

use super::exchanging::{barrier, news, pull, pushes, set, whole};
use super::files::whole_picture;
use super::{Enrols, Person, staff, stream};

const VISIT: EntityId = EntityId(Uuid::from_u128(0x71));

/// Two people of one member, with a goal, a note, a visit, her name, and something about her health.
fn two<L: Enrols<Error: Debug>>(ledger: &mut L, other: Role) -> (Person, Person) {
    let mut lead = Person::of(ledger, 5, Role::CareManager);
    let other = Person::of(ledger, 6, other);
    ledger.grant(&stream(1), &[staff(5), staff(6)]).unwrap();
    let her = EntityId(Uuid::from_u128(1));
    let names = json!({ "given": ["Rosa"], "family": "Ibarra" });
    let visit = json!({ "day": "2026-03-02", "whereWords": "behind the mill" });
    let note = lead.signs(77, &stream(1), "She was rested.");
    let said = vec![
        lead.says(11, &stream(1), barrier("no bus", &[])),
        lead.says(12, &stream(1), set(her, "member", "names", names, &[])),
        lead.says(13, &stream(1), OpBody::Record { record: note }),
        lead.says(
            14,
            &stream(1),
            set(VISIT, "visit", "appointment", visit, &[]),
        ),
        lead.says(
            15,
            &stream(1),
            set(her, "member", "door", json!({ "say": "knock" }), &[]),
        ),
    ];
    let answers = pushes(ledger, lead.device, said);
    let is_applied = |answer: &OpResult| matches!(answer, OpResult::Applied { .. });
    assert!(answers.iter().all(is_applied), "{answers:?}");
    (lead, other)
}

/// The directory says another role of somebody.
fn becomes<L: Enrols<Error: Debug>>(ledger: &mut L, n: u128, role: Role) {
    let state = ledger.entity(staff(n).into()).unwrap().unwrap();
    let says = Write {
        value: json!(role),
        parents: state.fields["role"].iter().map(|head| head.op).collect(),
        saw: Value::Null,
    };
    let id = Uuid::from_u128(0xB000 + u128::from(ledger.gver(staff(n)).unwrap()));
    let becomes = SystemWrite {
        op: OpId(id),
        device: ledger.own_device().unwrap(),
        group: GroupId(id),
        system: "administration".to_owned(),
        stream: StreamId::Clinic,
        entity: staff(n).into(),
        kind: "staff".to_owned(),
        fields: BTreeMap::from([("role".to_owned(), says)]),
        at: 0,
    };
    write(ledger, becomes).unwrap();
}

/// The answer to somebody who knows this version of her grants and has come so far in the member's stream.
fn asks<L: Enrols<Error: Debug>>(
    ledger: &mut L,
    person: &Person,
    gver: u64,
    seq: Option<u64>,
) -> Pulled {
    let at = |seq| Cursor {
        stream: stream(1),
        seq,
    };
    let question = Pull {
        gver,
        cursors: seq.map(at).into_iter().collect(),
        ..whole(ledger, 0)
    };
    let mut pulled = pull(ledger, person.device, &question).unwrap().unwrap();
    // A ledger may give a page in parts.
    let is_hers = |page: &&mut Page| page.stream == stream(1);
    while let Some(page) = pulled.pages.iter_mut().find(is_hers)
        && let Some(last) = page.changes.last().map(|last| last.seq)
        && last < ledger.head(&stream(1)).unwrap()
    {
        let question = Pull {
            gver: pulled.gver,
            cursors: vec![at(last)],
            ..whole(ledger, 0)
        };
        let next = pull(ledger, person.device, &question).unwrap().unwrap();
        let mut pages = next.pages.into_iter();
        let rest = pages.find(|page| page.stream == stream(1)).unwrap();
        page.changes.extend(rest.changes);
        (pulled.mark, pulled.more, pulled.left) = (next.mark, next.more, next.left);
    }
    pulled
}

/// What came of the member's stream, as it travels.
fn text(pulled: &Pulled) -> String {
    let pages = pulled.pages.iter().filter(|page| page.stream == stream(1));
    serde_json::to_string(&pages.collect::<Vec<_>>()).unwrap()
}

/// She lets go of what she holds, which is nothing yet, and is given what she may have.
fn settles<L: Enrols<Error: Debug>>(ledger: &mut L, person: &Person) -> Pulled {
    let first = asks(ledger, person, 0, None);
    assert_eq!(first.grants, Some(vec![StreamId::Clinic]));
    assert_eq!((news(&first), first.more), (vec![], true));
    let given = asks(ledger, person, first.gver, None);
    assert!(first.gver < given.gver);
    let directory = given
        .pages
        .iter()
        .any(|page| page.stream == StreamId::Clinic);
    // The simulation's ledger has no directory.
    let is_there = 0 < ledger.head(&StreamId::Clinic).unwrap();
    assert_eq!(
        directory, is_there,
        "who there is she is told as anybody is"
    );
    given
}

pub(super) fn whoever_bills_is_fed_without_a_gap_and_nothing_she_may_not_hold<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let (lead, biller) = two(ledger, Role::Biller);
    let hers = asks(ledger, &lead, 0, None);
    let given = settles(ledger, &biller);
    let places = [(stream(1), 0, vec![1, 2, 3, 4, 5])];
    assert_eq!(
        (news(&given), news(&hers)),
        (places.to_vec(), places.to_vec())
    );
    for words in [
        "no bus",
        "She was rested",
        "behind the mill",
        "knock",
        "goal",
    ] {
        assert!(
            text(&hers).contains(words) && !text(&given).contains(words),
            "{words}"
        );
    }
    for shown in ["Rosa", "2026-03-02"] {
        assert!(text(&given).contains(shown), "{shown}");
    }
    // Then nothing waits for her, and nothing is written.
    let there = asks(ledger, &biller, given.gver, Some(5));
    let quiet = Pull {
        gver: there.gver,
        mark: there.mark,
        whole: false,
        cursors: Vec::new(),
        ..whole(ledger, 0)
    };
    let at_directory = ledger.head(&StreamId::Clinic).unwrap();
    ledger
        .has_come_to(biller.device.id, &StreamId::Clinic, at_directory)
        .unwrap();
    assert!(
        nothing_new(ledger, biller.device, &quiet)
            .unwrap()
            .is_some()
    );
}

fn wants<L: Enrols<Error: Debug>>(ledger: &L, person: &Person) -> Snapshots {
    let ask = AskSnapshots {
        epoch: ledger.epoch().unwrap(),
        wanted: vec![Wanted {
            stream: stream(1),
            from: PageFrom::START,
        }],
    };
    let given = snapshots(ledger, person.device, &ask, usize::MAX, Rules::SOUND);
    given.unwrap().unwrap()
}

fn compares<L: Enrols<Error: Debug>>(ledger: &L, person: &Person, given: &Snapshots) -> Digested {
    let mut digest = Digest::new(Rules::SOUND);
    for page in &given.pages {
        page.entities
            .iter()
            .for_each(|one: &EntityState| digest.entity(one));
        page.records.iter().for_each(|one| digest.record(one.id));
    }
    let ask = AskDigests {
        epoch: ledger.epoch().unwrap(),
        digests: vec![StreamDigest {
            at: Cursor {
                stream: stream(1),
                seq: 5,
            },
            digest: digest.sum(),
        }],
    };
    digests(ledger, person.device, &ask, Rules::SOUND)
        .unwrap()
        .unwrap()
}

pub(super) fn a_whole_stream_and_its_digest_are_what_the_mask_shows<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (lead, biller) = two(ledger, Role::Biller);
    // Before she has let go of what she may have held, the feed is all she is answered.
    assert_eq!(wants(ledger, &biller).withheld, [stream(1)]);
    settles(ledger, &biller);
    let (hers, given) = (wants(ledger, &lead), wants(ledger, &biller));
    let counts = |given: &Snapshots| (given.pages[0].entities.len(), given.pages[0].records.len());
    assert_eq!((counts(&hers), counts(&given)), ((3, 1), (2, 0)));
    let text = serde_json::to_string(&given).unwrap();
    assert!(text.contains("Rosa"), "{text}");
    for words in ["no bus", "She was rested", "behind the mill", "knock"] {
        assert!(!text.contains(words), "{words}");
    }
    let nothing: [StreamId; 0] = [];
    assert_eq!(compares(ledger, &lead, &hers).differ, nothing);
    assert_eq!(compares(ledger, &biller, &given).differ, nothing);
    assert_eq!(compares(ledger, &biller, &hers).differ, [stream(1)]);
    assert_eq!(compares(ledger, &lead, &given).differ, [stream(1)]);
}

pub(super) fn another_role_takes_everything_back_and_gives_it_anew<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (_, other) = two(ledger, Role::Nurse);
    let held = asks(ledger, &other, 0, None);
    assert!(text(&held).contains("She was rested"));
    asks(ledger, &other, held.gver, Some(5));
    becomes(ledger, 6, Role::Biller);
    // However often she asks as she was, and with whatever she holds.
    for _ in 0..2 {
        let told = asks(ledger, &other, held.gver, Some(5));
        assert_eq!(told.grants, Some(vec![StreamId::Clinic]));
        assert!(held.gver < told.gver && told.pages.is_empty() && told.more);
    }
    let told = asks(ledger, &other, held.gver, Some(5));
    let receipt = Gone {
        epoch: ledger.epoch().unwrap(),
        gver: told.gver,
        drafts: Vec::new(),
        streams: vec![GoneStream {
            stream: stream(1),
            entities: 3,
            records: 1,
        }],
    };
    sync::clinic::gone(ledger, other.device, &receipt, 0)
        .unwrap()
        .unwrap();
    let given = asks(ledger, &other, told.gver, None);
    assert_eq!(given.grants, Some(vec![StreamId::Clinic, stream(1)]));
    assert_eq!(news(&given), [(stream(1), 0, vec![1, 2, 3, 4, 5])]);
    assert!(text(&given).contains("Rosa") && !text(&given).contains("She was rested"));

    becomes(ledger, 6, Role::CareManager);
    let told = asks(ledger, &other, given.gver, Some(5));
    assert_eq!(
        (told.grants.clone(), news(&told)),
        (Some(vec![StreamId::Clinic]), vec![])
    );
    let whole = asks(ledger, &other, told.gver, None);
    assert_eq!(text(&whole), text(&held));
    // Another role that may hold the same changes nothing.
    becomes(ledger, 6, Role::Nurse);
    let same = asks(ledger, &other, whole.gver, Some(5));
    assert_eq!((same.gver, news(&same)), (whole.gver, vec![]));
}

pub(super) fn a_laptop_that_was_put_back_to_another_role_lets_go_too<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (_, other) = two(ledger, Role::Nurse);
    let before = asks(ledger, &other, 0, None);
    becomes(ledger, 6, Role::Biller);
    let told = asks(ledger, &other, before.gver, None);
    let given = asks(ledger, &other, told.gver, None);
    assert!(ledger.held_as(other.device.id).unwrap().settled);
    // An image of it from before: it holds everything, and says so.
    let again = asks(ledger, &other, before.gver, Some(5));
    assert_eq!(
        (again.gver, again.grants),
        (told.gver, Some(vec![StreamId::Clinic]))
    );
    let held = HeldAs {
        mask: Mask::Billing,
        since: told.gver,
        settled: false,
    };
    assert_eq!(ledger.held_as(other.device.id).unwrap(), held);
    let anew = asks(ledger, &other, again.gver, None);
    assert_eq!((text(&anew), anew.gver), (text(&given), given.gver));
}

pub(super) fn a_picture_is_given_to_whoever_may_see_what_names_it<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let file = whole_picture(ledger);
    let (nurse, biller) = (
        Person::of(ledger, 3, Role::Nurse),
        Person::of(ledger, 4, Role::Biller),
    );
    ledger
        .grant(&stream(1), &[staff(1), staff(3), staff(4)])
        .unwrap();
    asks(ledger, &nurse, 0, None);
    settles(ledger, &biller);
    let want = WantPiece {
        file,
        n: 0,
        mark: None,
    };
    let given =
        |ledger: &L, to: &Person| give_piece(ledger, to.device, &want, Rules::SOUND).unwrap();
    assert!(given(ledger, &nurse).is_ok());
    assert_eq!(given(ledger, &biller).err(), Some(RefusedCode::FileUnknown));
}

pub(super) fn whoever_may_hold_nothing_is_given_no_member<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let (mut lead, auditor) = two(ledger, Role::Auditor);
    let given = settles(ledger, &auditor);
    assert_eq!(given.grants, Some(vec![StreamId::Clinic]));
    assert_eq!((news(&given), given.left), (vec![], 0));
    assert_eq!(wants(ledger, &auditor).withheld, [stream(1)]);
    let said = vec![lead.says(16, &stream(1), barrier("no papers", &[11]))];
    pushes(ledger, lead.device, said);
    let later = asks(ledger, &auditor, given.gver, None);
    assert_eq!((news(&later), later.left), (vec![], 0));
}
