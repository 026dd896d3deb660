//! From every error the rest of the crate can meet to the failure the person is told.

use care::{AdvanceError, SignNoteError};
use vault::StoreError;

use crate::book::PenError;
use crate::contract::failure::{Failure, RefusedField};
use crate::desk::DeskError;
use crate::session::CardError;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        // The error's text holds no personal data: it names a statement's fault, never its values.
        tracing::warn!(%error, "the store did not answer");
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Damaged => Self::VaultDamaged,
            StoreError::Setting { .. } | StoreError::File(_) | StoreError::Sql(_) => {
                Self::StoreUnavailable
            }
        }
    }
}

impl From<care::Refusal> for Failure {
    fn from(refusal: care::Refusal) -> Self {
        Self::Refused {
            fields: vec![RefusedField {
                path: refusal.field.to_owned(),
                why: refusal.why,
            }],
        }
    }
}

impl From<PenError> for Failure {
    fn from(error: PenError) -> Self {
        match error {
            PenError::Refused(refusal) => refusal.into(),
            PenError::TooLarge => Self::TooLarge,
            PenError::Store(error) => error.into(),
            PenError::Canonical(_) => Self::BadRequest {
                what: "number".to_owned(),
            },
        }
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Failure(failure) => failure,
            DeskError::Store(error) => error.into(),
            DeskError::Pen(error) => error.into(),
        }
    }
}

impl From<SignNoteError> for Failure {
    fn from(error: SignNoteError) -> Self {
        match error {
            SignNoteError::Empty => Self::NoteEmpty,
            SignNoteError::NoService => Self::NoteWithoutService,
            SignNoteError::EndsBeforeItBegan => Self::EndsBeforeItBegan,
            SignNoteError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<AdvanceError> for Failure {
    fn from(error: AdvanceError) -> Self {
        match error {
            AdvanceError::NoSuchStep { .. }
            | AdvanceError::BeforeTheLastStep
            | AdvanceError::NobodyLeads => Self::NoSuchStep,
            AdvanceError::ReasonMissing => Self::ReasonMissing,
        }
    }
}

impl From<CardError> for Failure {
    fn from(error: CardError) -> Self {
        match error {
            CardError::DiskFull => Self::DiskFull,
            CardError::Unavailable(_) => Self::StoreUnavailable,
        }
    }
}
