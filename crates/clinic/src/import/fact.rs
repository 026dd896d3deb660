//! From a FHIR resource to one of the things care knows from elsewhere.
//!
//! Every reader here answers with the thing or with the reason it is left out, and the reasons are counted: a
//! number that does not add up should be visible in the summary, not lost.

use care::{
    Allergy, Coding, Encounter, Entity, Medicine, MedicineStatus, OutsidePlan, Problem,
    ProblemStatus, Source,
};
use chrono::NaiveDate;
use serde_json::Value;

use crate::import::codes;
use crate::import::fhir;
use crate::import::resource::Resource;

/// Why a resource of a type we read is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// The hospital says it was an error, or that it was ruled out.
    EnteredInError,
    /// It never happened, or not yet: planned, cancelled, a draft, a proposal.
    DidNotHappen,
    /// It is about somebody else.
    AboutAnotherPerson,
    /// It does not say what it is, or when.
    SaysTooLittle,
    /// It says that there is nothing: "no known allergies".
    SaysThereIsNone,
    /// It contradicts itself: an end before its start.
    Unsound,
}

/// One thing to store, and how to recognise it in a later export.
pub(crate) struct Fact {
    /// care's word for it.
    pub(crate) kind: &'static str,
    /// Its id in the export.
    pub(crate) entry: String,
    /// What it is and when it began: recognises it where the export makes new ids each time.
    pub(crate) likeness: String,
    /// care's JSON.
    pub(crate) data: Value,
}

/// The thing and its likeness.
pub(super) type Read<T> = Result<(T, String), LeftOut>;

/// Checks the thing by care's own rules and turns it into care's JSON.
pub(super) fn fact<T: Entity>(
    entry: &str,
    (thing, likeness): (T, String),
    today: NaiveDate,
) -> Result<Fact, LeftOut> {
    if thing.check(today).is_err() {
        return Err(LeftOut::Unsound);
    }
    let Ok(data) = serde_json::to_value(&thing) else {
        return Err(LeftOut::Unsound);
    };
    Ok(Fact {
        kind: T::KIND,
        entry: entry.to_owned(),
        likeness,
        data,
    })
}

/// What it is by code, with the words a person reads.
pub(super) fn named(concept: Option<&Value>) -> Option<Coding> {
    let display = fhir::words(concept)?;
    Some(match fhir::codings(concept).next() {
        Some(code) => Coding {
            system: code.system.to_owned(),
            code: code.code.to_owned(),
            display,
        },
        None => Coding {
            display,
            ..Coding::default()
        },
    })
}

fn likeness(coding: &Coding, since: Option<NaiveDate>) -> String {
    let name = if coding.code.is_empty() {
        &coding.display
    } else {
        &coding.code
    };
    let since = since.map(|day| day.to_string()).unwrap_or_default();
    format!("{}|{name}|{since}", coding.system)
}

fn is_error(resource: &Resource) -> bool {
    matches!(
        fhir::status(resource.element("verificationStatus")),
        "entered-in-error" | "refuted"
    ) || resource.text("status") == Some("entered-in-error")
}

fn clinical_status(resource: &Resource, ended: bool) -> ProblemStatus {
    match fhir::status(resource.element("clinicalStatus")) {
        "resolved" => ProblemStatus::Resolved,
        "inactive" | "remission" => ProblemStatus::Inactive,
        "" if ended => ProblemStatus::Resolved,
        _ => ProblemStatus::Active,
    }
}

/// A day under `name` + `DateTime`, or the start of the period under `name` + `Period`.
fn since(resource: &Resource, instant: &str, period: &str) -> Option<NaiveDate> {
    let day = resource.text(instant).and_then(fhir::day);
    day.or_else(|| {
        resource
            .element(period)
            .and_then(|period| fhir::day_at(period, "start"))
    })
}

pub(super) fn problem(resource: &Resource, source: Source) -> Read<Problem> {
    if is_error(resource) {
        return Err(LeftOut::EnteredInError);
    }
    let coding = named(resource.element("code")).ok_or(LeftOut::SaysTooLittle)?;
    let onset = since(resource, "onsetDateTime", "onsetPeriod");
    let ended = resource
        .element("abatementPeriod")
        .and_then(|period| fhir::day_at(period, "end"));
    let abated = resource
        .text("abatementDateTime")
        .and_then(fhir::day)
        .or(ended);
    let likeness = likeness(&coding, onset);
    let status = clinical_status(resource, abated.is_some());
    Ok((
        Problem {
            coding,
            status,
            onset,
            abated,
            source: Some(source),
        },
        likeness,
    ))
}

/// `drug` is what the request's reference was resolved to, where it has one.
pub(super) fn medicine(
    resource: &Resource,
    drug: Option<Coding>,
    source: Source,
) -> Read<Medicine> {
    let status = match resource.text("status") {
        Some("entered-in-error") => return Err(LeftOut::EnteredInError),
        Some("draft") => return Err(LeftOut::DidNotHappen),
        Some("active") => MedicineStatus::Taking,
        Some("on-hold") => MedicineStatus::OnHold,
        Some("completed" | "stopped" | "cancelled") => MedicineStatus::Stopped,
        Some(_) | None => MedicineStatus::Unknown,
    };
    let coding = named(resource.element("medicationCodeableConcept"))
        .or(drug)
        .ok_or(LeftOut::SaysTooLittle)?;
    let since = resource.text("authoredOn").and_then(fhir::day);
    let likeness = likeness(&coding, since);
    let doses =
        fhir::list(resource.element("dosageInstruction")).filter_map(|one| fhir::line(one, "text"));
    let instructions = doses.collect::<Vec<_>>().join("; ");
    Ok((
        Medicine {
            coding,
            status,
            instructions,
            since,
            source: Some(source),
        },
        likeness,
    ))
}

