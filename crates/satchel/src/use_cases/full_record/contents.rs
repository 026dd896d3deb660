//! What is held of a member, part by part and as it is kept: whatever its kind, so that none is forgotten.
//!
//! What is for staff alone within a thing is a part of its own, in the segment that says so: the one decision keeps it.

use std::collections::{BTreeMap, BTreeSet};

use care::{EntityId, MemberId, SealedFile, Tag, TagSources, Tags};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use sync::{Author, Fields, RecordText, StreamId};
use uuid::Uuid;
use vault::{Reader, StoreError, entities, records};

use super::super::due::cases::paged;
use super::super::due::contact::day_of;
use super::super::rights;
use super::super::sharing::{Marks, segments};
use super::places::{Place, place};
use crate::book::{self, People};

/// A thing as it is kept: one key a field.
pub(super) type Says = Map<String, Value>;

/// So many steps from one thing to another of which it is part.
const STEPS_MAX: usize = 8;

/// A part of the record.
pub(super) struct Part {
    pub(super) id: EntityId,
    /// Care's word for what it is.
    pub(super) kind: String,
    /// In which of her records it lies.
    pub(super) whose: MemberId,
    pub(super) on: Option<NaiveDate>,
    pub(super) says: Says,
    /// Where people answered differently, what the others said: one field each.
    pub(super) others: Vec<Says>,
    /// Her statements of disagreement about it.
    pub(super) disputed: Vec<String>,
    pub(super) tags: Tags,
    /// The picture of a paper, as it is sealed.
    pub(super) file: Option<SealedFile>,
}

/// Everything that is held of a member.
pub(super) struct Contents {
    /// Each part, in the order in which it is read.
    pub(super) parts: Vec<Part>,
    /// So many things that this version cannot judge: they stay.
    pub(super) unknown: usize,
}

/// Reads everything. Where she lives being confidential, no part says where she stays.
pub(super) fn read(
    reader: &Reader<'_>,
    people: &People,
    (member, today): (MemberId, NaiveDate),
) -> Result<Contents, StoreError> {
    let requests = rights::Kept::read(reader, member)?;
    let confidential = requests.contact().is_some_and(|rule| rule.confidential);
    let mut all = Contents {
        parts: Vec::new(),
        unknown: 0,
    };
    for stream in book::streams_of(reader, member)? {
        let Some(whose) = stream.parse().ok().as_ref().and_then(StreamId::member) else {
            continue;
        };
        for row in entities::everything_of_stream(reader, &stream)? {
            // What was removed is no part of her record any more, and may have been about somebody else.
            if !row.kind.starts_with(entities::REMOVED) {
                all.entity(&row, whose, confidential);
            }
        }
        for row in paged(|page| records::of_stream(reader, &stream, page))? {
            all.record(&row, whose, confidential);
        }
    }
    let marks = Marks::read(reader, people, member)?;
    all.tag(&segments(reader, people, (member, today))?, &marks);
    let disputed = rights::disputed(&requests);
    for part in &mut all.parts {
        part.disputed = disputed.get(&part.id).cloned().unwrap_or_default();
    }
    let order = |part: &Part| place(&part.kind).map(|(order, _)| order);
    all.parts
        .sort_by_key(|part| (order(part), part.on, part.id));
    Ok(all)
}

impl Contents {
    fn entity(&mut self, row: &entities::Entity, whose: MemberId, confidential: bool) {
        let (Ok(id), Ok(says)) = (row.id.parse(), serde_json::from_str::<Says>(&row.data)) else {
            self.unknown = self.unknown.saturating_add(1);
            return;
        };
        let mut others = Vec::new();
        if 0 < row.conflicts {
            let heads: Fields = serde_json::from_str(&row.heads).unwrap_or_default();
            for (field, answers) in heads {
                let shown = says.get(&field).cloned();
                let differing = answers.into_iter().map(|head| head.value);
                others.extend(
                    differing
                        .filter(|value| !value.is_null() && Some(value) != shown.as_ref())
                        .map(|value| Says::from_iter([(field.clone(), value)])),
                );
            }
        }
        self.add((id, &row.kind, whose), says, others, confidential);
    }

