//! Harm to what is in a vault, by SQL of the simulation's own.

use care::EntityId;
use rusqlite::{Connection, named_params};
use serde_json::Value;

use super::super::anew::Harm;
use super::super::disk::Disk;
use super::super::laptop::shown_on;

/// Does it, given what is to be there afterwards.
pub(super) fn does(db: &Connection, after: &Disk, harm: &Harm) -> rusqlite::Result<()> {
    let tx = db.unchecked_transaction()?;
    match harm {
        Harm::Entity(entity) => {
            let params = named_params! { ":id": entity.to_string() };
            tx.execute("delete from entity where id = :id", params)?;
        }
        Harm::Field(entity, _) => puts(&tx, after, *entity)?,
        Harm::Record(record) => {
            let params = named_params! { ":id": record.to_string() };
            // A trigger keeps records; harm asks no trigger.
            let sql = "insert into leaving (stream, entities, records)
                       select stream, 0, 0 from record where id = :id";
            tx.execute(sql, params)?;
            let sql = "delete from record where id = :id returning stream";
            let stream: String = tx.query_row(sql, params, |row| row.get(0))?;
            let params = named_params! { ":stream": stream };
            tx.execute("delete from leaving where stream = :stream", params)?;
        }
        Harm::Ghost(ghost) => puts(&tx, after, ghost.id)?,
    }
    tx.commit()
}

/// The row of an entity, as it is to be.
fn puts(db: &Connection, after: &Disk, entity: EntityId) -> rusqlite::Result<()> {
    let held = &after.entities[&entity];
    let params = named_params! {
        ":id": entity.to_string(),
        ":stream": held.stream.to_string(),
        ":kind": held.kind,
        ":data": Value::Object(shown_on(after, entity).0).to_string(),
        ":heads": serde_json::to_string(&held.fields).unwrap(),
    };
    let sql = "insert into entity (id, stream, kind, data, heads, conflicts, changed_at)
               values (:id, :stream, :kind, :data, :heads, 0, 0)
               on conflict (id) do update set data = excluded.data, heads = excluded.heads";
    db.execute(sql, params)?;
    // As whoever writes a thing does: the index of words is told.
    db.execute(
        "insert into entity_words (entity_words) values ('rebuild')",
        [],
    )?;
    Ok(())
}
