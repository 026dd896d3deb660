//! The transaction as sync sees it.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use care::{DeviceId, EntityId, MemberId, OpId, RecordId, Role, Staff, StaffId};
use serde::Serialize;
use sync::files::NamedFile;
use sync::snapshot::ReceivedRecord;
use sync::wire::{Change, ChangeItem, Cursor, GoneStream, LeftDraft, OpAnswer};
use sync::{
    Device, EntityState, Hash, HeldAs, Ledger, LedgerOp, Place, RecordText, SignedRecord, StreamId,
    Told,
};

use super::db::{Db, params};
use super::tx::{Tx, parsed};
use super::{LedgerError, anew, files, postgres, scope, waiting};

/// So many changes are looked at at once; a page rarely holds more.
const CHANGES_AT_ONCE: i64 = 512;

fn json<T: Serialize>(value: &T) -> Result<String, LedgerError> {
    Ok(serde_json::to_string(value)?)
}

impl Ledger for Tx<'_> {
    type Error = LedgerError;

    fn lock(&mut self, device: Device, streams: &BTreeSet<StreamId>) -> Result<(), LedgerError> {
        match self.db {
            // There is one writer.
            Db::Sqlite(_) => Ok(()),
            Db::Postgres(_) => postgres::lock(self, Some((device.id, device.staff)), streams),
        }
    }

    fn lock_more(&mut self, streams: &BTreeSet<StreamId>) -> Result<(), LedgerError> {
        let streams: Vec<StreamId> = streams.iter().cloned().collect();
        self.lock_streams(&streams)
    }

    fn epoch(&self) -> Result<String, LedgerError> {
        self.one(include_str!("epoch.sql"), &[], |row| row.get(0))?
            .ok_or(LedgerError::Malformed)
    }

    fn has_lived(&self, epoch: &str) -> Result<bool, LedgerError> {
        let params = params! { ":epoch": epoch };
        let lived = self.one(include_str!("has_lived.sql"), params, |row| row.get(0))?;
        Ok(lived.unwrap_or(false))
    }

    fn answer_to(&self, op: OpId) -> Result<Option<OpAnswer>, LedgerError> {
        let sql = include_str!("answer_to.sql");
        let answer: Option<String> =
            self.one(sql, params! { ":op": op.to_string() }, |row| row.get(0))?;
        Ok(answer
            .map(|answer| serde_json::from_str(&answer))
            .transpose()?)
    }

    fn chain_head(&self, device: DeviceId, inc: u32) -> Result<(u64, Hash), LedgerError> {
        let params = params! { ":device": device.to_string(), ":inc": inc };
        let last = self.one(include_str!("chain_head.sql"), params, |row| {
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
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
        let params =
            params! { ":device": device.to_string(), ":inc": inc, ":dseq": scope::counted(dseq) };
        let hash: Option<String> =
            self.one(include_str!("chain_link.sql"), params, |row| row.get(0))?;
        hash.map(|hash| parsed(&hash)).transpose()
    }

    fn is_beside(&self, device: DeviceId, hash: Hash) -> Result<bool, LedgerError> {
        let params = params! { ":device": device.to_string(), ":hash": hash.to_string() };
        let beside = self.one(include_str!("is_beside.sql"), params, |row| row.get(0))?;
        Ok(beside.unwrap_or(false))
    }

    fn incarnate(&mut self, device: DeviceId) -> Result<u32, LedgerError> {
        let params = params! { ":device": device.to_string() };
        self.one(include_str!("incarnate.sql"), params, |row| row.get(0))?
            .ok_or(LedgerError::Malformed)
    }

    fn code(&self, text: &str) -> Result<String, LedgerError> {
        self.tally.code(text).ok_or(LedgerError::Malformed)
    }

    fn era(&self) -> Result<u64, LedgerError> {
        let era = self.one(include_str!("era.sql"), &[], |row| row.get(0))?;
        scope::uncounted(era.unwrap_or(0))
    }

    fn safe_era(&self) -> Result<u64, LedgerError> {
        let safe = self.one(include_str!("safe_era.sql"), &[], |row| row.get(0))?;
        scope::uncounted(safe.unwrap_or(0))
    }

    fn device_key(&self, device: DeviceId) -> Result<Option<String>, LedgerError> {
        let params = params! { ":device": device.to_string() };
        self.one(include_str!("device_key.sql"), params, |row| row.get(0))
    }

    fn role_of(&self, staff: StaffId) -> Result<Option<Role>, LedgerError> {
        Ok(self.thing::<Staff>(staff.into())?.map(|staff| staff.role))
    }

    fn supervisors(&self) -> Result<Vec<StaffId>, LedgerError> {
        let ids = self.all(include_str!("supervisors.sql"), &[], |row| {
            row.get::<String>(0)
        })?;
        ids.iter().map(|id| parsed(id)).collect()
    }

    fn grants_of(&self, staff: StaffId) -> Result<Vec<StreamId>, LedgerError> {
        let params = params! { ":staff": staff.to_string() };
        let streams = self.all(include_str!("grants_of.sql"), params, |row| {
            row.get::<String>(0)
        })?;
        streams.iter().map(|stream| parsed(stream)).collect()
    }

    fn holds(&self, staff: StaffId, stream: &StreamId) -> Result<bool, LedgerError> {
        let params = params! { ":staff": staff.to_string(), ":stream": stream.to_string() };
        Ok(self
            .one(include_str!("holds.sql"), params, |row| row.get(0))?
            .unwrap_or(false))
    }

    fn has_held(&self, staff: StaffId, stream: &StreamId) -> Result<bool, LedgerError> {
        scope::has_held(self, staff, stream)
    }

    fn is_granted(&self, stream: &StreamId) -> Result<bool, LedgerError> {
        let params = params! { ":stream": stream.to_string() };
        Ok(self
            .one(include_str!("is_granted.sql"), params, |row| row.get(0))?
            .unwrap_or(false))
    }

    fn grant(&mut self, stream: &StreamId, staff: &[StaffId]) -> Result<(), LedgerError> {
        scope::grant(self, stream, staff)
    }

    fn entitle(&mut self, stream: &StreamId, staff: &[StaffId]) -> Result<(), LedgerError> {
        scope::entitle(self, stream, staff)
    }

    fn entitled(&self, stream: &StreamId) -> Result<Vec<StaffId>, LedgerError> {
        let params = params! { ":stream": stream.to_string() };
        let staff = self.all(include_str!("entitled.sql"), params, |row| {
            row.get::<String>(0)
        })?;
        staff.iter().map(|staff| parsed(staff)).collect()
    }

    fn know_by(&mut self, member: MemberId, marks: &BTreeSet<String>) -> Result<(), LedgerError> {
        scope::know_by(self, member, marks)
    }

    fn known_by(&self, mark: &str, most: usize) -> Result<Vec<MemberId>, LedgerError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let params = params! { ":mark": mark, ":most": most };
        let known = self.all(include_str!("known_by.sql"), params, |row| {
            row.get::<String>(0)
        })?;
        known.iter().map(|member| parsed(member)).collect()
    }

    fn gver(&self, staff: StaffId) -> Result<u64, LedgerError> {
        scope::gver(self, staff)
    }

    fn raise_gver(&mut self, staff: StaffId) -> Result<u64, LedgerError> {
        scope::raise_gver(self, staff)
    }

    fn held_as(&self, device: DeviceId) -> Result<HeldAs, LedgerError> {
        scope::held_as(self, device)
    }

    fn hold_as(&mut self, device: DeviceId, held: HeldAs) -> Result<(), LedgerError> {
        scope::hold_as(self, device, held)
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

    fn owed(&self, device: Device) -> Result<Vec<StreamId>, LedgerError> {
        scope::owed(self, device)
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
        // Whoever asks writes in its name next.
        self.lock_clinic()?;
        Ok(self.founding()?.ok_or(LedgerError::Malformed)?.device)
    }

    fn text_of(&self, op: OpId) -> Result<Option<String>, LedgerError> {
        let params = params! { ":op": op.to_string() };
        self.one(include_str!("text_of.sql"), params, |row| row.get(0))
    }

    fn of_unknown_kind(&self) -> Result<Vec<(OpId, Device)>, LedgerError> {
        let row = |row: &super::Row<'_>| {
            Ok((
                row.get::<String>(0)?,
                row.get::<String>(1)?,
                row.get::<String>(2)?,
            ))
        };
        let rows = self.all(include_str!("of_unknown_kind.sql"), &[], row)?;
        let read = |(op, id, staff): (String, String, String)| {
            let device = Device {
                id: parsed(&id)?,
                staff: parsed(&staff)?,
            };
            Ok((parsed(&op)?, device))
        };
        rows.into_iter().map(read).collect()
    }

    fn release(&mut self, op: OpId) -> Result<bool, LedgerError> {
        let params = params! { ":op": op.to_string(), ":at": self.now() };
        Ok(self.run(include_str!("release.sql"), params)? == 1)
    }

    fn entity(&self, entity: EntityId) -> Result<Option<EntityState>, LedgerError> {
        let params = params! { ":entity": entity.to_string() };
        let row = self.one(include_str!("entity.sql"), params, |row| {
            Ok((row.get::<String>(0)?, row.get(1)?, row.get::<String>(2)?))
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
        anew::of_kind(self, stream, kind)
    }

    fn put_entity(&mut self, entity: &EntityState) -> Result<(), LedgerError> {
        let conflicts = i64::try_from(entity.conflicts()).or(Err(LedgerError::Malformed))?;
        let params = params! {
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
            params! { ":id": id },
            |row| row.get(0),
        )?;
        if let Some(known) = known {
            return Ok(known == signed.hash.to_string());
        }
        let params = params! {
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
        let seq = self.raise_head(stream)?;
        waiting::added(self, stream, seq.saturating_sub(1))?;
        let params = params! { ":stream": stream.to_string(), ":seq": seq, ":op": op.to_string(), ":item": json(item)? };
        self.run(include_str!("insert_change.sql"), params)?;
        u64::try_from(seq).or(Err(LedgerError::Malformed))
    }

    fn keep(&mut self, op: &LedgerOp<'_>) -> Result<(), LedgerError> {
        let parked = match op.answer.result.parked() {
            Some(reason) => serde_json::to_value(reason)?.as_str().map(str::to_owned),
            None => None,
        };
        let params = params! {
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
        let (mut changes, mut taken, mut from) = (Vec::new(), 0_usize, after);
        let stream = stream.to_string();
        loop {
            let (mut rows, mut is_full) = (0, false);
            let after = from;
            let params = params! { ":stream": stream, ":after": after, ":most": CHANGES_AT_ONCE };
            self.db.each(
                self.clinic(),
                include_str!("changes.sql"),
                params,
                &mut |row| {
                    let item: String = row.get(2)?;
                    taken = taken.saturating_add(item.len());
                    if bytes < taken && !changes.is_empty() {
                        is_full = true;
                        return Ok(ControlFlow::Break(()));
                    }
                    let seq: i64 = row.get(0)?;
                    let op = parsed(&row.get::<String>(1)?)?;
                    changes.push(Change {
                        seq: scope::uncounted(seq)?,
                        op,
                        item: serde_json::from_str(&item)?,
                    });
                    (rows, from) = (i64::saturating_add(rows, 1), seq);
                    Ok(ControlFlow::Continue(()))
                },
            )?;
            if is_full || rows < CHANGES_AT_ONCE {
                return Ok(changes);
            }
        }
    }

    fn head(&self, stream: &StreamId) -> Result<u64, LedgerError> {
        let params = params! { ":stream": stream.to_string() };
        let head: Option<i64> = self.one(include_str!("head.sql"), params, |row| row.get(0))?;
        u64::try_from(head.unwrap_or(0)).or(Err(LedgerError::Malformed))
    }

    fn floor(&self, stream: &StreamId) -> Result<u64, LedgerError> {
        anew::floor(self, stream)
    }

    fn raise_floor(&mut self, stream: &StreamId, floor: u64) -> Result<usize, LedgerError> {
        anew::raise_floor(self, stream, floor)
    }

    fn aged(&self, before: i64, most: usize) -> Result<Vec<Cursor>, LedgerError> {
        anew::aged(self, before, most)
    }

    fn entities_after(
        &self,
        stream: &StreamId,
        after: Option<EntityId>,
        most: usize,
    ) -> Result<Vec<EntityState>, LedgerError> {
        anew::entities_after(self, stream, after, most)
    }

    fn records_after(
        &self,
        stream: &StreamId,
        after: Option<RecordId>,
        most: usize,
    ) -> Result<Vec<ReceivedRecord>, LedgerError> {
        anew::records_after(self, stream, after, most)
    }

    fn visited(
        &self,
        device: Device,
        days: &[String; 2],
    ) -> Result<BTreeSet<StreamId>, LedgerError> {
        anew::visited(self, device, days)
    }
}
