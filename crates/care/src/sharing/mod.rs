//! Sharing: the one decision on what may leave a member's record.
//!
//! [`decide`] is pure. It is told which segments each part is in, who is to have it and for what, and how her consents stand
//! on that day; it answers which parts go, which stay without a hint that they were there, and what would permit them. The
//! rules themselves stand in `rule.rs`, segment by segment.

mod no;
mod rule;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::consent::Stood;
use crate::{EntityId, RecordId, Restriction, Tag, Tags, codes, quiet_debug};

use no::{denied, restricted};
use rule::{Asks, asks, permitting};

quiet_debug!(Recipient);

codes! {
    /// Who is to have something.
    RecipientKind {
        /// Whoever works for the clinic and is on her team.
        OwnTeam = "own_team",
        /// Somebody who treats her.
        TreatingProvider = "treating_provider",
        /// Her health plan.
        Plan = "plan",
        /// A partner of the programme that HIPAA covers.
        CarePartner = "care_partner",
        /// A shelter, a food bank, a programme that HIPAA does not cover.
        Community = "community",
        /// Somebody of her household or family.
        Family = "family",
        /// A parent or guardian of a minor.
        Guardian = "guardian",
        /// She herself.
        Member = "member",
        /// A court, a lawyer, the police.
        Court = "court",
        /// Anybody else: an employer, a landlord, a school.
        Other = "other",
    }
}

codes! {
    /// What it is for.
    ShareFor {
        Treatment = "treatment",
        Payment = "payment",
        Operations = "operations",
        CareCoordination = "care_coordination",
        Benefits = "benefits",
        Housing = "housing",
        Legal = "legal",
        /// A medical emergency.
        Emergency = "emergency",
        /// She asked for it herself.
        OwnRequest = "own_request",
        Other = "other",
    }
}

/// Who is to have it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipient {
    /// What kind.
    pub kind: RecipientKind,
    /// The person or organisation.
    pub name: String,
    /// Where; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// It is not in California.
    #[serde(default)]
    pub out_of_state: bool,
}

/// A name as two people would both write it.
pub(crate) fn folded(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Something that is to leave a record.
#[derive(Debug, Clone, Copy)]
pub struct Disclosing<'a> {
    /// The segments of each part of it.
    pub parts: &'a [Tags],
    /// Which thing each part is, in the same order; fewer where that is of no matter.
    pub things: &'a [EntityId],
    /// Who is to have it.
    pub to: &'a Recipient,
    /// For what.
    pub purpose: ShareFor,
    /// The day.
    pub on: NaiveDate,
    /// Her consents, and how they stand on that day.
    pub consents: &'a [Stood<'a>],
    /// The records with which she stopped all sharing.
    pub stopped: &'a [RecordId],
    /// What the clinic has granted that it is not told.
    pub restrictions: &'a [Restriction],
    /// Whether AB 133 applies: she is in the programme, which is for members of Medi-Cal.
    pub calaim: bool,
    /// When she was born; absent where nobody knows.
    pub born: Option<NaiveDate>,
}

impl Disclosing<'_> {
    /// Her age on that day, in years.
    fn age(&self) -> Option<u32> {
        self.born.and_then(|born| self.on.years_since(born))
    }
}

codes! {
    /// On which ground something may go.
    Basis {
        /// She herself has it.
        Herself = "herself",
        /// It stays within her team.
        Within = "within",
        /// Treatment, payment, operations.
        Tpo = "tpo",
        /// AB 133: the partners of the programme may share for care coordination.
        Ab133 = "ab133",
        /// A consent she signed.
        Consent = "consent",
        /// A medical emergency, written down as one.
        Emergency = "emergency",
        /// A minor's parent or guardian.
        Guardian = "guardian",
    }
}

codes! {
    /// What goes along.
    Notice {
        /// The statement of 42 CFR 2.32.
        Part2 = "part2",
        /// Who, when, why and what in an emergency, by 42 CFR 2.51.
        Emergency = "emergency",
    }
}

codes! {
    /// What would permit a part that stays.
    Permit {
        /// A release that covers this recipient, or her word before a witness.
        ReleaseOrWord = "release_or_word",
        /// A signed consent that covers this segment for such a recipient.
        Signed = "signed",
        /// A signed consent that names this recipient and this segment.
        Named = "named",
        /// A consent under 42 CFR Part 2.
        Part2 = "part2",
        /// A consent under 42 CFR Part 2 for these proceedings and nothing else.
        Part2Legal = "part2_legal",
        /// A consent for counselling notes and nothing else.
        CounsellingNotes = "counselling_notes",
        /// Her own signature: a parent's is not enough.
        SignsHerself = "signs_herself",
        /// She has said no; only a newer form of hers changes that.
        NewerForm = "newer_form",
        /// She asked that it not be told, and it was granted; only the end of that changes it.
        Restricted = "restricted",
        /// Nothing does.
        Nothing = "nothing",
    }
}

