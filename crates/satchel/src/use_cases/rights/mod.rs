//! Rights: writing down what a member asks of her own record, answering it, and what of it is due.

mod kept;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use care::{
    Act, EntityId, RecordId, RightAnswered, RightAsked, RightKind, RightStanding, RightStep,
    RightStood, Role, may,
};
use catalog::Rights;
use chrono::NaiveDate;
use vault::{Reader, StoreError};

use super::consents::sign;
use super::glass::refuses_guests;
use super::notes::{author, whereabouts};
use super::said::said;
use crate::book;
use crate::contract::assessments::Bilingual;
use crate::contract::failure::Failure;
use crate::contract::rights::{
    AnswerRight, AskRight, DenialView, HerRights, RightRule, RightStepView, RightView, ShowRights,
};
use crate::contract::{MadeOne, Whereabouts};
use crate::desk::Desk;
use crate::router::AtDesk;

pub(super) use kept::Kept;

/// So many are shown.
const SHOWN_MAX: usize = 500;

/// Who denies a request. To grant one, to take more time and to end what was granted is for whoever may steer.
const fn may_deny(role: Role) -> bool {
    matches!(role, Role::Supervisor)
}

/// A request that waits for an answer.
pub(crate) struct Waiting {
    /// By when.
    pub(crate) by: NaiveDate,
    /// What the catalogue calls it.
    pub(crate) label: Option<Bilingual>,
}

/// Those of her requests that wait.
pub(super) fn waiting(kept: &Kept) -> Vec<Waiting> {
    let all = kept.stood().into_iter();
    let open = all.filter(|one| one.stands.is_open());
    open.map(|one| Waiting {
        by: one.due,
        label: Rights::shipped()
            .right(one.asked.kind)
            .map(|right| said(&right.label)),
    })
    .collect()
}

/// Her statements of disagreement, by the thing they dispute.
pub(super) fn disputed(kept: &Kept) -> BTreeMap<EntityId, Vec<String>> {
    let mut all: BTreeMap<EntityId, Vec<String>> = BTreeMap::new();
    for one in kept.stood() {
        let Some(about) = one.asked.about else {
            continue;
        };
        let statements = one.disagreements().map(|step| step.words.clone());
        all.entry(about).or_default().extend(statements);
    }
    all.retain(|_, statements| !statements.is_empty());
    all
}

impl AtDesk for ShowRights {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<HerRights, Failure> {
        desk.look(|reader| {
            book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let kept = Kept::read(reader, self.member)?;
            let stood = kept.stood();
            let newest = stood.iter().rev().take(SHOWN_MAX);
            let requests: Result<_, StoreError> = newest
                .map(|one| view(reader, &kept, (one, desk.today)))
                .collect();
            let list = Rights::shipped();
            let rules = list.rights.iter().map(|right| RightRule {
                kind: right.kind,
                rule: said(&right.rule),
                source: right.source.clone(),
                extend_days: right.extend_days,
            });
            let role = desk.me().role;
            Ok(HerRights {
                requests: requests?,
                rules: rules.collect(),
                denials: list
                    .denials
                    .iter()
                    .filter_map(|one| denial(&one.code))
                    .collect(),
                contact: kept.contact(),
                may_change: may(role, Act::Sign),
                may_grant: may(role, Act::Steer),
                may_deny: may_deny(role),
            })
        })
    }
}

fn denial(code: &str) -> Option<DenialView> {
    let one = Rights::shipped().denial(code)?;
    Some(DenialView {
        code: one.code.clone(),
        rights: one.rights.clone(),
        label: said(&one.label),
        object: said(&one.object),
        source: one.source.clone(),
    })
}

