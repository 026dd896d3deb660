//! Which resource each kind of thing is, and what of it has a place there.
//!
//! The elements that R4 requires are always put; what they are made of stays a field beside them. A kind that has no
//! resource of its own is a `Basic` with its word.

mod health;
mod met;
mod who;

use serde_json::{Value, json};

use super::{Filling, OURS};

/// Puts what a part says into its resource.
pub(super) fn fill(it: &mut Filling<'_>) {
    match it.part.kind.as_str() {
        "member" => who::patient(it),
        "support_person" => who::support_person(it),
        "infant" => who::infant(it),
        "episode" => who::episode(it),
        "plan" => health::plan(it),
        "outside_plan" => health::outside_plan(it),
        "need" => health::need(it),
        "goal" => health::goal(it),
        "intervention" | "task" => health::task(it),
        "problem" => health::problem(it),
        "medicine" => health::medicine(it),
        "allergy" => health::allergy(it),
        "encounter" => met::elsewhere(it),
        "visit" => met::visit(it),
        "pregnancy" => health::pregnancy(it),
        "document" => met::paper(it),
        "note" => met::note(it),
        "addendum" => met::addendum(it),
        "assessment" => met::assessment(it),
        "attempt" => met::attempt(it),
        "referral_in" => health::referral(it),
        "consent" => who::consent(it),
        _ => other(it),
    }
}

fn other(it: &mut Filling<'_>) {
    about(it, "Basic", "subject");
    let kind = it.part.kind.clone();
    it.put("code", one(&format!("{OURS}kind"), &kind));
    if let Some(on) = it.day(&["on"]) {
        it.put("created", json!(on));
    }
    if let Some(by) = it.by(&["author", "staff"]) {
        it.put("author", by);
    }
}

fn about(it: &mut Filling<'_>, resource: &str, subject: &str) {
    is(it, resource);
    let whose = it.subject();
    it.put(subject, whose);
}

fn is(it: &mut Filling<'_>, resource: &str) {
    it.put("resourceType", json!(resource));
}

fn put(it: &mut Filling<'_>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        it.put(name, value);
    }
}

fn period(it: &mut Filling<'_>, start: &[&str], end: &[&str]) {
    let (start, end) = (it.day(start), it.day(end));
    let mut period = serde_json::Map::new();
    for (name, day) in [("start", start), ("end", end)] {
        if let Some(day) = day {
            period.insert(name.to_owned(), json!(day));
        }
    }
    it.put("period", Value::Object(period));
}

/// Each item of a list as something else, without what says nothing. A list that is not as it should be stays a field.
fn list(it: &mut Filling<'_>, path: &[&str], each: impl Fn(&Value) -> Option<Value>) -> Vec<Value> {
    let items = it.peek(path).and_then(Value::as_array);
    let read: Option<Vec<Value>> = items.and_then(|items| {
        items
            .iter()
            .map(|item| each(item).map(without_empty))
            .collect()
    });
    let Some(read) = read else { return Vec::new() };
    it.take(path);
    read
}

fn without_empty(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, field| !super::is_empty(field));
    }
    value
}

fn one(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": system, "code": code}]})
}
