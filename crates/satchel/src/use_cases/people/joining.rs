//! Two records of one person: shown as one from when somebody says so, and as two again when she takes it back.
//!
//! Saying so is one answer on one record. Nothing else is written, so there is nothing to put back.

use std::collections::{BTreeMap, BTreeSet};

use care::{
    Act, EntityId, Member, MemberId, Review, ReviewDone, ReviewStatus, ReviewWhy, StaffId, Visit,
};
use vault::{Reader, StoreError, entities};

use crate::book::{self, Held, Pen, People};
use crate::contract::Made;
use crate::contract::failure::Failure;
use crate::contract::people::{JoinMembers, PartMembers, RecordSeen, RecordView};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use crate::use_cases::due::cases::present_episode;
use crate::use_cases::glass::refuses_guests;

/// Each record of a person by itself; none for one who has but one.
pub(crate) fn records_of(
    reader: &Reader<'_>,
    member: MemberId,
    people: &People,
) -> Result<Vec<RecordView>, StoreError> {
    let records = book::records_of(reader, member)?;
    if records.len() < 2 {
        return Ok(Vec::new());
    }
    records
        .iter()
        .map(|held| record(reader, held, people))
        .collect()
}

/// One record, whatever it is joined to.
pub(crate) fn record(
    reader: &Reader<'_>,
    held: &Held<Member>,
    people: &People,
) -> Result<RecordView, StoreError> {
    let stream = held.stream.to_string();
    let joined = book::Joined::default();
    let alone = |kind| entities::of_stream(reader, &stream, kind);
    let episodes = alone(<care::Episode as care::Entity>::KIND)?;
    let episode = present_episode(
        episodes
            .into_iter()
            .filter_map(|row| book::held(&joined, row)),
    );
    let lead = episode.and_then(|held| held.value.lead());
    let visits = alone(<Visit as care::Entity>::KIND)?.len();
    let member = &held.value;
    let said = match member.same_as {
        Some(_) => who_said(reader, held, people)?,
        None => None,
    };
    let (joined_by, joined_at) = match said {
        Some((staff, at)) => (Some(people.person(staff)), at),
        None => (None, None),
    };
    Ok(RecordView {
        member: MemberId(held.id),
        name: member.names.whole(),
        birth_date: member.birth_date,
        cin: member.cin.clone(),
        phones: member.phones.clone(),
        site: member
            .home
            .as_ref()
            .map(|home| home.words.clone())
            .unwrap_or_default(),
        lead: lead.map(|staff| people.person(staff)),
        visits: u32::try_from(visits).unwrap_or(u32::MAX),
        same_as: member.same_as,
        joined_by,
        joined_at,
        seen: book::seen(reader, held)?,
    })
}

/// Who said that it is the same person as another, and when: whoever is here, as long as the clinic has not answered.
fn who_said(
    reader: &Reader<'_>,
    held: &Held<Member>,
    people: &People,
) -> Result<Option<(StaffId, Option<i64>)>, StoreError> {
    let own = book::own_writes(reader, held.id)?;
    if own
        .iter()
        .any(|(_, writes)| writes.contains_key(Member::SAME_AS))
    {
        return Ok(Some((people.you(), None)));
    }
    let said = held.heads_of(Member::SAME_AS).into_iter().next();
    Ok(said.and_then(|said| Some((said.author.staff()?, Some(said.at)))))
}

impl AtDesk for JoinMembers {
    const ACT: Act = Act::Steer;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.write(|pen, writer| {
            let one = Side::read(writer, self.one)?;
            let other = Side::read(writer, self.other)?;
            refuses_guests(writer, desk.me(), one.person)?;
            refuses_guests(writer, desk.me(), other.person)?;
            if one.person == other.person {
                return Err(Failure::AlreadyDecided.into());
            }
            let records = book::streams_of(writer, one.person)?.len();
            let together = records.saturating_add(book::streams_of(writer, other.person)?.len());
            if care::RECORDS_MAX < together {
                return Err(Failure::TooLarge.into());
            }
            let (least, most) = if one.id() < other.id() {
                (one, other)
            } else {
                (other, one)
            };
            // One that says already whose it is besides keeps its word; then the other one says it.
            let (says, of) = if most.held.value.same_as.is_none() {
                (most, least)
            } else {
                (least, most)
            };
            if says.held.value.same_as.is_some() {
                return Err(Failure::AlreadyDecided.into());
            }
            let member = Member {
                same_as: Some(of.id()),
                ..says.held.value.clone()
            };
            Ok(pen.change(&says.held, &member, &book::parse_seen(&says.seen))?)
        })?;
        Ok(Made {})
    }
}

