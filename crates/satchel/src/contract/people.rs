//! Who somebody is: meeting her, whether she is known already, and two records of one person.

use care::{LikenessStanding, LikenessWhy, MemberId, Phone};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Made, MadeOne, Person, Request, Seen, Topic};

quiet_debug!(MeetMember, FindAlike, Said, Alike, RecordView);

/// What is said of somebody who is met: a name, or how to know her again, and whatever else she says.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// Given names, as she says them; may be empty.
    pub given: String,
    /// Family names; may be empty.
    pub family: String,
    /// What she goes by, or how one would know her; may be empty if there is a name.
    pub called: String,
    /// Her birth date.
    #[ts(type = "Day | null")]
    pub birth_date: Option<NaiveDate>,
    /// Her Medi-Cal number; may be empty.
    pub cin: String,
    /// A telephone number; may be empty.
    pub phone: String,
    /// Where she was met; may be empty.
    pub place: String,
}

/// Begins the record of somebody new.
#[derive(Deserialize, TS)]
pub struct MeetMember {
    /// What she said.
    pub said: Said,
}

impl Request for MeetMember {
    const NAME: &'static str = "members.meet";
    const READS: &'static [Topic] = &[];
    type Response = MadeOne;
}

/// Who here may be the person who is being written down.
#[derive(Deserialize, TS)]
pub struct FindAlike {
    /// What she has said so far.
    pub said: Said,
}

impl Request for FindAlike {
    const NAME: &'static str = "members.alike";
    const READS: &'static [Topic] = &[Topic::Members];
    type Response = AlikeFound;
}

/// At most five people.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AlikeFound {
    /// The likeliest first.
    pub people: Vec<Alike>,
}

/// Somebody who may be the same person.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Alike {
    /// Who.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// Birth date.
    #[ts(type = "Day | null")]
    pub birth_date: Option<NaiveDate>,
    /// Where she stays, in words; may be empty.
    pub site: String,
    /// How strongly it speaks for one person.
    #[ts(type = "LikenessStanding")]
    pub standing: LikenessStanding,
    /// What does.
    #[ts(type = "LikenessWhy")]
    pub why: LikenessWhy,
    /// Of what is shown here, the fields that two people have answered differently.
    pub two_answers: Vec<String>,
}

/// One record of a person, as it is by itself.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordView {
    /// Its id.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Whole name.
    pub name: String,
    /// Birth date.
    #[ts(type = "Day | null")]
    pub birth_date: Option<NaiveDate>,
    /// Medi-Cal number.
    pub cin: Option<String>,
    /// Telephone numbers.
    #[ts(type = "Phone[]")]
    pub phones: Vec<Phone>,
    /// Where she stays, in words; may be empty.
    pub site: String,
    /// Who leads, by this record alone.
    pub lead: Option<Person>,
    /// How many visits are in it.
    pub visits: u32,
    /// The record it was joined to; absent for one that was joined to none.
    #[ts(type = "MemberId | null")]
    pub same_as: Option<MemberId>,
    /// Who said that it is the same person.
    pub joined_by: Option<Person>,
    /// When, milliseconds by that person's clock.
    #[ts(type = "number | null")]
    pub joined_at: Option<i64>,
    /// Sent back when it is joined or parted.
    pub seen: Seen,
}

/// A record as it was on the screen.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecordSeen {
    /// Which.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// What was seen of it.
    pub seen: Seen,
}

/// Two records are of one person. Refused with `already_decided` where they are shown as one.
#[derive(Debug, Deserialize, TS)]
pub struct JoinMembers {
    /// One record.
    pub one: RecordSeen,
    /// The other.
    pub other: RecordSeen,
}

impl Request for JoinMembers {
    const NAME: &'static str = "members.join";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// A record is of another person than the one it was joined to.
#[derive(Debug, Deserialize, TS)]
pub struct PartMembers {
    /// The record that was joined to another.
    pub record: RecordSeen,
}

impl Request for PartMembers {
    const NAME: &'static str = "members.part";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}
