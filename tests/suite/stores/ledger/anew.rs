//! The feed becomes shorter, streams are given whole, and what differs is named.

use std::collections::BTreeMap;
use std::fmt::Debug;

use care::{EntityId, Role};
use serde_json::{Value, json};
use sync::clinic::{Days, compact, digests, pull, push, snapshots};
use sync::limits::{DIGESTS_ASKED_MAX, SNAPSHOTS_ASKED_MAX};
use sync::snapshot::{
    AskDigests, AskSnapshots, Digest, PageFrom, SnapshotPage, Snapshots, StreamDigest, Wanted,
};
use sync::wire::{Cursor, OpResult, Pull, Push, RefusedCode};
use sync::{Author, EntityState, Hash, Head, Ledger, OpBody, Rules, StreamId, Write};
use uuid::Uuid;

use super::exchanging::{barrier, news, pushes, whole};
use super::storing::item;
use super::{Enrols, GOAL, Person, op, staff, stream};

/// Three answers to one question.
fn three(nurse: &mut Person, of: &StreamId) -> Vec<String> {
    vec![
        nurse.says(11, of, barrier("a", &[])),
        nurse.says(12, of, barrier("b", &[11])),
        nurse.says(13, of, barrier("c", &[12])),
    ]
}

fn places(ledger: &impl Ledger<Error: Debug>, after: u64) -> Vec<u64> {
    let changes = ledger.changes(&stream(1), after, usize::MAX).unwrap();
    changes.iter().map(|change| change.seq).collect()
}

pub(super) fn the_feed_begins_at_its_floor_and_nothing_else_goes<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let said = three(&mut nurse, &stream(1));
    pushes(ledger, nurse.device, said.clone());
    let entity = ledger.entity(GOAL).unwrap();
    assert_eq!(ledger.floor(&stream(1)).unwrap(), 0);
    assert_eq!(ledger.raise_floor(&stream(1), 2).unwrap(), 2);
    assert_eq!(ledger.floor(&stream(1)).unwrap(), 2);
    assert_eq!(ledger.floor(&stream(2)).unwrap(), 0);
    assert_eq!((places(ledger, 0), places(ledger, 2)), (vec![3], vec![3]));
    // It never begins earlier again.
    assert_eq!(ledger.raise_floor(&stream(1), 1).unwrap(), 0);
    assert_eq!(ledger.floor(&stream(1)).unwrap(), 2);
    assert_eq!(ledger.raise_floor(&stream(1), 3).unwrap(), 1);
    assert_eq!(ledger.head(&stream(1)).unwrap(), 3);
    assert_eq!(ledger.entity(GOAL).unwrap(), entity);
    assert_eq!(ledger.text_of(op(11)).unwrap().as_ref(), said.first());
    let next = vec![nurse.says(14, &stream(1), barrier("d", &[13]))];
    assert_eq!(
        pushes(ledger, nurse.device, next),
        [OpResult::Applied { seq: 4 }]
    );
    assert_eq!(places(ledger, 3), [4]);
}

/// The members' streams that are aged, each with its place.
fn aged(ledger: &impl Ledger<Error: Debug>, before: i64) -> Vec<(StreamId, u64)> {
    let aged = ledger.aged(before, 9).unwrap().into_iter();
    aged.filter(|cursor| cursor.stream != StreamId::Clinic)
        .map(|cursor| (cursor.stream, cursor.seq))
        .collect()
}

pub(super) fn what_was_received_long_ago_leaves_the_feed<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    for n in [1, 2] {
        ledger.grant(&stream(n), &[staff(1)]).unwrap();
    }
    let mut received = three(&mut nurse, &stream(1));
    received.push(nurse.says(14, &stream(2), task(5)));
    for (text, at) in received.into_iter().zip([10, 20, 30, 40]) {
        let push_of = Push {
            epoch: ledger.epoch().unwrap(),
            tally: None,
            ops: vec![text],
        };
        push(ledger, nurse.device, &push_of, at, Rules::SOUND)
            .unwrap()
            .unwrap();
    }
    assert_eq!(aged(ledger, 10), []);
    assert_eq!(aged(ledger, 11), [(stream(1), 1)]);
    assert_eq!(aged(ledger, 30), [(stream(1), 2)]);
    assert_eq!(aged(ledger, 99), [(stream(1), 3), (stream(2), 1)]);
    assert_eq!(ledger.aged(99, 1).unwrap().len(), 1);
    compact(ledger, 25, 9).unwrap();
    assert_eq!(ledger.floor(&stream(1)).unwrap(), 2);
    assert_eq!(aged(ledger, 25), []);
    assert_eq!(aged(ledger, 99), [(stream(1), 3), (stream(2), 1)]);
    compact(ledger, 99, 9).unwrap();
    assert_eq!(compact(ledger, 99, 9).unwrap().changes, 0);
    assert_eq!(ledger.head(&stream(2)).unwrap(), 1);
}

