//! What an entity is: a kind, and a table of its fields.
//!
//! A field is the smallest thing two people can disagree about. Its id is the key in the stored JSON and is
//! permanent: a field may be added or retired, never renamed and never given another meaning. Parts that make no
//! sense apart (a status and its reason) are one field whose value is an object, so that halves never mix.

use serde::{Serialize, de::DeserializeOwned};

use crate::{Moves, Refusal};
use chrono::NaiveDate;

/// A mutable thing in a member's (or the clinic's) stream.
pub trait Entity: Serialize + DeserializeOwned {
    /// The permanent word for this kind, as stored and sent.
    const KIND: &'static str;
    /// Every field there is; a test refuses a field of the type that is not listed.
    const FIELDS: &'static [Field];

    /// Refuses what may not be stored, naming the field. `today` is the day at the place of entry.
    fn check(&self, today: NaiveDate) -> Result<(), Refusal>;
}

/// One line of an entity's field table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The permanent id: the key in the stored JSON.
    pub id: &'static str,
    /// What happens when two people answer differently without having seen each other's answer.
    pub merge: Merge,
    /// The parts that travel together in this field's object; empty where the value is one thing.
    pub group: &'static [&'static str],
    /// How sensitive it is.
    pub segment: Segment,
}

impl Field {
    /// A field whose value is one thing, settled by a person when two answers meet.
    pub const fn one(id: &'static str, segment: Segment) -> Self {
        Self {
            id,
            merge: Merge::Review,
            group: &[],
            segment,
        }
    }

    /// A field of several parts that stand or fall together.
    pub const fn group(id: &'static str, group: &'static [&'static str], segment: Segment) -> Self {
        Self {
            id,
            merge: Merge::Review,
            group,
            segment,
        }
    }

    /// The same field, merged so that the careful answer holds until a person has decided.
    #[must_use]
    pub const fn protective(self) -> Self {
        Self {
            merge: Merge::Protective,
            ..self
        }
    }

    /// The same field, a list whose elements have nothing to do with each other.
    #[must_use]
    pub const fn set(self) -> Self {
        Self {
            merge: Merge::Set,
            ..self
        }
    }

    /// The same field, which only moves along these arrows.
    #[must_use]
    pub const fn moving(self, moves: Moves) -> Self {
        Self {
            merge: Merge::Moves(moves),
            ..self
        }
    }
}

/// How two answers to one field meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// Both stay; the one already there is shown; a person chooses.
    Review,
    /// Both stay; of those that stand the most careful is shown at once, see
    /// [`crate::Door::is_more_careful_than`]; a person chooses.
    Protective,
    /// A list, merged element by element: what somebody put in is put in, what she took out of what she had seen is
    /// taken out. Only two who unseen put different elements first are asked.
    Set,
    /// An answer is a move from the state its author had seen. From the present state it is made; from another one,
    /// or where there is no such arrow, both answers stay and a person chooses.
    Moves(Moves),
}

crate::codes! {
    /// How sensitive a field is; access and disclosure are decided by segment.
    Segment {
        /// Who the person is and how the work stands.
        General = "general",
        /// Where and how she can be reached safely.
        Contact = "contact",
        /// Physical health.
        Health = "health",
        /// The member's own words and what the team wrote.
        Narrative = "narrative",
    }
}
