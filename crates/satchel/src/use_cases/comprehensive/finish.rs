//! The signature under a comprehensive assessment.

use care::{Act, AreaAnswer, Comprehensive, Corrects, MemberId, Why};
use catalog::Comprehensive as Areas;
use sync::StreamId;
use vault::drafts;

use super::super::glass::refuses_guests;
use super::super::notes::author;
use super::kept::{self, Kept, corrections};
use crate::book::{self, About};
use crate::contract::MadeOne;
use crate::contract::comprehensive as view;
use crate::contract::failure::{Failure, RefusedField};
use crate::desk::Desk;
use crate::router::AtDesk;

/// More than there will ever be areas.
const AREAS_MAX: usize = 100;

impl AtDesk for view::FinishComprehensive {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let areas = in_order(&self.areas)?;
        let id = desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            refuses_guests(writer, desk.me(), self.member)?;
            let all = kept::kept(writer, self.member)?;
            let corrects = self.corrects(&all)?;
            let old = self
                .corrects
                .and_then(|of| all.iter().find(|one| one.id == of));
            // A correction lies where what it corrects lies, whoever its member is shown together with.
            let member: MemberId = old.map_or(self.member, |old| old.value.member);
            let value = Comprehensive {
                template: Comprehensive::TEMPLATE,
                edition: Areas::shipped().version.clone(),
                member,
                visit: self.visit.or_else(|| old?.value.visit),
                circumstances: self.circumstances,
                areas,
                strengths: self.strengths.trim().to_owned(),
                barriers: self.barriers.trim().to_owned(),
                // A clock that was turned back meanwhile must not keep it from being signed.
                started_at: self.started_at.min(pen.now),
                ended_at: pen.now,
                corrects,
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            value.check(pen.today).map_err(Failure::from)?;
            drafts::drop(writer, &kept::draft_place(self.member, self.corrects))?;
            let stream = StreamId::Member(member);
            let about = About {
                stream: &stream,
                kind: Comprehensive::KIND,
                id: member.0,
            };
            Ok(pen.sign(&about, &value, desk.key())?.to_string())
        })?;
        Ok(MadeOne { id })
    }
}

/// The answers in the order of the list. Refuses an area that is not in it, and names each that nobody spoke about.
fn in_order(said: &[AreaAnswer]) -> Result<Vec<AreaAnswer>, Failure> {
    if AREAS_MAX < said.len() {
        return Err(Failure::TooLarge);
    }
    let list = Areas::shipped();
    if said.iter().any(|one| list.area(&one.area).is_none()) {
        return Err(Failure::BadRequest {
            what: "areas".to_owned(),
        });
    }
    let is_said = |code: &str| said.iter().any(|one| one.area == code);
    let open: Vec<RefusedField> = list
        .areas
        .iter()
        .filter(|one| !is_said(&one.code))
        .map(|one| RefusedField {
            path: format!("areas.{}", one.code),
            why: Why::Missing,
        })
        .collect();
    if !open.is_empty() {
        return Err(Failure::Refused { fields: open });
    }
    let place = |one: &AreaAnswer| list.areas.iter().position(|area| area.code == one.area);
    let mut areas: Vec<AreaAnswer> = said.to_vec();
    for one in &mut areas {
        one.findings = one.findings.trim().to_owned();
    }
    areas.sort_by_key(place);
    Ok(areas)
}

impl view::FinishComprehensive {
    /// What is put right: a record of hers that nobody has put right yet.
    fn corrects(&self, all: &[Kept]) -> Result<Option<Corrects>, Failure> {
        let Some(of) = self.corrects else {
            return Ok(None);
        };
        let one = all
            .iter()
            .find(|one| one.id == of)
            .ok_or(Failure::NotHere)?;
        if corrections(all).contains_key(&of) {
            return Err(Failure::AlreadyCorrected);
        }
        Ok(Some(Corrects {
            of,
            of_hash: one.record.hash.clone(),
            reason: self.reason.trim().to_owned(),
        }))
    }
}
