//! What one laptop has on its disk: an in-memory [`DeviceStore`].
//!
//! A transaction is a clone that is put in the disk's place when it is committed; a laptop that crashes before loses
//! the clone and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::rc::Rc;

use care::{EntityId, OpId, RecordId};
use serde_json::{Map, Value};
use sync::device::{Copies, Stage};
use sync::snapshot::SnapshotPage;
use sync::wire::{Cursor, GoneStream, LeftDraft, OpAnswer, OpResult};
use sync::{
    DeviceStore, EntityState, Hash, Op, Place, RecordText, SignedRecord, StreamId, Tally, Waiting,
    sealed,
};

use super::flaw::Flaw;

#[path = "disk_asked.rs"]
mod asked;
#[path = "disk_files.rs"]
mod files;

pub(crate) use files::{PIECE_BYTES, ToSend};

/// An operation with the text that is sent.
#[derive(Clone)]
pub(crate) struct Said {
    pub(crate) op: Op,
    pub(crate) text: String,
}

/// A record as the laptop holds it.
#[derive(Clone, PartialEq)]
pub(crate) struct HeldRecord {
    pub(crate) stream: StreamId,
    pub(crate) signed: SignedRecord,
    pub(crate) received_at: Option<i64>,
}

/// Copies of what the clinic took. The simulation does not seal them.
#[derive(Clone)]
pub(crate) struct Copied {
    pub(crate) id: u64,
    pub(crate) era: u64,
    pub(crate) epoch: String,
    pub(crate) ops: Vec<OpId>,
    pub(crate) texts: Vec<String>,
}

/// Stands for the place of an operation that has none in this life of the ledger.
const NO_PLACE: u64 = u64::MAX;

/// One laptop's disk.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    pub(crate) epoch: String,
    pub(crate) flaw: Option<Flaw>,
    pub(crate) inc: u32,
    pub(crate) dseq: u64,
    pub(crate) tally: Option<Tally>,
    pub(crate) mark: Option<String>,
    pub(crate) moved: BTreeSet<StreamId>,
    /// Streams that have not been fed in this life of the ledger.
    pub(crate) unfed: BTreeSet<StreamId>,
    pub(crate) copies: Vec<Copied>,
    pub(crate) copies_made: u64,
    pub(crate) chain: Option<Hash>,
    pub(crate) signed_last: Option<Hash>,
    pub(crate) outbox: Vec<Rc<Said>>,
    pub(crate) acked: Vec<(u64, Rc<Said>)>,
    pub(crate) offered: BTreeSet<OpId>,
    pub(crate) receipts: BTreeMap<OpId, OpAnswer>,
    pub(crate) asked_after: Option<OpId>,
    pub(crate) gver: u64,
    /// What was removed of streams that have left, until the clinic has the receipt.
    pub(crate) leaving: BTreeMap<StreamId, GoneStream>,
    /// Operations of its own that the clinic had when their member left: they come back with her, from the feed.
    pub(crate) gone: BTreeMap<StreamId, BTreeSet<OpId>>,
    /// The version of its grants under which it last held a member who left.
    pub(crate) held_under: BTreeMap<StreamId, u64>,
    /// What is being written about members, by member.
    pub(crate) drafts: BTreeMap<StreamId, LeftDraft>,
    pub(crate) cursors: BTreeMap<StreamId, u64>,
    pub(crate) entities: BTreeMap<EntityId, Rc<EntityState>>,
    pub(crate) records: BTreeMap<RecordId, HeldRecord>,
    /// Streams that are fetched anew, and what has come of them.
    pub(crate) stages: Vec<Stage>,
    pub(crate) pages: BTreeMap<StreamId, Vec<Rc<SnapshotPage>>>,
    /// Records that came and were not what was signed.
    pub(crate) damaged: BTreeMap<StreamId, Vec<RecordId>>,
    /// Pictures, piece by piece, and those that are to be sent.
    pub(crate) pieces: BTreeMap<Hash, BTreeMap<u32, Rc<Vec<u8>>>>,
    pub(crate) to_send: Vec<ToSend>,
    pub(crate) pictures_sent: u64,
    /// What a real store has ready for the screen; one in memory works it out when it is asked.
    pub(crate) screen: BTreeMap<EntityId, Map<String, Value>>,
}

impl DeviceStore for Disk {
    type Error = Infallible;

    fn epoch(&self) -> Result<String, Infallible> {
        Ok(self.epoch.clone())
    }

    fn gver(&self) -> Result<u64, Infallible> {
        Ok(self.gver)
    }

