//! What was removed: kept, shown in the history, and put back from there.

use care::{MemberId, REMOVED, Removed};
use serde_json::{Map, Value};
use sync::StreamId;
use uuid::Uuid;
use vault::{Reader, StoreError, entities};

/// A thing that was removed.
pub(crate) struct RemovedThing {
    /// Its id.
    pub(crate) id: Uuid,
    /// Its kind's word.
    pub(crate) kind: String,
    /// What it said.
    pub(crate) said: Map<String, Value>,
    /// Who, when and why.
    pub(crate) removed: Removed,
}

/// Everything that was removed about a member.
pub(crate) fn removed_of(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Vec<RemovedThing>, StoreError> {
    let rows = entities::removed(reader, &StreamId::Member(member).to_string())?;
    Ok(rows.iter().filter_map(thing).collect())
}

/// What a row says; none where a newer release said it otherwise.
fn thing(row: &entities::Entity) -> Option<RemovedThing> {
    let mut said: Map<String, Value> = serde_json::from_str(&row.data).ok()?;
    let removed = serde_json::from_value(said.remove(REMOVED)?).ok()?;
    Some(RemovedThing {
        id: row.id.parse().ok()?,
        kind: row.kind.strip_prefix(entities::REMOVED)?.to_owned(),
        said,
        removed,
    })
}
