//! What the clinic says when it carries a request out in no way.

use serde::{Deserialize, Serialize};

/// Why a request was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The reason.
    pub code: RefusedCode,
}

/// The reasons for which a request is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedCode {
    /// The enrolment code is not known.
    CodeUnknown,
    /// The enrolment code was used by another device.
    CodeUsed,
    /// The enrolment code is too old.
    CodeExpired,
    /// The enrolment code is for another device.
    CodeForAnotherDevice,
    /// The device is not enrolled, or no longer.
    DeviceUnknown,
    /// The device does not stand so that this could be said of it.
    NotSo,
    /// It has something that the clinic has not got, as far as anybody knows.
    Unsent,
    /// Somebody has written there since; look again.
    NotSeen,
    /// The proof does not hold.
    NotProven,
    /// More than the limit; send less.
    TooLarge,
    /// Not a request this version knows.
    BadRequest,
    /// The protocol is too old or too new.
    Protocol,
    /// Too many tries; come back later.
    TooManyTries,
    /// Too much to do; come back later.
    Busy,
    /// Too many unproven requests from this address; come back later.
    TooOften,
    /// It was sealed to another key than this clinic's, or is damaged.
    NotOurs,
    /// No record that this device may read names such a file.
    FileUnknown,
    /// The file is not what its hash says; nothing of it was kept.
    FileDamaged,
    /// The clinic's disk takes no more; nothing was stored. Come back later.
    NoRoom,
    /// This device never left its key with the clinic: nobody can let it in again.
    NoEscrow,
    /// The clinic knows no such request to be let in again.
    RecoveryUnknown,
    /// The request to be let in again is too old, or has been used.
    RecoveryOver,
    /// The role of whoever asks does not allow it.
    NotAllowed,
    /// The clinic's own fault; nothing was stored.
    ClinicFault,
}
