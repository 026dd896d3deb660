//! What is in the satchel, on the way, and received.

use std::collections::BTreeMap;

use care::{Act, Entity as _, Member, MemberId, ReviewStatus};
use chrono::{DateTime, Local, NaiveDate, NaiveTime};
use sync::StreamId;
use sync::limits::CLOCKS_APART_MILLIS;
use sync::wire::{OpResult, ParkReason};
use vault::{Page, Reader, StoreError, entities, files, outbox, receipts};

use crate::book::{self, Joined, People};
use crate::contract::Made;
use crate::contract::failure::Failure;
use crate::contract::sync::{
    DamagedRecords, DecidedItem, KindCount, Parked, ShowSync, StopSync, Sync, SyncItem,
    SyncItemState, SyncNowPlease,
};
use crate::desk::Desk;
use crate::exchange::{damaged, has_forked, last_complete};
use crate::router::AtDesk;

/// What has waited so long is worth a word: a day.
const OVERDUE_MILLIS: i64 = 24 * 60 * 60_000;
/// So many things are listed by name.
const LISTED_MAX: u32 = 50;
/// For so many days it is said what was decided about something.
const TOLD_DAYS: i64 = 14;
/// The word for what travels beside the records.
const PICTURE: &str = "picture";

impl AtDesk for ShowSync {
    const ACT: Act = Act::Use;

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
            let parked = receipts::parked(reader, listed)?;
            let summary = outbox::summary(reader)?;
            let pictures = files::waiting(reader)?;
            let oldest_at = summary.oldest_at.into_iter().chain(pictures.since).min();
            let waits = |at: i64| OVERDUE_MILLIS <= desk.now.saturating_sub(at);
            let mut names = Names::of_all(reader)?;
            let unsent_items = all_unsent(reader, &mut names, outgoing)?;
            let mut unsent_kinds: Vec<KindCount> =
                outbox::kinds(reader)?.into_iter().map(counted).collect();
            if 0 < pictures.files {
                unsent_kinds.push(KindCount {
                    kind: PICTURE.to_owned(),
                    n: pictures.files,
                });
            }
            let received_items = all_of(reader, &mut names, received)?;
            let parked_items = all_of(reader, &mut names, parked)?;
            let decided_items = decided(reader, &mut names, desk)?;
            let damaged = damaged_records(reader, &mut names)?;
            let goes = |item: &&SyncItem| item.state == SyncItemState::OnTheWay;
            let on_the_way = unsent_items.iter().filter(goes).count();
            Ok(Sync {
                now: standing.now,
                unsent: summary.count.saturating_add(pictures.files),
                unsent_since: oldest_at,
                unsent_kinds,
                overdue: oldest_at.is_some_and(waits),
                audit_fork: has_forked(reader)?,
                on_the_way: u32::try_from(on_the_way).unwrap_or(u32::MAX),
                unsent_items,
                parked_items,
                decided_items,
                damaged,
                received_today: receipts::count_since(reader, midnight)?,
                received_items,
                last_complete_at: last_complete(reader)?,
                last_tried_at: standing.last_tried_at,
                next_try_at: standing.last_problem.as_ref().and(standing.next_try_at),
                last_problem: standing.last_problem,
                clock_ahead: Some(standing.clock_ahead)
                    .filter(|ahead| CLOCKS_APART_MILLIS < ahead.saturating_abs()),
                two_answers: entities::count_conflicts(reader)?,
                people: entities::count(reader, Member::KIND)?
                    .saturating_sub(names.joined.besides()),
            })
        })
    }
}

/// What waits, and the pictures behind it.
fn all_unsent(
    reader: &Reader<'_>,
    names: &mut Names,
    outgoing: Vec<outbox::Outgoing>,
) -> Result<Vec<SyncItem>, StoreError> {
    let mut items = Vec::new();
    for item in outgoing {
        items.push(unsent(reader, names, item)?);
    }
    let room = usize::try_from(LISTED_MAX).unwrap_or(usize::MAX);
    for waiting in files::to_send(reader)? {
        if items.len() < room {
            items.push(picture(reader, names, &waiting)?);
        }
    }
    Ok(items)
}

/// What came and is not what was signed, by person.
fn damaged_records(
    reader: &Reader<'_>,
    names: &mut Names,
) -> Result<Vec<DamagedRecords>, StoreError> {
    let mut shown = Vec::new();
    for of_one in damaged::all(reader)? {
        let (member, name) = names.of(reader, &of_one.stream.to_string())?;
        let n = u32::try_from(of_one.records.len()).unwrap_or(u32::MAX);
        shown.push(DamagedRecords { member, name, n });
    }
    Ok(shown)
}

/// Members' names, each read once.
struct Names {
    known: BTreeMap<MemberId, Option<(MemberId, String)>>,
    /// Whose records are one person's.
    joined: Joined,
}

