//! Today: the day as a line, what comes first, what is to be called or written, what changed.

use care::{MemberId, SafetyAct, TaskId, VisitId, Voicemail};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use super::visits::{AppointmentView, VisitStatus};
use super::{Person, Request, Seen, Topic, Whereabouts};
use super::{caseload::Due, visits::DraftWaiting};

/// The day of the person who is here.
#[derive(Debug, Deserialize, TS)]
pub struct ShowToday {}

impl Request for ShowToday {
    const NAME: &'static str = "today.show";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Caseload,
        Topic::Plans,
        Topic::Visits,
        Topic::Tasks,
        Topic::Sharing,
        Topic::Drafts,
        Topic::Sync,
        Topic::Conflicts,
    ];
    type Response = Today;
}

/// The day.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Today {
    /// Which day it is here.
    #[ts(type = "Day")]
    pub day: NaiveDate,
    /// The instant this was made, milliseconds.
    #[ts(type = "number")]
    pub now: i64,
    /// Answers that spoke of danger, and that she is asked to look after; the newest first.
    pub alerts: Vec<SafetyAlertView>,
    /// Her visits of the day, in order of time; those without a time last.
    pub visits: Vec<TodayVisit>,
    /// Unsigned notes that wait.
    pub drafts: Vec<DraftWaiting>,
    /// How many questions have two answers.
    pub two_answers: u32,
    /// How many pieces of work that the clinic set aside she may decide about.
    pub set_aside: u32,
    /// Her tasks and steps, what is due first; at most twelve.
    pub to_do: Vec<ToDo>,
    /// How many there are in all.
    pub to_do_total: u32,
    /// What others changed since yesterday, newest first; at most eight.
    pub news: Vec<News>,
    /// People she leads whom nobody has reached for more than fourteen days.
    pub quiet_people: u32,
}

/// An answer that spoke of danger: a supervisor is asked to look after it.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SafetyAlertView {
    /// The task, ticked when it is looked after.
    #[ts(type = "TaskId")]
    pub task: TaskId,
    /// Of whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// With what it was asked: "PHQ-9".
    pub short: String,
    /// What was done at once.
    #[ts(type = "SafetyAct")]
    pub act: SafetyAct,
    /// In words; may be empty.
    pub words: String,
    /// Who was there.
    pub by: Person,
    /// When, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// Sent back when it is ticked.
    pub seen: Seen,
}

impl fmt::Debug for SafetyAlertView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SafetyAlertView(…)")
    }
}

/// A visit of the day, opened up for the next door.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayVisit {
    /// Which.
    #[ts(type = "VisitId")]
    pub visit: VisitId,
    /// Whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// Whole years.
    pub age: Option<i32>,
    /// The language she prefers, BCP 47.
    pub language: Option<String>,
    /// What was arranged.
    pub appointment: AppointmentView,
    /// How it stands.
    pub status: VisitStatus,
    /// What to know before knocking; empty when nothing is known.
    pub door: String,
    /// For the worker; empty when nothing is known.
    pub dangers: String,
    /// What may be left on a voicemail.
    #[ts(type = "Voicemail | null")]
    pub voicemail: Option<Voicemail>,
    /// What is due with her, most pressing first; at most three.
    pub due: Vec<Due>,
    /// Its note on the way to the clinic, if signed.
    pub whereabouts: Option<Whereabouts>,
    /// Whether two people have answered differently about the visit, or about what is shown of the member here.
    pub two_answers: bool,
}

impl fmt::Debug for TodayVisit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TodayVisit(…)")
    }
}

/// A call, a paper, a step: something to tick.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToDo {
    /// The task, if it is one.
    #[ts(type = "TaskId | null")]
    pub task: Option<TaskId>,
    /// The step of a plan, if it is one.
    #[ts(type = "InterventionId | null")]
    pub intervention: Option<care::InterventionId>,
    /// For whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// What and when.
    pub due: Due,
    /// Sent back when it is ticked.
    pub seen: Seen,
}

impl fmt::Debug for ToDo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ToDo(…)")
    }
}

/// Something somebody else changed.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct News {
    /// About whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// Who; absent for the clinic's own systems.
    pub by: Option<Person>,
    /// The kind of thing: an entity kind, or "note", "addendum".
    pub kind: String,
    /// When, milliseconds by the author's clock.
    #[ts(type = "number")]
    pub at: i64,
}

impl fmt::Debug for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("News(…)")
    }
}
