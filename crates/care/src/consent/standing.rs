//! What stands of a member's consents on a day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Answered, Consent, ConsentKind, ConsentWithdrawn, Provision, SignedBy, Signing};
use crate::sharing::{RecipientKind, folded};
use crate::{RecordId, codes};

codes! {
    /// How a consent stands on a day. Only one that is in force permits anything.
    ConsentStanding {
        InForce = "in_force",
        /// It begins later.
        NotYet = "not_yet",
        Expired = "expired",
        Withdrawn = "withdrawn",
        /// A newer one has taken its place.
        Superseded = "superseded",
        /// Something the law asks for is missing on it.
        Incomplete = "incomplete",
        /// She was asked, and said no.
        Refused = "refused",
        /// A parent or guardian signed it, and she is of age now.
        OfAge = "of_age",
    }
}

codes! {
    /// What is missing on a consent.
    Lack {
        /// Nobody signed it, or it was only said where it has to be written.
        Signature = "signature",
        /// Nobody heard it but who wrote it down.
        Witness = "witness",
        /// Who signed for her.
        Signer = "signer",
        /// What may be shared.
        Provisions = "provisions",
        /// With whom.
        Recipient = "recipient",
        /// For what.
        Purpose = "purpose",
        /// Until when.
        End = "end",
    }
}

/// A consent with how it stands.
#[derive(Debug, Clone, Copy)]
pub struct Stood<'a> {
    /// The record.
    pub id: RecordId,
    /// What was signed.
    pub consent: &'a Consent,
    /// How it stands.
    pub stands: ConsentStanding,
}

impl Consent {
    /// What is missing on it; nothing of a refusal, for a no needs no form.
    pub fn lacks(&self) -> Vec<Lack> {
        let mut lacks = Vec::new();
        if self.refused.is_some() {
            return lacks;
        }
        let (sharing, kind) = (self.kind.is_about_sharing(), self.kind);
        match &self.signing {
            Signing::Touch { strokes } if strokes.iter().all(Vec::is_empty) => {
                lacks.push(Lack::Signature);
            }
            // A release may rest on her word before a witness; the other forms have to be written.
            Signing::Verbal { .. } if sharing && kind != ConsentKind::Roi => {
                lacks.push(Lack::Signature);
            }
            Signing::Verbal { witness } if sharing && witness.trim().is_empty() => {
                lacks.push(Lack::Witness);
            }
            Signing::Touch { .. } | Signing::Paper { .. } | Signing::Verbal { .. } => {}
        }
        let for_her = matches!(
            self.signed_by,
            SignedBy::Parent | SignedBy::Guardian | SignedBy::Conservator
        );
        if for_her && self.signer.trim().is_empty() {
            lacks.push(Lack::Signer);
        }
        if sharing {
            self.lacks_of_sharing(&mut lacks);
        }
        lacks
    }

    fn lacks_of_sharing(&self, lacks: &mut Vec<Lack>) {
        if self
            .provisions
            .iter()
            .all(|one| one.answered == Answered::NotAsked)
        {
            lacks.push(Lack::Provisions);
        }
        let shares = || {
            let all = self.provisions.iter();
            all.filter(|one| one.answered == Answered::Share)
        };
        let by_name = matches!(
            self.kind,
            ConsentKind::Roi | ConsentKind::Part2Specific | ConsentKind::CounsellingNotes
        );
        let nobody = |one: &Provision| {
            let anybody = self.kind.is_of_the_state();
            one.to_name.trim().is_empty() && (by_name || (one.to_kind.is_none() && !anybody))
        };
        if shares().any(nobody) {
            lacks.push(Lack::Recipient);
        }
        if shares().any(|one| one.purposes.is_empty()) {
            lacks.push(Lack::Purpose);
        }
        if self.kind.must_end() && self.until.is_none() {
            lacks.push(Lack::End);
        }
    }

    /// Whether this one, signed later, takes the other's place: a yes or no to the work that of an earlier day, a state
    /// form those for nobody else than it is for, anything else what was said to the same people.
    pub fn replaces(&self, other: &Self) -> bool {
        let work = |kind| matches!(kind, ConsentKind::EcmOptIn | ConsentKind::EcmDecline);
        (work(self.kind) && work(other.kind))
            || (self.is_for_all_of(other) && !other.provisions.is_empty())
            || self.speaks_to_those_of(other)
    }

