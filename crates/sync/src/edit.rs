//! From what a person saw and entered to the writes of an operation.

use std::collections::{BTreeMap, BTreeSet};

use care::OpId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Write;
use crate::limits::PARENTS_MAX;

/// For each field the operations whose answers were on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen(pub BTreeMap<String, Vec<OpId>>);

impl Seen {
    /// All of them, as the parents of an answer that speaks of everything there is: that it was removed. Of too many
    /// some are left out; then it is asked once more than it would have to be.
    pub fn everything(&self) -> Vec<OpId> {
        let all: BTreeSet<OpId> = self.0.values().flatten().copied().collect();
        all.into_iter().take(PARENTS_MAX).collect()
    }
}

/// The writes that lead from `before` to `after`: only fields that differ, a field that is gone answered with null.
/// `before` is what the author saw, `seen` the versions she saw it in.
pub fn changed_fields(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    seen: &Seen,
) -> BTreeMap<String, Write> {
    let gone = before
        .keys()
        .filter(|field| !after.contains_key(*field))
        .map(|field| (field, &Value::Null));
    after
        .iter()
        .chain(gone)
        .filter(|(field, value)| before.get(*field).unwrap_or(&Value::Null) != *value)
        .map(|(field, value)| {
            let parents = seen.0.get(field).cloned().unwrap_or_default();
            let saw = before.get(field).cloned().unwrap_or_default();
            (
                field.clone(),
                Write {
                    value: value.clone(),
                    parents,
                    saw,
                },
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_changed_is_written_and_what_is_gone_becomes_null() {
        let map = |value: Value| value.as_object().unwrap().clone();
        let seen = OpId(uuid::Uuid::from_u128(1));
        let writes = changed_fields(
            &map(json!({"what": "call", "due": "2026-01-01", "owner": "a"})),
            &map(json!({"what": "call", "owner": "b", "done": true})),
            &Seen(BTreeMap::from([("owner".to_owned(), vec![seen])])),
        );
        let write = |value: Value, parents: &[OpId], saw: Value| Write {
            value,
            parents: parents.to_vec(),
            saw,
        };
        let expected = BTreeMap::from([
            ("owner".to_owned(), write(json!("b"), &[seen], json!("a"))),
            ("done".to_owned(), write(json!(true), &[], Value::Null)),
            (
                "due".to_owned(),
                write(Value::Null, &[], json!("2026-01-01")),
            ),
        ]);
        assert_eq!(writes, expected);
    }
}
