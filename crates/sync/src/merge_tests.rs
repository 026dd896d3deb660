use super::*;
use care::{Entity as _, Goal, Member, MemberId, StaffId};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

fn op(n: u128) -> OpId {
    OpId(Uuid::from_u128(n))
}

fn goal() -> EntityState {
    EntityState::new(
        EntityId(Uuid::from_u128(1)),
        StreamId::Member(MemberId(Uuid::from_u128(2))),
        "goal".to_owned(),
    )
}

/// What somebody saw who names these parents, if one of them stands alone; else nothing is known of it.
fn saw(entity: &EntityState, field: &str, parents: &[u128]) -> Value {
    let heads = entity.fields.get(field).map_or(&[][..], Vec::as_slice);
    match heads {
        [head] if parents.iter().any(|seen| op(*seen) == head.op) => head.value.clone(),
        _ => Value::Null,
    }
}

fn set(entity: &mut EntityState, n: u128, field: &str, value: Value, parents: &[u128]) -> Merged {
    let author = Author::Staff(StaffId(Uuid::from_u128(9)));
    let write = Write {
        value,
        parents: parents.iter().map(|n| op(*n)).collect(),
        saw: saw(entity, field, parents),
    };
    let by = By {
        op: op(n),
        author: &author,
        at: 0,
        schema: crate::limits::SCHEMA,
    };
    let table = care::fields_of(&entity.kind).unwrap_or(Goal::FIELDS);
    merge(
        entity,
        table,
        &by,
        &BTreeMap::from([(field.to_owned(), write)]),
        Rules::SOUND,
    )
}

fn values(entity: &EntityState, field: &str) -> Vec<Value> {
    entity.fields[field]
        .iter()
        .map(|head| head.value.clone())
        .collect()
}

#[test]
fn an_answer_replaces_what_its_author_had_seen() {
    let mut goal = goal();
    set(&mut goal, 1, "barrier", json!("no ID"), &[]);
    let merged = set(&mut goal, 2, "barrier", json!("none"), &[1]);
    assert_eq!(values(&goal, "barrier"), [json!("none")]);
    assert_eq!(merged.two_answers, Vec::<String>::new());
}

#[test]
fn an_answer_nobody_had_seen_stays_beside_the_new_one_and_is_shown() {
    let mut goal = goal();
    set(&mut goal, 1, "barrier", json!("no ID"), &[]);
    set(&mut goal, 2, "barrier", json!("no money"), &[1]);
    let merged = set(&mut goal, 3, "barrier", json!("no time"), &[1]);
    assert_eq!(
        values(&goal, "barrier"),
        [json!("no money"), json!("no time")]
    );
    assert_eq!(
        merged,
        Merged {
            two_answers: vec!["barrier".to_owned()],
            changed: vec!["barrier".to_owned()],
        }
    );
    assert_eq!(goal.shown()["barrier"], "no money");
}

#[test]
fn the_same_answer_twice_is_an_agreement_and_both_count_as_seen() {
    let mut goal = goal();
    set(&mut goal, 1, "barrier", json!("none"), &[]);
    set(&mut goal, 2, "barrier", json!("none"), &[]);
    assert_eq!(goal.conflicts(), 0);
    set(&mut goal, 3, "barrier", json!("rain"), &[2]);
    assert_eq!(values(&goal, "barrier"), [json!("rain")]);
}

#[test]
fn whoever_saw_both_answers_settles_it() {
    let mut goal = goal();
    set(&mut goal, 1, "barrier", json!("a"), &[]);
    set(&mut goal, 2, "barrier", json!("b"), &[]);
    set(&mut goal, 3, "barrier", json!("c"), &[1, 2]);
    assert_eq!(values(&goal, "barrier"), [json!("c")]);
}

#[test]
fn two_people_who_settle_at_once_disagree_again() {
    let mut goal = goal();
    set(&mut goal, 1, "barrier", json!("a"), &[]);
    set(&mut goal, 2, "barrier", json!("b"), &[]);
    set(&mut goal, 3, "barrier", json!("a"), &[1, 2]);
    set(&mut goal, 4, "barrier", json!("b"), &[1, 2]);
    assert_eq!(values(&goal, "barrier"), [json!("a"), json!("b")]);
}

#[test]
fn different_fields_do_not_meet() {
    let mut goal = goal();
    set(&mut goal, 1, "barrier", json!("a"), &[]);
    set(&mut goal, 2, "strength", json!("b"), &[]);
    assert_eq!(goal.conflicts(), 0);
}

#[test]
fn the_more_careful_door_holds_at_once_and_the_other_stays() {
    let id = MemberId(Uuid::from_u128(2));
    let mut member = EntityState::new(id.into(), StreamId::Member(id), Member::KIND.to_owned());
    let door = |voicemail: &str| json!({"say": "", "voicemail": voicemail});
    set(&mut member, 1, "door", door("detailed"), &[]);
    set(&mut member, 2, "door", door("never"), &[]);
    assert_eq!(values(&member, "door"), [door("never"), door("detailed")]);
    set(&mut member, 3, "door", door("name_only"), &[]);
    assert_eq!(member.shown()["door"], door("never"));
}

#[test]
fn the_more_careful_of_those_left_holds_when_the_one_shown_is_replaced() {
    let id = MemberId(Uuid::from_u128(2));
    let mut member = EntityState::new(id.into(), StreamId::Member(id), Member::KIND.to_owned());
    let door = |voicemail: &str| json!({"say": "", "voicemail": voicemail});
    set(&mut member, 1, "door", door("never"), &[]);
    set(&mut member, 2, "door", door("detailed"), &[]);
    set(&mut member, 3, "door", door("name_only"), &[]);
    // Whoever answers here has seen the first answer only.
    set(&mut member, 4, "door", door("detailed"), &[1]);
    assert_eq!(
        values(&member, "door"),
        [door("name_only"), door("detailed")]
    );
}

#[test]
fn a_field_this_version_does_not_know_is_kept_and_merged() {
    let mut goal = goal();
    set(&mut goal, 1, "moonPhase", json!("full"), &[]);
    assert_eq!(goal.shown()["moonPhase"], "full");
}

proptest! {
    /// Every answer ever given is still a head, or was replaced by somebody who had seen it or who gave the same.
    #[test]
    fn no_answer_is_replaced_unseen(steps in prop::collection::vec((0_u8..4, 0_usize..6, 0_usize..6), 1..30)) {
        let mut goal = goal();
        let mut given: Vec<(u128, Value, Vec<u128>)> = Vec::new();
        for (n, (value, from, to)) in (1_u128..).zip(steps) {
            let parents: Vec<u128> = given.iter().map(|(n, ..)| *n).skip(from).take(to).collect();
            let value = json!(value);
            set(&mut goal, n, "barrier", value.clone(), &parents);
            given.push((n, value, parents));
        }
        let heads = &goal.fields["barrier"];
        for (n, value, _) in &given {
            let stands = heads.iter().any(|head| head.op == op(*n) || head.agreed.contains(&op(*n)));
            // Somebody saw it, or saw an answer that it had agreed with.
            let replaced = given.iter().any(|(_, _, parents)| {
                parents.iter().any(|seen| seen == n || given.iter().any(|(m, other, _)| m == seen && other == value))
            });
            prop_assert!(stands || replaced, "answer {n} is gone");
        }
    }
}
