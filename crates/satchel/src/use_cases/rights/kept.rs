//! A member's requests as they are kept.

use std::collections::BTreeMap;

use care::{
    ContactOtherwise, MemberId, RecordId, Restriction, RightAnswered, RightAsked, RightStood,
    contact_rule, restrictions, rights_standing,
};
use vault::{Reader, StoreError, records};

use super::super::consents::of_kind;
use super::super::due::cases::{member_of, paged};
use crate::book::{self, Joined};

/// What she asked and what became of it, with the rows it was read from.
#[derive(Default)]
pub(in crate::use_cases) struct Kept {
    rows: Vec<records::Record>,
    asked: Vec<(RecordId, RightAsked)>,
    answered: Vec<(RecordId, RightAnswered)>,
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
        Ok(Self::of(rows))
    }

    /// Everybody's, by one statement.
    pub(in crate::use_cases) fn everybody(
        reader: &Reader<'_>,
        joined: &Joined,
    ) -> Result<BTreeMap<MemberId, Self>, StoreError> {
        let kinds = [RightAsked::KIND, RightAnswered::KIND];
        let mut by: BTreeMap<MemberId, Vec<records::Record>> = BTreeMap::new();
        for row in paged(|page| records::about_members(reader, kinds, page))? {
            if let Some(member) = member_of(&row.stream) {
                by.entry(joined.person(member)).or_default().push(row);
            }
        }
        Ok(by
            .into_iter()
            .map(|(member, rows)| (member, Self::of(rows)))
            .collect())
    }

    fn of(mut rows: Vec<records::Record>) -> Self {
        rows.retain(|row| [RightAsked::KIND, RightAnswered::KIND].contains(&row.kind.as_str()));
        let mut asked = of_kind::<RightAsked>(&rows, RightAsked::KIND);
        asked.sort_by_key(|(id, one)| (one.on, one.signed_at, *id));
        let answered = of_kind::<RightAnswered>(&rows, RightAnswered::KIND);
        Self {
            rows,
            asked,
            answered,
        }
    }

    /// How each stands, the oldest first.
    pub(in crate::use_cases) fn stood(&self) -> Vec<RightStood<'_>> {
        rights_standing(&self.asked, &self.answered)
    }

    /// What is not to be told.
    pub(in crate::use_cases) fn restrictions(&self) -> Vec<Restriction> {
        restrictions(&self.stood())
    }

    /// How she is to be reached.
    pub(in crate::use_cases) fn contact(&self) -> Option<ContactOtherwise> {
        contact_rule(&self.stood())
    }

    /// The row of one of them.
    pub(super) fn row(&self, id: RecordId) -> Option<&records::Record> {
        let id = id.to_string();
        self.rows.iter().find(|row| row.id == id)
    }
}
