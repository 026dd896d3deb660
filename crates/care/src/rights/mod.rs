//! Her rights: what a member asks of her own record, and what became of it.
//!
//! What she asks is a signed record; each answer is another that names it and the answers its author had seen. How a request
//! stands is worked out from all of them ([`rights_standing`]), in whatever order they arrived. By when it has to be
//! answered, and the reasons for which it may be denied, is the catalogue's business.

mod standing;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::sharing::{RecipientKind, ShareFor};
use crate::{EntityId, MemberId, NoteAuthor, RecordId, Refusal, Tag, Why, codes, quiet_debug};

pub use standing::{RightStanding, RightStood, contact_rule, restrictions, rights_standing};

quiet_debug!(RightAsked, RightAnswered, Restriction, ContactOtherwise);

codes! {
    /// What she asks for.
    RightKind {
        /// To see her record.
        See = "see",
        /// A copy of it.
        Copy = "copy",
        /// That something in it be put right.
        Amend = "amend",
        /// That something be not used or told.
        Restrict = "restrict",
        /// To be reached in another way or at another place.
        ContactOtherwise = "contact_otherwise",
        /// To be told to whom it was disclosed.
        Accounting = "accounting",
    }
}

codes! {
    /// Who asked.
    AskedBy { Member = "member", Representative = "representative" }
}

codes! {
    /// How she asked.
    RequestHow { InPerson = "in_person", Phone = "phone", Writing = "writing", Message = "message" }
}

codes! {
    /// A way to reach somebody.
    ContactWay {
        Phone = "phone",
        Voicemail = "voicemail",
        Text = "text",
        Mail = "mail",
        Email = "email",
        /// A visit where she stays.
        HomeVisit = "home_visit",
    }
}

/// What is not to be told, to whom and for what.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Restriction {
    /// The segment; absent for everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Tag>,
    /// Single things; where there are any, the segment says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<EntityId>,
    /// What kind of recipient; absent for anybody outside her team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_kind: Option<RecipientKind>,
    /// Which person or organisation; empty for all of that kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_name: String,
    /// For what; empty for everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<ShareFor>,
    /// It is about something she, or somebody for her, has paid for in full.
    #[serde(default)]
    pub paid_herself: bool,
}

impl Restriction {
    /// Whether the law leaves no choice: towards a health plan, for payment or operations, of what was paid for in full
    /// (45 CFR 164.522(a)(1)(vi)).
    pub fn must_be_granted(&self) -> bool {
        let theirs = |one: &ShareFor| matches!(one, ShareFor::Payment | ShareFor::Operations);
        self.paid_herself
            && self.to_kind == Some(RecipientKind::Plan)
            && !self.purposes.is_empty()
            && self.purposes.iter().all(theirs)
    }

    fn check(&self) -> Result<(), Refusal> {
        list("restriction", &self.things)?;
        list("restriction", &self.purposes)?;
        within("restriction", &self.to_name, limits::LINE_CHARS_MAX)?;
        // Who works with her, and she herself, is nobody it could be kept from.
        if matches!(
            self.to_kind,
            Some(RecipientKind::Member | RecipientKind::OwnTeam)
        ) {
            return Err(refused("restriction", Why::Malformed));
        }
        Ok(())
    }
}

/// How she is to be reached, and how never.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContactOtherwise {
    /// The one number that may be used; empty where she says nothing of numbers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Where letters go; empty where she says nothing of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Ways that are never used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<ContactWay>,
    /// Where she lives is confidential (Safe at Home): her own address is printed and sent nowhere.
    pub confidential: bool,
    /// In her words: hours, a name to ask for; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl ContactOtherwise {
    /// Whether this number may be called.
    pub fn may_call(&self, number: &str) -> bool {
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let named = self.phone.trim();
        !self.never.contains(&ContactWay::Phone)
            && (named.is_empty() || named == number.trim() || digits(named) == digits(number))
    }

    fn check(&self) -> Result<(), Refusal> {
        within("contact", &self.phone, limits::LINE_CHARS_MAX)?;
        within("contact", &self.address, limits::WORDS_CHARS_MAX)?;
        within("contact", &self.words, limits::WORDS_CHARS_MAX)?;
        list("contact", &self.never)?;
        let says = [&self.phone, &self.address, &self.words];
        if says.iter().all(|one| one.trim().is_empty()) && self.never.is_empty() {
            return Err(refused("contact", Why::Missing));
        }
        Ok(())
    }
}

