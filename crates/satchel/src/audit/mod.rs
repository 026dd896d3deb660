//! Who looked at what on this laptop: every request that comes through the one door is an entry, or says why not.
//!
//! What changes something is written in the transaction that changes it. Looks are kept in memory and written together
//! every two seconds, before an exchange and when the satchel locks, so that no screen waits for the disk: whoever pulls
//! the plug loses at most the looks of those two seconds, and no edit. The same look again within a quarter of an hour is
//! the same look: a screen that stands open is asked for anew whenever something changes.

mod declared;
mod failed;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::Millis;
use care::{AuditAction, AuditPurpose, MemberId};
use serde_json::Value;
use sync::audit::AuditEntry;
use sync::{Hash, StreamId};
use vault::{Reader, StoreError, Writer, audit, entities, records};

use crate::core::Core;
use crate::session::{Me, Open};

#[cfg(test)]
pub(crate) use declared::DECLARED;
pub(crate) use declared::{Declared, declared};
pub(crate) use failed::FailedTries;

/// The same look again within this time is the same look.
const SAME_LOOK_MILLIS: Millis = 15 * 60_000;
/// So many looks wait to be written at most; a disk that takes nothing more loses the oldest.
const WAITING_MAX: usize = 2_000;
/// So many looks are remembered to know them again.
const KNOWN_MAX: usize = 4_000;

/// A look, as far as it is needed to know it again.
type Look = (String, Option<String>, Option<String>, Option<MemberId>);

/// Looks that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Trail(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    entries: Vec<AuditEntry>,
    known: BTreeMap<Look, Millis>,
}

/// What a request asks for, before anybody knows whether it may be answered.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    action: AuditAction,
    kind: String,
    id: Option<String>,
    member: Option<MemberId>,
}

/// What a request of this name and body is in the chain, if it shows something.
pub(crate) fn asked(name: &str, body: &Value) -> Option<Asked> {
    let Declared::Shows(action, kind, part) = declared(name) else {
        return None;
    };
    let text = |part: &str| body.get(part).and_then(Value::as_str);
    // Only what is an id: nothing that anybody typed gets into the chain.
    let id = part
        .and_then(text)
        .and_then(|id| id.parse::<uuid::Uuid>().ok());
    Some(Asked {
        action,
        kind: kind.to_owned(),
        id: id.map(|id| id.to_string()),
        member: text("member").and_then(|member| member.parse().ok()),
    })
}

/// A request that was refused; it may have been one that writes.
pub(crate) fn refused(name: &str, body: &Value) -> Asked {
    let text = |part: &str| body.get(part).and_then(Value::as_str);
    asked(name, body).unwrap_or_else(|| Asked {
        action: AuditAction::Edit,
        kind: name.split('.').next().unwrap_or_default().to_owned(),
        id: None,
        member: text("member").and_then(|member| member.parse().ok()),
    })
}

/// An entry of hers, now.
pub(crate) fn entry(me: &Me, at: Millis, action: AuditAction) -> AuditEntry {
    AuditEntry {
        actor: Some(me.staff),
        purpose: Some(AuditPurpose::of(me.role).code().to_owned()),
        ..AuditEntry::new(at, action)
    }
}

impl Asked {
    /// As an entry.
    pub(crate) fn by(self, me: &Me, at: Millis) -> AuditEntry {
        AuditEntry {
            kind: Some(self.kind),
            id: self.id,
            member: self.member,
            ..entry(me, at, self.action)
        }
    }
}

impl Trail {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody looked at something.
    pub(crate) fn looked(&self, entry: AuditEntry) {
        let look = (
            format!("{} {}", entry.action, entry.outcome),
            entry.kind.clone(),
            entry.id.clone(),
            entry.member,
        );
        let mut waiting = self.waiting();
        let last = waiting.known.get(&look).copied();
        let is_same =
            last.is_some_and(|last| (0..SAME_LOOK_MILLIS).contains(&entry.at.saturating_sub(last)));
        if is_same && entry.action != AuditAction::Export.code() {
            return;
        }
        if KNOWN_MAX <= waiting.known.len() {
            waiting.known.clear();
        }
        waiting.known.insert(look, entry.at);
        if WAITING_MAX <= waiting.entries.len() {
            waiting.entries.remove(0);
        }
        waiting.entries.push(entry);
    }
}

/// Writes the looks that wait. What the disk does not take waits on: nobody is kept from her work by it.
pub(crate) fn flush(open: &Open) {
    write(open, Vec::new());
}

