//! Around a birth: one gestational line, what is due on it, the babies, who else helps. What is written down about it
//! stands in `entries`.

mod entries;

use care::{
    CareStanding, CoreService, DatingMethod, HelperKind, InfantStay, MemberId, PregnancyEnding,
    RecordId, Sex, Trimester, VisitId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use entries::*;

use super::assessments::Bilingual;
use super::outreach::CodeView;
use super::{Request, Seen, Topic};

quiet_debug!(
    PerinatalView,
    PregnancyCourse,
    DatingView,
    BirthsView,
    EndView,
    HelperView,
    InfantView,
    Kin,
    SlotView,
    SessionView,
    MoodView,
    ServiceView,
    OverlapView,
    SupportView
);

/// One person's pregnancies, and what is around them.
#[derive(Debug, Deserialize, TS)]
pub struct ShowPerinatal {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowPerinatal {
    const NAME: &'static str = "perinatal.show";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Caseload,
        Topic::Plans,
        Topic::Visits,
        Topic::Assessments,
        Topic::Sync,
        Topic::Conflicts,
    ];
    type Response = PerinatalView;
}

/// One person's pregnancies, and what is around them.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PerinatalView {
    /// The edition of the catalogue's list.
    pub catalog: String,
    /// Her pregnancies, the newest first.
    pub pregnancies: Vec<PregnancyCourse>,
    /// Whose baby this person is, by the records that are here.
    pub mothers: Vec<Kin>,
    /// What others do around a birth.
    pub services: Vec<CodeView>,
    /// Whether the person who is here may write.
    pub may_change: bool,
}

/// Somebody of the family, with a record here.
#[derive(Clone, Serialize, TS)]
pub struct Kin {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
}

/// Where a pregnancy stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhaseWord {
    /// She is pregnant.
    Pregnant,
    /// It must be over, and nobody wrote down how it ended.
    Unwritten,
    /// Within twelve months of its end.
    After,
    /// Longer ago.
    Over,
}

/// One pregnancy.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PregnancyCourse {
    /// Its id.
    pub id: String,
    /// Sent back with a change.
    pub seen: Seen,
    /// Where it stands today.
    pub phase: PhaseWord,
    /// When it is due; absent where nobody has dated it.
    pub dating: Option<DatingView>,
    /// How far it has come today, or had come when it ended; absent where it is not dated.
    pub age: Option<Weeks>,
    /// The third it is in today; absent once it has ended.
    #[ts(type = "Trimester | null")]
    pub trimester: Option<Trimester>,
    /// How often she was pregnant and gave birth.
    pub births: Option<BirthsView>,
    /// How many babies.
    pub babies: Option<u8>,
    /// How it ended, as was written down here.
    pub end: Option<EndView>,
    /// The day it ended by a hospital's record, where nothing was written down here.
    #[ts(type = "Day | null")]
    pub ended_elsewhere: Option<NaiveDate>,
    /// She lost it, or a baby: nothing cheerful is said, and nobody is reminded of a baby. Where two people say
    /// differently how it ended, it is so too.
    pub quiet: bool,
    /// The last day of the twelve months after.
    #[ts(type = "Day | null")]
    pub after_until: Option<NaiveDate>,
    /// The system it came from; empty if it was written down here.
    pub source: String,
    /// Who works beside us.
    pub helpers: Vec<HelperView>,
    /// The babies, in order of birth.
    pub infants: Vec<InfantView>,
    /// Everything on the line, in order of its days.
    pub slots: Vec<SlotView>,
    /// Sessions of groups, in order of their numbers.
    pub sessions: Vec<SessionView>,
    /// Groups she can be in.
    pub groups: Vec<GroupView>,
    /// How her mood was, oldest first.
    pub moods: Vec<MoodView>,
    /// What others did, the newest first.
    pub helped: Vec<ServiceView>,
    /// The same service on the same day, by somebody beside us and by us.
    pub overlaps: Vec<OverlapView>,
    /// Community Supports; none after twelve months.
    pub supports: Vec<SupportView>,
    /// Whether two people have answered differently about it.
    pub two_answers: bool,
}

/// Whole weeks and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Weeks {
    /// Whole weeks.
    pub weeks: u32,
    /// Days beyond them, 0 to 6.
    pub days: u32,
}

/// When it is due.
#[derive(Clone, Serialize, TS)]
pub struct DatingView {
    /// From this day the weeks are counted.
    #[ts(type = "Day")]
    pub began: NaiveDate,
    /// The due date.
    #[ts(type = "Day")]
    pub due: NaiveDate,
    /// How it was found.
    #[ts(type = "DatingMethod")]
    pub method: DatingMethod,
    /// The first day of her last period.
    #[ts(type = "Day | null")]
    pub lmp: Option<NaiveDate>,
}

/// How often she was pregnant and gave birth.
#[derive(Clone, Serialize, TS)]
pub struct BirthsView {
    /// Pregnancies, this one among them.
    pub gravida: u8,
    /// Births after 20 weeks before this one.
    pub para: u8,
}

/// How it ended.
#[derive(Clone, Serialize, TS)]
pub struct EndView {
    /// How.
    #[ts(type = "PregnancyEnding")]
    pub what: PregnancyEnding,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Where; may be empty.
    pub place: String,
}