/// An answer about an entity of its own.
fn task(n: u128) -> OpBody {
    let write = Write {
        value: json!("call"),
        parents: Vec::new(),
        saw: Value::Null,
    };
    OpBody::Set {
        entity: EntityId(Uuid::from_u128(n)),
        kind: "task".to_owned(),
        fields: BTreeMap::from([("what".to_owned(), write)]),
    }
}

/// An entity with one field.
fn entity(n: u128, of: u128, kind: &str, field: &str, value: Value) -> EntityState {
    let id = EntityId(Uuid::from_u128(n));
    let mut state = EntityState::new(id, stream(of), kind.to_owned());
    let head = Head {
        op: op(900),
        value,
        author: Author::System("import".to_owned()),
        at: 0,
        saw: Value::Null,
        agreed: Vec::new(),
    };
    state.fields.insert(field.to_owned(), vec![head]);
    state
}

fn want<L: Ledger<Error: Debug>>(
    ledger: &L,
    person: &Person,
    wanted: &[(u128, PageFrom)],
    bytes: usize,
) -> Snapshots {
    let wanted = wanted.iter().map(|(n, from)| Wanted {
        stream: stream(*n),
        from: *from,
    });
    let ask = AskSnapshots {
        epoch: ledger.epoch().unwrap(),
        wanted: wanted.collect(),
    };
    snapshots(ledger, person.device, &ask, bytes, Rules::SOUND)
        .unwrap()
        .unwrap()
}

pub(super) fn a_stream_is_given_whole_in_pages_to_whoever_may_hold_it<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    ledger.append(&stream(1), op(1), &item(1)).unwrap();
    for (n, of) in [(33, 1), (31, 1), (34, 2), (32, 1)] {
        let task = entity(n, of, "task", "what", json!("call"));
        ledger.put_entity(&task).unwrap();
    }
    for (n, of) in [(8, 1), (9, 2), (7, 1)] {
        let signed = nurse.signs(n, &stream(of), "She was rested.");
        let text = signed.read().unwrap();
        assert!(ledger.put_record(&text, &signed, 70).unwrap());
    }
    let start = PageFrom::START;
    let whole = want(ledger, &nurse, &[(1, start), (2, start)], usize::MAX);
    assert_eq!(whole.withheld, [stream(2)]);
    let ids = |pages: &[SnapshotPage]| {
        let entities = pages.iter().flat_map(|page| &page.entities);
        let records = pages.iter().flat_map(|page| &page.records);
        let entities: Vec<u128> = entities.map(|one| one.id.0.as_u128()).collect();
        let records: Vec<u128> = records.map(|one| one.id.0.as_u128()).collect();
        (entities, records)
    };
    assert_eq!(ids(&whole.pages), (vec![31, 32, 33], vec![7, 8]));
    assert_eq!((whole.pages[0].head, whole.pages[0].next), (1, None));
    assert_eq!(whole.pages[0].records[0].received_at, 70);
    assert_eq!(
        whole.pages[0].entities[0],
        entity(31, 1, "task", "what", json!("call"))
    );
    // And one by one.
    let (mut pages, mut from) = (Vec::new(), Some(start));
    while let Some(next) = from {
        let given = want(ledger, &nurse, &[(1, next)], 1);
        from = given.pages[0].next;
        pages.extend(given.pages);
    }
    assert!(5 <= pages.len());
    assert_eq!(ids(&pages), (vec![31, 32, 33], vec![7, 8]));
    let elsewhere = AskSnapshots {
        epoch: "another life".to_owned(),
        wanted: Vec::new(),
    };
    let answer = snapshots(ledger, nurse.device, &elsewhere, 1, Rules::SOUND).unwrap();
    assert_ne!(answer.unwrap().epoch, "another life");
    let wanted = Wanted {
        stream: stream(1),
        from: start,
    };
    let many = AskSnapshots {
        wanted: vec![wanted; SNAPSHOTS_ASKED_MAX + 1],
        ..elsewhere
    };
    let refused = snapshots(ledger, nurse.device, &many, 1, Rules::SOUND)
        .unwrap()
        .err();
    assert_eq!(refused, Some(RefusedCode::TooLarge));
}

