//! A person with several records: each stays what it is, and all of them are shown as one.
//!
//! She is shown under the least of her ids. What is written about her goes where the thing it is about lies, and what is
//! new goes to the record under which she was opened; so nothing has to be put back when somebody finds that there are
//! two people after all.

use std::collections::BTreeMap;

use care::{Door, Member, MemberId};
use sync::StreamId;
use vault::{Reader, StoreError, people};

use super::{Held, all, read};

/// Who is shown under which id; only of those of whom somebody has said that they are one.
#[derive(Default)]
pub(crate) struct Joined(BTreeMap<MemberId, MemberId>);

impl Joined {
    /// Of everybody here.
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, StoreError> {
        let said = people::same_as(reader)?;
        let said = said
            .iter()
            .filter_map(|(one, other)| Some((member_of(one)?, member_of(other)?)));
        Ok(Self(care::one_person(said)))
    }

    /// Of those around one stream.
    pub(super) fn around(reader: &Reader<'_>, stream: &str) -> Result<Self, StoreError> {
        let streams = people::streams_of(reader, stream)?;
        let members: Vec<MemberId> = streams
            .iter()
            .filter_map(|stream| member_of(stream))
            .collect();
        let said = members
            .first()
            .into_iter()
            .flat_map(|first| members.iter().map(|other| (*other, *first)));
        Ok(Self(care::one_person(said)))
    }

    /// How many records are shown under another one.
    pub(crate) fn besides(&self) -> u32 {
        let besides = self.0.iter().filter(|(member, person)| member != person);
        u32::try_from(besides.count()).unwrap_or(u32::MAX)
    }

    /// Whether a member has one record only.
    pub(crate) fn is_one(&self, member: MemberId) -> bool {
        !self.0.contains_key(&member)
    }

    /// Under which id a member is shown.
    pub(crate) fn person(&self, member: MemberId) -> MemberId {
        self.0.get(&member).copied().unwrap_or(member)
    }
}

fn member_of(stream: &str) -> Option<MemberId> {
    stream.parse::<StreamId>().ok()?.member()
}

/// Under which id a member is shown.
pub(crate) fn person(reader: &Reader<'_>, member: MemberId) -> Result<MemberId, StoreError> {
    Ok(Joined::around(reader, &StreamId::Member(member).to_string())?.person(member))
}

/// The streams of a person's records, in order.
pub(crate) fn streams_of(reader: &Reader<'_>, member: MemberId) -> Result<Vec<String>, StoreError> {
    people::streams_of(reader, &StreamId::Member(member).to_string())
}

/// Each record of a person, the one under which she is shown first.
pub(crate) fn records_of(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Vec<Held<Member>>, StoreError> {
    let mut records = Vec::new();
    for stream in streams_of(reader, member)? {
        if let Some(member) = member_of(&stream) {
            records.extend(read::<Member>(reader, member)?);
        }
    }
    Ok(records)
}

/// A person, if she is here: under whichever of her ids she is asked for, with what all her records say.
pub(crate) fn member(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Option<Held<Member>>, StoreError> {
    Ok(together(records_of(reader, member)?))
}

/// Everybody here, each person once, in the order of their ids.
pub(crate) fn everybody(reader: &Reader<'_>) -> Result<Vec<Held<Member>>, StoreError> {
    let mut people: BTreeMap<MemberId, Vec<Held<Member>>> = BTreeMap::new();
    for held in all::<Member>(reader)? {
        if let Some(person) = held.member() {
            people.entry(person).or_default().push(held);
        }
    }
    Ok(people.into_values().filter_map(together).collect())
}

/// The records of one person as one; a change to it is a change to the first. Where a record has two answers about her
/// door, whoever goes there goes by both.
pub(crate) fn together(records: Vec<Held<Member>>) -> Option<Held<Member>> {
    let careful = records.into_iter().map(|held| {
        let doors = held.answers::<Door>("door");
        // What the person here has answered since is hers to see.
        if doors.len() < 2 || doors.first() != held.value.door.as_ref() {
            return held;
        }
        let door = doors.into_iter().reduce(|one, other| one.going_by(&other));
        let value = Member {
            door,
            ..held.value.clone()
        };
        Held { value, ..held }
    });
    careful.reduce(|first, other| Held {
        value: first.value.together_with(&other.value),
        ..first
    })
}
