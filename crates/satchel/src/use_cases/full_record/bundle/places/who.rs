//! Who she is, who is around her, and what she allowed.

use care::{ConsentStanding, EntityId};
use serde_json::{Value, json};

use super::super::{ACT_CODE, Filling};
use super::{about, is, list, one, put, without_empty};

const CONSENT_SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";

pub(super) fn patient(it: &mut Filling<'_>) {
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

pub(super) fn support_person(it: &mut Filling<'_>) {
    about(it, "RelatedPerson", "patient");
    let name = it.text(&["name"]).map(|text| json!([{"text": text}]));
    put(it, "name", name);
    let relation = it.text(&["relation"]).map(|text| json!([{"text": text}]));
    put(it, "relationship", relation);
    let phone = it.text(&["phone"]);
    let phone = phone.map(|number| json!([{"system": "phone", "value": number}]));
    put(it, "telecom", phone);
}

pub(super) fn infant(it: &mut Filling<'_>) {
    about(it, "RelatedPerson", "patient");
    let role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    it.put("relationship", json!([one(role, "CHILD")]));
    let name = it.text(&["name"]).map(|text| json!([{"text": text}]));
    put(it, "name", name);
    let born = it.day(&["born"]).map(|day| json!(day));
    put(it, "birthDate", born);
}

pub(super) fn episode(it: &mut Filling<'_>) {
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

pub(super) fn consent(it: &mut Filling<'_>) {
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
