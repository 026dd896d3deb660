//! What older and newer releases send: taken up when its kind is known, removed only where things are removed.

use std::fmt::Debug;

use care::{EntityId, Role};
use serde_json::json;
use sync::clinic::learn;
use sync::wire::{OpAnswer, OpResult, ParkReason};
use sync::{Device, Hash, LedgerOp, Place};
use uuid::Uuid;

use super::exchanging::{pushes, set};
use super::{Enrols, GOAL, Person, op, staff, stream};

/// As an older release of the clinic kept what it did not know.
fn keeps_unknown<L: Enrols<Error: Debug>>(ledger: &mut L, device: Device, id: u128, text: &str) {
    let (last, _) = ledger.chain_head(device.id, 0).unwrap();
    let reason = ParkReason::UnknownKind;
    let answer = OpAnswer {
        op: op(id),
        result: OpResult::Parked { reason },
        received_at: 3,
    };
    let kept = LedgerOp {
        device: device.id,
        place: Place {
            inc: 0,
            dseq: last.saturating_add(1),
        },
        in_chain: true,
        stream: &stream(1).to_string(),
        text,
        hash: Hash::of(text.as_bytes()),
        answer: &answer,
    };
    ledger.keep(&kept).unwrap();
}

pub(super) fn what_a_newer_laptop_sent_counts_once_its_kind_is_known<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let goal = nurse.says(
        11,
        &stream(1),
        set(GOAL, "goal", "barrier", json!("no bus"), &[]),
    );
    pushes(ledger, nurse.device, vec![goal]);
    let task = EntityId(Uuid::from_u128(0x70));
    let known_now = nurse.says(
        12,
        &stream(1),
        set(task, "task", "what", json!("call"), &[]),
    );
    keeps_unknown(ledger, nurse.device, 12, &known_now);
    let unknown_still = nurse.says(
        13,
        &stream(1),
        set(task, "errand", "what", json!("call"), &[]),
    );
    keeps_unknown(ledger, nurse.device, 13, &unknown_still);
    assert_eq!(ledger.of_unknown_kind().unwrap().len(), 2);
    assert_eq!(learn(ledger, 9).unwrap(), 1);
    let held = ledger.entity(task).unwrap().unwrap();
    assert_eq!(held.shown()["what"], "call");
    assert_eq!(held.fields["what"][0].op, op(12));
    assert_eq!(learn(ledger, 10).unwrap(), 0, "once");
    assert_eq!(ledger.of_unknown_kind().unwrap().len(), 1);
    // What she may not have said any more is still for a person.
    ledger.grant(&stream(1), &[staff(2)]).unwrap();
    let late = nurse.says(
        14,
        &stream(1),
        set(task, "task", "what", json!("no"), &[12]),
    );
    keeps_unknown(ledger, nurse.device, 14, &late);
    assert_eq!(learn(ledger, 11).unwrap(), 0);
    assert_eq!(
        ledger.entity(task).unwrap().unwrap().shown()["what"],
        "call"
    );
}

pub(super) fn what_has_another_end_is_not_removed<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let mut lead = Person::of(ledger, 1, Role::CareManager);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let removed = json!({ "on": "2026-05-04", "by": staff(1), "reason": "twice" });
    let not_allowed = OpResult::Parked {
        reason: ParkReason::NotAllowed,
    };
    let (visit, task) = (
        EntityId(Uuid::from_u128(0x71)),
        EntityId(Uuid::from_u128(0x72)),
    );
    let says = vec![
        lead.says(
            11,
            &stream(1),
            set(visit, "visit", "started", json!({ "at": 1 }), &[]),
        ),
        lead.says(
            12,
            &stream(1),
            set(visit, "visit", "deleted", removed.clone(), &[11]),
        ),
        lead.says(
            13,
            &stream(1),
            set(task, "task", "what", json!("call"), &[]),
        ),
        lead.says(
            14,
            &stream(1),
            set(task, "task", "deleted", removed.clone(), &[]),
        ),
        lead.says(
            15,
            &stream(1),
            set(task, "task", "deleted", removed, &[13, 14]),
        ),
    ];
    let became = pushes(ledger, lead.device, says);
    assert_eq!(became[1], not_allowed);
    assert!(
        matches!(&became[3], OpResult::AppliedConflict { fields, .. } if *fields == ["deleted"])
    );
    assert!(matches!(became[4], OpResult::Applied { .. }));
    assert!(!ledger.entity(visit).unwrap().unwrap().is_removed());
    assert!(ledger.entity(task).unwrap().unwrap().is_removed());
}
