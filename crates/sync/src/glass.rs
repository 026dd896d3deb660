//! Break-glass on the wire: a laptop asks for a record that its person does not hold, asks for longer, and whoever watches
//! is told of all of them and says what is to be thought of one.
//!
//! There is no search before it. A question that opens nothing would tell who is known here, so that every question counts,
//! whatever comes of it; and a no is an answer like a yes, so that both are written down in the clinic's chain.

use std::fmt;

use care::{
    EntityId, GlassNo, GlassReason, GlassVerdict, GlassWeighed, GlassWhom, MemberId, StaffId,
};
use serde::{Deserialize, Serialize};

/// So many of them are told of at once: those that nobody has weighed first, then the newest.
pub const GLASSES_MAX: u32 = 200;

/// Somebody asks for a record that she does not hold.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskGlass {
    /// Whose.
    pub whom: GlassWhom,
    /// Why.
    pub reason: GlassReason,
    /// In words; may be empty where the reason says it.
    pub words: String,
}

/// She asks for longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewGlass {
    /// Which one it is about.
    pub glass: EntityId,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum GlassAnswer {
    /// The record is open; it comes with the next exchange.
    Open {
        /// By which it is asked for again.
        glass: EntityId,
        /// Whose it is.
        member: MemberId,
        /// Until when, by the clinic's clock, milliseconds since 1970 UTC.
        until: i64,
    },
    /// It is not.
    No {
        /// Why.
        why: GlassNo,
    },
}

/// Whoever watches asks for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskGlasses {}

/// She says what is to be thought of one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeighGlass {
    /// Which one.
    pub glass: EntityId,
    /// What.
    pub verdict: GlassVerdict,
    /// Why, in a sentence.
    pub words: String,
}

/// At most [`GLASSES_MAX`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glasses {
    /// Those that nobody has weighed first, then the newest.
    pub glasses: Vec<GlassLine>,
}

/// One of them, with names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassLine {
    /// Which one.
    pub glass: EntityId,
    /// Whose record.
    pub member: MemberId,
    /// Her name.
    pub whose: String,
    /// Who opened it.
    pub staff: StaffId,
    /// Her name.
    pub who: String,
    /// On which computer she asked.
    pub computer: String,
    /// Why.
    pub reason: GlassReason,
    /// In words; may be empty.
    pub words: String,
    /// When, by the clinic's clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// Until when it was to be open.
    pub until: i64,
    /// When it ended; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<i64>,
    /// What was found of it; absent while nobody has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighed: Option<GlassWeighed>,
    /// Who found it, by name; empty while nobody has looked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

macro_rules! says_nothing {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

says_nothing!(AskGlass, WeighGlass, GlassLine);
