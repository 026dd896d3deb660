//! The device's half: what to send, what to do with the answers, and what the screen shows meanwhile.
//!
//! A member who is no longer the device's person's leaves it at once, with everything the clinic has of her. What the
//! person wrote about her and the clinic has not got stays until it has: see [`gone`].
//!
//! Nothing here waits. The driver asks for a request, sends it without holding the store, and hands the answer back;
//! each call is one local transaction. A lost answer is asked for again, a doubled one changes nothing.

mod anew;
mod asking;
mod batch;
mod lane;
mod life;
mod scope;
mod shown;

pub use anew::{Fetched, Renewed, Stage, digested, digests, fetched, wanted};
pub use asking::{following, pull};
pub use batch::Batch;
pub use lane::{FileStore, Heard, Lane, Step, Took, Travelling, Way};
pub use life::{complete, not_opened, replay, replayed};
pub use scope::{gone, gone_noted, let_go, take_up};
pub use shown::shown_here;

use std::collections::{BTreeMap, BTreeSet};

use care::{EntityId, OpId, RecordId};
use data_encoding::BASE64;

use crate::limits::PUSH_BYTES_MAX;
use crate::snapshot::SnapshotPage;
use crate::wire::{
    Change, ChangeItem, Cursor, GoneStream, LeftDraft, OpAnswer, OpResult, Page, Park, ParkReason,
    Pulled, Push, Pushed,
};
use crate::{
    EntityState, Mutant, Place, RecordFault, RecordText, Rules, SignedRecord, StreamId, Tally,
};

/// The device's store within one transaction.
pub trait DeviceStore {
    /// What can go wrong with it; the transaction is then rolled back.
    type Error;

