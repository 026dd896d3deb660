//! How an operation that may be taken changes what the clinic has.

use std::collections::{BTreeMap, BTreeSet};

use care::{Entity as _, Episode, Glass, MemberId, Review, StaffId};

use super::{Ledger, mask, one_person, records, review};
use crate::merge::{By, merge};
use crate::wire::{ChangeItem, OpResult, ParkReason};
use crate::{Author, EntityState, Mutant, Op, OpBody, Rules, StreamId, Write};

/// What became of an operation that was applied, or could not be.
pub(super) struct Became {
    pub(super) result: OpResult,
    /// The member was one person with this one, and is not any more.
    pub(super) parted: Option<MemberId>,
}

impl From<OpResult> for Became {
    fn from(result: OpResult) -> Self {
        Self {
            result,
            parted: None,
        }
    }
}

/// Applies an operation, also of somebody who begins the member's stream with it.
pub(super) fn apply<L: Ledger>(
    ledger: &mut L,
    op: &Op,
    received_at: i64,
    rules: Rules,
) -> Result<Became, L::Error> {
    if let (Author::Staff(staff), false) = (&op.author, ledger.is_granted(&op.stream)?) {
        // Somebody first met in the field is whoever's met her, and every supervisor's.
        let mut holders = BTreeSet::from([*staff]);
        holders.extend(ledger.supervisors()?);
        let holders: Vec<StaffId> = holders.into_iter().collect();
        one_person::entitle(ledger, &op.stream, &holders)?;
    }
    apply_as_holder(ledger, op, received_at, rules)
}

/// Applies an operation in a stream that somebody holds: an answer is merged, a record is kept; either is the next change
/// of its stream.
pub(super) fn apply_as_holder<L: Ledger>(
    ledger: &mut L,
    op: &Op,
    received_at: i64,
    rules: Rules,
) -> Result<Became, L::Error> {
    match &op.body {
        OpBody::Set {
            entity,
            kind,
            fields,
        } => {
            let known = ledger.entity(*entity)?;
            if known
                .as_ref()
                .is_some_and(|known| known.stream != op.stream || known.kind != *kind)
            {
                let reason = ParkReason::Malformed;
                return Ok(OpResult::Parked { reason }.into());
            }
            let mut state =
                known.unwrap_or_else(|| EntityState::new(*entity, op.stream.clone(), kind.clone()));
            let table = care::fields_of(kind).unwrap_or_default();
            let said = one_person::said_of(&state, rules);
            let masked = mask::said_of(&state);
            let by = By {
                op: op.id,
                author: &op.author,
                at: op.at,
                schema: op.schema,
            };
            let merged = if rules.hold(Mutant::ParentsBySeq) {
                merge(&mut state, table, &by, fields, rules)
            } else {
                let by_place = parents_by_place(ledger, &state, fields)?;
                merge(&mut state, table, &by, &by_place, rules)
            };
            ledger.put_entity(&state)?;
            let parted = one_person::note(ledger, said, &state, rules)?;
            mask::note(ledger, masked, &state)?;
            if kind == Episode::KIND && rules.hold(Mutant::GrantsStay) {
                regrant(ledger, &state)?;
            }
            // One that was opened or ended changes who holds her: it is the clinic's own word.
            if let (Glass::KIND, StreamId::Member(member)) = (kind.as_str(), &op.stream) {
                one_person::share(ledger, *member)?;
            }
            let changed = |field: &String| {
                state
                    .fields
                    .get(field)
                    .map(|heads| (field.clone(), heads.clone()))
            };
            let item = ChangeItem::Entity {
                entity: *entity,
                kind: kind.clone(),
                fields: merged.changed.iter().filter_map(changed).collect(),
            };
            let seq = ledger.append(&op.stream, op.id, &item)?;
            if kind == Review::KIND {
                review::take_over(ledger, &state, received_at, rules)?;
            }
            let result = if merged.two_answers.is_empty() {
                OpResult::Applied { seq }
            } else {
                OpResult::AppliedConflict {
                    seq,
                    fields: merged.two_answers,
                }
            };
            Ok(Became { result, parted })
        }
        OpBody::Record { record } => {
            let result = records::insert(ledger, op, record, (received_at, rules))?;
            Ok(result.into())
        }
    }
}

/// What a clinic would make of parents that were places of the stream: whatever stands before the last of them is seen.
fn parents_by_place<L: Ledger>(
    ledger: &L,
    state: &EntityState,
    fields: &BTreeMap<String, Write>,
) -> Result<BTreeMap<String, Write>, L::Error> {
    let place = |op| Ok(ledger.answer_to(op)?.and_then(|answer| answer.result.seq()));
    let mut writes = fields.clone();
    for (field, write) in &mut writes {
        let mut last = None;
        for parent in &write.parents {
            last = last.max(place(*parent)?);
        }
        for head in state.fields.get(field).into_iter().flatten() {
            if place(head.op)? <= last {
                write.parents.push(head.op);
            }
        }
    }
    Ok(writes)
}

/// The episode says who works with the member: they, and every supervisor, hold her stream.
fn regrant<L: Ledger>(ledger: &mut L, episode: &EntityState) -> Result<(), L::Error> {
    let shown = serde_json::Value::Object(episode.shown());
    // An episode that cannot be read, or was removed, changes nobody's access.
    if episode.is_removed() {
        return Ok(());
    }
    let Ok(readable) = serde_json::from_value::<Episode>(shown) else {
        return Ok(());
    };
    let mut staff = readable.everybody();
    if staff.is_empty() {
        return Ok(());
    }
    for supervisor in ledger.supervisors()? {
        if !staff.contains(&supervisor) {
            staff.push(supervisor);
        }
    }
    one_person::entitle(ledger, &episode.stream, &staff)
}
