//! Who holds what under which version of her grants, what devices were told and sent, and their receipts.

use std::collections::BTreeSet;

use care::{DeviceId, MemberId, StaffId};
use sync::wire::{GoneStream, LeftDraft};
use sync::{Device, HeldAs, Place, StreamId, Told};

use super::db::params;
use super::tx::{Tx, parsed};
use super::{LedgerError, waiting};

/// A place or version as SQLite counts.
pub(super) fn counted(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn uncounted(number: i64) -> Result<u64, LedgerError> {
    u64::try_from(number).or(Err(LedgerError::Malformed))
}

pub(super) fn gver(tx: &Tx<'_>, staff: StaffId) -> Result<u64, LedgerError> {
    let params = params! { ":staff": staff.to_string() };
    let ver = tx.one(include_str!("gver.sql"), params, |row| row.get(0))?;
    uncounted(ver.unwrap_or(0))
}

/// From now on exactly these people hold a grant on the stream; whoever gets or loses it has a new version.
pub(super) fn grant(tx: &Tx<'_>, stream: &StreamId, staff: &[StaffId]) -> Result<(), LedgerError> {
    let stream = stream.to_string();
    let wanted: Vec<String> = staff.iter().map(StaffId::to_string).collect();
    let held = tx.all(
        include_str!("staff_granted.sql"),
        params! { ":stream": stream },
        |row| row.get::<String>(0),
    )?;
    for gone in held.iter().filter(|staff| !wanted.contains(staff)) {
        let ver = raise(tx, gone)?;
        let params = params! { ":stream": stream, ":staff": gone, ":at": tx.now(), ":ver": ver };
        tx.run(include_str!("revoke.sql"), params)?;
        waiting::lost(tx, &stream, gone)?;
    }
    for new in wanted.iter().filter(|staff| !held.contains(staff)) {
        let ver = raise(tx, new)?;
        let params = params! { ":stream": stream, ":staff": new, ":at": tx.now(), ":ver": ver };
        tx.run(include_str!("grant.sql"), params)?;
        waiting::given(tx, &stream, new)?;
    }
    Ok(())
}

/// Whoever holds a stream is given it once more, under a new version: a laptop of hers that has let go of it by itself takes
/// it up again.
pub(super) fn grant_anew(
    tx: &Tx<'_>,
    stream: &StreamId,
    staff: StaffId,
) -> Result<(), LedgerError> {
    let stream = stream.to_string();
    let params = params! { ":stream": stream };
    let held = tx.all(include_str!("staff_granted.sql"), params, |row| {
        row.get::<String>(0)
    })?;
    let staff = staff.to_string();
    if !held.contains(&staff) {
        return Ok(());
    }
    let ver = raise(tx, &staff)?;
    let params = params! { ":stream": stream, ":staff": staff, ":at": tx.now(), ":ver": ver };
    tx.run(include_str!("revoke.sql"), params)?;
    waiting::lost(tx, &stream, &staff)?;
    let ver = raise(tx, &staff)?;
    let params = params! { ":stream": stream, ":staff": staff, ":at": tx.now(), ":ver": ver };
    tx.run(include_str!("grant.sql"), params)?;
    waiting::given(tx, &stream, &staff)
}

/// From now on exactly these people are entitled to the stream by itself.
pub(super) fn entitle(
    tx: &Tx<'_>,
    stream: &StreamId,
    staff: &[StaffId],
) -> Result<(), LedgerError> {
    let stream = stream.to_string();
    tx.run(
        include_str!("entitle_nobody.sql"),
        params! { ":stream": stream },
    )?;
    for staff in staff {
        let params = params! { ":stream": stream, ":staff": staff.to_string() };
        tx.run(include_str!("entitle.sql"), params)?;
    }
    Ok(())
}

/// From now on a member is known by exactly these marks; nothing is written where they are the same as before.
pub(super) fn know_by(
    tx: &Tx<'_>,
    member: MemberId,
    marks: &BTreeSet<String>,
) -> Result<(), LedgerError> {
    let member = member.to_string();
    let known = tx.all(
        include_str!("marks_of.sql"),
        params! { ":member": member },
        |row| row.get::<String>(0),
    )?;
    let known: BTreeSet<String> = known.into_iter().collect();
    for gone in known.difference(marks) {
        let params = params! { ":member": member, ":mark": gone };
        tx.run(include_str!("forget_mark.sql"), params)?;
    }
    for new in marks.difference(&known) {
        let params = params! { ":member": member, ":mark": new };
        tx.run(include_str!("know_by.sql"), params)?;
    }
    Ok(())
}

fn raise(tx: &Tx<'_>, staff: &str) -> Result<i64, LedgerError> {
    let params = params! { ":staff": staff };
    tx.one(include_str!("raise_gver.sql"), params, |row| row.get(0))?
        .ok_or(LedgerError::Malformed)
}

pub(super) fn raise_gver(tx: &Tx<'_>, staff: StaffId) -> Result<u64, LedgerError> {
    uncounted(raise(tx, &staff.to_string())?)
}

pub(super) fn held_as(tx: &Tx<'_>, device: DeviceId) -> Result<HeldAs, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let held = tx.one(include_str!("held_as.sql"), params, |row| {
        Ok((row.get::<String>(0)?, row.get(1)?, row.get(2)?))
    })?;
    match held {
        Some((mask, since, settled)) => Ok(HeldAs {
            mask: parsed(&mask)?,
            since: uncounted(since)?,
            settled,
        }),
        None => Ok(HeldAs::default()),
    }
}

