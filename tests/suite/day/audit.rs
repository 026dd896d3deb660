//! Who looked at what: written on the laptop, joined to the clinic's chain, read by those who may.

use clinic::{Clinic, LedgerPlace};
use serde_json::{Value, json};
use sync::audit::AskAudit;
use world::{PASSPHRASE, Person, World};

use super::{caseload, exchanges_well, member_with_goal, two_people};

/// Everything the clinic knows, oldest first: who, what, with what kind of thing.
fn known(world: &World) -> Vec<(String, String, String)> {
    let ask = AskAudit {
        from: i64::MIN,
        until: i64::MAX,
        limit: 200,
        ..AskAudit::default()
    };
    let rows = world.clinic().clinic().audit(&ask).unwrap().rows;
    let told = rows.into_iter().rev().map(|row| {
        let kind = row.entry.kind.unwrap_or_default();
        (row.who, row.entry.action, kind)
    });
    told.collect()
}

/// What of it she did on her own laptop.
fn by(world: &World, person: &Person, action: &str) -> Vec<String> {
    let known = known(world).into_iter();
    known
        .filter(|(who, did, _)| who == person.name() && did == action)
        .map(|(_, _, kind)| kind)
        .collect()
}

fn is_sound(world: &World) -> (usize, usize) {
    let verdict = world.clinic().clinic().verify_audit().unwrap();
    assert_eq!(verdict.faults, []);
    (verdict.named, verdict.segments)
}

#[test]
fn what_she_looked_at_and_changed_without_a_network_reaches_the_clinic_once() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    world.cuts_the_network();
    let (member, _) = member_with_goal(&ines, &deborah);
    ines.gets("health.show", json!({ "member": member }));
    ines.gets("health.show", json!({ "member": member }));
    ines.gets("people.find", json!({ "text": "Zulema" }));
    let task = json!({ "member": member, "seen": "", "what": "Zulema", "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    world.restores_the_network();
    exchanges_well(&ines);

    assert_eq!(
        by(&world, &ines, "view")
            .iter()
            .filter(|kind| *kind == "health")
            .count(),
        1
    );
    assert!(by(&world, &ines, "edit").contains(&"task".to_owned()));
    assert_eq!(by(&world, &ines, "search"), ["member"]);
    assert_eq!(by(&world, &ines, "enrol"), ["device", "satchel"]);
    assert_eq!(is_sound(&world), (0, 0));
    for (who, did, kind) in known(&world) {
        assert!(!format!("{did}{kind}").contains("Zulema"), "{who} {did}");
    }
}

#[test]
fn an_exchange_with_nothing_to_do_makes_no_entry_that_the_next_would_have_to_carry() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    for _ in 0..2 {
        exchanges_well(&ines);
    }
    let before = known(&world).len();
    for _ in 0..3 {
        exchanges_well(&ines);
    }
    assert_eq!(known(&world).len(), before);
}

#[test]
fn an_edit_is_in_the_chain_after_a_crash_and_a_wrong_passphrase_is_in_it_after_the_next_right_one()
{
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    let task = json!({ "member": member, "seen": "", "what": "Call", "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    let ines = ines.crashes_and_starts();
    for _ in 0..2 {
        ines.asks("session.unlock", json!({ "passphrase": "not this one" }));
    }
    let ines = ines.crashes_and_starts();
    ines.gets("session.unlock", json!({ "passphrase": PASSPHRASE }));
    exchanges_well(&ines);
    assert_eq!(by(&world, &ines, "edit"), ["task"]);
    assert_eq!(by(&world, &ines, "unlock"), ["satchel"]);
    let failed = known(&world)
        .into_iter()
        .filter(|(_, did, _)| did == "unlock_failed");
    assert_eq!(failed.map(|(who, _, _)| who).collect::<Vec<_>>(), ["", ""]);
    assert_eq!(is_sound(&world), (0, 0));
}

#[test]
fn a_supervisor_is_told_who_looked_and_a_care_manager_is_not_and_both_asked() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    let ruth = world.satchel("Ruth Amat");
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    ines.gets("members.show", json!({ "member": member }));
    exchanges_well(&ines);
    let ask = |action: Value| {
        json!({
            "staff": null, "member": member, "action": action, "from": null, "until": null,
            "page": { "offset": 0, "limit": 50 },
        })
    };
    let refused = ines.asks("audit.list", ask(Value::Null));
    assert_eq!(refused["failure"]["code"], "not_allowed");
    let told = ruth.gets("audit.list", ask(json!("view")));
    let row = &told["rows"][0];
    assert_eq!(
        (&row["who"], &row["kind"]),
        (&json!("Inés Carranza"), &json!("member"))
    );
    assert_ne!(row["name"], "");
    assert_eq!(ines.gets("session.show", json!({}))["mayAudit"], false);
    assert_eq!(ruth.gets("session.show", json!({}))["mayAudit"], true);

    exchanges_well(&ines);
    assert_eq!(
        by(&world, &ruth, "view").first().map(String::as_str),
        Some("audit")
    );
    assert!(
        by(&world, &ines, "view").contains(&"audit".to_owned()),
        "refused, and asked"
    );
}

#[test]
fn a_cloned_laptop_is_named_and_neither_history_is_lost() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let clone = ines.is_cloned(&world, "copy");
    for person in [&ines, &clone] {
        person.unlocks();
        exchanges_well(person);
        world.passes(1_000);
    }
    assert_eq!(by(&world, &ines, "unlock").len(), 2);
    assert_eq!(is_sound(&world), (1, 0));
}

#[test]
fn a_clinic_that_went_back_to_a_backup_gets_the_entries_again_and_has_tampered_with_nothing() {
    let mut world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let backup = tempfile::tempdir().unwrap();
    let file = backup.path().join("monday.backup");
    world.clinic().clinic().back_up(&file).unwrap();
    let member = caseload(&ines)[0]["member"].clone();
    ines.gets("health.show", json!({ "member": member }));
    exchanges_well(&ines);
    world.stops_the_clinic_for(|folder, ambient| {
        Clinic::restore(folder, &LedgerPlace::InFolder, &file, ambient).unwrap();
    });
    assert_eq!(
        by(&world, &ines, "view")
            .iter()
            .filter(|kind| *kind == "health")
            .count(),
        0
    );
    ines.gets("plans.show", json!({ "member": member }));
    let sync = exchanges_well(&ines);
    assert_eq!(sync["auditFork"], false);
    exchanges_well(&ines);
    assert_eq!(
        by(&world, &ines, "view")
            .iter()
            .filter(|kind| *kind == "health")
            .count(),
        1
    );
    assert_eq!(is_sound(&world), (0, 1));
}
