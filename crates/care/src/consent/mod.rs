//! Consents: what a member allowed, refused or took back, signed, and never changed.
//!
//! A consent is a record: who signed, how, from when until when, and for each segment whether it may be shared, with whom
//! and for what. It is taken back by another record, and replaced by a newer one that names it. What stands of a member's
//! consents on a day is worked out from all of them ([`standing`]), in whatever order they arrived.

mod standing;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::sharing::{RecipientKind, ShareFor};
use crate::{DocumentId, MemberId, NoteAuthor, RecordId, Refusal, Tag, Why, codes, quiet_debug};

pub use standing::{ConsentStanding, Lack, Stood, standing};

quiet_debug!(Consent, Signing, Provision, ConsentWithdrawn);

codes! {
    /// What a consent is for.
    ConsentKind {
        /// Yes to Enhanced Care Management. Her word is enough.
        EcmOptIn = "ecm_opt_in",
        /// No to it.
        EcmDecline = "ecm_decline",
        /// A release of information to somebody she names.
        Roi = "roi",
        /// The state's authorization to share, for Medi-Cal members.
        AscmiAb133 = "ascmi_ab133",
        /// The same, for everybody else.
        AscmiNonAb133 = "ascmi_non_ab133",
        /// 42 CFR Part 2: treatment, payment and operations, once for all.
        Part2Tpo = "part2_tpo",
        /// 42 CFR Part 2: one recipient, one purpose.
        Part2Specific = "part2_specific",
        /// Counselling notes: always a form of their own.
        CounsellingNotes = "counselling_notes",
        /// Her picture may be taken.
        Photo = "photo",
        /// She may be written to by text message or e-mail.
        ContactSmsEmail = "contact_sms_email",
    }
}

impl ConsentKind {
    /// Whether it speaks of sharing what is in her record.
    pub const fn is_about_sharing(self) -> bool {
        match self {
            Self::Roi
            | Self::AscmiAb133
            | Self::AscmiNonAb133
            | Self::Part2Tpo
            | Self::Part2Specific
            | Self::CounsellingNotes => true,
            Self::EcmOptIn | Self::EcmDecline | Self::Photo | Self::ContactSmsEmail => false,
        }
    }

    /// Whether it is the state's authorization, which is for all whom it names by their kind, or for everybody.
    pub const fn is_of_the_state(self) -> bool {
        matches!(self, Self::AscmiAb133 | Self::AscmiNonAb133)
    }

    /// Whether it must name the day it ends.
    pub const fn must_end(self) -> bool {
        matches!(
            self,
            Self::Roi | Self::Part2Specific | Self::CounsellingNotes
        )
    }
}

codes! {
    /// Who signed.
    SignedBy {
        /// She herself.
        Member = "member",
        /// She herself: younger than eighteen, and a court or a marriage made her of age.
        EmancipatedMinor = "emancipated_minor",
        /// She herself: fifteen or older, living apart, and managing her own money.
        MinorLivingApart = "minor_living_apart",
        Parent = "parent",
        Guardian = "guardian",
        Conservator = "conservator",
    }
}

/// How it was signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Signing {
    /// With a finger on the screen: each stroke a row of points in a field of 1,000 by 400.
    Touch {
        /// The strokes.
        strokes: Vec<Vec<[u16; 2]>>,
    },
    /// On paper, of which a photograph is among her papers.
    Paper {
        /// The photograph.
        document: DocumentId,
    },
    /// She said so.
    Verbal {
        /// Who else heard it; may be empty where nobody has to.
        #[serde(default)]
        witness: String,
    },
}

impl Signing {
    /// The field a finger writes in.
    pub const FIELD: [u16; 2] = [1_000, 400];
    /// A signature has no more strokes.
    pub const STROKES_MAX: usize = 60;
    /// Nor more points in all of them: some ten kilobytes.
    pub const POINTS_MAX: usize = 1_200;

    fn check(&self) -> Result<(), Refusal> {
        let no = |why| Refusal {
            field: "signing",
            why,
        };
        match self {
            Self::Touch { strokes } => {
                let points = strokes.iter().map(Vec::len).sum::<usize>();
                if Self::STROKES_MAX < strokes.len() || Self::POINTS_MAX < points {
                    return Err(no(Why::TooMany));
                }
                let [wide, high] = Self::FIELD;
                let outside = |[x, y]: &[u16; 2]| wide < *x || high < *y;
                if strokes.iter().flatten().any(outside) {
                    return Err(no(Why::Malformed));
                }
                Ok(())
            }
            Self::Paper { .. } => Ok(()),
            Self::Verbal { witness } => within("signing", witness, limits::LINE_CHARS_MAX),
        }
    }
}

