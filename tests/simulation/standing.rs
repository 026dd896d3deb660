//! The witness's own plain merge: a list of standing answers to one field, in the order they came.

use care::OpId;
use serde_json::Value;
use sync::{Fields, Head, Write};

use super::words::{LISTS, MOVES, care_at_the_door};

/// An answer that stands, and everybody's operations that gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    value: Value,
    ops: Vec<OpId>,
}

/// One answer more, by its field; an older release does not say for sure what it showed.
pub(crate) fn meets(
    standing: &mut Vec<Standing>,
    field: &str,
    op: OpId,
    write: &Write,
    is_older: bool,
) {
    let [one] = &standing[..] else {
        return answer(standing, op, write);
    };
    let seen = one.ops.iter().any(|op| write.parents.contains(op));
    let becomes = if LISTS.contains(&field) {
        let sure = seen || (!is_older && !write.parents.is_empty());
        let saw = if sure { &write.saw } else { &Value::Null };
        if seen && *saw == one.value {
            Some(write.value.clone())
        } else {
            list(&one.value, saw, &write.value)
        }
    } else if field == MOVES && write.value != one.value && (seen || !is_older) {
        let from = if seen { &one.value } else { &write.saw };
        let is_move = status(&write.value) != status(&one.value);
        let may = if is_move {
            status(from) == status(&one.value)
        } else {
            *from == one.value
        };
        may.then(|| write.value.clone())
    } else {
        return answer(standing, op, write);
    };
    // Without a word that can be said at once it stands beside what is there.
    let beside = Write {
        parents: Vec::new(),
        ..write.clone()
    };
    match becomes {
        Some(value) if value == one.value => standing[0].ops.push(op),
        Some(value) => {
            let ops = vec![op];
            *standing = vec![Standing { value, ops }];
        }
        None => answer(standing, op, &beside),
    }
}

/// How a task stands, in the field's own word.
pub(crate) fn status(done: &Value) -> &str {
    done["status"].as_str().unwrap_or("to_do")
}

/// The elements of a list.
pub(crate) fn elements(list: &Value) -> Vec<Value> {
    list.as_array().cloned().unwrap_or_default()
}

/// Elements that were put in and taken out, on top of those that are there; none if two have put different ones first.
fn list(there: &Value, saw: &Value, said: &Value) -> Option<Value> {
    let (there, saw, said) = (elements(there), elements(saw), elements(said));
    let firsts = [there.first(), saw.first(), said.first()];
    let her_first = !saw.is_empty() && firsts[2] != firsts[1];
    let [Some(now), _, Some(hers)] = firsts else {
        let mut all = there;
        all.retain(|one| said.contains(one) || !saw.contains(one));
        all.extend(said.into_iter().filter(|one| !saw.contains(one)));
        return Some(Value::Array(all));
    };
    if her_first && Some(now) != firsts[1] && now != hers {
        return None;
    }
    let left = there
        .iter()
        .filter(|one| said.contains(one) || !saw.contains(one));
    let put_in = said
        .iter()
        .filter(|one| there.contains(one) || !saw.contains(one));
    let in_order: Vec<&Value> = if her_first {
        put_in.chain(left).collect()
    } else {
        left.chain(put_in).collect()
    };
    let mut once: Vec<Value> = Vec::new();
    for one in in_order {
        if !once.contains(one) {
            once.push(one.clone());
        }
    }
    Some(Value::Array(once))
}

/// What is said about a thing that was removed: by an answer to something else, or by a removal and its taking back.
pub(crate) fn removal(
    standing: &mut Vec<Standing>,
    op: OpId,
    write: Option<&Write>,
    others: &[Vec<OpId>],
) {
    let keeps = |standing: &mut Vec<Standing>, op: OpId| match standing
        .iter_mut()
        .find(|one| one.value.is_null())
    {
        Some(one) if one.ops.contains(&op) => {}
        Some(one) => one.ops.push(op),
        None => {
            let (value, ops) = (Value::Null, vec![op]);
            standing.insert(0, Standing { value, ops });
        }
    };
    let Some(write) = write else {
        if standing.iter().any(|one| !one.value.is_null()) {
            keeps(standing, op);
        }
        return;
    };
    let sees = |ops: &[OpId]| ops.iter().any(|op| write.parents.contains(op));
    standing.retain(|one| !sees(&one.ops));
    if write.value.is_null() {
        return keeps(standing, op);
    }
    for ops in others.iter().filter(|ops| !sees(ops) && ops[0] != op) {
        keeps(standing, ops[0]);
    }
    match standing.iter_mut().find(|one| !one.value.is_null()) {
        Some(one) => one.ops.push(op),
        None => standing.push(Standing {
            value: write.value.clone(),
            ops: vec![op],
        }),
    }
}

impl Standing {
    /// Everybody's operations that gave it.
    pub(crate) fn ops(&self) -> &[OpId] {
        &self.ops
    }

    /// The answer.
    pub(super) const fn value(&self) -> &Value {
        &self.value
    }
}

/// One answer more: it replaces what its author had seen, joins what says the same, and stands beside the rest.
pub(crate) fn answer(standing: &mut Vec<Standing>, op: OpId, write: &Write) {
    standing.retain(|one| !one.ops.iter().any(|op| write.parents.contains(op)));
    match standing.iter_mut().find(|one| one.value == write.value) {
        Some(same) => same.ops.push(op),
        None => standing.push(Standing {
            value: write.value.clone(),
            ops: vec![op],
        }),
    }
}

/// Which of the standing answers is shown: the oldest; of those about the door, the oldest of the most careful.
pub(crate) fn shown<'a>(field: &str, standing: &'a [Standing]) -> Option<&'a Value> {
    let oldest = standing.first()?;
    let careful = |best: &'a Standing, one: &'a Standing| {
        if care_at_the_door(&best.value) < care_at_the_door(&one.value) {
            one
        } else {
            best
        }
    };
    let chosen = if field == "door" {
        standing.iter().fold(oldest, careful)
    } else {
        oldest
    };
    Some(&chosen.value)
}

/// Whether the clinic's heads are the standing answers, with the right one shown.
pub(crate) fn agrees(standing: &[Standing], field: &str, heads: &Fields) -> Result<(), String> {
    let heads = heads.get(field).map_or(&[][..], Vec::as_slice);
    let ops_of = |head: &Head| [&[head.op], &head.agreed[..]].concat();
    let one_of = |head: &Head| {
        standing
            .iter()
            .any(|one| one.value == head.value && one.ops == ops_of(head))
    };
    if heads.len() != standing.len() || !heads.iter().all(one_of) {
        return Err(format!(
            "{field} has {heads:?} where {} answers stand",
            standing.len()
        ));
    }
    let first = heads.first().map(|head| &head.value);
    if first != shown(field, standing) {
        return Err(format!(
            "{field} shows {first:?} instead of {:?}",
            shown(field, standing)
        ));
    }
    Ok(())
}
