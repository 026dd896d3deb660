//! Days on which somebody may hold only a part of what she is given, and on which her role changes.
//!
//! What a laptop may hold is worked out here from care's table alone, change by change; nothing of how the clinic leaves
//! the rest out is asked.

use std::borrow::Cow;
use std::collections::BTreeMap;

use care::{EntityId, GroupId, Mask, OpId, Role, StaffId};
use serde_json::{Value, json};
use sync::clinic::SystemWrite;
use sync::snapshot::SnapshotPage;
use sync::wire::{ChangeItem, Pulled};
use sync::{EntityState, Fields, Head, Ledger as _, StreamId, Write, clinic};

use super::book::Book;
use super::ground::{Ends, Ground};
use super::intent::Intent;
use super::laptop::Laptop;
use super::plan::{Plan, Size};
use super::witness::{Checked, Witness, holds};
use super::world::World;

/// One day in so many has somebody who bills.
const DAYS_WITHOUT: u64 = 7;

/// What whoever bills does on the days on which she does not.
const OTHERWISE: Role = Role::Nurse;

impl Plan {
    /// Whether the first laptop is of somebody who bills, now and then or all day.
    pub(crate) fn has_a_biller(self) -> bool {
        self.size == Size::Any && self.seed % DAYS_WITHOUT == 3
    }

    /// What she does when the day begins.
    pub(crate) fn begins_as(self) -> Role {
        if (self.seed / DAYS_WITHOUT).is_multiple_of(2) {
            Role::Biller
        } else {
            OTHERWISE
        }
    }
}

impl<G: Ground> World<G> {
    /// The directory says what the first person does.
    pub(super) fn writes_role(&mut self, role: Role) {
        let staff = self.laptops[0].staff;
        let entity = EntityId::from(staff);
        let held = self.book.entities.get(&entity);
        let heads = held.and_then(|held| held.fields.get("role"));
        let heads = heads.map_or(&[][..], Vec::as_slice);
        let write = Write {
            value: json!(role),
            parents: heads.iter().map(|head| head.op).collect(),
            saw: heads.first().map_or(Value::Null, |head| head.value.clone()),
        };
        let fields = BTreeMap::from([("role".to_owned(), write)]);
        let (op, group) = (OpId(self.dice.mint()), GroupId(self.dice.mint()));
        let stream = StreamId::Clinic;
        self.intends(Intent::by_the_clinic(op, &stream, entity, "staff", &fields));
        self.ground.at_clinic(0, &mut self.book, Ends::Kept, |tx| {
            let by_office = SystemWrite {
                op,
                device: tx.own_device().unwrap(),
                group,
                system: "administration".to_owned(),
                stream,
                entity,
                kind: "staff".to_owned(),
                fields,
                at: 0,
            };
            clinic::write(tx, by_office).unwrap();
        });
    }

    /// On a day with somebody who bills, and on which nothing is put back: in another life of the ledger nobody knows what
    /// a person might do when something of hers arrived.
    pub(crate) fn changes_role_now_and_then(&mut self) -> Checked {
        let may_change = self.plan.has_a_biller() && self.shape.put_back.is_none();
        if may_change && self.dice.one_in(40) {
            return self.changes_role();
        }
        Ok(())
    }

    /// She who bills does something else from now on, or bills again.
    fn changes_role(&mut self) -> Checked {
        let staff = self.laptops[0].staff;
        let role = match self.witness.roles.get(&staff) {
            Some(Role::Biller) => OTHERWISE,
            Some(_) | None => Role::Biller,
        };
        let name = self.laptops[0].name;
        self.tells(|| format!("{name} is a {} from now on.", role.code()));
        self.writes_role(role);
        self.witness.roles.insert(staff, role);
        let hers = self.laptops.iter_mut().filter(|one| one.staff == staff);
        for laptop in hers {
            laptop.role = role;
        }
        self.witness.reads(&self.book)
    }
}

impl Witness {
    /// What somebody may hold by what she does now.
    fn may_hold_by_role(&self, staff: StaffId) -> Mask {
        self.roles
            .get(&staff)
            .map_or(Mask::Nothing, |role| Mask::of(*role))
    }

    /// Takes down under which masks the clinic gives, and since when.
    pub(super) fn knows_masks(&mut self, book: &Book) {
        for (device, held) in &book.masks {
            let all = self.masks.entry(*device).or_default();
            all.insert(held.since, held.mask);
        }
    }

    /// Under which mask a laptop holds: that of the newest version of its grants that it knows.
    pub(super) fn mask_on(&self, laptop: &Laptop) -> Mask {
        if self.is_put_back {
            return self.may_hold_by_role(laptop.staff);
        }
        let known = self.masks.get(&laptop.id);
        let newest = known.and_then(|all| all.range(..=laptop.disk.gver).next_back());
        newest.map_or(Mask::Whole, |(_, mask)| *mask)
    }

