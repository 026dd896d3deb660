//! What of a member's stream goes to a device: as much as its person's role may hold, and no more.
//!
//! A change that is not shown keeps its place in the feed, with nothing in it, so that places have no gap. When the role
//! changes what may be held, the device is first told to let go of every member, as if all of them had been taken away; it
//! hands over what was being written, accounts for what it held, and is given all of them anew under a newer version of its
//! grants. So nothing that was given under one mask is ever mixed with what is given under another, and a device of any
//! release can do it.

use care::{Entity as _, EntityId, Mask, Member, Role, Staff, StaffId};
use serde_json::Value;

use super::{Device, Ledger};
use crate::wire::{Change, ChangeItem, Pull};
use crate::{EntityState, Fields, Head, StreamId};

/// Under which mask a device holds members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldAs {
    /// The mask.
    pub mask: Mask,
    /// Since which version of its grants: whatever it was given under an older one it has to let go of first.
    pub since: u64,
    /// Whether it is known to have let go.
    pub settled: bool,
}

impl Default for HeldAs {
    /// A device of which nothing is known may hold everything.
    fn default() -> Self {
        Self {
            mask: Mask::Whole,
            since: 0,
            settled: true,
        }
    }
}

/// What is to be done with a device that asks.
pub(super) enum Standing {
    /// It holds, or is given, what this mask shows.
    Holds(Mask),
    /// It is to let go of every member under this version of its grants.
    LetsGo(u64),
}

/// What somebody may hold. Of whom the directory says no role may hold nothing.
fn of<L: Ledger>(ledger: &L, staff: StaffId) -> Result<Mask, L::Error> {
    Ok(ledger.role_of(staff)?.map_or(Mask::Nothing, Mask::of))
}

/// The mask under which a device is given what does not come with the feed; none while it has not let go of what it holds
/// under another: until then the feed is all it is answered.
pub(super) fn given<L: Ledger>(ledger: &L, device: Device) -> Result<Option<Mask>, L::Error> {
    let (mask, held) = (of(ledger, device.staff)?, ledger.held_as(device.id)?);
    Ok((held.settled && held.mask == mask).then_some(mask))
}

/// Notes under which mask a device holds members, and what is to be done with it now.
pub(super) fn meets<L: Ledger>(
    ledger: &mut L,
    device: Device,
    pull: &Pull,
) -> Result<Standing, L::Error> {
    let (mask, held) = (of(ledger, device.staff)?, ledger.held_as(device.id)?);
    if held.mask != mask {
        let since = ledger.raise_gver(device.staff)?;
        // Once more, so that a late copy of the answer that tells it to let go is older than what it is then given.
        ledger.raise_gver(device.staff)?;
        let settled = false;
        let held = HeldAs {
            mask,
            since,
            settled,
        };
        ledger.hold_as(device.id, held)?;
        return Ok(Standing::LetsGo(since));
    }
    if pull.gver < held.since {
        // It has not heard of it, or was put back to before it had.
        let settled = false;
        if held.settled {
            ledger.hold_as(device.id, HeldAs { settled, ..held })?;
        }
        return Ok(Standing::LetsGo(held.since));
    }
    if !held.settled {
        let settled = true;
        ledger.hold_as(device.id, HeldAs { settled, ..held })?;
        for stream in granted(ledger, device, mask)? {
            ledger.await_from(device.id, &stream, 0)?;
        }
    }
    Ok(Standing::Holds(mask))
}

/// The members' streams of which a device is given anything.
pub(super) fn granted<L: Ledger>(
    ledger: &L,
    device: Device,
    mask: Mask,
) -> Result<Vec<StreamId>, L::Error> {
    match mask {
        Mask::Whole | Mask::Billing => ledger.grants_of(device.staff),
        Mask::Nothing => Ok(Vec::new()),
    }
}

/// Whether anything of a stream is shown.
pub(super) fn shows(mask: Mask, stream: &StreamId) -> bool {
    *stream == StreamId::Clinic || mask != Mask::Nothing
}

/// What somebody of the directory may hold, as it stands there.
pub(super) fn said_of(state: &EntityState) -> Option<Mask> {
    let heads = state
        .fields
        .get("role")
        .filter(|_| state.kind == Staff::KIND)?;
    let role: Role = heads.first()?.value.as_str()?.parse().ok()?;
    Some(Mask::of(role))
}

/// The directory says another role of somebody: if she may hold more or less by it, her devices are told so.
pub(super) fn note<L: Ledger>(
    ledger: &mut L,
    before: Option<Mask>,
    state: &EntityState,
) -> Result<(), L::Error> {
    if before.is_some() && before != said_of(state) {
        ledger.raise_gver(StaffId(state.id.0))?;
    }
    Ok(())
}

/// A change as it is shown.
pub(super) fn change(mask: Mask, stream: &StreamId, change: Change) -> Change {
    let StreamId::Member(member) = stream else {
        return change;
    };
    if mask == Mask::Whole {
        return change;
    }
    let nothing = ChangeItem::nothing_shown(EntityId::from(*member));
    let item = match change.item {
        ChangeItem::Entity {
            entity,
            kind,
            fields,
        } => {
            let fields = shown(mask, &kind, fields);
            if fields.is_empty() {
                nothing
            } else {
                ChangeItem::Entity {
                    entity,
                    kind,
                    fields,
                }
            }
        }
        ChangeItem::Record { .. } if mask.shows_records() => change.item,
        ChangeItem::Record { .. } => nothing,
    };
    Change { item, ..change }
}

