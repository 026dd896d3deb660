//! The satchel and the clinic: what is unsent, on the way, received. Every state comes from a receipt.

use care::MemberId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use super::failure::Failure;
use super::{Made, Person, Request, Topic};

/// What is in the satchel.
#[derive(Debug, Deserialize, TS)]
pub struct ShowSync {}

impl Request for ShowSync {
    const NAME: &'static str = "sync.show";
    const READS: &'static [Topic] = &[Topic::Sync, Topic::Conflicts];
    type Response = Sync;
}

/// What is in the satchel.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sync {
    /// What the exchange is doing.
    pub now: SyncNow,
    /// How many changes and pictures the clinic has not got (waiting, or offered without an answer).
    pub unsent: u32,
    /// Since when the oldest of them waits, milliseconds.
    #[ts(type = "number | null")]
    pub unsent_since: Option<i64>,
    /// What waits, by kind, in the order in which it began to wait.
    pub unsent_kinds: Vec<KindCount>,
    /// Whether something waits for more than a day.
    pub overdue: bool,
    /// The clinic's list of who looked at what is not what the clinic once signed.
    pub audit_fork: bool,
    /// How many of them were offered and wait for an answer.
    pub on_the_way: u32,
    /// The unsent ones, oldest first; at most fifty.
    pub unsent_items: Vec<SyncItem>,
    /// What the clinic keeps and has not applied, newest first; at most fifty.
    pub parked_items: Vec<SyncItem>,
    /// What was set aside and somebody at the clinic has looked at since, in the last two weeks, newest first; at most fifty.
    pub decided_items: Vec<DecidedItem>,
    /// Signed records that came from the clinic and are not what was signed, by person; they are not shown.
    pub damaged: Vec<DamagedRecords>,
    /// How many the clinic received today.
    pub received_today: u32,
    /// The last ones received, newest first; at most fifty.
    pub received_items: Vec<SyncItem>,
    /// When the last exchange was complete, milliseconds; absent if never.
    #[ts(type = "number | null")]
    pub last_complete_at: Option<i64>,
    /// When it was last tried, milliseconds.
    #[ts(type = "number | null")]
    pub last_tried_at: Option<i64>,
    /// Why the last try did not succeed; absent when it did.
    pub last_problem: Option<Failure>,
    /// When it will be tried again by itself, milliseconds; absent unless the last try failed.
    #[ts(type = "number | null")]
    pub next_try_at: Option<i64>,
    /// By how many milliseconds this computer's clock is ahead of the clinic's, negative when it is behind; absent
    /// while they agree within five minutes.
    #[ts(type = "number | null")]
    pub clock_ahead: Option<i64>,
    /// How many questions have two answers.
    pub two_answers: u32,
    /// How many people this satchel holds.
    pub people: u32,
}

/// Signed records of a person that are not what was signed.
#[derive(Clone, Serialize, TS)]
pub struct DamagedRecords {
    /// Whose they are.
    #[ts(type = "MemberId | null")]
    pub member: Option<MemberId>,
    /// Whole name; may be empty.
    pub name: String,
    /// How many.
    pub n: u32,
}

impl fmt::Debug for DamagedRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DamagedRecords(…)")
    }
}

/// So many things of one kind.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KindCount {
    /// The kind of thing: an entity kind, or "note", "addendum", "picture".
    pub kind: String,
    /// How many different ones.
    pub n: u32,
}

/// What the exchange is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SyncNow {
    /// Nothing.
    Resting,
    /// Sending: so many of so many are received.
    Sending {
        /// Received.
        done: u32,
        /// Of.
        of: u32,
    },
    /// Carrying a picture: so many of so many parts.
    Carrying {
        /// Parts that have arrived.
        done: u32,
        /// Of.
        of: u32,
    },
    /// Receiving: so many changes so far.
    Receiving {
        /// Changes.
        done: u32,
        /// Of so many; absent while nobody knows.
        of: Option<u32>,
    },
}

/// One change on its way, or received.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncItem {
    /// The kind of thing: an entity kind, or "note", "addendum", "picture".
    pub kind: String,
    /// About whom, if about a member that is still here.
    #[ts(type = "MemberId | null")]
    pub member: Option<MemberId>,
    /// Whole name; may be empty.
    pub name: String,
    /// When it was made (unsent) or received, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// Its size.
    pub bytes: u32,
    /// How it stands.
    pub state: SyncItemState,
    /// Why it is set aside at the clinic; absent when it is not.
    pub parked: Option<Parked>,
}

impl fmt::Debug for SyncItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SyncItem(…)")
    }
}

/// What was decided about work that was set aside.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecidedItem {
    /// What it is.
    pub kind: String,
    /// About whom, if she is here.
    #[ts(type = "MemberId | null")]
    pub member: Option<MemberId>,
    /// Her name; empty if she is not here.
    pub name: String,
    /// Whether it counts now, as it was meant.
    pub counts: bool,
    /// Who decided; absent where nobody had to.
    pub by: Option<Person>,
    /// On which day.
    #[ts(type = "string | null")]
    pub on: Option<NaiveDate>,
    /// When the clinic had it, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
}

impl fmt::Debug for DecidedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DecidedItem(…)")
    }
}

/// How one change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncItemState {
    /// Only on this laptop.
    InSatchel,
    /// Offered; no answer yet.
    OnTheWay,
    /// The clinic has it.
    Received,
    /// The clinic has it, and somebody had answered differently.
    ReceivedTwoAnswers,
    /// The clinic has it, and a person there must look at it first.
    Parked,
}

/// Why something is set aside at the clinic until a person has looked at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Parked {
    /// The member was not in the author's care.
    OutOfScope,
    /// The author's role does not allow it.
    NotAllowed,
    /// The clinic's version does not know such a thing.
    UnknownKind,
    /// Larger than the clinic takes.
    TooLarge,
    /// The clinic could not read it.
    Malformed,
    /// It does not follow what was sent before.
    BrokenChain,
    /// The record's signature does not hold.
    BadRecord,
    /// It did not get through like the others, and was handed over whole.
    Unsendable,
    /// It came from a laptop that was reported lost.
    LostDevice,
    /// A reason this version does not know.
    Other,
}

/// Exchanges with the clinic now. Answers at once; how it goes is told by notices.
#[derive(Debug, Deserialize, TS)]
pub struct SyncNowPlease {}

impl Request for SyncNowPlease {
    const NAME: &'static str = "sync.now";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Stops the exchange that is running. Harmless at any moment.
#[derive(Debug, Deserialize, TS)]
pub struct StopSync {}

impl Request for StopSync {
    const NAME: &'static str = "sync.stop";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Puts everything the clinic has not got into a file that only the clinic opens.
#[derive(Debug, Deserialize, TS)]
pub struct HandOverPlease {}

impl Request for HandOverPlease {
    const NAME: &'static str = "sync.handOver";
    const READS: &'static [Topic] = &[];
    type Response = HandedOver;
}

/// What was handed over, and where it is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandedOver {
    /// The file.
    pub file: String,
    /// So many changes are in it.
    pub changes: u32,
    /// So many drafts are in it.
    pub drafts: u32,
    /// So many pictures are in it.
    pub pictures: u32,
    /// So many entries of who looked at what are in it.
    pub looks: u32,
}
