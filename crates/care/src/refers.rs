//! Which things make sense only with another one: a step with its goal, a baby with the pregnancy.
//!
//! Things arrive in any order, and from several people; so whoever names what is not there is not refused. The clinic
//! asks a person.

use crate::{
    Entity as _, Goal, HelperService, Infant, Intervention, PerinatalCare, Pregnancy, ReviewWhy,
};

/// Things of one kind name one of another, on the same member's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// What names.
    pub kind: &'static str,
    /// The field in which it does.
    pub field: &'static str,
    /// What is named.
    pub to: &'static str,
    /// What a person is asked where that is not there, or was removed.
    pub missing: ReviewWhy,
}

const fn pregnancy(kind: &'static str) -> Reference {
    Reference {
        kind,
        field: "pregnancy",
        to: Pregnancy::KIND,
        missing: ReviewWhy::UnknownPregnancy,
    }
}

/// All of them. A picture taken during a visit, a screening or a task means the same without what it names.
pub const REFERENCES: &[Reference] = &[
    Reference {
        kind: Intervention::KIND,
        field: "goal",
        to: Goal::KIND,
        missing: ReviewWhy::UnknownGoal,
    },
    pregnancy(HelperService::KIND),
    pregnancy(Infant::KIND),
    pregnancy(PerinatalCare::KIND),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields_of;

    #[test]
    fn every_reference_is_a_field_of_a_kind_and_names_a_kind() {
        for reference in REFERENCES {
            let fields = fields_of(reference.kind).unwrap();
            assert!(fields.iter().any(|field| field.id == reference.field));
            assert!(fields_of(reference.to).is_some());
            assert!(reference.missing.is_of_a_rule());
        }
    }

    /// What is checked when a thing changes is found by its kind alone.
    #[test]
    fn a_kind_names_one_thing_at_most() {
        let mut kinds: Vec<_> = REFERENCES.iter().map(|reference| reference.kind).collect();
        kinds.dedup();
        assert_eq!(kinds.len(), REFERENCES.len());
    }
}
