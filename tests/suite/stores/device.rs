//! What every `DeviceStore` must do, whatever it is made of: the simulation's disk, and the satchel's encrypted vault.

#[path = "device_anew.rs"]
mod anew;
#[path = "device_asking.rs"]
mod asking;
#[path = "device_sending.rs"]
mod sending;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::slice;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId, RecordId, StaffId};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use sync::device::Received;
use sync::wire::{Cursor, GoneStream, OpAnswer, OpResult, ParkReason, Pulled, Pushed};
use sync::{
    Author, DeviceStore, EntityState, Hash, Head, Op, OpBody, Place, RecordText, Rules,
    SignedRecord, StreamId, Write, sealed,
};
use uuid::Uuid;

/// A store whose person can write, and look.
pub(crate) trait Shows: DeviceStore {
    /// She saves something: it goes into the outbox.
    fn says(&mut self, op: &Op, text: &str);
    /// What she sees of an entity, given its id, stream and kind.
    fn shown(&self, entity: &EntityState) -> Value;
    /// How many operations wait in the outbox.
    fn waits(&self) -> usize;
}

/// How many cases there are.
pub(crate) const CASES: usize = 23;

/// The cases. Each wants a transaction of a fresh store.
pub(crate) fn cases<S: Shows<Error: Debug>>() -> [fn(&mut S); CASES] {
    [
        the_oldest_wait_first_and_at_least_one_is_given,
        a_receipt_takes_out_what_it_names_and_nothing_else,
        an_own_answer_is_shown_until_the_feed_has_come_to_it,
        an_answer_the_feed_has_passed_is_not_laid_over_it,
        what_was_parked_is_no_longer_shown,
        a_cursor_stays_where_it_was_put,
        an_entity_comes_back_as_it_was_put,
        a_record_may_come_again,
        a_lost_member_leaves_and_what_waits_stays,
        nothing_is_taken_from_another_life_of_the_ledger,
        asking::what_was_decided_is_asked_until_it_is_known,
        asking::whatever_is_undecided_is_asked_after_in_turns,
        asking::what_is_asked_ahead_is_what_is_asked_once_the_answer_is_taken,
        another_life_is_fed_from_its_beginning_and_shows_what_is_here_until_then,
        copies_are_offered_once_in_each_life_until_a_backup_holds_them,
        what_waits_is_written_anew_by_another_incarnation,
        asking::a_page_that_begins_behind_the_cursor_is_left_and_everything_is_asked_for,
        asking::a_late_answer_brings_nobody_back,
        sending::the_next_push_is_made_ready_behind_the_one_under_way,
        sending::nothing_is_made_ready_behind_what_no_longer_waits,
        anew::a_stream_fetched_anew_takes_the_place_of_what_is_held,
        anew::what_is_fetched_anew_ends_with_its_grant_and_with_the_ledgers_life,
        anew::what_the_clinic_has_not_goes_and_what_she_said_stays,
    ]
}

/// The one member.
const STREAM: StreamId = StreamId::Member(MemberId(Uuid::from_u128(1)));
const TASK: EntityId = EntityId(Uuid::from_u128(2));

fn task() -> EntityState {
    EntityState::new(TASK, STREAM, "task".to_owned())
}

fn id(n: u128) -> OpId {
    OpId(Uuid::from_u128(n))
}

/// The clinic's answer to what is to be done, given by some other operation.
fn base(value: &str) -> EntityState {
    let mut base = task();
    let head = |value: Value| Head {
        op: id(900),
        value,
        author: Author::System("import".to_owned()),
        at: 1,
        saw: Value::Null,
        agreed: vec![id(901)],
    };
    base.fields.insert(
        "what".to_owned(),
        vec![head(json!(value)), head(json!("else"))],
    );
    base
}

fn says(store: &mut impl Shows, dseq: u64, value: &str) -> String {
    let write = Write {
        value: json!(value),
        parents: Vec::new(),
        saw: Value::Null,
    };
    let op = Op {
        id: id(dseq.into()),
        device: DeviceId(Uuid::from_u128(3)),
        inc: 0,
        dseq,
        group: GroupId(Uuid::from_u128(4)),
        author: Author::Staff(StaffId(Uuid::from_u128(5))),
        stream: STREAM,
        at: 1,
        gver: 0,
        schema: 1,
        prev: Hash::ZERO,
        body: OpBody::Set {
            entity: TASK,
            kind: "task".to_owned(),
            fields: BTreeMap::from([("what".to_owned(), write)]),
        },
    };
    let (text, _) = sealed(&op).unwrap();
    store.says(&op, &text);
    text
}

