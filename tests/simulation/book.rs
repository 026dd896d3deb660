//! The clinic's book: an in-memory [`Ledger`]. A transaction is a clone, as on the laptops' disks.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::rc::Rc;

use care::{DeviceId, EntityId, MemberId, OpId, RecordId, Role, StaffId};
use sync::files::NamedFile;
use sync::snapshot::ReceivedRecord;
use sync::wire::{
    Change, ChangeItem, Cursor, GoneStream, LeftDraft, OpAnswer, OpResult, ParkReason,
};
use sync::{
    Device, EntityState, Hash, HeldAs, Ledger, LedgerOp, Place, RecordText, SignedRecord, StreamId,
    Told,
};

use super::flaw::Flaw;

#[path = "book_anew.rs"]
mod anew;
#[path = "book_files.rs"]
mod files;
#[path = "book_grants.rs"]
mod grants;

pub(crate) use files::Filed;

/// Changes in one page: few, so that every stream takes several.
const PAGE_CHANGES_MAX: usize = 3;

/// An operation as it was kept.
#[derive(Clone)]
pub(crate) struct KeptOp {
    pub(crate) text: Rc<str>,
    pub(crate) answer: OpAnswer,
}

/// The clinic's disk.
#[derive(Clone, Default)]
pub(crate) struct Book {
    pub(crate) flaw: Option<Flaw>,
    pub(crate) epoch: String,
    pub(crate) ops: BTreeMap<OpId, Rc<KeptOp>>,
    pub(crate) chains: BTreeMap<(DeviceId, u32), (u64, Hash)>,
    pub(crate) links: BTreeMap<(DeviceId, u32, u64), Hash>,
    pub(crate) beside: BTreeSet<(DeviceId, Hash)>,
    /// The last incarnation a device was given.
    pub(crate) incs: BTreeMap<DeviceId, u32>,
    pub(crate) lives: BTreeSet<String>,
    /// How many backups have been begun, and the oldest that would be gone back to.
    pub(crate) era: u64,
    pub(crate) safe: u64,
    pub(crate) marks: BTreeMap<DeviceId, u64>,
    /// How far each device has come in what it may have.
    pub(crate) came: BTreeMap<(DeviceId, StreamId), u64>,
    pub(crate) owners: BTreeMap<DeviceId, StaffId>,
    /// The operations in the order in which they were kept.
    pub(crate) arrived: Vec<OpId>,
    pub(crate) keys: BTreeMap<DeviceId, String>,
    pub(crate) roles: BTreeMap<StaffId, Role>,
    pub(crate) grants: BTreeMap<StreamId, BTreeSet<StaffId>>,
    /// Who may have a stream by itself, whatever it is joined to.
    pub(crate) entitled: BTreeMap<StreamId, BTreeSet<StaffId>>,
    /// The marks by which members are known again.
    pub(crate) known_by: BTreeSet<(String, MemberId)>,
    pub(crate) gvers: BTreeMap<StaffId, u64>,
    /// Who held what under which versions of her grants; without an end while it holds.
    pub(crate) terms: Vec<(StaffId, StreamId, u64, Option<u64>)>,
    pub(crate) told: BTreeMap<(DeviceId, u64), Place>,
    /// Under which masks devices hold members.
    pub(crate) masks: BTreeMap<DeviceId, HeldAs>,
    pub(crate) holdings: BTreeSet<(DeviceId, StreamId)>,
    /// The newest version of its grants under which a device says that it holds a stream no longer.
    pub(crate) purged: BTreeMap<(DeviceId, StreamId), u64>,
    pub(crate) drafts: Vec<(DeviceId, LeftDraft)>,
    pub(crate) released: BTreeSet<OpId>,
    pub(crate) own_device: Option<DeviceId>,
    pub(crate) entities: BTreeMap<EntityId, Rc<EntityState>>,
    pub(crate) records: BTreeMap<RecordId, Rc<SignedRecord>>,
    /// Everything that was ever in the feeds, for the witness.
    pub(crate) feeds: BTreeMap<StreamId, Vec<Rc<Change>>>,
    /// Up to where changes are not given any more.
    pub(crate) floors: BTreeMap<StreamId, u64>,
    /// When each record was received.
    pub(crate) received: BTreeMap<RecordId, i64>,
    pub(crate) files: BTreeMap<Hash, Filed>,
}

impl Book {
    /// A stream's changes, oldest first.
    pub(crate) fn feed(&self, stream: &StreamId) -> &[Rc<Change>] {
        self.feeds.get(stream).map_or(&[], Vec::as_slice)
    }
}

