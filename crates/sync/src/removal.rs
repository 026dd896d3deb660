//! A thing that is removed, and what is said against it.
//!
//! That it was removed is an answer to a field like any other, but it speaks of all the others too. Whoever removes
//! what somebody has changed unseen, and whoever changes what somebody has removed, leaves it there with a question:
//! removed, or kept? *Kept* is the answer of whoever changed it. Until a person has said, it is there.

use care::{OpId, REMOVED};
use serde_json::Value;

use crate::merge::By;
use crate::{EntityState, Head, Mutant, Rules, Write};

/// Somebody answers something else about it: if it was removed, that is an answer against it. True if it is a
/// question now.
pub(crate) fn spoken_against(entity: &mut EntityState, by: &By<'_>, rules: Rules) -> bool {
    let Some(heads) = entity.fields.get_mut(REMOVED) else {
        return false;
    };
    let was_removed = heads.iter().any(|head| !head.value.is_null());
    if was_removed && rules.hold(Mutant::RemovalWins) {
        keeps(heads, by.says(Value::Null, Value::Null));
        return true;
    }
    false
}

/// Somebody removes it, or takes that back. True if it is a question now.
pub(crate) fn answered(entity: &mut EntityState, by: &By<'_>, write: &Write, rules: Rules) -> bool {
    let removes = !write.value.is_null();
    let mut heads = entity.fields.remove(REMOVED).unwrap_or_default();
    heads.retain(|head| !head.is_seen_in(&write.parents));
    if removes && rules.hold(Mutant::RemovalWins) {
        let others = entity.fields.values().flatten();
        for unseen in others.filter(|head| head.op != by.op && !head.is_seen_in(&write.parents)) {
            keeps(
                &mut heads,
                Head {
                    value: Value::Null,
                    saw: Value::Null,
                    agreed: Vec::new(),
                    ..unseen.clone()
                },
            );
        }
    }
    // Two who remove it agree, whatever their reasons.
    let same = heads
        .iter_mut()
        .find(|head| head.value.is_null() != removes);
    match same {
        Some(same) => agrees(same, by.op),
        None if removes => heads.push(by.says(write.value.clone(), write.saw.clone())),
        None => heads.insert(0, by.says(Value::Null, write.saw.clone())),
    }
    let asks = 1 < heads.len();
    entity.fields.insert(REMOVED.to_owned(), heads);
    asks
}

/// It is kept, says this one: the answer that is shown.
fn keeps(heads: &mut Vec<Head>, kept: Head) {
    match heads.iter_mut().find(|head| head.value.is_null()) {
        Some(same) => agrees(same, kept.op),
        None => heads.insert(0, kept),
    }
}

fn agrees(head: &mut Head, op: OpId) {
    if head.op != op && !head.agreed.contains(&op) {
        head.agreed.push(op);
    }
}
