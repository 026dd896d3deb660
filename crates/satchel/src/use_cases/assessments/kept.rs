//! Signed assessments as they are kept.

use std::collections::BTreeMap;

use care::{Assessment, MemberId, RecordId};
use sync::RecordText;
use vault::{Reader, StoreError, records};

use crate::book;

/// An assessment with the record it stands in.
pub(super) struct Kept {
    pub(super) id: RecordId,
    pub(super) assessment: Assessment,
    pub(super) record: records::Record,
}

/// Everything that was asked of a person, the oldest first.
pub(super) fn kept(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Kept>, StoreError> {
    let mut all = Vec::new();
    for stream in book::streams_of(reader, member)? {
        // What is signed in a member's stream is about the member that the stream is of.
        let whose = stream.strip_prefix("m:").unwrap_or(&stream);
        all.extend(records::about(reader, whose)?.into_iter().filter_map(read));
    }
    all.sort_by_key(|one| (one.assessment.started_at, one.id));
    Ok(all)
}

/// Reads an assessment; `None` for a record that is none, or one this version cannot read.
pub(super) fn read(record: records::Record) -> Option<Kept> {
    if record.kind != Assessment::KIND {
        return None;
    }
    let text: RecordText = serde_json::from_str(&record.body).ok()?;
    let assessment = serde_json::from_value(text.body).ok()?;
    Some(Kept {
        id: text.id,
        assessment,
        record,
    })
}

/// What was put right, and by which record; the newest where two people did.
pub(super) fn corrections(all: &[Kept]) -> BTreeMap<RecordId, RecordId> {
    let signed = |one: &Kept| (one.assessment.signed_at, one.id);
    corrected(all.iter().filter_map(|one| {
        let corrects = one.assessment.corrects.as_ref()?;
        Some((signed(one), corrects.of))
    }))
}

/// Of records that put others right, by when each was signed and which it is: what was put right, and by which; the newest
/// where two people did.
pub(in crate::use_cases) fn corrected(
    all: impl Iterator<Item = ((i64, RecordId), RecordId)>,
) -> BTreeMap<RecordId, RecordId> {
    let mut by_signing: Vec<_> = all.collect();
    by_signing.sort_unstable();
    let corrects = by_signing.into_iter().map(|((_, id), of)| (of, id));
    corrects.collect()
}

/// Where a half-filled sheet is kept.
pub(in crate::use_cases) fn draft_place(
    member: MemberId,
    instrument: &str,
    corrects: Option<RecordId>,
) -> String {
    match corrects {
        Some(record) => format!("assessment:{member}:{instrument}:{record}"),
        None => format!("assessment:{member}:{instrument}"),
    }
}
