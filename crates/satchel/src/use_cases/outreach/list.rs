//! The people to look for, who is due first; and the catalogue's lists.

use std::collections::BTreeMap;

use care::{
    Act, ContactOtherwise, Member, MemberId, OfferSays, OutreachAnswer, ReferralIn, StaffId,
};
use catalog::Outreach;
use catalog::outreach::Named;
use chrono::NaiveDate;
use uuid::Uuid;
use vault::{Reader, StoreError};

use super::super::caseload::{folded, number, part, site};
use super::super::due::cases::{self, Case};
use super::super::due::contact::day_of;
use super::super::rights::Kept as Requests;
use super::kept::{Kept, kept};
use super::{Reached, is_to_find, made, newest, next, said, says};
use crate::book::{self, Held, Joined, People};
use crate::contract::Paged;
use crate::contract::caseload::Whose;
use crate::contract::failure::Failure;
use crate::contract::outreach::{
    CodeView, ListOutreach, MethodView, NextView, OutcomeChoice, OutreachCounts, OutreachFilter,
    OutreachList, OutreachLists, OutreachRow, ShowOutreachLists,
};
use crate::desk::Desk;
use crate::router::AtDesk;

/// So many marks stand in a row.
const MARKS_MAX: usize = 8;

impl AtDesk for ListOutreach {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<OutreachList, Failure> {
        desk.read(|reader| {
            let people = People::read(reader, desk.me().staff)?;
            let mut all = to_find(reader, desk.today)?;
            all.retain(|one| one.is_of(self.whose, desk.me().staff));
            let counts = counts(&all, desk.today);
            all.retain(|one| one.passes(self.only, desk.today));
            let rows = part(&all, self.page).iter();
            let rows: Result<_, _> = rows
                .map(|one| one.row(reader, &people, desk.today))
                .collect();
            Ok(OutreachList {
                people: Paged {
                    rows: rows?,
                    total: number(all.len()),
                },
                counts,
            })
        })
    }
}

/// Somebody to look for, with all that orders and filters her.
struct Sought {
    held: Held<Member>,
    contact: Option<ContactOtherwise>,
    case: Case,
    referral: Option<Held<ReferralIn>>,
    kept: Vec<Kept>,
    since: NaiveDate,
    says: OfferSays,
    next: Option<NextView>,
    is_unsent: bool,
    two_answers: u32,
}

/// Everybody who is to be found: who is due first, then those of whom nothing follows, by name.
fn to_find(reader: &Reader<'_>, today: NaiveDate) -> Result<Vec<Sought>, StoreError> {
    let mut cases = cases::everybody(reader, today)?;
    let two_answers = cases::two_answers(reader)?;
    let unsent = cases::unsent(reader)?;
    let mut referrals = by_member(book::all::<ReferralIn>(reader)?);
    let mut offers = by_member(book::all::<OutreachAnswer>(reader)?);
    let requests = Requests::everybody(reader, &Joined::read(reader)?)?;
    let mut all = Vec::new();
    for held in book::everybody(reader)? {
        let member = MemberId(held.id);
        let case = cases.remove(&member).unwrap_or_default();
        if !is_to_find(&case) {
            continue;
        }
        let referrals = referrals.remove(&member).unwrap_or_default();
        let offer = newest(offers.remove(&member).unwrap_or_default());
        let kept = kept(reader, member)?;
        let standing: Vec<&Kept> = kept.iter().filter(|one| one.stands()).collect();
        let since = since(&held, &case, &referrals);
        let contact = requests.get(&member).and_then(Requests::contact);
        let whom = Reached {
            member: &held.value,
            contact: contact.as_ref(),
        };
        let says = says(offer.as_ref(), standing.last().copied());
        let next = (says != OfferSays::Declined)
            .then(|| next(whom, &standing, (since, today)))
            .flatten();
        all.push(Sought {
            referral: referrals
                .into_iter()
                .max_by_key(|one| (one.value.on, one.id)),
            since,
            says,
            next,
            is_unsent: unsent.contains(&member),
            two_answers: two_answers
                .get(&member)
                .map_or(0, |fields| number(fields.len())),
            held,
            contact,
            case,
            kept,
        });
    }
    all.sort_by_cached_key(Sought::place);
    Ok(all)
}

fn by_member<T>(all: Vec<Held<T>>) -> BTreeMap<MemberId, Vec<Held<T>>> {
    let mut by: BTreeMap<MemberId, Vec<Held<T>>> = BTreeMap::new();
    for held in all {
        if let Some(member) = held.member() {
            by.entry(member).or_default().push(held);
        }
    }
    by
}

/// Since when she is to be looked for: she was named, or met.
pub(super) fn since(held: &Held<Member>, case: &Case, referrals: &[Held<ReferralIn>]) -> NaiveDate {
    let named = referrals.iter().map(|one| one.value.on);
    let episode = case.episode.iter().flat_map(|held| &held.value.stages);
    let first = named.chain(episode.map(|entry| entry.on)).min();
    // Whoever was met has an id of that day.
    first.unwrap_or_else(|| day_of(minted_at(held.id)))
}