impl Names {
    fn of_all(reader: &Reader<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            known: BTreeMap::new(),
            joined: Joined::read(reader)?,
        })
    }

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
        if !self.known.contains_key(&member) {
            let name = self.read(reader, member)?;
            self.known.insert(member, name);
        }
        let known = self.known.get(&member).cloned().flatten();
        Ok(known.map_or((None, String::new()), |(member, name)| (Some(member), name)))
    }

    /// A person with several records is put together from all of them; nearly everybody has one.
    fn read(
        &self,
        reader: &Reader<'_>,
        member: MemberId,
    ) -> Result<Option<(MemberId, String)>, StoreError> {
        let held = if self.joined.is_one(member) {
            let row = entities::get(reader, &member.to_string())?;
            let row = row.filter(|row| row.kind == Member::KIND);
            row.and_then(|row| book::held::<Member>(&self.joined, row))
        } else {
            book::member(reader, member)?
        };
        Ok(held.map(|held| (MemberId(held.id), held.value.names.whole())))
    }
}

fn counted(waiting: outbox::OfKind) -> KindCount {
    KindCount {
        kind: waiting.kind,
        n: waiting.count,
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
        parked: None,
    })
}

fn picture(
    reader: &Reader<'_>,
    names: &mut Names,
    waiting: &files::Travelling,
) -> Result<SyncItem, StoreError> {
    let (member, name) = names.of(reader, &waiting.stream)?;
    Ok(SyncItem {
        kind: PICTURE.to_owned(),
        member,
        name,
        at: waiting.since,
        bytes: waiting.bytes,
        state: SyncItemState::InSatchel,
        parked: None,
    })
}

/// What somebody at the clinic decided lately about work that was set aside.
fn decided(
    reader: &Reader<'_>,
    names: &mut Names,
    desk: &Desk<'_>,
) -> Result<Vec<DecidedItem>, StoreError> {
    let people = People::read(reader, desk.me().staff)?;
    let is_late = |on: NaiveDate| TOLD_DAYS < desk.today.signed_duration_since(on).num_days();
    let mut decided = Vec::new();
    let listed = Page::new(0, LISTED_MAX).unwrap_or(Page::FIRST);
    for item in receipts::decided(reader, listed)? {
        let Ok(OpResult::Decided { status, by, on }) = serde_json::from_str(&item.result) else {
            continue;
        };
        if on.is_some_and(is_late) {
            continue;
        }
        let (member, name) = names.of(reader, &item.stream)?;
        decided.push(DecidedItem {
            kind: item.kind,
            member,
            name,
            counts: matches!(status, ReviewStatus::TakenOver | ReviewStatus::Gone),
            by: by.map(|staff| people.person(staff)),
            on,
            at: item.received_at,
        });
    }
    Ok(decided)
}

fn all_of(
    reader: &Reader<'_>,
    names: &mut Names,
    items: Vec<receipts::Receipt>,
) -> Result<Vec<SyncItem>, StoreError> {
    let items = items.into_iter();
    items.map(|item| receipt(reader, names, item)).collect()
}

fn receipt(
    reader: &Reader<'_>,
    names: &mut Names,
    item: receipts::Receipt,
) -> Result<SyncItem, StoreError> {
    let (member, name) = names.of(reader, &item.stream)?;
    let (state, parked) = match serde_json::from_str::<OpResult>(&item.result) {
        // What was decided is told apart before.
        Ok(OpResult::Applied { .. } | OpResult::Decided { .. }) => (SyncItemState::Received, None),
        Ok(OpResult::AppliedConflict { .. }) => (SyncItemState::ReceivedTwoAnswers, None),
        Ok(OpResult::Parked { reason }) => (SyncItemState::Parked, Some(reason.into())),
        // An answer this version cannot read is a newer clinic's; it has the operation, and a person should look.
        Err(_) => (SyncItemState::Parked, Some(Parked::Other)),
    };
    Ok(SyncItem {
        kind: item.kind,
        member,
        name,
        at: item.received_at,
        bytes: 0,
        state,
        parked,
    })
}

impl From<ParkReason> for Parked {
    fn from(reason: ParkReason) -> Self {
        match reason {
            ParkReason::OutOfScope => Self::OutOfScope,
            ParkReason::NotAllowed => Self::NotAllowed,
            ParkReason::UnknownKind => Self::UnknownKind,
            ParkReason::TooLarge => Self::TooLarge,
            ParkReason::Malformed => Self::Malformed,
            ParkReason::BrokenChain => Self::BrokenChain,
            ParkReason::BadRecord => Self::BadRecord,
            ParkReason::Unsendable => Self::Unsendable,
            ParkReason::LostDevice => Self::LostDevice,
            ParkReason::Other => Self::Other,
        }
    }
}

impl AtDesk for SyncNowPlease {
    const ACT: Act = Act::Use;
    const LOOKS: bool = false;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.exchange().now();
        Ok(Made {})
    }
}

impl AtDesk for StopSync {
    const ACT: Act = Act::Use;
    const LOOKS: bool = false;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.exchange().stop();
        Ok(Made {})
    }
}
