//! Moves from one state to another, as answers that somebody has sent.
//!
//! Which arrows there are stands in `care`. An answer is the state she moved to, beside the one she moved from.

use care::{Moves, Stage, StepStatus};
use serde_json::Value;

/// What a move from `from` to `to` makes of what there is; none if it begins elsewhere, or there is no such arrow.
pub(crate) fn make(moves: Moves, present: &Value, from: &Value, to: &Value) -> Option<Value> {
    match moves {
        Moves::Stages => stages(present, from, to),
        Moves::Done => done(present, from, to),
    }
}

/// The entries of a history; none of something that is no history.
fn entries(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Null => Some(&[]),
        Value::Array(entries) => Some(entries),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => None,
    }
}

fn stage(entry: &Value) -> Option<Stage> {
    entry.get("stage")?.as_str()?.parse().ok()
}

/// Adds to the history what was added to the one that was seen, if both end in the same stage.
fn stages(present: &Value, from: &Value, to: &Value) -> Option<Value> {
    let (here, seen, said) = (entries(present)?, entries(from)?, entries(to)?);
    let added = said.strip_prefix(seen).filter(|added| !added.is_empty())?;
    let mut stands = here.last().map(stage);
    if stands != seen.last().map(stage) {
        return None;
    }
    for entry in added {
        let next = stage(entry)?;
        let may = stands.is_none_or(|stands| stands.is_some_and(|from| from.may_become(next)));
        if !may {
            return None;
        }
        stands = Some(Some(next));
    }
    Some(Value::Array([here, added].concat()))
}

fn status(value: &Value) -> Option<StepStatus> {
    if value.is_null() {
        // Nothing was ever said about it.
        return Some(StepStatus::ToDo);
    }
    value.get("status")?.as_str()?.parse().ok()
}

fn done(present: &Value, from: &Value, to: &Value) -> Option<Value> {
    let (here, seen, said) = (status(present)?, status(from)?, status(to)?);
    let may = if here == said {
        // No move: somebody corrects the day or the reason of what she has seen.
        present == from
    } else {
        here == seen && seen.may_become(said)
    };
    may.then(|| to.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn history(stages: &[&str]) -> Value {
        let entry = |stage: &&str| json!({"stage": stage, "on": "2026-01-05", "reason": ""});
        stages.iter().map(entry).collect()
    }

    #[test]
    fn a_stage_is_added_where_the_history_ends_as_it_was_seen() {
        let seen = history(&["identified", "assigned"]);
        let said = history(&["identified", "assigned", "outreach"]);
        assert_eq!(make(Moves::Stages, &seen, &seen, &said), Some(said.clone()));
        // Somebody corrected the reason of an entry meanwhile: it stays corrected.
        let mut corrected = seen.clone();
        corrected[0]["reason"] = json!("her sister called");
        let made = make(Moves::Stages, &corrected, &seen, &said).unwrap();
        assert_eq!((&made[0], &made[2]), (&corrected[0], &said[2]));
    }

    #[test]
    fn a_stage_from_elsewhere_or_along_no_arrow_is_not_added() {
        let moved = |present: &[&str], from: &[&str], to: &[&str]| {
            make(
                Moves::Stages,
                &history(present),
                &history(from),
                &history(to),
            )
        };
        let (assigned, outreach) = (
            ["identified", "assigned"],
            ["identified", "assigned", "outreach"],
        );
        assert_eq!(moved(&outreach, &assigned, &outreach), None, "made already");
        assert_eq!(
            moved(&assigned, &assigned, &["identified", "assigned", "active"]),
            None
        );
        assert_eq!(moved(&outreach, &outreach, &assigned), None, "shortened");
        assert_eq!(moved(&assigned, &assigned, &assigned), None, "nothing new");
        assert_eq!(
            moved(&assigned, &assigned, &["identified", "assigned", "orbit"]),
            None,
            "of a newer release"
        );
        assert_eq!(
            make(
                Moves::Stages,
                &json!("no list"),
                &history(&[]),
                &history(&["identified"])
            ),
            None
        );
    }

    #[test]
    fn a_history_begins_anywhere_and_goes_on_along_the_arrows() {
        let nothing = Value::Null;
        let walked = history(&["assigned", "outreach", "enrolled"]);
        assert_eq!(
            make(Moves::Stages, &nothing, &nothing, &walked),
            Some(walked)
        );
        let jumped = history(&["assigned", "active"]);
        assert_eq!(make(Moves::Stages, &nothing, &nothing, &jumped), None);
    }

    #[test]
    fn every_status_may_become_every_other_and_only_from_where_it_was_seen() {
        let of = |status: &str, on: &str| json!({"status": status, "on": on});
        for from in StepStatus::ALL {
            for to in StepStatus::ALL {
                let (from, to) = (of(from.code(), "2026-01-05"), of(to.code(), "2026-01-06"));
                assert_eq!(make(Moves::Done, &from, &from, &to), Some(to));
            }
        }
        let moved = |present, from, to| make(Moves::Done, &of(present, "1"), &of(from, "2"), &to);
        assert_eq!(moved("done", "to_do", of("dropped", "3")), None);
        assert_eq!(
            moved("to_do", "to_do", of("done", "3")),
            Some(of("done", "3"))
        );
        assert_eq!(
            moved("done", "done", of("done", "3")),
            None,
            "a correction unseen"
        );
        assert_eq!(moved("to_do", "to_do", of("waits", "3")), None);
        let nothing = Value::Null;
        assert_eq!(
            make(Moves::Done, &nothing, &nothing, &of("done", "3")),
            Some(of("done", "3"))
        );
    }
}
