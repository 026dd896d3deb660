//! Break-glass: a record that is not hers to hold, opened for a while, watched.

use care::{EntityId, GlassReason, GlassVerdict, MemberId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Request, Topic};

/// Asks the clinic to open a record: by the number, or else by the whole name and birth date.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BreakGlass {
    /// Given names; may be empty if there is a number.
    pub given: String,
    /// Family names; the same.
    pub family: String,
    /// Birth date; the same.
    #[ts(type = "Day | null")]
    pub birth_date: Option<NaiveDate>,
    /// Medi-Cal number; may be empty.
    pub cin: String,
    /// Why.
    #[ts(type = "GlassReason")]
    pub reason: GlassReason,
    /// In words; may be empty where the reason says it.
    pub words: String,
}

impl Request for BreakGlass {
    const NAME: &'static str = "glass.break";
    const READS: &'static [Topic] = &[];
    type Response = GlassOpened;
}

/// Asks for longer.
#[derive(Debug, Deserialize, TS)]
pub struct RenewGlass {
    /// Which one it is about.
    #[ts(type = "string")]
    pub glass: EntityId,
}

impl Request for RenewGlass {
    const NAME: &'static str = "glass.renew";
    const READS: &'static [Topic] = &[];
    type Response = GlassOpened;
}

/// The record is open; it comes with the exchange that begins now.
#[derive(Debug, Serialize, TS)]
pub struct GlassOpened {
    /// Whose it is.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Until when, milliseconds.
    #[ts(type = "number")]
    pub until: i64,
}

/// Why a member is on this laptop who is nobody's of its person's, and who else has opened her record.
#[derive(Debug, Deserialize, TS)]
pub struct ShowGlass {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowGlass {
    const NAME: &'static str = "glass.show";
    const READS: &'static [Topic] = &[Topic::Members];
    type Response = GlassBand;
}

/// What is open of her record now.
#[derive(Serialize, TS)]
pub struct GlassBand {
    /// By whoever is here.
    pub mine: Option<OpenGlass>,
    /// By others, the newest first.
    pub others: Vec<OpenGlass>,
}

/// A record that is open for a while.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenGlass {
    /// By which it is asked for again.
    #[ts(type = "string")]
    pub glass: EntityId,
    /// Who opened it.
    pub who: String,
    /// Why.
    #[ts(type = "GlassReason")]
    pub reason: GlassReason,
    /// In words; may be empty.
    pub words: String,
    /// Until when, milliseconds.
    #[ts(type = "number")]
    pub until: i64,
    /// Whether it may go on for longer than that.
    pub may_go_on: bool,
}

/// Every record that was opened, for whoever watches. Asked over the network each time: nothing of it is kept.
#[derive(Debug, Deserialize, TS)]
pub struct ListGlass {}

impl Request for ListGlass {
    const NAME: &'static str = "glass.list";
    // After an exchange too: somebody may have opened one meanwhile.
    const READS: &'static [Topic] = &[Topic::Glass, Topic::Session];
    type Response = GlassList;
}

/// Says what is to be thought of one; gives all of them then.
#[derive(Deserialize, TS)]
pub struct WeighGlass {
    /// Which one.
    #[ts(type = "string")]
    pub glass: EntityId,
    /// What.
    #[ts(type = "GlassVerdict")]
    pub verdict: GlassVerdict,
    /// Why, in a sentence.
    pub words: String,
}

impl Request for WeighGlass {
    const NAME: &'static str = "glass.weigh";
    const READS: &'static [Topic] = &[];
    type Response = GlassList;
}

/// At most 200 of them.
#[derive(Serialize, TS)]
pub struct GlassList {
    /// Those that nobody has weighed first, then the newest.
    pub glasses: Vec<GlassView>,
}

/// A record that was opened.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GlassView {
    /// Which one.
    #[ts(type = "string")]
    pub glass: EntityId,
    /// Whose record.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Her name.
    pub whose: String,
    /// Who opened it.
    pub who: String,
    /// On which computer.
    pub computer: String,
    /// Why.
    #[ts(type = "GlassReason")]
    pub reason: GlassReason,
    /// In words; may be empty.
    pub words: String,
    /// When, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// Until when it was to be open.
    #[ts(type = "number")]
    pub until: i64,
    /// When it ended; absent while it is open.
    #[ts(type = "number | null")]
    pub ended: Option<i64>,
    /// What was found of it; absent while nobody has looked.
    pub weighed: Option<GlassWeighed>,
    /// Whether whoever is here may say what is to be thought of it.
    pub may_weigh: bool,
}

/// What was found of it.
#[derive(Serialize, TS)]
pub struct GlassWeighed {
    /// What.
    #[ts(type = "GlassVerdict")]
    pub verdict: GlassVerdict,
    /// Who found it.
    pub by: String,
    /// When, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// Why, in a sentence.
    pub words: String,
}

quiet_debug!(
    BreakGlass,
    GlassBand,
    OpenGlass,
    WeighGlass,
    GlassList,
    GlassView,
    GlassWeighed
);
