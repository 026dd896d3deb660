//! What is written down around a birth.

use care::{
    CareStanding, DatingMethod, HelperKind, InfantStay, MemberId, PregnancyEnding, SaidBy, Sex,
};
use chrono::NaiveDate;
use serde::Deserialize;
use ts_rs::TS;

use super::HelperView;
use crate::contract::{Made, MadeOne, Request, Seen, Topic};

quiet_debug!(
    PregnancyEntry,
    PregnancyEnds,
    InfantEntry,
    RecordInfant,
    CareEntry,
    HelperServiceEntry,
    AskSupport
);

/// Writes down a pregnancy, or changes what is known of one. Refused with `entered_twice` where another one lasts.
#[derive(Deserialize, TS)]
pub struct PregnancyEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Absent for a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<String>,
    /// What was on the screen; empty for a new one.
    pub seen: Seen,
    /// The due date; absent where it is found from the last period, or not known.
    #[ts(type = "Day | null")]
    pub due: Option<NaiveDate>,
    /// How it was found.
    #[ts(type = "DatingMethod")]
    pub method: DatingMethod,
    /// The first day of her last period.
    #[ts(type = "Day | null")]
    pub lmp: Option<NaiveDate>,
    /// Pregnancies, this one among them; absent where nobody asked.
    pub gravida: Option<u8>,
    /// Births after 20 weeks before this one.
    pub para: Option<u8>,
    /// How many babies.
    pub babies: Option<u8>,
    /// Who works beside us.
    pub helpers: Vec<HelperView>,
}

impl Request for PregnancyEntry {
    const NAME: &'static str = "pregnancies.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Writes down how a pregnancy ended.
#[derive(Deserialize, TS)]
pub struct PregnancyEnds {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which.
    pub id: String,
    /// What was on the screen.
    pub seen: Seen,
    /// How.
    #[ts(type = "PregnancyEnding")]
    pub what: PregnancyEnding,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Where; may be empty.
    pub place: String,
    /// How many babies were born; absent where nobody says.
    pub babies: Option<u8>,
}

impl Request for PregnancyEnds {
    const NAME: &'static str = "pregnancies.end";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Writes down a baby, or changes what is known of one.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InfantEntry {
    /// The mother.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The pregnancy.
    pub pregnancy: String,
    /// Absent for a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<String>,
    /// What was on the screen; empty for a new one.
    pub seen: Seen,
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
    /// The baby's own record, where there is one.
    #[ts(type = "MemberId | null")]
    pub record: Option<MemberId>,
}

impl Request for InfantEntry {
    const NAME: &'static str = "infants.put";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Begins a record of the baby's own, and links it to the mother's. Refused with `already_decided` where there is one.
#[derive(Deserialize, TS)]
pub struct RecordInfant {
    /// The mother.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The baby.
    pub infant: String,
    /// What was on the screen.
    pub seen: Seen,
    /// The baby's given name.
    pub given: String,
    /// The baby's family name; may be empty.
    pub family: String,
}

impl Request for RecordInfant {
    const NAME: &'static str = "infants.record";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Writes down how something stands that is due around a birth.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The pregnancy.
    pub pregnancy: String,
    /// What, by the catalogue's code.
    pub item: String,
    /// Which baby, which session, which screen; empty for the rest.
    pub about: String,
    /// What was on the screen; empty for the first.
    pub seen: Seen,
    /// How it stands.
    #[ts(type = "CareStanding")]
    pub is: CareStanding,
    /// The day it was, or is arranged for.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Where, with whom; may be empty.
    pub place: String,
    /// In a few words; may be empty.
    pub words: String,
    /// Who said it.
    #[ts(type = "SaidBy")]
    pub said_by: SaidBy,
}

impl Request for CareEntry {
    const NAME: &'static str = "perinatal.put";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// Writes down what somebody beside us did on a day. Refused with `entered_twice` where it is written down.
#[derive(Deserialize, TS)]
pub struct HelperServiceEntry {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The pregnancy.
    pub pregnancy: String,
    /// Which kind of helper.
    #[ts(type = "HelperKind")]
    pub kind: HelperKind,
    /// Who; may be empty.
    pub name: String,
    /// What, by the catalogue's code.
    pub service: String,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
}

impl Request for HelperServiceEntry {
    const NAME: &'static str = "helperServices.add";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Makes a task of a Community Support: to ask the health plan for it. Refused with `already_decided` where somebody did.
#[derive(Deserialize, TS)]
pub struct AskSupport {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The pregnancy.
    pub pregnancy: String,
    /// Which, by the catalogue's code.
    pub support: String,
    /// What is to be done, in the words of the screen.
    pub what: String,
}

impl Request for AskSupport {
    const NAME: &'static str = "supports.ask";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}
