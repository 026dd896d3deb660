//! Who looked at what goes after the work, while anything of it waits: one more request then, and none otherwise.
//!
//! The clinic's word on its own chain comes back, and is compared with what it said before. Where it contradicts itself,
//! the Sync screen says so, and the clinic hears of it with its own earlier word.

use std::sync::Weak;

use serde::{Deserialize, Serialize};
use sync::audit::{AuditTaken, Checkpoint, JoinOutcome, Reached, SendAudit, Witnessed};
use sync::limits::AUDIT_LINKS_MAX;
use sync::proof::public_key;
use sync::{DeviceStore as _, Hash};
use vault::{Reader, StoreError, Writer, audit, meta};

use super::journey::{JourneyError, Traveller, transact, with_open};
use super::{EPOCH, LineError, Shelf};
use crate::audit::flush;
use crate::core::Core;
use crate::session::Open;

/// The key the clinic signs its chain with, in `meta`: it is pinned when it is first heard.
const KEY: &str = "audit_key";
/// That the clinic contradicted itself, in `meta`.
const FORK: &str = "audit_fork";
/// So many requests one journey makes for it; what is left goes with the next.
const ROUNDS_MAX: usize = 100;

/// What is kept of a contradiction.
#[derive(Serialize, Deserialize)]
struct Contradiction {
    /// The clinic's own earlier word.
    word: Checkpoint,
    /// The clinic has heard of it.
    told: bool,
}

/// Whether the clinic's chain was found to contradict the clinic's earlier word.
pub(crate) fn has_forked(reader: &Reader<'_>) -> Result<bool, StoreError> {
    Ok(meta::get(reader, FORK)?.is_some())
}

