//! The witness: what ought to be true, worked out from what people meant and the order the clinic put it in, and never
//! from the code under test.
//!
//! It replays each stream in its own plain way: a list of standing answers for each field, in the order they came.

use std::collections::{BTreeMap, BTreeSet};

use care::{Act, DeviceId, EntityId, Mask, OpId, REMOVED, RecordId, Role, StaffId, may};
use serde_json::Value;
use sync::clinic::{asked_as, derived};
use sync::wire::{Change, ChangeItem, LeftDraft, OpResult, ParkReason, Pulled};
use sync::{Fields, Place, SignedRecord, StreamId, Write};

use super::book::Book;
use super::intent::{Does, Intent};
use super::laptop::Laptop;
use super::pictures::Pictures;
use super::standing::{Standing, agrees, meets, removal, shown};
use super::words::{NEWER_KIND, SAME_AS};

/// A rule of the exchange that was broken, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) rule: &'static str,
    pub(crate) how: String,
}

pub(crate) type Checked = Result<(), Violation>;

/// A broken rule.
pub(crate) fn broken(rule: &'static str, how: impl Into<String>) -> Checked {
    Err(Violation {
        rule,
        how: how.into(),
    })
}

/// Refuses what is not so.
pub(crate) fn holds(so: bool, rule: &'static str, how: impl FnOnce() -> String) -> Checked {
    if so { Ok(()) } else { broken(rule, how()) }
}

/// What ought to be true.
#[derive(Default)]
pub(crate) struct Witness {
    pub(crate) intents: BTreeMap<OpId, Intent>,
    /// What each device said, in its order.
    pub(super) said_by: BTreeMap<DeviceId, Vec<OpId>>,
    /// What was said and has not been seen at the clinic.
    pub(super) unkept: BTreeMap<OpId, DeviceId>,
    /// Operations that were handed over whole.
    pub(crate) handed_over: BTreeSet<OpId>,
    /// How many of the kept operations have been read.
    pub(super) arrived: usize,
    /// In which place of its stream each operation took effect.
    pub(crate) effects: BTreeMap<OpId, u64>,
    /// The first record under each id.
    pub(crate) signed: BTreeMap<RecordId, SignedRecord>,
    /// Who may hold a stream now.
    pub(crate) people: BTreeMap<StreamId, BTreeSet<StaffId>>,
    /// Who may hold a stream by itself, whatever it is joined to.
    pub(super) entitled: BTreeMap<StreamId, BTreeSet<StaffId>>,
    /// Who ever might.
    pub(crate) ever: BTreeSet<(StreamId, StaffId)>,
    pub(crate) roles: BTreeMap<StaffId, Role>,
    pub(crate) keys: BTreeMap<DeviceId, ed25519_dalek::VerifyingKey>,
    /// Under which masks the clinic has given each device members, by the version of its grants since which.
    pub(super) masks: BTreeMap<DeviceId, BTreeMap<u64, Mask>>,
    pub(super) standing: BTreeMap<(EntityId, String), Vec<Standing>>,
    pub(super) read: BTreeMap<StreamId, usize>,
    pub(crate) parked: BTreeSet<OpId>,
    /// What the clinic writes to open the review of a parked operation, and the review it is.
    pub(super) openings: BTreeMap<OpId, (OpId, EntityId)>,
    /// The operations that reviews are about, and those that somebody has taken over.
    pub(super) reviewed: BTreeMap<EntityId, OpId>,
    pub(crate) taken_over: BTreeSet<OpId>,
    /// Parked operations that must have a review.
    pub(crate) to_review: BTreeSet<OpId>,
    /// Counts what the clinic hears and what people lose, so that one can be said to come after the other.
    pub(super) time: u64,
    pub(super) losses: Vec<(u64, StreamId, StaffId)>,
    pub(super) heard: Vec<(u64, DeviceId, Place)>,
    /// What a laptop holds of these was harmed.
    pub(crate) harmed: BTreeSet<(DeviceId, StreamId)>,
    /// How far the clinic was when it last gave a device a page of a whole stream.
    pub(crate) ahead: BTreeMap<(DeviceId, StreamId), u64>,
    pub(super) drafts: BTreeMap<(DeviceId, StreamId), LeftDraft>,
    pub(super) pictures: Pictures,
    /// Whether something has been put back today, so that what was told may be so no longer.
    pub(super) is_put_back: bool,
    /// Whose laptops were put back to how they were once.
    pub(super) disks_put_back: BTreeSet<DeviceId>,
    /// What went with a disk that was put back, before anybody else had it.
    pub(super) excused: BTreeSet<OpId>,
    /// What the clinic alone has, for the laptop that said it was put back: goes with a ledger that is put back too.
    pub(super) only_there: BTreeSet<OpId>,
    /// The devices that were ever reported lost or wanted back, and those that are.
    pub(super) ever_lost: BTreeSet<DeviceId>,
    pub(super) lost_now: BTreeSet<DeviceId>,
    /// The members who have left a laptop and may not be on it again.
    pub(super) left: BTreeSet<(DeviceId, StaffId, StreamId)>,
}

