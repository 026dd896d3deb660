//! Moving an episode along.

use care::{Act, Stage, StageEntry};

use super::due::cases::the_episode;
use super::eligibility::keep;
use crate::book;
use crate::contract::Made;
use crate::contract::failure::Failure;
use crate::contract::members::AdvanceEpisode;
use crate::desk::Desk;
use crate::router::AtDesk;

impl AtDesk for AdvanceEpisode {
    const ACT: Act = Act::Steer;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let by = Some(desk.me().staff);
        desk.write(|pen, writer| {
            let held = the_episode(writer, self.member)?.ok_or(Failure::NotHere)?;
            let next = StageEntry {
                stage: self.stage,
                on: pen.today,
                by,
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
