//! The end of a record that was opened for a while: this laptop lets go of it by itself, also without a network.
//!
//! The clinic ends it too, and then the grant goes like any other. What its person wrote and has not sent, and what she is
//! still writing, stays until the next exchange, as with any member who leaves.

use care::{Episode, Glass, MemberId, Role};
use sync::{StreamId, device};
use vault::{Reader, StoreError, entities, streams};

use super::super::due::cases::{paged, the_episode};
use crate::book;
use crate::contract::failure::Failure;
use crate::core::Core;
use crate::desk::{DeskError, topics};
use crate::exchange::Shelf;
use crate::notice::Notice;
use crate::session::{Me, Open};

/// Before anything is shown, and every two seconds: the records whose end has come leave this laptop.
pub(crate) fn let_go_of_what_is_over(core: &Core, open: &Open) -> Result<(), StoreError> {
    // A supervisor holds everybody by her role, whatever she opened before she was one.
    if open.me.role == Role::Supervisor {
        return Ok(());
    }
    let now = open.custody().believed_now(core.ambient());
    let over = |reader: &Reader<'_>| over(reader, &open.me, now);
    if open.vault.read(over)?.is_empty() {
        return Ok(());
    }
    let ((), changes) = open.vault.transact::<_, StoreError>(|writer| {
        let streams = over(writer)?;
        device::let_go(&mut Shelf::new(writer, core.ambient()), &streams)
    })?;
    core.tell(&Notice::changed(topics(&changes)));
    Ok(())
}

/// The streams that are here only because of what is over.
fn over(reader: &Reader<'_>, me: &Me, now: i64) -> Result<Vec<StreamId>, StoreError> {
    let kind = <Glass as care::Entity>::KIND;
    let mut streams: Vec<StreamId> = Vec::new();
    for row in paged(|page| entities::of_kind(reader, kind, page))? {
        let ours = serde_json::from_str::<Glass>(&row.data);
        let is_over = ours.is_ok_and(|glass| {
            glass.staff == me.staff && glass.ended.is_none() && glass.is_over(now)
        });
        let member = row.stream.parse().ok().and_then(|of: StreamId| of.member());
        let Some(member) = member.filter(|_| is_over) else {
            continue;
        };
        let opened_again = book::of_member::<Glass>(reader, member)?
            .iter()
            .any(|held| held.value.staff == me.staff && !held.value.is_over(now));
        if !opened_again && !works_with(reader, me, member)? {
            let of = book::streams_of(reader, member)?;
            streams.extend(of.iter().filter_map(|stream| stream.parse().ok()));
        }
    }
    let mut held = Vec::new();
    for stream in streams {
        if streams::get(reader, &stream.to_string())?.is_some() && !held.contains(&stream) {
            held.push(stream);
        }
    }
    Ok(held)
}

/// Whether somebody leads a member's care or is in her team, by what is known here.
fn works_with(reader: &Reader<'_>, me: &Me, member: MemberId) -> Result<bool, StoreError> {
    let episode = the_episode(reader, member)?;
    Ok(episode.is_some_and(|held| Episode::everybody(&held.value).contains(&me.staff)))
}

/// Who works with a member, who is the same person, what she is answered and given of her record, is not for somebody who has
/// only opened it for a while: the first two the clinic would set aside.
pub(in crate::use_cases) fn refuses_guests(
    reader: &Reader<'_>,
    me: &Me,
    member: MemberId,
) -> Result<(), DeskError> {
    let all = book::of_member::<Glass>(reader, member)?;
    let has_opened = all.iter().any(|held| held.value.staff == me.staff);
    if has_opened && me.role != Role::Supervisor && !works_with(reader, me, member)? {
        return Err(Failure::GlassGuest.into());
    }
    Ok(())
}
