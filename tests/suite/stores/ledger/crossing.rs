//! Rules that look across entities: they open reviews, reject nothing, and let go of what has been put right.

use std::collections::BTreeMap;
use std::fmt::Debug;

use care::{EntityId, Review, ReviewStatus, ReviewWhy, Role};
use serde_json::{Value, json};
use sync::wire::OpResult;
use sync::{Ledger, OpBody, Write};
use uuid::Uuid;

use super::exchanging::pushes;
use super::{Enrols, GOAL, Person, op, staff, stream};

const A: EntityId = EntityId(Uuid::from_u128(0xA0));
const B: EntityId = EntityId(Uuid::from_u128(0xB0));
const C: EntityId = EntityId(Uuid::from_u128(0xC0));

/// A lead who holds a member.
fn lead<L: Enrols<Error: Debug>>(ledger: &mut L) -> Person {
    let lead = Person::of(ledger, 1, Role::CareManager);
    ledger.grant(&stream(1), &[staff(1)]).unwrap();
    lead
}

/// She answers one field, having seen the operation before if there was one; it is applied.
fn says<L: Enrols<Error: Debug>>(
    ledger: &mut L,
    lead: &mut Person,
    (id, seen): (u128, Option<u128>),
    (entity, kind, field): (EntityId, &str, &str),
    value: Value,
) {
    let parents = seen.map(op).into_iter().collect();
    let write = Write {
        value,
        parents,
        saw: Value::Null,
    };
    let body = OpBody::Set {
        entity,
        kind: kind.to_owned(),
        fields: BTreeMap::from([(field.to_owned(), write)]),
    };
    let said = vec![lead.says(id, &stream(1), body)];
    let became = pushes(ledger, lead.device, said);
    assert!(
        matches!(became[..], [OpResult::Applied { .. }]),
        "{became:?}"
    );
}

fn agreed(on: &str) -> Value {
    json!({ "on": on, "language": "es", "with": staff(1) })
}

/// Two plans that are agreed.
fn two_plans<L: Enrols<Error: Debug>>(ledger: &mut L, lead: &mut Person) {
    for (id, plan) in [(11, A), (12, B)] {
        says(
            ledger,
            lead,
            (id, None),
            (plan, "plan", "agreed"),
            agreed("2026-01-05"),
        );
    }
}

/// Every review of the member: its id, why, how it stands, and its cause.
fn reviews(
    ledger: &impl Ledger<Error: Debug>,
) -> Vec<(EntityId, ReviewWhy, ReviewStatus, Vec<EntityId>)> {
    let all = ledger.of_kind(&stream(1), "review").unwrap();
    let read = all.into_iter().map(|state| {
        let review: Review = serde_json::from_value(Value::Object(state.shown())).unwrap();
        (state.id, review.why, review.done.status, review.cause)
    });
    read.collect()
}

/// How the reviews stand.
fn standing(ledger: &impl Ledger<Error: Debug>) -> Vec<ReviewStatus> {
    let all = reviews(ledger);
    all.into_iter().map(|(_, _, status, _)| status).collect()
}

pub(super) fn two_agreed_plans_open_one_review_that_ends_with_its_cause<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut lead = lead(ledger);
    two_plans(ledger, &mut lead);
    let opened = reviews(ledger);
    let [(id, ReviewWhy::TwoPlans, ReviewStatus::Open, cause)] = &opened[..] else {
        panic!("one review: {opened:?}");
    };
    assert_eq!(*cause, [A, B]);
    // Another word on one of them is the same cause.
    says(
        ledger,
        &mut lead,
        (13, Some(12)),
        (B, "plan", "agreed"),
        agreed("2026-01-06"),
    );
    assert_eq!(reviews(ledger), opened);
    says(
        ledger,
        &mut lead,
        (14, Some(13)),
        (B, "plan", "agreed"),
        Value::Null,
    );
    assert_eq!(standing(ledger), [ReviewStatus::Gone]);
    says(
        ledger,
        &mut lead,
        (15, Some(14)),
        (B, "plan", "agreed"),
        agreed("2026-01-07"),
    );
    assert_eq!(standing(ledger), [ReviewStatus::Open]);
    assert_eq!(reviews(ledger)[0].0, *id);
    // A third is another cause: it has a review of its own, and the first one ends.
    says(
        ledger,
        &mut lead,
        (16, None),
        (C, "plan", "agreed"),
        agreed("2026-01-08"),
    );
    let of_three = reviews(ledger)
        .into_iter()
        .find(|one| one.0 != *id)
        .unwrap();
    assert_eq!(
        (of_three.2, of_three.3),
        (ReviewStatus::Open, vec![A, B, C])
    );
    let first = reviews(ledger)
        .into_iter()
        .find(|one| one.0 == *id)
        .unwrap();
    assert_eq!(first.2, ReviewStatus::Gone);
}

pub(super) fn what_a_person_has_called_right_is_not_asked_again<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut lead = lead(ledger);
    two_plans(ledger, &mut lead);
    let state = ledger.of_kind(&stream(1), "review").unwrap().remove(0);
    let opening = state.fields["done"][0].op.0.as_u128();
    let right = json!({ "status": "right_as_it_is" });
    says(
        ledger,
        &mut lead,
        (13, Some(opening)),
        (state.id, "review", "done"),
        right,
    );
    assert_eq!(standing(ledger), [ReviewStatus::Right]);
    says(
        ledger,
        &mut lead,
        (14, Some(12)),
        (B, "plan", "agreed"),
        Value::Null,
    );
    says(
        ledger,
        &mut lead,
        (15, Some(14)),
        (B, "plan", "agreed"),
        agreed("2026-01-07"),
    );
    assert_eq!(standing(ledger), [ReviewStatus::Right]);
}

