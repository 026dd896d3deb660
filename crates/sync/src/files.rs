//! Sealed files: what travels beside the records, in pieces, and never before them.
//!
//! A file is found by the SHA-256 of its sealed bytes. It is sealed once, where it was made, and nobody on the way can
//! open it: the key stands in the document that names it. The clinic takes a file when an operation has named it, and
//! gives it to whoever may read a member whose record names it.

use care::{Document, Entity as _, SealedFile};
use serde::{Deserialize, Serialize};

use crate::limits::FILE_BYTES_MAX;
use crate::{Hash, Op, OpBody, StreamId};

/// Asks how far the clinic has come with some files; at most [`crate::limits::FILES_ASKED_MAX`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskFiles {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The files.
    pub files: Vec<Hash>,
    /// The mark the device shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

/// How far the clinic has come with each of them, in their order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FilesAt {
    /// The epoch the request named.
    pub re: String,
    /// The life of the ledger.
    pub epoch: String,
    /// One for each.
    pub files: Vec<FileAt>,
    /// If one of them is whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<NextMark>,
}

/// How far the clinic has come with a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAt {
    /// Whether an operation that is at the clinic names it. While none does, it is not taken.
    pub known: bool,
    /// It has so many pieces, from the first one on.
    pub pieces: u32,
    /// It has all of it, on its disk, and it is what its hash says.
    pub whole: bool,
}

/// One piece of a file, on its way to the clinic.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendPiece {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The file.
    pub file: Hash,
    /// Which piece: 0, 1, 2, …
    pub n: u32,
    /// Its bytes in base64: [`crate::limits::PIECE_BYTES`], or what is left.
    pub sealed: String,
    /// The mark the device shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

/// The clinic has it on its disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PieceTaken {
    /// The epoch the request named.
    pub re: String,
    /// The life of the ledger.
    pub epoch: String,
    /// How far it has come with the file.
    pub at: FileAt,
    /// If it is whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<NextMark>,
}

/// The mark a device shows goes on with each word that a picture is whole, and with each that it is given: a ledger that is
/// put back without the picture does not know the new one. It is for the device that shows the old one. Another has
/// missed an answer; it lets go of nothing before it is in step again, which its next pull brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextMark {
    /// What the device shows, if it has missed nothing.
    pub from: String,
    /// What it shows from now on; the same for one that has missed something.
    pub to: String,
}

/// Asks for one piece of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WantPiece {
    /// The file.
    pub file: Hash,
    /// Which piece.
    pub n: u32,
    /// The mark the device shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

/// One piece of a file, on its way from the clinic.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GivenPiece {
    /// Its bytes in base64; absent while the clinic itself has not got the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
    /// With the last piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<NextMark>,
}

/// A file that an operation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// The file.
    pub file: Hash,
    /// Its length.
    pub bytes: u32,
    /// Whoever may read this stream may have it.
    pub stream: StreamId,
}

/// The file an operation names, if it names one that may be.
pub fn named_by(op: &Op) -> Option<NamedFile> {
    let OpBody::Set { kind, fields, .. } = &op.body else {
        return None;
    };
    if kind != Document::KIND {
        return None;
    }
    let sealed: SealedFile = serde_json::from_value(fields.get("file")?.value.clone()).ok()?;
    let may_be = 0 < sealed.bytes && usize::try_from(sealed.bytes).ok()? <= FILE_BYTES_MAX;
    may_be.then_some(NamedFile {
        file: sealed.blob.parse().ok()?,
        bytes: sealed.bytes,
        stream: op.stream.clone(),
    })
}

/// How many pieces a file of this length has, each as long as said but for the last.
pub fn pieces_of(bytes: u32, piece_bytes: usize) -> u32 {
    let piece_bytes = u32::try_from(piece_bytes).unwrap_or(u32::MAX).max(1);
    bytes.div_ceil(piece_bytes)
}

/// How long a piece of a file of this length is; none if it has no such piece.
pub fn piece_length(bytes: u32, n: u32, piece_bytes: usize) -> Option<usize> {
    let piece_bytes = u32::try_from(piece_bytes).ok()?;
    let left = bytes.checked_sub(n.checked_mul(piece_bytes)?)?;
    let length = left.min(piece_bytes);
    (0 < length).then_some(usize::try_from(length).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::PIECE_BYTES;
    use crate::{Author, Write};
    use care::{DeviceId, EntityId, GroupId, OpId, StaffId};
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn a_document_names_its_file_and_nothing_else_does() {
        let hex = "0a".repeat(32);
        let op = |kind: &str, bytes: usize| Op {
            id: OpId(Uuid::nil()),
            device: DeviceId(Uuid::nil()),
            inc: 0,
            dseq: 1,
            group: GroupId(Uuid::nil()),
            author: Author::Staff(StaffId(Uuid::nil())),
            stream: StreamId::Clinic,
            at: 0,
            gver: 0,
            schema: 1,
            prev: Hash::ZERO,
            body: OpBody::Set {
                entity: EntityId(Uuid::nil()),
                kind: kind.to_owned(),
                fields: [("file".to_owned(), write(&hex, bytes))].into(),
            },
        };
        let named = named_by(&op("document", 524_365)).unwrap();
        assert_eq!((named.file, named.bytes), (Hash([10; 32]), 524_365));
        assert_eq!(named_by(&op("task", 524_365)), None);
        let (text, _) = crate::sealed(&op("document", 524_365)).unwrap();
        let read: Op = serde_json::from_str(&text).unwrap();
        assert_eq!(named_by(&read).unwrap(), named, "{text}");
        for bytes in [0, FILE_BYTES_MAX + 1] {
            assert_eq!(named_by(&op("document", bytes)), None);
        }
    }

    fn write(hex: &str, bytes: usize) -> Write {
        let file =
            json!({ "blob": hex, "key": hex, "plain": hex, "bytes": bytes, "media": "image/jpeg" });
        Write {
            value: file,
            parents: Vec::new(),
            saw: serde_json::Value::Null,
        }
    }

    #[test]
    fn pieces_are_as_long_as_they_may_be_and_the_last_is_what_is_left() {
        let piece = u32::try_from(PIECE_BYTES).unwrap();
        let of = |bytes| pieces_of(bytes, PIECE_BYTES);
        let length = |bytes, n| piece_length(bytes, n, PIECE_BYTES);
        assert_eq!((of(1), length(1, 0), length(1, 1)), (1, Some(1), None));
        assert_eq!((of(piece), length(piece, 1)), (1, None));
        let more = piece * 2 + 5;
        let lengths: Vec<_> = (0..4).map(|n| length(more, n)).collect();
        assert_eq!(
            lengths,
            [Some(PIECE_BYTES), Some(PIECE_BYTES), Some(5), None]
        );
        assert_eq!((of(more), length(more, u32::MAX)), (3, None));
    }
}
