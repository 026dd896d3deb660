//! Prints the contract as TypeScript, so that the screen cannot drift from the core.

use care::{
    Absent, AddendumReason, Answered, AnsweredBy, AppointmentType, AreaStanding, AskedBy, AskedHow,
    AuditAction, Basis, CareStanding, Channel, Company, ConsentKind, ConsentStanding, ContactWay,
    CoreService, DatingMethod, Domain, EncounterClass, GLASS_MINUTES, GlassReason, GlassVerdict,
    GoalStatus, HelperKind, HomeKind, InfantStay, Interpreter, KnownWhat, Lack, LikenessStanding,
    LikenessWhy, MedicineStatus, Modality, NotHeldReason, OfferSays, Permit, Place,
    PregnancyEnding, ProblemStatus, ProgrammeStanding, Purpose, RecipientKind, RequestHow,
    ReviewOwner, ReviewStatus, ReviewWhy, RightKind, RightStanding, RightStep, Risk, Role,
    SafetyAct, SaidBy, Sex, ShareFor, SignedBy, Stage, Standing, StepStatus, Subject, SuggestedBy,
    Tag, Trimester, Voicemail, Why, WithdrawnHow,
};
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

use super::{
    Request, Topic, assessments, audit, caseload, comprehensive, conflicts, consents, devices,
    documents, drafts, eligibility, episodes, failure::Failure, find, full_record, glass, help,
    incidents, members, outreach, people, perinatal, plans, removal, reviews, rights, session,
    settings, sharing, suggestions, sync, today, visits,
};

const HEAD: &str =
    "// Printed from crates/satchel/src/contract by `cargo xtask codegen`. Do not edit.\n\n";

/// Care's own shapes that travel in views as they are.
const CARE_SHAPES: &str = "\
export type Day = string;
export type MemberId = string;
export type VisitId = string;
export type GoalId = string;
export type NeedId = string;
export type InterventionId = string;
export type TaskId = string;
export type DocumentId = string;
export type StaffId = string;
export type RecordId = string;
export type DeviceId = string;
export interface PersonName { use: string; text: string }
export interface Names { given: string[]; family: string; preferred?: string; others?: PersonName[] }
export interface RaceOrEthnicity { code: string; display: string; saidBy: string }
export interface Identifier { system: string; value: string }
export interface Phone { number: string; use: string }
export interface Address { lines: string[]; city: string; state: string; postalCode: string }
export interface Home { kind: HomeKind; words: string; since?: Day }
export interface Door { say: string; voicemail: Voicemail; dangers?: string }
export interface Source { system: string; file: string; entry: string; recorded?: Day }
export interface Coding { system: string; code: string; display: string }
export interface Words { text: string; language: string; translation: string }
export interface NoteDraft {
  narrative: string;
  services: CoreService[];
  goals: GoalId[];
  modality?: Modality;
  place?: Place;
  endedAt?: number;
}
";

/// The whole of `ui/src/contract/generated.ts`.
pub fn typescript() -> String {
    let mut page = Page::default();
    page.code_lists();
    page.code_lists_of_the_assessment();
    page.glass_minutes();
    page.all_requests();
    page.shape::<Failure>();
    page.shape::<Topic>();
    page.finish()
}

#[derive(Default)]
struct Page {
    codes: Vec<String>,
    shapes: BTreeMap<String, String>,
    requests: Vec<String>,
    topics: Vec<String>,
}

impl Page {
    fn code_lists(&mut self) {
        macro_rules! lists {
            ($($name:ident),+) => {$(
                self.code_list(stringify!($name), $name::ALL.iter().map(|value| value.code()));
            )+};
        }
        lists!(
            Absent,
            AddendumReason,
            Answered,
            AnsweredBy,
            AppointmentType,
            AskedBy,
            AskedHow,
            AuditAction,
            Basis,
            CareStanding,
            Channel,
            Company,
            ConsentKind,
            ConsentStanding,
            ContactWay,
            CoreService,
            DatingMethod,
            Domain,
            EncounterClass,
            GlassReason,
            GlassVerdict,
            GoalStatus,
            HelperKind,
            HomeKind,
            InfantStay,
            Interpreter,
            Lack,
            LikenessStanding,
            LikenessWhy,
            MedicineStatus,
            Modality,
            NotHeldReason,
            OfferSays,
            Permit,
            Place,
            PregnancyEnding,
            ProblemStatus,
            ProgrammeStanding,
            Purpose,
            RecipientKind,
            RequestHow,
            ReviewOwner,
            ReviewStatus,
            ReviewWhy,
            RightKind,
            RightStanding,
            RightStep,
            Risk,
            Role,
            SafetyAct,
            SaidBy,
            Sex,
            ShareFor,
            SignedBy,
            Stage,
            Standing,
            StepStatus,
            Subject,
            Tag,
            Trimester,
            Voicemail,
            Why,
            WithdrawnHow
        );
    }

