//! The comprehensive assessment: what there is to speak about with a member, what is known of it, and what was signed.

mod finish;
mod kept;
mod known;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use care::{Act, AreaStanding, Comprehensive, RecordId};
use catalog::Comprehensive as Areas;
use vault::{Reader, drafts, records};

use super::assessments::enrolled_on;
use super::due::contact::day_of;
use super::due::press;
use super::notes::{holds, whereabouts};
use super::said::said;
use crate::book;
use crate::contract::assessments::Bilingual;
use crate::contract::comprehensive as view;
use crate::contract::failure::Failure;
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use kept::corrections;
use known::Known;

pub(super) use kept::{Kept, last_of_everybody, newest, read};

/// So many stand in the list; one a year is not half of it.
const ROWS_MAX: usize = 500;

/// What an area is called; its code where this release does not know it.
pub(super) fn area_label(code: &str) -> Bilingual {
    let untranslated = || Bilingual {
        en: code.to_owned(),
        es: code.to_owned(),
    };
    let area = Areas::shipped().area(code);
    area.map_or_else(untranslated, |area| said(&area.label))
}

impl AtDesk for view::ListComprehensive {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::ComprehensiveList, Failure> {
        desk.look(|reader| {
            let all = kept::kept(reader, self.member)?;
            let corrected = corrections(&all);
            let standing = all.iter().rfind(|one| !corrected.contains_key(&one.id));
            let last = standing.map(|one| day_of(one.value.ended_at));
            let enrolled = enrolled_on(reader, self.member)?;
            let due = enrolled.and_then(|from| Areas::shipped().due_by(from, last));
            let draft = drafts::get(reader, &kept::draft_place(self.member, None))?;
            let mut rows = Vec::new();
            for one in all.iter().rev().take(ROWS_MAX) {
                rows.push(row(reader, one, &corrected)?);
            }
            Ok(view::ComprehensiveList {
                due,
                press: due.map(|by| press(by, desk.today)),
                draft_kept_at: draft.map(|draft| draft.kept_at),
                of: u32::try_from(Areas::shipped().areas.len()).unwrap_or(u32::MAX),
                rows,
                may_sign: care::may(desk.me().role, Act::Sign),
            })
        })
    }
}

fn row(
    reader: &Reader<'_>,
    one: &Kept,
    corrected: &BTreeMap<RecordId, RecordId>,
) -> Result<view::ComprehensiveRow, DeskError> {
    let count = |stands| {
        let areas = one.value.areas.iter().filter(|area| area.stands == stands);
        u32::try_from(areas.count()).unwrap_or(u32::MAX)
    };
    Ok(view::ComprehensiveRow {
        record: one.id,
        at: one.value.ended_at,
        needs: count(AreaStanding::Assessed),
        deferred: count(AreaStanding::Deferred),
        signature: one.value.author.signature.clone(),
        corrected_by: corrected.get(&one.id).copied(),
        whereabouts: whereabouts(reader, &one.record)?,
    })
}

impl AtDesk for view::BeginComprehensive {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::ComprehensiveSheet, Failure> {
        let list = Areas::shipped();
        desk.look(|reader| {
            let patron = book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let all = kept::kept(reader, self.member)?;
            let corrected = corrections(&all);
            let corrects = match self.corrects {
                Some(record) => Some(
                    all.iter()
                        .find(|one| one.id == record)
                        .ok_or(Failure::NotHere)?,
                ),
                None => None,
            };
            let before = all.iter().rfind(|one| !corrected.contains_key(&one.id));
            let known = Known::read(reader, (self.member, desk.today))?;
            let areas = list.areas.iter().map(|area| view::AreaView {
                area: area.code.clone(),
                group: area.group.clone(),
                domain: area.domain,
                label: said(&area.label),
                ask: said(&area.ask),
                published: !area.lists.is_empty(),
                known: known.of(area),
                last: before.and_then(|before| last_said(&before.value, &area.code)),
            });
            Ok(view::ComprehensiveSheet {
                name: patron.value.names.whole(),
                first_name: patron.value.names.first().to_owned(),
                language: patron.value.language().map(str::to_owned),
                groups: list.groups.iter().map(group).collect(),
                areas: areas.collect(),
                corrects: corrects.map(|one| signed(&one.value)),
                draft: kept::draft_place(self.member, self.corrects),
                now: desk.now,
                today: desk.today,
            })
        })
    }
}

fn group(group: &catalog::comprehensive::AreaGroup) -> view::AreaGroupView {
    view::AreaGroupView {
        group: group.code.clone(),
        label: said(&group.label),
    }
}

fn last_said(last: &Comprehensive, area: &str) -> Option<view::AreaLast> {
    let said = last.area(area)?;
    Some(view::AreaLast {
        stands: said.stands,
        findings: said.findings.clone(),
        on: said.on,
        until: said.until,
    })
}

fn signed(value: &Comprehensive) -> view::ComprehensiveSigned {
    view::ComprehensiveSigned {
        circumstances: value.circumstances.clone(),
        areas: value.areas.clone(),
        strengths: value.strengths.clone(),
        barriers: value.barriers.clone(),
        started_at: value.started_at,
    }
}

impl AtDesk for view::ShowComprehensive {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::ComprehensiveView, Failure> {
        desk.look(|reader| {
            let record = records::get(reader, &self.record.to_string())?.ok_or(Failure::NotHere)?;
            let one = read(record).ok_or(Failure::NotHere)?;
            let whose = book::person(reader, one.value.member)?;
            let corrected = corrections(&kept::kept(reader, whose)?);
            let value = &one.value;
            let areas = value.areas.iter().map(|answer| view::AreaAnswered {
                label: area_label(&answer.area),
                answer: answer.clone(),
                facts: answer.facts.iter().cloned().map(known::view).collect(),
            });
            Ok(view::ComprehensiveView {
                row: row(reader, &one, &corrected)?,
                circumstances: value.circumstances.clone(),
                areas: areas.collect(),
                strengths: value.strengths.clone(),
                barriers: value.barriers.clone(),
                reason: value
                    .corrects
                    .as_ref()
                    .map(|one| one.reason.clone())
                    .unwrap_or_default(),
                started_at: value.started_at,
                hash: one.record.hash.clone(),
                verified: holds(desk, reader, &one.record)?,
            })
        })
    }
}
