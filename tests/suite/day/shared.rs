//! Two people on one computer: each is a device of her own, and neither sees or changes what is the other's.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use satchel::{Options, Satchel};
use serde_json::{Value, json};
use sync::custody::Declaration;
use uuid::Uuid;
use vault::{Cost, DeviceSecret, KeyStore, KeyStoreError, MemoryKeyStore};
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

/// What happens meanwhile, once.
type Meanwhile = Arc<Mutex<Option<Box<dyn FnOnce() + Send>>>>;

/// A keyring that does something when it is asked for a secret: while a passphrase is tried.
struct Interrupted {
    keys: MemoryKeyStore,
    by: Meanwhile,
}

impl KeyStore for Interrupted {
    fn put(&self, profile: Uuid, secret: &DeviceSecret) -> Result<(), KeyStoreError> {
        self.keys.put(profile, secret)
    }

    fn get(&self, profile: Uuid) -> Result<DeviceSecret, KeyStoreError> {
        if let Some(interrupts) = self.by.lock().unwrap().take() {
            interrupts();
        }
        self.keys.get(profile)
    }

    fn forget(&self, profile: Uuid) -> Result<(), KeyStoreError> {
        self.keys.forget(profile)
    }
}

/// Longer than it takes to put a satchel in front. Where the rule holds nothing is put there before this is over.
const A_WHILE: Duration = Duration::from_millis(500);

#[test]
fn one_that_is_put_in_front_while_another_is_opened_waits_and_is_alone() {
    let world = World::new();
    let person = world.satchel("Inés Carranza");
    joins(&world, &person);
    turns(&person);
    let (folder, keys) = (person.folder().to_path_buf(), person.keys().clone());
    drop(person);
    let by = Meanwhile::default();
    let computer = Satchel::start(Options {
        papers: folder.join("papers"),
        profile_dir: folder,
        keys: Box::new(Interrupted {
            keys,
            by: Arc::clone(&by),
        }),
        ambient: world.ambient().clone(),
        cost: Some(Cost::FLOOR),
        computer: "a shared computer".to_owned(),
        exchanges_by_itself: false,
    })
    .unwrap();
    let asks = |name: &str, body: Value| serde_json::to_value(computer.ask(name, body)).unwrap();
    let before = asks("session.show", json!({}))["ok"].clone();
    assert_eq!(before["initials"], "IC");
    let other = json!({ "profile": before["others"][0]["profile"] });
    let (done, heard) = channel();
    let presses = computer.clone();
    *by.lock().unwrap() = Some(Box::new(move || {
        let (begun, started) = channel();
        thread::spawn(move || {
            begun.send(()).unwrap();
            let answer = serde_json::to_value(presses.ask("session.takeUp", other));
            done.send(answer.unwrap()).ok();
        });
        started.recv().unwrap();
        thread::park_timeout(A_WHILE);
    }));
    let opened = asks("session.unlock", json!({ "passphrase": PASSPHRASE }));
    assert!(opened.get("ok").is_some(), "{opened}");
    let taken = heard.recv().unwrap();
    assert!(taken.get("ok").is_some(), "{taken}");
    // Hers was opened whole, then locked, and the other one is in front of nothing that is open.
    let now = asks("session.show", json!({}))["ok"].clone();
    assert_eq!(
        (&now["state"], &now["initials"]),
        (&json!("locked"), &json!("DA"))
    );
    let hers = asks("session.unlock", json!({ "passphrase": HER_PASSPHRASE }));
    assert!(hers.get("ok").is_some(), "{hers}");
    assert_eq!(asks("session.show", json!({}))["ok"]["initials"], "DA");
}
