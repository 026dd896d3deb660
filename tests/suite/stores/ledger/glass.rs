//! A record that somebody opened for a while: she holds it, whoever else comes and goes, until the clinic ends it.

use std::collections::BTreeMap;
use std::fmt::Debug;

use care::{DeviceId, EntityId, GroupId, Role, StaffId};
use serde_json::{Value, json};
use sync::clinic::{SystemWrite, derived, write};
use sync::wire::{OpResult, ParkReason};
use sync::{Ledger, Write};
use uuid::Uuid;

use super::exchanging::{barrier, pushes, set};
use super::{Enrols, Person, op, staff, stream};

const GLASS: EntityId = EntityId(Uuid::from_u128(0x80));

/// What the clinic writes of it.
fn says<L: Ledger<Error: Debug>>(ledger: &mut L, id: u128, kind: &str, fields: &Value) {
    let fields = fields.as_object().unwrap().iter();
    let fields: BTreeMap<String, Write> = fields
        .map(|(field, value)| {
            let write = Write {
                value: value.clone(),
                parents: Vec::new(),
                saw: Value::Null,
            };
            (field.clone(), write)
        })
        .collect();
    let entity = if kind == "break_glass" {
        GLASS
    } else {
        EntityId(Uuid::from_u128(0x81))
    };
    let said = SystemWrite {
        op: op(id),
        device: DeviceId(Uuid::from_u128(99)),
        group: GroupId(Uuid::from_u128(1)),
        system: "break_glass".to_owned(),
        stream: stream(1),
        entity,
        kind: kind.to_owned(),
        fields,
        at: 1,
    };
    write(ledger, said).unwrap();
}

fn opened(by: StaffId) -> Value {
    json!({ "staff": by, "device": DeviceId(Uuid::from_u128(0x101)), "reason": "cover", "at": 1, "until": 9 })
}

pub(super) fn a_record_opened_for_a_while_is_held_until_the_clinic_ends_it<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let mut guest = Person::of(ledger, 1, Role::Nurse);
    let mut lead = Person::of(ledger, 2, Role::CareManager);
    let known = vec![lead.says(10, &stream(1), barrier("no bus", &[]))];
    pushes(ledger, lead.device, known);
    says(ledger, 11, "break_glass", &opened(staff(1)));
    assert!(ledger.holds(staff(1), &stream(1)).unwrap());
    assert!(ledger.holds(staff(2), &stream(1)).unwrap());

    // Somebody else leads her from now on: who opened the record keeps it for as long as it was opened.
    let episode =
        json!({ "leads": [{ "staff": staff(3), "on": "2026-01-01" }], "stages": [], "team": [] });
    says(ledger, 12, "episode", &episode);
    assert!(ledger.holds(staff(1), &stream(1)).unwrap());
    assert!(ledger.holds(staff(3), &stream(1)).unwrap());

    let before = vec![guest.says(13, &stream(1), barrier("no shoes", &[10]))];
    assert!(matches!(
        pushes(ledger, guest.device, before)[..],
        [OpResult::Applied { .. }]
    ));
    says(ledger, 14, "break_glass", &json!({ "ended": 9 }));
    assert!(!ledger.holds(staff(1), &stream(1)).unwrap());
    assert!(ledger.holds(staff(3), &stream(1)).unwrap());
}

pub(super) fn nobody_but_the_clinic_says_that_a_record_was_opened<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut lead = Person::of(ledger, 2, Role::CareManager);
    let forged = set(GLASS, "break_glass", "staff", json!(staff(7)), &[]);
    let said = vec![
        lead.says(10, &stream(1), barrier("no bus", &[])),
        lead.says(11, &stream(1), forged),
    ];
    let parked = OpResult::Parked {
        reason: ParkReason::NotAllowed,
    };
    assert_eq!(
        pushes(ledger, lead.device, said),
        [OpResult::Applied { seq: 1 }, parked]
    );
    // Nor by taking it over.
    let review = EntityId(derived(op(11), "review"));
    let opening = derived(op(11), "open").as_u128();
    let taken_over = json!({ "status": "taken_over" });
    let decided = set(review, "review", "done", taken_over, &[opening]);
    let decided = lead.says(12, &stream(1), decided);
    pushes(ledger, lead.device, vec![decided]);
    assert_eq!(ledger.entity(GLASS).unwrap(), None);
    assert!(!ledger.holds(staff(7), &stream(1)).unwrap());
}

pub(super) fn whoever_opened_a_record_does_not_make_herself_its_lead<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut guest = Person::of(ledger, 1, Role::CareManager);
    let mut lead = Person::of(ledger, 2, Role::CareManager);
    let known = vec![lead.says(10, &stream(1), barrier("no bus", &[]))];
    pushes(ledger, lead.device, known);
    says(ledger, 11, "break_glass", &opened(staff(1)));
    let entity = EntityId(Uuid::from_u128(0x81));
    let leads = json!([{ "staff": staff(1), "on": "2026-01-01" }]);
    let taken = |id: u128, guest: &mut Person| {
        let mine = set(entity, "episode", "leads", leads.clone(), &[]);
        guest.says(id, &stream(1), mine)
    };
    let parked = OpResult::Parked {
        reason: ParkReason::NotAllowed,
    };
    let now = vec![taken(12, &mut guest)];
    let answered = pushes(ledger, guest.device, now);
    assert_eq!(answered, std::slice::from_ref(&parked));
    // Nor later, with what she says she wrote before.
    says(ledger, 14, "break_glass", &json!({ "ended": 9 }));
    let later = vec![taken(13, &mut guest)];
    assert_eq!(pushes(ledger, guest.device, later), [parked]);
    assert!(!ledger.holds(staff(1), &stream(1)).unwrap());
    assert!(ledger.holds(staff(2), &stream(1)).unwrap());
}

pub(super) fn a_guest_keeps_no_record_by_joining_it_to_one_of_hers<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut guest = Person::of(ledger, 1, Role::CareManager);
    let mut lead = Person::of(ledger, 2, Role::CareManager);
    let known = vec![lead.says(10, &stream(1), barrier("no bus", &[]))];
    pushes(ledger, lead.device, known);
    says(ledger, 11, "break_glass", &opened(staff(1)));
    // Somebody of her own, and her word that the two are one.
    let hers = EntityId(Uuid::from_u128(0x70));
    let given = json!({ "given": ["Ana"], "family": "Ruiz" });
    let said = vec![
        guest.says(12, &stream(0x70), set(hers, "member", "names", given, &[])),
        guest.says(
            13,
            &stream(0x70),
            set(hers, "member", "sameAs", json!(Uuid::from_u128(1)), &[]),
        ),
    ];
    let parked = OpResult::Parked {
        reason: ParkReason::NotAllowed,
    };
    let answers = pushes(ledger, guest.device, said);
    assert_eq!(answers, [OpResult::Applied { seq: 1 }, parked]);
    // Nor by taking her own word over.
    let review = EntityId(derived(op(13), "review"));
    let opening = derived(op(13), "open").as_u128();
    let taken_over = json!({ "status": "taken_over" });
    let decided = set(review, "review", "done", taken_over, &[opening]);
    let decided = vec![guest.says(14, &stream(0x70), decided)];
    pushes(ledger, guest.device, decided);
    says(ledger, 15, "break_glass", &json!({ "ended": 9 }));
    assert!(ledger.holds(staff(1), &stream(0x70)).unwrap());
    assert!(!ledger.holds(staff(1), &stream(1)).unwrap());
    assert!(!ledger.holds(staff(2), &stream(0x70)).unwrap());
}