pub(super) fn allergy(resource: &Resource, source: Source) -> Read<Allergy> {
    if is_error(resource) {
        return Err(LeftOut::EnteredInError);
    }
    let coding = named(resource.element("code")).ok_or(LeftOut::SaysTooLittle)?;
    if codes::is_no_allergy(&coding.system, &coding.code) {
        return Err(LeftOut::SaysThereIsNone);
    }
    let signs = fhir::list(resource.element("reaction"))
        .flat_map(|one| fhir::list(one.get("manifestation")));
    let reaction = signs
        .filter_map(|sign| fhir::words(Some(sign)))
        .collect::<Vec<_>>()
        .join(", ");
    let likeness = likeness(&coding, None);
    Ok((
        Allergy {
            coding,
            reaction,
            status: clinical_status(resource, false),
            source: Some(source),
        },
        likeness,
    ))
}

pub(super) fn encounter(resource: &Resource, source: Source) -> Read<Encounter> {
    match resource.text("status") {
        Some("entered-in-error") => return Err(LeftOut::EnteredInError),
        Some("planned" | "cancelled") => return Err(LeftOut::DidNotHappen),
        Some(_) | None => {}
    }
    let class = resource
        .element("class")
        .and_then(fhir::coding)
        .ok_or(LeftOut::SaysTooLittle)?
        .code;
    let period = resource.element("period").ok_or(LeftOut::SaysTooLittle)?;
    let start = fhir::day_at(period, "start").ok_or(LeftOut::SaysTooLittle)?;
    let reason = fhir::list(resource.element("reasonCode")).find_map(|one| fhir::words(Some(one)));
    let kind = fhir::list(resource.element("type")).find_map(|one| fhir::words(Some(one)));
    let encounter = Encounter {
        class: codes::encounter_class(class),
        what: reason.or(kind).unwrap_or_default(),
        start,
        end: fhir::day_at(period, "end"),
        // Whether care could have avoided it no export says; a person does.
        preventable: None,
        unplanned: unplanned(resource),
        bh_related: is_behavioural(resource).then_some(true),
        source: Some(source),
    };
    // The instant, not the day: two emergency visits on one day are two.
    let instant = fhir::line(period, "start").unwrap_or_default();
    let likeness = format!("{}|{instant}", encounter.class.code());
    Ok((encounter, likeness))
}

/// What the hospital says of how it came about; none where it says nothing.
fn unplanned(resource: &Resource) -> Option<bool> {
    let admitted = resource
        .element("hospitalization")
        .and_then(|stay| stay.get("admitSource"));
    let mut said = fhir::codings(resource.element("priority")).chain(fhir::codings(admitted));
    said.find_map(|code| codes::unplanned(code.code))
}

/// Whether a code of its reasons or types says so. That none does says nothing.
fn is_behavioural(resource: &Resource) -> bool {
    let said =
        fhir::list(resource.element("reasonCode")).chain(fhir::list(resource.element("type")));
    said.flat_map(|one| fhir::codings(Some(one)))
        .any(|code| codes::is_behavioural(code.system, code.code))
}

/// `goals` are the texts of the goals the plan refers to.
pub(super) fn outside_plan(
    resource: &Resource,
    goals: Vec<String>,
    source: Source,
) -> Read<OutsidePlan> {
    let status = match resource.text("status") {
        Some("entered-in-error") => return Err(LeftOut::EnteredInError),
        Some("draft") => return Err(LeftOut::DidNotHappen),
        Some("completed") => ProblemStatus::Resolved,
        Some("revoked" | "on-hold" | "unknown") => ProblemStatus::Inactive,
        Some(_) | None => ProblemStatus::Active,
    };
    // "Assessment and plan" is said of every plan in US Core; the other category names it.
    let mut names = fhir::list(resource.element("category"))
        .filter(|one| fhir::status(Some(*one)) != "assess-plan");
    let title = names.find_map(|one| fhir::words(Some(one)));
    let title = title
        .or_else(|| resource.text("description").and_then(fhir::clean))
        .ok_or(LeftOut::SaysTooLittle)?;
    let since = resource
        .element("period")
        .and_then(|period| fhir::day_at(period, "start"));
    let done = fhir::list(resource.element("activity")).filter_map(|one| one.get("detail"));
    let mut activities: Vec<String> = done
        .filter_map(|detail| fhir::words(detail.get("code")))
        .collect();
    activities.truncate(care::limits::LIST_ITEMS_MAX);
    let likeness = format!(
        "{title}|{}",
        since.map(|day| day.to_string()).unwrap_or_default()
    );
    Ok((
        OutsidePlan {
            title,
            status,
            since,
            activities,
            goals,
            source: Some(source),
        },
        likeness,
    ))
}

/// The text of a Goal, unless it was an error or only proposed.
pub(super) fn goal_text(resource: &Resource) -> Result<String, LeftOut> {
    match resource.text("lifecycleStatus") {
        Some("entered-in-error") => return Err(LeftOut::EnteredInError),
        Some("proposed" | "cancelled" | "rejected") => return Err(LeftOut::DidNotHappen),
        Some(_) | None => {}
    }
    fhir::words(resource.element("description")).ok_or(LeftOut::SaysTooLittle)
}
