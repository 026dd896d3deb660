//! A laptop without any network hands over in a file; the clinic takes it in, once, however often it is tried.

use std::fs;
use std::path::Path;

use clinic::TakenIn;
use serde_json::{Value, json};
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
