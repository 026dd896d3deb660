//! Where everything is kept: in memory, or in the stores that ship. The scheduler plays the same day over either.
//!
//! After every transaction there is a [`Disk`] and a [`Book`] that say what is there. In memory they are the stores
//! themselves; of a real store they are a photograph, taken by other means than the store's own.

use std::fmt::Debug;
use std::rc::Rc;

use care::DeviceId;
use sync::clinic::FileLedger;
use sync::device::{FileStore, Travelling};
use sync::wire::LeftDraft;
use sync::{Hash, RecordText, SignedRecord};

use super::anew::Harm;
use super::book::Book;
use super::disk::{Disk, Said};
use super::flaw::Flaw;
use super::laptop::Laptop;
use super::plan::EPOCH;
use super::witness::Witness;

/// How a transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// It is committed.
    Kept,
    /// Whoever made it went down before the commit: nothing of it is on the disk.
    Lost,
    /// There was no room for it: nothing of it is on the disk, and whoever made it goes on.
    Refused,
}

/// A laptop's store within one transaction, as its person writes to it.
pub(crate) trait Desk: FileStore<Error: Debug> {
    /// The hash of the last operation.
    fn chain(&self) -> Hash;
    /// The hash of the last record signed here.
    fn signed_last(&self) -> Hash;
    /// Puts an operation at the end of the outbox.
    fn say(&mut self, said: &Said, hash: Hash);
    /// Keeps a record that was signed here.
    fn keep_signed(&mut self, record: &RecordText, signed: &SignedRecord);
    /// A picture that was taken here is to be sent.
    fn send_picture(&mut self, file: &Travelling, is_consent: bool);
    /// Keeps what is being written about a member.
    fn keep_draft(&mut self, draft: &LeftDraft);
}

/// Where everything is kept.
pub(crate) trait Ground: 'static {
    /// A transaction of a laptop.
    type Desk<'a>: Desk;
    /// A transaction of the clinic.
    type Tx<'a>: FileLedger<Error: Debug>;

    /// The clinic learns who its people and their laptops are; nothing else is anywhere yet.
    fn opens(&mut self, opening: &mut Opening<'_>);

    /// One transaction of a laptop; `disk` then says what is on it.
    fn at_laptop<T>(
        &mut self,
        at: usize,
        disk: &mut Disk,
        ends: Ends,
        act: impl FnOnce(&mut Self::Desk<'_>) -> T,
    ) -> T;

    /// One transaction of the clinic, at an instant; `book` then says what is in its ledger.
    fn at_clinic<T>(
        &mut self,
        now: i64,
        book: &mut Book,
        ends: Ends,
        act: impl FnOnce(&mut Self::Tx<'_>) -> T,
    ) -> T;

    /// Something a laptop holds comes to harm, and no code of its own has to do with it; `disk` then says what is on it.
    fn harms(&mut self, at: usize, disk: &mut Disk, harm: &Harm);

    /// A laptop crashes: whatever it had in its memory is gone, and of what was on its way to the disk anything may be.
    /// `disk` then says what is on it. A transaction that is lost is always followed by this.
    fn restarts(&mut self, at: usize, disk: &mut Disk);

    /// The same of the clinic.
    fn clinic_restarts(&mut self, book: &mut Book);
}

/// What a day begins with.
pub(crate) struct Opening<'a> {
    pub(crate) laptops: &'a mut [Laptop],
    pub(crate) book: &'a mut Book,
    pub(crate) witness: &'a mut Witness,
    /// The id under which the clinic's own systems are to write.
    pub(crate) own: DeviceId,
}

/// Everything in memory: a thousand days in seconds.
#[derive(Debug)]
pub(crate) struct Memory;

impl Ground for Memory {
    type Desk<'a> = Disk;
    type Tx<'a> = Book;

    fn opens(&mut self, opening: &mut Opening<'_>) {
        let book = &mut *opening.book;
        EPOCH.clone_into(&mut book.epoch);
        book.own_device = Some(opening.own);
        for person in &*opening.laptops {
            book.roles.insert(person.staff, person.role);
            let key = sync::proof::public_key_text(&person.key.verifying_key());
            book.keys.insert(person.id, key);
            book.owners.insert(person.id, person.staff);
        }
    }

    fn at_laptop<T>(
        &mut self,
        _at: usize,
        disk: &mut Disk,
        ends: Ends,
        act: impl FnOnce(&mut Disk) -> T,
    ) -> T {
        match ends {
            Ends::Kept => act(disk),
            Ends::Lost => act(&mut disk.clone()),
            Ends::Refused => {
                let mut written = disk.clone();
                let done = act(&mut written);
                if disk.flaw == Some(Flaw::LaptopKeepsHalf) {
                    disk.cursors = written.cursors;
                }
                done
            }
        }
    }

    fn at_clinic<T>(
        &mut self,
        _now: i64,
        book: &mut Book,
        ends: Ends,
        act: impl FnOnce(&mut Book) -> T,
    ) -> T {
        match ends {
            Ends::Kept => act(book),
            Ends::Lost => act(&mut book.clone()),
            Ends::Refused => {
                let mut written = book.clone();
                let done = act(&mut written);
                if book.flaw == Some(Flaw::ClinicKeepsHalf) {
                    (book.ops, book.arrived) = (written.ops, written.arrived);
                }
                done
            }
        }
    }

    fn harms(&mut self, _at: usize, disk: &mut Disk, harm: &Harm) {
        harmed(disk, harm);
    }

    fn restarts(&mut self, _at: usize, _disk: &mut Disk) {}

    fn clinic_restarts(&mut self, _book: &mut Book) {}
}

/// What is on a disk after something on it came to harm.
pub(crate) fn harmed(disk: &mut Disk, harm: &Harm) {
    match harm {
        Harm::Entity(entity) => {
            disk.entities.remove(entity);
        }
        Harm::Field(entity, field) => {
            if let Some(held) = disk.entities.get_mut(entity) {
                Rc::make_mut(held).fields.remove(field);
            }
        }
        Harm::Record(record) => {
            disk.records.remove(record);
        }
        Harm::Ghost(ghost) => {
            disk.entities.insert(ghost.id, Rc::new((**ghost).clone()));
        }
    }
}

impl Desk for Disk {
    fn chain(&self) -> Hash {
        self.chain.unwrap_or(Hash::ZERO)
    }

    fn signed_last(&self) -> Hash {
        self.signed_last.unwrap_or(Hash::ZERO)
    }

    fn say(&mut self, said: &Said, hash: Hash) {
        self.say(said.clone(), hash);
    }

    fn keep_signed(&mut self, record: &RecordText, signed: &SignedRecord) {
        self.keep_signed(record, signed);
    }

    fn send_picture(&mut self, file: &Travelling, is_consent: bool) {
        self.sends(file, is_consent);
    }

    fn keep_draft(&mut self, draft: &LeftDraft) {
        self.drafts.insert(draft.stream.clone(), draft.clone());
    }
}