    fn set_gver(&mut self, gver: u64) -> Result<(), Infallible> {
        self.gver = gver;
        Ok(())
    }

    fn last(&self) -> Result<Place, Infallible> {
        Ok(Place {
            inc: self.inc,
            dseq: self.dseq,
        })
    }

    fn reincarnate(&mut self, inc: u32) -> Result<(), Infallible> {
        let (mut prev, mut dseq) = (Hash::ZERO, 0);
        for said in &mut self.outbox {
            dseq += 1;
            let mut op = said.op.clone();
            (op.inc, op.dseq, op.prev) = (inc, dseq, prev);
            let (text, hash) = sealed(&op).unwrap();
            prev = hash;
            *said = Rc::new(Said { op, text });
        }
        self.offered.clear();
        (self.inc, self.dseq, self.chain) = (inc, dseq, (0 < dseq).then_some(prev));
        Ok(())
    }

    fn tally(&self) -> Result<Option<Tally>, Infallible> {
        Ok(self.tally.clone())
    }

    fn set_tally(&mut self, tally: Option<&Tally>) -> Result<(), Infallible> {
        self.tally = tally.cloned();
        Ok(())
    }

    fn keep_copies(&mut self, ops: &[OpId], era: u64) -> Result<(), Infallible> {
        let waiting = self.outbox.iter().filter(|said| ops.contains(&said.op.id));
        let (ops, texts): (Vec<OpId>, Vec<String>) =
            waiting.map(|said| (said.op.id, said.text.clone())).unzip();
        if !texts.is_empty() {
            self.copies_made += 1;
            self.copies.push(Copied {
                id: self.copies_made,
                era,
                epoch: self.epoch.clone(),
                ops,
                texts,
            });
        }
        Ok(())
    }

    fn copies(&self) -> Result<Option<Copies>, Infallible> {
        let next = self.copies.iter().find(|copy| copy.epoch != self.epoch);
        Ok(next.map(|copy| Copies {
            id: copy.id,
            sealed: serde_json::to_vec(&copy.texts).unwrap(),
        }))
    }

    fn copies_offered(&mut self, id: u64, era: Option<u64>) -> Result<(), Infallible> {
        let epoch = self.epoch.clone();
        for copy in self.copies.iter_mut().filter(|copy| copy.id == id) {
            (copy.epoch, copy.era) = (epoch.clone(), era.unwrap_or(copy.era));
        }
        Ok(())
    }

    fn drop_copies(&mut self, safe: u64) -> Result<(), Infallible> {
        self.copies.retain(|copy| safe <= copy.era);
        Ok(())
    }

    fn begin_life(&mut self, epoch: &str) -> Result<(), Infallible> {
        epoch.clone_into(&mut self.epoch);
        for cursor in self.cursors.values_mut() {
            *cursor = 0;
        }
        for copy in &mut self.copies {
            copy.epoch.clear();
        }
        self.moved.clear();
        self.sends_again();
        self.unfed = self.cursors.keys().cloned().collect();
        for (place, _) in &mut self.acked {
            *place = NO_PLACE;
        }
        Ok(())
    }

    fn answered_again(&mut self, answer: &OpAnswer) -> Result<(), Infallible> {
        let seq = answer.result.seq().unwrap_or(0);
        let cursors = &self.cursors;
        self.acked.retain_mut(|(place, said)| {
            if said.op.id != answer.op {
                return true;
            }
            *place = seq;
            // What the feed has brought already would never be taken off by it again.
            cursors.get(&said.op.stream).copied().unwrap_or(0) < seq
        });
        self.receipts.insert(answer.op, answer.clone());
        Ok(())
    }

    fn complete_life(&mut self) -> Result<(), Infallible> {
        self.acked.retain(|(place, _)| *place != NO_PLACE);
        Ok(())
    }

    fn clear_for_life(&mut self, stream: &StreamId) -> Result<(), Infallible> {
        if self.unfed.remove(stream) {
            self.entities.retain(|_, held| held.stream != *stream);
        }
        Ok(())
    }

    fn mark(&self) -> Result<Option<String>, Infallible> {
        Ok(self.mark.clone())
    }

    fn set_mark(&mut self, mark: Option<&str>) -> Result<(), Infallible> {
        self.mark = mark.map(str::to_owned);
        Ok(())
    }

    fn moved(&self) -> Result<Vec<Cursor>, Infallible> {
        let cursors = self.cursors()?;
        let moved = cursors
            .into_iter()
            .filter(|cursor| self.moved.contains(&cursor.stream));
        Ok(moved.collect())
    }

    fn cursors_told(&mut self) -> Result<(), Infallible> {
        self.moved.clear();
        Ok(())
    }

