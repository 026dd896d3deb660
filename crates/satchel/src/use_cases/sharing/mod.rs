//! Sharing: what may leave a member's record, and writing down that it did.

mod disclosures;
mod minority;
mod tags;
#[cfg(test)]
mod tests;
mod things;

use std::collections::BTreeSet;

use care::{
    Act, Because, Decided, Disclosing, EntityId, Notice, Recipient, ShareFor, Tags, decide,
};
use catalog::Sharing;
use chrono::NaiveDate;
use vault::Reader;

use super::consents::{self, Kept};
use super::due::cases;
use super::rights::Kept as Requests;
use crate::book::{self, People};
use crate::contract::failure::Failure;
use crate::contract::sharing::{
    ShareDecision, SharedPart, StatementView, Stays, StaysBecause, Thing, WeighSharing,
};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use care::MemberId;

pub(super) use tags::Marks;
pub(super) use things::segments;

/// What is asked of somebody's record.
struct Asked<'a> {
    member: MemberId,
    to: &'a Recipient,
    purpose: ShareFor,
    what: &'a [SharedPart],
    on: NaiveDate,
}

/// What is to leave somebody's record: whose it is, to whom it goes, for what and when.
pub(super) struct Leaving<'a> {
    pub(super) member: MemberId,
    pub(super) to: &'a Recipient,
    pub(super) purpose: ShareFor,
    pub(super) on: NaiveDate,
    pub(super) born: Option<NaiveDate>,
}

impl<'a> Asked<'a> {
    fn whole(&self, born: Option<NaiveDate>) -> Leaving<'a> {
        Leaving {
            member: self.member,
            to: self.to,
            purpose: self.purpose,
            on: self.on,
            born,
        }
    }
}

/// The things that were asked about, and what was decided of them.
struct Weighed {
    things: Vec<Thing>,
    decided: Decided,
    kept: Kept,
    born: Option<NaiveDate>,
}

impl AtDesk for WeighSharing {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<ShareDecision, Failure> {
        let asked = Asked {
            member: self.member,
            to: &self.to,
            purpose: self.purpose,
            what: &self.what,
            on: desk.today,
        };
        desk.look(|reader| {
            let people = People::read(reader, desk.me().staff)?;
            let weighed = weigh(reader, &people, &asked)?;
            Ok(view(reader, &asked, weighed)?)
        })
    }
}

/// Asks the one decision about everything of these parts.
fn weigh(reader: &Reader<'_>, people: &People, asked: &Asked<'_>) -> Result<Weighed, DeskError> {
    let member = book::member(reader, asked.member)?.ok_or(Failure::NotHere)?;
    let born = member.value.birth_date;
    let wanted: BTreeSet<SharedPart> = asked.what.iter().copied().collect();
    let mut things = things::things(reader, people, (asked.member, asked.on))?;
    things.retain(|one| wanted.contains(&one.part));
    let tagged = things.iter().map(|one| {
        let tags = one.tags.iter().map(|tag| tag.tag).collect();
        (one.id, tags)
    });
    let (decided, kept) = decided(reader, &asked.whole(born), tagged.collect())?;
    Ok(Weighed {
        things,
        decided,
        kept,
        born,
    })
}

/// Asks the one decision about parts of her record, each with its segments.
pub(super) fn decided(
    reader: &Reader<'_>,
    asked: &Leaving<'_>,
    things: Vec<(EntityId, Tags)>,
) -> Result<(Decided, Kept), DeskError> {
    let case = cases::one(reader, asked.member, asked.on)?;
    let (ids, parts): (Vec<EntityId>, Vec<Tags>) = things.into_iter().unzip();
    let kept = Kept::read(reader, asked.member)?;
    let requests = Requests::read(reader, asked.member)?;
    let decided = decide(&Disclosing {
        parts: &parts,
        things: &ids,
        to: asked.to,
        purpose: asked.purpose,
        on: asked.on,
        consents: &kept.stood(asked.born, asked.on),
        stopped: &kept.stopped(),
        restrictions: &requests.restrictions(),
        calaim: case.episode.is_some() && !case.is_over(),
        born: asked.born,
    });
    Ok((decided, kept))
}

fn view(
    reader: &Reader<'_>,
    asked: &Asked<'_>,
    weighed: Weighed,
) -> Result<ShareDecision, vault::StoreError> {
    let Weighed {
        things,
        decided,
        kept,
        born,
    } = weighed;
    let thing = |at: usize| things.get(at).cloned();
    let (parts, left_out, basis, rests_on, notices) = match decided {
        Decided::Goes {
            parts,
            left_out,
            basis,
            consents,
            notices,
        } => (parts, left_out, basis, consents, notices),
        Decided::Refused { left_out } => (
            Vec::new(),
            left_out,
            BTreeSet::new(),
            BTreeSet::new(),
            BTreeSet::new(),
        ),
    };
    let mut consents = Vec::new();
    for one in kept.stood(born, asked.on) {
        if rests_on.contains(&one.id) {
            consents.push(consents::view(reader, &kept, &one)?);
        }
    }
    let stays = left_out.into_iter().filter_map(|left| {
        Some(Stays {
            thing: thing(left.part)?,
            because: left.because.into_iter().map(because).collect(),
        })
    });
    Ok(ShareDecision {
        goes: parts.into_iter().filter_map(thing).collect(),
        stays: stays.collect(),
        notices: statements(&notices, asked.on),
        consents,
        basis: basis.into_iter().collect(),
    })
}

const fn because(one: Because) -> StaysBecause {
    StaysBecause {
        about: one.about,
        permit: one.permit,
    }
}

/// The statements of the catalogue, in the edition of that day. That an emergency is written down as one is done by the
/// record itself.
fn statements(notices: &BTreeSet<Notice>, on: NaiveDate) -> Vec<StatementView> {
    let found = notices.iter().filter_map(|notice| {
        let one = Sharing::shipped().notice(notice.code(), on)?;
        Some(StatementView {
            id: format!("{}/{}", one.id, one.edition),
            text: one.text.clone(),
            gloss_es: one.gloss_es.clone(),
        })
    });
    found.collect()
}
