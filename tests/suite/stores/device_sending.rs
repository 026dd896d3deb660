//! What is made ready to be sent behind a push that is under way.

use std::fmt::Debug;

use sync::device::{Batch, push, push_behind};
use sync::wire::{OpResult, Push};
use sync::{Place, Rules};

use super::{Shows, answer, id, pushed_under, says};

/// The operations of a push, by their places.
fn places(push: Option<&Push>) -> Vec<Place> {
    let texts = push.map_or(&[][..], |push| &push.ops);
    let op = |text: &String| serde_json::from_str(text).unwrap();
    let ops: Vec<sync::Op> = texts.iter().map(op).collect();
    ops.iter()
        .map(|&sync::Op { inc, dseq, .. }| Place { inc, dseq })
        .collect()
}

fn at(inc: u32, dseqs: impl IntoIterator<Item = u64>) -> Vec<Place> {
    dseqs.into_iter().map(|dseq| Place { inc, dseq }).collect()
}

const TWO: Batch = Batch {
    ops: 2,
    ..Batch::WHOLE
};

pub(super) fn the_next_push_is_made_ready_behind_the_one_under_way<S: Shows<Error: Debug>>(
    store: &mut S,
) {
    for n in 1..=5 {
        says(store, n, "a");
    }
    let first = push(store, TWO, Rules::SOUND).unwrap();
    assert_eq!(places(first.as_ref()), at(0, [1, 2]));
    let behind = push_behind(store, first.as_ref(), TWO, Rules::SOUND).unwrap();
    assert_eq!(places(behind.as_ref()), at(0, [3, 4]));
    // Nothing was answered: all of it still waits, and is given again.
    assert_eq!(store.waits(), 5);
    let again = push(store, Batch::WHOLE, Rules::SOUND).unwrap();
    assert_eq!(places(again.as_ref()), at(0, 1..=5));
    let nothing = push_behind(store, again.as_ref(), TWO, Rules::SOUND).unwrap();
    assert_eq!(places(nothing.as_ref()), []);
}

pub(super) fn nothing_is_made_ready_behind_what_no_longer_waits<S: Shows<Error: Debug>>(
    store: &mut S,
) {
    for n in 1..=4 {
        says(store, n, "a");
    }
    let first = push(store, TWO, Rules::SOUND).unwrap();
    let epoch = store.epoch().unwrap();
    let taken = vec![answer(1, OpResult::Applied { seq: 1 })];
    let pushed = pushed_under(&epoch, &epoch, taken);
    sync::device::pushed(store, &pushed, Rules::SOUND).unwrap();
    let behind = push_behind(store, first.as_ref(), TWO, Rules::SOUND).unwrap();
    assert_eq!(places(behind.as_ref()), [], "one of the two was answered");
    // What waits was written anew: nothing follows on the old writing of it.
    let second = push(store, TWO, Rules::SOUND).unwrap();
    assert_eq!(places(second.as_ref()), at(0, [2, 3]));
    store.reincarnate(4).unwrap();
    let behind = push_behind(store, second.as_ref(), TWO, Rules::SOUND).unwrap();
    assert_eq!(places(behind.as_ref()), []);
    let anew = push(store, Batch::WHOLE, Rules::SOUND).unwrap();
    assert_eq!(places(anew.as_ref()), at(4, 1..=3));
    assert_eq!(store.last().unwrap().dseq, 3);
    assert_eq!(store.waiting(1, 1).unwrap()[0].op, id(2));
}
