//! The power goes between any two writes: what somebody was told is saved is there, and the store is whole.
//!
//! Both stores as they ship, with their own settings; only their way to the disk is written down, and played again up to
//! every moment at which a disk may stop.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ambient::Fixed;
use care::{EntityId, GroupId, OpId};
use clinic::{LedgerError, LedgerStore, LedgerTx, TallyKey};
use rusqlite::Connection;
use serde_json::json;
use sync::clinic::SystemWrite;
use sync::{Ledger as _, StreamId, Write};
use tempfile::TempDir;
use uuid::Uuid;
use vault::drafts::{self, Draft};
use vault::{StoreError, Vault};

use crate::recorder;
use crate::tape::{self, Flushes, Keeps, Tape};

const KEY: [u8; 48] = [7; 48];
/// What a disk may keep, each looked at.
const KEPT: [Keeps; 5] = [
    Keeps::Nothing,
    Keeps::Everything,
    Keeps::Some(512),
    Keeps::Some(4096),
    // A disk that keeps one write and not another, however long they are.
    Keeps::Some(1 << 24),
];
/// Each time a store is closed its log is carried over into the file: twice, with so many commits in between.
const OPENED: u64 = 2;
const COMMITS: u64 = 6;
/// Between two moments at which something becomes certain, one in so many writes is looked at.
const EVERY: usize = 5;
/// Of a long tape so many moments are looked at.
const MOMENTS_MAX: usize = 40;

/// In memory where there is such a place: this test brings its own forgetful disk.
fn room() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        TempDir::new_in(memory).unwrap()
    } else {
        TempDir::new().unwrap()
    }
}

/// How many times the power went, and each time what was wrong afterwards.
struct Outcome {
    times: usize,
    wrong: Vec<String>,
}

/// Lets the power go at each of these moments, with everything a disk may then have kept; `kept` opens what is left and
/// gives how much of what was saved is there.
fn power_goes(
    tape: &Tape,
    moments: &BTreeSet<usize>,
    flushes: Flushes,
    kept: impl Fn(&Path) -> Result<u64, String>,
) -> Outcome {
    let mut outcome = Outcome {
        times: 0,
        wrong: Vec::new(),
    };
    for moment in moments {
        for keeps in KEPT {
            let left = room();
            tape.power_goes(*moment, keeps, flushes, left.path());
            outcome.times += 1;
            let told = tape.told_by(*moment);
            match kept(left.path()) {
                // What was saved and not told any more may be there.
                Ok(there) if told <= there && there <= told + 1 => {}
                Ok(there) => outcome.wrong.push(format!(
                    "after step {moment}, {keeps:?}: {told} was told to be saved, {there} is there"
                )),
                Err(why) => outcome
                    .wrong
                    .push(format!("after step {moment}, {keeps:?}: {why}")),
            }
        }
    }
    outcome
}

/// All at which something becomes certain, and many between.
fn most(tape: &Tape) -> BTreeSet<usize> {
    let between = (0..=tape.len()).step_by(EVERY);
    between.chain(tape.edges()).collect()
}

/// Some moments of a long tape: those at which something becomes certain first.
fn some(tape: &Tape) -> BTreeSet<usize> {
    let edges = tape.edges();
    let chance = Fixed::new(0, 1).ambient();
    let drawn = |_| edges[usize::from(u16::from_le_bytes(chance.bytes())) % edges.len()];
    (0..MOMENTS_MAX).map(drawn).collect()
}

