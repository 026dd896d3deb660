//! One transaction of the ledger, as sync sees it.

use std::fmt;

use care::{DeviceId, EntityId, OpId, Role, Staff, StaffId};
use rusqlite::{Connection, OptionalExtension, Params, Row, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::files::NamedFile;
use sync::wire::{Change, ChangeItem, Cursor, GoneStream, LeftDraft, OpAnswer, OpResult};
use sync::{
    Device, EntityState, Hash, Ledger, LedgerOp, Place, RecordText, SignedRecord, StreamId, Told,
};

use super::code::TallyKey;
use super::{files, scope, waiting};
use crate::ledger::LedgerError;

/// One transaction of the ledger.
pub struct Tx<'a> {
    db: &'a Connection,
    now: i64,
    tally: &'a TallyKey,
}

impl fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tx")
    }
}

impl<'a> Tx<'a> {
    pub(super) fn new(db: &'a Connection, now: i64, tally: &'a TallyKey) -> Self {
        Self { db, now, tally }
    }

    /// For the statements of other nouns.
    pub(crate) fn db(&self) -> &Connection {
        self.db
    }

    /// The instant of this transaction.
    pub(crate) fn now(&self) -> i64 {
        self.now
    }

    /// Runs a statement that gives nothing back.
    pub(crate) fn run(&self, sql: &str, params: impl Params) -> Result<usize, LedgerError> {
        Ok(self.db.prepare_cached(sql)?.execute(params)?)
    }

    /// The first row, if there is one.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, LedgerError> {
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(params, read)
            .optional()?)
    }

    /// All rows.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, LedgerError> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What an entity says now, in care's words; none if there is no such entity or it cannot be read as one.
    pub(crate) fn thing<T: DeserializeOwned>(
        &self,
        entity: EntityId,
    ) -> Result<Option<T>, LedgerError> {
        let state = self.entity(entity)?;
        Ok(state.and_then(|state| {
            serde_json::from_value(serde_json::Value::Object(state.shown())).ok()
        }))
    }
}

pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, LedgerError> {
    text.parse().or(Err(LedgerError::Malformed))
}

fn json<T: Serialize>(value: &T) -> Result<String, LedgerError> {
    Ok(serde_json::to_string(value)?)
}

