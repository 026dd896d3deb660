//! Her plan and her health.

use care::EntityId;
use serde_json::{Value, json};

use super::super::Filling;
use super::{about, one, period, put};

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const ALLERGY_CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
const CONDITION_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/condition-category";
const HEALTH_CONCERN: &str = "http://hl7.org/fhir/us/core/CodeSystem/condition-category";
const LOINC: &str = "http://loinc.org";
const SNOMED: &str = "http://snomed.info/sct";

pub(super) fn plan(it: &mut Filling<'_>) {
    about(it, "CarePlan", "subject");
    it.put("status", json!("active"));
    it.put("intent", json!("plan"));
    let category = "http://hl7.org/fhir/us/core/CodeSystem/careplan-category";
    it.put("category", json!([one(category, "assess-plan")]));
    let ids = |kinds: &[&str]| -> Vec<EntityId> {
        let parts = it.copy.parts.iter();
        let found = parts.filter(|part| kinds.contains(&part.kind.as_str()));
        found.map(|part| part.id).collect()
    };
    let (goals, steps) = (ids(&["goal"]), ids(&["intervention"]));
    let goals: Vec<Value> = goals.into_iter().filter_map(|id| it.to(id)).collect();
    let steps = steps.into_iter().filter_map(|id| it.to(id));
    let steps: Vec<Value> = steps.map(|step| json!({"reference": step})).collect();
    it.put("goal", Value::Array(goals));
    it.put("activity", Value::Array(steps));
}

pub(super) fn outside_plan(it: &mut Filling<'_>) {
    about(it, "CarePlan", "subject");
    let status = match it.code(&["status"]) {
        "active" => "active",
        "resolved" => "completed",
        _ => "unknown",
    };
    it.put("status", json!(status));
    it.put("intent", json!("plan"));
    let title = it.text(&["title"]).map(|title| json!(title));
    put(it, "title", title);
    period(it, &["since"], &[]);
}

pub(super) fn need(it: &mut Filling<'_>) {
    about(it, "Condition", "subject");
    let status = match it.code(&["standing"]) {
        "has_need" | "later" | "declined" => "active",
        _ => "inactive",
    };
    it.put("clinicalStatus", one(CLINICAL, status));
    it.put("category", json!([one(HEALTH_CONCERN, "health-concern")]));
    let words = it.text(&["words"]).map(|text| json!({"text": text}));
    put(it, "code", words);
    let on = it.day(&["askedOn"]).map(|day| json!(day));
    put(it, "recordedDate", on);
}

pub(super) fn goal(it: &mut Filling<'_>) {
    about(it, "Goal", "subject");
    let (life, achieved) = match it.code(&["progress", "status"]) {
        "reached" => ("completed", Some("achieved")),
        "let_go" => ("cancelled", None),
        "moving" => ("active", Some("improving")),
        "stuck" => ("active", Some("no-progress")),
        _ => ("accepted", None),
    };
    it.put("lifecycleStatus", json!(life));
    if let Some(code) = achieved {
        let system = "http://terminology.hl7.org/CodeSystem/goal-achievement";
        it.put("achievementStatus", one(system, code));
    }
    let text = it.text(&["statement", "text"]);
    it.put(
        "description",
        json!({"text": text.unwrap_or_else(|| "?".to_owned())}),
    );
    let on = it.day(&["progress", "on"]).map(|day| json!(day));
    put(it, "statusDate", on);
}

pub(super) fn task(it: &mut Filling<'_>) {
    about(it, "Task", "for");
    let status = match it.code(&["done", "status"]) {
        "done" => "completed",
        "dropped" => "cancelled",
        _ => "requested",
    };
    it.put("status", json!(status));
    let intent = if it.part.kind == "task" {
        "order"
    } else {
        "plan"
    };
    it.put("intent", json!(intent));
    let what = it.text(&["what"]).map(|what| json!(what));
    put(it, "description", what);
    let owner = it.by(&["owner", "staff"]);
    put(it, "owner", owner);
    let goal = it.reference(&["goal"]);
    put(it, "focus", goal);
    if let Some(due) = it.day(&["due"]) {
        it.put("restriction", json!({"period": {"end": due}}));
    }
}

pub(super) fn problem(it: &mut Filling<'_>) {
    about(it, "Condition", "subject");
    let status = match it.code(&["status"]) {
        code @ ("active" | "resolved" | "inactive") => code.to_owned(),
        _ => "active".to_owned(),
    };
    it.put("clinicalStatus", one(CLINICAL, &status));
    it.put(
        "category",
        json!([one(CONDITION_CATEGORY, "problem-list-item")]),
    );
    let code = it.coding(&["coding"]);
    put(it, "code", code);
    let onset = it.day(&["onset"]).map(|day| json!(day));
    put(it, "onsetDateTime", onset);
    // An end is only where it no longer holds.
    if status != "active" {
        let abated = it.day(&["abated"]).map(|day| json!(day));
        put(it, "abatementDateTime", abated);
    }
}

pub(super) fn medicine(it: &mut Filling<'_>) {
    about(it, "MedicationStatement", "subject");
    let status = match it.code(&["status"]) {
        "taking" => "active",
        "stopped" => "stopped",
        "on_hold" => "on-hold",
        _ => "unknown",
    };
    it.put("status", json!(status));
    let code = it.coding(&["coding"]);
    it.put(
        "medicationCodeableConcept",
        code.unwrap_or_else(|| json!({"text": "?"})),
    );
    let dosage = it
        .text(&["instructions"])
        .map(|text| json!([{"text": text}]));
    put(it, "dosage", dosage);
    if let Some(since) = it.day(&["since"]) {
        it.put("effectivePeriod", json!({"start": since}));
    }
}

pub(super) fn allergy(it: &mut Filling<'_>) {
    about(it, "AllergyIntolerance", "patient");
    let status = match it.code(&["status"]) {
        code @ ("active" | "resolved" | "inactive") => code.to_owned(),
        _ => "active".to_owned(),
    };
    it.put("clinicalStatus", one(ALLERGY_CLINICAL, &status));
    let code = it.coding(&["coding"]);
    put(it, "code", code);
    let reaction = it.text(&["reaction"]);
    let reaction = reaction.map(|text| json!([{"manifestation": [{"text": text}]}]));
    put(it, "reaction", reaction);
}

/// LOINC 82810-3 with SNOMED 77386006, and the day it is due as its component.
pub(super) fn pregnancy(it: &mut Filling<'_>) {
    about(it, "Observation", "subject");
    it.put("status", json!("final"));
    it.put("code", one(LOINC, "82810-3"));
    it.put("valueCodeableConcept", one(SNOMED, "77386006"));
    period(it, &["onset"], &["end"]);
    if let Some(period) = it.out.remove("period") {
        it.put("effectivePeriod", period);
    }
    if let Some(due) = it.day(&["dating", "due"]) {
        it.put(
            "component",
            json!([{"code": one(LOINC, "11778-8"), "valueDateTime": due}]),
        );
    }
}

pub(super) fn referral(it: &mut Filling<'_>) {
    about(it, "ServiceRequest", "subject");
    it.put("status", json!("active"));
    it.put("intent", json!("order"));
    it.put("code", json!({"text": "Enhanced Care Management"}));
    let on = it.day(&["on"]).map(|day| json!(day));
    put(it, "authoredOn", on);
    let who = it.text(&["from", "who"]).map(|who| json!({"display": who}));
    put(it, "requester", who);
    let why = it.text(&["reason"]).map(|why| json!([{"text": why}]));
    put(it, "reasonCode", why);
}
