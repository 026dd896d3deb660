//! Two records of one person: found, joined by whoever may hold both, held by whoever may hold either, and parted again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use care::{EntityId, MemberId, Review, ReviewStatus, ReviewWhy, Role, StaffId};
use serde_json::{Value, json};
use sync::wire::{OpResult, ParkReason};
use sync::{Ledger, OpBody, Write};
use uuid::Uuid;

use super::exchanging::pushes;
use super::{Enrols, Person, op, staff, stream};

const ANA: u128 = 0x11;
const AGAIN: u128 = 0x12;

fn id(n: u128) -> EntityId {
    EntityId(Uuid::from_u128(n))
}

/// One operation of hers with some answers, each having seen these operations.
fn says<L: Enrols<Error: Debug>>(
    ledger: &mut L,
    who: &mut Person,
    of: u128,
    (number, seen): (u128, &[u128]),
    (entity, kind, answers): (EntityId, &str, Value),
) -> OpResult {
    let answers = answers.as_object().unwrap().clone();
    let write = |(field, value): (String, Value)| {
        let parents = seen.iter().copied().map(op).collect();
        (
            field,
            Write {
                value,
                parents,
                saw: Value::Null,
            },
        )
    };
    let fields: BTreeMap<String, Write> = answers.into_iter().map(write).collect();
    let body = OpBody::Set {
        entity,
        kind: kind.to_owned(),
        fields,
    };
    let said = vec![who.says(number, &stream(of), body)];
    pushes(ledger, who.device, said).remove(0)
}

fn is_applied(result: &OpResult) -> bool {
    matches!(result, OpResult::Applied { .. })
}

/// Who a record says she is.
fn ana() -> Value {
    json!({ "names": { "given": ["Ana"], "family": "Ruiz" }, "birthDate": "1990-06-15" })
}

/// Who says that the second record is the first one's.
#[expect(clippy::needless_pass_by_value, reason = "the cases read best so")]
fn joins<L: Enrols<Error: Debug>>(
    ledger: &mut L,
    who: &mut Person,
    said: (u128, &[u128]),
    other: Value,
) -> OpResult {
    says(
        ledger,
        who,
        AGAIN,
        said,
        (id(AGAIN), "member", json!({ "sameAs": other })),
    )
}

fn first() -> Value {
    json!(Uuid::from_u128(ANA))
}

/// Who holds each of the two.
fn holders(ledger: &impl Ledger<Error: Debug>) -> [Vec<u128>; 2] {
    [ANA, AGAIN].map(|of| {
        let holds = |n: &u128| ledger.holds(staff(*n), &stream(of)).unwrap();
        (1..=4).filter(holds).collect()
    })
}

/// The questions whether two are one in a stream: how each stands, and its author.
fn asked(ledger: &impl Ledger<Error: Debug>, of: u128) -> Vec<(ReviewStatus, Option<StaffId>)> {
    let all = ledger.of_kind(&stream(of), "review").unwrap();
    let read = all
        .into_iter()
        .map(|state| serde_json::from_value::<Review>(Value::Object(state.shown())).unwrap());
    let asked = read.filter(|review| review.why == ReviewWhy::SamePerson);
    let said = asked.map(|review| {
        assert_eq!(review.says, "", "nothing of the other one");
        assert_eq!(review.cause, [id(ANA), id(AGAIN)]);
        assert_eq!(review.about, Some(id(of)));
        (review.done.status, review.author)
    });
    said.collect()
}

/// Two care managers, 1 and 2, who have each met the same person; two supervisors, 3 and 4, hold both records.
fn two_met<L: Enrols<Error: Debug>>(ledger: &mut L) -> [Person; 4] {
    let roles = [
        Role::CareManager,
        Role::CareManager,
        Role::Supervisor,
        Role::Supervisor,
    ];
    let mut numbered = (1_u8..).zip(roles);
    let mut people = [(); 4].map(|()| {
        let (n, role) = numbered.next().unwrap();
        Person::of(ledger, n, role)
    });
    let [one, two, ..] = &mut people;
    assert!(is_applied(&says(
        ledger,
        one,
        ANA,
        (21, &[]),
        (id(ANA), "member", ana())
    )));
    assert!(is_applied(&says(
        ledger,
        two,
        AGAIN,
        (22, &[]),
        (id(AGAIN), "member", ana())
    )));
    people
}

