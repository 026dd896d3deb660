//! What a person decides about work that was set aside, and what was being written when a member left.

use std::fmt::Debug;

use care::{EntityId, Review, ReviewStatus, ReviewWhy};
use serde_json::{Value, json};
use sync::clinic::{gone, pull};
use sync::wire::{Gone, LeftDraft, OpAnswer, OpResult, Pull};
use sync::{Device, Rules};
use uuid::Uuid;

use super::exchanging::{nurse_and_lead, pushes, set, takes_over, whole};
use super::{Enrols, op, staff, stream};

/// What a device hears about these operations.
fn hears<L: Enrols<Error: Debug>>(ledger: &mut L, device: Device, asked: &[u128]) -> Vec<OpAnswer> {
    let question = Pull {
        undecided: asked.iter().map(|id| op(*id)).collect(),
        ..whole(ledger, 0)
    };
    let answer = pull(ledger, device, &question, &Default::default(), Rules::SOUND);
    answer.unwrap().unwrap().decided
}

pub(super) fn whoever_wrote_it_hears_what_was_decided_and_nobody_else<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (mut nurse, mut lead) = nurse_and_lead(ledger);
    for (id, episode) in [(11, 0x70), (12, 0x71)] {
        let stages = set(
            EntityId(Uuid::from_u128(episode)),
            "episode",
            "stages",
            json!([]),
            &[],
        );
        let steers = nurse.says(id, &stream(1), stages);
        pushes(ledger, nurse.device, vec![steers]);
    }
    assert_eq!(hears(ledger, nurse.device, &[11, 12]), []);
    let decided = lead.says(13, &stream(1), takes_over(11));
    pushes(ledger, lead.device, vec![decided]);
    let told = hears(ledger, nurse.device, &[11, 12, 99]);
    let [answer] = &told[..] else {
        panic!("one was decided: {told:?}");
    };
    assert_eq!(answer.op, op(11));
    let OpResult::Decided { status, .. } = answer.result else {
        panic!("decided: {answer:?}");
    };
    assert_eq!(status, ReviewStatus::TakenOver);
    assert_eq!(hears(ledger, lead.device, &[11, 12]), [], "not hers");
    // She hears it also when she holds the member no longer.
    ledger.grant(&stream(1), &[staff(2)]).unwrap();
    assert_eq!(hears(ledger, nurse.device, &[11]).len(), 1);
}

pub(super) fn what_was_being_written_is_put_before_a_person_once<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let (nurse, _lead) = nurse_and_lead(ledger);
    ledger.grant(&stream(1), &[staff(2)]).unwrap();
    let draft = LeftDraft {
        stream: stream(1),
        about: "visit:unfinished".to_owned(),
        body: json!({ "narrative": "She said", "services": [] }).to_string(),
        kept_at: 7,
    };
    let left = Gone {
        epoch: ledger.epoch().unwrap(),
        gver: 0,
        drafts: vec![draft],
        streams: Vec::new(),
    };
    for _ in 0..2 {
        gone(ledger, nurse.device, &left, 9).unwrap().unwrap();
    }
    let reviews = ledger.of_kind(&stream(1), "review").unwrap();
    let [review] = &reviews[..] else {
        panic!("one review: {}", reviews.len());
    };
    let review: Review = serde_json::from_value(Value::Object(review.shown())).unwrap();
    assert_eq!(review.why, ReviewWhy::LeftDraft);
    assert_eq!((review.written_at, review.received_at), (7, 9));
    assert_eq!(review.author, Some(staff(1)));
    assert_eq!(review.kind, "note");
    assert!(review.says.contains("She said"));
    assert_eq!(review.may_end_as(), [ReviewStatus::Filed]);
    // A laptop can name any stream: of whom its person never held nothing is put before anybody.
    ledger.grant(&stream(2), &[staff(2)]).unwrap();
    for n in [2, 3] {
        let mut elsewhere = left.clone();
        elsewhere.drafts[0].stream = stream(n);
        elsewhere.drafts[0].kept_at = 8;
        gone(ledger, nurse.device, &elsewhere, 9).unwrap().unwrap();
        assert!(ledger.of_kind(&stream(n), "review").unwrap().is_empty());
        assert_eq!(ledger.is_granted(&stream(n)).unwrap(), n == 2);
    }
}