/// Somebody who works beside us.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HelperView {
    /// Which kind.
    #[ts(type = "HelperKind")]
    pub kind: HelperKind,
    /// Who.
    pub name: String,
    /// What was agreed; may be empty.
    pub words: String,
}

/// A baby.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InfantView {
    /// Its id.
    pub id: String,
    /// Born first, second, third.
    pub order: u8,
    /// What the baby is called; may be empty.
    pub name: String,
    /// The day of birth.
    #[ts(type = "Day")]
    pub born: NaiveDate,
    /// As on the birth certificate.
    #[ts(type = "Sex | null")]
    pub sex: Option<Sex>,
    /// Where the baby is.
    #[ts(type = "InfantStay")]
    pub stay: InfantStay,
    /// Since when.
    #[ts(type = "Day")]
    pub since: NaiveDate,
    /// Which hospital, with whom; may be empty.
    pub stay_words: String,
    /// The baby's own record; its name is empty where this laptop does not hold it.
    pub record: Option<Kin>,
    /// Whether two people have answered differently.
    pub two_answers: bool,
    /// Sent back with a change.
    pub seen: Seen,
}

/// How something on the line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SlotState {
    /// It took place.
    Done,
    /// It did not.
    Missed,
    /// She does not want it.
    Declined,
    /// There is a day for it.
    Arranged,
    /// That day has passed, and nobody said whether it took place.
    Ask,
    /// It is due now.
    Due,
    /// Its last day has passed.
    Late,
    /// It will be due.
    Later,
    /// Its time has passed, and nobody wrote anything down.
    Passed,
}

/// Where something is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LaneWord {
    /// Prenatal visits.
    Prenatal,
    /// CPSP assessments.
    Reassessment,
    /// How her mood is.
    Mood,
    /// The mother, after.
    Mother,
    /// After a loss.
    Grief,
    /// A baby.
    Baby,
}

/// Something on the line.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SlotView {
    /// What, by the catalogue's code.
    pub item: String,
    /// Which baby, which screen; empty for the rest.
    pub about: String,
    /// What it is called.
    pub label: Bilingual,
    /// Where it is drawn.
    pub lane: LaneWord,
    /// Where it comes from; empty for what is ours.
    pub source: String,
    /// The first day on which it is due.
    #[ts(type = "Day")]
    pub from: NaiveDate,
    /// The last.
    #[ts(type = "Day")]
    pub by: NaiveDate,
    /// How it stands.
    pub state: SlotState,
    /// The day it was, or is arranged for.
    #[ts(type = "Day | null")]
    pub on: Option<NaiveDate>,
    /// Where, with whom; may be empty.
    pub place: String,
    /// In a few words; may be empty.
    pub words: String,
    /// Somebody has to do something about it now.
    pub presses: bool,
    /// Asking this instrument does it; absent for the rest.
    pub instrument: Option<String>,
    /// Whether two people have answered differently.
    pub two_answers: bool,
    /// Sent back with a change; empty when nobody wrote anything down.
    pub seen: Seen,
}

/// A group she can be in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GroupView {
    /// The code.
    pub code: String,
    /// What it is called.
    pub label: Bilingual,
    /// How many sessions there are.
    pub sessions: u8,
}

/// A session of a group that was written down.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// The group, by the catalogue's code.
    pub group: String,
    /// Its number.
    pub number: u8,
    /// Whether she was there.
    #[ts(type = "CareStanding")]
    pub is: CareStanding,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Where; may be empty.
    pub place: String,
    /// Whether two people have answered differently.
    pub two_answers: bool,
    /// Sent back with a change.
    pub seen: Seen,
}

/// A screen of her mood.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoodView {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// What everybody calls the instrument.
    pub short: String,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// The total; absent where an answer was missing.
    pub value: Option<u16>,
    /// It speaks of depression.
    pub positive: bool,
}

/// What somebody beside us did.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceView {
    /// Its id.
    pub id: String,
    /// Which kind of helper.
    #[ts(type = "HelperKind")]
    pub kind: HelperKind,
    /// Who; may be empty.
    pub name: String,
    /// What, in both languages.
    pub label: Bilingual,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Whether two people have answered differently.
    pub two_answers: bool,
}

/// The same service on the same day, by somebody beside us and by us: one of the two can be billed.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OverlapView {
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Which kind of helper.
    #[ts(type = "HelperKind")]
    pub kind: HelperKind,
    /// Who; may be empty.
    pub name: String,
    /// What they did.
    pub label: Bilingual,
    /// Which of ours is the same.
    #[ts(type = "CoreService")]
    pub ours: CoreService,
    /// Our visit.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
    /// Whether two people have answered differently about what they did.
    pub two_answers: bool,
}

/// A Community Support.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SupportView {
    /// The code.
    pub code: String,
    /// What it is called.
    pub label: Bilingual,
    /// Where the list comes from.
    pub source: String,
    /// A need in her plan makes it a suggestion.
    pub suggested: bool,
    /// The day the health plan was asked; absent where nobody did.
    #[ts(type = "Day | null")]
    pub asked: Option<NaiveDate>,
}
