//! The pen of the clinic's own systems: what they write goes the same way as everybody's.

use std::collections::BTreeMap;

use ambient::Ambient;
use care::{DeviceId, Entity, EntityId, GroupId, OpId};
use serde_json::Value;
use sync::clinic::SystemWrite;
use sync::{Ledger as _, StreamId, Write};

use crate::ledger::{LedgerError, Tx};

/// Writes in the name of one system; everything written with one pen belongs together.
pub(crate) struct Pen<'a> {
    ambient: &'a Ambient,
    device: DeviceId,
    group: GroupId,
    system: &'static str,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(
        tx: &Tx<'_>,
        ambient: &'a Ambient,
        system: &'static str,
    ) -> Result<Self, LedgerError> {
        let device = tx.own_device()?;
        Ok(Self {
            ambient,
            device,
            group: GroupId(ambient.mint()),
            system,
        })
    }

    /// A fresh id.
    pub(crate) fn mint(&self) -> uuid::Uuid {
        self.ambient.mint()
    }

    /// Writes a new entity, whole.
    pub(crate) fn create<T: Entity>(
        &self,
        tx: &mut Tx<'_>,
        stream: StreamId,
        entity: EntityId,
        thing: &T,
    ) -> Result<OpId, LedgerError> {
        let fields = serde_json::to_value(thing)?
            .as_object()
            .cloned()
            .unwrap_or_default();
        self.write(
            tx,
            stream,
            (T::KIND, entity),
            fields
                .into_iter()
                .map(|(field, value)| (field, first(value)))
                .collect(),
        )
    }

    /// Writes these answers.
    pub(crate) fn write(
        &self,
        tx: &mut Tx<'_>,
        stream: StreamId,
        (kind, entity): (&str, EntityId),
        fields: BTreeMap<String, Write>,
    ) -> Result<OpId, LedgerError> {
        let op = OpId(self.ambient.mint());
        let write = SystemWrite {
            op,
            device: self.device,
            group: self.group,
            system: self.system.to_owned(),
            stream,
            entity,
            kind: kind.to_owned(),
            fields,
            at: tx.now(),
        };
        sync::clinic::write(tx, write)?;
        Ok(op)
    }
}

/// An answer nobody has given before.
pub(crate) fn first(value: Value) -> Write {
    Write {
        value,
        parents: Vec::new(),
        saw: Value::Null,
    }
}
