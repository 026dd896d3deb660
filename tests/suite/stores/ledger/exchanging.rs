//! What the clinic's half of the exchange comes to on any ledger.

use std::collections::BTreeMap;
use std::fmt::Debug;

use care::{DeviceId, EntityId, GroupId, Role};
use serde_json::{Value, json};
use sync::clinic::{Days, Shown, SystemWrite, derived, nothing_new, push, write};
use sync::wire::{Cursor, OpResult, Page, ParkReason, Pull, Pulled, Push, RefusedCode};
use sync::{Device, Hash, Ledger, OpBody, Place, Rules, StreamId, Tally, Write};
use uuid::Uuid;

use super::storing::item;
use super::{Enrols, GOAL, Person, op, staff, stream};

pub(super) fn set(
    entity: EntityId,
    kind: &str,
    field: &str,
    value: Value,
    parents: &[u128],
) -> OpBody {
    let write = Write {
        value,
        parents: parents.iter().map(|n| op(*n)).collect(),
        saw: Value::Null,
    };
    OpBody::Set {
        entity,
        kind: kind.to_owned(),
        fields: BTreeMap::from([(field.to_owned(), write)]),
    }
}

pub(super) fn barrier(value: &str, parents: &[u128]) -> OpBody {
    set(GOAL, "goal", "barrier", json!(value), parents)
}

/// What became of each.
pub(super) fn pushes(
    ledger: &mut impl Ledger<Error: Debug>,
    device: Device,
    ops: Vec<String>,
) -> Vec<OpResult> {
    let push_of = Push {
        epoch: ledger.epoch().unwrap(),
        tally: None,
        ops,
    };
    let pushed = push(ledger, device, &push_of, 5, Rules::SOUND)
        .unwrap()
        .unwrap();
    pushed
        .answers
        .into_iter()
        .map(|answer| answer.result)
        .collect()
}

pub(super) fn two_answers_stand_until_one_is_given_by_whoever_saw_both<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (mut ines, mut paul) = (
        Person::of(ledger, 1, Role::Nurse),
        Person::of(ledger, 2, Role::CareManager),
    );
    ledger.grant(&stream(1), &[staff(1), staff(2)]).unwrap();
    let first = vec![ines.says(11, &stream(1), barrier("no bus", &[]))];
    assert_eq!(
        pushes(ledger, ines.device, first.clone()),
        [OpResult::Applied { seq: 1 }]
    );
    let second = vec![paul.says(12, &stream(1), barrier("no papers", &[]))];
    let two = OpResult::AppliedConflict {
        seq: 2,
        fields: vec!["barrier".to_owned()],
    };
    let conflict = pushes(ledger, paul.device, second.clone());
    assert_eq!(conflict, std::slice::from_ref(&two));
    // Said again, late: the same answers, and nothing happens.
    assert_eq!(
        pushes(ledger, ines.device, first),
        [OpResult::Applied { seq: 1 }]
    );
    assert_eq!(pushes(ledger, paul.device, second), [two]);
    assert_eq!(ledger.entity(GOAL).unwrap().unwrap().conflicts(), 1);
    let settled = vec![ines.says(13, &stream(1), barrier("neither", &[11, 12]))];
    assert_eq!(
        pushes(ledger, ines.device, settled),
        [OpResult::Applied { seq: 3 }]
    );
    assert_eq!(ledger.entity(GOAL).unwrap().unwrap().conflicts(), 0);
}

pub(super) fn what_cannot_be_applied_is_parked_and_stops_nothing<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    ledger.grant(&stream(2), &[staff(9)]).unwrap();
    let goal = barrier("no bus", &[]);
    let horoscope = set(
        EntityId(Uuid::from_u128(1)),
        "horoscope",
        "moon",
        json!("full"),
        &[],
    );
    let episode = set(
        EntityId(Uuid::from_u128(2)),
        "episode",
        "leads",
        json!([]),
        &[],
    );
    let mut later = Person {
        key: nurse.key.clone(),
        // It leaves one out.
        chain: (9, nurse.chain.1),
        ..nurse
    };
    let said = vec![
        nurse.says(11, &stream(2), goal.clone()),
        nurse.says(12, &stream(1), horoscope),
        nurse.says(13, &stream(1), episode),
        nurse.says(14, &StreamId::Clinic, goal.clone()),
        later.says(15, &stream(1), goal.clone()),
        nurse.says(16, &stream(1), goal),
        nurse.says(
            17,
            &stream(1),
            set(GOAL, "task", "what", json!("call"), &[]),
        ),
    ];
    let parked = |reason| OpResult::Parked { reason };
    let expected = [
        parked(ParkReason::OutOfScope),
        parked(ParkReason::UnknownKind),
        parked(ParkReason::NotAllowed),
        parked(ParkReason::NotAllowed),
        parked(ParkReason::BrokenChain),
        // The reviews of the three that are hers to see stand before it.
        OpResult::Applied { seq: 4 },
        parked(ParkReason::Malformed),
    ];
    assert_eq!(pushes(ledger, nurse.device, said), expected);
    assert_eq!(ledger.chain_head(nurse.device.id, 0).unwrap(), nurse.chain);
}

