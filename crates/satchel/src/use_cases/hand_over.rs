//! Handing over by hand: everything the clinic has not got, in a file that only the clinic opens.
//!
//! Nothing leaves the satchel by it. The outbox goes on waiting for the clinic's own answer.

use care::Act;
use data_encoding::BASE64;
use sync::files::pieces_of;
use sync::limits::{HAND_OVER_COPIES_BYTES_MAX, HAND_OVER_FILES_BYTES_MAX, PIECE_BYTES};
use sync::wire::LeftDraft;
use sync::{HandOver, HandedFile, IntakeError};
use vault::{Page, Reader, StoreError, copies, drafts, files, outbox};

use crate::contract::failure::Failure;
use crate::contract::sync::{HandOverPlease, HandedOver};
use crate::desk::Desk;
use crate::exchange::{intake, left_draft};
use crate::paper;
use crate::router::AtDesk;

impl AtDesk for HandOverPlease {
    const ACT: Act = Act::Use;
    const LOOKS: bool = false;

    fn carry_out(self, desk: &Desk<'_>) -> Result<HandedOver, Failure> {
        let audit = desk.looks_to_hand_over()?;
        let looks = audit.iter().map(|letter| letter.links.len()).sum::<usize>();
        let (intake, handed) = desk.read(|reader| {
            let ops = waiting(reader)?;
            let handed = HandOver {
                device: desk.me().device,
                at: desk.now,
                copies: follows_on(reader, &ops)?,
                ops,
                drafts: being_written(reader)?,
                files: pictures(reader)?,
                audit,
            };
            Ok((intake(reader)?, handed))
        })?;
        if handed.ops.is_empty()
            && handed.drafts.is_empty()
            && handed.files.is_empty()
            && handed.audit.is_empty()
        {
            return Err(Failure::NothingToHandOver);
        }
        let intake = intake.ok_or(Failure::ClinicKeyUnknown)?;
        let text =
            handed
                .wrap(desk.key(), &intake, desk.chance())
                .map_err(|error| match error {
                    IntakeError::NoMemory => Failure::TooLarge,
                    IntakeError::KeyMalformed | IntakeError::DoesNotOpen => {
                        Failure::ClinicKeyUnknown
                    }
                })?;
        let [file] = paper::keep(desk, "satchel-hand-over", [("satchel", text.as_bytes())])?;
        Ok(HandedOver {
            file,
            changes: u32::try_from(handed.ops.len()).unwrap_or(u32::MAX),
            drafts: u32::try_from(handed.drafts.len()).unwrap_or(u32::MAX),
            pictures: u32::try_from(handed.files.len()).unwrap_or(u32::MAX),
            looks: u32::try_from(looks).unwrap_or(u32::MAX),
        })
    }
}

fn waiting(reader: &Reader<'_>) -> Result<Vec<String>, StoreError> {
    let all = outbox::next(reader, u32::MAX, u32::MAX)?;
    Ok(all.into_iter().map(|(_, text)| text).collect())
}

/// What operations follow on that the clinic once took: it may have been put back since, and this laptop would not know.
fn follows_on(reader: &Reader<'_>, ops: &[String]) -> Result<Vec<String>, StoreError> {
    if ops.is_empty() {
        return Ok(Vec::new());
    }
    let copies = copies::newest(reader, HAND_OVER_COPIES_BYTES_MAX)?;
    Ok(copies.iter().map(|sealed| BASE64.encode(sealed)).collect())
}

/// The pictures the clinic has not got, consents first: as many as go into one file.
fn pictures(reader: &Reader<'_>) -> Result<Vec<HandedFile>, StoreError> {
    let (mut handed, mut bytes) = (Vec::new(), 0_u64);
    for next in files::to_send(reader)? {
        let with_it = bytes.saturating_add(u64::from(next.bytes));
        if HAND_OVER_FILES_BYTES_MAX < with_it {
            continue;
        }
        bytes = with_it;
        let Ok(file) = next.file.parse() else {
            continue;
        };
        let mut pieces = Vec::new();
        for n in 0..pieces_of(next.bytes, PIECE_BYTES) {
            let piece = files::piece(reader, &next.file, n)?.unwrap_or_default();
            pieces.push(BASE64.encode(&piece));
        }
        handed.push(HandedFile { file, pieces });
    }
    Ok(handed)
}

fn being_written(reader: &Reader<'_>) -> Result<Vec<LeftDraft>, StoreError> {
    let mut kept = Vec::new();
    let mut offset = 0_u32;
    loop {
        let page = Page::new(offset, vault::PAGE_RECORDS_MAX).unwrap_or(Page::FIRST);
        let some = drafts::all(reader, page)?;
        let count = u32::try_from(some.len()).unwrap_or(u32::MAX);
        kept.extend(some.into_iter().map(left_draft));
        if count < vault::PAGE_RECORDS_MAX {
            return Ok(kept);
        }
        offset = offset.saturating_add(count);
    }
}