/// Why a part stays, by one of its segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Because {
    /// The segment; `None` for what is in none.
    pub about: Option<Tag>,
    /// What would permit it.
    pub permit: Permit,
}

/// A part that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Which: its place in the list that was asked about.
    pub part: usize,
    /// Why; never empty.
    pub because: Vec<Because>,
}

/// What may leave. It is for whoever decides to send it, and no recipient sees what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// Some or all of it goes.
    Goes {
        /// Which parts: their places in the list that was asked about.
        parts: Vec<usize>,
        /// Which stay.
        left_out: Vec<LeftOut>,
        /// On which grounds it goes.
        basis: BTreeSet<Basis>,
        /// The consents it rests on: a copy goes along.
        consents: BTreeSet<RecordId>,
        /// What goes along.
        notices: BTreeSet<Notice>,
    },
    /// Nothing of it goes.
    Refused {
        /// Why, part by part; empty where there was nothing to share.
        left_out: Vec<LeftOut>,
    },
}

/// A part that may go, and by what.
#[derive(Default)]
struct Ground {
    basis: BTreeSet<Basis>,
    consents: BTreeSet<RecordId>,
}

/// Decides what may go. Of a part that is in several segments each of them has to be permitted.
pub fn decide(asked: &Disclosing<'_>) -> Decided {
    let mut ground = Ground::default();
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    let mut notices = BTreeSet::new();
    for (part, tags) in asked.parts.iter().enumerate() {
        match weigh(asked, part, tags) {
            Ok(found) => {
                parts.push(part);
                notices.extend(going_along(asked, tags));
                ground.basis.extend(found.basis);
                ground.consents.extend(found.consents);
            }
            Err(because) => left_out.push(LeftOut { part, because }),
        }
    }
    if parts.is_empty() {
        return Decided::Refused { left_out };
    }
    if ground.basis.contains(&Basis::Emergency) {
        notices.insert(Notice::Emergency);
    }
    Decided::Goes {
        parts,
        left_out,
        basis: ground.basis,
        consents: ground.consents,
        notices,
    }
}

/// Whether a part may go, segment by segment; what is in none is weighed as such.
fn weigh(asked: &Disclosing<'_>, part: usize, tags: &Tags) -> Result<Ground, Vec<Because>> {
    let general = tags.is_empty().then_some(None);
    let segments = tags.iter().copied().map(Some).chain(general);
    let mut ground = Ground::default();
    let mut because = Vec::new();
    for about in segments {
        match weigh_segment(asked, part, about) {
            Ok((basis, consent)) => {
                ground.basis.insert(basis);
                ground.consents.extend(consent);
            }
            Err(permit) => because.push(Because { about, permit }),
        }
    }
    if because.is_empty() {
        Ok(ground)
    } else {
        Err(because)
    }
}

fn weigh_segment(
    asked: &Disclosing<'_>,
    part: usize,
    about: Option<Tag>,
) -> Result<(Basis, Option<RecordId>), Permit> {
    let wanted = match asks(asked, about) {
        Asks::Never => return Err(Permit::Nothing),
        // Nobody's no keeps her own record from her, or stands in the way of saving her life.
        Asks::Nothing(basis @ (Basis::Herself | Basis::Within | Basis::Emergency)) => {
            return Ok((basis, None));
        }
        Asks::Nothing(_) if restricted(asked, part, about) => return Err(Permit::Restricted),
        Asks::Nothing(basis) => {
            return if denied(asked, about) {
                Err(Permit::NewerForm)
            } else {
                Ok((basis, None))
            };
        }
        Asks::Consent(wanted) => wanted,
    };
    if restricted(asked, part, about) {
        return Err(Permit::Restricted);
    }
    if denied(asked, about) {
        return Err(Permit::NewerForm);
    }
    match permitting(asked, about, &wanted) {
        Some(consent) => Ok((Basis::Consent, Some(consent))),
        None => Err(wanted.permit),
    }
}

/// What goes along with a part: what comes from a Part 2 programme never goes without the statement.
fn going_along(asked: &Disclosing<'_>, tags: &Tags) -> Option<Notice> {
    let outside = !matches!(
        asked.to.kind,
        RecipientKind::Member | RecipientKind::OwnTeam
    );
    (outside && tags.contains(&Tag::Part2)).then_some(Notice::Part2)
}
