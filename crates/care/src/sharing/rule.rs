//! The rules of sharing: what each segment asks for, by recipient, purpose and age.

use chrono::NaiveDate;

use super::{Basis, Disclosing, Permit, RecipientKind, ShareFor, folded};
use crate::consent::{
    Answered, Consent, ConsentKind, ConsentStanding, Provision, SignedBy, Signing,
};
use crate::{RecordId, Tag};

/// What a segment asks for before it goes.
pub(super) enum Asks {
    /// Nothing: it may go on this ground.
    Nothing(Basis),
    /// A consent of hers.
    Consent(Wanted),
    /// It never goes.
    Never,
}

/// The consent that is asked for.
pub(super) struct Wanted {
    /// It has to name the recipient: all of a kind are not enough.
    named: bool,
    /// Which forms will do.
    forms: Forms,
    /// What is said where there is none.
    pub(super) permit: Permit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Forms {
    /// Any that speaks of sharing; her word before a witness too.
    ReleaseOrWord,
    /// Any that speaks of sharing, signed.
    Signed,
    /// Those that satisfy 42 CFR Part 2.
    Part2,
    /// One consent under Part 2 for legal proceedings, and for nothing else.
    Part2Legal,
    /// One for counselling notes, and for nothing else.
    CounsellingNotes,
}

const fn consent(forms: Forms, named: bool, permit: Permit) -> Asks {
    Asks::Consent(Wanted {
        named,
        forms,
        permit,
    })
}

const NAMED: Asks = consent(Forms::Signed, true, Permit::Named);
const SIGNED: Asks = consent(Forms::Signed, false, Permit::Signed);
const RELEASE: Asks = consent(Forms::ReleaseOrWord, false, Permit::ReleaseOrWord);
const PART2: Asks = consent(Forms::Part2, false, Permit::Part2);
const PART2_LEGAL: Asks = consent(Forms::Part2Legal, true, Permit::Part2Legal);
const PART2_NAMED: Asks = consent(Forms::Part2, true, Permit::Part2);

/// What a segment asks for. `None` is everything that is in no segment.
pub(super) fn asks(asked: &Disclosing<'_>, about: Option<Tag>) -> Asks {
    // Counselling notes are their author's alone, whoever asks.
    if about == Some(Tag::Psychnotes) {
        return consent(Forms::CounsellingNotes, true, Permit::CounsellingNotes);
    }
    // What is for staff alone stays with them: the report itself goes its own way, which the law says.
    if matches!(about, Some(Tag::MandatedReport | Tag::WorkerSafety)) {
        return if asked.to.kind == RecipientKind::OwnTeam {
            Asks::Nothing(Basis::Within)
        } else {
            Asks::Never
        };
    }
    match asked.to.kind {
        RecipientKind::Member => Asks::Nothing(Basis::Herself),
        RecipientKind::OwnTeam => Asks::Nothing(Basis::Within),
        // For proceedings what comes from Part 2 needs its own form, whoever asks.
        _ if about == Some(Tag::Part2) && asked.purpose == ShareFor::Legal => PART2_LEGAL,
        RecipientKind::TreatingProvider if asked.purpose == ShareFor::Emergency => {
            Asks::Nothing(Basis::Emergency)
        }
        RecipientKind::TreatingProvider | RecipientKind::Plan | RecipientKind::CarePartner => {
            of_the_covered(asked, about)
        }
        RecipientKind::Guardian => of_a_guardian(asked, about),
        RecipientKind::Family => of_the_family(about),
        RecipientKind::Community => of_the_community(about),
        RecipientKind::Court => match about {
            Some(Tag::Part2) => PART2_LEGAL,
            Some(Tag::Minor) => consent(Forms::Signed, true, Permit::SignsHerself),
            Some(_) | None => NAMED,
        },
        RecipientKind::Other => match about {
            Some(Tag::Part2) => PART2_NAMED,
            Some(Tag::Minor) => consent(Forms::Signed, true, Permit::SignsHerself),
            Some(_) | None => NAMED,
        },
    }
}

/// Whom HIPAA covers: who treats her, her plan, the partners of the programme.
fn of_the_covered(asked: &Disclosing<'_>, about: Option<Tag>) -> Asks {
    let kind = asked.to.kind;
    let of_the_programme = matches!(
        asked.purpose,
        ShareFor::Treatment
            | ShareFor::Payment
            | ShareFor::Operations
            | ShareFor::CareCoordination
            | ShareFor::Emergency
    );
    // Food and a roof are the partners' business, not the doctor's.
    let help = matches!(asked.purpose, ShareFor::Benefits | ShareFor::Housing)
        && kind != RecipientKind::TreatingProvider;
    let ab133 = asked.calaim && (of_the_programme || help);
    let far = asked.to.out_of_state;
    match about {
        None | Some(Tag::Sud | Tag::Justice) if of_the_programme => Asks::Nothing(Basis::Tpo),
        None | Some(Tag::Sud | Tag::Justice) if ab133 => Asks::Nothing(Basis::Ab133),
        None => RELEASE,
        Some(Tag::Sud | Tag::Justice) => SIGNED,
        Some(Tag::Mh) => {
            let treats = kind == RecipientKind::TreatingProvider
                && matches!(
                    asked.purpose,
                    ShareFor::Treatment | ShareFor::CareCoordination
                );
            match (treats, ab133) {
                (true, _) => Asks::Nothing(Basis::Tpo),
                (false, true) => Asks::Nothing(Basis::Ab133),
                (false, false) => SIGNED,
            }
        }
        Some(Tag::Part2) => PART2,
        Some(Tag::Repro | Tag::Gac) if !far => SIGNED,
        Some(Tag::Repro | Tag::Gac | Tag::Hiv | Tag::Dv | Tag::Genetic | Tag::Psychnotes) => NAMED,
        Some(Tag::Minor) => consent(Forms::Signed, false, Permit::SignsHerself),
        Some(Tag::MandatedReport | Tag::WorkerSafety) => Asks::Never,
    }
}

fn of_the_community(about: Option<Tag>) -> Asks {
    match about {
        None => RELEASE,
        Some(Tag::MandatedReport | Tag::WorkerSafety) => Asks::Never,
        Some(Tag::Part2) => PART2_NAMED,
        Some(Tag::Sud | Tag::Mh | Tag::Justice) => SIGNED,
        Some(Tag::Minor) => consent(Forms::Signed, true, Permit::SignsHerself),
        Some(Tag::Psychnotes | Tag::Hiv | Tag::Repro | Tag::Gac | Tag::Dv | Tag::Genetic) => NAMED,
    }
}

/// Her household: nothing of violence ever goes there, for it may be where the violence is.
fn of_the_family(about: Option<Tag>) -> Asks {
    match about {
        None => consent(Forms::ReleaseOrWord, true, Permit::ReleaseOrWord),
        Some(Tag::Dv | Tag::MandatedReport | Tag::WorkerSafety) => Asks::Never,
        Some(Tag::Part2) => PART2_NAMED,
        Some(Tag::Minor) => consent(Forms::Signed, true, Permit::SignsHerself),
        Some(
            Tag::Sud
            | Tag::Mh
            | Tag::Psychnotes
            | Tag::Hiv
            | Tag::Repro
            | Tag::Gac
            | Tag::Genetic
            | Tag::Justice,
        ) => NAMED,
    }
}

/// A parent or guardian of a minor, who sees what she did not consent to herself. Of somebody of age, or of an age nobody
/// knows, a guardian is family.
fn of_a_guardian(asked: &Disclosing<'_>, about: Option<Tag>) -> Asks {
    let Some(age) = asked.age().filter(|age| *age < 18) else {
        return of_the_family(about);
    };
    match about {
        Some(Tag::Dv | Tag::MandatedReport | Tag::WorkerSafety) => Asks::Never,
        Some(Tag::Minor | Tag::Repro) => consent(Forms::Signed, true, Permit::SignsHerself),
        // From twelve on she decides about these herself.
        Some(Tag::Part2) if 12 <= age => consent(Forms::Part2, true, Permit::SignsHerself),
        Some(Tag::Sud | Tag::Hiv | Tag::Gac) if 12 <= age => {
            consent(Forms::Signed, true, Permit::SignsHerself)
        }
        None
        | Some(
            Tag::Part2
            | Tag::Sud
            | Tag::Mh
            | Tag::Hiv
            | Tag::Gac
            | Tag::Genetic
            | Tag::Justice
            | Tag::Psychnotes,
        ) => Asks::Nothing(Basis::Guardian),
    }
}

/// Whether a line shares this segment with this recipient for this purpose; `by_name` asks that it names the recipient.
pub(super) fn says_yes_to(
    asked: &Disclosing<'_>,
    about: Option<Tag>,
    (line, by_name): (&Provision, bool),
) -> bool {
    let name = if line.to_name.trim().is_empty() {
        !by_name
    } else {
        folded(&line.to_name) == folded(&asked.to.name)
    };
    line.answered == Answered::Share
        && line.about == about
        && line.purposes.contains(&asked.purpose)
        && name
        && is_of_kind(asked, line)
}

pub(super) fn is_of_kind(asked: &Disclosing<'_>, one: &Provision) -> bool {
    one.to_kind.is_none_or(|kind| kind == asked.to.kind)
}

/// The consent that permits it, if one does.
pub(super) fn permitting(
    asked: &Disclosing<'_>,
    about: Option<Tag>,
    wanted: &Wanted,
) -> Option<RecordId> {
    let in_force = |stands| stands == ConsentStanding::InForce;
    let mut consents = asked.consents.iter().filter(|one| in_force(one.stands));
    let found = consents.find(|one| {
        let consent = one.consent;
        let shares = |one: &Provision| says_yes_to(asked, about, (one, wanted.named));
        is_such_a_form(consent, wanted.forms)
            && could_sign(consent, about, asked.born)
            && consent.provisions.iter().any(shares)
    });
    found.map(|one| one.id)
}

fn is_such_a_form(consent: &Consent, forms: Forms) -> bool {
    let kind = consent.kind;
    let verbal = matches!(consent.signing, Signing::Verbal { .. });
    let for_any = matches!(
        kind,
        ConsentKind::Roi | ConsentKind::AscmiAb133 | ConsentKind::AscmiNonAb133
    );
    match forms {
        Forms::ReleaseOrWord => for_any,
        Forms::Signed => for_any && !verbal,
        Forms::Part2 => matches!(
            kind,
            ConsentKind::Part2Tpo
                | ConsentKind::Part2Specific
                | ConsentKind::AscmiAb133
                | ConsentKind::AscmiNonAb133
        ),
        // A consent for proceedings is never joined with another.
        Forms::Part2Legal => {
            let legal = |one: &Provision| one.purposes == [ShareFor::Legal];
            kind == ConsentKind::Part2Specific && consent.provisions.iter().all(legal)
        }
        Forms::CounsellingNotes => {
            let notes = |one: &Provision| one.about == Some(Tag::Psychnotes);
            kind == ConsentKind::CounsellingNotes && consent.provisions.iter().all(notes)
        }
    }
}

/// Whether whoever signed could sign for this segment, at the age she had that day.
pub(super) fn could_sign(consent: &Consent, about: Option<Tag>, born: Option<NaiveDate>) -> bool {
    let age = born.and_then(|born| consent.on.years_since(born));
    let minor = age.is_some_and(|age| age < 18);
    let twelve = age.is_some_and(|age| 12 <= age);
    // What a minor decides about herself: a pregnancy, and who hears of violence, at any age; the rest from twelve on.
    let any_age = matches!(about, Some(Tag::Minor | Tag::Repro | Tag::Dv));
    let from_twelve = matches!(
        about,
        Some(Tag::Part2 | Tag::Sud | Tag::Mh | Tag::Hiv | Tag::Gac | Tag::Psychnotes)
    );
    match consent.signed_by {
        SignedBy::Member => !minor || any_age || (from_twelve && twelve),
        SignedBy::EmancipatedMinor => true,
        SignedBy::MinorLivingApart => age.is_some_and(|age| 15 <= age),
        SignedBy::Parent | SignedBy::Guardian => {
            minor && !any_age && !(twelve && from_twelve && about != Some(Tag::Mh))
        }
        SignedBy::Conservator => !minor,
    }
}
