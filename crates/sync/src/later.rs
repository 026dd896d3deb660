//! Words of a later release, in an answer that is for an earlier one too.
//!
//! A laptop that could not read one word of an answer would never hear that its work arrived. So a reason it does not know is
//! a reason like another, and what it cannot read of what was decided it goes on asking after, until it is a later release too.

use serde::{Deserialize as _, Deserializer};
use serde_json::Value;

use crate::wire::{OpAnswer, ParkReason};

/// Why something was set aside, in whatever words.
pub(crate) fn reason<'de, D: Deserializer<'de>>(says: D) -> Result<ParkReason, D::Error> {
    let word = String::deserialize(says)?;
    Ok(serde_json::from_value(Value::String(word)).unwrap_or(ParkReason::Other))
}

/// Of some answers those that are understood.
pub(crate) fn known<'de, D: Deserializer<'de>>(says: D) -> Result<Vec<OpAnswer>, D::Error> {
    let all = Vec::<Value>::deserialize(says)?;
    let known = |answer| serde_json::from_value(answer).ok();
    Ok(all.into_iter().filter_map(known).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::{OpResult, Pulled, Pushed};

    const OP: &str = "00000000-0000-0000-0000-000000000001";

    #[test]
    fn a_reason_nobody_here_knows_is_a_reason_all_the_same() {
        let pushed = |reason: &str| {
            let answer = json!({ "re": "a", "epoch": "a", "later": [1], "answers": [{
                "op": OP, "receivedAt": 1, "result": { "is": "parked", "reason": reason, "more": 2 } }] });
            let pushed: Pushed = serde_json::from_value(answer).unwrap();
            pushed.answers[0].result.clone()
        };
        let parked = |reason| OpResult::Parked { reason };
        assert_eq!(pushed("bad_record"), parked(ParkReason::BadRecord));
        assert_eq!(pushed("moonlight"), parked(ParkReason::Other));
    }

    #[test]
    fn a_decision_nobody_here_knows_is_left_and_the_rest_is_taken() {
        let decided = |status: &str| json!({ "op": OP, "receivedAt": 1, "result": { "is": "decided", "status": status } });
        let answer = json!({ "re": "a", "epoch": "a", "pages": [], "more": false, "later": {},
            "decided": [decided("moonlight"), decided("filed")] });
        let pulled: Pulled = serde_json::from_value(answer).unwrap();
        assert_eq!(pulled.decided.len(), 1);
    }
}