pub(super) fn hold_as(tx: &Tx<'_>, device: DeviceId, held: HeldAs) -> Result<(), LedgerError> {
    let params = params! {
        ":device": device.to_string(), ":mask": held.mask.code(), ":since": counted(held.since),
        ":settled": held.settled,
    };
    tx.run(include_str!("hold_as.sql"), params)?;
    Ok(())
}

pub(super) fn held_under(
    tx: &Tx<'_>,
    staff: StaffId,
    stream: &StreamId,
    gver: u64,
) -> Result<Option<u64>, LedgerError> {
    let params = params! {
        ":staff": staff.to_string(), ":stream": stream.to_string(), ":gver": counted(gver),
    };
    let lost = tx.one(include_str!("held_under.sql"), params, |row| row.get(0))?;
    lost.map(uncounted).transpose()
}

pub(super) fn has_held(
    tx: &Tx<'_>,
    staff: StaffId,
    stream: &StreamId,
) -> Result<bool, LedgerError> {
    let params = params! { ":staff": staff.to_string(), ":stream": stream.to_string() };
    let has = tx.one(include_str!("has_held.sql"), params, |row| row.get(0))?;
    Ok(has.unwrap_or(false))
}

pub(super) fn tell(tx: &Tx<'_>, device: DeviceId, told: Told) -> Result<(), LedgerError> {
    let params = params! {
        ":device": device.to_string(), ":gver": counted(told.gver),
        ":inc": told.last.inc, ":dseq": counted(told.last.dseq),
    };
    tx.run(include_str!("tell.sql"), params)?;
    Ok(())
}

pub(super) fn told(tx: &Tx<'_>, device: DeviceId, gver: u64) -> Result<Option<Place>, LedgerError> {
    let params = params! { ":device": device.to_string(), ":gver": counted(gver) };
    let last = tx.one(include_str!("told.sql"), params, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let place = |(inc, dseq)| {
        Ok(Place {
            inc,
            dseq: uncounted(dseq)?,
        })
    };
    last.map(place).transpose()
}

pub(super) fn says_it_holds(
    tx: &Tx<'_>,
    device: DeviceId,
    stream: &StreamId,
    gver: u64,
) -> Result<(), LedgerError> {
    let params = params! {
        ":device": device.to_string(), ":stream": stream.to_string(), ":at": tx.now(), ":gver": counted(gver),
    };
    tx.run(include_str!("says_it_holds.sql"), params)?;
    Ok(())
}

pub(super) fn owed(tx: &Tx<'_>, device: Device) -> Result<Vec<StreamId>, LedgerError> {
    let params = params! { ":device": device.id.to_string(), ":staff": device.staff.to_string() };
    let streams = tx.all(include_str!("owed.sql"), params, |row| row.get::<String>(0))?;
    let read = |id: String| id.parse().or(Err(LedgerError::Malformed));
    streams.into_iter().map(read).collect()
}

pub(super) fn keep_draft(
    tx: &Tx<'_>,
    device: Device,
    draft: &LeftDraft,
) -> Result<(), LedgerError> {
    let params = params! {
        ":staff": device.staff.to_string(),
        ":device": device.id.to_string(),
        ":stream": draft.stream.to_string(),
        ":about": draft.about,
        ":kept_at": draft.kept_at,
        ":body": draft.body,
        ":at": tx.now(),
    };
    tx.run(include_str!("keep_draft.sql"), params)?;
    Ok(())
}

pub(super) fn gone(
    tx: &Tx<'_>,
    device: DeviceId,
    gone: &GoneStream,
    gver: u64,
) -> Result<(), LedgerError> {
    let (device, stream) = (device.to_string(), gone.stream.to_string());
    let params = params! { ":device": device, ":stream": stream };
    tx.run(include_str!("holds_no_more.sql"), params)?;
    let params = params! {
        ":device": device, ":stream": stream, ":gver": counted(gver), ":at": tx.now(),
        ":entities": gone.entities, ":records": gone.records,
    };
    tx.run(include_str!("purged.sql"), params)?;
    Ok(())
}