fn answer(dseq: u64, result: OpResult) -> OpAnswer {
    OpAnswer {
        op: id(dseq.into()),
        result,
        received_at: 9,
    }
}

fn what(store: &impl Shows) -> Value {
    store.shown(&task())["what"].clone()
}

fn waiting(store: &impl Shows<Error: Debug>, ops: usize, bytes: usize) -> Vec<OpId> {
    store
        .waiting(ops, bytes)
        .unwrap()
        .into_iter()
        .map(|waiting| waiting.op)
        .collect()
}

fn the_oldest_wait_first_and_at_least_one_is_given<S: Shows<Error: Debug>>(store: &mut S) {
    assert_eq!(waiting(store, 9, usize::MAX), []);
    let texts: Vec<String> = ["a", "b", "c"]
        .into_iter()
        .zip(1..)
        .map(|(value, n)| says(store, n, value))
        .collect();
    let kept: Vec<String> = store
        .waiting(9, usize::MAX)
        .unwrap()
        .into_iter()
        .map(|waiting| waiting.text)
        .collect();
    assert_eq!(kept, texts, "byte for byte");
    assert_eq!(waiting(store, 2, usize::MAX), [id(1), id(2)]);
    assert_eq!(waiting(store, 9, texts[..2].concat().len()), [id(1), id(2)]);
    assert_eq!(waiting(store, 9, 1), [id(1)]);
    store.offered(&[id(1), id(2)]).unwrap();
    assert_eq!(
        waiting(store, 9, usize::MAX),
        [id(1), id(2), id(3)],
        "offered is not answered"
    );
}

fn a_receipt_takes_out_what_it_names_and_nothing_else<S: Shows<Error: Debug>>(store: &mut S) {
    for n in 1..=3 {
        says(store, n, "a");
    }
    let second = answer(2, OpResult::Applied { seq: 1 });
    store.answered(&second).unwrap();
    store.answered(&second).unwrap();
    store
        .answered(&answer(77, OpResult::Applied { seq: 1 }))
        .unwrap();
    assert_eq!(waiting(store, 9, usize::MAX), [id(1), id(3)]);
    assert_eq!(store.waits(), 2);
}

fn an_own_answer_is_shown_until_the_feed_has_come_to_it<S: Shows<Error: Debug>>(store: &mut S) {
    store.put_base(&base("theirs")).unwrap();
    store.set_cursor(&STREAM, 1).unwrap();
    assert_eq!(what(store), json!("theirs"));
    says(store, 1, "mine");
    assert_eq!(what(store), json!("mine"));
    let applied = OpResult::AppliedConflict {
        seq: 3,
        fields: vec!["what".to_owned()],
    };
    store.answered(&answer(1, applied)).unwrap();
    assert_eq!(
        what(store),
        json!("mine"),
        "between the receipt and the feed"
    );
    store.put_base(&base("theirs again")).unwrap();
    store.set_cursor(&STREAM, 2).unwrap();
    assert_eq!(what(store), json!("mine"));
    store.set_cursor(&STREAM, 3).unwrap();
    assert_eq!(what(store), json!("theirs again"));
}

fn an_answer_the_feed_has_passed_is_not_laid_over_it<S: Shows<Error: Debug>>(store: &mut S) {
    says(store, 1, "mine");
    store.put_base(&base("theirs")).unwrap();
    store.set_cursor(&STREAM, 5).unwrap();
    assert_eq!(what(store), json!("mine"), "nobody has answered yet");
    store
        .answered(&answer(1, OpResult::Applied { seq: 4 }))
        .unwrap();
    assert_eq!(what(store), json!("theirs"));
}

fn what_was_parked_is_no_longer_shown<S: Shows<Error: Debug>>(store: &mut S) {
    store.put_base(&base("theirs")).unwrap();
    says(store, 1, "mine");
    let reason = ParkReason::OutOfScope;
    store
        .answered(&answer(1, OpResult::Parked { reason }))
        .unwrap();
    assert_eq!(waiting(store, 9, usize::MAX), []);
    assert_eq!(what(store), json!("theirs"));
}

fn a_cursor_stays_where_it_was_put<S: Shows<Error: Debug>>(store: &mut S) {
    let other = StreamId::Clinic;
    store.set_cursor(&STREAM, 1).unwrap();
    store.set_cursor(&STREAM, 7).unwrap();
    store.set_cursor(&other, 2).unwrap();
    let mut cursors = store.cursors().unwrap();
    cursors.sort_by(|one, other| one.stream.cmp(&other.stream));
    assert_eq!(
        cursors,
        [
            Cursor {
                stream: STREAM,
                seq: 7
            },
            Cursor {
                stream: other,
                seq: 2
            }
        ]
    );
}