/// An entity as it is shown; none if nothing of it is.
pub(super) fn entity(mask: Mask, entity: EntityState) -> Option<EntityState> {
    if mask == Mask::Whole || entity.stream == StreamId::Clinic {
        return Some(entity);
    }
    let fields = shown(mask, &entity.kind, entity.fields);
    (!fields.is_empty()).then_some(EntityState { fields, ..entity })
}

fn shown(mask: Mask, kind: &str, fields: Fields) -> Fields {
    let shown = fields.into_iter().filter_map(|(field, heads)| {
        let without = mask.shows_field(kind, &field)?;
        let heads = heads.into_iter().map(|head| Head {
            value: left_out(head.value, without),
            saw: left_out(head.saw, without),
            ..head
        });
        Some((field, heads.collect()))
    });
    shown.collect()
}

/// A value without some of its parts, also where it is a list of such values.
fn left_out(value: Value, without: &[&str]) -> Value {
    match value {
        Value::Object(mut parts) => {
            parts.retain(|part, _| !without.contains(&part.as_str()));
            Value::Object(parts)
        }
        Value::Array(all) => {
            let each = all.into_iter().map(|one| left_out(one, without));
            Value::Array(each.collect())
        }
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

impl ChangeItem {
    /// What stands in a member's feed in the place of a change that is not shown: that nothing new is said of the member
    /// herself. Every release takes it, and holds the same after it as before.
    fn nothing_shown(member: EntityId) -> Self {
        Self::Entity {
            entity: member,
            kind: Member::KIND.to_owned(),
            fields: Fields::new(),
        }
    }

    /// Whether it only stands in the place of a change that is not shown.
    pub(crate) fn shows_nothing(&self) -> bool {
        match self {
            Self::Entity { kind, fields, .. } => fields.is_empty() && kind == Member::KIND,
            Self::Record { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Digest;
    use crate::{Author, Hash, Rules, SignedRecord};
    use care::{Episode, MemberId, OpId};
    use serde_json::json;
    use uuid::Uuid;

    const MEMBER: MemberId = MemberId(Uuid::from_u128(2));

    fn head(n: u128, value: Value) -> Head {
        Head {
            op: OpId(Uuid::from_u128(n)),
            saw: value.clone(),
            value,
            author: Author::System("import".to_owned()),
            at: 0,
            agreed: Vec::new(),
        }
    }

    fn says(kind: &str, fields: &[(&str, Value)]) -> Change {
        let heads = |(field, value): &(&str, Value)| {
            let heads = vec![head(7, value.clone()), head(8, value.clone())];
            ((*field).to_owned(), heads)
        };
        Change {
            seq: 3,
            op: OpId(Uuid::from_u128(7)),
            item: ChangeItem::Entity {
                entity: EntityId(Uuid::from_u128(9)),
                kind: kind.to_owned(),
                fields: fields.iter().map(heads).collect(),
            },
        }
    }

    fn seen(mask: Mask, of: Change) -> Value {
        serde_json::to_value(change(mask, &StreamId::Member(MEMBER), of)).unwrap()
    }

    #[test]
    fn what_is_not_shown_keeps_its_place_and_every_release_takes_it() {
        let task = says("task", &[("what", json!("call her sister"))]);
        let record = SignedRecord {
            text: "{}".to_owned(),
            hash: Hash::ZERO,
            signature: String::new(),
        };
        let note = Change {
            item: ChangeItem::Record {
                record,
                received_at: 5,
            },
            ..task.clone()
        };
        // As the first release wrote an answer to some fields of a member.
        let nothing = json!({
            "seq": 3, "op": Uuid::from_u128(7),
            "item": { "is": "entity", "entity": MEMBER, "kind": "member", "fields": {} },
        });
        for mask in [Mask::Billing, Mask::Nothing] {
            assert_eq!(seen(mask, task.clone()), nothing);
            assert_eq!(seen(mask, note.clone()), nothing);
        }
        assert_eq!(
            seen(Mask::Whole, note.clone()),
            serde_json::to_value(note).unwrap()
        );
        // A release that does not know it for what it is holds an entity without a field, if anything: the same digest.
        let mut digest = Digest::new(Rules::SOUND);
        digest.entity(&EntityState::new(
            MEMBER.into(),
            StreamId::Member(MEMBER),
            "member".to_owned(),
        ));
        assert_eq!(digest.sum(), Hash::ZERO);
    }

    #[test]
    fn of_what_is_shown_every_answer_is_and_of_none_the_words() {
        let stages = json!([{ "stage": "assigned", "on": "2026-01-01", "reason": "she drinks" }]);
        let given = says(
            Episode::KIND,
            &[("stages", stages), ("populations", json!(["sud"]))],
        );
        let text = seen(Mask::Billing, given).to_string();
        assert!(!text.contains("drinks") && !text.contains("sud"), "{text}");
        assert_eq!(text.matches("assigned").count(), 4, "{text}");
    }

    #[test]
    fn the_directory_is_everybodys() {
        let nurse = says("staff", &[("role", json!("nurse"))]);
        let ChangeItem::Entity { fields, .. } = &nurse.item else {
            return;
        };
        let mut state = EntityState::new(
            EntityId(Uuid::from_u128(9)),
            StreamId::Clinic,
            "staff".to_owned(),
        );
        state.fields = fields.clone();
        assert_eq!(said_of(&state), Some(Mask::Whole));
        assert_eq!(entity(Mask::Nothing, state.clone()), Some(state));
        let given = change(Mask::Nothing, &StreamId::Clinic, nurse);
        assert!(!given.item.shows_nothing());
    }
}
