//! Consents: what a member allowed, refused and took back.

use care::{
    ConsentKind, ConsentStanding, Lack, MemberId, Provision, RecordId, SignedBy, Signing,
    WithdrawnHow,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MadeOne, Request, Topic, Whereabouts};

quiet_debug!(ConsentView, WithdrawnView, AddConsent, WithdrawConsent);

/// Care's own shapes that travel as they are.
pub(super) const SHAPES: &str = "\
export type Signing =
  | { how: \"touch\"; strokes: [number, number][][] }
  | { how: \"paper\"; document: DocumentId }
  | { how: \"verbal\"; witness: string };
export interface Provision {
  about?: Tag | null;
  answered: Answered;
  toKind?: RecipientKind | null;
  toName?: string;
  purposes?: ShareFor[];
}
export interface Recipient { kind: RecipientKind; name: string; address?: string; outOfState: boolean }
";

/// A member's consents, and how each stands today.
#[derive(Debug, Deserialize, TS)]
pub struct ShowConsents {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
}

impl Request for ShowConsents {
    const NAME: &'static str = "consents.show";
    const READS: &'static [Topic] = &[Topic::Sharing, Topic::Members, Topic::Sync];
    type Response = Consents;
}

/// A member's consents.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Consents {
    /// Each of them, the newest first; at most 500.
    pub consents: Vec<ConsentView>,
    /// Every record of a consent or a withdrawal that is here: sent back with a new one, as what its author had seen.
    #[ts(type = "RecordId[]")]
    pub seen: Vec<RecordId>,
    /// The day on which she last stopped all sharing: since then only what she said yes to again goes out.
    #[ts(type = "Day | null")]
    pub stopped: Option<NaiveDate>,
    /// Her age in years, where her birth date is known.
    pub age: Option<u32>,
    /// Whether the person who is here may write.
    pub may_change: bool,
}

/// A consent, or a refusal.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConsentView {
    /// The record.
    #[ts(type = "RecordId")]
    pub record: RecordId,
    /// What it is for.
    #[ts(type = "ConsentKind")]
    pub kind: ConsentKind,
    /// How it stands today.
    #[ts(type = "ConsentStanding")]
    pub stands: ConsentStanding,
    /// What is missing on it.
    #[ts(type = "Lack[]")]
    pub lacks: Vec<Lack>,
    /// Which edition of the form; may be empty.
    pub form: String,
    /// The language it was gone through in.
    pub language: String,
    /// Who signed.
    #[ts(type = "SignedBy")]
    pub signed_by: SignedBy,
    /// Who that is; may be empty.
    pub signer: String,
    /// How.
    #[ts(type = "Signing")]
    pub signing: Signing,
    /// The day it was signed.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// It holds from this day.
    #[ts(type = "Day")]
    pub from: NaiveDate,
    /// Until this day.
    #[ts(type = "Day | null")]
    pub until: Option<NaiveDate>,
    /// Segment by segment.
    #[ts(type = "Provision[]")]
    pub provisions: Vec<Provision>,
    /// She said no, and why.
    pub refused: Option<String>,
    /// Who wrote it down.
    pub signature: String,
    /// That it was taken back.
    pub withdrawn: Option<WithdrawnView>,
    /// How far it has got.
    pub whereabouts: Whereabouts,
}

/// A consent was taken back.
#[derive(Clone, Serialize, TS)]
pub struct WithdrawnView {
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// How she said it.
    #[ts(type = "WithdrawnHow")]
    pub how: WithdrawnHow,
    /// Why; may be empty.
    pub reason: String,
    /// Who wrote it down.
    pub signature: String,
}

/// Writes down a consent or a refusal, and signs it.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddConsent {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// The records that were on the screen: it takes the place of those of its kind, and stands against no other
    /// withdrawal.
    #[ts(type = "RecordId[]")]
    pub seen: Vec<RecordId>,
    /// What it is for.
    #[ts(type = "ConsentKind")]
    pub kind: ConsentKind,
    /// Which edition of the form; may be empty.
    pub form: String,
    /// The language it was gone through in, BCP 47.
    pub language: String,
    /// Who signed.
    #[ts(type = "SignedBy")]
    pub signed_by: SignedBy,
    /// Who that is; may be empty.
    pub signer: String,
    /// How.
    #[ts(type = "Signing")]
    pub signing: Signing,
    /// The day it was signed.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// Until this day.
    #[ts(type = "Day | null")]
    pub until: Option<NaiveDate>,
    /// Segment by segment.
    #[ts(type = "Provision[]")]
    pub provisions: Vec<Provision>,
    /// She said no, and why.
    pub refused: Option<String>,
}

impl Request for AddConsent {
    const NAME: &'static str = "consents.add";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Takes a consent back, or everything that speaks of sharing. Refused with `already_decided` where that was done.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawConsent {
    /// Whose.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Which; absent for everything that speaks of sharing.
    #[ts(type = "RecordId | null")]
    pub record: Option<RecordId>,
    /// The day.
    #[ts(type = "Day")]
    pub on: NaiveDate,
    /// How she said it.
    #[ts(type = "WithdrawnHow")]
    pub how: WithdrawnHow,
    /// Why; may be empty.
    pub reason: String,
}

impl Request for WithdrawConsent {
    const NAME: &'static str = "consents.withdraw";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}
