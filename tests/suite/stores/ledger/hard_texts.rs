//! Texts that a database may have no place for: none of them may stop what comes after it.

use std::collections::BTreeMap;
use std::fmt::Debug;

use care::{EntityId, Role};
use serde_json::{Value, json};
use sync::wire::{ChangeItem, OpResult, ParkReason};
use sync::{OpBody, Write};
use uuid::Uuid;

use super::exchanging::pushes;
use super::{Enrols, Person, op, staff, stream};

const NUL: &str = "a\u{0}b";

fn set(kind: &str, field: &str, value: Value) -> OpBody {
    let write = Write {
        value,
        parents: Vec::new(),
        saw: json!(NUL),
    };
    OpBody::Set {
        entity: EntityId(Uuid::from_u128(0x70)),
        kind: kind.to_owned(),
        fields: BTreeMap::from([(field.to_owned(), write)]),
    }
}

pub(super) fn u_0000_stops_nothing_wherever_it_stands<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let signed = nurse.signs(50, &stream(1), NUL);
    let said = vec![
        nurse.says(11, &stream(1), set("task", "what", json!(NUL))),
        nurse.says(12, &stream(1), set("task", "what", json!({ NUL: [NUL] }))),
        nurse.says(13, &stream(1), set(NUL, "what", json!("call"))),
        // A field nobody here knows is kept; so is a name that no column can hold.
        nurse.says(14, &stream(1), set("task", NUL, json!("call"))),
        nurse.says(
            15,
            &stream(1),
            OpBody::Record {
                record: signed.clone(),
            },
        ),
        nurse.says(16, &stream(1), set("task", "what", json!("call"))),
    ];
    let parked = |reason| OpResult::Parked { reason };
    let became = pushes(ledger, nurse.device, said.clone());
    assert_eq!(became[0], parked(ParkReason::Malformed));
    assert_eq!(became[1], parked(ParkReason::Malformed));
    assert_eq!(became[2], parked(ParkReason::UnknownKind));
    for (at, result) in became.iter().enumerate().skip(3) {
        assert!(
            matches!(result, OpResult::Applied { .. }),
            "{at}: {result:?}"
        );
    }
    // What was received is kept as it was received.
    for (id, text) in (11..).zip(&said) {
        assert_eq!(
            ledger.text_of(op(id)).unwrap().as_deref(),
            Some(text.as_str())
        );
    }
    let state = ledger
        .entity(EntityId(Uuid::from_u128(0x70)))
        .unwrap()
        .unwrap();
    assert_eq!(state.fields[NUL][0].value, json!("call"));
    assert_eq!(state.fields["what"][0].saw, json!(NUL));
    let OpResult::Applied { seq } = became[4] else {
        panic!("{:?}", became[4])
    };
    let page = ledger
        .changes(&stream(1), seq.saturating_sub(1), usize::MAX)
        .unwrap();
    assert!(matches!(&page[0].item, ChangeItem::Record { record, .. } if *record == signed));
}

pub(super) fn a_stream_of_no_name_is_kept_beside_the_rest<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let good = nurse.says(11, &stream(1), set("task", "what", json!("call")));
    let mut envelope: Value = serde_json::from_str(&good).unwrap();
    envelope["stream"] = json!(NUL);
    let bad = envelope.to_string();
    let became = pushes(ledger, nurse.device, vec![bad.clone()]);
    assert_eq!(
        became,
        [OpResult::Parked {
            reason: ParkReason::Malformed
        }]
    );
    assert_eq!(ledger.text_of(op(11)).unwrap(), Some(bad));
}
