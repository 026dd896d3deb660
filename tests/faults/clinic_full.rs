//! The clinic's disk is full: nothing is taken, nothing is lost, nobody is blamed, and it goes on when there is room.

use serde_json::{Value, json};
use world::{Person, World};

use crate::exchange::{adds_a_goal, exchange, exchanges_well};
use crate::small_disk::small_disk;

fn parked(sync: &Value) -> usize {
    sync["parkedItems"].as_array().unwrap().len()
}

fn unsent(person: &Person) -> Value {
    person.gets("sync.show", json!({}))["unsent"].clone()
}

#[test]
fn a_clinic_without_room_says_so_and_takes_everything_when_there_is_some() {
    let test = "clinic_full::a_clinic_without_room_says_so_and_takes_everything_when_there_is_some";
    let Some(disk) = small_disk(test) else {
        return;
    };
    let world = World::whose_clinic_is_in(&disk.path().join("clinic"));
    let (ines, deborah) = (
        world.satchel("Inés Carranza"),
        world.satchel("Deborah Achterberg"),
    );
    exchanges_well(&ines);
    exchanges_well(&deborah);
    let before = world.clinic().clinic().verify().unwrap();

    disk.fills(0);
    for count in 0..40 {
        adds_a_goal(&ines, count);
    }
    // More often than one operation may fail alone: it is not the operation's fault.
    for _ in 0..6 {
        let sync = exchange(&ines);
        assert_eq!(sync["lastProblem"]["code"], "clinic_full", "{sync}");
        assert_eq!(parked(&sync), 0);
    }
    let left = unsent(&ines).as_u64().unwrap();
    assert!(0 < left, "something of it found no room");
    // Others are told the same or find nothing new; nobody is told anything wrong.
    let sync = exchange(&deborah);
    let code = &sync["lastProblem"]["code"];
    assert!(*code == "clinic_full" || code.is_null(), "{sync}");

    disk.empties();
    assert_eq!(parked(&exchanges_well(&ines)), 0);
    exchanges_well(&deborah);
    let after = world.clinic().clinic().verify().unwrap();
    assert_eq!((after.faults, after.parked), (0, before.parked));
    assert_eq!(after.operations, before.operations + 40);
}

#[test]
fn a_backup_without_room_leaves_nothing_behind_that_looks_like_one() {
    let test = "clinic_full::a_backup_without_room_leaves_nothing_behind_that_looks_like_one";
    let Some(disk) = small_disk(test) else {
        return;
    };
    let world = World::new();
    let file = disk.path().join("monday.backup");
    disk.fills(64 * 1024);
    let office = world.clinic().clinic();
    assert!(office.back_up(&file).is_err());
    assert!(!file.exists());
    disk.empties();
    office.back_up(&file).unwrap();
    assert_eq!(office.backups().unwrap().len(), 2);
}
