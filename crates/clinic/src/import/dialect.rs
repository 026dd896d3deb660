//! Which FHIR a resource is written in.
//!
//! DSTU2 and STU3 bundles look much like R4 and would half fit, which is worse than not at all: an encounter
//! class would be lost, a medicine would be missing. So the shapes that only the older versions have are
//! recognised one by one, from the published differences between the versions.

use serde_json::Value;

use crate::import::resource::Resource;

/// A version of FHIR that is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Older {
    Dstu2,
    Stu3,
}

/// Resource types that DSTU2 had and later versions renamed or dropped.
const DSTU2_TYPES: &[&str] = &[
    "Conformance",
    "DeviceUseRequest",
    "DiagnosticOrder",
    "MedicationOrder",
    "Order",
    "OrderResponse",
    "ProcedureRequest",
    "ReferralRequest",
];

/// Resource types that STU3 brought and R4 renamed or dropped.
const STU3_TYPES: &[&str] = &[
    "BodySite",
    "EligibilityRequest",
    "EligibilityResponse",
    "ImagingManifest",
];

/// The older version this resource betrays, if any.
pub(super) fn older(resource: &Resource) -> Option<Older> {
    if DSTU2_TYPES.contains(&resource.kind.as_str()) {
        return Some(Older::Dstu2);
    }
    if STU3_TYPES.contains(&resource.kind.as_str()) {
        return Some(Older::Stu3);
    }
    match resource.kind.as_str() {
        "Patient" => {
            dstu2_if(resource.element("careProvider").is_some() || has_dstu2_race(resource))
        }
        "Encounter" => {
            dstu2_if(is_text(resource, "class") || resource.element("patient").is_some())
        }
        "Condition" => condition(resource),
        "AllergyIntolerance" => dstu2_if(resource.element("substance").is_some())
            .or_else(|| stu3_if(is_text(resource, "clinicalStatus"))),
        "Goal" => stu3_if(
            resource.element("status").is_some() && resource.element("lifecycleStatus").is_none(),
        ),
        _ => None,
    }
}

/// The older version that the bundle's own `meta` names, if any.
pub(super) fn older_meta(meta: &Value) -> Option<Older> {
    let version = meta.get("fhirVersion").and_then(Value::as_str)?;
    if version.starts_with("1.0") || version.eq_ignore_ascii_case("dstu2") {
        return Some(Older::Dstu2);
    }
    (version.starts_with("3.0") || version.eq_ignore_ascii_case("stu3")).then_some(Older::Stu3)
}

fn condition(resource: &Resource) -> Option<Older> {
    let before_r4 = is_text(resource, "clinicalStatus") || is_text(resource, "verificationStatus");
    let dstu2 = resource.element("patient").is_some() || resource.element("dateRecorded").is_some();
    dstu2_if(dstu2).or_else(|| stu3_if(before_r4))
}

/// In DSTU2 the race extension had another address.
fn has_dstu2_race(patient: &Resource) -> bool {
    let all = patient.element("extension").and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .filter_map(|one| one.get("url").and_then(Value::as_str))
        .any(|url| {
            url == "http://hl7.org/fhir/StructureDefinition/us-core-race"
                || url == "http://hl7.org/fhir/StructureDefinition/us-core-ethnicity"
        })
}

fn is_text(resource: &Resource, name: &str) -> bool {
    resource.text(name).is_some()
}

fn dstu2_if(yes: bool) -> Option<Older> {
    yes.then_some(Older::Dstu2)
}

fn stu3_if(yes: bool) -> Option<Older> {
    yes.then_some(Older::Stu3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Older>) {
        let resource: Resource = serde_json::from_str(text).unwrap();
        assert_eq!(older(&resource), expected, "{text}");
    }

    #[test]
    fn each_version_is_told_by_its_shapes() {
        check(r#"{"resourceType": "MedicationOrder"}"#, Some(Older::Dstu2));
        check(
            r#"{"resourceType": "Patient", "careProvider": []}"#,
            Some(Older::Dstu2),
        );
        check(
            r#"{"resourceType": "Encounter", "class": "emergency"}"#,
            Some(Older::Dstu2),
        );
        check(
            r#"{"resourceType": "Encounter", "class": {"code": "EMER"}}"#,
            None,
        );
        check(
            r#"{"resourceType": "Condition", "patient": {}, "clinicalStatus": "active"}"#,
            Some(Older::Dstu2),
        );
        check(
            r#"{"resourceType": "Condition", "subject": {}, "clinicalStatus": "active"}"#,
            Some(Older::Stu3),
        );
        check(
            r#"{"resourceType": "Condition", "clinicalStatus": {"coding": []}}"#,
            None,
        );
        check(
            r#"{"resourceType": "AllergyIntolerance", "substance": {}}"#,
            Some(Older::Dstu2),
        );
    }
}
