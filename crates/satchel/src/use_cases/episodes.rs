//! Moving an episode along.

use care::{Act, Episode, MemberId, StageEntry};
use vault::{Reader, StoreError};

use crate::book::{self, Held};
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
            Ok(pen.change(&held, &episode, &book::parse_seen(&self.seen))?)
        })?;
        Ok(Made {})
    }
}

/// A member's episode: the one that is not over, else the newest.
pub(super) fn the_episode(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Option<Held<Episode>>, StoreError> {
    let is_over = |held: &Held<Episode>| held.value.stage().is_none_or(care::Stage::is_over);
    let episodes = book::of_member::<Episode>(reader, member)?;
    Ok(episodes
        .into_iter()
        .max_by_key(|held| (!is_over(held), held.id)))
}
