//! What the witness knows of members who are one person, and of who may hold both.

use std::collections::BTreeSet;

use care::{EntityId, MemberId, StaffId};
use sync::StreamId;

use super::intent::{Does, Intent};
use super::witness::Witness;
use super::words::SAME_AS;

impl Witness {
    /// Of whom a member's record says that it is hers too; of nobody while there are two answers.
    fn is_besides(&self, member: MemberId) -> Option<MemberId> {
        let place = (EntityId::from(member), SAME_AS.to_owned());
        match self.standing.get(&place).map(Vec::as_slice) {
            Some([one]) => one.value().as_str()?.parse().ok(),
            Some(_) | None => None,
        }
    }

    /// The streams of a person: that one, and those of the records that are said to be hers too.
    pub(super) fn records_of(&self, stream: &StreamId) -> BTreeSet<StreamId> {
        let mut group = BTreeSet::from([stream.clone()]);
        // Nothing clever: until nothing is added any more.
        loop {
            let before = group.len();
            for one in self.entitled.keys() {
                let Some(member) = one.member() else {
                    continue;
                };
                let Some(other) = self.is_besides(member).map(StreamId::Member) else {
                    continue;
                };
                if group.contains(one) || group.contains(&other) {
                    group.extend([one.clone(), other]);
                }
            }
            if group.len() == before {
                return group;
            }
        }
    }

    /// Works out anew who holds what: everybody who may hold one record of a person holds each of them.
    pub(super) fn recounts(&mut self) {
        let streams: Vec<StreamId> = self.entitled.keys().cloned().collect();
        for stream in &streams {
            let group = self.records_of(stream);
            let entitled = group.iter().filter_map(|one| self.entitled.get(one));
            let people: BTreeSet<StaffId> = entitled.flatten().copied().collect();
            if self.people.get(stream) != Some(&people) {
                self.is_held_by(stream.clone(), people);
            }
        }
    }

    /// Whether somebody joined, or parted, who may not, or whom one of the two is no business of.
    pub(super) fn is_no_join_of(&self, staff: Option<StaffId>, intent: &Intent) -> bool {
        let Does::Answers { kind, fields, .. } = &intent.does else {
            return false;
        };
        let Some(said) = fields.get(SAME_AS).filter(|_| kind == "member") else {
            return false;
        };
        let other = said.value.as_str().and_then(|id| id.parse().ok());
        let other = other.map(StreamId::Member);
        let people = other.as_ref().and_then(|other| self.people.get(other));
        let outside =
            staff.is_some_and(|staff| people.is_some_and(|people| !people.contains(&staff)));
        // A ledger that was put back may know nothing of her yet; nobody holds her then.
        let is_unknown =
            other.is_some_and(|other| self.read.get(&other).is_none_or(|read| *read == 0));
        !self.steers(staff) || outside || (self.is_put_back && is_unknown)
    }
}