pub(super) fn marks_find_whoever_has_them_and_no_more_than_asked<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let member = |n| MemberId(Uuid::from_u128(n));
    let marks = |marks: &[&str]| {
        marks
            .iter()
            .map(|mark| (*mark).to_owned())
            .collect::<BTreeSet<_>>()
    };
    for n in [3, 1, 2] {
        ledger
            .know_by(member(n), &marks(&["cin:9", "phone:5"]))
            .unwrap();
    }
    ledger
        .know_by(member(2), &marks(&["phone:5", "phone:6"]))
        .unwrap();
    assert_eq!(ledger.known_by("cin:9", 9).unwrap(), [member(1), member(3)]);
    assert_eq!(
        ledger.known_by("phone:5", 2).unwrap(),
        [member(1), member(2)]
    );
    assert_eq!(ledger.known_by("phone:6", 9).unwrap(), [member(2)]);
    assert_eq!(ledger.known_by("cin:8", 9).unwrap(), []);
    ledger.entitle(&stream(1), &[staff(2), staff(1)]).unwrap();
    assert_eq!(ledger.entitled(&stream(1)).unwrap(), [staff(1), staff(2)]);
    ledger.entitle(&stream(1), &[staff(3)]).unwrap();
    assert_eq!(ledger.entitled(&stream(1)).unwrap(), [staff(3)]);
    assert!(
        !ledger.holds(staff(3), &stream(1)).unwrap(),
        "a grant is another thing"
    );
    assert_eq!(ledger.entitled(&stream(2)).unwrap(), []);
}

pub(super) fn whoever_met_somebody_holds_her_and_every_supervisor_does<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    two_met(ledger);
    assert_eq!(holders(ledger), [vec![1, 3, 4], vec![2, 3, 4]]);
}

pub(super) fn two_who_may_be_one_open_a_question_in_each_stream<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let [mut one, mut two, mut supervisor, _] = two_met(ledger);
    let open = ReviewStatus::Open;
    // Who wrote about the one is not told in the other's stream.
    assert_eq!(asked(ledger, ANA), [(open, None)]);
    assert_eq!(asked(ledger, AGAIN), [(open, Some(staff(2)))]);
    // Another birth date is another person; the same again is the same question.
    let born = |day: &str| json!({ "birthDate": day });
    says(
        ledger,
        &mut two,
        AGAIN,
        (23, &[22]),
        (id(AGAIN), "member", born("1991-07-01")),
    );
    assert_eq!(asked(ledger, ANA), [(ReviewStatus::Gone, None)]);
    assert_eq!(asked(ledger, AGAIN), [(ReviewStatus::Gone, Some(staff(2)))]);
    says(
        ledger,
        &mut two,
        AGAIN,
        (24, &[23]),
        (id(AGAIN), "member", born("1990-06-15")),
    );
    assert_eq!(asked(ledger, ANA), [(open, None)]);
    // Who holds one of them does not decide; who holds both does, and it is not asked again.
    let state = ledger.of_kind(&stream(ANA), "review").unwrap().remove(0);
    let head = state.fields["done"][0].op.0.as_u128();
    let two_people = json!({ "done": { "status": "right_as_it_is" } });
    let not_hers = says(
        ledger,
        &mut one,
        ANA,
        (25, &[head]),
        (state.id, "review", two_people.clone()),
    );
    assert_eq!(
        not_hers,
        OpResult::Parked {
            reason: ParkReason::NotAllowed
        }
    );
    let decided = says(
        ledger,
        &mut supervisor,
        ANA,
        (26, &[head]),
        (state.id, "review", two_people),
    );
    assert!(is_applied(&decided), "{decided:?}");
    says(
        ledger,
        &mut one,
        ANA,
        (27, &[21]),
        (id(ANA), "member", json!({ "phones": [] })),
    );
    let standing: Vec<_> = ledger
        .of_kind(&stream(ANA), "review")
        .unwrap()
        .into_iter()
        .filter(|review| review.id == state.id)
        .map(|review| review.shown()["done"]["status"].clone())
        .collect();
    assert_eq!(standing, ["right_as_it_is"]);
}

