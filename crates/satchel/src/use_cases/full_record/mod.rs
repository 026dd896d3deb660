//! Her full record: everything that is held of a member, as one page to read and print and one file for other systems.
//!
//! Both are made of the same parts, and each part goes only where the one decision on what may leave a record lets it go to
//! her, because she asked for it herself.

mod bundle;
mod codes;
mod contents;
mod page;
mod places;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use care::{
    Act, ConsentStanding, Decided, EntityId, MemberId, Recipient, RecipientKind, RightKind,
    RightStanding, ShareFor, Tags,
};
use chrono::NaiveDate;
use vault::Reader;

use super::caseload::number;
use super::documents;
use super::glass::refuses_guests;
use super::rights;
use super::sharing::{Leaving, decided};
use crate::book::{self, People};
use crate::contract::documents::Picture;
use crate::contract::failure::Failure;
use crate::contract::full_record::{FullRecordMade, MakeFullRecord};
use crate::desk::{Desk, DeskError};
use crate::paper;
use crate::router::AtDesk;
use contents::Part;
use page::StaffNames;
use words::Words;

/// So much of photographs goes into one file, as text.
const PHOTO_CHARS_MAX: usize = 64 * 1024 * 1024;
/// No file is larger.
const FILE_BYTES_MAX: usize = 160 * 1024 * 1024;

/// A photograph of a paper, unsealed.
struct Photo {
    media: String,
    /// In base64.
    bytes: String,
}

/// What goes to her.
struct Copy<'a> {
    name: String,
    born: Option<NaiveDate>,
    clinic: &'a str,
    today: NaiveDate,
    /// Milliseconds since 1970 UTC.
    now: i64,
    /// In the order in which they are read.
    parts: Vec<Part>,
    photos: BTreeMap<EntityId, Photo>,
    staff: StaffNames,
    /// How each consent stands today.
    consents: BTreeMap<EntityId, ConsentStanding>,
    /// So many parts stay.
    stays: usize,
}

impl AtDesk for MakeFullRecord {
    const ACT: Act = Act::Steer;

    fn carry_out(self, desk: &Desk<'_>) -> Result<FullRecordMade, Failure> {
        let copy = desk.look(|reader| read(reader, desk, self.member))?;
        let page = page::page(&copy, &Words::of(self.language));
        let bundle = bundle::bundle(&copy);
        let files = [("html", page.as_bytes()), ("json", bundle.as_bytes())];
        if files.iter().any(|(_, bytes)| FILE_BYTES_MAX < bytes.len()) {
            return Err(Failure::TooLarge);
        }
        let [page, bundle] = paper::keep(desk, "satchel-record", files)?;
        let papers = copy.parts.iter().filter(|part| part.file.is_some());
        Ok(FullRecordMade {
            page,
            bundle,
            parts: number(copy.parts.len()),
            stays: number(copy.stays),
            no_photo: number(papers.count().saturating_sub(copy.photos.len())),
        })
    }
}

/// Reads everything, and asks what of it goes to her.
fn read<'a>(
    reader: &Reader<'_>,
    desk: &'a Desk<'_>,
    member: MemberId,
) -> Result<Copy<'a>, DeskError> {
    let person = book::member(reader, member)?.ok_or(Failure::NotHere)?;
    refuses_guests(reader, desk.me(), member)?;
    let (name, born) = (person.value.names.whole(), person.value.birth_date);
    if is_denied(&rights::Kept::read(reader, member)?) {
        return Err(Failure::CopyDenied.into());
    }
    let people = People::read(reader, desk.me().staff)?;
    let all = contents::read(reader, &people, (member, desk.today))?;
    let to = Recipient {
        kind: RecipientKind::Member,
        name: name.clone(),
        address: String::new(),
        out_of_state: false,
    };
    let leaving = Leaving {
        member,
        to: &to,
        purpose: ShareFor::OwnRequest,
        on: desk.today,
        born,
    };
    let things: Vec<(EntityId, Tags)> = all
        .parts
        .iter()
        .map(|part| (part.id, part.tags.clone()))
        .collect();
    let (decided, kept) = decided(reader, &leaving, things)?;
    let Decided::Goes {
        parts: goes,
        left_out,
        ..
    } = decided
    else {
        return Err(Failure::NothingToShare.into());
    };
    let goes: BTreeSet<usize> = goes.into_iter().collect();
    let parts = all.parts.into_iter().enumerate();
    let parts: Vec<Part> = parts
        .filter_map(|(at, part)| goes.contains(&at).then_some(part))
        .collect();
    let stood = kept.stood(born, desk.today);
    let everybody = people.everybody().into_iter();
    Ok(Copy {
        name,
        born,
        clinic: &desk.me().clinic,
        today: desk.today,
        now: desk.now,
        photos: photos(reader, &parts)?,
        parts,
        staff: everybody
            .map(|one| (EntityId::from(one.staff), one.name))
            .collect(),
        consents: stood
            .iter()
            .map(|one| (EntityId(one.id.0), one.stands))
            .collect(),
        stays: left_out.len().saturating_add(all.unknown),
    })
}

/// The photographs that are here and whole, as many as go into one file.
fn photos(reader: &Reader<'_>, parts: &[Part]) -> Result<BTreeMap<EntityId, Photo>, DeskError> {
    let (mut photos, mut chars) = (BTreeMap::new(), 0_usize);
    for part in parts {
        let Some(file) = &part.file else { continue };
        match documents::opened(reader, file) {
            Ok(picture) => {
                let with_it = chars.saturating_add(picture.bytes.len());
                if with_it <= PHOTO_CHARS_MAX {
                    chars = with_it;
                    let Picture { media, bytes } = picture;
                    photos.insert(part.id, Photo { media, bytes });
                }
            }
            // It has not arrived, or is not what was sealed: the rest is hers all the same, and is told so.
            Err(DeskError::Failure(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(photos)
}

/// Whether the last answer to a request to see or copy the record was a no, whole or in part: what she is not to have would
/// be in the file.
fn is_denied(kept: &rights::Kept) -> bool {
    let stood = kept.stood();
    let copies = stood
        .iter()
        .filter(|one| matches!(one.asked.kind, RightKind::See | RightKind::Copy));
    let answered = copies.filter_map(|one| match one.stands {
        RightStanding::Granted | RightStanding::GrantedInPart | RightStanding::Denied => {
            let answer = one.answer?;
            Some(((answer.on, answer.signed_at, one.id), one.stands))
        }
        RightStanding::Received
        | RightStanding::Extended
        | RightStanding::Withdrawn
        | RightStanding::Ended => None,
    });
    let newest = answered.max_by_key(|(last, _)| *last);
    newest.is_some_and(|(_, stands)| stands != RightStanding::Granted)
}
