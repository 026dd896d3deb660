//! Help in place: what a new care manager asks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assessments::Bilingual;
use super::{Request, Topic};

/// What is explained, in the order in which it is read.
#[derive(Debug, Deserialize, TS)]
pub struct ShowHelp {}

impl Request for ShowHelp {
    const NAME: &'static str = "help.show";
    const READS: &'static [Topic] = &[Topic::Settings];
    type Response = Help;
}

/// What is explained.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Help {
    /// In the order in which they are read.
    pub topics: Vec<HelpTopic>,
}

/// One thing that is explained.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HelpTopic {
    /// Its code.
    pub code: String,
    /// The screens and tabs it belongs to.
    pub on: Vec<String>,
    /// What it is called.
    pub title: Bilingual,
    /// What it is.
    pub lead: Bilingual,
    /// What to do, and what to mind; a place of the screen stands between asterisks.
    pub points: Vec<Bilingual>,
    /// Where it stands.
    pub source: String,
    /// Nobody has compared it with the published document yet.
    pub to_be_confirmed: bool,
}
