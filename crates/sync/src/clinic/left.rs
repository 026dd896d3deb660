//! What somebody was writing when a member left her laptop, and had not signed.
//!
//! It is no part of the record, and nobody else could have signed it. But it may say what nobody else knows; so whoever works
//! with the member now is shown it, writes herself what is to stand, and files it.

use care::{
    DeviceId, Entity as _, EntityId, Intervention, Note, OpId, Review, ReviewDone, ReviewWhy,
    fields_of,
};
use serde_json::{Map, Value, json};

use super::review::{self, Opening};
use super::{Device, Ledger};
use crate::limits::REVIEW_SAYS_BYTES_MAX;
use crate::wire::LeftDraft;

/// Keeps a draft that was left behind, and puts it before a person; once, however often it comes. A laptop can name any
/// stream: what it says of a member its person never held is kept, and put before nobody. A ledger that was put back does not
/// know who held her since, and puts it before somebody.
pub fn take_draft<L: Ledger>(
    ledger: &mut L,
    device: Device,
    draft: &LeftDraft,
    received_at: i64,
) -> Result<(), L::Error> {
    ledger.keep_draft(device, draft)?;
    if !ledger.has_held(device.staff, &draft.stream)? {
        return Ok(());
    }
    let id = asked_as(device.id, draft);
    let worker = super::worker(ledger.role_of(device.staff)?, device);
    let opening = Opening {
        id,
        stream: draft.stream.clone(),
        worker,
        review: review_of(device, draft, id, received_at),
    };
    review::open_as(ledger, opening)
}

/// The operation a draft's review names, though there is none; its ids follow from it as from any other's.
pub fn asked_as(device: DeviceId, draft: &LeftDraft) -> OpId {
    let named = format!("left draft:{device}:{}:{}", draft.about, draft.kept_at);
    OpId(review::uuid_of(&named))
}

fn review_of(device: Device, draft: &LeftDraft, id: OpId, received_at: i64) -> Review {
    let (kind, about) = becomes(&draft.about);
    let says = says(&draft.body);
    Review {
        why: ReviewWhy::LeftDraft,
        op: id,
        author: Some(device.staff),
        written_at: draft.kept_at,
        received_at,
        kind,
        about,
        says: if says.len() <= REVIEW_SAYS_BYTES_MAX {
            says
        } else {
            String::new()
        },
        cause: Vec::new(),
        done: ReviewDone::OPEN,
    }
}

/// What a draft would have become, by its place: "visit:<id>" is a note, "goal:<id>" a goal.
fn becomes(place: &str) -> (String, Option<EntityId>) {
    let (word, rest) = place.split_once(':').unwrap_or((place, ""));
    let kind = match word {
        "visit" => Note::KIND,
        "step" => Intervention::KIND,
        other if fields_of(other).is_some() => other,
        _ => "",
    };
    (kind.to_owned(), rest.parse().ok())
}

/// What was written, as JSON by part: of a form its fields; what is no form is one text.
fn says(body: &str) -> String {
    let form = match serde_json::from_str::<Value>(body) {
        Ok(Value::Object(mut parts)) => match parts.remove("form") {
            Some(Value::Object(form)) => form,
            Some(_) | None => parts,
        },
        Ok(_) | Err(_) => Map::from_iter([("text".to_owned(), json!(body))]),
    };
    Value::Object(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drafts_place_says_what_it_would_have_become() {
        let id = EntityId(uuid::Uuid::from_u128(7));
        let becomes_it = |kind: &str, about| (kind.to_owned(), about);
        assert_eq!(
            becomes(&format!("visit:{id}")),
            becomes_it("note", Some(id))
        );
        assert_eq!(becomes(&format!("goal:{id}")), becomes_it("goal", Some(id)));
        assert_eq!(
            becomes(&format!("step:new:{id}")),
            becomes_it("intervention", None)
        );
        assert_eq!(becomes("offer"), becomes_it("", None));
    }

    #[test]
    fn a_form_is_read_by_its_fields_and_anything_else_as_text() {
        let form = r#"{"seen":"s","base":{"what":"a"},"form":{"what":"b"}}"#;
        assert_eq!(says(form), r#"{"what":"b"}"#);
        assert_eq!(says(r#"{"narrative":"n"}"#), r#"{"narrative":"n"}"#);
        assert_eq!(says("She said"), r#"{"text":"She said"}"#);
        assert_eq!(says("3"), r#"{"text":"3"}"#);
    }
}
