//! Who is here: enrolling this computer, opening and locking the satchel.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;
use zeroize::Zeroize as _;

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

/// Opens the satchel with a PIN, while it takes one.
#[derive(Deserialize, TS)]
pub struct UnlockPin {
    /// As typed.
    pub pin: String,
}

impl Request for UnlockPin {
    const NAME: &'static str = "session.unlockPin";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Chooses a PIN for the open satchel, or another one. Needs no network.
#[derive(Deserialize, TS)]
pub struct SetPin {
    /// That it is she who chooses it.
    pub passphrase: String,
    /// Six to twelve digits.
    pub pin: String,
}

impl Request for SetPin {
    const NAME: &'static str = "session.setPin";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Only the passphrase opens the satchel from now on.
#[derive(Debug, Deserialize, TS)]
pub struct DropPin {}

impl Request for DropPin {
    const NAME: &'static str = "session.dropPin";
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

/// Words for a passphrase that nobody could know, other ones each time.
#[derive(Debug, Deserialize, TS)]
pub struct OfferWords {}

impl Request for OfferWords {
    const NAME: &'static str = "session.offerWords";
    const READS: &'static [Topic] = &[];
    type Response = OfferedWords;
}

/// Words for a passphrase.
#[derive(Serialize, TS)]
pub struct OfferedWords {
    /// Four, in their order.
    pub words: Vec<String>,
}

/// Changes the passphrase of the open satchel. Needs no network.
#[derive(Deserialize, TS)]
pub struct ChangePassphrase {
    /// The one it has.
    pub old: String,
    /// The one it is to have.
    pub new: String,
}

impl Request for ChangePassphrase {
    const NAME: &'static str = "session.changePassphrase";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// She cannot unlock: asks the clinic to let her in again. Asked anew, an earlier request is given up.
#[derive(Deserialize, TS)]
pub struct AskRecovery {
    /// The one-time code for a computer that lost its keyring; absent while it has it.
    pub code: Option<String>,
}

impl Request for AskRecovery {
    const NAME: &'static str = "session.askRecovery";
    const READS: &'static [Topic] = &[];
    type Response = RecoveryView;
}

/// Looks whether the clinic has answered.
#[derive(Debug, Deserialize, TS)]
pub struct LookRecovery {}

impl Request for LookRecovery {
    const NAME: &'static str = "session.lookRecovery";
    const READS: &'static [Topic] = &[];
    type Response = RecoveryView;
}

/// How her request stands.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryView {
    /// The words she reads out to whoever answers for the clinic.
    pub words: Vec<String>,
    /// Until when it can be answered, milliseconds.
    #[ts(type = "number")]
    pub until: i64,
    /// Somebody has let her in: she chooses a new passphrase.
    pub answered: bool,
}

/// Opens the satchel that the clinic has let her into again, under a new passphrase.
#[derive(Deserialize, TS)]
pub struct Recover {
    /// The one it is to have from now on.
    pub passphrase: String,
}

impl Request for Recover {
    const NAME: &'static str = "session.recover";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Asks the clinic, without opening, whether it has something to say to this satchel.
#[derive(Debug, Deserialize, TS)]
pub struct AskClinic {}

impl Request for AskClinic {
    const NAME: &'static str = "session.askClinic";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Puts somebody else's satchel on this computer in front. The one that was in front is locked first.
#[derive(Debug, Deserialize, TS)]
pub struct TakeUp {
    /// Whose, by the list of [`Session`].
    pub profile: String,
}

impl Request for TakeUp {
    const NAME: &'static str = "session.takeUp";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Somebody else starts on this computer, with a satchel of her own. The one that was in front is locked first.
#[derive(Debug, Deserialize, TS)]
pub struct SetDown {}

impl Request for SetDown {
    const NAME: &'static str = "session.setDown";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Another person's satchel on this computer, from outside: no name.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OtherSatchel {
    /// By which it is put in front.
    pub profile: String,
    /// Whose it is; empty where its card was lost.
    pub initials: String,
    /// Her role.
    #[ts(type = "Role")]
    pub role: care::Role,
    /// How many operations the clinic has not got.
    pub unsent: u32,
}

/// Until when a satchel shows what it holds without hearing of the clinic.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeaseView {
    /// Milliseconds, by the clinic's clock.
    #[ts(type = "number")]
    pub until: i64,
    /// How many days are left, counted up.
    #[ts(type = "number")]
    pub days: i64,
    /// It ends within a week.
    pub ending: bool,
    /// The computer's clock was set back.
    pub clock_back: bool,
}

/// What was typed is wiped when it has been used.
macro_rules! wiped {
    ($($request:ident { $($field:ident),+ }),+ $(,)?) => {$(
        impl Drop for $request {
            fn drop(&mut self) {
                $(self.$field.zeroize();)+
            }
        }
    )+};
}

wiped!(
    Enrol { passphrase, code },
    Unlock { passphrase },
    UnlockPin { pin },
    SetPin { passphrase, pin },
    ChangePassphrase { old, new },
    Recover { passphrase },
);

quiet_debug!(
    OfferedWords,
    UnlockPin,
    SetPin,
    ChangePassphrase,
    AskRecovery,
    RecoveryView,
    Recover
);

/// Who is here.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something by itself: what her role allows, and what has happened to the laptop"
)]
pub struct Session {
    /// Whether the satchel is there, and open.
    pub state: SessionState,
    /// Initials of whose it is; empty before enrolment.
    pub initials: String,
    /// The satchels of other people on this computer; empty while this one is open.
    pub others: Vec<OtherSatchel>,
    /// Her role; absent before enrolment.
    #[ts(type = "Role | null")]
    pub role: Option<care::Role>,
    /// Whether her role lets her look at members' records.
    pub may_read: bool,
    /// Whether the person who is here may read what is written of members, and look for people.
    pub may_read_notes: bool,
    /// Whether her role lets her open a record for a while that is not hers to hold.
    pub may_break_glass: bool,
    /// Whether her role lets her see who looked at what.
    pub may_audit: bool,
    /// Whether her role lets her see the register of incidents.
    pub may_incidents: bool,
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
    /// And after so many hours whatever was done.
    pub lock_after_hours: u32,
    /// Until when nobody may try another passphrase, milliseconds; absent when she may.
    #[ts(type = "number | null")]
    pub wait_until: Option<i64>,
    /// A PIN opens it now.
    pub takes_pin: bool,
    /// She has a PIN; false while locked.
    pub has_pin: bool,
    /// Her clinic lets her have one; true while locked.
    pub pin_allowed: bool,
    /// Somebody at the clinic can let her in again if she forgets her passphrase or the computer loses its keyring.
    pub recoverable: bool,
    /// Until when it shows what it holds without hearing of the clinic; absent when it was never told.
    pub lease: Option<LeaseView>,
    /// The clinic wants this satchel back: it is emptied when it is next opened with a network.
    pub recalled: bool,
    /// When the satchel that was here erased itself, because its clinic ordered it, milliseconds.
    #[ts(type = "number | null")]
    pub emptied_at: Option<i64>,
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
    /// Open for sending only: the lease is over.
    LeaseOver,
    /// Open for sending only: the clinic wants it back.
    Recalled,
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
    /// It had been open for a whole working day.
    Hours,
    /// The computer went to sleep, or its screen was locked.
    Away,
}
