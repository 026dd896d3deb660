//! The member: who she is, how it stands, and her record as one line.

use care::{
    Address, Coding, ContactOtherwise, Door, EncounterClass, Home, Identifier, MedicineStatus,
    MemberId, Names, Phone, ProblemStatus, RaceOrEthnicity, Risk, Sex, Source, Stage,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assessments::Bilingual;
use super::caseload::{Due, WeekOfContact};
use super::people::RecordView;
use super::reviews::Review;
use super::{Made, MadeOne, Page, Paged, Person, Request, Seen, Topic, Whereabouts};

quiet_debug!(
    Member,
    MemberEdit,
    SupportPersonView,
    SupportPersonEntry,
    Health,
    HealthItem,
    EncounterView,
    PregnancyView,
    TimelineEvent,
    EpisodeView,
    StageView
);

/// One member.
#[derive(Debug, Deserialize, TS)]
pub struct ShowMember {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowMember {
    const NAME: &'static str = "members.show";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Caseload,
        Topic::Plans,
        Topic::Visits,
        Topic::Tasks,
        Topic::Sharing,
        Topic::Sync,
        Topic::Conflicts,
    ];
    type Response = Member;
}

/// One member: the header, and what the sections hold.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Her names.
    #[ts(type = "Names")]
    pub names: Names,
    /// Whole name.
    pub name: String,
    /// What to call her.
    pub first_name: String,
    /// Birth date.
    #[ts(type = "Day | null")]
    pub birth_date: Option<NaiveDate>,
    /// Whole years.
    pub age: Option<i32>,
    /// Sex assigned at birth.
    #[ts(type = "Sex | null")]
    pub sex: Option<Sex>,
    /// As she says them.
    pub pronouns: Option<String>,
    /// BCP 47, the preferred one first.
    pub languages: Vec<String>,
    /// Race and who said so.
    #[ts(type = "RaceOrEthnicity[]")]
    pub race: Vec<RaceOrEthnicity>,
    /// Ethnicity and who said so.
    #[ts(type = "RaceOrEthnicity[]")]
    pub ethnicity: Vec<RaceOrEthnicity>,
    /// Medi-Cal number.
    pub cin: Option<String>,
    /// Numbers other systems know her by.
    #[ts(type = "Identifier[]")]
    pub identifiers: Vec<Identifier>,
    /// Telephone numbers.
    #[ts(type = "Phone[]")]
    pub phones: Vec<Phone>,
    /// Postal addresses.
    #[ts(type = "Address[]")]
    pub addresses: Vec<Address>,
    /// How she asked to be reached, and it was granted: it goes before numbers and addresses. Where she lives being
    /// confidential, her own addresses are not shown.
    #[ts(type = "ContactOtherwise | null")]
    pub contact: Option<ContactOtherwise>,
    /// Where she stays now.
    #[ts(type = "Home | null")]
    pub home: Option<Home>,
    /// What to know before knocking or calling.
    #[ts(type = "Door | null")]
    pub door: Option<Door>,
    /// Three bars.
    #[ts(type = "Risk | null")]
    pub risk: Option<Risk>,
    /// The health plan that assigned her.
    pub health_plan: Option<String>,
    /// Where the record came from.
    #[ts(type = "Source | null")]
    pub source: Option<Source>,
    /// Her episode; absent when there is none yet.
    pub episode: Option<EpisodeView>,
    /// Thirteen weeks, oldest first.
    pub rhythm: Vec<WeekOfContact>,
    /// What is due with her, most pressing first; at most six.
    pub due: Vec<Due>,
    /// People around her.
    pub support: Vec<SupportPersonView>,
    /// How much each section holds.
    pub counts: MemberCounts,
    /// Fields of hers that have two answers: "entity kind.field id".
    pub two_answers: Vec<String>,
    /// How many pieces of work about her were set aside and wait for a decision.
    pub set_aside: u32,
    /// Something of hers is not at the clinic.
    pub unsent: bool,
    /// The records she has, if there are several: each as it is by itself, the one she is shown under first.
    pub records: Vec<RecordView>,
    /// Questions whether she is the same person as somebody else.
    pub may_be: Vec<Review>,
    /// Sent back with a change of her own fields.
    pub seen: Seen,
}

