//! One suite of cases for each kind of store, run here by the simulation's stores in memory.
//!
//! The clinic's ledger and the satchel's store are nobody else's business, so those crates include the same cases in
//! their own tests.

mod device;
mod ledger;

use care::{OpId, Role};
use sync::{Author, Device, EntityState, Hash, Head, Ledger as _, StreamId};

use crate::book::Book;
use crate::disk::{Disk, Said};
use crate::flaw::Flaw;
use crate::laptop::shown_on;

impl ledger::Enrols for Book {
    fn enrols(&mut self, device: Device, role: Role, public_key: &str) {
        let mut person =
            EntityState::new(device.staff.into(), StreamId::Clinic, "staff".to_owned());
        let says = Head {
            op: OpId(device.staff.0),
            value: serde_json::json!(role),
            author: Author::System("test".to_owned()),
            at: 0,
            saw: serde_json::Value::Null,
            agreed: Vec::new(),
        };
        person.fields.insert("role".to_owned(), vec![says]);
        self.put_entity(&person).unwrap();
        self.keys.insert(device.id, public_key.to_owned());
        self.owners.insert(device.id, device.staff);
    }
}

impl device::Shows for Disk {
    fn says(&mut self, op: &sync::Op, text: &str) {
        let said = Said {
            op: op.clone(),
            text: text.to_owned(),
        };
        self.say(said, Hash::of(text.as_bytes()));
    }

    fn shown(&self, entity: &EntityState) -> serde_json::Value {
        shown_on(self, entity.id).0.into()
    }

    fn waits(&self) -> usize {
        self.outbox.len()
    }
}

#[test]
fn the_simulations_ledger_does_what_every_ledger_must() {
    for case in ledger::cases() {
        case(&mut Book::default());
    }
}

#[test]
fn the_simulations_disk_does_what_every_device_store_must() {
    for case in device::cases() {
        case(&mut Disk::default());
    }
}

/// Whether the cases stop over it.
fn is_noticed(cases: impl FnOnce() + std::panic::UnwindSafe) -> bool {
    std::panic::catch_unwind(cases).is_err()
}

#[test]
fn a_flawed_store_is_noticed() {
    let book = |flaw| {
        is_noticed(move || {
            for case in ledger::cases() {
                case(&mut Book {
                    flaw: Some(flaw),
                    ..Book::default()
                });
            }
        })
    };
    assert!(book(Flaw::RecordReplaced));
    assert!(book(Flaw::GrantsIgnored));
    let disk = |flaw| {
        is_noticed(move || {
            for case in device::cases() {
                case(&mut Disk {
                    flaw: Some(flaw),
                    ..Disk::default()
                });
            }
        })
    };
    assert!(disk(Flaw::OverlayGone));
    assert!(disk(Flaw::ReceiptForAnother));
}
