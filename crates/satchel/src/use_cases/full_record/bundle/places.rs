//! Which resource each kind of thing is, and what of it has a place there.
//!
//! The elements that R4 requires are always put; what they are made of stays a field beside them. A kind that has no
//! resource of its own is a `Basic` with its word.

use care::{ConsentStanding, EntityId};
use data_encoding::BASE64;
use serde_json::{Value, json};

use super::super::Photo;
use super::{ACT_CODE, Filling, OURS, instant};

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const ALLERGY_CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
const CONDITION_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/condition-category";
const HEALTH_CONCERN: &str = "http://hl7.org/fhir/us/core/CodeSystem/condition-category";
const CONSENT_SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";
const LOINC: &str = "http://loinc.org";
const SNOMED: &str = "http://snomed.info/sct";

fn one(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": system, "code": code}]})
}

/// Puts what a part says into its resource.
pub(super) fn fill(it: &mut Filling<'_>) {
    match it.part.kind.as_str() {
        "member" => patient(it),
        "support_person" => support_person(it),
        "infant" => infant(it),
        "episode" => episode(it),
        "plan" => plan(it),
        "outside_plan" => outside_plan(it),
        "need" => need(it),
        "goal" => goal(it),
        "intervention" | "task" => task(it),
        "problem" => problem(it),
        "medicine" => medicine(it),
        "allergy" => allergy(it),
        "encounter" => elsewhere(it),
        "visit" => visit(it),
        "pregnancy" => pregnancy(it),
        "document" => paper(it),
        "note" => note(it),
        "addendum" => addendum(it),
        "assessment" => assessment(it),
        "attempt" => attempt(it),
        "referral_in" => referral(it),
        "consent" => consent(it),
        _ => other(it),
    }
}

fn is(it: &mut Filling<'_>, resource: &str) {
    it.put("resourceType", json!(resource));
}

fn about(it: &mut Filling<'_>, resource: &str, subject: &str) {
    is(it, resource);
    let whose = it.subject();
    it.put(subject, whose);
}

fn put(it: &mut Filling<'_>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        it.put(name, value);
    }
}

fn period(it: &mut Filling<'_>, start: &[&str], end: &[&str]) {
    let (start, end) = (it.day(start), it.day(end));
    let mut period = serde_json::Map::new();
    for (name, day) in [("start", start), ("end", end)] {
        if let Some(day) = day {
            period.insert(name.to_owned(), json!(day));
        }
    }
    it.put("period", Value::Object(period));
}

fn other(it: &mut Filling<'_>) {
    about(it, "Basic", "subject");
    let kind = it.part.kind.clone();
    it.put("code", one(&format!("{OURS}kind"), &kind));
    if let Some(on) = it.day(&["on"]) {
        it.put("created", json!(on));
    }
    if let Some(by) = it.by(&["author", "staff"]) {
        it.put("author", by);
    }
}

fn patient(it: &mut Filling<'_>) {
    is(it, "Patient");
    let family = it.text(&["names", "family"]);
    let given = list(it, &["names", "given"], |given| {
        Some(json!(given.as_str()?))
    });
    let mut name = json!({"use": "official"});
    if let Some(name) = name.as_object_mut() {
        name.extend(family.map(|family| ("family".to_owned(), json!(family))));
        if !given.is_empty() {
            name.insert("given".to_owned(), Value::Array(given));
        }
    }
    let preferred = it.text(&["names", "preferred"]);
    let preferred = preferred.map(|text| json!({"use": "usual", "text": text}));
    it.put(
        "name",
        Value::Array([name].into_iter().chain(preferred).collect()),
    );
    let gender = match it.code(&["sex"]) {
        code @ ("female" | "male" | "other" | "unknown") => Some(json!(code)),
        _ => None,
    };
    put(it, "gender", gender);
    let born = it.day(&["birthDate"]).map(|day| json!(day));
    put(it, "birthDate", born);
    let cin = it.text(&["cin"]);
    let cin = cin.map(|cin| json!({"system": "https://www.dhcs.ca.gov/cin", "value": cin}));
    let numbers = list(it, &["identifiers"], |number| {
        let text = |name: &str| number.get(name)?.as_str();
        Some(json!({"system": text("system")?, "value": text("value")?}))
    });
    it.put(
        "identifier",
        Value::Array(cin.into_iter().chain(numbers).collect()),
    );
    let phones = list(it, &["phones"], |phone| {
        let number = phone.get("number")?.as_str()?.to_owned();
        let used_as = phone.get("use").and_then(Value::as_str).unwrap_or_default();
        Some(match used_as {
            "home" | "work" | "mobile" | "old" | "temp" => {
                json!({"system": "phone", "value": number, "use": used_as})
            }
            _ => json!({"system": "phone", "value": number}),
        })
    });
    it.put("telecom", Value::Array(phones));
    let addresses = list(it, &["addresses"], |address| {
        Some(
            json!({"line": address.get("lines"), "city": address.get("city"),
            "state": address.get("state"), "postalCode": address.get("postalCode")}),
        )
    });
    it.put("address", Value::Array(addresses));
    let languages = list(it, &["languages"], |language| {
        Some(json!({"language": one("urn:ietf:bcp:47", language.as_str()?)}))
    });
    it.put("communication", Value::Array(languages));
    // Where she has several records, each is here, and says that the others are hers too.
    let ids: Vec<EntityId> = it
        .copy
        .parts
        .iter()
        .filter(|part| part.kind == "member" && part.id != it.part.id)
        .map(|part| part.id)
        .collect();
    let links = ids.iter().filter_map(|id| it.to(*id));
    let links = links
        .map(|other| json!({"other": other, "type": "seealso"}))
        .collect();
    it.put("link", Value::Array(links));
}

