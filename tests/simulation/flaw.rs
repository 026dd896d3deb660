//! Stores that are wrong on purpose.

/// A way in which a store can be wrong; the simulation has to notice each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The laptop's own answer vanishes from its screen with the receipt, before the feed has brought it back.
    OverlayGone,
    /// The laptop takes a receipt for whatever is oldest.
    ReceiptForAnother,
    /// The clinic answers before its transaction is on the disk.
    AnswersEarly,
    /// The clinic keeps the later of two records under one id.
    RecordReplaced,
    /// The clinic feeds everybody everything.
    GrantsIgnored,
    /// The clinic gives the same place to two changes when a push was interrupted.
    PlaceGivenTwice,
    /// The laptop writes its receipt for a lost member while her person's work on her still waits.
    ReceiptBeforeDrain,
    /// The laptop goes on holding a member it may hold no longer.
    NeverLeaves,
    /// The laptop lets go of a lost member's pictures that the clinic has not got.
    PictureLeavesUnsent,
    /// The laptop sends consents after everything else.
    ConsentsLast,
    /// The laptop that is wanted back erases itself before the clinic has what it has.
    ErasedTooSoon,
    /// The laptop keeps its new places without what stands there when there is no room for both.
    LaptopKeepsHalf,
    /// The clinic keeps its answers without what they did when there is no room for both.
    ClinicKeepsHalf,
}

impl Flaw {
    pub(crate) const ALL: [Self; 13] = [
        Self::OverlayGone,
        Self::ReceiptForAnother,
        Self::AnswersEarly,
        Self::RecordReplaced,
        Self::GrantsIgnored,
        Self::PlaceGivenTwice,
        Self::ReceiptBeforeDrain,
        Self::NeverLeaves,
        Self::PictureLeavesUnsent,
        Self::ConsentsLast,
        Self::ErasedTooSoon,
        Self::LaptopKeepsHalf,
        Self::ClinicKeepsHalf,
    ];
}
