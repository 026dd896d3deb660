//! Work the clinic has set aside, and how a person decides about it.

use care::{MemberId, ReviewOwner, ReviewStatus, ReviewWhy};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::people::RecordView;
use super::{Made, Page, Paged, Person, Request, Seen, Topic};

/// Work that was set aside and waits for a decision, longest waiting first.
#[derive(Debug, Deserialize, TS)]
pub struct ListReviews {
    /// Which part.
    pub page: Page,
}

impl Request for ListReviews {
    const NAME: &'static str = "reviews.list";
    const READS: &'static [Topic] = &[
        Topic::Conflicts,
        Topic::Sync,
        Topic::Members,
        Topic::Caseload,
        Topic::Plans,
        Topic::Visits,
        Topic::Tasks,
    ];
    type Response = Paged<Review>;
}

/// One piece of work that was set aside, or things that do not go together.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Names it when deciding.
    pub review: String,
    /// About whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name; empty while nothing of her counts at the clinic but this.
    pub name: String,
    /// The kind of the thing it is about: an entity kind, or "note", "addendum"; empty if it cannot be read.
    pub kind: String,
    /// What the thing is called on other screens; may be empty.
    pub title: String,
    /// What it says, in the order in which the thing is described; of things that do not go together, what tells each
    /// apart. Empty if it cannot be read.
    pub says: Vec<ReviewSays>,
    /// The records that may be of one person, as far as they are here; empty where something else is asked.
    pub records: Vec<RecordView>,
    /// Why a person is asked.
    #[ts(type = "ReviewWhy")]
    pub why: ReviewWhy,
    /// Who wrote it; absent if that is not known.
    pub author: Option<Person>,
    /// When, milliseconds by the author's clock.
    #[ts(type = "number")]
    pub written_at: i64,
    /// When the clinic had it, milliseconds.
    #[ts(type = "number")]
    pub received_at: i64,
    /// For how many whole days it has waited.
    pub days: u32,
    /// Whose it is to decide by now.
    #[ts(type = "ReviewOwner")]
    pub owner: ReviewOwner,
    /// Who leads the member's care; absent before anybody does.
    pub lead: Option<Person>,
    /// The decisions that make sense here.
    #[ts(type = "ReviewStatus[]")]
    pub may_end_as: Vec<ReviewStatus>,
    /// Whether the person here may decide.
    pub may_decide: bool,
    /// What the person here has decided, while the clinic has not confirmed it.
    #[ts(type = "ReviewStatus | null")]
    pub decided_here: Option<ReviewStatus>,
    /// Sent back with the decision.
    pub seen: Seen,
}

/// One answer of the work that was set aside.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewSays {
    /// The field's permanent id.
    pub field: String,
    /// The answer as JSON, with names in the place of ids; null takes it away.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
    /// What stands on the record now, in the same form; null for nothing.
    #[ts(type = "unknown")]
    pub now: serde_json::Value,
}

/// Decides about work that was set aside. Refused with `already_decided` when the clinic has a decision.
#[derive(Deserialize, TS)]
pub struct DecideReview {
    /// Which.
    pub review: String,
    /// What was on the screen.
    pub seen: Seen,
    /// The decision.
    #[ts(type = "ReviewStatus")]
    pub decision: ReviewStatus,
    /// Why; may be empty.
    pub words: String,
}

impl Request for DecideReview {
    const NAME: &'static str = "reviews.decide";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

quiet_debug!(Review, ReviewSays, DecideReview);
