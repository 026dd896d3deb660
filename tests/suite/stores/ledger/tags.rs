//! Who may take a tag off, asked of the clinic by a laptop that does not ask itself.

use std::fmt::Debug;

use care::{EntityId, RecordId, Role, TagRemoved};
use serde_json::json;
use sync::clinic::derived;
use sync::wire::{OpResult, ParkReason};
use sync::{Author, Hash, OpBody, RecordText, SignedRecord};
use uuid::Uuid;

use super::exchanging::{barrier, pushes, set};
use super::{Enrols, GOAL, Person, op, staff, stream};

/// A removal of a tag, signed as it should be.
fn untags(person: &Person, id: u128) -> OpBody {
    let record = RecordText {
        id: RecordId(Uuid::from_u128(id)),
        kind: TagRemoved::KIND.to_owned(),
        stream: stream(1),
        about: EntityId(Uuid::from_u128(1)),
        author: Author::Staff(person.device.staff),
        device: person.device.id,
        prev: Hash::ZERO,
        body: json!({ "of": GOAL, "tag": "part2", "knew": [], "reason": "a slip" }),
    };
    let record = SignedRecord::sign(&record, &person.key).unwrap();
    OpBody::Record { record }
}

pub(super) fn only_a_supervisor_takes_a_tag_off_whatever_a_laptop_sends<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut lead = Person::of(ledger, 1, Role::CareManager);
    let mut supervisor = Person::of(ledger, 2, Role::Supervisor);
    ledger.grant(&stream(1), &[staff(1), staff(2)]).unwrap();
    let said = vec![
        lead.says(11, &stream(1), barrier("no bus", &[])),
        lead.says(12, &stream(1), untags(&lead, 21)),
    ];
    let parked = OpResult::Parked {
        reason: ParkReason::NotAllowed,
    };
    assert_eq!(
        pushes(ledger, lead.device, said),
        [OpResult::Applied { seq: 1 }, parked]
    );

    // Nor is it off when somebody takes that over: not even a supervisor, who takes it off herself.
    let review = EntityId(derived(op(12), "review"));
    let opening = derived(op(12), "open").as_u128();
    let taken_over = json!({ "status": "taken_over" });
    let decided = set(review, "review", "done", taken_over, &[opening]);
    let decided = supervisor.says(13, &stream(1), decided);
    pushes(ledger, supervisor.device, vec![decided]);
    assert_eq!(ledger.records_after(&stream(1), None, 10).unwrap().len(), 0);

    let herself = supervisor.says(14, &stream(1), untags(&supervisor, 22));
    let answered = pushes(ledger, supervisor.device, vec![herself]);
    assert!(matches!(answered[..], [OpResult::Applied { .. }]));
    assert_eq!(ledger.records_after(&stream(1), None, 10).unwrap().len(), 1);
}
