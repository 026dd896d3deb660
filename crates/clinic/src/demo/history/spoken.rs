//! A comprehensive assessment of the demo's past: what was found in some areas, and no need in the others.

use std::collections::BTreeMap;

use care::{
    AnsweredBy, AreaAnswer, AreaStanding, AskedHow, Circumstances, Company, Comprehensive,
    Interpreter, Member, NoteAuthor, NoteVisit, StaffId,
};
use catalog::Comprehensive as Areas;
use chrono::{Days, NaiveDate};

/// Until when what was put off is put off.
const LATER_DAYS: u64 = 120;
/// What stands before the reason where somebody would rather not speak of an area, and where it is put off.
const DECLINED: &str = "declined: ";
const LATER: &str = "later: ";

/// What was said in every area; nothing if one is named that there is not. Who signs is put in by whoever does.
pub(super) fn spoken(
    found: &BTreeMap<String, String>,
    (who, visit): (&Member, &NoteVisit),
    (day, at): (NaiveDate, i64),
) -> Option<Comprehensive> {
    let list = Areas::shipped();
    if !found.keys().all(|code| list.area(code).is_some()) {
        return None;
    }
    let areas = list.areas.iter();
    let areas = areas.map(|area| said(&area.code, found.get(&area.code), day));
    let language = who.language().unwrap_or("en").to_owned();
    Some(Comprehensive {
        template: Comprehensive::TEMPLATE,
        edition: list.version.clone(),
        member: visit.member,
        visit: Some(visit.visit),
        circumstances: Circumstances {
            how: AskedHow::InPerson,
            interpreter: if language == "en" {
                Interpreter::None
            } else {
                Interpreter::Asker
            },
            language,
            answered_by: AnsweredBy::Member,
            company: Company::Alone,
        },
        areas: areas.collect(),
        strengths: String::new(),
        barriers: String::new(),
        started_at: visit.started_at,
        ended_at: at,
        corrects: None,
        author: NoteAuthor {
            staff: StaffId(visit.visit.0),
            signature: String::new(),
        },
        signed_at: at,
    })
}

fn said(area: &str, found: Option<&String>, on: NaiveDate) -> AreaAnswer {
    let (stands, words) = match found {
        None => (AreaStanding::NoNeed, ""),
        Some(words) => match (words.strip_prefix(DECLINED), words.strip_prefix(LATER)) {
            (Some(why), _) => (AreaStanding::Declined, why),
            (None, Some(why)) => (AreaStanding::Deferred, why),
            (None, None) => (AreaStanding::Assessed, words.as_str()),
        },
    };
    AreaAnswer {
        area: area.to_owned(),
        stands,
        findings: words.to_owned(),
        facts: Vec::new(),
        until: (stands == AreaStanding::Deferred)
            .then(|| on.checked_add_days(Days::new(LATER_DAYS)))
            .flatten(),
        on,
    }
}
