//! A laptop that is away too long, lost, found, wanted back, or to be erased: what it shows, what it still sends, and what
//! the clinic knows of it.

use std::fs;
use std::sync::Arc;

use ambient::{Ambient, Fixed, Millis};
use care::DeviceId;
use clinic::DeclareError;
use serde_json::{Value, json};
use sync::custody::{Declaration, DeviceLine, DeviceStanding, Order, OrderKind};
use vault::KeyStore as _;
use world::{MORNING, PASSPHRASE, Person, World};

use super::exchange;
use super::notes::{begins_a_visit, signs};

const INES: &str = "Inés Carranza";
const SUPERVISOR: &str = "Ruth Amat";
const DAY: Millis = 24 * 3_600_000;
const MINUTE: Millis = 60_000;
const NOTE: &str = "She has moved in with her sister.";

fn state(person: &Person) -> Value {
    person.gets("session.show", json!({}))["state"].clone()
}

/// Why a request that shows something is refused; null if it is not.
fn looks(person: &Person) -> Value {
    person.asks("today.show", json!({}))["failure"]["code"].clone()
}

/// The newest device of a person, as the clinic knows it.
pub(super) fn line(world: &World, person: &Person) -> DeviceLine {
    let whose = world.clinic().staff(person.name());
    let lines = world.clinic().clinic().device_lines().unwrap();
    let mut hers = lines.into_iter().filter(|line| line.staff == whose);
    hers.next_back().unwrap()
}

pub(super) fn says(world: &World, device: DeviceId, what: Declaration) -> Result<(), DeclareError> {
    let by = world.clinic().staff(SUPERVISOR);
    // Time passes at the clinic too: whatever is said later was said later.
    world.passes(1_000);
    world.clinic().clinic().declare(device, what, by)
}

fn writes_offline(world: &World, person: &Person) {
    world.cuts_the_network();
    let (_, visit) = begins_a_visit(person);
    signs(person, &visit, NOTE);
    world.restores_the_network();
}

/// How much of hers the clinic keeps for a person to look at.
fn set_aside(world: &World) -> usize {
    let (open, _) = world.clinic().clinic().open_reviews().unwrap();
    let lost = open
        .iter()
        .filter(|review| review.why == care::ReviewWhy::LostDevice);
    lost.count()
}

/// Asked while it is locked, whether the clinic has something to say.
fn hears(person: &Person) -> Value {
    person.asks("session.askClinic", json!({}))["failure"]["code"].clone()
}

fn folder(person: &Person) -> Option<std::path::PathBuf> {
    let folders = fs::read_dir(person.folder().join("profiles")).ok()?;
    folders.flatten().map(|folder| folder.path()).next()
}

#[test]
fn a_lease_that_ends_hides_everything_loses_nothing_and_is_given_anew_by_an_exchange() {
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let session = ines.gets("session.show", json!({}));
    assert_eq!(session["lease"]["days"], 30);
    assert_eq!(session["lease"]["ending"], false);
    writes_offline(&world, &ines);
    world.cuts_the_network();
    for _ in 0..24 {
        world.passes(DAY);
        ines.locks();
        ines.unlocks();
    }
    let session = ines.gets("session.show", json!({}));
    assert_eq!(
        session["lease"],
        json!({ "until": session["lease"]["until"], "days": 6, "ending": true, "clockBack": false })
    );
    assert_eq!(looks(&ines), Value::Null);
    for _ in 0..6 {
        world.passes(DAY);
        ines.locks();
        ines.unlocks();
    }
    assert_eq!(state(&ines), "lease_over");
    for name in [
        "today.show",
        "sync.show",
        "members.show",
        "caseload.list",
        "drafts.show",
    ] {
        let answer = ines.asks(name, json!({}));
        assert_ne!(answer["ok"], json!({}), "{name}");
        assert!(answer.get("ok").is_none(), "{name} shows {answer}");
    }
    assert_eq!(looks(&ines), "lease_over");
    let handed = ines.gets("sync.handOver", json!({}));
    assert!(
        handed["changes"]
            .as_u64()
            .is_some_and(|changes| 0 < changes)
    );

    world.restores_the_network();
    goes(&ines);
    assert_eq!(state(&ines), "open");
    assert_eq!(looks(&ines), Value::Null);
    assert_eq!(ines.gets("sync.show", json!({}))["unsent"], 0);
    assert_eq!(ines.gets("session.show", json!({}))["lease"]["days"], 30);
}

