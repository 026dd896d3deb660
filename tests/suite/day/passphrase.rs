//! Choosing, mistyping and changing a passphrase.

use serde_json::{Value, json};
use world::{PASSPHRASE, Person, World};

const OTHER: &str = "violet harbour seventy lamps";
const MINUTE: i64 = 60_000;

/// What she is told when she tries to open it so.
fn opens(person: &Person, passphrase: &str) -> Value {
    let answer = person.asks("session.unlock", json!({ "passphrase": passphrase }));
    answer["failure"]["code"].clone()
}

fn changes(person: &Person, old: &str, new: &str) -> Value {
    let answer = person.asks(
        "session.changePassphrase",
        json!({ "old": old, "new": new }),
    );
    answer["failure"]["code"].clone()
}

#[test]
fn wrong_tries_make_her_wait_also_after_a_restart_and_cost_nothing_else() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    ines.locks();
    for _ in 0..5 {
        assert_eq!(opens(&ines, "not this one"), "wrong_passphrase");
    }
    assert_eq!(opens(&ines, PASSPHRASE), "too_soon", "also the right one");
    let until = ines.gets("session.show", json!({}))["waitUntil"].clone();
    assert_eq!(until, world.ambient().now() + MINUTE);

    let ines = ines.crashes_and_starts();
    let told = ines.asks("session.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(told["failure"], json!({ "code": "too_soon", "minutes": 1 }));
    world.passes(MINUTE);
    assert_eq!(opens(&ines, "not this one"), "wrong_passphrase");
    world.passes(MINUTE);
    assert_eq!(
        opens(&ines, PASSPHRASE),
        "too_soon",
        "the second wait is two"
    );
    world.passes(MINUTE);
    assert_eq!(opens(&ines, PASSPHRASE), Value::Null);
    ines.locks();
    assert_eq!(
        opens(&ines, "not this one"),
        "wrong_passphrase",
        "it begins anew"
    );
    assert_eq!(opens(&ines, PASSPHRASE), Value::Null);
}

#[test]
fn a_keyring_that_is_locked_is_no_wrong_try() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    ines.locks();
    ines.keys().fail_with(Some(vault::KeyStoreError::Locked));
    for _ in 0..9 {
        assert_eq!(opens(&ines, PASSPHRASE), "keyring_locked");
    }
    ines.keys().fail_with(None);
    assert_eq!(opens(&ines, PASSPHRASE), Value::Null);
}

#[test]
fn a_passphrase_is_changed_without_a_network_and_holds_after_a_crash() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    world.cuts_the_network();
    assert_eq!(changes(&ines, "not this one", OTHER), "wrong_passphrase");
    assert_eq!(changes(&ines, PASSPHRASE, "short"), "weak_passphrase");
    assert_eq!(
        changes(&ines, PASSPHRASE, "Inés Carranza Carranza"),
        "common_passphrase"
    );
    assert_eq!(changes(&ines, PASSPHRASE, OTHER), Value::Null);
    assert_eq!(ines.gets("session.show", json!({}))["state"], "open");
    let ines = ines.crashes_and_starts();
    assert_eq!(changes(&ines, OTHER, PASSPHRASE), "locked");
    assert_eq!(opens(&ines, PASSPHRASE), "wrong_passphrase");
    assert_eq!(opens(&ines, OTHER), Value::Null);
}

#[test]
fn a_passphrase_of_her_own_name_is_refused_and_the_same_code_still_works() {
    let world = World::new();
    let ines = world.computer("Inés Carranza");
    let sheet = |passphrase: &str, code: &str| {
        json!({
            "address": world.address(), "fingerprint": world.clinic().fingerprint(),
            "code": code, "passphrase": passphrase,
        })
    };
    let code = world.clinic().code_for("Inés Carranza");
    let own = ines.asks("session.enrol", sheet("ines carranza ines carranza", &code));
    assert_eq!(own["failure"]["code"], "common_passphrase");
    assert_eq!(
        ines.gets("session.show", json!({}))["state"],
        "not_enrolled"
    );
    let offered = ines.gets("session.offerWords", json!({}));
    let words: Vec<&str> = offered["words"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(words.len(), 4);
    ines.gets("session.enrol", sheet(&words.join(" "), &code));
    ines.locks();
    assert_eq!(opens(&ines, &words.join(" ")), Value::Null);
}