impl Ledger for Book {
    type Error = Infallible;

    fn lock(&mut self, _: Device, _: &BTreeSet<StreamId>) -> Result<(), Infallible> {
        // Nobody else writes here.
        Ok(())
    }

    fn lock_more(&mut self, _: &BTreeSet<StreamId>) -> Result<(), Infallible> {
        Ok(())
    }

    fn epoch(&self) -> Result<String, Infallible> {
        Ok(self.epoch.clone())
    }

    fn has_lived(&self, epoch: &str) -> Result<bool, Infallible> {
        Ok(self.lives.contains(epoch))
    }

    fn answer_to(&self, op: OpId) -> Result<Option<OpAnswer>, Infallible> {
        Ok(self.ops.get(&op).map(|kept| kept.answer.clone()))
    }

    fn chain_head(&self, device: DeviceId, inc: u32) -> Result<(u64, Hash), Infallible> {
        let head = self.chains.get(&(device, inc)).copied();
        Ok(head.unwrap_or((0, Hash::ZERO)))
    }

    fn chain_link(
        &self,
        device: DeviceId,
        inc: u32,
        dseq: u64,
    ) -> Result<Option<Hash>, Infallible> {
        Ok(self.links.get(&(device, inc, dseq)).copied())
    }

    fn is_beside(&self, device: DeviceId, hash: Hash) -> Result<bool, Infallible> {
        Ok(self.beside.contains(&(device, hash)))
    }

    fn incarnate(&mut self, device: DeviceId) -> Result<u32, Infallible> {
        let used = self.chains.range((device, 0)..=(device, u32::MAX));
        let used = used.map(|((_, inc), _)| *inc).max().unwrap_or(0);
        let given = self.incs.entry(device).or_default();
        *given = used.max(*given) + 1;
        Ok(*given)
    }

    fn code(&self, text: &str) -> Result<String, Infallible> {
        Ok(Hash::of(format!("a key beside the book, {text}").as_bytes()).to_string())
    }

    fn era(&self) -> Result<u64, Infallible> {
        Ok(self.era)
    }

    fn safe_era(&self) -> Result<u64, Infallible> {
        Ok(self.safe)
    }

    fn device_key(&self, device: DeviceId) -> Result<Option<String>, Infallible> {
        Ok(self.keys.get(&device).cloned())
    }

    fn role_of(&self, staff: StaffId) -> Result<Option<Role>, Infallible> {
        Ok(self.roles.get(&staff).copied())
    }

    fn supervisors(&self) -> Result<Vec<StaffId>, Infallible> {
        let supervisors = self
            .roles
            .iter()
            .filter(|(_, role)| **role == Role::Supervisor);
        Ok(supervisors.map(|(staff, _)| *staff).collect())
    }

    fn grants_of(&self, staff: StaffId) -> Result<Vec<StreamId>, Infallible> {
        Ok(self.held_by(staff))
    }

    fn holds(&self, staff: StaffId, stream: &StreamId) -> Result<bool, Infallible> {
        Ok(self.grants_of(staff)?.contains(stream))
    }

    fn has_held(&self, staff: StaffId, stream: &StreamId) -> Result<bool, Infallible> {
        Ok(self.may_have_held(staff, stream))
    }

    fn is_granted(&self, stream: &StreamId) -> Result<bool, Infallible> {
        Ok(self
            .grants
            .get(stream)
            .is_some_and(|holders| !holders.is_empty()))
    }

    fn grant(&mut self, stream: &StreamId, staff: &[StaffId]) -> Result<(), Infallible> {
        self.regrants(stream, staff);
        Ok(())
    }

    fn entitle(&mut self, stream: &StreamId, staff: &[StaffId]) -> Result<(), Infallible> {
        self.entitled
            .insert(stream.clone(), staff.iter().copied().collect());
        Ok(())
    }

    fn entitled(&self, stream: &StreamId) -> Result<Vec<StaffId>, Infallible> {
        Ok(self
            .entitled
            .get(stream)
            .into_iter()
            .flatten()
            .copied()
            .collect())
    }

    fn know_by(&mut self, member: MemberId, marks: &BTreeSet<String>) -> Result<(), Infallible> {
        self.known_by.retain(|(_, known)| *known != member);
        self.known_by
            .extend(marks.iter().map(|mark| (mark.clone(), member)));
        Ok(())
    }

    fn known_by(&self, mark: &str, most: usize) -> Result<Vec<MemberId>, Infallible> {
        let known = self.known_by.iter().filter(|(known, _)| known == mark);
        Ok(known.map(|(_, member)| *member).take(most).collect())
    }