    fn held(&self) -> Result<Vec<StreamId>, Infallible> {
        Ok(self.cursors.keys().cloned().collect())
    }

    fn hold(&mut self, stream: &StreamId) -> Result<(), Infallible> {
        self.leaving.remove(stream);
        self.cursors.insert(stream.clone(), 0);
        Ok(())
    }

    fn leave(&mut self, stream: &StreamId) -> Result<(), Infallible> {
        if self.flaw == Some(Flaw::NeverLeaves) {
            return Ok(());
        }
        if self.cursors.contains_key(stream) {
            self.held_under.insert(stream.clone(), self.gver);
        }
        self.loses_pictures(stream);
        let of_it = |of: &StreamId| of == stream;
        let (entities, records) = (self.entities.len(), self.records.len());
        self.entities.retain(|_, held| !of_it(&held.stream));
        self.records.retain(|_, held| !of_it(&held.stream));
        self.acked.retain(|(_, said)| !of_it(&said.op.stream));
        self.gone
            .entry(stream.clone())
            .or_default()
            .extend(self.receipts.keys());
        self.cursors.remove(stream);
        self.moved.remove(stream);
        self.unfed.remove(stream);
        let nothing = GoneStream {
            stream: stream.clone(),
            entities: 0,
            records: 0,
        };
        let gone = self.leaving.entry(stream.clone()).or_insert(nothing);
        gone.entities += u32::try_from(entities - self.entities.len()).unwrap();
        gone.records += u32::try_from(records - self.records.len()).unwrap();
        Ok(())
    }

    fn left(&self) -> Result<Vec<GoneStream>, Infallible> {
        let early = self.flaw == Some(Flaw::ReceiptBeforeDrain);
        let waits = |stream: &StreamId| {
            let mut pictures = self.to_send.iter();
            self.outbox.iter().any(|said| said.op.stream == *stream)
                || pictures.any(|waits| waits.file.stream == *stream)
        };
        let drained = self
            .leaving
            .values()
            .filter(|gone| early || !waits(&gone.stream));
        Ok(drained.cloned().collect())
    }

    fn left_drafts(&self) -> Result<Vec<LeftDraft>, Infallible> {
        let left = self.drafts.values();
        Ok(left
            .filter(|draft| self.leaving.contains_key(&draft.stream))
            .cloned()
            .collect())
    }

    fn forget_drafts(&mut self, sent: &[LeftDraft]) -> Result<(), Infallible> {
        self.drafts.retain(|_, kept| !sent.contains(kept));
        Ok(())
    }

    fn forget_left(&mut self, gone: &[StreamId]) -> Result<(), Infallible> {
        self.leaving.retain(|stream, _| !gone.contains(stream));
        Ok(())
    }

    fn waiting(&self, ops: usize, bytes: usize) -> Result<Vec<Waiting>, Infallible> {
        let (mut taken, mut room) = (Vec::new(), bytes);
        for said in self.outbox.iter().take(ops) {
            if room < said.text.len() && !taken.is_empty() {
                break;
            }
            room = room.saturating_sub(said.text.len());
            taken.push(Waiting {
                op: said.op.id,
                text: said.text.clone(),
            });
        }
        Ok(taken)
    }

    fn offered(&mut self, ops: &[OpId]) -> Result<(), Infallible> {
        self.offered.extend(ops);
        Ok(())
    }

    fn undecided(&self, ops: usize) -> Result<Vec<OpId>, Infallible> {
        let waits = |answer: &&OpAnswer| matches!(answer.result, OpResult::Parked { .. });
        let mut waiting: Vec<_> = self.receipts.values().filter(waits).collect();
        let newest_first = |answer: &OpAnswer| std::cmp::Reverse((answer.received_at, answer.op));
        let after = self.asked_after.and_then(|op| self.receipts.get(&op));
        let after = after.map(newest_first);
        let is_asked = |answer| after.is_none_or(|after| newest_first(answer) <= after);
        waiting.sort_by_key(|answer| (is_asked(answer), newest_first(answer)));
        Ok(waiting.iter().map(|answer| answer.op).take(ops).collect())
    }

    fn asked_after(&mut self, op: OpId) -> Result<(), Infallible> {
        self.asked_after = Some(op);
        Ok(())
    }

    fn decided(&mut self, answer: &OpAnswer) -> Result<(), Infallible> {
        if let Some(receipt) = self.receipts.get_mut(&answer.op)
            && matches!(receipt.result, OpResult::Parked { .. })
            && matches!(answer.result, OpResult::Decided { .. })
        {
            receipt.result = answer.result.clone();
        }
        Ok(())
    }

