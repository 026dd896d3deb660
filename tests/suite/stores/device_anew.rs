//! Streams that are fetched anew, on any device's store.

use std::fmt::Debug;

use care::{EntityId, RecordId};
use ed25519_dalek::SigningKey;
use serde_json::json;
use sync::device::{Fetched, Renewed, Stage, digested, digests, fetched, pulled, wanted};
use sync::snapshot::{Digested, PageFrom, ReceivedRecord, SnapshotPage, Snapshots, Wanted};
use sync::wire::{Change, ChangeItem, Cursor, Page, Pulled};
use sync::{EntityState, RecordText, Rules, SignedRecord};
use uuid::Uuid;

use super::{STREAM, Shows, TASK, base, id, pulled_under, says, what};

const OTHER: EntityId = EntityId(Uuid::from_u128(70));
const GHOST: EntityId = EntityId(Uuid::from_u128(71));

/// As the one task, under another id.
fn like(id: EntityId, value: &str) -> EntityState {
    EntityState { id, ..base(value) }
}

fn note(n: u128) -> ReceivedRecord {
    let text = RecordText {
        id: RecordId(Uuid::from_u128(n)),
        kind: "note".to_owned(),
        stream: STREAM,
        about: TASK,
        author: sync::Author::Staff(care::StaffId(Uuid::from_u128(5))),
        device: care::DeviceId(Uuid::from_u128(3)),
        prev: sync::Hash::ZERO,
        body: json!({ "narrative": "She was rested." }),
    };
    ReceivedRecord {
        id: text.id,
        record: SignedRecord::sign(&text, &SigningKey::from_bytes(&[7; 32])).unwrap(),
        received_at: 70,
    }
}

fn keeps<S: Shows<Error: Debug>>(store: &mut S, note: &ReceivedRecord) {
    let text = note.record.read().unwrap();
    store
        .put_record(&text, &note.record, note.received_at)
        .unwrap();
}

/// A page that ends where the next one begins.
fn page(from: PageFrom, head: u64, next: Option<PageFrom>) -> SnapshotPage {
    SnapshotPage {
        stream: STREAM,
        from,
        head,
        entities: Vec::new(),
        records: Vec::new(),
        next,
    }
}

fn takes<S: Shows<Error: Debug>>(store: &mut S, page: &SnapshotPage) -> Fetched {
    let epoch = store.epoch().unwrap();
    let snapshots = Snapshots {
        re: epoch.clone(),
        epoch,
        gver: store.gver().unwrap(),
        pages: vec![page.clone()],
        withheld: Vec::new(),
    };
    fetched(store, &snapshots, Rules::SOUND).unwrap()
}

/// The clinic says that the one stream differs.
fn differs<S: Shows<Error: Debug>>(store: &mut S) {
    let epoch = store.epoch().unwrap();
    let said = Digested {
        re: epoch.clone(),
        epoch,
        differ: vec![STREAM],
    };
    assert!(digested(store, &said).unwrap());
}

fn cursor(seq: u64) -> Cursor {
    Cursor {
        stream: STREAM,
        seq,
    }
}

/// A page of the feed that brings an entity.
fn feed(store: &impl Shows<Error: Debug>, from: u64, entity: &EntityState) -> Pulled {
    let here = store.epoch().unwrap();
    let item = ChangeItem::Entity {
        entity: entity.id,
        kind: entity.kind.clone(),
        fields: entity.fields.clone(),
    };
    let seq = from.saturating_add(1);
    let changes = vec![Change {
        seq,
        op: id(800),
        item,
    }];
    let stream = STREAM;
    Pulled {
        pages: vec![Page {
            stream,
            from,
            changes,
        }],
        ..pulled_under(&here, &here)
    }
}

