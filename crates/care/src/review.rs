//! Reviews: work that the clinic keeps whole but has not applied, until a person has looked at it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, within};
use crate::{
    Entity, EntityId, Field, OpId, Refusal, Segment, StaffId, TagRemoved, codes, quiet_debug,
};

codes! {
    /// Why the clinic asks a person to look: it set an operation aside, or things do not go together.
    ReviewWhy {
        /// Its author did not hold the member any more, and knew.
        OutOfScope = "out_of_scope",
        /// Its author's role does not allow it.
        NotAllowed = "not_allowed",
        /// It does not follow the operation its device wrote before.
        BrokenChain = "broken_chain",
        /// A record whose hash or signature does not hold.
        BadRecord = "bad_record",
        /// Larger than the limits.
        TooLarge = "too_large",
        /// Of a kind this version of the clinic does not know.
        UnknownKind = "unknown_kind",
        /// Its device could not send it like the rest.
        Unsendable = "unsendable",
        /// It came from a device that was reported lost.
        LostDevice = "lost_device",
        /// Not an operation, or not for this member.
        Malformed = "malformed",
        /// More than one of her plans is agreed.
        TwoPlans = "two_plans",
        /// More than one of her enrolments is not over.
        TwoEpisodes = "two_episodes",
        /// A step names a goal that is not hers, or was removed.
        UnknownGoal = "unknown_goal",
        /// She may be the same person as another member.
        SamePerson = "same_person",
        /// A baby, a plan for the birth or a helper's service names a pregnancy that is not on her record.
        UnknownPregnancy = "unknown_pregnancy",
        /// Not an operation: somebody was writing it when the member left her laptop, and had not signed it.
        LeftDraft = "left_draft",
    }
}

impl ReviewWhy {
    /// Whether there is something in it that can be taken over as it was meant; all the rest can only be filed.
    pub const fn can_be_taken_over(self) -> bool {
        match self {
            Self::OutOfScope | Self::NotAllowed | Self::BrokenChain | Self::LostDevice => true,
            Self::BadRecord
            | Self::TooLarge
            | Self::UnknownKind
            | Self::Unsendable
            | Self::Malformed
            | Self::TwoPlans
            | Self::TwoEpisodes
            | Self::UnknownGoal
            | Self::SamePerson
            | Self::UnknownPregnancy
            | Self::LeftDraft => false,
        }
    }

    /// Whether it is about things that were applied and do not go together, not about an operation that was set aside.
    pub const fn is_of_a_rule(self) -> bool {
        match self {
            Self::TwoPlans
            | Self::TwoEpisodes
            | Self::UnknownGoal
            | Self::SamePerson
            | Self::UnknownPregnancy => true,
            Self::OutOfScope
            | Self::NotAllowed
            | Self::BrokenChain
            | Self::BadRecord
            | Self::TooLarge
            | Self::UnknownKind
            | Self::Unsendable
            | Self::LostDevice
            | Self::Malformed
            | Self::LeftDraft => false,
        }
    }

    /// What a person may decide about it.
    pub const fn may_end_as(self) -> &'static [ReviewStatus] {
        if matches!(self, Self::SamePerson) {
            // One person is said on her record, and ends the review by itself; here they can only be called two.
            &[ReviewStatus::Right]
        } else if self.is_of_a_rule() {
            &[ReviewStatus::PutRight, ReviewStatus::Right]
        } else if self.can_be_taken_over() {
            &[ReviewStatus::TakenOver, ReviewStatus::Filed]
        } else {
            &[ReviewStatus::Filed]
        }
    }
}

/// So many days a review is the lead care manager's alone.
const LEAD_DAYS: i64 = 3;
const DAY_MILLIS: i64 = 24 * 60 * 60_000;

codes! {
    /// Whose it is to see to it that a review is decided. Who *may* decide is the role's business, see
    /// [`crate::Act::Steer`].
    ReviewOwner {
        /// Whoever leads the member's care.
        Lead = "lead",
        /// The supervisor: it has waited too long.
        Supervisor = "supervisor",
    }
}

codes! {
    /// What a person decided about it.
    ReviewStatus {
        /// Nobody has decided.
        Open = "open",
        /// It counts: it was applied as its author meant it.
        TakenOver = "taken_over",
        /// It was read, and does not count. It stays in the history.
        Filed = "filed",
        /// It was put right on the record.
        PutRight = "put_right",
        /// It is right as it is.
        Right = "right_as_it_is",
        /// Its cause is gone. The clinic says so, nobody has to decide any more.
        Gone = "gone",
    }
}

