//! Disclosures: what left the clinic, to whom, for what and on which ground. Signed, and never changed.
//!
//! The record names what went by its ids, never in words: whoever reads the list sees that a note was handed over, and has
//! to be allowed to read the note to know what it says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::sharing::{Basis, Recipient, ShareFor};
use crate::{EntityId, MemberId, NoteAuthor, RecordId, Refusal, Why, codes, quiet_debug};

quiet_debug!(Disclosure);

codes! {
    /// How something left.
    Channel {
        ReadAloud = "read_aloud",
        HandedOver = "handed_over",
        Phone = "phone",
        Fax = "fax",
        Mail = "mail",
        SecureMessage = "secure_message",
    }
}

/// A thing that was disclosed, by its kind and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosed {
    /// "goal", "note", "medicine".
    pub kind: String,
    /// Which.
    pub id: EntityId,
}

/// An entry of the accounting of disclosures.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Disclosure {
    /// The version of this form of record.
    pub template: u32,
    /// Of whom.
    pub member: MemberId,
    /// The day.
    pub on: NaiveDate,
    /// To whom.
    pub to: Recipient,
    /// For what.
    pub purpose: ShareFor,
    /// Why, in words: what the emergency was; may be empty for every other purpose.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How it left.
    pub channel: Channel,
    /// What, by its ids.
    pub what: Vec<Disclosed>,
    /// On which grounds.
    pub basis: Vec<Basis>,
    /// The consents it rests on; a copy of each of them, or what it allows, went along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<RecordId>,
    /// The statements that went along, each by its id and edition in the catalogue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
    /// Who disclosed it, and signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl Disclosure {
    /// The word for this kind of record.
    pub const KIND: &'static str = "disclosure";
    /// The present form.
    pub const TEMPLATE: u32 = 1;
    /// So many things leave at once.
    pub const PARTS_MAX: usize = 500;

    /// Refuses one of nothing, to nobody, or on no ground; and an emergency of which nobody says what it was (42 CFR 2.51).
    pub fn check(&self) -> Result<(), Refusal> {
        let no = |field, why| Err(Refusal { field, why });
        line("to", &self.to.name)?;
        within("to", &self.to.address, limits::LINE_CHARS_MAX)?;
        within("reason", &self.reason, limits::LINE_CHARS_MAX)?;
        if self.purpose == ShareFor::Emergency {
            line("reason", &self.reason)?;
        }
        if self.what.is_empty() {
            return no("what", Why::Missing);
        }
        if Self::PARTS_MAX < self.what.len() {
            return no("what", Why::TooMany);
        }
        if self.basis.is_empty() {
            return no("basis", Why::Missing);
        }
        Ok(())
    }
}