fn whole(file: &Path, key: &str) -> Result<(), String> {
    let asked = || {
        let db = Connection::open(file)?;
        db.pragma_update(None, "key", format!("x'{key}'"))?;
        db.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
        db.query_row("pragma integrity_check", [], |row| row.get::<_, String>(0))
    };
    match asked() {
        Ok(whole) if whole == "ok" => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

fn note(body: &str) -> Draft {
    Draft {
        about: "note".to_owned(),
        member: None,
        body: body.to_owned(),
        kept_at: 1,
    }
}

/// Saves this number, in a text of any length; both in one transaction.
fn saves(vault: &Vault, count: u64, letters: usize) {
    let long = Draft {
        about: format!("visit-{count}"),
        ..note(&"x".repeat(letters))
    };
    let keep = |writer: &vault::Writer<'_>| {
        drafts::keep(writer, &note(&count.to_string()))?;
        drafts::keep(writer, &long)
    };
    vault.transact::<_, StoreError>(keep).unwrap();
}

/// The last number in what is left of a laptop's store.
fn of_laptop(folder: &Path) -> Result<u64, String> {
    let vault = Vault::drill(folder, &KEY).map_err(|error| format!("{error:?}"))?;
    let count = vault.read::<_, StoreError>(|reader| drafts::get(reader, "note"));
    let count = count.map_err(|error| format!("{error:?}"))?;
    let count = count.map_or(0, |note| note.body.parse().unwrap());
    let last = vault
        .read::<_, StoreError>(|reader| drafts::get(reader, &format!("visit-{count}")))
        .map_err(|error| format!("{error:?}"))?;
    vault.close();
    if 0 < count && last.is_none() {
        return Err("half a transaction".to_owned());
    }
    whole(&folder.join("store.db"), &"07".repeat(KEY.len()))?;
    Ok(count)
}

/// A laptop's store on which somebody works, and the tape of it.
fn laptops_tape(works: impl FnOnce(&Path)) -> Tape {
    recorder::lay();
    let folder = room();
    let folder: PathBuf = folder.path().to_path_buf();
    fs::create_dir_all(&folder).unwrap();
    Vault::drill(&folder, &KEY).unwrap().close();
    tape::begin(&folder);
    works(&folder);
    let tape = tape::taken(&folder);
    fs::remove_dir_all(folder).unwrap();
    tape
}

fn a_short_day(folder: &Path) {
    for opened in 0..OPENED {
        let vault = Vault::drill(folder, &KEY).unwrap();
        for commit in 1..=COMMITS {
            let count = opened * COMMITS + commit;
            saves(&vault, count, usize::try_from(count * 977 % 9_000).unwrap());
            tape::told(folder, count);
        }
        vault.close();
    }
}

#[test]
fn a_laptop_without_power_has_everything_it_said_is_saved() {
    let tape = laptops_tape(a_short_day);
    assert_eq!(tape.told_by(tape.len()), OPENED * COMMITS);
    let outcome = power_goes(&tape, &most(&tape), Flushes::Hold, of_laptop);
    println!("the power went {} times", outcome.times);
    assert!(outcome.wrong.is_empty(), "{:#?}", outcome.wrong);
}

/// The log is carried over into the file while the store is open when it has a thousand pages.
#[test]
fn a_laptop_without_power_in_the_middle_of_a_long_day_has_it_too() {
    let tape = laptops_tape(|folder| {
        let vault = Vault::drill(folder, &KEY).unwrap();
        for count in 1..=100 {
            saves(&vault, count, 60_000);
            tape::told(folder, count);
        }
        vault.close();
    });
    let outcome = power_goes(&tape, &some(&tape), Flushes::Hold, of_laptop);
    println!("the power went {} times", outcome.times);
    assert!(outcome.wrong.is_empty(), "{:#?}", outcome.wrong);
}

#[test]
fn a_laptop_that_did_not_flush_its_log_would_be_found_out() {
    let tape = laptops_tape(a_short_day);
    let outcome = power_goes(&tape, &some(&tape), Flushes::LogIsForgotten, of_laptop);
    println!(
        "{} of {} times something was wrong",
        outcome.wrong.len(),
        outcome.times
    );
    assert!(!outcome.wrong.is_empty());
}

fn opens(folder: &Path) -> Result<LedgerStore, String> {
    let ambient = Fixed::new(0, 7).ambient();
    let opened = LedgerStore::open(folder, TallyKey::new([3; 32]), &ambient);
    opened.map_err(|error| format!("{error:?}"))
}

fn op(count: u64) -> OpId {
    OpId(Uuid::from_u128(u128::from(count)))
}

/// Writes somebody of this number into the directory.
fn enters(tx: &mut LedgerTx<'_>, count: u64) -> Result<(), LedgerError> {
    let value = json!({ "given": ["x".repeat(usize::try_from(count * 977 % 9_000).unwrap())], "family": "Made-Up" });
    let names = Write {
        value,
        parents: Vec::new(),
        saw: serde_json::Value::Null,
    };
    let somebody = SystemWrite {
        op: op(count),
        device: tx.own_device()?,
        group: GroupId(Uuid::from_u128(u128::from(count))),
        system: "test".to_owned(),
        stream: StreamId::Clinic,
        entity: EntityId(Uuid::from_u128(u128::from(count) << 64)),
        kind: "staff".to_owned(),
        fields: [("names".to_owned(), names)].into(),
        at: 0,
    };
    sync::clinic::write(tx, somebody).map(drop)
}

/// How many of them are in what is left of a ledger, without a gap.
fn of_clinic(folder: &Path) -> Result<u64, String> {
    let store = opens(folder)?;
    let there = store.transact::<_, LedgerError>(0, |tx| {
        let mut there = 0;
        while tx.answer_to(op(there + 1))?.is_some() {
            there += 1;
        }
        Ok(there)
    });
    let there = there.map_err(|error| format!("{error:?}"))?;
    drop(store);
    let key = fs::read_to_string(folder.join("ledger.key")).unwrap();
    whole(&folder.join("ledger.db"), key.trim())?;
    Ok(there)
}

fn clinics_tape() -> Tape {
    recorder::lay();
    let room = room();
    let folder = room.path();
    drop(opens(folder).unwrap());
    tape::begin(folder);
    for opened in 0..OPENED {
        let store = opens(folder).unwrap();
        for commit in 1..=COMMITS {
            let count = opened * COMMITS + commit;
            store
                .transact::<_, LedgerError>(0, |tx| enters(tx, count))
                .unwrap();
            tape::told(folder, count);
        }
    }
    tape::taken(folder)
}

#[test]
fn a_clinic_without_power_has_everything_it_answered() {
    let tape = clinics_tape();
    let outcome = power_goes(&tape, &most(&tape), Flushes::Hold, of_clinic);
    println!("the power went {} times", outcome.times);
    assert!(outcome.wrong.is_empty(), "{:#?}", outcome.wrong);
}

#[test]
fn a_clinic_that_did_not_flush_its_log_would_be_found_out() {
    let tape = clinics_tape();
    let outcome = power_goes(&tape, &some(&tape), Flushes::LogIsForgotten, of_clinic);
    println!(
        "{} of {} times something was wrong",
        outcome.wrong.len(),
        outcome.times
    );
    assert!(!outcome.wrong.is_empty());
}
