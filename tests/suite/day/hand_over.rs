//! A laptop without any network hands over in a file; the clinic takes it in, once, however often it is tried.

use std::fs;
use std::path::Path;

use clinic::TakenIn;
use serde_json::{Value, json};
use sync::audit::AskAudit;
use sync::custody::Declaration;
use world::{Person, World};

use super::{caseload, exchanges_well, plan, two_people};

/// How often the task is on somebody's screen.
fn bus_passes(person: &Person, member: &Value) -> usize {
    let shown = plan(person, member)["tasks"].clone();
    let tasks = shown.as_array().unwrap().iter();
    tasks
        .filter(|task| task["what"] == "Bring the bus pass")
        .count()
}

#[test]
fn what_is_handed_over_counts_once_and_the_laptop_hears_of_it() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = caseload(&deborah)[0]["member"].clone();
    world.cuts_the_network();
    let task = json!({ "member": member, "seen": "", "what": "Bring the bus pass",
        "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    ines.gets(
        "drafts.keep",
        json!({ "about": "visit:unfinished", "member": member, "body": "She said" }),
    );
    let handed = ines.gets("sync.handOver", json!({}));
    assert_eq!(
        (&handed["changes"], &handed["drafts"]),
        (&json!(1), &json!(1))
    );
    let file = handed["file"].as_str().unwrap();
    let text = fs::read_to_string(file).unwrap();
    let name = Path::new(file).file_name().unwrap().to_string_lossy();
    let day = world.ambient().today();
    assert_eq!(
        name,
        format!("satchel-hand-over-{day}-1.satchel"),
        "nobody is named"
    );
    assert!(!text.contains("bus pass") && !text.contains(member.as_str().unwrap()));
    assert_eq!(
        ines.gets("sync.show", json!({}))["unsent"],
        1,
        "it still waits"
    );

    let office = world.clinic().clinic();
    let first = TakenIn {
        new: 1,
        drafts: 1,
        looks: 1,
        ..TakenIn::default()
    };
    assert_eq!(office.take_in(Path::new(file)).unwrap(), first);
    let again = TakenIn {
        known: 1,
        drafts: 1,
        ..TakenIn::default()
    };
    assert_eq!(office.take_in(Path::new(file)).unwrap(), again);
    assert_eq!(office.left_drafts().unwrap().len(), 1);
    let (asked, _) = office.open_reviews().unwrap();
    assert!(
        asked.is_empty(),
        "she goes on writing it: nobody else is asked"
    );

    world.restores_the_network();
    exchanges_well(&deborah);
    assert_eq!(bus_passes(&deborah, &member), 1);
    let sync = exchanges_well(&ines);
    assert_eq!(sync["receivedItems"][0]["state"], "received");
    assert_eq!(bus_passes(&ines, &member), 1);
    let nothing = ines.asks("sync.handOver", json!({}));
    assert_eq!(
        nothing["ok"]["changes"], 0,
        "only the draft is left: {nothing}"
    );
}

#[test]
fn a_file_for_another_clinic_or_not_whole_is_refused_and_changes_nothing() {
    // Its chance is another one, and so are its keys.
    let (world, elsewhere) = (World::new(), World::today());
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    world.cuts_the_network();
    let member = caseload(&ines)[0]["member"].clone();
    let task = json!({ "member": member, "seen": "", "what": "Call",
        "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    let handed = ines.gets("sync.handOver", json!({}));
    let file = Path::new(handed["file"].as_str().unwrap()).to_path_buf();
    let before = world.clinic().clinic().verify().unwrap();

    let other = elsewhere.clinic().clinic().take_in(&file);
    assert!(other.is_err_and(|error| error.to_string().contains("another clinic")));
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let half = world.clinic().clinic().take_in(&file);
    assert!(half.is_err_and(|error| error.to_string().contains("not all of it")));
    assert_eq!(world.clinic().clinic().verify().unwrap(), before);
    fs::write(&file, &whole).unwrap();
    assert_eq!(world.clinic().clinic().take_in(&file).unwrap().new, 1);
}

/// How often somebody looked at, or changed, something of this kind, as the clinic knows it.
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

fn is_sound(world: &World) {
    let verdict = world.clinic().clinic().verify_audit().unwrap();
    assert_eq!((verdict.faults, verdict.named), (Vec::new(), 0));
}

#[test]
fn who_looked_is_handed_over_too_once_and_goes_on_where_it_was_at_the_next_exchange() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    world.cuts_the_network();
    // Nothing is written: only looks wait.
    ines.gets("health.show", json!({ "member": member }));
    let handed = ines.gets("sync.handOver", json!({}));
    assert_eq!(handed["changes"], 0);
    assert!(
        handed["looks"].as_u64().is_some_and(|looks| 0 < looks),
        "{handed}"
    );
    let file = Path::new(handed["file"].as_str().unwrap()).to_path_buf();
    let office = world.clinic().clinic();
    let first = office.take_in(&file).unwrap();
    assert_eq!(Some(first.looks as u64), handed["looks"].as_u64());
    assert_eq!((first.looks_left, known(&world, "view", "health")), (0, 1));
    assert_eq!(office.take_in(&file).unwrap().looks, 0, "twice is once");
    is_sound(&world);
    // A second file holds the first one's too.
    ines.gets("plans.show", json!({ "member": member }));
    let again = ines.gets("sync.handOver", json!({}));
    let again = Path::new(again["file"].as_str().unwrap()).to_path_buf();
    assert!(0 < office.take_in(&again).unwrap().looks);
    world.restores_the_network();
    exchanges_well(&ines);
    assert_eq!(known(&world, "view", "health"), 1);
    assert_eq!(known(&world, "view", "plan"), 1);
    assert_eq!(known(&world, "export", "hand_over"), 2);
    is_sound(&world);
}

#[test]
fn what_is_handed_over_of_who_looked_is_checked_as_at_an_exchange() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let clone = ines.is_cloned(&world, "copy");
    clone.unlocks();
    exchanges_well(&clone);
    // The other one has used these places: it goes on in a run of its own, which only an exchange tells it.
    world.passes(1_000);
    world.cuts_the_network();
    ines.unlocks();
    let handed = ines.gets("sync.handOver", json!({}));
    let file = Path::new(handed["file"].as_str().unwrap()).to_path_buf();
    let taken = world.clinic().clinic().take_in(&file).unwrap();
    assert_eq!(taken.looks, 0);
    assert_eq!(Some(taken.looks_left as u64), handed["looks"].as_u64());
    world.restores_the_network();
    exchanges_well(&ines);
    let verdict = world.clinic().clinic().verify_audit().unwrap();
    assert_eq!((verdict.faults, verdict.named), (Vec::new(), 1));
}

#[test]
fn what_a_lost_laptop_hands_over_waits_for_a_person() {
    let world = World::new();
    let (ines, ruth) = (world.satchel("Inés Carranza"), world.satchel("Ruth Amat"));
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    world.cuts_the_network();
    let task = json!({ "member": member, "seen": "", "what": "Call",
        "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    let handed = ines.gets("sync.handOver", json!({}));
    let file = Path::new(handed["file"].as_str().unwrap()).to_path_buf();
    let office = world.clinic().clinic();
    let whose = world.clinic().staff("Inés Carranza");
    let mut known = office.device_lines().unwrap().into_iter();
    let hers = known.rfind(|known| known.staff == whose).unwrap().id;
    let by = world.clinic().staff(ruth.name());
    office.declare(hers, Declaration::Lost, by).unwrap();
    let taken = office.take_in(&file).unwrap();
    assert_eq!((taken.new, taken.parked), (1, 1));
}