/// An exchange, of which the satchel may show nothing.
pub(super) fn goes(person: &Person) {
    let notices = person.satchel().notices();
    person.gets("sync.now", json!({}));
    super::ends(&notices);
}

/// Somebody with a computer whose clocks are her own.
fn with_own_clock(world: &World) -> (Person, Fixed) {
    let clock = Fixed::new(MORNING, 11);
    let ambient = Ambient::of(Arc::new(clock.clone()), Arc::new(clock.clone()));
    (world.satchel_by(INES, "own-clock", &ambient), clock)
}

#[test]
fn a_clock_that_is_set_back_gives_no_days() {
    let world = World::new();
    let (ines, clock) = with_own_clock(&world);
    exchange(&ines);
    world.cuts_the_network();
    for _ in 0..29 {
        clock.pass(DAY);
        ines.locks();
        ines.unlocks();
    }
    assert_eq!(state(&ines), "open");
    // Back to the morning it was enrolled: the computer's own running goes on all the same.
    clock.turn(-29 * DAY);
    ines.locks();
    ines.unlocks();
    assert_eq!(state(&ines), "open");
    assert_eq!(
        ines.gets("session.show", json!({}))["lease"]["clockBack"],
        true
    );
    clock.pass(DAY);
    assert_eq!(state(&ines), "lease_over");
    let ines = ines.crashes_and_starts();
    ines.unlocks();
    assert_eq!(state(&ines), "lease_over");
}

#[test]
fn one_clock_far_ahead_shuts_nobody_out_and_a_third_day_does() {
    let world = World::new();
    let (ines, clock) = with_own_clock(&world);
    exchange(&ines);
    world.cuts_the_network();
    ines.locks();
    clock.stop(100 * DAY);
    ines.unlocks();
    assert_eq!(state(&ines), "open");
    assert_eq!(ines.gets("session.show", json!({}))["lease"]["days"], 0);
    for expected in ["open", "lease_over"] {
        ines.locks();
        clock.stop(2 * DAY);
        ines.unlocks();
        assert_eq!(state(&ines), expected);
    }
}

#[test]
fn one_that_is_lost_shows_nothing_sets_its_work_aside_and_is_whole_again_when_it_is_found() {
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let device = line(&world, &ines).id;
    says(&world, device, Declaration::Lost).unwrap();
    assert_eq!(line(&world, &ines).standing, DeviceStanding::Lost);
    writes_offline(&world, &ines);
    goes(&ines);
    assert_eq!(state(&ines), "lease_over");
    assert_eq!(looks(&ines), "lease_over");
    // What it wrote is at the clinic, and not in the record: somebody looks at it.
    let aside = set_aside(&world);
    assert!(0 < aside);
    assert_eq!(
        line(&world, &ines).report.unwrap().version,
        env!("CARGO_PKG_VERSION")
    );

    says(&world, device, Declaration::Found).unwrap();
    goes(&ines);
    assert_eq!(state(&ines), "open");
    assert_eq!(looks(&ines), Value::Null);
    assert_eq!(set_aside(&world), aside, "it waits for a person");
    assert!(matches!(
        says(&world, device, Declaration::Found),
        Err(DeclareError::NotSo { .. })
    ));
}

#[test]
fn one_with_nothing_to_send_makes_contact_with_its_pull_and_hears_all_the_same_that_it_is_lost() {
    let world = World::new();
    let ines = world.satchel(INES);
    for _ in 0..3 {
        exchange(&ines);
    }
    let device = line(&world, &ines).id;
    let before = line(&world, &ines).lease_until;
    // Two minutes later it is given new days, by one request.
    world.passes(2 * MINUTE);
    world.is_deaf_to("/sync/contact");
    super::exchanges_well(&ines);
    let after = line(&world, &ines);
    assert_eq!(after.lease_until, before.map(|until| until + 2 * MINUTE));
    assert_eq!(after.seen_at, Some(world.ambient().now()));
    world.leads_home();
    says(&world, device, Declaration::Lost).unwrap();
    goes(&ines);
    assert_eq!(state(&ines), "lease_over");
    says(&world, device, Declaration::Found).unwrap();
    goes(&ines);
    assert_eq!(state(&ines), "open");
    says(&world, device, Declaration::Recall).unwrap();
    goes(&ines);
    assert_eq!(state(&ines), "not_enrolled");
    assert_eq!(line(&world, &ines).standing, DeviceStanding::Wiped);
}