pub(super) fn joined_records_are_held_by_whoever_may_hold_either_until_they_are_parted<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let [mut one, mut two, mut supervisor, mut other] = two_met(ledger);
    let apart = [vec![1, 3, 4], vec![2, 3, 4]];
    let both = [vec![1, 2, 3, 4], vec![1, 2, 3, 4]];
    let not_hers = joins(ledger, &mut two, (10, &[]), first());
    assert_eq!(
        not_hers,
        OpResult::Parked {
            reason: ParkReason::NotAllowed
        }
    );
    assert_eq!(holders(ledger), apart);
    assert!(is_applied(&joins(
        ledger,
        &mut supervisor,
        (11, &[]),
        first()
    )));
    assert_eq!(holders(ledger), both);
    assert_eq!(asked(ledger, ANA)[0].0, ReviewStatus::Gone);
    assert_eq!(asked(ledger, AGAIN)[0].0, ReviewStatus::Gone);
    // What one of them writes in the other's stream counts.
    assert!(is_applied(&says(
        ledger,
        &mut one,
        AGAIN,
        (12, &[]),
        (id(0x70), "task", json!({ "what": "call" }))
    )));
    // Another supervisor who had not seen it says otherwise: in doubt there are two people.
    let in_doubt = joins(ledger, &mut other, (13, &[]), Value::Null);
    assert!(
        matches!(in_doubt, OpResult::AppliedConflict { .. }),
        "{in_doubt:?}"
    );
    assert_eq!(holders(ledger), apart);
    assert!(is_applied(&joins(
        ledger,
        &mut other,
        (14, &[11, 13]),
        first()
    )));
    assert_eq!(holders(ledger), both);
    assert!(is_applied(&joins(
        ledger,
        &mut supervisor,
        (15, &[14]),
        Value::Null
    )));
    assert_eq!(holders(ledger), apart);
    assert_eq!(
        ledger.entity(id(0x70)).unwrap().unwrap().stream,
        stream(AGAIN),
        "it stays where it was written"
    );
    assert_eq!(
        asked(ledger, ANA)[0].0,
        ReviewStatus::Open,
        "its cause is back"
    );
}

pub(super) fn a_chain_and_a_circle_of_records_are_one_person<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let [mut one, _, mut supervisor, _] = two_met(ledger);
    assert!(is_applied(&joins(
        ledger,
        &mut supervisor,
        (10, &[]),
        first()
    )));
    let third = 0x13;
    says(
        ledger,
        &mut one,
        third,
        (11, &[]),
        (
            id(third),
            "member",
            json!({ "names": { "family": "Soto" } }),
        ),
    );
    let same = |of: u128| json!({ "sameAs": Uuid::from_u128(of) });
    assert!(is_applied(&says(
        ledger,
        &mut supervisor,
        third,
        (12, &[]),
        (id(third), "member", same(AGAIN))
    )));
    assert!(is_applied(&says(
        ledger,
        &mut supervisor,
        ANA,
        (13, &[]),
        (id(ANA), "member", same(third))
    )));
    assert!(ledger.holds(staff(2), &stream(third)).unwrap());
    assert_eq!(holders(ledger), [vec![1, 2, 3, 4], vec![1, 2, 3, 4]]);
    // Out of the chain's middle: the circle still holds them together, and then it does not.
    assert!(is_applied(&joins(
        ledger,
        &mut supervisor,
        (14, &[10]),
        Value::Null
    )));
    assert!(ledger.holds(staff(2), &stream(third)).unwrap());
    let apart = json!({ "sameAs": null });
    assert!(is_applied(&says(
        ledger,
        &mut supervisor,
        third,
        (15, &[12]),
        (id(third), "member", apart)
    )));
    assert!(!ledger.holds(staff(2), &stream(third)).unwrap());
    assert_eq!(holders(ledger), [vec![1, 3, 4], vec![2, 3, 4]]);
}

