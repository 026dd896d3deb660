//! The feed does not grow for ever: what is old leaves it. A device that was away for longer fetches the stream whole.
//!
//! Only the feed becomes shorter. Operations, entities and records stay as they are.

use super::Ledger;
use crate::wire::Cursor;

/// What became of the feed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compacted {
    /// So many streams begin later now.
    pub streams: usize,
    /// So many changes are no longer in the feed.
    pub changes: usize,
}

/// Takes out of the feed what the clinic had received before an instant, of so many streams at most. Nothing is left to
/// do when it says that there were none.
pub fn compact<L: Ledger>(
    ledger: &mut L,
    before: i64,
    streams: usize,
) -> Result<Compacted, L::Error> {
    let mut done = Compacted::default();
    for Cursor { stream, seq } in ledger.aged(before, streams)? {
        let changes = ledger.raise_floor(&stream, seq)?;
        done.streams = done.streams.saturating_add(1);
        done.changes = done.changes.saturating_add(changes);
    }
    Ok(done)
}
