//! The vault while a stream is fetched anew.

use care::{EntityId, RecordId};
use sync::device::Stage;
use sync::snapshot::SnapshotPage;
use sync::{EntityState, Hash, StreamId};
use vault::{StoreError, Writer, entities, records, stages};

use super::life::counted;
use super::store::Shelf;
use crate::book::own_writes;

/// What the clinic has said of a stream. What cannot be read is not held.
pub(super) fn held_entities(
    writer: &Writer<'_>,
    stream: &StreamId,
) -> Result<Vec<EntityState>, StoreError> {
    let rows = entities::everything_of_stream(writer, &stream.to_string())?;
    let state = |row: entities::Entity| {
        let fields: sync::Fields = serde_json::from_str(&row.heads).ok()?;
        let id = row.id.parse().ok()?;
        (!fields.is_empty()).then_some(EntityState {
            id,
            stream: stream.clone(),
            kind: row.care_kind().to_owned(),
            fields,
        })
    };
    Ok(rows.into_iter().filter_map(state).collect())
}

/// The records the clinic has had that are here as they were signed.
pub(super) fn held_records(
    writer: &Writer<'_>,
    stream: &StreamId,
) -> Result<Vec<RecordId>, StoreError> {
    let rows = records::received(writer, &stream.to_string())?;
    let held = rows
        .into_iter()
        .filter(|(_, body, hash)| is_as_signed(body, hash));
    Ok(held.filter_map(|(id, ..)| id.parse().ok()).collect())
}

/// Whether a record's text is what its hash says.
pub(super) fn is_as_signed(body: &str, hash: &str) -> bool {
    Hash::of(body.as_bytes()).to_string() == hash
}

/// Whether a stream is fetched anew.
pub(super) fn is_staged(writer: &Writer<'_>, stream: &StreamId) -> Result<bool, StoreError> {
    Ok(all(writer)?.iter().any(|stage| stage.stream == *stream))
}

/// The clinic has no such entity.
pub(super) fn remove_base(shelf: &Shelf<'_>, entity: EntityId) -> Result<(), StoreError> {
    let Some(gone) = entities::drop(shelf.writer, &entity.to_string())? else {
        return Ok(());
    };
    match gone.stream.parse() {
        Ok(stream) if !own_writes(shelf.writer, entity.0)?.is_empty() => {
            shelf.show(&stream, entity, gone.care_kind())
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

pub(super) fn all(writer: &Writer<'_>) -> Result<Vec<Stage>, StoreError> {
    let stage = |row: stages::Stage| {
        Some(Stage {
            stream: row.stream.parse().ok()?,
            suspect: row.suspect,
            head: row.head.and_then(|head| u64::try_from(head).ok()),
            next: serde_json::from_str(&row.next).ok()?,
        })
    };
    Ok(stages::all(writer)?.into_iter().filter_map(stage).collect())
}

pub(super) fn put(writer: &Writer<'_>, stage: &Stage) -> Result<(), StoreError> {
    let row = stages::Stage {
        stream: stage.stream.to_string(),
        suspect: stage.suspect,
        head: stage.head.map(counted),
        next: serde_json::to_string(&stage.next).unwrap_or_default(),
    };
    stages::put(writer, &row)
}

pub(super) fn keep_page(writer: &Writer<'_>, page: &SnapshotPage) -> Result<(), StoreError> {
    let body = serde_json::to_string(page).unwrap_or_default();
    stages::keep_page(writer, &page.stream.to_string(), &body)
}

pub(super) fn pages(
    writer: &Writer<'_>,
    stream: &StreamId,
) -> Result<Vec<SnapshotPage>, StoreError> {
    let page = |body: String| {
        // It was written here: who cannot read it must not take the rest for the whole.
        serde_json::from_str(&body).or(Err(StoreError::Damaged))
    };
    let pages = stages::pages(writer, &stream.to_string())?;
    pages.into_iter().map(page).collect()
}