    /// A record that somebody else signed than who its body says is passed over, as everywhere.
    fn record(&mut self, row: &records::Record, whose: MemberId, confidential: bool) {
        let text = serde_json::from_str::<RecordText>(&row.body).ok();
        let Some((text, Value::Object(says))) = text.map(|mut text| {
            let body = text.body.take();
            (text, body)
        }) else {
            self.unknown = self.unknown.saturating_add(1);
            return;
        };
        let staff = says.get("author").and_then(|author| author.get("staff"));
        let signed = staff.is_none_or(|staff| {
            text.author
                .staff()
                .is_some_and(|author| staff.as_str() == Some(&author.to_string()))
        });
        let by_itself = matches!(text.author, Author::Staff(_));
        if signed && by_itself {
            let id = EntityId(text.id.0);
            self.add((id, &row.kind, whose), says, Vec::new(), confidential);
        }
    }

    fn add(
        &mut self,
        (id, kind, whose): (EntityId, &str, MemberId),
        mut says: Says,
        mut others: Vec<Says>,
        confidential: bool,
    ) {
        match place(kind) {
            Some((_, Place::Hers(_))) => {}
            Some((_, Place::Ours(_))) => return,
            None => {
                self.unknown = self.unknown.saturating_add(1);
                return;
            }
        }
        let answers = |field: &str| {
            let all = [&says].into_iter().chain(&others);
            let mut said = all.filter_map(|one| one.get(field));
            said.any(|value| !value.is_null())
        };
        // What looks after an alarm is between whoever asked her and who does; a photo that was withdrawn may be of
        // somebody else's paper.
        if (kind == "task" && answers("alert")) || (kind == "document" && answers("withdrawn")) {
            return;
        }
        let file = says.get("file").cloned();
        let on = day(&says);
        let mut for_staff = Vec::new();
        for one in [&mut says].into_iter().chain(&mut others) {
            for_staff.extend(without_staffs_own(kind, one));
            if confidential {
                without_where(one);
            }
        }
        let part = |says: Says, others: Vec<Says>, tags: Tags| Part {
            id,
            kind: kind.to_owned(),
            whose,
            on,
            says,
            others,
            disputed: Vec::new(),
            tags,
            file: None,
        };
        for one in for_staff {
            let tags = Tags::from([Tag::WorkerSafety]);
            self.parts.push(part(one, Vec::new(), tags));
        }
        others.retain(|one| one.values().any(|value| !is_empty(value)));
        self.parts.push(Part {
            file: file.and_then(|file| serde_json::from_value(file).ok()),
            ..part(says, others, Tags::new())
        });
    }

    /// What somebody said of a thing is also said of what is part of it: an addendum is in the segments of its note.
    fn tag(&mut self, known: &BTreeMap<EntityId, TagSources>, marks: &Marks) {
        let ids: BTreeSet<EntityId> = self.parts.iter().map(|part| part.id).collect();
        let mut sources = known.clone();
        let unknown: Vec<(EntityId, Vec<EntityId>)> = self
            .parts
            .iter()
            .filter(|part| !known.contains_key(&part.id))
            .map(|part| (part.id, part_of(part, &ids)))
            .collect();
        for _ in 0..STEPS_MAX {
            for (id, wholes) in &unknown {
                let mut itself = TagSources::default();
                for whole in wholes {
                    if let Some(of) = sources.get(whole) {
                        itself.extend(of);
                    }
                }
                sources.insert(*id, marks.of(*id, &itself));
            }
        }
        for part in &mut self.parts {
            if let Some(of) = sources.get(&part.id) {
                part.tags.extend(of.tags());
            }
        }
    }
}