    /// Of two forms of the state: whether everybody whom the other is for is among those whom this one is for.
    fn is_for_all_of(&self, other: &Self) -> bool {
        let covers = |mine: &Provision, theirs: &Provision| {
            let kind = mine.to_kind.is_none() || mine.to_kind == theirs.to_kind;
            let name = folded(&mine.to_name);
            kind && (name.is_empty() || name == folded(&theirs.to_name))
        };
        let is_covered =
            |theirs: &Provision| self.provisions.iter().any(|mine| covers(mine, theirs));
        self.kind.is_of_the_state()
            && other.kind.is_of_the_state()
            && other.provisions.iter().all(is_covered)
    }

    /// Whether she says no in it: in a line of it, or to all of it.
    pub fn says_no(&self) -> bool {
        let keeps = |one: &Provision| one.answered == Answered::Keep;
        self.kind.is_about_sharing()
            && (self.refused.is_some() || self.provisions.iter().any(keeps))
    }

    /// Whether its author knew of that record, of an earlier day, of this person.
    pub fn knows(&self, record: RecordId) -> bool {
        self.knew.contains(&record) || self.supersedes.contains(&record)
    }

    /// Whether two of a kind speak to the same people, so that what takes one back takes back the other.
    fn speaks_to_those_of(&self, other: &Self) -> bool {
        if self.kind != other.kind {
            return false;
        }
        let to = |consent: &Self| -> BTreeSet<(Option<&'static str>, String)> {
            let all = consent.provisions.iter();
            all.map(|one| (one.to_kind.map(RecipientKind::code), folded(&one.to_name)))
                .collect()
        };
        let (mine, theirs) = (to(self), to(other));
        (mine.is_empty() && theirs.is_empty()) || !mine.is_disjoint(&theirs)
    }
}

/// How each consent stands on a day, in the order in which they are given.
///
/// What is taken back is gone at once. Another of its kind, to the same people, that was signed elsewhere without knowing
/// of it is gone as well: between a yes and a no that did not see each other, the no holds until she is asked again.
pub fn standing<'a>(
    consents: &'a [(RecordId, Consent)],
    withdrawn: &[(RecordId, ConsentWithdrawn)],
    born: Option<NaiveDate>,
    on: NaiveDate,
) -> Vec<Stood<'a>> {
    let replaced: BTreeSet<RecordId> = consents
        .iter()
        .flat_map(|(_, consent)| consent.supersedes.iter().copied())
        .collect();
    let all = consents.iter().map(|(id, consent)| {
        let stands = if replaced.contains(id) {
            ConsentStanding::Superseded
        } else if is_withdrawn((*id, consent), consents, withdrawn) {
            ConsentStanding::Withdrawn
        } else {
            by_itself(consent, born, on)
        };
        Stood {
            id: *id,
            consent,
            stands,
        }
    });
    all.collect()
}

fn is_withdrawn(
    (id, consent): (RecordId, &Consent),
    consents: &[(RecordId, Consent)],
    withdrawn: &[(RecordId, ConsentWithdrawn)],
) -> bool {
    withdrawn.iter().any(|(act, taken)| {
        if taken.of.contains(&id) {
            return true;
        }
        if consent.knew.contains(act) {
            return false;
        }
        if taken.all_sharing && consent.kind.is_about_sharing() {
            return true;
        }
        consents
            .iter()
            .any(|(of, other)| taken.of.contains(of) && consent.speaks_to_those_of(other))
    })
}

fn by_itself(consent: &Consent, born: Option<NaiveDate>, on: NaiveDate) -> ConsentStanding {
    if consent.refused.is_some() {
        return ConsentStanding::Refused;
    }
    if !consent.lacks().is_empty() {
        return ConsentStanding::Incomplete;
    }
    if on < consent.from {
        return ConsentStanding::NotYet;
    }
    if consent.until.is_some_and(|until| until < on) {
        return ConsentStanding::Expired;
    }
    let by_parent = matches!(consent.signed_by, SignedBy::Parent | SignedBy::Guardian);
    let of_age = born
        .and_then(|born| on.years_since(born))
        .is_some_and(|years| 18 <= years);
    if by_parent && of_age {
        return ConsentStanding::OfAge;
    }
    ConsentStanding::InForce
}
