//! What people answer on a simulated day: few fields and few answers, so that they meet often.

use care::{Role, StaffId};
use serde_json::{Value, json};

use super::dice::Dice;

/// The kinds everybody may change.
pub(crate) const KINDS: [&str; 3] = ["member", "goal", "task"];

/// The field that says of a member who she is besides.
pub(crate) const SAME_AS: &str = "sameAs";

/// A field and a kind that only a newer release knows.
pub(crate) const NEWER_FIELD: &str = "lantern";
pub(crate) const NEWER_KIND: &str = "errand";

/// What people are called on a simulated day.
pub(crate) const NAMES: [&str; 20] = [
    "Alma", "Bruno", "Celia", "Dario", "Elva", "Fermin", "Gilda", "Hugo", "Irma", "Jonas", "Karla",
    "Lino", "Marta", "Nilo", "Olga", "Pablo", "Quica", "Rufo", "Sonia", "Tadeo",
];

/// The fields of a kind that are answered.
pub(crate) fn fields_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "member" => &["risk", "door"],
        "goal" => &["barrier", "strength"],
        "task" => &["what", "due"],
        NEWER_KIND => &["what"],
        _ => &[],
    }
}

/// One of the few answers to a field; null takes the answer away.
pub(crate) fn answer(field: &str, dice: &Dice) -> Value {
    let n = dice.below(4);
    match (field, n) {
        ("door", n) => door(["never", "name_only", "detailed", "never"][n], n),
        (_, 3) => Value::Null,
        ("risk", n) => json!(["low", "medium", "high"][n]),
        ("due", n) => json!(["2026-03-01", "2026-03-02", "2026-03-03"][n]),
        (_, n) => json!(["no bus", "no papers", "rain"][n]),
    }
}

fn door(voicemail: &str, n: usize) -> Value {
    let say = if n == 3 { "ask for her sister" } else { "" };
    json!({"say": say, "voicemail": voicemail})
}

/// How careful an answer about the door is; more is more careful. The simulation's own ranking.
pub(crate) fn care_at_the_door(value: &Value) -> u8 {
    match value.get("voicemail").and_then(Value::as_str) {
        Some("never") => 3,
        Some("name_only") => 2,
        Some("detailed") => 1,
        _ => 0,
    }
}

/// Who leads and who helps, as an episode's fields.
pub(crate) fn leads(lead: StaffId) -> Value {
    json!([{"staff": lead, "on": "2026-01-05", "reason": ""}])
}

/// The care team, as an episode's field.
pub(crate) fn team(people: &[(StaffId, Role)]) -> Value {
    let person = |(staff, role): &(StaffId, Role)| json!({"staff": staff, "role": role});
    people.iter().map(person).collect()
}