/// As an import leaves a member until somebody is given her.
pub(super) fn a_stream_with_a_history_is_not_taken_by_writing_to_it<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    let OpBody::Set {
        entity,
        kind,
        fields,
    } = barrier("no bus", &[])
    else {
        unreachable!("it was just made")
    };
    let imported = SystemWrite {
        op: op(10),
        device: DeviceId(Uuid::from_u128(99)),
        group: GroupId(Uuid::from_u128(1)),
        system: "import".to_owned(),
        stream: stream(1),
        entity,
        kind,
        fields,
        at: 1,
    };
    write(ledger, imported).unwrap();
    let said = vec![
        nurse.says(11, &stream(1), barrier("none", &[])),
        nurse.says(
            12,
            &stream(2),
            set(
                EntityId(Uuid::from_u128(2)),
                "member",
                "risk",
                json!("high"),
                &[],
            ),
        ),
    ];
    let taken = pushes(ledger, nurse.device, said);
    let out = OpResult::Parked {
        reason: ParkReason::OutOfScope,
    };
    assert_eq!(taken, [out, OpResult::Applied { seq: 1 }]);
    assert_eq!(ledger.grants_of(nurse.device.staff).unwrap(), [stream(2)]);
}

pub(super) fn a_record_counts_only_with_its_own_signature<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let (mut ines, paul) = (
        Person::of(ledger, 1, Role::Nurse),
        Person::of(ledger, 2, Role::Nurse),
    );
    ledger.grant(&stream(1), &[staff(1), staff(2)]).unwrap();
    let good = ines.signs(21, &stream(1), "rested");
    let mut changed = ines.signs(22, &stream(1), "rested");
    changed.text = changed.text.replace("rested", "tired");
    let records = [
        good.clone(),
        changed,
        paul.signs(23, &stream(1), "rested"),
        ines.signs(24, &stream(2), "rested"),
        ines.signs(21, &stream(1), "tired"),
        good,
    ];
    let said = (31..)
        .zip(records)
        .map(|(id, record)| ines.says(id, &stream(1), OpBody::Record { record }))
        .collect();
    let bad = OpResult::Parked {
        reason: ParkReason::BadRecord,
    };
    // Four reviews were opened between the two.
    let (first, again) = (OpResult::Applied { seq: 1 }, OpResult::Applied { seq: 6 });
    assert_eq!(
        pushes(ledger, ines.device, said),
        [first, bad.clone(), bad.clone(), bad.clone(), bad, again]
    );
}

/// A lead's word on the review of an operation.
pub(super) fn takes_over(parked: u128) -> OpBody {
    let review = EntityId(derived(op(parked), "review"));
    let opening = derived(op(parked), "open").as_u128();
    set(
        review,
        "review",
        "done",
        json!({ "status": "taken_over" }),
        &[opening],
    )
}

/// A nurse and a lead who hold the same member, of whom something is known.
pub(super) fn nurse_and_lead<L: Enrols<Error: Debug>>(ledger: &mut L) -> (Person, Person) {
    let nurse = Person::of(ledger, 1, Role::Nurse);
    let mut lead = Person::of(ledger, 2, Role::CareManager);
    ledger.grant(&stream(1), &[staff(1), staff(2)]).unwrap();
    let known = vec![lead.says(10, &stream(1), barrier("no bus", &[]))];
    assert_eq!(
        pushes(ledger, lead.device, known),
        [OpResult::Applied { seq: 1 }]
    );
    (nurse, lead)
}

const NOT_ALLOWED: OpResult = OpResult::Parked {
    reason: ParkReason::NotAllowed,
};