quiet_debug!(Review, ReviewDone);

/// What a person decided, who, and when.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewDone {
    /// The decision.
    pub status: ReviewStatus,
    /// Whose it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// On which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl ReviewDone {
    /// Nobody has decided.
    pub const OPEN: Self = Self {
        status: ReviewStatus::Open,
        by: None,
        on: None,
        words: String::new(),
    };
}

/// Work that was set aside, or things that do not go together. The clinic writes it; a person writes `done`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Why.
    pub why: ReviewWhy,
    /// The operation that was set aside, or after which things did not go together any more.
    pub op: OpId,
    /// Who wrote it, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<StaffId>,
    /// When she wrote it, by her device's clock, milliseconds since 1970 UTC.
    pub written_at: i64,
    /// When the clinic had it, milliseconds since 1970 UTC.
    pub received_at: i64,
    /// The kind of the thing it is about, if it can be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The thing it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<EntityId>,
    /// What it says, as JSON: the answers by field, or a record's body; empty if it cannot be read or is too long to
    /// show.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// The things that do not go together; empty for work that was set aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cause: Vec<EntityId>,
    /// What a person decided.
    pub done: ReviewDone,
}

impl Review {
    /// What a person may decide about it. A tag that somebody took off who may not is not taken off by taking that over:
    /// whoever may does it herself.
    pub fn may_end_as(&self) -> &'static [ReviewStatus] {
        if self.why == ReviewWhy::NotAllowed && self.kind == TagRemoved::KIND {
            &[ReviewStatus::Filed]
        } else {
            self.why.may_end_as()
        }
    }

    /// For how many whole days it has waited; a clock that is behind the clinic's says none.
    pub const fn days(&self, now: i64) -> i64 {
        let waited = now.saturating_sub(self.received_at) / DAY_MILLIS;
        if waited < 0 { 0 } else { waited }
    }

    /// Whose it is after so long a wait.
    pub const fn owner(&self, now: i64) -> ReviewOwner {
        if self.days(now) < LEAD_DAYS {
            ReviewOwner::Lead
        } else {
            ReviewOwner::Supervisor
        }
    }
}

impl Entity for Review {
    const KIND: &'static str = "review";
    const FIELDS: &'static [Field] = &[
        Field::one("why", Segment::General),
        Field::one("op", Segment::General),
        Field::one("author", Segment::General),
        Field::one("writtenAt", Segment::General),
        Field::one("receivedAt", Segment::General),
        Field::one("kind", Segment::General),
        Field::one("about", Segment::General),
        Field::one("says", Segment::Narrative),
        Field::one("cause", Segment::General),
        Field::group("done", &["status", "by", "on", "words"], Segment::General),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        within("done", &self.done.words, limits::LINE_CHARS_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(why: ReviewWhy, kind: &str) -> Review {
        Review {
            why,
            op: OpId(uuid::Uuid::from_u128(1)),
            author: None,
            written_at: 0,
            received_at: 5 * DAY_MILLIS,
            kind: kind.to_owned(),
            about: None,
            says: String::new(),
            cause: Vec::new(),
            done: ReviewDone::OPEN,
        }
    }

    #[test]
    fn a_tag_taken_off_by_somebody_who_may_not_is_filed_and_nothing_else() {
        let may_end_as = |why, kind| review(why, kind).may_end_as().to_vec();
        let not_allowed = ReviewWhy::NotAllowed;
        assert_eq!(
            may_end_as(not_allowed, TagRemoved::KIND),
            [ReviewStatus::Filed]
        );
        assert!(may_end_as(not_allowed, "goal").contains(&ReviewStatus::TakenOver));
        let late = ReviewWhy::OutOfScope;
        assert!(may_end_as(late, TagRemoved::KIND).contains(&ReviewStatus::TakenOver));
    }

    #[test]
    fn a_review_is_the_leads_and_after_three_days_the_supervisors() {
        let review = review(ReviewWhy::OutOfScope, "");
        let after = |days: i64, millis: i64| {
            let now = (5 + days) * DAY_MILLIS + millis;
            (review.days(now), review.owner(now))
        };
        assert_eq!(after(0, 0), (0, ReviewOwner::Lead));
        assert_eq!(after(2, DAY_MILLIS - 1), (2, ReviewOwner::Lead));
        assert_eq!(after(3, 0), (3, ReviewOwner::Supervisor));
        assert_eq!(
            after(-9, 0),
            (0, ReviewOwner::Lead),
            "a clock that is behind"
        );
    }
}