impl Witness {
    pub(crate) fn new(laptops: &[Laptop]) -> Self {
        Self {
            roles: laptops.iter().map(|one| (one.staff, one.role)).collect(),
            keys: laptops
                .iter()
                .map(|one| (one.id, one.key.verifying_key()))
                .collect(),
            ..Self::default()
        }
    }

    /// Takes down what somebody meant.
    pub(crate) fn intends(&mut self, intent: Intent) {
        if let Some((device, _)) = intent.by {
            self.said_by.entry(device).or_default().push(intent.op);
            self.unkept.insert(intent.op, device);
        }
        if let Does::Signs(id, record) = &intent.does
            && !intent.forged
        {
            self.signed.entry(*id).or_insert_with(|| record.clone());
        }
        self.intents.insert(intent.op, intent);
    }

    /// Reads what is new in the clinic's book.
    pub(crate) fn reads(&mut self, book: &Book) -> Checked {
        for (device, draft) in &book.drafts {
            self.is_to_be_asked(asked_as(*device, draft));
        }
        for (place, op) in book.arrived.iter().enumerate().skip(self.arrived) {
            let Some(kept) = book.ops.get(op) else {
                continue;
            };
            self.has_no_effect_of_itself(*op, &kept.answer.result)?;
            if let OpResult::Parked { reason } = kept.answer.result
                && self.parked.insert(*op)
            {
                // She may have lost the member by what stands before it in the same push.
                self.follows(book, place)?;
                self.is_rightly_parked(*op, reason)?;
                let review = self.is_to_be_asked(*op);
                self.reviewed.insert(review, *op);
                if self.has_somebody_to_review(*op) {
                    self.to_review.insert(*op);
                }
            }
        }
        self.arrived = book.arrived.len();
        self.follows(book, usize::MAX)?;
        for (stream, holders) in &book.grants {
            let may = self.people.get(stream);
            holds(may == Some(holders), "I7", || {
                format!("{stream} is granted to {holders:?}, not {may:?}")
            })?;
        }
        for (id, kept) in &book.records {
            holds(self.signed.get(id) == Some(kept), "I9", || {
                format!("record {id} has changed at the clinic")
            })?;
        }
        Ok(())
    }

    /// A review is to be opened; gives which.
    fn is_to_be_asked(&mut self, about: OpId) -> EntityId {
        let review = EntityId(derived(about, "review"));
        let opening = OpId(derived(about, "open"));
        self.openings.insert(opening, (about, review));
        review
    }

    /// What has been added to the feeds by operations that arrived before the one at this place, in the order in which the
    /// clinic did it: a member may be lost and given back by two operations of one push, in two streams.
    fn follows(&mut self, book: &Book, before: usize) -> Checked {
        let came: BTreeMap<OpId, usize> = book.arrived.iter().copied().zip(0..).collect();
        for (stream, feed) in &book.feeds {
            let read = self.read.entry(stream.clone()).or_default();
            holds(*read <= feed.len(), "I9", || {
                format!("{stream} has become shorter")
            })?;
        }
        loop {
            let next = book.feeds.iter().filter_map(|(stream, feed)| {
                let place = self.read[stream];
                let change = feed.get(place)?;
                Some((came.get(&change.op), stream, place, change))
            });
            let next = next.min_by_key(|(came, ..)| *came);
            let due = next.filter(|(came, ..)| came.is_none_or(|came| *came < before));
            let Some((_, stream, place, change)) = due else {
                return Ok(());
            };
            let seq = u64::try_from(place).unwrap() + 1;
            holds(change.seq == seq, "I6", || {
                format!("{stream} has {} at place {seq}", change.seq)
            })?;
            self.takes_effect(stream, change)?;
            self.read.insert(stream.clone(), place + 1);
        }
    }