pub(super) fn two_open_enrolments_open_a_review_and_an_ended_one_does_not<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let mut lead = lead(ledger);
    let entry = |stage: &str| json!({ "stage": stage, "on": "2026-01-05", "reason": "moved" });
    let at = |stage: &str| json!([entry(stage)]);
    says(
        ledger,
        &mut lead,
        (11, None),
        (A, "episode", "stages"),
        at("disenrolled"),
    );
    says(
        ledger,
        &mut lead,
        (12, None),
        (B, "episode", "stages"),
        at("active"),
    );
    assert_eq!(reviews(ledger), []);
    says(
        ledger,
        &mut lead,
        (13, None),
        (C, "episode", "stages"),
        at("identified"),
    );
    let opened = reviews(ledger);
    let [(_, ReviewWhy::TwoEpisodes, ReviewStatus::Open, cause)] = &opened[..] else {
        panic!("one review: {opened:?}");
    };
    assert_eq!(*cause, [B, C]);
    says(
        ledger,
        &mut lead,
        (14, Some(12)),
        (B, "episode", "stages"),
        json!([entry("active"), entry("disenrolled")]),
    );
    assert_eq!(standing(ledger), [ReviewStatus::Gone]);
}

pub(super) fn a_step_towards_no_goal_waits_for_the_goal<L: Enrols<Error: Debug>>(ledger: &mut L) {
    let mut lead = lead(ledger);
    says(
        ledger,
        &mut lead,
        (11, None),
        (A, "intervention", "goal"),
        json!(GOAL),
    );
    let opened = reviews(ledger);
    let [(_, ReviewWhy::UnknownGoal, ReviewStatus::Open, cause)] = &opened[..] else {
        panic!("one review: {opened:?}");
    };
    assert_eq!(*cause, [GOAL, A]);
    // What is no goal does not end it, nor does another goal.
    says(
        ledger,
        &mut lead,
        (12, None),
        (B, "goal", "barrier"),
        json!("none"),
    );
    assert_eq!(standing(ledger), [ReviewStatus::Open]);
    says(
        ledger,
        &mut lead,
        (13, None),
        (GOAL, "goal", "barrier"),
        json!("no bus"),
    );
    assert_eq!(standing(ledger), [ReviewStatus::Gone]);
    says(
        ledger,
        &mut lead,
        (14, None),
        (C, "intervention", "goal"),
        json!(GOAL),
    );
    assert_eq!(
        standing(ledger),
        [ReviewStatus::Gone],
        "a goal that is there"
    );
}

pub(super) fn a_baby_of_no_pregnancy_waits_for_the_pregnancy<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut lead = lead(ledger);
    for (id, kind) in [(A, "infant"), (B, "perinatal_care"), (C, "helper_service")] {
        let (said, pregnancy) = (
            id.0.as_u128(),
            EntityId(Uuid::from_u128(id.0.as_u128() ^ 1)),
        );
        says(
            ledger,
            &mut lead,
            (said, None),
            (id, kind, "pregnancy"),
            json!(pregnancy),
        );
        let opened = reviews(ledger);
        let waits = |(_, why, status, cause): &(_, _, _, Vec<EntityId>)| {
            *why == ReviewWhy::UnknownPregnancy
                && *status == ReviewStatus::Open
                && *cause == [id, pregnancy]
        };
        assert_eq!(
            opened.iter().filter(|opened| waits(opened)).count(),
            1,
            "{kind}: {opened:?}"
        );
        says(
            ledger,
            &mut lead,
            (said ^ 1, None),
            (pregnancy, "pregnancy", "due"),
            json!({ "on": "2026-12-01", "by": "ultrasound" }),
        );
        assert!(
            standing(ledger)
                .iter()
                .all(|status| *status == ReviewStatus::Gone)
        );
    }
}

pub(super) fn a_step_of_a_goal_that_was_removed_waits_for_a_person<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let mut lead = lead(ledger);
    let says_it = |ledger: &mut L, lead: &mut Person, ids, what: (EntityId, &str, &str), value| {
        says(ledger, lead, ids, what, value);
    };
    let statement = json!({ "text": "a room", "language": "en", "translation": "" });
    says_it(
        ledger,
        &mut lead,
        (11, None),
        (A, "goal", "statement"),
        statement,
    );
    says_it(
        ledger,
        &mut lead,
        (12, None),
        (B, "intervention", "goal"),
        json!(A),
    );
    assert_eq!(reviews(ledger), []);
    let removed = json!({ "on": "2026-05-04", "by": staff(1), "reason": "twice" });
    says_it(
        ledger,
        &mut lead,
        (13, Some(11)),
        (A, "goal", "deleted"),
        removed.clone(),
    );
    assert!(ledger.entity(A).unwrap().unwrap().is_removed());
    let opened = reviews(ledger);
    let [(_, ReviewWhy::UnknownGoal, ReviewStatus::Open, cause)] = &opened[..] else {
        panic!("one review: {opened:?}");
    };
    assert_eq!(*cause, [A, B]);
    // It comes back, and is removed again with its step: nothing is left to be asked.
    says_it(
        ledger,
        &mut lead,
        (14, Some(13)),
        (A, "goal", "deleted"),
        Value::Null,
    );
    assert_eq!(standing(ledger), [ReviewStatus::Gone]);
    says_it(
        ledger,
        &mut lead,
        (15, Some(12)),
        (B, "intervention", "deleted"),
        removed,
    );
    assert_eq!(standing(ledger), [ReviewStatus::Gone]);
}
