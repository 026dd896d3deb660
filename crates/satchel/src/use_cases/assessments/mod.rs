//! Assessments: what was asked of a member and what it came to, what is due, and asking.

mod due;
mod finish;
mod instruments;
mod kept;
mod sheet;

use std::collections::BTreeMap;

use care::{Absent, Act, Assessment, MemberId, RecordId, Subject};
use catalog::instruments::{Action, Item, Rule};
use chrono::NaiveDate;
use vault::{drafts, records};

use super::due::contact::day_of;
use super::notes::{holds, whereabouts};
use crate::book;
use crate::contract::assessments as view;
use crate::contract::failure::Failure;
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use instruments::{catalogue, name, said};

pub(super) use due::enrolled_on;
use kept::{Kept, corrections, kept};

pub(super) use kept::{corrected, draft_place};

/// A question of an instrument, as it is worded here.
pub(super) fn question(instrument: &str, item: &str) -> Option<&'static Item> {
    catalogue().ok()?.find(instrument)?.item(item)
}

/// So many stand in the list; a year of weekly questions is not half of it.
const ROWS_MAX: usize = 500;

impl AtDesk for view::ListAssessments {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::Assessments, Failure> {
        let catalogue = catalogue()?;
        desk.look(|reader| {
            let all = kept(reader, self.member)?;
            let corrected = corrections(&all);
            let mut instruments = Vec::new();
            for instrument in &catalogue.instruments {
                let place = draft_place(self.member, &instrument.id, None);
                let draft = drafts::get(reader, &place)?;
                instruments.push(view::InstrumentName {
                    draft_kept_at: draft.map(|draft| draft.kept_at),
                    ..name(instrument)
                });
            }
            let standing = all.iter().filter(|one| !corrected.contains_key(&one.id));
            let due = due::of(reader, catalogue, (self.member, desk.today), standing)?;
            let mut rows = Vec::new();
            for one in all.iter().rev().take(ROWS_MAX) {
                rows.push(row(reader, one, &corrected)?);
            }
            Ok(view::Assessments {
                due,
                instruments,
                rows,
                may_sign: care::may(desk.me().role, Act::Sign),
            })
        })
    }
}

/// An assessment in the record of everything, with what everybody calls its instrument.
pub(super) fn read_kept(record: &records::Record) -> Option<(RecordId, Assessment, String)> {
    let one = kept::read(record.clone())?;
    let known = catalogue().ok()?.find(&one.assessment.instrument);
    let short = known.map_or_else(
        || one.assessment.instrument.clone(),
        |known| known.short.clone(),
    );
    Some((one.id, one.assessment, short))
}

/// A screen that was asked and stands.
#[derive(Clone)]
pub(super) struct Screen {
    pub(super) record: RecordId,
    pub(super) instrument: String,
    /// What everybody calls the instrument.
    pub(super) short: String,
    pub(super) about: Subject,
    pub(super) on: NaiveDate,
    /// The first total; absent where an answer was missing.
    pub(super) value: Option<u16>,
    /// It asks to be followed up.
    pub(super) positive: bool,
    /// The needs it found, by their words.
    pub(super) needs: Vec<String>,
    /// As printed under it.
    pub(super) signature: String,
}

impl Screen {
    /// "PHQ-9: 14". Of social needs only the name: their first total is that of violence at home, which is not to stand where
    /// a household may read it.
    pub(super) fn says(&self) -> String {
        let Self { short, value, .. } = self;
        let shown = value.filter(|_| self.about != Subject::SocialNeeds);
        shown.map_or_else(|| short.clone(), |value| format!("{short}: {value}"))
    }
}

/// The screens of depression that were asked and stand, the oldest first.
pub(super) fn moods(
    reader: &vault::Reader<'_>,
    member: MemberId,
) -> Result<Vec<Screen>, vault::StoreError> {
    let mut all = screens(reader, member)?;
    all.retain(|one| one.about == Subject::Depression);
    Ok(all)
}

/// With each instrument the screen that was asked last.
pub(super) fn newest_screens(
    reader: &vault::Reader<'_>,
    member: MemberId,
) -> Result<Vec<Screen>, vault::StoreError> {
    let all = screens(reader, member)?.into_iter();
    // The oldest first, so that the newest stays.
    let newest: BTreeMap<String, Screen> = all.map(|one| (one.instrument.clone(), one)).collect();
    Ok(newest.into_values().collect())
}

