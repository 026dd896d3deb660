//! The file as it is written. An unknown key is refused by the reader itself; what the values mean is decided in
//! [`super::raw`].

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::{Spanned, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    pub(super) schema_version: Spanned<u32>,
    pub(super) source_date: String,
    pub(super) adult_min_age: i64,
    #[serde(rename = "timezone")]
    _timezone: String,
    pub(super) pof: Vec<Spanned<RawPopulation>>,
    #[serde(default)]
    pub(super) retired_pof: Vec<RawRetired>,
    pub(super) value_sets: BTreeMap<String, Vec<String>>,
    pub(super) exclusions: RawExclusions,
    pub(super) fact: Vec<Spanned<RawFact>>,
    #[serde(default)]
    pub(super) from_problem: Vec<Spanned<RawFromProblem>>,
    #[serde(default)]
    pub(super) pregnancy_loss: Vec<RawCodes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPopulation {
    pub(super) code: String,
    pub(super) dhcs_number: String,
    pub(super) name: String,
    pub(super) group: Spanned<String>,
    pub(super) effective_from: Spanned<String>,
    #[serde(default)]
    pub(super) effective_from_county: BTreeMap<String, Spanned<String>>,
    pub(super) verified_by: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) plan_exception_allowed: bool,
    #[serde(default, rename = "note")]
    _note: String,
    #[serde(default, rename = "end_rule")]
    _end_rule: String,
    #[serde(default, rename = "definitions")]
    _definitions: Option<Value>,
    pub(super) rule: Spanned<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRetired {
    pub(super) code: String,
    pub(super) name: String,
    #[serde(rename = "effective_from")]
    _effective_from: String,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExclusions {
    #[serde(rename = "source")]
    _source: String,
    pub(super) programs: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFact {
    pub(super) code: String,
    pub(super) kind: Spanned<String>,
    #[serde(default)]
    pub(super) values: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) holds_months: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCodes {
    #[serde(default)]
    pub(super) icd10: Vec<String>,
    #[serde(default)]
    pub(super) snomed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFromProblem {
    pub(super) fact: String,
    pub(super) value: String,
    #[serde(default)]
    pub(super) icd10: Vec<String>,
    #[serde(default)]
    pub(super) snomed: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRule {
    pub(super) all_of: Option<Vec<Spanned<RawRule>>>,
    pub(super) any_of: Option<Vec<Spanned<RawRule>>>,
    pub(super) none_of: Option<Vec<Spanned<RawRule>>>,
    pub(super) any_other_pof: Option<bool>,
    pub(super) fact: Option<String>,
    pub(super) date_fact: Option<String>,
    pub(super) count: Option<Value>,
    pub(super) op: Option<String>,
    pub(super) value: Option<Value>,
    pub(super) value_set: Option<String>,
    pub(super) r#where: Option<BTreeMap<String, bool>>,
    pub(super) sliding_window_months: Option<u32>,
    pub(super) within_trailing_months: Option<u32>,
}