/// Each item of a list as something else, without what says nothing. A list that is not as it should be stays a field.
fn list(it: &mut Filling<'_>, path: &[&str], each: impl Fn(&Value) -> Option<Value>) -> Vec<Value> {
    let items = it.peek(path).and_then(Value::as_array);
    let read: Option<Vec<Value>> = items.and_then(|items| {
        items
            .iter()
            .map(|item| each(item).map(without_empty))
            .collect()
    });
    let Some(read) = read else { return Vec::new() };
    it.take(path);
    read
}

fn without_empty(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, field| !super::is_empty(field));
    }
    value
}

fn support_person(it: &mut Filling<'_>) {
    about(it, "RelatedPerson", "patient");
    let name = it.text(&["name"]).map(|text| json!([{"text": text}]));
    put(it, "name", name);
    let relation = it.text(&["relation"]).map(|text| json!([{"text": text}]));
    put(it, "relationship", relation);
    let phone = it.text(&["phone"]);
    let phone = phone.map(|number| json!([{"system": "phone", "value": number}]));
    put(it, "telecom", phone);
}

fn infant(it: &mut Filling<'_>) {
    about(it, "RelatedPerson", "patient");
    let role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    it.put("relationship", json!([one(role, "CHILD")]));
    let name = it.text(&["name"]).map(|text| json!([{"text": text}]));
    put(it, "name", name);
    let born = it.day(&["born"]).map(|day| json!(day));
    put(it, "birthDate", born);
}

fn episode(it: &mut Filling<'_>) {
    about(it, "EpisodeOfCare", "patient");
    let stages = it.peek(&["stages"]).and_then(Value::as_array);
    let last = stages.and_then(|all| all.last()?.get("stage")?.as_str());
    let status = match last {
        Some("graduated") => "finished",
        Some("disenrolled") => "cancelled",
        Some("active" | "enrolled" | "assessed" | "planned") => "active",
        _ => "planned",
    };
    it.put("status", json!(status));
    it.put("type", json!([{"text": "Enhanced Care Management"}]));
}

