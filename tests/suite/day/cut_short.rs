//! The laptop's process dies between any two steps of an exchange: nothing of what it did, heard or was ordered is doubled,
//! and nothing is lost.
//!
//! An exchange is a request, a transaction, a request, and so on. Dying inside a transaction is the store's business and
//! is played in `tests/faults`; here it dies before the clinic hears of a request, and after the clinic has carried it out.

use serde_json::{Value, json};
use sync::audit::AskAudit;
use sync::custody::{Declaration, DeviceLine, DeviceStanding, Pins};
use world::{PASSPHRASE, Person, World};

use super::papers::{keeps, page};
use super::{caseload, ends, exchange, exchanges_well, plan};

const INES: &str = "Inés Carranza";
const SUPERVISOR: &str = "Ruth Amat";
const TASK: &str = "Bring the bus pass";

/// Where it dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dies {
    /// Before the clinic hears what is asked at this path.
    Before(&'static str),
    /// After the clinic has done it, before the laptop hears of it.
    After(&'static str),
}

impl Dies {
    fn at(paths: &[&'static str]) -> Vec<Self> {
        let both = paths
            .iter()
            .map(|path| [Self::Before(path), Self::After(path)]);
        both.flatten().collect()
    }

    /// From now on nothing gets further than this.
    fn in_(self, world: &World) {
        match self {
            Self::Before(path) => world.is_deaf_to(path),
            Self::After(path) => world.loses_answers_to(path),
        }
    }
}

/// How often the clinic knows that she did this with something of this kind.
fn known(world: &World, action: &str, kind: &str) -> usize {
    let ask = AskAudit {
        from: i64::MIN,
        until: i64::MAX,
        limit: 200,
        ..AskAudit::default()
    };
    let rows = world.clinic().clinic().audit(&ask).unwrap().rows;
    let of_it = rows
        .iter()
        .filter(|row| row.entry.action == action && row.entry.kind.as_deref() == Some(kind));
    of_it.count()
}

/// No chain has a fault, and no gap and no second history had to be named.
fn is_sound(world: &World, dies: Dies) {
    let verdict = world.clinic().clinic().verify_audit().unwrap();
    assert_eq!((verdict.faults, verdict.named), (Vec::new(), 0), "{dies:?}");
}

/// She looks and writes without a network.
fn works_offline(world: &World, ines: &Person) -> Value {
    let member = caseload(ines)[0]["member"].clone();
    world.cuts_the_network();
    ines.gets("health.show", json!({ "member": member }));
    let task = json!({ "member": member, "seen": "", "what": TASK,
        "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    world.restores_the_network();
    member
}

/// Her laptop, as the clinic knows it.
fn laptop(world: &World) -> DeviceLine {
    let whose = world.clinic().staff(INES);
    let known = world.clinic().clinic().device_lines().unwrap();
    let hers = known.into_iter().rfind(|known| known.staff == whose);
    hers.unwrap()
}

fn says(world: &World, what: Declaration) {
    let office = world.clinic().clinic();
    let hers = laptop(world).id;
    world.passes(1_000);
    let by = world.clinic().staff(SUPERVISOR);
    office.declare(hers, what, by).unwrap();
}

#[test]
fn one_that_dies_in_an_exchange_has_said_everything_once_and_heard_what_its_clinic_forbids() {
    let paths = ["/sync/contact", "/sync/push", "/sync/pull", "/sync/audit"];
    for dies in Dies::at(&paths) {
        let world = World::new();
        let ines = world.satchel(INES);
        let chosen = json!({ "passphrase": PASSPHRASE, "pin": "482913" });
        ines.gets("session.setPin", chosen);
        exchanges_well(&ines);
        let member = works_offline(&world, &ines);
        world.clinic().clinic().put_pins(Pins::Forbidden).unwrap();
        world.passes(1_000);
        dies.in_(&world);
        let sync = exchange(&ines);
        assert_ne!(sync["lastProblem"], Value::Null, "{dies:?}: it did not end");
        world.leads_home();
        let ines = ines.crashes_and_starts();
        ines.unlocks();
        exchanges_well(&ines);
        let session = ines.gets("session.show", json!({}));
        assert_eq!(
            (&session["hasPin"], &session["pinAllowed"]),
            (&json!(false), &json!(false)),
            "{dies:?}"
        );
        let tasks = plan(&ines, &member)["tasks"].clone();
        let hers = tasks.as_array().unwrap().iter();
        assert_eq!(
            hers.filter(|task| task["what"] == TASK).count(),
            1,
            "{dies:?}"
        );
        exchanges_well(&ines);
        let counts = [
            known(&world, "edit", "task"),
            known(&world, "view", "health"),
            // Chosen, and dropped.
            known(&world, "edit", "pin"),
            known(&world, "unlock", "satchel"),
        ];
        assert_eq!(counts, [1, 1, 2, 1], "{dies:?}");
        is_sound(&world, dies);
    }
}

#[test]
fn one_that_dies_while_it_gives_back_has_given_everything_once_before_it_is_erased() {
    let paths = [
        "/sync/contact",
        "/sync/push",
        "/sync/files",
        "/sync/piece",
        "/sync/audit",
        "/contact/wiped",
    ];
    for dies in Dies::at(&paths) {
        let world = World::new();
        let ines = world.satchel(INES);
        exchanges_well(&ines);
        let before = world.clinic().clinic().verify().unwrap().files;
        let member = works_offline(&world, &ines);
        world.cuts_the_network();
        keeps(&ines, &member, "letter", "A letter", &page());
        world.restores_the_network();
        says(&world, Declaration::Recall);
        dies.in_(&world);
        let notices = ines.satchel().notices();
        ines.gets("sync.now", json!({}));
        ends(&notices);
        world.leads_home();
        let ines = ines.crashes_and_starts();
        if ines.gets("session.show", json!({}))["state"] == "locked" {
            ines.unlocks();
            let notices = ines.satchel().notices();
            ines.gets("sync.now", json!({}));
            ends(&notices);
        } else {
            // It was erased; only the clinic may not know yet.
            ines.asks("session.askClinic", json!({}));
        }
        let state = ines.gets("session.show", json!({}))["state"].clone();
        assert_eq!(state, "not_enrolled", "{dies:?}");
        let office = world.clinic().clinic();
        let hers = laptop(&world);
        assert_eq!(hers.standing, DeviceStanding::Wiped, "{dies:?}");
        let order = hers.order.as_ref().unwrap();
        assert_eq!(order.unsent, Some(0), "{dies:?}");
        let (aside, _) = office.open_reviews().unwrap();
        let lost = aside
            .iter()
            .filter(|review| review.why == care::ReviewWhy::LostDevice);
        assert_eq!(lost.count(), 2, "the task and the letter, {dies:?}");
        let pictures = office.verify().unwrap().files;
        assert_eq!(pictures, before + 1, "{dies:?}");
        assert_eq!(
            (
                known(&world, "edit", "task"),
                known(&world, "view", "health")
            ),
            (1, 1),
            "{dies:?}"
        );
        is_sound(&world, dies);
    }
}

#[test]
fn an_upload_of_looks_that_fails_keeps_every_entry_and_one_that_was_not_heard_of_doubles_none() {
    let world = World::new();
    let ines = world.satchel(INES);
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    ines.gets("health.show", json!({ "member": member }));
    for has_come in [0, 1, 1] {
        world.is_deaf_to("/sync/audit");
        assert_ne!(exchange(&ines)["lastProblem"], Value::Null);
        assert_eq!(known(&world, "view", "health"), has_come);
        world.loses_answers_to("/sync/audit");
        assert_ne!(exchange(&ines)["lastProblem"], Value::Null);
        world.leads_home();
    }
    exchanges_well(&ines);
    assert_eq!(known(&world, "view", "health"), 1);
    let verdict = world.clinic().clinic().verify_audit().unwrap();
    assert_eq!((verdict.faults, verdict.named), (Vec::new(), 0));
}