    /// Nothing leaves the clinic in an answer but what its person may hold at that moment.
    pub(super) fn is_shown_only(&self, staff: StaffId, pulled: &Pulled) -> Checked {
        let mask = self.may_hold_by_role(staff);
        for page in &pulled.pages {
            for change in &page.changes {
                holds(is_inside(mask, &page.stream, &change.item), "I7", || {
                    format!("{:?} was sent to somebody who may not hold it", change.item)
                })?;
            }
        }
        Ok(())
    }

    /// Nor in a page of a whole stream.
    pub(super) fn is_given_only(&self, staff: StaffId, page: &SnapshotPage) -> Checked {
        let mask = self.may_hold_by_role(staff);
        let is_hers = page.stream != StreamId::Clinic;
        holds(
            !is_hers || mask.shows_records() || page.records.is_empty(),
            "I7",
            || format!("records of {} were given behind a mask", page.stream),
        )?;
        for entity in page.entities.iter().filter(|_| is_hers) {
            holds(
                is_all_shown(mask, &entity.kind, &entity.fields),
                "I7",
                || format!("{entity:?} was given to somebody who may not hold it"),
            )?;
        }
        Ok(())
    }

    /// Nothing that the clinic has given lies on a laptop but what its mask shows.
    pub(super) fn lies_behind_its_mask(&self, laptop: &Laptop) -> Checked {
        let mask = self.mask_on(laptop);
        let disk = &laptop.disk;
        let hers = disk.entities.values().filter(|held| {
            held.stream != StreamId::Clinic && !self.is_in_doubt(laptop, &held.stream)
        });
        for held in hers {
            holds(is_all_shown(mask, &held.kind, &held.fields), "I7", || {
                format!("{held:?} is on a laptop whose person may not hold it")
            })?;
        }
        for (id, held) in &disk.records {
            let may = mask.shows_records() || held.received_at.is_none();
            holds(may, "I7", || {
                format!("record {id} is on a laptop whose person may not hold it")
            })?;
        }
        Ok(())
    }
}

/// Whether a mask shows a field of an entity.
pub(super) fn shows(mask: Mask, stream: &StreamId, kind: &str, field: &str) -> bool {
    *stream == StreamId::Clinic || mask.shows_field(kind, field).is_some()
}

/// An entity through a mask; none if nothing of it is shown.
pub(super) fn entity_through(mask: Mask, entity: &EntityState) -> Option<EntityState> {
    let mut fields = entity.fields.clone();
    fields.retain(|field, _| shows(mask, &entity.stream, &entity.kind, field));
    for (field, heads) in &mut fields {
        *heads = through(mask, &entity.stream, (&entity.kind, field), heads).into_owned();
    }
    let is_there = mask == Mask::Whole || !fields.is_empty() || entity.stream == StreamId::Clinic;
    is_there.then(|| EntityState {
        fields,
        ..entity.clone()
    })
}

/// A field's heads through a mask that shows the field.
pub(super) fn through<'a>(
    mask: Mask,
    stream: &StreamId,
    (kind, field): (&str, &str),
    heads: &'a [Head],
) -> Cow<'a, [Head]> {
    let is_hers = *stream != StreamId::Clinic;
    let without = mask.shows_field(kind, field).filter(|_| is_hers);
    let Some(without) = without.filter(|without| !without.is_empty()) else {
        return Cow::Borrowed(heads);
    };
    let mut heads = heads.to_vec();
    for head in &mut heads {
        for list in [&mut head.value, &mut head.saw] {
            for one in list.as_array_mut().into_iter().flatten() {
                let parts = one.as_object_mut().unwrap();
                parts.retain(|part, _| !without.contains(&part.as_str()));
            }
        }
    }
    Cow::Owned(heads)
}

fn is_inside(mask: Mask, stream: &StreamId, item: &ChangeItem) -> bool {
    match item {
        _ if *stream == StreamId::Clinic => true,
        ChangeItem::Entity { kind, fields, .. } => is_all_shown(mask, kind, fields),
        ChangeItem::Record { .. } => mask.shows_records(),
    }
}

fn is_all_shown(mask: Mask, kind: &str, fields: &Fields) -> bool {
    fields.iter().all(|(field, heads)| {
        let without = mask.shows_field(kind, field);
        without.is_some_and(|without| heads.iter().all(|head| is_left_out(head, without)))
    })
}

/// Whether a head says nothing of the parts that are not shown.
fn is_left_out(head: &Head, without: &[&str]) -> bool {
    let text = format!("{}{}", head.value, head.saw);
    without
        .iter()
        .all(|part| !text.contains(&format!("\"{part}\":")))
}