    /// The life of the clinic's ledger as this device knows it.
    fn epoch(&self) -> Result<String, Self::Error>;
    /// The version of this device's grants as it knows them; 0 before it was told of any.
    fn gver(&self) -> Result<u64, Self::Error>;
    /// Keeps the version of its grants.
    fn set_gver(&mut self, gver: u64) -> Result<(), Self::Error>;
    /// The last operation it has written; 0 in its incarnation before the first.
    fn last(&self) -> Result<Place, Self::Error>;
    /// Another laptop uses this incarnation's places: whatever has no answer is written anew, with the same ids, as
    /// the first operations of this one.
    fn reincarnate(&mut self, inc: u32) -> Result<(), Self::Error>;
    /// The clinic's newest word on what it has of this device.
    fn tally(&self) -> Result<Option<Tally>, Self::Error>;
    /// Keeps it; none to forget it.
    fn set_tally(&mut self, tally: Option<&Tally>) -> Result<(), Self::Error>;
    /// Keeps copies of these operations, which wait for their answers here, sealed so that this device cannot read
    /// them again; the backup after `era` will hold them.
    fn keep_copies(&mut self, ops: &[OpId], era: u64) -> Result<(), Self::Error>;
    /// The oldest copies that have not been offered in this life of the ledger.
    fn copies(&self) -> Result<Option<Copies>, Self::Error>;
    /// They have been offered in this life of the ledger. If they were taken, the backup after `era` will hold them.
    fn copies_offered(&mut self, id: u64, era: Option<u64>) -> Result<(), Self::Error>;
    /// Drops the copies of everything that was taken before backup `safe` was begun.
    fn drop_copies(&mut self, safe: u64) -> Result<(), Self::Error>;
    /// The clinic's ledger has this life now: nothing that came from it is sure any more. It is shown until the clinic
    /// feeds it again, and so are own operations that it had taken. All copies are to be offered, also those that were
    /// in a life of the same name: who goes back to a copy of a ledger goes back to its name.
    fn begin_life(&mut self, epoch: &str) -> Result<(), Self::Error>;
    /// The answer to a copy: the operation is shown over the clinic's state until the feed comes to its place.
    fn answered_again(&mut self, answer: &OpAnswer) -> Result<(), Self::Error>;
    /// Everything is offered again and fed again: own operations of an earlier life that are still shown over the
    /// clinic's state came back with the feed.
    fn complete_life(&mut self) -> Result<(), Self::Error>;
    /// If this stream has not been fed in this life yet: removes what the clinic once had of it, but no record.
    fn clear_for_life(&mut self, stream: &StreamId) -> Result<(), Self::Error>;
    /// The mark of the last answer to a pull that was taken.
    fn mark(&self) -> Result<Option<String>, Self::Error>;
    /// Keeps it; none to be asked for every cursor.
    fn set_mark(&mut self, mark: Option<&str>) -> Result<(), Self::Error>;
    /// The streams whose cursors were set since [`DeviceStore::cursors_told`].
    fn moved(&self) -> Result<Vec<Cursor>, Self::Error>;
    /// The clinic knows how far each stream has come.
    fn cursors_told(&mut self) -> Result<(), Self::Error>;
    /// The streams it holds. One that left may come back, and is then pulled from its beginning.
    fn held(&self) -> Result<Vec<StreamId>, Self::Error>;
    /// Holds a stream from now on.
    fn hold(&mut self, stream: &StreamId) -> Result<(), Self::Error>;
    /// Holds a stream no longer: removes everything the clinic has of it, and counts it with what was removed of it
    /// before. What waits in the outbox, and what is being written, stays.
    fn leave(&mut self, stream: &StreamId) -> Result<(), Self::Error>;
    /// Streams have left: what was said before and stands in an index without its text goes too.
    fn swept(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
    /// The streams that have left and of which no operation waits to be sent any more, with what was removed.
    fn left(&self) -> Result<Vec<GoneStream>, Self::Error>;
    /// What is still being written about members whose streams have left.
    fn left_drafts(&self) -> Result<Vec<LeftDraft>, Self::Error>;
    /// The clinic has these drafts: they go, unless they were written on meanwhile.
    fn forget_drafts(&mut self, drafts: &[LeftDraft]) -> Result<(), Self::Error>;
    /// The clinic has the receipt for these.
    fn forget_left(&mut self, streams: &[StreamId]) -> Result<(), Self::Error>;
    /// The oldest operations that have no answer yet, in order: at most so many, and no more than so many bytes
    /// unless the first one alone is larger.
    fn waiting(&self, ops: usize, bytes: usize) -> Result<Vec<Waiting>, Self::Error>;
    /// They are about to be sent: from now on they are frozen.
    fn offered(&mut self, ops: &[OpId]) -> Result<(), Self::Error>;
    /// The clinic has it: it leaves the outbox, and a receipt is kept. While the feed has not come to its place it
    /// goes on being shown. An operation that is not waiting is left alone.
    fn answered(&mut self, answer: &OpAnswer) -> Result<(), Self::Error>;
    /// Operations the clinic has set aside, and about which it has not said what was decided; at most so many. The newest
    /// come first, but those behind the one it was last asked up to come before.
    fn undecided(&self, ops: usize) -> Result<Vec<OpId>, Self::Error>;
    /// The clinic was asked up to this one.
    fn asked_after(&mut self, op: OpId) -> Result<(), Self::Error>;
    /// What was decided about one of them, in the place of its receipt. Whatever is not among them is left alone.
    fn decided(&mut self, answer: &OpAnswer) -> Result<(), Self::Error>;
    /// How far it has come in each stream.
    fn cursors(&self) -> Result<Vec<Cursor>, Self::Error>;
    /// It has come so far; answered operations up to there are no longer shown over the clinic's state.
    fn set_cursor(&mut self, stream: &StreamId, seq: u64) -> Result<(), Self::Error>;
    /// An entity as the clinic has it.
    fn base(&self, entity: EntityId) -> Result<Option<EntityState>, Self::Error>;
    /// The feed brings an entity's change at this place: what is put next holds the own answers up to it, which need not
    /// be laid over it any more. Before the cursor has come so far, the same is true for the whole stream.
    fn passes(&mut self, _entity: EntityId, _seq: u64) -> Result<(), Self::Error> {
        Ok(())
    }
    /// Keeps an entity as the clinic has it.
    fn put_base(&mut self, entity: &EntityState) -> Result<(), Self::Error>;
    /// Keeps a record as the clinic has it; one that is there already learns when it was received.
    fn put_record(
        &mut self,
        record: &RecordText,
        signed: &SignedRecord,
        received_at: i64,
    ) -> Result<(), Self::Error>;
    /// The entities of a stream as the clinic has them.
    fn held_entities(&self, stream: &StreamId) -> Result<Vec<EntityState>, Self::Error>;
    /// The records of a stream that the clinic has had, and that are here as they were signed.
    fn held_records(&self, stream: &StreamId) -> Result<Vec<RecordId>, Self::Error>;
    /// The clinic has no such entity. What the person said about it and the clinic has not got is shown as before.
    fn remove_base(&mut self, entity: EntityId) -> Result<(), Self::Error>;
    /// The streams that are fetched anew, in the order in which they were begun.
    fn stages(&self) -> Result<Vec<Stage>, Self::Error>;
    /// Keeps how far a stream that is fetched anew has come; one that is not yet comes last.
    fn put_stage(&mut self, stage: &Stage) -> Result<(), Self::Error>;
    /// Puts a page of such a stream aside.
    fn keep_page(&mut self, page: &SnapshotPage) -> Result<(), Self::Error>;
    /// Its pages, in the order in which they came.
    fn staged(&self, stream: &StreamId) -> Result<Vec<SnapshotPage>, Self::Error>;
    /// A stream is not fetched anew any more: its pages go.
    fn unstage(&mut self, stream: &StreamId) -> Result<(), Self::Error>;
    /// These records of a stream are not what was signed, as the clinic gives them: they are not held, and somebody there
    /// has to look. What was said of the stream before is no longer so.
    fn set_damaged(&mut self, stream: &StreamId, records: &[RecordId]) -> Result<(), Self::Error>;
}

/// An operation without an answer.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its id.
    pub op: OpId,
    /// Its canonical text.
    pub text: String,
}