fn an_entity_comes_back_as_it_was_put<S: Shows<Error: Debug>>(store: &mut S) {
    assert_eq!(store.base(TASK).unwrap(), None);
    says(store, 1, "mine");
    store.put_base(&base("theirs")).unwrap();
    assert_eq!(
        store.base(TASK).unwrap(),
        Some(base("theirs")),
        "without what is laid over it"
    );
    store.put_base(&base("theirs again")).unwrap();
    assert_eq!(store.base(TASK).unwrap(), Some(base("theirs again")));
}

fn a_record_may_come_again<S: Shows<Error: Debug>>(store: &mut S) {
    let record = |words: &str| RecordText {
        id: RecordId(Uuid::from_u128(8)),
        kind: "note".to_owned(),
        stream: STREAM,
        about: TASK,
        author: Author::Staff(StaffId(Uuid::from_u128(5))),
        device: DeviceId(Uuid::from_u128(3)),
        prev: Hash::ZERO,
        body: json!({ "narrative": words }),
    };
    for words in ["rested", "rested", "tired"] {
        let text = record(words);
        let signed = SignedRecord::sign(&text, &SigningKey::from_bytes(&[1; 32])).unwrap();
        store.put_record(&text, &signed, 9).unwrap();
    }
}

fn a_lost_member_leaves_and_what_waits_stays<S: Shows<Error: Debug>>(store: &mut S) {
    store.hold(&STREAM).unwrap();
    store.put_base(&base("call")).unwrap();
    says(store, 1, "write");
    store.set_gver(4).unwrap();
    assert_eq!((store.gver().unwrap(), store.last().unwrap().dseq), (4, 1));
    store.leave(&STREAM).unwrap();
    assert_eq!(
        (store.held().unwrap(), store.base(TASK).unwrap()),
        (vec![], None)
    );
    assert_eq!(
        (store.waits(), store.left().unwrap()),
        (1, vec![]),
        "not drained"
    );
    store
        .answered(&answer(1, OpResult::Applied { seq: 1 }))
        .unwrap();
    assert_eq!(
        store.base(TASK).unwrap(),
        None,
        "the answer brings nothing back"
    );
    let gone = GoneStream {
        stream: STREAM,
        entities: 1,
        records: 0,
    };
    assert_eq!(store.left().unwrap(), slice::from_ref(&gone));
    store.leave(&STREAM).unwrap();
    assert_eq!(
        store.left().unwrap(),
        [gone],
        "what had left is counted once"
    );
    assert_eq!(store.left_drafts().unwrap(), []);
    store.forget_left(&[STREAM]).unwrap();
    assert_eq!(store.left().unwrap(), []);
    store.hold(&STREAM).unwrap();
    assert_eq!(store.held().unwrap(), [STREAM]);
}

fn pulled_under(here: &str, epoch: &str) -> Pulled {
    Pulled {
        re: here.to_owned(),
        epoch: epoch.to_owned(),
        gver: 1,
        grants: Some(vec![STREAM]),
        pages: Vec::new(),
        more: false,
        left: 0,
        owed: Vec::new(),
        anew: Vec::new(),
        mark: Some("1 code".to_owned()),
        whole: false,
        safe: 0,
        intake: None,
        recovery: None,
        at: None,
        contacted: None,
        decided: Vec::new(),
    }
}

fn pushed_under(here: &str, epoch: &str, answers: Vec<OpAnswer>) -> Pushed {
    Pushed {
        re: here.to_owned(),
        epoch: epoch.to_owned(),
        answers,
        tally: None,
        era: 3,
        fork: None,
    }
}

fn nothing_is_taken_from_another_life_of_the_ledger<S: Shows<Error: Debug>>(store: &mut S) {
    says(store, 1, "mine");
    let here = store.epoch().unwrap();
    let taken = vec![answer(1, OpResult::Applied { seq: 1 })];
    let pushed = pushed_under(&here, "restored", taken.clone());
    let answered = sync::device::pushed(store, &pushed, Rules::SOUND).unwrap();
    assert!(answered.other_life);
    assert_eq!(store.waits(), 1, "what was sent is still unsent");
    assert_eq!(store.epoch().unwrap(), "restored", "and is sent again");
    // What comes late, to the question of an earlier life, changes nothing.
    let late = pulled_under(&here, "another");
    let received = sync::device::pulled(store, &late, Rules::SOUND).unwrap();
    let expected = Received {
        other_life: true,
        ..Received::default()
    };
    assert_eq!(received, expected, "and so it is not complete");
    assert_eq!(store.epoch().unwrap(), "restored");
    assert_eq!(store.held().unwrap(), []);
}

fn another_life_is_fed_from_its_beginning_and_shows_what_is_here_until_then<
    S: Shows<Error: Debug>,