/// Her time in ECM.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EpisodeView {
    /// Its id.
    pub episode: String,
    /// Where it stands.
    #[ts(type = "Stage")]
    pub stage: Stage,
    /// Since when.
    #[ts(type = "Day")]
    pub since: NaiveDate,
    /// Steps it may take from here.
    #[ts(type = "Stage[]")]
    pub may_become: Vec<Stage>,
    /// The steps, oldest first.
    pub history: Vec<StageView>,
    /// Who leads.
    pub lead: Option<Person>,
    /// Since when.
    #[ts(type = "Day | null")]
    pub lead_since: Option<NaiveDate>,
    /// The rest of the care team.
    pub team: Vec<Person>,
    /// Populations of focus, catalogue codes.
    pub populations: Vec<String>,
    /// Sent back when it moves.
    pub seen: Seen,
}

/// One step of an episode.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageView {
    /// Where it then stood.
    #[ts(type = "Stage")]
    pub stage: Stage,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Who moved it.
    pub by: Option<Person>,
    /// Why; may be empty.
    pub reason: String,
}

/// How much each section holds.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberCounts {
    /// Open goals.
    pub goals: u32,
    /// Visits.
    pub visits: u32,
    /// Active problems.
    pub problems: u32,
    /// Medicines she takes.
    pub medicines: u32,
    /// Allergies.
    pub allergies: u32,
    /// People around her.
    pub support: u32,
    /// Open tasks.
    pub tasks: u32,
}

/// Changes some of a member's own fields. A field that is absent stays as it is.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberEdit {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// What was on the screen.
    pub seen: Seen,
    /// Her names.
    #[serde(default)]
    #[ts(optional, type = "Names")]
    pub names: Option<Names>,
    /// As she says them; empty takes them away.
    #[serde(default)]
    #[ts(optional)]
    pub pronouns: Option<String>,
    /// BCP 47, the preferred one first.
    #[serde(default)]
    #[ts(optional)]
    pub languages: Option<Vec<String>>,
    /// Telephone numbers.
    #[serde(default)]
    #[ts(optional, type = "Phone[]")]
    pub phones: Option<Vec<Phone>>,
    /// Where she stays now.
    #[serde(default)]
    #[ts(optional, type = "Home")]
    pub home: Option<Home>,
    /// What to know before knocking or calling.
    #[serde(default)]
    #[ts(optional, type = "Door")]
    pub door: Option<Door>,
    /// Three bars.
    #[serde(default)]
    #[ts(optional, type = "Risk")]
    pub risk: Option<Risk>,
}

impl Request for MemberEdit {
    const NAME: &'static str = "members.edit";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Somebody around her.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SupportPersonView {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: String,
    /// "sister".
    pub relation: String,
    /// How to reach them; may be empty.
    pub phone: String,
    /// What she allows them to know; may be empty.
    pub may_know: String,
    /// Sent back with a change.
    pub seen: Seen,
}

/// Adds somebody around her, or changes what is written about them.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SupportPersonEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Absent for somebody new.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<String>,
    /// What was on the screen; empty for somebody new.
    pub seen: Seen,
    /// Name.
    pub name: String,
    /// "sister".
    pub relation: String,
    /// How to reach them; may be empty.
    pub phone: String,
    /// What she allows them to know; may be empty.
    pub may_know: String,
}