pub(super) fn a_stream_fetched_anew_takes_the_place_of_what_is_held<S: Shows<Error: Debug>>(
    store: &mut S,
) {
    store.hold(&STREAM).unwrap();
    store.put_base(&base("theirs")).unwrap();
    store.put_base(&like(GHOST, "nobody's")).unwrap();
    keeps(store, &note(1));
    store.set_cursor(&STREAM, 5).unwrap();
    says(store, 1, "mine");
    differs(store);
    differs(store);
    let begun = Stage {
        stream: STREAM,
        suspect: true,
        head: None,
        next: PageFrom::START,
    };
    assert_eq!(store.stages().unwrap(), [begun]);
    let after_task = PageFrom::Entities { after: Some(TASK) };
    let first = SnapshotPage {
        entities: vec![base("anew")],
        ..page(PageFrom::START, 7, Some(after_task))
    };
    assert_eq!(takes(store, &page(PageFrom::START, 4, None)).pages, 0);
    assert_eq!(takes(store, &first).pages, 1);
    assert_eq!(takes(store, &first).pages, 0, "it came twice");
    assert_eq!(store.base(TASK).unwrap(), Some(base("theirs")));
    let more = Wanted {
        stream: STREAM,
        from: after_task,
    };
    assert_eq!(wanted(store).unwrap().unwrap().wanted, [more]);
    // Meanwhile the feed adds nothing to it.
    let news = feed(store, 5, &base("fed"));
    assert_eq!(pulled(store, &news, Rules::SOUND).unwrap().changes, 0);
    assert_eq!(store.cursors().unwrap(), [cursor(5)]);
    let last = SnapshotPage {
        entities: vec![like(OTHER, "new")],
        records: vec![note(1), note(2)],
        ..page(after_task, 9, None)
    };
    let renewed = Renewed {
        stream: STREAM,
        suspect: true,
        changes: 2,
        came: vec![OTHER],
        changed: vec![TASK],
        went: vec![GHOST],
        records: vec![note(2).id],
        alone: vec![],
        damaged: Vec::new(),
    };
    assert_eq!(takes(store, &last).renewed, [renewed]);
    assert_eq!(store.cursors().unwrap(), [cursor(7)]);
    assert_eq!(store.base(TASK).unwrap(), Some(base("anew")));
    assert_eq!(store.base(OTHER).unwrap(), Some(like(OTHER, "new")));
    assert_eq!(store.base(GHOST).unwrap(), None);
    assert_eq!((what(store), store.waits()), (json!("mine"), 1));
    assert!(wanted(store).unwrap().is_none());
    assert!(store.staged(&STREAM).unwrap().is_empty());
    // And the feed goes on from there.
    let news = feed(store, 7, &base("fed"));
    assert_eq!(pulled(store, &news, Rules::SOUND).unwrap().changes, 1);
}

pub(super) fn what_is_fetched_anew_ends_with_its_grant_and_with_the_ledgers_life<
    S: Shows<Error: Debug>,
>(
    store: &mut S,
) {
    store.hold(&STREAM).unwrap();
    store.set_cursor(&STREAM, 5).unwrap();
    let here = store.epoch().unwrap();
    let anew = Pulled {
        gver: 4,
        anew: vec![STREAM],
        ..pulled_under(&here, &here)
    };
    pulled(store, &anew, Rules::SOUND).unwrap();
    let after_task = PageFrom::Entities { after: Some(TASK) };
    let first = page(PageFrom::START, 7, Some(after_task));
    let late = Snapshots {
        re: here.clone(),
        epoch: here.clone(),
        gver: 3,
        pages: vec![first.clone()],
        withheld: Vec::new(),
    };
    let taken = fetched(store, &late, Rules::SOUND).unwrap();
    assert!(taken.late && taken.pages == 0);
    assert_eq!(takes(store, &first).pages, 1);
    // She loses the member: what has come of her goes, and a late page brings nothing back.
    let lost = Pulled {
        gver: 5,
        grants: Some(vec![]),
        ..pulled_under(&here, &here)
    };
    pulled(store, &lost, Rules::SOUND).unwrap();
    assert!(store.staged(&STREAM).unwrap().is_empty());
    assert_eq!(takes(store, &page(after_task, 7, None)).renewed, []);
    assert_eq!(store.held().unwrap(), []);
    // She gets her again, and the ledger is put back.
    store.hold(&STREAM).unwrap();
    differs(store);
    let elsewhere = Snapshots {
        epoch: "restored".to_owned(),
        ..late
    };
    assert!(fetched(store, &elsewhere, Rules::SOUND).unwrap().other_life);
    assert_eq!(store.stages().unwrap(), []);
    // Somebody else's stream is not given: it is not asked for again until the clinic says so.
    differs(store);
    let epoch = store.epoch().unwrap();
    let withheld = Snapshots {
        re: epoch.clone(),
        epoch,
        gver: store.gver().unwrap(),
        pages: vec![],
        withheld: vec![STREAM],
    };
    fetched(store, &withheld, Rules::SOUND).unwrap();
    assert_eq!(store.stages().unwrap(), []);
}

pub(super) fn what_the_clinic_has_not_goes_and_what_she_said_stays<S: Shows<Error: Debug>>(
    store: &mut S,
) {
    store.hold(&STREAM).unwrap();
    store.put_base(&base("theirs")).unwrap();
    store.put_base(&like(OTHER, "else")).unwrap();
    keeps(store, &note(1));
    store.set_cursor(&STREAM, 5).unwrap();
    let before = digests(store, Rules::SOUND).unwrap();
    let mut held = store.held_entities(&STREAM).unwrap();
    held.sort_by_key(|entity| entity.id);
    assert_eq!(held, [base("theirs"), like(OTHER, "else")]);
    assert_eq!(store.held_records(&STREAM).unwrap(), [note(1).id]);
    says(store, 1, "mine");
    let still = digests(store, Rules::SOUND).unwrap();
    assert_eq!(
        before[0].digests, still[0].digests,
        "what waits is nobody's"
    );
    store.remove_base(TASK).unwrap();
    store.remove_base(OTHER).unwrap();
    assert_eq!(store.base(TASK).unwrap(), None);
    assert_eq!(store.held_entities(&STREAM).unwrap(), []);
    assert_eq!(what(store), json!("mine"));
    let after = digests(store, Rules::SOUND).unwrap();
    assert_ne!(before[0].digests, after[0].digests);
}