/// Sends what waits.
pub(super) async fn send_audit(
    core: &Weak<Core>,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    with_open(core, |_, open| {
        flush(open);
        Ok(())
    })?;
    let mut gap = false;
    for _ in 0..ROUNDS_MAX {
        let Some(sent) = with_open(core, |core, open| letter(core, open, gap))? else {
            return Ok(());
        };
        let taken: AuditTaken = match traveller.post("/sync/audit", &sent).await {
            Ok(taken) => taken,
            // The work goes out all the same; the next journey offers it again.
            Err(LineError::Refused(refusal)) => {
                tracing::warn!(code = ?refusal.code, "the clinic did not take who looked at what");
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        gap = with_open(core, |core, open| {
            transact(core, open, |writer| heard(writer, &sent, &taken))
        })?;
    }
    Ok(())
}

/// Whether something of it waits to be sent.
pub(super) fn waits(open: &Open) -> Result<bool, StoreError> {
    flush(open);
    open.vault.read(is_unsent)
}

fn is_unsent(reader: &Reader<'_>) -> Result<bool, StoreError> {
    let place = audit::place(reader)?;
    let fork = contradiction(reader)?.is_some_and(|fork| !fork.told);
    Ok(fork || !audit::after(reader, place.through, 1)?.is_empty())
}

/// What is to go now.
fn letter(core: &Core, open: &Open, gap: bool) -> Result<Option<SendAudit>, JourneyError> {
    if !open.vault.read(is_unsent)? {
        return Ok(None);
    }
    transact(core, open, |writer| {
        let plain = links_after(writer, audit::place(writer)?, open)?;
        let fork = contradiction(writer)?.filter(|fork| !fork.told);
        let epoch = plain.epoch.clone();
        let witnessed = audit::witness(writer, &epoch)?.map(|witness| Witnessed {
            epoch: witness.epoch,
            size: u64::try_from(witness.size).unwrap_or_default(),
        });
        Ok(Some(SendAudit {
            tally: Shelf::new(writer, core.ambient()).tally()?,
            gap: gap || plain.gap,
            witnessed,
            fork: fork.map(|fork| fork.word),
            ..plain
        }))
    })
}

/// What comes after this place, as much as one request may hold, and nothing of what else is said with it.
fn links_after(
    reader: &Reader<'_>,
    place: audit::Place,
    open: &Open,
) -> Result<SendAudit, StoreError> {
    let entries = audit::after(reader, place.through, AUDIT_LINKS_MAX)?;
    let first = entries
        .first()
        .map_or(place.through.saturating_add(1), |entry| entry.seq);
    let before = audit::at(reader, first.saturating_sub(1))?;
    let prev = match &before {
        Some(before) => before.hash.parse().or(Err(StoreError::Damaged))?,
        None => Hash::ZERO,
    };
    let head = match entries.last() {
        Some(last) => last.hash.parse().or(Err(StoreError::Damaged))?,
        None => prev,
    };
    let through = entries
        .last()
        .map_or(first.saturating_sub(1), |last| last.seq);
    let reached = Reached {
        device: open.me.device,
        run: place.run,
        through: u64::try_from(through).unwrap_or_default(),
        head,
    };
    Ok(SendAudit {
        epoch: meta::get(reader, EPOCH)?.unwrap_or_default(),
        tally: None,
        run: place.run,
        from: u64::try_from(first).unwrap_or_default(),
        prev,
        links: entries.into_iter().map(|entry| entry.body).collect(),
        head,
        proof: reached.prove(&open.key),
        gap: before.is_none() && first != 1,
        witnessed: None,
        fork: None,
    })
}

/// Everything the clinic has not got of it, for a file that is carried by hand. It goes on waiting here: only the clinic's
/// own answer says that it arrived. That the clinic contradicts itself is told at an exchange, which asks it what it says now.
pub(crate) fn handed(reader: &Reader<'_>, open: &Open) -> Result<Vec<SendAudit>, StoreError> {
    let (mut place, mut letters) = (audit::place(reader)?, Vec::new());
    for _ in 0..ROUNDS_MAX {
        let letter = links_after(reader, place, open)?;
        let count = i64::try_from(letter.links.len()).unwrap_or(i64::MAX);
        if count == 0 {
            break;
        }
        let before = i64::try_from(letter.from).unwrap_or(i64::MAX);
        place.through = before.saturating_add(count).saturating_sub(1);
        letters.push(letter);
    }
    Ok(letters)
}

/// Takes the clinic's answer; whether what comes next has to be sent although something before it is gone.
fn heard(writer: &Writer<'_>, sent: &SendAudit, taken: &AuditTaken) -> Result<bool, StoreError> {
    if let Some(fork) = contradiction(writer)?
        && sent.fork.is_some()
    {
        keep(writer, &Contradiction { told: true, ..fork })?;
    }
    witness(writer, sent, taken)?;
    let has = i64::try_from(taken.has).unwrap_or(i64::MAX);
    let before = audit::place(writer)?;
    let first = audit::after(writer, 0, 1)?
        .first()
        .map_or(1, |entry| entry.seq);
    // The clinic may have less than is kept here: after a restore from an old backup.
    let through = has.max(first.saturating_sub(1));
    let head = audit::head(writer)?.map_or(0, |head| head.seq);
    let place = audit::Place {
        run: taken.run,
        through: through.min(head),
    };
    audit::set_place(writer, place)?;
    // Asked for the same again: what the clinic waits for is not here.
    let is_stuck = taken.outcome != JoinOutcome::Taken && place == before;
    Ok(is_stuck || has < through)
}

/// Compares the clinic's word on its own chain with what it said before, and keeps it.
fn witness(writer: &Writer<'_>, sent: &SendAudit, taken: &AuditTaken) -> Result<(), StoreError> {
    let word = &taken.checkpoint;
    match meta::get(writer, KEY)? {
        Some(pinned) if pinned != taken.key => {
            tracing::error!("audit_fork: the clinic signs its audit chain with another key");
            return Ok(());
        }
        Some(_) => {}
        None => meta::put(writer, KEY, &taken.key)?,
    }
    if public_key(&taken.key).is_ok_and(|key| word.check(&key).is_err()) {
        tracing::error!("the clinic's word on its audit chain is not signed by it");
        return Ok(());
    }
    let size = i64::try_from(word.size).unwrap_or(i64::MAX);
    let hash = word.hash.to_string();
    // Within one life of the ledger a chain only becomes longer, and what it was it stays.
    let mut earlier = None;
    if let Some(seen) = sent
        .witnessed
        .as_ref()
        .filter(|seen| seen.epoch == word.epoch)
    {
        let at = i64::try_from(seen.size).unwrap_or(i64::MAX);
        let known = audit::witness_at(writer, &seen.epoch, at)?;
        let then = taken.then.map(|then| then.to_string());
        earlier = known.filter(|known| word.size < seen.size || then.as_ref() != Some(&known.hash));
    }
    let same = audit::witness_at(writer, &word.epoch, size)?;
    let contradicted = earlier.or(same.filter(|same| same.hash != hash));
    if let Some(before) = contradicted
        && contradiction(writer)?.is_none()
    {
        tracing::error!(
            size = before.size,
            "audit_fork: the clinic's audit chain is not what it was"
        );
        let word = Checkpoint {
            epoch: before.epoch,
            size: u64::try_from(before.size).unwrap_or_default(),
            hash: before.hash.parse().or(Err(StoreError::Damaged))?,
            at: before.at,
            signature: before.signature,
        };
        keep(writer, &Contradiction { word, told: false })?;
    }
    let row = audit::Witness {
        epoch: word.epoch.clone(),
        size,
        hash,
        at: word.at,
        signature: word.signature.clone(),
    };
    audit::keep_witness(writer, &row)
}

fn contradiction(reader: &Reader<'_>) -> Result<Option<Contradiction>, StoreError> {
    let kept = meta::get(reader, FORK)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

fn keep(writer: &Writer<'_>, fork: &Contradiction) -> Result<(), StoreError> {
    let text = serde_json::to_string(fork).or(Err(StoreError::Damaged))?;
    meta::put(writer, FORK, &text)
}