    /// Nobody's work is set aside without one of the reasons there are on such a day.
    fn is_rightly_parked(&self, op: OpId, reason: ParkReason) -> Checked {
        let Some(intent) = self.intents.get(&op) else {
            return broken("I4", format!("nobody ever said {op}"));
        };
        let staff = intent.by.map(|(_, staff)| staff);
        let rightly = match (reason, &intent.does) {
            (ParkReason::OutOfScope, _) => {
                let people = self.people.get(&intent.stream);
                staff.is_some_and(|staff| people.is_some_and(|people| !people.contains(&staff)))
                    // In another life nobody has told her anything yet.
                    && (self.is_put_back
                        || self.could_have_known(intent)
                        || self.was_never_hers(intent))
            }
            (ParkReason::NotAllowed, _) if !self.works(staff) => true,
            (ParkReason::NotAllowed, Does::Answers { kind, .. }) => {
                (matches!(kind.as_str(), "episode" | "review") && !self.steers(staff))
                    || self.is_no_join_of(staff, intent)
                    || self.is_not_asked_yet(intent)
            }
            (ParkReason::BadRecord, Does::Signs(id, record)) => {
                intent.forged || self.signed.get(id) != Some(record)
            }
            (ParkReason::UnknownKind, Does::Answers { kind, .. }) => kind == NEWER_KIND,
            (ParkReason::Unsendable, _) => self.handed_over.contains(&op),
            (ParkReason::LostDevice, _) => {
                intent.by.is_some_and(|(device, _)| self.was_lost(device))
            }
            _ => false,
        };
        holds(rightly, "I3", || {
            format!("{op} was parked as {reason:?} for no reason")
        })
    }

    /// Whether its author has never held the member: she met her while she might not write.
    fn was_never_hers(&self, intent: &Intent) -> bool {
        let by = intent.by.map(|(_, staff)| (intent.stream.clone(), staff));
        by.is_some_and(|by| !self.ever.contains(&by))
    }

    /// Whether somebody may write anything at all, by what she does now.
    fn works(&self, staff: Option<StaffId>) -> bool {
        let role = staff.and_then(|staff| self.roles.get(&staff));
        staff.is_none() || role.is_some_and(|role| may(*role, Act::Change))
    }

    pub(super) fn steers(&self, staff: Option<StaffId>) -> bool {
        staff.is_none_or(|staff| {
            matches!(
                self.roles.get(&staff),
                Some(Role::CareManager | Role::Supervisor)
            )
        })
    }

    /// One change, as it ought to follow from what was meant.
    fn takes_effect(&mut self, stream: &StreamId, change: &Change) -> Checked {
        let op = change.op;
        if let Some(opening) = self.openings.get(&op).copied() {
            return self.is_opened(op, opening, change);
        }
        let Some(intent) = self.intents.get(&op) else {
            return self.follows_from_a_rule(change);
        };
        holds(intent.stream == *stream, "I7", || {
            format!("{op} is in {stream}")
        })?;
        holds(!self.effects.contains_key(&op), "I4", || {
            format!("{op} took effect twice")
        })?;
        self.effects.insert(op, change.seq);
        let released = self.taken_over.contains(&op);
        holds(released || !self.parked.contains(&op), "I3", || {
            format!("{op} was set aside and took effect all the same")
        })?;
        self.comes_from_inside(stream, change)?;
        let Some(intent) = self.intents.get(&op) else {
            return Ok(());
        };
        match (&intent.does, &change.item) {
            (Does::Signs(_, meant), ChangeItem::Record { record, .. }) => {
                holds(meant == record && !intent.forged, "I9", || {
                    format!("the record of {op} is not what was signed")
                })
            }
            (
                Does::Answers {
                    entity,
                    kind,
                    fields,
                },
                ChangeItem::Entity {
                    entity: of,
                    fields: heads,
                    ..
                },
            ) => {
                holds(entity == of, "I2", || {
                    format!("{op} went to another entity")
                })?;
                let steering = kind == "episode";
                let is_joining = kind == "member" && fields.contains_key(SAME_AS);
                let may = !(is_joining || matches!(kind.as_str(), "episode" | "review"))
                    || released
                    || self.steers(intent.by.map(|(_, staff)| staff));
                holds(may, "I7", || format!("{op} steered without the right to"))?;
                let said = intent.said.as_ref();
                let is_older = said.is_some_and(|(op, _)| op.schema < sync::limits::SCHEMA);
                stand(&mut self.standing, (op, is_older), *entity, fields, heads)?;
                let decided = fields.get("done").map(|write| &write.value["status"]);
                if kind == "review"
                    && decided == Some(&Value::from("taken_over"))
                    && let Some(about) = self.reviewed.get(entity)
                {
                    self.taken_over.insert(*about);
                }
                if steering {
                    self.regrants(stream.clone(), *entity);
                }
                if is_joining {
                    self.recounts();
                }
                Ok(())
            }
            _ => broken("I9", format!("{op} became something else")),
        }
    }

