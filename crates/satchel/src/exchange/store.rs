//! The vault as sync sees it.

use std::fmt;

use ambient::{Ambient, Millis};
use care::{EntityId, OpId, RecordId};
use serde::Deserialize;
use sync::device::{Copies, DeviceStore, Stage, Waiting};
use sync::snapshot::SnapshotPage;
use sync::wire::{Cursor, GoneStream, LeftDraft, OpAnswer, OpResult};
use sync::{EntityState, Place, RecordText, SignedRecord, StreamId, Tally};
use vault::{
    Reader, StoreError, Writer, acked, copies, drafts, files, meta, outbox, receipts, records,
    streams,
};

use super::drafts::left_draft;
use super::{damaged, life, stages};
use crate::book::{base, incarnation, lay_out, own_writes, rebuild, record_row};

/// The life of the clinic's ledger as this device knows it, in `meta`.
pub(crate) const EPOCH: &str = "epoch";

/// The version of this device's grants, in `meta`.
const GVER: &str = "gver";

/// The version of this device's grants as it knows them: what is written now is written under it.
pub(crate) fn gver(reader: &Reader<'_>) -> Result<u64, StoreError> {
    Ok(meta::get(reader, GVER)?
        .and_then(|gver| gver.parse().ok())
        .unwrap_or_default())
}

/// As much of an own operation as is needed when its answer comes; not its words.
#[derive(Deserialize)]
struct Said {
    stream: StreamId,
    body: SaidBody,
}

/// What it is about; a signed record has neither.
#[derive(Deserialize)]
struct SaidBody {
    entity: Option<EntityId>,
    #[serde(rename = "type")]
    of: Option<String>,
}

/// One transaction of the vault, as sync sees it.
pub struct Shelf<'a> {
    pub(super) writer: &'a Writer<'a>,
    ambient: &'a Ambient,
    now: Millis,
}

impl fmt::Debug for Shelf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}

impl<'a> Shelf<'a> {
    /// What is written is written at this moment.
    pub fn new(writer: &'a Writer<'a>, ambient: &'a Ambient) -> Self {
        let now = ambient.now();
        Self {
            writer,
            ambient,
            now,
        }
    }

    /// Brings what is shown of an entity up to date, if the clinic has fed anything of it.
    pub(super) fn rebuild(&self, entity: EntityId) -> Result<(), StoreError> {
        match base(self.writer, entity)? {
            Some(base) => rebuild(self.writer, &base, self.now),
            None => Ok(()),
        }
    }

    /// The transaction.
    pub fn writer(&self) -> &'a Writer<'a> {
        self.writer
    }

    /// Shows an entity anew, if the clinic has fed anything of it or the device wrote anything.
    pub fn show(&self, stream: &StreamId, entity: EntityId, kind: &str) -> Result<(), StoreError> {
        if streams::is_leaving(self.writer, &stream.to_string())? {
            return Ok(());
        }
        let base = base(self.writer, entity)?;
        let base =
            base.unwrap_or_else(|| EntityState::new(entity, stream.clone(), kind.to_owned()));
        rebuild(self.writer, &base, self.now)
    }

    fn cursor(&self, stream: &StreamId) -> Result<u64, StoreError> {
        let known = streams::get(self.writer, &stream.to_string())?;
        Ok(known
            .and_then(|known| u64::try_from(known.cursor).ok())
            .unwrap_or_default())
    }
}