fn view(
    reader: &Reader<'_>,
    kept: &Kept,
    (one, today): (&RightStood<'_>, NaiveDate),
) -> Result<RightView, StoreError> {
    let at = |id: RecordId| {
        let row = kept.row(id).map(|row| whereabouts(reader, row));
        Ok::<_, StoreError>(row.transpose()?.unwrap_or(Whereabouts::AtClinic))
    };
    let step = |(id, step): &(RecordId, RightAnswered)| {
        Ok::<_, StoreError>(RightStepView {
            record: *id,
            step: step.step,
            on: step.on,
            denial: denial(&step.reason),
            words: step.words.clone(),
            until: step.until,
            signature: step.author.signature.clone(),
            whereabouts: at(*id)?,
        })
    };
    let asked = one.asked;
    Ok(RightView {
        record: one.id,
        kind: asked.kind,
        stands: one.stands,
        asked_by: asked.asked_by,
        representative: asked.representative.clone(),
        how: asked.how,
        words: asked.words.clone(),
        on: asked.on,
        due: one.due,
        days_left: one.due.signed_duration_since(today).num_days(),
        about: asked.about,
        restriction: asked.restriction.clone(),
        contact: asked.contact.clone(),
        must_be_granted: must_be_granted(asked),
        may_extend_until: more_time(one),
        steps: one
            .steps
            .iter()
            .copied()
            .map(step)
            .collect::<Result<_, StoreError>>()?,
        seen: one.steps.iter().map(|(id, _)| *id).collect(),
        two_answers: one.two_answers,
        signature: asked.author.signature.clone(),
        whereabouts: at(one.id)?,
    })
}

fn must_be_granted(asked: &RightAsked) -> bool {
    let restriction = asked.restriction.as_ref();
    restriction.is_some_and(care::Restriction::must_be_granted)
}

/// Until when more time may be taken: once, before the day has come to nothing.
fn more_time(one: &RightStood<'_>) -> Option<NaiveDate> {
    let waits = one.stands == RightStanding::Received;
    let right = Rights::shipped().right(one.asked.kind)?;
    right.extended(one.due).filter(|_| waits)
}

impl AtDesk for AskRight {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let list = Rights::shipped();
        let right = list.right(self.kind).ok_or(Failure::NotHere)?;
        let id = desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let asked = RightAsked {
                template: RightAsked::TEMPLATE,
                catalog: list.version.clone(),
                member: self.member,
                kind: self.kind,
                asked_by: self.asked_by,
                representative: self.representative.trim().to_owned(),
                how: self.how,
                words: self.words.trim().to_owned(),
                on: self.on,
                due: right.due(self.on),
                about: self.about.filter(|_| self.kind == RightKind::Amend),
                restriction: self
                    .restriction
                    .filter(|_| self.kind == RightKind::Restrict),
                contact: self
                    .contact
                    .filter(|_| self.kind == RightKind::ContactOtherwise),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            asked.check(pen.today).map_err(Failure::from)?;
            sign(pen, desk, self.member, (RightAsked::KIND, &asked))
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AtDesk for AnswerRight {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        self.allowed(desk.me().role)?;
        let id = desk.write(|pen, writer| {
            refuses_guests(writer, desk.me(), self.member)?;
            let kept = Kept::read(writer, self.member)?;
            let stood = kept.stood();
            let one = stood.iter().find(|one| one.id == self.request);
            let one = one.ok_or(Failure::NotHere)?;
            self.fits(one)?;
            let until = match self.step {
                RightStep::Extended => Some(more_time(one).ok_or(Failure::NoMoreTime)?),
                RightStep::Granted
                | RightStep::GrantedInPart
                | RightStep::Denied
                | RightStep::Withdrawn
                | RightStep::Disagreed
                | RightStep::Ended => None,
            };
            let steps = one.steps.iter().map(|(id, _)| *id);
            let in_part = self.step == RightStep::GrantedInPart;
            // It lies where the request lies, so that it stays with it if her records are parted again.
            let member = one.asked.member;
            let answered = RightAnswered {
                template: RightAnswered::TEMPLATE,
                member,
                of: one.id,
                knew: steps.filter(|id| self.seen.contains(id)).collect(),
                step: self.step,
                on: self.on,
                reason: self.reason.trim().to_owned(),
                words: self.words.trim().to_owned(),
                until,
                restriction: self.restriction.clone().filter(|_| in_part),
                contact: self.contact.clone().filter(|_| in_part),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            answered
                .check(one.asked.kind, pen.today)
                .map_err(Failure::from)?;
            if answered.on < one.asked.on {
                return Err(Failure::from(care::Refusal {
                    field: "on",
                    why: care::Why::BeforeTheStart,
                })
                .into());
            }
            sign(pen, desk, member, (RightAnswered::KIND, &answered))
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AnswerRight {
    /// What she says of it herself anybody writes down; who answers for the clinic is another matter.
    fn allowed(&self, role: Role) -> Result<(), Failure> {
        let allowed = match self.step {
            RightStep::Withdrawn | RightStep::Disagreed => true,
            RightStep::Extended | RightStep::Granted | RightStep::Ended => may(role, Act::Steer),
            RightStep::GrantedInPart | RightStep::Denied => may_deny(role),
        };
        if allowed {
            Ok(())
        } else {
            Err(Failure::NotAllowed)
        }
    }

    /// Whether the answer fits how the request stands, and what the law leaves.
    fn fits(&self, one: &RightStood<'_>) -> Result<(), Failure> {
        let granted = matches!(
            one.stands,
            RightStanding::Granted | RightStanding::GrantedInPart
        );
        let denied = matches!(
            one.stands,
            RightStanding::Denied | RightStanding::GrantedInPart
        );
        let holds = matches!(
            one.asked.kind,
            RightKind::Restrict | RightKind::ContactOtherwise
        );
        let fits = match self.step {
            RightStep::Extended | RightStep::Withdrawn => one.stands.is_open(),
            // Where two people answered differently, somebody who sees both answers again.
            RightStep::Granted | RightStep::GrantedInPart | RightStep::Denied => {
                one.stands.is_open() || one.two_answers || one.stands == RightStanding::Denied
            }
            RightStep::Disagreed => denied,
            RightStep::Ended => granted && holds,
        };
        if !fits {
            return Err(Failure::AlreadyDecided);
        }
        let refuses = matches!(self.step, RightStep::Denied | RightStep::GrantedInPart);
        if refuses && must_be_granted(one.asked) {
            return Err(Failure::MustBeGranted);
        }
        let known = Rights::shipped().denial(self.reason.trim());
        if refuses && !known.is_some_and(|known| known.rights.contains(&one.asked.kind)) {
            return Err(Failure::from(care::Refusal {
                field: "reason",
                why: care::Why::Missing,
            }));
        }
        Ok(())
    }
}
