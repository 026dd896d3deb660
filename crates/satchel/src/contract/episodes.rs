//! Moving an episode along.

use care::{MemberId, Stage};
use serde::Deserialize;
use ts_rs::TS;

use super::{Made, Request, Seen, Topic};

/// Moves an episode along.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdvanceEpisode {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Where to.
    #[ts(type = "Stage")]
    pub stage: Stage,
    /// Why; must be given where it ends.
    pub reason: String,
    /// What was on the screen.
    pub seen: Seen,
    /// She is to be enrolled although somebody with her Medi-Cal number is.
    #[serde(default)]
    #[ts(optional)]
    pub anyway: Option<bool>,
}

impl Request for AdvanceEpisode {
    const NAME: &'static str = "episodes.advance";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}
