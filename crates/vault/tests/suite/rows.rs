//! Rows with made-up people in them.

use serde_json::{Value, json};
use vault::entities::Entity;
use vault::records::Record;
use vault::{Reader, StoreError, Vault};

pub(crate) const STAFF: &str = "01900000-0000-7000-8000-0000000000aa";

pub(crate) fn entity(kind: &str, id: &str, member: &str, data: &Value) -> Entity {
    Entity {
        id: id.to_owned(),
        stream: format!("m:{member}"),
        kind: kind.to_owned(),
        data: data.to_string(),
        heads: "{}".to_owned(),
        conflicts: 0,
        changed_at: 1,
        said_at: 1,
    }
}

pub(crate) fn member(id: &str, given: &str, family: &str) -> Entity {
    let data = json!({"names": {"given": [given], "family": family, "others": [{"use": "nickname", "text": "Lola"}]}});
    serde_json::from_value::<care::Member>(data.clone()).unwrap();
    entity("member", id, id, &data)
}

pub(crate) fn record(id: &str, kind: &str, about: &str) -> Record {
    Record {
        id: id.to_owned(),
        stream: "m:m1".to_owned(),
        kind: kind.to_owned(),
        about: about.to_owned(),
        body: r#"{"narrative":"She slept better."}"#.to_owned(),
        hash: format!("hash-{id}"),
        sig: "sig".to_owned(),
        prev_hash: None,
        author: STAFF.to_owned(),
        device: "d1".to_owned(),
        signed_at: 10,
        received_at: None,
    }
}

pub(crate) fn read<T>(vault: &Vault, act: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>) -> T {
    vault.read(act).unwrap()
}
