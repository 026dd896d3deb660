//! A device's chain, joined to the clinic's own.
//!
//! Sent twice is joined once. What does not go on where the clinic stands is named: entries that are missing are a gap,
//! two histories of the same places a fork, which goes on in a run of its own. Neither is thrown away.

use ambient::Ambient;
use care::{AuditAction, DeviceId};
use sync::audit::{
    AuditEntry, AuditLink, AuditTaken, Checkpoint, JoinOutcome, Joint, Reached, SendAudit,
    audit_hash,
};
use sync::limits::{AUDIT_LINK_BYTES_MAX, AUDIT_LINKS_MAX};
use sync::proof::{public_key, public_key_text};
use sync::wire::RefusedCode;
use sync::{Hash, Ledger as _};

use super::{Columns, append, by, checkpoint, hash_of, head, insert, number, place, witness_key};
use crate::devices::EnrolledDevice;
use crate::incidents::{self, Forked};
use crate::ledger::{LedgerError, Tx, params};

/// Takes what a device has.
pub(crate) fn take(
    tx: &Tx<'_>,
    from: &EnrolledDevice,
    sent: &SendAudit,
    ambient: &Ambient,
) -> Result<Result<AuditTaken, RefusedCode>, LedgerError> {
    if let Err(refused) = checked(from, sent) {
        return Ok(Err(refused));
    }
    if let Some(word) = &sent.fork
        && word.check(&witness_key(tx)?.verifying_key()).is_ok()
    {
        contradicted(tx, from, word, ambient)?;
    }
    let Some((outcome, run, has)) = joined(tx, from, sent, ambient)? else {
        return Ok(Err(RefusedCode::BadRequest));
    };
    let then = match &sent.witnessed {
        Some(seen) if seen.epoch == tx.epoch()? => hash_at(tx, super::CLINIC, 0, seen.size)?,
        Some(_) | None => None,
    };
    Ok(Ok(AuditTaken {
        outcome,
        run,
        has,
        then,
        checkpoint: checkpoint(tx)?,
        key: public_key_text(&witness_key(tx)?.verifying_key()),
    }))
}

/// How far a run of a device's chain has come here.
pub(crate) fn reached(tx: &Tx<'_>, device: DeviceId, run: u32) -> Result<u64, LedgerError> {
    Ok(last(tx, &device.to_string(), run)?.unwrap_or(0))
}

/// Whether a device has witnessed a longer chain than there is: somebody has put an older copy of the ledger in place.
pub(crate) fn is_shorter(tx: &Tx<'_>, sent: &SendAudit) -> Result<bool, LedgerError> {
    match &sent.witnessed {
        Some(seen) if seen.epoch == tx.epoch()? => Ok(head(tx)?.0 < seen.size),
        Some(_) | None => Ok(false),
    }
}

/// What can be said without the ledger: the limits, and that the last hash is the device's own word.
fn checked(from: &EnrolledDevice, sent: &SendAudit) -> Result<(), RefusedCode> {
    let many = u32::try_from(sent.links.len()).unwrap_or(u32::MAX);
    if AUDIT_LINKS_MAX < many
        || sent
            .links
            .iter()
            .any(|link| AUDIT_LINK_BYTES_MAX < link.len())
    {
        return Err(RefusedCode::TooLarge);
    }
    if sent.from == 0 {
        return Err(RefusedCode::BadRequest);
    }
    let last = sent
        .links
        .iter()
        .fold(sent.prev, |before, link| audit_hash(before, link));
    let key = public_key(&from.public_key).or(Err(RefusedCode::ClinicFault))?;
    let reached = Reached {
        device: from.id,
        run: sent.run,
        through: sent.from.saturating_add(u64::from(many)).saturating_sub(1),
        head: sent.head,
    };
    if last != sent.head || reached.check(&key, &sent.proof).is_err() {
        return Err(RefusedCode::BadRequest);
    }
    Ok(())
}

