//! The contract: every request the screen can make, and every answer it can get.
//!
//! These types are views: made here for a screen, never stored. The TypeScript in `ui/src/contract/generated.ts`
//! is printed from them by [`typescript`].

/// Gives views a `Debug` that shows nothing of a person.
macro_rules! quiet_debug {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

pub mod assessments;
pub mod audit;
pub mod caseload;
pub mod comprehensive;
pub mod conflicts;
pub mod consents;
pub mod devices;
pub mod documents;
pub mod drafts;
pub mod eligibility;
pub mod episodes;
pub mod failure;
pub mod find;
pub mod full_record;
pub mod glass;
pub mod help;
pub mod incidents;
pub mod members;
pub mod outreach;
pub mod people;
pub mod perinatal;
pub mod plans;
pub mod removal;
pub mod reviews;
pub mod rights;
pub mod session;
pub mod settings;
pub mod sharing;
pub mod suggestions;
pub mod sync;
pub mod today;
mod typescript;
pub mod visits;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::TS;

pub use typescript::typescript;

/// A request: its name on the wire, the topics its answer depends on, and the type of its answer.
pub trait Request: DeserializeOwned + TS + 'static {
    /// The name on the wire: noun, full stop, verb.
    const NAME: &'static str;
    /// The topics that make a kept answer stale. Empty for a request that changes something.
    const READS: &'static [Topic];
    /// The answer.
    type Response: Serialize + TS;
}

/// What may have changed. A kept answer is dropped when one of its request's topics is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// Who is here, locked or open.
    Session,
    /// Language, theme, text size.
    Settings,
    /// Who members are, and everything known from elsewhere.
    Members,
    /// Episodes, leads, teams.
    Caseload,
    /// Plans, needs, goals, interventions.
    Plans,
    /// Visits, notes and addenda.
    Visits,
    /// Signed assessments.
    Assessments,
    /// Referrals, attempts, what people say of the offer, partner programmes.
    Outreach,
    /// Consents, the segments of what is in a record, and what left it.
    Sharing,
    /// Tasks.
    Tasks,
    /// Photographs of papers.
    Documents,
    /// Unsigned notes and half-filled forms.
    Drafts,
    /// What is unsent, on the way, received.
    Sync,
    /// Questions that wait for a person: two answers, or work that was set aside.
    Conflicts,
    /// The clinic's devices.
    Devices,
    /// Records that somebody opened who does not hold them.
    Glass,
}

/// A part of a list. No request has an unbounded answer.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// How many rows to pass over.
    pub offset: u32,
    /// How many rows to give; at most 500.
    pub limit: u32,
}

/// A part of a list, and how long the list is.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Paged<T: TS> {
    /// The rows.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: u32,
}

/// What the person had before her eyes when she changed something: the versions of each field, as the view gave
/// them. Sent back with every change, so that nothing she has not seen is overwritten. Opaque to the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Seen(pub String);

/// A change was made; there is nothing more to say.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Made {}

/// A change was made to, or made, the thing with this id.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MadeOne {
    /// Its id.
    pub id: String,
}

/// A person of the clinic, as shown beside what she wrote or has to do.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Who.
    #[ts(type = "StaffId")]
    pub staff: care::StaffId,
    /// Name with credentials: "Deborah Achterberg, RN".
    pub name: String,
    /// Whether it is the person who is here.
    pub is_you: bool,
}

/// Who does a step: somebody of the clinic, or somebody in words.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnerView {
    /// Somebody of the clinic.
    pub person: Option<Person>,
    /// Anybody else, or more exactly; may be empty.
    pub words: String,
}

/// Who is to do a step, as entered.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnerEntry {
    /// Somebody of the clinic.
    #[ts(type = "StaffId | null")]
    pub staff: Option<care::StaffId>,
    /// Anybody else, or more exactly; may be empty.
    pub words: String,
}

/// How far something has got on its way to the clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// Only on this laptop.
    InSatchel,
    /// Offered to the clinic; no answer yet.
    OnTheWay,
    /// The clinic has said that it has it.
    AtClinic,
}

quiet_debug!(Person, OwnerView, OwnerEntry);