pub(super) fn a_device_before_the_floor_fetches_anew_and_one_that_cannot_is_told<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let said = three(&mut nurse, &stream(1));
    pushes(ledger, nurse.device, said);
    ledger.raise_floor(&stream(1), 2).unwrap();
    let asks = |ledger: &mut L, question: &Pull| {
        let answer = pull(
            ledger,
            nurse.device,
            question,
            &Days::default(),
            Rules::SOUND,
        );
        let answer = answer.unwrap();
        answer.map(|pulled| (news(&pulled), pulled.anew, pulled.more))
    };
    let (behind, there) = (whole(ledger, 0), whole(ledger, 2));
    let anew = Ok((vec![], vec![stream(1)], true));
    assert_eq!(asks(ledger, &behind), anew);
    let unable = |question: &Pull| Pull {
        snapshots: false,
        ..question.clone()
    };
    let older = asks(ledger, &unable(&behind));
    assert_eq!(older, Err(RefusedCode::Protocol));
    let fed = (vec![(stream(1), 2, vec![3])], vec![], false);
    assert_eq!(asks(ledger, &unable(&there)), Ok(fed.clone()));
    assert_eq!(asks(ledger, &there), Ok(fed));
}

pub(super) fn what_differs_is_named_at_the_same_place_only<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let mut said = three(&mut nurse, &stream(1));
    let note = nurse.signs(77, &stream(1), "She was rested.");
    said.push(nurse.says(14, &stream(1), OpBody::Record { record: note }));
    pushes(ledger, nurse.device, said);
    ledger.append(&stream(2), op(1), &item(1)).unwrap();
    let right = {
        let mut digest = Digest::new(Rules::SOUND);
        digest.entity(&ledger.entity(GOAL).unwrap().unwrap());
        digest.record(care::RecordId(Uuid::from_u128(77)));
        digest.sum()
    };
    let held = |n, seq, digest| StreamDigest {
        at: Cursor {
            stream: stream(n),
            seq,
        },
        digest,
    };
    let differs = |ledger: &L, held: Vec<StreamDigest>| {
        let ask = AskDigests {
            epoch: ledger.epoch().unwrap(),
            digests: held,
        };
        let answer = digests(ledger, nurse.device, &ask, Rules::SOUND).unwrap();
        answer.map(|digested| digested.differ)
    };
    assert_eq!(differs(ledger, vec![held(1, 4, right)]), Ok(vec![]));
    let wrong = vec![held(1, 4, Hash::ZERO), held(2, 1, Hash::of(b"wrong"))];
    assert_eq!(differs(ledger, wrong), Ok(vec![stream(1)]));
    assert_eq!(differs(ledger, vec![held(1, 3, Hash::ZERO)]), Ok(vec![]));
    let many = vec![held(1, 4, right); DIGESTS_ASKED_MAX + 1];
    assert_eq!(differs(ledger, many), Err(RefusedCode::TooLarge));
}

pub(super) fn whom_she_visits_soon_comes_first<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let nurse = Person::of(ledger, 1, Role::Nurse);
    let on = |who: u128, day: &str| json!({ "staff": staff(who), "day": day });
    let visits = [
        (1, None),
        (2, Some(on(9, "2026-03-02"))),
        (3, Some(on(1, "2026-03-04"))),
        (4, Some(on(1, "2026-03-02"))),
        (5, Some(on(1, "2026-03-03"))),
    ];
    for (n, visit) in visits {
        ledger.grant(&stream(n), &[staff(1)]).unwrap();
        ledger.append(&stream(n), op(n), &item(n)).unwrap();
        if let Some(visit) = visit {
            let visit = entity(n.saturating_add(50), n, "visit", "appointment", visit);
            ledger.put_entity(&visit).unwrap();
        }
    }
    let soon = ["2026-03-02", "2026-03-03"].map(str::to_owned);
    let nothing_yet = Pull {
        cursors: Vec::new(),
        ..whole(ledger, 0)
    };
    let pulled = pull(ledger, nurse.device, &nothing_yet, &soon, Rules::SOUND);
    let order: Vec<StreamId> = news(&pulled.unwrap().unwrap())
        .into_iter()
        .map(|(stream, ..)| stream)
        .collect();
    assert_eq!(order, [4, 5, 1, 2, 3].map(stream));
}
