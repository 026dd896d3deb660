//! A no of hers: what it speaks of, and what alone lifts it; and what the clinic has granted not to tell.

use super::rule::{could_sign, is_of_kind, says_yes_to};
use super::{Disclosing, folded};
use crate::consent::{Answered, ConsentStanding, Provision, Signing, Stood};
use crate::{RecordId, Tag};

/// Whether she said no to this: in a form, by refusing one, or by stopping all sharing. A no needs no form and has no end,
/// whatever became of the form it is in. Only her yes to the same lifts it, for as long as that is in force.
pub(super) fn denied(asked: &Disclosing<'_>, about: Option<Tag>) -> bool {
    let stopped = |no: &RecordId| !is_lifted(asked, about, (*no, ""));
    if asked.stopped.iter().any(stopped) {
        return true;
    }
    let all = asked.consents.iter();
    all.filter(|one| one.consent.says_no()).any(|one| {
        let refused = one.consent.refused.is_some();
        let lines = one.consent.provisions.iter();
        let mut no = lines.filter(|line| refused || line.answered == Answered::Keep);
        no.any(|line| {
            says_no_to(asked, about, line) && !is_lifted(asked, about, (one.id, &line.to_name))
        })
    })
}

/// Whether it was granted that this is not told. No consent lifts that: who signs one elsewhere may not know of it.
pub(super) fn restricted(asked: &Disclosing<'_>, part: usize, about: Option<Tag>) -> bool {
    asked.restrictions.iter().any(|one| {
        let which = if one.things.is_empty() {
            one.about.is_none() || one.about == about
        } else {
            let thing = asked.things.get(part);
            thing.is_some_and(|thing| one.things.contains(thing))
        };
        let name = one.to_name.trim().is_empty() || folded(&one.to_name) == folded(&asked.to.name);
        which
            && name
            && one.to_kind.is_none_or(|kind| kind == asked.to.kind)
            && (one.purposes.is_empty() || one.purposes.contains(&asked.purpose))
    })
}

fn says_no_to(asked: &Disclosing<'_>, about: Option<Tag>, no: &Provision) -> bool {
    let speaks = no.about.is_none() || no.about == about;
    let purpose = no.purposes.is_empty() || no.purposes.contains(&asked.purpose);
    let name = no.to_name.trim().is_empty() || folded(&no.to_name) == folded(&asked.to.name);
    speaks && purpose && name && is_of_kind(asked, no)
}

/// Whether a form in force that knew of this no answers this very segment with a yes, for this recipient and purpose, by
/// somebody who may. A no that names somebody is lifted only by a yes that does.
fn is_lifted(asked: &Disclosing<'_>, about: Option<Tag>, (no, named): (RecordId, &str)) -> bool {
    let by_name = !named.trim().is_empty();
    asked.consents.iter().any(|yes| {
        let Stood {
            consent, stands, ..
        } = yes;
        let verbal = matches!(consent.signing, Signing::Verbal { .. });
        let mut lines = consent.provisions.iter();
        *stands == ConsentStanding::InForce
            && consent.kind.is_about_sharing()
            && consent.knows(no)
            && (about.is_none() || !verbal)
            && could_sign(consent, about, asked.born)
            && lines.any(|line| says_yes_to(asked, about, (line, by_name)))
    })
}
