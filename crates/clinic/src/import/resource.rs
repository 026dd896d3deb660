//! One FHIR resource, cut down to the elements that are read.
//!
//! A hospital's bundle is nine parts claims and laboratory values. The visitor here keeps only the elements some
//! reader below asks for, and once it knows that the resource is of another type it keeps nothing at all.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// The resource types that are read.
const TYPES: &[&str] = &[
    "AllergyIntolerance",
    "CarePlan",
    "Condition",
    "Encounter",
    "Goal",
    "Medication",
    "MedicationRequest",
    "Patient",
];

/// The elements that are read, of whatever type. Those of DSTU2 and STU3 are here to be recognised.
const ELEMENTS: &[&str] = &[
    "abatementDateTime",
    "abatementPeriod",
    "achievementStatus",
    "activity",
    "address",
    "authoredOn",
    "birthDate",
    "careProvider",
    "category",
    "class",
    "clinicalStatus",
    "code",
    "communication",
    "contained",
    "criticality",
    "dateRecorded",
    "deceasedBoolean",
    "deceasedDateTime",
    "description",
    "dosageInstruction",
    "extension",
    "gender",
    "goal",
    "hospitalization",
    "id",
    "identifier",
    "lifecycleStatus",
    "medicationCodeableConcept",
    "medicationReference",
    "name",
    "onsetDateTime",
    "onsetPeriod",
    "patient",
    "period",
    "priority",
    "reaction",
    "reasonCode",
    "recordedDate",
    "startDate",
    "status",
    "subject",
    "substance",
    "target",
    "telecom",
    "type",
    "verificationStatus",
];

/// A resource with the elements that are read.
#[derive(Default)]
pub(super) struct Resource {
    /// The FHIR type; empty if the resource did not say.
    pub(super) kind: String,
    elements: BTreeMap<String, Value>,
}

impl Resource {
    /// The element of that name, if the resource has it.
    pub(super) fn element(&self, name: &str) -> Option<&Value> {
        debug_assert!(
            ELEMENTS.contains(&name),
            "an element that is asked for must be kept"
        );
        self.elements.get(name)
    }

    /// The element's text, if it is text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.element(name).and_then(Value::as_str)
    }

    /// A `contained` resource, which FHIR writes inside another.
    pub(super) fn contained(&self, id: &str) -> Option<Resource> {
        let all = self.element("contained")?.as_array()?;
        let found = all
            .iter()
            .find(|one| one.get("id").and_then(Value::as_str) == Some(id))?;
        Resource::deserialize(found).ok()
    }
}

impl<'de> Deserialize<'de> for Resource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ResourceVisitor)
    }
}

struct ResourceVisitor;

impl<'de> Visitor<'de> for ResourceVisitor {
    type Value = Resource;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FHIR resource")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Resource, A::Error> {
        let mut resource = Resource::default();
        let mut wanted = true;
        while let Some(key) = map.next_key::<String>()? {
            if key == "resourceType" {
                resource.kind = map.next_value()?;
                wanted = TYPES.contains(&resource.kind.as_str());
            } else if wanted && ELEMENTS.contains(&key.as_str()) {
                let value = map.next_value()?;
                resource.elements.insert(key, value);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if !wanted {
            resource.elements.clear();
        }
        Ok(resource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_read_is_kept() {
        let text = r#"{"id": "c1", "resourceType": "Condition", "note": [{"text": "long"}]}"#;
        let resource: Resource = serde_json::from_str(text).unwrap();
        assert_eq!(resource.kind, "Condition");
        assert_eq!(resource.elements.keys().collect::<Vec<_>>(), ["id"]);
    }

    #[test]
    fn a_claim_is_passed_over_wherever_its_type_stands() {
        let text = r#"{"id": "c1", "status": "active", "resourceType": "Claim", "type": {}}"#;
        let resource: Resource = serde_json::from_str(text).unwrap();
        assert_eq!(resource.kind, "Claim");
        assert!(resource.elements.is_empty());
    }
}
