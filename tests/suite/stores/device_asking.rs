//! What is asked of the clinic.

use std::fmt::Debug;

use sync::Rules;
use sync::device::{following, pull, pulled};
use sync::wire::{Change, ChangeItem, Page, Pulled};

use super::{STREAM, Shows, TASK, base, id, pulled_under};

pub(super) fn what_is_asked_ahead_is_what_is_asked_once_the_answer_is_taken<
    S: Shows<Error: Debug>,
>(
    store: &mut S,
) {
    let here = store.epoch().unwrap();
    pulled(store, &pulled_under(&here, &here), Rules::SOUND).unwrap();
    let asked = pull(store).unwrap();
    let change = |seq| Change {
        seq,
        op: id(900),
        item: ChangeItem::Entity {
            entity: TASK,
            kind: "task".to_owned(),
            fields: base("call").fields,
        },
    };
    let answer = Pulled {
        grants: None,
        mark: Some("2 code".to_owned()),
        more: true,
        left: 7,
        pages: vec![Page {
            stream: STREAM,
            from: 0,
            changes: vec![change(1), change(2)],
        }],
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
