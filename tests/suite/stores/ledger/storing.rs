//! What a ledger is given it keeps, in order, and gives back as it was.

use std::collections::BTreeMap;
use std::fmt::Debug;

use care::{DeviceId, EntityId, OpId, Role};
use serde_json::{Value, json};
use sync::wire::{ChangeItem, GoneStream, OpAnswer, OpResult};
use sync::{
    Author, Device, EntityState, Hash, Head, Ledger, LedgerOp, Place, SignedRecord, StreamId, Told,
};
use uuid::Uuid;

use super::{Enrols, GOAL, Person, op, staff, stream};

pub(super) fn item(n: u128) -> ChangeItem {
    ChangeItem::Entity {
        entity: EntityId(Uuid::from_u128(n)),
        kind: "task".to_owned(),
        fields: BTreeMap::new(),
    }
}

pub(super) fn places_have_no_gap<L: Enrols<Error: Debug>>(ledger: &mut L) {
    assert_eq!(ledger.head(&stream(1)).unwrap(), 0);
    let places: Vec<u64> = (1..=3)
        .map(|n| ledger.append(&stream(1), op(n), &item(n)).unwrap())
        .collect();
    assert_eq!(places, [1, 2, 3]);
    assert_eq!(ledger.append(&stream(2), op(4), &item(4)).unwrap(), 1);
    assert_eq!(ledger.head(&stream(1)).unwrap(), 3);
    let changes = ledger.changes(&stream(1), 1, usize::MAX).unwrap();
    let seen: Vec<(u64, OpId)> = changes
        .iter()
        .map(|change| (change.seq, change.op))
        .collect();
    assert_eq!(seen, [(2, op(2)), (3, op(3))]);
}

pub(super) fn a_page_is_bounded_and_never_empty<L: Enrols<Error: Debug>>(ledger: &mut L) {
    for n in 1..=3 {
        ledger.append(&stream(1), op(n), &item(n)).unwrap();
    }
    assert_eq!(ledger.changes(&stream(1), 0, 1).unwrap()[0].seq, 1);
    assert!(
        ledger
            .changes(&stream(1), 3, usize::MAX)
            .unwrap()
            .is_empty()
    );
    assert!(
        ledger
            .changes(&stream(1), u64::MAX, usize::MAX)
            .unwrap()
            .is_empty()
    );
    assert!(
        ledger
            .changes(&stream(2), 0, usize::MAX)
            .unwrap()
            .is_empty()
    );
}

fn kept(
    id: u128,
    dseq: u64,
    in_chain: bool,
    ledger: &mut impl Ledger<Error: Debug>,
) -> (OpAnswer, Hash) {
    let answer = OpAnswer {
        op: op(id),
        result: OpResult::AppliedConflict {
            seq: 7,
            fields: vec!["barrier".to_owned()],
        },
        received_at: 9,
    };
    let text = format!("{{\"id\":{id}}}");
    let hash = Hash::of(text.as_bytes());
    let device = DeviceId(Uuid::from_u128(100));
    let kept = LedgerOp {
        device,
        place: Place { inc: 0, dseq },
        in_chain,
        stream: "anything at all",
        text: &text,
        hash,
        answer: &answer,
    };
    ledger.keep(&kept).unwrap();
    (answer, hash)
}

pub(super) fn an_answer_is_kept_with_its_operation<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let (answer, _) = kept(1, 1, true, ledger);
    assert_eq!(ledger.answer_to(op(1)).unwrap(), Some(answer));
    assert_eq!(ledger.answer_to(op(2)).unwrap(), None);
}

pub(super) fn only_the_next_link_moves_the_chain<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let device = DeviceId(Uuid::from_u128(100));
    assert_eq!(ledger.chain_head(device, 0).unwrap(), (0, Hash::ZERO));
    let (_, first) = kept(1, 1, true, ledger);
    kept(2, 9, false, ledger);
    kept(3, u64::MAX, false, ledger);
    let (_, beside) = kept(4, 1, false, ledger);
    assert!(ledger.is_beside(device, beside).unwrap());
    assert!(!ledger.is_beside(device, first).unwrap());
    assert_eq!(ledger.chain_head(device, 0).unwrap(), (1, first));
    let (_, second) = kept(5, 2, true, ledger);
    assert_eq!(ledger.chain_head(device, 0).unwrap(), (2, second));
    assert_eq!(
        ledger
            .chain_head(DeviceId(Uuid::from_u128(101)), 0)
            .unwrap(),
        (0, Hash::ZERO)
    );
}

