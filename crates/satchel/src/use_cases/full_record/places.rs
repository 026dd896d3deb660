//! Where each kind of thing stands in a member's full record, in the order in which people read it.

/// What becomes of a kind of thing in the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is hers, and stands under the heading with this word.
    Hers(&'static str),
    /// It is no part of her record, because of this.
    Ours(&'static str),
}

use Place::{Hers, Ours};

const ABOUT: &str = "member.tab.about";
const PEOPLE: &str = "member.tab.people";
const ELIGIBILITY: &str = "member.tab.eligibility";
const OUTREACH: &str = "member.tab.outreach";
const PLAN: &str = "member.tab.plan";
const VISITS: &str = "member.tab.visits";
const ASSESSMENTS: &str = "member.tab.assessments";
const HEALTH: &str = "member.tab.health";
const PREGNANCY: &str = "member.tab.pregnancy";
const PAPERS: &str = "member.tab.papers";
const CONSENTS: &str = "member.tab.consents";
const RIGHTS: &str = "member.tab.rights";

/// Every kind of entity and record, by care's word for it.
pub(super) const PLACES: &[(&str, Place)] = &[
    ("member", Hers(ABOUT)),
    ("support_person", Hers(PEOPLE)),
    ("episode", Hers(ELIGIBILITY)),
    ("stated_fact", Hers(ELIGIBILITY)),
    ("evaluation", Hers(ELIGIBILITY)),
    ("referral_in", Hers(OUTREACH)),
    ("outreach_answer", Hers(OUTREACH)),
    ("partner_programme", Hers(OUTREACH)),
    ("attempt", Hers(OUTREACH)),
    ("attempt_taken_back", Hers(OUTREACH)),
    ("plan", Hers(PLAN)),
    ("need", Hers(PLAN)),
    ("goal", Hers(PLAN)),
    ("intervention", Hers(PLAN)),
    ("task", Hers(PLAN)),
    ("suggestion_passed", Hers(PLAN)),
    ("outside_plan", Hers(PLAN)),
    ("visit", Hers(VISITS)),
    ("note", Hers(VISITS)),
    ("addendum", Hers(VISITS)),
    ("assessment", Hers(ASSESSMENTS)),
    ("comprehensive", Hers(ASSESSMENTS)),
    ("problem", Hers(HEALTH)),
    ("medicine", Hers(HEALTH)),
    ("allergy", Hers(HEALTH)),
    ("encounter", Hers(HEALTH)),
    ("pregnancy", Hers(PREGNANCY)),
    ("perinatal_care", Hers(PREGNANCY)),
    ("helper_service", Hers(PREGNANCY)),
    ("infant", Hers(PREGNANCY)),
    ("document", Hers(PAPERS)),
    ("consent", Hers(CONSENTS)),
    ("consent_withdrawn", Hers(CONSENTS)),
    ("disclosure", Hers(CONSENTS)),
    ("right_asked", Hers(RIGHTS)),
    ("right_answered", Hers(RIGHTS)),
    ("tagged", Ours("what is set apart says so itself")),
    ("tag_removed", Ours("what is set apart says so itself")),
    ("review", Ours("what the clinic has to look at, of anybody")),
    (
        "break_glass",
        Ours("who looked is the clinic's to tell, from its chain"),
    ),
    ("staff", Ours("the clinic's directory")),
    ("device_key", Ours("the clinic's laptops")),
];

/// Where a kind stands, and at which place in the order; absent for one that this version does not know.
pub(super) fn place(kind: &str) -> Option<(usize, Place)> {
    let found = PLACES.iter().position(|(known, _)| *known == kind)?;
    Some((found, PLACES.get(found)?.1))
}