/// A record by itself, as it was on the screen.
struct Side {
    held: Held<Member>,
    person: MemberId,
    seen: crate::contract::Seen,
}

impl Side {
    fn read(reader: &Reader<'_>, record: RecordSeen) -> Result<Self, DeskError> {
        let held = book::read::<Member>(reader, record.member)?.ok_or(Failure::NotHere)?;
        let person = held.member().ok_or(Failure::NotHere)?;
        Ok(Self {
            held,
            person,
            seen: record.seen,
        })
    }

    const fn id(&self) -> MemberId {
        MemberId(self.held.id)
    }
}

impl AtDesk for PartMembers {
    const ACT: Act = Act::Steer;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.write(|pen, writer| {
            let side = Side::read(writer, self.record)?;
            refuses_guests(writer, desk.me(), side.person)?;
            let Some(other) = side.held.value.same_as else {
                return Err(Failure::AlreadyDecided.into());
            };
            // Said first, so that the clinic, which finds its cause again with the next word, does not ask it again. What it
            // has not heard of as joined it has not ended either.
            let own = book::own_writes(writer, side.held.id)?;
            if !own
                .iter()
                .any(|(_, writes)| writes.contains_key(Member::SAME_AS))
            {
                let two = [EntityId::from(side.id()), EntityId::from(other)];
                for review in reviews_of(writer, &two)? {
                    if review.value.done.status != ReviewStatus::Right {
                        say_two(pen, writer, &review, desk.me().staff)?;
                    }
                }
            }
            let member = Member {
                same_as: None,
                ..side.held.value.clone()
            };
            pen.change(&side.held, &member, &book::parse_seen(&side.seen))?;
            Ok(())
        })?;
        Ok(Made {})
    }
}

/// Whether those a question is about are shown as one here already.
pub(crate) fn is_joined(reader: &Reader<'_>, two: &[EntityId]) -> Result<bool, StoreError> {
    let mut people = BTreeSet::new();
    for record in two {
        people.insert(book::person(reader, MemberId(record.0))?);
    }
    Ok(people.len() < two.len())
}

/// The reviews that ask whether two records are of one person: one in each of them, as far as they are here.
pub(crate) fn reviews_of(
    reader: &Reader<'_>,
    two: &[EntityId],
) -> Result<Vec<Held<Review>>, StoreError> {
    let mut found = BTreeMap::new();
    for record in two {
        for held in book::of_member::<Review>(reader, MemberId(record.0))? {
            let asks = held.value.why == ReviewWhy::SamePerson;
            if asks
                && held.value.cause.len() == two.len()
                && two.iter().all(|one| held.value.cause.contains(one))
            {
                found.insert(held.id, held);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// Says on a review that there are two people.
fn say_two(
    pen: &Pen<'_>,
    reader: &Reader<'_>,
    held: &Held<Review>,
    by: StaffId,
) -> Result<(), DeskError> {
    let done = ReviewDone {
        status: ReviewStatus::Right,
        by: Some(by),
        on: Some(pen.today),
        words: String::new(),
    };
    let seen = book::parse_seen(&book::seen(reader, held)?);
    Ok(pen.change(
        held,
        &Review {
            done,
            ..held.value.clone()
        },
        &seen,
    )?)
}

/// Whether all these members are here: who may not hold one of them does not decide about both.
pub(crate) fn expect_held(reader: &Reader<'_>, members: &[EntityId]) -> Result<(), DeskError> {
    for member in members {
        if book::read::<Member>(reader, *member)?.is_none() {
            return Err(Failure::NotAllowed.into());
        }
    }
    Ok(())
}
