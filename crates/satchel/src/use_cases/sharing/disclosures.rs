//! The accounting of disclosures: writing down that something left, and the list of it.

use std::collections::{BTreeMap, BTreeSet};

use care::{Act, Disclosed, Disclosure, EntityId};
use vault::{Reader, StoreError, records};

use super::super::caseload::number;
use super::super::consents::{of_kind, sign};
use super::super::notes::{author, whereabouts};
use super::{Asked, view, weigh};
use crate::book::{self, People};
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::sharing::{
    Disclose, DisclosedCount, DisclosureView, Disclosures, ListDisclosures, Thing,
};
use crate::desk::Desk;
use crate::router::AtDesk;

/// So many are shown.
const SHOWN_MAX: usize = 500;

impl AtDesk for Disclose {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let asked = Asked {
            member: self.member,
            to: &self.to,
            purpose: self.purpose,
            what: &self.what,
            on: desk.today,
        };
        let id = desk.write(|pen, writer| {
            let people = People::read(writer, desk.me().staff)?;
            // Decided anew: a consent may have been taken back while the page was open.
            let decision = view(writer, &asked, weigh(writer, &people, &asked)?)?;
            if decision.goes.is_empty() {
                return Err(Failure::NothingToShare.into());
            }
            let now: BTreeSet<EntityId> = decision.goes.iter().map(|one| one.id).collect();
            if now != self.things.iter().copied().collect() {
                return Err(Failure::ConflictChanged.into());
            }
            let disclosure = Disclosure {
                template: Disclosure::TEMPLATE,
                member: self.member,
                on: pen.today,
                to: self.to.clone(),
                purpose: self.purpose,
                reason: self.reason.trim().to_owned(),
                channel: self.channel,
                what: decision.goes.iter().map(disclosed).collect(),
                basis: decision.basis,
                consents: decision.consents.iter().map(|one| one.record).collect(),
                notices: decision.notices.into_iter().map(|one| one.id).collect(),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            disclosure.check().map_err(Failure::from)?;
            sign(pen, desk, self.member, (Disclosure::KIND, &disclosure))
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

fn disclosed(thing: &Thing) -> Disclosed {
    Disclosed {
        kind: thing.kind.clone(),
        id: thing.id,
    }
}

impl AtDesk for ListDisclosures {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Disclosures, Failure> {
        desk.read(|reader| {
            let mut rows = Vec::new();
            for stream in book::streams_of(reader, self.member)? {
                let whose = stream.strip_prefix("m:").unwrap_or(&stream);
                rows.extend(records::about(reader, whose)?);
            }
            rows.retain(|row| row.kind == Disclosure::KIND);
            rows.sort_by(|one, other| (other.signed_at, &other.id).cmp(&(one.signed_at, &one.id)));
            let total = number(rows.len());
            rows.truncate(SHOWN_MAX);
            let mut disclosures = Vec::new();
            for row in rows {
                disclosures.extend(shown(reader, &row)?);
            }
            Ok(Disclosures { disclosures, total })
        })
    }
}

fn shown(reader: &Reader<'_>, row: &records::Record) -> Result<Option<DisclosureView>, StoreError> {
    let read = of_kind::<Disclosure>(std::slice::from_ref(row), Disclosure::KIND);
    let Some((record, one)) = read.into_iter().next() else {
        return Ok(None);
    };
    let mut what: BTreeMap<String, u32> = BTreeMap::new();
    for thing in one.what {
        let count = what.entry(thing.kind).or_default();
        *count = count.saturating_add(1);
    }
    let what = what
        .into_iter()
        .map(|(kind, count)| DisclosedCount { kind, count });
    Ok(Some(DisclosureView {
        record,
        on: one.on,
        at: one.signed_at,
        to: one.to,
        purpose: one.purpose,
        reason: one.reason,
        channel: one.channel,
        what: what.collect(),
        basis: one.basis,
        consents: number(one.consents.len()),
        notices: one.notices,
        signature: one.author.signature,
        whereabouts: whereabouts(reader, row)?,
    }))
}