    /// How long a record stays open that somebody opened who does not hold it: she is told before she asks.
    fn glass_minutes(&mut self) {
        self.codes
            .push(format!("export const glassMinutes = {GLASS_MINUTES};\n"));
    }

    /// What is spoken about, and what follows from it.
    fn code_lists_of_the_assessment(&mut self) {
        macro_rules! lists {
            ($($name:ident),+) => {$(
                self.code_list(stringify!($name), $name::ALL.iter().map(|value| value.code()));
            )+};
        }
        lists!(AreaStanding, KnownWhat, SuggestedBy);
    }

    fn code_list(&mut self, name: &str, values: impl Iterator<Item = &'static str>) {
        let values: Vec<String> = values.map(|value| format!("\"{value}\"")).collect();
        let list = values.join(", ");
        self.codes
            .push(format!("export const all{name} = [{list}] as const;\n"));
        self.codes.push(format!(
            "export type {name} = (typeof all{name})[number];\n"
        ));
    }

    fn all_requests(&mut self) {
        macro_rules! requests {
            ($($request:path),+ $(,)?) => {$( self.request::<$request>(); )+};
        }
        self.requests_of_the_laptop();
        self.requests_of_outreach();
        self.requests_of_sharing();
        self.requests_around_a_birth();
        requests!(
            today::ShowToday,
            caseload::ListCaseload,
            caseload::FindPeople,
            find::FindWritten,
            members::ShowMember,
            members::MemberEdit,
            episodes::AdvanceEpisode,
            members::SupportPersonEntry,
            members::ShowHealth,
            members::ListTimeline,
            eligibility::ShowEligibility,
            eligibility::StateFact,
            eligibility::MarkEncounter,
            eligibility::KeepEligibility,
            people::MeetMember,
            people::FindAlike,
            people::JoinMembers,
            people::PartMembers,
            plans::ShowPlan,
            plans::AgreePlan,
            plans::GoalEntry,
            plans::MoveGoal,
            plans::StepEntry,
            plans::NeedEntry,
            plans::TaskEntry,
            visits::ListVisits,
            visits::ShowVisit,
            visits::PlanVisit,
            visits::StartVisit,
            visits::VisitNotHeld,
            visits::SignVisit,
            visits::AddAddendum,
            assessments::ListAssessments,
            assessments::ShowAssessment,
            assessments::BeginAssessment,
            assessments::WeighSheet,
            assessments::RaiseAlert,
            assessments::FinishAssessment,
            drafts::KeepDraft,
            drafts::ShowDraft,
            drafts::DropDraft,
            sync::ShowSync,
            sync::SyncNowPlease,
            sync::StopSync,
            sync::HandOverPlease,
            documents::ListDocuments,
            documents::BeginPicture,
            documents::PicturePart,
            documents::KeepDocument,
            documents::ShowPicture,
            documents::WithdrawDocument,
            conflicts::ListConflicts,
            conflicts::SettleConflict,
            devices::ListDevices,
            devices::DeclareDevice,
            incidents::ListIncidents,
            incidents::WriteIncident,
            reviews::ListReviews,
            reviews::DecideReview,
            removal::RemoveThing,
            removal::PutBack,
        );
    }

    fn requests_of_outreach(&mut self) {
        macro_rules! requests {
            ($($request:path),+ $(,)?) => {$( self.request::<$request>(); )+};
        }
        requests!(
            outreach::ListOutreach,
            outreach::ShowOutreach,
            outreach::ShowOutreachLists,
            outreach::ShowWhatWorks,
            outreach::AddAttempt,
            outreach::TakeBackAttempt,
            outreach::ReferralEntry,
            outreach::SayOffer,
            outreach::ProgrammeEntry,
            outreach::ConsultProgramme,
        );
        self.requests_of_the_assessment();
    }

