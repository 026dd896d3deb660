//! What is refused, each with its own code: the sentence for it stands in the screen's words.

use serde_json::json;
use world::{PASSPHRASE, World};

use super::exchanges_well;

#[test]
fn an_enrolment_code_works_once() {
    let world = World::new();
    let (first, second) = (world.computer("first"), world.computer("second"));
    let code = world.clinic().code_for("Inés Carranza");
    let enrol = |person: &world::Person, code: &str| {
        let fingerprint = world.clinic().fingerprint();
        let address = world.address();
        let body = json!({ "address": address, "fingerprint": fingerprint, "code": code, "passphrase": PASSPHRASE });
        person.asks("session.enrol", body)
    };
    assert!(enrol(&first, &code)["ok"].is_object());
    assert_eq!(enrol(&second, &code)["failure"]["code"], "code_used");
    assert_eq!(
        enrol(&second, "0000-0000-0000")["failure"]["code"],
        "code_unknown"
    );
    assert_eq!(enrol(&first, &code)["failure"]["code"], "already_enrolled");
}

#[test]
fn a_code_that_is_too_old_is_refused() {
    let world = World::new();
    let person = world.computer("late");
    let code = world.clinic().code_for("Inés Carranza");
    world.passes(2 * 24 * 60 * 60 * 1000);
    let body = json!({
        "address": world.address(), "fingerprint": world.clinic().fingerprint(), "code": code,
        "passphrase": PASSPHRASE,
    });
    assert_eq!(
        person.asks("session.enrol", body)["failure"]["code"],
        "code_expired"
    );
}

#[test]
fn a_weak_passphrase_is_refused_before_the_code_is_used_up() {
    let world = World::new();
    let person = world.computer("hasty");
    let code = world.clinic().code_for("Inés Carranza");
    let body = |passphrase: &str| {
        json!({
            "address": world.address(), "fingerprint": world.clinic().fingerprint(), "code": code,
            "passphrase": passphrase,
        })
    };
    assert_eq!(
        person.asks("session.enrol", body("hello"))["failure"]["code"],
        "weak_passphrase"
    );
    assert!(person.asks("session.enrol", body(PASSPHRASE))["ok"].is_object());
}

#[test]
fn another_certificate_is_not_our_clinic() {
    let (world, other) = (World::new(), World::new());
    let person = world.computer("cautious");
    let code = world.clinic().code_for("Inés Carranza");
    let body = json!({
        "address": other.address(), "fingerprint": world.clinic().fingerprint(), "code": code,
        "passphrase": PASSPHRASE,
    });
    assert_eq!(
        person.asks("session.enrol", body)["failure"]["code"],
        "other_certificate"
    );
}

#[test]
fn what_speaks_http_is_not_trusted_and_what_is_no_address_is_named() {
    let world = World::new();
    let person = world.computer("cautious");
    let plain = world::plain_http_server();
    let body = |address: &str| {
        let code = world.clinic().code_for("Inés Carranza");
        let fingerprint = world.clinic().fingerprint();
        json!({ "address": address, "fingerprint": fingerprint, "code": code, "passphrase": PASSPHRASE })
    };
    let answer = person.asks("session.enrol", body(&format!("https://{plain}")));
    assert_eq!(answer["failure"]["code"], "not_tls");
    let answer = person.asks("session.enrol", body(&format!("http://{plain}")));
    assert_eq!(answer["failure"]["code"], "address_malformed");
}

#[test]
fn a_wrong_passphrase_a_missing_keyring_entry_and_a_request_nobody_knows_each_say_so() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    ines.locks();
    let wrong = json!({ "passphrase": "otter lantern prairie quill" });
    assert_eq!(
        ines.asks("session.unlock", wrong)["failure"]["code"],
        "wrong_passphrase"
    );
    ines.keys().fail_with(Some(vault::KeyStoreError::Missing));
    let right = json!({ "passphrase": PASSPHRASE });
    assert_eq!(
        ines.asks("session.unlock", right)["failure"]["code"],
        "keyring_entry_missing"
    );
    ines.keys().fail_with(None);
    ines.unlocks();
    assert_eq!(
        ines.asks("horoscope.show", json!({}))["failure"]["code"],
        "bad_request"
    );
    assert_eq!(
        ines.asks("today.show", json!("now"))["failure"]["code"],
        "bad_request"
    );
    let big = json!({ "about": "form", "member": null, "body": "x".repeat(200_000) });
    assert_eq!(
        ines.asks("drafts.keep", big)["failure"]["code"],
        "too_large"
    );
}

#[test]
fn a_device_the_clinic_does_not_know_gets_nothing() {
    let (world, other) = (World::new(), World::new());
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    // Another clinic of the same name answers at the same address: other certificate, so nothing is even sent.
    world.leads_to(&other);
    let sync = super::exchange(&ines);
    assert_eq!(sync["lastProblem"]["code"], "other_certificate");
}
