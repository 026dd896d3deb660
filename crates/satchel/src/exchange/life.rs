//! The vault through a restore, of the clinic's ledger or of this laptop.

use ambient::Ambient;
use care::{EntityId, OpId};
use sync::life::COPIES;
use sync::wire::OpAnswer;
use sync::{Op, OpBody, StreamId, Tally, sealed};
use vault::{Reader, StoreError, Writer, acked, copies, meta, outbox, streams};

use super::store::{EPOCH, Shelf};
use crate::book::{CHAIN, INC};

/// The clinic's newest word on what it has of this device, in `meta`.
const TALLY: &str = "tally";
/// The mark of the last answer to a pull, in `meta`.
const MARK: &str = "mark";
/// The key to which copies are sealed, in `meta`.
const INTAKE: &str = "intake";

/// The clinic's intake key; none before the clinic has told it.
pub(crate) fn intake(reader: &Reader<'_>) -> Result<Option<String>, StoreError> {
    meta::get(reader, INTAKE)
}

/// Keeps the clinic's intake key.
pub(crate) fn keep_intake(writer: &Writer<'_>, intake: Option<&str>) -> Result<(), StoreError> {
    match intake {
        Some(intake) if meta::get(writer, INTAKE)?.as_deref() != Some(intake) => {
            meta::put(writer, INTAKE, intake)
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn tally(writer: &Writer<'_>) -> Result<Option<Tally>, StoreError> {
    Ok(meta::get(writer, TALLY)?.and_then(|tally| serde_json::from_str(&tally).ok()))
}

pub(super) fn set_tally(writer: &Writer<'_>, tally: Option<&Tally>) -> Result<(), StoreError> {
    let text = tally.and_then(|tally| serde_json::to_string(tally).ok());
    meta::put(writer, TALLY, &text.unwrap_or_default())
}

pub(super) fn mark(writer: &Writer<'_>) -> Result<Option<String>, StoreError> {
    Ok(meta::get(writer, MARK)?.filter(|mark| !mark.is_empty()))
}

pub(super) fn set_mark(writer: &Writer<'_>, fresh: Option<&str>) -> Result<(), StoreError> {
    if mark(writer)?.as_deref() == fresh {
        return Ok(());
    }
    meta::put(writer, MARK, fresh.unwrap_or_default())
}

/// Seals what waits of these to the clinic. Before the clinic has said to which key, nothing can be sealed: that is so
/// only for a device that was enrolled by an older version, until its first pull.
pub(super) fn keep_copies(
    writer: &Writer<'_>,
    ambient: &Ambient,
    ops: &[OpId],
    era: u64,
) -> Result<(), StoreError> {
    let ids: Vec<String> = ops.iter().map(ToString::to_string).collect();
    let texts = outbox::texts(writer, &ids)?;
    let (Some(intake), false) = (meta::get(writer, INTAKE)?, texts.is_empty()) else {
        return Ok(());
    };
    let list = serde_json::to_vec(&texts).unwrap_or_default();
    match sync::seal_to(&intake, COPIES, &list, ambient.bytes()) {
        Ok(sealed) => {
            let epoch = meta::get(writer, EPOCH)?.unwrap_or_default();
            copies::put(writer, &epoch, counted(era), &sealed)
        }
        Err(error) => {
            tracing::error!(%error, "what the clinic took could not be copied");
            Ok(())
        }
    }
}

/// A number as SQLite counts.
pub(super) fn counted(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Writes everything that waits anew, as the first operations of another incarnation.
pub(super) fn reincarnate(writer: &Writer<'_>, inc: u32) -> Result<(), StoreError> {
    let mut prev = sync::Hash::ZERO;
    outbox::renumber(writer, |dseq, outgoing| {
        let text = &outgoing.op.body;
        let Ok(op) = serde_json::from_str::<Op>(text) else {
            // Whatever it is, the clinic keeps it for a person.
            return Ok(text.clone());
        };
        let anew = Op {
            inc,
            dseq: u64::try_from(dseq).unwrap_or_default(),
            prev,
            ..op
        };
        let Ok((text, hash)) = sealed(&anew) else {
            return Ok(text.clone());
        };
        prev = hash;
        Ok(text)
    })?;
    meta::put(writer, INC, &inc.to_string())?;
    meta::put(writer, CHAIN, &prev.to_string())
}

/// An operation that was taken in an earlier life of the ledger has been answered again.
pub(super) fn answered_again(shelf: &Shelf<'_>, answer: &OpAnswer) -> Result<(), StoreError> {
    let id = answer.op.to_string();
    let Some(known) = acked::get(shelf.writer, &id)? else {
        return Ok(());
    };
    let come = streams::get(shelf.writer, &known.stream)?.map_or(0, |stream| stream.cursor);
    let place = answer.result.seq().map(counted);
    // What the feed has brought already would never be taken off by it again.
    if let Some(place) = place.filter(|place| come < *place) {
        return acked::place(shelf.writer, &id, place);
    }
    acked::drop(shelf.writer, &id)?;
    show_own(shelf, &known.body)
}

/// Shows anew what is shown only because this device wrote it.
pub(super) fn show_own_of(shelf: &Shelf<'_>, stream: &StreamId) -> Result<(), StoreError> {
    let id = stream.to_string();
    for acked in acked::of_stream(shelf.writer, &id)? {
        show_own(shelf, &acked.body)?;
    }
    for waiting in outbox::of_stream(shelf.writer, &id)? {
        show_own(shelf, &waiting.op.body)?;
    }
    Ok(())
}

/// What was taken in an earlier life and came back with the feed is no longer laid over it.
pub(super) fn complete_life(shelf: &Shelf<'_>) -> Result<(), StoreError> {
    for entity in acked::drop_unplaced(shelf.writer)? {
        if let Ok(entity) = entity.parse::<EntityId>() {
            shelf.rebuild(entity)?;
        }
    }
    Ok(())
}

fn show_own(shelf: &Shelf<'_>, text: &str) -> Result<(), StoreError> {
    match serde_json::from_str::<Op>(text) {
        Ok(Op {
            stream,
            body: OpBody::Set { entity, kind, .. },
            ..
        }) => shelf.show(&stream, entity, &kind),
        Ok(_) | Err(_) => Ok(()),
    }
}
