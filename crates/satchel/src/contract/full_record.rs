//! The full record: everything that is held of a member, in files for her.

use care::MemberId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::settings::UiLanguage;
use super::{Request, Topic};

/// Makes the member's own full record: a page to read and print, and a file for other systems. Refused with `copy_denied` where
/// her last request to see or copy it was denied, whole or in part.
#[derive(Debug, Deserialize, TS)]
pub struct MakeFullRecord {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// In which language the page speaks; what was written stays in its own.
    pub language: UiLanguage,
}

impl Request for MakeFullRecord {
    const NAME: &'static str = "fullRecord.make";
    const READS: &'static [Topic] = &[];
    type Response = FullRecordMade;
}

/// The files. They are for her, and nothing protects them.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FullRecordMade {
    /// Where the page is.
    pub page: String,
    /// Where the FHIR bundle is.
    pub bundle: String,
    /// So many parts are in them.
    pub parts: u32,
    /// So many stay: counselling notes, reports the law asks for, what is for staff alone, and what this version cannot judge.
    pub stays: u32,
    /// So many photos of papers are named in them and are not there.
    pub no_photo: u32,
}
