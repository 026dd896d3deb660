//! A list of things to write, in the order in which they are written.

use std::collections::BTreeMap;

use care::{Entity, Field, MemberId, StaffId};
use chrono::{Days, NaiveDate};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// 2026-01-01: when the demo's ids pretend to have been minted.
const MINTED_AT: u64 = 1_767_225_600_000;

/// The stream a line goes into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The clinic's own: staff and device keys.
    Clinic,
    /// One member's.
    Member(MemberId),
}

/// One entity to write, or some fields of one that is there.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) into: Target,
    pub(super) entity: Uuid,
    pub(super) kind: &'static str,
    pub(super) fields: BTreeMap<String, Value>,
}

/// The demo while it is being put together.
pub(super) struct Script {
    today: NaiveDate,
    lines: Vec<Line>,
}

impl Script {
    pub(super) fn new(today: NaiveDate) -> Self {
        Self {
            today,
            lines: Vec::new(),
        }
    }

    pub(super) fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    pub(super) fn in_days(&self, days: u64) -> NaiveDate {
        self.today
            .checked_add_days(Days::new(days))
            .unwrap_or(self.today)
    }

    pub(super) fn days_ago(&self, days: u64) -> NaiveDate {
        self.today
            .checked_sub_days(Days::new(days))
            .unwrap_or(self.today)
    }

    /// Writes a whole entity. `name` makes its id.
    pub(super) fn put<T: Entity>(&mut self, into: Target, name: &str, thing: &T) -> Uuid {
        let entity = id(&format!("{}/{name}", T::KIND));
        self.push::<T>(into, entity, thing, |_| true);
        entity
    }

    /// Writes only these fields of a member who is there.
    pub(super) fn amend(&mut self, member: MemberId, fields: &[&str], thing: &care::Member) {
        self.push::<care::Member>(Target::Member(member), member.0, thing, |field| {
            fields.contains(&field.id)
        });
    }

    /// Writes only these fields of a thing that is there.
    pub(super) fn amend_thing<T: Entity>(
        &mut self,
        (into, entity): (Target, Uuid),
        fields: &[&str],
        thing: &T,
    ) {
        self.push::<T>(into, entity, thing, |field| fields.contains(&field.id));
    }

    fn push<T: Entity>(
        &mut self,
        into: Target,
        entity: Uuid,
        thing: &T,
        wanted: impl Fn(&Field) -> bool,
    ) {
        debug_assert!(
            thing.check(self.today).is_ok(),
            "the demo writes only what care allows: {}",
            T::KIND
        );
        let Ok(Value::Object(mut data)) = serde_json::to_value(thing) else {
            return;
        };
        let fields = T::FIELDS.iter().filter(|field| wanted(field));
        let fields = fields.filter_map(|field| {
            data.remove(field.id)
                .map(|value| (field.id.to_owned(), value))
        });
        self.lines.push(Line {
            into,
            entity,
            kind: T::KIND,
            fields: fields.collect(),
        });
    }
}

/// The id that belongs to a name, shaped like any other id.
pub(super) fn id(name: &str) -> Uuid {
    let mut random = [0; 10];
    for (to, from) in random.iter_mut().zip(Sha256::digest(name)) {
        *to = from;
    }
    uuid::Builder::from_unix_timestamp_millis(MINTED_AT, &random).into_uuid()
}

/// The id of one of the demo's staff.
pub(super) fn staff(name: &str) -> StaffId {
    StaffId(id(&format!("staff/{name}")))
}
