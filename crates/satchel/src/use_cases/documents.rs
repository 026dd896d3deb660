//! Photographs of papers: taking them in, looking at them, withdrawing them.
//!
//! A picture comes from the screen in parts and is held in memory until it is kept; nothing of it is written before it
//! has been written anew and sealed.

use care::{Act, Document, DocumentId, Purpose, SealedFile, Taken, Withdrawn};
use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};
use sync::StreamId;
use sync::files::pieces_of;
use sync::limits::{FILE_BYTES_MAX, PIECE_BYTES};
use vault::{Reader, StoreError, Writer, files};
use zeroize::Zeroizing;

use super::plans::expect_of;
use crate::book::{self, Held, Pen, People};
use crate::contract::documents::{
    BeginPicture, DocumentView, Documents, KeepDocument, ListDocuments, Picture, PicturePart,
    PictureState, ShowPicture, WithdrawDocument,
};
use crate::contract::failure::Failure;
use crate::contract::{Made, MadeOne};
use crate::desk::{Desk, DeskError};
use crate::picture::{self, MEDIA};
use crate::router::AtDesk;

/// A picture as a camera or a scanner makes it.
const ORIGINAL_BYTES_MAX: usize = 40 * 1024 * 1024;

// A piece is what travels at once and what is sealed at once.
const _: () = assert!(files::PIECE_BYTES == PIECE_BYTES);

/// A picture on its way in from the screen.
pub(crate) struct Incoming {
    of: usize,
    bytes: Zeroizing<Vec<u8>>,
}

impl AtDesk for BeginPicture {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let of = usize::try_from(self.bytes).unwrap_or(usize::MAX);
        if ORIGINAL_BYTES_MAX < of {
            return Err(Failure::TooLarge);
        }
        *desk.incoming() = Some(Incoming {
            of,
            bytes: Zeroizing::new(Vec::with_capacity(of)),
        });
        Ok(Made {})
    }
}

impl AtDesk for PicturePart {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let wrong = |what: &str| Failure::BadRequest {
            what: what.to_owned(),
        };
        let mut incoming = desk.incoming();
        let incoming = incoming.as_mut().ok_or_else(|| wrong("from"))?;
        if usize::try_from(self.from) != Ok(incoming.bytes.len()) {
            return Err(wrong("from"));
        }
        let part = BASE64
            .decode(self.bytes.as_bytes())
            .or(Err(wrong("bytes")))?;
        if incoming.of < incoming.bytes.len().saturating_add(part.len()) {
            return Err(wrong("bytes"));
        }
        incoming.bytes.extend_from_slice(&part);
        Ok(Made {})
    }
}

impl AtDesk for KeepDocument {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let whole = desk
            .incoming()
            .take()
            .filter(|incoming| incoming.of == incoming.bytes.len())
            .ok_or(Failure::NotAPicture)?;
        let kept = Zeroizing::new(picture::anew(&whole.bytes).or(Err(Failure::NotAPicture))?);
        let key = Zeroizing::new(desk.chance::<32>());
        let sealed = files::seal(&kept, &key).or(Err(Failure::NotAPicture))?;
        let bytes = u32::try_from(sealed.bytes).unwrap_or(u32::MAX);
        if FILE_BYTES_MAX < sealed.bytes {
            return Err(Failure::TooLarge);
        }
        let document = Document {
            purpose: self.purpose,
            title: self.title.trim().to_owned(),
            taken: Taken {
                by: desk.me().staff,
                at: desk.now,
            },
            file: SealedFile {
                blob: sealed.file.clone(),
                key: HEXLOWER.encode(&*key),
                plain: HEXLOWER.encode(&Sha256::digest(&*kept)),
                bytes,
                media: MEDIA.to_owned(),
            },
            visit: self.visit,
            withdrawn: None,
        };
        let kept = desk.write(|pen, writer| keep(pen, writer, &self, &document, &sealed.pieces));
        if kept.is_err() {
            // She corrects the title, or makes room, and keeps it then.
            *desk.incoming() = Some(whole);
        }
        Ok(MadeOne {
            id: kept?.to_string(),
        })
    }
}

