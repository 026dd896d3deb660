//! What people meant to do, taken down the moment it was on their disk.

use std::collections::BTreeMap;

use care::{DeviceId, EntityId, OpId, RecordId, StaffId};
use sync::{Op, OpBody, SignedRecord, StreamId, Write};

use super::disk::Said;
use super::laptop::Laptop;

/// One thing somebody meant to do.
pub(crate) struct Intent {
    pub(crate) op: OpId,
    pub(crate) stream: StreamId,
    /// Nobody, if it was the clinic's own system.
    pub(crate) by: Option<(DeviceId, StaffId)>,
    /// What was said, and by which link of the device's chain.
    pub(crate) said: Option<(Op, String)>,
    pub(crate) does: Does,
    /// Whether its author had lost the member and knew.
    pub(crate) knew: bool,
    /// Whether it is a record that her device has not signed.
    pub(crate) forged: bool,
}

/// What it was.
pub(crate) enum Does {
    /// Answers to the fields of an entity.
    Answers {
        entity: EntityId,
        kind: String,
        fields: BTreeMap<String, Write>,
    },
    /// A signature under this id.
    Signs(RecordId, SignedRecord),
}

impl Intent {
    pub(crate) fn by(laptop: &Laptop, said: &Said) -> Self {
        let does = match &said.op.body {
            OpBody::Set {
                entity,
                kind,
                fields,
            } => Does::Answers {
                entity: *entity,
                kind: kind.clone(),
                fields: fields.clone(),
            },
            OpBody::Record { record } => Does::Signs(record.read().unwrap().id, record.clone()),
        };
        Self {
            op: said.op.id,
            stream: said.op.stream.clone(),
            by: Some((laptop.id, laptop.staff)),
            said: Some((said.op.clone(), said.text.clone())),
            does,
            knew: false,
            forged: false,
        }
    }

    pub(crate) fn by_the_clinic(
        op: OpId,
        stream: &StreamId,
        entity: EntityId,
        kind: &str,
        fields: &BTreeMap<String, Write>,
    ) -> Self {
        Self {
            op,
            stream: stream.clone(),
            by: None,
            said: None,
            does: Does::Answers {
                entity,
                kind: kind.to_owned(),
                fields: fields.clone(),
            },
            knew: false,
            forged: false,
        }
    }
}
