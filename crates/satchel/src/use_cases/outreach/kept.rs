//! Attempts as they are kept, and as the catalogue's rule looks at them.

use std::collections::BTreeMap;

use care::{Attempt, AttemptTakenBack, MemberId, RecordId};
use catalog::Outreach;
use catalog::outreach::{Made, Tried};
use chrono::{DateTime, Local, NaiveDate, Timelike as _};
use serde::de::DeserializeOwned;
use sync::RecordText;
use vault::{Reader, StoreError, records};

use super::super::due::contact::day_of;
use super::super::notes::whereabouts;
use crate::book::{self, People};
use crate::contract::assessments::Bilingual;
use crate::contract::outreach::{AttemptMark, AttemptView, TakenBackView};

/// An attempt with the record it stands in.
pub(super) struct Kept {
    pub(super) id: RecordId,
    pub(super) attempt: Attempt,
    pub(super) record: records::Record,
    pub(super) taken_back: Option<AttemptTakenBack>,
}

/// Every attempt to reach a person, the oldest first.
pub(super) fn kept(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Kept>, StoreError> {
    let mut all = Vec::new();
    for stream in book::streams_of(reader, member)? {
        // What is signed in a member's stream is about the member that the stream is of.
        let whose = stream.strip_prefix("m:").unwrap_or(&stream);
        all.extend(records::about(reader, whose)?);
    }
    Ok(sorted(all))
}

/// The attempts among records, the oldest first, each with what took it back.
pub(super) fn sorted(records: Vec<records::Record>) -> Vec<Kept> {
    let mut back: BTreeMap<RecordId, AttemptTakenBack> = BTreeMap::new();
    let mut all = Vec::new();
    for record in records {
        if let Some((_, taken)) = read::<AttemptTakenBack>(&record, AttemptTakenBack::KIND) {
            // Two people may take one back unseen: once is enough, and the first said so first.
            let first = back.entry(taken.of).or_insert_with(|| taken.clone());
            if taken.signed_at < first.signed_at {
                *first = taken;
            }
        } else if let Some((id, attempt)) = read::<Attempt>(&record, Attempt::KIND) {
            all.push(Kept {
                id,
                attempt,
                record,
                taken_back: None,
            });
        }
    }
    for one in &mut all {
        one.taken_back = back.remove(&one.id);
    }
    all.sort_by_key(|one| (one.attempt.at, one.id));
    all
}

/// Whether a record is an attempt, or takes one back.
pub(in crate::use_cases) fn is_of_attempts(record: &records::Record) -> bool {
    [Attempt::KIND, AttemptTakenBack::KIND].contains(&record.kind.as_str())
}

/// Reads a record of this kind; `None` for another, and for one this version cannot read.
fn read<T: DeserializeOwned>(record: &records::Record, kind: &str) -> Option<(RecordId, T)> {
    if record.kind != kind {
        return None;
    }
    let text: RecordText = serde_json::from_str(&record.body).ok()?;
    Some((text.id, serde_json::from_value(text.body).ok()?))
}

/// The attempts among records that nobody took back, each with what its outcome is called.
pub(in crate::use_cases) fn standing_attempts(
    records: Vec<records::Record>,
) -> Vec<(RecordId, Attempt, Option<Bilingual>)> {
    let all = sorted(records).into_iter().filter(Kept::stands);
    all.map(|one| {
        let outcome = Outreach::shipped().outcome(&one.attempt.outcome);
        let label = outcome.map(|outcome| super::said(&outcome.named.label));
        (one.id, one.attempt, label)
    })
    .collect()
}

impl Kept {
    pub(super) fn stands(&self) -> bool {
        self.taken_back.is_none()
    }

    /// Whether the clinic has it: what it has not got is in no figure.
    pub(super) const fn is_at_clinic(&self) -> bool {
        self.record.received_at.is_some()
    }

    pub(super) fn day(&self) -> NaiveDate {
        day_of(self.attempt.at)
    }

    /// The hour it began, where this computer stands.
    pub(super) fn hour(&self) -> u32 {
        let at = DateTime::from_timestamp_millis(self.attempt.at).unwrap_or_default();
        at.with_timezone(&Local).hour()
    }

    pub(super) fn tried(&self) -> Tried<'_> {
        Tried {
            day: self.day(),
            hour: self.hour(),
            method: &self.attempt.method,
            outcome: &self.attempt.outcome,
            again: self.attempt.again,
        }
    }

    pub(super) fn reached(&self) -> bool {
        let outcome = Outreach::shipped().outcome(&self.attempt.outcome);
        outcome.is_some_and(|outcome| outcome.reached)
    }

    /// Why it is no outreach attempt for somebody who was enrolled on a day, or was not.
    pub(super) fn why_not(&self, enrolled: Option<NaiveDate>) -> Option<Bilingual> {
        let made = if enrolled.is_some_and(|enrolled| enrolled < self.day()) {
            Made::AfterEnrolment
        } else {
            Made::BeforeEnrolment
        };
        let list = Outreach::shipped();
        let why = list.why_not(&self.attempt.method, &self.attempt.outcome, made);
        why.map(super::said)
    }

    pub(super) fn mark(&self) -> AttemptMark {
        match (self.why_not(None).is_some(), self.reached()) {
            (true, _) => AttemptMark::NotCounted,
            (false, true) => AttemptMark::Reached,
            (false, false) => AttemptMark::Missed,
        }
    }

    pub(super) fn view(
        &self,
        reader: &Reader<'_>,
        people: &People,
        enrolled: Option<NaiveDate>,
    ) -> Result<AttemptView, StoreError> {
        let attempt = &self.attempt;
        let taken_back = self.taken_back.as_ref().map(|taken| TakenBackView {
            signature: taken.author.signature.clone(),
            at: taken.signed_at,
            reason: taken.reason.clone(),
        });
        Ok(AttemptView {
            record: self.id,
            at: attempt.at,
            method: attempt.method.clone(),
            outcome: attempt.outcome.clone(),
            reached: self.reached(),
            why_not: self.why_not(enrolled),
            where_words: attempt.where_words.clone(),
            language: attempt.language.clone(),
            minutes: attempt.minutes,
            words: attempt.words.clone(),
            again: attempt.again,
            by: people.person(attempt.author.staff),
            signature: attempt.author.signature.clone(),
            taken_back,
            whereabouts: whereabouts(reader, &self.record)?,
        })
    }
}
