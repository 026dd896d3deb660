//! Work that waits for a person: each open review with whose it is, and how often there is any.

use std::collections::BTreeMap;

use care::{
    Entity as _, EntityId, Episode, MemberId, Review, ReviewOwner, ReviewWhy, StaffId, Stage,
};
use serde::Serialize;
use serde_json::Value;
use sync::{EntityState, Ledger as _, StreamId};

use crate::ledger::{LedgerError, Row, Tx, params};

/// One open review. It says nothing of what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenReview {
    /// The review.
    pub review: EntityId,
    /// About whom.
    pub member: MemberId,
    /// The kind of the thing it is about; empty if it cannot be read.
    pub kind: String,
    /// Why it was opened.
    pub why: ReviewWhy,
    /// Who wrote it, if that is known.
    pub author: Option<StaffId>,
    /// Whose it is by now.
    pub owner: ReviewOwner,
    /// Who leads the member's care, if anybody does.
    pub lead: Option<StaffId>,
    /// When the clinic had it, milliseconds since 1970 UTC.
    pub received_at: i64,
    /// For how many whole days it has waited.
    pub days: u64,
}

/// How often work waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewCounts {
    /// Open now.
    pub open: usize,
    /// The days that the oldest of them has waited.
    pub oldest_days: u64,
    /// Operations that devices have sent.
    pub operations: u64,
    /// Reviews there have ever been, for every thousand of them.
    pub reviews_per_thousand: u64,
    /// Operations that met another answer, for every thousand.
    pub conflicts_per_thousand: u64,
}

/// The open reviews, longest waiting first, and the counts.
pub(crate) fn open(tx: &Tx<'_>, now: i64) -> Result<(Vec<OpenReview>, ReviewCounts), LedgerError> {
    let row = |row: &Row<'_>| Ok((row.get::<String>(0)?, row.get::<String>(1)?));
    let mut leads = BTreeMap::new();
    let mut open = Vec::new();
    for (id, stream) in tx.all(include_str!("open.sql"), &[], row)? {
        let id: EntityId = id.parse().or(Err(LedgerError::Malformed))?;
        let stream: StreamId = stream.parse().or(Err(LedgerError::Malformed))?;
        let (Some(member), Some(review)) = (stream.member(), tx.thing::<Review>(id)?) else {
            continue;
        };
        let lead = if let Some(known) = leads.get(&member) {
            *known
        } else {
            let found = lead(tx, &stream)?;
            leads.insert(member, found);
            found
        };
        let owner = match lead {
            Some(_) => review.owner(now),
            None => ReviewOwner::Supervisor,
        };
        open.push(OpenReview {
            review: id,
            member,
            why: review.why,
            author: review.author,
            owner,
            lead,
            received_at: review.received_at,
            days: u64::try_from(review.days(now)).unwrap_or_default(),
            kind: review.kind,
        });
    }
    open.sort_by_key(|review| (review.received_at, review.review));
    let counts = counts(tx, &open)?;
    Ok((open, counts))
}

/// Who leads now: in the enrolment that is not over, else in the last one. Where two people say differently who does,
/// nobody does for certain.
fn lead(tx: &Tx<'_>, stream: &StreamId) -> Result<Option<StaffId>, LedgerError> {
    let episodes = tx.of_kind(stream, Episode::KIND)?.into_iter();
    let is_asked = |state: &EntityState| state.in_conflict().any(|(field, _)| field == "leads");
    let there = episodes.filter(|state| !state.is_removed() && !is_asked(state));
    let readable = there.filter_map(|state| {
        let episode = serde_json::from_value::<Episode>(Value::Object(state.shown()));
        episode.ok().map(|episode| (state.id, episode))
    });
    let is_open = |episode: &Episode| !episode.stage().is_some_and(Stage::is_over);
    let present = readable.max_by_key(|(id, episode)| (is_open(episode), *id));
    Ok(present.and_then(|(_, episode)| episode.lead()))
}

fn counts(tx: &Tx<'_>, open: &[OpenReview]) -> Result<ReviewCounts, LedgerError> {
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let own = tx.founding()?.ok_or(LedgerError::Malformed)?.device;
    let counted = tx.one(
        include_str!("counts.sql"),
        params! { ":own": own.to_string() },
        row,
    )?;
    let (operations, reviews, conflicts): (i64, i64, i64) = counted.unwrap_or_default();
    let operations = u64::try_from(operations).unwrap_or_default();
    let per_thousand = |count: i64| {
        u64::try_from(count)
            .unwrap_or_default()
            .saturating_mul(1_000)
            .checked_div(operations)
            .unwrap_or_default()
    };
    Ok(ReviewCounts {
        open: open.len(),
        oldest_days: open.first().map_or(0, |oldest| oldest.days),
        operations,
        reviews_per_thousand: per_thousand(reviews),
        conflicts_per_thousand: per_thousand(conflicts),
    })
}
