//! Who is here: enrolling this computer, opening and locking the satchel.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use super::{Made, Request, Topic};

/// Who is here, and what can be said of the satchel without opening it.
#[derive(Debug, Deserialize, TS)]
pub struct ShowSession {}

impl Request for ShowSession {
    const NAME: &'static str = "session.show";
    const READS: &'static [Topic] = &[Topic::Session];
    type Response = Session;
}

/// Makes this computer a device of the person the code was made for. Takes the clinic's address and the
/// fingerprint of its certificate from the same sheet as the code, so that already the first connection is sure.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Enrol {
    /// `https://clinic.example:8443`
    pub address: String,
    /// SHA-256 of the clinic's certificate authority, 64 hex digits; spaces and colons are allowed.
    pub fingerprint: String,
    /// The one-time code.
    pub code: String,
    /// The passphrase she will open the satchel with.
    pub passphrase: String,
}

impl fmt::Debug for Enrol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrol(…)")
    }
}

impl Request for Enrol {
    const NAME: &'static str = "session.enrol";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Opens the satchel.
#[derive(Deserialize, TS)]
pub struct Unlock {
    /// As typed.
    pub passphrase: String,
}

impl fmt::Debug for Unlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unlock(…)")
    }
}

impl Request for Unlock {
    const NAME: &'static str = "session.unlock";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Locks the satchel; typing is kept first.
#[derive(Debug, Deserialize, TS)]
pub struct Lock {}

impl Request for Lock {
    const NAME: &'static str = "session.lock";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// The person is still here: she typed or touched something. Puts off the lock.
#[derive(Debug, Deserialize, TS)]
pub struct Alive {}

impl Request for Alive {
    const NAME: &'static str = "session.alive";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Who is here.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Whether the satchel is there, and open.
    pub state: SessionState,
    /// Initials of whose it is; empty before enrolment.
    pub initials: String,
    /// Her role; absent before enrolment.
    #[ts(type = "Role | null")]
    pub role: Option<care::Role>,
    /// Her name, only while open.
    pub name: Option<String>,
    /// Her id, only while open.
    #[ts(type = "StaffId | null")]
    pub staff: Option<care::StaffId>,
    /// The clinic's name, only while open.
    pub clinic: Option<String>,
    /// When it was locked, milliseconds.
    #[ts(type = "number | null")]
    pub locked_at: Option<i64>,
    /// Why it was locked.
    pub locked_why: Option<LockedWhy>,
    /// How many operations the clinic has not got.
    pub unsent: u32,
    /// Since when the oldest of them waits, milliseconds.
    #[ts(type = "number | null")]
    pub unsent_since: Option<i64>,
    /// How many unsigned notes and forms wait.
    pub drafts: u32,
    /// When the newest of them was kept, milliseconds.
    #[ts(type = "number | null")]
    pub draft_kept_at: Option<i64>,
    /// When an exchange with the clinic was last complete, milliseconds; absent when none ever was.
    #[ts(type = "number | null")]
    pub exchanged_at: Option<i64>,
    /// The satchel locks itself after so many quiet minutes.
    pub lock_after_minutes: u32,
    /// This version of Satchel.
    pub version: String,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({:?})", self.state)
    }
}

/// Whether the satchel is there, and open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// This computer is not enrolled yet.
    NotEnrolled,
    /// Locked.
    Locked,
    /// Open.
    Open,
}

/// Why the satchel was locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LockedWhy {
    /// She locked it.
    Asked,
    /// Nothing was touched for a while.
    Quiet,
    /// Satchel was closed or the computer stopped.
    Closed,
}
