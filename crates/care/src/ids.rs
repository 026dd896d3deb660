//! Ids. Every noun has its own type, so that a visit is never mistaken for a member.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A member: a person enrolled, or to be enrolled, in Enhanced Care Management.
    MemberId,
    /// A visit.
    VisitId,
    /// A need of a member.
    NeedId,
    /// A goal of a care plan.
    GoalId,
    /// An intervention: one step towards a goal.
    InterventionId,
    /// A task.
    TaskId,
    /// A document.
    DocumentId,
    /// Someone who works for the clinic.
    StaffId,
    /// One person's profile on one computer.
    DeviceId,
    /// The organisation.
    ClinicId,
    /// Any entity, when its kind does not matter.
    EntityId,
    /// An immutable signed record.
    RecordId,
    /// One operation in an outbox.
    OpId,
    /// One press of *Save*: its operations stand together.
    GroupId,
}

macro_rules! entity_ids {
    ($($name:ident),+) => {$(
        impl From<$name> for EntityId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }
    )+};
}

entity_ids!(
    MemberId,
    VisitId,
    NeedId,
    GoalId,
    InterventionId,
    TaskId,
    DocumentId,
    StaffId
);
