//! Lists, moves and removals as they are merged.

use std::collections::BTreeMap;

use care::{Entity as _, Episode, Member, MemberId, OpId, REMOVED, StaffId, Task};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::merge::{By, merge};
use crate::{Author, EntityState, Merged, Rules, StreamId, Write};

fn op(n: u128) -> OpId {
    OpId(Uuid::from_u128(n))
}

fn entity(kind: &str) -> EntityState {
    let id = MemberId(Uuid::from_u128(2));
    EntityState::new(id.into(), StreamId::Member(id), kind.to_owned())
}

/// What somebody says about one field: the value, and what she had seen in which versions.
struct Says<'a> {
    field: &'a str,
    value: Value,
    seen: &'a [u128],
    saw: Value,
    schema: u32,
}

const NOW: u32 = crate::limits::SCHEMA;

fn says<'a>(field: &'a str, value: Value, seen: &'a [u128], saw: Value) -> Says<'a> {
    Says {
        field,
        value,
        seen,
        saw,
        schema: NOW,
    }
}

fn put(entity: &mut EntityState, n: u128, says: Says<'_>) -> Merged {
    let author = Author::Staff(StaffId(Uuid::from_u128(9)));
    let write = Write {
        value: says.value,
        parents: says.seen.iter().map(|n| op(*n)).collect(),
        saw: says.saw,
    };
    let by = By {
        op: op(n),
        author: &author,
        at: 0,
        schema: says.schema,
    };
    let table = care::fields_of(&entity.kind).unwrap();
    let writes = BTreeMap::from([(says.field.to_owned(), write)]);
    merge(entity, table, &by, &writes, Rules::SOUND)
}

fn values(entity: &EntityState, field: &str) -> Vec<Value> {
    let heads = entity.fields.get(field).into_iter().flatten();
    heads.map(|head| head.value.clone()).collect()
}

fn asks(merged: &Merged) -> bool {
    !merged.two_answers.is_empty()
}

const LANGUAGES: &str = "languages";

#[test]
fn two_people_who_each_add_a_language_are_not_asked() {
    let mut member = entity(Member::KIND);
    put(
        &mut member,
        1,
        says(LANGUAGES, json!(["es"]), &[], Value::Null),
    );
    put(
        &mut member,
        2,
        says(LANGUAGES, json!(["es", "en"]), &[1], json!(["es"])),
    );
    let merged = put(
        &mut member,
        3,
        says(LANGUAGES, json!(["es", "mix"]), &[1], json!(["es"])),
    );
    assert!(!asks(&merged));
    assert_eq!(values(&member, LANGUAGES), [json!(["es", "en", "mix"])]);
}

#[test]
fn a_second_edit_without_a_network_takes_nothing_out_that_its_author_never_saw() {
    let mut member = entity(Member::KIND);
    put(
        &mut member,
        1,
        says(LANGUAGES, json!(["es"]), &[], Value::Null),
    );
    put(
        &mut member,
        2,
        says(LANGUAGES, json!(["es", "mix"]), &[1], json!(["es"])),
    );
    // Both of hers are about the list that she has on her laptop.
    put(
        &mut member,
        3,
        says(LANGUAGES, json!(["es", "en"]), &[1], json!(["es"])),
    );
    put(
        &mut member,
        4,
        says(LANGUAGES, json!(["es", "fr"]), &[3], json!(["es", "en"])),
    );
    assert_eq!(values(&member, LANGUAGES), [json!(["es", "mix", "fr"])]);
}

#[test]
fn an_older_laptop_takes_out_only_what_it_is_sure_to_have_shown() {
    let first = |seen: &[u128]| {
        let mut member = entity(Member::KIND);
        put(
            &mut member,
            1,
            says(LANGUAGES, json!(["es", "en"]), &[], Value::Null),
        );
        put(
            &mut member,
            2,
            says(
                LANGUAGES,
                json!(["es", "en", "mix"]),
                &[1],
                json!(["es", "en"]),
            ),
        );
        // It says that it showed what its store held, and the form may have been older.
        let saw = json!(["es", "en", "mix"]);
        let old = Says {
            schema: 1,
            ..says(LANGUAGES, json!(["es"]), seen, saw)
        };
        put(&mut member, 3, old);
        values(&member, LANGUAGES)
    };
    assert_eq!(first(&[1]), [json!(["es", "en", "mix"])]);
    assert_eq!(first(&[2]), [json!(["es"])]);
}

#[test]
fn a_list_with_two_answers_is_settled_by_whoever_saw_both() {
    let mut member = entity(Member::KIND);
    put(
        &mut member,
        1,
        says(LANGUAGES, json!(["es"]), &[], Value::Null),
    );
    put(
        &mut member,
        2,
        says(LANGUAGES, json!(["en", "es"]), &[1], json!(["es"])),
    );
    let asked = put(
        &mut member,
        3,
        says(LANGUAGES, json!(["mix", "es"]), &[1], json!(["es"])),
    );
    assert!(asks(&asked), "which of them is preferred?");
    put(
        &mut member,
        4,
        says(
            LANGUAGES,
            json!(["mix", "en", "es"]),
            &[2, 3],
            json!(["en", "es"]),
        ),
    );
    assert_eq!(values(&member, LANGUAGES), [json!(["mix", "en", "es"])]);
}

