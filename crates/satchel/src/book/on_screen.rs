//! What a person had before her eyes, as it goes to the screen and comes back with a change.
//!
//! For each field the operations whose answers she saw. For lists, and for what only moves along arrows, also what they
//! said: what she put in and took out, and from where she moved it, is told against that, and not against what has
//! arrived while her form was open.

use care::{Entity, EntityId, Merge};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sync::{EntityState, Seen};
use vault::{Reader, StoreError};

use super::{Held, own_writes};
use crate::contract;

/// What a person had before her eyes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct OnScreen {
    /// The versions of each field.
    pub(crate) ops: Seen,
    /// What those fields said of which it counts.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    said: Map<String, Value>,
}

impl OnScreen {
    /// What a field said, if it is one of those of which it counts; null if it said nothing, or that is not known.
    pub(crate) fn said<T: Entity>(&self, field: &str) -> Option<Value> {
        counts::<T>(field).then(|| self.said.get(field).cloned().unwrap_or_default())
    }
}

fn counts<T: Entity>(field: &str) -> bool {
    let known = T::FIELDS.iter().find(|known| known.id == field);
    known.is_some_and(|known| match known.merge {
        Merge::Set | Merge::Moves(_) => true,
        Merge::Review | Merge::Protective => false,
    })
}

/// What is before a person's eyes now: to be sent back with a change.
pub(crate) fn seen<T: Entity>(
    reader: &Reader<'_>,
    held: &Held<T>,
) -> Result<contract::Seen, StoreError> {
    let own = own_writes(reader, held.id)?;
    let base = EntityState {
        id: EntityId(held.id),
        stream: held.stream.clone(),
        kind: T::KIND.to_owned(),
        fields: held.heads(),
    };
    let own = own.iter().map(|(op, writes)| (*op, writes));
    let (mut said, ops) = sync::device::shown_here(T::KIND, Some(&base), own);
    said.retain(|field, _| counts::<T>(field));
    Ok(contract::Seen(
        serde_json::to_string(&OnScreen { ops, said }).unwrap_or_default(),
    ))
}

/// Reads what a screen sent back; anything else counts as having seen nothing, which loses nothing. A draft that an older
/// release kept has only the versions.
pub(crate) fn parse_seen(seen: &contract::Seen) -> OnScreen {
    let whole = serde_json::from_str(&seen.0);
    whole.unwrap_or_else(|_| OnScreen {
        ops: serde_json::from_str(&seen.0).unwrap_or_default(),
        said: Map::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::{Goal, Member, OpId};
    use uuid::Uuid;

    fn parsed(text: &str) -> OnScreen {
        parse_seen(&contract::Seen(text.to_owned()))
    }

    #[test]
    fn a_list_says_what_it_said_and_an_older_draft_only_in_which_versions() {
        let id = Uuid::from_u128(1);
        let whole = format!(r#"{{"ops":{{"languages":["{id}"]}},"said":{{"languages":["es"]}}}}"#);
        let older = format!(r#"{{"languages":["{id}"]}}"#);
        for (text, said) in [(whole, serde_json::json!(["es"])), (older, Value::Null)] {
            let on_screen = parsed(&text);
            assert_eq!(on_screen.ops.0["languages"], [OpId(id)]);
            assert_eq!(on_screen.said::<Member>("languages"), Some(said));
        }
        assert!(parsed("").ops.0.is_empty());
        assert_eq!(
            parsed("").said::<Goal>("barrier"),
            None,
            "of that only the version counts"
        );
    }
}