/// The screens that were asked and stand, the oldest first.
fn screens(reader: &vault::Reader<'_>, member: MemberId) -> Result<Vec<Screen>, vault::StoreError> {
    let all = kept(reader, member)?;
    let corrected = corrections(&all);
    let standing = all
        .iter()
        .filter(|one| !corrected.contains_key(&one.id) && one.assessment.declined.is_empty());
    // A catalogue that cannot be read is told where somebody asks; here nothing was asked by it.
    let Ok(catalogue) = catalogue() else {
        return Ok(Vec::new());
    };
    let screen = |one: &Kept| {
        let instrument = catalogue.find(&one.assessment.instrument)?;
        let is_met = |rule: &&Rule| one.assessment.met.contains(&rule.id);
        let met = instrument.rules.iter().filter(is_met);
        let need = |rule: &Rule| match &rule.action {
            Action::Need(named) => Some(named.clone()),
            Action::FollowUp | Action::Safety(_) | Action::Open(_) => None,
        };
        Some(Screen {
            record: one.id,
            instrument: instrument.id.clone(),
            short: instrument.short.clone(),
            about: instrument.about,
            on: day_of(one.assessment.started_at),
            value: one.assessment.outcomes.first().and_then(|one| one.value),
            positive: met.clone().any(|rule| rule.action == Action::FollowUp),
            needs: met.filter_map(need).collect(),
            signature: one.assessment.author.signature.clone(),
        })
    };
    Ok(standing.filter_map(screen).collect())
}

fn row(
    reader: &vault::Reader<'_>,
    kept: &Kept,
    corrected: &BTreeMap<RecordId, RecordId>,
) -> Result<view::AssessmentRow, DeskError> {
    let instrument = catalogue()?.find(&kept.assessment.instrument);
    let assessment = &kept.assessment;
    let outcomes = assessment.outcomes.iter().map(|outcome| {
        let score = instrument.and_then(|instrument| instrument.score(&outcome.score));
        let band = outcome.value.and_then(|value| score?.band(value));
        // Another edition may call it otherwise: then it keeps the name it had.
        let band = band.filter(|band| band.label.en == outcome.band);
        let kept_name =
            || (!outcome.band.is_empty()).then(|| instruments::untranslated(&outcome.band));
        view::ScoreOutcome {
            score: outcome.score.clone(),
            value: outcome.value,
            of: outcome.of,
            band: band.map(|band| said(&band.label)).or_else(kept_name),
        }
    });
    Ok(view::AssessmentRow {
        record: kept.id,
        instrument: assessment.instrument.clone(),
        short: instrument.map_or_else(|| assessment.instrument.clone(), |one| one.short.clone()),
        at: assessment.started_at,
        outcomes: outcomes.collect(),
        alarmed: !assessment.safety.is_empty(),
        declined: !assessment.declined.is_empty(),
        signature: assessment.author.signature.clone(),
        visit: assessment.visit,
        corrected_by: corrected.get(&kept.id).copied(),
        whereabouts: whereabouts(reader, &kept.record)?,
    })
}

impl AtDesk for view::ShowAssessment {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::AssessmentView, Failure> {
        desk.look(|reader| {
            let record = records::get(reader, &self.record.to_string())?.ok_or(Failure::NotHere)?;
            let one = kept::read(record).ok_or(Failure::NotHere)?;
            let whose = book::person(reader, one.assessment.member)?;
            let corrected = corrections(&kept(reader, whose)?);
            let instrument = catalogue()?.find(&one.assessment.instrument);
            let title = instrument.map(|one| one.title.clone()).unwrap_or_default();
            let attribution = instrument
                .map(|one| one.attribution.clone())
                .unwrap_or_default();
            let assessment = &one.assessment;
            Ok(view::AssessmentView {
                row: row(reader, &one, &corrected)?,
                title,
                edition: assessment.edition.clone(),
                attribution,
                circumstances: assessment.circumstances.clone(),
                answers: assessment
                    .answers
                    .iter()
                    .map(|answer| answered(instrument, answer))
                    .collect(),
                safety: assessment
                    .safety
                    .iter()
                    .map(|safety| acted(instrument, safety))
                    .collect(),
                declined: assessment.declined.clone(),
                reason: assessment
                    .corrects
                    .as_ref()
                    .map(|one| one.reason.clone())
                    .unwrap_or_default(),
                started_at: assessment.started_at,
                received_at: one.record.received_at,
                hash: one.record.hash.clone(),
                verified: holds(desk, reader, &one.record)?,
            })
        })
    }
}

fn answered(
    instrument: Option<&catalog::instruments::Instrument>,
    answer: &care::ItemAnswer,
) -> view::AnswerView {
    let item = instrument.and_then(|instrument| instrument.item(&answer.item));
    let label = |code: &String| {
        let choice = item.and_then(|item| item.choice(code));
        choice.map_or_else(|| code.clone(), |choice| choice.label.clone())
    };
    let absent: Option<Absent> = answer.absent;
    view::AnswerView {
        question: item.map_or_else(|| answer.item.clone(), |item| item.text.clone()),
        chosen: answer.codes.iter().map(label).collect(),
        absent,
        taken_over: answer.from.is_some(),
    }
}

fn acted(
    instrument: Option<&catalog::instruments::Instrument>,
    safety: &care::SafetyAnswer,
) -> view::SafetyView {
    let rule = instrument.and_then(|instrument| instrument.rule(&safety.rule));
    view::SafetyView {
        text: rule.map_or_else(
            || instruments::untranslated(&safety.rule),
            |rule| said(&rule.text),
        ),
        act: safety.act,
        words: safety.words.clone(),
        at: safety.at,
    }
}

#[cfg(test)]
mod tests;