/// Operations the clinic once took, kept sealed on the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// By which the device finds them again.
    pub id: u64,
    /// The sealed list of their texts.
    pub sealed: Vec<u8>,
}

/// What came of an answer to a push, a parking or a replay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answered {
    /// So many operations were answered.
    pub answers: usize,
    /// The device has begun another incarnation: what is left is sent again.
    pub reincarnated: bool,
    /// The answer came from another life of the clinic's ledger, or to one: nothing of it was taken.
    pub other_life: bool,
}

/// What is to be sent next; nothing when everything is answered.
pub fn push<S: DeviceStore>(
    store: &mut S,
    batch: Batch,
    rules: Rules,
) -> Result<Option<Push>, S::Error> {
    push_behind(store, None, batch, rules)
}

/// What is to be sent after a push that has not been answered yet, so that it is ready when the answer comes.
pub fn push_behind<S: DeviceStore>(
    store: &mut S,
    ahead: Option<&Push>,
    batch: Batch,
    rules: Rules,
) -> Result<Option<Push>, S::Error> {
    let ahead = ahead.map_or(&[][..], |push| &push.ops);
    let bytes: usize = ahead.iter().map(String::len).sum();
    let (ops, bytes) = (
        batch.ops.saturating_add(ahead.len()),
        batch.bytes.saturating_add(bytes),
    );
    let mut waiting = store.waiting(ops, bytes)?;
    let stands_ahead = ahead.len() <= waiting.len()
        && waiting
            .iter()
            .zip(ahead)
            .all(|(here, ahead)| here.text == *ahead);
    if !stands_ahead {
        return Ok(None);
    }
    waiting.drain(..ahead.len());
    if waiting.is_empty() {
        return Ok(None);
    }
    let ids: Vec<OpId> = waiting.iter().map(|waiting| waiting.op).collect();
    store.offered(&ids)?;
    if !rules.hold(Mutant::ForgetOnSend) {
        for op in ids {
            let result = OpResult::Parked {
                reason: ParkReason::Malformed,
            };
            store.answered(&OpAnswer {
                op,
                result,
                received_at: 0,
            })?;
        }
    }
    let ops = waiting.into_iter().map(|waiting| waiting.text).collect();
    Ok(Some(Push {
        epoch: store.epoch()?,
        tally: store.tally()?,
        ops,
    }))
}

