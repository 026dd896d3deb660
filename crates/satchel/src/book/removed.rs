//! What was removed: kept, shown in the history, and put back from there.

use care::{MemberId, REMOVED, Removed};
use serde_json::{Map, Value};
use sync::StreamId;
use uuid::Uuid;
use vault::{Reader, StoreError, entities, people};

/// A thing that was removed.
pub(crate) struct RemovedThing {
    /// Its id.
    pub(crate) id: Uuid,
    /// The record it is in: a person may have several.
    pub(crate) stream: StreamId,
    /// Its kind's word.
    pub(crate) kind: String,
    /// What it said.
    pub(crate) said: Map<String, Value>,
    /// Who, when and why.
    pub(crate) removed: Removed,
}

/// Everything that was removed about one person, from each of her records.
pub(crate) fn removed_of(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Vec<RemovedThing>, StoreError> {
    let mut all = Vec::new();
    for stream in people::streams_of(reader, &StreamId::Member(member).to_string())? {
        let rows = entities::removed(reader, &stream)?;
        all.extend(rows.iter().filter_map(thing));
    }
    Ok(all)
}

/// What a row says; none where a newer release said it otherwise.
fn thing(row: &entities::Entity) -> Option<RemovedThing> {
    let mut said: Map<String, Value> = serde_json::from_str(&row.data).ok()?;
    let removed = serde_json::from_value(said.remove(REMOVED)?).ok()?;
    Some(RemovedThing {
        id: row.id.parse().ok()?,
        stream: row.stream.parse().ok()?,
        kind: row.kind.strip_prefix(entities::REMOVED)?.to_owned(),
        said,
        removed,
    })
}
