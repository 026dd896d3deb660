//! Two answers for one question.

use std::collections::BTreeMap;

use care::{
    Act, Entity as _, EntityId, Goal, Intervention, MemberId, OpId, REMOVED, Removed, Review, Role,
    StatedFact, SupportPerson, Task,
};
use serde_json::Value;
use sync::{EntityState, Head, StreamId, Write};
use vault::{Page, Reader, StoreError, entities, outbox};

use crate::book::{self, People};
use crate::contract::conflicts::{Choice, Conflict, ConflictAnswer, ListConflicts, SettleConflict};
use crate::contract::failure::Failure;
use crate::contract::{Made, Paged};
use crate::desk::Desk;
use crate::router::AtDesk;

impl AtDesk for ListConflicts {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Paged<Conflict>, Failure> {
        let page = Page::new(self.page.offset, self.page.limit);
        let page = page.ok_or(Failure::BadRequest {
            what: "page".to_owned(),
        })?;
        let role = desk.me().role;
        desk.read(|reader| {
            let people = People::read(reader, desk.me().staff)?;
            let mut rows = Vec::new();
            for entity in entities::with_conflicts(reader, page)? {
                rows.extend(conflicts_of(reader, &entity, &people, role)?);
            }
            Ok(Paged {
                rows,
                total: entities::count_conflicts(reader)?,
            })
        })
    }
}

fn conflicts_of(
    reader: &Reader<'_>,
    entity: &entities::Entity,
    people: &People,
    role: Role,
) -> Result<Vec<Conflict>, StoreError> {
    let Some(member) = entity
        .stream
        .parse::<StreamId>()
        .ok()
        .and_then(|stream| stream.member())
    else {
        return Ok(Vec::new());
    };
    let heads: BTreeMap<String, Vec<Head>> =
        serde_json::from_str(&entity.heads).unwrap_or_default();
    let known = book::member(reader, member)?;
    let member = known.as_ref().map_or(member, |held| MemberId(held.id));
    let name = known
        .map(|held| held.value.names.whole())
        .unwrap_or_default();
    let title = title(reader, entity)?;
    let own = outbox::of_entity(reader, &entity.id)?;
    let settled_here = |field: &str| {
        own.iter()
            .any(|outgoing| writes_to(&outgoing.op.body, field))
    };
    let conflict = |(field, heads): (String, Vec<Head>)| Conflict {
        entity: entity.id.clone(),
        kind: entity.kind.clone(),
        member,
        name: name.clone(),
        title: title.clone(),
        started_from: started_from(&heads),
        answers: heads.iter().map(|head| answer(head, people)).collect(),
        settled_here: settled_here(&field),
        may_settle: care::may(role, act(&entity.kind)),
        field,
    };
    Ok(heads
        .into_iter()
        .filter(|(_, heads)| 1 < heads.len())
        .map(conflict)
        .collect())
}

/// What settling a question about such a thing takes. Two decisions about one review are a decision like each of them.
fn act(kind: &str) -> Act {
    if kind == Review::KIND {
        Act::Steer
    } else {
        Act::Settle
    }
}

fn answer(head: &Head, people: &People) -> ConflictAnswer {
    ConflictAnswer {
        op: head.op.to_string(),
        value: head.value.clone(),
        by: people.author(&head.author),
        at: head.at,
    }
}

/// What they both started from: what all of them saw, if they saw the same.
fn started_from(heads: &[Head]) -> Value {
    let mut saw = heads.iter().map(|head| &head.saw);
    let first = saw.next().cloned().unwrap_or_default();
    if saw.all(|other| *other == first) {
        first
    } else {
        Value::Null
    }
}

fn writes_to(op: &str, field: &str) -> bool {
    let op = serde_json::from_str::<sync::Op>(op);
    op.is_ok_and(
        |op| matches!(&op.body, sync::OpBody::Set { fields, .. } if fields.contains_key(field)),
    )
}