/// What became of it, in which run, and how far that run has come; none if it is not what a device sends.
fn joined(
    tx: &Tx<'_>,
    from: &EnrolledDevice,
    sent: &SendAudit,
    ambient: &Ambient,
) -> Result<Option<(JoinOutcome, u32, u64)>, LedgerError> {
    let chain = from.id.to_string();
    let last_run = tx.one(
        include_str!("last_run.sql"),
        params! { ":chain": chain },
        |row| row.get::<i64>(0),
    )?;
    let next_run = last_run.map_or(0, |run| {
        u32::try_from(run).unwrap_or_default().saturating_add(1)
    });
    if next_run < sent.run {
        return Ok(None);
    }
    let has = last(tx, &chain, sent.run)?;
    if sent.links.is_empty() {
        return Ok(Some((JoinOutcome::Taken, sent.run, has.unwrap_or(0))));
    }
    // An empty run goes on from one of those before it.
    let stands_at = has.unwrap_or_else(|| sent.from.saturating_sub(1).min(known(sent)));
    let before = sent.from.saturating_sub(1);
    let is_gap = stands_at < before || (has.is_none() && !goes_on(tx, &chain, sent)?);
    if is_gap && !sent.gap {
        return Ok(Some((JoinOutcome::Behind, sent.run, has.unwrap_or(0))));
    }
    if !is_gap && !goes_on(tx, &chain, sent)? {
        return Ok(Some((JoinOutcome::Fork, next_run, 0)));
    }
    let Some(links) = links(sent) else {
        return Ok(None);
    };
    for (_, link) in &links {
        if has.is_some_and(|has| link.seq <= has)
            && hash_at(tx, &chain, sent.run, link.seq)?.is_some_and(|known| known != link.hash)
        {
            return Ok(Some((
                JoinOutcome::Fork,
                next_run,
                link.seq.saturating_sub(1),
            )));
        }
    }
    let new = links
        .iter()
        .filter(|(_, link)| has.is_none_or(|has| has < link.seq));
    let (mut first, mut through) = (None, has.unwrap_or(0));
    for (entry, link) in new {
        insert(
            tx,
            &chain,
            sent.run,
            &Columns::of(&claimed(entry, from)),
            link,
        )?;
        first.get_or_insert(link.seq);
        through = link.seq;
    }
    if let Some(first) = first {
        if 0 < sent.run && has.is_none() {
            forks(tx, from, ambient)?;
        }
        let joint = Joint {
            run: sent.run,
            from: first,
            through,
            head: sent.head,
            proof: sent.proof.clone(),
            gap: is_gap,
        };
        join(tx, from, joint)?;
    }
    Ok(Some((JoinOutcome::Taken, sent.run, through)))
}

/// So far a run that is empty may be taken to have come: nowhere, for a device's first.
fn known(sent: &SendAudit) -> u64 {
    if sent.run == 0 { 0 } else { u64::MAX }
}

/// Whether what is sent goes on from what is here.
fn goes_on(tx: &Tx<'_>, chain: &str, sent: &SendAudit) -> Result<bool, LedgerError> {
    let before = sent.from.saturating_sub(1);
    if before == 0 {
        return Ok(sent.prev == Hash::ZERO);
    }
    Ok(hash_at(tx, chain, sent.run, before)? == Some(sent.prev))
}

fn join(tx: &Tx<'_>, from: &EnrolledDevice, joint: Joint) -> Result<(), LedgerError> {
    if joint.gap {
        let entry = by(tx, from.id, from.staff, AuditAction::AuditGap, "device");
        append(tx, entry)?;
    }
    let entry = by(tx, from.id, from.staff, AuditAction::Join, "audit");
    append(
        tx,
        AuditEntry {
            join: Some(joint),
            ..entry
        },
    )
}

/// A device begins another history of its own.
fn forks(tx: &Tx<'_>, from: &EnrolledDevice, ambient: &Ambient) -> Result<(), LedgerError> {
    let entry = by(tx, from.id, from.staff, AuditAction::AuditFork, "device");
    append(tx, entry)?;
    incidents::forked(tx, ambient, from.id, Forked::Device)
}

/// A device holds the clinic's own word on a chain, and the chain says otherwise.
fn contradicted(
    tx: &Tx<'_>,
    from: &EnrolledDevice,
    word: &Checkpoint,
    ambient: &Ambient,
) -> Result<(), LedgerError> {
    tracing::error!(
        size = word.size,
        "audit_fork: a device holds this clinic's word on its audit chain, and the chain says otherwise"
    );
    let entry = by(tx, from.id, from.staff, AuditAction::AuditFork, "clinic");
    append(
        tx,
        AuditEntry {
            id: Some(word.hash.to_string()),
            count: Some(word.size),
            ..entry
        },
    )?;
    incidents::forked(tx, ambient, from.id, Forked::Clinic)
}

/// What is sent, each in its place; none if one of them is no entry, or claims another place.
fn links(sent: &SendAudit) -> Option<Vec<(AuditEntry, AuditLink)>> {
    let (mut before, mut links) = (sent.prev, Vec::new());
    for (seq, text) in (sent.from..).zip(&sent.links) {
        let entry: AuditEntry = serde_json::from_str(text).ok()?;
        if entry.seq != seq {
            return None;
        }
        before = audit_hash(before, text);
        let link = AuditLink {
            seq,
            at: entry.at,
            text: text.clone(),
            hash: before,
        };
        links.push((entry, link));
    }
    Some(links)
}

/// Who did it is whoever the device belongs to, whatever it says.
fn claimed(entry: &AuditEntry, from: &EnrolledDevice) -> AuditEntry {
    AuditEntry {
        actor: entry.actor.map(|_| from.staff),
        ..entry.clone()
    }
}

fn last(tx: &Tx<'_>, chain: &str, run: u32) -> Result<Option<u64>, LedgerError> {
    let params = params! { ":chain": chain, ":run": run };
    let seq = tx.one(include_str!("last.sql"), params, |row| row.get::<i64>(0))?;
    seq.map(place).transpose()
}

pub(super) fn hash_at(
    tx: &Tx<'_>,
    chain: &str,
    run: u32,
    seq: u64,
) -> Result<Option<Hash>, LedgerError> {
    if seq == 0 {
        return Ok(Some(Hash::ZERO));
    }
    let params = params! { ":chain": chain, ":run": run, ":seq": number(seq) };
    let hash = tx.one(include_str!("hash_at.sql"), params, |row| {
        row.get::<String>(0)
    })?;
    hash.as_deref().map(hash_of).transpose()
}
