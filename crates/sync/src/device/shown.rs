//! What the screen shows meanwhile: the clinic's state, with the device's own answers laid over it.

use std::collections::BTreeMap;

use care::{Merge, OpId, REMOVED};
use serde_json::{Map, Value};

use crate::elements::Listed;
use crate::merge::policy;
use crate::{EntityState, Seen, Write};

/// What the screen shows of an entity of this kind, and in which versions: the clinic's state, with the device's own
/// answers that the clinic has not fed back yet laid over it in their order. An own list does not hide what others have
/// put into it; and what somebody removes is there as long as an own answer about it is on its way.
pub fn shown_here<'a>(
    kind: &str,
    base: Option<&EntityState>,
    own: impl IntoIterator<Item = (OpId, &'a BTreeMap<String, Write>)>,
) -> (Map<String, Value>, Seen) {
    let table = care::fields_of(kind).unwrap_or_default();
    let mut shown = base.map(EntityState::shown).unwrap_or_default();
    let of_base = |field: &String| -> Vec<OpId> {
        let heads = base.and_then(|base| base.fields.get(field));
        heads.into_iter().flatten().map(|head| head.op).collect()
    };
    let mut seen = Seen::default();
    for field in base.iter().flat_map(|base| base.fields.keys()) {
        seen.0.insert(field.clone(), of_base(field));
    }
    for (op, writes) in own {
        if !writes.contains_key(REMOVED) {
            shown.remove(REMOVED);
        }
        for (field, write) in writes {
            let (value, before) = match policy(table, field) {
                Merge::Set => {
                    let list = Listed {
                        value: &write.value,
                        saw: &write.saw,
                        is_seen: true,
                    };
                    let there = shown.get(field).unwrap_or(&Value::Null);
                    (list.laid_over(there), of_base(field))
                }
                Merge::Review | Merge::Protective | Merge::Moves(_) => {
                    (write.value.clone(), Vec::new())
                }
            };
            if value.is_null() {
                shown.remove(field);
            } else {
                shown.insert(field.clone(), value);
            }
            let parents = before.into_iter().chain([op]);
            seen.0.insert(field.clone(), parents.collect());
        }
    }
    (shown, seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Author, Head, StreamId};
    use care::MemberId;
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn own_answers_lie_over_the_clinics_until_they_are_fed_back() {
        let id = MemberId(Uuid::from_u128(1));
        let (theirs, mine) = (OpId(Uuid::from_u128(2)), OpId(Uuid::from_u128(3)));
        let author = Author::System("import".to_owned());
        let head = |value| Head {
            op: theirs,
            value,
            author: author.clone(),
            at: 0,
            saw: Value::Null,
            agreed: vec![],
        };
        let mut base = EntityState::new(id.into(), StreamId::Member(id), "task".to_owned());
        base.fields
            .insert("what".to_owned(), vec![head(json!("call"))]);
        base.fields
            .insert("due".to_owned(), vec![head(json!("2026-01-01"))]);
        let write = Write {
            value: Value::Null,
            parents: vec![theirs],
            saw: Value::Null,
        };
        let own = BTreeMap::from([("due".to_owned(), write)]);
        let (shown, seen) = shown_here("task", Some(&base), [(mine, &own)]);
        assert_eq!(Value::Object(shown), json!({"what": "call"}));
        assert_eq!(seen.0["what"], [theirs]);
        assert_eq!(seen.0["due"], [mine]);
    }

    #[test]
    fn an_own_list_does_not_hide_what_a_colleague_has_put_in() {
        let id = MemberId(Uuid::from_u128(1));
        let (theirs, mine) = (OpId(Uuid::from_u128(2)), OpId(Uuid::from_u128(3)));
        let mut base = EntityState::new(id.into(), StreamId::Member(id), "member".to_owned());
        let head = Head {
            op: theirs,
            value: json!(["es", "mix"]),
            author: Author::System("import".to_owned()),
            at: 0,
            saw: Value::Null,
            agreed: vec![],
        };
        base.fields.insert("languages".to_owned(), vec![head]);
        let write = Write {
            value: json!(["es", "en"]),
            parents: vec![OpId(Uuid::from_u128(1))],
            saw: json!(["es"]),
        };
        let own = BTreeMap::from([("languages".to_owned(), write)]);
        let (shown, seen) = shown_here("member", Some(&base), [(mine, &own)]);
        assert_eq!(
            Value::Object(shown),
            json!({"languages": ["es", "mix", "en"]})
        );
        assert_eq!(seen.0["languages"], [theirs, mine]);
    }

    #[test]
    fn what_was_removed_is_there_while_an_own_answer_about_it_is_on_its_way() {
        let id = MemberId(Uuid::from_u128(1));
        let mine = OpId(Uuid::from_u128(3));
        let mut base = EntityState::new(id.into(), StreamId::Member(id), "task".to_owned());
        let head = Head {
            op: OpId(Uuid::from_u128(2)),
            value: json!({"reason": "twice"}),
            author: Author::System("import".to_owned()),
            at: 0,
            saw: Value::Null,
            agreed: vec![],
        };
        base.fields.insert(REMOVED.to_owned(), vec![head]);
        assert!(base.is_removed());
        let write = Write {
            value: json!("call"),
            parents: vec![],
            saw: Value::Null,
        };
        let own = BTreeMap::from([("what".to_owned(), write)]);
        let (shown, _) = shown_here("task", Some(&base), [(mine, &own)]);
        assert_eq!(Value::Object(shown), json!({"what": "call"}));
    }
}