#[test]
fn what_is_written_on_a_laptop_that_was_called_lost_by_mistake_arrives_as_if_nothing_had_been_said()
{
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let device = line(&world, &ines).id;
    writes_offline(&world, &ines);
    says(&world, device, Declaration::Lost).unwrap();
    says(&world, device, Declaration::Found).unwrap();
    super::exchanges_well(&ines);
    assert_eq!(set_aside(&world), 0);
}

#[test]
fn one_that_is_recalled_gives_back_what_it_has_before_it_erases_itself() {
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let device = line(&world, &ines).id;
    let profile = profile(&ines);
    writes_offline(&world, &ines);
    let half = json!({ "about": "form:new", "member": null, "body": "about nobody yet" });
    ines.gets("drafts.keep", half);
    // More than one request takes.
    let long = "x".repeat(100_000);
    for n in 0..12 {
        let half = json!({ "about": format!("form:{n}"), "member": null, "body": long });
        ines.gets("drafts.keep", half);
    }
    ines.locks();
    says(&world, device, Declaration::Recall).unwrap();
    // Locked, it hears of it and waits for its person.
    assert_eq!(hears(&ines), Value::Null);
    assert_eq!(ines.gets("session.show", json!({}))["recalled"], true);
    assert!(folder(&ines).is_some());
    ines.unlocks();
    assert_eq!(state(&ines), "recalled");
    assert_eq!(looks(&ines), "recalled");

    goes(&ines);
    assert_eq!(state(&ines), "not_enrolled");
    assert_ne!(
        ines.gets("session.show", json!({}))["emptiedAt"],
        Value::Null
    );
    assert!(folder(&ines).is_none());
    assert!(ines.keys().get(profile).is_err());
    assert!(0 < set_aside(&world));
    let known = line(&world, &ines);
    assert_eq!(known.standing, DeviceStanding::Wiped);
    let order = known.order.unwrap();
    assert_eq!(
        (order.what, order.unsent),
        (OrderKind::RescueThenWipe, Some(0))
    );
    assert!(order.delivered_at.is_some() && order.done_at.is_some());
    let left = world.clinic().clinic().left_drafts().unwrap();
    assert_eq!(left.len(), 13);
    let nobodys = left.iter().find(|draft| draft.about == "form:new").unwrap();
    assert_eq!(
        (nobodys.member, nobodys.body.as_str()),
        (None, "about nobody yet")
    );
    // The computer can be somebody's again.
    world.passes(1_000);
    ines.enrols(&world);
    assert_eq!(state(&ines), "open");
}

fn profile(person: &Person) -> uuid::Uuid {
    let name = folder(person).unwrap();
    name.file_name().unwrap().to_str().unwrap().parse().unwrap()
}

#[test]
fn one_that_is_to_be_erased_is_erased_while_it_is_locked_and_says_what_went_with_it() {
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let device = line(&world, &ines).id;
    writes_offline(&world, &ines);
    ines.locks();
    assert_eq!(hears(&ines), Value::Null);
    // What it said while it was locked: something would be lost.
    let wipe = |even_unsent| says(&world, device, Declaration::Wipe { even_unsent });
    assert!(matches!(wipe(false), Err(DeclareError::Unsent { .. })));
    wipe(true).unwrap();
    assert_eq!(hears(&ines), Value::Null);
    assert_eq!(state(&ines), "not_enrolled");
    assert!(folder(&ines).is_none());
    let known = line(&world, &ines);
    assert_eq!(known.standing, DeviceStanding::Wiped);
    assert!(known.order.unwrap().unsent.is_some_and(|unsent| 0 < unsent));
}

