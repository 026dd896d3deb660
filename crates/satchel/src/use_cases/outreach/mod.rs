//! Outreach: who is to be looked for, and what is known of the looking.

mod attempts;
mod kept;
mod list;
mod person;
mod programmes;
#[cfg(test)]
mod tests;
mod works;

use care::{Episode, Member, OfferSays, OutreachAnswer, Stage};
use catalog::Outreach;
use catalog::instruments::Said;
use catalog::outreach::{Because, Next, Reach, Tried};
use chrono::NaiveDate;

use super::due::cases::Case;
use super::due::press;
use crate::book::Held;
use crate::contract::assessments::Bilingual;
use crate::contract::outreach::{BecauseWord, NextView};
use kept::Kept;

pub(super) use kept::{is_of_attempts, standing_attempts};

/// A sentence of the catalogue.
fn said(said: &Said) -> Bilingual {
    Bilingual {
        en: said.en.clone(),
        es: said.es.clone(),
    }
}

/// Whether she is to be looked for: named or met, and neither enrolled nor gone.
fn is_to_find(case: &Case) -> bool {
    match case.stage() {
        None | Some(Stage::Identified | Stage::Assigned | Stage::Outreach) => true,
        Some(
            Stage::Enrolled
            | Stage::Assessed
            | Stage::Planned
            | Stage::Active
            | Stage::Graduated
            | Stage::Disenrolled,
        ) => false,
    }
}

/// The day she was enrolled in the episode in which she is.
fn enrolled(episode: Option<&Held<Episode>>) -> Option<NaiveDate> {
    let mut stages = episode?.value.stages.iter();
    let entry = stages.find(|entry| entry.stage == Stage::Enrolled)?;
    Some(entry.on)
}

/// What she says of the offer: what somebody wrote down, unless a later attempt says *not now*. A no stays until somebody
/// opens it again.
fn says(offer: Option<&Held<OutreachAnswer>>, last: Option<&Kept>) -> OfferSays {
    let written = offer.map(|held| &held.value.answer);
    let later = last.is_some_and(|last| {
        let not_now = Outreach::shipped().outcome(&last.attempt.outcome);
        not_now.is_some_and(|outcome| outcome.not_now)
            && written.is_none_or(|written| written.on <= last.day())
    });
    match written.map(|written| written.says) {
        Some(OfferSays::Declined) => OfferSays::Declined,
        Some(OfferSays::Open | OfferSays::NotNow) | None if later => OfferSays::NotNow,
        Some(says) => says,
        None => OfferSays::Open,
    }
}

/// Of several records of one person, the answer given last.
fn newest(all: impl IntoIterator<Item = Held<OutreachAnswer>>) -> Option<Held<OutreachAnswer>> {
    all.into_iter()
        .max_by_key(|held| (held.value.answer.on, held.id))
}

/// What is suggested next for somebody who is to be found.
fn next(
    member: &Member,
    standing: &[&Kept],
    (since, today): (NaiveDate, NaiveDate),
) -> Option<NextView> {
    let tried: Vec<Tried<'_>> = standing.iter().map(|one| one.tried()).collect();
    let reach = Reach {
        has_phone: !member.phones.is_empty(),
        home: member.home.as_ref().map(|home| home.kind),
    };
    let next = Outreach::shipped().next(&tried, reach, since)?;
    Some(view(next, today))
}

fn view(next: Next, today: NaiveDate) -> NextView {
    let Next {
        on,
        method,
        hour,
        because,
    } = next;
    NextView {
        on,
        press: press(on, today),
        method,
        hour,
        because: match because {
            Because::First => BecauseWord::First,
            Because::SheAsked => BecauseWord::SheAsked,
            Because::Reached => BecauseWord::Reached,
            Because::AnotherWay => BecauseWord::AnotherWay,
            Because::AnotherHour => BecauseWord::AnotherHour,
        },
    }
}
