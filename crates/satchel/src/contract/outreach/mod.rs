//! Outreach: the people to look for, one press for what came of it, and what works. One person's outreach stands in `person`.

mod person;

use care::{ContactOtherwise, Door, HomeKind, MemberId, OfferSays, Place, RecordId, Stage};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use person::*;

use super::assessments::Bilingual;
use super::caseload::{Press, Whose};
use super::{MadeOne, Page, Paged, Person, Request, Topic, Whereabouts};

quiet_debug!(
    OutreachList,
    OutreachRow,
    AttemptView,
    TakenBackView,
    AddAttempt,
    TakeBackAttempt
);

/// Those who are named or met and not yet enrolled.
#[derive(Debug, Deserialize, TS)]
pub struct ListOutreach {
    /// Whose.
    pub whose: Whose,
    /// Which of them.
    pub only: OutreachFilter,
    /// Which part of the list.
    pub page: Page,
}

impl Request for ListOutreach {
    const NAME: &'static str = "outreach.list";
    const READS: &'static [Topic] = &[
        Topic::Outreach,
        Topic::Members,
        Topic::Caseload,
        Topic::Sharing,
        Topic::Visits,
        Topic::Sync,
        Topic::Conflicts,
    ];
    type Response = OutreachList;
}

/// Which people of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutreachFilter {
    /// Everybody who has not said no.
    ToFind,
    /// Whose next attempt is today or late.
    Due,
    /// Nobody has tried yet.
    Untried,
    /// She said: not now.
    NotNow,
    /// She said no.
    Declined,
}

/// The people to look for, who is due first.
#[derive(Clone, Serialize, TS)]
pub struct OutreachList {
    /// The rows.
    pub people: Paged<OutreachRow>,
    /// How many each choice would show.
    pub counts: OutreachCounts,
}

/// How many each choice would show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutreachCounts {
    /// Who has not said no.
    pub to_find: u32,
    /// Whose next attempt is today or late.
    pub due: u32,
    /// Whom nobody has tried.
    pub untried: u32,
    /// Who said: not now.
    pub not_now: u32,
    /// Who said no.
    pub declined: u32,
}

/// Somebody to look for.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutreachRow {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// Whole years.
    pub age: Option<i32>,
    /// The language she prefers, BCP 47.
    pub language: Option<String>,
    /// The first telephone number that may be called.
    pub phone: Option<String>,
    /// How she asked to be reached, and it was granted.
    #[ts(type = "ContactOtherwise | null")]
    pub contact: Option<ContactOtherwise>,
    /// How she is housed.
    #[ts(type = "HomeKind | null")]
    pub home: Option<HomeKind>,
    /// Where she was last known to stay, in words; may be empty.
    pub site: String,
    /// What to know before knocking or calling.
    #[ts(type = "Door | null")]
    pub door: Option<Door>,
    /// Where her episode stands; absent for somebody who was met.
    #[ts(type = "Stage | null")]
    pub stage: Option<Stage>,
    /// Who leads.
    pub lead: Option<Person>,
    /// Where the newest referral came from, by the catalogue's code.
    pub source: Option<String>,
    /// Who named her, in words; may be empty.
    pub referred_by: String,
    /// Since when she is to be looked for.
    #[ts(type = "Day")]
    pub since: NaiveDate,
    /// The newest attempts that were not taken back, at most eight, the oldest first.
    pub marks: Vec<AttemptMark>,
    /// How many were made.
    pub made: AttemptsMade,
    /// The last of them.
    pub last: Option<AttemptView>,
    /// What is suggested next.
    pub next: Option<NextView>,
    /// The next visit that is arranged.
    #[ts(type = "Day | null")]
    pub visit: Option<NaiveDate>,
    /// What she says of the offer.
    #[ts(type = "OfferSays")]
    pub says: OfferSays,
    /// Something of hers is not at the clinic.
    pub unsent: bool,
    /// How many fields of hers have two answers.
    pub two_answers: u32,
}

/// An attempt as a mark in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AttemptMark {
    /// She was reached.
    Reached,
    /// She was not.
    Missed,
    /// It does not count.
    NotCounted,
}

/// What is suggested next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NextView {
    /// The day; it may have passed.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// How pressing it is.
    pub press: Press,
    /// How, by the catalogue's code.
    pub method: String,
    /// The part of the day, by the catalogue's code.
    pub hour: Option<String>,
    /// Why so.
    pub because: BecauseWord,
}

/// Why it is suggested so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BecauseWord {
    /// Nobody has tried yet.
    First,
    /// She asked for that day.
    SheAsked,
    /// She was reached this way.
    Reached,
    /// This way was tried too often, or leads to her no longer.
    AnotherWay,
    /// The same way at another hour.
    AnotherHour,
}