impl Ledger for Tx<'_> {
    type Error = LedgerError;

    fn epoch(&self) -> Result<String, LedgerError> {
        self.one(include_str!("epoch.sql"), [], |row| row.get(0))?
            .ok_or(LedgerError::Malformed)
    }

    fn has_lived(&self, epoch: &str) -> Result<bool, LedgerError> {
        let params = named_params! { ":epoch": epoch };
        let lived = self.one(include_str!("has_lived.sql"), params, |row| row.get(0))?;
        Ok(lived.unwrap_or(false))
    }

    fn answer_to(&self, op: OpId) -> Result<Option<OpAnswer>, LedgerError> {
        let sql = include_str!("answer_to.sql");
        let answer: Option<String> =
            self.one(sql, named_params! { ":op": op.to_string() }, |row| {
                row.get(0)
            })?;
        Ok(answer
            .map(|answer| serde_json::from_str(&answer))
            .transpose()?)
    }

    fn chain_head(&self, device: DeviceId, inc: u32) -> Result<(u64, Hash), LedgerError> {
        let params = named_params! { ":device": device.to_string(), ":inc": inc };
        let last = self.one(include_str!("chain_head.sql"), params, |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?;
        match last {
            Some((dseq, hash)) => Ok((
                u64::try_from(dseq).or(Err(LedgerError::Malformed))?,
                parsed(&hash)?,
            )),
            None => Ok((0, Hash::ZERO)),
        }
    }

    fn chain_link(
        &self,
        device: DeviceId,
        inc: u32,
        dseq: u64,
    ) -> Result<Option<Hash>, LedgerError> {
        let params = named_params! { ":device": device.to_string(), ":inc": inc, ":dseq": scope::counted(dseq) };
        let hash: Option<String> =
            self.one(include_str!("chain_link.sql"), params, |row| row.get(0))?;
        hash.map(|hash| parsed(&hash)).transpose()
    }

    fn is_beside(&self, device: DeviceId, hash: Hash) -> Result<bool, LedgerError> {
        let params = named_params! { ":device": device.to_string(), ":hash": hash.to_string() };
        let beside = self.one(include_str!("is_beside.sql"), params, |row| row.get(0))?;
        Ok(beside.unwrap_or(false))
    }

    fn incarnate(&mut self, device: DeviceId) -> Result<u32, LedgerError> {
        let params = named_params! { ":device": device.to_string() };
        self.one(include_str!("incarnate.sql"), params, |row| row.get(0))?
            .ok_or(LedgerError::Malformed)
    }

    fn code(&self, text: &str) -> Result<String, LedgerError> {
        self.tally.code(text).ok_or(LedgerError::Malformed)
    }

    fn era(&self) -> Result<u64, LedgerError> {
        let era = self.one(include_str!("era.sql"), [], |row| row.get(0))?;
        scope::uncounted(era.unwrap_or(0))
    }

    fn safe_era(&self) -> Result<u64, LedgerError> {
        let safe = self.one(include_str!("safe_era.sql"), [], |row| row.get(0))?;
        scope::uncounted(safe.unwrap_or(0))
    }

    fn device_key(&self, device: DeviceId) -> Result<Option<String>, LedgerError> {
        let params = named_params! { ":device": device.to_string() };
        self.one(include_str!("device_key.sql"), params, |row| row.get(0))
    }

    fn role_of(&self, staff: StaffId) -> Result<Option<Role>, LedgerError> {
        Ok(self.thing::<Staff>(staff.into())?.map(|staff| staff.role))
    }

    fn supervisors(&self) -> Result<Vec<StaffId>, LedgerError> {
        let ids = self.all(include_str!("supervisors.sql"), [], |row| {
            row.get::<_, String>(0)
        })?;
        ids.iter().map(|id| parsed(id)).collect()
    }

    fn grants_of(&self, staff: StaffId) -> Result<Vec<StreamId>, LedgerError> {
        let params = named_params! { ":staff": staff.to_string() };
        let streams = self.all(include_str!("grants_of.sql"), params, |row| {
            row.get::<_, String>(0)
        })?;
        streams.iter().map(|stream| parsed(stream)).collect()
    }

    fn holds(&self, staff: StaffId, stream: &StreamId) -> Result<bool, LedgerError> {
        let params = named_params! { ":staff": staff.to_string(), ":stream": stream.to_string() };
        Ok(self
            .one(include_str!("holds.sql"), params, |row| row.get(0))?
            .unwrap_or(false))
    }

    fn is_granted(&self, stream: &StreamId) -> Result<bool, LedgerError> {
        let params = named_params! { ":stream": stream.to_string() };
        Ok(self
            .one(include_str!("is_granted.sql"), params, |row| row.get(0))?
            .unwrap_or(false))
    }

    fn grant(&mut self, stream: &StreamId, staff: &[StaffId]) -> Result<(), LedgerError> {
        scope::grant(self, stream, staff)
    }

    fn gver(&self, staff: StaffId) -> Result<u64, LedgerError> {
        scope::gver(self, staff)
    }

    fn held_under(
        &self,
        staff: StaffId,
        stream: &StreamId,
        gver: u64,
    ) -> Result<Option<u64>, LedgerError> {
        scope::held_under(self, staff, stream, gver)
    }

    fn tell(&mut self, device: DeviceId, told: Told) -> Result<(), LedgerError> {
        scope::tell(self, device, told)
    }

    fn told(&self, device: DeviceId, gver: u64) -> Result<Option<Place>, LedgerError> {
        scope::told(self, device, gver)
    }

    fn mark(&self, device: DeviceId) -> Result<Option<u64>, LedgerError> {
        waiting::mark(self, device)
    }

    fn set_mark(&mut self, device: DeviceId, mark: u64) -> Result<(), LedgerError> {
        waiting::set_mark(self, device, mark)
    }

    fn pending(&self, device: DeviceId) -> Result<Vec<Cursor>, LedgerError> {
        waiting::pending(self, device)
    }

    fn await_from(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        from: u64,
    ) -> Result<(), LedgerError> {
        waiting::await_from(self, device, stream, from)
    }

    fn has_come_to(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        seq: u64,
    ) -> Result<(), LedgerError> {
        waiting::has_come_to(self, device, stream, seq)
    }

    fn says_it_holds(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        gver: u64,
    ) -> Result<(), LedgerError> {
        scope::says_it_holds(self, device, stream, gver)
    }

    fn keep_draft(&mut self, device: Device, draft: &LeftDraft) -> Result<(), LedgerError> {
        scope::keep_draft(self, device, draft)
    }

    fn gone(&mut self, device: DeviceId, gone: &GoneStream, gver: u64) -> Result<(), LedgerError> {
        scope::gone(self, device, gone, gver)
    }

    fn expect_file(&mut self, named: &NamedFile) -> Result<(), LedgerError> {
        files::expect(self, named)
    }

    fn own_device(&self) -> Result<DeviceId, LedgerError> {
        Ok(self.founding()?.ok_or(LedgerError::Malformed)?.device)
    }

    fn text_of(&self, op: OpId) -> Result<Option<String>, LedgerError> {
        let params = named_params! { ":op": op.to_string() };
        self.one(include_str!("text_of.sql"), params, |row| row.get(0))
    }

    fn release(&mut self, op: OpId) -> Result<bool, LedgerError> {
        let params = named_params! { ":op": op.to_string(), ":at": self.now };
        Ok(self.run(include_str!("release.sql"), params)? == 1)
    }

    fn entity(&self, entity: EntityId) -> Result<Option<EntityState>, LedgerError> {
        let params = named_params! { ":entity": entity.to_string() };
        let row = self.one(include_str!("entity.sql"), params, |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let Some((stream, kind, heads)) = row else {
            return Ok(None);
        };
        Ok(Some(EntityState {
            id: entity,
            stream: parsed(&stream)?,
            kind,
            fields: serde_json::from_str(&heads)?,
        }))
    }

    fn of_kind(&self, stream: &StreamId, kind: &str) -> Result<Vec<EntityState>, LedgerError> {
        let params = named_params! { ":stream": stream.to_string(), ":kind": kind };
        let rows = self.all(include_str!("of_kind.sql"), params, |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let state = |(id, heads): (String, String)| {
            Ok(EntityState {
                id: parsed(&id)?,
                stream: stream.clone(),
                kind: kind.to_owned(),
                fields: serde_json::from_str(&heads)?,
            })
        };
        rows.into_iter().map(state).collect()
    }

    fn put_entity(&mut self, entity: &EntityState) -> Result<(), LedgerError> {
        let conflicts = i64::try_from(entity.conflicts()).or(Err(LedgerError::Malformed))?;
        let params = named_params! {
            ":id": entity.id.to_string(),
            ":stream": entity.stream.to_string(),
            ":kind": entity.kind,
            ":data": json(&entity.shown())?,
            ":heads": json(&entity.fields)?,
            ":conflicts": conflicts,
        };
        self.run(include_str!("put_entity.sql"), params)?;
        Ok(())
    }

    fn put_record(
        &mut self,
        record: &RecordText,
        signed: &SignedRecord,
        received_at: i64,
    ) -> Result<bool, LedgerError> {
        let id = record.id.to_string();
        let known: Option<String> = self.one(
            include_str!("record_hash.sql"),
            named_params! { ":id": id },
            |row| row.get(0),
        )?;
        if let Some(known) = known {
            return Ok(known == signed.hash.to_string());
        }
        let params = named_params! {
            ":id": id,
            ":stream": record.stream.to_string(),
            ":kind": record.kind,
            ":about": record.about.to_string(),
            ":author": record.author.to_string(),
            ":device": record.device.to_string(),
            ":body": signed.text,
            ":hash": signed.hash.to_string(),
            ":signature": signed.signature,
            ":prev": record.prev.to_string(),
            ":received_at": received_at,
        };
        self.run(include_str!("insert_record.sql"), params)?;
        Ok(true)
    }

    fn append(
        &mut self,
        stream: &StreamId,
        op: OpId,
        item: &ChangeItem,
    ) -> Result<u64, LedgerError> {
        let raised = self.one(
            include_str!("raise_head.sql"),
            named_params! { ":stream": stream.to_string() },
            |row| row.get(0),
        )?;
        let seq: i64 = raised.ok_or(LedgerError::Malformed)?;
        waiting::added(self, stream, seq.saturating_sub(1))?;
        let params = named_params! { ":stream": stream.to_string(), ":seq": seq, ":op": op.to_string(), ":item": json(item)? };
        self.run(include_str!("insert_change.sql"), params)?;
        u64::try_from(seq).or(Err(LedgerError::Malformed))
    }

    fn keep(&mut self, op: &LedgerOp<'_>) -> Result<(), LedgerError> {
        let parked = match &op.answer.result {
            OpResult::Parked { reason } => Some(
                serde_json::to_value(reason)?
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            ),
            OpResult::Applied { .. } | OpResult::AppliedConflict { .. } => None,
        };
        let params = named_params! {
            ":id": op.answer.op.to_string(),
            ":device": op.device.to_string(),
            ":inc": op.place.inc,
            // What a broken device claims may be larger than any place; such an operation is in no chain.
            ":dseq": i64::try_from(op.place.dseq).unwrap_or(i64::MAX),
            ":in_chain": op.in_chain,
            ":stream": op.stream,
            ":body": op.text,
            ":hash": op.hash.to_string(),
            ":answer": json(op.answer)?,
            ":parked": parked,
            ":received_at": op.answer.received_at,
        };
        self.run(include_str!("insert_operation.sql"), params)?;
        Ok(())
    }

    fn changes(
        &self,
        stream: &StreamId,
        after: u64,
        bytes: usize,
    ) -> Result<Vec<Change>, LedgerError> {
        let Ok(after) = i64::try_from(after) else {
            return Ok(Vec::new());
        };
        let mut statement = self.db.prepare_cached(include_str!("changes.sql"))?;
        let mut rows =
            statement.query(named_params! { ":stream": stream.to_string(), ":after": after })?;
        let (mut changes, mut taken) = (Vec::new(), 0_usize);
        while let Some(row) = rows.next()? {
            let item: String = row.get(2)?;
            taken = taken.saturating_add(item.len());
            if bytes < taken && !changes.is_empty() {
                break;
            }
            let seq = u64::try_from(row.get::<_, i64>(0)?).or(Err(LedgerError::Malformed))?;
            let op = parsed(&row.get::<_, String>(1)?)?;
            changes.push(Change {
                seq,
                op,
                item: serde_json::from_str(&item)?,
            });
        }
        Ok(changes)
    }

    fn head(&self, stream: &StreamId) -> Result<u64, LedgerError> {
        let params = named_params! { ":stream": stream.to_string() };
        let head: Option<i64> = self.one(include_str!("head.sql"), params, |row| row.get(0))?;
        u64::try_from(head.unwrap_or(0)).or(Err(LedgerError::Malformed))
    }
}
