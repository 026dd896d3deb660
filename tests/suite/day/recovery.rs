//! Back in after a forgotten passphrase or a lost keyring, with everything that was not sent.

use std::fs;
use std::path::Path;

use clinic::ApproveError;
use serde_json::{Value, json};
use vault::KeyStore as _;
use world::{PASSPHRASE, Person, World};

use super::exchanges_well;
use super::notes::{begins_a_visit, signs};

const SUPERVISOR: &str = "Ruth Amat";
const OTHER: &str = "violet harbour seventy lamps";
const HOUR: i64 = 3_600_000;
const NOTE: &str = "She has moved in with her sister.";

/// What she reads out, or why nobody was asked.
fn asks(person: &Person, code: Option<&str>) -> Result<String, String> {
    let answer = person.asks("session.askRecovery", json!({ "code": code }));
    match answer["failure"]["code"].as_str() {
        Some(code) => Err(code.to_owned()),
        None => Ok(words(&answer["ok"])),
    }
}

fn words(view: &Value) -> String {
    let words = view["words"].as_array().unwrap().iter();
    words
        .filter_map(Value::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether it was answered, or why it cannot be any more.
fn looks(person: &Person) -> Result<bool, String> {
    let answer = person.asks("session.lookRecovery", json!({}));
    match answer["failure"]["code"].as_str() {
        Some(code) => Err(code.to_owned()),
        None => Ok(answer["ok"]["answered"] == true),
    }
}

fn comes_back(person: &Person, passphrase: &str) -> Value {
    let answer = person.asks("session.recover", json!({ "passphrase": passphrase }));
    answer["failure"]["code"].clone()
}

fn opens(person: &Person, passphrase: &str) -> Value {
    let answer = person.asks("session.unlock", json!({ "passphrase": passphrase }));
    answer["failure"]["code"].clone()
}

/// The profile's id: its folder is called so.
fn profile(person: &Person) -> uuid::Uuid {
    let folders = fs::read_dir(person.folder().join("profiles")).unwrap();
    let mut names = folders.map(|folder| folder.unwrap().file_name());
    names.next().unwrap().to_str().unwrap().parse().unwrap()
}

/// She writes a note without a network, and locks; gives the visit it is of.
fn writes_offline(world: &World, person: &Person) -> Value {
    world.cuts_the_network();
    let (_, visit) = begins_a_visit(person);
    signs(person, &visit, NOTE);
    person.locks();
    world.restores_the_network();
    visit
}

/// Whether somebody has her note.
fn reads_the_note(person: &Person, visit: &Value) -> bool {
    let shown = person.asks("visits.show", json!({ "visit": visit }));
    shown["ok"]["notes"][0]["narrative"] == NOTE
}

/// The whole way, from asking to an open satchel.
fn is_let_in(world: &World, person: &Person, key: &Path, code: Option<&str>, passphrase: &str) {
    // Whoever asks last is the one who is let in.
    world.passes(1);
    let read_out = asks(person, code).unwrap();
    assert_eq!(looks(person), Ok(false));
    assert_eq!(comes_back(person, passphrase), "recovery_waits");
    world.clinic().lets_in(&read_out, key, SUPERVISOR).unwrap();
    assert_eq!(looks(person), Ok(true));
    assert_eq!(comes_back(person, passphrase), Value::Null);
    assert_eq!(person.gets("session.show", json!({}))["state"], "open");
}

/// A day on which she forgets her passphrase over a note that nobody else has.
pub(crate) fn the_way_back(world: &World) {
    let key = world.clinic().makes_a_recovery_key("stick");
    let (ines, deborah) = super::two_people(world);
    assert_eq!(ines.gets("session.show", json!({}))["recoverable"], true);
    let visit = writes_offline(world, &ines);
    assert_eq!(opens(&ines, "was it this one"), "wrong_passphrase");

    is_let_in(world, &ines, &key, None, OTHER);
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert!(reads_the_note(&deborah, &visit));
    let asked = world.clinic().clinic().recoveries().unwrap();
    assert!(
        asked[0].done_at.is_some(),
        "the clinic knows that it is done"
    );
    ines.locks();
    assert_eq!(opens(&ines, PASSPHRASE), "wrong_passphrase");
    assert_eq!(opens(&ines, OTHER), Value::Null);
}

#[test]
fn a_forgotten_passphrase_costs_no_days_work() {
    the_way_back(&World::new());
}

#[test]
fn a_lost_keyring_costs_no_days_work_either() {
    let world = World::new();
    let key = world.clinic().makes_a_recovery_key("stick");
    let (ines, deborah) = super::two_people(&world);
    let visit = writes_offline(&world, &ines);
    ines.keys().forget(profile(&ines)).unwrap();
    assert_eq!(opens(&ines, PASSPHRASE), "keyring_entry_missing");
    assert_eq!(asks(&ines, None).unwrap_err(), "recovery_needs_code");
    assert_eq!(
        asks(&ines, Some("0000-0000-0000")).unwrap_err(),
        "code_unknown"
    );

    let code = code_for(&world, &ines);
    is_let_in(&world, &ines, &key, Some(&code), OTHER);
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert!(reads_the_note(&deborah, &visit));
    ines.locks();
    assert_eq!(opens(&ines, OTHER), Value::Null);
    // The computer has another secret now, and the clinic knows the key that grows from it.
    ines.locks();
    assert_eq!(
        asks(&ines, Some(&code)).unwrap_err(),
        "code_used",
        "a code works once"
    );
    is_let_in(&world, &ines, &key, None, PASSPHRASE);
}

/// A one-time code of the supervisor's for somebody's device.
fn code_for(world: &World, person: &Person) -> String {
    let by = world.clinic().staff(SUPERVISOR);
    let code = world
        .clinic()
        .clinic()
        .recovery_code(device_of(world, person), by);
    code.unwrap().to_string()
}

/// The demo's own devices are retired.
fn device_of(world: &World, person: &Person) -> care::DeviceId {
    let whose = world.clinic().staff(person.name());
    let devices = world.clinic().clinic().devices().unwrap();
    let mut active = devices
        .iter()
        .filter(|device| device.active && device.staff == whose);
    active.next().unwrap().id
}

#[test]
fn nobody_is_let_in_by_other_words_another_key_or_who_may_not() {
    let world = World::new();
    let key = world.clinic().makes_a_recovery_key("stick");
    let (ines, deborah) = super::two_people(&world);
    let other = world.clinic().makes_a_recovery_key("another-stick");
    ines.locks();
    deborah.locks();
    let hers = asks(&deborah, None).unwrap();
    world.passes(1);
    let read_out = asks(&ines, None).unwrap();
    let lets_in = |words: &str, key: &Path, by: &str| world.clinic().lets_in(words, key, by);
    assert!(matches!(
        lets_in(&hers, &key, SUPERVISOR),
        Err(ApproveError::WrongWords)
    ));
    assert!(matches!(
        lets_in("", &key, SUPERVISOR),
        Err(ApproveError::WrongWords)
    ));
    assert!(matches!(
        lets_in(&read_out, &other, SUPERVISOR),
        Err(ApproveError::WrongKey { .. })
    ));
    assert!(matches!(
        lets_in(&read_out, &key, "Malik Osei"),
        Err(ApproveError::NotHers)
    ));
    assert_eq!(looks(&ines), Ok(false));
    lets_in(&read_out.to_uppercase(), &key, SUPERVISOR).unwrap();
    assert!(matches!(
        lets_in(&read_out, &key, SUPERVISOR),
        Err(ApproveError::Already)
    ));
    assert_eq!(looks(&ines), Ok(true));
    assert_eq!(looks(&deborah), Ok(false), "hers is another request");
    assert_eq!(comes_back(&ines, "short"), "weak_passphrase");
    assert_eq!(comes_back(&ines, OTHER), Value::Null);
    assert_eq!(opens(&deborah, PASSPHRASE), Value::Null, "she remembered");
}

#[test]
fn nobody_lets_herself_in() {
    let world = World::new();
    let key = world.clinic().makes_a_recovery_key("stick");
    let ruth = world.satchel(SUPERVISOR);
    exchanges_well(&ruth);
    ruth.locks();
    let read_out = asks(&ruth, None).unwrap();
    let refused = world.clinic().lets_in(&read_out, &key, SUPERVISOR);
    assert!(matches!(refused, Err(ApproveError::NotHers)));
}

#[test]
fn a_request_ends_after_an_hour_with_the_window_and_with_the_next_one() {
    let world = World::new();
    let key = world.clinic().makes_a_recovery_key("stick");
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    ines.locks();
    let late = asks(&ines, None).unwrap();
    world.passes(HOUR);
    assert!(matches!(
        world.clinic().lets_in(&late, &key, SUPERVISOR),
        Err(ApproveError::Over)
    ));
    assert_eq!(looks(&ines).unwrap_err(), "recovery_over");

    world.passes(1);
    let answered = asks(&ines, None).unwrap();
    world.clinic().lets_in(&answered, &key, SUPERVISOR).unwrap();
    world.passes(HOUR);
    assert_eq!(
        looks(&ines).unwrap_err(),
        "recovery_over",
        "an answer does not wait for ever"
    );

    asks(&ines, None).unwrap();
    let ines = ines.crashes_and_starts();
    assert_eq!(looks(&ines).unwrap_err(), "recovery_over");
    assert_eq!(comes_back(&ines, OTHER), "recovery_over");
    assert_eq!(
        opens(&ines, PASSPHRASE),
        Value::Null,
        "nothing has happened to it"
    );
}

#[test]
fn a_code_is_for_one_device_and_for_an_hour() {
    let world = World::new();
    world.clinic().makes_a_recovery_key("stick");
    let (ines, deborah) = super::two_people(&world);
    let hers = code_for(&world, &deborah);
    ines.locks();
    assert_eq!(
        asks(&ines, Some(&hers)).unwrap_err(),
        "code_for_another_device"
    );
    let late = code_for(&world, &ines);
    world.passes(HOUR);
    assert_eq!(asks(&ines, Some(&late)).unwrap_err(), "code_expired");
}

#[test]
fn without_a_recovery_key_it_is_said_that_there_is_no_way_back() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    assert_eq!(ines.gets("session.show", json!({}))["recoverable"], false);
    ines.locks();
    assert_eq!(asks(&ines, None).unwrap_err(), "no_way_back");
    assert_eq!(opens(&ines, PASSPHRASE), Value::Null);
}

#[test]
fn a_device_that_was_there_before_leaves_its_key_at_its_next_exchange_and_again_for_a_new_one() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    world.clinic().makes_a_recovery_key("first");
    // It hears of the key with what is new, and leaves its own at the exchange after.
    exchanges_well(&ines);
    exchanges_well(&ines);
    assert_eq!(ines.gets("session.show", json!({}))["recoverable"], true);
    world.passes(1);
    let second = world.clinic().makes_a_recovery_key("second");
    exchanges_well(&ines);
    exchanges_well(&ines);
    ines.locks();
    is_let_in(&world, &ines, &second, None, OTHER);
}

#[test]
fn a_retired_device_is_not_let_in() {
    let world = World::new();
    let key = world.clinic().makes_a_recovery_key("stick");
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    ines.locks();
    let read_out = asks(&ines, None).unwrap();
    let device = device_of(&world, &ines);
    world.clinic().clinic().retire(device).unwrap();
    assert!(matches!(
        world.clinic().lets_in(&read_out, &key, SUPERVISOR),
        Err(ApproveError::Retired)
    ));
    assert_eq!(asks(&ines, None).unwrap_err(), "device_refused");
}