fn history(stages: &[&str]) -> Value {
    let entry = |stage: &&str| json!({"stage": stage, "on": "2026-01-05", "reason": ""});
    stages.iter().map(entry).collect()
}

#[test]
fn two_who_move_an_enrolment_on_from_the_same_stage_are_asked() {
    let (assigned, outreach) = (history(&["assigned"]), history(&["assigned", "outreach"]));
    let enrolled = history(&["assigned", "enrolled"]);
    let mut episode = entity(Episode::KIND);
    put(
        &mut episode,
        1,
        says("stages", assigned.clone(), &[], Value::Null),
    );
    assert!(!asks(&put(
        &mut episode,
        2,
        says("stages", outreach.clone(), &[1], assigned.clone())
    )));
    assert!(asks(&put(
        &mut episode,
        3,
        says("stages", enrolled.clone(), &[1], assigned.clone())
    )));
    assert_eq!(values(&episode, "stages"), [outreach, enrolled.clone()]);
    // Whoever saw both says how it is, along whatever arrow.
    assert!(!asks(&put(
        &mut episode,
        4,
        says("stages", enrolled.clone(), &[2, 3], Value::Null)
    )));
    assert_eq!(values(&episode, "stages"), [enrolled]);
}

#[test]
fn a_move_that_does_not_exist_is_a_question_also_to_who_has_seen_everything() {
    let (active, back) = (history(&["active"]), history(&["active", "outreach"]));
    let mut episode = entity(Episode::KIND);
    put(
        &mut episode,
        1,
        says("stages", active.clone(), &[], Value::Null),
    );
    assert!(asks(&put(
        &mut episode,
        2,
        says("stages", back.clone(), &[1], active.clone())
    )));
    assert_eq!(values(&episode, "stages"), [active, back]);
}

#[test]
fn a_step_is_done_from_the_state_in_which_it_was_seen() {
    let of = |status: &str, on: &str| json!({"status": status, "on": on});
    let mut task = entity(Task::KIND);
    put(
        &mut task,
        1,
        says("done", of("to_do", "1"), &[], Value::Null),
    );
    put(
        &mut task,
        2,
        says("done", of("done", "2"), &[1], of("to_do", "1")),
    );
    put(
        &mut task,
        3,
        says("done", of("to_do", "3"), &[2], of("done", "2")),
    );
    // It stands again as she saw it.
    assert!(!asks(&put(
        &mut task,
        4,
        says("done", of("dropped", "4"), &[1], of("to_do", "1"))
    )));
    assert_eq!(values(&task, "done"), [of("dropped", "4")]);
    assert!(asks(&put(
        &mut task,
        5,
        says("done", of("done", "5"), &[3], of("to_do", "3"))
    )));
    // A laptop that does not say for sure what it showed asks wherever it has not seen the last answer.
    let mut task = entity(Task::KIND);
    put(
        &mut task,
        1,
        says("done", of("to_do", "1"), &[], Value::Null),
    );
    put(
        &mut task,
        2,
        says("done", of("to_do", "2"), &[1], of("to_do", "1")),
    );
    let old = Says {
        schema: 1,
        ..says("done", of("done", "3"), &[1], of("to_do", "2"))
    };
    assert!(asks(&put(&mut task, 3, old)));
}

fn removed(reason: &str) -> Value {
    json!({"on": "2026-05-04", "by": Uuid::nil(), "reason": reason})
}

/// A task that somebody has said something about: operation 1.
fn task() -> EntityState {
    let mut task = entity(Task::KIND);
    put(&mut task, 1, says("what", json!("call"), &[], Value::Null));
    task
}

#[test]
fn what_nobody_else_has_touched_is_removed_and_put_back() {
    let mut task = task();
    assert!(!asks(&put(
        &mut task,
        2,
        says(REMOVED, removed("twice"), &[1], Value::Null)
    )));
    assert!(task.is_removed());
    assert!(!asks(&put(
        &mut task,
        3,
        says(REMOVED, Value::Null, &[2], removed("twice"))
    )));
    assert!(!task.is_removed());
    assert_eq!(task.shown()["what"], "call");
}

#[test]
fn a_removal_by_who_had_not_seen_the_last_answer_is_a_question() {
    let mut task = task();
    put(
        &mut task,
        2,
        says("what", json!("call her sister"), &[1], json!("call")),
    );
    let merged = put(
        &mut task,
        3,
        says(REMOVED, removed("twice"), &[1], Value::Null),
    );
    assert_eq!(merged.two_answers, [REMOVED]);
    assert!(!task.is_removed());
    assert_eq!(values(&task, REMOVED), [Value::Null, removed("twice")]);
    assert_eq!(
        task.fields[REMOVED][0].op,
        op(2),
        "whoever changed it keeps it"
    );
}