pub(super) fn what_was_set_aside_counts_when_a_lead_takes_it_over<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (mut nurse, mut lead) = nurse_and_lead(ledger);
    let episode = EntityId(Uuid::from_u128(0x70));
    let steers = nurse.says(
        11,
        &stream(1),
        set(episode, "episode", "stages", json!([]), &[]),
    );
    assert_eq!(pushes(ledger, nurse.device, vec![steers]), [NOT_ALLOWED]);
    assert_eq!(ledger.entity(episode).unwrap(), None);
    // She may not decide about it herself; the lead may, and it counts once.
    let herself = nurse.says(12, &stream(1), takes_over(11));
    assert_eq!(pushes(ledger, nurse.device, vec![herself]), [NOT_ALLOWED]);
    assert_eq!(ledger.entity(episode).unwrap(), None);
    let decided = lead.says(13, &stream(1), takes_over(11));
    let [OpResult::Applied { seq }] = pushes(ledger, lead.device, vec![decided])[..] else {
        panic!("a lead may decide");
    };
    let fields = ledger.entity(episode).unwrap().unwrap().fields;
    assert_eq!(fields["stages"][0].op, op(11), "in her name");
    assert_eq!(Some(ledger.head(&stream(1)).unwrap()), seq.checked_add(1));
    assert!(!ledger.release(op(11)).unwrap());
}

pub(super) fn a_forged_review_is_never_taken_over<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let (mut nurse, mut lead) = nurse_and_lead(ledger);
    let forged = EntityId(Uuid::from_u128(0x71));
    let says = nurse.says(
        11,
        &stream(1),
        set(forged, "review", "why", json!("not_allowed"), &[]),
    );
    assert_eq!(pushes(ledger, nurse.device, vec![says]), [NOT_ALLOWED]);
    let decided = lead.says(12, &stream(1), takes_over(11));
    pushes(ledger, lead.device, vec![decided]);
    assert_eq!(ledger.entity(forged).unwrap(), None);
}

pub(super) fn a_pull_gives_what_is_granted_and_new<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    ledger.append(&stream(2), op(1), &item(1)).unwrap();
    let said = vec![
        nurse.says(11, &stream(1), barrier("a", &[])),
        nurse.says(12, &stream(1), barrier("b", &[11])),
    ];
    pushes(ledger, nurse.device, said);
    let asks = |ledger: &mut L, seq| {
        let pulled = pull(ledger, nurse.device, &whole(ledger, seq)).unwrap();
        let pulled = pulled.unwrap();
        assert_eq!(pulled.grants, Some(vec![StreamId::Clinic, stream(1)]));
        news(&pulled)
    };
    assert_eq!(asks(ledger, 0), [(stream(1), 0, vec![1, 2])]);
    assert_eq!(asks(ledger, 1), [(stream(1), 1, vec![2])]);
    assert_eq!(asks(ledger, 2), []);
}

/// The answer to a pull on a day on which nobody is visited.
pub(super) fn pull<L: Ledger>(
    ledger: &mut L,
    device: Device,
    pull: &Pull,
) -> Result<Result<Pulled, RefusedCode>, L::Error> {
    sync::clinic::pull(ledger, device, pull, &Days::default(), Rules::SOUND)
}

/// A pull that names how far the device has come everywhere.
pub(super) fn whole(ledger: &impl Ledger<Error: Debug>, seq: u64) -> Pull {
    Pull {
        epoch: ledger.epoch().unwrap(),
        gver: 0,
        last: Place::default(),
        tally: None,
        mark: None,
        snapshots: true,
        whole: true,
        cursors: vec![Cursor {
            stream: stream(1),
            seq,
        }],
        report: None,
        undecided: Vec::new(),
    }
}

/// The places in the members' streams that came.
pub(super) fn news(pulled: &Pulled) -> Vec<(StreamId, u64, Vec<u64>)> {
    let members = pulled
        .pages
        .iter()
        .filter(|page| page.stream != StreamId::Clinic);
    let places = |page: &Page| page.changes.iter().map(|change| change.seq).collect();
    members
        .map(|page| (page.stream.clone(), page.from, places(page)))
        .collect()
}

