//! Documents: photographs of papers, kept with a member's record.
//!
//! The picture itself is sealed once, on the laptop where it was taken, and travels apart from the record. What is here
//! says where it is and how it is opened, so that whoever may read the record may look at the picture.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{Entity, Field, Refusal, Segment, StaffId, VisitId, Why, codes, quiet_debug};

quiet_debug!(Document, SealedFile, Withdrawn);

codes! {
    /// What a document is for. A consent goes to the clinic before all others.
    Purpose {
        /// The member's consent to something, signed.
        Consent = "consent",
        /// A card or paper that says who she is or what she is entitled to.
        Identity = "identity",
        /// A letter, a notice, papers from a hospital.
        Letter = "letter",
        /// Medicines as they stand on the table.
        Medicine = "medicine",
        /// Anything else.
        Other = "other",
    }
}

/// A photograph of a paper.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// What it is for.
    pub purpose: Purpose,
    /// What it is, in the words of whoever took it.
    pub title: String,
    /// Who took it, and when.
    pub taken: Taken,
    /// The picture.
    pub file: SealedFile,
    /// The visit during which it was taken, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
    /// It was a mistake: it stays in the record and is no longer shown as part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawn>,
}

/// Who took a picture, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Who.
    pub by: StaffId,
    /// When, by her laptop's clock, milliseconds since 1970 UTC.
    pub at: i64,
}

/// A picture, sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedFile {
    /// By which it is found: SHA-256 of its sealed bytes, 64 hex digits.
    pub blob: String,
    /// With which it is opened, 64 hex digits.
    pub key: String,
    /// SHA-256 of the picture, 64 hex digits.
    pub plain: String,
    /// The length of its sealed bytes.
    pub bytes: u32,
    /// What kind of picture it is: "image/jpeg".
    pub media: String,
}

/// A document was a mistake.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Withdrawn {
    /// When.
    pub on: NaiveDate,
    /// Who says so.
    pub by: StaffId,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl Entity for Document {
    const KIND: &'static str = "document";
    const FIELDS: &'static [Field] = &[
        Field::one("purpose", Segment::General),
        Field::one("title", Segment::Narrative),
        Field::group("taken", &["by", "at"], Segment::General),
        Field::group(
            "file",
            &["blob", "key", "plain", "bytes", "media"],
            Segment::Narrative,
        ),
        Field::one("visit", Segment::General),
        Field::group("withdrawn", &["on", "by", "reason"], Segment::General),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        line("title", &self.title)?;
        let SealedFile {
            blob, key, plain, ..
        } = &self.file;
        if ![blob, key, plain].into_iter().all(|text| is_hex(text)) {
            return Err(Refusal {
                field: "file",
                why: Why::Malformed,
            });
        }
        within("file", &self.file.media, limits::LINE_CHARS_MAX)?;
        match &self.withdrawn {
            Some(withdrawn) => line("withdrawn", &withdrawn.reason),
            None => Ok(()),
        }
    }
}

/// 32 bytes in hex, in lower case.
fn is_hex(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn document() -> Document {
        Document {
            purpose: Purpose::Consent,
            title: "Consent to share".to_owned(),
            taken: Taken {
                by: StaffId(Uuid::nil()),
                at: 1,
            },
            file: SealedFile {
                blob: "0a".repeat(32),
                key: "1b".repeat(32),
                plain: "2c".repeat(32),
                bytes: 17,
                media: "image/jpeg".to_owned(),
            },
            visit: None,
            withdrawn: None,
        }
    }

    fn refused(change: impl FnOnce(&mut Document)) -> Option<&'static str> {
        let mut changed = document();
        change(&mut changed);
        let today = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
        changed.check(today).err().map(|refusal| refusal.field)
    }

    #[test]
    fn a_document_says_what_it_is_where_its_picture_is_and_why_it_was_withdrawn() {
        assert_eq!(refused(|_| {}), None);
        assert_eq!(refused(|one| one.title = " ".to_owned()), Some("title"));
        for bad in ["", "../../etc/passwd", &"0A".repeat(32), &"0g".repeat(32)] {
            assert_eq!(refused(|one| one.file.blob = bad.to_owned()), Some("file"));
            assert_eq!(refused(|one| one.file.key = bad.to_owned()), Some("file"));
        }
        let withdrawn = |reason: &str| Withdrawn {
            on: NaiveDate::from_ymd_opt(2026, 5, 4).unwrap(),
            by: StaffId(Uuid::nil()),
            reason: reason.to_owned(),
        };
        let by = |reason| refused(|one| one.withdrawn = Some(withdrawn(reason)));
        assert_eq!(by(""), Some("withdrawn"));
        assert_eq!(by("the wrong member's card"), None);
    }
}
