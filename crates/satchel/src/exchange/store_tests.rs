//! The vault is a device's store like every other.

use super::*;
use crate::exchange::keep_intake;
use ambient::Fixed;
use serde_json::Value;
use sync::{Op, OpBody};
use vault::outbox::NewOp;
use vault::{Cost, MemoryKeyStore, Passphrase, Vault, entities};

/// What every device's store must do, this one and the simulation's alike.
#[path = "../../../../tests/suite/stores/device.rs"]
mod every_store;

impl every_store::Shows for Shelf<'_> {
    fn says(&mut self, op: &Op, text: &str) {
        let OpBody::Set { entity, kind, .. } = &op.body else {
            panic!("the cases only answer fields")
        };
        let new = NewOp {
            op_id: op.id.to_string(),
            grp: op.group.to_string(),
            stream: op.stream.to_string(),
            entity: entity.to_string(),
            kind: kind.clone(),
            label: None,
            body: text.to_owned(),
            at: op.at,
        };
        outbox::push(self.writer, &new).unwrap();
        self.show(&op.stream, *entity, kind).unwrap();
    }

    fn shown(&self, entity: &EntityState) -> Value {
        let row = entities::get(self.writer, &entity.id.to_string()).unwrap();
        row.map_or(Value::Null, |row| serde_json::from_str(&row.data).unwrap())
    }

    fn waits(&self) -> usize {
        usize::try_from(outbox::summary(self.writer).unwrap().count).unwrap()
    }
}

#[test]
fn it_does_what_every_device_store_must() {
    for case in 0..every_store::CASES {
        let folder = tempfile::tempdir().unwrap();
        let ambient = Fixed::new(1_000, 7).ambient();
        let words = Passphrase::new("sol mar luz paz", &[]).unwrap();
        let keys = MemoryKeyStore::new();
        let vault = Vault::create(
            folder.path(),
            ambient.mint(),
            &words,
            &keys,
            &ambient,
            Cost::FLOOR,
        )
        .unwrap();
        let intake = sync::IntakeKey::from_seed(&[9; 32]).public();
        let done = vault.transact(|writer| {
            keep_intake(writer, Some(&intake))?;
            every_store::cases()[case](&mut Shelf::new(writer, &ambient));
            Ok::<_, StoreError>(())
        });
        done.unwrap();
    }
}