/// What she asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RightAsked {
    /// The version of this form of record.
    pub template: u32,
    /// The edition of the catalogue's rules by which its day was reckoned.
    pub catalog: String,
    /// Whose record.
    pub member: MemberId,
    /// What for.
    pub kind: RightKind,
    /// Who asked.
    pub asked_by: AskedBy,
    /// Who that is, where it is not she herself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub representative: String,
    /// How.
    pub how: RequestHow,
    /// In her words.
    pub words: String,
    /// The day it was received.
    pub on: NaiveDate,
    /// The last day for an answer.
    pub due: NaiveDate,
    /// What is to be put right, where it is one thing of her record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<EntityId>,
    /// What is not to be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction: Option<Restriction>,
    /// How she is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactOtherwise>,
    /// Who wrote it down, and signs for that.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl RightAsked {
    /// The word for this kind of record.
    pub const KIND: &'static str = "right_asked";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one of tomorrow, one without words, and one that lacks what its kind needs.
    pub fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        if self.words.trim().is_empty() {
            return Err(refused("words", Why::Missing));
        }
        within("words", &self.words, limits::WORDS_CHARS_MAX)?;
        match self.asked_by {
            AskedBy::Representative => line("representative", &self.representative)?,
            AskedBy::Member => {}
        }
        if today < self.on {
            return Err(refused("on", Why::InTheFuture));
        }
        what_it_takes(self.kind, self.restriction.as_ref(), self.contact.as_ref())
    }
}

codes! {
    /// What became of a request.
    RightStep {
        /// More time was taken, once, with a letter that says why and until when.
        Extended = "extended",
        Granted = "granted",
        GrantedInPart = "granted_in_part",
        Denied = "denied",
        /// She took it back.
        Withdrawn = "withdrawn",
        /// She does not agree with the answer, and says so in her own words.
        Disagreed = "disagreed",
        /// What was granted holds no longer: she said so, or agreed to it.
        Ended = "ended",
    }
}

impl RightStep {
    /// Whether it decides about the request.
    pub const fn decides(self) -> bool {
        match self {
            Self::Granted | Self::GrantedInPart | Self::Denied | Self::Withdrawn | Self::Ended => {
                true
            }
            Self::Extended | Self::Disagreed => false,
        }
    }
}

/// What became of a request, as it was signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RightAnswered {
    /// The version of this form of record.
    pub template: u32,
    /// Whose record.
    pub member: MemberId,
    /// The request.
    pub of: RecordId,
    /// The answers to it that its author had seen: it stands in the place of those, and beside any other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knew: Vec<RecordId>,
    /// What.
    pub step: RightStep,
    /// The day she was told.
    pub on: NaiveDate,
    /// Of a denial, whole or in part, the reason the law names, by its code in the catalogue.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What was done and said; of a disagreement, her statement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Of more time, the last day then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// What was granted of a restriction, where that is less than was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction: Option<Restriction>,
    /// What was granted of another way to be reached, where that is less than was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactOtherwise>,
    /// Who answered, and signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl RightAnswered {
    /// The word for this kind of record.
    pub const KIND: &'static str = "right_answered";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one of tomorrow, a denial without the law's reason, more time without a letter that says why, and an answer
    /// that is in part of nothing. `kind` is what she had asked for.
    pub fn check(&self, kind: RightKind, today: NaiveDate) -> Result<(), Refusal> {
        list("knew", &self.knew)?;
        within("words", &self.words, limits::WORDS_CHARS_MAX)?;
        if today < self.on {
            return Err(refused("on", Why::InTheFuture));
        }
        let says = !self.words.trim().is_empty();
        match self.step {
            RightStep::Extended | RightStep::Disagreed | RightStep::Ended if !says => {
                Err(refused("words", Why::Missing))
            }
            RightStep::Denied => line("reason", &self.reason),
            RightStep::GrantedInPart => {
                line("reason", &self.reason)?;
                what_it_takes(kind, self.restriction.as_ref(), self.contact.as_ref())
            }
            RightStep::Extended
            | RightStep::Disagreed
            | RightStep::Granted
            | RightStep::Withdrawn
            | RightStep::Ended => Ok(()),
        }
    }
}

/// A restriction says what, another way to be reached says how.
fn what_it_takes(
    kind: RightKind,
    restriction: Option<&Restriction>,
    contact: Option<&ContactOtherwise>,
) -> Result<(), Refusal> {
    match kind {
        RightKind::Restrict => restriction
            .ok_or(refused("restriction", Why::Missing))
            .and_then(Restriction::check),
        RightKind::ContactOtherwise => contact
            .ok_or(refused("contact", Why::Missing))
            .and_then(ContactOtherwise::check),
        RightKind::See | RightKind::Copy | RightKind::Amend | RightKind::Accounting => Ok(()),
    }
}

const fn refused(field: &'static str, why: Why) -> Refusal {
    Refusal { field, why }
}
