//! How a member's requests stand, and what those that were granted do.

use chrono::NaiveDate;

use super::{ContactOtherwise, Restriction, RightAnswered, RightAsked, RightKind, RightStep};
use crate::{RecordId, codes};

codes! {
    /// How a request stands.
    RightStanding {
        /// It waits for an answer.
        Received = "received",
        /// It waits, and more time was taken.
        Extended = "extended",
        Granted = "granted",
        GrantedInPart = "granted_in_part",
        Denied = "denied",
        Withdrawn = "withdrawn",
        /// It was granted, and holds no longer.
        Ended = "ended",
    }
}

impl RightStanding {
    /// Whether somebody has to answer.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Extended)
    }
}

/// A request with how it stands.
#[derive(Debug, Clone)]
pub struct RightStood<'a> {
    /// The record.
    pub id: RecordId,
    /// What was asked.
    pub asked: &'a RightAsked,
    /// How it stands.
    pub stands: RightStanding,
    /// The last day for an answer, with the time that was taken.
    pub due: NaiveDate,
    /// The answer that holds.
    pub answer: Option<&'a RightAnswered>,
    /// Everything that was said of it, in the order of signing.
    pub steps: Vec<&'a (RecordId, RightAnswered)>,
    /// Two people answered differently without seeing each other.
    pub two_answers: bool,
}

impl RightStood<'_> {
    /// What of a restriction is granted.
    fn restricts(&self) -> Option<&Restriction> {
        match self.stands {
            RightStanding::Granted => self.asked.restriction.as_ref(),
            RightStanding::GrantedInPart => self.answer?.restriction.as_ref(),
            RightStanding::Received
            | RightStanding::Extended
            | RightStanding::Denied
            | RightStanding::Withdrawn
            | RightStanding::Ended => None,
        }
    }

    /// What of another way to be reached is granted.
    fn reaches(&self) -> Option<&ContactOtherwise> {
        match self.stands {
            RightStanding::Granted => self.asked.contact.as_ref(),
            RightStanding::GrantedInPart => self.answer?.contact.as_ref(),
            RightStanding::Received
            | RightStanding::Extended
            | RightStanding::Denied
            | RightStanding::Withdrawn
            | RightStanding::Ended => None,
        }
    }

    /// Her statements of disagreement: they go wherever goes what they dispute.
    pub fn disagreements(&self) -> impl Iterator<Item = &RightAnswered> {
        let all = self.steps.iter().map(|(_, step)| step);
        all.filter(|step| step.step == RightStep::Disagreed)
    }
}

/// How each request stands, in the order in which they are given; the answers in any order.
///
/// An answer stands in the place of those its author had seen. Of two that did not see each other, the one that protects her
/// holds until somebody who sees both has answered again.
pub fn rights_standing<'a>(
    asked: &'a [(RecordId, RightAsked)],
    answered: &'a [(RecordId, RightAnswered)],
) -> Vec<RightStood<'a>> {
    asked
        .iter()
        .map(|(id, asked)| stood((*id, asked), answered))
        .collect()
}

fn stood<'a>(
    (id, asked): (RecordId, &'a RightAsked),
    answered: &'a [(RecordId, RightAnswered)],
) -> RightStood<'a> {
    let mut steps: Vec<&'a (RecordId, RightAnswered)> =
        answered.iter().filter(|(_, one)| one.of == id).collect();
    steps.sort_by_key(|(id, one)| (one.signed_at, *id));
    let decided = || steps.iter().copied().filter(|(_, one)| one.step.decides());
    let stands_alone =
        |id: &RecordId| !decided().any(|(other, one)| other != id && one.knew.contains(id));
    let heads: Vec<&'a (RecordId, RightAnswered)> =
        decided().filter(|(id, _)| stands_alone(id)).collect();
    let holds = heads
        .iter()
        .copied()
        .min_by_key(|(id, one)| (protects(one.step), one.signed_at, *id));
    let differs = |one: &RightAnswered| heads.iter().any(|(_, other)| other.step != one.step);
    let until = steps.iter().filter_map(|(_, one)| one.until).min();
    let stands = match holds.map(|(_, one)| one.step) {
        Some(RightStep::Granted) => RightStanding::Granted,
        Some(RightStep::GrantedInPart) => RightStanding::GrantedInPart,
        Some(RightStep::Denied) => RightStanding::Denied,
        Some(RightStep::Withdrawn) => RightStanding::Withdrawn,
        Some(RightStep::Ended) => RightStanding::Ended,
        Some(RightStep::Extended | RightStep::Disagreed) | None if until.is_some() => {
            RightStanding::Extended
        }
        Some(RightStep::Extended | RightStep::Disagreed) | None => RightStanding::Received,
    };
    RightStood {
        id,
        asked,
        stands,
        due: until.unwrap_or(asked.due),
        answer: holds.map(|(_, one)| one),
        two_answers: holds.is_some_and(|(_, one)| differs(one)),
        steps,
    }
}

/// The order in which answers protect her: what was granted before what was not.
const fn protects(step: RightStep) -> u8 {
    match step {
        RightStep::Granted => 0,
        RightStep::GrantedInPart => 1,
        RightStep::Withdrawn => 2,
        RightStep::Ended => 3,
        RightStep::Denied | RightStep::Extended | RightStep::Disagreed => 4,
    }
}

/// What is not to be told: every restriction that is granted.
pub fn restrictions(stood: &[RightStood<'_>]) -> Vec<Restriction> {
    let all = stood.iter();
    let hers = all.filter(|one| one.asked.kind == RightKind::Restrict);
    hers.filter_map(RightStood::restricts).cloned().collect()
}

/// How she is to be reached, of everything that is granted: what is never used adds up, a number and an address are those she
/// named last.
pub fn contact_rule(stood: &[RightStood<'_>]) -> Option<ContactOtherwise> {
    let hers = stood
        .iter()
        .filter(|one| one.asked.kind == RightKind::ContactOtherwise);
    let mut all: Vec<_> = hers
        .filter_map(|one| {
            let order = (one.asked.on, one.asked.signed_at, one.id);
            Some((order, one.reaches()?))
        })
        .collect();
    all.sort_by_key(|(order, _)| *order);
    let mut rule: Option<ContactOtherwise> = None;
    for (_, one) in all {
        let rule = rule.get_or_insert_default();
        for (there, said) in [
            (&mut rule.phone, &one.phone),
            (&mut rule.address, &one.address),
            (&mut rule.words, &one.words),
        ] {
            if !said.trim().is_empty() {
                there.clone_from(said);
            }
        }
        rule.never.extend(&one.never);
        rule.confidential |= one.confidential;
    }
    if let Some(rule) = &mut rule {
        rule.never.sort_unstable();
        rule.never.dedup();
    }
    rule
}
