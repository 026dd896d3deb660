//! What the clinic sets aside, and that somebody sees it.

use std::fmt::Debug;

use care::{EntityId, OpId, Role};
use serde_json::json;
use sync::clinic::{derived, quarantine};
use sync::wire::{OpResult, ParkReason, Push};
use sync::{Op, OpBody, Rules, sealed};
use uuid::Uuid;

use super::exchanging::{barrier, pushes, set};
use super::{Enrols, Person, op, staff, stream};

const APPLIED_FIRST: OpResult = OpResult::Applied { seq: 1 };

fn parked(reason: ParkReason) -> OpResult {
    OpResult::Parked { reason }
}

/// A kind of a newer laptop.
fn horoscope() -> OpBody {
    set(
        EntityId(Uuid::from_u128(0x61)),
        "horoscope",
        "moon",
        json!("full"),
        &[],
    )
}

/// Whether the review of it is in a member's stream.
fn is_reviewed(ledger: &impl Enrols<Error: Debug>, of: OpId, member: u128) -> bool {
    let review = ledger.entity(EntityId(derived(of, "review"))).unwrap();
    review.is_some_and(|review| {
        review.stream == stream(member) && review.shown()["op"] == of.to_string()
    })
}

pub(super) fn nobody_writes_in_anothers_name_or_from_anothers_laptop<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut thief = Person::of(ledger, 1, Role::CareManager);
    let other = Person::of(ledger, 2, Role::CareManager);
    ledger.grant(&stream(1), &[staff(1), staff(2)]).unwrap();
    let mut forges = |id, forge: &dyn Fn(&mut Op)| {
        let before = thief.chain;
        let text = thief.says(id, &stream(1), barrier("no bus", &[]));
        let mut forged: Op = serde_json::from_str(&text).unwrap();
        forge(&mut forged);
        let (text, hash) = sealed(&forged).unwrap();
        thief.chain = (before.0.saturating_add(1), hash);
        text
    };
    let said = vec![
        forges(11, &|op| op.author = sync::Author::Staff(staff(2))),
        forges(12, &|op| {
            op.author = sync::Author::System("import".to_owned());
        }),
        forges(13, &|op| op.device = other.device.id),
        forges(14, &|_as_it_is| {}),
    ];
    let malformed = || parked(ParkReason::Malformed);
    // The reviews of the three come before it in the stream.
    let last = OpResult::Applied { seq: 4 };
    let expected = [malformed(), malformed(), malformed(), last];
    assert_eq!(pushes(ledger, thief.device, said), expected);
    let heads = &ledger.entity(super::GOAL).unwrap().unwrap().fields["barrier"];
    assert_eq!(heads.len(), 1, "{heads:?}");
    assert_eq!(heads[0].op, op(14));
    for forged in [11, 12, 13] {
        assert!(is_reviewed(ledger, op(forged), 1));
    }
}

pub(super) fn what_is_set_aside_about_somebody_new_is_seen_by_a_supervisor<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    let mut biller = Person::of(ledger, 2, Role::Biller);
    let mut lost = Person::of(ledger, 3, Role::CareManager);
    let _supervisor = Person::of(ledger, 4, Role::Supervisor);

    // Whoever met her goes on with her.
    let said = vec![
        nurse.says(11, &stream(1), horoscope()),
        nurse.says(12, &stream(1), barrier("no bus", &[])),
    ];
    let expected = [
        parked(ParkReason::UnknownKind),
        OpResult::Applied { seq: 2 },
    ];
    assert_eq!(pushes(ledger, nurse.device, said), expected);
    assert!(is_reviewed(ledger, op(11), 1));

    let body = set(
        EntityId(Uuid::from_u128(0x62)),
        "goal",
        "barrier",
        json!("rain"),
        &[],
    );
    let said = vec![biller.says(21, &stream(2), body)];
    assert_eq!(
        pushes(ledger, biller.device, said),
        [parked(ParkReason::NotAllowed)]
    );
    assert!(is_reviewed(ledger, op(21), 2));

    let goal = set(
        EntityId(Uuid::from_u128(0x63)),
        "goal",
        "barrier",
        json!("heat"),
        &[],
    );
    let push = Push {
        epoch: ledger.epoch().unwrap(),
        tally: None,
        ops: vec![lost.says(31, &stream(3), goal)],
    };
    let pushed = quarantine(ledger, lost.device, &push, 5, Rules::SOUND);
    let answers = pushed.unwrap().unwrap().answers;
    assert_eq!(answers[0].result, parked(ParkReason::LostDevice));
    assert!(is_reviewed(ledger, op(31), 3));
    assert_eq!(
        ledger.entity(EntityId(Uuid::from_u128(0x63))).unwrap(),
        None
    );

    let holds = |n: u128, member: u128| ledger.holds(staff(n), &stream(member)).unwrap();
    assert!([1, 2, 3].into_iter().all(|member| holds(4, member)));
    assert!(holds(1, 1) && holds(3, 3), "whoever met her");
    assert!(!holds(2, 2), "a biller works with no members");
}

pub(super) fn without_a_supervisor_whoever_met_somebody_sees_it_alone<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    let mut biller = Person::of(ledger, 2, Role::Biller);
    let said = vec![nurse.says(11, &stream(1), horoscope())];
    assert_eq!(
        pushes(ledger, nurse.device, said),
        [parked(ParkReason::UnknownKind)]
    );
    assert!(is_reviewed(ledger, op(11), 1) && ledger.holds(staff(1), &stream(1)).unwrap());
    // Nobody could see it: it is kept, and begins nothing.
    let said = vec![biller.says(21, &stream(2), barrier("no bus", &[]))];
    assert_eq!(
        pushes(ledger, biller.device, said),
        [parked(ParkReason::NotAllowed)]
    );
    assert_eq!(ledger.head(&stream(2)).unwrap(), 0);
    let said = vec![nurse.says(12, &stream(2), barrier("no bus", &[]))];
    assert_eq!(pushes(ledger, nurse.device, said), [APPLIED_FIRST]);
}
