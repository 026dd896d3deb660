//! Two people on one computer: each is a device of her own, and neither sees or changes what is the other's.

use serde_json::{Value, json};
use sync::custody::Declaration;
use vault::KeyStore as _;
use world::{PASSPHRASE, Person, World};

use super::custody::{line, says};
use super::exchanges_well;

const DEBORAH: &str = "Deborah Achterberg";
const HER_PASSPHRASE: &str = "violet harbour seventy lamps";
const PIN: &str = "482913";

fn session(person: &Person) -> Value {
    person.gets("session.show", json!({}))
}

/// Deborah starts on the computer of Inés.
fn joins(world: &World, computer: &Person) {
    computer.gets("session.setDown", json!({}));
    let sheet = json!({ "address": world.address(), "fingerprint": world.clinic().fingerprint(),
        "code": world.clinic().code_for(DEBORAH), "passphrase": HER_PASSPHRASE });
    computer.gets("session.enrol", sheet);
}

/// Puts the other satchel in front.
fn turns(computer: &Person) {
    // Whoever has one open is shown nobody else's.
    computer.locks();
    let other = session(computer)["others"][0]["profile"].clone();
    computer.gets("session.takeUp", json!({ "profile": other }));
}

fn tries(computer: &Person, passphrase: &str) -> Value {
    computer.asks("session.unlock", json!({ "passphrase": passphrase }))["failure"]["code"].clone()
}

#[test]
fn two_people_share_a_computer_and_nothing_else() {
    let world = World::new();
    let devices = || world.clinic().clinic().device_lines().unwrap().len();
    let before = devices();
    let computer = world.satchel("Inés Carranza");
    exchanges_well(&computer);
    let pin = json!({ "passphrase": PASSPHRASE, "pin": PIN });
    computer.gets("session.setPin", pin);
    computer.gets(
        "settings.put",
        json!({ "settings": with_text(&computer, 150) }),
    );
    let draft = json!({ "about": "form:hers", "member": null, "body": "only hers" });
    computer.gets("drafts.keep", draft);
    let kept = |computer: &Person| computer.asks("drafts.show", json!({ "about": "form:hers" }));
    assert_eq!(session(&computer)["others"], json!([]));

    joins(&world, &computer);
    exchanges_well(&computer);
    let now = session(&computer);
    assert_eq!(
        (&now["state"], &now["initials"]),
        (&json!("open"), &json!("DA"))
    );
    assert_eq!(now["others"], json!([]), "nobody else's while hers is open");
    assert_eq!(kept(&computer)["ok"]["body"], Value::Null);
    computer.gets(
        "settings.put",
        json!({ "settings": with_text(&computer, 100) }),
    );

    turns(&computer);
    let now = session(&computer);
    assert_eq!(
        (&now["state"], &now["initials"]),
        (&json!("locked"), &json!("IC"))
    );
    assert_eq!(now["others"][0]["initials"], "DA");
    assert_eq!(now["takesPin"], false, "a PIN ends with the turn");
    assert_eq!(kept(&computer)["failure"]["code"], "locked");
    assert_eq!(text_size(&computer), 150, "each has her own settings");
    assert_eq!(tries(&computer, HER_PASSPHRASE), "wrong_passphrase");
    assert_eq!(tries(&computer, PASSPHRASE), Value::Null);
    assert_eq!(kept(&computer)["ok"]["body"], "only hers");
    // Two devices, each with its own chain, and an exchange of each.
    exchanges_well(&computer);
    assert_eq!(devices(), before + 2);
    let nobody = json!({ "profile": "00000000-0000-7000-8000-000000000009" });
    let refused = computer.asks("session.takeUp", nobody)["failure"]["code"].clone();
    assert_eq!(refused, "not_here");
    assert_eq!(session(&computer)["initials"], "IC");
}

#[test]
fn an_order_to_erase_one_reaches_it_while_the_other_is_in_front() {
    let world = World::new();
    let computer = world.satchel("Inés Carranza");
    exchanges_well(&computer);
    joins(&world, &computer);
    exchanges_well(&computer);
    turns(&computer);
    let deborah = line(&world, &person_named(&world)).id;
    says(&world, deborah, Declaration::Wipe { even_unsent: true }).unwrap();
    let heard = computer.asks("session.askClinic", json!({}))["failure"]["code"].clone();
    assert_eq!(heard, Value::Null);
    let now = session(&computer);
    assert_eq!(now["others"], json!([]), "it has erased itself");
    assert_eq!(tries(&computer, PASSPHRASE), Value::Null);
    let profiles = computer.folder().join("profiles").read_dir().unwrap();
    let left: Vec<_> = profiles
        .flatten()
        .map(|folder| folder.file_name())
        .collect();
    assert_eq!(left.len(), 1);
    let profile = left[0].to_str().unwrap().parse().unwrap();
    assert!(
        computer.keys().get(profile).is_ok(),
        "hers is in the keyring still"
    );
}

/// Somebody by whose name her device is found.
fn person_named(world: &World) -> Person {
    world.computer(DEBORAH)
}

fn with_text(computer: &Person, size: u32) -> Value {
    let mut settings = computer.gets("settings.show", json!({}));
    settings["textSize"] = json!(size);
    settings
}

fn text_size(computer: &Person) -> u64 {
    computer.gets("settings.show", json!({}))["textSize"]
        .as_u64()
        .unwrap()
}
