//! Records that came from the clinic and are not what was signed: they are not held, and a person has to hear of it.
//!
//! They are few if there are any, so that one text in `meta` holds their ids, by stream; nothing of what they say is kept.

use care::RecordId;
use serde::{Deserialize, Serialize};
use sync::StreamId;
use vault::{Reader, StoreError, Writer, meta};

/// Where they stand, in `meta`.
const DAMAGED: &str = "damaged_records";
/// So many of one stream are named; more is a clinic that has lost its disk, and not another thing to tell.
const NAMED_MAX: usize = 100;

/// The records of one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Damaged {
    /// The stream.
    pub(crate) stream: StreamId,
    /// The records.
    pub(crate) records: Vec<RecordId>,
}

/// All there are, by stream.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Damaged>, StoreError> {
    let kept = meta::get(reader, DAMAGED)?;
    Ok(kept
        .and_then(|kept| serde_json::from_str(&kept).ok())
        .unwrap_or_default())
}

/// Those of one stream, in the place of what stood there.
pub(super) fn set(
    writer: &Writer<'_>,
    stream: &StreamId,
    records: &[RecordId],
) -> Result<(), StoreError> {
    let before = all(writer)?;
    let mut after = before.clone();
    after.retain(|one| one.stream != *stream);
    if !records.is_empty() {
        after.push(Damaged {
            stream: stream.clone(),
            records: records.iter().take(NAMED_MAX).copied().collect(),
        });
    }
    if after == before {
        return Ok(());
    }
    meta::put(
        writer,
        DAMAGED,
        &serde_json::to_string(&after).unwrap_or_default(),
    )
}
