//! What can change: members, goals, visits, tasks. Their JSON is opaque here.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError, Topic, Writer};

/// Stands before the kind of a thing that was removed, so that no list of its kind has it.
pub const REMOVED: &str = "removed:";

/// One entity as the clinic last told it.
#[derive(Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its id.
    pub id: String,
    /// The stream it belongs to.
    pub stream: String,
    /// The word of care for what it is.
    pub kind: String,
    /// What the screens show: a JSON object, one key a field.
    pub data: String,
    /// The present answers per field: a JSON object.
    pub heads: String,
    /// How many fields have two or more present answers.
    pub conflicts: u32,
    /// When the row last changed here.
    pub changed_at: i64,
    /// When somebody of the staff last answered anything about it, by her device's clock; 0 for nobody.
    pub said_at: i64,
}

impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entity")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl Entity {
    /// The word of care for what it is, also when it was removed.
    pub fn care_kind(&self) -> &str {
        self.kind.strip_prefix(REMOVED).unwrap_or(&self.kind)
    }
}

/// One entity by its id.
pub fn get(reader: &Reader<'_>, id: &str) -> Result<Option<Entity>, StoreError> {
    reader.row(include_str!("get.sql"), named_params! { ":id": id }, entity)
}

/// In which stream one is, and the word of care for what it is, without reading the rest of it.
pub(crate) fn kind_of(
    reader: &Reader<'_>,
    id: &str,
) -> Result<Option<(String, String)>, StoreError> {
    reader.row(
        include_str!("kind_of.sql"),
        named_params! { ":id": id },
        |row| Ok((row.get("stream")?, row.get("kind")?)),
    )
}

/// Keeps an entity, in place of what was known of it.
pub fn put(writer: &Writer<'_>, entity: &Entity) -> Result<(), StoreError> {
    let known: Option<(bool, bool, Found)> = writer.row(
        include_str!("known_as.sql"),
        named_params! { ":id": entity.id, ":kind": entity.kind },
        |row| Ok((row.get(0)?, row.get(1)?, found(row)?)),
    )?;
    let (was_in_conflict, was_of_kind, found_by) = known.unwrap_or((false, true, Found::default()));
    if !was_of_kind {
        // It was removed, or put back. By itself, because every index names the kind.
        let params = named_params! { ":id": entity.id, ":kind": entity.kind };
        writer.run(include_str!("rename.sql"), params)?;
    }
    let params = named_params! {
        ":id": entity.id, ":stream": entity.stream, ":kind": entity.kind, ":data": entity.data,
        ":heads": entity.heads, ":conflicts": entity.conflicts, ":changed_at": entity.changed_at,
        ":said_at": entity.said_at,
    };
    writer.run(include_str!("put.sql"), params)?;
    find_by(writer, &entity.id, &found_by)?;
    writer.note_all(entity.care_kind(), &entity.stream);
    if 0 < entity.conflicts || was_in_conflict {
        writer.note(Topic::new("conflicts"));
    }
    Ok(())
}

/// By what an entity is found.
#[derive(Default, PartialEq, Eq)]
struct Found {
    words: Option<String>,
    /// Only of a member.
    names: Option<String>,
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        words: row.get("words")?,
        names: row.get("names")?,
    })
}

/// Brings the indexes of words and names up to date with one entity, which was found by this before. Not by a trigger: a
/// statement with one can be undone by itself, and before each of those an index writes down everything it was told in the
/// transaction.
fn find_by(writer: &Writer<'_>, id: &str, before: &Found) -> Result<(), StoreError> {
    let now: Option<(i64, Found)> = writer.row(
        include_str!("found_by.sql"),
        named_params! { ":id": id },
        |row| Ok((row.get("row")?, found(row)?)),
    )?;
    let Some((row, now)) = now else {
        return Ok(());
    };
    if now.words != before.words {
        if let Some(words) = &before.words {
            let params = named_params! { ":row": row, ":words": words };
            writer.run(include_str!("drop_words.sql"), params)?;
        }
        if let Some(words) = &now.words {
            let params = named_params! { ":row": row, ":words": words };
            writer.run(include_str!("add_words.sql"), params)?;
        }
    }
    // One that was removed keeps hers until she leaves: no list has her.
    if let Some(names) = now
        .names
        .filter(|names| Some(names) != before.names.as_ref())
    {
        let params = named_params! { ":row": row, ":names": names };
        writer.run(include_str!("put_names.sql"), params)?;
    }
    Ok(())
}

/// All of one kind in one stream, oldest first; as many as one member has.
pub fn of_stream(reader: &Reader<'_>, stream: &str, kind: &str) -> Result<Vec<Entity>, StoreError> {
    reader.rows(
        include_str!("of_stream.sql"),
        named_params! { ":stream": stream, ":kind": kind },
        entity,
    )
}

/// Everything in one stream, in no order.
pub fn everything_of_stream(reader: &Reader<'_>, stream: &str) -> Result<Vec<Entity>, StoreError> {
    reader.rows(
        include_str!("everything_of_stream.sql"),
        named_params! { ":stream": stream },
        entity,
    )
}

/// What was removed in one stream, oldest first.
pub fn removed(reader: &Reader<'_>, stream: &str) -> Result<Vec<Entity>, StoreError> {
    reader.rows(
        include_str!("removed.sql"),
        named_params! { ":stream": stream },
        entity,
    )
}

/// Forgets one; tells what it was.
pub fn drop(writer: &Writer<'_>, id: &str) -> Result<Option<Entity>, StoreError> {
    let known = get(writer, id)?;
    if let Some(known) = &known {
        writer.run(include_str!("drop.sql"), named_params! { ":id": id })?;
        writer.note_all(known.care_kind(), &known.stream);
        writer.note(Topic::new("conflicts"));
    }
    Ok(known)
}

/// All of one kind, oldest first.
pub fn of_kind(reader: &Reader<'_>, kind: &str, page: Page) -> Result<Vec<Entity>, StoreError> {
    let params = named_params! { ":kind": kind, ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("of_kind.sql"), params, entity)
}

/// Those of one kind about which somebody said something since an instant, in order of when.
pub fn said_since(
    reader: &Reader<'_>,
    kind: &str,
    since: i64,
    page: Page,
) -> Result<Vec<Entity>, StoreError> {
    let params = named_params! {
        ":kind": kind, ":since": since, ":offset": page.offset(), ":limit": page.limit(),
    };
    reader.rows(include_str!("said_since.sql"), params, entity)
}

/// Those on which people have given two answers, longest waiting first.
pub fn with_conflicts(reader: &Reader<'_>, page: Page) -> Result<Vec<Entity>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("with_conflicts.sql"), params, entity)
}

/// How many there are of one kind.
pub fn count(reader: &Reader<'_>, kind: &str) -> Result<u32, StoreError> {
    reader.number(include_str!("count.sql"), named_params! { ":kind": kind })
}

/// How many fields have two or more present answers.
pub fn count_conflicts(reader: &Reader<'_>) -> Result<u32, StoreError> {
    reader.number(include_str!("count_conflicts.sql"), named_params! {})
}

pub(crate) fn entity(row: &Row<'_>) -> rusqlite::Result<Entity> {
    Ok(Entity {
        id: row.get("id")?,
        stream: row.get("stream")?,
        kind: row.get("kind")?,
        data: row.get("data")?,
        heads: row.get("heads")?,
        conflicts: row.get("conflicts")?,
        changed_at: row.get("changed_at")?,
        said_at: row.get("said_at")?,
    })
}
