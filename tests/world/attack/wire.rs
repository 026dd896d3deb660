//! What a clinic and a laptop say to each other.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sync::limits::REQUEST_BYTES_MAX;
use sync::{Op, SignedRecord, packed, unpacked};

use super::Target;

/// Every question and every answer.
pub(super) struct Wire;

/// The same, packed.
pub(super) struct Packed;

/// Reads it, if it is one; then it is written down, read and written down again, and both are the same.
fn is_one<T: Serialize + DeserializeOwned>(input: &[u8]) -> bool {
    let Ok(read) = serde_json::from_slice::<T>(input) else {
        return false;
    };
    let written = serde_json::to_vec(&read).unwrap();
    let again: T = serde_json::from_slice(&written).unwrap();
    assert_eq!(written, serde_json::to_vec(&again).unwrap());
    true
}

macro_rules! any_of {
    ($input:expr; $($read:ty),+ $(,)?) => {
        [$(is_one::<$read>($input)),+].contains(&true)
    };
}

fn takes(input: &[u8]) -> bool {
    any_of!(
        input;
        sync::wire::Enrol, sync::wire::Enrolled, sync::wire::Push, sync::wire::Pushed, sync::wire::Park, sync::wire::Pull,
        sync::wire::Pulled, sync::wire::Gone, sync::wire::Noted, sync::Replay, sync::snapshot::AskDigests,
        sync::snapshot::Digested, sync::snapshot::AskSnapshots, sync::snapshot::Snapshots, sync::files::AskFiles,
        sync::files::FilesAt, sync::files::SendPiece, sync::files::WantPiece, sync::custody::Contact,
        sync::custody::Contacted, sync::custody::LockedContact, sync::custody::SignedReceipt, sync::custody::Declare,
        sync::audit::SendAudit, sync::audit::AskAudit, sync::recovery::AskRecovery, sync::recovery::PutEscrow,
        sync::glass::AskGlass, sync::glass::Glasses, sync::incident::WriteIncident, sync::incident::Register,
        Op, SignedRecord,
    )
}

fn sample() -> Vec<Value> {
    let (id, hash) = ("0190a0b0-0000-7000-8000-000000000001", "0a".repeat(32));
    let stream = format!("m:{id}");
    let record = json!({ "text": "{}", "hash": hash, "signature": "00" });
    let fields = json!({ "what": [{ "op": id, "value": "call", "author": id, "at": 1 }] });
    let op = |body: Value| {
        json!({
            "id": id, "device": id, "dseq": 1, "group": id, "author": id, "stream": stream, "at": 1,
            "gver": 1, "schema": 1, "prev": hash, "body": body,
        })
    };
    let set = op(json!({ "kind": "set", "entity": id, "type": "task",
        "fields": { "what": { "value": "call", "parents": [id], "saw": null } } }));
    vec![
        json!({ "code": "1234-5678-9ABC", "publicKey": hash, "computer": "laptop", "protocol": 1 }),
        json!({ "epoch": "e", "ops": [set.to_string()] }),
        json!({ "epoch": "e", "gver": 3, "last": { "inc": 0, "dseq": 4 }, "mark": "m", "snapshots": true, "whole": false,
            "cursors": [{ "stream": stream, "seq": 7 }, { "stream": "o:clinic", "seq": 0 }] }),
        json!({ "re": "e", "epoch": "e", "gver": 1, "grants": ["o:clinic", stream], "more": false, "pages": [{
            "stream": stream, "from": 0, "changes": [
                { "seq": 1, "op": id, "item": { "is": "entity", "entity": id, "kind": "task", "fields": fields } },
                { "seq": 2, "op": id, "item": { "is": "record", "record": record, "receivedAt": 5 } },
            ],
        }] }),
        json!({ "epoch": "e", "gver": 1, "drafts": [{ "stream": stream, "about": "goal:new", "body": "b", "keptAt": 1 }],
            "streams": [{ "stream": stream, "entities": 1, "records": 2 }] }),
        json!({ "epoch": "e", "wanted": [{ "stream": stream, "from": { "of": "entities", "after": id } }] }),
        json!({ "epoch": "e", "digests": [{ "stream": stream, "seq": 1, "digest": hash }] }),
        json!({ "epoch": "e", "file": hash, "n": 0, "sealed": "QUFB" }),
        json!({ "device": id, "report": "{}", "signature": "00" }),
        json!({ "epoch": "e", "run": 0, "from": 1, "prev": hash, "links": ["{}"], "head": hash, "proof": "00" }),
        json!({ "asked": { "request": id, "device": id, "public": hash }, "proof": { "by": "code", "code": "1" } }),
        json!({ "incident": null, "seen": 0, "what": { "is": "sent", "to": "hhs", "on": "2026-01-02", "how": "by post" } }),
        set,
        op(json!({ "kind": "record", "record": record })),
    ]
}

impl Target for Wire {
    fn good(&self) -> Vec<Vec<u8>> {
        sample()
            .iter()
            .map(|one| one.to_string().into_bytes())
            .collect()
    }

    fn takes(&mut self, input: &[u8]) -> bool {
        takes(input)
    }
}

impl Target for Packed {
    fn good(&self) -> Vec<Vec<u8>> {
        let long = vec![b'['; 64 * 1024];
        let whole = json!({ "epoch": "e", "ops": vec!["call her sister"; 200] }).to_string();
        [whole.into_bytes(), long]
            .iter()
            .map(|one| packed(one).unwrap())
            .collect()
    }

    fn takes(&mut self, input: &[u8]) -> bool {
        let Ok(whole) = unpacked(input, REQUEST_BYTES_MAX) else {
            return false;
        };
        assert!(whole.len() <= REQUEST_BYTES_MAX);
        takes(&whole);
        packed(&whole)
            .is_none_or(|again| unpacked(&again, REQUEST_BYTES_MAX).as_ref() == Ok(&whole))
    }
}