    /// It came from somebody who held the member when she wrote it, or somebody who does has taken it over.
    fn comes_from_inside(&mut self, stream: &StreamId, change: &Change) -> Checked {
        let op = change.op;
        let Some(intent) = self.intents.get(&op) else {
            return Ok(());
        };
        let (by, knew) = (intent.by, intent.knew);
        if let Some((_, staff)) = by {
            if change.seq == 1 {
                let mut people = self.supervisors();
                people.insert(staff);
                self.entitled.insert(stream.clone(), people);
                self.recounts();
            }
            let people = self.people.entry(stream.clone()).or_default();
            let was_hers = !knew && self.ever.contains(&(stream.clone(), staff));
            let may = people.contains(&staff) || was_hers || self.taken_over.contains(&op);
            holds(may, "I7", || {
                format!("{op} came from somebody outside {stream}")
            })?;
        }
        Ok(())
    }

    /// The lead, the team, and whoever supervises hold the member's stream.
    fn regrants(&mut self, stream: StreamId, episode: EntityId) {
        let shown = |field: &str| {
            let standing = self.standing.get(&(episode, field.to_owned()));
            standing
                .and_then(|all| shown(field, all))
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let staff = |person: &Value| {
            person["staff"]
                .as_str()
                .and_then(|id| id.parse::<StaffId>().ok())
        };
        let lead = shown("leads").last().and_then(staff);
        let mut people: BTreeSet<StaffId> =
            shown("team").iter().filter_map(staff).chain(lead).collect();
        if people.is_empty() {
            return;
        }
        people.extend(self.supervisors());
        self.entitled.insert(stream, people);
        self.recounts();
    }

    /// Whoever supervises.
    pub(super) fn supervisors(&self) -> BTreeSet<StaffId> {
        let supervisors = self
            .roles
            .iter()
            .filter(|(_, role)| **role == Role::Supervisor);
        supervisors.map(|(staff, _)| *staff).collect()
    }

    /// From now on these people hold a stream.
    pub(super) fn is_held_by(&mut self, stream: StreamId, people: BTreeSet<StaffId>) {
        let before = self.people.get(&stream).cloned().unwrap_or_default();
        for lost in before.difference(&people) {
            self.time += 1;
            self.losses.push((self.time, stream.clone(), *lost));
        }
        self.left
            .retain(|(_, staff, of)| *of != stream || !people.contains(staff));
        self.ever
            .extend(people.iter().map(|staff| (stream.clone(), *staff)));
        self.people.insert(stream, people);
    }

    /// The clinic sends nobody anything she may not hold.
    pub(crate) fn may_be_sent(&self, staff: StaffId, pulled: &Pulled) -> Checked {
        let may = |stream: &StreamId| {
            *stream == StreamId::Clinic
                || self
                    .people
                    .get(stream)
                    .is_some_and(|people| people.contains(&staff))
        };
        let pages = pulled.pages.iter().map(|page| &page.stream);
        for stream in pulled.grants.iter().flatten().chain(pages) {
            holds(may(stream), "I7", || {
                format!("{stream} was sent to somebody outside it")
            })?;
        }
        Ok(())
    }
}

/// What stands in each field after an operation's answers, and whether the clinic's heads say so.
fn stand(
    all: &mut BTreeMap<(EntityId, String), Vec<Standing>>,
    (op, is_older): (OpId, bool),
    entity: EntityId,
    fields: &BTreeMap<String, Write>,
    heads: &Fields,
) -> Checked {
    for (field, write) in fields.iter().filter(|(field, _)| *field != REMOVED) {
        let standing = all.entry((entity, field.clone())).or_default();
        meets(standing, field, op, write, is_older);
        agrees(standing, field, heads).or_else(|how| broken("I2", format!("{op}: {how}")))?;
    }
    let others = all.range((entity, String::new())..);
    let others = others.take_while(|((of, _), _)| *of == entity);
    let others: Vec<Vec<OpId>> = others
        .filter(|((_, field), _)| field != REMOVED)
        .flat_map(|(_, standing)| standing.iter().map(|one| one.ops().to_vec()))
        .collect();
    let standing = all.entry((entity, REMOVED.to_owned())).or_default();
    removal(standing, op, fields.get(REMOVED), &others);
    if fields.contains_key(REMOVED) || 1 < standing.len() {
        agrees(standing, REMOVED, heads).or_else(|how| broken("I2", format!("{op}: {how}")))?;
    }
    Ok(())
}
