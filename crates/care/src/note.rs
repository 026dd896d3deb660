//! Notes: what was said and done, signed, and never changed.
//!
//! A [`NoteDraft`] is typed; [`NoteDraft::sign`] makes a [`Note`] of it or says what is missing. Hash, signature
//! and the chain to the note before belong to whoever stores it.

use serde::{Deserialize, Serialize};

use crate::refusal::{limits, within};
use crate::{
    AppointmentType, GoalId, MemberId, Modality, Place, RecordId, Refusal, StaffId, VisitId, codes,
    quiet_debug,
};

quiet_debug!(NoteDraft, NoteVisit, NoteAuthor, Note, Addendum);

codes! {
    /// The seven core services of ECM.
    CoreService {
        Outreach = "outreach",
        AssessmentAndPlan = "assessment_and_plan",
        Coordination = "coordination",
        HealthPromotion = "health_promotion",
        Transition = "transition",
        FamilySupports = "family_supports",
        CommunityReferral = "community_referral",
    }
}

/// A note while it is being written. Every keystroke of it is kept.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NoteDraft {
    /// What was said and done.
    pub narrative: String,
    /// Which of the seven services were given.
    pub services: Vec<CoreService>,
    /// Goals that were worked on.
    pub goals: Vec<GoalId>,
    /// How they met, where it differs from what was arranged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// Where they met, where it differs from what was arranged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// When they parted, milliseconds since 1970 UTC; absent means at signing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<i64>,
}

/// Why a note was not signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignNoteError {
    /// Nothing is written.
    #[error("the note is empty")]
    Empty,
    /// None of the seven services is chosen.
    #[error("no core service is chosen")]
    NoService,
    /// It ends before it began.
    #[error("the visit ends before it began")]
    EndsBeforeItBegan,
    /// A part of it may not be stored.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// The visit a note is about, as it was when the note was signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteVisit {
    /// The visit.
    pub visit: VisitId,
    /// The member.
    pub member: MemberId,
    /// Which of the five appointment types.
    #[serde(rename = "type")]
    pub kind: AppointmentType,
    /// How they met.
    pub modality: Modality,
    /// Where they met.
    pub place: Place,
    /// When it began, milliseconds since 1970 UTC.
    pub started_at: i64,
}

/// Who signs, as printed under the note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteAuthor {
    /// Who.
    pub staff: StaffId,
    /// Name and letters after it, on the day of signing.
    pub signature: String,
}

/// A signed note. A legal record: it is inserted once and never changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// The version of the template it was written in.
    pub template: u32,
    /// The visit.
    pub about: NoteVisit,
    /// When they parted, milliseconds since 1970 UTC.
    pub ended_at: i64,
    /// What was said and done.
    pub narrative: String,
    /// Which of the seven services were given, each once, in their order.
    pub services: Vec<CoreService>,
    /// Goals that were worked on, each once.
    pub goals: Vec<GoalId>,
    /// Who signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl Note {
    /// The word for this kind of record.
    pub const KIND: &'static str = "note";
    /// The present template.
    pub const TEMPLATE: u32 = 1;
}

impl NoteDraft {
    /// Makes the record, or says what is missing. The draft's own answers on how and where win over the visit's.
    pub fn sign(
        self,
        mut about: NoteVisit,
        author: NoteAuthor,
        signed_at: i64,
    ) -> Result<Note, SignNoteError> {
        if self.narrative.trim().is_empty() {
            return Err(SignNoteError::Empty);
        }
        within("narrative", &self.narrative, limits::NARRATIVE_CHARS_MAX)?;
        if self.services.is_empty() {
            return Err(SignNoteError::NoService);
        }
        let ended_at = self.ended_at.unwrap_or(signed_at);
        // A clock that was turned back during the visit must not keep a note from being signed.
        if self.ended_at.is_some_and(|ended| ended < about.started_at) {
            return Err(SignNoteError::EndsBeforeItBegan);
        }
        about.modality = self.modality.unwrap_or(about.modality);
        about.place = self.place.unwrap_or(about.place);
        let mut services = self.services;
        services.sort_unstable();
        services.dedup();
        let mut goals = self.goals;
        goals.sort_unstable();
        goals.dedup();
        let template = Note::TEMPLATE;
        Ok(Note {
            template,
            about,
            ended_at,
            narrative: self.narrative,
            services,
            goals,
            author,
            signed_at,
        })
    }
}

