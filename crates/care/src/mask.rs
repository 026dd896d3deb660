//! What of a member's record a role may hold: the one table by which the clinic gives streams to laptops.
//!
//! [`crate::may`] says what somebody may do, and stops her at the door of her laptop. A mask says what the laptop holds at
//! all, so that what its person may not see is nowhere on its disk. What the table does not name is not shown: a kind, a
//! field or a record of a newer version is nobody's whose mask is not whole.

use crate::{
    Allergy, DeviceKey, Document, Encounter, Entity, Episode, Glass, Goal, HelperService, Infant,
    Intervention, Medicine, Member, Need, OutreachAnswer, OutsidePlan, PartnerProgramme,
    PerinatalCare, Plan, Pregnancy, Problem, ReferralIn, Review, Role, Staff, StatedFact,
    SupportPerson, Task, Visit, codes,
};

codes! {
    /// How much of a member's record a laptop is given.
    Mask {
        /// All of it.
        Whole = "whole",
        /// Who she is, since when she is enrolled and with whom, and which visits there were: what is billed.
        Billing = "billing",
        /// No member at all.
        Nothing = "nothing",
    }
}

/// A field that is shown, without some of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shown {
    field: &'static str,
    /// The parts whose words are for those who work with her.
    without: &'static [&'static str],
}

const fn shown(field: &'static str) -> Shown {
    Shown {
        field,
        without: &[],
    }
}

/// Of each kind, what whoever bills may hold: where she is found and reached is not hers to know, nor is anything of her
/// health, nor anybody's words. No record, for none is without words.
const BILLING: &[(&str, &[Shown])] = &[
    (Allergy::KIND, &[]),
    (DeviceKey::KIND, &[]),
    (Document::KIND, &[]),
    (Encounter::KIND, &[]),
    (
        Episode::KIND,
        &[
            Shown {
                field: "stages",
                without: &["reason"],
            },
            Shown {
                field: "leads",
                without: &["reason"],
            },
            shown("team"),
        ],
    ),
    (Glass::KIND, &[]),
    (Goal::KIND, &[]),
    (HelperService::KIND, &[]),
    (Infant::KIND, &[]),
    (Intervention::KIND, &[]),
    (Medicine::KIND, &[]),
    (
        Member::KIND,
        &[
            shown("names"),
            shown("birthDate"),
            shown("sex"),
            shown("languages"),
            shown("identifiers"),
            shown("cin"),
            shown("healthPlan"),
            shown(Member::SAME_AS),
        ],
    ),
    (Need::KIND, &[]),
    (OutreachAnswer::KIND, &[]),
    (OutsidePlan::KIND, &[]),
    (PartnerProgramme::KIND, &[]),
    (PerinatalCare::KIND, &[]),
    (Plan::KIND, &[]),
    (Pregnancy::KIND, &[]),
    (Problem::KIND, &[]),
    (ReferralIn::KIND, &[]),
    (Review::KIND, &[]),
    (Staff::KIND, &[]),
    (StatedFact::KIND, &[]),
    (SupportPerson::KIND, &[]),
    (Task::KIND, &[]),
    (
        Visit::KIND,
        &[
            Shown {
                field: "appointment",
                without: &["whereWords"],
            },
            shown("started"),
            Shown {
                field: "notHeld",
                without: &["words"],
            },
        ],
    ),
];

impl Mask {
    /// What somebody of this role may hold of the members who are granted to her.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::CareManager
            | Role::CommunityHealthWorker
            | Role::Doula
            | Role::Nurse
            | Role::Supervisor => Self::Whole,
            Role::Biller => Self::Billing,
            Role::Auditor | Role::PrivacyOfficer | Role::Admin => Self::Nothing,
        }
    }

    /// Whether a field of an entity in a member's stream is shown; if so, which of its parts are left out.
    pub fn shows_field(self, kind: &str, field: &str) -> Option<&'static [&'static str]> {
        match self {
            Self::Whole => Some(&[]),
            Self::Nothing => None,
            Self::Billing => {
                let (_, fields) = BILLING.iter().find(|(known, _)| *known == kind)?;
                let shown = fields.iter().find(|shown| shown.field == field)?;
                Some(shown.without)
            }
        }
    }

    /// Whether the records of a member's stream are shown: notes, assessments, consents, attempts, all that is signed.
    pub const fn shows_records(self) -> bool {
        match self {
            Self::Whole => true,
            Self::Billing | Self::Nothing => false,
        }
    }

    /// Whether pictures of papers are shown: whoever may see the field that names a file may have the file.
    pub fn shows_files(self) -> bool {
        self.shows_field(Document::KIND, "file").is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, ENTITY_KINDS, Segment, fields_of, may};

    /// A kind that is new has to be thought about here too.
    #[test]
    fn every_kind_has_its_line_and_every_line_a_kind() {
        let lines: Vec<&str> = BILLING.iter().map(|(kind, _)| *kind).collect();
        let kinds: Vec<&str> = ENTITY_KINDS.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(lines, kinds);
    }

    #[test]
    fn only_fields_that_there_are_are_shown_and_only_parts_of_theirs_left_out() {
        for (kind, shown) in BILLING {
            let table = fields_of(kind).unwrap();
            for one in *shown {
                let field = table.iter().find(|field| field.id == one.field).unwrap();
                for part in one.without {
                    assert!(field.group.contains(part), "{kind}.{}.{part}", field.id);
                }
            }
        }
    }

    /// R232: who bills sees what was done, and nothing of what was said or found.
    #[test]
    fn whoever_bills_holds_nothing_of_health_nor_anybodys_words() {
        for (kind, shown) in BILLING {
            let table = fields_of(kind).unwrap();
            for one in *shown {
                let field = table.iter().find(|field| field.id == one.field).unwrap();
                let is_visit = *kind == Visit::KIND;
                let may_be = field.segment == Segment::General || is_visit;
                assert!(may_be, "{kind}.{}", field.id);
                let words = ["words", "whereWords"];
                let has = |part: &&str| words.contains(part) && !one.without.contains(part);
                assert!(!field.group.iter().any(has), "{kind}.{}", field.id);
            }
        }
        assert!(!Mask::Billing.shows_records() && !Mask::Billing.shows_files());
        assert_eq!(Mask::Billing.shows_field("horoscope", "names"), None);
        assert_eq!(Mask::Billing.shows_field(Member::KIND, "door"), None);
    }

    #[test]
    fn the_mask_and_the_door_agree() {
        for role in Role::ALL {
            let mask = Mask::of(*role);
            assert_eq!(mask == Mask::Whole, may(*role, Act::ReadNotes), "{role:?}");
            assert_eq!(mask == Mask::Nothing, !may(*role, Act::Read), "{role:?}");
            // Nobody writes what she may not hold: she could not have seen what it replaces.
            assert!(mask == Mask::Whole || !may(*role, Act::Change), "{role:?}");
        }
    }
}
