//! The merge: what becomes of an entity when somebody answers some of its fields.
//!
//! Each field holds its *heads*: the answers nobody has replaced knowingly. The first is the one that is shown. An
//! answer replaces the heads its author had seen, joins those that say the same, and stands beside the rest until a
//! person has settled it. Lists are merged by their elements, and what only moves along arrows is moved, as long as
//! there is one head. No clock is read here.

use std::collections::BTreeMap;
use std::fmt;

use care::{Door, EntityId, Field, Merge, Moves, OpId, REMOVED};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::elements::Listed;
use crate::limits::SAW_THE_SCREEN_SINCE;
use crate::{Author, Mutant, Rules, StreamId, Write, moves, removal};

/// The heads of every field, by field id.
pub type Fields = BTreeMap<String, Vec<Head>>;

/// An answer that nobody has replaced knowingly.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// The operation that gave it.
    pub op: OpId,
    /// The answer.
    pub value: Value,
    /// Who gave it.
    pub author: Author,
    /// The author's clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// What the author had before her eyes.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub saw: Value,
    /// Operations by others that gave the same answer unseen: they count as this head when a parent is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<OpId>,
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Head({})", self.op)
    }
}

impl Head {
    /// Whether somebody who names these parents has seen this answer.
    pub(crate) fn is_seen_in(&self, parents: &[OpId]) -> bool {
        parents.contains(&self.op) || self.agreed.iter().any(|op| parents.contains(op))
    }
}

/// An entity as the clinic has merged it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntityState {
    /// Its id.
    pub id: EntityId,
    /// Its stream.
    pub stream: StreamId,
    /// Its kind's permanent word.
    pub kind: String,
    /// The heads of its fields.
    pub fields: Fields,
}

impl fmt::Debug for EntityState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntityState({} {})", self.kind, self.id)
    }
}

impl EntityState {
    /// An entity nobody has answered anything about.
    pub fn new(id: EntityId, stream: StreamId, kind: String) -> Self {
        Self {
            id,
            stream,
            kind,
            fields: Fields::new(),
        }
    }

    /// The values that are shown: the first head of each field. Fields answered with null are left out.
    pub fn shown(&self) -> Map<String, Value> {
        let shown = |(field, heads): (&String, &Vec<Head>)| {
            let value = &heads.first()?.value;
            (!value.is_null()).then(|| (field.clone(), value.clone()))
        };
        self.fields.iter().filter_map(shown).collect()
    }

    /// Whether it was removed, and nobody has said anything against it.
    pub fn is_removed(&self) -> bool {
        let heads = self.fields.get(REMOVED);
        heads.is_some_and(|heads| heads.first().is_some_and(|head| !head.value.is_null()))
    }

    /// The fields with more than one answer.
    pub fn in_conflict(&self) -> impl Iterator<Item = (&String, &Vec<Head>)> {
        self.fields.iter().filter(|(_, heads)| 1 < heads.len())
    }

    /// How many fields have more than one answer.
    pub fn conflicts(&self) -> usize {
        self.in_conflict().count()
    }
}

/// What became of one operation's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Fields that now have more than one answer because of it.
    pub two_answers: Vec<String>,
    /// Fields whose answers are others now: those that were answered, and what follows for a thing that was removed.
    pub changed: Vec<String>,
}

/// Who answered, and when.
#[derive(Debug, Clone)]
pub(crate) struct By<'a> {
    pub(crate) op: OpId,
    pub(crate) author: &'a Author,
    pub(crate) at: i64,
    /// The schema the answers were written under.
    pub(crate) schema: u32,
}

impl By<'_> {
    /// An answer of this author's.
    pub(crate) fn says(&self, value: Value, saw: Value) -> Head {
        Head {
            op: self.op,
            value,
            author: self.author.clone(),
            at: self.at,
            saw,
            agreed: Vec::new(),
        }
    }
}

/// How answers to a field meet; a field this version does not know is for people.
pub(crate) fn policy(table: &[Field], field: &str) -> Merge {
    let known = table.iter().find(|known| known.id == field);
    known.map_or(Merge::Review, |known| known.merge)
}

/// Merges one operation's answers into an entity.
pub(crate) fn merge(
    entity: &mut EntityState,
    table: &[Field],
    by: &By<'_>,
    writes: &BTreeMap<String, Write>,
    rules: Rules,
) -> Merged {
    let mut merged = Merged {
        two_answers: Vec::new(),
        changed: writes.keys().cloned().collect(),
    };
    for (field, write) in writes.iter().filter(|(field, _)| *field != REMOVED) {
        let heads = entity.fields.entry(field.clone()).or_default();
        if answer(heads, policy(table, field), by, write, rules) {
            merged.two_answers.push(field.clone());
        }
    }
    let asks = if let Some(write) = writes.get(REMOVED) {
        removal::answered(entity, by, write, rules)
    } else {
        let asks = removal::spoken_against(entity, by, rules);
        merged.changed.extend(asks.then(|| REMOVED.to_owned()));
        asks
    };
    merged.two_answers.extend(asks.then(|| REMOVED.to_owned()));
    merged
}

