//! What is asked of the clinic.

use std::collections::BTreeSet;
use std::fmt::Debug;

use care::ReviewStatus;
use sync::Rules;
use sync::device::{following, pull, pulled};
use sync::limits::DECISIONS_ASKED_MAX;
use sync::wire::{Change, ChangeItem, OpResult, Page, ParkReason, Pulled};

use super::{STREAM, Shows, TASK, answer, base, id, pulled_under, says};

pub(super) fn what_is_asked_ahead_is_what_is_asked_once_the_answer_is_taken<
    S: Shows<Error: Debug>,
>(
    store: &mut S,
) {
    let here = store.epoch().unwrap();
    pulled(store, &pulled_under(&here, &here), Rules::SOUND).unwrap();
    let asked = pull(store).unwrap();
    let answer = Pulled {
        grants: None,
        mark: Some("2 code".to_owned()),
        more: true,
        left: 7,
        pages: page(0, &[1, 2]),
        ..pulled_under(&here, &here)
    };
    let ahead = following(&asked, &answer);
    pulled(store, &answer, Rules::SOUND).unwrap();
    assert_eq!(ahead, Some(pull(store).unwrap()));
    let unsure = [
        Pulled {
            more: false,
            ..answer.clone()
        },
        Pulled {
            grants: Some(vec![STREAM]),
            ..answer.clone()
        },
        Pulled {
            epoch: "another".to_owned(),
            ..answer
        },
    ];
    for answer in unsure {
        assert_eq!(following(&asked, &answer), None);
    }
}

pub(super) fn what_was_decided_is_asked_until_it_is_known<S: Shows<Error: Debug>>(store: &mut S) {
    let here = store.epoch().unwrap();
    let reason = ParkReason::OutOfScope;
    let status = ReviewStatus::Filed;
    for (n, result) in [
        (1, OpResult::Applied { seq: 1 }),
        (2, OpResult::Parked { reason }),
        (3, OpResult::Parked { reason }),
    ] {
        says(store, n, "call");
        store.answered(&answer(n, result)).unwrap();
    }
    let mut asked = pull(store).unwrap().undecided;
    asked.sort();
    assert_eq!(asked, [id(2), id(3)]);
    assert_eq!(store.undecided(1).unwrap().len(), 1);
    let decided = |n| {
        let (by, on) = (None, None);
        answer(n, OpResult::Decided { status, by, on })
    };
    // Whatever it did not ask after, and what is no decision, changes nothing.
    let told = Pulled {
        decided: vec![
            decided(1),
            decided(2),
            decided(9),
            answer(3, OpResult::Applied { seq: 2 }),
        ],
        ..pulled_under(&here, &here)
    };
    pulled(store, &told, Rules::SOUND).unwrap();
    assert_eq!(pull(store).unwrap().undecided, [id(3)]);
}

pub(super) fn whatever_is_undecided_is_asked_after_in_turns<S: Shows<Error: Debug>>(store: &mut S) {
    let here = store.epoch().unwrap();
    let reason = ParkReason::OutOfScope;
    let all = 1..=150_u64;
    for n in all.clone() {
        says(store, n, "call");
        let parked = OpResult::Parked { reason };
        store.answered(&answer(n, parked)).unwrap();
    }
    let mut asked = BTreeSet::new();
    for _ in 0..3 {
        let question = pull(store).unwrap();
        let more = Pulled {
            more: true,
            ..pulled_under(&here, &here)
        };
        let is_full = question.undecided.len() == DECISIONS_ASKED_MAX;
        assert!(is_full && following(&question, &more).is_none());
        asked.extend(question.undecided);
        pulled(store, &pulled_under(&here, &here), Rules::SOUND).unwrap();
    }
    assert_eq!(asked, all.map(|n| id(n.into())).collect());
}

/// The task, answered, as the feed brings it at this place.
fn change(seq: u64) -> Change {
    Change {
        seq,
        op: id(900),
        item: ChangeItem::Entity {
            entity: TASK,
            kind: "task".to_owned(),
            fields: base("call").fields,
        },
    }
}

fn page(from: u64, places: &[u64]) -> Vec<Page> {
    vec![Page {
        stream: STREAM,
        from,
        changes: places.iter().map(|seq| change(*seq)).collect(),
    }]
}

/// The clinic believes it further on than it is, as after it was put back: nothing of the page is taken, and the next
/// question says of every stream how far it has come.
pub(super) fn a_page_that_begins_behind_the_cursor_is_left_and_everything_is_asked_for<
    S: Shows<Error: Debug>,
>(
    store: &mut S,
) {
    let here = store.epoch().unwrap();
    let first = Pulled {
        pages: page(0, &[1, 2]),
        ..pulled_under(&here, &here)
    };
    assert_eq!(pulled(store, &first, Rules::SOUND).unwrap().changes, 2);
    let too_far = Pulled {
        pages: page(4, &[5]),
        ..pulled_under(&here, &here)
    };
    let received = pulled(store, &too_far, Rules::SOUND).unwrap();
    assert_eq!((received.changes, received.more), (0, false));
    let cursors = store.cursors().unwrap();
    assert_eq!(cursors.iter().map(|cursor| cursor.seq).max(), Some(2));
    let asked = pull(store).unwrap();
    assert!(asked.whole && asked.mark.is_none());
    assert_eq!(asked.cursors, cursors);
}

/// An answer that was made before the member was taken away comes after the one that took her.
pub(super) fn a_late_answer_brings_nobody_back<S: Shows<Error: Debug>>(store: &mut S) {
    let here = store.epoch().unwrap();
    let first = Pulled {
        pages: page(0, &[1]),
        ..pulled_under(&here, &here)
    };
    pulled(store, &first, Rules::SOUND).unwrap();
    let lost = Pulled {
        gver: 2,
        grants: Some(Vec::new()),
        ..pulled_under(&here, &here)
    };
    assert_eq!(pulled(store, &lost, Rules::SOUND).unwrap().left, 1);
    let late = Pulled {
        pages: page(0, &[1, 2]),
        ..first
    };
    let received = pulled(store, &late, Rules::SOUND).unwrap();
    assert!(received.late);
    assert_eq!(
        (store.gver().unwrap(), store.held().unwrap()),
        (2, Vec::new())
    );
    assert_eq!(store.base(TASK).unwrap(), None);
}