/// A push of nothing: what a device asks before it erases itself. Its answer says whether the clinic's ledger is still the one
/// that took what this device only keeps copies of.
pub fn farewell<S: DeviceStore>(store: &S) -> Result<Push, S::Error> {
    Ok(Push {
        epoch: store.epoch()?,
        tally: store.tally()?,
        ops: Vec::new(),
    })
}

/// The oldest operation, to be handed over whole because it failed alone too often; nothing when none waits.
pub fn park<S: DeviceStore>(store: &mut S) -> Result<Option<Park>, S::Error> {
    let Some(first) = store.waiting(1, PUSH_BYTES_MAX)?.into_iter().next() else {
        return Ok(None);
    };
    store.offered(&[first.op])?;
    Ok(Some(Park {
        epoch: store.epoch()?,
        whole: BASE64.encode(first.text.as_bytes()),
    }))
}

/// Takes the answers to a push or a parking. An answer from another life of the ledger is discarded.
pub fn pushed<S: DeviceStore>(
    store: &mut S,
    pushed: &Pushed,
    rules: Rules,
) -> Result<Answered, S::Error> {
    if rules.hold(Mutant::EpochIgnored) && is_of_another_life(store, &pushed.re, &pushed.epoch)? {
        return Ok(Answered {
            other_life: true,
            ..Answered::default()
        });
    }
    if rules.hold(Mutant::CopiesForgotten) {
        let ops: Vec<OpId> = pushed.answers.iter().map(|answer| answer.op).collect();
        store.keep_copies(&ops, pushed.era)?;
    }
    for answer in &pushed.answers {
        store.answered(answer)?;
    }
    life::take_tally(store, pushed.tally.as_ref())?;
    // An incarnation once left is never gone back to: a late answer that names it is an old one.
    if let Some(inc) = pushed.fork
        && store.last()?.inc < inc
    {
        store.reincarnate(inc)?;
    }
    Ok(Answered {
        answers: pushed.answers.len(),
        reincarnated: pushed.fork.is_some(),
        other_life: false,
    })
}

/// What came of the answer to a pull.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something of its own that may be so of one answer"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// Changes applied.
    pub changes: usize,
    /// There is more: ask again.
    pub more: bool,
    /// The clinic sent a record that is not what was signed; its stream stays before it, and is fetched anew.
    pub fault: Option<RecordFault>,
    /// The answer came from another life of the clinic's ledger, or to one: nothing of it was taken.
    pub other_life: bool,
    /// The answer was made before another that has been taken already: nothing of it was taken.
    pub late: bool,
    /// Members who left this device with this answer.
    pub left: usize,
    /// A page had a hole or a fault: what is held may not be what the clinic holds.
    pub suspicious: bool,
    /// Members left because they are given anew, otherwise: when they are accounted for it is to ask again.
    pub anew: bool,
}

