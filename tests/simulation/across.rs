//! What the witness knows of rules that look across entities: two enrolments of one person are asked about, whichever of
//! her records they are in, and no longer than they are hers.

use std::collections::{BTreeMap, BTreeSet};

use care::{EntityId, OpId};
use serde_json::Value;
use sync::clinic::derived;
use sync::wire::{Change, ChangeItem};
use sync::{EntityState, StreamId};

use super::book::Book;
use super::intent::{Does, Intent};
use super::witness::{Checked, Witness, broken, holds};
use super::words::SAME_AS;

/// Why the review is asked for.
const WHY: &str = "two_episodes";

impl Witness {
    /// A change that nobody meant: a review that the clinic opens or ends because of one that somebody did.
    pub(super) fn follows_from_a_rule(&mut self, change: &Change) -> Checked {
        let ChangeItem::Entity { entity, kind, .. } = &change.item else {
            return broken("I4", format!("nobody ever said {}", change.op));
        };
        let is_its = |intent: &&Intent| {
            let brings_it = match &intent.does {
                Does::Answers { kind, fields, .. } => {
                    kind == "episode" || fields.contains_key(SAME_AS)
                }
                Does::Signs(..) => false,
            };
            brings_it && OpId(derived(intent.op, &entity.to_string())) == change.op
        };
        let is_meant = kind == "review" && self.intents.values().any(|intent| is_its(&intent));
        holds(is_meant, "I4", || format!("nobody ever said {}", change.op))?;
        holds(!self.effects.contains_key(&change.op), "I4", || {
            format!("{} took effect twice", change.op)
        })?;
        self.effects.insert(change.op, change.seq);
        Ok(())
    }

    /// Of every person with two enrolments somebody is asked, once; of nobody else.
    pub(super) fn is_asked_of_two(&self, book: &Book) -> Checked {
        let of_kind = |kind: &'static str| {
            let all = book.entities.values();
            all.filter(move |one| one.kind == kind)
        };
        let mut enrolled: BTreeMap<BTreeSet<StreamId>, BTreeSet<EntityId>> = BTreeMap::new();
        for episode in of_kind("episode") {
            let person = self.records_of(&episode.stream);
            enrolled.entry(person).or_default().insert(episode.id);
        }
        let twice = enrolled.into_values().filter(|of_her| 1 < of_her.len());
        let twice: BTreeSet<BTreeSet<EntityId>> = twice.collect();
        let said = |review: &EntityState, field: &str| {
            let heads = review.fields.get(field);
            heads
                .and_then(|heads| heads.first())
                .map(|head| head.value.clone())
        };
        let mut asked = BTreeSet::new();
        for review in of_kind("review") {
            let is_open = said(review, "done").is_some_and(|done| done["status"] == "open");
            if !is_open || said(review, "why") != Some(Value::from(WHY)) {
                continue;
            }
            let cause = said(review, "cause").unwrap_or_default();
            let cause: BTreeSet<EntityId> = serde_json::from_value(cause).unwrap();
            holds(asked.insert(cause), "I16", || {
                format!("{} asks what is asked already", review.id)
            })?;
        }
        holds(asked == twice, "I16", || {
            format!("{twice:?} are enrolled twice, and {asked:?} are asked about")
        })
    }
}
