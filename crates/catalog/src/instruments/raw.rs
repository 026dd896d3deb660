//! An instrument's file as it is written, each thing that can be wrong with the place where it stands.

use std::collections::BTreeMap;

use care::Subject;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub(super) id: Spanned<String>,
    pub(super) short: String,
    pub(super) title: String,
    pub(super) about: Subject,
    pub(super) version: String,
    pub(super) licence: String,
    pub(super) attribution: String,
    pub(super) why_no_text: Option<String>,
    pub(super) stem: String,
    pub(super) recall: Spanned<String>,
    pub(super) loinc_panel: String,
    pub(super) verified: String,
    #[serde(default)]
    pub(super) ask_alone: bool,
    #[serde(default)]
    pub(super) answers: BTreeMap<String, Vec<Spanned<RawChoice>>>,
    #[serde(default)]
    pub(super) item: Vec<RawItem>,
    #[serde(default)]
    pub(super) score: Vec<RawScore>,
    #[serde(default)]
    pub(super) band: Vec<RawBand>,
    #[serde(default)]
    pub(super) rule: Vec<RawRule>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChoice {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) score: Option<u16>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "the file says each of them by its own word"
)]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawItem {
    pub(super) id: Spanned<String>,
    pub(super) loinc: String,
    pub(super) text: String,
    pub(super) answers: Spanned<String>,
    #[serde(default)]
    pub(super) group: String,
    #[serde(default)]
    pub(super) multi: bool,
    #[serde(default = "yes")]
    pub(super) scored: bool,
    #[serde(default = "yes")]
    pub(super) required: bool,
    #[serde(default)]
    pub(super) ask_alone: bool,
    pub(super) skip_if: Option<Spanned<RawSkip>>,
    #[serde(default)]
    pub(super) need: Vec<Spanned<String>>,
    pub(super) exclusive: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSkip {
    pub(super) item: String,
    pub(super) score: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawScore {
    pub(super) id: Spanned<String>,
    pub(super) loinc: String,
    pub(super) method: Spanned<String>,
    pub(super) items: Vec<Spanned<String>>,
    pub(super) min: Spanned<u16>,
    pub(super) max: u16,
    pub(super) complete: Spanned<bool>,
    pub(super) value_if_0: Option<String>,
    pub(super) value_if_1: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBand {
    pub(super) score: Spanned<String>,
    pub(super) from: Spanned<u16>,
    pub(super) to: u16,
    pub(super) label: String,
    pub(super) label_es: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) id: Spanned<String>,
    pub(super) when: Spanned<String>,
    pub(super) action: Spanned<String>,
    pub(super) sensitive: Option<String>,
    pub(super) text: String,
    pub(super) text_es: String,
}

const fn yes() -> bool {
    true
}