codes! {
    /// What an addendum does to the note it points at.
    AddendumReason {
        /// Something was wrong.
        Correction = "correction",
        /// Something was left out.
        LateEntry = "late_entry",
        /// The whole note belongs elsewhere; it is greyed, never removed.
        EnteredInError = "entered_in_error",
    }
}

/// A later word on a signed note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Addendum {
    /// The note.
    pub of: RecordId,
    /// The note's hash, 64 hex digits: what exactly was read when this was written.
    pub of_hash: String,
    /// The visit the note is about.
    pub visit: VisitId,
    /// What it does.
    pub reason: AddendumReason,
    /// The words.
    pub text: String,
    /// Who signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl Addendum {
    /// The word for this kind of record.
    pub const KIND: &'static str = "addendum";

    /// Refuses an addendum that says nothing or too much.
    pub fn check(&self) -> Result<(), SignNoteError> {
        if self.text.trim().is_empty() {
            return Err(SignNoteError::Empty);
        }
        Ok(within("text", &self.text, limits::NARRATIVE_CHARS_MAX)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn about() -> NoteVisit {
        NoteVisit {
            visit: VisitId(Uuid::from_u128(1)),
            member: MemberId(Uuid::from_u128(2)),
            kind: AppointmentType::Visit,
            modality: Modality::InPerson,
            place: Place::Home,
            started_at: 1_000,
        }
    }

    fn author() -> NoteAuthor {
        NoteAuthor {
            staff: StaffId(Uuid::from_u128(3)),
            signature: "Inés Carranza".to_owned(),
        }
    }

    fn draft() -> NoteDraft {
        NoteDraft {
            narrative: "She was rested.".to_owned(),
            services: vec![
                CoreService::HealthPromotion,
                CoreService::Coordination,
                CoreService::HealthPromotion,
            ],
            place: Some(Place::Street),
            ..NoteDraft::default()
        }
    }

    /// R065, R080 in part: a note says that the service was given. R046 in part: where they really met; not what she
    /// prefers.
    #[test]
    fn signing_keeps_what_was_ticked_once_and_where_they_really_met() {
        let note = draft().sign(about(), author(), 2_000).unwrap();
        assert_eq!(
            note.services,
            [CoreService::Coordination, CoreService::HealthPromotion]
        );
        assert_eq!(note.about.place, Place::Street);
        assert_eq!(note.ended_at, 2_000);
    }

    #[test]
    fn an_empty_note_is_not_signed() {
        let empty = NoteDraft {
            narrative: " \n".to_owned(),
            ..draft()
        };
        assert_eq!(
            empty.sign(about(), author(), 2_000),
            Err(SignNoteError::Empty)
        );
    }

    #[test]
    fn a_note_without_a_service_is_not_signed() {
        let none = NoteDraft {
            services: Vec::new(),
            ..draft()
        };
        assert_eq!(
            none.sign(about(), author(), 2_000),
            Err(SignNoteError::NoService)
        );
    }

    #[test]
    fn a_clock_turned_back_does_not_keep_a_note_from_being_signed() {
        assert!(draft().sign(about(), author(), 5).is_ok());
    }

    #[test]
    fn no_debug_text_shows_what_was_written() {
        assert_eq!(
            format!("{:?} {:?}", draft(), author()),
            "NoteDraft(…) NoteAuthor(…)"
        );
    }
}
