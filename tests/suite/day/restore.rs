//! The clinic's ledger is put back from a backup, once and again, with and without being told; a laptop is, too.

use std::fs;
use std::path::Path;

use care::ReviewWhy;
use clinic::{Clinic, LedgerPlace};
use serde_json::{Value, json};
use sync::custody::{Declaration, DeviceStanding};
use world::{Person, World};

use super::{custody, exchanges_well, member_with_goal, plan, two_people};

fn adds(person: &Person, member: &Value, what: &str) {
    let task = json!({ "member": member, "seen": "", "what": what, "owner": { "staff": null, "words": "you" } });
    person.gets("tasks.put", task);
}

/// The tasks of a member that one of the tests wrote, as somebody's screen shows them.
fn tasks(person: &Person, member: &Value) -> Vec<String> {
    let shown = plan(person, member)["tasks"].clone();
    let ours = |task: &Value| {
        let what = task["what"].as_str().unwrap_or_default();
        what.starts_with("Task ").then(|| what.to_owned())
    };
    let mut tasks: Vec<String> = shown.as_array().unwrap().iter().filter_map(ours).collect();
    tasks.sort();
    tasks
}

/// Everybody exchanges, and once more to hear what the others sent; then everybody sees these.
fn everybody_has(world: &World, people: &[&Person], member: &Value, expected: &[&str]) {
    for _ in 0..2 {
        for person in people {
            exchanges_well(person);
        }
    }
    for person in people {
        assert_eq!(tasks(person, member), expected, "{}", person.name());
    }
    assert_eq!(world.clinic().clinic().verify().unwrap().faults, 0);
}

#[test]
fn what_was_sent_after_the_backup_comes_back_from_the_laptops() {
    let mut world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let backup = tempfile::tempdir().unwrap();
    let file = backup.path().join("monday.backup");

    adds(&ines, &member, "Task before");
    exchanges_well(&ines);
    assert_eq!(world.clinic().clinic().back_up(&file).unwrap(), 1);
    adds(&ines, &member, "Task of Ines");
    exchanges_well(&ines);
    adds(&deborah, &member, "Task of Deborah");
    exchanges_well(&deborah);
    adds(&deborah, &member, "Task not sent");

    for times in 1..=2 {
        world.stops_the_clinic_for(|folder, ambient| {
            let aside = Clinic::restore(folder, &LedgerPlace::InFolder, &file, ambient).unwrap();
            assert!(
                aside.is_some_and(|aside| aside.exists()),
                "nothing is deleted"
            );
        });
        let expected = [
            "Task before",
            "Task not sent",
            "Task of Deborah",
            "Task of Ines",
        ];
        everybody_has(&world, &[&deborah, &ines], &member, &expected);
        let operations = world.clinic().clinic().verify().unwrap().operations;
        exchanges_well(&ines);
        let after = world.clinic().clinic().verify().unwrap().operations;
        assert_eq!(operations, after, "the {times}. time: each counts once");
    }
}

#[test]
fn a_file_that_is_taken_in_after_a_restore_brings_what_it_follows_on() {
    let mut world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let backup = tempfile::tempdir().unwrap();
    let file = backup.path().join("monday.backup");
    adds(&ines, &member, "Task before");
    exchanges_well(&ines);
    world.clinic().clinic().back_up(&file).unwrap();
    adds(&ines, &member, "Task lost");
    adds(&ines, &member, "Task lost too");
    exchanges_well(&ines);
    world.cuts_the_network();
    adds(&ines, &member, "Task handed over");
    let handed = ines.gets("sync.handOver", json!({}));
    let handed = Path::new(handed["file"].as_str().unwrap()).to_path_buf();
    world.stops_the_clinic_for(|folder, ambient| {
        Clinic::restore(folder, &LedgerPlace::InFolder, &file, ambient).unwrap();
    });
    let office = world.clinic().clinic();
    let taken = office.take_in(&handed).unwrap();
    assert_eq!((taken.new, taken.again, taken.parked), (1, 2, 0));
    let twice = office.take_in(&handed).unwrap();
    assert_eq!((twice.new, twice.known, twice.again), (0, 1, 0));
    let verdict = office.verify().unwrap();
    assert_eq!((verdict.parked, verdict.faults), (0, 0));
    // Whoever only hears of it has it before that laptop ever exchanges again.
    world.restores_the_network();
    let all = [
        "Task before",
        "Task handed over",
        "Task lost",
        "Task lost too",
    ];
    exchanges_well(&deborah);
    exchanges_well(&deborah);
    assert_eq!(tasks(&deborah, &member), all);
    everybody_has(&world, &[&ines, &deborah], &member, &all);
    assert_eq!(world.clinic().clinic().verify().unwrap().parked, 0);
}

/// The ledger's files, as a machine's snapshot would have them.
fn copy_ledger(from: &Path, to: &Path) {
    for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
        fs::remove_file(to.join(name)).ok();
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}