fn keep(
    pen: &Pen<'_>,
    writer: &Writer<'_>,
    asked: &KeepDocument,
    document: &Document,
    pieces: &[Vec<u8>],
) -> Result<uuid::Uuid, DeskError> {
    book::member(writer, asked.member)?.ok_or(Failure::NotHere)?;
    let stream = StreamId::Member(asked.member);
    let id = pen.add(&stream, document)?;
    let file = files::Travelling {
        file: document.file.blob.clone(),
        stream: stream.to_string(),
        bytes: document.file.bytes,
        since: pen.now,
    };
    for (n, piece) in (0..).zip(pieces) {
        files::put_piece(writer, &file.file, n, piece)?;
    }
    let is_consent = document.purpose == Purpose::Consent;
    files::send(writer, &file, is_consent)?;
    Ok(id)
}

impl AtDesk for ListDocuments {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Documents, Failure> {
        let you = desk.me().staff;
        desk.read(|reader| {
            let people = People::read(reader, you)?;
            let mut held = book::of_member::<Document>(reader, self.member)?;
            held.sort_by_key(|held| {
                let Document {
                    withdrawn, taken, ..
                } = &held.value;
                (withdrawn.is_some(), std::cmp::Reverse(taken.at), held.id)
            });
            let documents = held.iter().map(|held| view(reader, &people, held));
            Ok(Documents {
                documents: documents.collect::<Result<_, StoreError>>()?,
            })
        })
    }
}

fn view(
    reader: &Reader<'_>,
    people: &People,
    held: &Held<Document>,
) -> Result<DocumentView, StoreError> {
    let Document {
        purpose,
        title,
        taken,
        file,
        visit,
        withdrawn,
    } = held.value.clone();
    Ok(DocumentView {
        document: DocumentId(held.id),
        purpose,
        title,
        by: people.person(taken.by),
        at: taken.at,
        visit,
        whereabouts: book::whereabouts(reader, held.id)?,
        picture: picture_state(reader, &file)?,
        withdrawn: withdrawn.map(|withdrawn| withdrawn.reason),
        seen: book::seen(reader, held)?,
    })
}

fn picture_state(reader: &Reader<'_>, file: &SealedFile) -> Result<PictureState, StoreError> {
    let (done, of) = (
        files::count(reader, &file.blob)?,
        pieces_of(file.bytes, PIECE_BYTES),
    );
    if done < of {
        return Ok(PictureState::Pending { done, of });
    }
    Ok(if files::is_waiting(reader, &file.blob)? {
        PictureState::ToSend
    } else {
        PictureState::Here
    })
}

impl AtDesk for ShowPicture {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Picture, Failure> {
        desk.look(|reader| {
            let held = expect_of::<Document>(reader, self.member, self.document)?;
            opened(reader, &held.value.file)
        })
    }
}

/// A picture, unsealed.
pub(super) fn opened(reader: &Reader<'_>, file: &SealedFile) -> Result<Picture, DeskError> {
    let mut pieces = Vec::new();
    for n in 0..pieces_of(file.bytes, PIECE_BYTES) {
        let piece = files::piece(reader, &file.blob, n)?;
        pieces.push(piece.ok_or(Failure::PicturePending)?);
    }
    let key = HEXLOWER
        .decode(file.key.as_bytes())
        .ok()
        .and_then(|key| <[u8; 32]>::try_from(key).ok())
        .map(Zeroizing::new)
        .ok_or(Failure::PictureDamaged)?;
    let open = files::unseal(&pieces, &key).or(Err(Failure::PictureDamaged))?;
    // Whatever another device says it is, nobody is ever given anything but a picture.
    if file.media != MEDIA {
        return Err(Failure::NotAPicture.into());
    }
    Ok(Picture {
        media: MEDIA.to_owned(),
        bytes: BASE64.encode(&open),
    })
}

impl AtDesk for WithdrawDocument {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let by = desk.me().staff;
        desk.write(|pen, writer| {
            let held = expect_of::<Document>(writer, self.member, self.document)?;
            let mut document = held.value.clone();
            document.withdrawn = Some(Withdrawn {
                on: pen.today,
                by,
                reason: self.reason.trim().to_owned(),
            });
            Ok(pen.change(&held, &document, &book::parse_seen(&self.seen))?)
        })?;
        Ok(Made {})
    }
}

#[cfg(test)]
#[path = "documents_tests.rs"]
mod tests;