    fn gver(&self, staff: StaffId) -> Result<u64, Infallible> {
        Ok(self.gvers.get(&staff).copied().unwrap_or(0))
    }

    fn raise_gver(&mut self, staff: StaffId) -> Result<u64, Infallible> {
        Ok(self.raises(staff))
    }

    fn held_as(&self, device: DeviceId) -> Result<HeldAs, Infallible> {
        Ok(self.masks.get(&device).copied().unwrap_or_default())
    }

    fn hold_as(&mut self, device: DeviceId, held: HeldAs) -> Result<(), Infallible> {
        self.masks.insert(device, held);
        Ok(())
    }

    fn held_under(
        &self,
        staff: StaffId,
        stream: &StreamId,
        gver: u64,
    ) -> Result<Option<u64>, Infallible> {
        Ok(self.lost_with(staff, stream, gver))
    }

    fn tell(&mut self, device: DeviceId, told: Told) -> Result<(), Infallible> {
        self.told.entry((device, told.gver)).or_insert(told.last);
        Ok(())
    }

    fn told(&self, device: DeviceId, gver: u64) -> Result<Option<Place>, Infallible> {
        let mut since = self.told.range((device, gver)..=(device, u64::MAX));
        Ok(since.next().map(|(_, last)| *last))
    }

    fn mark(&self, device: DeviceId) -> Result<Option<u64>, Infallible> {
        Ok(self.marks.get(&device).copied())
    }

    fn set_mark(&mut self, device: DeviceId, mark: u64) -> Result<(), Infallible> {
        self.marks.insert(device, mark);
        Ok(())
    }

    fn pending(&self, device: DeviceId) -> Result<Vec<Cursor>, Infallible> {
        let mut streams = vec![StreamId::Clinic];
        if let Some(whose) = self.owners.get(&device) {
            streams.extend(self.grants_of(*whose)?);
        }
        let waits = streams.into_iter().filter_map(|stream| {
            let came = self.came.get(&(device, stream.clone()));
            let seq = came.copied().unwrap_or(0);
            let head = self.feed(&stream).last().map_or(0, |change| change.seq);
            (seq < head).then_some(Cursor { stream, seq })
        });
        Ok(waits.collect())
    }

    fn await_from(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        from: u64,
    ) -> Result<(), Infallible> {
        self.came.insert((device, stream.clone()), from);
        Ok(())
    }

    fn has_come_to(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        seq: u64,
    ) -> Result<(), Infallible> {
        let waits = self.pending(device)?;
        if waits.iter().any(|cursor| cursor.stream == *stream) {
            self.came.insert((device, stream.clone()), seq);
        }
        Ok(())
    }

    fn says_it_holds(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        gver: u64,
    ) -> Result<(), Infallible> {
        self.is_said_to_hold(device, stream, gver);
        Ok(())
    }

    fn owed(&self, device: Device) -> Result<Vec<StreamId>, Infallible> {
        let granted = self.grants_of(device.staff)?;
        let of_it = self
            .holdings
            .iter()
            .filter(|(whose, _)| *whose == device.id);
        let streams = of_it.map(|(_, stream)| stream.clone());
        Ok(streams.filter(|stream| !granted.contains(stream)).collect())
    }

    fn keep_draft(&mut self, device: Device, draft: &LeftDraft) -> Result<(), Infallible> {
        self.drafts.push((device.id, draft.clone()));
        Ok(())
    }

    fn gone(&mut self, device: DeviceId, gone: &GoneStream, gver: u64) -> Result<(), Infallible> {
        let place = (device, gone.stream.clone());
        self.holdings.remove(&place);
        let purged = self.purged.entry(place).or_default();
        *purged = gver.max(*purged);
        Ok(())
    }

    fn expect_file(&mut self, named: &NamedFile) -> Result<(), Infallible> {
        files::expect(self, named);
        Ok(())
    }

    fn own_device(&self) -> Result<DeviceId, Infallible> {
        Ok(self.own_device.unwrap_or(DeviceId(uuid::Uuid::nil())))
    }

    fn text_of(&self, op: OpId) -> Result<Option<String>, Infallible> {
        Ok(self.ops.get(&op).map(|kept| kept.text.to_string()))
    }

    fn of_unknown_kind(&self) -> Result<Vec<(OpId, Device)>, Infallible> {
        let unknown = OpResult::Parked {
            reason: ParkReason::UnknownKind,
        };
        let kept = self.arrived.iter().filter_map(|op| {
            let kept = self.ops.get(op)?;
            let waits = kept.answer.result == unknown && !self.released.contains(op);
            let said: sync::Op = serde_json::from_str(&kept.text).ok().filter(|_| waits)?;
            let staff = self.owners.get(&said.device).copied()?;
            let id = said.device;
            Some((*op, Device { id, staff }))
        });
        Ok(kept.collect())
    }

