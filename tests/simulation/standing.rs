//! The witness's own plain merge: a list of standing answers to one field, in the order they came.

use care::OpId;
use serde_json::Value;
use sync::{Fields, Head, Write};

use super::words::care_at_the_door;

/// An answer that stands, and everybody's operations that gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    value: Value,
    ops: Vec<OpId>,
}

impl Standing {
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
