//! The rules that keep work from being lost, each with a switch that breaks it.
//!
//! The switches exist so that the simulation can prove that it would notice. Whoever is not a test can only have
//! [`Rules::SOUND`].

/// Which rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    broken: Option<Mutant>,
}

/// A rule broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// The clinic replaces an answer its author had not seen.
    LastWriterWins,
    /// A device steps over a hole in a stream.
    CursorGap,
    /// A device forgets an operation when it is sent, not when it is answered.
    ForgetOnSend,
    /// The clinic applies an operation again when it arrives again.
    ApplyTwice,
    /// A device takes an answer that was made before another it has taken.
    LatePullAccepted,
    /// A device that loses a member drops what its person wrote about her and the clinic has not got.
    DropOnRevoke,
    /// The clinic sets aside whatever comes from somebody who is no longer in scope, also what was written before.
    LateWorkRefused,
    /// The clinic takes whatever claims to have been written before its author lost the member.
    BackdatingBelieved,
    /// Clinic and device take what was said in another life of the ledger.
    EpochIgnored,
    /// A device keeps no copy of what the clinic has taken.
    CopiesForgotten,
    /// A device drops its copies before a backup holds them.
    CopiesDroppedEarly,
    /// The clinic sets aside what a restored or cloned laptop writes.
    ForkParked,
    /// Whoever settles a field settles also the answers that she had not seen.
    SettlesUnseen,
    /// The careful answer waits for a person, while another one is shown.
    ProtectionDelayed,
    /// Whoever says the same as somebody else is not counted.
    AgreementForgotten,
    /// The clinic does not ask whether a person's role may do this.
    RoleIgnored,
    /// The clinic does not ask whether a member is her author's.
    ScopeIgnored,
    /// The clinic does not verify who signed a record.
    SignatureUnchecked,
    /// The clinic changes nobody's grants when those who work with a member change.
    GrantsStay,
    /// The clinic applies what was set aside whenever somebody takes it over, not once.
    TakenOverAgain,
    /// The clinic sets work aside and tells nobody.
    ReviewForgotten,
    /// A device takes a page from its beginning although it has come further.
    CursorBack,
    /// A device that loses a member drops what was being written about her.
    DraftsDropped,
    /// The clinic feeds a device that stands before the feed begins, as if nothing were missing.
    FloorIgnored,
    /// A device that has fetched a stream anew keeps what is no longer in it.
    SnapshotKeepsTheGone,
    /// A device that has fetched a stream anew follows the feed from where it stood when the last page was read.
    SnapshotFromItsEnd,
    /// Device and clinic compare which entities they hold, and not what these say.
    DigestOfIds,
    /// A list that somebody sends takes out what she had not seen.
    UnseenTakenOut,
    /// A move is made wherever the thing stands by now.
    MovedFromAnywhere,
    /// What somebody removes is gone, whatever others have said of it unseen.
    RemovalWins,
    /// The clinic takes two records for one person's although people disagree about it.
    JoinedInDoubt,
    /// The clinic leaves both records to whoever held either when somebody has said that there are two people.
    JoinedForEver,
    /// A picture goes before what is written.
    PicturesFirst,
    /// A device takes a picture for sent when its last piece leaves, not when the clinic says that it has all of it.
    PictureSentTooSoon,
    /// The clinic takes a picture for whole without looking whether it is what its name says.
    PictureUnchecked,
    /// The clinic gives a picture to whoever asks for it.
    PictureForAnybody,
    /// The clinic takes everything before the last place that somebody has seen for seen by her.
    ParentsBySeq,
    /// A ledger that was put back goes on under the name it finds in the backup.
    EpochFromBackup,
    /// The clinic takes what comes from a device that was reported lost like what comes from any other.
    LostBelieved,
    /// The clinic gives a stream whole to a laptop whose person may hold only a part of it.
    MaskForgottenInSnapshot,
    /// A picture that has come whole leaves no mark with the device, by which a ledger that was put back without it is known.
    PictureUnmarked,
}

impl Mutant {
    /// Every mutant the simulation of days has to catch.
    pub const ALL: &'static [Self] = &[
        Self::LastWriterWins,
        Self::CursorGap,
        Self::ForgetOnSend,
        Self::ApplyTwice,
        Self::LatePullAccepted,
        Self::DropOnRevoke,
        Self::LateWorkRefused,
        Self::BackdatingBelieved,
        Self::SettlesUnseen,
        Self::ProtectionDelayed,
        Self::AgreementForgotten,
        Self::RoleIgnored,
        Self::ScopeIgnored,
        Self::SignatureUnchecked,
        Self::GrantsStay,
        Self::TakenOverAgain,
        Self::ReviewForgotten,
        Self::CursorBack,
        Self::DraftsDropped,
        Self::FloorIgnored,
        Self::SnapshotKeepsTheGone,
        Self::SnapshotFromItsEnd,
        Self::DigestOfIds,
        Self::UnseenTakenOut,
        Self::MovedFromAnywhere,
        Self::RemovalWins,
        Self::JoinedInDoubt,
        Self::JoinedForEver,
        Self::PicturesFirst,
        Self::PictureSentTooSoon,
        Self::PictureUnchecked,
        Self::PictureForAnybody,
        Self::PictureUnmarked,
        Self::ParentsBySeq,
        Self::LostBelieved,
        Self::MaskForgottenInSnapshot,
    ];

    /// Those that only a restore shows; a simulation of restores has to catch each.
    pub const OF_A_RESTORE: &'static [Self] = &[
        Self::EpochIgnored,
        Self::EpochFromBackup,
        Self::CopiesForgotten,
        Self::CopiesDroppedEarly,
        Self::ForkParked,
    ];
}

impl Rules {
    /// All of them hold.
    pub const SOUND: Self = Self { broken: None };

    /// One of them is broken, for the simulation.
    #[cfg(feature = "mutants")]
    pub const fn without(mutant: Mutant) -> Self {
        Self {
            broken: Some(mutant),
        }
    }

    /// Whether the rule this mutant breaks holds.
    pub(crate) fn hold(self, mutant: Mutant) -> bool {
        self.broken != Some(mutant)
    }
}