/// What the entity is called on other screens.
pub(super) fn title(reader: &Reader<'_>, entity: &entities::Entity) -> Result<String, StoreError> {
    let Ok(id) = entity.id.parse::<EntityId>() else {
        return Ok(String::new());
    };
    let title = match entity.kind.as_str() {
        "goal" => book::read::<Goal>(reader, id)?.map(|held| held.value.statement.text),
        "intervention" => book::read::<Intervention>(reader, id)?.map(|held| held.value.what),
        "task" => book::read::<Task>(reader, id)?.map(|held| held.value.what),
        "support_person" => book::read::<SupportPerson>(reader, id)?.map(|held| held.value.name),
        // The screen has the words for its code.
        "stated_fact" => book::read::<StatedFact>(reader, id)?.map(|held| held.value.fact),
        _ => None,
    };
    Ok(title.unwrap_or_default())
}

impl AtDesk for SettleConflict {
    const ACT: Act = Act::Settle;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let bad = |what: &str| Failure::BadRequest {
            what: what.to_owned(),
        };
        let entity: EntityId = self.entity.parse().map_err(|_malformed| bad("entity"))?;
        let seen: Option<Vec<OpId>> = self.seen.iter().map(|op| op.parse().ok()).collect();
        let seen = seen.ok_or_else(|| bad("seen"))?;
        desk.write(|pen, writer| {
            let base = book::base(writer, entity)?.ok_or(Failure::NotHere)?;
            if !care::may(desk.me().role, act(&base.kind)) {
                return Err(Failure::NotAllowed.into());
            }
            let heads = base.fields.get(&self.field).cloned().unwrap_or_default();
            let there: Vec<OpId> = heads.iter().map(|head| head.op).collect();
            let is_the_same = there.len() == seen.len() && there.iter().all(|op| seen.contains(op));
            if !is_the_same || there.len() < 2 {
                return Err(Failure::ConflictChanged.into());
            }
            let value = match self.choice {
                Choice::Answer { op } => {
                    let chosen = heads.iter().find(|head| head.op.to_string() == op);
                    chosen.ok_or(Failure::ConflictChanged)?.value.clone()
                }
                Choice::Words { value } => value,
            };
            if self.field == REMOVED && !is_removal_or_none(&value) {
                return Err(bad("value").into());
            }
            let mut shown = base.shown();
            shown.insert(self.field.clone(), value.clone());
            care::check(&base.kind, Value::Object(shown), desk.today)
                .ok_or_else(|| bad("value"))?
                .map_err(Failure::from)?;
            let saw = heads
                .first()
                .map(|head| head.value.clone())
                .unwrap_or_default();
            // An own answer that is still on its way has been seen as well.
            let mut parents = there;
            parents.extend(own_writers(writer, entity, &self.field)?);
            if self.field == REMOVED {
                // Whether a thing is there speaks of all that is said of it.
                parents = everything(writer, &base)?;
            }
            let write = Write {
                value,
                parents,
                saw,
            };
            let fields = BTreeMap::from([(self.field.clone(), write)]);
            Ok(pen.set(&base.stream, &base.kind, entity, fields)?)
        })?;
        Ok(Made {})
    }
}

fn is_removal_or_none(value: &Value) -> bool {
    value.is_null() || serde_json::from_value::<Removed>(value.clone()).is_ok()
}

/// All that is said of an entity, here and at the clinic.
fn everything(reader: &Reader<'_>, base: &EntityState) -> Result<Vec<OpId>, StoreError> {
    let own = book::own_writes(reader, base.id.0)?;
    let own = own.iter().map(|(op, writes)| (*op, writes));
    let (_, mut seen) = sync::device::shown_here(&base.kind, Some(base), own);
    let of_clinic = base.fields.iter();
    for (field, heads) in of_clinic {
        let ops = heads.iter().map(|head| head.op);
        seen.0.entry(field.clone()).or_default().extend(ops);
    }
    Ok(seen.everything())
}

fn own_writers(
    reader: &Reader<'_>,
    entity: EntityId,
    field: &str,
) -> Result<Vec<OpId>, StoreError> {
    let own = book::own_writes(reader, entity.0)?;
    Ok(own
        .into_iter()
        .filter(|(_, writes)| writes.contains_key(field))
        .map(|(op, _)| op)
        .collect())
}
