//! The laptop's disk is full while it receives, and while it hands over in a file.

use std::fs;
use std::path::Path;

use serde_json::json;
use world::World;

use crate::exchange::{adds_a_goal, caseload, exchange, exchanges_well, goals};
use crate::small_disk::small_disk;

#[test]
fn a_laptop_without_room_takes_nothing_by_halves_and_everything_later() {
    let test = "laptop_full::a_laptop_without_room_takes_nothing_by_halves_and_everything_later";
    let Some(disk) = small_disk(test) else {
        return;
    };
    let world = World::new();
    let deborah = world.satchel("Deborah Achterberg");
    let ines = world.satchel_in("Inés Carranza", &disk.path().join("laptop"));
    exchanges_well(&deborah);
    exchanges_well(&ines);
    let member = caseload(&deborah)[0]["member"].clone();
    let before = goals(&ines, &member);
    for count in 0..40 {
        adds_a_goal(&deborah, count);
    }
    exchanges_well(&deborah);

    disk.fills(32 * 1024);
    for _ in 0..3 {
        let sync = exchange(&ines);
        assert_eq!(sync["lastProblem"]["code"], "disk_full", "{sync}");
        assert_eq!(
            goals(&ines, &member),
            before,
            "a page is taken whole or not at all"
        );
    }
    let refused = ines.asks(
        "drafts.keep",
        json!({ "about": "visit:unfinished", "member": member, "body": "x".repeat(64 * 1024) }),
    );
    assert_eq!(refused["failure"]["code"], "disk_full");

    disk.empties();
    exchanges_well(&ines);
    assert_eq!(goals(&ines, &member), goals(&deborah, &member));
    assert_eq!(goals(&ines, &member).len(), before.len() + 40);
}

#[test]
fn a_hand_over_without_room_leaves_no_half_file_and_works_when_there_is_some() {
    let test =
        "laptop_full::a_hand_over_without_room_leaves_no_half_file_and_works_when_there_is_some";
    let Some(disk) = small_disk(test) else {
        return;
    };
    let world = World::new();
    let ines = world.satchel_in("Inés Carranza", &disk.path().join("laptop"));
    exchanges_well(&ines);
    world.cuts_the_network();
    for count in 0..10 {
        adds_a_goal(&ines, count);
    }
    for n in 0..4 {
        // Nothing in it repeats, so that the file cannot be packed into what room there is.
        let body: String = (0..150)
            .map(|_| data_encoding::HEXLOWER.encode(&world.ambient().bytes::<64>()))
            .collect();
        ines.gets(
            "drafts.keep",
            json!({ "about": format!("visit:{n}"), "member": null, "body": body }),
        );
    }
    let papers = disk.path().join("laptop/papers");
    let files = || fs::read_dir(&papers).map_or(0, Iterator::count);
    disk.fills(16 * 1024);
    for _ in 0..3 {
        let refused = ines.asks("sync.handOver", json!({}));
        assert_eq!(refused["failure"]["code"], "disk_full", "{refused}");
        assert_eq!(files(), 0);
    }
    disk.empties();
    let handed = ines.gets("sync.handOver", json!({}));
    assert_eq!(
        (&handed["changes"], &handed["drafts"]),
        (&json!(10), &json!(4))
    );
    let file = Path::new(handed["file"].as_str().unwrap()).to_path_buf();
    assert_eq!(world.clinic().clinic().take_in(&file).unwrap().new, 10);
}