impl DeviceStore for Shelf<'_> {
    type Error = StoreError;

    fn epoch(&self) -> Result<String, StoreError> {
        Ok(meta::get(self.writer, EPOCH)?.unwrap_or_default())
    }

    fn gver(&self) -> Result<u64, StoreError> {
        gver(self.writer)
    }

    fn set_gver(&mut self, gver: u64) -> Result<(), StoreError> {
        if self::gver(self.writer)? == gver {
            return Ok(());
        }
        meta::put(self.writer, GVER, &gver.to_string())
    }

    fn last(&self) -> Result<Place, StoreError> {
        let upcoming = u64::try_from(outbox::upcoming(self.writer)?).unwrap_or_default();
        Ok(Place {
            inc: incarnation(self.writer)?,
            dseq: upcoming.saturating_sub(1),
        })
    }

    fn reincarnate(&mut self, inc: u32) -> Result<(), StoreError> {
        life::reincarnate(self.writer, inc)
    }

    fn tally(&self) -> Result<Option<Tally>, StoreError> {
        life::tally(self.writer)
    }

    fn set_tally(&mut self, tally: Option<&Tally>) -> Result<(), StoreError> {
        life::set_tally(self.writer, tally)
    }

    fn keep_copies(&mut self, ops: &[OpId], era: u64) -> Result<(), StoreError> {
        life::keep_copies(self.writer, self.ambient, ops, era)
    }

    fn copies(&self) -> Result<Option<Copies>, StoreError> {
        let next = copies::next(self.writer, &self.epoch()?)?;
        Ok(next.map(|copy| Copies {
            id: copy.id.unsigned_abs(),
            sealed: copy.sealed,
        }))
    }

    fn copies_offered(&mut self, id: u64, era: Option<u64>) -> Result<(), StoreError> {
        let era = era.map(life::counted);
        copies::offered(self.writer, life::counted(id), &self.epoch()?, era)
    }

    fn drop_copies(&mut self, safe: u64) -> Result<(), StoreError> {
        copies::drop(self.writer, life::counted(safe))
    }

    fn begin_life(&mut self, epoch: &str) -> Result<(), StoreError> {
        meta::put(self.writer, EPOCH, epoch)?;
        streams::begin_life(self.writer)?;
        copies::begin_life(self.writer)?;
        files::send_again(self.writer, self.now)?;
        acked::unplace(self.writer)
    }

    fn answered_again(&mut self, answer: &OpAnswer) -> Result<(), StoreError> {
        life::answered_again(self, answer)
    }

    fn complete_life(&mut self) -> Result<(), StoreError> {
        life::complete_life(self)
    }

    fn clear_for_life(&mut self, stream: &StreamId) -> Result<(), StoreError> {
        if streams::clear_for_life(self.writer, &stream.to_string())? {
            life::show_own_of(self, stream)?;
        }
        Ok(())
    }

    fn mark(&self) -> Result<Option<String>, StoreError> {
        life::mark(self.writer)
    }

    fn set_mark(&mut self, mark: Option<&str>) -> Result<(), StoreError> {
        life::set_mark(self.writer, mark)
    }

    fn moved(&self) -> Result<Vec<Cursor>, StoreError> {
        Ok(streams::moved(self.writer)?
            .iter()
            .filter_map(cursor_of)
            .collect())
    }

    fn cursors_told(&mut self) -> Result<(), StoreError> {
        streams::told(self.writer)
    }

    fn held(&self) -> Result<Vec<StreamId>, StoreError> {
        let all = streams::all(self.writer)?;
        Ok(all
            .iter()
            .filter_map(|stream| stream.id.parse().ok())
            .collect())
    }

    fn hold(&mut self, stream: &StreamId) -> Result<(), StoreError> {
        let id = stream.to_string();
        streams::forget_leaving(self.writer, &id)?;
        streams::put(
            self.writer,
            &streams::Stream {
                id,
                cursor: 0,
                state: "held".to_owned(),
                granted_as: None,
            },
        )
    }

    fn leave(&mut self, stream: &StreamId) -> Result<(), StoreError> {
        streams::leave(self.writer, &stream.to_string())
    }

    fn swept(&mut self) -> Result<(), StoreError> {
        streams::swept(self.writer)
    }

    fn left(&self) -> Result<Vec<GoneStream>, StoreError> {
        let mut waiting = outbox::streams(self.writer)?;
        waiting.extend(files::streams(self.writer)?);
        let gone = |leaving: streams::Leaving| {
            Some(GoneStream {
                stream: leaving.id.parse().ok()?,
                entities: leaving.entities,
                records: leaving.records,
            })
        };
        Ok(streams::leaving(self.writer)?
            .into_iter()
            .filter(|leaving| !waiting.contains(&leaving.id))
            .filter_map(gone)
            .collect())
    }

    fn left_drafts(&self) -> Result<Vec<LeftDraft>, StoreError> {
        let mut left = Vec::new();
        for leaving in streams::leaving(self.writer)? {
            let Ok(StreamId::Member(member)) = leaving.id.parse() else {
                continue;
            };
            let of_member = drafts::of_member(self.writer, &member.to_string())?;
            left.extend(of_member.into_iter().map(left_draft));
        }
        Ok(left)
    }

    fn forget_drafts(&mut self, sent: &[LeftDraft]) -> Result<(), StoreError> {
        for draft in sent {
            let kept = drafts::get(self.writer, &draft.about)?;
            if kept.is_some_and(|kept| kept.kept_at == draft.kept_at && kept.body == draft.body) {
                drafts::drop(self.writer, &draft.about)?;
            }
        }
        Ok(())
    }

    fn forget_left(&mut self, gone: &[StreamId]) -> Result<(), StoreError> {
        for stream in gone {
            streams::forget_leaving(self.writer, &stream.to_string())?;
        }
        Ok(())
    }

    fn waiting(&self, ops: usize, bytes: usize) -> Result<Vec<Waiting>, StoreError> {
        let ops = u32::try_from(ops).unwrap_or(u32::MAX);
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let next = outbox::next(self.writer, ops, bytes)?;
        let waiting = |(op, text): (String, String)| {
            let op = op.parse().ok()?;
            Some(Waiting { op, text })
        };
        Ok(next.into_iter().filter_map(waiting).collect())
    }

    fn offered(&mut self, ops: &[OpId]) -> Result<(), StoreError> {
        let ids: Vec<String> = ops.iter().map(ToString::to_string).collect();
        outbox::mark_offered(self.writer, &ids)
    }

    fn undecided(&self, ops: usize) -> Result<Vec<OpId>, StoreError> {
        let ops = u32::try_from(ops).unwrap_or(u32::MAX);
        let undecided = receipts::undecided(self.writer, ops)?;
        Ok(undecided.iter().filter_map(|op| op.parse().ok()).collect())
    }

    fn asked_after(&mut self, op: OpId) -> Result<(), StoreError> {
        receipts::asked_after(self.writer, &op.to_string())
    }

    fn decided(&mut self, answer: &OpAnswer) -> Result<(), StoreError> {
        if !matches!(answer.result, OpResult::Decided { .. }) {
            return Ok(());
        }
        let result = serde_json::to_string(&answer.result).unwrap_or_default();
        receipts::decide(self.writer, &answer.op.to_string(), &result)
    }

    fn answered(&mut self, answer: &OpAnswer) -> Result<(), StoreError> {
        let Some(outgoing) = outbox::take(self.writer, &answer.op.to_string())? else {
            return Ok(());
        };
        let op = outgoing.op;
        receipts::put(
            self.writer,
            &receipts::Receipt {
                op_id: op.op_id.clone(),
                stream: op.stream.clone(),
                entity: op.entity.clone(),
                kind: op.kind.clone(),
                result: serde_json::to_string(&answer.result).unwrap_or_default(),
                received_at: answer.received_at,
            },
        )?;
        let Ok(said) = serde_json::from_str::<Said>(&op.body) else {
            return Ok(());
        };
        match (said.body, answer.result.seq()) {
            (
                SaidBody {
                    entity: Some(entity),
                    of: Some(kind),
                    ..
                },
                seq,
            ) => {
                if let Some(seq) = seq
                    && self.cursor(&said.stream)? < seq
                    && !streams::is_leaving(self.writer, &op.stream)?
                {
                    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
                    let (op_id, stream, entity) = (op.op_id, op.stream, op.entity);
                    let received_at = answer.received_at;
                    acked::put(
                        self.writer,
                        &acked::Acked {
                            op_id,
                            stream,
                            seq,
                            entity,
                            body: op.body,
                            received_at,
                        },
                    )?;
                    // It only moved from the outbox into what is laid over the clinic's state: what is shown is the same.
                    return Ok(());
                }
                self.show(&said.stream, entity, &kind)
            }
            (_, Some(_)) => {
                records::mark_received(self.writer, &op.entity, answer.received_at).map(drop)
            }
            (_, None) => Ok(()),
        }
    }

    fn cursors(&self) -> Result<Vec<Cursor>, StoreError> {
        Ok(streams::all(self.writer)?
            .iter()
            .filter_map(cursor_of)
            .collect())
    }

    fn set_cursor(&mut self, stream: &StreamId, seq: u64) -> Result<(), StoreError> {
        let id = stream.to_string();
        let cursor = i64::try_from(seq).unwrap_or(i64::MAX);
        if !streams::set_cursor(self.writer, &id, cursor)? {
            let fresh = streams::Stream {
                id: id.clone(),
                cursor,
                state: "held".to_owned(),
                granted_as: None,
            };
            streams::put(self.writer, &fresh)?;
        }
        if !acked::is_there_any_own(self.writer)? {
            return Ok(());
        }
        for entity in acked::drop_through(self.writer, &id, cursor)? {
            if let Ok(entity) = entity.parse() {
                self.rebuild(entity)?;
            }
        }
        Ok(())
    }

    fn base(&self, entity: EntityId) -> Result<Option<EntityState>, StoreError> {
        base(self.writer, entity)
    }

    fn passes(&mut self, entity: EntityId, seq: u64) -> Result<(), StoreError> {
        if !acked::is_there_any_own(self.writer)? {
            return Ok(());
        }
        acked::drop_of_entity(self.writer, &entity.to_string(), life::counted(seq))
    }

    fn put_base(&mut self, entity: &EntityState) -> Result<(), StoreError> {
        let own = if acked::is_there_any_own(self.writer)? {
            own_writes(self.writer, entity.id.0)?
        } else {
            Vec::new()
        };
        lay_out(self.writer, entity, &own, self.now)
    }

    fn put_record(
        &mut self,
        text: &RecordText,
        signed: &SignedRecord,
        received_at: i64,
    ) -> Result<(), StoreError> {
        match records::insert(
            self.writer,
            &record_row(text, signed, self.now, Some(received_at)),
        )? {
            records::Inserted::New => Ok(()),
            records::Inserted::Known => {
                records::mark_received(self.writer, &text.id.to_string(), received_at).map(drop)
            }
            records::Inserted::Differs => {
                let row = record_row(text, signed, self.now, Some(received_at));
                let here = records::get(self.writer, &row.id)?;
                let is_damaged =
                    here.is_some_and(|here| !stages::is_as_signed(&here.body, &here.hash));
                if is_damaged && stages::is_staged(self.writer, &text.stream)? {
                    return records::put_right(self.writer, &row);
                }
                // Two records under one id cannot come from honest devices; the one that is here stays.
                tracing::error!(record = %text.id, "another record came under an id that is taken");
                Ok(())
            }
        }
    }

    fn held_entities(&self, stream: &StreamId) -> Result<Vec<EntityState>, StoreError> {
        stages::held_entities(self.writer, stream)
    }

    fn held_records(&self, stream: &StreamId) -> Result<Vec<RecordId>, StoreError> {
        stages::held_records(self.writer, stream)
    }

    fn remove_base(&mut self, entity: EntityId) -> Result<(), StoreError> {
        stages::remove_base(self, entity)
    }

    fn stages(&self) -> Result<Vec<Stage>, StoreError> {
        stages::all(self.writer)
    }

    fn put_stage(&mut self, stage: &Stage) -> Result<(), StoreError> {
        stages::put(self.writer, stage)
    }

    fn keep_page(&mut self, page: &SnapshotPage) -> Result<(), StoreError> {
        stages::keep_page(self.writer, page)
    }

    fn staged(&self, stream: &StreamId) -> Result<Vec<SnapshotPage>, StoreError> {
        stages::pages(self.writer, stream)
    }

    fn unstage(&mut self, stream: &StreamId) -> Result<(), StoreError> {
        vault::stages::drop(self.writer, &stream.to_string())
    }

    fn set_damaged(&mut self, stream: &StreamId, records: &[RecordId]) -> Result<(), StoreError> {
        damaged::set(self.writer, stream, records)
    }
}

fn cursor_of(stream: &streams::Stream) -> Option<Cursor> {
    Some(Cursor {
        stream: stream.id.parse().ok()?,
        seq: u64::try_from(stream.cursor).ok()?,
    })
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
