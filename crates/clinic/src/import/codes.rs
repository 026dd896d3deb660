//! The few code lists the import itself depends on, each short enough to check by eye.

use care::EncounterClass;

const SNOMED: &str = "http://snomed.info/sct";
const ICD_10_CM: &str = "http://hl7.org/fhir/sid/icd-10-cm";

/// SNOMED CT conditions that *are* a pregnancy. Complications (preeclampsia 398254007, antepartum eclampsia
/// 198992004) and ends (miscarriage 19169002, blighted ovum 35999006) happen within one that is recorded besides,
/// so counting them would count it twice.
const SNOMED_PREGNANCIES: &[&str] = &[
    "16356006", // multiple pregnancy
    "34801009", // ectopic pregnancy
    "47200007", // high-risk pregnancy
    "65147003", // twin pregnancy
    "72892002", // normal pregnancy
    "77386006", // pregnant
    "79586000", // tubal pregnancy
];

/// ICD-10-CM categories that are a pregnancy: ectopic, supervision of high-risk, multiple gestation, pregnant
/// state, supervision of normal.
const ICD_PREGNANCIES: &[&str] = &["O00", "O09", "O30", "Z33.1", "Z34"];

/// SNOMED CT "allergies" that say there is none: to anything, to drugs, to food, to the environment.
const NO_ALLERGY: &[&str] = &["716186003", "409137002", "429625007", "428607008"];

/// SNOMED CT reasons and types of an encounter that are mental health or substance use.
const SNOMED_BEHAVIOURAL: &[&str] = &[
    "183524004", // referral to psychiatry service
    "266707007", // drug addiction therapy
    "305345009", // admission to a unit for drug and alcohol treatment
    "370143000", // major depressive disorder
    "56876005",  // drug rehabilitation and detoxification
    "58214004",  // schizophrenia
    "66214007",  // substance abuse
    "7200002",   // alcoholism
];

/// Whether a reason or type of this code says that mental health or substance use led there. ICD-10-CM chapter F
/// without what is no illness of that kind: dementia (F01–F09) and disorders of development (F70–F99).
pub(super) fn is_behavioural(system: &str, code: &str) -> bool {
    match system {
        SNOMED => SNOMED_BEHAVIOURAL.contains(&code),
        ICD_10_CM => matches!(code.get(..2), Some("F1" | "F2" | "F3" | "F4" | "F5" | "F6")),
        _ => false,
    }
}

/// Whether an HL7 v3 `ActPriority` or an admit source says that a stay was planned; none where it says neither.
pub(super) fn unplanned(code: &str) -> Option<bool> {
    match code {
        // Emergency, urgent, callback for an emergency; from the emergency department.
        "EM" | "UR" | "CSP" | "emd" => Some(true),
        "EL" => Some(false),
        _ => None,
    }
}

/// Whether a condition of this code is a pregnancy.
pub(super) fn is_pregnancy(system: &str, code: &str) -> bool {
    match system {
        SNOMED => SNOMED_PREGNANCIES.contains(&code),
        ICD_10_CM => ICD_PREGNANCIES
            .iter()
            .any(|category| code.starts_with(category)),
        _ => false,
    }
}

/// Whether an allergy of this code says that there is none.
pub(super) fn is_no_allergy(system: &str, code: &str) -> bool {
    system == SNOMED && NO_ALLERGY.contains(&code)
}

/// The kind of care an HL7 v3 `ActCode` class stands for. Observation (OBSENC) and short stay (SS) are not
/// admissions and count as ambulatory.
pub(super) fn encounter_class(code: &str) -> EncounterClass {
    match code {
        "EMER" => EncounterClass::Emergency,
        "IMP" | "ACUTE" | "NONAC" => EncounterClass::Inpatient,
        _ => EncounterClass::Ambulatory,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_led_to_a_stay_is_read_from_its_codes_and_from_nothing_else() {
        assert!(is_behavioural(SNOMED, "56876005") && is_behavioural(ICD_10_CM, "F11.20"));
        assert!(!is_behavioural(ICD_10_CM, "F03.90") && !is_behavioural(ICD_10_CM, "I10"));
        assert_eq!(
            (unplanned("EM"), unplanned("EL"), unplanned("R")),
            (Some(true), Some(false), None)
        );
    }

    #[test]
    fn a_complication_is_not_a_second_pregnancy() {
        assert!(is_pregnancy(SNOMED, "72892002"));
        assert!(is_pregnancy(ICD_10_CM, "Z34.03"));
        assert!(!is_pregnancy(SNOMED, "398254007"));
        assert!(!is_pregnancy("urn:local", "72892002"));
    }
}