#[test]
fn an_answer_by_who_had_not_seen_the_removal_is_a_question() {
    let mut task = task();
    put(
        &mut task,
        2,
        says(REMOVED, removed("twice"), &[1], Value::Null),
    );
    let merged = put(
        &mut task,
        3,
        says("what", json!("call her sister"), &[1], json!("call")),
    );
    assert_eq!(merged.two_answers, [REMOVED]);
    assert_eq!(merged.changed, ["what", REMOVED]);
    assert!(!task.is_removed());
    // Whoever has seen both says: removed all the same.
    put(
        &mut task,
        4,
        says(REMOVED, removed("twice"), &[1, 2, 3], Value::Null),
    );
    assert!(task.is_removed());
    assert_eq!(task.conflicts(), 0);
}

#[test]
fn two_who_remove_the_same_thing_agree() {
    let mut task = task();
    put(
        &mut task,
        2,
        says(REMOVED, removed("twice"), &[1], Value::Null),
    );
    assert!(!asks(&put(
        &mut task,
        3,
        says(REMOVED, removed("done long ago"), &[1], Value::Null)
    )));
    assert_eq!(values(&task, REMOVED), [removed("twice")]);
    assert_eq!(task.fields[REMOVED][0].agreed, [op(3)]);
}

#[test]
fn a_decision_that_it_is_kept_holds_against_a_removal_from_before() {
    let mut task = task();
    put(
        &mut task,
        2,
        says(REMOVED, removed("twice"), &[1], Value::Null),
    );
    put(
        &mut task,
        3,
        says(REMOVED, Value::Null, &[1, 2], removed("twice")),
    );
    assert!(asks(&put(
        &mut task,
        4,
        says(REMOVED, removed("twice"), &[1], Value::Null)
    )));
    assert!(!task.is_removed());
}

/// One of few people does something to a list that she saw some time ago.
#[derive(Debug, Clone)]
struct Does {
    /// How long ago she looked: so many operations.
    ago: usize,
    puts_in: Option<u8>,
    takes_out: bool,
}

fn doings() -> impl Strategy<Value = Vec<Does>> {
    let one = (0_usize..5, prop::option::of(0_u8..6), any::<bool>());
    let does = one.prop_map(|(ago, puts_in, takes_out)| Does {
        ago,
        puts_in,
        takes_out,
    });
    prop::collection::vec(does, 1..25)
}

proptest! {
    /// Whoever looked when: an element is gone only if somebody took it out who had seen it, and is there only once.
    #[test]
    fn no_element_is_lost_unless_somebody_who_saw_it_took_it_out(doings in doings()) {
        let mut member = entity(Member::KIND);
        let mut looked: Vec<(Vec<u128>, Value)> = vec![(Vec::new(), Value::Null)];
        let (mut put_in, mut taken_out) = (Vec::new(), Vec::new());
        for (n, does) in (1_u128..).zip(doings) {
            let (seen, saw) = looked[looked.len().saturating_sub(does.ago.saturating_add(1))].clone();
            let mut list = saw.as_array().cloned().unwrap_or_default();
            if does.takes_out && 1 < list.len() {
                taken_out.extend(list.pop());
            }
            if let Some(one) = does.puts_in.filter(|one| !list.contains(&json!(one))) {
                list.push(json!(one));
                put_in.push((n, json!(one)));
            }
            let merged = put(&mut member, n, says(LANGUAGES, json!(list), &seen, saw));
            prop_assert!(!asks(&merged));
            let now = values(&member, LANGUAGES).remove(0);
            let mut once: Vec<String> = now.as_array().unwrap().iter().map(ToString::to_string).collect();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), now.as_array().unwrap().len());
            let head = &member.fields[LANGUAGES][0];
            looked.push((vec![head.op.0.as_u128()], head.value.clone()));
        }
        let now = values(&member, LANGUAGES).remove(0);
        for (n, one) in put_in {
            prop_assert!(now.as_array().unwrap().contains(&one) || taken_out.contains(&one), "{one} of {n} is gone");
        }
    }

    /// In whatever order a removal and answers arrive: the thing is removed only if every answer was seen.
    #[test]
    fn a_thing_with_an_unseen_answer_is_not_removed(answers in 1_u128..6, seen in 0_u128..6, place in 0_usize..6) {
        let mut said: Vec<u128> = (10..answers.saturating_add(10)).collect();
        let remover = 99;
        said.insert(place.min(said.len()), remover);
        let mut task = task();
        let saw: Vec<u128> = std::iter::once(1).chain((10..answers.saturating_add(10)).take(usize::try_from(seen).unwrap())).collect();
        for n in said {
            if n == remover {
                put(&mut task, n, says(REMOVED, removed("twice"), &saw, Value::Null));
            } else {
                // Each is about a field of its own, which this version need not know.
                put(&mut task, n, says(&format!("field {n}"), json!(n.to_string()), &[], Value::Null));
            }
        }
        // An answer that came after the removal was seen by nobody who removed it, whatever is claimed.
        let came_before = place.min(usize::try_from(answers).unwrap());
        let all_seen = answers <= seen && came_before == usize::try_from(answers).unwrap();
        prop_assert_eq!(task.is_removed(), all_seen);
    }
}