/// The satchel was opened, or what opens it was changed: what was tried before goes into the chain first.
pub(crate) fn opened(core: &Core, open: &Open, action: AuditAction, kind: &str) {
    let failed = core
        .card()
        .profile
        .as_ref()
        .map(|profile| profile.failed.clone())
        .unwrap_or_default();
    let mut entries = failed.entries();
    entries.push(AuditEntry {
        kind: Some(kind.to_owned()),
        ..entry(&open.me, core.ambient().now(), action)
    });
    let is_written = write(open, entries);
    if let Some(profile) = &mut core.card().profile
        && is_written
    {
        profile.failed = FailedTries::default();
    }
}

/// Writes these entries after the looks that wait; whether the disk took them.
pub(crate) fn write(open: &Open, then: Vec<AuditEntry>) -> bool {
    let mut entries = std::mem::take(&mut open.trail.waiting().entries);
    entries.extend(then);
    if entries.is_empty() {
        return true;
    }
    let kept = open.vault.transact::<_, StoreError>(|writer| {
        entries.iter().try_for_each(|entry| append(writer, entry))
    });
    if let Err(error) = kept {
        tracing::warn!(%error, "who looked at what could not be written yet");
        let waiting = &mut open.trail.waiting().entries;
        entries.append(waiting);
        *waiting = entries;
        return false;
    }
    true
}

/// Appends an entry to the chain.
pub(crate) fn append(writer: &Writer<'_>, entry: &AuditEntry) -> Result<(), StoreError> {
    let last = audit::head(writer)?;
    let (seq, hash) = match last {
        Some(last) => (
            u64::try_from(last.seq).unwrap_or_default(),
            last.hash.parse().or(Err(StoreError::Damaged))?,
        ),
        None => (0, Hash::ZERO),
    };
    let member = match entry.member {
        Some(member) => Some(member),
        None => member_of(writer, entry.id.as_deref())?,
    };
    let entry = AuditEntry {
        member,
        ..entry.clone()
    };
    let link = entry.after(seq, hash).or(Err(StoreError::Damaged))?;
    let row = audit::Entry {
        seq: i64::try_from(link.seq).unwrap_or(i64::MAX),
        at: link.at,
        body: link.text,
        hash: link.hash.to_string(),
    };
    audit::append(writer, &row)
}

/// Whose the thing of this id is, where it is known here.
fn member_of(reader: &Reader<'_>, id: Option<&str>) -> Result<Option<MemberId>, StoreError> {
    let Some(id) = id else {
        return Ok(None);
    };
    let stream = match entities::get(reader, id)? {
        Some(entity) => Some(entity.stream),
        None => records::get(reader, id)?.map(|record| record.stream),
    };
    let stream = stream.and_then(|stream| stream.parse::<StreamId>().ok());
    Ok(match stream {
        Some(StreamId::Member(member)) => Some(member),
        Some(StreamId::Clinic) | None => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn look(at: Millis, member: u128) -> AuditEntry {
        AuditEntry {
            member: Some(MemberId(Uuid::from_u128(member))),
            ..AuditEntry::new(at, AuditAction::View)
        }
    }

    #[test]
    fn the_same_look_within_a_quarter_of_an_hour_is_one_and_a_later_one_is_another() {
        let trail = Trail::default();
        for (at, member) in [(0, 1), (60_000, 1), (60_000, 2), (SAME_LOOK_MILLIS, 1)] {
            trail.looked(look(at, member));
        }
        let at: Vec<Millis> = trail
            .waiting()
            .entries
            .iter()
            .map(|entry| entry.at)
            .collect();
        assert_eq!(at, [0, 60_000, SAME_LOOK_MILLIS]);
    }

    #[test]
    fn what_is_handed_out_twice_is_two() {
        let trail = Trail::default();
        for at in [0, 1] {
            trail.looked(AuditEntry::new(at, AuditAction::Export));
        }
        assert_eq!(trail.waiting().entries.len(), 2);
    }

    #[test]
    fn nothing_that_somebody_typed_gets_into_an_entry() {
        let typed = json!({ "visit": "Ana Ruiz", "member": "Ana Ruiz", "text": "Ana Ruiz" });
        for name in ["visits.show", "people.find", "visits.sign"] {
            let asked = refused(name, &typed);
            assert_eq!((asked.id, asked.member), (None, None), "{name}");
        }
    }
}
