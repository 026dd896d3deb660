//! What is asked, as it goes over the line: operations, questions, proofs.

use std::collections::BTreeMap;

use ambient::Ambient;
use care::{Entity as _, EntityId, GlassReason, GlassWhom, GroupId, Member, OpId, RecordId};
use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::SigningKey;
use serde_json::{Map, Value, json};
use sync::glass::AskGlass;
use sync::life::COPIES;
use sync::proof::{self, DEVICE_HEADER, NONCE_HEADER, SIGNATURE_HEADER};
use sync::{
    Author, Hash, Ledger as _, Op, OpBody, RecordText, SignedRecord, StreamId, seal_to, sealed,
};

use super::asks::{Ask, Standing};
use super::house::{House, Target};
use crate::EnrolledDevice;
use crate::ledger::first;

/// A device, and the key it signs with.
pub(super) struct Seat {
    pub(super) device: EnrolledDevice,
    pub(super) key: SigningKey,
}

/// A request as it goes out.
#[derive(Clone)]
pub(super) struct Letter {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

/// With what somebody's pictures are opened.
pub(super) fn key_of(word: &str) -> [u8; 32] {
    Hash::of(word.as_bytes()).0
}

/// Answers to the fields of something new.
pub(super) fn set(ambient: &Ambient, kind: &str, says: &Value) -> OpBody {
    let fields = says.as_object().cloned().unwrap_or_else(Map::new);
    let fields = fields
        .into_iter()
        .map(|(field, value)| (field, first(value)));
    OpBody::Set {
        entity: EntityId(ambient.mint()),
        kind: kind.to_owned(),
        fields: fields.collect(),
    }
}

/// A signed note.
pub(super) fn note(house: &House, seat: &Seat, stream: &StreamId, words: &str) -> OpBody {
    let record = RecordText {
        id: RecordId(house.ambient.mint()),
        kind: "note".to_owned(),
        stream: stream.clone(),
        about: EntityId(house.ambient.mint()),
        author: Author::Staff(seat.device.staff),
        device: seat.device.id,
        prev: Hash::ZERO,
        body: json!({ "narrative": words }),
    };
    OpBody::Record {
        record: SignedRecord::sign(&record, &seat.key).unwrap(),
    }
}

/// The next operation of the device's chain, said to be written under this version of its grants.
pub(super) fn op(house: &House, seat: &Seat, stream: &StreamId, gver: u64, body: OpBody) -> String {
    let (last, prev) = house.read(|tx| tx.chain_head(seat.device.id, 0));
    let op = Op {
        id: OpId(house.ambient.mint()),
        device: seat.device.id,
        inc: 0,
        dseq: last.saturating_add(1),
        group: GroupId(house.ambient.mint()),
        author: Author::Staff(seat.device.staff),
        stream: stream.clone(),
        at: house.ambient.now(),
        gver,
        schema: 1,
        prev,
        body,
    };
    sealed(&op).unwrap().0
}

/// Asks for her record for a while.
pub(super) fn break_glass(target: &Target) -> AskGlass {
    AskGlass {
        whom: GlassWhom::Name {
            given: "Probe".to_owned(),
            family: format!("Name{}", target.word),
            born: Target::birth_date(),
        },
        reason: GlassReason::Cover,
        words: String::new(),
    }
}

/// What she writes into somebody's record, backdated to when she may have held her.
fn written(house: &House, seat: &Seat, target: &Target, how: &str) -> String {
    let stream = target.stream();
    let body = match how {
        "note" => note(house, seat, &stream, "an attack"),
        "same" => OpBody::Set {
            entity: target.member.into(),
            kind: Member::KIND.to_owned(),
            fields: BTreeMap::from([(Member::SAME_AS.to_owned(), first(Value::Null))]),
        },
        _ => set(&house.ambient, "task", &json!({ "what": "an attack" })),
    };
    let gver = house.gvers.get(&seat.device.staff).copied().unwrap_or(0);
    op(house, seat, &stream, gver, body)
}

fn body(house: &House, seat: &Seat, target: &Target, ask: &Ask) -> Value {
    let (epoch, device) = (house.epoch(), seat.device.id);
    let stream = target.stream();
    let one = |ops: &[String]| json!({ "epoch": epoch, "ops": ops });
    match ask.path {
        "/enrol" => {
            json!({ "code": "0000-0000-0000", "publicKey": seat.device.public_key, "computer": "laptop", "protocol": 1 })
        }
        "/sync/push" => one(&[written(house, seat, target, ask.how)]),
        "/sync/replay" => {
            let ops = vec![written(house, seat, target, "task")];
            let (key, text) = (
                house.clinic.intake().public(),
                serde_json::to_vec(&ops).unwrap(),
            );
            let sealed = seal_to(&key, COPIES, &text, house.ambient.bytes()).unwrap();
            json!({ "epoch": epoch, "sealed": BASE64.encode(&sealed) })
        }
        "/sync/pull" => serde_json::to_value(house.pull_of(seat)).unwrap(),
        "/sync/park" => {
            let whole = written(house, seat, target, "task");
            json!({ "epoch": epoch, "whole": BASE64.encode(whole.as_bytes()) })
        }
        "/sync/gone" => {
            let draft =
                json!({ "stream": stream, "about": "goal:new", "body": "an attack", "keptAt": 1 });
            json!({ "epoch": epoch, "gver": 0, "drafts": [draft], "streams": [] })
        }
        "/sync/digests" => {
            let seq = house.read(|tx| tx.head(&stream));
            json!({ "epoch": epoch, "digests": [{ "stream": stream, "seq": seq, "digest": Hash::of(b"no") }] })
        }
        "/sync/snapshot" => {
            let from = json!({ "of": "entities", "after": null });
            json!({ "epoch": epoch, "wanted": [
                { "stream": stream, "from": from }, { "stream": stream, "from": { "of": "records", "after": null } },
            ] })
        }
        "/sync/files" => json!({ "epoch": epoch, "files": [target.file] }),
        "/sync/piece" => json!({ "epoch": epoch, "file": target.file, "n": 0, "sealed": "QUFB" }),
        "/sync/piece/get" => json!({ "file": target.file, "n": 0 }),
        "/sync/escrow" => {
            json!({ "recovery": "00".repeat(32), "profile": target.member, "sealed": "", "heartbeat": null })
        }
        "/sync/audit" => json!({
            "epoch": epoch, "run": 0, "from": 1, "prev": Hash::ZERO, "links": [], "head": Hash::ZERO, "proof": "00",
        }),
        "/sync/audit/read" => json!({ "from": 0, "until": i64::MAX, "offset": 0, "limit": 200 }),
        "/recovery/ask" => json!({
            "asked": { "request": target.member, "device": device, "public": "00".repeat(32) },
            "proof": { "by": "heartbeat", "signature": "00" },
        }),
        "/recovery/fetch" => json!({ "request": target.member, "device": device }),
        "/sync/contact" => json!({ "report": {} }),
        "/contact" => json!({ "device": device, "report": "{}", "signature": "00" }),
        "/contact/wiped" => {
            json!({ "order": target.member, "device": device, "unsent": 0, "at": 0, "signature": "00" })
        }
        "/devices/declare" => json!({ "device": target.member, "what": { "is": "lost" } }),
        "/incidents/write" => {
            json!({ "incident": null, "seen": 9_999, "what": { "is": "detected", "at": 0, "words": "w" } })
        }
        "/glass/break" => serde_json::to_value(break_glass(target)).unwrap(),
        "/glass/renew" => json!({ "glass": house.glass }),
        "/glass/weigh" => json!({ "glass": house.glass, "verdict": "justified", "words": "" }),
        _ => json!({}),
    }
}

/// The request, as whoever is in that standing sends it.
pub(super) fn letter(
    house: &House,
    seat: &Seat,
    (target, ask): (&Target, &Ask),
    standing: Standing,
) -> Letter {
    let mut body = serde_json::to_vec(&body(house, seat, target, ask)).unwrap();
    let is_read = matches!(ask.path, "/health" | "/metrics");
    let method = if is_read { "GET" } else { "POST" };
    let device = if standing == Standing::Unknown {
        care::DeviceId(house.ambient.mint())
    } else {
        seat.device.id
    };
    let nonce = HEXLOWER.encode(&house.ambient.bytes::<16>());
    let signed = proof::Request {
        method,
        path: if standing == Standing::OtherPath {
            "/sync/other"
        } else {
            ask.path
        },
        body: &body,
        device,
        nonce: &nonce,
    };
    let other = SigningKey::from_bytes(&[3; 32]);
    let key = if standing == Standing::OtherKey {
        &other
    } else {
        &seat.key
    };
    let signature = signed.prove(key);
    let mut headers = vec![(DEVICE_HEADER, device.to_string()), (NONCE_HEADER, nonce)];
    if standing == Standing::Unsigned {
        headers.truncate(1);
    } else {
        headers.push((SIGNATURE_HEADER, signature));
    }
    if standing == Standing::Changed {
        body.push(b' ');
    }
    Letter {
        method,
        path: ask.path,
        headers,
        body,
    }
}
