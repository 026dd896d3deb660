//! A PIN opens a satchel that was opened with its passphrase today, and nothing else.

use serde_json::{Value, json};
use sync::audit::AskAudit;
use sync::custody::Pins;
use world::{PASSPHRASE, Person, World};

const HOUR: i64 = 3_600_000;
const PIN: &str = "482913";

fn tries(person: &Person, pin: &str) -> Value {
    person.asks("session.unlockPin", json!({ "pin": pin }))["failure"].clone()
}

fn chooses(person: &Person, passphrase: &str, pin: &str) -> Value {
    let body = json!({ "passphrase": passphrase, "pin": pin });
    person.asks("session.setPin", body)["failure"]["code"].clone()
}

fn session(person: &Person, what: &str) -> Value {
    person.gets("session.show", json!({}))[what].clone()
}

fn with_pin(world: &World) -> Person {
    let ines = world.satchel("Inés Carranza");
    assert_eq!(chooses(&ines, PASSPHRASE, PIN), Value::Null);
    ines
}

#[test]
fn only_she_chooses_it_and_not_what_anybody_would_try_first() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    assert_eq!(chooses(&ines, PASSPHRASE, "123456"), "weak_pin");
    assert_eq!(chooses(&ines, "not this one", PIN), "wrong_passphrase");
    ines.locks();
    assert_eq!(session(&ines, "takesPin"), false);
    assert_eq!(tries(&ines, PIN)["code"], "pin_gone");
    ines.unlocks();
    assert_eq!(chooses(&ines, PASSPHRASE, PIN), Value::Null);
    assert_eq!(session(&ines, "hasPin"), true);
    ines.locks();
    assert_eq!(chooses(&ines, PASSPHRASE, PIN), "locked");
    assert_eq!(session(&ines, "takesPin"), true);
    assert_eq!(tries(&ines, PIN), Value::Null);
    assert_eq!(session(&ines, "state"), "open");
    ines.gets("session.dropPin", json!({}));
    ines.locks();
    assert_eq!(tries(&ines, PIN)["code"], "pin_gone");
}

#[test]
fn five_wrong_ones_and_the_passphrase_is_asked_for() {
    let world = World::new();
    let ines = with_pin(&world);
    ines.locks();
    for left in [4, 3, 2, 1] {
        assert_eq!(
            tries(&ines, "482914"),
            json!({ "code": "wrong_pin", "left": left })
        );
    }
    assert_eq!(tries(&ines, "482914")["code"], "pin_gone");
    assert_eq!(tries(&ines, PIN)["code"], "pin_gone", "also the right one");
    assert_eq!(session(&ines, "takesPin"), false);
    ines.unlocks();
    ines.locks();
    assert_eq!(tries(&ines, PIN), Value::Null, "it is still hers");
}

#[test]
fn it_is_good_for_the_day_of_its_passphrase_and_never_after_a_restart() {
    let world = World::new();
    let ines = with_pin(&world);
    for _ in 0..3 {
        ines.locks();
        world.passes(4 * HOUR - 1);
        assert_eq!(tries(&ines, PIN), Value::Null);
    }
    ines.locks();
    world.passes(3);
    assert_eq!(tries(&ines, PIN)["code"], "pin_gone", "the day is over");
    ines.unlocks();
    ines.locks();
    world.passes(4 * HOUR);
    assert_eq!(tries(&ines, PIN)["code"], "pin_gone", "it has cooled");
    ines.unlocks();
    let ines = ines.crashes_and_starts();
    assert_eq!(
        tries(&ines, PIN)["code"],
        "pin_gone",
        "it was in memory alone"
    );
    ines.unlocks();
    ines.locks();
    world.passes(-HOUR);
    assert_eq!(
        tries(&ines, PIN)["code"],
        "pin_gone",
        "the clock was set back"
    );
    ines.unlocks();
    ines.locks();
    for hours in [3, -2, 1] {
        world.passes(hours * HOUR);
    }
    assert_eq!(
        tries(&ines, PIN)["code"],
        "pin_gone",
        "four hours went by, whatever the clock says"
    );
}

