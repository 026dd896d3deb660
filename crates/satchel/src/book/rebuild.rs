//! Bringing what is shown up to date with what the clinic has and what is still unanswered.

use ambient::Millis;
use care::{Entity as _, EntityId, Member, REMOVED};
use serde_json::Value;
use sync::{EntityState, StreamId};
use uuid::Uuid;
use vault::{Reader, StoreError, Writer, acked, entities, outbox, people};

use super::{OwnWrite, writes_of};

/// This device's own writes to an entity that the clinic has not fed back, in their order.
pub(crate) fn own_writes(reader: &Reader<'_>, entity: Uuid) -> Result<Vec<OwnWrite>, StoreError> {
    let entity = entity.to_string();
    let answered = acked::of_entity(reader, &entity)?;
    let waiting = outbox::of_entity(reader, &entity)?;
    let answered = answered.iter().map(|acked| acked.body.as_str());
    let waiting = waiting.iter().map(|outgoing| outgoing.op.body.as_str());
    Ok(answered.chain(waiting).filter_map(writes_of).collect())
}

/// An entity as the clinic has it; `None` if nothing of it came from there yet.
pub(crate) fn base(
    reader: &Reader<'_>,
    entity: EntityId,
) -> Result<Option<EntityState>, StoreError> {
    let row = entities::get(reader, &entity.to_string())?;
    let state = |row: entities::Entity| {
        let fields: sync::Fields = serde_json::from_str(&row.heads).ok()?;
        let stream: StreamId = row.stream.parse().ok()?;
        (!fields.is_empty()).then_some(EntityState {
            id: entity,
            stream,
            kind: row.care_kind().to_owned(),
            fields,
        })
    };
    Ok(row.and_then(state))
}

/// Puts the row of an entity anew: the clinic's heads, and what is shown of them and of the own writes.
pub(crate) fn rebuild(
    writer: &Writer<'_>,
    base: &EntityState,
    now: Millis,
) -> Result<(), StoreError> {
    let own = own_writes(writer, base.id.0)?;
    lay_out(writer, base, &own, now)
}

/// The same, where the own writes are known.
pub(crate) fn lay_out(
    writer: &Writer<'_>,
    base: &EntityState,
    own: &[OwnWrite],
    now: Millis,
) -> Result<(), StoreError> {
    let laid = own.iter().map(|(op, writes)| (*op, writes));
    let (shown, _) = sync::device::shown_here(&base.kind, Some(base), laid);
    // No list has what was removed, and nobody is asked about it.
    let (kind, conflicts) = if shown.contains_key(REMOVED) {
        (format!("{}{}", entities::REMOVED, base.kind), 0)
    } else {
        (base.kind.clone(), base.conflicts())
    };
    let row = entities::Entity {
        id: base.id.to_string(),
        stream: base.stream.to_string(),
        kind,
        data: Value::Object(shown).to_string(),
        heads: serde_json::to_string(&base.fields).unwrap_or_else(|_| "{}".to_owned()),
        conflicts: u32::try_from(conflicts).unwrap_or(u32::MAX),
        changed_at: now,
        said_at: said_at(base),
    };
    entities::put(writer, &row)?;
    let says = |field: &str| {
        base.fields.contains_key(field) || own.iter().any(|(_, writes)| writes.contains_key(field))
    };
    if base.kind == Member::KIND && says(Member::SAME_AS) {
        people::regrouped(writer, &row.stream);
    }
    Ok(())
}

/// When somebody of the staff last answered anything about it, as far as their clocks say; 0 for nobody.
pub(crate) fn said_at(base: &EntityState) -> i64 {
    let heads = base.fields.values().flatten();
    let by_staff = heads.filter(|head| head.author.staff().is_some());
    by_staff.map(|head| head.at).max().unwrap_or_default()
}