#[test]
fn one_that_is_stopped_while_it_erases_itself_goes_on_at_its_next_start_and_the_receipt_comes_later()
 {
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let device = line(&world, &ines).id;
    let (profile, whole) = (folder(&ines).unwrap(), world.clinic().folder().join("kept"));
    ines.locks();
    copy(&profile, &whole);
    let card = fs::read(ines.folder().join("card.json")).unwrap();
    says(&world, device, Declaration::Wipe { even_unsent: true }).unwrap();
    // The receipt does not arrive, and the power goes before anything of it is on the disk but what was begun.
    world.is_deaf_to("/contact/wiped");
    assert_ne!(hears(&ines), Value::Null);
    world.leads_home();
    copy(&whole, &profile);
    fs::write(ines.folder().join("card.json"), card).unwrap();
    let ines = ines.crashes_and_starts();
    assert_eq!(state(&ines), "not_enrolled");
    assert!(folder(&ines).is_none());
    assert_eq!(line(&world, &ines).standing, DeviceStanding::Lost);
    // It is nobody's satchel any more; it says so all the same.
    hears(&ines);
    assert_eq!(line(&world, &ines).standing, DeviceStanding::Wiped);
}

#[test]
fn one_that_erased_itself_before_it_heard_that_it_was_found_is_gone_all_the_same() {
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let device = line(&world, &ines).id;
    ines.locks();
    says(&world, device, Declaration::Wipe { even_unsent: true }).unwrap();
    world.is_deaf_to("/contact/wiped");
    assert_ne!(hears(&ines), Value::Null);
    world.leads_home();
    assert_eq!(state(&ines), "not_enrolled");
    says(&world, device, Declaration::Found).unwrap();
    assert_eq!(line(&world, &ines).standing, DeviceStanding::Active);
    hears(&ines);
    assert_eq!(line(&world, &ines).standing, DeviceStanding::Wiped);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn nobody_but_a_supervisor_sees_the_devices_or_says_anything_of_them() {
    let world = World::new();
    let (ines, ruth) = (world.satchel(INES), world.satchel(SUPERVISOR));
    exchange(&ines);
    exchange(&ruth);
    let device = line(&world, &ines).id;
    assert_eq!(
        ines.asks("devices.list", json!({}))["failure"]["code"],
        "not_allowed"
    );
    let by = world.clinic().staff(INES);
    let refused = world
        .clinic()
        .clinic()
        .declare(device, Declaration::Lost, by);
    assert!(matches!(refused, Err(DeclareError::NotHers)));

    let listed = ruth.gets("devices.list", json!({}));
    let hers = |listed: &Value| {
        let devices = listed["devices"].as_array().unwrap().clone();
        devices
            .into_iter()
            .find(|known| known["id"] == json!(device))
            .unwrap()
    };
    assert_eq!(hers(&listed)["standing"], "active");
    assert_eq!(hers(&listed)["unsent"], 0);
    assert!(
        hers(&listed)["people"]
            .as_u64()
            .is_some_and(|people| 0 < people)
    );
    let said = json!({ "device": device, "what": "lost" });
    assert_eq!(
        hers(&ruth.gets("devices.declare", said.clone()))["standing"],
        "lost"
    );
    assert_eq!(
        ruth.asks("devices.declare", said)["failure"]["code"],
        "device_not_so"
    );
    world.cuts_the_network();
    assert_eq!(
        ruth.asks("devices.list", json!({}))["failure"]["code"],
        "clinic_unreachable"
    );
}

#[test]
fn an_order_that_the_clinic_did_not_sign_is_not_obeyed() {
    let world = World::new();
    let ines = world.satchel(INES);
    exchange(&ines);
    let device = line(&world, &ines).id;
    ines.locks();
    // Whoever finds the laptop can write on its card; the vault asks for the clinic's signature.
    let path = ines.folder().join("card.json");
    let mut card: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let order = Order {
        id: uuid::Uuid::from_u128(1),
        device,
        what: OrderKind::Wipe,
        issued_at: MORNING + DAY,
    };
    let forged = order.sign(&ed25519_dalek::SigningKey::from_bytes(&[9; 32]));
    card["profile"]["outside"]["order"] = serde_json::to_value(forged).unwrap();
    fs::write(&path, card.to_string()).unwrap();
    let ines = ines.crashes_and_starts();
    assert_eq!(
        ines.asks("session.unlock", json!({ "passphrase": PASSPHRASE }))["failure"],
        Value::Null
    );
    assert_eq!(state(&ines), "open");
    goes(&ines);
    assert_eq!(state(&ines), "open");
}