codes! {
    /// What she answered about one segment.
    Answered {
        Share = "share",
        /// Not to be shared.
        Keep = "deny",
        NotAsked = "not_asked",
    }
}

/// One line of a consent: a segment, with whom, for what.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provision {
    /// The segment; absent for everything that is in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Tag>,
    /// What she answered.
    pub answered: Answered,
    /// What kind of recipient; absent for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_kind: Option<RecipientKind>,
    /// Which person or organisation; empty for all of that kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_name: String,
    /// For what; empty for a refusal of everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<ShareFor>,
}

/// A consent, or its refusal, as it was signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// The version of this form of record.
    pub template: u32,
    /// Whose.
    pub member: MemberId,
    /// What it is for.
    pub kind: ConsentKind,
    /// Which edition of the form; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// The language it was gone through in, BCP 47.
    pub language: String,
    /// Who signed.
    pub signed_by: SignedBy,
    /// Who that is, where it is not she herself; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signer: String,
    /// How.
    pub signing: Signing,
    /// The day it was signed.
    pub on: NaiveDate,
    /// It holds from this day.
    pub from: NaiveDate,
    /// Until this day, and on it; absent where it has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Segment by segment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Provision>,
    /// She was asked and said no, and why; the words may be empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Consents of her that this one replaces: what its author saw of this kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<RecordId>,
    /// What its author knew of: withdrawals, against which it stands only if it names them; and consents in which she said
    /// no, of which it lifts only what it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knew: Vec<RecordId>,
    /// Its number elsewhere; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external_id: String,
    /// Who wrote it down, and signs for that.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl Consent {
    /// The word for this kind of record.
    pub const KIND: &'static str = "consent";
    /// The present form.
    pub const TEMPLATE: u32 = 1;
    /// Nobody says no, or takes back, more often.
    pub const KNEW_MAX: usize = 500;

    /// Refuses one that was signed tomorrow, that ends before it begins, or that says too much.
    pub fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        let no = |field, why| Err(Refusal { field, why });
        line("language", &self.language)?;
        within("form", &self.form, limits::LINE_CHARS_MAX)?;
        within("signer", &self.signer, limits::LINE_CHARS_MAX)?;
        within("externalId", &self.external_id, limits::LINE_CHARS_MAX)?;
        self.signing.check()?;
        list("provisions", &self.provisions)?;
        list("supersedes", &self.supersedes)?;
        if Self::KNEW_MAX < self.knew.len() {
            return no("knew", Why::TooMany);
        }
        for one in &self.provisions {
            within("provisions", &one.to_name, limits::LINE_CHARS_MAX)?;
            list("provisions", &one.purposes)?;
        }
        if let Some(reason) = &self.refused {
            within("refused", reason, limits::WORDS_CHARS_MAX)?;
        }
        if today < self.on {
            return no("on", Why::InTheFuture);
        }
        if self.until.is_some_and(|until| until < self.from) {
            return no("until", Why::BeforeTheStart);
        }
        Ok(())
    }
}

codes! {
    /// How a consent was taken back.
    WithdrawnHow { Verbal = "verbal", Written = "written" }
}

/// A consent was taken back. It holds from the moment it is known; what was shared before stays shared.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentWithdrawn {
    /// The version of this form of record.
    pub template: u32,
    /// Whose.
    pub member: MemberId,
    /// Which: one, or all that speak of sharing.
    pub of: Vec<RecordId>,
    /// Everything that speaks of sharing is taken back, also what was signed elsewhere unseen.
    #[serde(default)]
    pub all_sharing: bool,
    /// The day.
    pub on: NaiveDate,
    /// How she said it.
    pub how: WithdrawnHow,
    /// Why; may be empty, for nobody has to give a reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who wrote it down, and signs for that.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl ConsentWithdrawn {
    /// The word for this kind of record.
    pub const KIND: &'static str = "consent_withdrawn";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one that takes nothing back, or was said tomorrow.
    pub fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        let no = |field, why| Err(Refusal { field, why });
        if self.of.is_empty() && !self.all_sharing {
            return no("of", Why::Missing);
        }
        list("of", &self.of)?;
        within("reason", &self.reason, limits::WORDS_CHARS_MAX)?;
        if today < self.on {
            return no("on", Why::InTheFuture);
        }
        Ok(())
    }
}
