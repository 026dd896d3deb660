//! Comprehensive assessments as they are kept.

use std::collections::BTreeMap;

use care::{Comprehensive, MemberId, RecordId};
use chrono::NaiveDate;
use sync::RecordText;
use vault::{Reader, StoreError, records};

use super::super::assessments::{self, corrected};
use super::super::due::cases::{member_of, paged};
use super::super::due::contact::day_of;
use crate::book::{self, Joined};

/// One with the record it stands in.
pub(in crate::use_cases) struct Kept {
    pub(in crate::use_cases) id: RecordId,
    pub(in crate::use_cases) value: Comprehensive,
    pub(super) record: records::Record,
}

/// Everything of a person, the oldest first.
pub(super) fn kept(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Kept>, StoreError> {
    let mut all = Vec::new();
    for stream in book::streams_of(reader, member)? {
        let whose = stream.strip_prefix("m:").unwrap_or(&stream);
        all.extend(records::about(reader, whose)?.into_iter().filter_map(read));
    }
    all.sort_by_key(|one| (one.value.ended_at, one.id));
    Ok(all)
}

/// Reads one; `None` for a record that is none, or one this version cannot read.
pub(in crate::use_cases) fn read(record: records::Record) -> Option<Kept> {
    if record.kind != Comprehensive::KIND {
        return None;
    }
    let text: RecordText = serde_json::from_str(&record.body).ok()?;
    let value = serde_json::from_value(text.body).ok()?;
    Some(Kept {
        id: text.id,
        value,
        record,
    })
}

/// What was put right, and by which record; the one signed last where two people did.
pub(super) fn corrections(all: &[Kept]) -> BTreeMap<RecordId, RecordId> {
    let signed = |one: &Kept| (one.value.signed_at, one.id);
    corrected(all.iter().filter_map(|one| {
        let corrects = one.value.corrects.as_ref()?;
        Some((signed(one), corrects.of))
    }))
}

/// The newest that nobody has put right.
pub(in crate::use_cases) fn newest(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Option<Kept>, StoreError> {
    Ok(standing(kept(reader, member)?).pop())
}

fn standing(mut all: Vec<Kept>) -> Vec<Kept> {
    let corrected = corrections(&all);
    all.retain(|one| !corrected.contains_key(&one.id));
    all
}

/// The day of everybody's newest, by one statement.
pub(in crate::use_cases) fn last_of_everybody(
    reader: &Reader<'_>,
    joined: &Joined,
) -> Result<BTreeMap<MemberId, NaiveDate>, StoreError> {
    // The statement takes two kinds; here both are the same.
    let kinds = [Comprehensive::KIND, Comprehensive::KIND];
    let mut last: BTreeMap<MemberId, NaiveDate> = BTreeMap::new();
    for row in paged(|page| records::about_members(reader, kinds, page))? {
        let Some(member) = member_of(&row.stream) else {
            continue;
        };
        if let Some(one) = read(row) {
            let on = day_of(one.value.ended_at);
            let known = last.entry(joined.person(member)).or_insert(on);
            *known = on.max(*known);
        }
    }
    Ok(last)
}

/// Where a half-filled one is kept: as that of an instrument is.
pub(super) fn draft_place(member: MemberId, corrects: Option<RecordId>) -> String {
    assessments::draft_place(member, Comprehensive::KIND, corrects)
}