#[test]
fn what_was_tried_is_in_the_chain_of_who_did_what() {
    let world = World::new();
    let ines = with_pin(&world);
    ines.locks();
    tries(&ines, "482914");
    assert_eq!(tries(&ines, PIN), Value::Null);
    super::exchanges_well(&ines);
    let ruth = world.satchel("Ruth Amat");
    let body = json!({
        "staff": null, "member": null, "action": null, "from": null, "until": null,
        "page": { "offset": 0, "limit": 50 },
    });
    let told = ruth.gets("audit.list", body);
    let did = |action: &str, kind: &str| {
        let rows = told["rows"].as_array().unwrap();
        let of_it = rows
            .iter()
            .filter(|row| row["action"] == action && row["kind"] == kind);
        of_it.count()
    };
    assert_eq!((did("edit", "pin"), did("unlock", "pin")), (1, 1));
    assert_eq!(did("unlock_failed", "satchel"), 1);
}

#[test]
fn a_clinic_that_forbids_it_is_heard_at_the_next_exchange_and_the_pin_is_gone() {
    let world = World::new();
    let ines = with_pin(&world);
    super::exchanges_well(&ines);
    let office = world.clinic().clinic();
    world.passes(1_000);
    office.put_pins(Pins::Forbidden).unwrap();
    // Not heard yet.
    ines.locks();
    assert_eq!(tries(&ines, PIN), Value::Null);
    assert_eq!(session(&ines, "pinAllowed"), true);
    world.passes(1_000);
    super::exchanges_well(&ines);
    assert_eq!(
        (session(&ines, "pinAllowed"), session(&ines, "hasPin")),
        (json!(false), json!(false))
    );
    assert_eq!(chooses(&ines, PASSPHRASE, PIN), "pin_forbidden");
    ines.locks();
    assert_eq!(session(&ines, "takesPin"), false);
    assert_eq!(tries(&ines, PIN)["code"], "pin_gone");
    ines.unlocks();
    let new = world.satchel("Deborah Achterberg");
    assert_eq!(
        chooses(&new, PASSPHRASE, PIN),
        "pin_forbidden",
        "from its first lease"
    );

    world.passes(1_000);
    office.put_pins(Pins::Allowed).unwrap();
    world.passes(1_000);
    super::exchanges_well(&ines);
    assert_eq!(session(&ines, "hasPin"), false, "what is gone is gone");
    assert_eq!(chooses(&ines, PASSPHRASE, PIN), Value::Null);
    assert_eq!(office.verify_audit().unwrap().faults, []);
}

#[test]
fn a_satchel_that_crashes_when_it_has_heard_has_dropped_it_for_good_and_says_so_once() {
    let world = World::new();
    let ines = with_pin(&world);
    super::exchanges_well(&ines);
    world.passes(1_000);
    world.clinic().clinic().put_pins(Pins::Forbidden).unwrap();
    world.passes(1_000);
    // What it heard is on its disk; nothing else of the exchange goes through.
    world.is_deaf_to("/sync/audit");
    super::exchange(&ines);
    world.leads_home();
    let ines = ines.crashes_and_starts();
    ines.unlocks();
    assert_eq!(session(&ines, "hasPin"), false);
    super::exchanges_well(&ines);
    let ask = AskAudit {
        action: Some(care::AuditAction::Edit),
        from: i64::MIN,
        until: i64::MAX,
        limit: 200,
        ..AskAudit::default()
    };
    let rows = world.clinic().clinic().audit(&ask).unwrap().rows;
    let pins = rows
        .iter()
        .filter(|row| row.entry.kind.as_deref() == Some("pin"));
    assert_eq!(pins.count(), 2, "chosen, and dropped");
}