fn plan(it: &mut Filling<'_>) {
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

fn outside_plan(it: &mut Filling<'_>) {
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

fn need(it: &mut Filling<'_>) {
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

fn goal(it: &mut Filling<'_>) {
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

fn task(it: &mut Filling<'_>) {
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

fn problem(it: &mut Filling<'_>) {
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

fn medicine(it: &mut Filling<'_>) {
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

fn allergy(it: &mut Filling<'_>) {
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

fn class(it: &mut Filling<'_>, code: &str) {
    it.put("class", json!({"system": ACT_CODE, "code": code}));
}

fn elsewhere(it: &mut Filling<'_>) {
    about(it, "Encounter", "subject");
    it.put("status", json!("finished"));
    let code = match it.code(&["class"]) {
        "emergency" => "EMER",
        "inpatient" => "IMP",
        _ => "AMB",
    };
    class(it, code);
    let what = it.text(&["what"]).map(|text| json!([{"text": text}]));
    put(it, "reasonCode", what);
    period(it, &["start"], &["end"]);
}

fn visit(it: &mut Filling<'_>) {
    about(it, "Encounter", "subject");
    let signed = |part: &super::Part| {
        let of = part.says.get("about").and_then(|about| about.get("visit"));
        part.kind == "note" && of.and_then(Value::as_str) == Some(&it.part.id.to_string())
    };
    let status = if it.copy.parts.iter().any(signed) {
        "finished"
    } else if it.part.says.contains_key("notHeld") {
        "cancelled"
    } else if it.peek(&["started"]).is_some() {
        "in-progress"
    } else {
        "planned"
    };
    it.put("status", json!(status));
    let met = |name| it.code(&["appointment", name]);
    let code = match (met("modality"), met("place")) {
        ("phone" | "video", _) => "VR",
        (_, "home") => "HH",
        (_, "clinic" | "hospital") => "AMB",
        _ => "FLD",
    };
    class(it, code);
    let by = it
        .by(&["appointment", "staff"])
        .map(|staff| json!([{"individual": staff}]));
    put(it, "participant", by);
    period(it, &["appointment", "day"], &[]);
}

/// LOINC 82810-3 with SNOMED 77386006, and the day it is due as its component.
fn pregnancy(it: &mut Filling<'_>) {
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

fn paper(it: &mut Filling<'_>) {
    about(it, "DocumentReference", "subject");
    it.put("status", json!("current"));
    let title = it.text(&["title"]).unwrap_or_default();
    let mut attachment = json!({"title": title});
    if let (Some(Photo { media, bytes }), Some(attachment)) =
        (it.photo(), attachment.as_object_mut())
    {
        attachment.insert("contentType".to_owned(), json!(media));
        attachment.insert("data".to_owned(), json!(bytes));
    }
    it.put(
        "content",
        json!([{"attachment": without_empty(attachment)}]),
    );
    let at = it.instant(&["taken", "at"]).map(|at| json!(at));
    put(it, "date", at);
    let visit = it.reference(&["visit"]);
    put(
        it,
        "context",
        visit.map(|visit| json!({"encounter": [visit]})),
    );
}

/// What was written, as a text of its own.
fn writing(it: &mut Filling<'_>, field: &str, loinc: &str) {
    about(it, "DocumentReference", "subject");
    it.put("status", json!("current"));
    it.put("docStatus", json!("final"));
    it.put("type", one(LOINC, loinc));
    let text = it.text(&[field]).unwrap_or_default();
    it.put(
        "content",
        json!([{"attachment": {"contentType": "text/plain; charset=utf-8",
        "data": BASE64.encode(text.as_bytes())}}]),
    );
    let at = it.instant(&["signedAt"]).map(|at| json!(at));
    put(it, "date", at);
    let by = it.by(&["author", "staff"]).map(|by| json!([by]));
    put(it, "author", by);
}

fn note(it: &mut Filling<'_>) {
    writing(it, "narrative", "11506-3");
    let visit = it.reference(&["about", "visit"]);
    let start = it.instant(&["about", "startedAt"]);
    let end = it.instant(&["endedAt"]);
    let during = without_empty(json!({"start": start, "end": end}));
    let visit = visit.map(|visit| json!([visit]));
    it.put(
        "context",
        without_empty(json!({"encounter": visit, "period": during})),
    );
}

fn addendum(it: &mut Filling<'_>) {
    writing(it, "text", "11506-3");
    let of = it.reference(&["of"]);
    let of = of.map(|of| json!([{"code": "appends", "target": of}]));
    put(it, "relatesTo", of);
}

fn assessment(it: &mut Filling<'_>) {
    about(it, "QuestionnaireResponse", "subject");
    it.put("status", json!("completed"));
    let items = it.asked();
    it.put("item", Value::Array(items));
    if let Some(at) = it.part.says.get("endedAt").and_then(Value::as_i64) {
        it.put("authored", json!(instant(at)));
    }
    let by = it.by(&["author", "staff"]);
    put(it, "author", by);
    let visit = it.reference(&["visit"]);
    put(it, "encounter", visit);
}

fn attempt(it: &mut Filling<'_>) {
    about(it, "Communication", "subject");
    it.put("status", json!("completed"));
    let at = it.instant(&["at"]).map(|at| json!(at));
    put(it, "sent", at);
    let by = it.by(&["author", "staff"]);
    put(it, "sender", by);
    let words = it.text(&["words"]).map(|words| json!([{"text": words}]));
    put(it, "note", words);
}

fn referral(it: &mut Filling<'_>) {
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

fn consent(it: &mut Filling<'_>) {
    about(it, "Consent", "patient");
    let status = match it.copy.consents.get(&it.part.id) {
        Some(ConsentStanding::InForce) => "active",
        Some(ConsentStanding::NotYet) => "proposed",
        Some(ConsentStanding::Refused) => "rejected",
        Some(ConsentStanding::Incomplete) => "draft",
        Some(
            ConsentStanding::Expired
            | ConsentStanding::Withdrawn
            | ConsentStanding::Superseded
            | ConsentStanding::OfAge,
        )
        | None => "inactive",
    };
    it.put("status", json!(status));
    it.put("scope", one(CONSENT_SCOPE, "patient-privacy"));
    it.put("category", json!([one(ACT_CODE, "IDSCL")]));
    let policy = "http://terminology.hl7.org/CodeSystem/consentpolicycodes";
    it.put("policyRule", one(policy, "hipaa-auth"));
    let on = it.day(&["on"]).map(|day| json!(day));
    put(it, "dateTime", on);
    let (from, until) = (it.day(&["from"]), it.day(&["until"]));
    let period = without_empty(json!({"start": from, "end": until}));
    it.put("provision", without_empty(json!({"period": period})));
}
