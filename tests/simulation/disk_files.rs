//! Pictures on a laptop's disk.

use std::convert::Infallible;
use std::rc::Rc;

use serde_json::Value;
use sync::device::{FileStore, Travelling};
use sync::{Hash, OpBody, StreamId};

use super::{Disk, Flaw};

/// Short, so that a picture of a few dozen bytes has several pieces.
pub(crate) const PIECE_BYTES: usize = 16;

/// A picture that is to be sent.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ToSend {
    pub(crate) file: Travelling,
    pub(crate) is_consent: bool,
    since: u64,
}

/// What a document says of its picture.
struct Named {
    file: Travelling,
    is_consent: bool,
}

fn named(stream: &StreamId, purpose: &Value, file: &Value) -> Option<Named> {
    let file = Travelling {
        file: file["blob"].as_str()?.parse().ok()?,
        bytes: u32::try_from(file["bytes"].as_u64()?).ok()?,
        stream: stream.clone(),
    };
    let is_consent = purpose == "consent";
    Some(Named { file, is_consent })
}

impl ToSend {
    /// One that waits in a store that ships.
    pub(crate) fn in_store(file: Travelling, is_consent: bool, since: u64) -> Self {
        Self {
            file,
            is_consent,
            since,
        }
    }
}

impl Disk {
    /// The pictures that the documents on this laptop name.
    fn documents(&self) -> Vec<Named> {
        let nothing = Value::Null;
        let held = self
            .entities
            .values()
            .filter(|held| held.kind == "document");
        let held = held.filter_map(|held| {
            let shown = |field: &str| {
                let heads = held.fields.get(field).and_then(|heads| heads.first());
                heads.map_or(&nothing, |head| &head.value)
            };
            named(&held.stream, shown("purpose"), shown("file"))
        });
        let own = self.acked.iter().map(|(_, said)| said).chain(&self.outbox);
        let own = own.filter(|said| self.shows(&said.op.stream));
        let own = own.filter_map(|said| match &said.op.body {
            OpBody::Set { kind, fields, .. } if kind == "document" => {
                let said_of = |field: &str| fields.get(field).map(|write| &write.value);
                named(&said.op.stream, said_of("purpose")?, said_of("file")?)
            }
            OpBody::Set { .. } | OpBody::Record { .. } => None,
        });
        held.chain(own).collect()
    }

    /// Whether a document here names it.
    pub(crate) fn names(&self, file: Hash) -> bool {
        self.documents().iter().any(|named| named.file.file == file)
    }

    /// Whether it waits to be sent.
    pub(crate) fn is_to_send(&self, file: Hash) -> bool {
        self.to_send.iter().any(|waits| waits.file.file == file)
    }

    /// All its bytes; none if a piece is missing.
    pub(crate) fn picture(&self, file: Hash, bytes: usize) -> Option<Vec<u8>> {
        let pieces = self.pieces.get(&file)?;
        let all: Vec<u8> = pieces
            .values()
            .flat_map(|piece| piece.iter().copied())
            .collect();
        (all.len() == bytes).then_some(all)
    }

    pub(crate) fn sends(&mut self, file: &Travelling, is_consent: bool) {
        if !self.is_to_send(file.file) {
            self.pictures_sent += 1;
            self.to_send.push(ToSend {
                file: file.clone(),
                is_consent,
                since: self.pictures_sent,
            });
        }
    }

    /// The ledger has another life: it may have lost any of them.
    pub(super) fn sends_again(&mut self) {
        for named in self.documents() {
            let bytes = usize::try_from(named.file.bytes).unwrap();
            if self.picture(named.file.file, bytes).is_some() {
                self.sends(&named.file, named.is_consent);
            }
        }
    }

    /// A member leaves, and her pictures, but for those that the clinic has not got.
    pub(super) fn loses_pictures(&mut self, stream: &StreamId) {
        if self.flaw == Some(Flaw::PictureLeavesUnsent) {
            self.to_send.retain(|waits| waits.file.stream != *stream);
        }
        let others: Vec<Hash> = self
            .documents()
            .into_iter()
            .filter(|named| named.file.stream != *stream)
            .map(|named| named.file.file)
            .chain(self.to_send.iter().map(|waits| waits.file.file))
            .collect();
        self.pieces.retain(|file, _| others.contains(file));
    }
}

impl FileStore for Disk {
    fn piece_bytes(&self) -> usize {
        PIECE_BYTES
    }

    fn next_to_send(&self, passed: &[Travelling]) -> Result<Option<Travelling>, Infallible> {
        let consents_last = self.flaw == Some(Flaw::ConsentsLast);
        let waits = self.to_send.iter();
        let waits = waits.filter(|waits| !passed.iter().any(|passed| passed.is(&waits.file)));
        let next = waits.min_by_key(|waits| (waits.is_consent == consents_last, waits.since));
        Ok(next.map(|waits| waits.file.clone()))
    }

    fn next_to_fetch(&self, passed: &[Travelling]) -> Result<Option<Travelling>, Infallible> {
        let mut named = self.documents();
        named.retain(|named| {
            let bytes = usize::try_from(named.file.bytes).unwrap();
            let is_here = self.picture(named.file.file, bytes).is_some();
            !is_here && !passed.iter().any(|passed| passed.is(&named.file))
        });
        named.sort_by_key(|named| !named.is_consent);
        Ok(named.into_iter().next().map(|named| named.file))
    }

    fn has_room(&self) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn may_be_named(&self, file: &Travelling) -> Result<bool, Infallible> {
        let mut waits = self.outbox.iter();
        Ok(waits.any(|said| said.op.stream == file.stream) || self.names(file.file))
    }

    fn pieces(&self, file: Hash) -> Result<u32, Infallible> {
        let pieces = self.pieces.get(&file);
        Ok(pieces.map_or(0, |pieces| u32::try_from(pieces.len()).unwrap()))
    }

    fn piece(&self, file: Hash, n: u32) -> Result<Option<Vec<u8>>, Infallible> {
        let pieces = self.pieces.get(&file);
        let piece = pieces.and_then(|pieces| pieces.get(&n));
        Ok(piece.map(|piece| (**piece).clone()))
    }

    fn put_piece(&mut self, file: Hash, n: u32, sealed: &[u8]) -> Result<(), Infallible> {
        let pieces = self.pieces.entry(file).or_default();
        pieces.entry(n).or_insert_with(|| Rc::new(sealed.to_vec()));
        Ok(())
    }

    fn drop_file(&mut self, file: Hash) -> Result<(), Infallible> {
        self.pieces.remove(&file);
        Ok(())
    }

    fn sent(&mut self, file: &Travelling) -> Result<(), Infallible> {
        self.to_send.retain(|waits| waits.file.file != file.file);
        if !self.names(file.file) {
            self.pieces.remove(&file.file);
        }
        Ok(())
    }

    fn fetched(&mut self, _: &Travelling) -> Result<(), Infallible> {
        Ok(())
    }
}