/// Takes the answer to a pull. A page that does not join on to what is held, or the part of one after a hole, is left
/// for the next time; what was applied already is passed over.
pub fn pulled<S: DeviceStore>(
    store: &mut S,
    pulled: &Pulled,
    rules: Rules,
) -> Result<Received, S::Error> {
    let mut received = Received::default();
    if rules.hold(Mutant::EpochIgnored) && is_of_another_life(store, &pulled.re, &pulled.epoch)? {
        received.other_life = true;
        return Ok(received);
    }
    if pulled.whole {
        store.set_mark(None)?;
        received.more = true;
        return Ok(received);
    }
    if pulled.gver < store.gver()? && rules.hold(Mutant::LatePullAccepted) {
        // It could bring back a member who was taken away since.
        received.late = true;
        return Ok(received);
    }
    if let Some(grants) = &pulled.grants {
        received.left = scope::take_grants(store, grants, &pulled.owed, rules)?;
    }
    store.set_gver(pulled.gver)?;
    store.cursors_told()?;
    store.set_mark(pulled.mark.as_deref())?;
    if !rules.hold(Mutant::CopiesDroppedEarly) {
        store.drop_copies(u64::MAX)?;
    } else if store.copies()?.is_none() {
        // What has not been offered again in this life was counted in another: its backups say nothing of it.
        store.drop_copies(pulled.safe)?;
    }
    asking::turn(store)?;
    for answer in &pulled.decided {
        store.decided(answer)?;
    }
    if pulled.pages.is_empty() && pulled.anew.is_empty() {
        // Nothing to lay beside what is held, which may be thousands of streams.
        received.anew = pulled.more;
        return Ok(received);
    }
    let cursors: BTreeMap<StreamId, u64> = store
        .cursors()?
        .into_iter()
        .map(|cursor| (cursor.stream, cursor.seq))
        .collect();
    for stream in &pulled.anew {
        if cursors.contains_key(stream) {
            anew::begin(store, stream, false)?;
        }
    }
    let staged = if pulled.pages.is_empty() {
        BTreeSet::new()
    } else {
        anew::staged(store)?
    };
    // A page of a stream that is not held is left: the next answer brings what this device may hold.
    for page in &pulled.pages {
        let Some(cursor) = cursors.get(&page.stream).copied() else {
            continue;
        };
        if staged.contains(&page.stream) {
            continue;
        }
        if page.from <= cursor {
            let cursor = if rules.hold(Mutant::CursorBack) {
                cursor
            } else {
                page.from
            };
            take_page(store, page, cursor, rules, &mut received)?;
        } else {
            // The clinic believes it further on than it is.
            store.set_mark(None)?;
        }
    }
    received.more = pulled.more && 0 < received.changes;
    Ok(received)
}

fn take_page<S: DeviceStore>(
    store: &mut S,
    page: &Page,
    mut cursor: u64,
    rules: Rules,
    received: &mut Received,
) -> Result<(), S::Error> {
    store.clear_for_life(&page.stream)?;
    for change in &page.changes {
        if change.seq <= cursor {
            continue;
        }
        let is_next = Some(change.seq) == cursor.checked_add(1);
        if !is_next && rules.hold(Mutant::CursorGap) {
            received.suspicious = true;
            break;
        }
        if let Some(fault) = take_change(store, &page.stream, change)? {
            // What is behind it must not wait: the whole stream comes without it, or with what it should have been.
            received.fault = Some(fault);
            received.suspicious = true;
            anew::begin(store, &page.stream, true)?;
            break;
        }
        cursor = change.seq;
        received.changes = received.changes.saturating_add(1);
    }
    store.set_cursor(&page.stream, cursor)
}

fn take_change<S: DeviceStore>(
    store: &mut S,
    stream: &StreamId,
    change: &Change,
) -> Result<Option<RecordFault>, S::Error> {
    match &change.item {
        // It is not for this device, and only keeps its place.
        item if item.shows_nothing() => {}
        ChangeItem::Entity {
            entity,
            kind,
            fields,
        } => {
            let known = store.base(*entity)?;
            let mut state =
                known.unwrap_or_else(|| EntityState::new(*entity, stream.clone(), kind.clone()));
            state.fields.extend(fields.clone());
            store.passes(*entity, change.seq)?;
            store.put_base(&state)?;
        }
        ChangeItem::Record {
            record,
            received_at,
        } => match record.read() {
            Ok(text) => store.put_record(&text, record, *received_at)?,
            Err(fault) => return Ok(Some(fault)),
        },
    }
    Ok(None)
}

/// Whether an answer came to another life of the clinic's ledger, or from one: nothing of it may be taken. The answer to
/// a question of this life that comes from another one says that the ledger was put back; the device then starts over.
/// A late one is only passed over.
fn is_of_another_life<S: DeviceStore>(
    store: &mut S,
    re: &str,
    epoch: &str,
) -> Result<bool, S::Error> {
    let here = store.epoch()?;
    if re == here && epoch != here {
        life::begin(store, epoch)?;
    }
    Ok(re != here || epoch != here)
}
