//! What is to be asked, by rules with dates.

use std::collections::BTreeMap;

use care::{MemberId, Phase, Pregnancy};
use catalog::instruments::{Anchor, Due};
use chrono::NaiveDate;
use vault::{Reader, StoreError};

use super::instruments::Catalogue;
use super::kept::Kept;
use crate::book;
use crate::contract::assessments::AssessmentDue;
use crate::desk::DeskError;
use crate::use_cases::due::contact::day_of;
use crate::use_cases::due::{cases, press};

/// What is due with a person, the most pressing first; what one answer satisfies is asked for once.
pub(super) fn of<'a>(
    reader: &Reader<'_>,
    catalogue: &Catalogue,
    (member, today): (MemberId, NaiveDate),
    asked: impl Iterator<Item = &'a Kept>,
) -> Result<Vec<AssessmentDue>, DeskError> {
    let Some(intake) = enrolled_on(reader, member)? else {
        return Ok(Vec::new());
    };
    let pregnant = pregnant_since(reader, member, today)?;
    let mut last: BTreeMap<&str, NaiveDate> = BTreeMap::new();
    // The oldest first, so that the newest stays.
    for one in asked.filter(|one| one.assessment.declined.is_empty()) {
        last.insert(
            &one.assessment.instrument,
            day_of(one.assessment.started_at),
        );
    }
    let mut all: Vec<AssessmentDue> = Vec::new();
    for rule in &catalogue.screening.dues {
        let from = match rule.at {
            Anchor::Intake => Some(intake),
            Anchor::Pregnancy => pregnant.map(|since| since.max(intake)),
        };
        let due = from.and_then(|from| due(rule, from, &last, today));
        let Some(due) = due else { continue };
        match all.iter_mut().find(|one| one.about == due.about) {
            Some(known) if due.by < known.by => *known = due,
            Some(_) => {}
            None => all.push(due),
        }
    }
    all.sort_by_key(|due| (due.by, due.about));
    Ok(all)
}

fn due(
    rule: &Due,
    from: NaiveDate,
    last: &BTreeMap<&str, NaiveDate>,
    today: NaiveDate,
) -> Option<AssessmentDue> {
    let asked = rule
        .met_by
        .iter()
        .filter_map(|named| last.get(named.as_str()));
    let last = asked.max().copied();
    let by = rule.by(from, last)?;
    Some(AssessmentDue {
        about: rule.about,
        instrument: rule.met_by.first()?.clone(),
        by,
        press: press(by, today),
        last,
    })
}

/// The day she said yes; absent before, and when her episode is over.
pub(in crate::use_cases) fn enrolled_on(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Option<NaiveDate>, StoreError> {
    let episode = cases::the_episode(reader, member)?;
    Ok(episode.and_then(|held| held.value.enrolled_on()))
}

/// Since when she is pregnant, as far as anybody knows.
pub(super) fn pregnant_since(
    reader: &Reader<'_>,
    member: MemberId,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, DeskError> {
    let all = book::of_member::<Pregnancy>(reader, member)?;
    let lasting = all
        .iter()
        .filter(|held| held.value.phase(today) == Phase::Pregnant);
    Ok(lasting.map(|held| held.value.began()).max())
}
