//! What the clinic's store must be able to do.

use std::collections::BTreeSet;

use care::{DeviceId, EntityId, MemberId, OpId, RecordId, Role, StaffId};

use super::mask::HeldAs;
use crate::files::NamedFile;
use crate::snapshot::ReceivedRecord;
use crate::wire::{Change, ChangeItem, Cursor, GoneStream, LeftDraft, OpAnswer};
use crate::{EntityState, Hash, Place, RecordText, SignedRecord, StreamId};

/// The clinic's store within one transaction.
pub trait Ledger {
    /// What can go wrong with it; the transaction is then rolled back and nothing was answered.
    type Error;

    /// Locks a device and these streams, before anything is read that is to be written again: until the transaction ends
    /// nobody else writes to them. Always the device first, then the streams in the order of their ids. Nothing to do
    /// where there is only ever one writer.
    fn lock(&mut self, device: Device, streams: &BTreeSet<StreamId>) -> Result<(), Self::Error>;
    /// Locks further streams in the middle of a transaction. Who waits for somebody who waits for her is run again.
    fn lock_more(&mut self, streams: &BTreeSet<StreamId>) -> Result<(), Self::Error>;
    /// The life of this ledger.
    fn epoch(&self) -> Result<String, Self::Error>;
    /// Whether the ledger had this life before the one it has.
    fn has_lived(&self, epoch: &str) -> Result<bool, Self::Error>;
    /// The answer once given to an operation.
    fn answer_to(&self, op: OpId) -> Result<Option<OpAnswer>, Self::Error>;
    /// The last operation in the chain of one incarnation of a device: its place and its hash; 0 and [`Hash::ZERO`]
    /// before the first.
    fn chain_head(&self, device: DeviceId, inc: u32) -> Result<(u64, Hash), Self::Error>;
    /// The hash of the operation at a place in such a chain.
    fn chain_link(
        &self,
        device: DeviceId,
        inc: u32,
        dseq: u64,
    ) -> Result<Option<Hash>, Self::Error>;
    /// Whether an operation of this device with this hash was kept beside every chain.
    fn is_beside(&self, device: DeviceId, hash: Hash) -> Result<bool, Self::Error>;
    /// An incarnation that the device has never had, and is never given again.
    fn incarnate(&mut self, device: DeviceId) -> Result<u32, Self::Error>;
    /// A code over a text, hex, made with a key that is no part of this ledger and so outlives it.
    fn code(&self, text: &str) -> Result<String, Self::Error>;
    /// How many backups have been begun: what is committed from now on is in the next one.
    fn era(&self) -> Result<u64, Self::Error>;
    /// The oldest backup the clinic would go back to; 0 while there is none.
    fn safe_era(&self) -> Result<u64, Self::Error>;
    /// The public key of a device, 64 hex digits.
    fn device_key(&self, device: DeviceId) -> Result<Option<String>, Self::Error>;
    /// What somebody may do.
    fn role_of(&self, staff: StaffId) -> Result<Option<Role>, Self::Error>;
    /// Everybody who holds a grant on every member's stream by role.
    fn supervisors(&self) -> Result<Vec<StaffId>, Self::Error>;
    /// The streams somebody holds a grant on, besides the clinic's own.
    fn grants_of(&self, staff: StaffId) -> Result<Vec<StreamId>, Self::Error>;
    /// The version of somebody's grants: one more with every grant she is given and every grant she loses.
    fn gver(&self, staff: StaffId) -> Result<u64, Self::Error>;
    /// Raises it by itself: what she may hold has changed otherwise. Gives the new one.
    fn raise_gver(&mut self, staff: StaffId) -> Result<u64, Self::Error>;
    /// Under which mask a device holds members; as by default while nothing was kept in this life of the ledger.
    fn held_as(&self, device: DeviceId) -> Result<HeldAs, Self::Error>;
    /// Keeps it.
    fn hold_as(&mut self, device: DeviceId, held: HeldAs) -> Result<(), Self::Error>;
    /// Whether somebody held a grant on this stream under that version of hers; if so and she lost it, the version with
    /// which she did.
    fn held_under(
        &self,
        staff: StaffId,
        stream: &StreamId,
        gver: u64,
    ) -> Result<Option<u64>, Self::Error>;
    /// A device is told of a version of its grants; the first telling of each is kept.
    fn tell(&mut self, device: DeviceId, told: Told) -> Result<(), Self::Error>;
    /// The last operation a device had written when it was first told of this version of its grants or a later one;
    /// none if it was never told.
    fn told(&self, device: DeviceId, gver: u64) -> Result<Option<Place>, Self::Error>;
    /// The mark of the last answer a device was given to a pull; none before the first.
    fn mark(&self, device: DeviceId) -> Result<Option<u64>, Self::Error>;
    /// Keeps it.
    fn set_mark(&mut self, device: DeviceId, mark: u64) -> Result<(), Self::Error>;
    /// The streams in which something waits for a device, each with how far it has come there. A stream is put here,
    /// in the same transaction, for every device of whoever holds a grant on it, by every [`Ledger::append`] and every
    /// [`Ledger::grant`]; it goes when the grant goes.
    fn pending(&self, device: DeviceId) -> Result<Vec<Cursor>, Self::Error>;
    /// Something waits for a device in a stream from this place on.
    fn await_from(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        from: u64,
    ) -> Result<(), Self::Error>;
    /// A device has come so far: at the head nothing waits for it any more. Nothing changes where nothing waited.
    fn has_come_to(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        seq: u64,
    ) -> Result<(), Self::Error>;
    /// A device says under a version of its grants that it holds something of a stream: it owes a receipt when it may
    /// hold it no longer. What was said under an older version than a receipt for the stream came late, and is nothing.
    fn says_it_holds(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        gver: u64,
    ) -> Result<(), Self::Error>;
    /// The streams a device has said it holds something of, that its person may hold no longer: it owes a receipt.
    fn owed(&self, device: Device) -> Result<Vec<StreamId>, Self::Error>;
    /// What somebody was still writing about a member she has lost.
    fn keep_draft(&mut self, device: Device, draft: &LeftDraft) -> Result<(), Self::Error>;
    /// A device's receipt: under this version of its grants it holds nothing of a stream any more.
    fn gone(&mut self, device: DeviceId, gone: &GoneStream, gver: u64) -> Result<(), Self::Error>;
    /// Whether somebody holds a grant on this stream.
    fn holds(&self, staff: StaffId, stream: &StreamId) -> Result<bool, Self::Error>;
    /// Whether somebody holds a grant on this stream or ever held one, or may have: a ledger that was put back has forgotten
    /// who did since.
    fn has_held(&self, staff: StaffId, stream: &StreamId) -> Result<bool, Self::Error>;
    /// Whether anybody holds a grant on this stream.
    fn is_granted(&self, stream: &StreamId) -> Result<bool, Self::Error>;
    /// From now on exactly these people hold a grant on the stream.
    fn grant(&mut self, stream: &StreamId, staff: &[StaffId]) -> Result<(), Self::Error>;
    /// From now on exactly these people are entitled to the stream by itself. Who holds it is [`Ledger::grant`]'s.
    fn entitle(&mut self, stream: &StreamId, staff: &[StaffId]) -> Result<(), Self::Error>;
    /// Who is entitled to the stream by itself, in the order of their ids.
    fn entitled(&self, stream: &StreamId) -> Result<Vec<StaffId>, Self::Error>;
    /// From now on a member is known by exactly these marks.
    fn know_by(&mut self, member: MemberId, marks: &BTreeSet<String>) -> Result<(), Self::Error>;
    /// The members who are known by a mark, in the order of their ids, and no more than so many.
    fn known_by(&self, mark: &str, most: usize) -> Result<Vec<MemberId>, Self::Error>;
    /// An entity as it was last put.
    fn entity(&self, entity: EntityId) -> Result<Option<EntityState>, Self::Error>;
    /// All entities of a kind in a stream, in the order of their ids.
    fn of_kind(&self, stream: &StreamId, kind: &str) -> Result<Vec<EntityState>, Self::Error>;
    /// Keeps an entity.
    fn put_entity(&mut self, entity: &EntityState) -> Result<(), Self::Error>;
    /// Inserts a record. False if there is another record under this id; the same one again is fine.
    fn put_record(
        &mut self,
        record: &RecordText,
        signed: &SignedRecord,
        received_at: i64,
    ) -> Result<bool, Self::Error>;
    /// Adds a change to a stream and gives its place: one more than the last, without a gap.
    fn append(
        &mut self,
        stream: &StreamId,
        op: OpId,
        item: &ChangeItem,
    ) -> Result<u64, Self::Error>;
    /// The id under which the clinic's own systems write.
    fn own_device(&self) -> Result<DeviceId, Self::Error>;
    /// The text of an operation that was kept.
    fn text_of(&self, op: OpId) -> Result<Option<String>, Self::Error>;
    /// The operations of a kind that was not known when they arrived, with who sent them, in the order they came; those
    /// that have been released are left out.
    fn of_unknown_kind(&self) -> Result<Vec<(OpId, Device)>, Self::Error>;
    /// An operation that was set aside is to be applied; false if it has been before.
    fn release(&mut self, op: OpId) -> Result<bool, Self::Error>;
    /// A file is named by an operation: it may come, and whoever holds the stream may have it. While it is not whole,
    /// another length begins it anew: only the hash tells which of two that name it is right.
    fn expect_file(&mut self, named: &NamedFile) -> Result<(), Self::Error>;
    /// Keeps an operation and its answer for ever.
    fn keep(&mut self, op: &LedgerOp<'_>) -> Result<(), Self::Error>;
    /// Changes after a place, in order: at least one if there is one, and no more than about `bytes` together.
    fn changes(
        &self,
        stream: &StreamId,
        after: u64,
        bytes: usize,
    ) -> Result<Vec<Change>, Self::Error>;
    /// The place of the last change.
    fn head(&self, stream: &StreamId) -> Result<u64, Self::Error>;
    /// The place up to which changes are no longer in the feed; 0 while it is whole.
    fn floor(&self, stream: &StreamId) -> Result<u64, Self::Error>;
    /// Takes the changes up to a place out of the feed; gives how many they were. It never begins earlier again.
    fn raise_floor(&mut self, stream: &StreamId, floor: u64) -> Result<usize, Self::Error>;
    /// Streams whose feed begins with something that was received before an instant, in the order of their ids, at most
    /// so many; each with the place up to which everything was.
    fn aged(&self, before: i64, most: usize) -> Result<Vec<Cursor>, Self::Error>;
    /// The entities of a stream after an id, in the order of their ids: at most so many, and at least one if there is one.
    fn entities_after(
        &self,
        stream: &StreamId,
        after: Option<EntityId>,
        most: usize,
    ) -> Result<Vec<EntityState>, Self::Error>;
    /// The records of a stream after an id, likewise.
    fn records_after(
        &self,
        stream: &StreamId,
        after: Option<RecordId>,
        most: usize,
    ) -> Result<Vec<ReceivedRecord>, Self::Error>;
    /// Of the streams in which something waits for a device, those of members whom its person is to visit on one of two
    /// days, written as ISO 8601.
    fn visited(
        &self,
        device: Device,
        days: &[String; 2],
    ) -> Result<BTreeSet<StreamId>, Self::Error>;
}

/// An operation as the ledger keeps it.
#[derive(Debug)]
pub struct LedgerOp<'a> {
    /// The device that sent it.
    pub device: DeviceId,
    /// Its place among the device's operations, as it says.
    pub place: Place,
    /// Whether it is the next link of that chain; only then may it become the chain's head.
    pub in_chain: bool,
    /// Its stream's name, as it says.
    pub stream: &'a str,
    /// Its text, byte for byte.
    pub text: &'a str,
    /// The text's hash.
    pub hash: Hash,
    /// What became of it.
    pub answer: &'a OpAnswer,
}

/// A device was told of a version of its grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The version.
    pub gver: u64,
    /// The last operation it had written then, as it says.
    pub last: Place,
}

/// Who sends: an enrolled device that has proved itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    /// The device.
    pub id: DeviceId,
    /// Whose it is.
    pub staff: StaffId,
}
