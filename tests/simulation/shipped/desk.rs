//! A vault, as its person writes to it.

use satchel::Shelf;
use sync::device::Travelling;
use sync::wire::LeftDraft;
use sync::{Hash, OpBody, RecordText, SignedRecord};
use vault::outbox::NewOp;
use vault::{drafts, files, meta, outbox, records};

use super::super::disk::Said;
use super::super::ground::Desk;

/// The hashes the satchel's pen keeps of its last operation and of its last record, by name.
const CHAIN: &str = "chain";
const SIGNED: &str = "signed";

fn hash(desk: &Shelf<'_>, name: &str) -> Hash {
    let kept = meta::get(desk.writer(), name).unwrap();
    kept.map_or(Hash::ZERO, |hash| hash.parse().unwrap())
}

impl Desk for Shelf<'_> {
    fn chain(&self) -> Hash {
        hash(self, CHAIN)
    }

    fn signed_last(&self) -> Hash {
        hash(self, SIGNED)
    }

    fn say(&mut self, said: &Said, hash: Hash) {
        let op = &said.op;
        let (entity, kind) = match &op.body {
            OpBody::Set { entity, kind, .. } => (entity.to_string(), kind.clone()),
            OpBody::Record { record } => {
                let text = record.read().unwrap();
                (text.id.to_string(), text.kind)
            }
        };
        let row = NewOp {
            op_id: op.id.to_string(),
            grp: op.group.to_string(),
            stream: op.stream.to_string(),
            entity,
            kind,
            label: None,
            body: said.text.clone(),
            at: op.at,
        };
        outbox::push(self.writer(), &row).unwrap();
        meta::put(self.writer(), CHAIN, &hash.to_string()).unwrap();
        if let OpBody::Set { entity, kind, .. } = &op.body {
            self.show(&op.stream, *entity, kind).unwrap();
        }
    }

    fn keep_signed(&mut self, record: &RecordText, signed: &SignedRecord) {
        let row = records::Record {
            id: record.id.to_string(),
            stream: record.stream.to_string(),
            kind: record.kind.clone(),
            about: record.about.to_string(),
            body: signed.text.clone(),
            hash: signed.hash.to_string(),
            sig: signed.signature.clone(),
            prev_hash: (record.prev != Hash::ZERO).then(|| record.prev.to_string()),
            author: record.author.to_string(),
            device: record.device.to_string(),
            signed_at: 0,
            received_at: None,
        };
        records::insert(self.writer(), &row).unwrap();
        meta::put(self.writer(), SIGNED, &signed.hash.to_string()).unwrap();
    }

    fn send_picture(&mut self, file: &Travelling, is_consent: bool) {
        let row = files::Travelling {
            file: file.file.to_string(),
            stream: file.stream.to_string(),
            bytes: file.bytes,
            since: 0,
        };
        files::send(self.writer(), &row, is_consent).unwrap();
    }

    fn keep_draft(&mut self, draft: &LeftDraft) {
        let row = drafts::Draft {
            about: draft.about.clone(),
            member: draft.stream.member().map(|member| member.to_string()),
            body: draft.body.clone(),
            kept_at: draft.kept_at,
        };
        drafts::keep(self.writer(), &row).unwrap();
    }
}
