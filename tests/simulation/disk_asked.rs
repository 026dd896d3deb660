//! What can be asked of a laptop's disk: what is on its screens, and what waits.

use std::collections::BTreeMap;
use std::rc::Rc;

use care::{EntityId, OpId};
use sync::{Hash, OpBody, RecordText, SignedRecord, StreamId};

use super::{Disk, HeldRecord, Said};

impl Disk {
    /// Puts an operation at the end of the outbox.
    pub(crate) fn say(&mut self, said: Said, hash: Hash) {
        self.dseq = said.op.dseq;
        self.chain = Some(hash);
        self.outbox.push(Rc::new(said));
    }

    /// Keeps a record that was signed here; one that is there already stays.
    pub(crate) fn keep_signed(&mut self, record: &RecordText, signed: &SignedRecord) {
        self.signed_last = Some(signed.hash);
        self.records.entry(record.id).or_insert_with(|| HeldRecord {
            stream: record.stream.clone(),
            signed: signed.clone(),
            received_at: None,
        });
    }

    /// The own operations about an entity that lie over what the clinic has sent, in their order.
    pub(crate) fn own(&self, entity: EntityId) -> impl Iterator<Item = &Rc<Said>> {
        let about = move |said: &&Rc<Said>| matches!(&said.op.body, OpBody::Set { entity: of, .. } if *of == entity);
        let acked = self.acked.iter().map(|(_, said)| said);
        acked.chain(&self.outbox).filter(about)
    }

    /// Every entity that can be seen here, with its stream and kind.
    pub(crate) fn visible(&self) -> BTreeMap<EntityId, (StreamId, String)> {
        let held = self
            .entities
            .values()
            .map(|held| (held.id, (held.stream.clone(), held.kind.clone())));
        let own = self.acked.iter().map(|(_, said)| said).chain(&self.outbox);
        let own = own.filter(|said| self.shows(&said.op.stream));
        let mine = own.filter_map(|said| match &said.op.body {
            OpBody::Set { entity, kind, .. } => {
                Some((*entity, (said.op.stream.clone(), kind.clone())))
            }
            OpBody::Record { .. } => None,
        });
        held.chain(mine).collect()
    }

    /// Whether a member is on this laptop's screens: held, or met and not yet told of.
    pub(crate) fn shows(&self, stream: &StreamId) -> bool {
        !self.leaving.contains_key(stream)
    }

    /// Whether an operation waits here, or is kept until a backup holds it.
    pub(crate) fn keeps(&self, op: OpId) -> bool {
        let waits = self.outbox.iter().any(|said| said.op.id == op);
        waits || self.copies.iter().any(|copy| copy.ops.contains(&op))
    }

    pub(crate) fn cursor(&self, stream: &StreamId) -> u64 {
        self.cursors.get(stream).copied().unwrap_or(0)
    }
}