>(
    store: &mut S,
) {
    store.hold(&STREAM).unwrap();
    store.put_base(&base("call")).unwrap();
    store.set_cursor(&STREAM, 5).unwrap();
    let moved = vec![Cursor {
        stream: STREAM,
        seq: 5,
    }];
    assert_eq!(store.moved().unwrap(), moved);
    store.cursors_told().unwrap();
    assert_eq!(store.moved().unwrap(), []);
    says(store, 1, "write");
    store
        .answered(&answer(1, OpResult::Applied { seq: 9 }))
        .unwrap();
    store.set_mark(Some("4 code")).unwrap();
    let here = store.epoch().unwrap();
    sync::device::pulled(store, &pulled_under(&here, "restored"), Rules::SOUND).unwrap();
    assert_eq!((store.mark().unwrap(), store.gver().unwrap()), (None, 0));
    let from_the_start = vec![Cursor {
        stream: STREAM,
        seq: 0,
    }];
    assert_eq!(store.cursors().unwrap(), from_the_start);
    assert_eq!(what(store), json!("write"), "nothing leaves the screen");
    store.clear_for_life(&STREAM).unwrap();
    assert_eq!(
        store.base(TASK).unwrap(),
        None,
        "the clinic's own is fed again"
    );
    assert_eq!(what(store), json!("write"), "her own stays");
    store.put_base(&base("visit")).unwrap();
    store.clear_for_life(&STREAM).unwrap();
    assert_ne!(store.base(TASK).unwrap(), None, "only once");
    // Its answer comes again, with another place.
    store
        .answered_again(&answer(1, OpResult::Applied { seq: 2 }))
        .unwrap();
    store.complete_life().unwrap();
    assert_eq!(what(store), json!("write"), "until the feed has come to it");
    store.set_cursor(&STREAM, 2).unwrap();
    assert_eq!(what(store), json!("visit"));
    // In another life the feed comes to its place before its answer does.
    says(store, 2, "later");
    let later = answer(2, OpResult::Applied { seq: 3 });
    store.answered(&later).unwrap();
    store.begin_life("again").unwrap();
    store.set_cursor(&STREAM, 3).unwrap();
    assert_eq!(what(store), json!("later"), "without a place it is shown");
    store.answered_again(&later).unwrap();
    assert_eq!(what(store), json!("visit"), "the feed has brought it");
}

fn copies_are_offered_once_in_each_life_until_a_backup_holds_them<S: Shows<Error: Debug>>(
    store: &mut S,
) {
    says(store, 1, "mine");
    let here = store.epoch().unwrap();
    let taken = pushed_under(&here, &here, vec![answer(1, OpResult::Applied { seq: 1 })]);
    sync::device::pushed(store, &taken, Rules::SOUND).unwrap();
    assert_eq!(store.waits(), 0);
    assert_eq!(
        store.copies().unwrap(),
        None,
        "the clinic has it in this life"
    );
    store.begin_life("restored").unwrap();
    let copies = store.copies().unwrap().unwrap();
    store.copies_offered(copies.id, Some(7)).unwrap();
    assert_eq!(store.copies().unwrap(), None);
    store.begin_life("again").unwrap();
    assert_eq!(
        store.copies().unwrap().map(|copies| copies.id),
        Some(copies.id)
    );
    store.drop_copies(7).unwrap();
    assert!(
        store.copies().unwrap().is_some(),
        "backup 7 was begun before"
    );
    store.drop_copies(8).unwrap();
    assert_eq!(store.copies().unwrap(), None);
}

fn what_waits_is_written_anew_by_another_incarnation<S: Shows<Error: Debug>>(store: &mut S) {
    for (value, n) in ["a", "b", "c"].into_iter().zip(1..) {
        says(store, n, value);
    }
    store
        .answered(&answer(1, OpResult::Applied { seq: 1 }))
        .unwrap();
    store.offered(&[id(2)]).unwrap();
    store.reincarnate(4).unwrap();
    let ops: Vec<Op> = store
        .waiting(9, usize::MAX)
        .unwrap()
        .iter()
        .map(|waiting| serde_json::from_str(&waiting.text).unwrap())
        .collect();
    let places: Vec<(OpId, u32, u64)> = ops.iter().map(|op| (op.id, op.inc, op.dseq)).collect();
    assert_eq!(places, [(id(2), 4, 1), (id(3), 4, 2)]);
    let (_, first) = sealed(&ops[0]).unwrap();
    assert_eq!((ops[0].prev, ops[1].prev), (Hash::ZERO, first));
    assert_eq!(store.last().unwrap(), Place { inc: 4, dseq: 2 });
}