#[test]
fn a_clinic_whose_machine_was_put_back_notices_it_by_itself() {
    let mut world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let snapshot = tempfile::tempdir().unwrap();
    world.stops_the_clinic_for(|folder, _| copy_ledger(folder, snapshot.path()));
    let mut expected = Vec::new();
    for what in ["Task one", "Task two"] {
        adds(&ines, &member, what);
        exchanges_well(&ines);
        expected.push(what);
        world.stops_the_clinic_for(|folder, _| copy_ledger(snapshot.path(), folder));
        everybody_has(&world, &[&ines, &deborah], &member, &expected);
    }
}

#[test]
fn a_laptop_that_was_cloned_goes_on_as_two_and_nothing_is_lost() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    adds(&ines, &member, "Task in both");
    let twin = ines.is_cloned(&world, "another computer");
    ines.unlocks();
    twin.unlocks();
    adds(&ines, &member, "Task here");
    adds(&twin, &member, "Task there");
    exchanges_well(&ines);
    exchanges_well(&twin);
    let expected = ["Task here", "Task in both", "Task there"];
    everybody_has(&world, &[&ines, &twin, &deborah], &member, &expected);
    adds(&twin, &member, "Task there, later");
    adds(&ines, &member, "Task here, later");
    let expected = [
        "Task here",
        "Task here, later",
        "Task in both",
        "Task there",
        "Task there, later",
    ];
    everybody_has(&world, &[&twin, &ines, &deborah], &member, &expected);
    assert_eq!(world.clinic().clinic().verify().unwrap().parked, 0);
}

#[test]
fn a_backup_that_is_not_whole_or_a_ledger_in_use_is_refused_and_nothing_changes() {
    let world = World::new();
    let office = world.clinic().clinic();
    let room = tempfile::tempdir().unwrap();
    let file = room.path().join("monday.backup");
    assert!(office.give_up_backup(1).is_err(), "there is none");
    assert_eq!(office.back_up(&file).unwrap(), 1);
    let whole = fs::read(&file).unwrap();
    let again = office.back_up(&file).map_err(|error| error.to_string());
    assert!(again.is_err_and(|how| how.contains("is there already")));
    assert_eq!(fs::read(&file).unwrap(), whole, "nothing is written over");

    let folder = world.clinic().folder();
    let restores = || {
        Clinic::restore(folder, &LedgerPlace::InFolder, &file, world.ambient())
            .map_err(|error| error.to_string())
    };
    let before = office.verify().unwrap();
    assert!(restores().is_err_and(|how| how.contains("in use")));
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert!(restores().is_err_and(|how| how.contains("no whole backup")));
    assert_eq!(office.verify().unwrap(), before);
    office.give_up_backup(1).unwrap();
    assert!(office.give_up_backup(1).is_err(), "it is given up already");
}

/// A laptop has nothing to send; all it has is copies of what a ledger took that was put back since. Before it erases itself it
/// asks, and they are set aside for a person.
#[test]
fn one_that_is_wanted_back_after_a_restore_gives_back_its_copies_before_it_erases_itself() {
    let mut world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let backup = tempfile::tempdir().unwrap();
    let file = backup.path().join("monday.backup");
    world.clinic().clinic().back_up(&file).unwrap();
    adds(&ines, &member, "Task of Ines");
    exchanges_well(&ines);
    let operations = world.clinic().clinic().verify().unwrap().operations;
    world.stops_the_clinic_for(|folder, ambient| {
        Clinic::restore(folder, &LedgerPlace::InFolder, &file, ambient).unwrap();
    });
    assert!(world.clinic().clinic().verify().unwrap().operations < operations);
    let device = custody::line(&world, &ines).id;
    custody::says(&world, device, Declaration::Recall).unwrap();
    custody::goes(&ines);
    assert_eq!(custody::line(&world, &ines).standing, DeviceStanding::Wiped);
    let (open, _) = world.clinic().clinic().open_reviews().unwrap();
    let aside = open
        .iter()
        .filter(|review| review.why == ReviewWhy::LostDevice);
    assert!(0 < aside.count());
    assert_eq!(world.clinic().clinic().verify().unwrap().faults, 0);
}

/// One that is lost, and not wanted back yet, gives its copies too, and what it has not sent goes out behind them.
#[test]
fn one_that_is_lost_sends_on_after_a_restore() {
    let mut world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let backup = tempfile::tempdir().unwrap();
    let file = backup.path().join("monday.backup");
    world.clinic().clinic().back_up(&file).unwrap();
    adds(&ines, &member, "Task of Ines");
    exchanges_well(&ines);
    adds(&ines, &member, "Task not sent");
    world.stops_the_clinic_for(|folder, ambient| {
        Clinic::restore(folder, &LedgerPlace::InFolder, &file, ambient).unwrap();
    });
    let device = custody::line(&world, &ines).id;
    custody::says(&world, device, Declaration::Lost).unwrap();
    custody::goes(&ines);
    assert_eq!(
        custody::line(&world, &ines)
            .report
            .map(|report| report.unsent),
        Some(1)
    );
    custody::goes(&ines);
    assert_eq!(
        custody::line(&world, &ines)
            .report
            .map(|report| report.unsent),
        Some(0)
    );
}
