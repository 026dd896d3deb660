//! The caseload: everybody this satchel holds, in order of what is due.

use care::{MemberId, Risk, Stage};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use super::assessments::Bilingual;
use super::{Page, Paged, Person, Request, Topic};

/// The people in this satchel.
#[derive(Debug, Deserialize, TS)]
pub struct ListCaseload {
    /// Whose.
    pub whose: Whose,
    /// Which of them.
    pub only: CaseloadFilter,
    /// Which part of the list.
    pub page: Page,
}

impl Request for ListCaseload {
    const NAME: &'static str = "caseload.list";
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
    type Response = Caseload;
}

/// Whose people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Those I lead.
    Mine,
    /// Everybody in this satchel.
    Team,
}

/// Which people of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseloadFilter {
    /// Everybody.
    Everyone,
    /// Something is late.
    Late,
    /// Something is due within seven days.
    DueThisWeek,
    /// High risk.
    HighRisk,
    /// Pregnant, or within twelve months of it.
    Perinatal,
    /// Something is not at the clinic.
    Unsent,
    /// A question has two answers.
    TwoAnswers,
}

/// The people in this satchel.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Caseload {
    /// The rows, what is due first.
    pub people: Paged<CaseloadRow>,
    /// How many each filter would show.
    pub counts: CaseloadCounts,
    /// The band a caseload should lie in; absent for those who lead nobody.
    pub band: Option<Band>,
}

/// The band a caseload should lie in.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Band {
    /// At least.
    pub from: u32,
    /// At most.
    pub to: u32,
}

/// How many people each filter would show.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseloadCounts {
    /// Everybody.
    pub everyone: u32,
    /// Something is late.
    pub late: u32,
    /// Something is due within seven days.
    pub due_this_week: u32,
    /// High risk.
    pub high_risk: u32,
    /// Pregnant, or within twelve months of it.
    pub perinatal: u32,
    /// Something is not at the clinic.
    pub unsent: u32,
    /// A question has two answers.
    pub two_answers: u32,
}

/// One member in a list.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseloadRow {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// Whole years; absent when the birth date is not known.
    pub age: Option<i32>,
    /// The language she prefers, BCP 47.
    pub language: Option<String>,
    /// Populations of focus, catalogue codes.
    pub populations: Vec<String>,
    /// Three bars.
    #[ts(type = "Risk | null")]
    pub risk: Option<Risk>,
    /// Where her episode stands.
    #[ts(type = "Stage | null")]
    pub stage: Option<Stage>,
    /// Who leads.
    pub lead: Option<Person>,
    /// The day somebody of the team last met or reached her.
    #[ts(type = "Day | null")]
    pub last_contact: Option<NaiveDate>,
    /// Thirteen weeks, oldest first.
    pub rhythm: Vec<WeekOfContact>,
    /// What is due next.
    pub next_due: Option<Due>,
    /// Days since her plan was agreed; absent without an agreed plan.
    #[ts(type = "number | null")]
    pub plan_age_days: Option<i64>,
    /// Where she stays, in words; empty when not known.
    pub site: String,
    /// Something of hers is not at the clinic.
    pub unsent: bool,
    /// How many questions about her have two answers.
    pub two_answers: u32,
}

impl fmt::Debug for CaseloadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseloadRow(…)")
    }
}

/// One week of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WeekOfContact {
    /// Nobody tried.
    None,
    /// Tried and not reached.
    Tried,
    /// By telephone or video.
    Remote,
    /// In person.
    InPerson,
    /// There was contact, and its note is not at the clinic yet.
    Unsent,
}

/// Something that is due.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// The kind of thing.
    pub what: DueKind,
    /// The words of a task or an intervention; empty for the rest.
    pub words: String,
    /// What the catalogue calls it; absent for what it does not name.
    pub label: Option<Bilingual>,
    /// By when.
    #[ts(type = "Day")]
    pub by: NaiveDate,
    /// The time of a visit, "09:00".
    pub time: Option<String>,
    /// How pressing it is.
    pub press: Press,
    /// Whether two people have answered differently about what this is read from, and nobody has said yet.
    pub two_answers: bool,
}

impl fmt::Debug for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Due({:?} {})", self.what, self.by)
    }
}

/// The kind of thing that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// The plan is to be looked at again.
    PlanReview,
    /// A step of the plan.
    Intervention,
    /// A task.
    Task,
    /// A visit.
    Visit,
    /// Nobody has had contact for more than fourteen days.
    Contact,
    /// Something around a birth, or after a loss.
    Perinatal,
    /// She asked for something that is her right, and waits for the answer.
    Request,
    /// The comprehensive assessment.
    Comprehensive,
}

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// Its day has passed.
    Late,
    /// Today or within seven days.
    Soon,
    /// Later.
    Later,
}

/// People and their places by a part of a name, for the palette.
#[derive(Deserialize, TS)]
pub struct FindPeople {
    /// What was typed; at most 100 characters.
    pub text: String,
}

impl fmt::Debug for FindPeople {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FindPeople(…)")
    }
}

impl Request for FindPeople {
    const NAME: &'static str = "people.find";
    const READS: &'static [Topic] = &[Topic::Members];
    type Response = Found;
}

/// At most twenty people.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Found {
    /// Best first.
    pub people: Vec<FoundPerson>,
}

/// One of them.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundPerson {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// Whole years.
    pub age: Option<i32>,
    /// Where she stays, in words; may be empty.
    pub site: String,
}

impl fmt::Debug for FoundPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FoundPerson(…)")
    }
}
