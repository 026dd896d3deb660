//! Sharing: the segments of what is in a record, what may leave it, and what has left it.

use care::{Basis, Channel, EntityId, MemberId, Permit, Recipient, RecordId, ShareFor, Tag};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::consents::ConsentView;
use super::{MadeOne, Request, Topic, Whereabouts};

quiet_debug!(
    Thing,
    PutTags,
    RemoveTag,
    WeighSharing,
    Disclose,
    ShareDecision,
    DisclosureView
);

/// What a record can be shared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SharedPart {
    /// Needs, goals, steps and tasks.
    Plan,
    /// The problem list.
    Problems,
    /// The medicines she takes.
    Medicines,
    /// Signed notes.
    Notes,
    /// Signed assessments.
    Assessments,
    /// Photographs of papers.
    Papers,
}

/// Everything in a member's record that has segments, the newest of each part first.
#[derive(Debug, Deserialize, TS)]
pub struct ShowTags {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowTags {
    const NAME: &'static str = "tags.show";
    const READS: &'static [Topic] = &[
        Topic::Sharing,
        Topic::Members,
        Topic::Plans,
        Topic::Tasks,
        Topic::Visits,
        Topic::Assessments,
        Topic::Documents,
        Topic::Conflicts,
    ];
    type Response = TaggedThings;
}

/// What is in a member's record, with its segments.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaggedThings {
    /// Each thing; at most 500 of a part.
    pub things: Vec<Thing>,
    /// Whether the person who is here may put tags on.
    pub may_change: bool,
    /// Whether she may take them off.
    pub may_remove: bool,
}

/// Something in a member's record.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Thing {
    /// Which.
    #[ts(type = "string")]
    pub id: EntityId,
    /// "goal", "note", "medicine".
    pub kind: String,
    /// In what it is shared.
    pub part: SharedPart,
    /// Its first words.
    pub words: String,
    /// Its day, where it has one.
    #[ts(type = "Day | null")]
    pub on: Option<NaiveDate>,
    /// Its segments.
    pub tags: Vec<TagView>,
    /// Her statements of disagreement about it: they go wherever it goes.
    pub disputed: Vec<String>,
    /// Whether two people have answered differently about it.
    pub two_answers: bool,
}

/// A segment of something, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TagView {
    /// Which.
    #[ts(type = "Tag")]
    pub tag: Tag,
    /// Who put it on; empty where the thing is in it by what it is.
    pub by: String,
    /// Of Part 2, the programme it came from; may be empty.
    pub source: String,
}

/// Says that something belongs to segments.
#[derive(Deserialize, TS)]
pub struct PutTags {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which thing.
    #[ts(type = "string")]
    pub of: EntityId,
    /// Which segments.
    #[ts(type = "Tag[]")]
    pub tags: Vec<Tag>,
    /// Of Part 2, the programme it came from; may be empty elsewhere.
    pub source: String,
}

impl Request for PutTags {
    const NAME: &'static str = "tags.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Takes a tag off. Only a supervisor does, with a reason.
#[derive(Deserialize, TS)]
pub struct RemoveTag {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// From what.
    #[ts(type = "string")]
    pub of: EntityId,
    /// Which.
    #[ts(type = "Tag")]
    pub tag: Tag,
    /// Why.
    pub reason: String,
}

impl Request for RemoveTag {
    const NAME: &'static str = "tags.remove";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// What may go to somebody. Nothing is disclosed by asking.
#[derive(Deserialize, TS)]
pub struct WeighSharing {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// To whom.
    #[ts(type = "Recipient")]
    pub to: Recipient,
    /// For what.
    #[ts(type = "ShareFor")]
    pub purpose: ShareFor,
    /// In what.
    pub what: Vec<SharedPart>,
}

impl Request for WeighSharing {
    const NAME: &'static str = "sharing.weigh";
    const READS: &'static [Topic] = ShowTags::READS;
    type Response = ShareDecision;
}

/// What may go, for whoever decides to send it. What stays is not for the recipient to know of.
#[derive(Clone, Serialize, TS)]
pub struct ShareDecision {
    /// What goes.
    pub goes: Vec<Thing>,
    /// What stays.
    pub stays: Vec<Stays>,
    /// The statements that go along.
    pub notices: Vec<StatementView>,
    /// The consents it rests on: a copy goes along.
    pub consents: Vec<ConsentView>,
    /// On which grounds it goes.
    #[ts(type = "Basis[]")]
    pub basis: Vec<Basis>,
}

/// Something that stays.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Stays {
    /// What.
    pub thing: Thing,
    /// Why; never empty.
    pub because: Vec<StaysBecause>,
}

/// Why something stays, by one of its segments.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct StaysBecause {
    /// The segment; absent for what is in none.
    #[ts(type = "Tag | null")]
    pub about: Option<Tag>,
    /// What would permit it.
    #[ts(type = "Permit")]
    pub permit: Permit,
}

/// A statement that goes along, word for word.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatementView {
    /// Which, with its edition.
    pub id: String,
    /// The text, in English as the rule has it.
    pub text: String,
    /// What it says, in Spanish.
    pub gloss_es: String,
}

/// Writes down that it was disclosed. What goes is decided anew at that moment; refused with `nothing_to_share` where
/// nothing may.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Disclose {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// To whom.
    #[ts(type = "Recipient")]
    pub to: Recipient,
    /// For what.
    #[ts(type = "ShareFor")]
    pub purpose: ShareFor,
    /// Why, in words; refused where it is empty and the purpose is an emergency.
    pub reason: String,
    /// How it left.
    #[ts(type = "Channel")]
    pub channel: Channel,
    /// The ids of what was on the screen as going. Refused with `conflict_changed` where it is not the same any more.
    #[ts(type = "string[]")]
    pub things: Vec<EntityId>,
    /// In what.
    pub what: Vec<SharedPart>,
}

impl Request for Disclose {
    const NAME: &'static str = "sharing.disclose";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// The accounting of disclosures of a member, the newest first.
#[derive(Debug, Deserialize, TS)]
pub struct ListDisclosures {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ListDisclosures {
    const NAME: &'static str = "disclosures.list";
    const READS: &'static [Topic] = &[Topic::Sharing, Topic::Sync, Topic::Members];
    type Response = Disclosures;
}

/// The accounting of disclosures of a member.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Disclosures {
    /// Each of them; at most 500.
    pub disclosures: Vec<DisclosureView>,
    /// How many there are.
    pub total: u32,
}

/// Something left the clinic.
#[derive(Clone, Serialize, TS)]
pub struct DisclosureView {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// When it was written down, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// To whom.
    #[ts(type = "Recipient")]
    pub to: Recipient,
    /// For what.
    #[ts(type = "ShareFor")]
    pub purpose: ShareFor,
    /// Why, in words; may be empty.
    pub reason: String,
    /// How.
    #[ts(type = "Channel")]
    pub channel: Channel,
    /// How many things of each kind.
    pub what: Vec<DisclosedCount>,
    /// On which grounds.
    #[ts(type = "Basis[]")]
    pub basis: Vec<Basis>,
    /// How many consents went along.
    pub consents: u32,
    /// The statements that went along, each with its edition.
    pub notices: Vec<String>,
    /// Who signed for it.
    pub signature: String,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// So many things of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DisclosedCount {
    /// "goal", "note", "medicine".
    pub kind: String,
    /// How many.
    pub count: u32,
}
