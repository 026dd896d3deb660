//! Outreach: who is to be looked for, and what is known of the looking.

mod attempts;
mod kept;
mod list;
mod person;
mod programmes;
#[cfg(test)]
mod tests;
mod works;

use care::{
    ContactOtherwise, ContactWay, Episode, HomeKind, Member, OfferSays, OutreachAnswer, Stage,
};
use catalog::Outreach;
use catalog::outreach::{Because, Next, Reach, Tried, Way};
use chrono::NaiveDate;

use super::caseload::number;
use super::due::cases::Case;
use super::due::press;
use super::said::said;
use crate::book::Held;
use crate::contract::outreach::{AttemptsMade, BecauseWord, NextView};
use kept::Kept;

pub(super) use kept::{is_of_attempts, standing_attempts};

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

/// How many of the attempts that nobody took back the clinic has, how many of those count for somebody who was enrolled on a
/// day, or was not, and how many it has not got.
fn made(standing: &[&Kept], enrolled: Option<NaiveDate>) -> AttemptsMade {
    let (there, here): (Vec<&Kept>, Vec<&Kept>) =
        standing.iter().partition(|one| one.is_at_clinic());
    let counted = there.iter().filter(|one| one.why_not(enrolled).is_none());
    AttemptsMade {
        at_clinic: number(there.len()),
        counted: number(counted.count()),
        unsent: number(here.len()),
    }
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

/// Somebody with what she asked of how she is to be reached.
#[derive(Clone, Copy)]
struct Reached<'a> {
    member: &'a Member,
    contact: Option<&'a ContactOtherwise>,
}

impl Reached<'_> {
    /// The first number that may be called.
    fn phone(&self) -> Option<String> {
        let named = self
            .contact
            .map(|rule| rule.phone.trim())
            .filter(|named| !named.is_empty());
        let known = self.member.phones.iter().map(|phone| phone.number.as_str());
        let mut all = named.into_iter().chain(known);
        let may = |number: &&str| self.contact.is_none_or(|rule| rule.may_call(number));
        all.find(may).map(str::to_owned)
    }

    /// The ways she never wants.
    fn never(&self) -> Vec<Way> {
        let said = self.contact.iter().flat_map(|rule| &rule.never);
        said.filter_map(|way| match way {
            ContactWay::Phone => Some(Way::Phone),
            ContactWay::Text => Some(Way::Text),
            ContactWay::Mail => Some(Way::Letter),
            ContactWay::Email => Some(Way::Electronic),
            // What is left on a machine and a visit at home are no ways of their own.
            ContactWay::Voicemail | ContactWay::HomeVisit => None,
        })
        .collect()
    }

    /// How she is housed, where she may be looked for there.
    fn home(&self) -> Option<HomeKind> {
        let at_home = |rule: &ContactOtherwise| rule.never.contains(&ContactWay::HomeVisit);
        let kind = self.member.home.as_ref().map(|home| home.kind);
        kind.filter(|_| !self.contact.is_some_and(at_home))
    }
}

/// What is suggested next for somebody who is to be found.
fn next(
    whom: Reached<'_>,
    standing: &[&Kept],
    (since, today): (NaiveDate, NaiveDate),
) -> Option<NextView> {
    let tried: Vec<Tried<'_>> = standing.iter().map(|one| one.tried()).collect();
    let never = whom.never();
    let reach = Reach {
        has_phone: whom.phone().is_some(),
        never: &never,
        home: whom.home(),
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
