//! What waits for which device: kept with every change and every grant, asked for by every pull.

use care::DeviceId;
use sync::clinic::next_life;
use sync::wire::Cursor;
use sync::{Ledger as _, Rules, StreamId};

use super::LedgerError;
use super::db::{Db, params};
use super::scope::{counted, uncounted};
use super::tx::{Tx, parsed};

pub(super) fn mark(tx: &Tx<'_>, device: DeviceId) -> Result<Option<u64>, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let mark = tx.one(include_str!("mark.sql"), params, |row| row.get(0))?;
    mark.flatten().map(uncounted).transpose()
}

pub(super) fn set_mark(tx: &Tx<'_>, device: DeviceId, mark: u64) -> Result<(), LedgerError> {
    tx.awaited.borrow_mut().clear();
    let params = params! { ":device": device.to_string(), ":mark": counted(mark) };
    tx.run(include_str!("set_mark.sql"), params)?;
    Ok(())
}

pub(super) fn pending(tx: &Tx<'_>, device: DeviceId) -> Result<Vec<Cursor>, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let rows = tx.all(include_str!("pending.sql"), params, |row| {
        Ok((row.get::<String>(0)?, row.get(1)?))
    })?;
    let cursor = |(stream, came_to): (String, i64)| {
        Ok(Cursor {
            stream: parsed(&stream)?,
            seq: uncounted(came_to)?,
        })
    };
    rows.into_iter().map(cursor).collect()
}

pub(super) fn await_from(
    tx: &Tx<'_>,
    device: DeviceId,
    stream: &StreamId,
    from: u64,
) -> Result<(), LedgerError> {
    tx.awaited.borrow_mut().clear();
    let params = params! { ":device": device.to_string(), ":stream": stream.to_string(), ":from": counted(from) };
    tx.run(include_str!("await_from.sql"), params)?;
    Ok(())
}

pub(super) fn has_come_to(
    tx: &Tx<'_>,
    device: DeviceId,
    stream: &StreamId,
    seq: u64,
) -> Result<(), LedgerError> {
    tx.awaited.borrow_mut().clear();
    let (device, stream) = (device.to_string(), stream.to_string());
    let params = params! { ":device": device, ":stream": stream, ":seq": counted(seq) };
    if tx.run(include_str!("waits_no_more.sql"), params)? == 0 {
        tx.run(include_str!("has_come_to.sql"), params)?;
    }
    Ok(())
}

/// A change was added to a stream after `before`: it waits for everybody who may have it.
pub(super) fn added(tx: &Tx<'_>, stream: &StreamId, before: i64) -> Result<(), LedgerError> {
    if tx.awaited.borrow().contains(stream) {
        return Ok(());
    }
    let sql = match stream {
        StreamId::Member(_) => include_str!("await_by_grant.sql"),
        StreamId::Clinic => include_str!("await_by_all.sql"),
    };
    tx.run(
        sql,
        params! { ":stream": stream.to_string(), ":before": before },
    )?;
    tx.awaited.borrow_mut().insert(stream.clone());
    Ok(())
}

/// Somebody was given a stream: all of it waits for her devices.
pub(super) fn given(tx: &Tx<'_>, stream: &str, staff: &str) -> Result<(), LedgerError> {
    tx.awaited.borrow_mut().clear();
    let params = params! { ":stream": stream, ":staff": staff };
    tx.run(include_str!("await_by_one.sql"), params)?;
    Ok(())
}

/// Somebody lost a stream: nothing of it waits for her devices.
pub(super) fn lost(tx: &Tx<'_>, stream: &str, staff: &str) -> Result<(), LedgerError> {
    tx.awaited.borrow_mut().clear();
    let params = params! { ":stream": stream, ":staff": staff };
    tx.run(include_str!("await_no_more.sql"), params)?;
    Ok(())
}

impl Tx<'_> {
    /// Counts a stream's head up by one.
    pub(super) fn raise_head(&self, stream: &StreamId) -> Result<i64, LedgerError> {
        let params = params! { ":stream": stream.to_string() };
        match self.db {
            // `returning` makes a table for its one row; there is one writer, so the head may be asked for by itself.
            Db::Sqlite(_) => {
                self.run(include_str!("raise_head.sql"), params)?;
                let mut heads = self.heads.borrow_mut();
                let head = match heads.get(stream) {
                    Some(before) => Some(before.saturating_add(1)),
                    None => self.one(include_str!("head.sql"), params, |row| row.get(0))?,
                };
                heads.extend(head.map(|head| (stream.clone(), head)));
                head
            }
            Db::Postgres(_) => {
                let sql = concat!(include_str!("raise_head.sql"), "returning head");
                self.one(sql, params, |row| row.get(0))?
            }
        }
        .ok_or(LedgerError::Malformed)
    }

    /// This ledger begins another life: nothing that devices know of it is sure any more.
    pub(crate) fn begin_life(&self, fresh: &str) -> Result<(), LedgerError> {
        let epoch = &next_life(self.epoch()?, fresh.to_owned(), Rules::SOUND);
        self.awaited.borrow_mut().clear();
        self.run(include_str!("end_life.sql"), params! { ":at": self.now() })?;
        self.run(include_str!("begin_life.sql"), params! { ":epoch": epoch })?;
        self.run(include_str!("forget_marks.sql"), &[])?;
        self.run(include_str!("forget_pending.sql"), &[])?;
        // Nor what its devices hold: whoever may not hold everything is asked to let go of it.
        self.run(include_str!("forget_masks.sql"), &[])?;
        crate::audit::begin_life(self, epoch)
    }
}
