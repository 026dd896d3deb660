//! What is being written and not signed, when it goes to the clinic: its member has left, or the laptop is wanted back.

use std::sync::Weak;

use care::MemberId;
use sync::limits::PUSH_BYTES_MAX;
use sync::wire::{Gone, LeftDraft, Noted};
use sync::{StreamId, device};
use vault::{Page, Reader, StoreError, drafts, meta};

use super::journey::{JourneyError, Traveller, transact, with_open};
use super::store::gver;
use super::{EPOCH, Shelf};
use crate::core::Core;

/// A draft as the clinic keeps it; one about nobody is in nobody's stream.
pub(crate) fn left_draft(draft: drafts::Draft) -> LeftDraft {
    let member = draft
        .member
        .and_then(|member| member.parse::<MemberId>().ok());
    LeftDraft {
        stream: member.map_or(StreamId::Clinic, StreamId::Member),
        about: draft.about,
        body: draft.body,
        kept_at: draft.kept_at,
    }
}

/// What was being written and is not signed goes to the clinic, until nothing of it is left here.
pub(super) async fn hand_over_drafts(
    core: &Weak<Core>,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    loop {
        let gone = with_open(core, |_, open| Ok(open.vault.read(being_written)?))?;
        if gone.drafts.is_empty() {
            return Ok(());
        }
        let noted: Noted = traveller.post("/sync/gone", &gone).await?;
        let is_noted = with_open(core, |core, open| {
            transact(core, open, |writer| {
                device::gone_noted(&mut Shelf::new(writer, core.ambient()), &gone, &noted)
            })
        })?;
        if !is_noted {
            return Err(JourneyError::AnotherLife);
        }
    }
}

/// As much of what is being written as one request takes, and one draft at least.
fn being_written(reader: &Reader<'_>) -> Result<Gone, StoreError> {
    let (mut kept, mut room) = (Vec::new(), PUSH_BYTES_MAX);
    for draft in drafts::all(reader, Page::FIRST)? {
        if room < draft.body.len() && !kept.is_empty() {
            break;
        }
        room = room.saturating_sub(draft.body.len());
        kept.push(left_draft(draft));
    }
    Ok(Gone {
        epoch: meta::get(reader, EPOCH)?.unwrap_or_default(),
        gver: gver(reader)?,
        drafts: kept,
        streams: Vec::new(),
    })
}