/// The things of which a part is part, or of which it speaks. What left the record, and what she asks about it, is hers
/// whatever it is about.
fn part_of(part: &Part, ids: &BTreeSet<EntityId>) -> Vec<EntityId> {
    let speaks = matches!(
        part.kind.as_str(),
        "disclosure" | "right_asked" | "right_answered"
    );
    if speaks {
        return Vec::new();
    }
    let mut named = Vec::new();
    for says in [&part.says].into_iter().chain(&part.others) {
        says.values().for_each(|value| names(value, &mut named));
    }
    named.retain(|id| *id != part.id && ids.contains(id));
    named
}

fn names(value: &Value, found: &mut Vec<EntityId>) {
    match value {
        Value::String(text) => found.extend(id_in(text)),
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| names(field, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The id that a text is, if it is one.
pub(super) fn id_in(text: &str) -> Option<EntityId> {
    (text.len() == 36)
        .then(|| text.parse::<Uuid>().ok().map(EntityId))
        .flatten()
}

/// Whether a field is what somebody else calls it: an id in it is a number of theirs, and names no part of this record.
pub(super) fn is_theirs(field: &str) -> bool {
    matches!(field, "value" | "entry")
}

/// Whether there is nothing in it to be said.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => fields.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Takes out of a thing what is for staff alone, and gives it; drops what only the store needs.
fn without_staffs_own(kind: &str, says: &mut Says) -> Option<Says> {
    let taken = |says: &mut Says, group: &str, names: &[&str]| {
        let group = says.get_mut(group)?.as_object_mut()?;
        let found = names
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), group.remove(*name)?)));
        let found: Says = found.filter(|(_, value)| !is_empty(value)).collect();
        (!found.is_empty()).then_some(found)
    };
    match kind {
        // What to know about a home to be safe there.
        "member" => {
            // Which of her records are joined says nothing to her: each of them is here.
            says.remove("sameAs");
            taken(says, "door", &["dangers"])
        }
        // Why somebody thought it was not safe to go in.
        "visit" => {
            let why = says.get("notHeld").and_then(|one| one.get("reason"));
            let unsafe_there = why.and_then(Value::as_str) == Some("unsafe");
            unsafe_there.then(|| taken(says, "notHeld", &["reason", "words"]))?
        }
        // The key of a sealed picture is the store's; the picture itself is opened.
        "document" => {
            taken(says, "file", &["blob", "key", "plain"]);
            None
        }
        // The baby's own record is the baby's.
        "infant" => {
            says.remove("member");
            None
        }
        _ => None,
    }
}

/// Takes out where she stays: printed, it would be found by whom it is kept from.
fn without_where(says: &mut Says) {
    says.remove("addresses");
    if let Some(home) = says.get_mut("home").and_then(Value::as_object_mut) {
        home.remove("words");
    }
    says.remove("whereWords");
    if let Some(at) = says.get_mut("appointment").and_then(Value::as_object_mut) {
        at.remove("whereWords");
    }
}

/// The day that stands beside a part, where it has one.
fn day(says: &Says) -> Option<NaiveDate> {
    const DAYS: [&[&str]; 12] = [
        &["on"],
        &["asOf"],
        &["appointment", "day"],
        &["askedOn"],
        &["start"],
        &["onset"],
        &["born"],
        &["answer", "on"],
        &["stands", "on"],
        &["since"],
        &["agreed", "on"],
        &["due"],
    ];
    const INSTANTS: [&[&str]; 4] = [
        &["about", "startedAt"],
        &["startedAt"],
        &["taken", "at"],
        &["signedAt"],
    ];
    let at = |path: &&[&str]| {
        let mut steps = path.iter();
        let first = says.get(*steps.next()?)?;
        steps.try_fold(first, |value, step| value.get(*step))
    };
    let day = |path: &&[&str]| at(path)?.as_str()?.parse().ok();
    let instant = |path: &&[&str]| at(path)?.as_i64().map(day_of);
    let days = DAYS.iter().find_map(day);
    days.or_else(|| INSTANTS.iter().find_map(instant))
}