pub(super) fn a_device_that_has_missed_an_answer_is_asked_for_everything<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let said = vec![nurse.says(11, &stream(1), barrier("a", &[]))];
    pushes(ledger, nurse.device, said);
    let first = whole(ledger, 0);
    let first = pull(ledger, nurse.device, &first).unwrap().unwrap();
    let quiet = |mark: Option<String>, cursors: Vec<Cursor>, ledger: &L| Pull {
        gver: first.gver,
        mark,
        whole: false,
        cursors,
        ..whole(ledger, 0)
    };
    let has: Vec<Cursor> = first
        .pages
        .iter()
        .map(|page| Cursor {
            stream: page.stream.clone(),
            seq: page.changes.last().map_or(page.from, |last| last.seq),
        })
        .collect();
    // It says what it has; from then on nothing is written for it while nothing is new.
    let told = quiet(first.mark.clone(), has, ledger);
    assert_eq!(
        nothing_new(ledger, nurse.device, &told).unwrap().map(drop),
        None
    );
    let second = pull(ledger, nurse.device, &told).unwrap().unwrap();
    assert_eq!((news(&second), second.whole), (vec![], false));
    let idle = quiet(second.mark.clone(), vec![], ledger);
    assert!(nothing_new(ledger, nurse.device, &idle).unwrap().is_some());
    let said = vec![nurse.says(12, &stream(1), barrier("b", &[11]))];
    pushes(ledger, nurse.device, said);
    assert!(nothing_new(ledger, nurse.device, &idle).unwrap().is_none());
    let third = pull(ledger, nurse.device, &idle).unwrap().unwrap();
    assert_eq!(news(&third), [(stream(1), 1, vec![2])]);
    // That answer is lost; or the laptop is put back to where it had not been given yet.
    let late = pull(ledger, nurse.device, &idle).unwrap().unwrap();
    assert_eq!((news(&late), late.whole, late.more), (vec![], true, true));
    let again = whole(ledger, 1);
    let again = pull(ledger, nurse.device, &again).unwrap().unwrap();
    assert_eq!(news(&again), [(stream(1), 1, vec![2])]);
}

pub(super) fn a_restored_laptop_begins_another_incarnation_and_loses_nothing<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let mut clone = Person {
        key: nurse.key.clone(),
        ..nurse
    };
    let said = vec![nurse.says(11, &stream(1), barrier("a", &[]))];
    pushes(ledger, nurse.device, said);
    let late = Push {
        epoch: ledger.epoch().unwrap(),
        tally: None,
        ops: vec![clone.says(12, &stream(1), barrier("b", &[]))],
    };
    let pushed = push(ledger, nurse.device, &late, 5, Rules::SOUND).unwrap();
    let pushed = pushed.unwrap();
    assert_eq!((pushed.answers, pushed.fork), (vec![], Some(1)));
    assert_eq!(ledger.answer_to(op(12)).unwrap(), None, "it was not kept");
    (clone.inc, clone.chain) = (1, (0, Hash::ZERO));
    let anew = vec![clone.says(12, &stream(1), barrier("b", &[]))];
    let [OpResult::AppliedConflict { seq: 2, .. }] = pushes(ledger, nurse.device, anew)[..] else {
        panic!("it counts, and what it had not seen stands beside it");
    };
}

pub(super) fn a_ledger_that_was_put_back_takes_nothing_and_knows_its_own_word<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let mut nurse = Person::of(ledger, 1, Role::Nurse);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    let first = Push {
        epoch: ledger.epoch().unwrap(),
        tally: None,
        ops: vec![nurse.says(11, &stream(1), barrier("a", &[]))],
    };
    let pushed = push(ledger, nurse.device, &first, 5, Rules::SOUND).unwrap();
    let tally = pushed.unwrap().tally.unwrap();
    let is_set_back = |ledger: &L, tally: &Tally| {
        let epoch = ledger.epoch().unwrap();
        let shown = Shown {
            epoch: &epoch,
            tally: Some(tally),
            mark: None,
        };
        sync::clinic::is_set_back(ledger, nurse.device.id, shown).unwrap()
    };
    assert!(!is_set_back(ledger, &tally), "it has what it vouched for");
    let forged = Tally {
        dseq: 9,
        ..tally.clone()
    };
    assert!(!is_set_back(ledger, &forged), "it never said so");
    let elsewhere = Push {
        epoch: "another life".to_owned(),
        tally: None,
        ops: vec![nurse.says(12, &stream(1), barrier("b", &[11]))],
    };
    let pushed = push(ledger, nurse.device, &elsewhere, 5, Rules::SOUND);
    let pushed = pushed.unwrap().unwrap();
    assert_eq!((pushed.answers, pushed.tally), (vec![], None));
    assert_eq!(ledger.answer_to(op(12)).unwrap(), None);
    let asked = Pull {
        epoch: "another life".to_owned(),
        ..whole(ledger, 0)
    };
    let pulled = pull(ledger, nurse.device, &asked).unwrap().unwrap();
    assert_eq!((news(&pulled), pulled.grants), (vec![], None));
}