pub(super) fn an_entity_comes_back_as_it_was_put<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let head = |n: u128, value: Value, agreed: &[u128]| Head {
        op: op(n),
        value,
        author: Author::System("import".to_owned()),
        at: -3,
        saw: json!({"é": 1.5}),
        agreed: agreed.iter().map(|n| op(*n)).collect(),
    };
    let mut goal = EntityState::new(GOAL, stream(1), "goal".to_owned());
    goal.fields.insert(
        "barrier".to_owned(),
        vec![head(2, Value::Null, &[5, 4]), head(1, json!("“no”"), &[])],
    );
    goal.fields.insert(
        "moonPhase".to_owned(),
        vec![head(3, json!([1, {"a": null}]), &[])],
    );
    assert_eq!(ledger.entity(GOAL).unwrap(), None);
    ledger.put_entity(&goal).unwrap();
    assert_eq!(ledger.entity(GOAL).unwrap(), Some(goal.clone()));
    goal.fields.remove("moonPhase");
    ledger.put_entity(&goal).unwrap();
    assert_eq!(ledger.entity(GOAL).unwrap(), Some(goal));
}

pub(super) fn a_record_is_never_replaced<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let nurse = Person::of(ledger, 1, Role::Nurse);
    let (first, other) = (
        nurse.signs(5, &stream(1), "rested"),
        nurse.signs(5, &stream(1), "tired"),
    );
    let text = |signed: &SignedRecord| signed.read().unwrap();
    assert!(ledger.put_record(&text(&first), &first, 1).unwrap());
    assert!(!ledger.put_record(&text(&other), &other, 2).unwrap());
    assert!(ledger.put_record(&text(&first), &first, 3).unwrap());
}

pub(super) fn a_grant_names_exactly_its_holders<L: Enrols<Error: Debug>>(ledger: &mut L) {
    assert!(!ledger.is_granted(&stream(1)).unwrap());
    ledger.grant(&stream(1), &[staff(1), staff(2)]).unwrap();
    ledger.grant(&stream(2), &[staff(1)]).unwrap();
    ledger.grant(&stream(1), &[staff(2), staff(3)]).unwrap();
    let held = |ledger: &L, n| {
        let whose = staff(n);
        let mut held = ledger.grants_of(whose).unwrap();
        held.sort();
        for n in [1, 2] {
            assert_eq!(
                ledger.holds(whose, &stream(n)).unwrap(),
                held.contains(&stream(n))
            );
        }
        held
    };
    assert_eq!(held(ledger, 1), [stream(2)]);
    assert_eq!(held(ledger, 2), [stream(1)]);
    assert_eq!(held(ledger, 3), [stream(1)]);
    assert!(ledger.is_granted(&stream(1)).unwrap());
    // Back again, and the same twice.
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    assert_eq!(held(ledger, 1), [stream(1), stream(2)]);
    ledger.grant(&stream(1), &[]).unwrap();
    assert!(!ledger.is_granted(&stream(1)).unwrap());
}

pub(super) fn people_are_known_by_role_and_devices_by_key<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let nurse = Person::of(ledger, 1, Role::Nurse);
    let lead = Person::of(ledger, 2, Role::Supervisor);
    assert_eq!(
        ledger.role_of(nurse.device.staff).unwrap(),
        Some(Role::Nurse)
    );
    assert_eq!(ledger.role_of(staff(9)).unwrap(), None);
    assert_eq!(ledger.supervisors().unwrap(), [lead.device.staff]);
    let key = sync::proof::public_key_text(&nurse.key.verifying_key());
    assert_eq!(ledger.device_key(nurse.device.id).unwrap(), Some(key));
    assert_eq!(
        ledger.device_key(DeviceId(Uuid::from_u128(9))).unwrap(),
        None
    );
    assert_eq!(ledger.epoch().unwrap(), ledger.epoch().unwrap());
}

pub(super) fn what_somebody_held_is_known_by_the_version_of_her_grants<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (ana, luz, laptop) = (staff(1), staff(2), DeviceId(Uuid::from_u128(3)));
    assert_eq!(ledger.gver(ana).unwrap(), 0);
    ledger.grant(&stream(1), &[ana]).unwrap();
    ledger.grant(&stream(1), &[ana, luz]).unwrap();
    assert_eq!(
        (ledger.gver(ana).unwrap(), ledger.gver(luz).unwrap()),
        (1, 1)
    );
    assert_eq!(
        ledger.held_under(ana, &stream(1), 1).unwrap(),
        None,
        "she holds it"
    );
    ledger.grant(&stream(1), &[luz]).unwrap();
    ledger.grant(&stream(2), &[ana]).unwrap();
    assert_eq!(ledger.gver(ana).unwrap(), 3);
    let held = |gver| ledger.held_under(ana, &stream(1), gver).unwrap();
    assert_eq!([0, 1, 2, 3].map(held), [None, Some(2), None, None]);
    assert_eq!(ledger.told(laptop, 1).unwrap(), None);
    for (gver, dseq) in [(3, 7), (3, 9), (5, 12)] {
        let last = Place { inc: 0, dseq };
        ledger.tell(laptop, Told { gver, last }).unwrap();
    }
    let told = |gver| ledger.told(laptop, gver).unwrap().map(|last| last.dseq);
    assert_eq!([2, 3, 4, 6].map(told), [Some(7), Some(7), Some(12), None]);
}

