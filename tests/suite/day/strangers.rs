//! Whatever answers in the clinic's place is named for what it is, and nothing is lost or concluded from it.

use std::net::SocketAddr;

use serde_json::{Value, json};
use world::{PASSPHRASE, Person, World};

use super::{caseload, exchange, exchanges_well};

const PAGE: &str = "<!doctype html><title>Guest network</title><form>Sign in</form>";

/// An answer as it stands on the line.
fn http(status: &str, kind: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}")
}

/// With one change unsent she meets a stranger: gives what the Sync screen calls it, after insisting that the change
/// waits as before and reaches the clinic once it is back.
fn meets(world: &World, ines: &Person, stranger: SocketAddr) -> Value {
    let member = caseload(ines)[0]["member"].clone();
    let task = json!({
        "member": member, "seen": "", "what": "Call Hearthway", "owner": { "staff": null, "words": "you" },
    });
    ines.gets("tasks.put", task);
    let before = exchanged_at(ines);
    world.leads_to_stranger(stranger);
    world.passes(1_000);
    let sync = exchange(ines);
    assert_eq!(sync["unsent"], 1, "it waits: {sync}");
    assert_eq!(exchanged_at(ines), before, "no exchange was complete");
    world.leads_home();
    exchanges_well(ines);
    sync["lastProblem"]["code"].clone()
}

fn exchanged_at(person: &Person) -> Value {
    person.gets("sync.show", json!({}))["lastCompleteAt"].clone()
}

#[test]
fn a_network_that_asks_to_sign_in_says_so() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    assert_eq!(
        meets(&world, &ines, world::captive_portal()),
        "network_sign_in"
    );
    let page = world::front_of(world.clinic(), http("200 OK", "text/html", PAGE));
    assert_eq!(meets(&world, &ines, page), "network_sign_in");
    let away = "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://guests.example/\r\nContent-Length: 0\r\n\r\n";
    let page = world::front_of(world.clinic(), away);
    assert_eq!(meets(&world, &ines, page), "network_sign_in");
}

#[test]
fn an_answer_that_was_changed_on_the_way_is_not_taken() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let json = "application/json";
    let altered = [
        // JSON, but not what the clinic says to a push or a pull.
        http("200 OK", json, r#"{"cached":true,"answers":[]}"#),
        // The clinic's shape under another name.
        http("200 OK", "application/octet-stream", "{}"),
        // Shorter than it says.
        http("200 OK", json, "{}").replace("Content-Length: 2", "Content-Length: 2000"),
        // A refusal that is none of ours.
        http("403 Forbidden", "text/plain", "blocked by policy"),
    ];
    for answer in altered {
        let front = world::front_of(world.clinic(), answer.as_str());
        assert_eq!(meets(&world, &ines, front), "answer_altered", "{answer}");
    }
}

/// What a few bytes unpack to.
const UNPACKED_BYTES: usize = 256 * 1024 * 1024;

#[test]
fn an_answer_that_unpacks_to_far_more_than_any_is_given_up_and_everything_waits() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let bomb = sync::packed(&vec![b' '; UNPACKED_BYTES]).unwrap();
    assert!(bomb.len() < UNPACKED_BYTES / 1_000, "{}", bomb.len());
    for status in ["200 OK", "400 Bad Request"] {
        let length = bomb.len();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Encoding: zstd\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        let answer = [head.as_bytes(), &bomb].concat();
        let front = world::front_of(world.clinic(), answer);
        assert_eq!(meets(&world, &ines, front), "answer_altered", "{status}");
    }
}

#[test]
fn a_gateway_without_its_clinic_is_busy_or_at_fault_and_nobody_is_to_blame_for_it() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let busy = http("503 Service Unavailable", "text/html", PAGE);
    let busy = world::front_of(world.clinic(), busy);
    assert_eq!(meets(&world, &ines, busy), "clinic_busy");
    let gone = http("502 Bad Gateway", "text/html", PAGE);
    let gone = world::front_of(world.clinic(), gone);
    assert_eq!(meets(&world, &ines, gone), "clinic_fault");
}

#[test]
fn a_line_that_is_opened_on_the_way_is_not_another_clinic() {
    let (world, other) = (World::new(), World::new());
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    assert_eq!(
        meets(&world, &ines, world::interceptor()),
        "line_intercepted"
    );
    assert_eq!(
        meets(&world, &ines, other.clinic().address()),
        "other_certificate"
    );
    let old = world::out_of_date(world.clinic());
    assert_eq!(meets(&world, &ines, old), "certificate_date");
}

#[test]
fn a_computer_that_is_nobodys_yet_hears_the_same() {
    let world = World::new();
    let person = world.computer("cautious");
    let code = world.clinic().code_for("Inés Carranza");
    let enrols = |stranger: SocketAddr| {
        let body = json!({
            "address": format!("https://{stranger}"), "fingerprint": world.clinic().fingerprint(), "code": code,
            "passphrase": PASSPHRASE,
        });
        person.asks("session.enrol", body)
    };
    let answer = enrols(world::interceptor());
    assert_eq!(answer["failure"]["code"], "line_intercepted");
    let answer = enrols(world::captive_portal());
    assert_eq!(answer["failure"]["code"], "network_sign_in");
    let page = http("200 OK", "text/html", PAGE);
    let answer = enrols(world::front_of(world.clinic(), page));
    assert_eq!(answer["failure"]["code"], "network_sign_in");
    let answer = enrols(world.clinic().address());
    assert!(
        answer["ok"].is_object(),
        "the code was not used up: {answer}"
    );
}