    fn answered(&mut self, answer: &OpAnswer) -> Result<(), Infallible> {
        let meant = |said: &Rc<Said>| said.op.id == answer.op;
        let place = match self.flaw {
            Some(Flaw::ReceiptForAnother) => (!self.outbox.is_empty()).then_some(0),
            _ => self.outbox.iter().position(meant),
        };
        let Some(place) = place else {
            return Ok(());
        };
        let said = self.outbox.remove(place);
        self.offered.remove(&answer.op);
        self.receipts.insert(answer.op, answer.clone());
        if self.leaving.contains_key(&said.op.stream) {
            self.gone
                .entry(said.op.stream.clone())
                .or_default()
                .insert(answer.op);
        }
        if let Some(seq) = answer.result.seq()
            && self.cursor(&said.op.stream) < seq
            && !self.leaving.contains_key(&said.op.stream)
            && self.flaw != Some(Flaw::OverlayGone)
        {
            self.acked.push((seq, said));
        }
        Ok(())
    }

    fn cursors(&self) -> Result<Vec<Cursor>, Infallible> {
        let cursor = |(stream, seq): (&StreamId, &u64)| Cursor {
            stream: stream.clone(),
            seq: *seq,
        };
        Ok(self.cursors.iter().map(cursor).collect())
    }

    fn set_cursor(&mut self, stream: &StreamId, seq: u64) -> Result<(), Infallible> {
        self.cursors.insert(stream.clone(), seq);
        self.moved.insert(stream.clone());
        self.acked
            .retain(|(place, said)| said.op.stream != *stream || seq < *place);
        Ok(())
    }

    fn base(&self, entity: EntityId) -> Result<Option<EntityState>, Infallible> {
        Ok(self.entities.get(&entity).map(|held| (**held).clone()))
    }

    fn put_base(&mut self, entity: &EntityState) -> Result<(), Infallible> {
        self.entities.insert(entity.id, Rc::new(entity.clone()));
        Ok(())
    }

    fn put_record(
        &mut self,
        record: &RecordText,
        signed: &SignedRecord,
        received_at: i64,
    ) -> Result<(), Infallible> {
        let held = self.records.entry(record.id).or_insert_with(|| HeldRecord {
            stream: record.stream.clone(),
            signed: signed.clone(),
            received_at: None,
        });
        held.received_at.get_or_insert(received_at);
        Ok(())
    }

    fn held_entities(&self, stream: &StreamId) -> Result<Vec<EntityState>, Infallible> {
        let held = self.entities.values().filter(|held| held.stream == *stream);
        let said = held.filter(|held| !held.fields.is_empty());
        Ok(said.map(|held| (**held).clone()).collect())
    }

    fn held_records(&self, stream: &StreamId) -> Result<Vec<RecordId>, Infallible> {
        let held = self.records.iter().filter(|(_, held)| {
            held.stream == *stream && held.received_at.is_some() && held.signed.read().is_ok()
        });
        Ok(held.map(|(id, _)| *id).collect())
    }

    fn remove_base(&mut self, entity: EntityId) -> Result<(), Infallible> {
        self.entities.remove(&entity);
        Ok(())
    }

    fn stages(&self) -> Result<Vec<Stage>, Infallible> {
        Ok(self.stages.clone())
    }

    fn put_stage(&mut self, stage: &Stage) -> Result<(), Infallible> {
        let known = self
            .stages
            .iter_mut()
            .find(|one| one.stream == stage.stream);
        match known {
            Some(known) => *known = stage.clone(),
            None => self.stages.push(stage.clone()),
        }
        Ok(())
    }

    fn keep_page(&mut self, page: &SnapshotPage) -> Result<(), Infallible> {
        let pages = self.pages.entry(page.stream.clone()).or_default();
        pages.push(Rc::new(page.clone()));
        Ok(())
    }

    fn staged(&self, stream: &StreamId) -> Result<Vec<SnapshotPage>, Infallible> {
        let pages = self.pages.get(stream).into_iter().flatten();
        Ok(pages.map(|page| (**page).clone()).collect())
    }

    fn unstage(&mut self, stream: &StreamId) -> Result<(), Infallible> {
        self.stages.retain(|one| one.stream != *stream);
        self.pages.remove(stream);
        Ok(())
    }

    fn set_damaged(&mut self, stream: &StreamId, records: &[RecordId]) -> Result<(), Infallible> {
        if records.is_empty() {
            self.damaged.remove(stream);
        } else {
            self.damaged.insert(stream.clone(), records.to_vec());
        }
        Ok(())
    }
}
