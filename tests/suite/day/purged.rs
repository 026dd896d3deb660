//! A member leaves a satchel: of her no word is left in its files, also for whoever had the key.

use serde_json::json;
use vault::{Passphrase, Vault};
use world::{PASSPHRASE, Person, World};

use super::notes::{begins_a_visit, signs};
use super::{caseload, exchanges_well};

const NOTE: &str = "She dreams of zucchini fritters.";
const CHANGED: &str = "Bring the quinceanera photographs";
const DRAFT: &str = "Half a sentence about marzipan";

/// How often each word is in the store's file, page by page as it is deciphered, and how long its log is.
fn found(person: &Person, words: &[&str]) -> (Vec<usize>, u64) {
    let profiles = person.folder().join("profiles");
    let profile = profiles.read_dir().unwrap().next().unwrap().unwrap().path();
    let log = profile.join("store.db-wal");
    let log = log.metadata().map_or(0, |log| log.len());
    person.locks();
    let vault = Vault::open(&profile, &Passphrase::typed(PASSPHRASE), person.keys()).unwrap();
    let pages = vault.deciphered().unwrap();
    vault.close();
    let times = |word: &&str| {
        let word = word.as_bytes();
        pages
            .windows(word.len())
            .filter(|here| here.eq_ignore_ascii_case(word))
            .count()
    };
    (words.iter().map(times).collect(), log)
}

#[test]
fn of_a_member_who_left_nothing_is_left_in_the_files() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let (member, visit) = begins_a_visit(&ines);
    let name = caseload(&ines)
        .into_iter()
        .find(|row| row["member"] == member)
        .and_then(|row| row["name"].as_str().map(str::to_owned))
        .unwrap();
    let name = name.split(' ').next_back().unwrap();
    signs(&ines, &visit, NOTE);
    let task = |what: &str| {
        json!({ "member": member, "seen": "", "what": what,
            "owner": { "staff": null, "words": "you" } })
    };
    ines.gets("tasks.put", task(CHANGED));
    let about = format!("form:{}", member.as_str().unwrap());
    let half = json!({ "about": about, "member": member, "body": DRAFT });
    ines.gets("drafts.keep", half);
    exchanges_well(&ines);
    let words = [name, "zucchini", "quinceanera", "marzipan"];
    let (before, _) = found(&ines, &words);
    assert!(before.iter().all(|times| 0 < *times), "{before:?}");

    ines.unlocks();
    world
        .clinic()
        .assigns(member.as_str().unwrap(), "Ruth Amat");
    exchanges_well(&ines);
    exchanges_well(&ines);
    assert!(caseload(&ines).iter().all(|row| row["member"] != member));
    let (after, log) = found(&ines, &words);
    assert_eq!(after, [0; 4], "{words:?}");
    assert!(log < 200_000, "the log was carried over: {log} bytes");
}