pub(super) fn a_receipt_is_owed_for_what_is_held_and_no_longer_granted<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let laptop = Device {
        id: DeviceId(Uuid::from_u128(3)),
        staff: staff(1),
    };
    ledger.enrols(laptop, Role::CareManager, "key");
    for member in [1, 2] {
        ledger.grant(&stream(member), &[laptop.staff]).unwrap();
        ledger.says_it_holds(laptop.id, &stream(member), 2).unwrap();
    }
    assert_eq!(ledger.owed(laptop).unwrap(), []);
    ledger.grant(&stream(1), &[staff(2)]).unwrap();
    assert_eq!(ledger.owed(laptop).unwrap(), [stream(1)]);
    let nothing = GoneStream {
        stream: stream(1),
        entities: 0,
        records: 0,
    };
    ledger.gone(laptop.id, &nothing, 3).unwrap();
    // What was said before the receipt and comes after it is nothing.
    ledger.says_it_holds(laptop.id, &stream(1), 2).unwrap();
    assert_eq!(ledger.owed(laptop).unwrap(), []);
}

pub(super) fn each_incarnation_has_its_chain_and_none_is_given_twice<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let laptop = Person::of(ledger, 1, Role::Nurse).device.id;
    assert_eq!(ledger.incarnate(laptop).unwrap(), 1);
    let text = "another life";
    let answer = OpAnswer {
        op: op(901),
        result: OpResult::Applied { seq: 1 },
        received_at: 9,
    };
    let hash = Hash::of(text.as_bytes());
    let kept = LedgerOp {
        device: laptop,
        // One that this ledger never gave: it was put back since.
        place: Place { inc: 5, dseq: 1 },
        in_chain: true,
        stream: "anything at all",
        text,
        hash,
        answer: &answer,
    };
    ledger.keep(&kept).unwrap();
    assert_eq!(ledger.chain_head(laptop, 5).unwrap(), (1, hash));
    let link = |inc, dseq| ledger.chain_link(laptop, inc, dseq).unwrap();
    assert_eq!(
        (link(5, 1), link(5, 2), link(0, 1)),
        (Some(hash), None, None)
    );
    assert_eq!(ledger.chain_head(laptop, 0).unwrap(), (0, Hash::ZERO));
    assert_eq!(ledger.incarnate(laptop).unwrap(), 6);
}

pub(super) fn something_waits_for_whoever_may_have_it_until_she_has_come_so_far<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let (ana, luz) = (
        Person::of(ledger, 1, Role::Nurse).device,
        Person::of(ledger, 2, Role::Nurse).device,
    );
    let waits = |ledger: &L, device: Device| -> Vec<(StreamId, u64)> {
        let pending = ledger.pending(device.id).unwrap();
        pending
            .into_iter()
            .filter(|cursor| cursor.stream != StreamId::Clinic)
            .map(|cursor| (cursor.stream, cursor.seq))
            .collect()
    };
    for device in [ana, luz] {
        ledger.set_mark(device.id, 1).unwrap();
    }
    assert_eq!(ledger.mark(ana.id).unwrap(), Some(1));
    ledger.grant(&stream(1), &[ana.staff]).unwrap();
    assert_eq!(waits(ledger, ana), []);
    for n in 1..=3 {
        ledger.append(&stream(1), op(n), &item(n)).unwrap();
    }
    assert_eq!(waits(ledger, ana), [(stream(1), 0)]);
    assert_eq!(waits(ledger, luz), [], "she may not have it");
    ledger.has_come_to(ana.id, &stream(1), 2).unwrap();
    assert_eq!(waits(ledger, ana), [(stream(1), 2)]);
    ledger.has_come_to(ana.id, &stream(1), 3).unwrap();
    assert_eq!(waits(ledger, ana), []);
    ledger.has_come_to(ana.id, &stream(1), 1).unwrap();
    assert_eq!(waits(ledger, ana), [], "nothing waited any more");
    ledger.append(&stream(1), op(4), &item(4)).unwrap();
    assert_eq!(waits(ledger, ana), [(stream(1), 3)]);
    ledger.grant(&stream(1), &[luz.staff]).unwrap();
    assert_eq!(waits(ledger, ana), [], "it is hers no longer");
    assert_eq!(waits(ledger, luz), [(stream(1), 0)], "from its beginning");
    ledger.await_from(luz.id, &stream(1), 1).unwrap();
    assert_eq!(waits(ledger, luz), [(stream(1), 1)]);
}

pub(super) fn a_code_is_always_the_same_and_of_no_other_text<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let code = ledger.code("so far").unwrap();
    assert_eq!(code, ledger.code("so far").unwrap());
    assert_ne!(code, ledger.code("so far!").unwrap());
    assert_eq!((ledger.era().unwrap(), ledger.safe_era().unwrap()), (0, 0));
}

pub(super) fn what_was_set_aside_is_released_once<L: Enrols<Error: Debug>>(ledger: &mut L) {
    assert!(ledger.release(op(1)).unwrap());
    assert!(!ledger.release(op(1)).unwrap());
    assert_eq!(ledger.text_of(op(1)).unwrap(), None);
}
