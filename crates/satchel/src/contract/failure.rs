//! Failures: why a request was not carried out, as a code the screen has a sentence for.

use serde::Serialize;
use ts_rs::TS;

/// Why a request was not carried out. Nothing was changed, nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "code",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Failure {
    /// The satchel is locked.
    Locked,
    /// The passphrase does not open it.
    WrongPassphrase,
    /// This computer's keyring has no entry for this satchel.
    KeyringEntryMissing,
    /// The keyring itself is locked.
    KeyringLocked,
    /// There is no keyring on this computer.
    KeyringUnavailable,
    /// The keyring holds the secret of another installation.
    OtherDevicesSecret,
    /// The file is damaged; it was left as it is.
    VaultDamaged,
    /// The file was written by a newer Satchel.
    VaultFromTheFuture,
    /// Another window has this satchel open.
    VaultInUse,
    /// There is no satchel here yet.
    NotEnrolled,
    /// There is one already.
    AlreadyEnrolled,
    /// As many people as one computer takes have their satchels on it.
    TooManySatchels,
    /// The disk is full. What was entered before is kept.
    DiskFull,
    /// The file could not be read or written.
    StoreUnavailable,
    /// The passphrase is too easy to guess.
    WeakPassphrase {
        /// Characters it must have at least.
        characters: u32,
        /// Or words it must have at least.
        words: u32,
    },
    /// The passphrase is made of common words, of names or of rows of keys.
    CommonPassphrase,
    /// The PIN does not open it.
    WrongPin {
        /// So many more may be tried before the passphrase is asked for.
        left: u32,
    },
    /// No PIN opens it now: the passphrase does.
    PinGone,
    /// The PIN is not six to twelve digits, or is a row, a repetition or two digits.
    WeakPin,
    /// The clinic wants the passphrase each time.
    PinForbidden,
    /// Too many wrong passphrases in a row.
    TooSoon {
        /// How long to wait.
        minutes: u32,
    },
    /// This satchel's key was never left with the clinic: nobody can let her in again.
    NoWayBack,
    /// The clinic does not know this computer's keyring: it takes a one-time code.
    RecoveryNeedsCode,
    /// The request to be let in again is too old, or was used or given up.
    RecoveryOver,
    /// Nobody has answered yet.
    RecoveryWaits,
    /// What the clinic gave back does not open this satchel.
    RecoveryOtherKey,
    /// A rule said no to some fields.
    Refused {
        /// Each field and its reason.
        fields: Vec<RefusedField>,
    },
    /// The thing is not on this laptop.
    NotHere,
    /// Your role does not allow it.
    NotAllowed,
    /// A visit that is signed, or did not take place, does not begin.
    VisitIsOver,
    /// The visit has not begun.
    VisitNotStarted,
    /// The visit's note is signed; a later word is an addendum.
    AlreadySigned,
    /// The satchel has not heard of its clinic for too long: it sends, and shows nothing.
    LeaseOver,
    /// The clinic wants this satchel back: it sends, and shows nothing.
    Recalled,
    /// The device does not stand so that this could be said of it.
    DeviceNotSo,
    /// The device has something that the clinic has not got.
    DeviceUnsent,
    /// Somebody has written of this incident since; look again.
    IncidentNotSeen,
    /// Nothing is written in the note.
    NoteEmpty,
    /// None of the seven services is chosen.
    NoteWithoutService,
    /// The visit ends before it began.
    EndsBeforeItBegan,
    /// An answer speaks of danger, and nobody has said what was done about it.
    SafetyOpen,
    /// The assessment has been put right already; the newer one is put right.
    AlreadyCorrected,
    /// The episode cannot take this step from where it stands.
    NoSuchStep,
    /// An episode does not end without a reason.
    ReasonMissing,
    /// Somebody with her Medi-Cal number is enrolled already.
    EnrolledAlready {
        /// Who leads there; empty if nobody does.
        lead: String,
    },
    /// Nothing of it may go to them.
    NothingToShare,
    /// Somebody settled it, or a new answer came; look again.
    ConflictChanged,
    /// Somebody has decided about it meanwhile.
    AlreadyDecided,
    /// The law leaves no choice: it has to be granted.
    MustBeGranted,
    /// Her last request to see or copy her record was denied, whole or in part, and the file would hold all of it.
    CopyDenied,
    /// More time was taken already, or none may be.
    NoMoreTime,
    /// Nobody at the clinic is exactly that.
    GlassNobody,
    /// More than one person at the clinic is.
    GlassSeveral,
    /// The record is hers to hold already.
    GlassHers,
    /// She has asked too often today.
    GlassTooMany,
    /// The record opens in a medical emergency only.
    GlassEmergencyOnly,
    /// What she had opened is over.
    GlassOver,
    /// It has been open for as long as one may be.
    GlassLongest,
    /// Who opened a record for a while does not say who works with the member, nor who is the same person.
    GlassGuest,
    /// The clinic cannot be reached.
    ClinicUnreachable,
    /// The clinic did not answer in time.
    ClinicSlow,
    /// What answered speaks HTTP, or something else that is not TLS.
    NotTls,
    /// The network shows a page of its own: it wants somebody to sign in first.
    NetworkSignIn,
    /// What answered is not the clinic this satchel knows.
    OtherCertificate,
    /// Something on the network put a certificate of its own in the clinic's place.
    LineIntercepted,
    /// It is the clinic's certificate, and by this computer's date it does not hold.
    CertificateDate,
    /// What arrived is not what the clinic answered: it was cut short or changed on the way.
    AnswerAltered,
    /// The clinic has too much to do and asks to come back later.
    ClinicBusy,
    /// The clinic's own disk takes no more.
    ClinicFull,
    /// The clinic refuses this device.
    DeviceRefused,
    /// Everything is at the clinic; there is nothing to hand over.
    NothingToHandOver,
    /// The satchel does not know the clinic's key yet: it was enrolled by an older version, and has not exchanged since.
    ClinicKeyUnknown,
    /// The folder for papers cannot be written to.
    PapersUnwritable,
    /// It is no picture that can be read, or it did not come whole.
    NotAPicture,
    /// The picture has not come to this laptop yet.
    PicturePending,
    /// The picture that is here does not open.
    PictureDamaged,
    /// The clinic had a fault of its own.
    ClinicFault,
    /// The enrolment code is not known.
    CodeUnknown,
    /// The enrolment code was used already.
    CodeUsed,
    /// The enrolment code is too old.
    CodeExpired,
    /// The enrolment code is for another device.
    CodeForAnotherDevice,
    /// The address is not one.
    AddressMalformed,
    /// The request is not one that this version knows, or its body is not as it should be.
    BadRequest {
        /// What was wrong with it: a field's name, never its value.
        what: String,
    },
    /// Too many wrong codes; come back later.
    TooManyTries,
    /// This Satchel and the clinic's server are too many versions apart.
    VersionsApart,
    /// There is not enough memory to check the passphrase.
    OutOfMemory,
    /// More than the limit.
    TooLarge,
    /// Our fault.
    Defect {
        /// What to tell the clinic's support.
        reference: String,
    },
}

/// A field that a rule said no to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusedField {
    /// The field's permanent id.
    pub path: String,
    /// Why.
    #[ts(type = "Why")]
    pub why: care::Why,
}
