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
        "member" => &["risk", "door", "languages"],
        "goal" => &["barrier", "strength"],
        // Moves are what most is done with a task.
        "task" => &["what", "due", "done", "done"],
        NEWER_KIND => &["what"],
        _ => &[],
    }
}

/// The fields that are lists merged by their elements, and the one that moves from state to state.
pub(crate) const LISTS: [&str; 2] = ["languages", "team"];
pub(crate) const MOVES: &str = "done";

/// One of the few answers to a field, given what is on the screen; null takes the answer away.
pub(crate) fn answer(field: &str, shown: &Value, dice: &Dice) -> Value {
    let n = dice.below(4);
    match (field, n) {
        ("languages", n) => languages(shown, n, dice),
        (MOVES, n) => {
            let status = ["to_do", "done", "dropped", "done"][n];
            json!({ "status": status })
        }
        ("door", n) => door(["never", "name_only", "detailed", "never"][n], n),
        (_, 3) => Value::Null,
        ("risk", n) => json!(["low", "medium", "high"][n]),
        ("due", n) => json!(["2026-03-01", "2026-03-02", "2026-03-03"][n]),
        (_, n) => json!(["no bus", "no papers", "rain"][n]),
    }
}

/// The list on the screen with one more, one less, another one first, or both.
fn languages(shown: &Value, n: usize, dice: &Dice) -> Value {
    let mut list = shown.as_array().cloned().unwrap_or_default();
    if n == 0 && 1 < list.len() {
        list.remove(dice.below(list.len()));
    }
    let one = json!(["es", "en", "mix", "fr", "hmn"][dice.below(5)]);
    if n < 3 && !list.contains(&one) {
        list.push(one);
    } else if 1 < list.len() {
        list.rotate_right(1);
    }
    Value::Array(list)
}

/// Something is removed.
pub(crate) fn removed(dice: &Dice) -> Value {
    let reason = ["twice", "another member's"][dice.below(2)];
    json!({"on": "2026-03-01", "by": uuid::Uuid::nil(), "reason": reason})
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