/// The reviews of what one person has twice, in both records: where, why, and how each stands.
fn twice(ledger: &impl Ledger<Error: Debug>) -> Vec<(u128, ReviewWhy, ReviewStatus)> {
    let mut twice = Vec::new();
    for of in [ANA, AGAIN] {
        for state in ledger.of_kind(&stream(of), "review").unwrap() {
            let review: Review = serde_json::from_value(Value::Object(state.shown())).unwrap();
            if review.why != ReviewWhy::SamePerson {
                twice.push((of, review.why, review.done.status));
            }
        }
    }
    twice.sort_by_key(|(_, why, _)| why.code());
    twice
}

/// Each of the two has an agreed plan and an open enrolment in her record; gives what agrees a plan.
fn agreed_and_active<L: Enrols<Error: Debug>>(
    ledger: &mut L,
    one: &mut Person,
    two: &mut Person,
) -> Value {
    let agreed = json!({ "agreed": { "on": "2026-01-05", "language": "es", "with": staff(1) } });
    let active =
        json!({ "stages": [{ "stage": "active", "on": "2026-01-05", "reason": "moved" }] });
    let (her_plan, other_plan) = (id(0xA1), id(0xB1));
    for (number, plan) in [
        (10, (her_plan, "plan", agreed.clone())),
        (11, (id(0xA2), "episode", active.clone())),
    ] {
        assert!(is_applied(&says(ledger, one, ANA, (number, &[]), plan)));
    }
    for (number, plan) in [
        (12, (other_plan, "plan", agreed.clone())),
        (13, (id(0xB2), "episode", active)),
    ] {
        assert!(is_applied(&says(ledger, two, AGAIN, (number, &[]), plan)));
    }
    agreed
}

pub(super) fn what_one_person_has_twice_in_two_records_is_asked_while_they_are_joined<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let [mut one, mut two, mut supervisor, _] = two_met(ledger);
    let (other_plan, third_plan) = (id(0xB1), id(0xA3));
    let agreed = agreed_and_active(ledger, &mut one, &mut two);
    assert_eq!(twice(ledger), []);
    // Once for the two records, in the first of them.
    let of_both = |plans, episodes| {
        vec![
            (ANA, ReviewWhy::TwoEpisodes, episodes),
            (ANA, ReviewWhy::TwoPlans, plans),
        ]
    };
    let (open, gone) = (ReviewStatus::Open, ReviewStatus::Gone);
    joins(ledger, &mut supervisor, (14, &[]), first());
    assert_eq!(twice(ledger), of_both(open, open));
    joins(ledger, &mut supervisor, (15, &[14]), Value::Null);
    assert_eq!(twice(ledger), of_both(gone, gone));
    joins(ledger, &mut supervisor, (16, &[15]), first());
    assert_eq!(twice(ledger), of_both(open, open));
    // Her other lead withdraws what he had agreed.
    let withdrawn = json!({ "agreed": null });
    says(
        ledger,
        &mut two,
        AGAIN,
        (17, &[12]),
        (other_plan, "plan", withdrawn),
    );
    assert_eq!(twice(ledger), of_both(gone, open));
    // What one record has twice by itself is still asked when the two are told apart.
    says(
        ledger,
        &mut one,
        ANA,
        (18, &[]),
        (third_plan, "plan", agreed),
    );
    joins(ledger, &mut supervisor, (19, &[16]), Value::Null);
    let standing = twice(ledger);
    let plans = standing
        .iter()
        .filter(|(_, why, _)| *why == ReviewWhy::TwoPlans);
    let plans: Vec<_> = plans.map(|(of, _, status)| (*of, *status)).collect();
    assert!(
        plans.contains(&(ANA, open)) && plans.contains(&(ANA, gone)),
        "{standing:?}"
    );
    assert!(
        standing.contains(&(ANA, ReviewWhy::TwoEpisodes, gone)),
        "{standing:?}"
    );
}
