//! The merge: what becomes of an entity when somebody answers some of its fields.
//!
//! Each field holds its *heads*: the answers nobody has replaced knowingly. The first is the one that is shown. An
//! answer replaces the heads its author had seen, joins those that say the same, and stands beside the rest until a
//! person has settled it. No clock is read here.

use std::collections::BTreeMap;
use std::fmt;

use care::{Door, EntityId, Field, Merge, OpId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Author, Mutant, Rules, StreamId, Write};

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
    fn is_seen_in(&self, parents: &[OpId]) -> bool {
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
}

/// Who answered, and when.
#[derive(Debug, Clone)]
pub(crate) struct By<'a> {
    pub(crate) op: OpId,
    pub(crate) author: &'a Author,
    pub(crate) at: i64,
}

/// Merges one operation's answers into an entity.
pub(crate) fn merge(
    entity: &mut EntityState,
    table: &[Field],
    by: &By<'_>,
    writes: &BTreeMap<String, Write>,
    rules: Rules,
) -> Merged {
    let mut two_answers = Vec::new();
    for (field, write) in writes {
        let policy = table
            .iter()
            .find(|known| known.id == field)
            .map_or(Merge::Review, |known| known.merge);
        let heads = entity.fields.entry(field.clone()).or_default();
        if answer(heads, policy, by, write, rules) {
            two_answers.push(field.clone());
        }
    }
    Merged { two_answers }
}

/// Merges one answer into one field's heads; true if the answer now stands beside another.
fn answer(heads: &mut Vec<Head>, policy: Merge, by: &By<'_>, write: &Write, rules: Rules) -> bool {
    let mine = Head {
        op: by.op,
        value: write.value.clone(),
        author: by.author.clone(),
        at: by.at,
        saw: write.saw.clone(),
        agreed: Vec::new(),
    };
    let settles = 1 < write.parents.len() && !rules.hold(Mutant::SettlesUnseen);
    if rules.hold(Mutant::LastWriterWins) && !settles {
        heads.retain(|head| !head.is_seen_in(&write.parents));
    } else {
        heads.clear();
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
#[path = "merge_tests.rs"]
mod tests;
