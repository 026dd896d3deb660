//! One person's outreach: who named her, what she says of the offer, and each attempt.

use care::{
    Act, EntityId, Member, MemberId, OfferAnswer, OutreachAnswer, Pregnancy, ReferralIn,
    ReferredFrom, may,
};
use catalog::Outreach;
use sync::StreamId;
use vault::{Reader, StoreError};

use super::super::caseload::perinatal;
use super::super::due::cases;
use super::super::eligibility::id_of;
use super::super::plans::expect_of;
use super::super::rights::Kept as Requests;
use super::kept::{Kept, kept};
use super::list::since;
use super::{Reached, enrolled, is_to_find, made, newest, next, programmes, said, says};
use crate::book::{self, Held, People};
use crate::contract::failure::Failure;
use crate::contract::outreach::{
    OfferView, PersonOutreach, ReferralEntry, ReferralView, SayOffer, ShowOutreach,
};
use crate::contract::{Made, MadeOne};
use crate::desk::Desk;
use crate::router::AtDesk;

/// So many attempts are shown.
const SHOWN_MAX: usize = 500;

impl AtDesk for ShowOutreach {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<PersonOutreach, Failure> {
        let today = desk.today;
        desk.look(|reader| {
            let held = book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let people = People::read(reader, desk.me().staff)?;
            let case = cases::one(reader, self.member, today)?;
            let referrals = book::of_member::<ReferralIn>(reader, self.member)?;
            let offer = newest(book::of_member::<OutreachAnswer>(reader, self.member)?);
            let all = kept(reader, self.member)?;
            let standing: Vec<&Kept> = all.iter().filter(|one| one.stands()).collect();
            let enrolled = enrolled(case.episode.as_ref());
            let made = made(&standing, enrolled);
            let declined =
                says(offer.as_ref(), standing.last().copied()) == care::OfferSays::Declined;
            let days = (since(&held, &case, &referrals), today);
            let contact = Requests::read(reader, self.member)?.contact();
            let whom = Reached {
                member: &held.value,
                contact: contact.as_ref(),
            };
            let suggested = is_to_find(&case) && !declined;
            let attempts = all.iter().rev().take(SHOWN_MAX);
            let pregnancies = book::of_member::<Pregnancy>(reader, self.member)?;
            Ok(PersonOutreach {
                made,
                next: suggested.then(|| next(whom, &standing, days)).flatten(),
                attempts: attempts
                    .map(|one| one.view(reader, &people, enrolled))
                    .collect::<Result<_, _>>()?,
                referrals: referral_views(reader, referrals)?,
                offer: offer.map(|offer| offer_view(reader, &offer)).transpose()?,
                enrolled,
                programmes: programmes::views(reader, self.member, today)?,
                perinatal: !perinatal(&pregnancies, today).is_empty(),
                may_change: may(desk.me().role, Act::Change),
            })
        })
    }
}

fn referral_views(
    reader: &Reader<'_>,
    mut all: Vec<Held<ReferralIn>>,
) -> Result<Vec<ReferralView>, StoreError> {
    all.sort_by_key(|held| std::cmp::Reverse((held.value.on, held.id)));
    let view = |held: &Held<ReferralIn>| {
        let ReferralIn { from, on, reason } = &held.value;
        let source = Outreach::shipped().source(&from.source);
        Ok(ReferralView {
            id: held.id.to_string(),
            label: source.map(|source| said(&source.label)),
            source: from.source.clone(),
            who: from.who.clone(),
            on: *on,
            reason: reason.clone(),
            two_answers: !held.two_answers().is_empty(),
            seen: book::seen(reader, held)?,
        })
    };
    all.iter().map(view).collect()
}

fn offer_view(reader: &Reader<'_>, held: &Held<OutreachAnswer>) -> Result<OfferView, StoreError> {
    let answer = &held.value.answer;
    Ok(OfferView {
        says: answer.says,
        on: answer.on,
        said_by: answer.said_by,
        words: answer.words.clone(),
        two_answers: !held.two_answers().is_empty(),
        seen: book::seen(reader, held)?,
    })
}

impl AtDesk for ReferralEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let bad = |what: &str| Failure::BadRequest {
            what: what.to_owned(),
        };
        let id = self.id.as_deref().map(str::parse::<EntityId>);
        let id = id.transpose().map_err(|_malformed| bad("id"))?;
        // One that a newer list names is kept as it is.
        if id.is_none() && Outreach::shipped().source(&self.source).is_none() {
            return Err(bad("source"));
        }
        let value = ReferralIn {
            from: ReferredFrom {
                source: self.source,
                who: self.who.trim().to_owned(),
            },
            on: self.on,
            reason: self.reason.trim().to_owned(),
        };
        let id = desk.write(|pen, writer| {
            let Some(id) = id else {
                book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
                return Ok(pen.add(&StreamId::Member(self.member), &value)?);
            };
            let held = expect_of::<ReferralIn>(writer, self.member, id)?;
            pen.change(&held, &value, &book::parse_seen(&self.seen))?;
            Ok(id.0)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AtDesk for SayOffer {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let value = OutreachAnswer {
            answer: OfferAnswer {
                says: self.says,
                on: self.on,
                said_by: self.said_by,
                words: self.words.trim().to_owned(),
            },
        };
        desk.write(|pen, writer| {
            book::read::<Member>(writer, self.member)?.ok_or(Failure::NotHere)?;
            if let Some(held) = newest(book::of_member(writer, self.member)?) {
                return Ok(pen.change(&held, &value, &book::parse_seen(&self.seen))?);
            }
            Ok(pen.add_as(
                &StreamId::Member(self.member),
                offer_id(self.member),
                &value,
            )?)
        })?;
        Ok(Made {})
    }
}

fn offer_id(member: MemberId) -> uuid::Uuid {
    use care::Entity as _;
    id_of(OutreachAnswer::KIND, member, "")
}
