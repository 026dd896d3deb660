//! What is in the satchel, on the way, and received.

use std::collections::BTreeMap;

use care::{Act, Member, MemberId};
use chrono::{DateTime, Local, NaiveTime};
use sync::StreamId;
use sync::wire::OpResult;
use vault::{Page, Reader, StoreError, entities, outbox, receipts};

use crate::book;
use crate::contract::Made;
use crate::contract::failure::Failure;
use crate::contract::sync::{ShowSync, StopSync, Sync, SyncItem, SyncItemState, SyncNowPlease};
use crate::desk::Desk;
use crate::exchange::last_complete;
use crate::router::AtDesk;

/// So many things are listed by name.
const LISTED_MAX: u32 = 50;

impl AtDesk for ShowSync {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Sync, Failure> {
        let standing = desk.exchange().standing();
        let midnight = desk
            .today
            .and_time(NaiveTime::MIN)
            .and_local_timezone(Local)
            .earliest();
        let midnight = midnight
            .as_ref()
            .map_or(desk.now, DateTime::timestamp_millis);
        desk.read(|reader| {
            let listed = Page::new(0, LISTED_MAX).unwrap_or(Page::FIRST);
            let outgoing = outbox::page(reader, listed)?;
            let received = receipts::page(reader, listed)?;
            let summary = outbox::summary(reader)?;
            let mut names = Names::default();
            let mut unsent_items = Vec::new();
            for item in outgoing {
                unsent_items.push(unsent(reader, &mut names, item)?);
            }
            let mut received_items = Vec::new();
            for item in received {
                received_items.push(receipt(reader, &mut names, item)?);
            }
            let on_the_way = unsent_items
                .iter()
                .filter(|item| item.state == SyncItemState::OnTheWay)
                .count();
            Ok(Sync {
                now: standing.now,
                unsent: summary.count,
                unsent_since: summary.oldest_at,
                on_the_way: u32::try_from(on_the_way).unwrap_or(u32::MAX),
                unsent_items,
                received_today: receipts::count_since(reader, midnight)?,
                received_items,
                last_complete_at: last_complete(reader)?,
                last_tried_at: standing.last_tried_at,
                next_try_at: standing.last_problem.as_ref().and(standing.next_try_at),
                last_problem: standing.last_problem,
                two_answers: entities::count_conflicts(reader)?,
                people: entities::count(reader, "member")?,
            })
        })
    }
}

/// Members' names, each read once.
#[derive(Default)]
struct Names(BTreeMap<MemberId, String>);

impl Names {
    fn of(
        &mut self,
        reader: &Reader<'_>,
        stream: &str,
    ) -> Result<(Option<MemberId>, String), StoreError> {
        let Some(member) = stream
            .parse::<StreamId>()
            .ok()
            .and_then(|stream| stream.member())
        else {
            return Ok((None, String::new()));
        };
        if let Some(name) = self.0.get(&member) {
            return Ok((Some(member), name.clone()));
        }
        let Some(held) = book::read::<Member>(reader, member)? else {
            return Ok((None, String::new()));
        };
        let name = held.value.names.whole();
        self.0.insert(member, name.clone());
        Ok((Some(member), name))
    }
}

fn unsent(
    reader: &Reader<'_>,
    names: &mut Names,
    item: outbox::Outgoing,
) -> Result<SyncItem, StoreError> {
    let (member, name) = names.of(reader, &item.op.stream)?;
    let state = match item.state {
        outbox::OutgoingState::Waiting => SyncItemState::InSatchel,
        outbox::OutgoingState::Offered => SyncItemState::OnTheWay,
        outbox::OutgoingState::Parked => SyncItemState::Parked,
    };
    Ok(SyncItem {
        kind: item.op.kind,
        member,
        name,
        at: item.op.at,
        bytes: item.bytes,
        state,
    })
}

fn receipt(
    reader: &Reader<'_>,
    names: &mut Names,
    item: receipts::Receipt,
) -> Result<SyncItem, StoreError> {
    let (member, name) = names.of(reader, &item.stream)?;
    let state = match serde_json::from_str::<OpResult>(&item.result) {
        Ok(OpResult::Applied { .. }) => SyncItemState::Received,
        Ok(OpResult::AppliedConflict { .. }) => SyncItemState::ReceivedTwoAnswers,
        // An answer this version cannot read is a newer clinic's; it has the operation, and a person should look.
        Ok(OpResult::Parked { .. }) | Err(_) => SyncItemState::Parked,
    };
    Ok(SyncItem {
        kind: item.kind,
        member,
        name,
        at: item.received_at,
        bytes: 0,
        state,
    })
}

impl AtDesk for SyncNowPlease {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.exchange().now();
        Ok(Made {})
    }
}

impl AtDesk for StopSync {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.exchange().stop();
        Ok(Made {})
    }
}