    fn release(&mut self, op: OpId) -> Result<bool, Infallible> {
        Ok(self.released.insert(op))
    }

    fn entity(&self, entity: EntityId) -> Result<Option<EntityState>, Infallible> {
        Ok(self.entities.get(&entity).map(|kept| (**kept).clone()))
    }

    fn of_kind(&self, stream: &StreamId, kind: &str) -> Result<Vec<EntityState>, Infallible> {
        let all = self.entities.values();
        let of_kind = all.filter(|kept| kept.kind == kind && kept.stream == *stream);
        Ok(of_kind.map(|kept| (**kept).clone()).collect())
    }

    fn put_entity(&mut self, entity: &EntityState) -> Result<(), Infallible> {
        self.learns_role(entity);
        self.entities.insert(entity.id, Rc::new(entity.clone()));
        Ok(())
    }

    fn put_record(
        &mut self,
        record: &RecordText,
        signed: &SignedRecord,
        received_at: i64,
    ) -> Result<bool, Infallible> {
        let is_other = |kept: &Rc<SignedRecord>| **kept != *signed;
        if self.records.get(&record.id).is_some_and(is_other)
            && self.flaw != Some(Flaw::RecordReplaced)
        {
            return Ok(false);
        }
        self.records.insert(record.id, Rc::new(signed.clone()));
        self.received.entry(record.id).or_insert(received_at);
        Ok(true)
    }

    fn append(
        &mut self,
        stream: &StreamId,
        op: OpId,
        item: &ChangeItem,
    ) -> Result<u64, Infallible> {
        let feed = self.feeds.entry(stream.clone()).or_default();
        let last = feed.last().map_or(0, |change| change.seq);
        let again = self.flaw == Some(Flaw::PlaceGivenTwice) && feed.len() % 7 == 6;
        let seq = if again { last } else { last + 1 };
        feed.push(Rc::new(Change {
            seq,
            op,
            item: item.clone(),
        }));
        Ok(seq)
    }

    fn keep(&mut self, op: &LedgerOp<'_>) -> Result<(), Infallible> {
        if op.in_chain {
            let Place { inc, dseq } = op.place;
            self.chains.insert((op.device, inc), (dseq, op.hash));
            self.links.insert((op.device, inc, dseq), op.hash);
        } else {
            self.beside.insert((op.device, op.hash));
        }
        let kept = KeptOp {
            text: Rc::from(op.text),
            answer: op.answer.clone(),
        };
        self.ops.insert(op.answer.op, Rc::new(kept));
        self.arrived.push(op.answer.op);
        Ok(())
    }

    fn changes(
        &self,
        stream: &StreamId,
        after: u64,
        _bytes: usize,
    ) -> Result<Vec<Change>, Infallible> {
        let from = after.max(anew::floor(self, stream));
        let later = self.feed(stream).iter().filter(|change| from < change.seq);
        Ok(later
            .take(PAGE_CHANGES_MAX)
            .map(|change| (**change).clone())
            .collect())
    }

    fn head(&self, stream: &StreamId) -> Result<u64, Infallible> {
        Ok(self.feed(stream).last().map_or(0, |change| change.seq))
    }

    fn floor(&self, stream: &StreamId) -> Result<u64, Infallible> {
        Ok(anew::floor(self, stream))
    }

    fn raise_floor(&mut self, stream: &StreamId, floor: u64) -> Result<usize, Infallible> {
        Ok(anew::raise_floor(self, stream, floor))
    }

    fn aged(&self, before: i64, most: usize) -> Result<Vec<Cursor>, Infallible> {
        Ok(anew::aged(self, before, most))
    }

    fn entities_after(
        &self,
        stream: &StreamId,
        after: Option<EntityId>,
        most: usize,
    ) -> Result<Vec<EntityState>, Infallible> {
        Ok(anew::entities_after(self, stream, after, most))
    }

    fn records_after(
        &self,
        stream: &StreamId,
        after: Option<RecordId>,
        most: usize,
    ) -> Result<Vec<ReceivedRecord>, Infallible> {
        Ok(anew::records_after(self, stream, after, most))
    }

    fn visited(
        &self,
        device: Device,
        days: &[String; 2],
    ) -> Result<BTreeSet<StreamId>, Infallible> {
        anew::visited(self, device, days)
    }
}
