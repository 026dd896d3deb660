//! The other people: support persons around the member, staff of the clinic, and the keys staff sign with.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{DeviceId, Entity, Field, Names, Refusal, Role, Segment, StaffId, quiet_debug};

quiet_debug!(SupportPerson, Staff, DeviceKey);

/// Someone in the member's life who helps, or who has to be known about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SupportPerson {
    /// Name as the member says it.
    pub name: String,
    /// "sister", "Mrs. Leung at the desk".
    pub relation: String,
    /// How to reach them; empty when unknown.
    #[serde(default)]
    pub phone: String,
    /// What the member allows them to know; empty means nothing.
    #[serde(default)]
    pub may_know: String,
}

impl Entity for SupportPerson {
    const KIND: &'static str = "support_person";
    const FIELDS: &'static [Field] = &[
        Field::one("name", Segment::Contact),
        Field::one("relation", Segment::Contact),
        Field::one("phone", Segment::Contact),
        Field::one("mayKnow", Segment::Contact),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        line("name", &self.name)?;
        within("relation", &self.relation, limits::LINE_CHARS_MAX)?;
        within("phone", &self.phone, limits::LINE_CHARS_MAX)?;
        within("mayKnow", &self.may_know, limits::WORDS_CHARS_MAX)
    }
}

/// Someone who works for the clinic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Staff {
    /// Name.
    pub names: Names,
    /// What they may do.
    pub role: Role,
    /// Letters after the name: "RN", "LCSW"; empty for none.
    #[serde(default)]
    pub credentials: String,
}

impl Staff {
    /// Name and credentials as they stand under a note: "Deborah Achterberg, RN".
    pub fn signature(&self) -> String {
        let name = self.names.whole();
        if self.credentials.is_empty() {
            name
        } else {
            format!("{name}, {}", self.credentials)
        }
    }
}

impl Entity for Staff {
    const KIND: &'static str = "staff";
    const FIELDS: &'static [Field] = &[
        Field::group(
            "names",
            &["given", "family", "preferred", "others"],
            Segment::General,
        ),
        Field::one("role", Segment::General),
        Field::one("credentials", Segment::General),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        line("names", &self.names.whole())?;
        within("credentials", &self.credentials, limits::LINE_CHARS_MAX)
    }
}

/// The public key of one device, by which anybody can verify what was signed on it. Kept for ever.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceKey {
    /// The device.
    pub device: DeviceId,
    /// Whose it is.
    pub staff: StaffId,
    /// Ed25519 public key, 64 hex digits.
    pub public_key: String,
}

impl Entity for DeviceKey {
    const KIND: &'static str = "device_key";
    const FIELDS: &'static [Field] = &[
        Field::one("device", Segment::General),
        Field::one("staff", Segment::General),
        Field::one("publicKey", Segment::General),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        line("publicKey", &self.public_key)
    }
}
