//! The domain: what a member, a visit, a care plan is, and the rules between them.
//!
//! Everything here is a value. The crate knows no files, no SQL, no HTTP and no clock: whoever needs *today* is
//! handed it. Each kind of [`Entity`] comes with its table of [`Field`]s (permanent id, how two answers are
//! merged, which parts go together, how sensitive it is); sync reads that table and nothing else.

mod access;
mod assessment;
mod attempt;
mod audit;
mod codes;
mod comprehensive;
mod consent;
mod disclosure;
mod document;
mod elsewhere;
mod entity;
mod episode;
mod glass;
mod ids;
mod joined;
mod kinds;
mod likeness;
mod mask;
mod member;
mod moves;
mod newborn;
mod note;
mod outreach;
mod people;
mod plan;
mod pregnancy;
mod quiet;
mod refers;
mod refusal;
mod removed;
mod review;
mod rights;
mod sharing;
mod stated;
mod suggestion;
mod tag;
mod task;
mod visit;

pub use access::{Act, Role, may};
pub use assessment::{
    Absent, AnsweredBy, AskedHow, Assessment, CHOICES_MAX, Circumstances, Company, Corrects,
    Interpreter, ItemAnswer, Outcome, SafetyAct, SafetyAnswer, Subject,
};
pub use attempt::{Attempt, AttemptTakenBack};
pub use audit::{AuditAction, AuditOutcome, AuditPurpose};
pub use codes::UnknownCode;
pub(crate) use codes::codes;
pub use comprehensive::{AreaAnswer, AreaStanding, Comprehensive, KnownFact, KnownWhat};
pub use consent::{
    Answered, Consent, ConsentKind, ConsentStanding, ConsentWithdrawn, Lack, Provision, SignedBy,
    Signing, Stood, WithdrawnHow, standing,
};
pub use disclosure::{Channel, Disclosed, Disclosure};
pub use document::{Document, Purpose, SealedFile, Taken, Withdrawn};
pub use elsewhere::{
    Allergy, Coding, Encounter, EncounterClass, Medicine, MedicineStatus, OutsidePlan, Problem,
    ProblemStatus, Source,
};
pub use entity::{Entity, Field, Merge, Segment};
pub use episode::{AdvanceError, Episode, LeadEntry, Stage, StageEntry, TeamMember};
pub use glass::{
    GLASS_ASKED_A_DAY_MAX, GLASS_MINUTES, GLASS_OPENED_A_DAY_MAX, Glass, GlassCase, GlassFound,
    GlassNo, GlassReason, GlassVerdict, GlassWeighed, GlassWhom, break_glass, check_glass_words,
    glass_until,
};
pub use ids::{
    ClinicId, DeviceId, DocumentId, EntityId, GoalId, GroupId, InterventionId, MemberId, NeedId,
    OpId, RecordId, StaffId, TaskId, VisitId,
};
pub use joined::{RECORDS_MAX, one_person};
pub use kinds::{ENTITY_KINDS, check, fields_of};
pub use likeness::{
    Likeness, LikenessStanding, LikenessWhy, MARKS_MAX, is_exactly, likeness, lookups, marks,
};
pub use mask::Mask;
pub use member::{
    Address, Door, Home, HomeKind, Identifier, Member, Names, PersonName, Phone, RaceOrEthnicity,
    Risk, Sex, Voicemail,
};
pub use moves::Moves;
pub use newborn::{
    CareStand, CareStanding, HelperService, Infant, InfantStand, InfantStay, PerinatalCare,
    ServiceBy,
};
pub use note::{
    Addendum, AddendumReason, CoreService, Note, NoteAuthor, NoteDraft, NoteVisit, SignNoteError,
};
pub use outreach::{
    OfferAnswer, OfferSays, OutreachAnswer, PartnerProgramme, ProgrammeStand, ProgrammeStanding,
    ReferralIn, ReferredFrom,
};
pub use people::{DeviceKey, Staff, SupportPerson};
pub use plan::{
    Agreement, Domain, Done, Goal, GoalProgress, GoalStatus, Intervention, Need, Owner, Plan,
    Standing, StepStatus, Words, rank_between,
};
pub use pregnancy::{
    Births, Dating, DatingMethod, GestationalAge, Helper, HelperKind, Phase, Pregnancy,
    PregnancyEnd, PregnancyEnding, Trimester,
};
pub(crate) use quiet::quiet_debug;
pub use refers::{REFERENCES, Reference};
pub use refusal::{Refusal, Why, limits};
pub use removed::{REMOVED, Removed, may_be_removed};
pub use review::{Review, ReviewDone, ReviewOwner, ReviewStatus, ReviewWhy};
pub use rights::{
    AskedBy, ContactOtherwise, ContactWay, RequestHow, Restriction, RightAnswered, RightAsked,
    RightKind, RightStanding, RightStep, RightStood, contact_rule, restrictions, rights_standing,
};
pub use sharing::{
    Basis, Because, Decided, Disclosing, LeftOut, Notice, Permit, Recipient, RecipientKind,
    ShareFor, decide,
};
pub use stated::{SaidBy, StatedAnswer, StatedFact};
pub use suggestion::{GoalSource, SuggestedBy, SuggestionPassed};
pub use tag::{Tag, TagRemoved, TagSources, Tagged, Tags, tags_of};
pub use task::{SafetyAlert, Task};
pub use visit::{
    Appointment, AppointmentType, Modality, NotHeld, NotHeldReason, Place, Started, Visit,
    VisitState,
};