impl Request for SupportPersonEntry {
    const NAME: &'static str = "support.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Problems, medicines, allergies, pregnancies, and care given elsewhere.
#[derive(Debug, Deserialize, TS)]
pub struct ShowHealth {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowHealth {
    const NAME: &'static str = "health.show";
    const READS: &'static [Topic] = &[Topic::Members];
    type Response = Health;
}

/// What is known of her health. Each list holds at most two hundred entries, those that still hold first.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// The problem list.
    pub problems: Vec<HealthItem>,
    /// The medicine list.
    pub medicines: Vec<HealthItem>,
    /// What she does not tolerate.
    pub allergies: Vec<HealthItem>,
    /// Pregnancies, newest first.
    pub pregnancies: Vec<PregnancyView>,
    /// Emergency visits and hospital stays, newest first.
    pub encounters: Vec<EncounterView>,
    /// What of it has two answers, each as "kind.field".
    pub two_answers: Vec<String>,
    /// Whether this person may remove what was entered in error.
    pub may_change: bool,
}

/// A problem, a medicine or an allergy.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HealthItem {
    /// Its id.
    pub id: String,
    /// What is before the person's eyes.
    pub seen: Seen,
    /// What it is.
    #[ts(type = "Coding")]
    pub coding: Coding,
    /// How a problem or an allergy stands.
    #[ts(type = "ProblemStatus | null")]
    pub status: Option<ProblemStatus>,
    /// How a medicine stands.
    #[ts(type = "MedicineStatus | null")]
    pub taking: Option<MedicineStatus>,
    /// Since when.
    #[ts(type = "Day | null")]
    pub since: Option<NaiveDate>,
    /// Until when.
    #[ts(type = "Day | null")]
    pub until: Option<NaiveDate>,
    /// How it is taken, or what happens; may be empty.
    pub words: String,
    /// Where it came from.
    #[ts(type = "Source | null")]
    pub source: Option<Source>,
}

/// A pregnancy.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PregnancyView {
    /// First recorded.
    #[ts(type = "Day")]
    pub onset: NaiveDate,
    /// Ended.
    #[ts(type = "Day | null")]
    pub end: Option<NaiveDate>,
    /// Where it came from.
    #[ts(type = "Source | null")]
    pub source: Option<Source>,
}

/// Care that somebody else gave.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EncounterView {
    /// The kind.
    #[ts(type = "EncounterClass")]
    pub class: EncounterClass,
    /// What for, in the hospital's words.
    pub what: String,
    /// The first day.
    #[ts(type = "Day")]
    pub start: NaiveDate,
    /// The last day.
    #[ts(type = "Day | null")]
    pub end: Option<NaiveDate>,
    /// Where it came from.
    #[ts(type = "Source | null")]
    pub source: Option<Source>,
}

/// Her record as one line, newest first.
#[derive(Debug, Deserialize, TS)]
pub struct ListTimeline {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which part.
    pub page: Page,
}

impl Request for ListTimeline {
    const NAME: &'static str = "timeline.list";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Caseload,
        Topic::Plans,
        Topic::Visits,
        Topic::Tasks,
        Topic::Sync,
    ];
    type Response = Paged<TimelineEvent>;
}

/// One point of the line.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEvent {
    /// What kind of thing happened.
    pub kind: TimelineKind,
    /// The day.
    #[ts(type = "Day")]
    pub day: NaiveDate,
    /// The last day, for a stay or a pregnancy.
    #[ts(type = "Day | null")]
    pub until: Option<NaiveDate>,
    /// The first words of a note, the name of a problem, the words of a step; may be empty.
    pub words: String,
    /// The code that goes with the kind: modality of a visit, reason it was not held, stage of an episode; may be
    /// empty.
    pub detail: String,
    /// What the catalogue calls what came of an attempt.
    pub label: Option<Bilingual>,
    /// Whole minutes a visit or an attempt took.
    #[ts(type = "number | null")]
    pub minutes: Option<i64>,
    /// Who wrote it; absent for what came from outside.
    pub by: Option<Person>,
    /// The visit to open.
    #[ts(type = "VisitId | null")]
    pub visit: Option<care::VisitId>,
    /// How far it has got.
    pub whereabouts: Whereabouts,
    /// What was removed.
    pub removed: Option<super::removal::RemovedView>,
    /// Whether two people have answered differently about what this is read from.
    pub two_answers: bool,
}

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// A comprehensive assessment was signed.
    Comprehensive,
    /// A visit with its signed note.
    Visit,
    /// A visit that did not take place.
    NotHeld,
    /// A visit to come or under way.
    VisitAhead,
    /// A later word on a note.
    Addendum,
    /// An emergency visit elsewhere.
    Emergency,
    /// A stay in a hospital.
    HospitalStay,
    /// A pregnancy.
    Pregnancy,
    /// A problem came up.
    Problem,
    /// The episode moved.
    Episode,
    /// The plan was agreed.
    PlanAgreed,
    /// A step of the plan was done.
    StepDone,
    /// An assessment was signed.
    Assessment,
    /// Somebody tried to reach her.
    Attempt,
    /// Something was removed from her record.
    Removed,
}