    fn requests_of_sharing(&mut self) {
        macro_rules! requests {
            ($($request:path),+ $(,)?) => {$( self.request::<$request>(); )+};
        }
        requests!(
            consents::ShowConsents,
            consents::AddConsent,
            consents::WithdrawConsent,
            sharing::ShowTags,
            sharing::PutTags,
            sharing::RemoveTag,
            sharing::WeighSharing,
            sharing::Disclose,
            sharing::ListDisclosures,
            rights::ShowRights,
            rights::AskRight,
            rights::AnswerRight,
            full_record::MakeFullRecord,
        );
    }

    fn requests_around_a_birth(&mut self) {
        macro_rules! requests {
            ($($request:path),+ $(,)?) => {$( self.request::<$request>(); )+};
        }
        requests!(
            perinatal::ShowPerinatal,
            perinatal::PregnancyEntry,
            perinatal::PregnancyEnds,
            perinatal::InfantEntry,
            perinatal::RecordInfant,
            perinatal::CareEntry,
            perinatal::HelperServiceEntry,
            perinatal::AskSupport,
        );
    }

    fn requests_of_the_laptop(&mut self) {
        macro_rules! requests {
            ($($request:path),+ $(,)?) => {$( self.request::<$request>(); )+};
        }
        requests!(
            session::ShowSession,
            session::Enrol,
            session::Unlock,
            session::Lock,
            session::Alive,
            session::OfferWords,
            session::ChangePassphrase,
            session::UnlockPin,
            session::SetPin,
            session::DropPin,
            session::AskRecovery,
            session::LookRecovery,
            session::Recover,
            session::AskClinic,
            session::TakeUp,
            session::SetDown,
            help::ShowHelp,
            settings::ShowSettings,
            settings::PutSettings,
            audit::ListAudit,
            glass::BreakGlass,
            glass::RenewGlass,
            glass::ShowGlass,
            glass::ListGlass,
            glass::WeighGlass,
        );
    }

    fn requests_of_the_assessment(&mut self) {
        macro_rules! requests {
            ($($request:path),+ $(,)?) => {$( self.request::<$request>(); )+};
        }
        requests!(
            comprehensive::ListComprehensive,
            comprehensive::BeginComprehensive,
            comprehensive::FinishComprehensive,
            comprehensive::ShowComprehensive,
            suggestions::ListSuggestions,
            suggestions::PassSuggestion,
        );
    }

    fn request<R: Request>(&mut self) {
        self.shape::<R>();
        self.shape::<R::Response>();
        let config = Config::default();
        let (name, request, response) = (R::NAME, R::name(&config), R::Response::name(&config));
        self.requests.push(format!(
            "  \"{name}\": {{ request: {request}; response: {response} }};\n"
        ));
        let topics: Vec<String> = R::READS
            .iter()
            .map(|topic| serde_json::to_string(topic).unwrap_or_default())
            .collect();
        self.topics
            .push(format!("  \"{name}\": [{}],\n", topics.join(", ")));
    }

    /// Prints a type and every type it is made of, each once.
    fn shape<T: TS + 'static + ?Sized>(&mut self) {
        let config = Config::default();
        let ident = T::ident(&config);
        if T::output_path().is_none() || self.shapes.contains_key(&ident) {
            T::visit_generics(self);
            return;
        }
        self.shapes
            .insert(ident, format!("export {}", T::decl(&config)));
        T::visit_dependencies(self);
        T::visit_generics(self);
    }

    fn finish(self) -> String {
        let shapes: Vec<String> = self.shapes.into_values().collect();
        format!(
            "{HEAD}{CARE_SHAPES}{}{}{}{}\n{}\n{}\n\nexport interface Requests {{\n{}}}\n\nexport type RequestName = keyof Requests;\n\n\
             /** The topics that make a kept answer stale. */\nexport const topicsOf: Record<RequestName, readonly Topic[]> = {{\n{}}};\n",
            assessments::SHAPES,
            comprehensive::SHAPES,
            consents::SHAPES,
            rights::SHAPES,
            self.codes.concat(),
            shapes.join("\n"),
            self.requests.concat(),
            self.topics.concat()
        )
    }
}

impl TypeVisitor for Page {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.shape::<T>();
    }
}
