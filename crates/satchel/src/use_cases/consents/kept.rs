//! Consents and withdrawals as they are kept.

use care::{Consent, ConsentWithdrawn, MemberId, NoteAuthor, RecordId, Stood, standing};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use sync::{Author, RecordText};
use vault::{Reader, StoreError, records};

use crate::book;

/// What is signed about a member, with the rows it was read from.
pub(in crate::use_cases) struct Kept {
    rows: Vec<records::Record>,
    consents: Vec<(RecordId, Consent)>,
    withdrawn: Vec<(RecordId, ConsentWithdrawn)>,
}

impl Kept {
    /// Everything of her, the oldest first.
    pub(in crate::use_cases) fn read(
        reader: &Reader<'_>,
        member: MemberId,
    ) -> Result<Self, StoreError> {
        let mut rows = Vec::new();
        for stream in book::streams_of(reader, member)? {
            let whose = stream.strip_prefix("m:").unwrap_or(&stream);
            rows.extend(records::about(reader, whose)?);
        }
        let mut consents = of_kind::<Consent>(&rows, Consent::KIND);
        consents.sort_by_key(|(id, one)| (one.on, one.signed_at, *id));
        let mut withdrawn = of_kind::<ConsentWithdrawn>(&rows, ConsentWithdrawn::KIND);
        withdrawn.sort_by_key(|(id, one)| (one.signed_at, *id));
        Ok(Self {
            rows,
            consents,
            withdrawn,
        })
    }

    /// How each stands on a day, the oldest first.
    pub(in crate::use_cases) fn stood(
        &self,
        born: Option<NaiveDate>,
        on: NaiveDate,
    ) -> Vec<Stood<'_>> {
        standing(&self.consents, &self.withdrawn, born, on)
    }

    /// Every consent and withdrawal that is here.
    pub(super) fn seen(&self) -> Vec<RecordId> {
        let consents = self.consents.iter().map(|(id, _)| *id);
        consents
            .chain(self.withdrawn.iter().map(|(id, _)| *id))
            .collect()
    }

    /// Of those that were seen, the ones a new consent takes the place of.
    pub(super) fn replaced_by(&self, newer: &Consent, seen: &[RecordId]) -> Vec<RecordId> {
        let all = self
            .consents
            .iter()
            .filter(|(id, one)| seen.contains(id) && newer.replaces(one));
        let already: Vec<RecordId> = self
            .consents
            .iter()
            .flat_map(|(_, one)| one.supersedes.iter().copied())
            .collect();
        all.map(|(id, _)| *id)
            .filter(|id| !already.contains(id))
            .collect()
    }

    /// Of those that were seen, the withdrawals and the consents in which she said no: what a yes stands against.
    pub(super) fn known(&self, seen: &[RecordId]) -> Vec<RecordId> {
        let noes = self.consents.iter().filter(|(_, one)| one.says_no());
        let withdrawn = self.withdrawn.iter().map(|(id, _)| *id);
        withdrawn
            .chain(noes.map(|(id, _)| *id))
            .filter(|id| seen.contains(id))
            .collect()
    }

    /// The records with which she stopped all sharing.
    pub(in crate::use_cases) fn stopped(&self) -> Vec<RecordId> {
        let all = self.withdrawn.iter().filter(|(_, one)| one.all_sharing);
        all.map(|(id, _)| *id).collect()
    }

    /// The last day on which she did.
    pub(super) fn stopped_on(&self) -> Option<NaiveDate> {
        let all = self.withdrawn.iter().filter(|(_, one)| one.all_sharing);
        all.map(|(_, one)| one.on).max()
    }

    /// What took one back: the record that names it, or else the last that it did not know of.
    pub(super) fn taken_back(&self, one: &Stood<'_>) -> Option<&ConsentWithdrawn> {
        let mut all = self.withdrawn.iter();
        let names = all.find(|(_, taken)| taken.of.contains(&one.id));
        let unknown = || {
            let mut all = self.withdrawn.iter().rev();
            all.find(|(id, _)| !one.consent.knew.contains(id))
        };
        names.or_else(unknown).map(|(_, taken)| taken)
    }

    /// The row of one of them.
    pub(super) fn row(&self, id: RecordId) -> Option<&records::Record> {
        let id = id.to_string();
        self.rows.iter().find(|row| row.id == id)
    }
}

/// The records of a kind; without those this version cannot read, and without those that say they are by somebody else than
/// who signed them.
pub(in crate::use_cases) fn of_kind<T: DeserializeOwned>(
    rows: &[records::Record],
    kind: &str,
) -> Vec<(RecordId, T)> {
    let rows = rows.iter().filter(|row| row.kind == kind);
    let read = rows.filter_map(|row| {
        let text: RecordText = serde_json::from_str(&row.body).ok()?;
        let author: NoteAuthor = serde_json::from_value(text.body.get("author")?.clone()).ok()?;
        if text.author != Author::Staff(author.staff) {
            return None;
        }
        Some((text.id, serde_json::from_value(text.body).ok()?))
    });
    read.collect()
}