/// An attempt as it was signed.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttemptView {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// When it was, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// How, by the catalogue's code.
    pub method: String,
    /// What came of it, by the catalogue's code.
    pub outcome: String,
    /// She herself was reached.
    pub reached: bool,
    /// Why it does not count as an outreach attempt; absent where it does.
    pub why_not: Option<Bilingual>,
    /// Where, in words; may be empty.
    pub where_words: String,
    /// The language it was tried in; may be empty.
    pub language: String,
    /// Minutes it took.
    pub minutes: Option<u16>,
    /// In a few words; may be empty.
    pub words: String,
    /// The day she asked to be asked again.
    #[ts(type = "Day | null")]
    pub again: Option<NaiveDate>,
    /// Who tried.
    pub by: Person,
    /// As it stands under the record.
    pub signature: String,
    /// That it was taken back.
    pub taken_back: Option<TakenBackView>,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// An attempt was taken back.
#[derive(Clone, Serialize, TS)]
pub struct TakenBackView {
    /// Who signed that.
    pub signature: String,
    /// When, milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// Why; may be empty.
    pub reason: String,
}

/// Writes down an attempt, and signs it.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddAttempt {
    /// Whom.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// How, by the catalogue's code.
    pub method: String,
    /// What came of it, by the catalogue's code.
    pub outcome: String,
    /// When, milliseconds; absent for now.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
    /// Where, in words; may be empty.
    pub where_words: String,
    /// BCP 47; may be empty.
    pub language: String,
    /// Minutes it took.
    pub minutes: Option<u16>,
    /// In a few words; may be empty.
    pub words: String,
    /// The day she asked to be asked again.
    #[ts(type = "Day | null")]
    pub again: Option<NaiveDate>,
}

impl Request for AddAttempt {
    const NAME: &'static str = "attempts.add";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Takes back what was pressed by mistake. Refused with `already_decided` where that was done.
#[derive(Deserialize, TS)]
pub struct TakeBackAttempt {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The attempt.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// Why; may be empty.
    pub reason: String,
}

impl Request for TakeBackAttempt {
    const NAME: &'static str = "attempts.takeBack";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// The catalogue's lists of outreach.
#[derive(Debug, Deserialize, TS)]
pub struct ShowOutreachLists {}

impl Request for ShowOutreachLists {
    const NAME: &'static str = "outreach.lists";
    const READS: &'static [Topic] = &[Topic::Settings];
    type Response = OutreachLists;
}

/// The catalogue's lists of outreach, each in the order in which it is offered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OutreachLists {
    /// Which edition.
    pub version: String,
    /// Where a referral may come from.
    pub sources: Vec<CodeView>,
    /// How a person is looked for.
    pub methods: Vec<MethodView>,
    /// What may come of it.
    pub outcomes: Vec<OutcomeChoice>,
    /// The parts of a day.
    pub hours: Vec<CodeView>,
}

/// A code with its name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CodeView {
    /// The code.
    pub code: String,
    /// Its name.
    pub label: Bilingual,
}

/// How a person is looked for.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MethodView {
    /// The code.
    pub code: String,
    /// Its name.
    pub label: Bilingual,
    /// In person, and where.
    #[ts(type = "Place | null")]
    pub place: Option<Place>,
    /// What may come of it: codes of outcomes.
    pub outcomes: Vec<String>,
    /// Why it does not count; absent where it does.
    pub why_not: Option<Bilingual>,
}

/// What may come of an attempt.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeChoice {
    /// The code.
    pub code: String,
    /// Its name.
    pub label: Bilingual,
    /// She herself was reached.
    pub reached: bool,
    /// Why it does not count; absent where it does.
    pub why_not: Option<Bilingual>,
    /// Stands among the large buttons.
    pub tap: bool,
}

/// What reaches people: the person's own attempts that count, of the last half year.
#[derive(Debug, Deserialize, TS)]
pub struct ShowWhatWorks {}

impl Request for ShowWhatWorks {
    const NAME: &'static str = "outreach.works";
    const READS: &'static [Topic] = &[Topic::Outreach, Topic::Caseload, Topic::Members];
    type Response = WhatWorks;
}

/// What reaches people.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WhatWorks {
    /// From this day on.
    #[ts(type = "Day")]
    pub since: NaiveDate,
    /// All of them.
    pub all: Share,
    /// By method, the catalogue's order.
    pub by_method: Vec<NamedShare>,
    /// By place, of those in person.
    pub by_place: Vec<NamedShare>,
    /// By part of the day.
    pub by_hour: Vec<NamedShare>,
}

/// How many attempts were made and not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttemptsMade {
    /// Those the clinic has.
    pub at_clinic: u32,
    /// How many of these count.
    pub counted: u32,
    /// Those it has not got yet; in no other figure.
    pub unsent: u32,
}

/// How many attempts reached the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
pub struct Share {
    /// How many were made.
    pub made: u32,
    /// How many reached her.
    pub reached: u32,
}

/// The same for one method, place or part of the day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NamedShare {
    /// The catalogue's code; of a place, the code of the place.
    pub code: String,
    /// Its name; of a place the screen has the word.
    pub label: Option<Bilingual>,
    /// How many.
    pub share: Share,
}