fn minted_at(id: Uuid) -> i64 {
    let (seconds, _) = id
        .get_timestamp()
        .map(|at| at.to_unix())
        .unwrap_or_default();
    i64::try_from(seconds)
        .unwrap_or_default()
        .saturating_mul(1_000)
}

impl Sought {
    fn is_of(&self, whose: Whose, me: StaffId) -> bool {
        match whose {
            Whose::Mine => self.case.lead().is_none_or(|lead| lead == me),
            Whose::Team => true,
        }
    }

    fn standing(&self) -> Vec<&Kept> {
        self.kept.iter().filter(|one| one.stands()).collect()
    }

    fn passes(&self, only: OutreachFilter, today: NaiveDate) -> bool {
        let is_open = self.says != OfferSays::Declined;
        match only {
            OutreachFilter::ToFind => is_open,
            OutreachFilter::Due => self.next.as_ref().is_some_and(|next| next.on <= today),
            OutreachFilter::Untried => is_open && self.standing().is_empty(),
            OutreachFilter::NotNow => self.says == OfferSays::NotNow,
            OutreachFilter::Declined => !is_open,
        }
    }

    fn place(&self) -> (bool, Option<NaiveDate>, String, Uuid) {
        let on = self.next.as_ref().map(|next| next.on);
        let names = &self.held.value.names;
        let name = format!("{} {}", names.family, names.given.join(" "));
        (on.is_none(), on, folded(&name), self.held.id)
    }

    fn row(
        &self,
        reader: &Reader<'_>,
        people: &People,
        today: NaiveDate,
    ) -> Result<OutreachRow, StoreError> {
        let (member, standing) = (&self.held.value, self.standing());
        let marks = standing.iter().rev().take(MARKS_MAX).rev();
        let visits = self.case.ahead.iter().map(|ahead| ahead.day);
        let last = standing.last();
        let whom = Reached {
            member,
            contact: self.contact.as_ref(),
        };
        Ok(OutreachRow {
            member: MemberId(self.held.id),
            name: member.names.whole(),
            age: member.age(today),
            language: member.language().map(str::to_owned),
            phone: whom.phone(),
            contact: self.contact.clone(),
            home: member.home.as_ref().map(|home| home.kind),
            site: site(member),
            door: member.door.clone(),
            stage: self.case.stage(),
            lead: self.case.lead().map(|lead| people.person(lead)),
            source: self
                .referral
                .as_ref()
                .map(|one| one.value.from.source.clone()),
            referred_by: self
                .referral
                .as_ref()
                .map(|one| one.value.from.who.clone())
                .unwrap_or_default(),
            since: self.since,
            marks: marks.map(|one| one.mark()).collect(),
            made: made(&standing, None),
            last: last.map(|one| one.view(reader, people, None)).transpose()?,
            next: self.next.clone(),
            visit: visits.filter(|day| today <= *day).min(),
            says: self.says,
            unsent: self.is_unsent,
            two_answers: self.two_answers,
        })
    }
}

fn counts(all: &[Sought], today: NaiveDate) -> OutreachCounts {
    let count = |only| number(all.iter().filter(|one| one.passes(only, today)).count());
    OutreachCounts {
        to_find: count(OutreachFilter::ToFind),
        due: count(OutreachFilter::Due),
        untried: count(OutreachFilter::Untried),
        not_now: count(OutreachFilter::NotNow),
        declined: count(OutreachFilter::Declined),
    }
}

impl AtDesk for ShowOutreachLists {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, _desk: &Desk<'_>) -> Result<OutreachLists, Failure> {
        let list = Outreach::shipped();
        let of_way = |way| {
            let outcomes = list
                .outcomes
                .iter()
                .filter(move |one| one.ways.contains(&way));
            outcomes.map(|one| one.named.code.clone()).collect()
        };
        Ok(OutreachLists {
            version: list.version.clone(),
            sources: list.sources.iter().map(code).collect(),
            methods: list
                .methods
                .iter()
                .map(|one| MethodView {
                    code: one.named.code.clone(),
                    label: said(&one.named.label),
                    place: one.place,
                    outcomes: of_way(one.way),
                    why_not: one.why_not.as_ref().map(said),
                })
                .collect(),
            outcomes: list
                .outcomes
                .iter()
                .map(|one| OutcomeChoice {
                    code: one.named.code.clone(),
                    label: said(&one.named.label),
                    reached: one.reached,
                    why_not: one.why_not.as_ref().map(said),
                    tap: one.tap,
                })
                .collect(),
            hours: list.hours.iter().map(|one| code(&one.named)).collect(),
        })
    }
}

fn code(named: &Named) -> CodeView {
    CodeView {
        code: named.code.clone(),
        label: said(&named.label),
    }
}
