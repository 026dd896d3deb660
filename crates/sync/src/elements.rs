//! Lists that are merged element by element.
//!
//! An answer is still the whole list, beside the list its author had before her eyes. What differs is what she did: she
//! put in, and she took out. Elements are told apart by what they say.

use serde_json::Value;

/// An answer to such a field.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a> {
    /// The list as she wants it.
    pub(crate) value: &'a Value,
    /// The list she had before her eyes; null where that is not known, and then nothing is taken out.
    pub(crate) saw: &'a Value,
    /// Whether she had seen what is there, in whatever words.
    pub(crate) is_seen: bool,
}

/// The elements of a list; none of what is no list.
fn elements(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Null => Some(&[]),
        Value::Array(elements) => Some(elements),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => None,
    }
}

impl Listed<'_> {
    /// What becomes of the list that is there; none where only a person can say.
    pub(crate) fn onto(self, present: &Value) -> Option<Value> {
        if self.saw == present && self.is_seen {
            return Some(self.value.clone());
        }
        let (here, saw, said) = (
            elements(present)?,
            elements(self.saw)?,
            elements(self.value)?,
        );
        let is_out = |one: &Value| saw.contains(one) && !said.contains(one);
        let is_new = |one: &Value| said.contains(one) && !saw.contains(one);
        // What she left in, and somebody else has taken out since, stays out.
        let kept_and_new = said.iter().filter(|one| is_new(one) || here.contains(one));
        let stay = here.iter().filter(|one| !is_out(one));
        // The first element is the preferred one: a language, a number to call.
        let moved_the_first = saw.first().is_some_and(|first| said.first() != Some(first));
        let mut merged: Vec<Value> = Vec::new();
        let mut put = |one: &Value| {
            if !merged.contains(one) {
                merged.push(one.clone());
            }
        };
        if moved_the_first {
            let others_did = here.first() != saw.first() && here.first() != said.first();
            if others_did && !here.is_empty() && !said.is_empty() {
                return None;
            }
            kept_and_new.for_each(&mut put);
            stay.for_each(&mut put);
        } else {
            stay.for_each(&mut put);
            kept_and_new.for_each(&mut put);
        }
        // Nothing in it is as good as no list.
        let is_nothing = merged.is_empty() && self.value.is_null();
        Some(if is_nothing {
            Value::Null
        } else {
            Value::Array(merged)
        })
    }

    /// The same on the screen of who says it, where nothing is asked: all that is there and was not taken out.
    pub(crate) fn laid_over(self, present: &Value) -> Value {
        let nothing_seen = Value::Null;
        let put_in = Listed {
            value: self.value,
            saw: &nothing_seen,
            is_seen: false,
        };
        self.onto(present)
            .or_else(|| put_in.onto(present))
            .unwrap_or_else(|| self.value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[expect(clippy::needless_pass_by_value, reason = "the cases read best so")]
    fn onto(present: Value, saw: Value, value: Value) -> Option<Value> {
        let listed = Listed {
            value: &value,
            saw: &saw,
            is_seen: true,
        };
        listed.onto(&present)
    }

    #[test]
    fn two_who_each_put_one_in_are_both_there() {
        assert_eq!(
            onto(json!(["es", "mix"]), json!(["es"]), json!(["es", "en"])),
            Some(json!(["es", "mix", "en"]))
        );
        assert_eq!(
            onto(json!(["mix"]), Value::Null, json!(["en"])),
            Some(json!(["mix", "en"])),
            "both began the list"
        );
    }

    #[test]
    fn only_what_was_seen_is_taken_out() {
        assert_eq!(
            onto(json!(["es", "mix"]), json!(["es", "en"]), json!(["es"])),
            Some(json!(["es", "mix"]))
        );
        assert_eq!(
            onto(json!(["es", "mix"]), json!(["es"]), json!([])),
            Some(json!(["mix"]))
        );
        assert_eq!(
            onto(json!(["es", "mix"]), Value::Null, json!(["en"])),
            Some(json!(["es", "mix", "en"])),
            "nothing is known to have been seen"
        );
    }

    #[test]
    fn what_somebody_took_out_does_not_come_back_with_who_only_left_it_in() {
        assert_eq!(
            onto(
                json!(["es"]),
                json!(["es", "en"]),
                json!(["es", "en", "mix"])
            ),
            Some(json!(["es", "mix"]))
        );
    }

    #[test]
    fn whoever_saw_what_is_there_has_her_list_and_her_order() {
        assert_eq!(
            onto(
                json!(["es", "en"]),
                json!(["es", "en"]),
                json!(["en", "es"])
            ),
            Some(json!(["en", "es"]))
        );
    }

    #[test]
    fn another_first_element_comes_first_and_two_others_are_a_question() {
        assert_eq!(
            onto(json!(["es", "mix"]), json!(["es"]), json!(["en", "es"])),
            Some(json!(["en", "es", "mix"]))
        );
        assert_eq!(
            onto(json!(["mix", "es"]), json!(["es"]), json!(["en", "es"])),
            None
        );
    }

    #[test]
    fn what_is_no_list_is_a_question() {
        assert_eq!(onto(json!("es"), json!(["es"]), json!(["en"])), None);
        assert_eq!(onto(json!(["es"]), json!(["mix"]), json!("en")), None);
    }

    fn lists() -> impl Strategy<Value = Value> {
        prop::collection::btree_set(0_u8..6, 0..5).prop_map(|list| json!(list))
    }

    proptest! {
        /// What is hers is on her screen, whatever arrived meanwhile.
        #[test]
        fn on_her_screen_is_what_she_put_in_and_not_what_she_took_out(present in lists(), saw in lists(), value in lists()) {
            let listed = Listed { value: &value, saw: &saw, is_seen: true };
            let shown = listed.laid_over(&present);
            let (shown, saw, value, present) = (
                elements(&shown).unwrap(), elements(&saw).unwrap(), elements(&value).unwrap(), elements(&present).unwrap(),
            );
            for one in value {
                prop_assert!(saw.contains(one) || shown.contains(one));
            }
            let asked = Listed { value: &json!(value), saw: &json!(saw), is_seen: true }.onto(&json!(present)).is_none();
            for one in saw {
                prop_assert!(asked || value.contains(one) || !shown.contains(one));
            }
            for one in present {
                prop_assert!(shown.contains(one) || (saw.contains(one) && !value.contains(one)));
            }
            let mut once = shown.to_vec();
            once.sort_by_key(ToString::to_string);
            once.dedup();
            prop_assert_eq!(once.len(), shown.len(), "nothing is there twice");
        }

        /// Said twice is said once.
        #[test]
        fn the_same_answer_again_changes_nothing(present in lists(), saw in lists(), value in lists()) {
            let listed = Listed { value: &value, saw: &saw, is_seen: true };
            if let Some(once) = listed.onto(&present) {
                let again = Listed { is_seen: false, ..listed }.onto(&once);
                prop_assert!(again.is_none_or(|again| elements(&again).unwrap().len() == elements(&once).unwrap().len()));
            }
        }
    }
}
