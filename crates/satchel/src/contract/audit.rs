//! Who looked at what, for those whose role may know. The clinic has it, and is asked each time.

use care::{AuditAction, MemberId, StaffId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Page, Request, Topic};

/// Asks the clinic.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListAudit {
    /// Only what she did.
    #[ts(type = "StaffId | null")]
    pub staff: Option<StaffId>,
    /// Only what was done with this member's record.
    #[ts(type = "MemberId | null")]
    pub member: Option<MemberId>,
    /// Only this.
    #[ts(type = "AuditAction | null")]
    pub action: Option<AuditAction>,
    /// From this moment on, milliseconds.
    #[ts(type = "number | null")]
    pub from: Option<i64>,
    /// And before this one, milliseconds.
    #[ts(type = "number | null")]
    pub until: Option<i64>,
    /// Which part of it, newest first.
    pub page: Page,
}

impl Request for ListAudit {
    const NAME: &'static str = "audit.list";
    const READS: &'static [Topic] = &[Topic::Session];
    type Response = AuditList;
}

/// A part of it.
#[derive(Clone, Serialize, TS)]
pub struct AuditList {
    /// Newest first.
    pub rows: Vec<AuditLine>,
    /// There are older ones.
    pub more: bool,
    /// Everybody who works here.
    pub people: Vec<AuditStaff>,
}

/// Somebody to choose.
#[derive(Clone, Serialize, TS)]
pub struct AuditStaff {
    /// Who.
    #[ts(type = "StaffId")]
    pub staff: StaffId,
    /// Her name.
    pub name: String,
}

/// Something somebody did.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// Where it stands: nothing else is in the same place.
    pub place: String,
    /// When, by the clock of where it was done, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// Who; empty if nobody is known.
    pub who: String,
    /// On which computer; empty at the clinic.
    pub computer: String,
    /// What; none if a newer version says something else.
    #[ts(type = "AuditAction | null")]
    pub action: Option<AuditAction>,
    /// With what kind of thing; may be empty.
    pub kind: String,
    /// Whose.
    #[ts(type = "MemberId | null")]
    pub member: Option<MemberId>,
    /// Her name; may be empty.
    pub name: String,
    /// How many, where it was more than one.
    #[ts(type = "number | null")]
    pub count: Option<u64>,
    /// It was not allowed, or did not succeed.
    pub refused: bool,
}

quiet_debug!(AuditList, AuditStaff, AuditLine);
