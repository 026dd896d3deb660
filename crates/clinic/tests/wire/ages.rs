//! Devices of older and newer releases.

use serde_json::{Value, json};
use sync::StreamId;

use super::wire::Device;
use super::{World, code, refused, said, task};

#[test]
fn a_device_of_any_age_may_push_and_only_one_that_wants_something_is_told_its_age() {
    let world = World::new();
    let mut device = world.device("Inés Carranza", 1);
    let stream = StreamId::Member(care::MemberId(device.ambient.mint()));
    let spoken = |device: &Device, path: &str, protocol: &str, body: Value| {
        let body = serde_json::to_vec(&body).unwrap();
        let mut headers = device.proof(path, &body);
        headers.push((sync::proof::PROTOCOL_HEADER, protocol.to_owned()));
        device.line.post::<Value>(path, &headers, &body)
    };
    let epoch = device.epoch.clone();
    for (protocol, n) in [("0", 0x71), ("1", 0x72), ("9", 0x73)] {
        let op = device.op(stream.clone(), task(n), "what", said(json!("call")));
        let push = json!({ "epoch": epoch, "ops": [op], "ofTomorrow": true });
        let pushed = spoken(&device, "/sync/push", protocol, push).unwrap();
        assert_eq!(
            pushed["answers"][0]["result"]["is"], "applied",
            "{protocol}"
        );
    }
    let pull = json!({ "epoch": epoch, "cursors": [] });
    let asks = |protocol: &str, body: &Value| spoken(&device, "/sync/pull", protocol, body.clone());
    assert_eq!(refused(asks("0", &pull)), code(426, "protocol"));
    assert!(asks("1", &pull).is_ok());
    assert!(
        asks("9", &pull).is_ok(),
        "a newer one knows what is said here"
    );
    // Asked in a way that cannot be read.
    let strange = json!({ "since": "yesterday" });
    assert_eq!(refused(asks("9", &strange)), code(426, "protocol"));
    assert_eq!(refused(asks("1", &strange)), code(400, "bad_request"));
    assert_eq!(refused(asks("one", &pull)), code(400, "bad_request"));
}
