//! What a typist types: tasks, answers to one goal over and over, visits with their signed notes, consents, drafts.

use serde_json::{Value, json};

use crate::chance::Dice;
use crate::pair;
use crate::typist::{Typist, says};

/// The goal she answers again and again.
const GOAL: &str = "To sleep in a bed of my own";
/// So many tasks are pressed in a row now and then.
const BURST: u32 = 8;

/// Everybody on the caseload who has a plan, and so a team, but whoever was met to be joined to somebody.
pub(crate) fn caseload(typist: &Typist) -> Vec<Value> {
    let body =
        json!({ "whose": "team", "only": "everyone", "page": { "offset": 0, "limit": 100 } });
    let people = typist.gets("caseload.list", body)["people"]["rows"].take();
    let rows = people.as_array().into_iter().flatten();
    let known = rows
        .filter(|row| row["planAgeDays"] != Value::Null)
        .filter(|row| !text(&row["name"]).ends_with(pair::MET));
    known.map(|row| row["member"].clone()).collect()
}

/// One member of the caseload, always the same; none before the first exchange.
pub(crate) fn anybody(typist: &Typist) -> Option<Value> {
    let ids = caseload(typist).into_iter();
    ids.min_by_key(ToString::to_string)
}

/// Does one thing.
pub(crate) fn act(typist: &Typist, dice: &Dice) {
    let Some(member) = anybody(typist) else {
        return;
    };
    match dice.below(13) {
        0..=3 => adds_a_task(typist, &member, dice),
        4..=7 => answers_the_goal(typist, &member),
        8 => signs_a_note(typist, &member, dice),
        9 | 10 => keeps_a_draft(typist, &member),
        11 => signs_a_consent(typist, &member, dice),
        _ => {
            for _ in 0..BURST {
                adds_a_task(typist, &member, dice);
            }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn adds_a_task(typist: &Typist, member: &Value, dice: &Dice) {
    let what = "Call Hearthway. ".repeat(1 + usize::try_from(dice.below(12)).unwrap_or(0));
    let task = json!({
        "member": member, "seen": "", "what": what, "owner": { "staff": null, "words": "you" },
    });
    let made = typist.gets("tasks.put", task);
    says(&format!("saved {}", text(&made["id"])));
}

fn goal(typist: &Typist, member: &Value) -> Option<Value> {
    let plan = typist.gets("plans.show", json!({ "member": member }));
    let mut goals = plan["goals"].as_array()?.iter();
    goals
        .find(|goal| goal["statement"]["text"] == GOAL)
        .cloned()
}

/// The number that an answer carries; 0 for none.
pub(crate) fn number(text: &str) -> u64 {
    text.strip_prefix("Answer ")
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// Answers the goal's barrier with the next number.
fn answers_the_goal(typist: &Typist, member: &Value) {
    let Some(goal) = goal(typist, member) else {
        let new = json!({
            "member": member, "seen": "", "domain": "housing", "statement": { "text": GOAL, "language": "en" },
        });
        let made = typist.gets("goals.put", new);
        return says(&format!("saved {}", text(&made["id"])));
    };
    let next = number(text(&goal["barrier"])) + 1;
    let change = json!({
        "member": member, "goal": goal["goal"], "seen": goal["seen"], "barrier": format!("Answer {next}"),
    });
    let line = format!("answered {} {next}", text(&goal["goal"]));
    typist.saves(&line, || typist.gets("goals.put", change));
}

/// Plans a visit, begins it, and signs its note: operations of several kinds, and a record.
fn signs_a_note(typist: &Typist, member: &Value, dice: &Dice) {
    let day = typist.gets("today.show", json!({}))["day"].clone();
    let planned = json!({
        "member": member, "type": "visit", "modality": "in_person", "place": "shelter",
        "whereWords": "hall B", "day": day, "time": "09:00",
    });
    let visit = typist.gets("visits.plan", planned)["id"].clone();
    says(&format!("saved {}", text(&visit)));
    let seen = typist.gets("visits.show", json!({ "visit": visit }))["seen"].clone();
    typist.gets("visits.start", json!({ "visit": visit, "seen": seen }));
    let narrative =
        "She was rested. ".repeat(1 + usize::try_from(dice.any_size(1_000)).unwrap_or(0));
    let draft = json!({ "narrative": narrative, "services": ["coordination"], "goals": [] });
    let note = typist.gets("visits.sign", json!({ "visit": visit, "draft": draft }));
    says(&format!("saved {}", text(&note["id"])));
}

/// Signs that she may be photographed, or takes back what she signed.
fn signs_a_consent(typist: &Typist, member: &Value, dice: &Dice) {
    let day = typist.gets("today.show", json!({}))["day"].clone();
    let shown = typist.gets("consents.show", json!({ "member": member }));
    let mut all = shown["consents"].as_array().into_iter().flatten();
    let standing = all.find(|one| one["stands"] == "in_force");
    let made = match standing {
        Some(one) if dice.percent(50) => {
            let back = json!({
                "member": member, "record": one["record"], "on": day, "how": "verbal", "reason": "",
            });
            typist.gets("consents.withdraw", back)
        }
        _ => {
            let strokes = json!([[[10, 20], [30, 40], [50, 10]]]);
            let signed = json!({
                "member": member, "seen": shown["seen"], "kind": "photo", "form": "", "language": "en",
                "signedBy": "member", "signer": "", "signing": { "how": "touch", "strokes": strokes },
                "on": day, "until": null, "provisions": [], "refused": null,
            });
            typist.gets("consents.add", signed)
        }
    };
    says(&format!("saved {}", text(&made["id"])));
}

/// What is being written about nothing in particular.
pub(crate) const DRAFT: &str = "visit:unfinished";

fn keeps_a_draft(typist: &Typist, member: &Value) {
    let kept = typist.gets("drafts.show", json!({ "about": DRAFT }));
    let next = number(text(&kept["body"])) + 1;
    let body = json!({ "about": DRAFT, "member": member, "body": format!("Answer {next}") });
    typist.saves(&format!("kept {next}"), || typist.gets("drafts.keep", body));
}