/// What an answer does to a field.
enum Outcome {
    /// It replaces what its author had seen, and stands beside the rest.
    ByWhatWasSeen,
    /// This is what the field says now.
    Becomes(Value),
    /// It stands beside what is there, also where its author had seen that.
    Asks,
}

/// Merges one answer into one field's heads; true if the answer now stands beside another.
fn answer(heads: &mut Vec<Head>, policy: Merge, by: &By<'_>, write: &Write, rules: Rules) -> bool {
    let mut mine = by.says(write.value.clone(), write.saw.clone());
    match outcome(heads, policy, by, write, rules) {
        Outcome::ByWhatWasSeen => {
            let settles = 1 < write.parents.len() && !rules.hold(Mutant::SettlesUnseen);
            if rules.hold(Mutant::LastWriterWins) && !settles {
                heads.retain(|head| !head.is_seen_in(&write.parents));
            } else {
                heads.clear();
            }
        }
        Outcome::Becomes(value) => {
            heads.retain(|head| head.value == value);
            mine.value = value;
        }
        Outcome::Asks => {}
    }
    match heads.iter_mut().find(|head| head.value == mine.value) {
        Some(same) if rules.hold(Mutant::AgreementForgotten) => same.agreed.push(by.op),
        Some(_) => {}
        None => heads.push(mine),
    }
    if policy == Merge::Protective && rules.hold(Mutant::ProtectionDelayed) {
        show_the_most_careful(heads);
    }
    1 < heads.len()
}

/// Where several answers stand, whatever the field, it is for a person to say; and whoever has seen them says.
fn outcome(heads: &[Head], policy: Merge, by: &By<'_>, write: &Write, rules: Rules) -> Outcome {
    let [head] = heads else {
        return Outcome::ByWhatWasSeen;
    };
    match policy {
        Merge::Review | Merge::Protective => Outcome::ByWhatWasSeen,
        Merge::Set => listed(head, by, write, rules),
        Merge::Moves(moves) => moved(head, moves, by, write, rules),
    }
}

/// What her list makes of the one that is there. Where it is not sure which list she had before her eyes, nothing is
/// taken out.
fn listed(head: &Head, by: &By<'_>, write: &Write, rules: Rules) -> Outcome {
    if !rules.hold(Mutant::UnseenTakenOut) {
        return Outcome::Becomes(write.value.clone());
    }
    let is_seen = head.is_seen_in(&write.parents);
    let is_sure = is_seen || (SAW_THE_SCREEN_SINCE <= by.schema && !write.parents.is_empty());
    let nothing = Value::Null;
    let list = Listed {
        value: &write.value,
        saw: if is_sure { &write.saw } else { &nothing },
        is_seen,
    };
    match list.onto(&head.value) {
        Some(value) => Outcome::Becomes(value),
        None => Outcome::Asks,
    }
}

/// What her move makes of the state that is there.
fn moved(head: &Head, moves: Moves, by: &By<'_>, write: &Write, rules: Rules) -> Outcome {
    let is_seen = head.is_seen_in(&write.parents);
    if write.value == head.value || (!is_seen && by.schema < SAW_THE_SCREEN_SINCE) {
        return Outcome::ByWhatWasSeen;
    }
    if !rules.hold(Mutant::MovedFromAnywhere) {
        return Outcome::Becomes(write.value.clone());
    }
    let from = if is_seen { &head.value } else { &write.saw };
    match moves::make(moves, &head.value, from, &write.value) {
        Some(value) => Outcome::Becomes(value),
        None => Outcome::Asks,
    }
}

/// Puts the most careful head first. Not only a new answer can be it: when the one shown is replaced, a careful one
/// that stood behind it holds from now on.
fn show_the_most_careful(heads: &mut [Head]) {
    let mut best = 0;
    for (place, head) in heads.iter().enumerate() {
        if heads
            .get(best)
            .is_some_and(|shown| is_more_careful(head, shown))
        {
            best = place;
        }
    }
    if let Some(up_to_the_best) = heads.get_mut(..=best) {
        up_to_the_best.rotate_right(1);
    }
}

/// Whether an answer to a protective field is the more careful of two. `door` is the only such field; an answer
/// that cannot be read protects nobody.
fn is_more_careful(one: &Head, other: &Head) -> bool {
    let door = |head: &Head| serde_json::from_value::<Door>(head.value.clone()).ok();
    match (door(one), door(other)) {
        (Some(one), Some(other)) => one.is_more_careful_than(&other),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[cfg(test)]
#[path = "kinds_tests.rs"]
mod kinds_tests;
#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
