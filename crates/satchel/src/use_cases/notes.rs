//! Signed notes and addenda: reading them, checking them, and adding a later word.

use care::{
    Act, Addendum, AddendumReason, DeviceId, DeviceKey, Note, NoteAuthor, RecordId, VisitId,
};
use sync::proof::public_key;
use sync::{RecordText, SignedRecord, StreamId};
use vault::{Reader, StoreError, records};

use crate::book::{self, About, People};
use crate::contract::failure::Failure;
use crate::contract::visits::{AddAddendum, AddendumView, NoteView};
use crate::contract::{MadeOne, Whereabouts};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

/// A note with the record it stands in.
pub(super) struct SignedNote {
    pub(super) id: RecordId,
    pub(super) note: Note,
    pub(super) record: records::Record,
}

/// The signed notes about a visit, oldest first.
pub(super) fn notes_of(reader: &Reader<'_>, visit: VisitId) -> Result<Vec<SignedNote>, StoreError> {
    let records = records::about(reader, &visit.to_string())?;
    Ok(records
        .into_iter()
        .filter(|record| record.kind == Note::KIND)
        .filter_map(read_note)
        .collect())
}

/// Reads a note; `None` for a record that is none, or one this version cannot read.
pub(super) fn read_note(record: records::Record) -> Option<SignedNote> {
    let text: RecordText = serde_json::from_str(&record.body).ok()?;
    let note = serde_json::from_value(text.body).ok()?;
    Some(SignedNote {
        id: text.id,
        note,
        record,
    })
}

/// How far a record has got.
pub(super) fn whereabouts(
    reader: &Reader<'_>,
    record: &records::Record,
) -> Result<Whereabouts, StoreError> {
    if record.received_at.is_some() {
        return Ok(Whereabouts::AtClinic);
    }
    let outgoing = vault::outbox::of_entity(reader, &record.id)?;
    Ok(book::whereabouts_of(
        outgoing.iter().map(|outgoing| outgoing.state),
    ))
}

/// A note as the screen shows it, checked anew.
pub(super) fn note_view(
    desk: &Desk<'_>,
    reader: &Reader<'_>,
    signed: &SignedNote,
) -> Result<NoteView, StoreError> {
    let addenda = addenda(desk, reader, signed.id)?;
    let (note, record) = (&signed.note, &signed.record);
    Ok(NoteView {
        note: signed.id,
        narrative: note.narrative.clone(),
        services: note.services.clone(),
        goals: note.goals.clone(),
        modality: note.about.modality,
        place: note.about.place,
        started_at: note.about.started_at,
        ended_at: note.ended_at,
        signature: note.author.signature.clone(),
        is_yours: note.author.staff == desk.me().staff,
        signed_at: note.signed_at,
        received_at: record.received_at,
        hash: record.hash.clone(),
        verified: holds(desk, reader, record)?,
        entered_in_error: addenda
            .iter()
            .any(|addendum| addendum.reason == AddendumReason::EnteredInError),
        addenda,
        whereabouts: whereabouts(reader, record)?,
    })
}

fn addenda(
    desk: &Desk<'_>,
    reader: &Reader<'_>,
    note: RecordId,
) -> Result<Vec<AddendumView>, StoreError> {
    let mut views = Vec::new();
    for record in records::about(reader, &note.to_string())? {
        let text = serde_json::from_str::<RecordText>(&record.body).ok();
        let addendum = text.and_then(|text| serde_json::from_value::<Addendum>(text.body).ok());
        let Some(addendum) = addendum.filter(|_| record.kind == Addendum::KIND) else {
            continue;
        };
        views.push(AddendumView {
            reason: addendum.reason,
            text: addendum.text,
            signature: addendum.author.signature,
            signed_at: addendum.signed_at,
            received_at: record.received_at,
            verified: holds(desk, reader, &record)?,
            whereabouts: whereabouts(reader, &record)?,
        });
    }
    views.sort_by_key(|view| view.signed_at);
    Ok(views)
}

/// Whether a record's hash and signature hold, by the key of the device that signed it.
pub(super) fn holds(
    desk: &Desk<'_>,
    reader: &Reader<'_>,
    record: &records::Record,
) -> Result<bool, StoreError> {
    let (Ok(hash), Ok(device)) = (record.hash.parse(), record.device.parse::<DeviceId>()) else {
        return Ok(false);
    };
    let signed = SignedRecord {
        text: record.body.clone(),
        hash,
        signature: record.sig.clone(),
    };
    let key = if device == desk.me().device {
        Some(desk.key().verifying_key())
    } else {
        let keys = vault::entities::of_stream(reader, &StreamId::Clinic.to_string(), "device_key")?;
        let mut keys = keys
            .iter()
            .filter_map(|row| serde_json::from_str::<DeviceKey>(&row.data).ok());
        keys.find(|key| key.device == device)
            .and_then(|key| public_key(&key.public_key).ok())
    };
    Ok(key.is_some_and(|key| signed.verify(&key).is_ok()))
}

/// Who signs, as printed under the note today.
pub(super) fn author(desk: &Desk<'_>, reader: &Reader<'_>) -> Result<NoteAuthor, StoreError> {
    let me = desk.me();
    let listed = People::read(reader, me.staff)?.person(me.staff).name;
    let signature = if listed.is_empty() {
        me.name.clone()
    } else {
        listed
    };
    Ok(NoteAuthor {
        staff: me.staff,
        signature,
    })
}

impl AtDesk for AddAddendum {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let record = records::get(writer, &self.note.to_string())?.ok_or(Failure::NotHere)?;
            let stream: StreamId = record.stream.parse().or(Err(Failure::NotHere))?;
            let of_hash = record.hash.clone();
            let note = read_note(record).ok_or(Failure::NotHere)?;
            let addendum = Addendum {
                of: self.note,
                of_hash,
                visit: note.note.about.visit,
                reason: self.reason,
                text: self.text,
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            addendum.check().map_err(Failure::from)?;
            vault::drafts::drop(writer, &format!("addendum:{}", self.note))
                .map_err(DeskError::from)?;
            Ok(pen.sign(
                &About {
                    stream: &stream,
                    kind: Addendum::KIND,
                    id: self.note.0,
                },
                &addendum,
                desk.key(),
            )?)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}
