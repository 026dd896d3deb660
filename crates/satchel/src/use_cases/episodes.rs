//! Moving an episode along.

use care::{Act, MemberId, Stage, StageEntry};
use vault::{Reader, StoreError};

use super::due::cases::the_episode;
use super::eligibility::keep;
use super::glass::refuses_guests;
use crate::book::{self, People};
use crate::contract::Made;
use crate::contract::episodes::AdvanceEpisode;
use crate::contract::failure::Failure;
use crate::desk::Desk;
use crate::router::AtDesk;

impl AtDesk for AdvanceEpisode {
    const ACT: Act = Act::Steer;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let me = desk.me().staff;
        desk.write(|pen, writer| {
            refuses_guests(writer, desk.me(), self.member)?;
            let held = the_episode(writer, self.member)?.ok_or(Failure::NotHere)?;
            if self.stage == Stage::Enrolled && self.anyway != Some(true) {
                let people = People::read(writer, me)?;
                if let Some(lead) = enrolled_already(writer, self.member, &people)? {
                    return Err(Failure::EnrolledAlready { lead }.into());
                }
            }
            let next = StageEntry {
                stage: self.stage,
                on: pen.today,
                by: Some(me),
                reason: self.reason,
            };
            let episode = held.value.clone().advance(next).map_err(Failure::from)?;
            pen.change(&held, &episode, &book::parse_seen(&self.seen))?;
            // What she was enrolled on has to be told for ever, also when the facts are others (R030).
            if self.stage == Stage::Enrolled {
                keep(pen, writer, self.member, desk.key())?;
            }
            Ok(())
        })?;
        Ok(Made {})
    }
}

/// Who leads another person here who has her Medi-Cal number and is enrolled; nothing if nobody is.
fn enrolled_already(
    reader: &Reader<'_>,
    member: MemberId,
    people: &People,
) -> Result<Option<String>, StoreError> {
    let hers = book::member(reader, member)?;
    let Some((hers, cin)) = hers.and_then(|held| Some((held.id, held.value.cin.clone()?))) else {
        return Ok(None);
    };
    for other in book::everybody(reader)? {
        if other.id == hers || other.value.cin.as_ref() != Some(&cin) {
            continue;
        }
        let episode = the_episode(reader, MemberId(other.id))?;
        let episode = episode.map(|held| held.value);
        if episode
            .as_ref()
            .and_then(care::Episode::stage)
            .is_some_and(is_enrolled)
        {
            let lead = episode.and_then(|episode| episode.lead());
            let lead = lead.map(|lead| people.person(lead).name);
            return Ok(Some(lead.unwrap_or_default()));
        }
    }
    Ok(None)
}

const fn is_enrolled(stage: Stage) -> bool {
    match stage {
        Stage::Enrolled | Stage::Assessed | Stage::Planned | Stage::Active => true,
        Stage::Identified
        | Stage::Assigned
        | Stage::Outreach
        | Stage::Graduated
        | Stage::Disenrolled => false,
    }
}
