//! Break-glass at the clinic: who may open whose record for a while, and that it ends.
//!
//! What was opened is an entity of the clinic's own in the member's stream; who holds the stream follows from it (`sync`'s
//! `one_person`). Nobody is given anything after its end: every request of a device first ends what is over.

mod listing;
mod of_clinic;

use std::collections::{BTreeMap, BTreeSet};

use ambient::Ambient;
use care::{
    Act, AuditAction, Entity as _, EntityId, Glass, GlassCase, GlassFound, GlassNo, GlassReason,
    GlassWhom, Member, MemberId, Role, StaffId, Tag, TagRemoved, TagSources, Tagged, break_glass,
    glass_until, is_exactly, marks, may, tags_of,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sync::audit::AuditEntry;
use sync::clinic::{Device, group};
use sync::glass::{AskGlass, GlassAnswer};
use sync::{Ledger as _, Seen, StreamId, changed_fields};

use crate::audit;
use crate::devices::EnrolledDevice;
use crate::ledger::{LedgerError, Pen, Tx, params};

pub(crate) use listing::list;

/// The name by which it stands in the history, and in the chain of who looked at what.
const SYSTEM: &str = "break_glass";
/// Asking too often is counted no more, or it would never end.
const DAY_MILLIS: i64 = 24 * 3_600_000;
/// So many records with one name and birth date are looked at; more are nobody's exactly.
const FOUND_MAX: usize = 64;

/// One of them, as it is kept.
struct Kept {
    id: EntityId,
    member: MemberId,
    glass: Glass,
}

/// Somebody asks for a record. Whatever comes of it is in the chain.
pub(crate) fn ask(
    tx: &mut Tx<'_>,
    from: &EnrolledDevice,
    asked: &AskGlass,
    ambient: &Ambient,
) -> Result<Option<GlassAnswer>, LedgerError> {
    let entry = audit::by(tx, from.id, from.staff, AuditAction::BreakGlass, SYSTEM);
    let role = tx.role_of(from.staff)?;
    let Some(role) = role.filter(|role| may(*role, Act::BreakGlass)) else {
        audit::append(tx, entry.refused())?;
        return Ok(None);
    };
    let people = find(tx, &asked.whom)?;
    let streams = people.values().flatten().map(|one| StreamId::Member(*one));
    let device = Device {
        id: from.id,
        staff: from.staff,
    };
    tx.lock(device, &streams.collect())?;
    let found = people.first_key_value().filter(|_| people.len() == 1);
    let entry = AuditEntry {
        member: found.map(|(member, _)| *member),
        ..entry
    };
    if let Some((_, records)) = found
        && let Some(open) = open_for(tx, from.staff, records)?
    {
        return go_on(tx, &open, entry, ambient).map(Some);
    }
    let case = case(tx, (from.staff, role), asked, &people)?;
    let answer = match (break_glass(&case), found) {
        (Ok(()), Some((member, _))) => {
            let open = open(tx, (from, *member), asked, ambient)?;
            audit::append(tx, entry)?;
            open
        }
        (Ok(()), None) => return Err(LedgerError::Malformed),
        (Err(why), _) => {
            let entry = match why {
                // Not counted with the others; and of whom she asked nothing is known.
                GlassNo::TooMany => audit::by(tx, from.id, from.staff, AuditAction::Search, SYSTEM),
                GlassNo::Role
                | GlassNo::Nobody
                | GlassNo::Several
                | GlassNo::Hers
                | GlassNo::EmergencyOnly
                | GlassNo::Over
                | GlassNo::Longest => entry,
            };
            audit::append(tx, entry.refused())?;
            GlassAnswer::No { why }
        }
    };
    Ok(Some(answer))
}

/// She asks for longer; none if it is not hers, or there is none.
pub(crate) fn renew(
    tx: &mut Tx<'_>,
    from: &EnrolledDevice,
    id: EntityId,
    ambient: &Ambient,
) -> Result<Option<GlassAnswer>, LedgerError> {
    let entry = audit::by(tx, from.id, from.staff, AuditAction::Edit, SYSTEM);
    let hers = locked(tx, id)?.filter(|kept| kept.glass.staff == from.staff);
    let Some(kept) = hers else {
        audit::append(tx, entry.refused())?;
        return Ok(None);
    };
    let entry = AuditEntry {
        member: Some(kept.member),
        ..entry
    };
    go_on(tx, &kept, entry, ambient).map(Some)
}

/// Ends one that is over. Another server may have done it meanwhile, or it may go on.
pub(crate) fn end(tx: &mut Tx<'_>, id: EntityId, ambient: &Ambient) -> Result<(), LedgerError> {
    let kept = locked(tx, id)?;
    let now = tx.now();
    let Some(kept) = kept.filter(|kept| kept.glass.ended.is_none() && kept.glass.is_over(now))
    else {
        return Ok(());
    };
    let ended = Glass {
        ended: Some(kept.glass.until),
        ..kept.glass.clone()
    };
    change(tx, &kept, &ended, ambient)?;
    let entry = AuditEntry {
        member: Some(kept.member),
        ..audit::here(tx, AuditAction::Edit, SYSTEM)
    };
    audit::append(tx, entry)
}

/// Those that are over and not ended.
pub(crate) fn over(tx: &Tx<'_>, now: i64) -> Result<Vec<EntityId>, LedgerError> {
    let params = params! { ":now": now };
    let ids = tx.all(include_str!("over.sql"), params, |row| row.get::<String>(0))?;
    ids.iter()
        .map(|id| id.parse().or(Err(LedgerError::Malformed)))
        .collect()
}

/// One of them, its stream locked.
fn locked(tx: &mut Tx<'_>, id: EntityId) -> Result<Option<Kept>, LedgerError> {
    let Some(stream) = tx.entity(id)?.map(|state| state.stream) else {
        return Ok(None);
    };
    tx.lock_streams(&[stream])?;
    kept(tx, id)
}

/// One of them; none of another kind.
fn kept(tx: &Tx<'_>, id: EntityId) -> Result<Option<Kept>, LedgerError> {
    let state = tx.entity(id)?.filter(|state| state.kind == Glass::KIND);
    let Some((state, member)) = state.and_then(|state| {
        let member = state.stream.member()?;
        Some((state, member))
    }) else {
        return Ok(None);
    };
    let glass = serde_json::from_value(Value::Object(state.shown())).ok();
    Ok(glass.map(|glass| Kept { id, member, glass }))
}

/// Opens the record.
fn open(
    tx: &mut Tx<'_>,
    (from, member): (&EnrolledDevice, MemberId),
    asked: &AskGlass,
    ambient: &Ambient,
) -> Result<GlassAnswer, LedgerError> {
    let until = glass_until(tx.now(), tx.now());
    let glass = Glass {
        staff: from.staff,
        device: from.id,
        reason: asked.reason,
        words: asked.words.trim().to_owned(),
        at: tx.now(),
        until,
        ended: None,
        weighed: None,
    };
    let pen = Pen::new(tx, ambient, SYSTEM)?;
    let id = EntityId(pen.mint());
    pen.create(tx, StreamId::Member(member), id, &glass)?;
    Ok(GlassAnswer::Open {
        glass: id,
        member,
        until,
    })
}

/// Whether it could be opened today as it was: her role and what is in the record may have changed.
fn may_go_on(tx: &Tx<'_>, kept: &Kept) -> Result<Result<(), GlassNo>, LedgerError> {
    let role = tx.role_of(kept.glass.staff)?;
    if !role.is_some_and(|role| may(role, Act::BreakGlass)) {
        return Ok(Err(GlassNo::Role));
    }
    let records = group(tx, kept.member)?;
    if kept.glass.reason != GlassReason::Emergency && is_of_part2(tx, &records)? {
        return Ok(Err(GlassNo::EmergencyOnly));
    }
    Ok(Ok(()))
}

/// It goes on for another while, if it may.
fn go_on(
    tx: &mut Tx<'_>,
    kept: &Kept,
    entry: AuditEntry,
    ambient: &Ambient,
) -> Result<GlassAnswer, LedgerError> {
    match may_go_on(tx, kept)?.and_then(|()| kept.glass.renewed(tx.now())) {
        Ok(until) => {
            let longer = Glass {
                until,
                ..kept.glass.clone()
            };
            change(tx, kept, &longer, ambient)?;
            audit::append(tx, entry)?;
            Ok(GlassAnswer::Open {
                glass: kept.id,
                member: kept.member,
                until,
            })
        }
        Err(why) => {
            audit::append(tx, entry.refused())?;
            Ok(GlassAnswer::No { why })
        }
    }
}

/// Writes what has changed of it.
fn change(
    tx: &mut Tx<'_>,
    kept: &Kept,
    after: &Glass,
    ambient: &Ambient,
) -> Result<(), LedgerError> {
    let Some(state) = tx.entity(kept.id)? else {
        return Err(LedgerError::Malformed);
    };
    let heads = state.fields.iter().map(|(field, heads)| {
        let ops = heads.iter().map(|head| head.op).collect();
        (field.clone(), ops)
    });
    let seen = Seen(heads.collect());
    let object = |glass: &Glass| -> Result<Map<String, Value>, LedgerError> {
        let Value::Object(fields) = serde_json::to_value(glass)? else {
            return Err(LedgerError::Malformed);
        };
        Ok(fields)
    };
    let fields = changed_fields(&object(&kept.glass)?, &object(after)?, &seen);
    let pen = Pen::new(tx, ambient, SYSTEM)?;
    pen.write(tx, state.stream, (Glass::KIND, kept.id), fields)?;
    if kept.glass.ended.is_none() && after.ended.is_some() {
        // Whoever has come to work with her meanwhile holds her on: her laptop may have let go of her.
        for record in group(tx, kept.member)? {
            tx.grant_anew(&StreamId::Member(record), after.staff)?;
        }
    }
    Ok(())
}

/// Everybody who is exactly that: each person once, with her records.
fn find(
    tx: &Tx<'_>,
    whom: &GlassWhom,
) -> Result<BTreeMap<MemberId, BTreeSet<MemberId>>, LedgerError> {
    let typed = whom.typed();
    let mut found = BTreeSet::new();
    for mark in marks(&typed) {
        for member in tx.known_by(&mark, FOUND_MAX)? {
            let record = tx.thing::<Member>(member.into())?;
            if record.is_some_and(|record| is_exactly(&record, &typed)) {
                found.insert(member);
            }
        }
    }
    let mut people = BTreeMap::new();
    while let Some(member) = found.pop_first() {
        let records = group(tx, member)?;
        found.retain(|other| !records.contains(other));
        people.insert(member, records);
    }
    Ok(people)
}

/// The one of hers that is open on one of these records.
fn open_for(
    tx: &Tx<'_>,
    staff: StaffId,
    records: &BTreeSet<MemberId>,
) -> Result<Option<Kept>, LedgerError> {
    for member in records {
        for state in tx.of_kind(&StreamId::Member(*member), Glass::KIND)? {
            let hers = kept(tx, state.id)?
                .filter(|kept| kept.glass.staff == staff && !kept.glass.is_over(tx.now()));
            if hers.is_some() {
                return Ok(hers);
            }
        }
    }
    Ok(None)
}

/// What is to be weighed.
fn case(
    tx: &Tx<'_>,
    (staff, role): (StaffId, Role),
    asked: &AskGlass,
    people: &BTreeMap<MemberId, BTreeSet<MemberId>>,
) -> Result<GlassCase, LedgerError> {
    let since = tx.now().saturating_sub(DAY_MILLIS);
    let params = params! { ":staff": staff.to_string(), ":since": since };
    let counted = |sql: &str| -> Result<u32, LedgerError> {
        let count = tx.one(sql, params, |row| row.get::<i64>(0))?;
        Ok(u32::try_from(count.unwrap_or_default()).unwrap_or(u32::MAX))
    };
    let found = match people.first_key_value() {
        None => GlassFound::Nobody,
        Some(_) if 1 < people.len() => GlassFound::Several,
        Some((member, _)) if tx.holds(staff, &StreamId::Member(*member))? => GlassFound::Hers,
        Some((_, records)) => GlassFound::One {
            part2: is_of_part2(tx, records)?,
        },
    };
    Ok(GlassCase {
        role,
        reason: asked.reason,
        asked: counted(include_str!("asked.sql"))?,
        opened: counted(include_str!("opened.sql"))?,
        found,
    })
}

/// Whether somebody has said of something on these records that it came from a programme under 42 CFR Part 2, and no
/// supervisor has taken that off again.
fn is_of_part2(tx: &Tx<'_>, records: &BTreeSet<MemberId>) -> Result<bool, LedgerError> {
    let (mut put, mut off) = (BTreeMap::new(), Vec::new());
    for member in records {
        for received in tx.records_after(&StreamId::Member(*member), None, usize::MAX)? {
            let Ok(record) = received.record.read() else {
                continue;
            };
            if record.kind == Tagged::KIND {
                put.extend(read::<Tagged>(record.body).map(|one| (record.id, one)));
            } else if record.kind == TagRemoved::KIND {
                off.extend(read::<TagRemoved>(record.body));
            }
        }
    }
    let mut stands = false;
    let removed_by = off.iter().map(|one| tx.role_of(one.author.staff));
    let roles: Vec<Option<Role>> = removed_by.collect::<Result<_, _>>()?;
    let mut roles = roles.into_iter();
    // Whoever signed that without being allowed to has taken nothing off.
    off.retain(|_| {
        let role = roles.next().flatten();
        role.is_some_and(|role| may(role, Act::Untag))
    });
    let things: BTreeSet<EntityId> = put.values().map(|one| one.of).collect();
    for of in things {
        let sources = tags_of(of, &TagSources::default(), &put, &off);
        stands |= sources.tags().contains(&Tag::Part2);
    }
    Ok(stands)
}

fn read<T: DeserializeOwned>(body: Value) -> Option<T> {
    serde_json::from_value(body).ok()
}
